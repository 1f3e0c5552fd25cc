"""What the differences between variants come to: paired by replication, year by year, and indicator by indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.tables import row, table
from kredslob.rules.messages import Message
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import SET
from kredslob.scenarios.reporting.charts.plan import Band, Limit, Line, Lines, rounded
from kredslob.scenarios.reporting.figure import figure
from kredslob.scenarios.reporting.numbers import amount, change, changes
from kredslob.scenarios.reporting.over_time import at, step_of, threshold_in
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.reporting.run import Run

HEADLINE: Final = "outside_measured"
OF_SET: Final = (
    "outside_measured",
    "outside_moved_in",
    "over",
    "exempt",
    "referrals_delivered",
    "let_flexible",
    "let_ordinary",
    "turnover",
)
OF_CITY: Final = (("outside_measured", "city", "city"), ("over", "city", "city"), ("dissimilarity", "city", "city"),
                  ("referrals_delivered", "city", "city"), ("turns_unplaced", "city", "city"), ("queue_waiting", "queue", "municipal"),
                  ("wait_mean", "wait", "referral"), ("wait_mean", "wait", "ordinary"), ("wait_mean", "wait", "ordinary_passed_over"))  # fmt: skip
VERDICTS: Final[Mapping[str, Message]] = {
    "more": Message("higher"), "less": Message("lower"), "within_noise": Message("within the noise"), "none": Message("no difference at all"),
    "one_replication": Message("one replication: no telling"), "no_meaning": Message("no value"),
    "own_threshold": Message("not to be compared: each by its own"),
}  # fmt: skip
SMALL: Final = Message("What these estates come to together is left out: counts of fewer than five people could be read from their figures.")  # fmt: skip
WHERE: Final[Mapping[str, Message]] = {
    "exempt": Message("told of the estates that are exempt at the beginning"),
    "receiving": Message("told of the estates that receive extra turns at the beginning"),
    "listed": Message("told of the estates in listed areas at the beginning"),
    "all": Message("told of all estates"),
}


def effects_section(run: Run) -> Html | None:
    """Give the chapter of effects; None where nothing is held against anything."""
    told = [
        _contrast(run, one) for one in run.contrasts if {one.variant, one.against} <= {each.name for each in run.shown}
    ]
    if not told:
        return None
    say = run.words.say
    text = Message("Two variants share their luck: the same person meets the same chances in both. What differs between them, replication by replication, is the doing of what they differ in. "
                   "An interval holds the mean difference with 95 per cent certainty, as far as chance goes.")  # fmt: skip
    return section("effects", say(Message("What makes the difference")), lead(say(text)), *told)


def _contrast(run: Run, one: Contrast) -> Html:
    words = run.words
    titles = {each.name: each.title for each in run.shown}
    said = Message(
        "{variant}, less {against}; {where}.",
        variant=titles[one.variant],
        against=titles[one.against],
        where=WHERE[one.where],
    )
    small = one.name in run.withheld.contrasts
    drawn = element("p", words.say(SMALL), class_="note") if small else _over_years(run, one)
    return element(
        "article", element("h3", words.read(one.title)), lead(words.say(said)),
        element("div", drawn, _table(run, one), class_="effect"), class_="contrast", id=f"contrast-{one.name}",
    )  # fmt: skip


def _over_years(run: Run, one: Contrast) -> Html | None:
    """Give the difference in the measured share of the set by year."""
    frame = run.contrast(one, HEADLINE, SET)
    frame = frame.drop_nulls("difference")
    rows = list(frame.sort("period").iter_rows(named=True))
    if not rows:
        return None
    words = run.words
    points = tuple((at(each["period"]), each["difference"]) for each in rows)
    band = tuple((at(each["period"]), each["low"], each["high"]) for each in rows if each["low"] is not None)
    every = [0.0, *(value for _, value in points), *(value for _, *pair in band for value in pair)]
    low, high = min(every), max(every)
    y = rounded(low, high, max(step_of(100 * low, 100 * high) / 100, 0.001))
    x = (points[0][0], max(points[-1][0], points[0][0] + 1))
    hand = next(each.hand for each in run.shown if each.name == one.variant)
    chart = Lines((Line("", hand.colour, (), points, strong=True),), (Band(hand.colour, 0.2, band),) if band else (),
                  (Limit(0, *x, ""),), x, tuple(int(each) for each, _ in points), y, "points")  # fmt: skip
    title = words.say(Message("{indicator}: difference in percentage points", indicator=CATALOGUE[HEADLINE].name))
    last = rows[-1]
    said = {"year": last["period"], "difference": change(words, "share", last["difference"])}
    span = changes(words, "share", last["low"], last["high"])
    sure = Message("In {year} the difference is {difference} ({interval}).", interval=span, **said)
    about = words.say(Message("In {year} the difference is {difference}.", **said) if last["low"] is None else sure)
    heads = (Message("Year"), Message("Difference"), Message("95 % interval"))
    cells = [
        [each["period"], change(words, "share", each["difference"]), changes(words, "share", each["low"], each["high"])]
        for each in rows
    ]
    return figure(words, f"effect-{one.name}", (title, about, about), chart, heads, cells)


_FIRST: Final = Message("In the last year")
_LAST: Final = (Message("Difference and 95 % interval"), Message("Which is"))


def _table(run: Run, one: Contrast) -> Html:
    rows, own = [], False
    asked = [(name, SET, None) for name in OF_SET] + list(OF_CITY)
    whole, small = one.where == "all", one.name in run.withheld.contrasts
    for name, level, place in asked:
        if level == SET and (small or (whole and (name, "city", "city") in OF_CITY)):
            continue
        found = _last(run, one, name, level, place)
        if found is not None:
            rows.append(_row(run, found, level, place))
            own |= found["verdict"] == "own_threshold"
    words = run.words
    titles = {each.name: each.title for each in run.shown}
    heads = (_FIRST, *(Message("{title}", title=titles[name]) for name in (one.variant, one.against)), *_LAST)
    caption = Message("Differences in the last year simulated")
    told = table(words, caption, heads, [row(words, heads, each) for each in rows], "differences")
    return element("div", told, element("p", words.say(_own_said(run)), class_="note") if own else None)


def _own_said(run: Run) -> Message:
    if run.compared:
        return Message("Where each is counted by its own threshold no difference is told: with the same residents, more estates are over a lower one. The answer above holds both against the threshold of {base}.", base=run.base.title)  # fmt: skip
    return Message("Where each is counted by its own threshold no difference is told: with the same residents, more estates are over a lower one.")  # fmt: skip


def _last(run: Run, one: Contrast, name: str, level: str, place: str | None) -> dict[str, Any] | None:
    frame = run.contrast(one, name, level)
    if place is not None:
        frame = frame.filter(place=place)
    rows = frame.sort("period").tail(1).to_dicts()
    return rows[0] if rows and rows[0]["verdict"] != "no_meaning" else None


def _row(run: Run, found: dict[str, Any], level: str, place: str | None) -> list[Part]:
    words, unit = run.words, found["unit"]
    whose = "" if level == SET else f" ({run.names.get(place or '', place or '')})"
    if found["verdict"] == "own_threshold":
        return _by_its_own(run, found, whose)
    verdict, told = found["verdict"], change(words, unit, found["difference"])
    span = None if found["low"] is None else element("small", changes(words, unit, found["low"], found["high"]))
    return [
        run.called(found["indicator"]) + whose, amount(words, unit, found["mean_variant"]), amount(words, unit, found["mean_against"]),
        (element("strong", told) if verdict in ("more", "less") else told, " ", span),
        element("span", words.say(VERDICTS[verdict]), class_=f"verdict {verdict}"),
    ]  # fmt: skip


def _by_its_own(run: Run, found: dict[str, Any], whose: str) -> list[Part]:
    """Give both counts without a difference, each with the threshold that it is counted by."""
    words, unit = run.words, found["unit"]
    sides: list[Part] = [
        (
            amount(words, unit, found[f"mean_{side}"]),
            " ",
            element("small", threshold_in(run, found[side], found["period"])),
        )
        for side in ("variant", "against")
    ]
    own = words.say(Message("{indicator}, by its own threshold", indicator=CATALOGUE[found["indicator"]].name))
    verdict = element("span", words.say(VERDICTS["own_threshold"]), class_="verdict within_noise")
    return [own + whose, *sides, "\N{EN DASH}", verdict]
