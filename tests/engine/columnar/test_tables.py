"""A decided fact laid out over cells says of every cell what the reference says of every value in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.columnar import CLASH, GAP, Cells, Table, WrongColumns, cells_between, cells_of, table_of, tables
from kredslob.engine.knowledge import FactValue
from kredslob.rules.conditions import All, Always, Any, Bound, Compare, Fact
from kredslob.rules.terms import Terms
from tests.engine.columnar.compared import coded, settled
from tests.engine.columnar.shipped import days, library, rows, terms_on
from tests.engine.strategies import DECIDED, DECLARATIONS, FORTY, READ, rule, rule_sets, situations, terms_of

LISTED = Compare(Fact("listed"), "is", Bound(True))


def looked_up(table: Table, cells: Mapping[str, Cells], row: Mapping[str, FactValue]) -> int:
    """Give the code of the cell that a row lies in."""
    place = tuple(cells[name].of(row[name]) for name in table.reads)  # type: ignore[arg-type]  # all is known
    return int(table.codes[place])


# --- the same answer as the reference's ---------------------------------------------------------------------------


@given(rule_sets(), st.integers())
def test_looking_up_is_deciding(drawn: Terms, seed: int) -> None:
    """Values on, near and off every threshold, with whatever rules."""
    terms = settled(drawn)
    cells = cells_of([terms], DECLARATIONS)
    # Drawn rules may read all facts at once, where those of an agreement read a few.
    table = table_of(DECIDED, terms, cells)
    for row in list(situations(seed, 60))[::2]:
        assert looked_up(table, cells, row) == coded(DECIDED, terms, row, table.answers)[0]


@pytest.mark.parametrize("day", days(), ids=date.isoformat)
def test_a_shipped_agreement_is_looked_up_fact_by_fact(day: date) -> None:
    """Every decided fact, from derived and decided facts alike, with the guesses taken."""
    terms = terms_on(day, taken=True)
    cells = cells_of([terms], library().facts)
    for fact in terms.rules:
        table = table_of(fact, terms, cells)
        for row in list(rows(terms, list(cells), day.toordinal(), 4 * settings().max_examples))[::2]:
            assert looked_up(table, cells, row) == coded(fact, terms, row, table.answers)[0], fact


@given(st.sampled_from(["share", "rooms"]), st.sets(st.tuples(st.integers(0, 6), st.booleans())))
def test_the_value_that_stands_for_a_cell_lies_in_it(name: str, cuts: set[tuple[int, bool]]) -> None:
    """Also where a cell is a single number: reached, and not exceeded. A whole number is stood for by a whole number."""
    cells = cells_between(DECLARATIONS[name], cuts)
    assert [cells.of(value) for value in cells.values] == list(range(len(cells.values)))
    assert name == "share" or all(value == int(value) for value in cells.values)  # type: ignore[arg-type]  # numbers


def test_gaps_and_clashes_have_codes_of_their_own() -> None:
    """As in columns."""
    in_work = Compare(Fact("in_work"), "is", Bound(True))
    terms = terms_of(rule("a", in_work, "none"), rule("b", LISTED, "udsat"))
    table = table_of(DECIDED, terms, cells_of([terms], DECLARATIONS))
    assert table.reads == ("in_work", "listed")
    assert table.codes.tolist() == [[GAP, 1], [0, CLASH]]
    assert table.answers == ("none", "udsat")


def test_a_fact_that_makes_no_difference_has_no_axis() -> None:
    """A comparison with a parameter without a value never holds, whatever it stands beside."""
    terms = terms_of(rule("a", All((LISTED, Any(()))), "none"), rule("b", Always(), "udsat"))
    table = table_of(DECIDED, terms, cells_of([terms], DECLARATIONS))
    assert (table.reads, table.codes.shape, int(table.codes)) == ((), (), 1)


def test_what_is_known_beforehand_has_no_axis() -> None:
    """In a listed area only the share is left to look up."""
    cells = cells_of([FORTY], DECLARATIONS)
    table = table_of(DECIDED, FORTY, cells, {"listed": cells["listed"].of(True), "rooms": 0})
    assert table.reads == ("share",)
    assert [table.answers[code] for code in table.codes] == ["udsat", "ghetto"]


# --- cells --------------------------------------------------------------------------------------------------------


def test_a_share_is_on_the_side_of_a_threshold_that_it_truly_is_on() -> None:
    """A millionth of a millionth over forty per cent is over it, though in whole parts it is the same."""
    share = cells_between(DECLARATIONS["share"], [(400_000, True)])
    assert [
        share.of(one) for one in (399_999, 400_000, Fraction(800_001, 2), Fraction(400_000 * 10**6 + 1, 10**6))
    ] == [0, 0, 1, 1]


def test_of_whole_numbers_over_one_is_at_least_the_next() -> None:
    """So two rules that say the same in other words share a cut."""
    rooms = cells_between(DECLARATIONS["rooms"], [(2, True), (3, False)])
    assert (rooms.cuts, [rooms.of(one) for one in (1, 2, 3, 4)]) == (((3, False),), [0, 0, 1, 1])


def test_a_date_is_in_the_cell_of_its_day() -> None:
    """Before the day, and from it on."""
    day = date(2012, 4, 1)
    let_on = cells_between(DECLARATIONS["let_on"], [(day.toordinal(), False)])
    assert [let_on.of(one) for one in (date(2012, 3, 31), day, date(2020, 1, 1))] == [0, 1, 1]
    assert let_on.values == (date(2012, 3, 31), day)


@given(st.sampled_from(READ), st.sets(st.tuples(st.integers(2, 9), st.booleans()), max_size=4))
def test_each_cell_is_told_by_the_value_that_stands_for_it(name: str, cuts: set[tuple[int, bool]]) -> None:
    """The value of cell number three lies in cell number three."""
    cells = cells_between(DECLARATIONS[name], cuts)
    assert [cells.of(value) for value in cells.values] == list(range(len(cells.values)))
    assert cells.type == ("count" if DECLARATIONS[name].type in ("share", "hours") else DECLARATIONS[name].type)


def test_several_sets_of_terms_share_their_cells() -> None:
    """An estate of one individual agreement can be looked up with the cells of all."""
    other = replace(FORTY, rules={DECIDED: (rule("x", Compare(Fact("share"), "at_least", Bound(300_000)), "none"),)})
    cells = cells_of([FORTY, other], DECLARATIONS)
    assert cells["share"].cuts == ((300_000, False), (400_000, True))
    assert table_of(DECIDED, other, cells).codes.tolist() == [GAP, 0, 0]


# --- what cannot be laid out --------------------------------------------------------------------------------------


def test_an_open_guess_must_be_taken_first() -> None:
    """Where it matters; there is no unknown in a table."""
    guess = Bound(400_000, "threshold", (400_000, 350_000))
    terms = terms_of(rule("a", Compare(Fact("share"), "over", guess), "none"), rule("b", Always(), "udsat"))
    hanging = terms_of(replace(terms.rules[DECIDED][0], overrides=("b",)), terms.rules[DECIDED][1])
    with pytest.raises(WrongColumns, match="outcome hangs on a guess that is open, one of: threshold"):
        table_of(DECIDED, hanging, cells_of([hanging], DECLARATIONS))


def test_cells_of_other_rules_are_refused() -> None:
    """A threshold that is no cut would be looked up on the wrong side; a fact without cells cannot be looked up."""
    cells = {**cells_of([FORTY], DECLARATIONS), "share": cells_between(DECLARATIONS["share"], [(390_000, True)])}
    with pytest.raises(WrongColumns, match="the cells of share are not those of these rules: 400000 is no cut"):
        table_of(DECIDED, FORTY, cells)
    del cells["share"]
    with pytest.raises(WrongColumns, match="share"):
        table_of(DECIDED, FORTY, cells)


def test_a_table_too_large_to_be_held_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, with the facts that make it large."""
    monkeypatch.setattr(tables, "MOST_CELLS", 3)
    with pytest.raises(WrongColumns, match="outcome would have 4 cells, 3 at most: listed, share"):
        table_of(DECIDED, FORTY, cells_of([FORTY], DECLARATIONS))
    monkeypatch.setattr(tables, "MOST_CELLS", 4)
    assert table_of(DECIDED, FORTY, cells_of([FORTY], DECLARATIONS)).codes.size == 4


def test_a_value_that_a_fact_cannot_have_is_in_no_cell() -> None:
    """Neither a choice that there is not nor a word for a yes/no."""
    with pytest.raises(WrongColumns, match="bars cannot be 'nonsense'"):
        cells_between(DECLARATIONS["bars"], ()).of("nonsense")
