"""Files of terms that are wrong: each is told with line, what was found and what is accepted, all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.searching.reading import find_search
from tests.scenarios.searching.small_search import TERMS, read

TERM = "  threshold: {set: forty_plus.threshold, range: [0.35, 0.45], step: 0.05}"
GOAL = "  referred: {indicator: referrals_delivered, level: city, when: average, want: most}"
LIMIT = "  under: {indicator: outside_measured, where: all, when: 2011, at_most: 0.9, probability: 0.9}"

WRONG = [
    # terms
    (TERM, "  t: {set: forty_plus.treshold, values: [0.4]}", "is not a value of what is agreed.*Did you mean 'forty_plus.threshold'"),
    (TERM, "  t: {set: forty_plus.threshold, range: [35, 45], step: 5}", "35 is not of unit share.*Did you mean '0.35'"),
    (TERM, "  t: {set: forty_plus.threshold, values: ['40 %']}", "Did you mean '0.4'"),
    (TERM, "  t: {set: forty_plus.threshold, range: [0.45, 0.35], step: 0.05}", "the range runs backwards"),
    (TERM, "  t: {set: forty_plus.threshold, range: [0.35, 0.45], step: 0.04}", "steps of 0.04 do not lead from 0.35 to 0.45"),
    (TERM, "  t: {set: forty_plus.threshold, range: [0.35, 0.45], step: 0}", "steps of 0 do not lead"),
    (TERM, "  t: {set: forty_plus.threshold, range: [0.35, 0.45]}", "step is missing"),
    (TERM, "  t: {set: forty_plus.threshold, range: [0, 1], step: 0.0001}", "these are 10001 values"),
    (TERM, "  t: {set: forty_plus.threshold, range: [0.35], step: 0.05}", "2 or more of them"),
    (TERM, "  t: {set: forty_plus.threshold}", "it is not said what forty_plus.threshold may be"),
    (TERM, "  t: {set: forty_plus.threshold, values: [0.4], range: [0.3, 0.4], step: 0.1}", "either range with step, or values"),
    (TERM, "  t: {set: forty_plus.threshold, values: [0.4], step: 0.1}", "step does not go with values"),
    (TERM, "  t: {set: forty_plus.threshold, values: [0.4, 0.40]}", "stands here twice"),
    (TERM, "  t: {set: compensation.method, range: [none, fixed], step: 1}", "of which there is no range"),
    (TERM, "  t: {set: compensation.method, values: [headrom]}", "headrom is not a choice.*Did you mean 'headroom'"),
    (TERM, "  t: {set: referral.base_share, values: [0.33]}", "a fraction of turns"),
    (TERM, "  t: {set: list_51b.share, values: [0.5]}", "is fixed by law"),
    (TERM, "  t: {title: {da: a, en: b}}", "a term sets a value or makes an amendment"),
    (TERM, "  t: {set: forty_plus.threshold, values: [0.4], amendment: kbh-2012-adjustment}", "one of them"),
    (TERM, "  t: {set: forty_plus.threshold, values: [0.4], changes: [x]}", "changes does not go with set"),
    (TERM, "  t: {amendment: kbh-2012-adjustment, step: 1}", "step does not go with amendment"),
    (TERM, "  t: {amendment: kbh-2012-adjustmen}", "Did you mean 'kbh-2012-adjustment'"),
    (TERM, "  t: {amendment: kbh-2019-between}", "which does not hold here"),
    (TERM, "  t: {amendment: kbh-2011-2014}", "is no amendment"),
    (TERM, "  t: {amendment: nowhere.yaml}", "there is no such file"),
    (TERM, "  t: {amendment: kbh-2012-adjustment, changes: [exempt.liste]}", "changes nothing that is called exempt.liste.*exempt.listed"),
    (TERM, f"{TERM}\n  again: {{set: forty_plus.threshold, values: [0.4]}}", "is also settled by the term threshold"),
    (TERM, "  t: {sett: forty_plus.threshold}", "sett is not a field here.*Did you mean 'set'"),
    # goals
    (GOAL, "  g: {indicator: referals_delivered, when: end, want: most}", "Did you mean 'referrals_delivered'"),
    (GOAL, "  g: {indicator: wait_mean, level: wait, when: end, want: least}", "a goal is one number, and wait has many"),
    (GOAL, "  g: {indicator: over, when: every_year, want: least}", "there are many years"),
    (GOAL, "  g: {indicator: wait_mean, level: wait, place: referal, when: end, want: least}", "there is no wait referal.*Did you mean 'referral'"),
    (GOAL, "  g: {indicator: over, when: 2031, want: least}", "2031 is not accepted"),
    (GOAL, "  g: {indicator: over, when: 2011-13, want: least}", "2011-13 is not accepted"),
    (GOAL, "  g: {indicator: over, want: least}", "when is missing"),
    (GOAL, "  g: {indicator: over, when: end}", "want is missing"),
    (GOAL, "  g: {indicator: over, when: end, want: smallest}", "smallest is not accepted"),
    (GOAL, "  g: {indicator: wait_mean, level: city, when: end, want: least}", "wait_mean does not exist at the level 'city'"),
    (GOAL, "  g: {indicator: over, place: ahorn, when: end, want: least}", "the city is one place"),
    (GOAL, "  g: {indicator: over, level: estate, place: ahron, when: end, want: least}", "there is no estate ahron.*Did you mean 'ahorn'"),
    (GOAL, "  g: {indicator: over, level: organisation, where: all, when: end, want: least}", "a set of estates is looked at by estate or city"),
    (GOAL, "  g: {indicator: over, when: 2011-04, want: least}", "does not exist by 'month'"),
    # limits
    (LIMIT, "  l: {indicator: outside_measured, when: end}", "a limit has one bound"),
    (LIMIT, "  l: {indicator: outside_measured, when: end, at_most: 0.4, at_least: 0.1}", "a limit has one bound"),
    (LIMIT, "  l: {indicator: outside_measured, when: end, at_most: 40}", "40 is not accepted.*Did you mean '0.4'"),
    (LIMIT, "  l: {indicator: outside_measured, when: end, at_most: '40 %'}", "a number.*Did you mean '0.4'"),
    (LIMIT, "  l: {indicator: outside_measured, when: end, at_most: '0,4'}", "a number.*Did you mean '0.4'"),
    (LIMIT, "  l: {indicator: over, when: end, at_most: many}", "many is not accepted"),
    (LIMIT, "  l: {indicator: over, when: end, at_most: 3, probability: 90}", "90 is not accepted.*Did you mean '0.9'"),
    (LIMIT, "  l: {indicator: over, when: end, at_most: 3, probability: 0}", "above 0, at most 1"),
    (LIMIT, "  l: {indicator: over, when: end, at_most: 3, at_once: true}", "at_once does not go without probability"),
    (LIMIT, "  l: {indicator: over, when: end, at_most: 3, missing: -1}", "0 or more"),
    (LIMIT, "  l: {indicator: residents_employed, level: estate, where: within, when: end, at_most: 3}", "at the beginning is not known"),
    (LIMIT, "  l: {indicator: over, level: estate, places: [ahorn], place: ahorn, when: end, at_most: 3}", "places does not go with place"),
    (LIMIT, "  l: {indicator: over, level: estate, where: every, when: end, at_most: 3}", "every is not accepted"),
    # the rest
    ("scenario: kbh-2011", "scenario: kbh-2011#slumq", "there is no variant slumq"),
    ("scenario: kbh-2011", "agreement: kbh-2011-2014", "scenario is missing"),
    ("scenario: kbh-2011", "scenario: kbh-2011\nagreement: kbh-2024-2027", "is not in force on 2011-01-01"),
    ("scenario: kbh-2011", "scenario: kbh-2011\nagreement: kbh-2011-2015", "Did you mean 'kbh-2011-2014'"),
    ("scenario: kbh-2011", "scenario: kbh-2011\nfrom: 2031-01-01", "is not in force on 2031-01-01"),
    ("replications: 3", "replications: 1", "2 or more"),
    ("confirm: 2", "confirm: -1", "0 or more"),
    ("confirm: 2", "confirm: 2\nseed: ''", "a text of at most"),
    ("confirm: 2", "confirm: 2\nseed: 1.5", "1.5 is not accepted"),
    ("id: trial", "id: Ærlig", "a name of a-z"),
    ("schema: 1", "schema: 2", "2 is not accepted"),
    ("schema: 1", "schema: 1\nnote: 0101701234", "CPR"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "told"), WRONG, ids=[wrong.strip()[:60] for _, wrong, _ in WRONG])
def test_what_is_wrong_is_told_with_its_place_and_cure(
    right: str, wrong: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with one thing wrong is refused, and the message says what, where, and what is accepted."""
    assert right in TERMS
    with pytest.raises(WrongInput) as caught:
        read(tmp_path, monkeypatch, TERMS.replace(right, wrong))
    assert re.search(told, caught.value.text())
    assert "terms.yaml" in caught.value.text()
    assert "0101701234" not in caught.value.text()


def test_everything_wrong_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong term, a wrong goal and a wrong limit are told together, each with its line."""
    text = TERMS.replace(TERM, "  t: {set: forty_plus.threshold, values: [40]}")
    text = text.replace("want: most", "want: biggest").replace("at_most: 0.9", "at_most: 90")
    with pytest.raises(WrongInput) as caught:
        read(tmp_path, monkeypatch, text)
    assert {one.place.line for one in caught.value.problems} == {8, 10, 12}


@pytest.mark.parametrize("name", ["kbh-2011-fourty", "nowhere.yaml", ""])
def test_a_search_that_is_not_there_is_told(name: str) -> None:
    """Neither an id nor a file: what there is, is told."""
    with pytest.raises(WrongInput):
        find_search(name)


def test_a_misspelt_shipped_search_is_told_the_nearest() -> None:
    """One letter off, the shipped one is offered."""
    with pytest.raises(WrongInput, match="kbh-2011-forty"):
        find_search("kbh-2011-fortyy")
