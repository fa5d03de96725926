"""Opening the database, and turning an engine's errors into sentences."""

import re
from pathlib import Path

import duckdb
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseUnavailable
from dashboard.store.log import keep_appended

MIGRATIONS = Path(__file__).parent / "migrations"
# Nothing leaves the host: no extension is fetched, no file or address is read by SQL.
_DUCKDB_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "threads": "2",
}


def open_engine(url: str) -> Engine:
    """An engine for `url`; each checkout of its pool is a connection of its own, never shared between threads.

    Raises DatabaseUnavailable, in plain Swedish, when the file is locked, damaged or out of reach.
    """
    engine = create_engine(url, connect_args={"config": _DUCKDB_CONFIG}, pool_size=8, max_overflow=24)
    keep_appended(engine)
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except (DBAPIError, duckdb.Error, RuntimeError) as error:
        engine.dispose()
        raise DatabaseUnavailable(explain(error, url)) from error
    return engine


def explain(error: Exception, place: str) -> str:
    """One plain Swedish sentence or two for an engine's error: what is wrong, and what to do.

    `place` is the database as its reader may know it: the whole path at the command line, the file's name on a page.
    """
    place = place.split("///", 1)[-1]
    message = str(error)
    if is_held(error):
        process = re.search(r"PID (\d+)", message)
        who = f" (process {process.group(1)})" if process else ""
        return (
            f"Databasen {place} används redan av ett annat program{who}: är det Lägesbild som är igång gör du samma "
            "sak på sidan Data där, annars stänger du programmet och försöker igen."
        )
    if re.search(r"No space left|disk is full|File too large|not enough space", message, re.IGNORECASE):
        return (
            f"Disken är full, så databasen {place} kunde inte sparas. Ingenting har gått förlorat. "
            "Frigör utrymme och försök igen."
        )
    if "read-only" in message or "Read-only" in message:
        return f"Databasen {place} går bara att läsa, inte ändra. Ge Lägesbild rätt att skriva i mappen."
    if isinstance(error, OSError) or "Permission denied" in message or "Cannot open file" in message:
        return f"Databasen {place} går inte att öppna: kontrollera att mappen finns och att du får skriva i den."
    return (
        f"Databasen {place} är skadad eller är ingen DuckDB-fil. "
        "Flytta undan filen och återställ en säkerhetskopia, eller bygg en ny med ”lagesbild init”."
    )


def is_held(error: BaseException | None) -> bool:
    """Whether an engine's error says that another program has the database open."""
    return bool(re.search(r"set lock|lock is held|another process", str(error)))


def is_a_rule(error: Exception) -> bool:
    """Whether an engine's error says that a row breaks a rule of the schema, not that the database is out of reach."""
    return isinstance(getattr(error, "orig", error), (duckdb.ConstraintException, duckdb.ConversionException))


def migrate(engine: Engine, version: str = "head") -> None:
    """Bring the schema to `version`, by default the newest; a database newer than the program is refused.

    Raises DatabaseUnavailable when the database was made by a newer Lägesbild or is no Lägesbild database.
    """
    config = _alembic()
    found = schema_version(engine)
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    found = version if found is None and version != "head" else found
    if found is not None and found not in known:
        raise DatabaseUnavailable(
            f"Databasen har schemaversion {found}, som den här versionen av Lägesbild inte känner till. "
            "Uppdatera Lägesbild, eller använd en säkerhetskopia från den här versionen."
        )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def schema_version(engine: Engine) -> str | None:
    """The schema version stored in the database; None when it is empty."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("select version_num from alembic_version")).scalar()


def newest_version() -> str:
    """The schema version this program writes."""
    return str(ScriptDirectory.from_config(_alembic()).get_current_head())


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
