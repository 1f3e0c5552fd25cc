"""The record of a run: what was run, from what, by which program, when, and the fingerprint of every file it left.

It is written before the first replication and once more after the last. Whoever has the folder can tell from it alone what
the tables are about, and whether the same would come out today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.scenarios.files.fingerprint import digest, fingerprint_of_agreement, fingerprint_of_register
from kredslob.scenarios.files.scenario import Scenario, Variant
from kredslob.scenarios.files.shape import MOST_REPLICATIONS
from kredslob.scenarios.results.fingerprints import SETTLING, program_fingerprint, versions

SCHEMA: Final = 1
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a run.

    Args:
        scenario: id, title, about, file (its name), source (its path, or the id of a shipped one), fingerprint, contrasts.
        variants: by name, in order: title, months, agreements, behaviour, macro, assumed, and their fingerprints.
        register: name and fingerprint.
        seed: what all luck is keyed by.
        replications: how many are wanted of each variant, from 0; only: or the only one that is.
        block: at most so many replications stand in one file.
        estates_monthly: whether estates are kept by month too.
        program: the fingerprint of the program; versions: of what it was made with.
        started, ended: in UTC; `ended` is None while replications lack.
        files: size and SHA-256 of every file but the record, by path within the folder; while replications lack, only of
            those that were there before the first.
    """

    scenario: Plain
    variants: Mapping[str, Plain]
    register: Plain
    seed: str
    replications: int
    only: int | None
    block: int
    estates_monthly: bool
    program: str
    versions: Mapping[str, str]
    started: str
    ended: str | None
    files: Mapping[str, Plain]

    @property
    def wanted(self) -> range:
        """The numbers of the replications wanted."""
        return range(self.replications) if self.only is None else range(self.only, self.only + 1)

    def plain(self) -> Plain:
        """Give the record as JSON can hold it."""
        return {"schema": SCHEMA, "kind": KIND, **{name: getattr(self, name) for name in _FIELDS}}


KIND: Final = "kredslob scenario results"
_FIELDS: Final = Record.__slots__
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "scenario": (dict,), "variants": (dict,), "register": (dict,), "seed": (str,), "replications": (int,),
    "only": (int, type(None)), "block": (int,), "estates_monthly": (bool,), "program": (str,), "versions": (dict,),
    "started": (str,), "ended": (str, type(None)), "files": (dict,),
}  # fmt: skip


def record_of(
    scenario: Scenario, source: str, replications: int, *, only: int | None, block: int, estates_monthly: bool, now: str,
    register: str | None = None,
) -> Record:  # fmt: skip
    """Give the record of a run that begins.

    Args:
        scenario: what is run, with the variants that are.
        source: the path of its file, or the id of a shipped one.
        replications, only, block, estates_monthly: as in the record.
        now: the time, in UTC.
        register: the fingerprint of its register, if it is known.
    """
    return Record(
        scenario={
            "id": scenario.id, "file": Path(scenario.file).name, "title": _text(scenario.title), "about": _text(scenario.about), "source": source,
            "fingerprint": scenario.fingerprint, "contrasts": [
                {"name": one.name, "title": _text(one.title), "variant": one.variant, "against": one.against,
                 "where": one.where} for one in scenario.contrasts
            ],
        },
        variants={one.name: _variant(scenario, one) for one in scenario.variants},
        register={"name": scenario.office.register.name, "fingerprint": register or fingerprint_of_register(scenario.office.register)},
        seed=scenario.seed, replications=replications, only=only, block=block, estates_monthly=estates_monthly,
        program=program_fingerprint(), versions=versions(), started=now, ended=None, files={},
    )  # fmt: skip


def _variant(scenario: Scenario, variant: Variant) -> Plain:
    library = scenario.office.library
    return {
        "title": _text(variant.title),
        "fingerprint": variant.fingerprint,
        "first": variant.months.first.isoformat(),
        "months": variant.months.count,
        "after_end": variant.agreed.after_end,
        "agreements": [
            {"from": day.isoformat(), "id": one.id, "amendments": [each.id for each in one.amendments],
             "fingerprint": fingerprint_of_agreement(library, one)}
            for day, one in variant.agreed.agreements
        ],
        "behaviour": {
            "id": variant.behaviour.id, "values": len(variant.behaviour.values),
            "guessed": sum(given.basis == "assumed" for given in variant.behaviour.values.values()),
            "fingerprint": digest({name: _value(given.value) for name, given in variant.behaviour.values.items()}),
        },
        "macro": {"id": variant.macro.id, "fingerprint": digest(_value(variant.macro.lines))},
        "assumed": {name: _value(value) for name, value in sorted(variant.assumed.items())},
    }  # fmt: skip


def _text(text: Any) -> Plain:
    return {"da": text.da, "en": text.en}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _value(one) for key, one in value.items()}
    return [_value(one) for one in value] if isinstance(value, tuple | list) else value


def read_record(plain: object) -> Record | None:
    """Give the record that was written so; None for what is no record of this schema."""
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA or plain.get("kind") != KIND:
        return None
    if not all(name in plain and isinstance(plain[name], _KINDS[name]) for name in _FIELDS):
        return None
    record = Record(**{name: plain[name] for name in _FIELDS})
    tables: list[tuple[Any, set[str]]] = [(one, _OF_VARIANT) for one in record.variants.values()]
    tables += [(one, _OF_FILE) for one in record.files.values()]
    tables += [(record.scenario, _OF_SCENARIO), (record.register, {"fingerprint"})]
    whole = all(isinstance(table, dict) and keys <= table.keys() for table, keys in tables)
    counted = 1 <= record.replications <= MOST_REPLICATIONS and record.block >= 1 and (record.only or 0) >= 0
    return record if whole and record.variants and counted else None


_OF_SCENARIO: Final = {"id", "title", "file", "source", "fingerprint"}
_OF_VARIANT: Final = {"fingerprint", "title", "agreements"}
_OF_FILE: Final = {"sha256", "bytes"}


def differences(kept: Record, now: Record) -> Iterator[Message]:
    """Say what of all that settles results is another now than in a record that was kept, the most telling first."""
    yield from differences_in_scenario(kept, now)
    yield from differences_in_program(kept, now)


def differences_in_scenario(kept: Record, now: Record) -> Iterator[Message]:
    """Say what of what is simulated is another."""
    if kept.register["fingerprint"] != now.register["fingerprint"]:
        yield Message("the register is another")
    if kept.seed != now.seed:
        yield Message("the seed is {now}, it was {then}", now=now.seed, then=kept.seed)
    for name in kept.variants.keys() - now.variants.keys():
        yield Message("there is no variant {name} any more", name=name)
    for name in now.variants.keys() - kept.variants.keys():
        yield Message("variant {name} is new", name=name)
    for name in (name for name in kept.variants if name in now.variants):
        yield from _between(name, kept, now)
    if kept.estates_monthly != now.estates_monthly:
        yield Message("estates by month are asked for in only one of the two")


def _between(name: str, kept: Record, now: Record) -> Iterator[Message]:
    then, this = kept.variants[name], now.variants[name]
    said = False
    for what, message in _parts(name).items():
        if then.get(what) != this.get(what):
            said = True
            yield message
    others = (kept.seed, kept.register["fingerprint"]) != (now.seed, now.register["fingerprint"])
    if not said and not others and then["fingerprint"] != this["fingerprint"]:
        yield Message("variant {name} is told otherwise in the scenario", name=name)


def _parts(name: str) -> dict[str, Message]:
    """Give what is said of each part of a variant that is another."""
    return {
        "agreements": Message("the agreement of variant {name} is another", name=name),
        "first": Message("variant {name} begins in another month", name=name),
        "months": Message("variant {name} has another number of months", name=name),
        "behaviour": Message("the behaviour of variant {name} is another", name=name),
        "macro": Message("the business cycle of variant {name} is another", name=name),
        "assumed": Message("the values taken for guesses in variant {name} are others", name=name),
    }


def differences_in_program(kept: Record, now: Record) -> Iterator[Message]:
    """Say what of the program, and of what numbers pass through, is another."""
    for library in SETTLING:
        then, this = kept.versions.get(library, "?"), now.versions.get(library, "?")
        if then != this:
            yield Message("{library} is version {now}, it was {then}", library=library, now=this, then=then)
    if kept.program != now.program:
        yield Message(
            "the program is another: {now} with fingerprint {mark}, it was {then} with {before}",
            now=now.versions.get("kredslob", "?"), mark=now.program[:12], then=kept.versions.get("kredslob", "?"),
            before=kept.program[:12],
        )  # fmt: skip


def ended(record: Record, when: str, files: Mapping[str, Plain]) -> Record:
    """Give the record of a run that has ended."""
    return replace(record, ended=when, files=files)
