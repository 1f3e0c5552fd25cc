"""Read an individual agreement once: what was read serves as long as its file, and all that it was read with, are the same.

There are dozens of them under a framework, and whatever is simulated or searched asks for all of them again and again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kredslob.rules.frozen import dataclass
from kredslob.rules.loading import load_document
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document, FactDeclaration, ParameterSeries

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Read:
    """An individual agreement that has been read.

    Args:
        mark: of its file as it was then; none if it was not there a moment before.
        facts, series: what it was read with: the facts that are declared, the parameters that it may set.
        document: what it states.
    """

    mark: Mark | None
    facts: Mapping[str, FactDeclaration]
    series: Mapping[str, ParameterSeries]
    document: Document

    def serves(self, path: Path, facts: Mapping[str, FactDeclaration], series: Mapping[str, ParameterSeries]) -> bool:
        """Tell whether reading the file anew, with these, would give the same."""
        return self.mark is not None and self.mark == mark_of(path) and self.facts == facts and self.series == series


def read_individual(
    path: Path, facts: Mapping[str, FactDeclaration], series: Mapping[str, ParameterSeries], name: str,
    stated: tuple[str, str],
) -> Read:  # fmt: skip
    """Read the file of an individual agreement.

    Args:
        path: where it is; name: what it is called when problems are told.
        facts, series: those declared, and the parameters that it may set.
        stated: the framework and the id that it must state.

    Raises:
        WrongInput: the file is wrong, or states another agreement.
    """
    mark, document = mark_of(path), load_document(path, facts, series, name)
    framework, wanted = stated
    if (document.kind, document.framework, document.id) != ("individual", framework, wanted):
        found = Message(
            "the file does not state individual agreement {id} under {framework}.", id=wanted, framework=framework
        )
        raise WrongInput(Problem(Place(name, 1), found, Message("id and framework as the file is called")))
    return Read(mark, facts, series, document)


def mark_of(path: Path) -> Mark | None:
    """Give what of a file is another once it has been written again; None if there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # a name may be none that a file can have
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
