"""Put a result where it ships: the record beside this module, and its section into docs/backtest.md, between two marks.

`python -m kredslob.scenarios.backtesting.page FOLDER` does both, of a folder that `kredslob backtest` has made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kredslob.rules.messages import Message
from kredslob.scenarios.backtesting.asking import RECORD
from kredslob.scenarios.backtesting.record import SHIPPED, read_record
from kredslob.scenarios.backtesting.result import Result
from kredslob.scenarios.backtesting.telling import told
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.telling.screen import INDENT, Head, Part, Rows, Said

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "backtest.md"
BEGIN: Final = "<!-- made by `make backtest`: begin -->"
END: Final = "<!-- made by `make backtest`: end -->"


def section(results: Sequence[Result]) -> str:
    """Give the section of the page that tells results, in English, between its marks."""
    return "\n".join([BEGIN, "", *_lines(results), END])


def with_section(page: str, results: Sequence[Result]) -> str:
    """Give the page with the section of results in place of the one that it has.

    Raises:
        ValueError: the page has no marks.
    """
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(page[:80])
    return before + section(results) + after


def _lines(results: Sequence[Result]) -> Iterator[str]:
    for part in told(results):
        yield from _part(part)
    yield "Made from:"
    yield ""
    for one in results:
        made = one.made_from
        agreements = ", ".join(f"`{each['id']}` from {each['from']}" for each in made["agreements"])
        yield (
            f"- `{one.start.id}`: {agreements}; {made['months']} months; behaviour `{made['behaviour']['id']}` with "
            f"{made['behaviour']['knobs']} knobs turned; {len(made['guesses'])} guesses drawn, {one.redrawn} times anew since "
            f"they did not go together; register `{made['register']['id']}`; kredslob {made['versions']['kredslob']}, program "
            f"`{made['program'][:12]}`, numpy {made['versions']['numpy']}, numba {made['versions']['numba']}; numbers `{one.sha256[:12]}`"
        )
    yield ""


def _part(part: Part) -> Iterator[str]:
    match part:
        case Head(said=said):
            yield from (f"### {said.text()}", "")
        case Said(said=said, indent=indent) if indent > INDENT:
            yield from (f"- {said.text()}", "")
        case Said(said=said):
            yield from (said.text(), "")
        case Rows(heads=heads, rows=rows):
            yield _row(heads)
            yield _row(["---"] * len(heads))
            yield from (_row(row) for row in rows)
            yield ""


def _row(words: Sequence[object]) -> str:
    return f"| {' | '.join(Message('{word}', word=word).text() for word in words)} |"


def ship(folder: Path) -> None:
    """Put the record of a folder beside this module, and its section into the page."""
    results = read_record(folder / RECORD, shipped_targets())
    SHIPPED.write_bytes((folder / RECORD).read_bytes())
    PAGE.write_text(with_section(PAGE.read_text("utf-8"), results), "utf-8", newline="\n")


if __name__ == "__main__":
    import sys

    ship(Path(sys.argv[1]))
