"""Frozen dataclasses with slots as the standard library makes them, made in a quarter of the time.

The standard library compiles six functions for each class. A command makes a hundred such classes before it can begin,
which was a tenth of a decision on a list of ten thousand. Here three functions are compiled together, and what need not
be fast is shared by all classes. Type checkers see the standard library's own.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - given on
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Any:
        """Make a class of frozen values with slots: `@dataclass(frozen=True, slots=True)`, as in the standard library."""
        if not frozen or not slots:
            raise TypeError("the standard library makes the others")
        plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
        return lambda cls: _with_methods(plain(cls))


def _with_methods(cls: type) -> type:
    own = list(dataclasses.fields(cls))
    methods = {
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": _state,
        "__setstate__": _restore,
    }
    for name, method in {**methods, **_compiled(cls, own)}.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    return cls


def _compiled(cls: type, fields: list[dataclasses.Field[Any]]) -> dict[str, Any]:
    """Compile the methods that are called often."""
    names: dict[str, Any] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    positional: list[str] = []
    keyword: list[str] = []
    body: list[str] = []
    for field in fields:
        name, value = field.name, field.name
        if not field.init:
            continue
        default = ""
        if field.default is not dataclasses.MISSING:
            names[f"_{name}"], default = field.default, f"=_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_{name}"], default = field.default_factory, "=_missing"
            value = f"_{name}() if {name} is _missing else {name}"
        (keyword if field.kw_only else positional).append(name + default)
        body.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    given = ", ".join(["self", *positional, *(["*", *keyword] if keyword else [])])
    compared = [field.name for field in fields if field.compare]
    mine, others = (", ".join([f"{one}.{name}" for name in compared] + [""]) for one in ("self", "other"))
    text = (
        f"def __init__({given}):\n " + "\n ".join(body or ["pass"]) + "\n"
        "def __eq__(self, other):\n"
        f" return ({mine}) == ({others}) if other.__class__ is self.__class__ else NotImplemented\n"
        f"def __hash__(self):\n return hash(({mine}))\n"
    )  # fmt: skip
    made: dict[str, Any] = {}
    exec(text, names, made)  # noqa: S102 - of names of fields alone, as the standard library does
    for method in made.values():
        method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
        method.__module__ = cls.__module__
    return made


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot set or delete {type(self).__qualname__}.{name}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
