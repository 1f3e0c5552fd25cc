"""Read YAML strictly and remember where every value stands, so that an error can name its line.

YAML is narrowed to what a person means: only `true` and `false` are booleans (a key `on` or a value `no` stays text),
dates are ISO dates, numbers keep their decimal form. Anchors, aliases, tags, repeated keys and signs that cannot be seen
are refused: they hide what a clause says, and let a small file grow without bound (`yaml_events`).
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import FieldPath, Message, Place, Problem, WrongInput, has_cpr

MAX_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class YamlText:
    """A YAML file as plain data (dict, list, str, int, Decimal, bool, date, None) and the line of every value."""

    name: str
    data: object
    lines: dict[FieldPath, int] = field(repr=False)

    def place(self, path: FieldPath) -> Place:
        """Give the place of the value at the path, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return Place(self.name, self.lines[path[:length]], ".".join(str(step) for step in path) or None)
        return Place(self.name)


def read_text(path: Path) -> str:
    """Give the text of a file a person named.

    Raises:
        WrongInput: its name holds a CPR number, or it is missing, no ordinary file, too large, or not UTF-8.
    """
    place = Place(str(path))
    if has_cpr(path.name):
        found, accepted = Message("a civil registration (CPR) number stands here."), Message("a name without it")
        raise WrongInput(Problem(place, found, accepted))
    try:
        if not path.is_file():  # a pipe or a device might never end
            raise WrongInput(Problem(place, Message("there is no such file."), Message("the path of a file")))
        if path.stat().st_size > MAX_BYTES:
            raise WrongInput(Problem(place, Message("the file is larger than {limit} bytes.", limit=MAX_BYTES)))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        found, accepted = Message("the file is not UTF-8 text."), Message("YAML saved as UTF-8")
        raise WrongInput(Problem(place, found, accepted)) from None
    except (OSError, ValueError):
        raise WrongInput(Problem(place, Message("the file cannot be read."), Message("a readable file"))) from None


def parse_yaml(text: str, name: str) -> YamlText:
    """Give the plain data and the lines of a YAML text.

    Raises:
        WrongInput: the text is not YAML of the narrow kind, or holds a CPR number (in a comment or key as anywhere).
    """
    from kredslob.rules.yaml_events import read_events  # lazy: no parser is needed when every file is in the cache

    data, lines = read_events(text, name)
    return YamlText(name, data, lines)


def scalar(text: str) -> object:
    """Give what a plain YAML word means: nothing, a boolean, a date, a number, or itself."""
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if len(text) == 10 and text[4] == text[7] == "-" and "W" not in text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    if text[0] in "+-.0123456789":
        return _number(text)
    return text


def _number(text: str) -> object:
    # int() and Decimal() also take underscores, which no person means here; Decimal takes "1e999999". A number with a
    # zero before it (a code, an octal number, a typing error) stays text and is refused where a number is wanted.
    digits = text.lstrip("+-")
    if not set(text) <= set("+-.0123456789") or len(text) > 30 or (digits[:1] == "0" and digits[1:2].isdigit()):
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
