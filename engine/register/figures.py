"""Make the key figures of the shipped Copenhagen: measurements of estates and figures of areas, all of them synthetic.

They are made so that the standings of `public.yaml` come out to the person, and so that the criteria of the lists,
applied to the areas' figures, give the lists as they were published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kredslob.engine.register.city import Plain, Plan
from kredslob.engine.register.columns import Column, understand
from kredslob.engine.register.drawing import MILLION, Stream, part_of
from kredslob.engine.register.rows import AreaFigures, Listing, Measurement, NationalFigures


def measurements(facts: Plain, plan: Plan) -> Iterator[Measurement]:
    """Give an estate's measurements, one a year, that go on from each other."""
    targets, estate = facts["targets"], plan.estate
    fixed = Stream(targets["seed"], estate.id, "people")
    per_dwelling = plan.told.get("residents") or fixed.between(*targets["residents_per_dwelling"])
    adults = fixed.between(*targets["aged_18_64_of_residents"])
    place = fixed.bell(0, 0.5, 1)  # where in the range of its standing the estate lies, about the same each year
    drift = 0
    for year, published in targets["published"].items():
        stream = Stream(targets["seed"], estate.id, "measurement", year)
        drift += targets["yearly_drift_ppm"][year]
        residents = round(plan.family * per_dwelling * stream.between(0.985, 1.015))
        aged = plan.told.get("aged_18_64") or round(residents * adults)
        if plan.standing == "exact" and targets["standings"]["exact"][year] == "exact":
            while aged * targets["forty_plus_ppm"] % MILLION:
                aged -= 1
        outside = _outside(targets, plan, year, aged, place + stream.between(-0.06, 0.06), drift)
        yield _measurement(targets, plan, stream, year, published, residents, aged, outside)


def _outside(targets: Plain, plan: Plan, year: int, aged: int, place: float, drift: int) -> int:
    """Give how many are outside the workforce, true to the estate's standing to the person."""
    edge: int = targets["forty_plus_ppm"]
    aim = targets["standings"][plan.standing][year]
    if not isinstance(aim, list):
        on = aged * edge // MILLION
        below = on if aged * edge % MILLION else on - 1
        return {"exact": on, "just_above": on + 1, "just_below": below}[str(aim)]
    low, high = aim
    if plan.standing == "ordinary":
        middle = targets["ordinary_middle_ppm"]
        share = (low + (middle - low) * 2 * place) if place < 0.5 else middle + (high - middle) * (2 * place - 1)
        share = min(share + drift, high)
    else:
        share = low + (high - low) * min(max(place, 0.0), 1.0)
    outside = part_of(aged, max(share, low))
    if low > edge:  # however small the estate, a count must not round to the other side
        return max(outside, aged * edge // MILLION + 1)
    return min(outside, aged * edge // MILLION - 1) if high < edge else outside


def _measurement(
    targets: Plain, plan: Plan, stream: Stream, year: int, published: date, residents: int, aged: int, outside: int
) -> Measurement:
    students = round(outside * stream.between(*targets["students_of_outside"]))
    unemployed = round((aged - outside) * stream.between(*targets["unemployed_of_workforce"]))
    vacancies = round(plan.family * stream.between(*targets["vacancies_of_family_dwellings"]))
    told: dict[str, Any] = {
        "estate": plan.estate.id,
        "year": year,
        "published": published,
        "residents": residents,
        "aged_18_64": aged,
    }
    rounded = targets["only_rounded"]
    counts: dict[str, Any] = {
        "outside_workforce": outside, "employed": aged - outside - unemployed, "unemployed": unemployed,
        "students": students, "other_outside": outside - students,
    }  # fmt: skip
    if (plan.estate.id, year) == (rounded["estate"], rounded["year"]):
        counts = {"outside_workforce": None, "outside_rounded": understand(Column("share", "share"), rounded["share"])}
    return Measurement(origin="synthetic", recorded_on=published, base_vacancies=vacancies, **told, **counts)


def area_figures(
    facts: Plain, area: str, measured: Iterable[Measurement], lists: Iterable[Listing]
) -> Iterator[AreaFigures]:
    """Give an area's figures for each year from those of its estates, on the side of each criterion that the lists say."""
    targets, rows = facts["targets"], list(measured)
    on = {(row.list, row.published) for row in lists if row.area == area}
    pattern = "".join("1" if ("61a", day) in on else "0" for day in targets["convicted_by_lists"])
    years_51b = {published.year for list_, published in on if list_ == "51b"}
    fixed = Stream(targets["seed"], area, "area")
    non_western = fixed.between(*targets["non_western_ppm"]["listed" if "1" in pattern else "other"])
    school = fixed.between(*targets["only_compulsory_school_ppm"]["listed_2014" if pattern[2] == "1" else "other"])
    income = fixed.between(*targets["income_ppm_of_region"])
    for at, year in enumerate(targets["area_years"]):
        stream = Stream(targets["seed"], area, "area", year)
        of_year = [row for row in rows if row.year == max(year, min(targets["published"]))]
        residents, aged = sum(row.residents for row in of_year), sum(row.aged_18_64 for row in of_year)
        adults = round(residents * stream.between(*targets["adults_of_residents"]))
        middle_aged = round(residents * stream.between(*targets["aged_30_59_of_residents"]))
        derived = sum((row.unemployed or 0) + (row.other_outside or 0) for row in of_year)
        outside = _labour_market(targets, stream, aged, derived, listed=year in years_51b)
        without = min(
            outside * stream.between(*targets["without_link_of_outside"]),
            aged * targets["without_link_most_ppm"] / MILLION,
        )
        month, day = map(int, str(targets["area_recorded"]).split("-"))
        yield AreaFigures(
            origin="synthetic", recorded_on=date(year, month, day), area=area, year=year, residents=residents,
            aged_18_64=aged, outside_labour_market=outside, without_link=int(without),
            non_western=part_of(residents, non_western * stream.between(0.99, 1.01)), adults=adults,
            convicted=round(adults * targets["convicted"][pattern][at] / 10_000), aged_30_59=middle_aged,
            only_compulsory_school=part_of(middle_aged, school * stream.between(0.99, 1.01)),
            income_ppm_of_region=round(income * stream.between(0.99, 1.01)),
        )  # fmt: skip


def _labour_market(targets: Plain, stream: Stream, aged: int, derived: int, *, listed: bool) -> int:
    """Give how many are outside the labour market: as the estates have it, within what the list of the year allows."""
    low, high = targets["listed_51b_ppm"]
    if listed:
        return max(derived, part_of(aged, stream.between(low, high)))
    return min(derived, part_of(aged, targets["unlisted_51b_most_ppm"]))


def national_figures(facts: Plain) -> Iterator[NationalFigures]:
    """Give the country's convicted and adults for each year."""
    targets = facts["targets"]
    month, day = map(int, str(targets["area_recorded"]).split("-"))
    national = targets["national"]
    for year, adults, share in zip(targets["area_years"], national["adults"], national["convicted_ppm"], strict=True):
        yield NationalFigures(
            origin="synthetic", recorded_on=date(year, month, day), year=year, convicted=part_of(adults, share),
            adults=adults,
        )  # fmt: skip
