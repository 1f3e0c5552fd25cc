"""What a comparison is called and what it asks: its own words, not those of the scenario that gives it city and months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kredslob.rules.messages import LANGUAGES, Message, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.run import Run, Shown


def title_of(run: Run) -> Text:
    """Give what a run is called: of a comparison, what is held against what."""
    if not run.compared:
        return Text(**run.record.scenario["title"])
    return _said(Message("{other}, against {base}", other=_others(run), base=run.base.title))


def question_of(run: Run) -> Text | None:
    """Give what a run asks; None where its scenario does not say."""
    if run.compared:
        return _said(
            Message("What changes with {other}, held against {base}?", other=_others(run), base=run.base.title)
        )
    about = run.record.scenario.get("about")
    return Text(**about) if about else None


def frame_of(run: Run) -> Iterator[Message]:
    """Say of a comparison what it is framed by, and what its sides rest on that the base does not; nothing of other runs."""
    if not run.compared:
        return
    scenario = run.record.scenario
    yield Message(
        "City, months and behaviour are those of the scenario {title} ({id}), as far as nothing else is told of a variant.",
        title=Text(**scenario["title"]), id=scenario["id"],
    )  # fmt: skip
    for one in run.found():
        ours, theirs = (_amendments(run.record.variants[each.name]) for each in (run.base, one))
        between = [name for name in theirs if name not in ours and _title(run, name) != one.title]
        if between:
            yield Message(
                "{variant} rests on {amendments}, which {base} is without: what that changes is part of the difference.",
                variant=one.title, amendments=_titles(run, between), base=run.base.title,
            )  # fmt: skip
        gone = [name for name in ours if name not in theirs]
        if gone:
            yield Message(
                "{variant} is without {amendments}, which {base} has: what that changes is part of the difference.",
                variant=one.title, amendments=_titles(run, gone), base=run.base.title,
            )  # fmt: skip


def _others(run: Run) -> Text:
    return _joined([one.title for one in _but_base(run)])


def _but_base(run: Run) -> list[Shown]:
    return list(run.found()) or [run.base]


def _amendments(told: Mapping[str, list[Mapping[str, list[str]]]]) -> list[str]:
    return [name for one in told["agreements"][:1] for name in one.get("amendments", [])]


def _titles(run: Run, ids: list[str]) -> Text:
    """Give the titles of amendments, each with its id; of one that cannot be read its id."""
    found = []
    for name in ids:
        title = _title(run, name)
        found.append(Text(name, name) if title is None else Text(f"{title.da} ({name})", f"{title.en} ({name})"))
    return _joined(found)


def _title(run: Run, name: str) -> Text | None:
    """Give the title of an amendment; None where it cannot be read."""
    try:
        agreement = run.words.library.agreement(name)
    except WrongInput:
        return None
    return next((one.title for one in agreement.amendments if one.id == name), None)


def _joined(several: list[Text]) -> Text:
    return Text(*(", ".join(one.read(lang) for one in several) for lang in LANGUAGES))


def _said(message: Message) -> Text:
    return Text(*(message.text(lang) for lang in LANGUAGES))
