"""The pieces that tables are made of."""

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, Column, Date, DateTime, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

metadata = MetaData()


def text_column(name: str, *args: ForeignKey, optional: bool = False, comment: str | None = None) -> Column[str]:
    """A text column, required unless `optional`."""
    return Column(name, Text, *args, nullable=optional, comment=comment)


def reference(name: str, target: str, *, optional: bool = False, comment: str | None = None) -> Column[str]:
    """A text column that points at a row of another table, `target` being `table.column`."""
    return text_column(name, ForeignKey(target), optional=optional, comment=comment)


def named(target: str) -> dict[str, str]:
    """The `info` of a catalogue column that names a row of another catalogue table, `target` being `table.column`.

    `store/catalogue.py` checks it when the files are read. The database does not: DuckDB refuses to change or remove,
    in one transaction, a row that both points and is pointed at, and the files must be free to change.
    """
    return {"names": target}


def name_column(name: str, target: str, *, optional: bool = False, comment: str | None = None) -> Column[str]:
    """A text column of the catalogue that names a row of another catalogue table (see `named`)."""
    return Column(name, Text, nullable=optional, comment=comment, info=named(target))


def of_county() -> Column[str]:
    """The county that a row of the catalogue is of; empty when it is common to all."""
    return Column(
        "county_code", Text, nullable=True, info=named("county.code"), comment="Empty: common to all counties"
    )


def key_column(name: str, *, names: str | None = None) -> Column[str]:
    """A text column that is the primary key or part of it."""
    return Column(name, Text, primary_key=True, info=named(names) if names else None)


def order_column() -> Column[int]:
    """The place of a row among its like; Swedish alphabetical order where it goes by name."""
    return Column("sort_order", Integer, nullable=False)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A check that `column` holds one of the given codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} in ({listed})", name=f"{column}_known")


def fact_table(name: str, fact_key: Sequence[str], *columns: SchemaItem, comment: str) -> Table:
    """A table of appended facts; a later row with the same `fact_key` replaces an earlier one (see `as_of.py`)."""
    return Table(
        name,
        metadata,
        *columns,
        Column("known_on", Date, nullable=False, comment="The day the county came to know it"),
        Column("recorded_at", DateTime, nullable=False, comment="When it was written, by the clock of the server"),
        text_column("recorded_by"),
        reference("source_id", "source.id"),
        Column("row_id", Integer, nullable=False, comment="Order of writing; the last word within one day"),
        comment=comment,
        info={"fact_key": tuple(fact_key)},
    )
