"""The tables of a ledger. The events are the ledger; the rest follows from them, or is what they name by its hash.

Imported only by what opens a ledger, since SQLAlchemy takes as long to load as a whole decision.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

NEWEST: Final = "2"
"""The version of the schema that this program reads and writes."""
VERSIONS: Final = "kredslob_version"
"""The table that says which schema a database has."""

METADATA: Final = MetaData()
_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")

ABOUT: Final = Table(
    "about", METADATA, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)

EVENT: Final = Table(
    "event", METADATA,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("vacancy", Text),
    Column("body", Text, nullable=False),
    Column("mac", String(64), nullable=False),
    Index("event_of_vacancy", "vacancy", "seq"),
)  # fmt: skip

VACANCY: Final = Table(
    "vacancy", METADATA,
    Column("id", Text, primary_key=True),
    Column("estate", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

ESTATE: Final = Table(
    "estate", METADATA, Column("id", Text, primary_key=True), Column("counters", Text, nullable=False)
)

TURN: Final = Table(
    "turn", METADATA,
    Column("estate", Text, primary_key=True),
    Column("wheel", String(20), primary_key=True),
    Column("version", String(60), primary_key=True),
    Column("serial", _NUMBER, primary_key=True, autoincrement=False),
    Column("label", String(40), nullable=False),
    Column("status", String(10), nullable=False),
    Column("vacancy", Text),
    Column("issued", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
)  # fmt: skip

CONTENT: Final = Table(
    "content", METADATA,
    Column("digest", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip

PRIVATE: Final = Table(
    "private", METADATA,
    Column("ref", String(64), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("pseudonym", String(40), index=True),
    Column("mark", String(64), index=True),
    Column("salt", String(32)),
    Column("body", Text),
    Column("last_used", String(10)),
)  # fmt: skip
"""What an event names by a salted commitment, so that it can be erased: facts of persons, reasons in free text."""
