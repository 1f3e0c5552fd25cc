"""Show a run of worked cases for people: what came out otherwise and by which clause, what no case has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kredslob.engine.cases.comparing import Difference, Told
from kredslob.engine.cases.coverage import Comparison, RuleSeen, missed, share
from kredslob.engine.cases.report import Report
from kredslob.engine.cases.running import Verdict
from kredslob.engine.judging import TRUE, Truth
from kredslob.engine.mutants.grounds import GROUNDS
from kredslob.engine.mutants.model import KINDS
from kredslob.engine.mutants.running import Outcome
from kredslob.engine.phrasing import Words
from kredslob.rules.conditions import Compare, Condition, Fact, Member, Parameter
from kredslob.rules.messages import Message

MOST_MISSED: Final = 20  # rules, of which it is told in short what no case has seen
WHAT: Final = {
    "status": Message("Answer"),
    "channel": Message("Channel"),
    "offer": Message("Offer"),
    "group": Message("Group"),
    "because": Message("Reason"),
    "because_not": Message("Reason"),
    "passed_over": Message("Passed over"),
    "needs": Message("Missing facts"),
    "readings": Message("Readings"),
    "wheels_after": Message("Wheel afterwards"),
    "shares": Message("Share"),
    "extra_turns": Message("Extra turns"),
    "account_rests_on": Message("The account rests on"),
}
_STATUSES: Final = {
    "decided": Message("decided"),
    "needs": Message("a fact is missing"),
    "undetermined": Message("undetermined"),
    "refused": Message("no answer"),
    "municipality": Message("the municipality names the tenant"),
    "nobody": Message("nobody"),
    "lot": Message("a draw decides"),
}


def draw_report(console: Console, words: Words, report: Report, *, full: bool) -> None:
    """Draw a report; `full`: every case, and everything that no case has seen."""
    for verdict in report.verdicts if full else report.failed:
        _draw_verdict(console, words, verdict)
    total, failed = len(report.verdicts), len(report.failed)
    said = Message("Cases: {count}; as expected: {passed}; otherwise: {failed}.", count=total, passed=total - failed,
                   failed=failed)  # fmt: skip
    console.print(Text(words.say(said), "bold red" if failed else "bold green"))
    counted = share(report.rules)
    told = Message(
        "Rules: {all}; in some case: {judged}; both ways: {both}; sides of comparisons: {seen} of {sides}.",
        all=counted["judged"][1], judged=counted["judged"][0], both=counted["both_ways"][0], seen=counted["sides"][0],
        sides=counted["sides"][1],
    )  # fmt: skip
    console.print(words.say(told))
    _draw_missed(console, words, missed(report.rules), full=full)


def _draw_verdict(console: Console, words: Words, verdict: Verdict) -> None:
    case = verdict.case
    head = Text("+ " if verdict.passed else "- ", "green" if verdict.passed else "red")
    head.append(case.id, "bold").append(f"  {words.read(case.name)}")
    head.append(f"  {case.place.file}:{case.place.line}", "dim")
    console.print(head)
    for one in verdict.differences:
        console.print(Padding(_difference(words, one), (0, 0, 0, 2)))
    for problem in verdict.problems if verdict.differences else ():
        console.print(Padding(Text(problem.text(words.lang), "dim"), (0, 0, 0, 4)))
    if verdict.differ is not None:
        console.print(Padding(Text(verdict.differ.text(words.lang), "red"), (0, 0, 0, 2)))


def _difference(words: Words, one: Difference) -> Text:
    what = subject(words, one)
    said = Message("{what}: expected {expected}, found {found}", what=what, expected=told_value(words, one, one.expected),
                   found=told_value(words, one, one.found))  # fmt: skip
    text = Text(words.say(said))
    if one.rules:
        by = ", ".join(f"{rule.id} ({rule.clause})" for rule in one.rules)
        text.append("\n  " + words.say(Message("by {rules}", rules=by)), "dim")
    return text


def subject(words: Words, one: Difference) -> str:
    """Give what a difference is about, for people."""
    what = words.label(one.name) if one.what == "standing" else words.say(WHAT[one.what])
    return f"{what} ({one.name})" if one.name and one.what != "standing" else what


def told_value(words: Words, one: Difference, value: Told) -> str:
    """Give a value of a difference for people."""
    if value is None:
        return words.say(Message("nothing"))
    if isinstance(value, tuple):
        return " + ".join(_word(words, str(each)) for each in value) or words.say(Message("nothing"))
    if one.what in ("standing", "channel"):
        return words.value(one.name or one.what, value)
    return _word(words, str(value))


def _word(words: Words, word: str) -> str:
    if word in _STATUSES:
        return words.say(_STATUSES[word])
    channels = words.library.facts["channel"].choices if "channel" in words.library.facts else {}
    if word in channels:
        return words.read(channels[word])
    return words.label(word) if word.partition("@")[0] in words.library.facts else word


def _draw_missed(console: Console, words: Words, rules: Sequence[RuleSeen], *, full: bool) -> None:
    if not rules:
        return
    console.print(words.say(Message("No case has seen:")), style="bold")
    for one in rules if full else rules[:MOST_MISSED]:
        said = ", ".join(_missing(words, one)) if one.seen else words.say(Message("the rule"))
        line = Text(f"  {one.rule.id}", "cyan").append(f" ({one.rule.clause}): {said}")
        console.print(line.append(f"  {one.rule.at.file}:{one.rule.at.line}", "dim"))
    if not full and len(rules) > MOST_MISSED:
        more = Message("... and of {count} more rules; --why shows them.", count=len(rules) - MOST_MISSED)
        console.print("  " + words.say(more))


def _missing(words: Words, one: RuleSeen) -> list[str]:
    found = [words.say(Message("it true") if truth == TRUE else Message("it false")) for truth in one.missing]
    return found + [_side(words, each, truth) for each in one.comparisons for truth in each.missing]


def _side(words: Words, one: Comparison, truth: Truth) -> str:
    condition = condition_text(one.condition)
    if truth == TRUE:
        return words.say(Message("`{condition}` true", condition=condition))
    return words.say(Message("`{condition}` false", condition=condition))


def condition_text(condition: Condition) -> str:
    """Give a comparison as the file writes it."""
    match condition:
        case Compare(left, operator, right):
            return f"{_operand(left)} {operator} {_operand(right)}"
        case Member(left, values, negated):
            return f"{left.name} {'not_in' if negated else 'in'} {', '.join(map(_operand, values))}"
    return ""


def _operand(operand: object) -> str:
    match operand:
        case Fact(name):
            return name
        case Parameter(key):
            return key
    value = getattr(operand, "value", "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def draw_mutants(console: Console, words: Words, outcomes: Sequence[Outcome], made: int, *, full: bool) -> None:
    """Draw what became of mutants: the score, and those that no case noticed; `full`: also those that none could."""
    fates = Counter(one.fate for one in outcomes)
    console.print()
    said = Message(
        "Mutants: {made}; run: {run}; refused by the reader: {refused}; shown to decide everything alike: {alike}; caught: "
        "{caught} of {countable}.",
        made=made, run=len(outcomes), refused=fates["refused"], alike=fates["equivalent"], caught=fates["caught"],
        countable=fates["caught"] + fates["survived"],
    )  # fmt: skip
    console.print(Text(words.say(said), "bold green" if not fates["survived"] else "bold red"))
    if fates["survived"]:
        console.print(words.say(Message("Not caught, and not shown to decide everything alike:")), style="bold")
        _list(console, words, [one for one in outcomes if one.fate == "survived"])
    if full and fates["equivalent"]:
        console.print(words.say(Message("Not caught, since everything is decided alike:")), style="bold")
        _list(console, words, [one for one in outcomes if one.fate == "equivalent"])


def _list(console: Console, words: Words, outcomes: Sequence[Outcome]) -> None:
    """List mutants, each with what it changes, where, and why no case can notice it if that is known."""
    for one in outcomes:
        mutant = one.mutant
        said = words.say(Message("`{before}` -> `{after}`", before=mutant.before, after=mutant.after))
        if not mutant.after:
            said = words.say(Message("without `{before}`", before=mutant.before))
        line = Text(f"  {mutant.about}", "cyan").append(f": {said} ({words.say(KINDS[mutant.kind])})")
        console.print(line.append(f"  {one.at.file}:{one.at.line}", "dim"))
        if one.ground:
            console.print(Text(f"    {words.say(GROUNDS[one.ground])}", "dim"))
