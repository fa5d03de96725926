"""Alembic's entry: runs on the connection that the store hands over, never by itself."""

from alembic import context
from alembic.ddl.postgresql import PostgresqlImpl

from dashboard.store.schema import metadata


class DuckDBImpl(PostgresqlImpl):
    """DuckDB speaks PostgreSQL's DDL; Alembic only needs to be told."""

    __dialect__ = "duckdb"


context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
