"""The log as it is read: which lines an address asks for, and each line in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.access.log_search import Wanted, lines, number_of_lines
from dashboard.access.roles import ROLE_NAMES
from dashboard.context.context import Context
from dashboard.context.results import DOWNLOADS
from dashboard.context.view import ACTIONS, View
from dashboard.intake.registers import REGISTERS
from dashboard.ui.markup import place
from dashboard.ui.navigation import Filter
from dashboard.wording.swedish import number

LOG_FILE = DOWNLOADS + "logg.csv"
AT_ONCE = 100
_NAMES = {
    **{one.name: one.label.lower() for register in REGISTERS.values() for one in register.fields},
    **{"role": "roll", "principal_code": "huvudman", "function": "funktion", "sha256": "stämpel", "source": "källa"},
    **{"known_on": "känt sedan", "expires_at": "slutar gälla", "page": "sida", "rights": "rättigheter"},
}
_TABLES = {table: register.title for register in REGISTERS.values() for table in register.tables}


@dataclass(frozen=True)
class Told:
    """A line in words."""

    time: str
    who: str
    action: str
    subject: str
    before: str
    after: str


LABELS = ("Tid", "Vem", "Handling", "Vad", "Före", "Efter")


def log_filters(view: View) -> list[Filter]:
    """What the log can be searched by."""
    actions = [("", "Alla handlingar"), *ACTIONS.items()]
    return [
        Filter("sok", "Sök (ord, vem)", [], view.search or "", "words"),
        Filter("handling", "Handling", actions, view.action or ""),
        Filter("fran", "Från dag (ÅÅÅÅ-MM-DD)", [], str(view.start or ""), "words"),
        Filter("till", "Till dag (ÅÅÅÅ-MM-DD)", [], str(view.stop or ""), "words"),
    ]


def wanted(view: View) -> Wanted:
    """Which lines the address asks for."""
    return Wanted(view.search or "", view.action, view.start, view.stop)


def told(row: Mapping[str, object]) -> Told:
    """A line of the log in words."""
    table, _, rest = str(row["about"]).partition(" ")
    subject = f"{_TABLES[table]}: {rest}" if table in _TABLES else str(row["about"])
    action = ACTIONS.get(str(row["action"]), str(row["action"]))
    time = f"{row['at']:%Y-%m-%d %H:%M:%S}"
    return Told(time, str(row["who"]), action, subject, _readable(row["before"]), _readable(row["after"]))


def place_log(context: Context, path: str) -> None:
    """The lines of one page, with the ways to those before and after, and the file of them all."""
    view = context.view
    store, asked = context.store, wanted(view)
    count = number_of_lines(store, asked)
    last = max(0, count - 1) // AT_ONCE
    named = view.point or ""
    at = max(0, min(int(named) - 1, last)) if named.isascii() and named.isdigit() else 0
    rows = [told(row) for row in lines(store, asked, at * AT_ONCE, AT_ONCE)]
    first = at * AT_ONCE + 1
    shown = f"Rad {number(first)}–{number(first + len(rows) - 1)} av {number(count)}, de senaste först."
    place(
        "log.html",
        rows=rows,
        finding=shown if rows else "Loggen är tom." if asked == Wanted() else "Ingen rad motsvarar sökningen.",
        later=view.url(path, punkt=str(at) if at > 1 else None) if at else "",
        earlier=view.url(path, punkt=str(at + 2)) if at < last else "",
        file_url=f"{LOG_FILE}?{urlencode(view.parameters(punkt=None))}",
    )


def _readable(kept: object) -> str:
    """What stood before or after: name and value of each, or the words as they are."""
    if not kept:
        return ""
    try:
        values = json.loads(str(kept))
    except ValueError:
        return str(kept)
    if not isinstance(values, dict):
        return str(kept)
    return "; ".join(f"{_NAMES.get(name, name)}: {_word(name, value)}" for name, value in values.items())


def _word(name: str, value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return ROLE_NAMES.get(str(value), str(value)) if name == "role" else str(value)
