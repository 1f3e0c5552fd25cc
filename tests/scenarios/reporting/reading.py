"""Read a report back: its elements, its text, and what stands in a chapter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kredslob.rules.messages import Lang
from kredslob.scenarios.reporting.opening import open_run
from kredslob.scenarios.reporting.page import report_page
from tests.engine.page.reading import Read


@cache
def text_of(results: Path, lang: Lang) -> str:
    """Give the report of some results, made once."""
    return report_page(open_run(results, lang))


@cache
def page_of(results: Path, lang: Lang = "en") -> Read:
    """Give it read back; what a browser runs is not text that a person sees."""
    found = Read()
    text, _, script = text_of(results, lang).rpartition("<script>")
    found.feed(text + script.partition("</script>")[2])
    found.close()
    return found
