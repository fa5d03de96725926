"""An invented country, the same each time: for measuring how the tool carries many huvudmän and many rounds.

It has the counties and the huvudmän of the catalogue, so that the maps have their borders. What it says of them is
invented: its one source is marked synthetic like all sample data, and every page and file says so.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, insert, select, update

from dashboard.store.records import numbered
from dashboard.store.schema.catalogue import county, measure, measure_version, principal
from dashboard.store.schema.facts import answer, mailout, role_status, round_, source

Row = dict[str, object]

SEED = 20251010
FIRST_ROUND = date(2016, 9, 15)
SPECIALS = ("in_existing_plan", "not_yet", "not_relevant", "dont_know")


@dataclass(frozen=True)
class Country:
    """How large an invented country is: its counties (all of the catalogue unless some are named), rounds, measures.

    With more than one of `nations` every county is there so many times, to see how the tool grows.
    """

    counties: tuple[str, ...] = ()
    rounds: int = 20
    measures: int = 40
    nations: int = 1


def generate(connection: Connection, size: Country) -> None:
    """Fill an empty database that has the catalogue with an invented country of `size`."""
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    by: Row = {"recorded_by": "lagesbild sample"}
    origin: Row = {"id": "generated", "kind": "sample", "title": "Påhittat land", "synthetic": True}
    connection.execute(insert(source), [origin | by | {"recorded_at": datetime(2016, 9, 1)}])
    codes = _taking_part(connection, size)
    measures = list(_measures(connection, size))
    rounds = list(_rounds(size))
    for table, rows in (
        (round_, [{**one, "county_code": code} for code in codes for one in rounds]),
        (mailout, [row for own in codes.values() for row in _mailouts(dice, own, rounds)]),
        (answer, [row for code, own in codes.items() for row in _answers(dice, code, own, rounds, measures)]),
        (role_status, [row for own in codes.values() for row in _roles(dice, own, rounds)]),
    ):
        dated = [{**row, "recorded_at": _midnight(row["known_on"])} for row in rows]
        stamp = by | {"source_id": "generated"}
        if dated:
            connection.execute(insert(table), list(numbered(connection, table, dated, stamp)))


def _midnight(day: object) -> datetime:
    assert isinstance(day, date)  # noqa: S101 - made below
    return datetime.combine(day, time())


def _taking_part(connection: Connection, size: Country) -> dict[str, list[str]]:
    """The huvudmän of every county that takes part, by county, in the catalogue's order; others take no part."""
    known = connection.execute(select(county).order_by(county.c.code)).mappings().all()
    chosen = [row for row in known if row["code"] in size.counties or not size.counties]
    connection.execute(update(county).values(takes_part=county.c.code.in_([row["code"] for row in chosen])))
    found = {}
    for row in chosen:
        own = select(principal).where(principal.c.county_code == row["code"]).order_by(principal.c.sort_order)
        rows = connection.execute(own).mappings().all()
        found[row["code"]] = [one["code"] for one in rows]
        for number in range(2, size.nations + 1):
            again = f"{row['code']}x{number}"
            connection.execute(insert(county), [{**row, "code": again, "takes_part": True}])
            more = [{**one, "county_code": again, "code": f"{one['code']}x{number}"} for one in rows]
            connection.execute(insert(principal), more)
            found[again] = [one["code"] for one in more]
    return found


def _measures(connection: Connection, size: Country) -> Iterator[str]:
    known = connection.execute(select(measure).order_by(measure.c.sort_order)).mappings().all()
    asked = [row for row in known if row["scale_id"] == "shift" and row["answered_by"] == "huvudman"]
    yield from (row["id"] for row in asked)
    for number in range(len(known), size.measures):
        like = asked[number % len(asked)]
        code = f"X{number:02}"
        connection.execute(insert(measure), [dict(like) | {"id": code, "sort_order": number + 1}])
        wording = {"measure_id": code, "version": 1, "question": like["what"], "first_round": _round_id(0)}
        connection.execute(insert(measure_version), [wording])
        yield code


def _rounds(size: Country) -> Iterator[Row]:
    for number in range(size.rounds):
        sent = FIRST_ROUND + timedelta(days=182 * number)
        half = "Våren" if number % 2 else "Hösten"
        yield {
            "id": _round_id(number),
            "name": f"{half} {_year(number)}",
            "purpose": "Påhittad omgång",
            "sent_on": sent,
            "questionnaire_version": 1,
            "status": "closed",
            "sort_order": number,
            "known_on": sent,
        }


def _year(number: int) -> int:
    return FIRST_ROUND.year + (number + 1) // 2


def _round_id(number: int) -> str:
    return f"{_year(number)}{'v' if number % 2 else 'h'}"


def _mailouts(dice: random.Random, codes: list[str], rounds: list[Row]) -> Iterator[Row]:
    for one in rounds:
        for code in codes:
            status = dice.choices(("answered", "no_reply"), (9, 1))[0]
            yield {"round_id": one["id"], "principal_code": code, "status": status, "known_on": one["known_on"]}


def _answers(
    dice: random.Random, county_code: str, codes: list[str], rounds: list[Row], measures: list[str]
) -> Iterator[Row]:
    for code in codes:
        steps = {one: dice.randint(0, 1) for one in measures}
        for this in rounds:
            if dice.random() < 0.1:
                continue
            for one in measures:
                steps[one] = min(4, max(0, steps[one] + dice.choices((-1, 0, 1), (1, 6, 2))[0]))
                special = dice.choice(SPECIALS) if dice.random() < 0.08 else None
                yield {
                    "county_code": county_code,
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
