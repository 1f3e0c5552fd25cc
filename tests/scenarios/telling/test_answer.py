"""The answer to a policy question: who crosses and how surely, what each clause does, the loop, and what it rests on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from kredslob.engine.office import Office
from kredslob.rules.model import Text
from kredslob.scenarios.indicators.tables import InMemory, run_in_memory
from kredslob.scenarios.indicators.values import values
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.setting import set_up
from kredslob.scenarios.telling.answer import Answer
from kredslob.scenarios.telling.answering import answer_of
from kredslob.scenarios.telling.asked import Asked
from kredslob.scenarios.telling.crossing import crossing_of
from kredslob.scenarios.telling.numbers import Amount, Percent
from kredslob.scenarios.telling.plain import plain
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, screen_of
from tests.scenarios.indicators.small_results import contrast, results
from tests.scenarios.indicators.test_contrasts import some
from tests.scenarios.indicators.test_standing_changes import crossing
from tests.scenarios.towns import YEARLY, Block, behaviour, library, register, town

ASKED = Asked(
    "trial", Text("Prøve", "Trial"), Text("Prøve", "Trial"),
    {name: Text(name, name) for name in ("agreed", "uncompensated", "again")},
    (contrast(), contrast("agreed", "again", "all")), 50, 43,
)  # fmt: skip


def words(part: Part, lang: Any = "en") -> str:
    """Give all that a part of the screen says."""
    if isinstance(part, Rows):
        told = [*part.heads, *(word for row in part.rows for word in row)]
        return " | ".join(word.text(lang) if hasattr(word, "text") else word.read(lang) for word in told)
    return part.said.text(lang)


def said(answer: Answer, lang: Any = "en") -> str:
    """Give all that the screen says."""
    return "\n".join(words(part, lang) for part in screen_of(answer))


def with_over(counts: list[int]) -> InMemory:
    """Give four replications of the town in which `birk` is measured over the threshold in the last year or not, as told."""
    tables = results()
    frame = tables.frames["agreed"]["estate_year"]
    measured = pl.col("replication").replace_strict(dict(enumerate(counts)), return_dtype=pl.Int32())
    here = (pl.col("estate") == "birk") & (pl.col("year") == 2013)
    changed = frame.with_columns(
        outside_measured=pl.when(here).then(measured).otherwise("outside_measured").cast(pl.Int32()),
        aged_measured=pl.when(here).then(100).otherwise("aged_measured").cast(pl.Int32()),
    )
    return InMemory({"agreed": {**tables.frames["agreed"], "estate_year": changed}}, tables.places, tables.grounds)


@pytest.mark.parametrize(
    ("counts", "kind"),
    [([50, 50, 50, 50], "rise_surely"), ([50, 50, 30, 30], "balance"), ([30, 30, 30, 30], "")],
)
def test_an_estate_is_told_by_how_surely_it_ends_over_the_threshold(counts: list[int], kind: str) -> None:
    """Of all replications it rises surely, of half it hangs in the balance, of none it stays where it was."""
    found = crossing_of(with_over(counts), "agreed")
    assert found is not None
    for name in ("rise_surely", "rise_probably", "balance", "fall_surely", "fall_probably"):
        told = [one for one in getattr(found, name) if one.estate == "birk"]
        assert bool(told) == (name == kind)
        for one in told:
            assert one.over == sum(each > 40 for each in counts) / 4
            assert one.low is not None
            assert one.low <= one.over


def test_of_few_replications_it_is_said_that_surely_is_not_told_from_probably() -> None:
    """Four of four are 95 % of them, and mean little; where nothing is told to be sure there is nothing to warn of."""
    told, silent = (said(answer_of(with_over([count] * 4), ASKED)) for count in (50, 30))
    assert "All of 4 replications: too few to tell surely from probably. 20 are needed." in told
    assert "too few" not in silent


def test_an_estate_over_the_threshold_at_the_beginning_can_only_fall() -> None:
    """It is counted at the beginning by the register's figures, and is not said to rise."""
    found = crossing_of(results(), "agreed")
    assert found is not None
    assert found.start == 1
    assert "ahorn" not in {one.estate for one in (*found.rise_surely, *found.rise_probably)}
    assert found.exempt == 2, "one over the threshold, one listed"
    assert found.stay.mean is not None
    assert 0 <= found.stay.mean <= 1


def test_the_effects_are_those_of_the_contrasts() -> None:
    """A contrast of a variant with itself says that nothing differs; one that takes turns away has its sign."""
    answer = answer_of(results(), ASKED)
    compensation, nothing = answer.effects
    assert {one.verdict for one in (*nothing.there, *nothing.city)} == {"none"}
    assert (compensation.where, compensation.estates) == ("receiving", len(compensation.there) and compensation.estates)
    assert compensation.estates > 0
    assert "Effect (4) | 0 | 0 | 0 | 0 | 0" in said(answer)


def test_a_contrast_of_a_variant_that_was_not_run_is_said_to_be_missing() -> None:
    """The others are told all the same."""
    answer = answer_of(some(results(), {"agreed": [0, 1], "again": [0, 1]}), ASKED)
    assert [name for name, _ in answer.not_told] == ["effect"]
    assert len(answer.effects) == 1
    assert "no variant 'uncompensated'" in said(answer)


def test_the_loop_is_told_with_its_dates() -> None:
    """Measured in October, published in November, exempt from April, in so many replications of so many."""
    answer = answer_of(run_in_memory({"agreed": crossing()}, 3), replace(ASKED, contrasts=()))
    assert answer.loop is not None
    assert (answer.loop.measured, answer.loop.published, answer.loop.month) == (
        date(2011, 10, 1), date(2011, 11, 1), date(2012, 4, 1),
    )  # fmt: skip
    assert (answer.loop.alike, answer.loop.of) == (3, 3)
    assert "in October 2011, published 1 November 2011, exempt from 1 April 2012. So in 3 of 3" in said(answer)


def test_a_town_where_nothing_happens_says_so() -> None:
    """No standing changes, nobody rises, and a table has dashes where nobody was housed."""
    answer = answer_of(
        run_in_memory({"agreed": town(Block("ahorn", outside=10, vacancies=0), months=12)}, 2),
        replace(ASKED, contrasts=()),
    )
    assert answer.loop is None
    told = said(answer)
    assert "No estate begins or ceases to be exempt" in told
    assert "Rise above it: 0 surely" in told


def test_of_one_replication_no_interval_is_told() -> None:
    """The first lines warn, no span has bounds, and nothing on the screen is a number that is none."""
    answer = answer_of(some(results(), {name: [1] for name in ("agreed", "uncompensated", "again")}), ASKED)
    told = said(answer)
    assert "One replication has no interval" in told
    assert "nan" not in told
    assert "Brackets" not in told
    crossed = answer.crossing
    assert crossed is not None
    assert {crossed.end.low, crossed.end.high, crossed.stay.low} == {None}


def test_without_a_threshold_the_screen_says_that_there_is_none() -> None:
    """No crossing is told where no rule compares the share."""
    tables = results()
    grounds = {name: replace(tables.ground(name), thresholds=()) for name in tables.variants}
    answer = answer_of(InMemory(tables.frames, tables.places, grounds), ASKED)
    assert answer.crossing is None
    assert "no rule of the agreement compares" in said(answer)


def test_what_is_assumed_and_synthetic_is_said() -> None:
    """Every screen ends in what it rests on."""
    told = said(answer_of(results(), ASKED))
    assert "43 of 50 values of behaviour" in told
    assert "the key figures of 4 of 4 estates" in told
    assert "chance alone" in told


def test_the_screen_is_short_and_begins_with_the_crossing() -> None:
    """First what it is, then the threshold; no more heads than a reader can hold."""
    parts = screen_of(answer_of(results(), ASKED))
    heads = [words(part) for part in parts if isinstance(part, Head)]
    assert heads[1].startswith("Which estates cross 40 %")
    lines = sum(1 + len(part.rows) if isinstance(part, Rows) else 1 for part in parts)
    assert lines <= 34
    assert any(isinstance(part, Said) for part in parts)


def test_a_program_reads_the_same_answer() -> None:
    """As JSON it has every number of the screen by name, texts in both languages, and no number that is none."""
    told = json.loads(json.dumps(plain(answer_of(results(), ASKED)), allow_nan=False))
    assert told["title"] == {"da": "Prøve", "en": "Trial"}
    assert told["first"] == "2011-01-01"
    assert {"share", "start", "end", "balance"} <= told["crossing"].keys()
    assert told["effects"][0]["there"][0]["indicator"] == "outside_workforce"


@pytest.mark.parametrize(
    ("number", "da", "en"),
    [
        (Amount(1234.5, 1), "1.234,5", "1,234.5"), (Amount(-0.04, 1, signed=True), "0,0", "0.0"),
        (Amount(2.0, 1, signed=True), "+2,0", "+2.0"), (Amount(None), "-", "-"), (Percent(0.4), "40,0 %", "40.0 %"),
        (Percent(None), "-", "-"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_its_reader_writes_it(number: Amount | Percent, da: str, en: str) -> None:
    """Danish and English marks; a difference with its sign unless it rounds to nought; a dash for nothing."""
    assert (number.read("da"), number.read("en")) == (da, en)


def test_a_run_from_the_middle_of_a_year_has_years_of_its_own() -> None:
    """Eighteen months from July are two years with two names, and the last measurement is that of its own autumn."""
    office = Office(library(), register([Block("ahorn"), Block("birk")]))
    months = Months(date(2011, 7, 1), 18)
    setting = set_up(office, library().agreement("kbh-2011-2014"), months, behaviour(), {}, {}, "town", YEARLY)
    tables = run_in_memory({"agreed": setting}, 2)
    assert values(tables, "vacated")["period"].to_list() == ["2011", "2012"] * 2
    answer = answer_of(tables, replace(ASKED, contrasts=()))
    assert answer.years == (2011, 2012)
    assert answer.crossing is not None
    assert answer.crossing.measured == date(2012, 10, 1)


def test_a_run_that_ends_before_the_first_autumn_is_told_by_the_register() -> None:
    """Nothing is measured yet: what is known is what the register had."""
    answer = answer_of(run_in_memory({"agreed": town(Block("ahorn"), months=3)}, 2), replace(ASKED, contrasts=()))
    assert answer.crossing is not None
    assert answer.crossing.measured is None
    assert "before the first month" in said(answer)


def test_how_the_exempt_estates_would_fare_otherwise_is_said() -> None:
    """Whether they recover by exemption or by themselves is told by the variant that has none."""
    asked = replace(ASKED, contrasts=(contrast(where="exempt"),))
    answer = answer_of(results(), asked)
    (over,) = (one for one in answer.effects[0].there if one.indicator == "over")
    assert over.mean_variant is not None
    assert over.mean_against is not None
    assert over.difference == pytest.approx(over.mean_variant - over.mean_against)
    assert "Of these 2, " in said(answer)
    assert "Of these" not in said(answer_of(results(), ASKED)), "no contrast is told of exempt estates"
