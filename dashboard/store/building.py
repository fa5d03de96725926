"""Opening the database of the settings, and building a new one of the files in `data/`."""

from contextlib import suppress
from pathlib import Path

import duckdb
from sqlalchemy import Connection, Engine, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseUnavailable
from dashboard.settings import Settings
from dashboard.store import catalogue
from dashboard.store.engine import (
    alone,
    explain,
    is_shared,
    migrate,
    migrate_on,
    open_engine,
    schema_version,
    take_stock,
)
from dashboard.store.generate import Country, generate
from dashboard.store.queries import load_queries
from dashboard.store.schema.facts import store_state
from dashboard.store.seed import seed
from dashboard.store.store import Store
from dashboard.store.versions import raise_version
from dashboard.store.whole_files import log_beside, put_database_in_place, remove_database, rows_by_table, unfinished


def open_store(settings: Settings) -> Store:
    """The store of these settings: built when there is nothing yet, migrated, its catalogue as the files say.

    Raises DataFault or DatabaseUnavailable, both in plain Swedish.
    """
    queries = load_queries(settings.queries_dir)
    if settings.in_file and not settings.database_file.exists():
        _refuse_invented(settings)
        build(settings, facts=True, sample=True)
    engine = open_engine(settings.url)
    try:
        with alone(engine):
            if is_empty(engine):
                _refuse_invented(settings)
                _fill(engine, settings, facts=True, sample=True)
            if schema_version(engine) is None:
                raise DatabaseUnavailable(
                    f"{settings.database_name} är en databas, men inte Lägesbilds. Flytta den eller välj en annan."
                )
            migrate(engine)
            _follow_catalogue(engine, settings.data_dir / "catalogue")
            with engine.begin() as connection:
                take_stock(connection)
        return Store(engine, queries)
    except (DBAPIError, duckdb.Error) as error:
        engine.dispose()
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    except BaseException:
        engine.dispose()
        raise


def _refuse_invented(settings: Settings) -> None:
    """Where people sign in, a database that is lost is not answered with a new one of invented rows."""
    if settings.access == "oidc":
        raise DatabaseUnavailable(
            f"Databasen {settings.database_name} finns inte eller är tom. Återställ en säkerhetskopia med "
            "”lagesbild restore”, eller bygg en ny med ”lagesbild init --no-sample”."
        )


def build(settings: Settings, *, facts: bool, sample: bool, country: Country | None = None) -> Path | str:
    """Make a new database from `data/`; whole or not at all. Returns what it is called.

    With `country` an invented country takes the place of the county's own facts.
    Raises DatabaseUnavailable when it already exists or cannot be written, DataFault when a data file is wrong.
    """
    if settings.in_file:
        return _build_file(settings, facts=facts, sample=sample, country=country)
    engine = open_engine(settings.url)
    try:
        with alone(engine):
            if not is_empty(engine):
                raise DatabaseUnavailable(
                    f"Databasen {settings.database_name} är inte tom. Välj en tom om en ny ska byggas."
                )
            _fill(engine, settings, facts=facts, sample=sample, country=country)
    except DBAPIError as error:
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    finally:
        engine.dispose()
    return settings.database_name


def is_empty(engine: Engine) -> bool:
    """Whether a shared database holds no table; a file is never empty, since it is built before it is opened."""
    return is_shared(engine) and not inspect(engine).get_table_names()


def _fill(engine: Engine, settings: Settings, *, facts: bool, sample: bool, country: Country | None = None) -> None:
    """Make schema and rows in one transaction, which PostgreSQL takes back whole when anything fails."""
    with engine.begin() as connection:
        migrate_on(connection)
        _sow(connection, settings, facts=facts, sample=sample, country=country)
        take_stock(connection)


def _sow(connection: Connection, settings: Settings, *, facts: bool, sample: bool, country: Country | None) -> None:
    digest = catalogue.digest(settings.data_dir / "catalogue")
    seed(connection, settings.data_dir, facts=facts and country is None, sample=sample)
    if country:
        generate(connection, country)
    connection.execute(insert(store_state), [{"id": 1, "data_version": 1, "catalogue_digest": digest}])


def _build_file(settings: Settings, *, facts: bool, sample: bool, country: Country | None) -> Path:
    target = settings.database_file
    if target.exists():
        raise DatabaseUnavailable(f"Databasen {target} finns redan. Flytta eller ta bort den om en ny ska byggas.")
    if log_beside(target).exists():  # DuckDB would write it into the new database
        raise DatabaseUnavailable(
            f"Filen {log_beside(target)} hör till en databas som inte finns kvar. Flytta eller ta bort den."
        )
    catalogue.digest(settings.data_dir / "catalogue")  # what is wrong there is said before anything is made
    new = unfinished(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_database(new)
        put_database_in_place(new, target, _made(new, settings, facts=facts, sample=sample, country=country))
    except (DBAPIError, duckdb.Error, OSError) as error:
        with suppress(OSError):  # where nothing can be written, nothing can be removed
            remove_database(new)
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    except BaseException:
        remove_database(new)
        raise
    return target


def _made(new: Path, settings: Settings, *, facts: bool, sample: bool, country: Country | None) -> dict[str, int]:
    """Make the file `new`; how many rows each of its tables holds."""
    engine = open_engine(f"duckdb:///{new}")
    try:
        migrate(engine)
        with engine.begin() as connection:
            _sow(connection, settings, facts=facts, sample=sample, country=country)
        with engine.connect() as connection:
            return rows_by_table(lambda statement: connection.exec_driver_sql(statement).fetchall())
    finally:
        engine.dispose()


def _follow_catalogue(engine: Engine, folder: Path) -> None:
    digest = catalogue.digest(folder)
    with engine.begin() as connection:
        known = connection.execute(select(store_state.c.catalogue_digest)).scalar()
        if known != digest:
            catalogue.load_catalogue(connection, folder)
            connection.execute(update(store_state).values(catalogue_digest=digest))
            raise_version(connection, {None})
