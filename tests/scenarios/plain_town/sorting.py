"""How the people of an estate, and those who sign up for it, differ from the city: `docs/model.md`, sections 5, 3 and 7.4.

Taken from the simulation's own tables are only what people of each attachment do in the long run, and the city's mix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.people.work import attachment_mix, lasting_shares
from tests.scenarios.plain_town.people import STATES

GROUPS = (("employed",), ("student",), ("unemployed",), ("benefit", "early_pension"))
OF_CITY = 25
ROUNDS = 400


@dataclass(frozen=True)
class Crowd:
    """Those who come to an estate: how many times as common as in the city each state is, and how they are attached."""

    likeness: Mapping[str, float]
    attached: Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class City:
    """The city's shares of the four groups, what those of each attachment do in the long run, and their mix."""

    behaviour: Behaviour
    shares: Sequence[float]
    lasting: Sequence[Mapping[str, float]]
    mix: Sequence[float]

    @classmethod
    def of(cls, behaviour: Behaviour) -> City:
        """Read it off the behaviour."""
        shares = behaviour["work.shares"]
        lasting = lasting_shares(behaviour)
        return cls(
            behaviour, [max(sum(shares[state] for state in group), 1e-6) for group in GROUPS],
            [dict(zip(STATES, row[1:], strict=True)) for row in lasting.tolist()],
            attachment_mix(behaviour, lasting).tolist(),
        )  # fmt: skip

    @property
    def crowd(self) -> Crowd:
        """Those who come to no estate in particular."""
        return Crowd(dict.fromkeys(STATES, 1.0), self._attached(self.mix))

    def crowd_of(self, counts: Sequence[int]) -> Crowd:
        """Give those who come to an estate with so many in each of the four groups at the beginning."""
        how_far = self.behaviour["newcomers.sorting"]
        total = sum(counts) + OF_CITY * sum(self.shares)
        seen = [(count + OF_CITY * share) / total for count, share in zip(counts, self.shares, strict=True)]
        likeness = dict.fromkeys(STATES, 1.0)
        for group, own, share in zip(GROUPS, seen, self.shares, strict=True):
            likeness |= dict.fromkeys(group, (own / share) ** how_far)
        own_mix = self._explains(seen)
        tilted = [mix * (own / mix) ** how_far for own, mix in zip(own_mix, self.mix, strict=True)]
        return Crowd(likeness, self._attached([one / sum(tilted) for one in tilted]))

    def tier(self, counts: Sequence[int]) -> int:
        """Give among whose external lists of the organisation an estate's is."""
        outside, whole = counts[1] + counts[3], max(1, sum(counts))
        bounds = self.behaviour["newcomers.tiers"] if self.behaviour["newcomers.sorting"] else ()
        return sum(outside >= bound * whole for bound in bounds)

    def _explains(self, seen: Sequence[float]) -> list[float]:
        """Give the mix of attachments that explains best what is seen, weighed by how the city's mix explains the city."""
        told = [[sum(lasting[state] for state in group) for group in GROUPS] for lasting in self.lasting]
        expected = [sum(mix * row[at] for mix, row in zip(self.mix, told, strict=True)) for at in range(len(GROUPS))]
        wanted = [own * by_city / share for own, by_city, share in zip(seen, expected, self.shares, strict=True)]
        wanted = [one / sum(wanted) for one in wanted]
        found = list(self.mix)
        for _ in range(ROUNDS):
            sums = [
                max(sum(m * row[at] for m, row in zip(found, told, strict=True)), 1e-12) for at in range(len(GROUPS))
            ]
            found = [
                sum(want * mix * row[at] / sums[at] for at, want in enumerate(wanted))
                for mix, row in zip(found, told, strict=True)
            ]
        return found

    def _attached(self, mix: Sequence[float]) -> dict[str, Sequence[float]]:
        """Give how those in each state are attached, of people of a mix; a setback that passes tells nothing of it."""
        found: dict[str, Sequence[float]] = {"retired": mix}
        passing = self.behaviour["newcomers.passing_setback"]
        for state in STATES[:-1]:
            joint = [share * lasting[state] for share, lasting in zip(mix, self.lasting, strict=True)]
            total = max(sum(joint), 1e-12)
            found[state] = [(1 - passing) * own / total + passing * all_ for own, all_ in zip(joint, mix, strict=True)]
        return found
