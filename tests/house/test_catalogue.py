"""Everything that Kredsløb says to people can be read in Danish."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import catalogue
import pytest
from tree import ROOT, sources


def test_the_compiled_catalogue_is_what_the_texts_compile_to() -> None:
    """The .mo that is committed and installed is never older than the .po; `make messages` mends it."""
    assert catalogue.MO.read_bytes() == catalogue.compiled()


@pytest.mark.catalogue
def test_the_catalogue_holds_the_texts_of_the_code_and_no_others() -> None:
    """Every text in the code stands in the .po, and what is no longer said has left it; `make messages` mends it."""
    assert catalogue.PO.read_bytes().decode() == catalogue.updated().decode()


@pytest.mark.catalogue
def test_every_text_has_a_danish_translation() -> None:
    """No message falls back to English when Danish is asked for."""
    told = catalogue.translated()
    assert sorted(template for template in set(catalogue.extracted()) if not told.get(template)) == []


def test_a_translation_names_the_same_values_as_its_text() -> None:
    """A Danish text uses each value of the English one, and no value that it is not given."""
    told = {template: text for template, text in catalogue.translated().items() if text}
    assert {template: text for template, text in told.items() if _values(text) != _values(template)} == {}


@pytest.mark.parametrize("path", sources(), ids=str)
def test_a_message_is_written_out_where_it_is_said(path: Path) -> None:
    """A text put together at run time would never be found for translation."""
    calls = [
        node for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    said = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Message"]
    assert [call.lineno for call in said if not _is_literal(call)] == []


def _is_literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def _values(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
