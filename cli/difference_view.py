"""Show a difference to people: the changes clause by clause, then what is decided otherwise, each with its smallest case."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kredslob.engine.difference.change_wording import by_clause, when_text
from kredslob.engine.difference.comparing import Difference
from kredslob.engine.difference.flip_wording import answer_text, flip_case, flip_line, parting_lines
from kredslob.engine.difference.flips import Flip
from kredslob.engine.difference.pairs import Compared
from kredslob.engine.phrasing import Words
from kredslob.engine.proof.telling import days_text
from kredslob.rules.messages import Message

INDENT = 2


def draw_difference(console: Console, words: Words, difference: Difference) -> None:
    """Draw a difference."""
    console.print(Text(words.say(Message("Before: {text}", text=_title(words, difference.a))), "bold"))
    console.print(Text(words.say(Message("Now: {text}", text=_title(words, difference.b))), "bold"))
    if difference.a.on is None:
        console.print(days_text(words, (pair.b for pair in difference.pairs)))
    _draw_changes(console, words, difference)
    console.print()
    _draw_flips(console, words, difference)
    _draw_rest(console, words, difference)


def _title(words: Words, side: Compared) -> str:
    title, amended = words.read(side.agreement.base.title), ", ".join(one.id for one in side.agreement.amendments)
    if amended:
        title = words.say(Message("{agreement}, as amended by {amendments}", agreement=title, amendments=amended))
    if side.on is None:
        return title
    return words.say(Message("{agreement}, on {day}", agreement=title, day=words.day(side.on)))


def _draw_changes(console: Console, words: Words, difference: Difference) -> None:
    console.print()
    if not difference.changes:
        console.print(words.say(Message("They state the same.")))
        return
    console.print(Text(words.say(Message("What is stated differently")), "bold"))
    for title, lines in by_clause(words, difference).items():
        console.print(_indented(Text(title, "cyan"), 1))
        for line in lines:
            console.print(_indented(Text(line.strip()), 2 + (len(line) - len(line.lstrip())) // INDENT))


def _draw_flips(console: Console, words: Words, difference: Difference) -> None:
    """Draw the cases, those that the parties must look at before those that are for the law alone."""
    if difference.decides_alike:
        console.print(
            Text(words.say(Message("Everything is decided alike, in every case that the facts allow.")), "bold")
        )
        return
    theirs = [one for one in difference.flips if not difference.by_law(one.fact)]
    if difference.by_law_alone:
        heading = Message("The law has changed and the agreement has not. What follows for the agreement, which its parties "
                          "have not agreed on and may want to negotiate:")  # fmt: skip
        nothing = Message("The law has changed and the agreement has not. Nothing follows for who is let what.")
        console.print(Text(words.say(heading if theirs else nothing), "bold"))
        _draw_by_fact(console, words, difference, theirs)
        legal = [one for one in difference.flips if difference.by_law(one.fact)]
        if legal:
            console.print(Text(words.say(Message("What the law itself decides differently:")), "bold"))
            _draw_by_fact(console, words, difference, legal)
    elif difference.flips:
        console.print(Text(words.say(Message("What is decided differently, each in its smallest case")), "bold"))
        _draw_by_fact(console, words, difference, list(difference.flips))


def _draw_by_fact(console: Console, words: Words, difference: Difference, flips: list[Flip]) -> None:
    """Draw flips under the fact that flips; what all cases of a fact have in common is said once."""
    for fact in dict.fromkeys(one.fact for one in flips):
        console.print(_indented(Text(words.label(fact), "cyan"), 1))
        own = [one for one in flips if one.fact == fact]
        lines = [_lines(words, difference, one) for one in own]
        common = [line for line in lines[0] if len(own) > 1 and all(line in other for other in lines)]
        if common:
            console.print(_indented(words.say(Message("In each of these cases:")), 2))
            _draw_lines(console, common, 2)
        for one, each in zip(own, lines, strict=True):
            console.print(_indented(Text(flip_line(words, one), "bold"), 2))
            _draw_lines(console, [line for line in each if line not in common], 3)


def _lines(words: Words, difference: Difference, one: Flip) -> list[tuple[str, str]]:
    """Give what is told of a flip, each line with its style: the case, by which rules, what is answered, when."""
    when = when_text(words, one.pairs, difference)
    told = [*parting_lines(words, one), answer_text(words, one), *([when] if when else [])]
    return [*((f"- {line}", "") for line in flip_case(words, one)), *((line, "dim") for line in told)]


def _draw_lines(console: Console, lines: list[tuple[str, str]], depth: int) -> None:
    for line, style in lines:
        console.print(_indented(Text(line, style), depth))


def _indented(text: Text | str, depth: int) -> Padding:
    return Padding(text, (0, 0, 0, depth * INDENT), expand=False)


def _draw_rest(console: Console, words: Words, difference: Difference) -> None:
    """Draw what is alike, and what no case can show."""
    told: list[str] = []
    if difference.alike and not difference.decides_alike:
        names = ", ".join(words.label(one) for one in difference.alike)
        told.append(words.say(Message("Decided alike in every case that the facts allow: {facts}.", facts=names)))
    if difference.only_a:
        names = ", ".join(words.label(one) for one in difference.only_a)
        told.append(words.say(Message("Decided by the first alone: {facts}.", facts=names)))
    if difference.only_b:
        names = ", ".join(words.label(one) for one in difference.only_b)
        told.append(words.say(Message("Decided by the second alone: {facts}.", facts=names)))
    if difference.a.agreement.id != difference.b.agreement.id:
        told.append(words.say(Message("Individual agreements are made under one agreement and are not compared.")))
    for line in told:
        console.print()
        console.print(Text(line, "dim"))
