"""Run a case: settle its situation as `decide` does, and see whether what was expected came of it.

Cases under one agreement share its terms, and an estate made up for a case stands in a register of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kredslob.engine.agreeing import EvaluatorsDiffer, checked
from kredslob.engine.cases.comparing import Difference, compare
from kredslob.engine.cases.model import REFUSED, WrittenCase
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.settling import Settled, look_at_chosen, settle
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import Problem, WrongInput
from kredslob.rules.model import Document


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
        agreement: the agreement to decide by; None is the one in force on the day of each case.
        register: gives the register of the estates that cases name; read when the first does.
    """

    def __init__(
        self, library: Library, agreement: Agreement | None = None, register: Callable[[], Register] = read_register
    ) -> None:
        self.library = library
        self.agreement = agreement
        self._register = register
        self._offices: dict[str | None, Office] = {}
        self._frameworks = [one.id for one in library.documents.values() if one.kind == "framework"]

    def run(self, case: WrittenCase, *, check: bool = False) -> Verdict:
        """Run a case; `check`: by the second evaluator too."""
        expected = case.expected
        try:
            settled = self.settle(case)
            differ = _differ(settled) if check else None
            return Verdict(case, compare(expected, settled), (), settled, differ)
        except WrongInput as wrong:
            if expected.status == REFUSED:
                return Verdict(case, (), wrong.problems)
            status = Difference("status", "", expected.status, REFUSED)
            return Verdict(case, (status,), wrong.problems)

    def settle(self, case: WrittenCase) -> Settled:
        """Settle what a case comes to; raise WrongInput where no answer may be given."""
        what = case.situation
        return settle(
            self.office(case),
            what.vacancy,
            what.applicants,
            assume=what.assume,
            assumed=what.taken,
            only=() if what.assume else what.open,
        )

    def office(self, case: WrittenCase) -> Office:
        """Give the office that a case is decided in."""
        office = self._office(case.thought_in_force)
        made = case.situation.estate
        if made is None:
            return replace(office, register=self._register())
        named: dict[str, tuple[str, ...]] = dict.fromkeys(self._frameworks, ())
        own: dict[tuple[str, str], Document] = {}
        if made.individual is not None:
            named = dict.fromkeys(self._frameworks, (made.individual.id,))
            own = {(framework, made.individual.id): made.individual for framework in self._frameworks}
        return replace(office, register=made.register, _named=named, _naming={}, _individual=own)

    def _office(self, thought: str | None) -> Office:
        if thought not in self._offices:
            agreement = self.agreement
            if thought is not None:
                if agreement is None or agreement.id != thought:
                    agreement = self.library.in_force(self.library.documents[thought].start.day)
                agreement = replace(agreement, base=replace(agreement.base, to=None))
            self._offices[thought] = Office(self.library, Register.of(()), agreement)
        return self._offices[thought]


def _differ(settled: Settled) -> EvaluatorsDiffer | None:
    """Give how the second evaluator differs, if it does."""
    told = settled.told
    look_at_chosen(told)
    try:
        checked(told.case.situation, told.ranking, told.case.people.judged())
    except EvaluatorsDiffer as differ:
        return differ
    return None
