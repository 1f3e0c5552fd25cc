"""What each field of a file is for, as an editor shows it beside the field: by model and field of `rules.schema`."""

from __future__ import annotations

from typing import Final

_BASIS: Final = (
    "How sure we are: stated (in so many words in the source), paraphrased (in other words), inferred (it follows), "
    "assumed (the sources do not say)."
)
SOURCE: Final = "The key of the public document, as sources list it."
_FROM: Final = "The first day that it holds."
_TO: Final = "The last day that it holds; left out where there is none."
_RECORDED: Final = (
    "The day it became known, where that is not the day the document was adopted: so a correction is made."
)
_CLAUSE: Final = "The id of the clause by which it holds."
_RANGE: Final = "The lowest and the highest."
_GUESS_RANGE: Final = "What an assumed value may be: the lowest and the highest."
_ALTERNATIVES: Final = "All that an assumed value may be, its own value among them."
_QUESTION: Final = "The question that would settle an assumed value, for whoever has the text."
NOTE: Final = "What else a reader should know."
_CHOICES: Final = "The values that it may have, each with its name in both languages."
_SLOTS: Final = "The slots of the wheel in order; written instead of so many turns of so many."
_FLEXIBLE: Final = "How many turns of a round are flexible lettings, of the wheel `external`."
_TURNS: Final = "How many turns of a round are the municipality's, of the wheel `referral`."
_OF: Final = "How many turns a round has."
_VERSION: Final = "What this wheel is called; a wheel that replaces it has another name."
_REASON: Final = "Why the change is made."

TELLS: Final[dict[str, str]] = {
    "TextFile.da": "In Danish.",
    "TextFile.en": "In English.",
    "SourceFile.title": "The document's title, as it stands on it.",
    "SourceFile.date": "When it was published, as exactly as is known, in quotes.",
    "SourceFile.where": "Where it can be found.",
    "ClauseFile.title": "What the clause is called.",
    "ClauseFile.text": "What it says, in plain words.",
    "ClauseFile.source": SOURCE,
    "ClauseFile.place": "Where in the document.",
    "ClauseFile.quote": "The words that count, as they stand there.",
    "ClauseFile.basis": _BASIS,
    "ValueFile.from": _FROM,
    "ValueFile.to": _TO,
    "ValueFile.value": "The value, in the unit of the parameter; null ends it.",
    "ValueFile.basis": _BASIS,
    "ValueFile.source": SOURCE,
    "ValueFile.alternatives": _ALTERNATIVES,
    "ValueFile.range": _GUESS_RANGE,
    "ValueFile.question": _QUESTION,
    "ValueFile.note": NOTE,
    "ValueFile.recorded": _RECORDED,
    "ParameterFile.title": "What the parameter is called.",
    "ParameterFile.unit": 'What it is counted in: a share is written 0.40, turns "1/3", a wheel [a, a, b].',
    "ParameterFile.clause": _CLAUSE,
    "ParameterFile.by_agreement": "Of a law: whether an agreement may give it another value.",
    "ParameterFile.choices": _CHOICES,
    "ParameterFile.range": _RANGE,
    "ParameterFile.values": "Its values by date, the earliest first.",
    "MeasureFile.unit": "What is measured: the estate, or the area that it lies in.",
    "MeasureFile.age": "The youngest and the oldest who are counted.",
    "MeasureFile.numerator": "The counts above the line, by the names of the register's columns.",
    "MeasureFile.denominator": "The count below the line.",
    "MeasureFile.averaging_years": "Over how many years the share is averaged.",
    "MeasureFile.relative_to": "Whether it is measured as a multiple of the whole country's.",
    "MeasureFile.minimum_residents": "How many residents there must be for it to count.",
    "MeasureFile.effective": "When it acts, in words.",
    "MeasureFile.clause": _CLAUSE,
    "MeasureFile.basis": _BASIS,
    "LimitFile.clause": "The id of the clause that sets the limit.",
    "LimitFile.severity": "Whether a breach is an error, or a warning.",
    "LimitFile.text": "What is said of a breach.",
    "LimitFile.source": SOURCE,
    "LimitFile.from": _FROM,
    "LimitFile.to": _TO,
    "LimitFile.parameter": "The parameter whose value is compared.",
    "LimitFile.wheel": "The wheel whose share is compared, of each estate.",
    "LimitFile.period": "That it is the agreement's own length which is compared, in years.",
    "LimitFile.concludes": "A fact and its value: some rule in force must come to it.",
    "LimitFile.decides": "Facts that only the law's own rules may decide.",
    "LimitFile.reads": "Facts that no rule of an agreement may read.",
    "LimitFile.criteria": "A decided fact, and the facts that the rules deciding it must read.",
    "LimitFile.at_least": "It must be this or more.",
    "LimitFile.over": "It must be more.",
    "LimitFile.at_most": "It must be this or less.",
    "LimitFile.under": "It must be less.",
    "LimitFile.is": "It must be this.",
    "LimitFile.is_not": "It must be something else.",
    "LimitFile.leaves": "What is left of the whole must be this or more.",
    "LimitFile.apart_from": "A value that may be all the same.",
    "DocumentFile.limits": "What agreements must keep within, by id.",
    "RuleFile.id": "The rule's name; others name it when they override it.",
    "StartFile.value": "The day that is taken.",
    "StartFile.basis": _BASIS,
    "StartFile.range": "The earliest and the latest day that it may be.",
    "StartFile.question": _QUESTION,
    "ChangeFile.set": "The id of a parameter that is given another value; goes with value.",
    "ChangeFile.estate": "The id of the only estate for which a value or a wheel is to hold.",
    "ChangeFile.value": "The new value, in the unit of the parameter; null ends it.",
    "ChangeFile.basis": _BASIS,
    "ChangeFile.alternatives": _ALTERNATIVES,
    "ChangeFile.range": _GUESS_RANGE,
    "ChangeFile.question": _QUESTION,
    "ChangeFile.note": NOTE,
    "ChangeFile.add": "A rule that is added, with its id.",
    "ChangeFile.replace": "The id of a rule that is replaced; goes with `with`.",
    "ChangeFile.with": "What the replaced rule says from now on.",
    "ChangeFile.repeal": "The id of a rule that ends, without another in its place.",
    "ChangeFile.reword": "The id of a clause whose words are replaced; goes with words.",
    "ChangeFile.words": "What the clause says from now on.",
    "ChangeFile.wheel": "The wheel of an estate that is replaced; goes with estate.",
    "ChangeFile.version": _VERSION,
    "ChangeFile.turns": _TURNS,
    "ChangeFile.flexible": _FLEXIBLE,
    "ChangeFile.of": _OF,
    "ChangeFile.slots": _SLOTS,
    "ChangeFile.reason": _REASON,
    "ChangeFile.source": SOURCE,
    "WheelFile.from": _FROM,
    "WheelFile.version": _VERSION,
    "WheelFile.turns": _TURNS,
    "WheelFile.flexible": _FLEXIBLE,
    "WheelFile.of": _OF,
    "WheelFile.slots": _SLOTS,
    "WheelFile.basis": _BASIS,
    "WheelFile.recorded": _RECORDED,
    "EstateFile.origin": "Whether what is fixed for the estate is public, follows from what is public, or is made up.",
    "EstateFile.wheels": "The estate's wheels by date: referral, and external for what then goes to the external list.",
    "EstateFile.parameters": "The estate's own values of parameters.",
    "DocumentFile.schema": "The version of this format.",
    "DocumentFile.id": "The document's name, for commands and for other documents.",
    "DocumentFile.kind": "What it is: law, framework (agreement), amendment, individual (agreement under a framework).",
    "DocumentFile.title": "What the document is called.",
    "DocumentFile.from": "The first day that it is in force; of an amendment also with a range, where the day is assumed.",
    "DocumentFile.to": "The last day that it is in force.",
    "DocumentFile.adopted": "The day it was adopted: from then on it is known.",
    "DocumentFile.draws_on": "The ids of the laws that it rests on.",
    "DocumentFile.extends": "The id of the agreement or amendment that it changes.",
    "DocumentFile.fills_in": "Whether an amendment only states what had been assumed, and changes nothing agreed.",
    "DocumentFile.framework": "The id of the framework agreement that it is made under.",
    "DocumentFile.organisation": "The id of the organisation that it binds.",
    "DocumentFile.origin": "Whether it is public, follows from what is public, or is made up.",
    "DocumentFile.sources": "Public documents that it cites and that are not on the common list.",
    "DocumentFile.facts": "Facts that its rules read and that are not declared with Kredsløb.",
    "DocumentFile.clauses": "What it says in plain words, by clause id.",
    "DocumentFile.parameters": "Its terms that have a value by date, by id.",
    "DocumentFile.measures": "How shares are measured, by the derived fact that each gives.",
    "DocumentFile.rules": "What it decides, and when.",
    "DocumentFile.changes": "What an amendment changes, one by one.",
    "DocumentFile.values": "The values that it gives to parameters that a law leaves to agreement, by id.",
    "DocumentFile.estates": "What an individual agreement fixes, by estate id.",
    "SimulationFile.how": "Whether the simulation has it from its state, drawn from a distribution, or not at all.",
    "SimulationFile.what": "What of the state it is.",
    "SimulationFile.distribution": "What it is drawn from.",
    "SimulationFile.basis": _BASIS,
    "FactFile.about": "What it is a fact about.",
    "FactFile.type": "What it is counted in.",
    "FactFile.range": _RANGE,
    "FactFile.choices": _CHOICES,
    "FactFile.origin": "Whether somebody gives it, it is derived from others, or rules decide it.",
    "FactFile.stage": "The stage at which rules decide it.",
    "FactFile.label": "What it is called.",
    "FactFile.question": "The question that asks for it.",
    "FactFile.simulation": "How the simulation has it.",
    "FactsFile.facts": "The facts, by name.",
    "SourcesFile.sources": "The public documents, by the key that clauses and values cite.",
}
TELLS.update({
    f"{model}.{field}": tells
    for model in ("RuleFile", "RuleBody")
    for field, tells in {
        "stage": "When it is asked: classify (the estate), quota, route (the vacancy), rank (the applicant).",
        "clause": _CLAUSE,
        "basis": _BASIS,
        "source": SOURCE,
        "from": _FROM,
        "to": _TO,
        "recorded": _RECORDED,
        "when": "When it applies.",
        "then": "What it concludes: one fact and its value.",
        "overrides": "The rules that do not apply where this one does.",
        "text": "What it says of a case, in a sentence, without the numbers that parameters hold.",
    }.items()
})  # fmt: skip
