"""The small shelf that the tests of checks plant faults on, and a cache of what ships, which they read many times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.shelf import FILES, lay_out


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what has been parsed in a folder of these tests' own: it goes by the text of the file."""
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path_factory.getbasetemp() / "parsed"))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Lay out the small shelf."""
    return lay_out(tmp_path / "rules", FILES)
