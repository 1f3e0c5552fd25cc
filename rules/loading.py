"""Load rules files: bytes to plain data once, kept by content hash, and plain data to the parts of an agreement.

Parsing YAML and checking its shape is slow beside everything else one decision does, so the checked plain data is kept
in the user's cache folder under the SHA-256 of the file's bytes. The cache is never trusted: an entry that does not
carry its own checksum is thrown away and rebuilt, and a folder that cannot be written is no error.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kredslob.rules.documents import build_document
from kredslob.rules.messages import Place, WrongInput
from kredslob.rules.model import Document, FactDeclaration, Source, Text
from kredslob.rules.units import read_value
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

CACHE_FORMAT = "3"


def cache_folder() -> Path | None:
    """Give the folder for parsed files: `KREDSLOB_CACHE`, or the user's cache; None when that is set empty."""
    if "KREDSLOB_CACHE" in os.environ:
        return Path(os.environ["KREDSLOB_CACHE"]) if os.environ["KREDSLOB_CACHE"] else None
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "kredslob"


def load_plain(path: Path, shape: str, name: str | None = None) -> tuple[YamlText, str]:
    """Give a file's checked plain data with its lines, and the SHA-256 of its bytes.

    Args:
        path: the file.
        shape: the model in `schema` that it must have: DocumentFile, FactsFile or SourcesFile.
        name: what errors call the file; default the path.

    Raises:
        WrongInput: the file cannot be read, is not narrow YAML, or has not the shape.
    """
    content = read_text(path)
    digest = hashlib.sha256(content.encode()).hexdigest()
    folder = cache_folder()
    entry = folder / f"{digest}.{shape}.{CACHE_FORMAT}.json" if folder else None
    kept = _read_entry(entry) if entry else None
    if kept is not None:
        return YamlText(name or str(path), kept[0], kept[1]), digest
    text = parse_yaml(content, name or str(path))
    from kredslob.rules import schema  # lazy: pydantic is not needed when every file is in the cache

    schema.check_shape(getattr(schema, shape), text)
    if entry:
        _write_entry(entry, text)
    return text, digest


def load_facts(folder: Path) -> dict[str, FactDeclaration]:
    """Give the declared facts of all files in a folder, by name, in the order of files and lines."""
    facts: dict[str, FactDeclaration] = {}
    for path in sorted(folder.glob("*.yaml")):
        text, _ = load_plain(path, "FactsFile", f"facts/{path.name}")
        for name, raw in text.data["facts"].items():  # type: ignore[index]  # the shape was checked
            facts[name] = _fact(name, raw, text.place(("facts", name)))
    return facts


def _fact(name: str, raw: Mapping[str, Any], at: Place) -> FactDeclaration:
    span = raw.get("range")
    return FactDeclaration(
        name=name, about=raw["about"], type=raw["type"], origin=raw["origin"], label=Text(**raw["label"]),
        question=Text(**raw["question"]), stage=raw.get("stage"),
        range=(read_value(span[0], raw["type"]), read_value(span[1], raw["type"])) if span else None,
        choices={key: Text(**label) for key, label in (raw.get("choices") or {}).items()},
        simulation=raw.get("simulation") or {}, at=at,
    )  # fmt: skip


def load_sources(path: Path) -> dict[str, Source]:
    """Give the public documents that rules files cite, by key."""
    text, _ = load_plain(path, "SourcesFile", path.name)
    return {key: Source(key, **raw) for key, raw in text.data["sources"].items()}  # type: ignore[index]


def load_document(
    path: Path, facts: Mapping[str, FactDeclaration], units: Mapping[str, str], name: str | None = None
) -> Document:
    """Give the document in a file. `units`: the unit of each parameter that other documents define.

    Raises:
        WrongInput: with every problem found in the file.
    """
    text, digest = load_plain(path, "DocumentFile", name)
    return build_document(text, facts, units, digest)


def _read_entry(entry: Path) -> tuple[object, dict[tuple[str | int, ...], int]] | None:
    try:
        checksum, _, body = entry.read_text("utf-8").partition("\n")
        if hashlib.sha256(body.encode()).hexdigest() != checksum:
            return None
        kept = json.loads(body, object_hook=_decode)
        return kept["data"], {tuple(path): line for path, line in kept["lines"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_entry(entry: Path, text: YamlText) -> None:
    lines = [[list(path), line] for path, line in text.lines.items()]
    body = json.dumps({"data": text.data, "lines": lines}, default=_encode, ensure_ascii=False)
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=entry.parent, delete=False) as part:
            part.write(hashlib.sha256(body.encode()).hexdigest() + "\n" + body)
        os.replace(part.name, entry)
    except OSError:
        return  # a cache that cannot be written only costs time


def _encode(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    raise TypeError(type(value).__name__)


def _decode(value: dict[str, Any]) -> Any:
    if "$date" in value:
        return date.fromisoformat(value["$date"])
    if "$decimal" in value:
        return Decimal(value["$decimal"])
    return value


def broken(error: WrongInput) -> tuple[str, ...]:
    """Give the files that a loading error names."""
    return tuple(dict.fromkeys(problem.place.file or "" for problem in error.problems))
