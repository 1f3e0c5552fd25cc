"""Load rules files: bytes to plain data once, kept by content hash, and plain data to the parts of an agreement.

Parsing YAML and checking its shape is slow beside everything else one decision does, so the checked plain data is kept
in the user's cache folder under the SHA-256 of the text and of the modules that read and checked it. The cache is never
trusted: an entry that does not carry its own checksum is rebuilt, and a folder that cannot be written is no error.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from kredslob.rules.declarations import build_facts
from kredslob.rules.documents import build_document
from kredslob.rules.model import Document, FactDeclaration, ParameterSeries, Source
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

_READERS = ("yaml_source.py", "yaml_events.py", "schema.py", "shape.py", "model.py", "units.py", "messages.py")


def cache_folder() -> Path | None:
    """Give the folder for parsed files: `KREDSLOB_CACHE`, or the user's cache; None when that is set empty."""
    if "KREDSLOB_CACHE" in os.environ:
        return Path(os.environ["KREDSLOB_CACHE"]) if os.environ["KREDSLOB_CACHE"] else None
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "kredslob"
    except RuntimeError:  # nobody's home
        return None


@lru_cache(maxsize=1)
def _version() -> str:
    """Give a mark of the modules that read and check, so that what an older one has let through is not taken as checked."""
    mark = hashlib.sha256()
    for name in _READERS:
        mark.update(Path(__file__).with_name(name).read_bytes())
    return mark.hexdigest()[:16]


def load_plain(path: Path, shape: str, name: str | None = None) -> tuple[YamlText, str]:
    """Give a file's checked plain data with its lines, and the SHA-256 of its text in UTF-8.

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
    entry = folder / f"{digest}.{shape}.{_version()}.json" if folder else None
    kept = _read_entry(entry) if entry else None
    if kept is not None:
        return YamlText(name or str(path), kept[0], kept[1]), digest
    text = parse_yaml(content, name or str(path))
    from kredslob.rules.shape import check_shape  # lazy: pydantic is not needed when every file is in the cache

    check_shape(shape, text)
    if entry:
        _write_entry(entry, text)
    return text, digest


def load_facts(folder: Path, documents: Iterable[YamlText] = ()) -> dict[str, FactDeclaration]:
    """Give the declared facts of all files in a folder and of documents, by name, in the order of files and lines.

    Raises:
        WrongInput: with every problem found in the first file that has not the shape, else in all of them.
    """
    return build_facts(
        [
            *(load_plain(path, "FactsFile", f"facts/{path.name}")[0] for path in sorted(folder.glob("*.yaml"))),
            *documents,
        ]
    )


def load_sources(path: Path) -> dict[str, Source]:
    """Give the public documents that rules files cite, by key."""
    text, _ = load_plain(path, "SourcesFile", path.name)
    return {key: Source(key, **raw) for key, raw in text.data["sources"].items()}  # type: ignore[index]  # by shape


def load_document(
    path: Path, facts: Mapping[str, FactDeclaration], parameters: Mapping[str, ParameterSeries], name: str | None = None
) -> Document:
    """Give the document in a file. `parameters`: those of other documents, which it may set.

    Raises:
        WrongInput: with every problem found in the file.
    """
    text, digest = load_plain(path, "DocumentFile", name)
    return build_document(text, facts, parameters, digest)


def plain_of(document: Document, folder: Path = Path(__file__).parent) -> YamlText:
    """Give the plain data and lines of a document's file: one of a folder laid out as `rules/` is, or a person's own.

    Raises:
        WrongInput: the file is gone, or is no longer what it was.
    """
    path = folder / document.name
    return load_plain(path if path.is_file() else Path(document.name), "DocumentFile", document.name)[0]


def _read_entry(entry: Path) -> tuple[object, dict[tuple[str | int, ...], int]] | None:
    try:
        checksum, _, body = entry.read_text("utf-8").partition("\n")
        if hashlib.sha256(body.encode()).hexdigest() != checksum:
            return None
        kept = json.loads(body, object_hook=_decode)
        return kept["data"], {tuple(path): line for path, line in kept["lines"]}
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        return None


def _write_entry(entry: Path, text: YamlText) -> None:
    lines = [[list(path), line] for path, line in text.lines.items()]
    body = json.dumps({"data": text.data, "lines": lines}, default=_encode, ensure_ascii=False)
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=entry.parent) as folder:
            part = Path(folder) / entry.name  # made aside and moved whole, since others may be reading
            part.write_text(hashlib.sha256(body.encode()).hexdigest() + "\n" + body, "utf-8")
            part.replace(entry)
    except OSError:
        return  # a cache that cannot be written only costs time


def _encode(value: object) -> dict[str, str]:
    """Give the form of what JSON has none for: dates and decimals, and plain data holds nothing else."""
    return {"$date": value.isoformat()} if isinstance(value, date) else {"$decimal": str(value)}


def _decode(value: dict[str, Any]) -> Any:
    if "$date" in value:
        return date.fromisoformat(value["$date"])
    if "$decimal" in value:
        return Decimal(value["$decimal"])
    return value
