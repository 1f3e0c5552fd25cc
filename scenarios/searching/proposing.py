"""Write a point as an amendment that a person can check, prove, compare and put on the table, and frame it to be run.

The amendment states only what is otherwise than now. Its id is made of what it states, so that the same proposal is the
same wherever it is found, and so are its runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kredslob.engine.agreement_text import EDITOR, rules_text
from kredslob.engine.drafting.restating import restated_text, restated_value
from kredslob.engine.office import Office
from kredslob.rules.declarations import build_facts
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import LANGUAGES, Message
from kredslob.rules.model import Document, Text
from kredslob.rules.shape import check_shape
from kredslob.rules.shelving import build
from kredslob.rules.units import Value
from kredslob.rules.yaml_source import parse_yaml
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.files.fingerprint import digest, fingerprint_of_scenario, fingerprint_of_variant
from kredslob.scenarios.searching.answer import PRESENT
from kredslob.scenarios.searching.question import Point, Search, Term

_SCHEMA: Final = "agreement.json"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point as an amendment.

    Args:
        point: it.
        id: of the amendment; title: what it is called: what is otherwise than now.
        text: of its file.
        document: it, read; library: the rules with it; agreement: as amended by it.
    """

    point: Point
    id: str
    title: Text
    text: str
    document: Document
    library: Library
    agreement: Agreement


def proposal_of(search: Search, point: Point) -> Proposal:
    """Give a point at which something is otherwise than now as an amendment.

    Raises:
        WrongInput: it cannot stand: what is set does not fit together.
    """
    return proposal_from(search, point, [])


def proposal_from(search: Search, point: Point, more: Sequence[Mapping[str, Any]]) -> Proposal:
    """Give a point with more changes as an amendment; raise WrongInput if it cannot stand."""
    plain = _plain(search, point, more)
    ident, title = str(plain["id"]), Text(**plain["title"])
    text = rules_text(plain, f"{EDITOR}{_SCHEMA}\n")
    library, document = _read(search.library, text, f"{ident}.yaml")
    agreement = search.agreement.with_amendments([document])
    agreement.amended(search.day)  # raises what does not fit
    return Proposal(point, ident, title, text, document, library, agreement)


def _read(library: Library, text: str, name: str) -> tuple[Library, Document]:
    """Read the text of an amendment as its file would be read."""
    parsed = parse_yaml(text, name)
    check_shape("DocumentFile", parsed)
    facts = build_facts([parsed], library.facts)
    document = build(parsed, hashlib.sha256(text.encode()).hexdigest(), facts, library.documents)
    return replace(library.with_documents([document]), facts=facts), document


def _plain(search: Search, point: Point, more: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    set_anyway = {change["set"] for change in more}
    changes: list[Mapping[str, Any]] = [*more]
    parts: dict[str, dict[str, Any]] = {"sources": {}, "facts": {}, "clauses": {}, "parameters": {}}
    for term, value in search.changed(point):
        if term.part is None and term.target in set_anyway:
            continue
        if term.part is None:
            changes.append({"set": term.target, "value": restated_value(value, term.unit), "reason": _reason(search)})
            continue
        changes += term.part.changes
        for key, found in parts.items():
            found.update(getattr(term.part, key))
    title = restated_text(title_of(search, point))
    day = search.day.isoformat()
    mark = digest([day, search.extends.id, [repr(one) for one in changes], repr(parts["parameters"]), repr(parts["facts"])])  # fmt: skip
    head = {"schema": 1, "id": f"{search.id}-{mark[:10]}", "kind": "amendment", "extends": search.extends.id}
    dates = {"from": search.day, "adopted": search.day}
    return {**head, "title": title, **dates, **{key: one for key, one in parts.items() if one}, "changes": changes}


def _reason(search: Search) -> dict[str, object]:
    """Give the reason of a change, in both languages: the search that has found it."""
    return _both(Message("Proposed by the search »{title}«.", title=search.title))


def _both(said: Message) -> dict[str, object]:
    return {lang: said.text(lang) for lang in LANGUAGES}


def title_of(search: Search, point: Point) -> Text:
    """Give what is otherwise than now at a point, in a line of each language."""
    changed = search.changed(point)
    if not changed:
        now = Message("As now")
        return Text(now.text("da"), now.text("en"))
    da, en = (", ".join(_said(term, value, lang) for term, value in changed) for lang in ("da", "en"))
    return Text(da, en)


def _said(term: Term, value: Value, lang: str) -> str:
    name = getattr(term.title, lang)
    return name if term.part is not None else f"{name}: {getattr(spoken(term, value), lang)}"


def spoken(term: Term, value: Value | None) -> Text:
    """Give a value of a term as people read it: a share in per cent, a choice by its title."""
    if value is None:
        return Text("-", "-")
    if isinstance(value, bool):
        told = Message("yes") if value else Message("no")
        return Text(told.text("da"), told.text("en"))
    if term.unit in ("share", "ratio") and isinstance(value, int):
        text = format(restated_value(value * (100 if term.unit == "share" else 1), "ratio"), "f")
        da, sign = text.replace(".", ","), term.unit == "share"
        return Text(f"{da} pct." if sign else da, f"{text} %" if sign else text)
    if isinstance(value, str) and value in term.titles:
        return term.titles[value]
    plain = restated_value(value, term.unit)
    text = ", ".join(map(str, plain)) if isinstance(plain, list) else str(plain)
    return Text(text, text)


def name_of(proposal: Proposal | None) -> str:
    """Give what a proposal is called among those that are run; none is the present agreement."""
    return PRESENT if proposal is None else proposal.id


def side_of(search: Search, proposal: Proposal | None, register: str) -> Side:
    """Give what is run of a proposal; of none, what is run of the agreement as it is now.

    Args:
        search: it; register: the fingerprint of the scenario's register.
    """
    scenario, variant = search.frame.scenario, search.frame.scenario.variants[0]
    agreement = search.agreement if proposal is None else proposal.agreement
    library = search.library if proposal is None else proposal.library
    name = name_of(proposal)
    title = search.agreement.base.title if proposal is None else proposal.title
    later = variant.agreed.agreements[1:]
    agreed = replace(variant.agreed, agreements=((variant.months.first, agreement), *later))
    own = replace(variant, name=name, title=title, agreed=agreed, fingerprint="")
    own = replace(own, fingerprint=fingerprint_of_variant(library, register, own, scenario.yearly, scenario.seed))
    framed = replace(
        scenario, office=Office(library, scenario.office.register), variants=(own,), contrasts=(), warnings=(),
        fingerprint=fingerprint_of_scenario({own.name: own.fingerprint}),
    )  # fmt: skip
    return Side(name, name, title, framed, search.frame.source)
