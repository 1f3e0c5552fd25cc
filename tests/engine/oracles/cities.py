"""Draw cities and terms of compensation, and settle a city of the oracle's estates with the engine."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from hypothesis import strategies as st

from kredslob.engine.compensation import Compensation, Method, Terms, compensate
from tests.engine.oracles.compensation import Estate

PPM = 1_000_000
METHODS: tuple[Method, ...] = get_args(Method)

City = list[Estate]


def settle(terms: Terms, city: City, carried_in: list[int] | None = None) -> Compensation:
    """Compensate a city of the oracle's estates."""
    return compensate(
        terms,
        [estate.id for estate in city],
        [estate.vacancies for estate in city],
        [estate.exempt for estate in city],
        share_ppm=[int(estate.share * PPM) for estate in city],
        fixed_extra=[estate.declared for estate in city],
        scope=[estate.scope for estate in city],
        carried_in=carried_in,
    )


def extra(terms: Terms, city: City, carried_in: list[int] | None = None) -> dict[str, int]:
    """Give the extra turns by estate id."""
    return dict(zip([estate.id for estate in city], settle(terms, city, carried_in).extra, strict=True))


@st.composite
def cities(draw: st.DrawFn, scopes: int = 3, largest: int = 40) -> City:
    """Draw a city: up to a dozen estates in any order, their scopes, standing, key figures and declared turns."""
    # few and alike as often as many: ties, and cuts between neighbours, are where turns could go astray
    vacancies = st.integers(0, draw(st.sampled_from((3, largest))))
    ids = draw(st.lists(st.text("abcÅø1", min_size=1, max_size=3), unique=True, max_size=12))
    return [
        Estate(
            name,
            vacancies=draw(vacancies),
            exempt=draw(st.booleans()),
            share=Fraction(draw(st.integers(0, PPM) | st.just(400_000)), PPM),
            declared=draw(st.integers(0, 10)),
            scope=draw(st.integers(0, scopes - 1)),
        )
        for name in ids
    ]


@st.composite
def deals(draw: st.DrawFn, methods: tuple[Method, ...] = METHODS) -> Terms:
    """Draw what may be agreed: any base share, cap, threshold and method."""

    def share() -> tuple[int, int]:
        of = draw(st.integers(1, 12))
        return draw(st.integers(0, of)), of

    return Terms(
        share(), draw(st.sampled_from(methods)), draw(st.integers(0, PPM)), draw(st.just((1, 1)) | st.builds(share))
    )
