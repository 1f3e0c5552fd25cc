"""What people write into the ledger: who does something, and why; nobody is identified in it."""

from __future__ import annotations

import pytest

from kredslob.engine.ledger.texts import text_of, who
from kredslob.rules.messages import WrongInput


def wrong(given: str, option: str) -> tuple[str | None, str]:
    """Give where and how a text is refused."""
    with pytest.raises(WrongInput) as told:
        text_of(given, option)
    (problem,) = told.value.problems
    return problem.place.file, problem.text("en")


def test_a_text_is_kept_without_the_spaces_at_its_ends() -> None:
    """What stands between is kept to the letter, Danish letters and hyphens with it."""
    assert text_of("  Anne-Sørine  Å. ", "--by") == "Anne-Sørine  Å."


@pytest.mark.parametrize(("option", "longest"), [("--by", 80), ("--id", 80), ("--reason", 2000)])
def test_a_text_has_a_longest_length(option: str, longest: int) -> None:
    """A reason may be long; a name or a number not."""
    assert text_of("x" * longest, option) == "x" * longest
    place, told = wrong("x" * (longest + 1), option)
    assert place == option
    assert f"at most {longest} letters" in told


@pytest.mark.parametrize("given", ["a\nb", "a\u202eb", "a\u200bb", "a\x07b"])
def test_what_cannot_be_seen_on_one_line_is_refused(given: str) -> None:
    """New lines, writing turned round, signs of no width: the ledger is read by others later."""
    assert "cannot be printed" in wrong(given, "--reason")[1]


@pytest.mark.parametrize("given", ["", "   ", "\n"])
def test_an_empty_text_is_missing(given: str) -> None:
    """Spaces alone are nothing."""
    assert "this is missing" in wrong(given, "--by")[1]


@pytest.mark.parametrize("given", ["010203-1234", "agreed with 0102031234 on the phone"])
def test_a_cpr_number_is_refused_and_not_repeated(given: str) -> None:
    """Wherever it stands in the text."""
    place, told = wrong(given, "--reason")
    assert (place, "CPR number" in told, "1234" in told) == ("--reason", True, False)


def test_who_does_something_is_said_or_found_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said goes before; it is held to the same as any text."""
    monkeypatch.setenv("KREDSLOB_BY", " BODIL ")
    assert (who("ANNE"), who(None), who("")) == ("ANNE", "BODIL", "BODIL")
    with pytest.raises(WrongInput) as told:
        who("x" * 81)
    assert told.value.problems[0].place.file == "--by"


def test_nobody_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked who it is."""
    monkeypatch.delenv("KREDSLOB_BY", raising=False)
    with pytest.raises(WrongInput, match="not said who does this") as told:
        who(None)
    assert told.value.problems[0].place.file == "--by"
