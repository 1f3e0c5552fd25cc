"""Put a slip into a program that is already imported: every function that has the old code gets the new.

A function's code is exchanged in place, so that whoever imported it by name, a property, a cache or a table of functions
meets the slip as well, and no module is imported twice.
"""

from __future__ import annotations

import ast
import functools
import gc
import os
import textwrap
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from tests.mutation.slips import Slip

CLEARED = ("kredslob.engine", "kredslob.scenarios", "kredslob.cli", "tests")


class CannotPutIn(Exception):
    """The slip's function is not there to be exchanged, or has other variables about it."""


class Functions:
    """The functions of the modules tried, and the caches of the whole program, as they stand once it is imported."""

    def __init__(self, root: str, paths: set[str]) -> None:
        """Find them among everything that is alive."""
        real = {os.path.realpath(os.path.join(root, path)): path for path in paths}  # noqa: PTH118  # as code names it
        files: dict[str, str | None] = {}
        self.found: dict[tuple[str, str], list[FunctionType]] = {}
        self.caches: list[Any] = []
        for one in gc.get_objects():
            kind = type(one)  # not isinstance: that would ask a proxy for the class of what may be gone
            if kind is FunctionType:
                name = one.__code__.co_filename
                if name not in files:
                    files[name] = real.get(os.path.realpath(name))
                path = files[name]
                if path is not None:
                    self.found.setdefault((path, one.__code__.co_qualname), []).append(one)
            elif kind is functools._lru_cache_wrapper:
                self.caches.append(one)

    def put_in(self, slip: Slip) -> None:
        """Exchange the code of the slip's function and forget what was computed without it.

        Raises:
            CannotPutIn: there is no such function, or it is bound to other variables.
        """
        found = self.found.get((slip.path, slip.function))
        if not found:
            raise CannotPutIn(slip.function)
        code = _code(slip)
        for function in found:
            if function.__code__.co_freevars != code.co_freevars:
                raise CannotPutIn(slip.function)
            function.__code__ = code.replace(co_filename=function.__code__.co_filename)
            _put_defaults(function, slip)
        for cache in self.caches:
            module = str(getattr(cache, "__module__", ""))
            if module.startswith(CLEARED) or (slip.path.startswith("rules/") and module.startswith("kredslob")):
                cache.cache_clear()


def _code(slip: Slip) -> CodeType:
    """Give the code of the slip's function, compiled where it stands: in its classes, by its own name."""
    *classes, name = slip.function.split(".")
    text = textwrap.dedent(slip.code)
    for one in reversed(classes):
        text = f"class {one}:\n" + textwrap.indent(text, "    ")
    source = compile("from __future__ import annotations\n" + text, "slip", "exec", dont_inherit=True)
    for found in _within(source):
        if found.co_qualname == slip.function and found.co_name == name:
            return found
    raise CannotPutIn(slip.function)


def _within(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _within(one)


def _put_defaults(function: FunctionType, slip: Slip) -> None:
    """Give the function its default values anew, since a slip may be in one of them."""
    if not function.__defaults__ and not function.__kwdefaults__:
        return
    parsed = ast.parse("from __future__ import annotations\n" + textwrap.dedent(slip.code))
    made = parsed.body[1]
    if isinstance(made, ast.FunctionDef | ast.AsyncFunctionDef):
        made.decorator_list = []
        names: dict[str, Any] = dict(function.__globals__)
        exec(compile(parsed, "slip", "exec", dont_inherit=True), names)  # noqa: S102  # our own text, in a process of its own
        function.__defaults__ = names[made.name].__defaults__
        function.__kwdefaults__ = names[made.name].__kwdefaults__
