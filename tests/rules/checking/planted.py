"""Plant a fault in a shipped or a small agreement and see what a check finds."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kredslob.rules.checking.agreements import Asked
from kredslob.rules.checking.check import check_named, check_shelf
from kredslob.rules.checking.findings import Finding
from kredslob.rules.library import Library, load_library
from kredslob.rules.messages import LANGUAGES
from tests.rules.shelf import lay_out

HEAD = """\
schema: 1
id: planted
kind: amendment
extends: kbh-2012-adjustment
title: {da: Forslag, en: Proposal}
from: 2012-06-01
adopted: 2012-05-01
"""
OF_STAEREVEJ = "aab-1.yaml"  # the individual agreement of the estate Stærevej
WHY = "reason: {da: a, en: b}"


class Found(NamedTuple):
    """What a test looks at in a finding."""

    severity: str
    line: int | None
    text: str
    accepted: str
    clause: str | None


@cache
def shipped() -> Library:
    """Give the shipped rules, read once."""
    return load_library()


def seen(findings: tuple[Finding, ...]) -> list[Found]:
    """Give findings as tests look at them; each can be said in both languages, and has a place and a cure."""
    for one in findings:
        assert all(one.problem.text(lang) for lang in LANGUAGES)
        assert one.problem.place.file is not None
        assert one.problem.accepted is not None or one.problem.nearest is not None
    return [
        Found(
            one.severity,
            one.problem.place.line,
            one.problem.found.text(),
            one.problem.accepted.text() if one.problem.accepted else "",
            one.problem.clause,
        )
        for one in findings
    ]


def in_file(folder: Path, text: str, name: str = "planted.yaml", *, individual: str = OF_STAEREVEJ) -> list[Found]:
    """Check a file of one's own on the shipped shelf, with those of the individual agreements that a pattern names."""
    path, few = folder / name, folder / "few" / "kbh-2011-2014"
    path.write_text(text, "utf-8")
    few.mkdir(parents=True, exist_ok=True)
    for one in (shipped().individual / "kbh-2011-2014").glob(individual):
        shutil.copyfile(one, few / one.name)
    return seen(check_named(replace(shipped(), individual=few.parent), str(path), Asked()))


def of_changes(folder: Path, *changes: str, head: str = HEAD, individual: str = OF_STAEREVEJ) -> list[Found]:
    """Check an amendment that makes changes, each on a line of its own from line 9, with a reason."""
    text = head + "changes:\n" + "".join(f"  - {{{change}, {WHY}}}\n" for change in changes)
    return in_file(folder, text, individual=individual)


def on_shelf(folder: Path, needed: tuple[str, ...] = (), **files: str) -> list[Found]:
    """Check a small shelf with some of its files rewritten, by their names without `.yaml`."""
    names: Mapping[str, str] = {"law": "law/act.yaml", "frame": "agreements/frame.yaml",
                                "spring": "agreements/aaa-spring.yaml", "own": "individual/frame/north.yaml"}  # fmt: skip
    library = load_library(
        lay_out(folder, {names.get(key, f"agreements/{key}.yaml"): text for key, text in files.items()})
    )
    return seen(check_shelf(library, Asked(lambda _: needed)))
