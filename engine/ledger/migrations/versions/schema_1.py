"""Schema 1: events, what follows from them, and what they name by hash."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "1"
down_revision: Final = None

_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "about", sa.Column("name", sa.String(40), primary_key=True), sa.Column("value", sa.Text, nullable=False)
    )
    op.create_table(
        "event",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("vacancy", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
    )
    op.create_index("event_of_vacancy", "event", ["vacancy", "seq"])
    op.create_table(
        "vacancy",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("estate", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "estate", sa.Column("id", sa.Text, primary_key=True), sa.Column("counters", sa.Text, nullable=False)
    )
    op.create_table(
        "turn",
        sa.Column("estate", sa.Text, primary_key=True),
        sa.Column("wheel", sa.String(20), primary_key=True),
        sa.Column("version", sa.String(60), primary_key=True),
        sa.Column("serial", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("vacancy", sa.Text),
        sa.Column("issued", sa.Integer, nullable=False),
        sa.Column("returned", sa.Integer, nullable=False),
    )
    op.create_table(
        "content",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "private",
        sa.Column("ref", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("pseudonym", sa.String(40)),
        sa.Column("mark", sa.String(64)),
        sa.Column("salt", sa.String(32)),
        sa.Column("body", sa.Text),
    )
    op.create_index("ix_private_pseudonym", "private", ["pseudonym"])
    op.create_index("ix_private_mark", "private", ["mark"])
