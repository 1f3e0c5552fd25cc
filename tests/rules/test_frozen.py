"""Our frozen dataclasses are those of the standard library, made faster."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from kredslob.rules import frozen

Maker = Callable[..., Any]
BOTH = pytest.mark.parametrize("maker", [dataclasses.dataclass, frozen.dataclass], ids=["standard", "ours"])


def sample(maker: Maker) -> Any:
    """Make a class with everything that our classes use."""

    @maker(frozen=True, slots=True)
    class Sample:
        """A sample."""

        KIND: ClassVar[str] = "sample"
        name: str
        count: int = 0
        seen: dict[str, int] = dataclasses.field(default_factory=dict, hash=False)
        line: int | None = dataclasses.field(default=None, compare=False)
        word: str = dataclasses.field(init=False, repr=False, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "word", self.name.casefold())

        def __repr__(self) -> str:
            return f"<{self.name}>"

    return Sample


def rows(maker: Maker) -> Any:
    """Make a class with named arguments only, and one that builds on it."""

    @maker(frozen=True, slots=True, kw_only=True)
    class Recorded:
        origin: str
        line: int | None = None

    @maker(frozen=True, slots=True)
    class Area(Recorded):
        id: str
        named: bool = True

    return Area


@BOTH
def test_values_are_taken_by_place_and_by_name_with_defaults(maker: Maker) -> None:
    """Defaults hold for what is not given, and each value gets a default of its own from a factory."""
    made = sample(maker)
    one, other = made("A"), made("A", count=2, seen={"x": 1}, line=4)
    assert (one.name, one.count, one.seen, one.line, one.word) == ("A", 0, {}, None, "a")
    assert (other.count, other.seen, other.line) == (2, {"x": 1}, 4)
    assert made("B").seen is not one.seen


@BOTH
def test_values_of_one_class_are_equal_by_their_parts(maker: Maker) -> None:
    """What is left out of the comparison does not count, another class never is equal, and equal values hash alike."""
    made, area = sample(maker), rows(maker)
    assert made("A", line=1) == made("A", line=2)
    assert made("A") != made("B")
    assert made("A") != ("A", 0, {})
    assert hash(area("x", origin="public")) == hash(area("x", True, origin="public"))
    assert area("x", origin="public") != area("x", origin="synthetic")


@BOTH
def test_nothing_can_be_set_or_deleted(maker: Maker) -> None:
    """A value stays what it is, and takes no attribute that it does not have."""
    one = sample(maker)("A")
    for name in ("name", "other"):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            setattr(one, name, "B")
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    assert one.name == "A"
    assert not hasattr(one, "__dict__")


@BOTH
def test_wrong_arguments_are_refused_by_name(maker: Maker) -> None:
    """What is missing, too much or given by place though it has a name alone is a TypeError that tells the class."""
    for call in (
        sample(maker),
        lambda: sample(maker)("A", other=1),
        lambda: rows(maker)("x", True, "public"),
    ):
        with pytest.raises(TypeError, match=r"(Sample|Area).__init__\(\)"):
            call()


@BOTH
def test_the_tools_of_the_standard_library_work(maker: Maker) -> None:
    """Fields, replace, match, copies and what a class defines itself are as always."""
    made, area = sample(maker), rows(maker)
    assert [field.name for field in dataclasses.fields(area)] == ["origin", "line", "id", "named"]
    assert dataclasses.replace(area("x", origin="public"), id="y") == area("y", origin="public")
    assert repr(made("A")) == "<A>"
    assert repr(area("x", origin="public")).endswith("Area(origin='public', line=None, id='x', named=True)")
    assert area.__match_args__ == ("id", "named")
    assert copy.deepcopy(made("A", seen={"x": 1})) == made("A", seen={"x": 1})


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    """At the top of a module, where pickling looks for it."""

    name: str
    count: int = 1


def test_a_value_can_be_pickled() -> None:
    """A value comes back as it was."""
    assert pickle.loads(pickle.dumps(Kept("A", 2))) == Kept("A", 2)  # noqa: S301 - our own


@pytest.mark.parametrize("how", [{"frozen": False, "slots": True}, {"frozen": True, "slots": False}], ids=str)
def test_other_dataclasses_are_left_to_the_standard_library(how: dict[str, bool]) -> None:
    """A class that is not frozen, or has no slots, is refused."""
    with pytest.raises(TypeError):
        frozen.dataclass(**how)
