"""How the parts of a report look: whole steps for what is counted, headings of what stands beneath, all of it on paper."""

from __future__ import annotations

from kredslob.engine.phrasing import Words
from kredslob.rules.library import load_library
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.answer import parts_of
from kredslob.scenarios.reporting.charts.plan import Kind, Line, Lines
from kredslob.scenarios.reporting.charts.spec import spec_of
from kredslob.scenarios.reporting.style import STYLE
from kredslob.scenarios.telling.screen import Said


def axis_of(kind: Kind) -> dict[str, object]:
    """Give the axis of values of a chart that goes from 0 to 2."""
    line = Line("", "#000000", (), ((2011.0, 0.0), (2012.0, 2.0)))
    chart = Lines((line,), (), (), (2011.0, 2012.0), (2011, 2012), (0.0, 2.0), kind)
    found: dict[str, object] = spec_of(chart)["layer"][0]["encoding"]["y"]["axis"]
    return found


def test_what_is_counted_has_whole_steps() -> None:
    """No half of an area: else 0, 1, 1, 2, 2 would stand beside the axis."""
    assert axis_of("count")["tickMinStep"] == 1
    assert "tickMinStep" not in axis_of("decimal")


def test_what_has_something_beneath_it_and_is_no_sentence_is_a_heading() -> None:
    """Improves is one; a sentence is not, nor a word that nothing stands beneath."""
    words = Words(load_library(), "en")
    improves, party = Said(Message("Improves")), Said(Message("The City: more."), 4)
    assert [str(each)[:3] for each in parts_of(words, [improves, party, improves])] == ["<h4", "<p>", "<p>"]
    sentence = Said(Message("8 lower, 8 higher."))
    assert [str(each)[:3] for each in parts_of(words, [sentence, party])] == ["<p>", "<p>"]


def test_what_is_folded_is_open_on_paper() -> None:
    """Nobody can click there."""
    paper = STYLE[STYLE.rindex("@media print") :]
    assert "details::details-content { content-visibility: visible;" in paper
