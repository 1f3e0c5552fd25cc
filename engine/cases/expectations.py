"""Read what a case expects: status, channel, offer, standing, reasons, those passed over, readings and wheels."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from kredslob.engine.cases import words
from kredslob.engine.cases.groups import Group, Inner, Sheet
from kredslob.engine.cases.model import Expected, Reading
from kredslob.engine.guesses import guess_names, read_guesses
from kredslob.engine.inputs import read_turn
from kredslob.engine.register.columns import Unreadable, same_word
from kredslob.engine.vacancy import WheelName
from kredslob.rules.building import shown
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.units import Value

_TURNS: Final = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Known:
    """What an expectation may name: rules and clauses, the groups of flexible letting and channels, by their words."""

    library: Library
    rules: frozenset[str]
    groups: Mapping[str, str]


def known_of(library: Library) -> Known:
    """Give what the documents on the shelf let an expectation name."""
    documents = library.documents.values()
    rules = {rule.id for one in documents for rule in one.rules}
    rules |= {
        rule.id for one in documents for change in one.changes for rule in (change.added, change.replacement) if rule
    }
    groups: dict[str, str] = {}
    for fact in library.facts.values():
        if fact.origin == "decided" and fact.about == "applicant":
            short = fact.name.removeprefix("group_")
            groups |= {same_word(word): fact.name for word in (fact.name, short, fact.label.da, fact.label.en)}
    for value, label in library.facts["channel"].choices.items() if "channel" in library.facts else ():
        groups |= {same_word(word): value for word in (value, label.da, label.en)}
    return Known(library, frozenset(rules | {key for one in documents for key in one.clauses}), groups)


def read_expected(
    sheet: Sheet, inner: Inner, pseudonyms: Collection[str], known: Known, estates: Collection[str] = ()
) -> Expected:
    """Read what a case expects of its applicants and estates; problems are noted on the sheet."""
    facts = known.library.facts
    told = sheet.group(inner, words.expected_columns(facts), words.EXPECTED_APART)
    if not told.values and not told.inner and not told.broken:
        sheet.note(told.path, Message("nothing is expected here."), Message("a channel, an offer, a standing ..."))
    kind = Message("rule or clause")
    return Expected(
        status=told.values.get("status"),
        channel=told.values.get("channel"),
        offer=_offer(told, pseudonyms),
        groups=_groups(told, known),
        standing=_standing(told, known),
        because=sheet.among(told.inner["because"], known.rules, kind) if "because" in told.inner else (),
        because_not=sheet.among(told.inner["because_not"], known.rules, kind) if "because_not" in told.inner else (),
        passed_over={
            name: sheet.among(of, known.rules, kind)
            for name, of in (sheet.entries(told.inner["passed_over"]) if "passed_over" in told.inner else ())
            if _is_known(sheet, of, name, pseudonyms)
        },
        needs=_needs(told, known, pseudonyms),
        readings=tuple(
            _reading(sheet, each, pseudonyms, known)
            for each in (sheet.items(told.inner["readings"]) if "readings" in told.inner else ())
        ),
        shares=_shares(told),
        wheels_after=_wheels(told),
        extra_turns=_extra(told, estates),
        account_rests_on=_rests(told, known),
    )


def read_taken(sheet: Sheet, inner: Inner, library: Library) -> dict[str, Value]:
    """Read the values taken for guesses, as `--set` takes them."""
    found: dict[str, Value] = {}
    for key, (path, raw) in sheet.entries(inner):
        try:
            found |= read_guesses([f"{key}={_written(raw)}"], library)
        except WrongInput as wrong:
            at = sheet.place(path)
            sheet.problems.extend(
                Problem(Place(at.file, at.line, key), one.found, one.accepted, one.nearest) for one in wrong.problems
            )
    return found


def _written(raw: object) -> str:
    if isinstance(raw, bool):
        return str(raw).lower()
    return ",".join(str(part) for part in raw) if isinstance(raw, list) else str(raw)


def _offer(told: Group, pseudonyms: Collection[str]) -> str | None:
    offer = told.values.get("offer")
    if offer is None or offer in pseudonyms:
        return offer
    if same_word(offer) in words.NOBODY_BY_NAME:
        return words.NOBODY_BY_NAME[same_word(offer)]
    accepted = Message("{names}", names=", ".join((*pseudonyms, *words.NOBODY_BY_NAME)))
    found = Message("{name!r} is none of the applicants.", name=offer[:80])
    told.sheet.problems.append(Problem(told.place("offer"), found, accepted, nearest(offer, pseudonyms)))
    return None


def _is_known(sheet: Sheet, inner: Inner, name: str, pseudonyms: Collection[str]) -> bool:
    if name not in pseudonyms:
        sheet.note(
            inner[0], Message("{name!r} is none of the applicants.", name=name[:80]), None, nearest(name, pseudonyms)
        )
    return name in pseudonyms


def _groups(told: Group, known: Known) -> tuple[str, ...]:
    found: list[str] = []
    for word in told.sheet.texts(told.inner["group"]) if "group" in told.inner else ():
        if same_word(word) in known.groups:
            found.append(known.groups[same_word(word)])
        else:
            told.sheet.note(told.inner["group"][0], Message("there is no group {group}.", group=word[:80]), None,
                            nearest(word, known.groups))  # fmt: skip
    return tuple(found)


def _standing(told: Group, known: Known) -> dict[str, Any]:
    if "standing" not in told.inner:
        return {}
    group = told.sheet.group(told.inner["standing"], words.standing_columns(known.library.facts))
    return {name: value for name, value in group.values.items() if value is not None}


def _needs(told: Group, known: Known, pseudonyms: Collection[str]) -> tuple[str, ...] | None:
    if "needs" not in told.inner:
        return None
    found = told.sheet.texts(told.inner["needs"], none=True)
    turns = {f"{name}_turn" for name in ("referral", "transfer", "external", "split")}
    names = {*known.library.facts, *turns}
    for each in found:
        name, _, about = each.partition("@")
        if name not in names:
            told.sheet.note(told.inner["needs"][0], Message("{fact} is not a declared fact.", fact=name[:80]), None,
                            nearest(name, names))  # fmt: skip
        elif about:
            _is_known(told.sheet, told.inner["needs"], about, pseudonyms)
    return found


def _reading(sheet: Sheet, inner: Inner, pseudonyms: Collection[str], known: Known) -> Reading:
    told = sheet.group(inner, words.expected_columns(known.library.facts, readings=False), words.READING_APART)
    taken = read_taken(sheet, told.inner["set"], known.library) if "set" in told.inner else {}
    return Reading(taken, told.values.get("channel"), _offer(told, pseudonyms), _needs(told, known, pseudonyms))


def _shares(told: Group) -> dict[WheelName, str]:
    if "shares" not in told.inner:
        return {}
    group = told.sheet.group(told.inner["shares"], words.wheels_after_columns())
    found: dict[WheelName, str] = {}
    for name, written in group.values.items():
        if written is not None and _TURNS.fullmatch(written):
            found[name] = written  # type: ignore[index]  # the columns are the wheels
        else:
            said = Message("found {cell!r}.", cell=shown(written))
            group.sheet.problems.append(Problem(group.place(name), said, Message("turns of turns, such as 1/3")))
    return found


def _wheels(told: Group) -> dict[WheelName, str]:
    if "wheels_after" not in told.inner:
        return {}
    group = told.sheet.group(told.inner["wheels_after"], words.wheels_after_columns())
    found: dict[WheelName, str] = {}
    for name, written in group.values.items():
        try:
            if written is not None:
                read_turn(written)
                found[name] = written  # type: ignore[index]  # the columns are the wheels
        except Unreadable as wrong:
            group.sheet.problems.append(Problem(group.place(name), wrong.found, wrong.accepted))
    return found


def _extra(told: Group, estates: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, (path, raw) in told.sheet.entries(told.inner["extra_turns"]) if "extra_turns" in told.inner else ():
        if name not in estates:
            said = Message("{name!r} is none of the estates of the case.", name=name[:80])
            told.sheet.note(path, said, Message("{names}", names=", ".join(estates)), nearest(name, estates))
        elif isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
            told.sheet.note(path, Message("found {cell!r}.", cell=shown(raw)), Message("a whole number of turns"))
        else:
            found[name] = raw
    return found


def _rests(told: Group, known: Known) -> tuple[str, ...] | None:
    if "account_rests_on" not in told.inner:
        return None
    inner = told.inner["account_rests_on"]
    if inner[1] == []:
        return ()
    return told.sheet.among(inner, guess_names(known.library), Message("guess"))
