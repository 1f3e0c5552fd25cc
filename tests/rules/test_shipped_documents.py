"""What the pages in docs/ say of the shipped rules holds: assumed values, sources, channels, words, and both languages."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kredslob.rules.library import SHIPPED, start_id
from kredslob.rules.yaml_source import parse_yaml

ROOT = Path(__file__).parents[2]
DOMAIN = (ROOT / "docs/domain.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
REGISTER = ROOT / "engine/register"
FILES = sorted(path for path in SHIPPED.rglob("*.yaml") if "individual" not in path.parts)
TEXTS = ("title", "text", "question", "label", "note", "reason")
SAME_IN_BOTH = {"Senior"}


def _read(path: Path) -> Any:
    return parse_yaml(path.read_text(encoding="utf-8"), path.name).data


DATA = {path.relative_to(SHIPPED).as_posix(): _read(path) for path in FILES}
SOURCES: Mapping[str, Mapping[str, str]] = DATA["sources.yaml"]["sources"]


def _walk(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every value in a file with the keys that lead to it."""
    yield path, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _walk(value, (*path, str(key)))


def _written(value: object) -> str:
    """Write a value as the rules files do."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return str(value)


def _assumed(files: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Give every assumed value of laws and agreements by its parameter, and the assumed days of amendments."""
    found: dict[str, dict[str, Any]] = {}
    for data in map(DATA.__getitem__, files):
        if isinstance(data.get("from"), dict):
            found[start_id(data["id"])] = data["from"]
        for name, series in (data.get("parameters") or {}).items():
            guesses = [value for value in series["values"] if value["basis"] == "assumed"]
            found |= {name: guesses[0]} if guesses else {}
    return found


def _section(page: str, anchor: str) -> str:
    """Give a section from its anchor to the next one at a heading."""
    begun = page.split(f'<a id="{anchor}"></a>\n', 1)[1]
    return re.split(r'\n<a id="[a-z0-9-]+"></a>\n#', begun, maxsplit=1)[0]


def _rows(section: str) -> list[list[str]]:
    """Give the cells of a section's tables, heads left out."""
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


LATER = ("kbh-2015-2018", "kbh-2019-2023", "kbh-2024-2027")
ASSUMED = _assumed(name for name in DATA if not name.endswith(tuple(f"{one}.yaml" for one in LATER)))
OF_LATER = {one: _assumed([f"agreements/{one}.yaml"]) for one in LATER}
LISTED_LATER = {row[1].strip("`"): row for row in _rows(_section(DOMAIN, "assumed-later")) if row[1].startswith("`")}
LISTED = {row[2].strip("`"): row for row in _rows(_section(DOMAIN, "assumed")) if row[2].startswith("`")}
ANCHORS = re.findall(r'<a id="([a-z0-9-]+)"></a>', DOMAIN)


def test_the_page_lists_what_is_assumed_and_nothing_else() -> None:
    """Section 6.1 names every assumed parameter by its own name, and no other."""
    assert len(ASSUMED) > 30
    assert set(LISTED) == set(ASSUMED)


@pytest.mark.parametrize("name", sorted(LISTED))
def test_the_page_asks_the_parameters_own_question(name: str) -> None:
    """Who reads the page and who is asked by a decision read the same words."""
    question = re.sub(r"<[^>]+>", "", LISTED[name][0])
    assert question == ASSUMED[name]["question"]["en"]


def _cell(value: Mapping[str, Any]) -> str:
    """Write an assumed value with what it may be as the page does: the one used first."""
    used = _written(value["value"])
    if value.get("alternatives"):
        others = [_written(one) for one in value["alternatives"]]
        assert used in others
        return "; ".join(f"`{one}`" for one in (used, *(one for one in others if one != used)))
    low, high = map(_written, value["range"])
    return f"`{used}`; `{low}` to `{high}`"


@pytest.mark.parametrize("name", sorted(LISTED))
def test_the_page_gives_the_parameters_values_with_the_one_used_first(name: str) -> None:
    """Alternatives stand one by one, a range by its ends, and nobody has to guess which is taken."""
    assert LISTED[name][1] == _cell(ASSUMED[name])


@pytest.mark.parametrize("column", range(len(LATER)), ids=LATER)
def test_the_page_lists_what_each_later_agreement_assumes(column: int) -> None:
    """Section 6.2 has a column for each, with its values, and a dash where it assumes nothing."""
    expected = {name: _cell(value) for name, value in OF_LATER[LATER[column]].items()}
    assert {name: row[2 + column] for name, row in LISTED_LATER.items() if row[2 + column] != "-"} == expected


@pytest.mark.parametrize("name", sorted(LISTED_LATER))
def test_the_page_asks_what_the_latest_agreement_asks(name: str) -> None:
    """In its own words, but for the period."""
    asked = next(of[name]["question"]["en"] for of in reversed(OF_LATER.values()) if name in of)
    assert LISTED_LATER[name][0] == re.sub(r" of \d{4}-\d{4}|,? in \d{4}-\d{4}", "", asked)


def test_a_question_without_a_parameter_is_not_listed_as_assumed() -> None:
    """Section 6.3 is for what no parameter stands for: it names none that is assumed but to tell it apart."""
    questions = {anchor for anchor in ANCHORS if anchor.startswith("q-")}
    without = set(re.findall(r'<a id="(q-[a-z0-9-]+)"></a>', _section(DOMAIN, "without-parameter")))
    assert without
    assert without < questions
    assert without.isdisjoint(re.findall(r'<a id="(q-[a-z0-9-]+)"></a>', _section(DOMAIN, "assumed")))


def test_every_link_within_the_page_leads_somewhere() -> None:
    """An anchor stands once, and each link has one."""
    assert [anchor for anchor, count in Counter(ANCHORS).items() if count > 1] == []
    assert sorted(set(re.findall(r"\(#([a-z0-9-]+)\)", DOMAIN)) - set(ANCHORS)) == []


def test_every_source_has_its_anchor_and_every_anchor_its_source() -> None:
    """Section 8 of the page and sources.yaml list the same documents by the same keys."""
    described = {anchor.removeprefix("source-") for anchor in ANCHORS if anchor.startswith("source-")}
    assert described == set(SOURCES)


def test_where_a_source_can_be_found_is_what_the_page_says() -> None:
    """A site, or the office that issued what was read as a copy; a choice of Kredsløb's own stands in the page itself."""
    rows = {match[1]: match[0] for match in re.finditer(r'<a id="source-([^"]+)">.*', DOMAIN)}
    told = {key: one["where"] for key, one in SOURCES.items() if key != "designed"}
    assert [key for key, where in told.items() if where not in rows[key]] == []
    assert SOURCES["designed"]["where"] == "docs/domain.md#designed"
    assert "designed" in ANCHORS


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_source_cited_is_listed(path: Path) -> None:
    """A rule, value, clause, change, channel or individual agreement cites documents that can be looked up."""
    told = [value for keys, value in _walk(_read(path)) if keys and keys[-1] == "source"]
    cited = {key for value in told for key in (value if isinstance(value, list) else [value])}
    assert sorted(cited - set(SOURCES)) == []


@pytest.mark.parametrize("path", sorted(REGISTER.rglob("*.csv")), ids=lambda path: path.stem)
def test_every_source_of_the_shipped_register_is_listed(path: Path) -> None:
    """A public row of the register names its document by the same keys as the rules do."""
    with path.open(encoding="utf-8", newline="") as file:
        cited = {row["source"] for row in csv.DictReader(file) if row.get("source")}
    assert sorted(cited - set(SOURCES)) == []


def _texts() -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, data in DATA.items():
        for keys, value in _walk(data):
            if isinstance(value, dict) and "da" in value:
                yield f"{name}: {'.'.join(keys)}", value


def test_every_text_stands_in_both_languages() -> None:
    """Nothing is said to people in one language only."""
    texts = dict(_texts())
    assert len(texts) > 500
    assert [place for place, text in texts.items() if set(text) != {"da", "en"}] == []
    assert [place for place, text in texts.items() if not (text["da"].strip() and text["en"].strip())] == []


def test_no_sentence_is_left_untranslated() -> None:
    """A title, text, question, label, note or reason is not the same in Danish and English; a choice may be."""
    same = {
        place: text["da"]
        for place, text in _texts()
        if place.rsplit(".", 1)[-1] in TEXTS and text["da"] == text["en"] and text["da"] not in SAME_IN_BOTH
    }
    assert same == {}


@pytest.mark.parametrize("name", [name for name, data in DATA.items() if "clauses" in data])
def test_every_clause_and_every_rule_has_its_words(name: str) -> None:
    """A clause is told in Danish and English, and so is each rule that stands on it."""
    data = DATA[name]
    bodies = [change.get("add") or change.get("with") or {} for change in data.get("changes", ())]
    told = [*data["clauses"].values(), *data.get("rules", ()), *(body for body in bodies if body)]
    assert told
    assert [one for one in told if not (one["text"]["da"].strip() and one["text"]["en"].strip())] == []


@pytest.mark.parametrize("number", DATA["channels.yaml"]["channels"])
def test_the_page_and_the_channels_file_say_the_same(number: str) -> None:
    """Section 1.1 names each channel's value or filter in code, or calls it out of scope."""
    channel = DATA["channels.yaml"]["channels"][number]
    row = next(line for line in DOMAIN.splitlines() if f'<a id="{number.lower()}"></a>' in line)
    if channel["is"] == "out_of_scope":
        assert "out of scope" in row or "nobody is chosen" in row
    else:
        assert f"`{channel['value']}`" in row
        assert channel["is"] in row


@pytest.mark.parametrize("column", [0, 1])
def test_the_glossary_has_one_row_for_each_word(column: int) -> None:
    """One word for one concept: no term is explained twice."""
    words = [row[column] for row in _rows(GLOSSARY) if row[column] not in ("Danish", "English")]
    assert len(words) > 100
    assert [word for word, count in Counter(words).items() if count > 1] == []


@pytest.mark.parametrize(
    ("given_up", "instead"),
    [
        ("disadvantaged residential", "disadvantaged area"),
        ("ordinary waiting list", "ordinary list"),
        ("transfer within the", "own-estate transfer, organisation transfer"),
        ("skilsmissefortrin", "fortrin efter skilsmisse"),
        ("listede områder", "områder på listen"),
        ("listed areas", "areas on the list"),
        ("udsat boligområde efter § 51 b", "område på § 51 b-listen"),
        ("disadvantaged area under § 51 b", "area on the § 51 b list"),
    ],
)
def test_the_rules_use_the_glossarys_word(given_up: str, instead: str) -> None:
    """A word that was given up for another does not come back beside it."""
    found = [
        place for place, text in _texts() if given_up in text["da"].casefold() or given_up in text["en"].casefold()
    ]
    assert found == [], f"say {instead}"


@pytest.mark.parametrize("name", sorted(DATA))
def test_no_text_for_people_names_an_id(name: str) -> None:
    """A reader of a page, a decision or a question meets words; ids stand beside them, where the program puts them."""
    named = {key for data in DATA.values() for key in data.get("parameters", {}) if "_" in key}
    texts = [(keys, text) for keys, value in _walk(DATA[name]) if isinstance(value, dict) and "da" in value
             for text in (value["da"], value.get("en", ""))]  # fmt: skip
    assert [(keys, key) for keys, text in texts for key in named if key in str(text)] == []
