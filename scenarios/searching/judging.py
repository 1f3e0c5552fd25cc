"""Judge a proposal before it is run: whether it is lawful, and whether there is exactly one answer in every case.

What has been proved is kept in the user's cache by the fingerprint of the agreement and of the program that proved it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kredslob.engine.asked import ASKED
from kredslob.rules.checking.check import check_named
from kredslob.rules.frozen import dataclass
from kredslob.rules.loading import cache_folder
from kredslob.rules.messages import LANGUAGES, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.files.fingerprint import digest, fingerprint_of_agreement
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.results.fingerprints import program_fingerprint
from kredslob.scenarios.searching.proposing import Proposal

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


def verdict_of(proposal: Proposal) -> Verdict:
    """Judge a proposal; what has been judged before is taken from the cache."""
    key = digest([SCHEMA, fingerprint_of_agreement(proposal.library, proposal.agreement), program_fingerprint()])
    cache = cache_folder()
    entry = cache / "proofs" / f"{key}.json" if cache else None
    kept = _kept(entry) if entry else None
    if kept is not None:
        return kept
    found = _judged(proposal)
    if entry is not None:
        _keep(entry, found)
    return found


def _judged(proposal: Proposal) -> Verdict:
    errors = [one for one in check_named(proposal.library, proposal.id, ASKED) if one.severity == "error"]
    if errors:
        return Verdict(lawful=False, proved=False, reasons=_texts(one.problem.text for one in errors))
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
