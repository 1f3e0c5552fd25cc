"""Intervals: of a mean by Student's t, of a share of replications by Wilson's score. Nothing is told of one replication."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Final

LEVEL: Final = 0.95
_TWO_SIDED: Final = 0.5 + LEVEL / 2
# Student's t for few degrees of freedom, where the series below is not near enough.
_FEW: Final = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622)


def t_quantile(replications: int) -> float:
    """Give how many standard errors the 95 % interval of a mean reaches to each side.

    Args:
        replications: how many the mean is of, two or more.
    """
    freedom = replications - 1
    if freedom <= len(_FEW):
        return _FEW[freedom - 1]
    z = NormalDist().inv_cdf(_TWO_SIDED)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def of_share(count: int, of: int) -> tuple[float, float]:
    """Give the 95 % interval of a probability that was met `count` times of `of`, by Wilson's score.

    Raises:
        ValueError: more were met than there are, or there are none.
    """
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"{count} of {of}")
    z2 = NormalDist().inv_cdf(_TWO_SIDED) ** 2
    share = count / of
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = sqrt(z2) * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return min(share, max(0.0, middle - reach)), max(share, min(1.0, middle + reach))
