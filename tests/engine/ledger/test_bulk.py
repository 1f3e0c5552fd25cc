"""Many steps in one transaction: each is taken back by itself, and in the end all together or none is kept."""

from __future__ import annotations

import pytest

from kredslob.engine.ledger.bulk import together
from kredslob.engine.ledger.chain import Head
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.writing import Writing


def note(writing: Writing) -> str:
    """Write an event, and store a text."""
    seq = writing.append(writing.standing(None, None), {"kind": "noted"}).seq
    writing.store({f"{seq:064}": b"x"})
    return str(seq)


def refused(writing: Writing) -> str:
    """Write an event, and find that it must not be."""
    note(writing)
    raise KeyError


def kinds(ledger: Ledger) -> list[str]:
    """Give what the events are."""
    return ledger.read(lambda reading: [one.data["kind"] for one in reading.events()])


def steps(within: Ledger) -> list[str]:
    """Take three steps, of which the second is refused."""
    done = [within.write(note)]
    with pytest.raises(KeyError):
        within.write(refused)
    done.append(within.write(note))
    return done


def test_steps_are_kept_together_if_the_work_says_so(begun: Ledger) -> None:
    """Those that were refused left out, the others one upon another; the head is that of the last."""
    found, head = together(begun, lambda within: (steps(within), True))
    assert found == ["2", "3"]
    assert kinds(begun) == ["begun", "noted", "noted"]
    assert head == begun.read(lambda reading: reading.head())
    assert begun.read(lambda reading: [reading.content(f"{seq:064}") for seq in (2, 3, 4)]) == [b"x", b"x", None]


def test_nothing_is_kept_if_the_work_says_so(begun: Ledger) -> None:
    """What was found is told all the same, and there is no head."""
    assert together(begun, lambda within: (steps(within), False)) == (["2", "3"], None)
    assert kinds(begun) == ["begun"]
    assert begun.read(lambda reading: reading.content(f"{2:064}")) is None


def test_work_that_writes_nothing_has_no_head(begun: Ledger) -> None:
    """Though it is kept."""
    assert together(begun, lambda _within: ("nothing", True)) == ("nothing", None)


def test_within_it_what_has_been_written_is_seen(begun: Ledger) -> None:
    """By those who look there, and by nobody else."""

    def work(within: Ledger) -> tuple[list[list[str]], bool]:
        within.write(note)
        with within.reading() as reading:
            seen = [one.data["kind"] for one in reading.events()]
        return [seen, kinds(within), kinds(begun)], True

    found, head = together(begun, work)
    assert found == [["begun", "noted"], ["begun", "noted"], ["begun"]]
    assert head == Head(2, begun.read(lambda reading: reading.head()).mac)


def test_a_text_that_was_taken_back_is_stored_again(begun: Ledger) -> None:
    """A step that was refused does not make the next believe that it is there."""

    def same(writing: Writing) -> None:
        writing.store({"0" * 64: b"x"})

    def refuse(writing: Writing) -> None:
        same(writing)
        writing.flush()
        raise KeyError

    def work(within: Ledger) -> tuple[None, bool]:
        with pytest.raises(KeyError):
            within.write(refuse)
        within.write(same)
        return None, True

    together(begun, work)
    assert begun.read(lambda reading: reading.content("0" * 64)) == b"x"
