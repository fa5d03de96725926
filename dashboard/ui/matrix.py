"""Tables of two dimensions: likelihood × consequence, actors × huvudmän."""

import streamlit as st

from dashboard.charts.palette import look
from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.ui import explanations
from dashboard.ui.cache import kept
from dashboard.ui.markup import markup, place
from dashboard.wording.findings import registers as register_findings

BANDS = ((3, "låg"), (6, "måttlig"), (9, "hög"), (16, "mycket hög"))
"""Likelihood times consequence up to and including, and what it is called; a proposal, said so on the page."""


def band(likelihood: int, consequence: int) -> str:
    """The name of the band that a cell of the matrix belongs to."""
    return next(name for most, name in BANDS if likelihood * consequence <= most)


def risk_matrix(context: Context) -> None:
    """The 4 × 4 matrix with the number of open risks and their names in each cell."""
    answer = context.ask("risks/matrix")
    rows: dict[str, list[dict[str, object]]] = {}
    for cell in answer.rows:
        row = rows.setdefault(f"{cell['likelihood']} {cell['likelihood_label']}", [])
        row.append({**cell, "band": band(cell["likelihood"], cell["consequence"])})
    heads = [f"{row['consequence']} {row['consequence_label']}" for row in answer.rows[:4]]
    summary = context.ask("risks/register").rows
    place(
        "risk_matrix.html",
        rows=rows,
        heads=heads,
        finding=register_findings.risk_matrix(summary),
        synthetic=answer.synthetic,
    )
    place("file_and_why.html", answer=answer, heading="Riskmatris", why=explanations.RISK_MATRIX)


def actors_matrix(context: Context) -> None:
    """Which actors take part where, in words and pattern."""
    answer = context.ask("roles/actors_matrix")
    st.html(_actors(answer))
    place("file_and_why.html", answer=answer, heading="Aktörer som deltar", why=explanations.ACTORS)


@kept
def _actors(answer: Answer) -> str:
    rows: dict[str, list[dict[str, object]]] = {}
    for cell in answer.rows:
        rows.setdefault(cell["actor"], []).append(
            {"label": cell["state_label"], "look": look(f"actor_{cell['state']}")}
        )
    heads = list(dict.fromkeys(row["principal"] for row in answer.rows))
    return markup(
        "actors_matrix.html",
        rows=rows,
        heads=heads,
        finding=register_findings.actors(answer.rows),
        synthetic=answer.synthetic,
    )
