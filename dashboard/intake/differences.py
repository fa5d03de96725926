"""What storing a fact would change, in words."""

from collections.abc import Mapping
from typing import Any

from dashboard.intake.changes import Change
from dashboard.intake.codes import Known
from dashboard.intake.entries import as_words
from dashboard.intake.registers import REGISTERS


def told(change: Change, known: Known) -> tuple[str, str, str]:
    """(what it concerns, how it is, how it would be); a dash where nothing is."""
    name = _answer_name(change.after, known) if change.fact.table == "answer" else _row_name(change, known)
    words = _answer_words if change.fact.table == "answer" else _row_words
    return name, words(change, change.before, known), words(change, change.after, known)


def _answer_name(row: Mapping[str, Any], known: Known) -> str:
    who = _principal(row, known) or next(
        (str(one["work_group"]) for one in known.work_groups if one["work_group_id"] == row["work_group_id"]), "Länet"
    )
    round_name = next((one["name"] for one in known.rounds if one["id"] == row["round_id"]), row["round_id"])
    return f"{who}, {row['measure_id']} {known.measures[row['measure_id']]['measure']}, {str(round_name).lower()}"


def _answer_words(change: Change, row: Mapping[str, Any] | None, known: Known) -> str:
    if row is None:
        return "–"
    parts = [_value(row, known)]
    if row["respondents"] is not None and "respondents" in change.differing:
        parts.append(f"{row['respondents']} svarande")
    if row["comment"] and "comment" in change.differing:
        parts.append(f"kommentar: {row['comment']}")
    return ", ".join(parts)


def _value(row: Mapping[str, Any], known: Known) -> str:
    if row["special"]:
        return next(str(one["label"]) for one in known.specials if one["special"] == row["special"])
    scale = known.measures[row["measure_id"]]["scale_id"]
    step = next((one for one in known.steps(scale) if one["step"] == row["value"]), None)
    return f"{step['step']} – {step['label']}" if step else f"{row['value']:g}".replace(".", ",")


def _row_name(change: Change, known: Known) -> str:
    register = next((one for one in REGISTERS.values() if change.fact.table in one.tables), None)
    named = change.after.get("title") or change.after.get("name") or ""
    who = _principal(change.after, known)
    return ", ".join(part for part in (who, register.title if register else change.fact.table, named) if part)


def _row_words(change: Change, row: Mapping[str, Any] | None, known: Known) -> str:
    if row is None:
        return "–"
    fields = {one.name: one for register in REGISTERS.values() for one in register.of_table(change.fact.table)}
    shown = [name for name in change.differing if name in fields and name != "principal_code"]
    words = [f"{fields[name].label}: {as_words(fields[name], row.get(name), known)}" for name in shown]
    return ", ".join(one for one in words if not one.endswith(": –")) or "–"


def _principal(row: Mapping[str, Any], known: Known) -> str:
    code = row.get("principal_code")
    return next((str(one["principal"]) for one in known.principals if one["principal_code"] == code), "")
