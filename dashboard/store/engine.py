"""Opening the database, and turning an engine's errors into sentences."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from dashboard.errors import DatabaseUnavailable
from dashboard.store.clean_rows import keep_clean
from dashboard.store.log import keep_appended

MIGRATIONS = Path(__file__).parent / "migrations"
# Nothing leaves the host: no extension is fetched, no file or address is read by SQL.
_DUCKDB_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "threads": "2",
    # Many small tables: with blocks of 256 KB, as they are otherwise, a county takes 42 MB and not 4, and more memory.
    "default_block_size": "16384",
}


# PostgreSQL cannot know how many rows are in force: it reckons with a few dozen of 21 000 answers, and goes through
# them once for each. With joins by hash alone a question about a nation takes a fifth of a second where it took
# fourteen. One process a question is enough: many people ask at once.
_POSTGRES_OPTIONS = (
    "-c statement_timeout=60000 -c lock_timeout=15000 -c idle_in_transaction_session_timeout=60000 "
    "-c enable_nestloop=off -c enable_mergejoin=off "
    "-c max_parallel_workers_per_gather=0 -c work_mem=32MB -c jit=off"
)
_BUILDING = 7410
"""The key of the lock that is held while the schema is made or changed; any number that we always use."""
_POSTGRES_STATES = {
    "57014": "tog för lång tid på sig, så frågan avbröts. Försök igen, och säg till den som driver Lägesbild.",
    "55P03": "var upptagen med annat för länge. Ingenting sparades. Försök igen.",
    "53100": "har slut på diskutrymme. Ingenting har gått förlorat. Frigör utrymme och försök igen.",
    "53300": "har för många anslutningar. Försök igen om en stund.",
    "28": "släpper inte in Lägesbild: kontrollera användare och lösenord i LAGESBILD_DATABASE_URL.",
    "3D000": "finns inte i PostgreSQL. Skapa den med createdb, eller rätta LAGESBILD_DATABASE_URL.",
    "25006": "går bara att läsa, inte ändra. Anslut till den som tar emot ändringar.",
    "42P01": "saknar tabeller som Lägesbild väntar sig. Återställ en säkerhetskopia, eller kör ”lagesbild check”.",
    "42703": "saknar kolumner som Lägesbild väntar sig. Starta om Lägesbild, eller kör ”lagesbild check”.",
    "42501": "ger inte Lägesbild rätt att göra det här. Ge användaren rätt till schemat.",
}
"""How an SQLSTATE of PostgreSQL begins (appendix A of its manual) → what is wrong, and what to do."""
_REFUSALS = {
    "does not exist": "3D000",
    "authentication failed": "28",
    "no pg_hba.conf entry": "28",
    "too many clients": "53300",
    "remaining connection slots": "53300",
}
"""What PostgreSQL says when it refuses a connection → its SQLSTATE."""


def open_engine(url: str) -> Engine:
    """An engine for `url`; each checkout of its pool is a connection of its own, never shared between threads.

    Raises DatabaseUnavailable, in plain Swedish, when the file is locked, damaged or out of reach.
    """
    # Without what rows hold: the message of a fault ends in the log of the service, and answers do not belong there.
    engine = create_engine(url, **_options(url), pool_size=8, max_overflow=24, hide_parameters=True)
    keep_appended(engine)
    keep_clean(engine)
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except (DBAPIError, duckdb.Error, RuntimeError) as error:
        engine.dispose()
        raise DatabaseUnavailable(explain(error, url)) from error
    return engine


def _options(url: str) -> dict[str, Any]:
    if url.startswith("duckdb:"):
        return {"connect_args": {"config": _DUCKDB_CONFIG}}
    # A connection is tried before it is used, so that a database that was started anew is found again.
    own = make_url(url).query.get("options", "")  # what the address says itself comes last, and counts
    return {"connect_args": {"connect_timeout": 5, "options": f"{_POSTGRES_OPTIONS} {own}"}, "pool_pre_ping": True}


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """While something is built, migrated or restored: no other process does so on the same PostgreSQL.

    A DuckDB file has one process only.
    """
    if not is_shared(engine):
        yield
        return
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": _BUILDING})
        connection.commit()  # the lock is the session's; an open transaction would be cut off after a while
        try:
            yield
        finally:
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _BUILDING})
            connection.commit()


def file_id(engine: Engine) -> tuple[int, int] | None:
    """Which file the path of the database leads to; None when it leads nowhere."""
    try:
        found = Path(str(engine.url.database)).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def lost(place: str) -> str:
    """What is said when the file that we have open is no longer the one at its path."""
    return (
        f"Databasen {place} har flyttats eller bytts ut medan Lägesbild är igång, så ingenting kan sparas. "
        "Stoppa Lägesbild, lägg tillbaka filen eller återställ en säkerhetskopia, och starta igen."
    )


def is_shared(engine: Engine) -> bool:
    """Whether several processes may have the database at once."""
    return engine.dialect.name == "postgresql"


def take_stock(connection: Connection) -> None:
    """Let the database know how large its tables are, by which it chooses how to answer; DuckDB always does.

    PostgreSQL finds out by itself only in a while, and of tables with few rows, as the rounds, never. Until then a
    question may take ten times as long.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("analyze"))


def explain(error: Exception, place: str) -> str:
    """One plain Swedish sentence or two for an engine's error: what is wrong, and what to do.

    `place` is the database as its reader may know it: the whole path at the command line, the file's name on a page.
    """
    place = place.split("///", 1)[-1].rsplit("@", 1)[-1]
    place = place.split("?", 1)[0] if _is_postgres(error) else place  # what follows may hold a password
    message = str(error)
    if _is_postgres(error):
        return _explain_postgres(error, place)
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


def _is_postgres(error: Exception) -> bool:
    return type(getattr(error, "orig", error)).__module__.startswith("psycopg")


def _explain_postgres(error: Exception, place: str) -> str:
    state = str(getattr(getattr(error, "orig", error), "sqlstate", None) or "")
    if not state:  # a connection that was refused has none; what the server said is in the message
        state = next((code for words, code in _REFUSALS.items() if words in str(error)), "")
    told = next((words for begins, words in _POSTGRES_STATES.items() if state.startswith(begins)), "")
    if told:
        return f"Databasen {place} {told}"
    return (
        f"Databasen {place} svarar inte. Kontrollera att PostgreSQL är igång och att adressen stämmer. "
        "Inget som var sparat har gått förlorat."
    )


def is_held(error: BaseException | None) -> bool:
    """Whether an engine's error says that another program has the database open."""
    return bool(re.search(r"set lock|lock is held|another process", str(error)))


def is_a_rule(error: Exception) -> bool:
    """Whether an engine's error says that a row breaks a rule of the schema, not that the database is out of reach."""
    original = getattr(error, "orig", error)
    if isinstance(original, (duckdb.ConstraintException, duckdb.ConversionException)):
        return True
    return str(getattr(original, "sqlstate", None) or "")[:2] in {"22", "23"}  # data exception, integrity constraint


def migrate(engine: Engine, version: str = "head") -> None:
    """Bring the schema to `version`, by default the newest; a database newer than the program is refused.

    Raises DatabaseUnavailable when the database was made by a newer Lägesbild or is no Lägesbild database.
    """
    found = schema_version(engine)
    found = version if found is None and version != "head" else found
    if found is not None:
        refuse_newer(found)
    for step in _steps_to(engine, version):
        with engine.begin() as connection:
            migrate_on(connection, step)


def _steps_to(engine: Engine, version: str) -> list[str]:
    """The versions that the schema is brought to on its way to `version`, each in a transaction of its own.

    DuckDB changes no rows of a table that the same transaction alters; where there are no rows it is one step.
    """
    found = schema_version(engine)
    if is_shared(engine) or found is None:
        return [version]
    known = ScriptDirectory.from_config(_alembic())
    return [one.revision for one in known.iterate_revisions(version, found)][::-1]


def refuse_newer(version: str) -> None:
    """Raise DatabaseUnavailable when the schema version is of no step that this program knows."""
    known = {revision.revision for revision in ScriptDirectory.from_config(_alembic()).walk_revisions()}
    if version not in known:
        raise DatabaseUnavailable(
            f"Databasen har schemaversion {version}, som den här versionen av Lägesbild inte känner till. "
            "Uppdatera Lägesbild, eller använd en säkerhetskopia från den här versionen."
        )


def migrate_on(connection: Connection, version: str = "head") -> None:
    """Bring the schema to `version` in the transaction of `connection`."""
    config = _alembic()
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
