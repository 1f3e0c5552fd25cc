"""Read a file to be checked as far as it can be read, so that what is wrong in one place hides nothing in another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kredslob.rules.checking.findings import Finding
from kredslob.rules.frozen import dataclass
from kredslob.rules.loading import load_plain
from kredslob.rules.mending import follows, mended
from kredslob.rules.messages import Problem, WrongInput
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

ROUNDS = 3  # what is left of a part whose inside was left out may have to go too


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as far as it could be read.

    Args:
        text: its plain data; what could not be read is left out.
        digest: SHA-256 of its text.
        problems: where it has not the shape.
        gone: the names that were left out with what could not be read.
    """

    text: YamlText
    digest: str
    problems: tuple[Problem, ...] = ()
    gone: frozenset[str] = frozenset()

    def beside_gone(self, found: Iterable[Finding]) -> list[Finding]:
        """Give findings without those that there may be only because something was left out."""
        return [one for one in found if one.problem in self.problems or not follows(one.problem, self.gone)]


def read_file(path: Path) -> ReadFile:
    """Read a document's file as far as it can be read.

    Raises:
        WrongInput: it is no YAML, or nothing of it can be judged, with everything wrong with its shape.
    """
    try:
        return ReadFile(*load_plain(path, "DocumentFile"))
    except WrongInput:
        content = read_text(path)
        text = parse_yaml(content, str(path))  # which raises again if that is what is wrong
    from kredslob.rules.shape import misfits  # lazy: pydantic is not needed when every file is in the cache

    problems: dict[Problem, None] = {}
    gone: frozenset[str] = frozenset()
    for _ in range(ROUNDS):
        found = misfits("DocumentFile", text)
        if not found:
            return ReadFile(text, hashlib.sha256(content.encode()).hexdigest(), tuple(problems), gone)
        problems = problems or dict.fromkeys(problem for problem, _ in found)
        left = mended(text, [misfit for _, misfit in found])
        if left is None:
            break
        text, gone = left[0], gone | left[1]
    raise WrongInput(problems)
