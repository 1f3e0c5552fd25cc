"""Put answers on paper: one decision in full, or many as a table, as JSON or for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kredslob.cli.asking import ask_until_decided
from kredslob.cli.deciding import Desk, Result
from kredslob.cli.exits import Code, complain, gravest
from kredslob.cli.output import print_json, save_json, show
from kredslob.engine.inputs import read_applicants, read_vacancies, read_vacancy
from kredslob.engine.phrasing import Words
from kredslob.engine.record import SCHEMA, problem_record, record
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Problem

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Paper:
    """Where an answer goes and in what form: a file or the output stream, JSON or for people, in full or not."""

    out: Path | None = None
    as_json: bool = False
    full: bool = False

    @property
    def json(self) -> bool:
        """Whether a program is to read it."""
        return self.as_json or (self.out is not None and self.out.suffix.lower() == ".json")

    def put_json(self, data: object, words: Words) -> None:
        """Put data where it is to go."""
        if self.out is None:
            print_json(data)
        else:
            save_json(data, self.out, words.lang)


def answer_one(
    desk: Desk, words: Words, given: Mapping[str, str], applicants: str | None, paper: Paper, *, ask: bool
) -> Code:
    """Decide the vacancy that options state, and answer."""
    facts = desk.office.library.facts
    vacancy = read_vacancy(given, facts)
    listed = None if applicants is None else read_applicants(Path(applicants), facts)
    result = ask_until_decided(desk, words, vacancy, listed) if ask else desk.decide(vacancy, listed)
    for line in result.complaints(words.lang):
        complain(line)
    decision = result.decision
    if paper.json:
        data = record(decision, words.library) if decision is not None else _refused([result])
        paper.put_json(data, words)
    elif decision is not None:
        from kredslob.cli.decision_view import draw_decision

        show(lambda console: draw_decision(console, words, decision, full=paper.full), paper.out, words.lang)
    return result.code


def answer_many(
    desk: Desk, words: Words, file: Path, applicants: str | None, paper: Paper, shown: str | None = None
) -> Code:
    """Decide every vacancy of a file, and answer: `shown` is the vacancy whose reasons are given too."""
    batch = read_vacancies(file, desk.office.library.facts)
    results = _unread(batch.problems)
    results += desk.decide_all(batch.asked, applicants, file.parent)
    results.sort(key=lambda one: one.place)
    for line in dict.fromkeys(line for result in results for line in result.complaints(words.lang)):
        complain(line)
    if paper.json:
        decisions = [record(one.decision, words.library) for one in results if one.decision is not None]
        paper.put_json({"schema": SCHEMA, "decisions": decisions, **_refused(results)}, words)
    else:
        show(lambda console: _draw_many(console, words, results, paper, shown), paper.out, words.lang)
    return gravest(result.code for result in results)


def _unread(problems: Iterable[Problem]) -> list[Result]:
    """Give what came of rows that could not be read, each a vacancy however much is wrong with it."""
    rows: dict[int | None, list[Problem]] = {}
    for problem in problems:
        rows.setdefault(problem.place.line, []).append(problem)
    return [Result(None, problems=tuple(several)) for several in rows.values()]


def _refused(results: Sequence[Result]) -> dict[str, Any]:
    """Give as plain data what could not be decided."""
    problems = [
        {"vacancy": result.vacancy, "kind": "wrong_input", **problem_record(problem)}
        for result in results
        for problem in result.problems
    ]
    problems += [
        {"vacancy": one.vacancy, "kind": "evaluators_differ", "text": dict(one.differ)} for one in results if one.differ
    ]
    return {"schema": SCHEMA, "problems": problems}


def _draw_many(console: Console, words: Words, results: Sequence[Result], paper: Paper, shown: str | None) -> None:
    from kredslob.cli.decision_view import draw_decision
    from kredslob.cli.decisions_view import decisions_table

    decisions = [one.decision for one in results if one.decision is not None]
    console.print(decisions_table(words, decisions))
    console.print(_summary(words, results))
    for decision in decisions:
        if paper.full or decision.vacancy.id == shown:
            console.print()
            console.rule()
            draw_decision(console, words, decision, full=paper.full)


def _summary(words: Words, results: Sequence[Result]) -> str:
    counted = Counter(result.code for result in results)
    total = words.say(Message("Vacancies: {count}", count=len(results)))
    told = {
        Code.DONE: Message("decided: {count}", count=counted[Code.DONE]),
        Code.NEEDS: Message("a fact is missing: {count}", count=counted[Code.NEEDS]),
        Code.UNDETERMINED: Message("undetermined: {count}", count=counted[Code.UNDETERMINED]),
        Code.WRONG_INPUT: Message("wrong input: {count}", count=counted[Code.WRONG_INPUT]),
        Code.DIFFER: Message("the evaluators differ: {count}", count=counted[Code.DIFFER]),
    }
    return "; ".join([total, *(words.say(message) for code, message in told.items() if counted[code])]) + "."
