"""A page's way to ask: named questions filled in from the view, each answer with the address of its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

import pandas as pd

from dashboard.intake.entering import ids_of
from dashboard.intake.known import Known
from dashboard.intake.registers import REGISTERS
from dashboard.parts.store import current_store
from dashboard.store.queries import Query
from dashboard.store.records import Row
from dashboard.store.store import Result
from dashboard.view import Choices, Round, View

DOWNLOADS = "/hamta/"
ROLE = "best_interest_lead"


@dataclass(frozen=True)
class Answer:
    """What the database answered: with which parameters, and the rows."""

    result: Result
    parameters: Mapping[str, str | date | None] = field(hash=False)

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


def ask(name: str, view: View, **changes: str | date | None) -> Answer:
    """Put the question `name` to the store, its parameters taken from `view` unless named in `changes`.

    Raises what Store.answer raises.
    """
    store = current_store()
    values = {"role": ROLE, **vars(view), **changes}
    given = {parameter.name: values[parameter.name] for parameter in store.query(name).parameters}
    return Answer(store.answer(name, **given), given)


def choices(today: date, asked: str | None, own: str) -> Choices:
    """What exists to look at in the county that is `asked` for, or in our `own` when that is no county."""
    answer = current_store().answer
    known = [row["county_code"] for row in answer("catalogue/counties").rows]
    county = asked if asked in known else own

    def rounds_at(day: date) -> list[Round]:
        return [
            Round(row["round_id"], row["round"])
            for row in answer("follow_up/rounds", as_of=day, county=county, work_group=None).rows
        ]

    return Choices(
        counties=sorted(known, key=lambda code: code != county),
        principals=[row["principal_code"] for row in answer("catalogue/principals", county=county).rows],
        levels=[row["level_id"] for row in answer("catalogue/levels").rows],
        aspects=[row["aspect_id"] for row in answer("catalogue/aspects").rows],
        aspect_of_measure={row["measure_id"]: row["aspect_id"] for row in answer("catalogue/measures").rows},
        rounds_at=rounds_at,
        today=today,
        registers=tuple(REGISTERS),
        meetings=[row["meeting_id"] for row in answer("county/meetings", as_of=today, county=county).rows],
        items_of=lambda register: _items_of(register, str(county), today),
        work_groups=[row["work_group_id"] for row in answer("catalogue/work_groups", county=county).rows],
    )


def _items_of(register: str, county: str, today: date) -> list[str]:
    """The items of a register that an address may name."""
    store = current_store()
    return ids_of(store, REGISTERS[register], Known(store, county, today)) if register in REGISTERS else []
