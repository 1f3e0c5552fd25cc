"""The schemas that are published, by name; `make schemas` writes them into docs/schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from kredslob.engine.schemas.cases import cases_schema
from kredslob.engine.schemas.documents import agreement_schema, model_schema, of_fact
from kredslob.engine.schemas.tables import Facts, applicants_schema, channels_schema, vacancies_schema
from kredslob.engine.schemas.values import Schema
from kredslob.rules.library import load_library
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import FactDeclaration


def facts_schema(_: Facts) -> Schema:
    """Give the JSON Schema of a file of declared facts."""
    made = model_schema("FactsFile", "Kredsløb: declared facts")
    made["definitions"]["FactFile"]["allOf"] = of_fact()
    return made


_SCHEMAS: Final[Mapping[str, Callable[[Facts], Schema]]] = {
    "agreement": agreement_schema,
    "facts": facts_schema,
    "sources": lambda _: model_schema("SourcesFile", "Kredsløb: public documents"),
    "channels": lambda _: channels_schema(),
    "vacancies": vacancies_schema,
    "applicants": applicants_schema,
    "cases": cases_schema,
}
NAMES: Final = tuple(_SCHEMAS)


def named(wanted: str, names: Collection[str] = NAMES) -> str:
    """Give the name of a published schema, one of `names`, in any case.

    Raises:
        WrongInput: there is none of that name.
    """
    if wanted.casefold() in names:
        return wanted.casefold()
    found = Message("there is no schema {name}.", name=wanted[:80])
    raise WrongInput(Problem(Place(), found, Message("{names}", names=", ".join(names)), nearest(wanted, names)))


def as_text(schema: Schema) -> str:
    """Give a schema as the JSON text that is published."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def schema_text(name: str, facts: Mapping[str, FactDeclaration] | None = None) -> str:
    """Give a published schema as JSON text.

    Args:
        name: one of `NAMES`.
        facts: every fact that a file may name; without them, those that are shipped.
    """
    return as_text(_SCHEMAS[name](dict(load_library().facts if facts is None else facts)))


def write_schemas(folder: Path, names: Iterable[str] = NAMES, text: Callable[[str], str] = schema_text) -> None:
    """Write every schema into a folder, each as `text` gives it."""
    for name in names:
        (folder / f"{name}.json").write_text(text(name), "utf-8")


if __name__ == "__main__":
    import sys

    write_schemas(Path(sys.argv[1]))
