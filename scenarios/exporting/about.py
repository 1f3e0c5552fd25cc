"""What an export says of itself before any number: what it is, what intervals cover, what is assumed, how to make it again."""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.rules.messages import Message
from kredslob.scenarios.exporting.asking import OF_ESTATES, Asked
from kredslob.scenarios.publishing.cells import SMALLEST
from kredslob.scenarios.reporting.again import command_of
from kredslob.scenarios.reporting.comparison import frame_of, question_of, title_of
from kredslob.scenarios.reporting.over_time import same_threshold, thresholds_of
from kredslob.scenarios.reporting.run import register_name
from kredslob.scenarios.telling.made_up import PEOPLE, made_up

Line = tuple[Message, Message | str]


def about_rows(asked: Asked) -> Iterator[Line]:
    """Give what is said, each with what it is about."""
    run = asked.run
    words, months = run.words, run.ground.months
    yield Message("What this is"), Message("Results of a simulation by Kredsløb: {title}. No number is a forecast of any person or estate.", title=title_of(run))  # fmt: skip
    if (question := question_of(run)) is not None:
        yield Message("What was asked"), words.read(question)
    for said in frame_of(run):
        yield Message("What was asked"), said
    last = months.day(months.count - 1)
    span = Message("{months} months from {first} to {last}; {count} replications of the first variant.", months=months.count,
                   first=f"{months.first:%Y-%m}", last=f"{last:%Y-%m}", count=words.number(run.count))  # fmt: skip
    yield Message("What was simulated"), span
    for one in run.shown:
        if one.name in asked.variants:
            told = run.record.variants[one.name]["agreements"]
            by = ", ".join(" + ".join([each["id"], *each.get("amendments", [])]) for each in told)
            yield Message("Variant"), f"{one.name}: {words.read(one.title)} ({by})"
    if not same_threshold(run):
        told = "; ".join(f"{one.name} {thresholds_of(run, one.name)}" for one in run.shown)
        yield Message("Thresholds"), Message("The variants' thresholds are not the same: {told}. By year and by month each variant is counted by its own, so that what is over it, at risk or has crossed it in two variants is no difference between them.", told=told)  # fmt: skip
        if run.compared:
            yield Message("Thresholds"), Message("The table of differences holds all variants against the threshold of {base}.", base=run.base.title)  # fmt: skip
    if set(asked.of_estates) == set(OF_ESTATES):
        yield Message("Single estates"), Message("Of single estates these indicators are told: {names}. --indicator all tells all.", names=", ".join(OF_ESTATES))  # fmt: skip
    yield from _intervals(asked)
    yield from _small_cells(asked)
    yield from _again(asked)


def _intervals(asked: Asked) -> Iterator[Line]:
    run = asked.run
    yield (
        Message("Units"),
        Message("Shares are 0-1, differences of shares -1 to 1. What has no meaning is empty, never 0."),
    )
    yield Message("Intervals"), Message("Standard errors, quantiles and intervals cover chance between replications and nothing else: how people behave, and what the agreement is assumed to say where it has not been read, are the same in all of them.")  # fmt: skip
    if run.alone:
        yield Message("Intervals"), Message("One replication has no interval: it is one course of luck, and nothing can be said of how sure it is.")  # fmt: skip
    behaviour = run.record.variants[run.base.name].get("behaviour", {})
    yield Message("Assumed"), Message("{guesses} terms of the agreement and its laws, and {assumed} of {behaviour} values of behaviour. The table of what is assumed has the terms.",
                                      guesses=len(run.ground.assumed), assumed=behaviour.get("guessed", 0), behaviour=behaviour.get("values", 0))  # fmt: skip
    yield Message("Synthetic"), made_up(run.tables.places)
    yield Message("Synthetic"), PEOPLE


def _small_cells(asked: Asked) -> Iterator[Line]:
    head = Message("Small cells")
    if asked.internal:
        yield head, Message("FOR INTERNAL USE. Small cells are not left out: nothing of this may be published.")
        return
    withheld = asked.run.withheld
    yield head, Message("Of an estate of which fewer than {smallest} residents aged 18-64 are outside the workforce, or fewer than that are not, nothing is told; nor of others and of sums from which it could be worked out. Left out here: {estates} estates, {areas} areas, {organisations} organisations.",
                        smallest=SMALLEST, estates=len(withheld.estates), areas=len(withheld.areas), organisations=len(withheld.organisations))  # fmt: skip
    yield head, Message("Not covered: what several exports tell together, what is known from elsewhere, and how narrowly a count that is left out can be bounded.")  # fmt: skip


def _again(asked: Asked) -> Iterator[Line]:
    run, head = asked.run, Message("How to make it again")
    yield head, command_of(run)
    marks = [("scenario", run.record.scenario["id"], run.record.scenario["fingerprint"]), ("register", register_name(run), run.record.register["fingerprint"])]  # fmt: skip
    marks += [("kredslob", run.record.versions.get("kredslob", ""), run.record.program)]
    for what, name, mark in marks:
        yield head, f"{what} {name} {mark}"
    yield head, Message("Seed {seed}; run {started} - {ended} UTC.", seed=run.record.seed, started=run.record.started[:16], ended=(run.record.ended or "")[:16])  # fmt: skip
