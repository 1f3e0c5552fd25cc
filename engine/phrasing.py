"""Name facts and show values as Danes and Britons write them: 1. april 2012, 40,0 %, 4.250 kr.

`Words` knows what every fact and parameter is called and what unit it comes in; sentences stand in `wording.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from kredslob.engine.decision import ReadFact
from kredslob.engine.figures import day_in, month_day_in, number_in
from kredslob.engine.group_order import is_order, order_text
from kredslob.engine.judging import FALSE, TRUE, Truth, truth
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.conditions import Bound, Compare, Fact, Member, atoms, parameters_of
from kredslob.rules.library import Library, start_id
from kredslob.rules.messages import Lang, Message
from kredslob.rules.model import ParameterSeries, Source, Text
from kredslob.rules.units import MINUTES, PPM

RECEIVING: Final = "receiving"
_SINGLE: Final = {"in": "is", "not_in": "is_not"}
_MONTH_DAY: Final = re.compile(r"[01][0-9]-[0-3][0-9]")
_STARTS: Final = start_id("")
_SLOTS: Final[Mapping[str, Message]] = {
    "referral": Message("referral"),
    "open": Message("no referral"),
    "transfer": Message("transfer list"),
    "external": Message("external list"),
    "flexible": Message("flexible letting"),
    "ordinary": Message("ordinary list"),
    "a": Message("first groups"),
    "b": Message("second groups"),
    "any": Message("all groups alike"),
}
_WHEELS: Final[Mapping[str, Message]] = {
    "referral": Message("the referral wheel"),
    "transfer": Message("the transfer wheel"),
    "external": Message("the external wheel"),
    "split": Message("the split"),
}


@dataclass(frozen=True)
class Words:
    """What things are called, in one language; `names` are those of organisations, by id."""

    library: Library
    lang: Lang
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, message: Message) -> str:
        """Give a message in the language."""
        return message.text(self.lang)

    def read(self, text: Text) -> str:
        """Give a text of the rules in the language."""
        return text.read(self.lang)

    @cached_property
    def concluded(self) -> Mapping[str, str]:
        """What each rule of the shelf that routes a vacancy says of the channel, by the rule's id."""
        rules = [rule for document in self.library.documents.values() for rule in document.rules]
        rules += [
            rule
            for document in self.library.documents.values()
            for change in document.changes
            for rule in (change.added, change.replacement)
            if rule is not None
        ]
        return {rule.id: self.value(rule.decides, rule.value) for rule in rules if rule.decides == "channel"}

    @cached_property
    def membership(self) -> Mapping[str, str]:
        """The fact that is compared with each list of names, by parameter: its choices are what the names mean."""
        members = [
            atom
            for document in self.library.documents.values()
            for rule in document.rules
            for atom in atoms(rule.when)
            if isinstance(atom, Member)
        ]
        return {name: atom.left.name for atom in members for name in parameters_of(atom)}

    @cached_property
    def parameters(self) -> Mapping[str, ParameterSeries]:
        """Every parameter of the shelf, by id."""
        return {key: one for document in self.library.documents.values() for key, one in document.parameters.items()}

    def unit(self, name: str) -> str:
        """Give the unit of a fact or parameter; a name that is neither holds text."""
        if name in self.library.facts:
            return self.library.facts[name].type
        if name in self.parameters:
            return self.parameters[name].unit
        return "date" if name.endswith(_STARTS) else "names"

    def label(self, name: str) -> str:
        """Give what a fact or parameter is called."""
        if name in self.library.facts:
            return self.read(self.library.facts[name].label)
        if name in self.parameters:
            return self.read(self.parameters[name].title)
        if name == RECEIVING:
            return self.say(Message("Receives referrals that exempt estates do not take"))
        amended = self.library.documents.get(name.removesuffix(_STARTS))
        return name if amended is None else self.say(Message("day of: {title}", title=self.read(amended.title)))

    def name(self, key: str) -> str:
        """Give the name of an organisation; its id where the name is not known."""
        return self.names.get(key, key)

    def about(self, fact: str) -> str | None:
        """Give what a fact is about; None for what is no fact."""
        return self.library.facts[fact].about if fact in self.library.facts else None

    def document(self, key: str) -> str:
        """Give the title of an agreement or law; the id of one that is not on the shelf."""
        found = self.library.documents.get(key)
        return key if found is None else self.read(found.title)

    def fills_in(self, key: str) -> bool:
        """Tell whether an amendment only fills in what had been assumed."""
        found = self.library.documents.get(key)
        return found is not None and found.fills_in

    def clause(self, key: str, amended_by: Sequence[str] = ()) -> str:
        """Give the words of a clause as amended by what is named, in order; its id if it is not on the shelf."""
        documents = self.library.documents
        amendments = [documents[one] for one in reversed(amended_by) if one in documents]
        reworded = [
            change.words for one in amendments for change in one.changes if change.target == key and change.words
        ]
        found = [*reworded, *(one.clauses[key] for one in documents.values() if key in one.clauses)]
        return self.read(found[0].text) if found else key

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every public document that may be cited, by key."""
        own = [one.sources for one in self.library.documents.values()]
        return {key: source for sources in (*own, self.library.sources) for key, source in sources.items()}

    def day(self, day: date) -> str:
        """Give a date in words: 1. april 2012, 1 April 2012."""
        return day_in(self.lang, day)

    def number(self, number: Decimal | int, least: int = 0) -> str:
        """Give a number with the marks of the language, and at least so many decimals."""
        return number_in(self.lang, number, least)

    def slot(self, label: str) -> str:
        """Give what a slot of a wheel is for."""
        return self.say(_SLOTS[label]) if label in _SLOTS else label

    def wheel(self, name: str) -> str:
        """Give what a wheel is called."""
        return self.say(_WHEELS[name]) if name in _WHEELS else name

    def value(self, name: str, value: FactValue | None) -> str:
        """Give a value of a fact or parameter in its unit."""
        if value is None or isinstance(value, Unknown):
            return self.say(Message("unknown"))
        if isinstance(value, Between):
            low, high = self.value(name, value.low), self.value(name, value.high)
            return self.say(Message("between {low} and {high}", low=low, high=high))
        if isinstance(value, bool):
            return self.say(Message("yes") if value else Message("no"))
        if isinstance(value, date):
            return self.day(value)
        unit = self.unit(name)
        if unit == "term":
            return self.label(str(value))
        if isinstance(value, int):
            return self._measured(value, unit)
        if isinstance(value, tuple):
            return self._listed(name, unit, value)
        return self._named(name, unit, value)

    def _listed(self, name: str, unit: str, value: tuple[str, ...] | tuple[int, int]) -> str:
        if unit == "turns":
            return f"{value[0]}/{value[1]}"
        if not value:
            return self.say(Message("none of them"))
        if is_order(name):
            return order_text(self, value)
        return ", ".join(self._named(self.membership.get(name, name), unit, str(part)) for part in value)

    def _measured(self, value: int, unit: str) -> str:
        match unit:
            case "share":
                return self.say(Message("{number} %", number=self.number(_readable_percent(value), 1)))
            case "ratio":
                return self.number(Decimal(value) / PPM)
            case "hours":
                hours, minutes = divmod(value, MINUTES)
                exact = Decimal(value) / MINUTES
                if exact != round(exact, 2):  # 24 hours 59 minutes, not 24.983333 hours
                    return self.say(Message("{hours} hours {minutes} minutes", hours=hours, minutes=minutes))
                return self.say(Message("{number} hours", number=self.number(exact)))
            case "years":
                return self.say(Message("{number} years", number=value))
            case "months":
                return self.say(Message("{number} months", number=value))
            case _:
                return self.number(value)

    def _named(self, name: str, unit: str, value: str) -> str:
        if _MONTH_DAY.fullmatch(value):
            return month_day_in(self.lang, date.fromisoformat(f"2012-{value}"))
        declared = self.library.facts.get(name)
        choices = declared.choices if declared else self.parameters[name].choices if name in self.parameters else {}
        if value in choices:
            return self.read(choices[value])
        return self.slot(value) if unit == "wheel" else value

    def test(self, read: ReadFact) -> str:
        """Give what a comparison asks: at least 25 hours."""
        asked = ", ".join(self.value(read.fact, value) for value in read.compared)
        return asked_text(self, _operator(read), asked)

    def comparison(self, read: ReadFact) -> str:
        """Give a comparison as it came out: Weekly working hours: 20 hours (not at least 25 hours)."""
        label, value = self.label(read.fact), self.value(read.fact, read.value)
        held, known = holds(read), not isinstance(read.value, Unknown)
        yes_no = self.unit(read.fact) == "yes_no"
        if yes_no or not known or (_operator(read), held) in (("is", TRUE), ("is_not", TRUE), ("is_not", FALSE)):
            return self.say(Message("{fact}: {value}", fact=label, value=value))
        asked = self.test(read)
        if held == TRUE:
            return self.say(Message("{fact}: {value} ({asked})", fact=label, value=value, asked=asked))
        if held == FALSE:
            return self.say(Message("{fact}: {value} (not {asked})", fact=label, value=value, asked=asked))
        return self.say(Message("{fact}: {value} (is that {asked}?)", fact=label, value=value, asked=asked))

    def comparisons(self, reads: Iterable[ReadFact]) -> str:
        """Give several comparisons, each once; what one value was compared with in vain is told together."""
        alike: dict[tuple[object, ...], list[ReadFact]] = {}
        for read in reads:
            vain = read.operator in ("is", "in") and holds(read) == FALSE
            alike.setdefault((read.fact, read.value) if vain else (read,), []).append(read)
        return "; ".join(dict.fromkeys(self.comparison(_joined(one)) for one in alike.values()))


def _readable_percent(share: int) -> Decimal:
    """Give a share in per cent to one decimal, or to as many as keep it apart from a whole per cent that it is not."""
    exact = Decimal(share * 100) / PPM
    for decimals in range(1, 4):
        rounded = round(exact, decimals)
        if rounded != rounded.to_integral_value() or rounded == exact:
            return rounded
    return exact


def _operator(read: ReadFact) -> str:
    """Give the operator; to be among one value is to be that value."""
    return read.operator if len(read.compared) > 1 else _SINGLE.get(read.operator, read.operator)


def _joined(reads: Sequence[ReadFact]) -> ReadFact:
    compared = tuple(dict.fromkeys(value for read in reads for value in read.compared))
    return reads[0]._replace(operator="in" if len(compared) > 1 else reads[0].operator, compared=compared)


def holds(read: ReadFact) -> Truth:
    """Give whether a comparison holds, from the value that was read."""
    bounds = tuple(Bound(value) for value in read.compared)
    if read.operator in ("in", "not_in"):
        return truth(Member(Fact(read.fact), bounds, read.operator == "not_in"), {read.fact: read.value})
    return truth(Compare(Fact(read.fact), read.operator, bounds[0]), {read.fact: read.value})  # type: ignore[arg-type]


def asked_text(words: Words, operator: str, value: str) -> str:
    """Give what an operator asks, with the value in words: at least 25 hours, one of: a, b."""
    return words.say(_test(operator, value))


def _test(operator: str, value: str) -> Message:
    match operator:
        case "over":
            return Message("over {value}", value=value)
        case "at_least":
            return Message("at least {value}", value=value)
        case "under":
            return Message("under {value}", value=value)
        case "at_most":
            return Message("at most {value}", value=value)
        case "in":
            return Message("one of: {value}", value=value)
        case "not_in":
            return Message("none of: {value}", value=value)
        case "is_not":
            return Message("other than {value}", value=value)
        case _:
            return Message("{value}", value=value)
