"""The scenarios that ship with Kredsløb: their ids and titles, without reading what they name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kredslob.rules.model import Text
from kredslob.rules.yaml_source import parse_yaml, read_text

SHIPPED: Final = Path(__file__).parent.parent / "shipped"


def shipped_scenarios() -> tuple[str, ...]:
    """Give the ids of the scenarios that are shipped."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def path_of(name: str) -> Path:
    """Give the path of a scenario that is shipped."""
    return SHIPPED / f"{name}.yaml"


def shipped_titles() -> dict[str, tuple[Text, Text]]:
    """Give the title of each shipped scenario and what it is to find out, by id; nothing else of it is read."""
    found = {}
    for name in shipped_scenarios():
        data: Any = parse_yaml(read_text(path_of(name)), f"{name}.yaml").data
        found[name] = Text(**data["title"]), Text(**data["about"])
    return found
