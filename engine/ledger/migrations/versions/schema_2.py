"""Schema 2: when a person's facts were last used, so that they can be erased when the period of retention is over.

The chain is not touched: what a row of `private` is hangs on its commitment alone.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "2"
down_revision: Final = "1"


def upgrade() -> None:
    """Add the column, and fill it with the day of the last event there is: nothing is erased sooner than it may be."""
    op.add_column("private", sa.Column("last_used", sa.String(10)))
    last = op.get_bind().execute(sa.text("SELECT body FROM event ORDER BY seq DESC LIMIT 1")).scalar()
    if last is not None:
        import json

        day = json.loads(last)["at"][:10]
        op.get_bind().execute(sa.text("UPDATE private SET last_used = :day WHERE body IS NOT NULL"), {"day": day})
