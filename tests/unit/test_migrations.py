"""The schema: what the migrations make is what the program believes, and they can be run both ways."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, Table, inspect, text

from dashboard.store.engine import MIGRATIONS, migrate, newest_version, open_engine, schema_version
from dashboard.store.schema import CATALOGUE_TABLES, FACT_TABLES, access, metadata
from dashboard.store.schema.facts import county_version, source, store_state
from dashboard.store.schema.work import contact
from tests.engines import Own

pytestmark = pytest.mark.both_engines


@pytest.fixture
def fresh(own: Own) -> Iterator[Engine]:
    engine = open_engine(own.settings().url)
    migrate(engine)
    yield engine
    engine.dispose()


COLUMNS = "select {} from information_schema.columns where table_schema = current_schema()"
RULES = {
    "duckdb": "select table_name, constraint_text from duckdb_constraints() where constraint_type <> 'NOT NULL'",
    "postgresql": "select cast(conrelid as regclass), pg_get_constraintdef(oid) from pg_constraint where conrelid > 0",
}


def columns(engine: Engine) -> set[tuple[str, str, bool]]:
    with engine.connect() as connection:
        found = connection.execute(text(COLUMNS.format("table_name, column_name, is_nullable"))).all()
    return {(table, column, nullable == "YES") for table, column, nullable in found if table != "alembic_version"}


def types(engine: Engine) -> dict[tuple[str, str], str]:
    with engine.connect() as connection:
        found = connection.execute(text(COLUMNS.format("table_name, column_name, data_type")))
        return {(table, column): kind for table, column, kind in found if table != "alembic_version"}


def checks(engine: Engine) -> dict[str, list[str]]:
    """What the database holds each table to: keys, references and checks, but not what may be empty."""
    with engine.connect() as connection:
        found = connection.execute(text(RULES[engine.dialect.name])).all()
    return {
        table: sorted(rule for name, rule in found if name == table) for table, _ in found if table != "alembic_version"
    }


def indexes(engine: Engine) -> set[tuple[str, str, tuple[str | None, ...]]]:
    """Table, name and columns of every index that is no key."""
    read = inspect(engine)
    return {
        (table, str(one["name"]), tuple(one["column_names"]))
        for table in metadata.tables
        for one in (read.get_indexes(table) if engine.dialect.name == "postgresql" else ())
    }


def test_a_fresh_database_has_the_tables_and_columns_of_the_metadata(fresh: Engine) -> None:
    believed = {(table.name, c.name, bool(c.nullable)) for table in metadata.tables.values() for c in table.columns}
    assert columns(fresh) == believed


def test_a_fresh_database_is_the_same_as_the_metadata_would_make(fresh: Engine, own: Own) -> None:
    made = open_engine(own.settings().url)
    metadata.create_all(made)
    assert types(fresh) == types(made)
    assert checks(fresh) == checks(made)
    assert indexes(fresh) == indexes(made)
    made.dispose()


ACCESS = {table.name for table in vars(access).values() if isinstance(table, Table)}


def test_every_table_is_of_one_kind_and_facts_say_where_they_come_from() -> None:
    catalogue = {table.name for table in CATALOGUE_TABLES}
    assert catalogue.isdisjoint(FACT_TABLES)
    assert catalogue | set(FACT_TABLES) | {
        source.name,
        store_state.name,
        county_version.name,
        contact.name,
    } | ACCESS == set(metadata.tables)
    for name, table in FACT_TABLES.items():
        assert {"known_on", "recorded_at", "recorded_by", "source_id", "row_id"} <= set(table.columns.keys()), name
        assert set(table.info["fact_key"]) <= set(table.columns.keys()), name


def test_the_version_is_the_newest_and_migrating_again_changes_nothing(fresh: Engine) -> None:
    assert schema_version(fresh) == newest_version()
    before = columns(fresh)
    migrate(fresh)
    assert columns(fresh) == before
    assert schema_version(fresh) == newest_version()


def test_the_schema_can_be_taken_down_to_nothing_and_built_again(fresh: Engine) -> None:
    before = columns(fresh)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with fresh.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert columns(fresh) == set()
    migrate(fresh)
    assert columns(fresh) == before


def test_each_step_can_be_taken_back_alone(fresh: Engine) -> None:
    before = columns(fresh)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    for _ in range(int(newest_version())):
        with fresh.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "-1")
    assert columns(fresh) == set()
    migrate(fresh)
    assert columns(fresh) == before
