"""The answer to a question as it is kept."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.store.queries import Query
from dashboard.store.records import Row

_DTYPES = {"text": "object", "integer": "Int64", "number": "Float64", "date": "object", "boolean": "boolean"}


@dataclass(frozen=True, eq=False)
class Result:
    """The answer to a query as it is kept: its rows, and a frame of them made when first asked for.

    Equals only itself.
    """

    query: Query
    rows: tuple[Row, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame, each column with the type its header names."""
        return pd.DataFrame(
            {c.name: pd.Series([row[c.name] for row in self.rows], dtype=_DTYPES[c.type]) for c in self.query.columns}
        )
