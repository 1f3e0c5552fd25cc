"""Make the shipped Copenhagen: the organisations, areas, estates and dwellings that are public, and enough besides.

Everything comes from `public.yaml`; what it does not give is drawn (see `drawing.py`) and marked as synthetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kredslob.engine.register.drawing import Stream, apportioned
from kredslob.engine.register.rows import Area, DwellingType, Estate, Listing, Organisation, Publication
from kredslob.rules.frozen import dataclass

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """An estate to be: its row, what public.yaml says of it, and its family dwellings."""

    estate: Estate
    told: Plain
    standing: str
    family: int


def organisations(facts: Plain) -> tuple[Organisation, ...]:
    """Give the public organisations, then the made ones, within BL's 1. kreds and outside it."""
    known = facts["targets"]["recorded_on"]
    public = [
        Organisation(
            origin="public", source=told["source"], recorded_on=known, id=told["id"], name=told["name"],
            aliases=tuple(told.get("aliases", ())), first_district=True,
        )
        for told in facts["organisations"]
    ]  # fmt: skip
    made = [
        Organisation(
            origin="synthetic", recorded_on=known, id=told["id"], name=f"Boligorganisation {told['id'][3:]} (syntetisk)",
            first_district=bool(told["agreements"]),
        )
        for told in _made_organisations(facts)
    ]  # fmt: skip
    return (*public, *made)


def _made_organisations(facts: Plain) -> Iterator[Plain]:
    for agreed in facts["synthetic_organisations"].values():
        for at, more in enumerate(agreed["more"]):
            id_ = f"org{agreed['from'] + at:02}"
            count = agreed["agreements"][at] if "agreements" in agreed else 0
            yield {"id": id_, "more": more, "agreements": [f"{id_}-{number}" for number in range(1, count + 1)]}


def areas(facts: Plain) -> tuple[Area, ...]:
    """Give the areas: those with a public name, and those made because a list or the city needs them."""
    return tuple(
        Area(
            origin="public" if told.get("named", True) else "synthetic", source=told.get("source", ""),
            recorded_on=facts["targets"]["recorded_on"], id=told["id"], name=told["name"],
            named=told.get("named", True), aliases=tuple(told.get("aliases", ())),
        )
        for told in facts["areas"]
    )  # fmt: skip


def plans(facts: Plain) -> tuple[Plan, ...]:
    """Give every estate: those that are named, then those made for each organisation."""
    agreements = {told["id"]: told["agreements"] for told in (*facts["organisations"], *_made_organisations(facts))}
    return tuple(_plan(facts, told, agreements[told["organisation"]]) for told in _estates(facts))


def _estates(facts: Plain) -> Iterator[Plain]:
    yield from facts["estates"]
    for group in facts["names"]:
        for name in group["names"]:
            yield {"id": _id_of(name), "name": name, "organisation": group["organisation"], "public": ["name"],
                   "source": group["source"]}  # fmt: skip
    for told in (*facts["organisations"], *_made_organisations(facts)):
        for number in range(1, told["more"] + 1):
            yield {
                "id": f"{told['id']}-syntetisk-{number:02}",
                "name": f"{told.get('aliases', [told.get('name', told['id'])])[0]} {number:02} (syntetisk)",
                "organisation": told["id"],
                "public": [],
            }


def _id_of(name: str) -> str:
    plain = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "-".join(plain.split())


def _plan(facts: Plain, told: Plain, agreements: list[str]) -> Plan:
    targets, id_ = facts["targets"], told["id"]
    family = sum(type_["count"] for type_ in told.get("types", ()) if type_["kind"] == "family") or told.get(
        "dwellings"
    )
    if family is None:
        family = Stream(targets["seed"], id_, "size").quantile(targets["family_dwellings_by_quantile"])
    made_plus = Stream(targets["seed"], id_, "plus").happens(targets["plus_chance_ppm"] / 1_000_000)
    standing = told.get("standing") or targets["standing_of"].get(id_) or ("plus" if made_plus else "ordinary")
    own = told.get("agreement")
    estate = Estate(
        origin="synthetic",  # which individual agreement an estate is under is public for none
        source=told.get("source", ""), recorded_on=targets["recorded_on"], public_fields=tuple(told["public"]),
        id=id_, name=told["name"], organisation=told["organisation"], area=told.get("area"),
        agreement=own or (Stream(targets["seed"], id_, "agreement").of(agreements) if agreements else None),
        aliases=tuple(told.get("aliases", ())),
    )  # fmt: skip
    return Plan(estate, told, standing, family)


def dwelling_types(facts: Plain, plan: Plan) -> Iterator[DwellingType]:
    """Give an estate's dwellings: by kind and rooms, with a floor area and a rent that are always made."""
    targets, estate = facts["targets"], plan.estate
    stream = Stream(targets["seed"], estate.id, "dwellings")
    scale = stream.between(0.9, 1.1)
    rent = stream.between(*targets["rent_per_square_metre_a_year"])
    for told in plan.told.get("types") or _made_types(targets, plan, stream):
        if told["count"]:
            metres = round(scale * told.get("square_metres", targets["square_metres"][told["rooms"]]))
            yield DwellingType(
                origin="synthetic", recorded_on=targets["recorded_on"], public_fields=tuple(told.get("public", ())),
                source=estate.source if "types" in plan.told or "counted" in plan.told else "",
                estate=estate.id, kind=told["kind"], rooms=told["rooms"], square_metres=metres,
                monthly_rent=round(metres * rent / 120) * 10, count=told["count"],
            )  # fmt: skip


def _made_types(targets: Plain, plan: Plan, stream: Stream) -> Iterator[Plain]:
    weights = [weight * stream.between(0.5, 1.5) for weight in targets["rooms"].values()]
    for rooms, count in zip(targets["rooms"], apportioned(plan.family, weights), strict=True):
        yield {"kind": "family", "rooms": rooms, "count": count}
    for kind in ("elderly", "youth"):
        of = targets[kind]
        if "counted" not in plan.told and stream.happens(of["chance"]):
            count = stream.whole(*of["dwellings"])
            yield {"kind": kind, "rooms": of["rooms"], "square_metres": of["square_metres"], "count": count}


def publications(facts: Plain) -> Iterator[Publication]:
    """Give the lists as they were published."""
    for told in facts["publications"]:
        yield Publication(
            origin="inferred" if "published" in told.get("inferred", ()) else "public", source=told["source"],
            recorded_on=told["published"], list=told["list"], regime=told["regime"], published=told["published"],
            complete=told["complete"], valid_to=told.get("valid_to"), note=told.get("note", ""),
        )  # fmt: skip


def listings(facts: Plain) -> Iterator[Listing]:
    """Give the areas on each list, the hard ones by their own category, and those known to be off an incomplete list."""
    for told in facts["publications"]:
        published: date = told["published"]
        rows = [(area, told["category"]) for area in told["areas"]]
        rows += [(area, "omdannelse") for area in told.get("hard", ())] + [
            (area, "off") for area in told.get("not_on", ())
        ]
        public = told.get("public", [area for area, _ in rows])
        for area, category in rows:
            inferred = area in told.get("inferred", ())
            yield Listing(
                origin="inferred" if inferred else "public" if area in public else "synthetic",
                source=told["source"] if area in public else "", recorded_on=published,
                list=told["list"], published=published, area=area, category=category,
            )  # fmt: skip
