"""The page on verification shows what its plots are of, and every plot that it names is there and can be read without anything else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.verification.evidence import Point
from tests.verification.page import PAGE, PLOTS, Found, found, page_of, plots_of, write
from tests.verification.rates import Rate


@cache
def little() -> Found:
    """Give the evidence with the least dose."""
    return found(0.0)


def test_the_page_names_every_plot_and_no_other() -> None:
    """What ships: each picture on the page is a file beside it, with words for those who cannot see it."""
    named = re.findall(r"!\[(.+)\]\(verification/(\w+)\.svg\)", PAGE.read_text(encoding="utf-8"))
    assert {name for _, name in named} == {file.stem for file in PLOTS.glob("*.svg")}
    assert all(len(words) > 20 for words, _ in named)


@pytest.mark.parametrize("file", sorted(PLOTS.glob("*.svg")), ids=lambda file: file.stem)
def test_a_plot_needs_nothing_else(file: Path) -> None:
    """It is whole, draws something, has letters, and asks for nothing from elsewhere."""
    text = file.read_text(encoding="utf-8")
    tags = [each.tag.rpartition("}")[2] for each in ElementTree.fromstring(text).iter()]  # noqa: S314 - our own drawing
    assert tags.count("path") > 10
    assert tags.count("text") > 5
    assert not {"script", "image", "foreignObject"} & set(tags)
    assert not re.search(r"(?:href|src)=|url\(http", text)


def test_what_ships_says_that_nothing_is_off() -> None:
    """The page as it ships: no plain town differs, no point leaves its step, all intervals are in their bands."""
    text = PAGE.read_text(encoding="utf-8")
    assert "**0 differ.**" in text
    assert re.search(r"Of \d+ points 0 do not\.", text)
    assert re.search(r"\*Right if every point lies in its band of three standard errors\.\* All \d+ do\.", text)
    towns = re.search(r"\*\*([\d,]+) towns\*\*", text)
    assert towns is not None
    assert int(towns[1].replace(",", "")) >= 1_000


@pytest.mark.long
def test_the_page_can_be_written_anew(tmp_path: Path) -> None:
    """With the least dose: the same plots, and a page that tells its own numbers."""
    page = tmp_path / "verification.md"
    write(little(), page)
    assert {file.name for file in (tmp_path / "verification").iterdir()} == {file.name for file in PLOTS.glob("*.svg")}
    assert "**0 differ.**" in page.read_text(encoding="utf-8")


@pytest.mark.long
def test_what_is_off_is_said() -> None:
    """A rate out of its band and a point off its step are named on the page, and drawn."""
    one = little()
    wrong = Found(
        one.stays, one.composition, one.little, [*one.quotas, Point("1/3", 9, 4, 3)], one.ranks,
        [*one.rates, Rate("made up", 800, 1_000, 0.95)], one.shares, one.seeds, one.plain,
    )  # fmt: skip
    text = page_of(wrong)
    assert "1 does not." in text
    assert "these do not: " in text
    assert "made up (80.0%)" in text
    assert "#c1121f" in plots_of(wrong)["coverage"]
