"""What each field of a scenario file is for, as an editor shows it beside the field: by model and field of `shape`."""

from __future__ import annotations

from typing import Final

from kredslob.engine.schemas.telling import NOTE, SOURCE
from kredslob.scenarios.searching.fields import TELLS as OF_SEARCHES

_BASIS: Final = (
    "How sure we are: stated (in so many words in the source), paraphrased (in other words), inferred (it follows), "
    "proposed, assumed (no source says)."
)
_FROM: Final = "The month in which the business cycle begins, such as 2011-01; the first simulated unless it is said."
_AFTER: Final = "After how many months of the simulation the business cycle begins; instead of from."

TELLS: Final[dict[str, str]] = {
    "TextFile.da": "In Danish.",
    "TextFile.en": "In English.",
    "AfterEndFile.value": "stop: no month after the agreement's last day; continue: it goes on as it is; next: the agreement "
    "that follows takes over on its day.",
    "AfterEndFile.basis": _BASIS,
    "AfterEndFile.source": SOURCE,
    "AfterEndFile.note": NOTE,
    "AfterEndFile.question": "The question that would settle it.",
    "GivenFile.value": "The value, of the form that it has in the set of behaviour.",
    "GivenFile.basis": _BASIS,
    "GivenFile.source": SOURCE,
    "GivenFile.note": NOTE,
    "BehaviourFile.from": "A set of behaviour that is shipped, by name, or a file of your own; kbh unless it is said.",
    "BehaviourFile.values": "Values of behaviour that are set otherwise, by id.",
    "LineFile.value": "What hazards are multiplied by, month by month; 1 is as usual, and so are all later months.",
    "LineFile.basis": _BASIS,
    "LineFile.source": SOURCE,
    "LineFile.note": NOTE,
    "LinesFile.losing_work": "How fast people lose work.",
    "LinesFile.finding_work": "How fast people find work.",
    "MacroFile.path": "A business cycle that is shipped, by name, or a file of your own.",
    "MacroFile.lines": "The lines of a business cycle of your own; instead of path.",
    "MacroFile.from": _FROM,
    "MacroFile.after_months": _AFTER,
    "CycleFile.schema": "The version of this format.",
    "CycleFile.id": "The name of the business cycle.",
    "CycleFile.title": "What it is called.",
    "CycleFile.note": NOTE,
    "CycleFile.from": _FROM,
    "CycleFile.after_months": _AFTER,
    "CycleFile.lines": "What it does to how fast people lose and find work.",
    "Differing.agreement": "The agreement that holds in the first month: its id, or a file beside this one.",
    "Differing.amendments": "Amendments made to it: ids, or files beside this one. A variant's stand in the place of the "
    "scenario's.",
    "Differing.after_end": "What holds in months after the agreement's last day.",
    "Differing.behaviour": "How people behave. The values that a variant sets stand beside the scenario's.",
    "Differing.macro": "The business cycle: none, one that is shipped, a file, or lines of your own.",
    "Differing.assumed": "Values taken for what is only assumed in the agreements. A variant's stand beside the scenario's.",
    "VariantFile.title": "What the variant is called.",
    "ContrastFile.title": "What the difference is the effect of.",
    "ContrastFile.variant": "The variant that shows the effect.",
    "ContrastFile.against": "The variant that it is held against: the effect is the first less this one.",
    "ContrastFile.where": "Of which estates the effect is told: those exempt, receiving or on the § 51 b list in the first "
    "month, or all.",
    "ScenarioFile.schema": "The version of this format.",
    "ScenarioFile.id": "The scenario's name.",
    "ScenarioFile.title": "What the scenario is called.",
    "ScenarioFile.about": "What it is to find out.",
    "ScenarioFile.register": "The register: `shipped`, or a folder or workbook of your own beside this file.",
    "ScenarioFile.from": "The first month simulated, such as 2011-01.",
    "ScenarioFile.months": "How many months are simulated; or years.",
    "ScenarioFile.years": "How many years are simulated; or months.",
    "ScenarioFile.replications": "How many times each variant is simulated.",
    "ScenarioFile.seed": "What all luck is drawn by: the same seed, the same luck.",
    "ScenarioFile.measured": "The month of the year (1-12) in which key figures are measured; 10 unless it is said.",
    "ScenarioFile.published": "The month of the year (1-12) in which they are published; 11 unless it is said.",
    "ScenarioFile.variants": "The variants, by name. The first is the one that others are told beside.",
    "ScenarioFile.contrasts": "Which variants are held against each other, by name.",
}
"""By the model that a field is stated in; a model that builds on another has its fields too."""


def tells_of(model: str, above: tuple[str, ...]) -> dict[str, str]:
    """Give what the fields of a model are for, those of the models that it builds on included, as `Model.field`."""
    found = {key: told for key, told in {**TELLS, **OF_SEARCHES}.items() if key.partition(".")[0] in (model, *above)}
    return {f"{model}.{key.partition('.')[2]}": told for key, told in found.items()}
