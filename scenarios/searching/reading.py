"""Read a file of terms: by the id of one that is shipped, or by its path. Everything wrong with it is told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from kredslob.rules.building import shown
from kredslob.rules.library import Agreement, Library, add_file, names_file
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Document, Text
from kredslob.scenarios.comparing.framing import Frame
from kredslob.scenarios.comparing.sides import OF_VARIANT
from kredslob.scenarios.files.fingerprint import digest
from kredslob.scenarios.files.page import Page, open_page
from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.shelf import shipped_scenarios
from kredslob.scenarios.results.choosing import chosen
from kredslob.scenarios.searching.measures import goals_of, limits_of
from kredslob.scenarios.searching.question import Search, Term
from kredslob.scenarios.searching.shape import SearchFile
from kredslob.scenarios.searching.shelf import SHIPPED, shipped_searches
from kredslob.scenarios.searching.terms import held, terms_of

_LONGEST_SEED: Final = 200


def find_search(wanted: str) -> Search:
    """Give a search by the id of one that is shipped, or by the path of a file.

    Raises:
        WrongInput: there is none, or with every problem found in it.
    """
    known = shipped_searches()
    if wanted in known:
        return read_search(SHIPPED / f"{wanted}.yaml", f"{wanted}.yaml")
    if names_file(wanted):
        return read_search(Path(wanted))
    found = Message("there is no search {id}.", id=wanted[:80])
    raise WrongInput(
        Problem(Place(), found, Message("{names}, or a file of terms", names=", ".join(known)), nearest(wanted, known))
    )


def read_search(path: Path, name: str | None = None) -> Search:
    """Read a file of terms.

    Args:
        path: the file.
        name: what errors call it; default the path.

    Raises:
        WrongInput: with every problem found in it and in what it names.
    """
    page = open_page(path, SearchFile, name)
    frame = page.attempt(("scenario",), lambda: _frame(page))
    seed = _seed(page)
    if frame is None:
        page.done()
        raise RuntimeError("a file without a scenario is told to be wrong")
    scenario = frame.scenario
    agreed = page.attempt(("agreement",), lambda: _agreement(page, scenario))
    if agreed is None:
        page.done()
        raise RuntimeError("a file without an agreement is told to be wrong")
    library, agreement, extends, source = agreed
    months = scenario.variants[0].months
    day = _day(page, agreement, months.first)
    terms = terms_of(page, held(library, agreement, day, scenario.variants[0].assumed))
    goals = goals_of(page, months, scenario.office.register)
    limits = limits_of(page, months, scenario.office.register)
    page.done()
    replications = page.value("replications", otherwise=40)
    confirm = page.value("confirm", otherwise=replications)
    sources = (path, *([source] if source else []), *_own_parts(page))
    search = Search(
        page.value("id"), Text(**page.value("title")), Text(**page.value("about")), page.text.name, frame, library,
        agreement, extends, day, terms, goals, limits, replications, confirm, seed,
        str(page.value("budget", otherwise="10m")), sources, "", _warnings(page, terms, day),
    )  # fmt: skip
    return replace(search, fingerprint=_fingerprint(search))


def _frame(page: Page) -> Frame:
    """Give the scenario that a file names, with one variant: the one named after `#`, else its first."""
    wanted = page.value("scenario")
    if wanted is None:
        raise WrongInput(Problem(page.text.place(("scenario",)), Message("there is no scenario."), Message("an id, or a file")))  # fmt: skip
    name, sign, variant = wanted.rpartition(OF_VARIANT)
    name = name if sign else wanted
    shipped = name in shipped_scenarios()
    source = name if shipped else str(page.beside(name))
    scenario = find_scenario(source)
    names = [one.name for one in scenario.variants]
    if sign and variant not in names:
        found = Message("there is no variant {name}.", name=variant[:80])
        raise WrongInput(Problem(Place(), found, Message("{names}", names=", ".join(names)), nearest(variant, names)))
    one = chosen(scenario, [variant if sign else names[0]], None)
    return Frame(replace(one, contrasts=()), source)


def _agreement(page: Page, scenario: Scenario) -> tuple[Library, Agreement, Document, Path | None]:
    """Give what is amended: as the scenario's variant has it, or as the file says; and the last document of it."""
    library, wanted = scenario.office.library, page.value("agreement")
    source = None
    if wanted is None:
        agreement = scenario.variants[0].agreed.agreements[0][1]
    elif names_file(wanted):
        source = page.beside(wanted)
        library, document = add_file(library, source)
        agreement = library.agreement(document.id)
    else:
        agreement = library.agreement(wanted)
    first = scenario.variants[0].months.first
    if not agreement.base.start.day <= first <= (agreement.end or date.max):
        found = Message("{id} is not in force on {day}.", id=agreement.base.id, day=first)
        raise WrongInput(Problem(Place(), found, Message("the agreement of the months simulated")))
    return library, agreement, _last(agreement), source


def _last(agreement: Agreement) -> Document:
    """Give the document that a point extends: the amendment that all others build on each other up to, else the framework.

    Raises:
        WrongInput: amendments stand beside each other, so that none has all that is agreed below it.
    """
    extended = {one.extends for one in agreement.amendments}
    last = [one for one in agreement.amendments if one.id not in extended]
    if len(last) > 1:
        found = Message("amendments stand beside each other: {names}.", names=", ".join(one.id for one in last))
        raise WrongInput(Problem(Place(), found, Message("agreement: one that builds on all the others")))
    return last[0] if last else agreement.base


def _day(page: Page, agreement: Agreement, first: date) -> date:
    told = page.value("from")
    day: date = told or max([first, *agreement.starts({}).values()])
    if told is not None and not agreement.base.start.day <= day <= (agreement.end or date.max):
        found = Message("{id} is not in force on {day}.", id=agreement.base.id, day=day)
        period = Message("a day from {start} to {end}", start=agreement.base.start.day, end=agreement.end or "")
        page.wrong(("from",), found, period)
    return day


def _seed(page: Page) -> str:
    raw = page.value("seed", otherwise="kredslob")
    text = str(raw) if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    if not text.strip() or len(text) > _LONGEST_SEED or (isinstance(raw, int) and raw < 0):
        accepted = Message("a text of at most {most} letters, or a whole number", most=_LONGEST_SEED)
        page.wrong(("seed",), Message("{value} is not accepted.", value=shown(raw)), accepted)
    return text


def _own_parts(page: Page) -> list[Path]:
    """Give the amendment files that terms name."""
    named = [page.value("terms", name, "amendment") for name in page.names("terms")]
    return [page.beside(one) for one in dict.fromkeys(named) if one is not None and names_file(one)]


def _warnings(page: Page, terms: tuple[Term, ...], day: date) -> tuple[Problem, ...]:
    """Say what is strange and can be searched: amendments that act from another day by themselves."""
    found = []
    for term in terms:
        if term.part is not None and term.part.day != day:
            said = Message("{id} acts from {day} by itself, and here from {other}.", id=term.part.id, day=term.part.day, other=day)  # fmt: skip
            found.append(Problem(page.text.place(("terms", term.name)), said))
    return tuple(found)


def _fingerprint(search: Search) -> str:
    """Give the fingerprint of all that settles the answer, but how much is run."""
    return digest({
        "variant": search.frame.scenario.variants[0].fingerprint, "from": search.day.isoformat(),
        "terms": [[term.target, [repr(one) for one in term.choices], _plain_part(term)] for term in search.terms],
        "goals": [repr(one.measured) + one.want for one in search.goals],
        "limits": [repr(replace(one, title=Text("", ""))) for one in search.limits],
        "replications": search.replications, "confirm": search.confirm, "seed": search.seed,
        "agreement": [one.digest for one in (search.agreement.base, *search.agreement.amendments)],
    })  # fmt: skip


def _plain_part(term: Term) -> Any:
    return None if term.part is None else repr((term.part.changes, term.part.parameters, term.part.facts))
