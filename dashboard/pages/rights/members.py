"""Who may what, who the members are, and what is held on whoever looks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

from dashboard.access.members import Seen, add_member, members, remove_member
from dashboard.access.personal_data import held_on
from dashboard.access.roles import ROLE_NAMES, table_of_rights
from dashboard.access.viewer import Viewer
from dashboard.context.context import Context
from dashboard.context.results import DOWNLOADS
from dashboard.context.view import ACTIONS
from dashboard.errors import LagesbildError
from dashboard.intake.identity_numbers import holds_identity_number
from dashboard.store.read_policy import FEWEST
from dashboard.ui.form import Input, form, sent
from dashboard.ui.markup import cell, place
from dashboard.ui.navigation import acted
from dashboard.wording.swedish import counted, sentence

HELD_FILE = DOWNLOADS + "om-mig.json"
NO_NUMBERS = "Skriv inget som liknar ett personnummer. Ingenting sparades."
_SEEN = Input("seen", "", "hidden")
_FORM, _REMOVE = "member", "remove-member"
_SHOWN = 50
_HELD = {
    "member": (
        "Du som medlem",
        {
            "email": "E-post",
            "function": "Funktion",
            "role": "Roll",
            "principal_code": "Huvudman",
            "issuer": "Inloggningstjänst",
            "subject": "Ditt id där",
            "added_at": "Tillagd",
            "added_by": "Tillagd av",
        },
    ),
    "sign_in": ("Inloggningar", {"started_at": "Började", "last_seen_at": "Senast sedd", "ended_at": "Slutade"}),
    "contact": ("Kontaktuppgift med din adress", {"function": "Funktion", "mailbox": "Adress", "name": "Namn"}),
    "share_link": (
        "Länkar du har delat",
        {
            "purpose": "Till vem",
            "page": "Sida",
            "created_at": "Gjord",
            "expires_at": "Slutar gälla",
            "revoked_at": "Återkallad",
            "opened": "Öppnad",
        },
    ),
    "saved_view": ("Sparade vyer", {"name": "Namn", "page": "Sida", "created_at": "Sparad"}),
    "follow": ("Det du följer", {"subject_id": "Vad", "kind": "Slag", "since": "Sedan"}),
    "digest": ("Sammanställningar", {"by_mail": "Som e-post", "sent_until": "Skickat till och med"}),
    "unsubscribe_token": ("Brev som har skickats", {"created_at": "När"}),
    "log": ("Rader i loggen", {"at": "Tid", "action": "Handling", "subject": "Vad"}),
}
"""Table → what it is called, and its columns that are shown. The file has them all."""
_WORDS = {"principal": "huvudman", "aspect": "aspekt", **ROLE_NAMES, **ACTIONS}


@dataclass(frozen=True)
class HeldPart:
    """What is held in one table: its name, headings, newest rows, and how many there are."""

    heading: str
    labels: list[str]
    rows: list[list[str]]
    number: int


def rights_table(context: Context) -> None:
    """Every right and what each role has of it, that of whoever looks first."""
    viewer = context.viewer
    roles = sorted(ROLE_NAMES.items(), key=lambda one: one[0] != viewer.role)
    rows = [(right, dict(answers)) for right, answers in table_of_rights()]
    place("rights.html", roles=roles, own=viewer.role, rows=rows, finding=_who(viewer), fewest=FEWEST)


def members_and_form(context: Context) -> None:
    """The members, a button to remove each, and the form to add one or change one."""
    inputs = _inputs(context)
    told = sent(_FORM, [*inputs, _SEEN])
    values = dict(told.values) if told else {}
    with st.container():  # what is said has a place of its own, so that nothing below is drawn twice when it comes
        try:
            done = _removed(context) or _saved(context, values)
            values = {} if done else values
        except LagesbildError as refusal:
            done = ""
            place("refused.html", words=str(refusal))
        if done:
            place("stored.html", words=done)
    rows = members(context.store, context.view.county)
    many = sentence(counted(len(rows), "en medlem", "medlemmar")) if rows else "Ingen är tillagd ännu."
    principals = dict(inputs[2].options)
    place("members.html", rows=rows, finding=many, roles=ROLE_NAMES, principals=principals, remove=_REMOVE)
    written = [replace(one, value=values.get(one.name, "")) for one in inputs]
    shown = {row["email"]: [row["role"], row["principal_code"], row["function"]] for row in rows}
    written.append(replace(_SEEN, value=json.dumps(shown, ensure_ascii=False)))
    form(_FORM, "Lägg till eller ändra en medlem", written, [("save", "Spara")], spoken=done)


def held(context: Context) -> None:
    """What is held on whoever looks, with a file of it."""
    found = held_on(context.store)
    parts = []
    for table, (heading, columns) in _HELD.items():
        rows = found[table]
        shown = [[_as_read(row[name]) for name in columns] for row in rows[:_SHOWN]]
        parts.append(HeldPart(heading, list(columns.values()), shown, len(rows)))
    place("held.html", parts=parts, file_url=HELD_FILE)


def _who(viewer: Viewer) -> str:
    """Who looks, in words."""
    if viewer.kind == "local":
        return "Du sitter vid datorn som Lägesbild körs på. Allt är öppet för dig, som för en administratör."
    if viewer.kind == "shared":
        return "Du ser en vy som någon har delat med dig. Den visar publicerade siffror, och inget kan ändras."
    function = viewer.scope.function
    named = f", {function}" if function and function != ROLE_NAMES.get(viewer.role) else ""
    return f"Du är {ROLE_NAMES.get(viewer.role, 'okänd').lower()}{named}."


def _inputs(context: Context) -> list[Input]:
    own = [(row["principal_code"], row["principal"]) for row in context.ask("catalogue/principals").rows]
    return [
        Input("email", "E-post", required=True),
        Input("role", "Roll", "choice", options=list(ROLE_NAMES.items()), required=True),
        Input("principal", "Huvudman", "choice", options=[("", "Ingen"), *own], help="Bara för en redaktör."),
        Input("function", "Funktion", help="Visas vid det som medlemmen skriver och delar. Inget namn."),
    ]


def _saved(context: Context, values: Mapping[str, str]) -> str:
    """Add or change the member that was written in the form; what was done, in words."""
    if not values:
        return ""
    email, function = values.get("email", ""), values.get("function", "")
    if holds_identity_number(function) or holds_identity_number(email):
        raise LagesbildError(NO_NUMBERS)
    role, principal = values.get("role", ""), values.get("principal") or None
    add_member(context.store, context.view.county, email, role, principal, function, _seen(values))
    return f"{email.strip().lower()} är sparad som {ROLE_NAMES[role].lower()}."


def _seen(values: Mapping[str, str]) -> dict[str, Seen] | None:
    """The members as they were shown when the form was drawn."""
    try:
        shown = json.loads(values.get(_SEEN.name, ""))
        return {str(email): (role, principal, function) for email, (role, principal, function) in shown.items()}
    except (ValueError, AttributeError, TypeError):
        return None


def _removed(context: Context) -> str:
    act, on = acted()
    if act != _REMOVE:
        return ""
    remove_member(context.store, on)
    return "Medlemmen är borttagen, och det som fanns om den är raderat."


def _as_read(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, str):
        return _WORDS.get(value, value)
    return cell(value) if value is None or isinstance(value, (bool, int, date)) else str(value)
