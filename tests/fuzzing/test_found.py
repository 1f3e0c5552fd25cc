"""Files that once brought a reader to something else than words, each kept as it was, cut down to what mattered."""

from __future__ import annotations

import pytest

from tests.fuzzing.held import outcome
from tests.fuzzing.readers import READERS, laid_out

LARGE = "1" + "0" * 400
"""A number that JSON can write and no float can hold."""
NESTED = "[" * 100_000
WORLD = '{"kind": "kredslob backtest worlds"}\n'
DRAW = '{"kind": "kredslob calibration draws", "seed": "x"}\n'


@pytest.mark.parametrize(
    ("reader", "name", "text"),
    [
        ("worlds of a backtest", "2011.jsonl", WORLD + '{"number": 1, "redrawn": 0, "figures": {"none": {"a": [' + LARGE + "]}}}\n"),
        ("worlds of a backtest", "2011.jsonl", WORLD + NESTED + "\n"),
        ("draws of a calibration", "draws.jsonl", DRAW + '{"key": "a", "lots": [' + LARGE + '], "figures": null}\n'),
        ("draws of a calibration", "draws.jsonl", NESTED),
        ("records of a backtest", "kbh.json", NESTED),
    ],
    ids=lambda one: one[:24],
)  # fmt: skip
def test_a_file_that_was_found_is_refused_in_words(reader: str, name: str, text: str) -> None:
    """Numbers that nothing can hold, and nesting without end."""
    with laid_out(name, text.encode()) as path:
        assert outcome(lambda: READERS[reader].read(path)) != "read"
