"""An invented country, the same each time: for measuring how the tool carries many huvudmän and many rounds.

Nothing in it says anything of a real huvudman; its one source is marked synthetic like all sample data.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, delete, insert, select

from dashboard.store.records import numbered
from dashboard.store.schema.catalogue import measure, measure_version, principal, work_group
from dashboard.store.schema.facts import answer, mailout, role_status, round_, source

Row = dict[str, object]

SEED = 20251010
FIRST_ROUND = date(2016, 9, 15)
SPECIALS = ("in_existing_plan", "not_yet", "not_relevant", "dont_know")


@dataclass(frozen=True)
class Country:
    """How large an invented country is."""

    municipalities: int = 290
    regions: int = 21
    rounds: int = 20
    measures: int = 40


def generate(connection: Connection, county: str, size: Country) -> None:
    """Replace the huvudmän of `county` by an invented country of `size` in an empty database with the catalogue."""
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    by: Row = {"recorded_by": "lagesbild sample"}
    origin: Row = {"id": "generated", "kind": "sample", "title": "Påhittat land", "synthetic": True}
    connection.execute(insert(source), [origin | by | {"recorded_at": datetime(2016, 9, 1)}])
    codes = list(_principals(connection, county, size))
    measures = list(_measures(connection, size))
    rounds = list(_rounds(county, size))
    for table, rows in (
        (round_, rounds),
        (mailout, list(_mailouts(dice, codes, rounds))),
        (answer, list(_answers(dice, codes, rounds, measures))),
        (role_status, list(_roles(dice, codes, rounds))),
    ):
        dated = [{**row, "recorded_at": _midnight(row["known_on"])} for row in rows]
        stamp = by | {"source_id": "generated"}
        connection.execute(insert(table), list(numbered(connection, table, dated, stamp)))


def _midnight(day: object) -> datetime:
    assert isinstance(day, date)  # noqa: S101 - made below
    return datetime.combine(day, time())


def _principals(connection: Connection, county: str, size: Country) -> Iterator[str]:
    groups = list(connection.execute(select(work_group.c.id).order_by(work_group.c.sort_order)).scalars())
    connection.execute(delete(principal))
    rows = []
    for number in range(size.municipalities + size.regions):
        region = number >= size.municipalities
        code = f"R{number - size.municipalities:02}" if region else f"K{number:03}"
        name = f"Region {number - size.municipalities + 1}" if region else f"Kommun {number + 1}"
        rows.append(
            {
                "code": code,
                "county_code": county,
                "name": name,
                "short_name": name,
                "kind": "region" if region else "municipality",
                "work_group_id": None if region else groups[number % len(groups)],
                "sort_order": number,
            }
        )
        yield code
    connection.execute(insert(principal), rows)


def _measures(connection: Connection, size: Country) -> Iterator[str]:
    known = connection.execute(select(measure).order_by(measure.c.sort_order)).mappings().all()
    asked = [row for row in known if row["scale_id"] == "shift" and row["answered_by"] == "huvudman"]
    yield from (row["id"] for row in asked)
    for number in range(len(known), size.measures):
        like = asked[number % len(asked)]
        code = f"X{number:02}"
        connection.execute(insert(measure), [dict(like) | {"id": code, "sort_order": number + 1}])
        wording = {"measure_id": code, "version": 1, "question": like["what"], "first_round": "r00"}
        connection.execute(insert(measure_version), [wording])
        yield code


def _rounds(county: str, size: Country) -> Iterator[Row]:
    for number in range(size.rounds):
        sent = FIRST_ROUND + timedelta(days=182 * number)
        yield {
            "id": f"r{number:02}",
            "county_code": county,
            "name": f"Omgång {number + 1}",
            "purpose": "Påhittad omgång",
            "sent_on": sent,
            "questionnaire_version": 1,
            "status": "closed",
            "sort_order": number,
            "known_on": sent,
        }


def _mailouts(dice: random.Random, codes: list[str], rounds: list[Row]) -> Iterator[Row]:
    for one in rounds:
        for code in codes:
            status = dice.choices(("answered", "no_reply"), (9, 1))[0]
            yield {"round_id": one["id"], "principal_code": code, "status": status, "known_on": one["known_on"]}


def _answers(dice: random.Random, codes: list[str], rounds: list[Row], measures: list[str]) -> Iterator[Row]:
    for code in codes:
        steps = {one: dice.randint(0, 1) for one in measures}
        for this in rounds:
            if dice.random() < 0.1:
                continue
            for one in measures:
                steps[one] = min(4, max(0, steps[one] + dice.choices((-1, 0, 1), (1, 6, 2))[0]))
                special = dice.choice(SPECIALS) if dice.random() < 0.08 else None
                yield {
                    "round_id": this["id"],
                    "measure_id": one,
                    "measure_version": 1,
                    "principal_code": code,
                    "work_group_id": None,
                    "value": None if special else float(steps[one]),
                    "special": special,
                    "known_on": this["known_on"],
                }


def _roles(dice: random.Random, codes: list[str], rounds: list[Row]) -> Iterator[Row]:
    ladder = ("not_started", "discussed", "decided", "pilot", "partly_appointed", "appointed", "integrated")
    for code in codes:
        place = 0
        for this in rounds:
            if dice.random() < 0.2:
                place = min(len(ladder) - 1, place + 1)
                yield {
                    "role_id": "best_interest_lead",
                    "principal_code": code,
                    "status": ladder[place],
                    "funding": dice.choice(("none", "temporary", "within_frame", "budgeted")),
                    "known_on": this["known_on"],
                }
