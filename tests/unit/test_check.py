"""Every rule that `lagesbild check` asks after, broken by hand: each is found, counted and said in Swedish."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from dashboard.store.building import build
from dashboard.store.check import check_database, faults_of
from dashboard.store.engine import open_engine
from dashboard.store.generate import Country
from tests.engines import EMPTY, SAMPLE, Databases, Own

pytestmark = pytest.mark.both_engines

HUVUDMAN = "answer where principal_code is not null and row_id in (select min(row_id) from answer group by measure_id)"
BROKEN = {
    "update answer set value = 7 where measure_id = 'M01' and round_id = '2025h' and value is not null": (
        "svar har ett värde som inte är ett steg på måttets skala."
    ),
    "update answer set value = 1.5 where measure_id = 'M01' and value = 1": (
        "svar har ett värde som inte är ett steg på måttets skala."
    ),
    "update answer set value = -1 where measure_id = 'C04' and value is not null": (
        "svar ska vara hela antal, noll eller fler, men är det inte."
    ),
    "update answer set value = 2.5 where measure_id = 'C04' and value is not null": (
        "svar ska vara hela antal, noll eller fler, men är det inte."
    ),
    "update answer set value = 101 where measure_id = 'M07' and value is not null": (
        "svar ska vara andelar från 0 till 100 procent, men är det inte."
    ),
    "update answer set measure_version = 9 where measure_id = 'M02'": (
        "svar gäller en ordalydelse som måttet inte har."
    ),
    "update answer set principal_code = null where measure_id = 'M02'": (
        "svar är lämnade av någon som inte ska besvara måttet."
    ),
    "update answer set measure_id = 'C05', measure_version = 1, value = 1, special = null where measure_id = 'M02'": (
        "svar gäller mått som har en egen tabell eller räknas fram."
    ),
    "update answer set respondents = -1 where measure_id = 'M03'": "svar har ett antal svarande under noll.",
    "update role_status set status = 'finns'": (
        "rader i role_status har en kod som inte finns på skalan role_status (status)."
    ),
    "update role_status set funding = 'finns'": (
        "rader i role_status har en kod som inte finns på skalan funding (funding)."
    ),
    "update role_status set form = 'finns' where form is not null": (
        "rader i role_status har en kod som inte finns på skalan role_form (form)."
    ),
    "update plan_status set status = 'finns'": (
        "rader i plan_status har en kod som inte finns på skalan plan_status (status)."
    ),
    "update actor_status set takes_part = 'finns'": (
        "rader i actor_status har en kod som inte finns på skalan actor_status (takes_part)."
    ),
    "update plan_status set known_on = date '2100-01-01'": (
        "rader i plan_status är kända från en senare dag än den då de skrevs."
    ),
    "update answer set round_id = 'borta' where measure_id = 'M01'": (
        "rader i answer pekar på round som inte finns (round_id)."
    ),
    "update plan_status set row_id = 1": "radnummer i plan_status förekommer mer än en gång.",
    "delete from store_state": "Databasens räknare för ändringar saknas eller finns i flera rader.",
}


@pytest.fixture(scope="module")
def connection(databases: Databases) -> Iterator[Connection]:
    own = Own(databases)
    engine = open_engine(own.settings(SAMPLE).url)
    with engine.connect() as one:
        yield one
    engine.dispose()
    own.let_go()


@pytest.mark.parametrize("ruin", BROKEN)
def test_a_broken_rule_is_found_with_the_number_of_rows(connection: Connection, ruin: str) -> None:
    connection.rollback()
    transaction = connection.begin()
    rows = connection.execute(text(ruin)).rowcount
    said = BROKEN[ruin]
    faults = faults_of(connection)
    transaction.rollback()
    assert rows
    number = "1" if "radnummer" in said else str(rows)
    assert said in faults or f"{number} {said}" in faults, faults


def test_a_round_of_another_county_is_found(connection: Connection) -> None:
    connection.rollback()
    transaction = connection.begin()
    county = "insert into county (code, name, measure_list_status) values ('99', 'Annat', 'decided')"
    connection.execute(text(county))
    connection.execute(text("update round set county_code = '99' where id = '2026h'"))
    faults = faults_of(connection)
    transaction.rollback()
    assert any(fault.endswith("rader i answer gäller en huvudman i ett annat län än omgångens.") for fault in faults)
    assert any(fault.endswith("rader i mailout gäller en huvudman i ett annat län än omgångens.") for fault in faults)


def test_the_sample_the_empty_database_and_an_invented_country_break_no_rule(own: Own) -> None:
    country = own.settings()
    build(country, facts=False, sample=False, country=Country(counties=("09", "10"), rounds=3))
    for settings in (own.settings(SAMPLE), own.settings(EMPTY), country):
        report = check_database(settings)
        assert report.faults == []
        assert report.counts["measure"] >= 30
