"""What each field of a file of terms is for, as an editor shows it beside the field: by model and field of `shape`."""

from __future__ import annotations

from typing import Final

TELLS: Final[dict[str, str]] = {
    "TermFile.title": "What the term is called; else as the agreement calls it.",
    "TermFile.set": "The value of the agreement that may be otherwise, such as forty_plus.threshold.",
    "TermFile.range": "Its lowest and highest value; with step.",
    "TermFile.step": "By how much it goes up from the lowest to the highest.",
    "TermFile.values": "All that it may be, instead of range and step.",
    "TermFile.amendment": "An amendment that is made or not: its id, or a file beside this one.",
    "TermFile.changes": "Only these changes of the amendment: what they set, replace, repeal or add. Else all of it.",
    "MeasuredFile.title": "What it is called; else as the indicator is.",
    "MeasuredFile.indicator": "An indicator, as `kredslob scenario indicators` lists them.",
    "MeasuredFile.level": "The level at which it is looked at; its widest unless it or where is said.",
    "MeasuredFile.place": "The place of the level that is looked at: an id, or the name of a queue or channel.",
    "MeasuredFile.places": "Several places of the level, each by itself.",
    "MeasuredFile.where": "The estates that are looked at, as they stand in the first month under the present agreement: all, "
    "exempt, receiving, listed, or within (those that keep the bound then). Each by itself; at the level city together.",
    "MeasuredFile.when": "end, average (of the whole years), every_year, a year such as 2014, or a month such as 2014-10.",
    "GoalFile.want": "Whether less or more of it is better.",
    "LimitFile.at_most": "It must be at most this.",
    "LimitFile.at_least": "It must be at least this.",
    "LimitFile.under": "It must be less than this.",
    "LimitFile.over": "It must be more than this.",
    "LimitFile.probability": "In which share of the replications each place must keep it; else its mean must.",
    "LimitFile.missing": "So many places may miss it.",
    "LimitFile.at_once": "Whether all places must keep it in the same replication.",
    "SearchFile.schema": "The version of this format.",
    "SearchFile.id": "The name of the search; its amendments are called after it.",
    "SearchFile.title": "What the search is called.",
    "SearchFile.about": "What it is to find out.",
    "SearchFile.scenario": "The scenario that gives city, months, behaviour and luck: an id, a file beside this one, or either "
    "with # and a variant.",
    "SearchFile.agreement": "What is amended: an id, or a file beside this one; the scenario's own unless it is said.",
    "SearchFile.from": "The day from which what is searched acts; the first simulated unless it is said.",
    "SearchFile.terms": "What may be otherwise, by name.",
    "SearchFile.goals": "What is to be as little or as much as can be, by name: one to four.",
    "SearchFile.limits": "What must be kept, by name.",
    "SearchFile.replications": "How many times each point is simulated to choose by.",
    "SearchFile.confirm": "How many times those that are told are simulated again, with luck that nobody has chosen by; as "
    "many as replications unless it is said, 0 is not again.",
    "SearchFile.seed": "What the optimiser draws by. Luck is the scenario's.",
    "SearchFile.budget": "How much may be run where --budget does not say: 10m, 2h, or replications of all points together.",
}
"""By the model that a field is stated in; a model that builds on another has its fields too."""
