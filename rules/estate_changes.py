"""See that what amendments fix for single estates fits the estates' individual agreements.

A framework knows no estates: which there are is told by the individual agreements under it. Where there are none, any
estate may be named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kredslob.rules.messages import Message, Problem, nearest
from kredslob.rules.model import Change, Document, EstateTerms


def check_estates(amendments: Iterable[Document], individual: Iterable[Document]) -> list[Problem]:
    """Give what does not fit in the changes that amendments make for single estates.

    Args:
        amendments: those made to one framework.
        individual: the individual agreements under it.
    """
    known = {key: terms for one in individual for key, terms in one.estates.items()}
    return [problem for one in amendments for change in one.changes for problem in _of_change(change, known)]


def _of_change(change: Change, known: Mapping[str, EstateTerms]) -> Iterator[Problem]:
    if change.estate is None or not known:
        return
    own = known.get(change.estate)
    if own is None:
        found = Message("there is no estate {estate} under an individual agreement.", estate=change.estate)
        accepted = Message("the id of an estate, as `kredslob register show` lists it")
        yield Problem(change.at, found, accepted, nearest(change.estate, known))
        return
    taken = {one.version for one in own.wheels if one.name == change.target}
    if change.wheel is not None and change.wheel.version in taken:
        found = Message("two wheels share a version.")
        yield Problem(change.at, found, Message("a version of its own for each wheel"))
