"""Take up results that have been run: the scenario that they came of, found again, if it still says the same."""

from __future__ import annotations

from pathlib import Path

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr, nearest
from kredslob.scenarios.files.reading import find_scenario, read_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.results.choosing import chosen
from kredslob.scenarios.results.folder import SCENARIO, kept_record
from kredslob.scenarios.results.record import Record, differences_in_program, record_of


def of_folder(folder: Path, variant: str | None) -> tuple[Scenario, str]:
    """Give the scenario of a folder of results, with one variant alone, and how it is found again.

    Args:
        folder: the results.
        variant: which of its variants; its first if none is named.

    Raises:
        WrongInput: it is no folder of results, or of another version of the program; there is no such variant; its
            scenario is not there any more, or says something else now.
    """
    record = kept_record(folder)
    wanted = variant or next(iter(record.variants))
    if wanted not in record.variants:
        found = Message("there is no variant {name}.", name=mask_cpr(wanted[:80]))
        accepted = Message("{names}", names=", ".join(record.variants))
        raise WrongInput(Problem(_place(folder), found, accepted, nearest(wanted, record.variants)))
    scenario, source = _scenario(folder, record)
    if wanted not in [one.name for one in scenario.variants]:
        raise WrongInput(_otherwise(folder, Message("there is no variant {name} any more", name=wanted)))
    one = chosen(scenario, [wanted], record.seed)
    now = record_of(one, source, 1, only=None, block=1, estates_monthly=record.estates_monthly, now="")
    changed = list(differences_in_program(record, now))
    if not changed and one.variants[0].fingerprint != record.variants[wanted]["fingerprint"]:
        changed = [Message("variant {name} is told otherwise in the scenario", name=wanted)]
    if changed:
        raise WrongInput(_otherwise(folder, changed[0]))
    return one, source


def _scenario(folder: Path, record: Record) -> tuple[Scenario, str]:
    """Give the scenario again, from where it was, else from the copy in the folder."""
    source = str(record.scenario["source"])
    try:
        return find_scenario(source), source
    except WrongInput as wrong:
        copy = folder / SCENARIO / Path(str(record.scenario["file"])).name
        if not copy.is_file():
            raise WrongInput(wrong.problems) from wrong
        return read_scenario(copy), str(copy.absolute())


def _otherwise(folder: Path, what: Message) -> Problem:
    found = Message("these results cannot be compared with what is run today: {what}.", what=what)
    return Problem(_place(folder), found, Message("results that this program has made: run the scenario again"))


def _place(folder: Path) -> Place:
    return Place(mask_cpr(str(folder)))
