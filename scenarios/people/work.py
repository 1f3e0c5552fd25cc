"""How lives go: the hazards of the labour market as tables, and how firmly people are attached to work.

Attachment is kept for life, so that those who fall out of work are not replaced by chance: a person of weak attachment who
moves in changes the estate for years. How many of each there are among those in a state is what the hazards themselves
come to in the long run, weighed so that the city's shares are met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.behaviour.parameters import ATTACHMENT
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.layout import (
    ATTACHMENTS,
    BANDS,
    BENEFIT,
    EARLY_PENSION,
    EMPLOYED,
    NOBODY,
    PHASES,
    RETIRED,
    STATE_NAMES,
    STATES,
    STUDENT,
    UNEMPLOYED,
)
from kredslob.scenarios.city.lives import Hazards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

STEADY, LOSING, FINDING = range(3)  # lines of the business cycle
CYCLE: Final = ("steady", "losing_work", "finding_work")
WORKING_BANDS: Final = 3  # 18-29, 30-49, 50-64
_ROUNDS: Final = 200
_WORKING: Final = slice(EMPLOYED, RETIRED)  # the states of those aged 18-64
_AT_18: Final = (0.6, 0.4)  # students and employed


def cycle_of_passages() -> NDArray[Any]:
    """Give which line of the business cycle each passage follows."""
    import numpy as np

    lines = np.full((STATES, STATES), STEADY, np.int32)
    lines[EMPLOYED, [UNEMPLOYED, BENEFIT]] = LOSING
    lines[[STUDENT, UNEMPLOYED, BENEFIT], EMPLOYED] = FINDING
    return lines


def monthly_hazards(behaviour: Behaviour) -> NDArray[Any]:
    """Give the hazard a month of each passage: float64[attachments, states, bands, phases, states].

    Raises:
        WrongInput: by its paces more would end in a month than everything.
    """
    import numpy as np

    found = np.zeros((ATTACHMENTS, STATES, len(BANDS), PHASES, STATES))
    pace = behaviour["work.pace_by_age"]
    first = behaviour["work.first_pace"]
    for which, name in enumerate(ATTACHMENT):
        for state, passages in behaviour["work.passages"][name].items():
            for other, hazard in passages.items():
                start, end = STATE_NAMES.index(state), STATE_NAMES.index(other)
                turned = _turned(end)
                for band in range(WORKING_BANDS):
                    for phase in range(PHASES):
                        found[which, start, band, phase, end] = hazard * pace[turned][band] * first[state][phase]
    found[:, EMPLOYED:, :, :, NOBODY] = np.array(behaviour["work.deaths"])[None, None, :, None]
    _check_sums(found)
    return found


def _check_sums(hazards: NDArray[Any]) -> None:
    """See that no more than everything ends in a month: each hazard may be, and they may not be together."""
    import numpy as np

    sums = hazards.sum(axis=-1)
    which, state, band, _ = np.unravel_index(np.argmax(sums), sums.shape)
    most = float(sums.max())
    if most > 1:
        found = Message(
            "hazards sum to {total} a month: {state}, {attachment} attachment, from {age} years on.",
            total=f"{most:.4g}", state=STATE_NAMES[state], attachment=ATTACHMENT[which], age=BANDS[band],
        )  # fmt: skip
        accepted = Message("at most 1, by work.passages times work.pace_by_age and work.first_pace, and work.deaths")
        raise WrongInput(Problem(Place(None, None, "work.passages"), found, accepted))


def _turned(end: int) -> str:
    if end == EMPLOYED:
        return "to_work"
    if end == STUDENT:
        return "to_student"
    return "to_early_pension" if end == EARLY_PENSION else "out_of_work"


def hazard_tables(behaviour: Behaviour, cycle: Mapping[str, Sequence[float]], months: int) -> Hazards:
    """Give the tables that lives are lived by.

    Args:
        behaviour: the parameters.
        cycle: for each line of the business cycle what hazards are multiplied by, month by month.
        months: how many are simulated.
    """
    import numpy as np

    monthly = monthly_hazards(behaviour)
    lines = np.ones((len(CYCLE), months))
    for name, paces in cycle.items():
        lines[CYCLE.index(name), : len(paces)] = paces[:months]
    of = cycle_of_passages()
    rows = ATTACHMENTS * STATES * len(BANDS) * PHASES
    leaving = np.stack(
        [(monthly * (of == line)[None, :, None, None, :]).sum(axis=-1) for line in range(len(CYCLE))], -1
    )
    lived = np.zeros((months + 1, len(CYCLE)))
    lived[1:] = np.cumsum(lines, axis=1).T
    shares = np.cumsum(monthly.reshape(rows, STATES), axis=1)
    shares /= np.maximum(shares[:, -1:], 1e-300)
    shares[shares >= shares[:, -1:]] = 2.0  # no lot comes to it: the last that is passed to takes all that is left
    return Hazards(
        leaving.reshape(rows, len(CYCLE)).copy(), lived, shares, monthly.reshape(rows, STATES).copy(), of, lines,
        int(behaviour["work.first_months"]), int((lines == 1.0).all()),
    )  # fmt: skip


def long_run(behaviour: Behaviour) -> NDArray[Any]:
    """Give what those of each attachment do in the long run: float64[attachments, bands, states], shares.

    They are followed from 18 by state and months in it, so that those who have been in one for long count as such.
    """
    import numpy as np

    monthly = monthly_hazards(behaviour)[:, :, :WORKING_BANDS].copy()
    monthly[..., NOBODY] = 0
    first = int(behaviour["work.first_months"])
    phase = np.minimum(np.arange(first + 1) // max(1, first), 1) if first else np.ones(1, int)
    found = np.zeros((ATTACHMENTS, WORKING_BANDS, STATES))
    for which in range(ATTACHMENTS):
        shares = np.zeros((STATES, len(phase)))  # by state and months in it, the last for all later ones
        shares[STUDENT, 0], shares[EMPLOYED, 0] = _AT_18
        for band in range(WORKING_BANDS):
            passing = monthly[which, :, band][:, phase]  # states, months, states
            months = (BANDS[band + 1] - BANDS[band]) * 12
            total = np.zeros(STATES)
            for _ in range(months):
                moved = passing * shares[:, :, None]
                left = shares - moved.sum(axis=2)
                shares = np.zeros_like(shares)
                shares[:, 1:] = left[:, :-1]
                shares[:, -1] += left[:, -1]
                shares[:, 0] += moved.sum(axis=(0, 1))
                total += shares.sum(axis=1)
            found[which, band] = total / months
    return found


def attachment_shares(behaviour: Behaviour) -> NDArray[Any]:
    """Give how firmly those in each state are attached in the city: float64[states, attachments], shares."""
    lasting = lasting_shares(behaviour)
    return shares_of_attachment(attachment_mix(behaviour, lasting), lasting)


def lasting_shares(behaviour: Behaviour) -> NDArray[Any]:
    """Give what those of each attachment do in the long run, at all ages: float64[attachments, states], shares."""
    import numpy as np

    weights = np.array([BANDS[band + 1] - BANDS[band] for band in range(WORKING_BANDS)], float)
    found: NDArray[Any] = np.tensordot(long_run(behaviour), weights / weights.sum(), axes=(1, 0))
    return found


def attachment_mix(behaviour: Behaviour, lasting: NDArray[Any]) -> NDArray[Any]:
    """Give the mix of attachments that explains best what residents of the city do: float64[attachments], shares."""
    import numpy as np

    lasting = lasting[:, _WORKING]
    seen = np.array([behaviour["work.shares"][name] for name in STATE_NAMES[_WORKING]])
    mix = np.full(ATTACHMENTS, 1 / ATTACHMENTS)
    for _ in range(_ROUNDS):
        joint = mix[:, None] * lasting
        mix = (seen * joint / np.maximum(joint.sum(axis=0), 1e-12)).sum(axis=1)
    return mix


def shares_of_attachment(mix: NDArray[Any], lasting: NDArray[Any]) -> NDArray[Any]:
    """Give how firmly those in each state are attached, of people of a mix: float64[states, attachments], shares."""
    import numpy as np

    joint = mix[:, None] * lasting[:, _WORKING]
    found = np.full((STATES, ATTACHMENTS), 1 / ATTACHMENTS)
    found[_WORKING] = (joint / np.maximum(joint.sum(axis=0), 1e-12)).T
    found[RETIRED] = mix
    return found
