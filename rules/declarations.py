"""Read what declares facts, files of facts and agreements that need more: each fact once, with its type, its range or choices, and how it comes about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kredslob.rules.building import Builder
from kredslob.rules.messages import FieldPath, Message, WrongInput
from kredslob.rules.model import FactDeclaration, Text
from kredslob.rules.yaml_source import YamlText


def build_facts(
    texts: Iterable[YamlText], known: Mapping[str, FactDeclaration] | None = None
) -> dict[str, FactDeclaration]:
    """Give the declared facts of all files by name, after those known, in the order of files and lines.

    Raises:
        WrongInput: with every problem found: a fact declared twice, without the choices or the stage that it needs, or
            with a range that is none.
    """
    facts = dict(known or {})
    problems = []
    for text in texts:
        builder = Builder(text, {})
        declared = text.data.get("facts") or {}  # type: ignore[attr-defined]  # the shape was checked
        for name, raw in declared.items():
            if name in facts:
                first = facts[name].at.text()
                found = Message("fact {fact} is declared at {place} too.", fact=name, place=first)
                builder.report(("facts", name), found, Message("each fact once"))
            else:
                facts[name] = _fact(builder, name, raw)
        problems += builder.problems
    if problems:
        raise WrongInput(problems)
    return facts


def _fact(builder: Builder, name: str, raw: dict[str, Any]) -> FactDeclaration:
    path: FieldPath = ("facts", name)
    choices = raw.get("choices") or {}
    if (raw["type"] == "choice") != bool(choices):
        builder.report(path, Message("choices go with type choice, and only there."), Message("type: choice, choices"))
    if (raw["origin"] == "decided") != (raw.get("stage") is not None):
        found = Message("a stage goes with origin decided, and only there.")
        builder.report(path, found, Message("origin: decided, stage"))
    simulation = raw.get("simulation") or {}
    if simulation.get("how") == "drawn" and not (simulation.get("distribution") and simulation.get("basis")):
        found = Message("a fact that is drawn does not say from what.")
        builder.report((*path, "simulation"), found, Message("distribution and basis"))
    return FactDeclaration(
        name=name, about=raw["about"], type=raw["type"], origin=raw["origin"], label=Text(**raw["label"]),
        question=Text(**raw["question"]), stage=raw.get("stage"),
        range=builder.limits(raw.get("range"), raw["type"], (*path, "range")),
        choices={key: Text(**label) for key, label in choices.items()}, simulation=simulation,
        at=builder.text.place(path),
    )  # fmt: skip
