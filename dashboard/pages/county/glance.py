"""Huvudmän × aspects at a glance."""

from typing import Any

import streamlit as st

from dashboard.charts.palette import look
from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.context.view import View
from dashboard.ui.cache import kept
from dashboard.ui.figure import origin_words
from dashboard.ui.markup import markup
from dashboard.ui.shared_view import as_seen


def glance(context: Context) -> None:
    """A table of every huvudman in every aspect, in the order of arbetsgrupp and alphabet, never by value."""
    if not context.view.round:
        return
    answer = context.ask("follow_up/state_by_principal_and_aspect", principal=None, level=None, measure=None)
    st.html(as_seen(_table(context.view, answer, context.ask("roles/status_by_principal"))))


@kept
def _table(view: View, answer: Answer, of_roles: Answer) -> str:
    roles = {row["principal_code"]: row for row in of_roles.rows}
    rows: dict[object, dict[str, object]] = {}
    for cell in answer.rows:
        row = rows.setdefault(cell["principal_code"], {"name": cell["principal"], "cells": []})
        row["href"] = view.url("/huvudman", huvudman=str(cell["principal_code"]))
        row["cells"] = [*_cells(row), _drawn(cell)]
    for code, row in rows.items():
        row["cells"] = [*_cells(row), _drawn(roles[code])]
    aspects = list(dict.fromkeys(row["aspect"] for row in answer.rows))
    return markup(
        "glance.html",
        aspects=[*aspects, "Barnets bästa-ansvarig"],
        rows=list(rows.values()),
        as_of=view.as_of,
        synthetic=answer.synthetic,
        origin=origin_words(answer),
        file_url=answer.file_url,
    )


def _cells(row: dict[str, object]) -> list[object]:
    cells = row["cells"]
    return list(cells) if isinstance(cells, list) else []


def _drawn(cell: dict[str, Any]) -> dict[str, object]:
    stage = cell.get("stage")
    return {
        "label": cell["state_label"],
        "look": look(str(cell["state"]), None if stage is None else stage),
        "measures": cell.get("measures"),
    }
