"""Coverage: whether what was observed lies in the ensemble's nominal interval, randomised where values coincide.

Where the observed value ranks among the members is even over all ranks if it is one more draw from the same distribution,
whatever that is. Ties are counted by a lot, so this holds of counts too, and nominal intervals cover exactly as often as
they say. Which does not make a forecast useful: an ensemble of everything that has ever been covers as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[Any]
    Bools = NDArray[Any]


def placed(ensemble: ArrayLike, observed: ArrayLike, lots: ArrayLike) -> Floats:
    """Give where the observed lies among the members, from 0 (below all) to 1: even if it is a draw from the same.

    Args:
        ensemble: float[..., members]; observed: float[...].
        lots: float[...], each at least 0 and below 1, by which ties and the gap between two members are divided.
    """
    import numpy as np

    members, seen = np.asarray(ensemble, float), np.asarray(observed, float)[..., None]
    below, alike = (members < seen).sum(axis=-1), (members == seen).sum(axis=-1)
    found: Floats = (below + np.asarray(lots, float) * (alike + 1)) / (members.shape[-1] + 1)
    return found


def covered(ensemble: ArrayLike, observed: ArrayLike, level: float, lots: ArrayLike) -> Bools:
    """Tell whether the central interval of a level (0-1) covers the observed: in the long run, as often as it says."""
    import numpy as np

    out = (1.0 - level) / 2
    place = placed(ensemble, observed, lots)
    found: Bools = (place >= out) & (place < 1.0 - out)
    return np.asarray(found)


def covered_within(ensemble: ArrayLike, low: ArrayLike, high: ArrayLike, level: float) -> tuple[Bools, Bools]:
    """Tell whether the central interval surely covers a value known to lie from low to high, and whether it possibly does.

    Args:
        ensemble: float[..., members]; low, high: float[...], alike if exact; infinite where an end is open.
    """
    import numpy as np

    bottom, top = central(ensemble, level)
    ends = np.asarray(low, float), np.asarray(high, float)
    surely: Bools = (ends[0] >= bottom) & (ends[1] <= top)
    possibly: Bools = (ends[1] >= bottom) & (ends[0] <= top)
    return surely, possibly


def central(ensemble: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Give the ends of the central interval of a level (0-1): both are values of members, so counts stay counts."""
    import numpy as np

    members = np.asarray(ensemble, float)
    out = (1.0 - level) / 2
    bottom = np.quantile(members, out, axis=-1, method="lower")
    top = np.quantile(members, 1.0 - out, axis=-1, method="higher")
    return bottom, top
