"""Read the limits that a law, or a framework agreement, sets to what may be agreed.

A limit asks one thing, by its `kind`:

- parameter: the value of a parameter compares with a value or another parameter;
- wheel: the share of the municipality's turns (referral) or of flexible lettings (external) compares so, for each estate;
- period: the agreement lasts so many years;
- concludes: some rule in force comes to a conclusion;
- decides: only the law's own rules decide these facts;
- reads: no rule of an agreement reads these facts, nor ranks applicants by what is decided from them;
- criteria: the rules that decide the first fact read each of the others.

`leaves` compares what is left when the share is taken from the whole; a value that is `apart_from` may be. What the limits come to is found in `checking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from kredslob.rules.building import Builder, Plain
from kredslob.rules.conditions import OPERATORS, Parameter, Written
from kredslob.rules.messages import FieldPath, Message, nearest
from kredslob.rules.model import Limit, LimitKind, Text
from kredslob.rules.units import Value

COMPARED: Final[tuple[LimitKind, ...]] = ("parameter", "wheel", "period")
KINDS: Final[tuple[LimitKind, ...]] = (*COMPARED, "concludes", "decides", "reads", "criteria")
LEAVES: Final = "leaves"
SHARED: Final = ("share", "turns")  # of which something can be left
COMPARISONS: Final[tuple[str, ...]] = (*OPERATORS, LEAVES)
Word = TypeVar("Word", bound=str)


def build_limit(builder: Builder, key: str, raw: Plain, start: date) -> Limit:
    """Give one limit.

    Args:
        builder: reads the file and notes what is wrong.
        key: its id.
        raw: its plain data.
        start: the day the document begins to act, from which it holds if it names no other.
    """
    path: FieldPath = ("limits", key)
    asked = _only(
        builder, path, raw, KINDS, Message("one of parameter, wheel, period, concludes, decides, reads, criteria")
    )
    kind = asked or "period"
    names, value = _asked(builder, (*path, kind), raw.get(kind))
    operator = None
    if kind in COMPARED:
        operator = _only(builder, path, raw, COMPARISONS, Message("one comparison, such as at_least"))
    else:
        for word in (*COMPARISONS, "apart_from"):
            if raw.get(word) is not None:
                found = Message("{field} does not go with {kind}.", field=word, kind=kind)
                builder.report((*path, word), found, Message("a limit without it"))
    from_ = raw.get("from") or start
    builder.check_end(raw, from_, path)
    return Limit(
        id=key, kind=kind, names=names, clause=raw["clause"], severity=raw["severity"], text=Text(**raw["text"]),
        document=builder.document, from_=from_, to=raw.get("to"), at=builder.text.place(path), source=raw.get("source"),
        operator=operator, bound=_bound(builder, (*path, operator), raw[operator]) if operator else None, value=value,
        apart_from=None if raw.get("apart_from") is None else Written(raw["apart_from"]),
    )  # fmt: skip


def _only(builder: Builder, path: FieldPath, raw: Plain, words: tuple[Word, ...], accepted: Message) -> Word | None:
    """Give which of several words is there; report it if it is not exactly one."""
    there = [word for word in words if raw.get(word) is not None]
    if len(there) != 1:
        builder.report(path, Message("a limit asks one thing, in one way."), accepted)
    return there[0] if there else None


def _asked(builder: Builder, path: FieldPath, raw: Any) -> tuple[tuple[str, ...], Value | None]:
    """Give the names that a limit is about, the facts among them declared, and the value that is to be concluded."""
    kind = path[-1]
    if raw is None or kind == "period":
        return (), None
    if kind == "concludes":
        (fact, plain), *_ = raw.items()
        declared = _decided(builder, path, fact)
        return (fact,), builder.value(plain, builder.facts[fact].bounds, (*path, fact)) if declared else None
    if kind == "criteria":
        (fact, read), *_ = raw.items()
        _decided(builder, path, fact)
        return (fact, *_known(builder, (*path, fact), read)), None
    if kind == "decides":
        for name in raw:
            _decided(builder, path, name)
        return tuple(raw), None
    return (_known(builder, path, raw) if kind == "reads" else (raw,)), None


def _known(builder: Builder, path: FieldPath, names: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in builder.facts:
            found, accepted = (
                Message("{fact} is not a declared fact.", fact=name),
                Message("a fact that `kredslob facts` lists"),
            )
            builder.report(path, found, accepted, nearest(name, builder.facts))
    return tuple(names)


def _decided(builder: Builder, path: FieldPath, name: str) -> bool:
    decided = [key for key, fact in builder.facts.items() if fact.origin == "decided"]
    if name not in decided:
        found = Message("no rule can decide {fact}.", fact=name)
        builder.report(path, found, Message("a fact of origin decided"), nearest(name, decided))
    return name in decided


def _bound(builder: Builder, path: FieldPath, raw: object) -> Parameter | Written:
    if isinstance(raw, Mapping):
        if set(raw) == {"parameter"} and isinstance(raw["parameter"], str):
            return Parameter(raw["parameter"])
        builder.report(path, Message("this is no value."), Message("a value, or {{parameter: NAME}}"))
    return Written(raw)
