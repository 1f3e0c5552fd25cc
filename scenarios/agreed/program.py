"""The rules on estates and on the channel of a vacancy, compiled to a program of look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from kredslob.engine.columnar import Cells, Table
from kredslob.engine.turns import SHARED
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.scenarios.agreed.tables_once import Tables
from kredslob.scenarios.city.layout import CHANNELS, DWELLING_FACTS, NONE
from kredslob.scenarios.city.routing import CLAIMS, TURNS_DUE
from kredslob.scenarios.city.standing import SHARES, Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXEMPT: Final = "exempt"
CHANNEL: Final = "channel"
OF_VACANCY: Final = (*DWELLING_FACTS, *TURNS_DUE, *CLAIMS)
NEVER: Final = ("rehousing_claim", "full_referral")  # no such programme is simulated: never so
OF_ESTATE: Final = ("combined_letting", "mandatory_flexible")  # asked by the tiers, whatever the rules read
SHARES_NAMED: Final = tuple(one.fact for one in SHARED.values())  # facts that name the term of an estate's share
SHOWN: Final = ("forty_plus", "listed_for_exemption", "newly_listed", "listed_51b", EXEMPT)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of estates and vacancies that count, by number, the cells of all facts read, and the tables over these."""

    numbers: Mapping[str, int]
    cells: Mapping[str, Cells]
    context: tuple[str, ...]
    tables: Tables = field(repr=False, compare=False)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.numbers)


def find_facts(variants: Iterable[Terms], declared: Mapping[str, FactDeclaration], cells: Mapping[str, Cells]) -> Facts:
    """Give numbers to the facts of estates and vacancies that standing, routing or ranking can turn on.

    Raises:
        WrongInput: a rule reads a fact of a vacancy that the simulation has no way to tell.
    """
    asked = Tables(cells)
    tables = {
        (number, fact): asked.of(fact, terms) for number, terms in enumerate(variants) for fact in terms.rules
    }  # fmt: skip
    read: dict[str, None] = dict.fromkeys((EXEMPT, *OF_ESTATE))
    context: dict[str, None] = dict.fromkeys(OF_ESTATE)
    for (_, fact), table in tables.items():
        for name in table.reads:
            if declared[name].about != "applicant" and name != CHANNEL:  # the channel is known where tiers are asked
                read[name] = None
                if declared[fact].about == "applicant":
                    context[name] = None
    read.update(dict.fromkeys(name for name in SHOWN if name in declared))
    named = {name: answers for name in SHARES_NAMED if (answers := _answers_of(tables, name))}
    read.update(dict.fromkeys(named))
    strange = [
        name for name in read
        if declared[name].about == "vacancy" and declared[name].origin != "decided" and name not in (*OF_VACANCY, *NEVER)
    ]  # fmt: skip
    if strange:
        raise WrongInput(
            Problem(Place(), Message("the rules read {fact}, which simulated vacancies do not have.", fact=name),
                    Message("{names}", names=", ".join((*OF_VACANCY, *NEVER))))
            for name in strange
        )  # fmt: skip
    every = {name: cells.get(name) or _plain_cells(declared[name], named.get(name, ())) for name in read}
    known = {**cells, **every}
    return Facts({name: at for at, name in enumerate(sorted(read))}, known, tuple(sorted(context)), Tables(known))


def _plain_cells(fact: FactDeclaration, answers: tuple[Value, ...]) -> Cells:
    """Give the cells of a fact that is asked for though no rule reads it."""
    return Cells(fact.name, answers or (tuple(fact.choices) if fact.choices else (False, True)))


def _answers_of(tables: Mapping[tuple[int, str], Table], fact: str) -> tuple[Value, ...]:
    """Give all that the rules of any variant may conclude of a fact, each once."""
    return tuple(dict.fromkeys(answer for (_, name), one in tables.items() if name == fact for answer in one.answers))


def compile_program(
    variants: Sequence[Terms], facts: Facts, known: Mapping[str, Sequence[int]], counts: NDArray[Any], estates: int
) -> Program:
    """Compile the standing and routing of each variant.

    Args:
        variants: the terms of each.
        facts: as numbered.
        known: the cells that the register settles, by fact and estate.
        counts: int32[3, STATES], which states each share counts.
        estates: how many there are.
    """
    import numpy as np

    steps: list[tuple[int, int, int]] = []
    reads: list[tuple[int, int]] = []
    tables: list[NDArray[np.int16]] = []
    first, last, channel = [], [], []
    size = 0

    def add(table: Table) -> None:
        nonlocal size
        cells = _answers(table, facts)
        steps.append((facts.numbers.get(table.fact, NONE), size, len(reads)))
        stride = cells.size
        for axis, name in enumerate(table.reads):
            stride //= cells.shape[axis]
            reads.append((facts.numbers[name], stride))
        reads.append((NONE, 0))
        tables.append(cells.ravel())
        size += cells.size

    for terms in variants:
        first.append(len(steps))
        for table in _in_order(terms, facts):
            add(table)
        last.append(len(steps))
        channel.append(len(steps))
        add(facts.tables.of(CHANNEL, terms))
    cuts, cuts_at = _cuts(facts)
    codes: NDArray[Any] = np.zeros((estates, facts.count), np.int16)
    for name, each in known.items():
        if name in facts.numbers:
            codes[:, facts.numbers[name]] = each
    return Program(
        steps=np.array(steps, np.int32), reads=np.array(reads, np.int32), tables=np.concatenate(tables), known=codes,
        first=np.array(first, np.int32), last=np.array(last, np.int32), channel=np.array(channel, np.int32),
        cuts=cuts, cuts_at=cuts_at, shares=np.array([facts.numbers.get(name, NONE) for name in SHARES], np.int32),
        exempt=facts.numbers[EXEMPT], counts=counts,
    )  # fmt: skip


def _in_order(terms: Terms, facts: Facts) -> list[Table]:
    """Give the tables of the decided facts that count, each after those that it reads."""
    wanted = [name for name in facts.numbers if name in terms.rules]
    found: dict[str, Table] = {}

    def visit(name: str) -> None:
        if name in found or name not in terms.rules or name == CHANNEL:
            return
        table = facts.tables.of(name, terms)
        for read in table.reads:
            visit(read)
        found[name] = table

    for name in wanted:
        visit(name)
    return [table for name, table in found.items() if name in facts.numbers]


def _answers(table: Table, facts: Facts) -> NDArray[Any]:
    """Give a table whose codes are the cells of its answers, or the numbers of channels; NONE for a gap or clash.

    There may be gaps where nothing ever comes to be; the loops stop at one that they come to.
    """
    import numpy as np

    def cell(answer: Value) -> int:
        return CHANNELS.index(str(answer)) if table.fact == CHANNEL else facts.cells[table.fact].of(answer)

    cells = np.array([*(cell(one) for one in table.answers), NONE], np.int16)
    return cells[np.where(table.codes < 0, len(table.answers), table.codes)]


def _cuts(facts: Facts) -> tuple[NDArray[Any], NDArray[Any]]:
    import numpy as np

    every = [[(value, int(strict)) for value, strict in facts.cells[name].cuts] for name in facts.numbers]
    at = np.cumsum([0, *(len(one) for one in every)]).astype(np.int32)
    flat = [cut for one in every for cut in one]
    return np.array(flat, np.int64).reshape(-1, 2), at
