"""Rows written short, and answers read as plain tuples."""

from datetime import date

import pandas as pd

STEPS = {0: "Inte påbörjat", 1: "Utforskar", 2: "Förbereder", 3: "Prövar", 4: "I vardagen"}
CODES = {0: "not_started", 1: "exploring", 2: "preparing", 3: "trying", 4: "everyday"}


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """The rows of `frame` as tuples of plain values, None for what is not known; all columns unless some are named."""
    chosen = frame[list(columns)] if columns else frame
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in chosen.astype(object).itertuples(index=False, name=None)
    ]


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_round(id_: str, sort_order: int, known_on: str = "2025-01-01", **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "county_code": "04",
        "name": f"Omgång {id_}",
        "purpose": "Syfte",
        "questionnaire_version": 1,
        "status": "open",
        "sort_order": sort_order,
        "known_on": known_on,
    } | more


def answer(
    round_id: str, measure: str, principal: str | None, given: float | str, known_on: str = "2025-10-01", **more: object
) -> dict[str, object]:
    """An answer: a number is a value, a word a special answer."""
    return {
        "county_code": (principal or "04")[:2],
        "round_id": round_id,
        "measure_id": measure,
        "measure_version": 1,
        "principal_code": principal,
        "special" if isinstance(given, str) else "value": given,
        "known_on": known_on,
    } | more


def risk(id_: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "county_code": "04",
        "category_id": "modellen",
        "title": f"Risk {id_}",
        "known_on": known_on,
    } | more


def judged(risk_id: str, response: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {"risk_id": risk_id, "response": response, "state": "open", "known_on": known_on} | more


def role(principal: str, status: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {
        "role_id": "best_interest_lead",
        "principal_code": principal,
        "status": status,
        "funding": "unknown",
        "known_on": known_on,
    } | more


def plan(principal: str, status: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {"principal_code": principal, "status": status, "known_on": known_on} | more


def activity(id_: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "county_code": "04",
        "kind": "workshop",
        "title": f"Aktivitet {id_}",
        "known_on": known_on,
    } | more


def example(id_: str, kind: str = "works", known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "county_code": "04",
        "kind": kind,
        "title": f"Exempel {id_}",
        "evaluated": "no",
        "known_on": known_on,
    } | more
