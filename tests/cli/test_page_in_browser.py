"""A page of an agreement in a real browser: it asks for nothing, complains of nothing, and fits a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Browser, browser, chromium
from tests.cli.conftest import Kredslob

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    """Give a browser for all tests here."""
    with browser() as running:
        yield running


@pytest.fixture
def page(kredslob: Kredslob, tmp_path: Path) -> Path:
    """Give the page of the adjustment of 2012."""
    out = tmp_path / "page.html"
    assert kredslob("agreement", "page", "kbh-2012-adjustment", "-o", str(out)).exit_code == 0
    return out


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Browser, page: Path, width: int) -> None:
    """It is the only file that is read, and nothing has to be scrolled sideways."""
    seen = opened.open(page, width)
    assert (seen.asked, seen.complaints) == ([page.as_uri()], [])
    assert seen.needed <= width


@pytest.mark.parametrize("agreement", ["kbh-2019-between", "kbh-2024-2027", "tests/engine/cities/vesterhavn.yaml"])
def test_every_agreement_fits_a_phone(opened: Browser, kredslob: Kredslob, tmp_path: Path, agreement: str) -> None:
    """Many steps, long chains of channels and words of one's own, in both languages."""
    named = str(ROOT / agreement) if agreement.endswith(".yaml") else agreement
    for lang in ("da", "en"):
        out = tmp_path / f"{lang}.html"
        assert kredslob("agreement", "page", named, "-o", str(out), "--lang", lang).exit_code == 0
        seen = opened.open(out, 390)
        assert (seen.complaints, seen.needed) == ([], 390)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</body>", '<img src="https://example.org/x.png" alt=""></body>'),
        ("</body>", '<script src="https://example.org/x.js"></script></body>'),
        ("</body>", "<script>alert(1)</script></body>"),
        ("</style>", '@import "https://example.org/x.css";</style><link rel="stylesheet" href="https://example.org/y.css">'),
    ],
)  # fmt: skip
def test_what_the_page_must_not_do_is_refused_by_its_own_policy(
    opened: Browser, page: Path, old: str, new: str
) -> None:
    """Were something to slip in, the browser would stop it and say so; so this harness would notice."""
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert opened.open(page, 1280).complaints


def test_what_is_too_wide_is_noticed(opened: Browser, page: Path) -> None:
    """A line that cannot break makes the page wider than a phone."""
    page.write_text(page.read_text("utf-8").replace("</h1>", "</h1><pre>" + "x" * 200 + "</pre>", 1), "utf-8")
    assert opened.open(page, 390).needed > 390
