"""An answer as JSON can hold it, described in docs/json.md, and the answer that was written so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from kredslob.rules.model import Text
from kredslob.scenarios.searching.answer import Answer, Effort, Found, GoalTold, LimitTold, Refused, TermTold
from kredslob.scenarios.searching.weighing import Held, Mean

SCHEMA: Final = 1
KIND: Final = "kredslob search"


def plain_answer(found: Answer) -> dict[str, Any]:
    """Give an answer as plain data; shares 0-1."""
    return {"schema": SCHEMA, "kind": KIND, **_plain(found)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return {str(key): _plain(one) for key, one in value.items()} if isinstance(value, Mapping) else value


def read_answer(plain: Any) -> Answer:
    """Give the answer that was written so; raises KeyError, TypeError or ValueError if it is none."""
    if plain["schema"] != SCHEMA or plain["kind"] != KIND:
        raise ValueError("no answer of this schema")
    names = ("id", "agreement", "day", "first", "last", "estates", "synthetic", "guesses", "names", "record")
    scenario = plain["scenario"]
    return Answer(
        **{name: plain[name] for name in names}, title=_text(plain["title"]), about=_text(plain["about"]),
        scenario=(scenario[0], _text(scenario[1])), behaviour=(plain["behaviour"][0], plain["behaviour"][1]), terms=tuple(map(_term, plain["terms"])),
        goals=tuple(GoalTold(**{**one, "title": _text(one["title"])}) for one in plain["goals"]),
        limits=tuple(LimitTold(**{**one, "title": _text(one["title"])}) for one in plain["limits"]),
        front=_several(plain["front"]), near=_several(plain["near"]), present=_found(plain["present"]),
        others=_several(plain["others"]), refused=tuple(map(_refused, plain["refused"])),
        effort=Effort(**plain["effort"]),
    )  # fmt: skip


def _text(plain: Any) -> Text:
    return Text(**plain)


def _term(plain: Any) -> TermTold:
    told = {
        "title": _text(plain["title"]), "told": tuple(map(_text, plain["told"])), "now": _text(plain["now"]),
        "choices": tuple(tuple(one) if isinstance(one, list) else one for one in plain["choices"]),
    }  # fmt: skip
    return TermTold(**{**plain, **told})


def _several(plain: Any) -> tuple[Found, ...]:
    return tuple(map(_found, plain))


def _found(plain: Any) -> Found:
    means = {name: tuple(Mean(**one) for one in plain[name]) for name in ("goals", "chosen", "apart")}
    limits = tuple(Held(**{**one, "mean": Mean(**one["mean"])}) for one in plain["limits"])
    lists = {name: tuple(plain[name]) for name in ("choices", "beaten_by", "alike")}
    return Found(**{**plain, **means, **lists, "title": _text(plain["title"]), "limits": limits})


def _refused(plain: Any) -> Refused:
    return Refused(tuple(plain["choices"]), _text(plain["title"]), plain["why"], tuple(map(_text, plain["reasons"])))
