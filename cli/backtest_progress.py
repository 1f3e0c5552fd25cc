"""A bar that shows how many worlds of a backtest are finished, on the error stream of a terminal; elsewhere nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kredslob.cli.scenario_progress import bar_of
from kredslob.rules.messages import Lang, Message


@contextmanager
def progress(lang: Lang) -> Iterator[Callable[[str, int, int], None]]:
    """Give what is to be told how far a start is."""
    with bar_of(lang) as update:
        yield lambda start, done, of: update(Message("Worlds {start}", start=start), done, of)
