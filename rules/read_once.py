"""Read an individual agreement once: what was read serves as long as its file, and all that it was read with, are the same.

There are dozens of them under a framework, and whatever is simulated or searched asks for all of them again and again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Document, FactDeclaration, ParameterSeries

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Read:
    """An individual agreement that has been read.

    Args:
        mark: of its file as it was then.
        facts, series: what it was read with: the facts that are declared, the parameters that it may set.
        document: what it states.
    """

    mark: Mark
    facts: Mapping[str, FactDeclaration]
    series: Mapping[str, ParameterSeries]
    document: Document

    def serves(self, path: Path, facts: Mapping[str, FactDeclaration], series: Mapping[str, ParameterSeries]) -> bool:
        """Tell whether reading the file anew, with these, would give the same."""
        return self.mark == mark_of(path) and self.facts == facts and self.series == series


def mark_of(path: Path) -> Mark | None:
    """Give what of a file is another once it has been written again; None if there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # a name may be none that a file can have
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
