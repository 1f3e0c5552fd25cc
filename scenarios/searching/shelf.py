"""The files of terms that ship with Kredsløb: their ids and titles, without reading what they name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kredslob.rules.model import Text
from kredslob.rules.yaml_source import parse_yaml, read_text

SHIPPED: Final = Path(__file__).parent.parent / "shipped" / "search"


def shipped_searches() -> tuple[str, ...]:
    """Give the ids of the files of terms that are shipped."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def shipped_search_titles() -> dict[str, Text]:
    """Give the title of each shipped file of terms, by id; nothing else of it is read."""
    found = {}
    for name in shipped_searches():
        data: Any = parse_yaml(read_text(SHIPPED / f"{name}.yaml"), f"{name}.yaml").data
        found[name] = Text(**data["title"])
    return found
