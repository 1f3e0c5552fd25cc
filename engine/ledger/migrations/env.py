"""Alembic's own entry: run the steps on the connection that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from kredslob.engine.ledger.schema import VERSIONS

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table=VERSIONS, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
