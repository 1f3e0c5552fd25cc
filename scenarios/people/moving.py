"""How fast people move out, and how many come: set so that as many dwellings fall vacant as the register says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kredslob.scenarios.behaviour.parameters import ATTACHMENT
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.arrivals import STREAMS, TO_LIST, TO_MUNICIPALITY
from kredslob.scenarios.city.homes import City
from kredslob.scenarios.city.layout import (
    ATTACHMENT_BITS,
    BANDS,
    BORN,
    DWELLING_KIND,
    LABOUR,
    MOVED,
    NATURE,
    NOBODY,
    NONE,
    OCCUPANT,
    SLOTS,
    State,
)
from kredslob.scenarios.people.draws import keys_of, named_key
from kredslob.scenarios.people.estates import Home

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

FEWEST_LEAVE = 0.2  # of an estate's vacancies, however many of its residents die


def city_of(
    homes: Sequence[Home], estate_of: Array, begin: State, behaviour: Behaviour, seasons: Sequence[int], seed: str
) -> City:
    """Give what does not change in a replication.

    Args:
        homes: the estates; estate_of: the estate of each dwelling.
        begin: the city as it is when the simulation begins.
        behaviour: the parameters.
        seasons: the month of the year (1-12) of each month simulated.
        seed: what everything drawn is keyed by.
    """
    import numpy as np

    serial = np.concatenate([np.arange(home.count) for home in homes])
    stays = np.array(behaviour["moving.pace_by_age"], np.float64)
    stays = np.stack([stays * behaviour["moving.newly_moved_in_pace"], stays], axis=1)
    by_month = np.array(behaviour["moving.season"]) * 12
    season = np.concatenate([[0.0], np.cumsum([by_month[month - 1] for month in seasons])])
    return City(
        estate_keys=_keys(seed, homes, "arrivals"),
        dwelling_keys=keys_of(_keys(seed, homes, "dwellings")[estate_of], serial),
        mobility=_mobility(homes, estate_of, begin, behaviour, stays), stays=stays, season=season,
        stay_phase=int(behaviour["moving.newly_moved_in_months"]), firmness=_firmness(behaviour),
    )  # fmt: skip


def _keys(seed: str, homes: Sequence[Home], what: str) -> Array:
    import numpy as np

    return np.array([named_key(seed, home.estate.id, what) for home in homes], np.int64)


def _firmness(behaviour: Behaviour) -> Array:
    """Give how fast those of each attachment to work move out beside others; of no known attachment as the middling."""
    import numpy as np

    paces = behaviour["moving.pace_by_attachment"]
    return np.array([*(paces[name] for name in ATTACHMENT), paces[ATTACHMENT[1]]], np.float64)


def _mobility(homes: Sequence[Home], estate_of: Array, begin: State, behaviour: Behaviour, stays: Array) -> Array:
    """Give each estate's pace of moving out, so that as many dwellings fall vacant in a year as the register says."""
    import numpy as np

    if behaviour["moving.alignment"] == "none":
        return np.full(len(homes), float(behaviour["moving.without_family_dwellings"]))
    count = len(estate_of)
    labour = begin.people[LABOUR][: count * SLOTS].reshape(count, SLOTS)
    ages = np.where(labour != NOBODY, -begin.people[BORN][: count * SLOTS].reshape(count, SLOTS), 0).max(axis=1) // 12
    band = np.searchsorted(BANDS, ages, side="right") - 1
    new = begin.households[MOVED][:count] > -int(behaviour["moving.newly_moved_in_months"])
    nature = begin.people[NATURE][: count * SLOTS : SLOTS] & ATTACHMENT_BITS
    pace = np.where(new, stays[band, 0], stays[band, 1]) * _firmness(behaviour)[nature]
    alone = (labour != NOBODY).sum(axis=1) == 1
    deaths = np.where(alone, np.array(behaviour["work.deaths"])[band], 0.0)
    family = (begin.dwellings[DWELLING_KIND] == 0) & (begin.dwellings[OCCUPANT] != NONE)  # nobody leaves what is empty
    total = np.bincount(estate_of[family], pace[family], len(homes))
    dying = np.bincount(estate_of[family], deaths[family], len(homes))
    fewest = behaviour["moving.fewest_vacancies"] / 12
    vacated = np.maximum(_vacated(homes), fewest) * (1 - behaviour["moving.within_share"])
    wanted = np.maximum(vacated - dying, vacated * FEWEST_LEAVE)
    found: Array = np.maximum(wanted / np.maximum(total, 1e-9), 1e-6)
    return np.where(total > 0, found, behaviour["moving.without_family_dwellings"])


def _vacated(homes: Sequence[Home]) -> Array:
    """Give how many family dwellings fall vacant a month in each estate, by the register."""
    import numpy as np

    found: Array = np.array([home.measured.base_vacancies for home in homes]) / 12
    return found


def rates_of(homes: Sequence[Home], referred: Array, behaviour: Behaviour) -> Array:
    """Give how many households come a month by each stream: float64[estates, STREAMS].

    Args:
        homes: the estates.
        referred: float64[estates], the share of its vacancies that an estate owes, before any is exempt.
        behaviour: the parameters.
    """
    import numpy as np

    vacated = _vacated(homes)
    found = np.zeros((len(homes), STREAMS))
    found[:, TO_LIST] = vacated * (1 - referred) * behaviour["newcomers.pressure"]["external"]
    found[:, TO_MUNICIPALITY] = vacated * referred * behaviour["newcomers.pressure"]["municipal"]
    return found
