"""Alembic's entry: runs on the connection that the store hands over, never by itself."""

from alembic import context
from alembic.ddl.postgresql import PostgresqlImpl

from dashboard.store.log import migrating
from dashboard.store.schema import metadata


class DuckDBImpl(PostgresqlImpl):
    """DuckDB speaks PostgreSQL's DDL; Alembic only needs to be told."""

    __dialect__ = "duckdb"


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
with migrating(connection), context.begin_transaction():
    context.run_migrations()
