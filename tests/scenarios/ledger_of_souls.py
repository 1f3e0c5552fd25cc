"""Count a simulated city over again from its people, and compare with what it keeps count of as it goes."""

from __future__ import annotations

import numpy as np

from kredslob.scenarios.city.agenda import CHUNK
from kredslob.scenarios.city.layout import (
    BORN,
    CHILDREN,
    COUNTED,
    DUE,
    ENDS,
    ENTRY,
    ESTATE,
    FREE_HOUSEHOLDS,
    GROUP,
    HOME,
    HOUSED,
    KEY,
    LABOUR,
    LIST,
    MINORS,
    NO_CHILD,
    NOBODY,
    OCCUPANT,
    RETIRED,
    STATES,
    T_WAITING,
    VACANCIES,
    VACANT_SINCE,
    WHERE,
    State,
)
from kredslob.scenarios.people.rows import adults_of

NONE = -1


def check(state: State, month: int) -> None:
    """Assert that nobody is lost or counted twice at the end of a month."""
    _homes(state)
    _counts(state)
    _rows(state)
    _queues(state)
    _agenda(state, month)
    _ages(state, month)


def _kept(state: State) -> np.ndarray:
    """Tell which rows of households are somebody's."""
    kept = np.ones(len(state.households), bool)
    kept[state.free[: state.counters[FREE_HOUSEHOLDS]]] = False
    return kept


def _homes(state: State) -> None:
    occupant = state.dwellings[OCCUPANT]
    lived_in = np.flatnonzero(occupant != NONE)
    assert (state.households[HOME][occupant[lived_in]] == lived_in).all(), "who lives in a dwelling has it as home"
    homes = state.households[HOME][_kept(state)]
    homes = homes[homes != NONE]
    assert len(np.unique(homes)) == len(homes), "nobody lives in two dwellings, and no two households in one"
    assert len(homes) == len(lived_in)
    where = state.households[WHERE][occupant[lived_in]]
    assert (where == state.dwellings[ESTATE][lived_in]).all(), "a home's estate is known"
    vacant = np.sort(state.vacancies[: state.counters[VACANCIES]])
    assert (vacant == np.flatnonzero(occupant == NONE)).all(), "what is empty is to be let, once"
    assert (state.dwellings[VACANT_SINCE][occupant != NONE] == NONE).all()


def _counts(state: State) -> None:
    lived_in = state.dwellings[OCCUPANT] != NONE
    houses, estates = state.dwellings[OCCUPANT][lived_in], state.dwellings[ESTATE][lived_in]
    labour = adults_of(state)[LABOUR][houses]
    count = len(state.estates)
    for each in range(1, STATES):
        found = np.bincount(estates, (labour == each).sum(axis=1), count)
        assert (state.estates[:, COUNTED + each] == found).all(), (
            f"residents in state {each} are counted where they live"
        )
    children = (state.households[CHILDREN][houses] != NO_CHILD).sum(axis=1)
    assert (state.estates[:, MINORS] == np.bincount(estates, children, count)).all()
    assert (state.estates[:, HOUSED] == np.bincount(estates, minlength=count)).all()


def _rows(state: State) -> None:
    kept, people = _kept(state), adults_of(state)
    free = state.free[: state.counters[FREE_HOUSEHOLDS]]
    assert len(np.unique(free)) == len(free), "no row is free twice"
    assert (people[LABOUR][~kept] == NOBODY).all(), "nobody is in a free row"
    assert (state.households[LIST][~kept] == NONE).all(), "nobody in a free row waits"
    first = people[LABOUR][:, 0]
    assert (first[kept] != NOBODY).all(), "every household has a first adult"
    keys = people[KEY][people[LABOUR] != NOBODY]
    assert len(np.unique(keys)) == len(keys), "no two people share their luck"


def _queues(state: State) -> None:
    waits = _kept(state) & (state.households[LIST] != NONE)
    groups = state.households[GROUP][waits]
    assert (groups != NONE).all()
    assert (state.households[GROUP][~waits] == NONE).all()
    found = np.bincount(groups, minlength=len(state.tally))
    assert (state.tally[:, T_WAITING] == found).all(), "who waits is counted in one queue"
    entries = state.households[ENTRY][waits]
    assert (entries != NONE).all()
    assert (state.owners[entries] == np.flatnonzero(waits)).all(), (
        "everybody stands in a queue by an entry of their own"
    )


def _agenda(state: State, month: int) -> None:
    """Everybody with something to do is named in the month in which it is due, which lies ahead."""
    due, kept = state.households[DUE], _kept(state)
    assert (due[~kept] == NONE).all(), "who is gone has nothing to do"
    assert not ((due != NONE) & (due <= month)).any(), "nobody has missed what was due"
    for each in range(month + 1, len(state.agenda)):
        named, last = set(), int(state.agenda[each])
        while last != NONE:
            first = last - last % CHUNK
            named |= set(state.chunks[first + 1 : last + 1].tolist())
            last = int(state.chunks[first])
        assert set(np.flatnonzero(due == each).tolist()) <= named
    people = adults_of(state)
    ends = people[ENDS][people[LABOUR] != NOBODY]
    assert (ends > month).all(), "nobody's state has ended unnoticed"


def _ages(state: State, month: int) -> None:
    people = adults_of(state)
    adults = people[people[LABOUR] != NOBODY]
    years = (month - adults[BORN]) // 12
    assert (years >= 18).all()
    assert ((adults[LABOUR] == RETIRED) == (years >= 65)).all(), "people are retired from 65 on, and not before"
