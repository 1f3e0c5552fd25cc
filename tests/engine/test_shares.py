"""A share is two counts; compared, it is parts per million on the side of every threshold that the counts were on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kredslob.engine.shares import mean, thresholds_of, to_ppm
from kredslob.rules.conditions import Bound, Compare, Fact
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import PPM
from tests.engine.bare_terms import bare_terms, parameter
from tests.engine.small_city import DAY, office, settled
from tests.engine.strategies import rule, terms_of

FORTY = 400_000


@pytest.mark.parametrize(
    ("outside", "of", "ppm"),
    [
        (400, 1_000, FORTY),
        (401, 1_000, 401_000),
        (4_000_001, 10_000_000, FORTY + 1),  # 40.00001 per cent
        (3_999_999, 10_000_000, FORTY - 1),
        (2, 3, 666_666),
        (0, 7, 0),
        (7, 7, PPM),
    ],
)
def test_a_share_in_parts_per_million(outside: int, of: int, ppm: int) -> None:
    """Forty per cent is the threshold exactly; a hair over or under stays a hair over or under."""
    assert to_ppm(Fraction(outside, of), {FORTY}) == ppm


def test_without_a_threshold_near_it_a_share_is_rounded_down() -> None:
    """The last part per million is kept only where it matters."""
    assert to_ppm(Fraction(4_000_001, 10_000_000), {300_000}) == FORTY


def test_thresholds_one_part_apart_leave_no_room() -> None:
    """Nothing is rounded onto a threshold: the agreement is told that its thresholds are too near."""
    with pytest.raises(WrongInput, match="only one part per million apart") as caught:
        to_ppm(Fraction(4_000_001, 10_000_000), {FORTY, FORTY + 1})
    assert "Accepted: thresholds at least two parts per million apart" in caught.value.text()
    assert to_ppm(Fraction(FORTY, PPM), {FORTY, FORTY + 1}) == FORTY


shares = st.builds(Fraction, st.integers(0, 10**7), st.integers(1, 10**7)).filter(lambda share: share <= 1)
thresholds = st.sets(st.one_of(st.integers(0, PPM), st.integers(399_995, 400_005)), max_size=6)


@given(
    st.one_of(shares, st.builds(lambda parts: Fraction(parts, 10 * PPM), st.integers(3_999_950, 4_000_050))), thresholds
)
def test_no_threshold_is_reached_or_crossed(share: Fraction, limits: set[int]) -> None:
    """Over, at, or under each threshold as the counts are, and never more than one part away."""
    assume(not any(limit + 1 in limits for limit in limits))
    ppm = to_ppm(share, limits)
    assert abs(ppm - share * PPM) <= 1
    for limit in limits:
        assert (ppm > limit, ppm == limit) == (share * PPM > limit, share * PPM == limit)


@given(st.lists(shares, min_size=1, max_size=4))
def test_the_mean_of_years_is_exact(years: list[Fraction]) -> None:
    """The mean times the number of years is their sum, to the last part."""
    assert mean(years) * len(years) == sum(years, Fraction(0))


def test_the_mean_of_no_years_is_nothing_to_ask_for() -> None:
    """A measure has at least one year, so there is no mean of none."""
    with pytest.raises(ZeroDivisionError):
        mean([])


def test_the_thresholds_are_those_of_shares_and_ratios() -> None:
    """Forty per cent is one, and so is three times the country's; six months, 25 hours and yes are none."""
    found = thresholds_of(office().terms_for(DAY, None, settled()))
    assert {FORTY, 300_000, 500_000} <= found
    assert not {6, 12, 1_500, True}.intersection(found)


@pytest.mark.parametrize(("unit", "counts"), [("share", True), ("ratio", True), ("hours", False), ("count", False)])
def test_a_parameter_is_a_threshold_by_its_unit(unit: str, counts: bool) -> None:
    """Of a share or of a ratio."""
    plain = parameter("p", 123_456)
    terms = bare_terms({"p": replace(plain, series=replace(plain.series, unit=unit))})
    assert (123_456 in thresholds_of(terms)) is counts


def test_an_open_guess_of_a_threshold_has_all_its_values() -> None:
    """A threshold that is assumed keeps a share apart from each value that it may have."""
    terms = office().terms_for(DAY, None, settled())
    term = terms.parameters["forty_plus.threshold"]
    dated = replace(term.dated, basis="assumed", alternatives=(FORTY, 350_001))
    guessed = replace(
        terms, parameters={**terms.parameters, "forty_plus.threshold": replace(term, dated=dated, open=True)}
    )
    assert {FORTY, 350_001} <= thresholds_of(guessed)


def test_a_threshold_written_out_in_a_rule_counts_too() -> None:
    """A rule of somebody's own may say 0.4 without a parameter."""
    own = terms_of(rule("a", Compare(Fact("share"), "over", Bound(123_456)), "none"))
    assert thresholds_of(own) == {123_456}


def test_a_share_of_next_to_nothing_is_still_a_share() -> None:
    """One convicted in three million is no wrong input, whatever rules say about yes, no, or months."""
    found = thresholds_of(office().terms_for(DAY, None, settled()))
    assert to_ppm(Fraction(1, 3_000_000), found) in (0, 1)
    assert to_ppm(Fraction(13, 2_000_000), found) == 6
