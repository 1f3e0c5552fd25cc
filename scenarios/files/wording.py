"""Say in words what a scenario will simulate, section by section, as a civil servant would brief a committee.

A line is a level and a text: 0 stands under the heading, 1 under the line before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from kredslob.engine.figures import month_day_in, month_in, month_name_in
from kredslob.engine.phrasing import Words
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.scenarios.files.describing import Description, Happening
from kredslob.scenarios.files.wording_assumed import Line, assumed
from kredslob.scenarios.files.wording_variants import agreed, contrasts, variants

_SHORT: Final = 12  # letters of a fingerprint that tell it from others at a glance


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    lines: tuple[Line, ...]


def sections(words: Words, told: Description, *, full: bool = False) -> tuple[Section, ...]:
    """Give the description of a scenario; `full`: with everything that is assumed."""
    found: list[tuple[Message, Iterator[Line]]] = [
        (Message("The city"), _city(words, told)),
        (Message("What is agreed"), agreed(words, told.scenario.variants[0])),
        (Message("How long, how often"), _extent(words, told)),
        (Message("What happens when"), _calendar(words, told)),
        (Message("The variants"), variants(words, told)),
        (Message("What will be held against what"), contrasts(words, told)),
        (Message("What is assumed"), assumed(words, told, full=full)),
        (Message("Fingerprints"), _fingerprints(words, told)),
    ]
    made = (Section(words.say(title), tuple(lines)) for title, lines in found)
    return tuple(section for section in made if section.lines)


def _city(words: Words, told: Description) -> Iterator[Line]:
    city = told.city
    yield 0, words.say(
        Message(
            "{estates} estates of {organisations} organisations with {dwellings} dwellings, of them {family} family "
            "dwellings, and {residents} residents.",
            estates=words.number(city.estates), organisations=words.number(city.organisations),
            dwellings=words.number(city.dwellings), family=words.number(city.family_dwellings),
            residents=words.number(city.residents),
        )
    )  # fmt: skip
    first, last = city.measured
    years = str(first) if first == last else f"{first}-{last}"
    yield 0, words.say(Message("They are drawn to match the key figures of {years}.", years=years))
    shipped = Message("the Copenhagen that ships with Kredsløb")
    yield (
        0,
        words.say(Message("Register: {register}.", register=shipped if city.register == "shipped" else city.register)),
    )
    made = [
        words.say(_rows(kind, words.number(count), words.number(of)))
        for kind, (count, of) in city.synthetic.items()
        if count
    ]
    if made:
        yield (
            0,
            words.say(
                Message(
                    "Synthetic, not public fact, at least in part: {rows}. What comes out holds for such a city.",
                    rows="; ".join(made),
                )
            ),
        )


def _rows(kind: str, made: str, every: str) -> Message:
    match kind:
        case "estate":
            return Message("estates ({made} of {all})", made=made, all=every)
        case "dwelling_type":
            return Message("types of dwellings ({made} of {all})", made=made, all=every)
    return Message("key figures ({made} of {all})", made=made, all=every)


def _extent(words: Words, told: Description) -> Iterator[Line]:
    scenario = told.scenario
    months = max((one.months for one in scenario.variants), key=lambda one: one.count)
    last = months.day(months.count - 1)
    yield 0, words.say(
        Message("{first} - {last}: {count} months.", first=month_in(words.lang, months.first),
                last=month_in(words.lang, last), count=words.number(months.count))
    )  # fmt: skip
    yield (
        0,
        words.say(
            Message(
                "Each variant is simulated {count} times (replications).", count=words.number(scenario.replications)
            )
        ),
    )
    if len(scenario.variants) > 1:
        yield (
            0,
            words.say(
                Message(
                    "The same person meets the same luck in every variant, so that what differs between two of them is the "
                    "doing of what they differ in."
                )
            ),
        )


def _calendar(words: Words, told: Description) -> Iterator[Line]:
    yearly = told.scenario.yearly
    act = Message("they act from the next spring adjustment") if told.at_adjustment else Message("they act at once")
    yield 0, words.say(
        Message("Each year key figures are measured in {measured} and published in {published}; {act}.",
                measured=month_name_in(words.lang, yearly.measured),
                published=month_name_in(words.lang, yearly.published), act=act)
    )  # fmt: skip
    yield (
        0,
        words.say(
            Message("At the adjustment the municipality's turns are shared out anew by where every estate then stands.")
        ),
    )
    years: dict[int, list[str]] = {}
    for one in told.happenings:
        years.setdefault(one.on.year, []).append(_happening(words, one))
    yield from ((1, line) for line in _by_year({year: "; ".join(each) for year, each in years.items()}))


def _by_year(years: Mapping[int, str]) -> Iterator[str]:
    """Give each year with what happens in it, years in a row in which the same happens together."""
    for text, each in groupby(years, key=lambda year: years[year]):
        first, *others = each
        yield f"{first} - {others[-1]}: {text}" if others else f"{first}: {text}"


def _happening(words: Words, one: Happening) -> str:
    day, month = month_day_in(words.lang, one.on), month_name_in(words.lang, one.on.month)
    match one.what:
        case "measured":
            return words.say(Message("{month} measurement", month=month))
        case "published":
            return words.say(Message("{month} key figures published", month=month))
        case "adjusted":
            return words.say(Message("{day} adjustment", day=day))
        case "listed":
            return words.say(Message("{day} the state's § 51 b list", day=day))
        case "amended":
            return words.say(Message("{day} {title} begins to act", day=day, title=words.document(str(one.about))))
        case "begins":
            return words.say(Message("{day} {title} takes over", day=day, title=words.document(str(one.about))))
    return words.say(Message("{day} the agreement's last day", day=day))


def _fingerprints(words: Words, told: Description) -> Iterator[Line]:
    scenario = told.scenario
    yield 0, words.say(Message("Scenario: {fingerprint}", fingerprint=scenario.fingerprint))
    short = ", ".join(f"{one.name} {one.fingerprint[:_SHORT]}" for one in scenario.variants)
    yield 0, words.say(Message("Variants: {fingerprints}", fingerprints=short))
