"""The formats of scenario files and business cycles as JSON Schema, made from the models that read them.

`make schemas` writes them into docs/schemas beside those of rules files. They know the ids that ship with Kredsløb, which an
editor completes; of other names it says nothing, since a file may name files of one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.guesses import guess_names
from kredslob.engine.schemas import published
from kredslob.engine.schemas.documents import model_schema
from kredslob.engine.schemas.values import Schema
from kredslob.rules.library import load_library
from kredslob.rules.model import DatedValue
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.files.behaving import shipped_behaviours
from kredslob.scenarios.files.cycles import shipped_cycles
from kredslob.scenarios.files.telling import tells_of

if TYPE_CHECKING:
    from pydantic import BaseModel


def scenario_schema() -> Schema:
    """Give the JSON Schema of a scenario file."""
    from kredslob.scenarios.files.shape import ScenarioFile

    made = _schema(ScenarioFile, "Kredsløb: a scenario")
    made["oneOf"] = [{"required": [name], "not": {"required": [other]}}
                     for name, other in (("months", "years"), ("years", "months"))]  # fmt: skip
    for model in (made, made["definitions"]["VariantFile"]):
        fields = model["properties"]
        fields["agreement"] |= _or_own(_agreements("framework", "amendment"))
        fields["assumed"] |= {"properties": _guesses()}
    defined = made["definitions"]
    defined["BehaviourFile"]["properties"]["from"] |= _or_own(shipped_behaviours())
    defined["BehaviourFile"]["properties"]["values"] |= {
        "propertyNames": {"enum": sorted(PARAMETERS)},
        "properties": {name: {"$ref": "#/definitions/GivenFile"} for name in PARAMETERS},
    }
    defined["MacroFile"]["properties"]["path"] |= _or_own(shipped_cycles())
    return made


def cycle_schema() -> Schema:
    """Give the JSON Schema of a file of a business cycle."""
    from kredslob.scenarios.files.shape import CycleFile

    return _schema(CycleFile, "Kredsløb: a business cycle")


def search_schema() -> Schema:
    """Give the JSON Schema of a file of terms."""
    from kredslob.scenarios.files.shelf import shipped_scenarios
    from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
    from kredslob.scenarios.searching.shape import SearchFile

    made = _schema(SearchFile, "Kredsløb: terms to search")
    fields, defined = made["properties"], made["definitions"]
    fields["scenario"] |= _or_own(shipped_scenarios())
    fields["agreement"] |= _or_own(_agreements("framework", "amendment"))
    defined["TermFile"]["properties"]["amendment"] |= _or_own(_agreements("amendment"))
    for model in ("GoalFile", "LimitFile"):
        defined[model]["properties"]["indicator"] |= {"enum": sorted(CATALOGUE)}
    return made


_SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    "scenario": scenario_schema, "cycle": cycle_schema, "search": search_schema
}  # fmt: skip
NAMES: Final = tuple(_SCHEMAS)


def named(wanted: str) -> str:
    """Give the name of a schema, in any case.

    Raises:
        WrongInput: there is none of that name.
    """
    return published.named(wanted, NAMES)


def schema_text(name: str) -> str:
    """Give a schema as JSON text; `name` is one of `NAMES`."""
    return published.as_text(_SCHEMAS[name]())


def _schema(model: type[BaseModel], title: str) -> Schema:
    tells: dict[str, str] = {}
    waiting: list[type[BaseModel]] = [model]
    seen: set[type[BaseModel]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        tells |= tells_of(one.__name__, tuple(base.__name__ for base in one.__mro__))
        waiting += [each for field in one.model_fields.values() for each in _models_in(field.annotation)]
    return model_schema(model, title, tells)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    from typing import get_args

    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [each for one in get_args(annotation) for each in _models_in(one)]


def _agreements(*kinds: str) -> tuple[str, ...]:
    return tuple(key for key, one in load_library().documents.items() if one.kind in kinds)


def _or_own(names: tuple[str, ...]) -> Schema:
    """Give that a field holds one of some names, or any other text: a file of one's own."""
    return {"anyOf": [{"enum": list(names)}, {"type": "string", "pattern": r"\S"}]}


def _guesses() -> dict[str, Schema]:
    """Give every guess of the shipped rules with the question that would settle it."""
    library = load_library()
    questions: dict[str, str] = {}
    for document in library.documents.values():
        for key, series in document.parameters.items():
            values: tuple[DatedValue, ...] = series.values
            asked = next((one.question for one in values if one.question is not None), None)
            if asked is not None:
                questions.setdefault(key, asked.en)
    return {
        name: {"description": questions[name]} if name in questions else {} for name in sorted(guess_names(library))
    }


if __name__ == "__main__":
    import sys
    from pathlib import Path

    published.write_schemas(Path(sys.argv[1]), NAMES, schema_text)
