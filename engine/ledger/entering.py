"""Steps of many vacancies from a table: a row for each step, in the order in which they are to be taken.

Each row is accepted, accepted with warnings, or rejected, and told why. All are written together, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from kredslob.engine.decide import EvaluatorsDiffer
from kredslob.engine.input_columns import Facts, vacancy_columns
from kredslob.engine.inputs import read_applicants, vacancy_of
from kredslob.engine.ledger import life
from kredslob.engine.ledger.bulk import together
from kredslob.engine.ledger.chain import Event, Head
from kredslob.engine.ledger.choosing import read_choice
from kredslob.engine.ledger.contents import Shelf
from kredslob.engine.ledger.counting import settled_terms
from kredslob.engine.ledger.deciding import Asked, Undecided, decide_vacancy
from kredslob.engine.ledger.importing import Outcome
from kredslob.engine.ledger.opening import settled_in
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.texts import text_of
from kredslob.engine.ledger.wheels import agreed_wheels
from kredslob.engine.office import Office
from kredslob.engine.register.columns import Column, Columns, same_word
from kredslob.engine.register.tabular import Row, Table, read_table
from kredslob.engine.vacancy import ApplicantList, Vacancy
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Text

STEPS: Final = (
    ("open", "opret", "åbn", "åben", "opened", "opsigelse"),
    ("decide", "afgør", "decided", "afgørelse"),
    ("offer", "tilbyd", "offered", "tilbud"),
    ("accept", "accepter", "accepted", "accept"),
    ("refuse", "afslå", "refused", "afslag"),
    ("let", "udlej", "udlejet", "udlejning"),
    ("withdraw", "træk tilbage", "withdrawn", "trukket tilbage"),
)
_OWN: Final = (
    Column("step", "choice", "trin", choices=tuple(tuple(dict.fromkeys(one)) for one in STEPS)),
    Column("day", "date", "dag"),
    Column("applicant", danish="ansøger"),
    Column("channel", danish="udlejningstype", aliases=("kanal",)),
    Column("reason", danish="begrundelse"),
    Column("freed_by", danish="frigjort af"),
    Column("another", "yes_no", "en anden anvises"),
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a row: its line, the vacancy, the step; and what is wrong or worth a look."""

    line: int | None
    vacancy: str
    step: str
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Message, ...] = ()
    event: int | None = None


def step_columns(facts: Facts) -> Columns:
    """Give what a row may say: the step, and what the step needs."""
    given = tuple(
        replace(one, required=False) for one in vacancy_columns(facts).columns if not one.name.endswith("_turn")
    )
    return Columns("steps", (*_OWN, *given))


def enter_steps(
    ledger: Ledger, office: Office, file: Path, *, by: str, on: date, rejected_too: bool = False
) -> tuple[list[Entered], Head | None]:
    """Take the steps of a table, in its order.

    Args:
        ledger: where they are written.
        office: rules and register.
        file: CSV or Excel; a row for each step. A list of applicants is named by its path from the table's folder.
        by: who enters them.
        on: the day of the steps, where a row does not say.
        rejected_too: write the rows that are accepted though others are rejected.

    Returns what came of each row, and the head; None if nothing was written.

    Raises WrongInput if the file cannot be read at all.
    """
    table = read_table(file, step_columns(office.library.facts))
    unread = [Entered(one.place.line, "", "", "rejected", (one,)) for one in table.problems]

    def work(within: Ledger) -> tuple[list[Entered], bool]:
        taking = _Taking(within, office, Shelf(office), table, file.parent, by, on)
        found = sorted([*unread, *(taking.entered(row) for row in table.rows)], key=lambda one: one.line or 0)
        return found, rejected_too or all(one.outcome != "rejected" for one in found)

    return together(ledger, work)


@dataclass(frozen=True, slots=True)
class _Taking:
    ledger: Ledger
    office: Office
    shelf: Shelf
    table: Table
    folder: Path
    by: str
    on: date

    def entered(self, row: Row) -> Entered:
        """Take the step of a row, or tell why not."""
        step = row["step"] or "open"
        named = row["id"] or ""
        try:
            event = self._taken(step, row)
        except WrongInput as wrong:
            problems = tuple(self._placed(one, row) for one in wrong.problems)
        except Undecided as undecided:
            problems = (self._undecided(undecided, row),)
        except EvaluatorsDiffer as differ:
            accepted = Message("a vacancy on which the two evaluators agree; please report this one")
            problems = (Problem(self.table.place(row.line), differ.message, accepted),)
        else:
            data = event.data
            warnings = tuple(self._doubts(step, row, data))
            outcome: Outcome = "warnings" if warnings else "accepted"
            return Entered(row.line, data["vacancy"], step, outcome, (), warnings, event.seq)
        return Entered(row.line, named, step, "rejected", problems)

    def _taken(self, step: str, row: Row) -> Event:
        day = row["day"] or self.on
        if step == "open":
            return self._opened(row)
        number = text_of(row["id"] or "", "id")
        if step == "decide":
            return self._decided(number, row, day)
        others: dict[str, Callable[[], Event]] = {
            "offer": lambda: life.offer(self.ledger, number, by=self.by, on=day, applicant=row["applicant"]),
            "accept": lambda: life.accept(self.ledger, number, by=self.by, on=day),
            "let": lambda: life.let(self.ledger, number, by=self.by, on=day),
            "refuse": lambda: life.refuse(
                self.ledger, self.office, number, by=self.by, on=day, another=row["another"] is True
            ),
            "withdraw": lambda: life.withdraw(self.ledger, self.office, number, by=self.by, on=day),
        }
        return others[step]()

    def _opened(self, row: Row) -> Event:
        if not row["estate"]:
            raise WrongInput(
                Problem(Place("estate"), Message("this is missing."), Message("the id or name of an estate"))
            )
        asked = self._vacancy(row)
        event, _ = life.open_vacancy(self.ledger, self.office, asked, by=self.by, freed_by=row["freed_by"])
        return event

    def _decided(self, number: str, row: Row, day: date) -> Event:
        choice = read_choice(row["reason"], row["channel"], row["applicant"])
        asked = Asked(number, self.by, day, self._vacancy(row), self._applicants(row["applicants"]), choice)
        return decide_vacancy(self.ledger, self.shelf, asked).event

    def _vacancy(self, row: Row) -> Vacancy:
        problems: list[Problem] = []
        own = {one.name for one in _OWN}
        values = {name: value for name, value in row.items() if name not in own}
        found = vacancy_of(values, "", Place(), Place, problems)
        if found is None:
            raise WrongInput(problems)
        return found

    def _applicants(self, named: str | None) -> ApplicantList | None:
        return None if named is None else read_applicants(self.folder / named, self.office.library.facts)

    def _placed(self, problem: Problem, row: Row) -> Problem:
        """Give a problem with the line of the table and the column that it is about; one of a list stays with the list."""
        field = problem.place.field or problem.place.file or "id"
        column = field.removeprefix("--").replace("-", "_").lower()
        at = self.table.place(row.line).of(column if column in row else None)
        of_list = problem.place.line is not None or problem.place.file == str(self.folder / (row["applicants"] or ""))
        return problem if of_list else replace(problem, place=at)

    def _header(self, fact: str) -> Text:
        """Give what may head the column of a fact."""
        known = self.table.columns.by_word.get(same_word(fact))
        return Text(fact, fact) if known is None else known.title

    def _undecided(self, undecided: Undecided, row: Row) -> Problem:
        asked = list(dict.fromkeys(one.fact for one in undecided.decision.needs))
        column = asked[0] if asked and asked[0] in row else None
        place = self.table.place(row.line).of(column)
        if asked:
            found = Message("this cannot be decided: a fact is missing.")
            facts = Text("; ".join(self._header(one).da for one in asked), ", ".join(asked))
            return Problem(place, found, Message("{facts} in the row, or a channel and a reason", facts=facts))
        found = Message("this cannot be decided: it hangs on a guess of the agreement.")
        return Problem(place, found, Message("kredslob ledger settle --set first, or a channel and a reason"))

    def _doubts(self, step: str, row: Row, data: Mapping[str, Any]) -> Iterator[Message]:
        kept = self.ledger.read(lambda reading: reading.vacancy(data["vacancy"]))
        if kept is None:
            return
        if step == "open":
            asked = self._vacancy(row)
            day = asked.on or min(asked.dates.values())
            terms = settled_terms(self.office, day, kept.estate, settled_in(self.ledger))
            if REFERRAL not in agreed_wheels(self.office, terms, day, kept.estate):
                yield Message("no referral wheel is agreed for {estate}, so no turn is counted.", estate=kept.estate)
            return
        first = min((one["date"] for one in kept.given["dates"].values()), default=None)
        if first is not None and data["on"] < first:
            yield Message("this is dated {day}, before the vacancy was known on {first}.", day=data["on"], first=first)
        if data.get("chosen", {}).get("departs"):
            yield Message("this departs from what is recommended.")
