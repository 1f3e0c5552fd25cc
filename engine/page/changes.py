"""Set out what each amendment changes: before and after, the reason, the source, and from which day."""

from __future__ import annotations

from datetime import date

from kredslob.engine.agreement_wording import concluded_text, start_range_text, value_text
from kredslob.engine.page.contents import Contents
from kredslob.engine.page.html import Html, element
from kredslob.engine.page.parts import anchor, basis_mark, code, link, source_link
from kredslob.engine.phrasing import Words
from kredslob.rules.dating import eve, version_on
from kredslob.rules.library import start_id
from kredslob.rules.messages import Message
from kredslob.rules.model import Change, Clause, DatedValue, DatedWheel, Document, ParameterSeries


def changes_of(words: Words, contents: Contents, amendment: Document) -> Html:
    """Give an amendment: from when it acts, the clauses that it brings, and each change that it makes."""
    starts = contents.agreement.starts({})[amendment.id]
    changes = [element("li", *_change(words, contents, one, starts)) for one in amendment.changes]
    brought = [element("li", link("clause", key, words.read(one.title), " ", code(key)), class_="brought")
               for key, one in amendment.clauses.items()]  # fmt: skip
    valued = [element("li", *_brought(words, contents, one), class_="brought") for one in amendment.parameters.values()]
    return element(
        "article",
        element("h3", words.read(amendment.title), " ", code(amendment.id)),
        element("p", *_acts_from(words, amendment), class_="meta"),
        element("ol", *changes, class_="changes") if changes else None,
        (element("p", words.say(Message("It brings these clauses:"))), element("ul", *brought)) if brought else None,
        (element("p", words.say(Message("It brings these values:"))), element("ul", *valued)) if valued else None,
        class_="amendment", id=anchor("change", amendment.id),
    )  # fmt: skip


def touching(contents: Contents, clause: str) -> list[Document]:
    """Give the amendments that change something which hangs on a clause: its words, a rule of it, or a value."""
    targets = {clause, *(one.id for one in contents.parameters_of(clause))}
    targets |= {one.shown.id for one in contents.rules_of(clause)} | {one.id for one in contents.elsewhere(clause)}
    return [one for one in contents.amendments if any(change.target in targets for change in one.changes)]


def _brought(words: Words, contents: Contents, series: ParameterSeries) -> list[Html | str]:
    held = contents.values.get(series.id)
    said = value_text(words, series.id, held.value if held else None)
    return [link("value", series.id, words.read(series.title), " ", code(series.id)), ": ", element("strong", said)]


def _acts_from(words: Words, amendment: Document) -> list[Html | str]:
    start, adopted = amendment.start, words.day(amendment.adopted)
    begins = words.say(Message("Acts from {day}", day=words.day(start.day)))
    told: list[Html | str] = [basis_mark(words, start.basis), " ", begins]
    if start.range is not None:
        may_be = words.say(Message("may be: {others}", others=start_range_text(words, start)))
        told += [" (", link("guess", start_id(amendment.id), may_be), ")"]
    return [*told, " · ", words.say(Message("adopted {day}", day=adopted))]


def _change(words: Words, contents: Contents, change: Change, day: date) -> list[Html]:
    told = [_what(words, contents, change, day), element("p", words.read(change.reason), class_="reason")]
    source = source_link(contents, change.source) if change.source else words.say(Message("No source is named."))
    return [*told, element("p", source, class_="meta")]


def _what(words: Words, contents: Contents, change: Change, day: date) -> Html:
    if change.value is not None:
        return _setting(words, contents, change, change.value, day)
    if change.wheel is not None:
        return _turning(words, change, change.wheel)
    if change.words is not None:
        return _rewording(words, contents, change, change.words)
    rule = change.added or change.replacement
    if rule is None:
        kept = change.target in contents.rules  # not if it is repealed from the first day
        named = link("rule", change.target) if kept else code(change.target)
        return element("p", words.say(Message("Repeals the rule")), " ", named)
    lead = Message("Adds the rule") if change.added else Message("Replaces the rule")
    concluded = concluded_text(words, rule)
    return element("p", words.say(lead), " ", link("rule", change.target), ": ", element("strong", concluded))


def _setting(words: Words, contents: Contents, change: Change, value: DatedValue, day: date) -> Html:
    key = change.target
    after = value_text(words, key, value.value)
    said, whose = words.say(Message("to {after}", after=after)), None
    if change.estate is None:
        series = next((one.parameters[key] for one in contents.documents if key in one.parameters), None)
        old = version_on([one for one in series.values if one.from_ < day], eve(day)) if series else None
        before = value_text(words, key, old.value if old else None)
        said = words.say(Message("from {before} to {after}", before=before, after=after))
    else:
        whose = words.say(Message(" for the estate {estate}", estate=change.estate))
    return element("p", words.say(Message("Sets")), " ", words.label(key), " ", link("value", key), whose, ": ",
                   element("strong", said), " ", basis_mark(words, value.basis))  # fmt: skip


def _turning(words: Words, change: Change, wheel: DatedWheel) -> Html:
    slots = ", ".join(words.slot(slot) for slot in wheel.slots)
    said = words.say(Message("Turns {wheel} of {estate} into", wheel=words.wheel(wheel.name), estate=change.estate))
    share = slots or words.say(Message("{turns} of {of}", turns=wheel.turns, of=wheel.of))
    return element("p", said, " ", element("strong", share))


def _rewording(words: Words, contents: Contents, change: Change, new: Clause) -> Html:
    """Give the words of a clause as they were; as they are they stand in the clause itself."""
    old = contents.agreement.base.clauses.get(change.target)
    before = (element("br"), words.say(Message("Before")), ": ", element("s", words.read(old.text))) if old else None
    return element("p", words.say(Message("Rewords the clause")), " ", link("clause", new.id), before)
