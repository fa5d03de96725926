"""Several counties in one database: whose an answer, a source, a contact, a line of the log and a measure is.

Until now there was one county, so what is there is of that one.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_OF_COUNTY = ("measure", "expectation", "discussion_question")
_THE_COUNTY = "select coalesce((select min(county_code) from round), (select min(code) from county))"
_COMMON = "Empty: common to all counties"


def _county(comment: str, was: str | None = None) -> sa.Column[str]:
    return sa.Column("county_code", sa.Text(), nullable=True, comment=comment, server_default=was)


def _add(table: str, column: sa.Column[Any]) -> None:
    """Add a column, unless an earlier way back had to leave it. What it is given for the rows there are is no default.

    The rows are filled as the column comes: DuckDB changes no row of a table that the same transaction has altered.
    """
    if column.name not in {known["name"] for known in sa.inspect(op.get_bind()).get_columns(table)}:
        op.add_column(table, column)
        if column.server_default is not None:
            op.alter_column(table, str(column.name), server_default=None)


def upgrade() -> None:
    was = op.get_bind().execute(sa.text(_THE_COUNTY)).scalar()
    part = "Whether it keeps its follow-up here, and is part of the picture of the country"
    _add("county", sa.Column("takes_part", sa.Boolean(), nullable=True, comment=part))
    for table in _OF_COUNTY:
        _add(table, _county(_COMMON))
    _add("source", _county("The county it tells of; empty: of all", was))
    _add("answer", _county("The county whose round it is", was))
    _add("contact", _county("The county it is of", was))
    _add("log", _county("The county in whose name it was done; empty: of all"))


def downgrade() -> None:
    # DuckDB takes no column from a table that others point at: in county, measure and source it stays, unread.
    for table in ("log", "contact", "answer", "expectation", "discussion_question"):
        op.drop_column(table, "county_code")
