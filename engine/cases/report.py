"""Run many cases and report: what came of each, and what of the rules they have exercised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kredslob.engine.cases.coverage import Coverage, RuleSeen
from kredslob.engine.cases.model import WrittenCase
from kredslob.engine.cases.running import Bench, Verdict
from kredslob.engine.cases.trying import Trial, try_amendment
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.model import Document


@dataclass(frozen=True, slots=True)
class Report:
    """What came of cases, how each rule of the documents came out in them, and what an amendment makes of them, if any."""

    verdicts: tuple[Verdict, ...]
    rules: tuple[RuleSeen, ...]
    trial: Trial | None = None

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """Those that came out otherwise than expected."""
        return tuple(one for one in self.verdicts if not one.passed)


def run_all(
    bench: Bench,
    cases: Sequence[WrittenCase],
    documents: Iterable[Document],
    amendment: Document | None = None,
    *,
    check: bool = True,
) -> Report:
    """Run cases.

    Args:
        bench: where they are decided.
        cases: the cases.
        documents: the laws and agreements whose rules they are to exercise.
        amendment: the amendment of the bench's agreement that they are put to besides, if there is one.
        check: run them by the second evaluator too.
    """
    coverage = Coverage()
    verdicts: list[Verdict] = []
    for case in cases:
        verdict = bench.run(case, check=check)
        if verdict.settled is not None:
            coverage.take(case.id, verdict.settled)
        verdicts.append(verdict)
    trial = None
    if amendment is not None and bench.agreement is not None:
        trial = try_amendment(bench, bench.agreement, amendment, cases, coverage)
    return Report(tuple(verdicts), coverage.of(documents), trial)


def amendment_named(library: Library, agreement: Agreement | None, name: str) -> Document | None:
    """Give the amendment that a person has named by its id or its file, or None if what is named is none."""
    if agreement is None:
        return None
    own = library.documents.get(name)
    named = [one for one in agreement.amendments if one is own or one.name == str(Path(name))]
    return named[0] if named else None


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
