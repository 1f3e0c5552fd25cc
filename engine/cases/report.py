"""Run many cases and report: what came of each, and what of the rules they have exercised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kredslob.engine.cases.coverage import Coverage, RuleSeen
from kredslob.engine.cases.model import WrittenCase
from kredslob.engine.cases.running import Bench, Verdict
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.model import Document


@dataclass(frozen=True, slots=True)
class Report:
    """What came of cases, and how each rule of the documents came out in them."""

    verdicts: tuple[Verdict, ...]
    rules: tuple[RuleSeen, ...]

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """Those that came out otherwise than expected."""
        return tuple(one for one in self.verdicts if not one.passed)


def run_all(bench: Bench, cases: Sequence[WrittenCase], documents: Iterable[Document], *, check: bool = True) -> Report:
    """Run cases.

    Args:
        bench: where they are decided.
        cases: the cases.
        documents: the laws and agreements whose rules they are to exercise.
        check: run them by the second evaluator too.
    """
    coverage = Coverage()
    verdicts: list[Verdict] = []
    for case in cases:
        verdict = bench.run(case, check=check)
        if verdict.settled is not None:
            coverage.take(case.id, verdict.settled)
        verdicts.append(verdict)
    return Report(tuple(verdicts), coverage.of(documents))


def documents_of(
    library: Library, agreement: Agreement | None, cases: Iterable[WrittenCase] | None = None
) -> tuple[Document, ...]:
    """Give the documents whose rules cases are to exercise: an agreement's laws, itself and its amendments; None is all.

    Of the laws only those that some of `cases` is of, if they are given: whoever tries an agreement of one's own by some
    cases is not told what they leave out of the law.
    """
    if agreement is None:
        return tuple(one for one in library.documents.values() if one.kind != "individual")
    named = None if cases is None else {one.document for one in cases}
    laws = [one for one in agreement.laws if named is None or one.id in named]
    return (*laws, agreement.base, *agreement.amendments)
