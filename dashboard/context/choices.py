"""What exists to look at in a store: the codes that an address, or a command, may name."""

from collections.abc import Collection
from datetime import date

from dashboard.access.viewer import Viewer
from dashboard.context.view import Choices, Round
from dashboard.intake.codes import Known
from dashboard.intake.entries import ids_of
from dashboard.intake.registers import REGISTERS
from dashboard.settings import settings
from dashboard.store.store import Store


def choices_of(store: Store, today: date, asked: str | None, own: str, member_in: Collection[str] = ()) -> Choices:
    """What whoever has `store` can look at in the county that is `asked` for, or in `own` when that is none of theirs.

    `member_in` are the counties that they are a member in, if they are one.
    """
    answer = store.answer
    known = counties_of(store, own, member_in)
    county = asked if asked in known else own

    def rounds_at(day: date) -> list[Round]:
        return [
            Round(row["round_id"], row["round"])
            for row in answer("follow_up/rounds", as_of=day, county=county, work_group=None).rows
        ]

    def items_of(register: str) -> list[str]:
        """The items of a register that an address may name."""
        return ids_of(store, REGISTERS[register], Known(store, county, today)) if register in REGISTERS else []

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
        items_of=items_of,
        work_groups=[row["work_group_id"] for row in answer("catalogue/work_groups", county=county).rows],
    )


def choices_for(viewer: Viewer, store: Store, today: date, asked: str | None, own: str = "") -> Choices:
    """What `viewer` can look at in the county that is `asked` for, or in our `own` when that is none of theirs.

    Our own is that of the viewer, or of the settings, unless it is named.
    """
    return choices_of(store, today, asked, own or viewer.scope.county or settings().county, viewer.counties)


def counties_of(store: Store, own: str, member_in: Collection[str] = ()) -> list[str]:
    """The counties to look at: those that one is a member in, or `own` and all that take part."""
    known = store.answer("catalogue/counties").rows
    if member_in:
        return [row["county_code"] for row in known if row["county_code"] in member_in]
    return [row["county_code"] for row in known if row["takes_part"] or row["county_code"] == own]
