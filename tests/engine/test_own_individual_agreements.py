"""Individual agreements under a framework of one's own stand in a folder beside it, and bind single estates."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kredslob.engine.account import quota_account
from kredslob.engine.adjustment import proposals, wheel_changes
from kredslob.engine.asked import ASKED
from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.office import Office
from kredslob.engine.register.reading import read_register
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.rules.checking.check import check_named
from kredslob.rules.library import add_file, load_library
from kredslob.rules.messages import WrongInput
from tests.engine.small_city import NOBODY_CLAIMS, PLAIN

CITIES = Path(__file__).parent / "cities"
AFTER, BEFORE = date(2013, 6, 1), date(2012, 6, 1)


def opened(folder: Path) -> Office:
    """Give Vesterhavn's office, its files in a folder."""
    library, document = add_file(load_library(), folder / "vesterhavn.yaml")
    return Office(library, read_register(CITIES / "register"), library.agreement(document.id))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the files, to be changed."""
    shutil.copy(CITIES / "vesterhavn.yaml", tmp_path)
    shutil.copytree(CITIES / "vesterhavn", tmp_path / "vesterhavn")
    return tmp_path


def let(office: Office, estate: str, on: date, **turns: int) -> Decision:
    """Decide a vacancy for which one applicant stands, who is in no group."""
    nobody = Applicant(
        "A", {**PLAIN, "fisher": False, "birth_date": date(1970, 1, 1), "listed_since": date(2001, 1, 1)}
    )
    named = {name: TurnReading(turns.get(name, 1)) for name in ("referral", "transfer", "external", "split")}
    facts = {"dwelling_kind": "family", "rooms": 3, **NOBODY_CLAIMS}
    return decide(office, Vacancy("V", estate, dates={"notice": on, "letting": on}, facts=facts, turns=named), [nobody])  # type: ignore[arg-type]  # the names of wheels


@pytest.mark.parametrize(
    ("estate", "on", "slot", "channel"),
    [
        ("blaa", AFTER, 1, "referral"), ("blaa", AFTER, 3, "ordinary"), ("blaa", AFTER, 4, "referral"),
        ("blaa", BEFORE, 1, "ordinary"), ("blaa", BEFORE, 2, "referral"), ("gul", AFTER, 1, "ordinary"),
    ],
)  # fmt: skip
def test_an_estates_own_wheel_goes_before_that_of_its_step(estate: str, on: date, slot: int, channel: str) -> None:
    """From its day, and for that estate alone."""
    assert let(opened(CITIES), estate, on, referral=slot).channel == channel


@pytest.mark.parametrize(("estate", "how"), [("blaa", "list"), ("orange", "nobody")])
def test_an_estates_own_value_goes_before_the_agreements(estate: str, how: str) -> None:
    """Nobody is in a group: there it goes to the list, elsewhere it is held."""
    found = let(opened(CITIES), estate, AFTER, referral=3, external=2)
    assert (found.channel, found.offer is not None and found.offer.how) == ("flexible", how)


def test_a_wheel_that_differs_from_the_account_is_proposed_in_its_file() -> None:
    """The account gives the half of the step; the file as it would be says so, from the day."""
    office = opened(CITIES)
    found = wheel_changes(office, quota_account(office, AFTER), {})
    assert [(one.estate.id, one.before, one.after, one.agreement) for one in found] == [
        ("blaa", (3, 5), (1, 2), "havn-1")
    ]
    (proposal,) = proposals(office, AFTER, found)
    assert proposal.name == "havn-1.yaml"
    assert "turns: 1, of: 2" in proposal.text


def test_the_folder_is_checked_with_the_agreement(folder: Path) -> None:
    """And a file of it by itself, with what it is under beside its folder."""
    own = folder / "vesterhavn" / "havn-1.yaml"
    for path in (folder / "vesterhavn.yaml", own):
        assert check_named(load_library(), str(path), ASKED) == ()
    own.write_text(own.read_text("utf-8").replace("ordinary_list", "ordinary_lists"), "utf-8")
    for path in (folder / "vesterhavn.yaml", own):
        (found,) = check_named(load_library(), str(path), ASKED)
        assert (found.severity, found.problem.place.line) == ("error", 22)
        assert "ordinary_lists" in found.problem.text("en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("framework: vesterhavn", "framework: vesterhavnen", "does not state"), ("id: havn-1", "id: havn-2", "does not state"),
     ("external:", "externals:", "externals"), ("flexible: 5, of: 6", "flexible: 7, of: 6", "7")],
)  # fmt: skip
def test_a_file_that_does_not_hold_is_told_by_its_path(folder: Path, old: str, new: str, said: str) -> None:
    """Not by a place among the shipped rules."""
    own = folder / "vesterhavn" / "havn-1.yaml"
    own.write_text(own.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(WrongInput) as wrong:
        let(opened(folder), "blaa", AFTER)
    assert said in wrong.value.text("en")
    assert str(own) in wrong.value.text("en")


def test_without_a_folder_nothing_is_missed(folder: Path) -> None:
    """Every estate then goes by its step."""
    shutil.rmtree(folder / "vesterhavn")
    assert let(opened(folder), "blaa", AFTER, referral=1).channel == "ordinary"
