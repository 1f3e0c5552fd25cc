"""What is read once, and bound once: the same as anew, and anew as soon as anything that it is made from is another."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.binding import bind
from kredslob.rules.bound_once import Bindings
from kredslob.rules.library import Library, load_library
from kredslob.rules.model import Rule
from kredslob.rules.terms import draw_terms, gather
from tests.rules.shelf import INDIVIDUAL, edited, refused

DAY = date(2012, 6, 1)


def individual(shelf: Path) -> Path:
    """Give the file of the shelf's individual agreement."""
    return shelf / "individual" / "frame" / "north.yaml"


def test_an_individual_agreement_is_read_once(shelf: Path) -> None:
    """Also for a library that has been made from this one, as that of a proposal is."""
    library = load_library(shelf)
    read = library.individual_agreement("frame", "north")
    assert library.individual_agreement("frame", "north") is read
    assert library.with_documents([]).individual_agreement("frame", "north") is read
    assert load_library(shelf).individual_agreement("frame", "north") == read


def test_a_file_that_has_been_written_again_is_read_again(shelf: Path) -> None:
    """Whoever edits it while a library is open sees the edit."""
    library = load_library(shelf)
    before = library.individual_agreement("frame", "north")
    individual(shelf).write_text(edited(INDIVIDUAL, "North", "Northern"), "utf-8")
    after = library.individual_agreement("frame", "north")
    assert (before.title.en, after.title.en) == (before.title.en, before.title.en.replace("North", "Northern"))
    assert before != after


def test_a_file_that_is_gone_is_told_of(shelf: Path) -> None:
    """That it has been read does not bring it back."""
    library = load_library(shelf)
    library.individual_agreement("frame", "north")
    individual(shelf).unlink()
    (problem,) = refused(lambda: library.individual_agreement("frame", "north"))
    assert "north" in problem.found.text()


def test_a_file_that_has_been_spoilt_is_told_of(shelf: Path) -> None:
    """Though it was right when it was read."""
    library = load_library(shelf)
    library.individual_agreement("frame", "north")
    individual(shelf).write_text("- nothing of the kind\n", "utf-8")
    os.utime(individual(shelf), ns=(1, 1))
    assert refused(lambda: library.individual_agreement("frame", "north"))


def test_with_other_facts_it_is_read_anew(shelf: Path) -> None:
    """What it says is checked against what is declared."""
    library = load_library(shelf)
    read = library.individual_agreement("frame", "north")
    fewer = replace(library, facts={name: one for name, one in library.facts.items() if name != "exempt"})
    assert fewer.individual_agreement("frame", "north") is not read


@pytest.mark.parametrize("wanted", ["south", "../frame/north", "", "no\0name"])
def test_none_of_that_name_is_none_however_often_it_is_asked_for(wanted: str, shelf: Path) -> None:
    """A name that leads out of the folder, or is none that a file can have, is one of those."""
    library = load_library(shelf)
    library.individual_agreement("frame", "north")
    for _ in range(2):
        assert refused(lambda: library.individual_agreement("frame", wanted))


def rules(library: Library) -> Sequence[Rule]:
    """Give the rules of the shelf's framework as they are gathered on a day."""
    return gather(library, library.in_force(DAY), DAY).rules


def test_rules_with_values_in_them_are_those_bound_one_by_one(shelf: Path) -> None:
    """In the order of the rules on each fact."""
    library = load_library(shelf)
    terms = draw_terms(library, library.in_force(DAY), DAY)
    found = Bindings().rules(rules(library), terms.parameters)
    assert found == terms.rules
    expected = [replace(rule, when=bind(rule.when, terms.parameters)) for rule in rules(library)]
    assert found == {fact: tuple(one for one in expected if one.decides == fact) for fact in found}


def test_the_same_values_give_the_same_rules_themselves(shelf: Path) -> None:
    """So that whoever compiles them can tell at once; another value gives another rule, and leaves the others."""
    library, bindings = load_library(shelf), Bindings()
    terms = draw_terms(library, library.in_force(DAY), DAY)
    every = rules(library)
    first, again = (bindings.rules(every, terms.parameters) for _ in range(2))
    assert all(first[fact] is again[fact] for fact in first)
    limit = terms.parameters["outside.limit"]
    other = bindings.rules(every, {**terms.parameters, "outside.limit": replace(limit, value=123_456)})
    assert {fact for fact in first if other[fact] is not first[fact]} == {"exempt"}
    assert other["exempt"] != first["exempt"]


def test_a_value_that_is_repealed_or_guessed_is_another(shelf: Path) -> None:
    """What is not agreed, what is agreed, and what is agreed but not known, are three things."""
    library, bindings = load_library(shelf), Bindings()
    terms = draw_terms(library, library.in_force(DAY), DAY)
    fewer = {name: term for name, term in terms.parameters.items() if name != "work.hours"}
    known = {**terms.parameters, "work.hours": replace(terms.parameters["work.hours"], open=False)}
    found = [bindings.rules(rules(library), each)["group_work"] for each in (terms.parameters, fewer, known)]
    assert len(set(found)) == len(found)


def test_what_has_been_bound_does_not_travel(shelf: Path) -> None:
    """Rules are told apart by where they lie: what another process would make of that is wrong."""
    library = load_library(shelf)
    bindings = Bindings()
    bindings.rules(rules(library), draw_terms(library, library.in_force(DAY), DAY).parameters)
    assert vars(pickle.loads(pickle.dumps(bindings))) == vars(Bindings())  # noqa: S301 - of our own


def test_too_many_are_thrown_away(shelf: Path) -> None:
    """A long search goes through thousands of terms: what is kept of them has a bound, and what comes after is the same."""
    library, bindings = load_library(shelf), Bindings(most=10)
    terms = draw_terms(library, library.in_force(DAY), DAY)
    every, limit = rules(library), terms.parameters["outside.limit"]
    first = bindings.rules(every, terms.parameters)
    for value in range(100):
        bindings.rules(every, {**terms.parameters, "outside.limit": replace(limit, value=value)})
    kept = sum(len(one.found) for one in bindings._rules.values())
    assert kept <= 10 + len(every)
    assert bindings.rules(every, terms.parameters) == first
