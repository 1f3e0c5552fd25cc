"""The catalogue as a page, docs/indicators.md, and as plain data: what each indicator is, its unit, and what it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kredslob.rules.messages import Lang, Message
from kredslob.rules.model import Text
from kredslob.scenarios.indicators.catalogue import goals, letting, people
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, NOT_COMPUTED
from kredslob.scenarios.indicators.indicator import LEVELS, PERIODS, UNITS, Indicator

SECTIONS: Final[tuple[tuple[Message, tuple[Indicator, ...]], ...]] = (
    (Message("Shares outside the workforce and the labour market"), people.SHARES),
    (Message("Standing"), people.STANDINGS),
    (Message("Residents"), people.GROUPS),
    (Message("Dwellings, referrals and refusals"), (*letting.STOCK, *letting.FLOWS)),
    (Message("Lettings by channel and group"), (*letting.LET, *letting.SHARE_LET, *letting.BY_GROUP)),
    (Message("The quota account"), letting.ACCOUNT),
    (Message("Queues and waits"), (*letting.LINES, *letting.WAITED)),
    (Message("Segregation"), goals.INDICES),
    (Message("Goals and designation"), goals.GOALS),
)
BASES: Final = {
    "agreed": Message("a measure of the agreement or the law"),
    "published": Message("a known count or index"),
    "designed": Message("ours"),
}


def where(one: Indicator, lang: Lang) -> str:
    """Say where an indicator exists, and by what: estate (year), city (year, month)."""
    told = (
        f"{LEVELS[level].text(lang)} ({', '.join(PERIODS[each].text(lang) for each in periods)})"
        for level, periods in one.levels
    )
    return ", ".join(told)


def markdown() -> str:
    """Give the page, in English."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Indicators"
    yield ""
    yield (
        "What `kredslob scenario` tells of a simulated city. `kredslob scenario show FOLDER --table NAME` gives any of them, at each "
        "level where it exists; `summary.parquet` in the folder holds them all. This page is made from the catalogue; a test holds it to it."
    )
    yield ""
    yield (
        "Shares and indices are 0-1 in tables and per cent on screens. A value without meaning (the share of an estate with no adults) "
        "is missing, never 0. Of each there are, over replications: how many have a value (`n`), mean, standard error of the mean (`se`, "
        "missing for one replication) and the quantiles `q05` to `q95` of single replications. All of that covers **chance alone**: how "
        "people behave, and what the agreement is assumed to say where it has not been read, are the same in all replications."
    )
    yield ""
    yield (
        f"*Basis*: {'; '.join(f'**{key}** - {told.text()}' for key, told in BASES.items())}. A year is one of the run: twelve months from "
        "the first, named by the calendar year of its first month; the last may be shorter. Thresholds, and who counts as outside the "
        "workforce, come from the agreement simulated; an agreement with several thresholds is told by the highest."
    )
    for head, several in SECTIONS:
        yield from ("", f"## {head.text()}", "", "| name | is | unit | where | basis |", "|---|---|---|---|---|")
        for one in several:
            told = f"**{one.name.en}** ({one.name.da}). {one.definition.en} *{one.is_not.en}*"
            yield f"| `{one.id}` | {told} | {UNITS[one.unit].text()} | {where(one, 'en')} | {one.basis} |"
    yield from ("", "## What the model cannot say", "", "| what | why |", "|---|---|")
    for each in NOT_COMPUTED:
        yield f"| {each.name.en} | {each.reason.en} |"
    yield from (
        "", "## Contrasts", "",
        ("A contrast is one variant less another, replication by replication, so that the luck that both share falls away: mean difference, "
        "its standard error and 95 % interval (Student's t), and a verdict: `more`, `less`, `within_noise` (the interval covers 0), `none` "
        "(no replication differs), `one_replication`, `no_meaning`, `own_threshold` (each is counted by a threshold of its own, and these are not the same). Of a set of estates - exempt, receiving, listed - it is told as they "
        "stood in the first month, before any luck: to choose estates by what became of them would find effects where there are none."),
    )  # fmt: skip


def plain_catalogue() -> dict[str, Any]:
    """Give the catalogue as JSON can hold it."""
    return {
        "schema": 1,
        "indicators": [
            {
                "id": one.id, "name": _text(one.name), "definition": _text(one.definition), "is_not": _text(one.is_not),
                "unit": one.unit, "basis": one.basis,
                "levels": [{"level": level, "periods": list(periods)} for level, periods in one.levels],
            }
            for one in CATALOGUE.values()
        ],
        "not_computed": [{"name": _text(one.name), "reason": _text(one.reason)} for one in NOT_COMPUTED],
    }  # fmt: skip


def _text(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}


if __name__ == "__main__":
    import sys

    sys.stdout.write(markdown())
