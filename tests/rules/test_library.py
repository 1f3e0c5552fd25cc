"""The shelf: what stands on it, which agreement is in force on a day, and what is wrong anywhere on it, told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.library import add_file, load_library
from kredslob.rules.messages import Place
from tests.rules.shelf import AMENDMENT, FRAMEWORK, INDIVIDUAL, LAW, edited, lay_out, refused

SPRING_DAY = date(2012, 4, 1)


def other(text: str, ident: str, *edits: tuple[str, str]) -> str:
    """Give a document under another id, with passages rewritten."""
    old = next(line for line in text.splitlines() if line.startswith("id: "))
    text = edited(text, old, f"id: {ident}")
    for before, after in edits:
        text = edited(text, before, after)
    return text


def test_a_shelf_is_read_whatever_its_files_are_called(shelf: Path) -> None:
    """An amendment is read after what it amends, though its name comes first."""
    library = load_library(shelf)
    assert set(library.documents) == {"act", "frame", "spring"}
    assert {"rooms", "exempt"} <= set(library.facts)
    assert set(library.sources) == {"act", "plan"}


def test_the_agreement_in_force_has_its_laws_and_amendments(shelf: Path) -> None:
    """With amendments that do not act yet: that is for the day to say."""
    agreement = load_library(shelf).in_force(date(2011, 6, 1))
    assert (agreement.id, [one.id for one in agreement.laws], [one.id for one in agreement.amendments]) == (
        "frame", ["act"], ["spring"],
    )  # fmt: skip
    assert agreement.amended(date(2011, 6, 1))[1] == ()
    assert agreement.amended(SPRING_DAY)[1] == ("spring",)


def test_as_known_before_it_was_adopted_an_amendment_is_left_out(shelf: Path) -> None:
    """And so is an agreement: before its adoption nobody knew of any."""
    library = load_library(shelf)
    assert library.in_force(SPRING_DAY, date(2012, 3, 31)).amendments == ()
    assert len(library.in_force(SPRING_DAY, SPRING_DAY).amendments) == 1
    assert refused(lambda: library.in_force(date(2011, 6, 1), date(2010, 12, 15)))


@pytest.mark.parametrize("day", [date(2010, 12, 31), date(2015, 1, 1), date.min, date.max])
def test_a_day_without_an_agreement_is_refused(day: date, shelf: Path) -> None:
    """And the days that have one are told."""
    (problem,) = refused(lambda: load_library(shelf).in_force(day))
    assert str(day) in problem.found.text()
    assert problem.accepted is not None
    assert "2011-01-01 - 2014-12-31" in problem.accepted.text()


@pytest.mark.parametrize("day", [date(2011, 1, 1), date(2014, 12, 31)])
def test_the_first_and_the_last_day_of_an_agreement_are_its_own(day: date, shelf: Path) -> None:
    """Both ends are included."""
    assert load_library(shelf).in_force(day).id == "frame"


def test_two_agreements_in_force_on_a_day_are_refused(shelf: Path) -> None:
    """It is not guessed which of them counts."""
    lay_out(shelf, {"agreements/second.yaml": other(FRAMEWORK, "second")})
    (problem,) = refused(lambda: load_library(shelf).in_force(SPRING_DAY))
    assert "more than one agreement" in problem.found.text()


def test_an_agreement_may_be_asked_for_by_id(shelf: Path) -> None:
    """A framework as agreed, an amendment with all that it builds on."""
    second = other(AMENDMENT, "second", ("extends: frame", "extends: spring"), ("s-new: {", "t-new: {"))
    library = load_library(lay_out(shelf, {"agreements/second.yaml": second[: second.index("changes:")]}))
    assert library.agreement("frame").amendments == ()
    assert [one.id for one in library.agreement("second").amendments] == ["spring", "second"]


@pytest.mark.parametrize(("wanted", "meant"), [("fram", "frame"), ("act", None), ("", None), ("../frame", "frame")])
def test_an_agreement_that_is_not_there_is_refused(wanted: str, meant: str | None, shelf: Path) -> None:
    """A law is no agreement; the ids that there are are told."""
    (problem,) = refused(lambda: load_library(shelf).agreement(wanted))
    assert problem.nearest == meant
    assert problem.accepted is not None
    assert problem.accepted.text() == "frame, spring"


def test_an_individual_agreement_is_read_by_itself(shelf: Path) -> None:
    """It is found under its framework."""
    library = load_library(shelf)
    assert library.individual_ids("frame") == ("north",)
    assert list(library.individual_agreement("frame", "north").estates) == ["north-1"]


@pytest.mark.parametrize(
    ("framework", "wanted"),
    [("frame", "nort"), ("other", "north"), ("frame", "../../law/act"), ("..", "agreements/frame")],
)
def test_an_individual_agreement_that_is_not_there_is_refused(framework: str, wanted: str, shelf: Path) -> None:
    """No path leads out of its folder."""
    (problem,) = refused(lambda: load_library(shelf).individual_agreement(framework, wanted))
    assert "there is no individual agreement" in problem.found.text()


@pytest.mark.parametrize(
    "text", [other(INDIVIDUAL, "south"), LAW, edited(INDIVIDUAL, "framework: frame", "framework: x")]
)
def test_an_individual_agreement_is_what_its_file_is_called(text: str, shelf: Path) -> None:
    """Id and framework stand in the path too, and must agree with it."""
    library = load_library(lay_out(shelf, {"individual/frame/north.yaml": text}))
    (problem,) = refused(lambda: library.individual_agreement("frame", "north"))
    assert "does not state individual agreement north" in problem.found.text()
    assert problem.place.file == "individual/frame/north.yaml"


def test_every_problem_of_every_file_is_told_at_once(shelf: Path) -> None:
    """A fault in the law, one in the framework and one in the amendment make one answer."""
    lay_out(
        shelf,
        {
            "law/act.yaml": edited(LAW, "value: 500", "value: x"),
            "law/second.yaml": other(LAW, "second", ("{barred: true}", "{bared: true}")),
            "agreements/frame.yaml": edited(FRAMEWORK, "value: first", "value: frist"),
        },
    )
    problems = refused(lambda: load_library(shelf))
    assert [problem.place.file for problem in problems] == [
        "agreements/frame.yaml", "law/act.yaml", "law/second.yaml",
    ]  # fmt: skip


def test_shape_and_layout_of_every_file_are_told_at_once(shelf: Path) -> None:
    """Before values are read, since they could not be."""
    lay_out(
        shelf, {"law/act.yaml": "a: [", "agreements/frame.yaml": "x: 1", "sources.yaml": "", "facts/all.yaml": "- a"}
    )
    named = {problem.place.file for problem in refused(lambda: load_library(shelf))}
    assert named == {"law/act.yaml", "agreements/frame.yaml", "sources.yaml", "facts/all.yaml"}


def test_an_empty_folder_is_no_shelf(tmp_path: Path) -> None:
    """Its missing list of sources is told."""
    assert refused(lambda: load_library(tmp_path))


@pytest.mark.parametrize(
    ("files", "found", "place"),
    [
        ({"law/again.yaml": LAW}, "act is also the id of law/act.yaml", Place("law/again.yaml", 2, "id")),
        ({"agreements/aaa-spring.yaml": edited(AMENDMENT, "extends: frame", "extends: fram")}, "spring extends fram",
         Place("agreements/aaa-spring.yaml", 4, "extends")),
        ({"agreements/aaa-spring.yaml": edited(AMENDMENT, "extends: frame", "extends: spring")}, "in a circle",
         Place("agreements/aaa-spring.yaml", 4, "extends")),
        ({"agreements/aaa-spring.yaml": edited(AMENDMENT, "set: outside.limit\n    value: 0.45",
                                               "set: act.residents\n    value: 3")},
         "act.residents is fixed by law.", Place("agreements/aaa-spring.yaml", 15, "changes.0.set")),
    ],
)  # fmt: skip
def test_documents_that_do_not_fit_together_are_refused(
    files: dict[str, str], found: str, place: Place, shelf: Path
) -> None:
    """Ids are given once; an amendment extends what there is, and sets nothing of the law."""
    (problem,) = refused(lambda: load_library(lay_out(shelf, files)))
    assert found in problem.found.text()
    assert problem.place == place


def test_amendments_that_extend_each_other_are_refused(shelf: Path) -> None:
    """Each of them is told."""
    lay_out(
        shelf,
        {
            "agreements/aaa-spring.yaml": edited(AMENDMENT, "extends: frame", "extends: summer"),
            "agreements/summer.yaml": other(AMENDMENT, "summer", ("extends: frame", "extends: spring")),
        },
    )
    problems = refused(lambda: load_library(shelf))
    assert [problem.place.file for problem in problems] == ["agreements/aaa-spring.yaml", "agreements/summer.yaml"]
    assert all("in a circle" in problem.found.text() for problem in problems)


def test_a_law_that_is_not_there_is_refused(shelf: Path) -> None:
    """Every one that is missing is named where it is drawn on; a framework does not draw on another framework."""
    lay_out(shelf, {"agreements/frame.yaml": edited(FRAMEWORK, "draws_on: [act]", "draws_on: [acts, frame]")})
    problems = refused(lambda: load_library(shelf))
    assert [problem.nearest for problem in problems] == ["act", None]
    assert [problem.place for problem in problems] == [
        Place("agreements/frame.yaml", 8, "draws_on.0"),
        Place("agreements/frame.yaml", 8, "draws_on.1"),
    ]


def test_a_law_that_has_left_the_shelf_is_refused(shelf: Path) -> None:
    """An agreement does not stand without it."""
    library = load_library(shelf)
    without = replace(library, documents={key: one for key, one in library.documents.items() if key != "act"})
    (problem,) = refused(lambda: without.in_force(SPRING_DAY))
    assert problem.found.text() == "frame draws on act, which is not there."


def test_an_amendment_whose_chain_has_left_the_shelf_is_refused(shelf: Path) -> None:
    """By its id it is refused; it amends no agreement in force."""
    library = load_library(shelf)
    spring, frame = library.documents["spring"], library.documents["frame"]
    for lost in (replace(spring, extends="winter"), replace(spring, extends="act")):
        without = library.with_documents([lost])
        (problem,) = refused(lambda broken=without: broken.agreement("spring"))  # type: ignore[misc]
        assert "which is not there" in problem.found.text()
        assert without.in_force(SPRING_DAY).amendments == ()
    circle = library.with_documents([replace(spring, extends="summer"), replace(spring, id="summer", extends="spring")])
    (problem,) = refused(lambda: circle.agreement("summer"))
    assert problem.found.text() == "amendments extend each other in a circle: spring, summer."
    assert circle.in_force(SPRING_DAY).base == frame


def test_a_person_s_own_amendment_is_put_on_the_shelf(shelf: Path, tmp_path: Path) -> None:
    """It is what the negotiator brings; the shipped shelf stays as it was."""
    library = load_library(shelf)
    own = lay_out(tmp_path / "own", {"proposal.yaml": other(AMENDMENT, "proposal")}) / "proposal.yaml"
    added, document = add_file(library, own)
    assert document.id == "proposal"
    assert "proposal" not in library.documents
    assert [one.id for one in added.agreement("proposal").amendments] == ["proposal"]


def test_a_shipped_file_may_be_named_as_one_s_own(shelf: Path) -> None:
    """The same text under the same id is the same document."""
    library = load_library(shelf)
    assert add_file(library, shelf / "agreements/frame.yaml") == (library, library.documents["frame"])


@pytest.mark.parametrize(
    ("text", "found", "field"),
    [
        (edited(AMENDMENT, "value: 0.45", "value: 0.46"), "spring is also the id of", "id"),
        (LAW, "kind law is not an agreement to decide by", "kind"),
        (INDIVIDUAL, "kind individual is not an agreement to decide by", "kind"),
        (other(AMENDMENT, "own", ("extends: frame", "extends: framework")), "own extends framework", "extends"),
        (
            other(AMENDMENT, "own", ("extends: frame", "extends: act")),
            "own extends act, which is not there",
            "extends",
        ),
        ("", "the file holds no keys", None),
    ],
    ids=lambda value: str(value)[-20:],
)
def test_a_person_s_own_file_that_is_no_agreement_is_refused(
    text: str, found: str, field: str | None, shelf: Path, tmp_path: Path
) -> None:
    """With the file's own path, the line and the field."""
    own = lay_out(tmp_path, {"own.yaml": text}) / "own.yaml"
    problem, *_ = refused(lambda: add_file(load_library(shelf), own))
    assert found in problem.found.text()
    assert (problem.place.file, problem.place.field) == (str(own), field)
    assert problem.place.line is not None or not text
