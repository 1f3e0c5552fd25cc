"""The loops look nothing up by an index that counts from the end or lies beyond it, which in machine code nothing refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import addressof, c_int64
from typing import Any

import numba
import numpy as np
import pytest
from numba.np import arrayobj

from kredslob.scenarios.city.agenda import clear_agenda
from kredslob.scenarios.city.compiled import compiled_with
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.test_same_bits import alone, base, same
from tests.scenarios.towns import Block, town

LOOKED = arrayobj.fix_integer_index


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[c_int64]:
    """Let what is compiled meanwhile count, for as long as it runs, the indices before the first place or beyond the last."""
    count = c_int64(0)

    def watch(context: Any, builder: Any, kind: Any, index: Any, size: Any) -> Any:
        place = context.cast(builder, index, kind, numba.types.intp)
        strange = builder.icmp_unsigned(">=", place, size)  # one below 0 is more than any size, read without its sign
        counter = builder.inttoptr(size.type(addressof(count)), size.type.as_pointer())
        builder.store(builder.add(builder.load(counter), builder.zext(strange, size.type)), counter)
        return LOOKED(context, builder, kind, index, size)  # type: ignore[no-untyped-call]  # numba is not typed throughout

    monkeypatch.setattr(arrayobj, "fix_integer_index", watch)
    yield count
    monkeypatch.undo()


def picked(numbers: Any, at: int) -> Any:
    """Give a number by its place."""
    return numbers[at]


def test_a_strange_index_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index from the end and one beyond it are counted, and none that is in its place."""
    with watched(monkeypatch) as count:
        ours = numba.njit("int64(int64[::1], int64)")(picked)
    numbers = np.arange(5)
    assert [ours(numbers, at) for at in (0, 4, -1)] == [0, 4, 4]
    assert count.value == 1
    ours(numbers[:4], 4)
    assert count.value == 2


@pytest.mark.long
def test_no_index_counts_from_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """In towns of all sorts every index of the loops is in its place; and watching changes nothing that happens."""
    with watched(monkeypatch) as count:
        code = compiled_with({"clear_agenda": clear_agenda})  # type: ignore[dict-item]  # itself: so that nothing is kept
        assert same(Bench(base(), code=code).run(17), alone(17))
        for setting in _towns():
            for replication in range(3):
                Bench(setting, estates_monthly=True, code=code).run(replication)
        assert count.value == 0


def _towns() -> Iterator[Setting]:
    full = Block("ahorn", dwellings=(("family", 2, 4500, 60), ("youth", 1, 3000, 20), ("elderly", 2, 4000, 20)))
    yield town(full, Block("birk", "other", outside=55, vacancies=25), months=60)
    yield town(full, listed=["east"], months=40, assumed={"compensation.scope": "organisation"})
    yield town(Block("ahorn", outside=0, vacancies=0), months=14, residents__sorting=1, newcomers__sorting=1)
