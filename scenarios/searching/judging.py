"""Judge a proposal before it is run: whether it is lawful, and whether there is exactly one answer in every case.

What has been proved is kept in the user's cache by the fingerprint of the agreement and of the program that proved it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kredslob.engine.asked import ASKED
from kredslob.rules.checking.check import check_named
from kredslob.rules.frozen import dataclass
from kredslob.rules.loading import cache_folder
from kredslob.rules.messages import LANGUAGES, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.files.fingerprint import digest
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.results.fingerprints import program_fingerprint
from kredslob.scenarios.searching.proposing import Proposal
from kredslob.scenarios.searching.question import Point, Search
from kredslob.scenarios.searching.together import open_proposal

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What has been found of a proposal.

    Args:
        lawful: no error was found by `kredslob agreement check`.
        proved: `kredslob agreement prove` found one answer in every case, and the law left standing.
        reasons: what was found instead, in words, each once.
    """

    lawful: bool
    proved: bool
    reasons: tuple[Text, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it may be run and shown."""
        return self.lawful and self.proved


class Judge:
    """Judges the points of a search; those that differ in values alone are proved together where they can be.

    Args:
        search: it.
    """

    def __init__(self, search: Search) -> None:
        self._search = search
        self._together: dict[Point, bool] = {}
        self._program = program_fingerprint()

    def verdict(self, proposal: Proposal) -> Verdict:
        """Judge a proposal; what has been judged before is taken from the cache."""
        return self._kept("point", proposal, lambda: self._judged(proposal))

    def alone(self, proposal: Proposal) -> Verdict:
        """Judge a proposal by itself, as `kredslob agreement check` and `kredslob agreement prove` do."""
        return self._kept("alone", proposal, lambda: _errors(proposal) or _proved(proposal))

    def _judged(self, proposal: Proposal) -> Verdict:
        errors = _errors(proposal)
        if errors is not None:
            return errors
        return Verdict(lawful=True, proved=True) if self._proved_together(proposal) else _proved(proposal)

    def _proved_together(self, proposal: Proposal) -> bool:
        switches = tuple(
            place if term.part is not None else 0
            for term, place in zip(self._search.terms, proposal.point, strict=True)
        )
        if switches not in self._together:
            opened = open_proposal(self._search, proposal.point)
            self._together[switches] = (
                opened is not None and self._kept("together", opened, lambda: _proved(opened)).proved
            )
        return self._together[switches]

    def _kept(self, how: str, proposal: Proposal, judged: Callable[[], Verdict]) -> Verdict:
        key = digest([SCHEMA, how, self._program, _settling(proposal)])
        cache = cache_folder()
        entry = cache / "proofs" / f"{key}.json" if cache else None
        kept = _kept(entry) if entry else None
        if kept is None:
            kept = judged()
            if entry is not None:
                _keep(entry, kept)
        return kept


def _settling(proposal: Proposal) -> list[str]:
    """Give all that a proof hangs on but the program: the texts of what is agreed, of the laws, of individual agreements."""
    agreement, library = proposal.agreement, proposal.library
    documents = (agreement.base, *agreement.amendments, *agreement.laws)
    own = sorted(library.individual_folder(agreement.id).glob("*.yaml"))
    facts = [repr(library.facts[name]) for name in sorted(library.facts)]
    return [*(one.digest for one in documents), *(hashlib.sha256(one.read_bytes()).hexdigest() for one in own), *facts]


def _errors(proposal: Proposal) -> Verdict | None:
    errors = [one for one in check_named(proposal.library, proposal.id, ASKED) if one.severity == "error"]
    if not errors:
        return None
    return Verdict(lawful=False, proved=False, reasons=_texts(one.problem.text for one in errors))


def _proved(proposal: Proposal) -> Verdict:
    from kredslob.engine.phrasing import Words
    from kredslob.engine.proof.proving import prove
    from kredslob.engine.proof.telling import headline

    try:
        proof = prove(proposal.library, proposal.agreement)
    except WrongInput as wrong:
        return Verdict(lawful=True, proved=False, reasons=_texts(one.text for one in wrong.problems))
    spoken = [Words(proposal.library, lang) for lang in LANGUAGES]
    told = [Text(**{words.lang: headline(words, one) for words in spoken}) for one in proof.failures]
    return Verdict(lawful=True, proved=not proof.failures, reasons=tuple(dict.fromkeys(told)))


def unreadable(wrong: WrongInput) -> Verdict:
    """Give the verdict on a point that cannot even be written as an amendment."""
    return Verdict(lawful=False, proved=False, reasons=_texts(one.text for one in wrong.problems))


def _texts(said: Iterable[Any]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(Text(one("da"), one("en")) for one in said))


def _kept(entry: Path) -> Verdict | None:
    try:
        plain = json.loads(entry.read_text("utf-8"))
        return read_verdict(plain)
    except NOT_AS_WRITTEN:
        return None


def _keep(entry: Path, verdict: Verdict) -> None:
    with suppress(OSError):  # a cache that cannot be written only costs time
        entry.parent.mkdir(parents=True, exist_ok=True)
        part = entry.with_suffix(f".{id(verdict)}.part")
        part.write_text(json.dumps(plain_verdict(verdict), ensure_ascii=False), "utf-8")
        part.replace(entry)


def plain_verdict(verdict: Verdict) -> dict[str, Any]:
    """Give a verdict as plain data."""
    reasons = [{"da": one.da, "en": one.en} for one in verdict.reasons]
    return {"lawful": verdict.lawful, "proved": verdict.proved, "reasons": reasons}


def read_verdict(plain: dict[str, Any]) -> Verdict:
    """Give a verdict from plain data; raises KeyError or TypeError if it is none."""
    return Verdict(bool(plain["lawful"]), bool(plain["proved"]), tuple(Text(**one) for one in plain["reasons"]))
