"""The estate of a case, made up for it: its area, its measurements, the lists, and what its own agreement fixes.

What a case leaves out is nothing remarkable: a thousand residents of whom nothing is told, nobody outside anything, an
income as the region's, and a list that is known in full. A case says what it turns on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from kredslob.engine.cases import words
from kredslob.engine.cases.groups import Group, Inner, Sheet
from kredslob.engine.input_columns import fact_column
from kredslob.engine.register.columns import Columns, Unreadable, same_word, understand
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import (
    Area,
    AreaFigures,
    CouncilDecision,
    Estate,
    Listing,
    Measurement,
    NationalFigures,
    Organisation,
    Publication,
    Recorded,
)
from kredslob.rules.amending import series_of
from kredslob.rules.building import value_of
from kredslob.rules.documents import build_document
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.messages import FieldPath, Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document, FactDeclaration
from kredslob.rules.units import Value
from kredslob.rules.yaml_source import YamlText

ESTATE, AREA, ORGANISATION = "case-estate", "case-area", "case-organisation"
ALWAYS: Final = date(1900, 1, 1)
AUTUMN: Final = (11, 15)  # when a measurement counts as published, in the year it is about, unless the case says
_TOLD: Final[Any] = {"origin": "public", "recorded_on": ALWAYS}  # whoever writes a case vouches for it
_ORDINARY: Final[Mapping[str, int]] = {
    "residents": 1000, "aged_18_64": 1000, "outside_labour_market": 0, "without_link": 0, "non_western": 0,
    "adults": 1000, "convicted": 0, "aged_30_59": 1000, "only_compulsory_school": 0,
    "income_ppm_of_region": 1_000_000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeEstate:
    """An estate made up for a case, with others beside it if the case has any.

    Args:
        register: what the register would say of them.
        individual: the individual agreements made of their wheels and values.
        facts: facts of the estate given outright.
        names: the names of the estates.
    """

    register: Register
    individual: tuple[Document, ...]
    facts: Mapping[str, Value]
    names: tuple[str, ...] = ()


def read_estate(sheet: Sheet, inner: Inner, name: str, library: Library, common: Inner | None = None) -> MadeEstate:
    """Read the estate of a case; problems are noted on the sheet.

    Args:
        sheet: the file.
        inner: the estate as the case tells it.
        name: what it is called if it has no name.
        library: the rules.
        common: the estate as it is told for all cases of the file; what the case tells takes its place, name by name.
    """
    told = sheet.group(inner, words.ESTATE, words.ESTATE_APART)
    if common is not None:
        of_all = sheet.group(common, words.ESTATE, words.ESTATE_APART)
        told = Group(sheet, told.path, {**of_all.values, **told.values}, {**of_all.inner, **told.inner}, told.spelt)
    own = told.values.get("name") or name
    others = [other for each in _listed_under(told, "others") if (other := _other(told.sheet, each)) is not None]
    bound = [(ESTATE, _bound(told, f"case {name}"), told), *((one.values["name"], _bound(one), one) for one in others)]
    individual = _individual(bound, sheet, library)
    in_area = told.values.get("in_area")
    if in_area is None:
        in_area = bool({"lists", "decisions", "area_figures"} & set(told.inner))
    organisations = dict.fromkeys(_organisation(one) for one in (told, *others))
    rows: list[Recorded] = [
        *(Organisation(one, one, first_district=told.values.get("party"), **_TOLD) for one in organisations),
        Area(AREA, AREA, **_TOLD),
        Estate(ESTATE, own, _organisation(told), AREA if in_area else None, bound[0][1], **_TOLD),
        *_rows(told),
    ]
    for _, agreement, one in bound[1:]:
        rows.append(Estate(one.values["name"], one.values["name"], _organisation(one), None, agreement, **_TOLD))
        rows += _rows(one, one.values["name"])
    names = (own, *(one.values["name"] for one in others))
    return MadeEstate(Register.of(rows), individual, _facts(told, library.facts), names)


def _other(sheet: Sheet, inner: Inner) -> Group | None:
    told = sheet.group(inner, words.OTHER, words.OTHER_APART)
    return None if told.missing("name") else told


def _organisation(told: Group) -> str:
    return told.values.get("organisation") or ORGANISATION


def _bound(told: Group, otherwise: str | None = None) -> str | None:
    """Give the name of the individual agreement that binds an estate, if it has one."""
    named: str | None = told.values.get("agreement")
    if named is None and {"wheels", "parameters"} & set(told.inner):
        return otherwise or f"case {told.values['name']}"
    return named


def _listed_under(told: Group, name: str) -> Iterator[Inner]:
    return told.sheet.items(told.inner[name]) if name in told.inner else iter(())


def _rows(told: Group, estate: str = ESTATE) -> Iterator[Recorded]:
    for name, (columns, needed, made) in _TABLES.items():
        for item in _listed_under(told, name):
            row = told.sheet.group(item, columns)
            if not row.missing(*needed):
                yield from made(row.values if estate == ESTATE else {**row.values, "estate": estate})


def _yearly(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the figures of a row for its year, or for each from its year to another."""
    own = {name: value for name, value in values.items() if name != "to_year"}
    for year in range(values["year"], (values.get("to_year") or values["year"]) + 1):
        yield {**own, "year": year}


def _measured(values: Mapping[str, Any]) -> Iterator[Recorded]:
    filled: dict[str, Any] = {
        "published": date(values["year"], *AUTUMN), "residents": values["aged_18_64"], "outside_workforce": None,
        "base_vacancies": 0,
    }  # fmt: skip
    filled |= {name: value for name, value in values.items() if value is not None}
    yield Measurement(**{"estate": ESTATE, **filled}, **_TOLD)


def _listed(values: Mapping[str, Any]) -> Iterator[Recorded]:
    """Give a published list and the area's place on it; without a category only the list is known, not the place."""
    name, published = values["list"], values["published"]
    category = values.get("category")
    complete = values.get("complete")
    yield Publication(
        name, "", published, category is not None if complete is None else complete, values.get("valid_to"), **_TOLD
    )
    if category is not None:
        yield Listing(name, published, AREA, category, **_TOLD)


def _decided(values: Mapping[str, Any]) -> Iterator[Recorded]:
    yield CouncilDecision(values["kind"], AREA, values["from_"], values.get("to"), **_TOLD)


def _of_area(values: Mapping[str, Any]) -> Iterator[Recorded]:
    yield from (AreaFigures(area=AREA, **{**_ORDINARY, **each}, **_TOLD) for each in _yearly(values))


def _of_country(values: Mapping[str, Any]) -> Iterator[Recorded]:
    yield from (NationalFigures(**each, **_TOLD) for each in _yearly(values))


_TABLES: Final[Mapping[str, tuple[Columns, tuple[str, ...], Callable[[Mapping[str, Any]], Iterator[Recorded]]]]] = {
    "measurements": (words.MEASUREMENT, ("year", "aged_18_64"), _measured),
    "lists": (words.LISTED, ("list", "published"), _listed),
    "decisions": (words.DECISION, ("kind", "from_"), _decided),
    "area_figures": (words.AREA_FIGURES, ("year",), _of_area),
    "national_figures": (words.NATIONAL_FIGURES, ("year", "convicted", "adults"), _of_country),
}
"""For each list of an estate what a row may say, what it must say, and what it is in the register."""


def _facts(told: Group, declared: Mapping[str, FactDeclaration]) -> dict[str, Value]:
    """Read facts of the estate or its area that a case gives outright, whatever its register says."""
    known = {
        name: fact for name, fact in declared.items() if fact.about in ("estate", "area") and fact.origin == "derived"
    }
    by_word = {same_word(word): name for name, fact in known.items() for word in (name, fact.label.da, fact.label.en)}
    found: dict[str, Value] = {}
    for key, (path, raw) in told.sheet.entries(told.inner["facts"]) if "facts" in told.inner else ():
        name = by_word.get(same_word(key))
        if name is None:
            accepted = Message("a fact of an estate or area that is derived")
            told.sheet.note(path, Message("there is no such fact."), accepted, nearest(key, by_word))
            continue
        value = _fact(told.sheet, path, raw, known[name])
        if value is not None:
            found[name] = value
    return found


def _fact(sheet: Sheet, path: FieldPath, raw: object, fact: FactDeclaration) -> Value | None:
    try:
        if fact.type in ("yes_no", "choice") and isinstance(raw, str | bool):
            value: Value | None = understand(fact_column(fact), raw)
            return value
        return value_of(raw, fact.bounds, sheet.place(path))
    except Unreadable as wrong:
        sheet.note(path, wrong.found, wrong.accepted, wrong.near)
    except WrongInput as wrong:
        sheet.problems.extend(wrong.problems)
    return None


def _individual(bound: Iterable[tuple[str, str | None, Group]], sheet: Sheet, library: Library) -> tuple[Document, ...]:
    """Make the individual agreements of the wheels and values that the case gives its estates, by agreement and estate."""
    found: dict[str, dict[str, Group]] = {}
    for estate, agreement, told in bound:
        if agreement is not None:
            found.setdefault(agreement, {})[estate] = told
    made = (_agreed(name, estates, sheet, library) for name, estates in found.items())
    return tuple(one for one in made if one is not None)


def _agreed(name: str, estates: Mapping[str, Group], sheet: Sheet, library: Library) -> Document | None:
    first = next(iter(estates.values()))
    lines: dict[FieldPath, int] = {(): sheet.place(first.path).line or 0}
    text = YamlText(sheet.text.name, {
        "schema": 1, "id": name, "kind": "individual", "framework": "case", "organisation": ORGANISATION,
        "origin": "public", "title": {"da": name, "en": name}, "from": ALWAYS, "adopted": ALWAYS,
        "estates": {estate: {
            "origin": "public", "wheels": _wheels(told, lines), "parameters": _parameters(told, lines, estate)
        } for estate, told in estates.items()},
    }, lines)  # fmt: skip
    try:
        return build_document(
            text, library.facts, series_of(library.documents.values()), f"case {sheet.text.name} {lines[()]} {name}"
        )
    except WrongInput as wrong:
        sheet.problems.extend(_own_place(problem) for problem in wrong.problems)
        return None


def _parameters(told: Group, lines: dict[FieldPath, int], estate: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, (path, raw) in told.sheet.entries(told.inner["parameters"]) if "parameters" in told.inner else ():
        found[key] = [{"from": ALWAYS, "value": raw, "basis": "stated"}]
        lines["estates", estate, "parameters", key] = told.sheet.place(path).line or 0
    return found


def _wheels(told: Group, lines: dict[FieldPath, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    sheet = told.sheet
    for key, inner in sheet.entries(told.inner["wheels"]) if "wheels" in told.inner else ():
        name = words.WHEEL_WORDS.get(same_word(key))
        if name is None:
            sheet.note(inner[0], Message("{wheel} is no wheel that an individual agreement fixes.", wheel=key),
                       Message("{names}", names=", ".join(words.WHEEL_WORDS)), nearest(key, words.WHEEL_WORDS))  # fmt: skip
            continue
        versions = list(sheet.items(inner)) if isinstance(inner[1], list) else [inner]
        found[name] = [_wheel(sheet, each) for each in versions]
        for index, (path, _) in enumerate(versions):
            lines["estates", ESTATE, "wheels", name, index] = sheet.place(path).line or 0
    return found


def _wheel(sheet: Sheet, inner: Inner) -> dict[str, Any]:
    group = sheet.group(inner, words.WHEEL, ("slots",))
    row: dict[str, Any] = {"from": ALWAYS, "version": "1"}
    row |= {name: value for name, value in group.values.items() if value is not None}
    if "slots" in group.inner:
        row["slots"] = list(sheet.texts(group.inner["slots"]))
    return row


def _own_place(problem: Problem) -> Problem:
    """Name the field as the case spells it, without the document that was made around it."""
    at = problem.place
    field = (at.field or "").removeprefix(f"estates.{ESTATE}.").removeprefix("parameters.").removesuffix(".0.value")
    return Problem(Place(at.file, at.line, field or None), problem.found, problem.accepted, problem.nearest)
