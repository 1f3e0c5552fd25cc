"""Verify a comparison that was kept: its files, and its sides made again from what they were named by.

What a side says now is held against what it said then, as the variants of a scenario are when a run is verified; then some of
the replications are run again. The differences and what is told of them are known by their fingerprints alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kredslob.rules.messages import Message, WrongInput
from kredslob.scenarios.comparing.pairing import check_pairs
from kredslob.scenarios.comparing.sides import OF_VARIANT, Side, sides_of
from kredslob.scenarios.results.blocks import Ready
from kredslob.scenarios.results.folder import kept_record, open_results, read_plain
from kredslob.scenarios.results.record import Record, differences_in_program, differences_in_scenario, record_of
from kredslob.scenarios.results.running import Step
from kredslob.scenarios.results.verifying import Again, Verified, changed_files, run_again, said_of, verify

NAMED: Final = "comparison"
DIFFERENCES: Final = "differences.parquet"
_BY_MARK: Final = Message(
    "The differences, and what is told of them, are as they were written; they are not worked out again."
)
_UNNAMED: Final = Message("The folder does not say what its sides were named by, so they are not made again: only its files were looked at.")  # fmt: skip


def plain_names(names: Sequence[str], frame: str | None, seed: str | None) -> dict[str, Any]:
    """Give what a comparison is named by as JSON can hold it, files by whole paths, so that it is found from anywhere."""
    return {"sides": [_whole(one) for one in names], "scenario": _whole(frame) if frame else None, "seed": seed}


def _whole(name: str) -> str:
    """Give the whole path of what lies on the disk, with its variant; an id as it is."""
    if Path(name).exists():
        return str(Path(name).absolute())
    base, sign, variant = name.rpartition(OF_VARIANT)
    return f"{Path(base).absolute()}{sign}{variant}" if sign and Path(base).exists() else name


def verify_kept(path: Path, replications: int, tell: Callable[[Step], None] = lambda _: None) -> Verified:
    """Verify a folder of results, of a run or of a comparison; parameters and errors as `results.verifying.verify`."""
    record = kept_record(path)
    if record.ended is None or DIFFERENCES not in record.files:
        return verify(path, replications, tell)
    problems = tuple(changed_files(path, record))
    named = _named(path)
    if named is None:
        return Verified(len(record.files), problems, (), (), (), (_UNNAMED, _BY_MARK))
    try:
        sides = sides_of(*named)
        check_pairs(sides)
        now = recorded(sides, record.replications, now=record.started)
        different = tuple(differences_in_scenario(record, now))
    except WrongInput as wrong:
        return Verified(len(record.files), problems, (said_of(wrong),), (), (), (_BY_MARK,))
    program = tuple(differences_in_program(record, now))
    again: tuple[Again, ...] = ()
    if not (different or problems) and replications:
        again = tuple(run_again(open_results(path), _ready(sides, tell), replications, tell))
    return Verified(len(record.files), problems, different, program, again, (_BY_MARK,))


def _named(path: Path) -> tuple[list[str], str | None, str | None] | None:
    """Give names of sides, frame and seed; None where the folder does not say, or says nothing that can be names."""
    plain = read_plain(path).get(NAMED)
    if not isinstance(plain, dict):
        return None
    sides: Any = plain.get("sides")
    frame: Any = plain.get("scenario")
    seed: Any = plain.get("seed")
    texts = isinstance(sides, list) and all(isinstance(one, str) for one in sides)
    if not texts or not all(one is None or isinstance(one, str) for one in (frame, seed)):
        return None
    return sides, frame, seed


def recorded(sides: Sequence[Side], replications: int, *, now: str) -> Record:
    """Give the record of the base's run, with the variants of all sides.

    Args:
        sides: the base first.
        replications: how many were compared of each.
        now: the time, in UTC.
    """
    records = [_of(side, replications, now) for side in sides]
    return replace(records[0], variants={name: one.variants[name] for one in records for name in one.variants})


def _of(side: Side, replications: int, now: str) -> Record:
    scenario = replace(side.scenario, variants=(replace(side.variant, name=side.name),), contrasts=())
    return record_of(scenario, side.source, replications, only=None, block=1, estates_monthly=False, now=now)


def _ready(sides: Sequence[Side], tell: Callable[[Step], None]) -> dict[str, Ready]:
    ready: dict[str, Ready] = {}
    for at, side in enumerate(sides):
        tell(Step("set_up", at, len(sides), side.name))
        ready[side.name] = Ready.of(side.scenario.setting(side.variant.name), ready.values())
    tell(Step("set_up", len(sides), len(sides)))
    return ready
