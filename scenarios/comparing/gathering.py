"""Gather the runs of a comparison in one folder of results, which every command that reads results can read, with its differences.

Blocks are not run again and not changed: they are linked where the disk allows it, else copied. The last may hold more
replications than were compared; the record says how many these are, and nothing reads beyond it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import polars as pl

from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr
from kredslob.scenarios.comparing.comparing import Comparison, contrast_between
from kredslob.scenarios.comparing.runs import Joined
from kredslob.scenarios.comparing.verifying import DIFFERENCES, NAMED, recorded
from kredslob.scenarios.files.fingerprint import fingerprint_of_scenario
from kredslob.scenarios.indicators.ground_plain import plain_ground
from kredslob.scenarios.results.blocks import parquet_bytes
from kredslob.scenarios.results.fingerprints import file_fingerprint
from kredslob.scenarios.results.folder import GROUND, PLACES, RECORD, block_path
from kredslob.scenarios.results.keeping import utc_now
from kredslob.scenarios.results.putting import copies_of, json_bytes, put_copies
from kredslob.scenarios.results.record import Plain
from kredslob.scenarios.telling.kept_words import plain_words
from kredslob.scenarios.telling.screen import Part

WORDS: Final = "words.json"


def gather(
    folder: Path, found: Comparison, table: pl.DataFrame, words: Iterable[Part] = (), named: Plain | None = None
) -> None:
    """Write a comparison into a folder.

    Args:
        folder: where; it is not there yet.
        found: the comparison.
        table: all differences.
        words: what is told of it, as it may be published.
        named: what it was named by, as `verifying.plain_names` gives it.

    Raises:
        WrongInput: it cannot be written.
    """
    tables = found.tables
    if tables is None:
        raise ValueError("nothing was run")
    try:
        folder.mkdir()
        files = _blocks(folder, found, tables)
        files[PLACES] = _put(folder / PLACES, parquet_bytes(tables.places))
        grounds = {side.name: plain_ground(tables.own_grounds[side.name]) for side in found.sides}
        files[GROUND] = _put(folder / GROUND, json_bytes(grounds))
        files[DIFFERENCES] = _put(folder / DIFFERENCES, parquet_bytes(table))
        files[WORDS] = _put(folder / WORDS, json_bytes(plain_words(words)))
        files |= _sources(folder, found)
        _put(folder / RECORD, json_bytes({**_record(found, files), **({NAMED: named} if named else {})}))
    except OSError as wrong:
        told = Message("the results cannot be written: {reason}.", reason=wrong.strerror or type(wrong).__name__)
        accepted = Message("a folder that can be written to, with room for the results")
        raise WrongInput(Problem(Place(mask_cpr(str(folder))), told, accepted)) from wrong


def _blocks(folder: Path, found: Comparison, tables: Joined) -> dict[str, Plain]:
    files: dict[str, Plain] = {}
    for side in found.sides:
        results, name = tables.parts[side.name]
        for table, of in results.blocks.items():
            for first, last in of.get(name, ()):
                if first >= found.replications:
                    continue
                source, path = (
                    results.path / block_path(table, name, first, last),
                    block_path(table, side.name, first, last),
                )
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                if last < found.replications:
                    _link(source, folder / path)
                    files[path] = _marked(folder / path)
                else:
                    path = block_path(table, side.name, first, found.replications - 1)
                    rows = pl.read_parquet(source).filter(pl.col("replication") < found.replications)
                    files[path] = _put(folder / path, parquet_bytes(rows))
    return files


def _link(source: Path, path: Path) -> None:
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


def _sources(folder: Path, found: Comparison) -> dict[str, Plain]:
    """Put in the files that sides were named by, and those that their scenarios name."""
    files: dict[str, Plain] = {}
    for side in found.sides:
        copies = copies_of(side.scenario.sources, f"sides/{side.name}")
        put_copies(folder, copies)
        files |= {name: _marked(folder / name) for name in copies}
    return files


def _record(found: Comparison, files: Mapping[str, Plain]) -> Plain:
    """Give the record: that of the base's run, with the variants of all sides and their contrasts with the base."""
    record = recorded(found.sides, found.replications, now=utc_now())
    plain = dict(record.plain())
    marks = {name: variant["fingerprint"] for name, variant in record.variants.items()}
    contrasts = [contrast_between(pair) for pair in found.pairs]
    plain["scenario"] = {
        **plain["scenario"], "fingerprint": fingerprint_of_scenario(marks), "contrasts": [
            {"name": one.name, "title": {"da": one.title.da, "en": one.title.en}, "variant": one.variant,
             "against": one.against, "where": one.where} for one in contrasts
        ],
    }  # fmt: skip
    plain["ended"], plain["files"] = utc_now(), {name: files[name] for name in sorted(files)}
    return plain


def _put(path: Path, data: bytes) -> Plain:
    path.write_bytes(data)
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _marked(path: Path) -> Plain:
    return {"sha256": file_fingerprint(path), "bytes": path.stat().st_size}
