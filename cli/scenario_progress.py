"""A bar that shows how far a run is and how long it will take yet, on the error stream of a terminal; elsewhere nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kredslob.rules.messages import Lang, Message

if TYPE_CHECKING:
    from kredslob.scenarios.results.running import Step


@contextmanager
def progress(lang: Lang) -> Iterator[Callable[[Step], None]]:
    """Give what is to be told each step."""
    with bar_of(lang) as update:
        yield lambda step: update(_described(step), step.done, step.of)


@contextmanager
def bar_of(lang: Lang) -> Iterator[Callable[[Message, int, int], None]]:
    """Give what is to be told what is done, how much of it is, and of how much."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    left = Message("left").text(lang)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(compact=True), TextColumn(left),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(what: Message, done: int, of: int) -> None:
            bar.update(task, description=what.text(lang), completed=done, total=of)

        yield tell


def _described(step: Step) -> Message:
    if step.kind == "wait":
        return Message("Waiting for another command that runs the same")
    if step.kind == "set_up":
        return Message("Setting up the variants")
    if step.kind == "compile":
        return Message("Making ready; the very first time takes a minute")
    return Message("Replications")
