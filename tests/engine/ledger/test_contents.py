"""What a decision was made from, as it is stored: the very texts of the rules, the rows about the estate, and both again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.decide import decide
from kredslob.engine.ledger.contents import Restored, Shelf, rows_about
from kredslob.engine.office import Office
from kredslob.engine.record import record
from kredslob.engine.register.rows import Estate, Measurement, Recorded
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import PEOPLE, small_office
from tests.engine.small_city import (
    DAY,
    ESTATE,
    KNOWN,
    ORGANISATION,
    city,
    council,
    figures,
    library,
    listing,
    measured,
    national,
    prolonged,
    publication,
    settled,
    vacancy,
)

RULES = library().individual.parent
LATER = date(2020, 1, 1)
DECLARED = {*(f"facts/{path.name}" for path in (RULES / "facts").glob("*.yaml")), "sources.yaml"}
OF_2011 = {"agreements/kbh-2011-2014.yaml", "agreements/kbh-2012-adjustment.yaml"}
OF_2020 = {"agreements/kbh-2019-2023.yaml"}


def texts_of(office: Office, asked: Vacancy) -> tuple[Any, dict[str, str]]:
    """Give the agreement that is named, and the texts by name, as a decision about a vacancy draws on them."""
    listed, contents = Shelf(office).terms(asked, office.register.estate(ESTATE))
    found = json.loads(contents[listed])
    assert set(contents) == {listed, *found["texts"].values()}
    assert all(hashlib.sha256(body).hexdigest() == digest for digest, body in contents.items())
    return found["agreement"], {name: contents[digest].decode() for name, digest in found["texts"].items()}


@pytest.mark.parametrize(
    ("on", "dates", "agreements"),
    [
        (DAY, {}, OF_2011), (None, {"notice": DAY}, OF_2011), (LATER, {}, OF_2020),
        (DAY, {"available": LATER}, OF_2011 | OF_2020), (None, {"notice": DAY, "available": LATER}, OF_2011 | OF_2020),
        (date(1990, 1, 1), {}, set()), (date(1990, 1, 1), {"notice": DAY}, OF_2011),
    ],
)  # fmt: skip
def test_the_texts_of_every_day_that_may_count_are_stored_as_they_stand(
    on: date | None, dates: Any, agreements: set[str]
) -> None:
    """The declared facts and the sources, the agreements and the laws of each day, to the letter."""
    named, texts = texts_of(small_office(), Vacancy("V1", ESTATE, on, dates))
    laws = {name for name in texts if name.startswith("law/")}
    assert named is None
    assert set(texts) - laws == DECLARED | agreements
    days = [day for day in (on, *dates.values()) if day not in (None, date(1990, 1, 1))]
    assert laws == {f"law/{one.id}.yaml" for day in days for one in library().in_force(day).laws}
    assert all(texts[name] == (RULES / name).read_text("utf-8") for name in texts)


def test_an_estates_individual_agreement_is_stored_with_the_framework() -> None:
    """Under the framework's name; an estate that has none has none."""
    office = Office(library(), city(measured(), agreement="aab-4"))
    _, texts = texts_of(office, vacancy())
    own = [name for name in texts if name.startswith("individual/")]
    assert own == ["individual/kbh-2011-2014/aab-4.yaml"]
    assert texts[own[0]] == (RULES / own[0]).read_text("utf-8")


def test_an_agreement_that_was_asked_for_is_named_by_its_last_amendment() -> None:
    """Or by itself if it has none."""
    framework = replace(prolonged(), amendments=())
    for agreement, name in ((prolonged(), "kbh-2012-adjustment"), (framework, "kbh-2011-2014")):
        assert texts_of(Office(library(), city(measured()), agreement), vacancy())[0] == name


def test_a_text_is_read_where_it_lies_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among the rules, or where an office keeps its own; a later change of the file is not seen by the same command."""
    shelf, own = Shelf(small_office()), tmp_path / "own.yaml"
    own.write_text("first", "utf-8")
    first = hashlib.sha256(b"first").hexdigest()
    assert shelf._text("own", str(own), first) == first
    monkeypatch.chdir(tmp_path)
    assert shelf._text("here", "own.yaml", first) == first
    own.write_text("second", "utf-8")
    assert shelf._text("own", str(own), first) == first
    sources = (RULES / "sources.yaml").read_bytes()
    assert shelf._text("sources.yaml", "sources.yaml", None) == hashlib.sha256(sources).hexdigest()


def test_a_text_that_is_no_longer_what_was_loaded_is_refused(tmp_path: Path) -> None:
    """It would be stored as something that was not decided by."""
    own = tmp_path / "own.yaml"
    own.write_text("second", "utf-8")
    with pytest.raises(WrongInput, match="has been changed since it was loaded") as refused:
        Shelf(small_office())._text("own", str(own), hashlib.sha256(b"first").hexdigest())
    assert refused.value.problems[0].place.file == str(own)


OTHER = Estate("naboen", "Naboen", ORGANISATION, None, None, origin="public", recorded_on=KNOWN)
NEXT_DOOR = Measurement("naboen", 2010, KNOWN, 200, 100, 10, 6, origin="public", recorded_on=KNOWN)
PUBLISHED = publication("51b", KNOWN), listing("51b", KNOWN), national(2010, 1, 100), council("development_plan", KNOWN)


def kinds(found: dict[type[Recorded], tuple[Recorded, ...]]) -> dict[str, tuple[Recorded, ...]]:
    """Give rows by the names of their kinds."""
    return {kind.__name__: rows for kind, rows in found.items()}


def test_the_rows_that_a_decision_about_an_estate_may_read_are_its_own_and_those_of_all() -> None:
    """Its organisation, area and measurements and its area's figures, and what was published; nothing of the neighbour."""
    own = measured(), figures(2010)
    register = city(*own, *PUBLISHED, OTHER, NEXT_DOOR, in_area=True)
    estate = register.estate(ESTATE)
    assert kinds(rows_about(register, estate)) == {
        "Organisation": (register.organisations[ORGANISATION],), "Area": tuple(register.areas.values()),
        "Estate": (estate,), "Publication": PUBLISHED[:1], "Listing": PUBLISHED[1:2], "NationalFigures": PUBLISHED[2:3],
        "CouncilDecision": PUBLISHED[3:], "Measurement": own[:1], "AreaFigures": own[1:],
    }  # fmt: skip


def test_an_estate_in_no_area_has_neither_area_nor_figures() -> None:
    """Nor has one whose organisation is not in the register an organisation."""
    register = city(measured(), figures(2010), OTHER)
    found = kinds(rows_about(register, replace(register.estate(ESTATE), organisation="nobody")))
    assert (found["Area"], found["AreaFigures"], found["Organisation"]) == ((), (), ())
    assert found["Measurement"] == (measured(),)


def test_the_rows_are_stored_table_by_table_and_listed() -> None:
    """Each table says of which kind it is; an estate's are worked out once."""
    shelf = Shelf(Office(library(), city(measured(), *PUBLISHED, OTHER, NEXT_DOOR, in_area=True)))
    estate = shelf.office.register.estate(ESTATE)
    basis = shelf.basis(estate)
    tables = [json.loads(basis.contents[one]) for one in json.loads(basis.contents[basis.register])["tables"]]
    assert {one["table"]: len(one["rows"]) for one in tables} == {
        "Organisation": 1, "Area": 1, "Estate": 1, "Publication": 1, "Listing": 1, "NationalFigures": 1,
        "CouncilDecision": 1, "Measurement": 1, "AreaFigures": 0,
    }  # fmt: skip
    assert len(basis.contents) == len(tables) + 1
    assert all(hashlib.sha256(body).hexdigest() == digest for digest, body in basis.contents.items())
    assert shelf.basis(estate) is basis
    with pytest.raises(WrongInput):
        basis.office.register.estate("naboen")


# --- and again ---------------------------------------------------------------------------------------------------------


def stored(office: Office) -> tuple[str, str, dict[str, bytes]]:
    """Give the hashes of the texts and tables of a decision about the vacancy, and what is stored under them."""
    shelf = Shelf(office)
    estate = office.register.estate(ESTATE)
    terms, texts = shelf.terms(vacancy(), estate)
    basis = shelf.basis(estate)
    return terms, basis.register, {**texts, **basis.contents}


@pytest.mark.parametrize("agreement", [None, library().agreement("kbh-2011-2014")], ids=["in force", "asked for"])
def test_an_office_is_restored_from_what_is_stored_and_decides_the_same(agreement: Any) -> None:
    """From nothing else, to the last letter."""
    office = Office(library(), city(measured(), publication("51b", KNOWN), in_area=True), agreement)
    terms, register, contents = stored(office)
    with Restored(contents.__getitem__) as restored:
        again = restored.office(terms, register, None)
        assert again.register.estate(ESTATE) == office.register.estate(ESTATE)
        assert (again.agreement and again.agreement.id) == (agreement and agreement.id)
        then, now = (decide(one, vacancy(), PEOPLE, assumed=settled()) for one in (office, again))
        assert record(now, again.library) == record(then, office.library)


def test_each_office_is_restored_once() -> None:
    """As of each day on which it is asked what was known; the folder of its texts is gone afterwards."""
    terms, register, contents = stored(small_office())
    asked: list[str] = []

    def content(digest: str) -> bytes:
        asked.append(digest)
        return contents[digest]

    with Restored(content) as restored:
        now, then = restored.office(terms, register, None), restored.office(terms, register, DAY)
        assert (now.as_known, then.as_known) == (None, DAY)
        assert now.library is then.library
        assert now.register is then.register
        assert restored.office(terms, register, None) is now
        assert len(asked) == len(set(asked)) == len(contents)
        folder = Path(restored._folder.name)
        assert folder.name.startswith("kredslob-")
        assert list(folder.iterdir()) == [folder / terms]
    assert not folder.exists()


def test_what_is_missing_or_no_rules_cannot_be_restored() -> None:
    """It raises what whoever asks tells of."""
    terms, register, contents = stored(small_office())
    with Restored(
        {**contents, terms: b'{"texts":{"facts/x.yaml":"0"},"agreement":null}', "0": b"["}.__getitem__
    ) as spoiled:
        with pytest.raises(WrongInput):
            spoiled.office(terms, register, None)
        with pytest.raises(KeyError):
            spoiled.office("nothing", register, None)
