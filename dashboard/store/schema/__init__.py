"""Every table of the database, in one `metadata`."""

from sqlalchemy import Table

from dashboard.store.schema import access, catalogue, facts, learning, work
from dashboard.store.schema.columns import metadata

__all__ = ["CATALOGUE_TABLES", "FACT_TABLES", "access", "catalogue", "facts", "learning", "metadata", "work"]

FACT_TABLES: dict[str, Table] = {name: table for name, table in metadata.tables.items() if "fact_key" in table.info}
"""The append-only tables by name."""

_named = {table.name for table in vars(catalogue).values() if isinstance(table, Table)}
CATALOGUE_TABLES: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table.name in _named)
"""The catalogue's tables."""
