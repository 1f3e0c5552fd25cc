"""Searches of tests keep their runs apart from the user's, and from those of tests that run beside these."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kredslob.scenarios.comparing import shelf


@pytest.fixture(scope="module", autouse=True)
def _shelf_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.getbasetemp() / "shelf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "cache_folder", lambda: folder)
        yield
