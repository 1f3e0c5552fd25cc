"""What is written as a table is read back as the same rows."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.register.columns import Column, understand
from kredslob.engine.register.model import CouncilDecision, Estate, Recorded
from kredslob.engine.register.tables import TABLE_OF, builder
from kredslob.engine.register.tabular import parse_table
from kredslob.engine.register.writing import cell_text, table_bytes
from kredslob.rules.messages import has_cpr

SHARE = Column("share", "share")
WORDS = st.text(st.characters(categories=["L", "P", "S"], exclude_characters="|#"), min_size=1, max_size=12)


def read_back(row: Recorded) -> Recorded:
    """Give the row as it is read from the table that holds it."""
    table = parse_table(table_bytes(type(row), [row]), TABLE_OF[type(row)].columns, file="x.csv").strict()
    return builder(type(row))(table.rows[0])


@given(
    WORDS,
    WORDS,
    st.lists(WORDS, max_size=3).map(tuple),
    st.dates(),
    st.sampled_from(["public", "inferred", "synthetic"]),
)
def test_an_estate_is_read_back_as_it_was(
    id_: str, name: str, aliases: tuple[str, ...], day: date, origin: str
) -> None:
    """Quotes, commas and semicolons in names included."""
    row = Estate(id=id_, name=name, organisation="aab", aliases=aliases, origin=origin, recorded_on=day)  # type: ignore[arg-type]  # drawn
    assert has_cpr(name) or read_back(row) == row


def test_a_column_may_be_called_as_a_word_of_python_s() -> None:
    """`from` stands in the file; the row calls it `from_`."""
    row = CouncilDecision(
        kind="mandatory_flexible", area=None, from_=date(2019, 7, 1), origin="public", recorded_on=date(2019, 7, 1)
    )
    assert table_bytes(CouncilDecision, [row]).startswith(b"kind,area,from,to,")
    assert read_back(row) == row


@given(st.integers(0, 100), st.integers(0, 9999), st.integers(0, 4))
def test_a_rounded_share_is_read_back_as_rounded(percent: int, fraction: int, places: int) -> None:
    """With as many decimals as it had."""
    text = (
        f"{percent}.{fraction:04}"[: len(str(percent)) + 1 + places].rstrip(".")
        if percent < 100 and places
        else str(percent)
    )
    share = understand(SHARE, f"{text} %")
    assert understand(SHARE, cell_text(share)) == share
