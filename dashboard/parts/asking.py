"""A page's way to ask: named questions filled in from the view, each answer with the address of its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.parts.store import current_store
from dashboard.store.queries import Query
from dashboard.view import Choices, Round, View

DOWNLOADS = "/hamta/"
ROLE = "best_interest_lead"


@dataclass(frozen=True)
class Answer:
    """What the database answered: the question, with which parameters, and the frame."""

    query: Query
    parameters: Mapping[str, str | date | None]
    frame: pd.DataFrame

    @property
    def file_url(self) -> str:
        """Where the same rows can be fetched as a file."""
        given = {name: str(value) for name, value in sorted(self.parameters.items()) if value is not None}
        return f"{DOWNLOADS}{self.query.name}.csv?{urlencode(given)}"

    @property
    def synthetic(self) -> bool:
        """Whether invented rows take part."""
        return "synthetic" in self.frame and bool(self.frame["synthetic"].any())

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, what is missing as None."""
        records = self.frame.astype(object).where(self.frame.notna(), None).to_dict("records")
        return [{str(name): value for name, value in record.items()} for record in records]

    def row(self) -> dict[str, Any]:
        """The only row of a question whose grain is one row."""
        (row,) = self.rows()
        return row


def ask(name: str, view: View, **changes: str | date | None) -> Answer:
    """Put the question `name` to the store, its parameters taken from `view` unless named in `changes`.

    Raises what Store.frame raises.
    """
    store = current_store()
    query = store.query(name)
    values = {"role": ROLE, **vars(view), **changes}
    given = {parameter.name: values[parameter.name] for parameter in query.parameters}
    return Answer(query, given, store.frame(name, **given))


def choices(today: date, county: str) -> Choices:
    """What exists to look at in `county`."""
    frame = current_store().frame
    measures = frame("catalogue/measures")

    def rounds_at(day: date) -> list[Round]:
        known = frame("follow_up/rounds", as_of=day, county=county)
        return [Round(code, name) for code, name in zip(known["round_id"], known["round"], strict=True)]

    return Choices(
        counties=list(frame("catalogue/counties")["county_code"]),
        principals=list(frame("catalogue/principals", county=county)["principal_code"]),
        levels=list(frame("catalogue/levels")["level_id"]),
        aspects=list(frame("catalogue/aspects")["aspect_id"]),
        aspect_of_measure=dict(zip(measures["measure_id"], measures["aspect_id"], strict=True)),
        rounds_at=rounds_at,
        today=today,
    )
