"""How a named question is put: its parameters filled in from the view, each answer with the address of its file.

Pages and reports both ask in this way, so that a figure has the same numbers on the screen and in every file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

import pandas as pd

from dashboard.context.view import View
from dashboard.store.queries import Query
from dashboard.store.records import Row
from dashboard.store.result import Result

DOWNLOADS = "/hamta/"
ROLE = "best_interest_lead"
Value = str | date | None


@dataclass(frozen=True)
class Answer:
    """What the database answered: with which parameters, and the rows."""

    result: Result
    parameters: Mapping[str, Value] = field(hash=False)

    @property
    def query(self) -> Query:
        """The question, as its header says."""
        return self.result.query

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows by column name, None where nothing is known."""
        return self.result.rows

    @property
    def columns(self) -> set[str]:
        """The names of all columns."""
        return {column.name for column in self.query.columns}

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame, for charts."""
        return self.result.frame

    @property
    def row(self) -> Row:
        """The only row of a question whose grain is one row."""
        (row,) = self.rows
        return row

    @property
    def synthetic(self) -> bool:
        """Whether invented rows take part."""
        return any(row.get("synthetic") for row in self.rows)

    @property
    def file_url(self) -> str:
        """Where the same rows can be fetched as a file."""
        given = {name: str(value) for name, value in sorted(self.parameters.items()) if value is not None}
        return f"{DOWNLOADS}{self.query.name}.csv?{urlencode(given)}"


def parameters_for(query: Query, view: View, **changes: Value) -> dict[str, Value]:
    """The parameters of `query`, taken from `view` unless named in `changes`.

    Raises KeyError when the query takes something that neither has.
    """
    values = {"role": ROLE, **vars(view), **changes}
    return {parameter.name: values[parameter.name] for parameter in query.parameters}
