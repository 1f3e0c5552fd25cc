"""What it costs to apply an amendment beside reading its own file: one with two rules, and one that sets every value."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from rounds import Claim, Measured, measured, timed

from kredslob.engine.drafting.drafting import draft
from kredslob.rules.library import SHIPPED, Agreement, Library, add_file, load_library
from kredslob.rules.model import Document
from kredslob.rules.shape import check_shape
from kredslob.rules.shelving import build
from kredslob.rules.yaml_source import parse_yaml

SHORT, LONG = "kbh-2012-adjustment", "kbh-2024-2027"
REPEATS: Final = 50  # in a round, since one takes less than a thousandth of a second
BOUND: Final = 2
TEXTS: Final = {
    "short": "the amendment of 2012 applied, to its file read",
    "long": "an amendment that sets every value of 2024-2027 applied, to its file read",
}


def measure(rounds: int) -> list[Measured]:
    """Time applying and reading, having seen that what is applied is what was read."""
    library = load_library()
    short = (SHIPPED / "agreements" / f"{SHORT}.yaml").read_text("utf-8")
    found = []
    for name, text, of in (("short", short, _without(library, SHORT)), ("long", _every_value(library), library)):
        document = _read(of, text)
        below = of.agreement(str(document.extends))
        agreement = Agreement(below.base, (*below.amendments, document), below.laws)
        amended, acting = agreement.amended(document.start.day)
        if acting[-1] != document.id or len(amended.settled) < len(document.changes):
            raise SystemExit(f"The amendment is not applied: {acting}.")
        seconds = timed(
            {"apply": partial(_applied, agreement, document), "read": partial(_reread, of, text)},
            rounds,
        )
        found.append(measured(Claim(TEXTS[name], BOUND, at_least=False), seconds["apply"], seconds["read"]))
    return found


def _applied(agreement: Agreement, document: Document) -> None:
    for _ in range(REPEATS):
        agreement.amended(document.start.day)


def _reread(library: Library, text: str) -> None:
    for _ in range(REPEATS):
        _read(library, text)


def _read(library: Library, text: str) -> Document:
    """Read a text as the shelf reads a file that it has not read before."""
    source = parse_yaml(text, "amendment.yaml")
    check_shape("DocumentFile", source)
    return build(source, "", library.facts, library.documents)


def _without(library: Library, one: str) -> Library:
    documents = {key: document for key, document in library.documents.items() if key != one}
    return Library(library.facts, library.sources, documents, library.individual)


def _every_value(library: Library) -> str:
    """Give an amendment that sets every parameter: the draft of one, its list of values taken up."""
    with tempfile.TemporaryDirectory() as folder:
        path, text = draft(library, "every-value", LONG, None, Path(folder) / "every-value.yaml", "en")
        lines = [line.removeprefix("# ") if line.startswith("#   - {set: ") else line for line in text.splitlines()]
        path.write_text("\n".join(line for line in lines if not line.startswith("#")) + "\n", "utf-8")
        add_file(library, path)  # refuses what cannot be read
        return path.read_text("utf-8")
