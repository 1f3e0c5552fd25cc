"""An individual agreement of a test's own, for the estate of the small city."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from kredslob.engine.office import Office
from kredslob.engine.register.rows import Recorded
from tests.engine.small_city import ESTATE, FRAMEWORK, ORGANISATION, city, library, measured, prolonged

START: Final = date(2011, 1, 1)
Wheels = Mapping[str, Sequence[Mapping[str, Any]]]


def agreement_text(wheels: Wheels, parameters: Mapping[str, Any]) -> str:
    """Give the file of an individual agreement; a wheel or value that names no day holds from the first."""
    versions = {name: [{"from": START, **wheel} for wheel in several] for name, several in wheels.items()}
    values = {name: [{"from": START, "value": value, "basis": "stated"}] for name, value in parameters.items()}
    document = {
        "schema": 1, "id": "own", "kind": "individual", "framework": FRAMEWORK, "organisation": ORGANISATION,
        "origin": "public", "title": {"da": "Prøveaftale", "en": "Agreement for a test"}, "from": START, "adopted": START,
        "estates": {ESTATE: {"origin": "public", "wheels": versions, "parameters": values}},
    }  # fmt: skip
    text = json.dumps(document, indent=1, default=date.isoformat)
    return re.sub(r'"([0-9]{4}-[0-9]{2}-[0-9]{2})"', r"\1", text)  # a day is no text


@contextmanager
def with_agreement(
    wheels: Wheels | None = None, parameters: Mapping[str, Any] | None = None, rows: Sequence[Recorded] = ()
) -> Iterator[Office]:
    """Give an office whose estate has an individual agreement with these wheels and values of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / FRAMEWORK / "own.yaml"
        path.parent.mkdir()
        path.write_text(agreement_text(wheels or {}, parameters or {}), encoding="utf-8")
        known = replace(library(), individual=Path(folder))
        yield Office(known, city(*(rows or (measured(),)), agreement="own"), prolonged())
