"""What the agreement does: simulation, indicators, comparison, search, reports and exports.

Imports `kredslob.engine` and `kredslob.rules`. For notebooks there is a small surface, described in docs/python.md:

    from kredslob.scenarios import compare, find_scenario, run

What stands behind it is imported when it is first asked for, so that whoever needs one module does not wait for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kredslob.scenarios.surface import catalogue as catalogue
    from kredslob.scenarios.surface import compare as compare
    from kredslob.scenarios.surface import contrasts as contrasts
    from kredslob.scenarios.surface import export as export
    from kredslob.scenarios.surface import find_scenario as find_scenario
    from kredslob.scenarios.surface import open_results as open_results
    from kredslob.scenarios.surface import report as report
    from kredslob.scenarios.surface import run as run
    from kredslob.scenarios.surface import summary as summary
    from kredslob.scenarios.surface import tell as tell
    from kredslob.scenarios.surface import values as values

__all__ = [
    "catalogue", "compare", "contrasts", "export", "find_scenario", "open_results", "report", "run", "summary", "tell",
    "values",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("kredslob.scenarios.surface"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
