"""Set out how a share is measured: which counts of the register over which, of which age, over how many years."""

from __future__ import annotations

from typing import Final

from kredslob.engine.page.html import Html, element
from kredslob.engine.page.parts import basis_mark, card_heading, code
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.model import Measure

# The columns of the register that measures count, in words; another column is shown by its name.
COUNTS: Final = {
    "residents": Message("residents"),
    "adults": Message("residents of 18 and over"),
    "aged_18_64": Message("residents aged 18-64"),
    "aged_30_59": Message("residents aged 30-59"),
    "outside_workforce": Message("outside the workforce"),
    "outside_labour_market": Message("outside the labour market"),
    "without_link": Message("without link to work or education"),
    "unemployed": Message("unemployed"),
    "students": Message("in education without a job"),
    "employed": Message("in employment"),
    "other_outside": Message("otherwise outside the workforce"),
    "non_western": Message("of non-Western origin"),
    "convicted": Message("convicted"),
    "only_compulsory_school": Message("with compulsory school only"),
    "income_ppm_of_region": Message("mean income, in parts per million of the region's"),
    "ppm": Message("one million"),
}


def measure_card(words: Words, measure: Measure, level: int) -> Html:
    """Give how a share is measured: counts above and below, age band, years, and when it acts."""
    told = [
        (Message("Counted"), [_count(words, name) for name in measure.numerator]),
        (Message("Out of"), [_count(words, measure.denominator)]),
        (Message("Years averaged"), [element("span", str(measure.averaging_years))]),
    ]
    if measure.age:
        ages = words.say(Message("{low} to {high}", low=measure.age[0], high=measure.age[1]))
        told.append((Message("Age"), [element("span", ages)]))
    if measure.minimum_residents is not None:
        told.append((Message("Residents, at least"), [element("span", words.number(measure.minimum_residents))]))
    rows = [(element("dt", words.say(lead)), element("dd", *parts)) for lead, parts in told]
    return element(
        "article",
        card_heading(level, words.say(Message("How it is measured: {fact}", fact=words.label(measure.id))), measure.id),
        element("p", words.read(measure.effective)),
        element("dl", *rows, class_="measure"),
        element("p", basis_mark(words, measure.basis), class_="meta"),
        class_="parameter", data_measure=measure.id,
    )  # fmt: skip


def _count(words: Words, name: str) -> Html:
    said = COUNTS.get(name)
    return element(
        "span", element("span", words.say(said)) if said else None, " " if said else None, code(name), class_="count"
    )
