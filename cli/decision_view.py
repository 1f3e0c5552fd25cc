"""Draw one decision for a person: the answer first, then why, why not, what would change it, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kredslob.engine.case_file import SHORT, agreement_text, sentence
from kredslob.engine.decision import Decision, Failed, Flip, PassedOver, Reason, WhyNot
from kredslob.engine.lacking import for_register, remedy
from kredslob.engine.phrasing import Words
from kredslob.engine.standing_wording import varying_text
from kredslob.engine.wording import (
    alternative_text,
    answer,
    assumption_text,
    channel_text,
    evaluators_text,
    failed_text,
    flip_text,
    need_text,
    offer_details,
    offer_text,
    passed_heading,
    passed_text,
    synthetic_text,
    telling,
    turn_text,
    why_not_text,
)
from kredslob.rules.messages import Message

FIRST = 3  # as many of a kind as are shown unless all are asked for
_NOT_SO = (False, "none", "none_published", "not_listed")
STYLE = {"decided": "bold green", "needs": "bold yellow", "undetermined": "bold magenta"}


def draw_decision(console: Console, words: Words, decision: Decision, *, full: bool) -> None:
    """Draw a decision; `full` leaves nothing out and gives rule, source and words of every clause."""
    console.print(Text(answer(words, decision), STYLE[decision.status]))
    console.print()
    console.print(_about(words, decision, full=full))
    for title, parts in _sections(words, decision, full=full):
        shown = list(parts)
        if shown:
            console.print()
            console.print(Text(words.say(title), "bold"))
            console.print(Padding(Group(*shown), (0, 0, 0, 2)))
    console.print()
    console.print(Text(synthetic_text(words, decision.synthetic), "yellow" if decision.synthetic else ""))
    console.print(Text(evaluators_text(words, decision.evaluators)))
    shown_print = decision.fingerprint if full else decision.fingerprint[:SHORT]
    console.print(Text(words.say(Message("Fingerprint {fingerprint}.", fingerprint=shown_print)), "dim"))
    console.print()
    console.print(Text(words.say(Message("For the case file")), "bold"))
    console.print(Padding(Text(sentence(words, decision)), (0, 0, 0, 2)))


def _sections(words: Words, decision: Decision, *, full: bool) -> Iterator[tuple[Message, Iterable[RenderableType]]]:
    yield Message("To be answered first"), _needs(words, decision)
    yield Message("It hangs on"), (Text(alternative_text(words, one), "magenta") for one in decision.undetermined)
    yield (
        Message("Why"),
        (_reason(words, decision, reason, full=full) for reason in (decision.reasons if full else telling(decision))),
    )
    if decision.channel is not None or full:
        yield (
            Message("Turns"),
            (Text(turn_text(words, turn, routed=decision.channel is not None)) for turn in decision.turns),
        )
    yield (
        Message("Why not the others") if decision.channel else Message("Ruled out"),
        _why_not(words, decision, full=full),
    )
    yield Message("Passed over"), _passed_over(words, decision.passed_over, full=full)
    yield (
        Message("What would change it"),
        _some(
            words,
            [
                Text(flip_text(words, flip))
                for flip in sorted(decision.would_change, key=lambda flip: _far(words, flip))
            ],
            full=full,
        ),
    )
    yield Message("Assumed, because it is not known"), _assumed(words, decision, full=full)
    yield Message("Note"), (Text(words.read(warning), "yellow") for warning in decision.warnings)


def _needs(words: Words, decision: Decision) -> Iterator[RenderableType]:
    """Ask for what is missing, and say how what only the register can say comes into it."""
    asked = [(need_text(words, need), words.library.facts.get(need.fact)) for need in decision.needs]
    yield from (Text(said, "yellow") for said, _ in asked)
    remedies = [remedy(fact) for _, fact in asked if fact is not None and for_register(fact)]
    yield from (Text(said) for said in dict.fromkeys(words.say(one) for one in remedies))


def _about(words: Words, decision: Decision, *, full: bool) -> RenderableType:
    """Lay out what was asked, and what came of it, in two columns."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    vacancy = decision.vacancy
    known = [words.say(Message("{fact}: {value}", fact=words.label(name), value=words.value(name, value)))
             for name, value in vacancy.facts.items()]  # fmt: skip
    place = f"{decision.estate_name} ({words.name(decision.organisation)})"
    _row(table, words, Message("Vacancy"), f"{vacancy.id}, {place}" if vacancy.id else place)
    _row(table, words, Message("By the rules of"), words.day(decision.on))
    if decision.as_known is not None:
        _row(table, words, Message("As known on"), words.day(decision.as_known))
    _row(table, words, Message("Dwelling"), "; ".join(known))
    if decision.offer is not None:
        details = offer_details(words, decision.offer)
        said = offer_text(words, decision.offer)
        _row(table, words, Message("Offer"), f"{said} ({details})" if details else said)
    if decision.provisional is not None:
        _row(table, words, Message("For now"), offer_text(words, decision.provisional))
    _row(table, words, Message("Estate"), "; ".join(_standing(words, decision, full=full)))
    _row(table, words, Message("Agreement"), agreement_text(words, decision))
    return table


def _standing(words: Words, decision: Decision, *, full: bool) -> Iterator[str]:
    """Give the standing of the estate: what is so or may be, and unless all is asked for not what is not."""
    for name, value in decision.standing.items():
        varies = [one for one in decision.varies if one.fact == name]
        if not full and all(one in _NOT_SO for one in (value, *(each.value for each in varies))):
            continue
        if not full and varies and words.unit(name) == "term":
            continue  # which step it is of is told already
        if value is True and not full and not varies:
            yield words.label(name)
        else:
            said = varying_text(words, name, value, varies)
            yield words.say(Message("{fact}: {value}", fact=words.label(name), value=said))


def _row(table: Table, words: Words, name: Message, value: str) -> None:
    if value:
        table.add_row(Text(words.say(name)), Text(value))


def _reason(words: Words, decision: Decision, reason: Reason, *, full: bool) -> RenderableType:
    tree = Tree(Text(words.read(reason.text)).append(f"  {reason.clause}", "cyan"), guide_style="dim")
    for read in reason.facts:
        tree.add(Text(words.comparison(read)))
    if full:
        source = words.sources.get(reason.source)
        tree.add(Text(words.say(Message("Rule {rule}, {basis}", rule=reason.rule, basis=_basis(words, reason.basis)))))
        tree.add(Text(words.say(Message("Source: {source}", source=source.title if source else reason.source)), "dim"))
        tree.add(Text(words.clause(reason.clause, decision.amended_by), "dim"))
    return tree


def _basis(words: Words, basis: str) -> str:
    match basis:
        case "stated":
            return words.say(Message("stated by the source"))
        case "paraphrased":
            return words.say(Message("paraphrased from the source"))
        case "inferred":
            return words.say(Message("inferred from what is stated"))
        case "proposed":
            return words.say(Message("proposed, without a source"))
        case _:
            return words.say(Message("assumed"))


def _why_not(words: Words, decision: Decision, *, full: bool) -> Iterator[RenderableType]:
    """Lay out the other channels; of an answer that is not there yet, only those that are ruled out already."""
    shown = list(decision.why_not) if full else [one for one in decision.why_not if _tells(words, one, decision)]
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0), pad_edge=False)
    told: set[tuple[str, str]] = set()
    for one in sorted(shown, key=lambda one: [other.channel for other in shown].index(one.channel)):
        said = why_not_text(words, one)
        if full or (one.channel, said) not in told:
            rule = f"  {one.clause} ({one.rule})" if full else f"  {one.clause}"
            channel = "" if any(one.channel == other for other, _ in told) else channel_text(words, one.channel)
            table.add_row(Text(channel), Text(said).append(rule, "cyan"))
        told.add((one.channel, said))
    if shown:
        yield table


def _tells(words: Words, one: WhyNot, decision: Decision) -> bool:
    """Tell whether a rule's failing says something of this vacancy, and not only which way the agreement is read."""
    beside = [other for other in decision.why_not if other.channel == one.channel and other is not one]
    if beside and one.state == "false" and all(read.fact in words.parameters for read in one.failed):
        return False
    return decision.channel is not None or all(other.state == "false" for other in (one, *beside))


def _passed_over(words: Words, passed: Sequence[PassedOver], *, full: bool) -> Iterator[RenderableType]:
    """Group those passed over by the conditions that they did not meet."""
    groups: dict[tuple[tuple[str, str], ...], list[PassedOver]] = {}
    for one in passed:
        groups.setdefault(tuple((failed.fact, failed.clause) for failed in one.failed), []).append(one)
    for conditions, members in groups.items():
        named = "; ".join(dict.fromkeys(words.label(fact) for fact, _ in conditions))
        clauses = ", ".join(dict.fromkeys(clause for _, clause in conditions))
        head = Text(passed_heading(words, members, named)).append(f"  {clauses}", "cyan")
        tree = Tree(head, guide_style="dim")
        for one in members if full else members[:FIRST]:
            branch = tree.add(Text(passed_text(words, one)))
            for failed in _by_condition(one, full=full):
                branch.add(Text(failed_text(words, failed)))
        if not full and len(members) > FIRST:
            tree.add(_more(words, len(members) - FIRST))
        yield tree


def _far(words: Words, flip: Flip) -> int:
    """Tell how far a change is from the case: whom it is about, then whose turn it is, then quite another dwelling."""
    about = {words.about(change.fact) for change in flip.changes}
    if any(change.fact == "dwelling_kind" for change in flip.changes):
        return 2
    return 0 if about == {"applicant"} else 1


def _by_condition(one: PassedOver, *, full: bool) -> list[tuple[Failed, ...]]:
    """Take together the ways in which a condition may be met, none of which was, unless all is asked for."""
    found: dict[str, tuple[Failed, ...]] = {}
    for failed in one.failed:
        key = failed.rule if full else failed.fact
        found[key] = (*found.get(key, ()), failed)
    return list(found.values())


def _assumed(words: Words, decision: Decision, *, full: bool) -> Iterator[RenderableType]:
    """Put first what the answer hangs on, and leave the questions of the others for when all is asked for."""
    deciding = [one for one in decision.assumed if one.deciding or one.taken]
    for one in deciding:
        yield Text(assumption_text(words, one), "magenta").append(f"  {one.clause}", "cyan")
        if one.question is not None:
            yield Text(f"  {words.read(one.question)}")
    others = [one for one in decision.assumed if not (one.deciding or one.taken)]
    for one in others if full else others[:FIRST]:
        yield Text(assumption_text(words, one)).append(f"  {one.clause}", "cyan")
        if full and one.question is not None:
            yield Text(f"  {words.read(one.question)}", "dim")
    if not full and len(others) > FIRST:
        yield _more(words, len(others) - FIRST)


def _some(words: Words, parts: Sequence[RenderableType], *, full: bool) -> Iterator[RenderableType]:
    yield from parts if full else parts[:FIRST]
    if not full and len(parts) > FIRST:
        yield _more(words, len(parts) - FIRST)


def _more(words: Words, count: int) -> Text:
    return Text(words.say(Message("and {count} more (--why shows all)", count=count)), "dim")
