"""Run a case: settle its situation as `decide` does, and see whether what was expected came of it.

Cases under one agreement share its terms, and an estate made up for a case stands in a register of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kredslob.engine.account import quota_account
from kredslob.engine.agreeing import EvaluatorsDiffer, checked
from kredslob.engine.cases.assuming import NOTHING_MOVED, assumed_values
from kredslob.engine.cases.comparing import Difference, compare
from kredslob.engine.cases.model import REFUSED, WrittenCase
from kredslob.engine.office import Office
from kredslob.engine.quota import QuotaAccount
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.settling import Settled, look_at_chosen, settle
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import Problem, WrongInput


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case.

    Args:
        case: the case.
        differences: what came out otherwise than expected; nothing if it passed.
        problems: why no answer was given, if none was.
        settled: what it came to; None where no answer was given.
        differ: how the two evaluators differ, by language, if they do.
    """

    case: WrittenCase
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()
    settled: Settled | None = None
    differ: EvaluatorsDiffer | None = None

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected, by both evaluators."""
        return not self.differences and self.differ is None


class Bench:
    """Where cases are run: the rules, and the agreement that they are decided by.

    Args:
        library: the rules.
        agreement: the agreement to decide by; None is the one that each case is of, and for cases of none, or of a law, the
            one in force on the day.
        register: gives the register of the estates that cases name; read when the first does.
    """

    def __init__(
        self, library: Library, agreement: Agreement | None = None, register: Callable[[], Register] = read_register
    ) -> None:
        self.library = library
        self.agreement = agreement
        self.register = register
        self._offices: dict[tuple[str | None, str | None], Office] = {}
        self._frameworks = [one.id for one in library.documents.values() if one.kind == "framework"]

    def run(self, case: WrittenCase, *, check: bool = False) -> Verdict:
        """Run a case; `check`: by the second evaluator too."""
        expected = case.expected
        try:
            settled = self.settle(case)
            differ = _differ(settled) if check else None
            account = self._account(case) if expected.extra_turns or expected.account_rests_on is not None else None
            return Verdict(case, compare(expected, settled, account), (), settled, differ)
        except WrongInput as wrong:
            if expected.status == REFUSED:
                return Verdict(case, (), wrong.problems)
            status = Difference("status", "", expected.status, REFUSED)
            return Verdict(case, (status,), wrong.problems)

    def settle(self, case: WrittenCase, moved: Mapping[str, date] = NOTHING_MOVED) -> Settled:
        """Settle what a case comes to; raise WrongInput where no answer may be given.

        `moved`: the days from which amendments are thought to act, by the names of their days (`start_id`).
        """
        what, office = case.situation, self.office(case)
        left_open = () if what.assume else what.open
        day = day_of(case)
        taken = what.taken
        if left_open is not None and day is not None:
            taken = {**assumed_values(office.agreement_on(day), day, left_open, moved), **taken}
        taken = {**taken, **moved}
        return settle(office, what.vacancy, what.applicants, assume=what.assume, assumed=taken, only=left_open)

    def _account(self, case: WrittenCase) -> QuotaAccount | None:
        """Give the quota account of the period that a case falls in, over the estates made up for it."""
        day = day_of(case)
        return None if day is None else quota_account(self.office(case), day, assumed=case.situation.taken)

    def office(self, case: WrittenCase) -> Office:
        """Give the office that a case is decided in."""
        office = self._office(case)
        made = case.situation.estate
        if made is None:
            return replace(office, register=self.register())
        named = dict.fromkeys(self._frameworks, tuple(one.id for one in made.individual))
        own = {(framework, one.id): one for framework in self._frameworks for one in made.individual}
        return replace(office, register=made.register, _named=named, _naming={}, _individual=own)

    def _office(self, case: WrittenCase) -> Office:
        thought, own = case.thought_in_force, case.document
        if (thought, own) not in self._offices:
            self._offices[thought, own] = Office(self.library, Register.of(()), self._agreement(thought, own))
        return self._offices[thought, own]

    def _agreement(self, thought: str | None, own: str | None) -> Agreement | None:
        """Give what a case is decided by: the one chosen, else the agreement that it is a case of, else the one in force."""
        chosen = self.agreement
        if thought is not None:
            if chosen is None or chosen.id != thought:
                chosen = self.library.with_all_amendments(self.library.documents[thought])
            return replace(chosen, base=replace(chosen.base, to=None))
        if chosen is None and own is not None and self.library.documents[own].kind in ("framework", "amendment"):
            return self.library.with_all_amendments(self.library.agreement(own).base)
        return chosen


def day_of(case: WrittenCase) -> date | None:
    """Give the day of a case, or the first of its dates."""
    vacancy = case.situation.vacancy
    return vacancy.on or min(vacancy.dates.values(), default=None)


def _differ(settled: Settled) -> EvaluatorsDiffer | None:
    """Give how the second evaluator differs, if it does."""
    told = settled.told
    look_at_chosen(told)
    try:
        checked(told.case.situation, told.ranking, told.case.people.judged())
    except EvaluatorsDiffer as differ:
        return differ
    return None
