"""The CSV files under `data/` as typed rows, each fault named by file, line and column."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table
from sqlalchemy.types import TypeEngine

from dashboard.errors import DataFault

PROVENANCE = ("recorded_at", "recorded_by", "row_id")
"""Columns that the writer fills, never a file."""

FILE_OF = {
    "county": "counties",
    "discussion_question": "discussion_questions",
    "risk_category": "risk_categories",
    "activity": "activities",
    "role_status": "role_statuses",
    "plan_status": "plan_statuses",
    "actor_status": "actor_statuses",
    "ongoing_work": "ongoing_work",
}
"""Table → file name without ending, where it is not simply the table's name with an s."""


# Stricter than Python's own readers, which take "nan", "1_000" and "2025-W41-4".
_WRITTEN: dict[type, str] = {
    Integer: r"-?[0-9]{1,9}",
    Float: r"-?[0-9]+(\.[0-9]+)?",
    Date: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}


def file_for(folder: Path, table: Table) -> Path:
    """The CSV file of `table` in `folder`; it need not exist."""
    return folder / f"{FILE_OF.get(table.name, table.name + 's')}.csv"


def read_rows(path: Path, table: Table) -> list[dict[str, object]]:
    """Every row of `path` with values of the types of `table`; empty cells are None.

    Raises DataFault naming file, line and column when the file cannot be read as that table.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(_typed_rows(csv.DictReader(file, strict=True), path, table))
    except FileNotFoundError as error:
        raise DataFault(f"Filen {path} saknas. Hämta projektets mapp data/ på nytt.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataFault(f"Filen {path} går inte att läsa som CSV i UTF-8 ({error}). Spara om den så.") from error


def _typed_rows(reader: "csv.DictReader[str]", path: Path, table: Table) -> Iterator[dict[str, object]]:
    header = list(reader.fieldnames or [])
    wanted = [column.name for column in table.columns if column.name not in PROVENANCE]
    required = {c.name for c in table.columns if not c.nullable and c.name in wanted}
    unknown, missing = [h for h in header if h not in wanted], sorted(required - set(header))
    if unknown or missing:
        raise DataFault(f"{path}, rad 1: okända kolumner {unknown}, saknade kolumner {missing}.")
    if len(set(header)) < len(header):
        raise DataFault(f"{path}, rad 1: samma kolumn står flera gånger.")
    columns = [table.columns[name] for name in header]
    for row in reader:
        yield {column.name: _value(row, column, f"{path}, rad {reader.line_num}") for column in columns}


def _value(row: dict[str, str], column: "Column[object]", place: str) -> object:
    written = row[column.name]
    if None in row.values() or None in row:
        raise DataFault(f"{place}: raden har fel antal kolumner.")
    if written == "":
        if column.nullable:
            return None
        raise DataFault(f"{place}, kolumn {column.name}: värde saknas.")
    try:
        return _parse(written, column.type)
    except (ValueError, KeyError) as error:
        raise DataFault(f"{place}, kolumn {column.name}: ”{written}” går inte att tolka.") from error


def _parse(written: str, kind: TypeEngine[object]) -> object:
    pattern = next((pattern for known, pattern in _WRITTEN.items() if isinstance(kind, known)), None)
    if pattern and not re.fullmatch(pattern, written):
        raise ValueError(written)
    if isinstance(kind, Boolean):
        return {"true": True, "false": False}[written]
    if isinstance(kind, Integer):
        return int(written)
    if isinstance(kind, Float):
        return float(written)
    if isinstance(kind, Date):
        return date.fromisoformat(written)
    return written
