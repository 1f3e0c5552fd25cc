"""How the run is made again, to the bit: the command, what it was made from, by which program."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.tables import row, table
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.reporting.run import Run, register_name


def again_section(run: Run) -> Html:
    """Give the chapter of how to make it again."""
    say = run.words.say
    text = Message("The same command gives the same tables, whatever the machine and the number of processors. {verify} looks whether the folder is as the run left it.",
                   verify="kredslob scenario verify")  # fmt: skip
    heads = (Message("What"), Message("Which"))
    rows = [row(run.words, heads, each) for each in _told(run)]
    return section("again", say(Message("How to make it again")), lead(say(text)), element("pre", element("code", command_of(run)), tabindex="0"),
                   table(run.words, Message("What the run was made from, by SHA-256"), heads, rows, "marks"))  # fmt: skip


def command_of(run: Run) -> str:
    """Give the command by which the run is made again; files are called as they were, wherever they lie."""
    record = run.record
    source = str(record.scenario.get("source", record.scenario.get("id", "")))
    name = source.replace("\\", "/").rsplit("/", 1)[-1]
    if not run.compared:
        return f"kredslob scenario run {name} --replications {record.replications}"
    sides = " ".join(map(shlex.quote, run.compared))
    return f"kredslob compare {sides} --scenario {shlex.quote(name)} --replications {record.replications}"


def _told(run: Run) -> Iterator[tuple[Part, Part]]:
    say, record = run.words.say, run.record
    yield say(Message("Scenario")), _mark(record.scenario.get("id"), record.scenario.get("fingerprint"))
    yield say(Message("Register")), _mark(register_name(run), record.register.get("fingerprint"))
    for one in run.shown:
        told = record.variants[one.name]
        for agreement in told["agreements"]:
            named = "+".join([agreement["id"], *agreement.get("amendments", [])])
            yield f"{one.hand.letter} {run.words.read(one.title)}", _mark(named, agreement.get("fingerprint"))
        if one is run.base:
            yield say(Message("Behaviour")), _mark(told["behaviour"].get("id"), told["behaviour"].get("fingerprint"))
    for name, path in run.copies.items():
        yield say(Message("{file}, as it lies in the folder of results", file=name)), element("code", path)
    yield say(Message("Program")), _mark("kredslob", record.program)
    yield say(Message("Seed")), element("code", record.seed)
    yield say(Message("Replications")), run.words.number(record.replications)
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    yield say(Message("Versions")), versions
    yield say(Message("Run")), f"{_time(record.started)} \N{EN DASH} {_time(record.ended)}"


def _mark(name: object, fingerprint: object) -> Part:
    return (str(name or ""), " ", element("code", str(fingerprint))) if fingerprint else str(name or "")


def _time(moment: str | None) -> str:
    return "" if moment is None else moment[:16].replace("T", " ") + " UTC"
