"""What a scenario will simulate is told before it is: the city, what happens when, what variants change, what is assumed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Lang, WrongInput
from kredslob.scenarios.files.describing import Description, describe
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.record import description_record
from kredslob.scenarios.files.wording import sections
from tests.scenarios.files.pages import read

TITLE = {"da": "En", "en": "One"}


@cache
def shipped() -> Description:
    """Give the description of the shipped scenario of 2011."""
    return describe(find_scenario("kbh-2011"))


def said(told: Description, lang: Lang = "en", *, full: bool = False) -> str:
    """Give what is said of a scenario, sections and lines."""
    found = sections(Words(told.scenario.office.library, lang), told, full=full)
    return "\n".join(text for section in found for text in (section.title, *(line for _, line in section.lines)))


def test_the_city_is_told_with_what_is_made_up_of_it() -> None:
    """Estates, dwellings, residents; and that the key figures are synthetic."""
    city = shipped().city
    assert 0 < city.family_dwellings < city.dwellings < city.residents
    assert city.synthetic["measurement"] == (city.estates, city.estates)
    assert city.measured == (2010, 2010)
    assert "They are drawn to match the key figures of 2010." in said(shipped())
    assert "Synthetic, not public fact" in said(shipped())


def test_what_happens_is_told_with_its_dates() -> None:
    """Measured in autumn, adjusted in spring, until the agreement's last day."""
    days = [(one.on.isoformat(), one.what) for one in shipped().happenings]
    assert days == sorted(days, key=lambda one: one[0])
    assert {
        ("2011-04-01", "adjusted"),
        ("2011-10-01", "measured"),
        ("2011-11-01", "published"),
        ("2014-12-31", "ends"),
    } <= set(days)
    assert "2012 - 2013: 1 April adjustment; October measurement; November key figures published" in said(shipped())


def test_each_variant_is_told_by_what_it_changes() -> None:
    """By the clauses of its amendment, or by its business cycle; in nothing else do they differ."""
    assert dict(shipped().differing) == {
        "without-exemption": ("amendments",), "without-compensation": ("amendments",), "adjusted-2012": ("amendments",),
        "slump": ("macro",),
    }  # fmt: skip
    text = said(shipped())
    assert "No estate is exempt from social referral." in text
    assert "January 2011 - December 2013 people lose work 1.01 to 1.9 times as fast as usual." in text


def test_only_what_is_amended_otherwise_is_told_of_a_variant(tmp_path: Path) -> None:
    """Amendments that both have are not told again; one that a variant lacks is."""
    variants = {"base": {"title": TITLE}, "as-agreed": {"title": TITLE, "amendments": []}}
    text = said(describe(read(tmp_path, amendments=["kbh-2012-adjustment"], variants=variants)))
    assert text.count("As amended from 1 April 2012") == 1
    assert "Without: Adjustment of spring 2012: areas new on the list (kbh-2012-adjustment)." in text


def test_everything_assumed_can_be_told() -> None:
    """In short only what standing and quotas hang on; in full every guess with its question, and every value of behaviour."""
    short, full = said(shipped()), said(shipped(), full=True)
    assert "Method of compensation: by number of vacancies" in short
    assert "offers.refusals" not in short
    for guess in shipped().guesses:
        assert f"({guess.name}): " in full
        assert guess.question is None or guess.question.en in full
    for habit in shipped().habits:
        assert habit.name in full


def test_it_is_told_in_danish_too() -> None:
    """Titles, months and dates as Danes write them."""
    text = said(shipped(), "da")
    assert "Uden friholdelse" in text
    assert "januar 2011 - december 2014" in text


def test_what_the_scenario_sets_itself_is_told_as_such(tmp_path: Path) -> None:
    """A guess taken otherwise, a value of behaviour set otherwise; and what a variant sets beside the first."""
    variants = {
        "base": {"title": TITLE, "assumed": {"compensation.method": "headroom"}},
        "other": {"title": TITLE, "behaviour": {"values": {"offers.refusals": {"value": 5, "basis": "assumed"}}}},
        "twin": {"title": TITLE, "assumed": {"compensation.method": "headroom"}},
    }
    own = {"values": {"offers.hold_months": {"value": 6, "basis": "assumed"}}}
    told = describe(read(tmp_path, behaviour=own, variants=variants))
    text = said(told)
    assert "Method of compensation: by distance to the threshold of 40-plus, set by this scenario" in text
    assert "offers.hold_months: 6 (assumed), set by this scenario" in text
    assert "Behaviour offers.refusals: 5 instead of 2 (assumed)." in text
    assert "Method of compensation is taken as its agreement has it." in text
    assert "The same as base." in text


@pytest.mark.parametrize(
    ("after_end", "line"),
    [
        ("stop", "The simulation ends with it (assumed)."),
        ("continue", "After 31 December 2014 it goes on as it is (assumed)."),
        ("next", "Each takes over on its day (assumed), and the last goes on: what follows it is not known."),
    ],
)
def test_what_follows_the_agreement_is_told(tmp_path: Path, after_end: str, line: str) -> None:
    """Where the months reach beyond its last day."""
    after = {"value": after_end, "basis": "assumed"}
    assert line in said(
        describe(read(tmp_path, after_end=after, from_="2014-06", months=12, variants={"base": {"title": TITLE}}))
    )


def test_what_lies_beyond_the_months_is_not_told(tmp_path: Path) -> None:
    """Of a scenario that ends before its agreement nothing is said of what follows."""
    told = describe(read(tmp_path, from_="2014-01", months=6, variants={"base": {"title": TITLE}}))
    assert "it goes on as it is" not in said(told)
    assert "the agreement's last day" not in said(told)


def test_what_follows_is_told_of_a_variant_in_which_it_is_otherwise(tmp_path: Path) -> None:
    """Without saying again what is agreed at first, or that it lacks amendments of agreements that it has not."""
    variants = {
        "goes-on": {"title": TITLE},
        "next": {"title": TITLE, "after_end": {"value": "next", "basis": "assumed"}},
    }
    changed = {"from_": "2014-06", "months": 60}
    told = describe(read(tmp_path, variants=variants, **changed))
    assert dict(told.differing) == {"next": ("after_end",)}
    text = said(told)
    assert text.count("1 January 2011 - 31 December 2014.") == 1
    assert text.count("From 1 January 2015: ") == 1
    back = describe(read(tmp_path, variants=dict(reversed(variants.items())), **changed))
    assert "Without: " not in said(back)


def test_an_agreement_that_takes_over_is_told_with_its_day(tmp_path: Path) -> None:
    """Its title, and in the year in which it does."""
    after = {"value": "next", "basis": "assumed"}
    text = said(
        describe(read(tmp_path, from_="2014-06", months=12, after_end=after, variants={"base": {"title": TITLE}}))
    )
    assert "From 1 January 2015: Letting agreement for social housing in Copenhagen 2015-2018 (kbh-2015-2018)." in text
    assert "1 January Letting agreement for social housing in Copenhagen 2015-2018 takes over" in text


def test_a_program_is_told_the_same() -> None:
    """As plain data: fingerprints, dates, variants, guesses, behaviour."""
    record = description_record(shipped())
    assert record["fingerprint"] == shipped().scenario.fingerprint
    assert [one["name"] for one in record["variants"]] == [one.name for one in shipped().scenario.variants]
    assert len(record["assumed"]) == len(shipped().guesses)
    assert record["variants"][4]["cycle"]["id"] == "slump"


def test_an_estate_without_dwellings_is_told(tmp_path: Path) -> None:
    """A register that cannot be housed is told with the estate, before anything runs."""
    import shutil

    from kredslob.engine.register.reading import SHIPPED as COPENHAGEN

    shutil.copytree(COPENHAGEN, tmp_path / "register")
    path = tmp_path / "register" / "dwelling_types.csv"
    rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(row for row in rows if not row.startswith("bispeparken,")) + "\n", "utf-8")
    with pytest.raises(WrongInput) as caught:
        describe(read(tmp_path, register="register"))
    [problem] = caught.value.problems
    assert problem.found.text() == "Bispeparken has no dwellings."
    assert problem.place.line


def test_rules_that_read_what_simulated_estates_lack_are_told(tmp_path: Path) -> None:
    """An amendment by which exemption hangs on a fact that the simulation does not have is refused, with its variant."""
    (tmp_path / "own.yaml").write_text(
        """schema: 1
id: own
kind: amendment
extends: kbh-2011-2014
title: {da: "Egen", en: "Own"}
from: 2011-01-01
adopted: 2011-01-01
changes:
  - add:
      id: exempt.lift
      stage: classify
      clause: ra11-exemption
      basis: inferred
      when: {fact: made_up, is: true}
      then: {exempt: true}
      overrides: [exempt.none]
      text: {da: "Fritaget.", en: "Exempt."}
    reason: {da: "Fordi.", en: "Because."}
facts:
  made_up:
    about: estate
    type: yes_no
    origin: given
    label: {da: "Fundet på", en: "Made up"}
    question: {da: "Er det?", en: "Is it?"}
    simulation: {how: absent}
""",
        "utf-8",
    )
    with pytest.raises(WrongInput) as caught:
        describe(
            read(tmp_path, variants={"base": {"title": TITLE}, "own": {"title": TITLE, "amendments": ["own.yaml"]}})
        )
    [problem] = caught.value.problems
    assert problem.found.text() == "the rules read made_up, which simulated estates do not have."
    assert problem.place.line
    assert problem.place.field == "variants.own"
