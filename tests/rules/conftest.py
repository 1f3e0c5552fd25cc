"""Keep what these tests parse out of the user's cache, and give them a small shelf of rules of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.shelf import FILES, lay_out


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test reads what it wrote, not what another left."""
    monkeypatch.setenv("KREDSLOB_CACHE", "")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Give a folder laid out as `rules/` is, with a law, a framework, an amendment and an individual agreement."""
    return lay_out(tmp_path / "shelf", FILES)
