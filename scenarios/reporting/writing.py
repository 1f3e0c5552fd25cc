"""The report of a folder, whatever has made it: a run, a comparison or a search."""

from __future__ import annotations

from pathlib import Path

from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.page import report_page
from kredslob.scenarios.reporting.search_page import is_search, search_page
from kredslob.scenarios.reporting.templates import Template
from kredslob.scenarios.searching.folder import open_search


def report_of(folder: Path, lang: Lang, template: Template = "committee") -> str:
    """Give the report of a folder as an HTML page.

    Raises:
        WrongInput: it is no folder of results, what made it is not finished, or a search is to be an evaluation.
    """
    if not is_search(folder):
        return report_page(open_run(folder, lang), template)
    if template != "committee":
        found = Message("a search has no evaluation.")
        raise WrongInput(Problem(Place("--template"), found, Message("committee, or the folder of a run")))
    return search_page(open_search(folder), lang)
