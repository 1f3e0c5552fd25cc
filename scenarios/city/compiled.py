"""The loops of the city, compiled by numba: plain functions become machine code, once for each version of their text.

The functions stay what they are, to be read and tested as Python. Here each gets a twin whose calls go to the compiled
twins of what it calls, the quota arithmetic of the engine among them, unchanged. Machine code is kept in the user's cache
folder under the SHA-256 of all these texts, so that the next start pays nothing and an older version's is never taken.
"""

from __future__ import annotations

import hashlib
import inspect
import types
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kredslob.rules.loading import cache_folder

_CITY: Final = "kredslob.scenarios.city."
MODULES: Final = (
    "kredslob.engine.wheels", "kredslob.engine.compensation",
    *(_CITY + name for name in (
        "luck", "agenda", "queues", "lives", "traits", "waiting", "homes", "arrivals", "members", "families", "standing",
        "routing", "letting", "keeping", "changes", "opening", "months",
    )),
)  # fmt: skip
# Of the engine's modules only the arithmetic over integers, down to the surface of words.
OF_ENGINE: Final = frozenset({
    "round_length", "spread_into", "referral_share", "due_code", "advance_in_place", "same_fraction", "compensate_into",
    "weigh", "measure_room", "place_as_declared", "place_by_weight", "give_to_largest",
})  # fmt: skip


class Compiled:
    """The compiled functions by name, as attributes: `compiled().open_city(...)`.

    Inside, functions call each other without a way in from Python, which would be most of what there is to compile; one
    that is asked for gets its way in then.
    """

    def __init__(self, plain: Mapping[str, Callable[..., Any]], make: Callable[..., Any]) -> None:
        self._plain = plain
        self._make = make

    def ready(self, name: str, *given: object) -> Callable[..., Any]:
        """Give a function made ready for what is given, to be called again with the like of it.

        What is given is looked over once here, and then no more: of a hundred arrays that takes as long as a city's month.
        """
        from numba import typeof

        entry = getattr(self, name)
        ready: Callable[..., Any] = entry.compile(tuple(map(typeof, given)))
        return ready

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in self._plain:
            raise AttributeError(name)
        entry: Callable[..., Any] = self._make(self._plain[name])
        setattr(self, name, entry)
        return entry


@lru_cache(maxsize=1)
def compiled() -> Compiled:
    """Give the compiled functions; each is made into machine code, or taken from the cache, when it is first called."""
    return compiled_with({})


def compiled_with(instead: Mapping[str, types.FunctionType]) -> Compiled:
    """Give the compiled functions with some replaced, by name: to measure what one costs beside another of its kind.

    What is given needs no name but those of its own module and of the replaced one's. Nothing of this is kept on disk.
    """
    import numba

    modules = [import_module(name) for name in MODULES]
    plain = [one for module in modules for one in _functions(module)]
    folder = _folder(modules, numba.__version__) if not instead else None
    if folder is not None:
        numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]  # numba fills its settings in when it starts
    spaces: dict[str, dict[str, Any]] = {module.__name__: dict(vars(module)) for module in modules}
    # Nothing is allocated inside, so that no references need be counted (_nrt).
    options: dict[str, Any] = {"cache": folder is not None, "nogil": True, "error_model": "numpy", "_nrt": False}
    # State, world and rules are a hundred arrays: to hand them from function to function costs more than most of them do.
    within = {**options, "forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}

    def twin_of(function: types.FunctionType, mark: str = "") -> types.FunctionType:
        space, code = spaces[function.__module__], function.__code__
        if function.__name__ in instead:
            code, space = instead[function.__name__].__code__, {**space, **instead[function.__name__].__globals__}
        twin = types.FunctionType(code, space, function.__name__, function.__defaults__)
        twin.__module__, twin.__qualname__ = function.__module__, function.__qualname__ + mark
        return twin

    twins = {function: _once(numba.njit(**within)(twin_of(function))) for function in plain}
    for space in spaces.values():
        found = [(name, value) for name, value in space.items() if isinstance(value, types.FunctionType)]
        space.update({name: twins[value] for name, value in found if value in twins})
    by_name = {function.__name__: function for function in plain}
    return Compiled(by_name, lambda function: numba.njit(**options)(twin_of(function, "_entry")))


def _once(twin: Any) -> Any:
    """Let a function be compiled for whole numbers of one width, not anew for each width and each constant it is given."""
    from numba import types as nb

    def wide(one: Any) -> Any:
        one = nb.unliteral(one)  # type: ignore[no-untyped-call]  # numba is not typed throughout
        return nb.int64 if isinstance(one, nb.Integer) else one

    template = twin.get_call_template
    twin.get_call_template = lambda args, kws: template(tuple(map(wide, args)), kws)
    return twin


def _functions(module: types.ModuleType) -> list[types.FunctionType]:
    """Give the functions that a module defines and that are compiled."""
    found = [one for one in vars(module).values() if isinstance(one, types.FunctionType)]
    own = [one for one in found if one.__module__ == module.__name__]
    if not module.__name__.startswith(_CITY):
        return [one for one in own if one.__name__ in OF_ENGINE]
    return [one for one in own if not one.__name__.startswith("<") and one.__code__.co_argcount > 0]


def _folder(modules: list[types.ModuleType], version: str) -> Path | None:
    """Give the folder for this version's machine code; None where nothing may be kept."""
    folder = cache_folder()
    if folder is None:
        return None
    mark = hashlib.sha256(version.encode())
    for name in ("layout", "world", "compiled"):
        mark.update(inspect.getsource(import_module(_CITY + name)).encode())
    for module in modules:
        mark.update(inspect.getsource(module).encode())
    return folder / f"kernel-{mark.hexdigest()[:16]}"
