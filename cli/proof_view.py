"""Show a proof to people: what holds in every case, what does not and where, and how far the proof reaches."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kredslob.engine.phrasing import Words
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.proving import Proof
from kredslob.engine.proof.reach import bounds_lines, extent_text, not_proved, proved_lines
from kredslob.engine.proof.telling import case_lines, city_lines, days_text, headline, note_text, rule_lines
from kredslob.rules.messages import Message


def draw_proof(console: Console, words: Words, proof: Proof, *, full: bool) -> None:
    """Draw a proof; `full` shows what it takes for granted, and the notes with all that belongs to them."""
    failures = proof.failures
    notes = [one for one in proof.findings if one.gravity == "note"]
    title = words.read(proof.agreement.base.title)
    amended = ", ".join(one.id for one in proof.agreement.amendments if not one.fills_in)
    filled = ", ".join(one.id for one in proof.agreement.amendments if one.fills_in)
    if amended:
        title = words.say(Message("{agreement}, as amended by {amendments}", agreement=title, amendments=amended))
    if filled:
        title = words.say(Message("{agreement}, as filled in by {amendments}", agreement=title, amendments=filled))
    console.print(Text(title, "bold"))
    console.print(days_text(words, proof.regimes))
    for one in failures:
        console.print()
        _draw_finding(console, words, one)
    proved = proved_lines(words, proof)
    if proved:
        console.print()
        console.print(Text(words.say(Message("Proved, in every case that the facts allow:")), "bold"))
        _list(console, proved)
    _list(console, [extent_text(words, proof)], "dim")
    if notes:
        console.print()
        console.print(Text(words.say(Message("Worth knowing, and no fault of the agreement:")), "bold"))
        _list(console, [note_text(words, one, proof.regimes) for one in notes])
    if full:
        console.print()
        console.print(Text(words.say(Message("Taken at every value within these bounds:")), "bold"))
        _list(console, bounds_lines(words, proof))
        console.print()
        console.print(Text(words.say(Message("Taken for granted, because the engine sees to it:")), "bold"))
        _list(console, [f"{words.say(one.text)} ({one.by})" for one in proof.granted])
    console.print()
    console.print(Text(words.say(Message("Not proved:")), "bold"))
    _list(console, not_proved(words))


def _draw_finding(console: Console, words: Words, one: Finding) -> None:
    console.print(Text(headline(words, one), "bold red"))
    if one.example is not None:
        _list(console, [*city_lines(words, one), *case_lines(words, one.example)])
        confirmed = Message("Decided again by the evaluators: they find the same.")
        alone = Message("The reference evaluator finds the same; no vacancy can be made of it that asks.")
        _list(console, [words.say(confirmed if one.made is not None else alone)], "dim")
    console.print(words.say(Message("Look at:")))
    _list(console, rule_lines(words, one.rules))
    days = Message("Holds: {days}", days=days_text(words, one.regimes))
    console.print(Text(words.say(days), "dim"))


def _list(console: Console, lines: list[str], style: str = "") -> None:
    for line in lines:
        console.print(Padding(Text(f"- {line}" if not style else line, style), (0, 0, 0, 2)))
