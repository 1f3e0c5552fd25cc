"""Set out the clauses: the words on the left; on the right the rules, values and measures by which a clause acts."""

from __future__ import annotations

from kredslob.engine.agreement_wording import concluded_text, others_text, period_text, value_text
from kredslob.engine.condition_wording import condition_line
from kredslob.engine.limit_wording import limit_text
from kredslob.engine.page.changes import touching
from kredslob.engine.page.contents import Contents, RuleHistory
from kredslob.engine.page.drawing import wheel_svg
from kredslob.engine.page.html import Html, element
from kredslob.engine.page.measures import measure_card
from kredslob.engine.page.parts import (
    anchor,
    basis_mark,
    card_heading,
    code,
    condition_list,
    link,
    source_link,
    term_value,
)
from kredslob.engine.phrasing import Words
from kredslob.rules.conditions import Parameter
from kredslob.rules.messages import Message
from kredslob.rules.model import Clause, DatedValue, Limit, ParameterSeries, Rule

_UNFILLED = frozenset({"open", "external", "ordinary"})  # the slots that a wheel leaves to the lists


def clause_section(words: Words, contents: Contents, clause: Clause, level: int) -> Html:
    """Give one clause with everything that hangs on it, its heading of a level."""
    acts = _acts(words, contents, clause, level + 1)
    return element(
        "section",
        _words(words, contents, clause, level),
        element("div", *acts, class_="acts") if acts else None,
        class_="clause" if acts else "clause alone", id=anchor("clause", clause.id), data_clause_id=clause.id,
    )  # fmt: skip


def _words(words: Words, contents: Contents, clause: Clause, level: int) -> Html:
    moved = [
        element("li", period_text(words, one), ": ", link("rule", one.id)) for one in contents.elsewhere(clause.id)
    ]
    return element(
        "div",
        element(f"h{level}", words.read(clause.title), " ", code(clause.id), class_="heading"),
        element("p", words.read(clause.text), class_="text"),
        element("blockquote", element("p", f"»{clause.quote}«"), lang="da") if clause.quote else None,
        element(
            "p", basis_mark(words, clause.basis), " ", source_link(contents, clause.source, clause.place),
            class_="from",
        ),
        _changed(words, contents, clause),
        (element("p", words.say(Message("Other versions of a rule cite this clause too:")), class_="from"),
         element("ul", *moved, class_="from")) if moved else None,
        class_="words",
    )  # fmt: skip


def _changed(words: Words, contents: Contents, clause: Clause) -> Html | None:
    """Say by what a clause is changed: its words may be those from before."""
    by = [link("change", one.id, words.read(one.title)) for one in touching(contents, clause.id)]
    joined = [(", " if index else " ", one) for index, one in enumerate(by)]
    return element("p", words.say(Message("Changed by:")), *joined, class_="from changed") if by else None


def _acts(words: Words, contents: Contents, clause: Clause, level: int) -> list[Html]:
    return [
        *(rule_card(words, contents, one, level) for one in contents.rules_of(clause.id)),
        *(parameter_card(words, contents, one, level) for one in contents.parameters_of(clause.id)),
        *(limit_card(words, contents, one, level) for one in contents.limits_of(clause.id)),
        *(measure_card(words, one, level) for one in contents.measures_of(clause.id)),
    ]


def rule_card(words: Words, contents: Contents, history: RuleHistory, level: int) -> Html:
    """Give a rule: what it concludes, when, what it overrides and gives way to, its dates, source and basis."""
    rule = history.shown
    return element(
        "article",
        card_heading(level, concluded_text(words, rule), rule.id),
        None if history.acts else _silent(words, contents),
        *_version(words, contents, rule),
        _precedence(words, contents, rule),
        *(_other(words, contents, one) for one in history.others),
        class_="rule", id=anchor("rule", rule.id), data_rule=rule.id, data_clause=rule.clause,
    )  # fmt: skip


def _silent(words: Words, contents: Contents) -> Html:
    return element("p", words.say(Message("Not in force on {day}", day=words.day(contents.day))), class_="silent")


def _version(words: Words, contents: Contents, rule: Rule) -> list[Html | None]:
    condition = condition_list(words, contents, condition_line(words, rule.when, contents.values))
    cited = contents.clauses().get(rule.clause)
    source = rule.source if rule.source and (cited is None or rule.source != cited.source) else None
    foreign = cited is not None and cited.document != rule.document
    return [
        element("p", words.read(rule.text)),
        _term(words, contents, rule),
        element("div", element("span", words.say(Message("When")), class_="label"), condition, class_="when"),
        element(
            "p", basis_mark(words, rule.basis), " ", period_text(words, rule),
            (" · ", words.say(Message("set out in")), " ", words.document(rule.document)) if foreign else None,
            (" · ", source_link(contents, source)) if source else None,
            class_="meta",
        ),
    ]  # fmt: skip


def _term(words: Words, contents: Contents, rule: Rule) -> Html | None:
    value = term_value(words, contents, rule)
    return (
        None
        if value is None
        else element("p", element("strong", value), " ", link("value", str(rule.value), class_="chip"))
    )


def _other(words: Words, contents: Contents, rule: Rule) -> Html:
    said = words.say(Message("Another version, {period}", period=period_text(words, rule)))
    return element(
        "div",
        element("p", said, ": ", element("strong", concluded_text(words, rule)), " ", link("clause", rule.clause)),
        *_version(words, contents, rule), class_="version", data_version=rule.id,
    )  # fmt: skip


def _precedence(words: Words, contents: Contents, rule: Rule) -> Html | None:
    told = []
    for lead, others in (
        (Message("Overrides"), [one for one in rule.overrides if one in contents.rules]),
        (Message("Gives way to"), [one for one in contents.overridden_by.get(rule.id, ()) if one in contents.rules]),
    ):
        if others:
            linked = [(", " if index else " ", link("rule", one)) for index, one in enumerate(others)]
            told.append(element("span", element("span", words.say(lead), class_="label"), *linked))
    return element("p", *told, class_="precedence") if told else None


def parameter_card(words: Words, contents: Contents, series: ParameterSeries, level: int) -> Html:
    """Give a parameter: its values by date, what else an assumed one may be, sources and notes."""
    return element(
        "article",
        card_heading(level, words.read(series.title), series.id),
        *(_value(words, contents, series, one) for one in series.values),
        class_="parameter", id=anchor("value", series.id), data_parameter=series.id, data_clause=series.clause,
    )  # fmt: skip


def _value(words: Words, contents: Contents, series: ParameterSeries, value: DatedValue) -> Html:
    others = others_text(words, series.id, value)
    cited = contents.clauses()[series.clause].source
    foreign = value.document != series.document
    held = contents.values.get(series.id) is value or len(series.values) == 1
    return element(
        "div",
        element("p", _wheel(words, series, value), element("strong", value_text(words, series.id, value.value)),
                class_="value"),
        element(
            "p", basis_mark(words, value.basis), " ", period_text(words, value),
            (" · ", words.say(Message("set out in")), " ", words.document(value.document)) if foreign else None,
            (" · ", source_link(contents, value.source)) if value.source not in (None, cited) else None,
            class_="meta",
        ),
        element("p", words.say(Message("may be: {others}", others=others)), " · ",
                link("guess", series.id, words.say(Message("the question"))), class_="meta") if others else None,
        element("p", words.read(value.note), class_="note") if value.note else None,
        class_="held" if held else "version",
    )  # fmt: skip


def _wheel(words: Words, series: ParameterSeries, value: DatedValue) -> Html | None:
    """Draw a value that is so many turns of so many, or slots in order."""
    held = value.value
    if series.unit == "turns" and isinstance(held, tuple):
        turns, of = (int(part) for part in held)
        slots = [int(index >= of - turns) for index in range(of)]
    elif series.unit == "wheel" and isinstance(held, tuple):
        slots = _shades([str(slot) for slot in held])
    else:
        return None
    return wheel_svg(slots, value_text(words, series.id, held))


def _shades(slots: list[str]) -> list[int]:
    """Give a shade to each slot: none to what is let to whoever has waited longest, else one to each name in order."""
    left = [slot for slot in dict.fromkeys(slots) if slot not in _UNFILLED]
    return [left.index(slot) + 1 if slot in left else 0 for slot in slots]


def limit_card(words: Words, contents: Contents, limit: Limit, level: int) -> Html:
    """Give a limit: what an agreement must keep within, how grave a breach is, and what is then said."""
    grave = Message("an error") if limit.severity == "error" else Message("a warning")
    bound = limit.bound.id if isinstance(limit.bound, Parameter) else None
    return element(
        "article",
        card_heading(level, words.say(Message("Limit")), limit.id),
        element("p", element("strong", limit_text(words, limit, contents.values)),
                (" ", link("value", bound, class_="chip")) if bound and bound in contents.values else None),
        element("p", words.say(Message("A breach is {severity}:", severity=words.say(grave))), " ", words.read(limit.text),
                class_="meta"),
        class_="rule limit", data_limit=limit.id,
    )  # fmt: skip
