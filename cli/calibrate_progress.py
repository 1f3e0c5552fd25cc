"""A bar that shows how many draws of a calibration are finished, on the error stream of a terminal; elsewhere nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from kredslob.cli.scenario_progress import bar_of
from kredslob.rules.messages import Lang, Message

_DOING: Final = {"draws": Message("Sets drawn"), "checks": Message("Sets run again")}


@contextmanager
def progress(lang: Lang) -> Iterator[Callable[[str, int, int], None]]:
    """Give what is to be told how far it is."""
    with bar_of(lang) as update:
        yield lambda what, done, of: update(_DOING[what], done, of)
