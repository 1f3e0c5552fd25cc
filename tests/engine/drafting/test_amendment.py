"""The start of an amendment holds as it stands and changes nothing; so does what it shows in comments, uncommented."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kredslob.engine.asked import ASKED
from kredslob.engine.drafting.drafting import draft
from kredslob.rules.agreement import Agreement
from kredslob.rules.checking.check import check_named
from kredslob.rules.dating import version_on
from kredslob.rules.library import Library, add_file, load_library, start_id
from kredslob.rules.messages import LANGUAGES, Lang, WrongInput
from kredslob.rules.model import Document
from tests.rules.shelf import lay_out, told

SHELF = load_library()
AGREEMENTS = [key for key, one in SHELF.documents.items() if one.kind in ("framework", "amendment")]
ADJUSTMENT = "kbh-2012-adjustment"
EXAMPLES = 9  # a day that is not known, a clause, two values, and one of each other kind of change
KINDS = ("set", "add", "replace", "repeal", "reword", "wheel")


def drafted(folder: Path, extended: str, lang: Lang = "en", day: date | None = None) -> tuple[Path, str]:
    """Give the path of a draft in a folder, and its text."""
    return draft(SHELF, "draft", extended, day, folder / "draft.yaml", lang)


def written(path: Path, text: str) -> tuple[Library, Document, Agreement]:
    """Write a draft and read it as a person's own file."""
    path.write_text(text, "utf-8")
    library, document = add_file(SHELF, path)
    return library, document, library.agreement(document.id)


def errors(path: Path) -> list[str]:
    """Give the errors that a check finds in a file."""
    return [one.problem.text() for one in check_named(SHELF, str(path), ASKED) if one.severity == "error"]


def blocks(text: str) -> list[list[int]]:
    """Give the lines, counted from 0, of each run of lines in comments that are ready to count."""
    found: list[list[int]] = [[]]
    for at, line in enumerate(text.splitlines()[1:], start=1):
        if line.startswith("# "):
            found[-1].append(at)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def uncommented(text: str, *taken: list[int]) -> str:
    """Give the text in which some of the lines in comments count; a day that is not known goes in for the one above."""
    lines = text.splitlines()
    for at in (at for one in taken for at in one):
        lines[at] = lines[at].removeprefix("# ")
    if lines.count("from:"):
        lines = [line for line in lines if not line.startswith("from: ")]
    return "\n".join(lines) + "\n"


def test_there_are_agreements_to_begin_from() -> None:
    """Frameworks and amendments."""
    assert {"kbh-2011-2014", ADJUSTMENT} <= set(AGREEMENTS)


@pytest.mark.parametrize("extended", AGREEMENTS)
def test_as_it_stands_it_holds_and_changes_nothing(extended: str, tmp_path: Path) -> None:
    """On any day the agreement is what it was without."""
    path, text = drafted(tmp_path, extended)
    _, document, agreement = written(path, text)
    assert (document.extends, document.changes) == (extended, ())
    assert errors(path) == []
    before = SHELF.agreement(extended)
    for day in (document.start.day, before.base.to or date.max):
        assert agreement.amended(day)[0] == before.amended(day)[0]


@pytest.mark.parametrize("extended", AGREEMENTS)
def test_all_that_it_shows_holds_together(extended: str, tmp_path: Path) -> None:
    """Every example of a change, one day that is not known, and a clause of its own."""
    path, text = drafted(tmp_path, extended)
    _, document, _ = written(path, uncommented(text, *blocks(text)[:EXAMPLES]))
    assert errors(path) == []
    assert document.start.basis == "assumed"
    assert (len(document.clauses), len(document.changes)) == (1, EXAMPLES - 2)


@pytest.mark.parametrize("number", range(EXAMPLES))
def test_each_example_holds_by_itself(number: int, tmp_path: Path) -> None:
    """Whoever takes up one need not take up another."""
    path, text = drafted(tmp_path, ADJUSTMENT)
    path.write_text(uncommented(text, blocks(text)[number]), "utf-8")
    assert errors(path) == []


def test_there_is_an_example_of_each_kind_of_change(tmp_path: Path) -> None:
    """Of each at least one, with a reason."""
    _, text = drafted(tmp_path, ADJUSTMENT)
    assert set(re.findall(r"^#   - \{?(\w+):", text, re.MULTILINE)) == set(KINDS)


@pytest.mark.parametrize("extended", AGREEMENTS)
def test_every_value_stands_there_as_it_is(extended: str, tmp_path: Path) -> None:
    """All taken up at once, each parameter has the value that it had."""
    path, text = drafted(tmp_path, extended)
    lines = [[at] for one in blocks(text) for at in one if text.splitlines()[at].startswith("#   - {")]
    _, document, agreement = written(path, uncommented(text, *lines))
    day, before = document.start.day, SHELF.agreement(extended)
    old, new = before.amended(day)[0], agreement.amended(day)[0]
    wanted = {key for key, one in old.parameters.items() if version_on(one.values, day)}
    wanted |= {key for law in before.laws for key, one in law.parameters.items()
               if not one.fixed and version_on(one.values, day)}  # fmt: skip
    assert {one.target for one in document.changes} == wanted
    assert len(lines) == len(wanted)
    laws = {key: one for law in before.laws for key, one in law.parameters.items()}
    for key in wanted:
        held, was = version_on(new.parameters[key].values, day), version_on({**laws, **old.parameters}[key].values, day)
        assert held is not None
        assert was is not None
        assert held.value == was.value


def test_only_the_explanations_are_in_the_language(tmp_path: Path) -> None:
    """What counts, or is ready to, is the same in both."""
    danish, english = (drafted(tmp_path, ADJUSTMENT, lang)[1].splitlines() for lang in LANGUAGES)
    assert danish[0].startswith("# yaml-language-server:")
    kept = [[line for line in lines if not line.startswith("##")] for lines in (danish, english)]
    assert kept[0] == kept[1]
    assert any("Grænse for 40 plus" in line for line in danish)


def test_it_says_what_is_not_known_and_what_may_be_written(tmp_path: Path) -> None:
    """Above each value."""
    _, text = drafted(tmp_path, ADJUSTMENT)
    for said in ("Threshold of 40-plus (share, 0 to 1).", "(choice: on_publication, next_adjustment).",
                 '## Assumed; it may be 56; 55. Does "over 55" include somebody aged 55, or only from 56?'):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("extended", AGREEMENTS)
def test_what_is_assumed_can_be_filled_in_at_once(extended: str, tmp_path: Path) -> None:
    """A short file lists it; all of it taken up, nothing that can be set is assumed any more on that day."""
    path, text = draft(SHELF, "draft", extended, None, tmp_path / "draft.yaml", "en", assumed=True)
    _, document, agreement = written(path, uncommented(text, *blocks(text)))
    assert document.fills_in
    day, amended = document.start.day, agreement.amended(document.start.day)[0]
    assert errors(path) == []
    laws = {key: one for law in agreement.laws for key, one in law.parameters.items() if not one.fixed}
    held = [version_on(one.values, day) for one in {**laws, **amended.parameters}.values()]
    assert [one for one in held if one is not None and one.basis == "assumed"] == []


def test_it_says_what_it_leaves_out(tmp_path: Path) -> None:
    """An amendment of the same agreement that is not extended."""
    left_out = f"## {ADJUSTMENT} also amends kbh-2011-2014, and is left out here."
    assert left_out in drafted(tmp_path, "kbh-2011-2014")[1]
    assert left_out not in drafted(tmp_path, ADJUSTMENT)[1]


def test_it_begins_when_what_it_extends_does_or_on_the_day_asked_for(tmp_path: Path) -> None:
    """The day on which an amendment begins is assumed; its own is taken."""
    start = SHELF.agreement(ADJUSTMENT).starts({})[start_id(ADJUSTMENT).removesuffix(".from")]
    for day, expected in ((None, start), (date(2013, 1, 1), date(2013, 1, 1))):
        assert f"\nfrom: {expected}\nadopted: {expected}\n" in drafted(tmp_path, ADJUSTMENT, day=day)[1]


def test_ones_own_file_can_be_amended_beside_it(tmp_path: Path) -> None:
    """By its file; the new one finds it by its id."""
    path, text = drafted(tmp_path, ADJUSTMENT)
    written(path, text)
    path, text = draft(SHELF, "next", str(path), None, None, "en")
    assert path == tmp_path / "next.yaml"
    _, document, agreement = written(path, text)
    assert document.extends == "draft"
    assert [one.id for one in agreement.amendments] == [ADJUSTMENT, "draft", "next"]


def test_an_agreement_with_next_to_nothing_in_it_can_be_amended(tmp_path: Path) -> None:
    """What there is no example of is left out."""
    bare = "schema: 1\nid: bare\nkind: framework\ntitle: {da: a, en: b}\nfrom: 2031-01-01\nto: 2031-12-31\nadopted: 2030-01-01\n"
    lay_out(tmp_path, {"bare.yaml": bare})
    path, text = draft(SHELF, "draft", str(tmp_path / "bare.yaml"), None, tmp_path / "draft.yaml", "en")
    written(path, text)
    assert re.findall(r"^#   - (\w+):", text, re.MULTILINE) == ["wheel"]
    written(path, uncommented(text, *blocks(text)))


# --- wrong ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "extended", "day", "said"),
    [
        ("draft", None, None, "--from: it is not said what is amended. Accepted: kbh-2011-2014"),
        ("draft", "kbh-2011-2041", None, "Did you mean 'kbh-2011-2014'?"),
        ("draft", "abl-59", None, "there is no agreement abl-59."),
        ("draft", "fsb-3", None, "there is no agreement fsb-3."),
        ("draft", "nowhere.yaml", None, "there is no such file"),
        ("draft", ADJUSTMENT, date(2015, 1, 1), "--on: kbh-2011-2014 is not in force on 2015-01-01."),
        ("draft", ADJUSTMENT, date(2010, 12, 31), "Accepted: days from 2011-01-01 to 2014-12-31."),
        ("kbh-2011-2014", ADJUSTMENT, None, "kbh-2011-2014 is taken."),
        ("Abl 59", ADJUSTMENT, None, "abl-59 is taken."),
        ("???", ADJUSTMENT, None, "no id can be made of this name."),
    ],
)
def test_what_no_amendment_can_be_begun_from_is_refused(
    name: str, extended: str | None, day: date | None, said: str, tmp_path: Path
) -> None:
    """With what is accepted."""
    with pytest.raises(WrongInput) as caught:
        draft(SHELF, name, extended, day, tmp_path / "draft.yaml", "en")
    assert said in caught.value.text()
    assert all(one.accepted for one in told(caught.value))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Neither a file nor a link to one that is gone."""
    (tmp_path / "draft.yaml").write_text("mine", "utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "gone.yaml")
    for name in ("draft.yaml", "link.yaml"):
        with pytest.raises(WrongInput, match="the file exists already"):
            draft(SHELF, "draft", ADJUSTMENT, None, tmp_path / name, "en")


@pytest.mark.parametrize(("file", "new"), [("mine.yaml", "draft2.yaml"), ("draft.yaml", "elsewhere/draft2.yaml")])
def test_what_would_not_be_found_from_the_new_file_is_refused(file: str, new: str, tmp_path: Path) -> None:
    """A file that is not called as its id, or stands in another folder."""
    _, text = drafted(tmp_path, ADJUSTMENT)
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(WrongInput, match=r"draft would not be found.*draft\.yaml in the folder of the new file"):
        draft(SHELF, "draft2", str(tmp_path / file), None, tmp_path / new, "en")
