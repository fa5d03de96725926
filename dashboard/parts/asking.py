"""A page's way to ask: named questions put to the store of this process, filled in from the view."""

from datetime import date

from dashboard.intake.entering import ids_of
from dashboard.intake.known import Known
from dashboard.intake.registers import REGISTERS
from dashboard.parts.store import current_store
from dashboard.parts.viewer import current_viewer
from dashboard.questions import DOWNLOADS, ROLE, Answer, put
from dashboard.settings import settings
from dashboard.store.records import Row
from dashboard.view import Choices, Round, View

__all__ = ["DOWNLOADS", "ROLE", "Answer", "ask", "choices", "counties", "county_of"]


def ask(name: str, view: View, **changes: str | date | None) -> Answer:
    """Put the question `name` to the store, its parameters taken from `view` unless named in `changes`.

    Raises what Store.answer raises.
    """
    return put(current_store(), name, view, **changes)


def choices(today: date, asked: str | None, own: str = "") -> Choices:
    """What exists to look at in the county that is `asked` for, or in our `own` when that is none we may look at.

    Our own is that of whoever looks, or of the settings, unless it is named.
    """
    answer = current_store().answer
    own = own or current_viewer().scope.county or settings().county
    known = counties(own)
    county = asked if asked in known else own

    def rounds_at(day: date) -> list[Round]:
        return [
            Round(row["round_id"], row["round"])
            for row in answer("follow_up/rounds", as_of=day, county=county, work_group=None).rows
        ]

    return Choices(
        counties=sorted(known, key=lambda code: code != county),
        closed=[row["county_code"] for row in answer("catalogue/counties").rows if row["county_code"] not in known],
        principals=[row["principal_code"] for row in answer("catalogue/principals", county=county).rows],
        levels=[row["level_id"] for row in answer("catalogue/levels").rows],
        aspects=[row["aspect_id"] for row in answer("catalogue/aspects", county=county).rows],
        aspect_of_measure={
            row["measure_id"]: row["aspect_id"] for row in answer("catalogue/measures", county=county).rows
        },
        rounds_at=rounds_at,
        today=today,
        registers=tuple(REGISTERS),
        meetings=[row["meeting_id"] for row in answer("county/meetings", as_of=today, county=county).rows],
        items_of=lambda register: _items_of(register, str(county), today),
        work_groups=[row["work_group_id"] for row in answer("catalogue/work_groups", county=county).rows],
    )


def county_of(view: View) -> Row:
    """The county that is looked at: its code, its name, whether its list of measures is decided."""
    return next(row for row in ask("catalogue/counties", view).rows if row["county_code"] == view.county)


def counties(own: str) -> list[str]:
    """The counties that whoever looks may look at: our own and those that take part, or those it is a member in."""
    known = current_store().answer("catalogue/counties").rows
    member_in = current_viewer().counties
    if member_in:
        return [row["county_code"] for row in known if row["county_code"] in member_in]
    return [row["county_code"] for row in known if row["takes_part"] or row["county_code"] == own]


def _items_of(register: str, county: str, today: date) -> list[str]:
    """The items of a register that an address may name."""
    store = current_store()
    return ids_of(store, REGISTERS[register], Known(store, county, today)) if register in REGISTERS else []
