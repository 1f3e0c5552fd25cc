"""What the variants differ in, in plain words: what their agreements state differently, and what else is another."""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.engine.agreement_wording import value_text
from kredslob.engine.difference.change_wording import by_clause
from kredslob.engine.difference.changes import changes_of
from kredslob.engine.difference.comparing import Difference
from kredslob.engine.difference.pairs import Compared, days_of, declared_together, pairs_of
from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.parts import code
from kredslob.engine.phrasing import Words
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Message, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Variant
from kredslob.scenarios.reporting.parts import badge, lead, section
from kredslob.scenarios.reporting.run import Run, Shown

_BESIDE_CASES = Message("Quotas, wheels, ranking or dates read this, which no case below shows.")


def changes_section(run: Run) -> Html | None:
    """Give the chapter of what variants differ in; None where there is one only."""
    if len(run.shown) == 1:
        return None
    words = run.words
    text = Message(
        "What is said of no variant here is the same in all: register, months, luck, and everything that is not named."
    )
    told = [_variant(run, one) for one in run.found()]
    return section("changes", words.say(Message("What the variants differ in")), lead(words.say(text)), *told)


def _variant(run: Run, one: Shown) -> Html:
    words = run.words
    heading = element("h3", badge(one), " ", words.read(one.title), " ", code(one.name))
    told: list[Part] = list(_differences(run, one))
    if not told:
        beside = Message("Nothing that settles its results is another than in {variant}.", variant=run.base.title)
        told = [element("p", words.say(beside))]
    return element("article", heading, *told, class_="variant")


def _differences(run: Run, one: Shown) -> Iterator[Html]:
    words = run.words
    if not {run.base.name, one.name} <= run.variants.keys():
        yield from _recorded(run, one)
        return
    base, this = run.variants[run.base.name], run.variants[one.name]
    yield from _agreed(words, base, this)
    if this.macro.id != base.macro.id or this.macro.lines != base.macro.lines:
        said = Message("The business cycle is another: {cycle}.", cycle=this.macro.title)
        yield element("p", words.say(said))
        if this.macro.note is not None:
            yield element("p", words.read(this.macro.note), class_="reason")
    others = [name for name, given in this.behaviour.values.items() if base.behaviour.values.get(name) != given]
    if others:
        yield element("p", words.say(Message("People behave otherwise in: {names}.", names=", ".join(others))))
    for name, value in this.assumed.items():
        if base.assumed.get(name) != value:
            taken = Message(
                "{value} is taken to be {taken}.", value=words.label(name), taken=value_text(words, name, value)
            )
            yield element("p", words.say(taken))


def _agreed(words: Words, base: Variant, this: Variant) -> Iterator[Html]:
    """Give what the agreements state differently, clause by clause, those that hold at the same time beside each other."""
    pairs = list(zip(base.agreed.agreements, this.agreed.agreements, strict=False))
    for (_, ours), (_, theirs) in pairs:
        if ours != theirs:
            yield _between(words, ours, theirs)
    longer = this.agreed.agreements[len(pairs) :]
    for day, agreement in longer:
        said = Message("From {day} {agreement} holds.", day=words.day(day), agreement=_title(agreement))
        yield element("p", words.say(said))
    if len(base.agreed.agreements) > len(pairs):
        yield element("p", words.say(Message("No later agreement follows.")))


def _between(words: Words, ours: Agreement, theirs: Agreement) -> Html:
    try:
        a, b = days_of(*declared_together(Compared(words.library, ours), Compared(words.library, theirs)))
        pairs = pairs_of(a, b)
        difference = Difference(a, b, pairs, changes_of(a, b, pairs), (), (), (), (), 0)
        clauses = by_clause(words, difference)
    except WrongInput:  # two agreements of which no day can be compared are named, no more
        return element("p", words.say(Message("The agreement is {agreement}.", agreement=_title(theirs))))
    unsaid = words.say(_BESIDE_CASES)
    told = []
    for clause, lines in clauses.items():
        named, _, key = clause.partition("  ")
        told.append(element("li", element("strong", named), " ", code(key) if key else None,
                            element("ul", *(_line(line) for line in lines if line.strip() != unsaid))))  # fmt: skip
    amended = [element("p", words.say(Message("The agreement: {agreement}.", agreement=_title(theirs))))]
    return element("div", *amended, element("ul", *told, class_="clauses"))


def _line(line: str) -> Html:
    text = line.lstrip()
    depth = (len(line) - len(text)) // 2
    told = text.replace("->", "\N{RIGHTWARDS ARROW}")
    return element("li", told, class_="below" if depth else None, style=f"margin-left:{depth}em" if depth else None)


def _title(agreement: Agreement) -> Text:
    return agreement.amendments[-1].title if agreement.amendments else agreement.base.title


def _recorded(run: Run, one: Shown) -> Iterator[Html]:
    """Give what the record alone can tell: ids, not words."""
    words, base, this = run.words, run.record.variants[run.base.name], run.record.variants[one.name]
    gone = Message("The scenario cannot be read as it was when it was run, so that only the record's ids can be told.")
    yield element("p", words.say(gone), class_="note")
    for name in ("agreements", "macro", "behaviour", "assumed", "months", "first", "after_end"):
        if base.get(name) != this.get(name):
            yield element("p", element("code", name), ": ", element("code", _ids(this.get(name))))


def _ids(value: object) -> str:
    if isinstance(value, list):
        return ", ".join("+".join([str(each["id"]), *each.get("amendments", [])]) for each in value)
    if isinstance(value, dict) and "id" in value:
        return str(value["id"])
    return str(value)
