"""What stands at the top of a page: the agreement's particulars, how sure we are, the four stages, the exceptions."""

from __future__ import annotations

from typing import Final

from kredslob.engine.agreement_wording import basis_text, stage_text, value_text
from kredslob.engine.page.contents import Contents
from kredslob.engine.page.drawing import LANE, MARGIN, arrows_svg
from kredslob.engine.page.html import Html, element
from kredslob.engine.page.overrides import Overrides, overrides_of
from kredslob.engine.page.parts import anchor, basis_mark, code, link, term_value
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.model import Basis, ParameterSeries, Stage

BASES: Final[tuple[Basis, ...]] = ("stated", "paraphrased", "inferred", "proposed", "assumed")
STAGES: Final[tuple[Stage, ...]] = ("classify", "quota", "route", "rank")
_ASKS: Final[dict[Stage, Message]] = {
    "classify": Message("What is the estate on the day?"),
    "quota": Message("What is each channel owed?"),
    "route": Message("Which channel lets this dwelling?"),
    "rank": Message("Who is offered it?"),
}


def sureness(words: Words, contents: Contents) -> Html:
    """Give how many of the values stand on each basis, as a bar and in words."""
    held = [value.basis for document in contents.documents for series in document.parameters.values()
            for value in series.values]  # fmt: skip
    held += [rule.basis for rule in contents.acting]
    held += [one.start.basis for one in contents.amendments]
    counts = {basis: held.count(basis) for basis in BASES}
    bar = [
        element("span", class_=f"part {basis}", style=f"flex-grow:{count}") for basis, count in counts.items() if count
    ]
    key = [element("li", element("strong", words.number(count)), " ", basis_mark(words, basis), " ", _means(words, basis))
           for basis, count in counts.items()]  # fmt: skip
    return element(
        "div", element("div", *bar, class_="bar", aria_hidden="true"), element("ul", *key), class_="sureness"
    )


def _means(words: Words, basis: Basis) -> str:
    match basis:
        case "stated":
            return words.say(Message("in so many words in the source"))
        case "paraphrased":
            return words.say(Message("in the source in other words"))
        case "inferred":
            return words.say(Message("it follows from what the sources say"))
        case "proposed":
            return words.say(Message("an amendment sets it and names no source"))
        case _:
            return words.say(Message("the sources do not say: taken until somebody knows"))


def stages(words: Words, contents: Contents) -> Html:
    """Draw the four stages in order, each with what it asks, what its rules decide, or the turns that it counts."""
    laid = overrides_of(contents.acting)
    steps = []
    for stage in STAGES:
        below = [
            element(
                "li",
                _to(words, one),
                " ",
                _count(words, len(one.rules)),
                _in_order(words, one) if stage == "route" else None,
            )
            for one in laid
            if one.rules[0].stage == stage
        ]
        if stage == "quota":
            below += [element("li", *_turns(words, contents, one)) for one in _counted(contents)]
        steps.append(
            element("li", element("h3", stage_text(words, stage)), element("p", words.say(_ASKS[stage])),
                    element("ul", *below) if below else None)
        )  # fmt: skip
    return element("ol", *steps, class_="stages")


def _to(words: Words, laid: Overrides) -> Html:
    """Give a fact by a link to where its rules are drawn, or to its one rule where there is nothing to draw."""
    if len(laid.rules) > 1:
        return link("exceptions", laid.fact, words.label(laid.fact))
    return link("rule", laid.rules[0].id, words.label(laid.fact))


def _in_order(words: Words, laid: Overrides) -> Html:
    """Give what the rules about a fact conclude, first to last, each by a link to its rule."""
    return element(
        "ol", *(element("li", link("rule", one.id, words.value(one.decides, one.value))) for one in laid.rules)
    )


def _count(words: Words, rules: int) -> Html:
    said = Message("1 rule") if rules == 1 else Message("{count} rules", count=rules)
    return element("small", words.say(said))


def _counted(contents: Contents) -> list[ParameterSeries]:
    """Give the parameters that are turns of a wheel, but those that rules name: they stand with the rules."""
    named = {str(rule.value) for rule in contents.acting}
    every = (one for document in contents.documents for one in document.parameters.values())
    return [
        one for one in every if one.unit in ("turns", "wheel") and one.id in contents.values and one.id not in named
    ]


def _turns(words: Words, contents: Contents, series: ParameterSeries) -> list[Html | str]:
    held = value_text(words, series.id, contents.values[series.id].value)
    return [link("value", series.id, words.read(series.title)), ": ", held]


def exceptions(words: Words, contents: Contents) -> Html:
    """Draw, fact by fact, the rules that decide it where there are several, an arrow from each to what it overrides."""
    laid = [one for one in overrides_of(contents.acting) if len(one.rules) > 1]
    laid.sort(key=lambda one: STAGES.index(one.rules[0].stage))
    return element("div", *(_figure(words, contents, one) for one in laid), class_="exceptions")


def _figure(words: Words, contents: Contents, laid: Overrides) -> Html:
    rows = []
    aimed = {arrow.target for arrow in laid.arrows}
    for index, rule in enumerate(laid.rules):
        value = term_value(words, contents, rule)
        box = element(
            "div",
            element("strong", words.value(rule.decides, rule.value), f": {value}" if value else None),
            element("span", words.read(rule.text)),
            link("rule", rule.id, code(rule.id)),
            class_=f"box {rule.basis}",
        )
        rows.append(element("li", box, class_="aimed" if index in aimed else None))
    gutter = MARGIN + LANE * laid.lanes
    return element(
        "figure",
        element("figcaption", element("small", stage_text(words, laid.rules[0].stage)), " ",
                link("fact", laid.fact, words.label(laid.fact), class_="quiet")),
        element("div", arrows_svg(laid, _said(words, laid)) if laid.arrows else None, element("ol", *rows), class_="laid",
                style=f"--gutter:{gutter}px"),
        id=anchor("exceptions", laid.fact),
    )  # fmt: skip


def _said(words: Words, laid: Overrides) -> str:
    told = [
        words.say(Message("{rule} overrides {others}.", rule=rule.id, others=", ".join(below)))
        for rule in laid.rules
        if (below := [one for one in rule.overrides if any(one == other.id for other in laid.rules)])
    ]
    return " ".join(told)


def legend(words: Words) -> Html:
    """Say how the drawing of exceptions is read."""
    told = words.say(
        Message(
            "An arrow leads from an exception to what it overrides. What stands lowest holds when nothing above it applies. "
            "The line around a rule tells how sure we are of it:"
        )
    )
    boxes = [(" ", element("span", basis_text(words, basis), class_=f"box {basis}")) for basis in BASES]
    return element("p", told, *boxes, class_="legend")
