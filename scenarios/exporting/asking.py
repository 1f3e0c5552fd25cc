"""What is asked of an export: read from what a person wrote, with everything that is wrong told before anything is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, get_args

from kredslob.engine.writing import is_there, problems_of_writing
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, mask_cpr, nearest
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, find_indicator
from kredslob.scenarios.indicators.contrast import EVERY_LEVEL
from kredslob.scenarios.indicators.values import chosen
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.run import Run

Form = Literal["csv", "csv-da", "xlsx", "parquet"]
TableName = Literal["about", "years", "months", "differences", "indicators", "places", "assumed"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
TABLES: Final[tuple[TableName, ...]] = get_args(TableName)
ALL: Final = "all"
OF_ESTATES: Final = ("outside_workforce", "outside_measured", "over", "referrals_delivered")
"""The indicators that are told of every single estate where none is named: all of them are more than a spreadsheet is for."""
_ENDING: Final = {"csv": ".csv", "csv-da": ".csv", "xlsx": ".xlsx", "parquet": ".parquet"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for, as they wrote it.

    Args:
        folder: of results, or of a comparison; out: the file or folder to write.
        form: one of FORMS; None: by the ending of `out`.
        tables: which of TABLES; indicators, levels, variants: those wanted; none of each stands for what is told by default.
        lang: the language of names and heads; internal: whether small cells are told.
    """

    folder: Path
    out: Path
    form: str | None = None
    tables: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    lang: Lang = "en"
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, known to be there.

    Args:
        run: the results; out: where to; form: how; single: whether one file with one table is written.
        tables: which, in order; indicators: at levels above the estate; of_estates: those of single estates.
        levels, variants: which.
        internal: whether small cells are told.
    """

    run: Run
    out: Path
    form: Form
    single: bool
    tables: tuple[str, ...]
    indicators: tuple[str, ...]
    of_estates: tuple[str, ...]
    levels: tuple[str, ...]
    variants: tuple[str, ...]
    internal: bool


def asked_of(wanted: Wanted) -> Asked:
    """Give what is asked.

    Raises:
        WrongInput: with all that is wrong: the folder, the names of tables, indicators, levels and variants, the target.
    """
    problems: list[Problem] = []

    def tried(check: Callable[[], object]) -> None:
        try:
            check()
        except WrongInput as wrong:
            problems.extend(wrong.problems)

    runs: list[Run] = []
    tried(lambda: runs.append(open_run(wanted.folder, wanted.lang)))
    forms: list[Form] = []
    tried(lambda: forms.append(_form(wanted)))
    for name in wanted.indicators:
        if name != ALL:
            tried(lambda name=name: find_indicator(name))  # type: ignore[misc]  # bound now
    tried(lambda: _known("--table", wanted.tables, TABLES))
    tried(lambda: _known("--level", wanted.levels, EVERY_LEVEL))
    if runs:
        tried(lambda: chosen(runs[0].tables, wanted.variants))
    if forms:
        tried(lambda: _check_target(wanted, forms[0]))
    if problems:
        raise WrongInput(problems)
    run, form = runs[0], forms[0]
    named = tuple(name for name in dict.fromkeys(wanted.indicators) if name != ALL)
    every = tuple(CATALOGUE)
    return Asked(
        run, wanted.out, form, _is_single(wanted.out, form), wanted.tables or TABLES,
        every if ALL in wanted.indicators else named or every, every if ALL in wanted.indicators else named or OF_ESTATES,
        wanted.levels or tuple(EVERY_LEVEL), tuple(chosen(run.tables, wanted.variants)), wanted.internal,
    )  # fmt: skip


def _form(wanted: Wanted) -> Form:
    """Give the form asked for: by name, else by the ending of the file."""
    ending = wanted.out.suffix.lower()
    if wanted.form is None:
        for form in ("csv", "xlsx", "parquet"):
            if ending == _ENDING[form]:
                return form
        found = Message("it is not said as what to write it.")
        raise WrongInput(Problem(Place("--as"), found, Message("{names}", names=", ".join(FORMS))))
    for form in FORMS:
        if wanted.form == form:
            return form
    found = Message("there is no form called {name}.", name=repr(wanted.form))
    raise WrongInput(Problem(Place("--as"), found, Message("{names}", names=", ".join(FORMS)), nearest(wanted.form, FORMS)))  # fmt: skip


def _known(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    there = tuple(known)
    problems = [
        Problem(Place(option), Message("there is nothing called {name}.", name=repr(name)),
                Message("{names}", names=", ".join(there)), nearest(name, there))
        for name in given if name not in there
    ]  # fmt: skip
    if problems:
        raise WrongInput(problems)


def _is_single(out: Path, form: Form) -> bool:
    return form == "xlsx" or out.suffix.lower() == _ENDING[form]


def _check_target(wanted: Wanted, form: Form) -> None:
    if found := list(_problems_of_target(wanted, form)):
        raise WrongInput(found)


def _problems_of_target(wanted: Wanted, form: Form) -> Iterator[Problem]:
    out, ending = wanted.out, wanted.out.suffix.lower()
    place = Place(mask_cpr(str(out)))
    single = _is_single(out, form)
    if form == "xlsx" and ending != ".xlsx":
        yield Problem(place, Message("a workbook is one file."), Message("a name that ends in .xlsx"))
    elif not single and ending in _ENDING.values():
        said = Message("the name ends in {ending}, and {form} is asked for.", ending=ending, form=form)
        yield Problem(place, said, Message("a folder, or a name that ends in {ending}", ending=_ENDING[form]))
    elif single and form != "xlsx" and len(set(wanted.tables)) != 1:
        accepted = Message("the name of a folder, or one of --table {names}", names=", ".join(TABLES))
        yield Problem(place, Message("one file holds one table."), accepted)
    if not single and is_there(out):
        yield Problem(place, Message("there is something of this name already."), Message("another folder with -o"))
    else:
        yield from problems_of_writing(out)
