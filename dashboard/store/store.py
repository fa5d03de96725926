"""The store: asks named questions as of a day, appends facts, and knows when anything has changed."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import cast
from uuid import uuid4

import cachetools
import duckdb
import pandas as pd
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from dashboard.errors import DatabaseUnavailable, PictureMoved
from dashboard.settings import Settings
from dashboard.store import catalogue
from dashboard.store.engine import explain, is_a_rule, migrate, open_engine, schema_version
from dashboard.store.generate import Country, generate
from dashboard.store.locks import refuse_locked
from dashboard.store.queries import Query, load_queries
from dashboard.store.records import Row, add_rows, history, in_force
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.facts import log, source, store_state
from dashboard.store.schema.work import contact
from dashboard.store.seed import seed

_CACHE_CELLS = 2_000_000
_DTYPES = {"text": "object", "integer": "Int64", "number": "Float64", "date": "object", "boolean": "boolean"}


@dataclass(frozen=True, eq=False)
class Result:
    """The answer to a query as it is kept: its rows, and a frame of them made when first asked for.

    Equals only itself.
    """

    query: Query
    rows: tuple[Row, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame, each column with the type its header names."""
        return pd.DataFrame(
            {c.name: pd.Series([row[c.name] for row in self.rows], dtype=_DTYPES[c.type]) for c in self.query.columns}
        )


@dataclass(frozen=True)
class Batch:
    """Rows by table, without provenance but with `known_on`; the columns of the new source they are of; who writes.

    With `day_only` they are written as of the beginning of the day, so that the time does not tell what came with them.
    """

    facts: Mapping[str, list[dict[str, object]]]
    origin: Mapping[str, object]
    recorded_by: str
    day_only: bool = False


class Store:
    """One database and the questions that may be asked of it. Safe to use from many threads.

    Answers are kept by question, parameters and data version, so that a question is put once however many wait for it,
    and never answered with what was true before the last write.
    """

    def __init__(
        self, engine: Engine, queries: Mapping[str, Query], clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._engine = engine
        self.queries = queries
        self._clock = clock
        self._writing = threading.Lock()
        self._kept: cachetools.LRUCache[tuple[object, ...], Result] = cachetools.LRUCache(
            _CACHE_CELLS, getsizeof=lambda result: 1 + len(result.rows) * len(result.query.columns)
        )
        self._answer = cachetools.cached(self._kept, key=lambda *key: key, condition=threading.Condition())(self._ask)
        self._data_version = self._read_data_version()

    @property
    def data_version(self) -> int:
        """A number that every write raises."""
        return self._data_version

    def answer(self, name: str, **parameters: str | date | None) -> Result:
        """The answer to the query `name`, asked once for each data version; rows and columns as its header says.

        Raises KeyError that lists what exists when there is no such query, TypeError when parameters are missing or
        unknown, DatabaseUnavailable when the database does not answer.
        """
        self.query(name).check_parameters(parameters)
        return self._answer(name, tuple(sorted(parameters.items())), self._data_version)

    def frame(self, name: str, **parameters: str | date | None) -> pd.DataFrame:
        """The answer to the query `name` as a frame that the caller may change. Raises as `answer`."""
        return self.answer(name, **parameters).frame.copy(deep=False)

    def query(self, name: str) -> Query:
        """What the header of the query `name` says. Raises KeyError that lists what exists."""
        if name not in self.queries:
            raise KeyError(f"no query {name!r}; there are {', '.join(self.queries)}")
        return self.queries[name]

    def append(
        self,
        facts: Mapping[str, list[dict[str, object]]],
        origin: Mapping[str, object],
        recorded_by: str,
        if_version: int | None = None,
    ) -> int:
        """Append rows from the new source `origin`, all or none; the new data version. As `append_together`."""
        return self.append_together([Batch(facts, origin, recorded_by)], if_version)

    def append_together(self, batches: Sequence[Batch], if_version: int | None = None) -> int:
        """Append rows to fact tables in one transaction, each batch from a source of its own; the new data version.

        With `if_version` nothing is stored, and PictureMoved raised, when the data have another version by then.
        Nothing is stored when any row breaks a rule, or Locked raised when one would change what stands for good; the
        error of the database is raised as it is, but a full disk or a lost database as DatabaseUnavailable.
        """
        for batch in batches:
            for name in batch.facts:
                FACT_TABLES[name]  # KeyError before anything is written

        def write(connection: Connection, stamp: dict[str, object]) -> None:
            now = cast(datetime, stamp["recorded_at"])
            for batch in batches:
                refuse_locked(connection, batch.facts)
                at = datetime.combine(now, time.min) if batch.day_only else now
                own = {"recorded_at": at, "recorded_by": batch.recorded_by}
                connection.execute(insert(source), [{**batch.origin, **own}])
                for name, rows in batch.facts.items():
                    if rows:
                        add_rows(connection, FACT_TABLES[name], rows, own | {"source_id": batch.origin["id"]})

        return self._write(write, "", if_version)

    def save_contact(self, row: dict[str, object], origin: dict[str, object], recorded_by: str) -> int:
        """Add the contact `row` (columns of `contact` but `source_id`), or change the one with its id; the new version.

        Contacts are no facts: they are personal data, kept in their newest form alone.
        """

        def write(connection: Connection, stamp: dict[str, object]) -> None:
            connection.execute(insert(source), [origin | stamp])
            connection.execute(delete(contact).where(contact.c.id == row["id"]))
            connection.execute(insert(contact), [row | {"source_id": origin["id"]}])

        return self._write(write, recorded_by)

    def erase_contact(self, contact_id: str, recorded_by: str) -> int:
        """Erase a contact for good; that it was done is logged, what was erased is not. The new data version."""

        def write(connection: Connection, stamp: dict[str, object]) -> None:
            connection.execute(delete(contact).where(contact.c.id == contact_id))
            entry = {"id": uuid4().hex, "at": stamp["recorded_at"], "by": recorded_by}
            connection.execute(insert(log), [entry | {"action": "erase", "subject": "contact"}])

        return self._write(write, recorded_by)

    def in_force(self, table: str, as_of: date, **equal: str) -> list[Row]:
        """The rows of `table` in force at the end of `as_of` whose columns are `equal`, with `synthetic` and `origin`.

        For the forms that change a row; figures come from the named queries. `contact` may be asked for too.
        """
        with self.reading() as connection:
            return in_force(connection, table, as_of, equal)

    def history(self, table: str, **key: str | None) -> list[Row]:
        """Every row of `table` ever written for `key` (columns of its fact key), newest first, with its source."""
        with self.reading() as connection:
            return history(connection, table, key)

    def known_file(self, sha256: str) -> Row | None:
        """The source that came from a file with this digest; None when it has not been read in."""
        with self.reading() as connection:
            found = connection.execute(select(source).where(source.c.sha256 == sha256)).first()
            return dict(found._mapping) if found else None

    def ready(self) -> None:
        """Raise DatabaseUnavailable when the database does not answer."""
        self._read_data_version()

    def close(self) -> None:
        """Let go of the database file."""
        self._engine.dispose()

    def _write(
        self,
        write: Callable[[Connection, dict[str, object]], None],
        recorded_by: str,
        if_version: int | None = None,
    ) -> int:
        stamp: dict[str, object] = {"recorded_at": self._clock(), "recorded_by": recorded_by}
        try:
            with self._writing:
                with self._engine.begin() as connection:
                    if if_version not in (None, _data_version(connection)):
                        raise PictureMoved("Något annat sparades samtidigt. Granska ändringen en gång till och spara.")
                    write(connection, stamp)
                    version = _raise_data_version(connection)
                self._data_version = version  # still holding the lock: two writers must not set it in the wrong order
            return version
        except IntegrityError:
            raise
        except (DBAPIError, duckdb.Error) as error:
            if is_a_rule(error):
                raise
            raise DatabaseUnavailable(explain(error, self._name)) from error

    @property
    def _name(self) -> str:
        return Path(str(self._engine.url)).name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in one transaction that sees one picture; a failing database raises DatabaseUnavailable."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except (DBAPIError, duckdb.Error) as error:
            raise DatabaseUnavailable(explain(error, self._name)) from error

    def _read_data_version(self) -> int:
        with self.reading() as connection:
            return _data_version(connection)

    def _ask(self, name: str, parameters: tuple[tuple[str, object], ...], data_version: int) -> Result:
        del data_version  # part of the key alone
        query = self.queries[name]
        with self.reading() as connection:
            result = connection.execute(query.statement, dict(parameters))
            returned, rows = list(result.keys()), result.fetchall()
        declared = [column.name for column in query.columns]
        if returned != declared:
            raise TypeError(f"query {name!r} returns {returned}, its header says {declared}")
        return Result(query, tuple(dict(zip(declared, row, strict=True)) for row in rows))


def open_store(settings: Settings) -> Store:
    """The store of these settings: built when the file is missing, migrated, its catalogue as the files say.

    Raises DataFault or DatabaseUnavailable, both in plain Swedish.
    """
    queries = load_queries(settings.queries_dir)
    if not settings.database_file.exists():
        build(settings, facts=True, sample=True)
    engine = open_engine(settings.url)
    try:
        if schema_version(engine) is None:
            raise DatabaseUnavailable(
                f"Filen {settings.database_file} är en databas, men inte Lägesbilds. Flytta den eller välj en annan."
            )
        migrate(engine)
        _follow_catalogue(engine, settings.data_dir / "catalogue")
        return Store(engine, queries)
    except (DBAPIError, duckdb.Error) as error:
        engine.dispose()
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    except BaseException:
        engine.dispose()
        raise


def build(settings: Settings, *, facts: bool, sample: bool, country: Country | None = None) -> Path:
    """Make a new database file from `data/`; whole or not at all. Returns its path.

    With `country` an invented country takes the place of the county's own huvudmän and facts.
    Raises DatabaseUnavailable when the file already exists or cannot be written, DataFault when a data file is wrong.
    """
    target = settings.database_file
    if target.exists():
        raise DatabaseUnavailable(f"Databasen {target} finns redan. Flytta eller ta bort den om en ny ska byggas.")
    if _log_of(target).exists():  # DuckDB would write it into the new database
        raise DatabaseUnavailable(
            f"Filen {_log_of(target)} hör till en databas som inte finns kvar. Flytta eller ta bort den."
        )
    folder = settings.data_dir / "catalogue"
    digest = catalogue.digest(folder)
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove(unfinished)
    except OSError as error:
        raise DatabaseUnavailable(explain(error, settings.url)) from error
    engine = open_engine(f"duckdb:///{unfinished}")
    try:
        migrate(engine)
        with engine.begin() as connection:
            seed(connection, settings.data_dir, facts=facts and country is None, sample=sample)
            if country:
                generate(connection, settings.county, country)
            connection.execute(insert(store_state), [{"id": 1, "data_version": 1, "catalogue_digest": digest}])
    except BaseException:
        engine.dispose()
        _remove(unfinished)
        raise
    engine.dispose()
    unfinished.rename(target)
    return target


def _log_of(database: Path) -> Path:
    """The file beside `database` where DuckDB keeps what it has not yet put into it."""
    return database.with_name(database.name + ".wal")


def _remove(database: Path) -> None:
    for path in (database, _log_of(database)):
        path.unlink(missing_ok=True)


def _follow_catalogue(engine: Engine, folder: Path) -> None:
    digest = catalogue.digest(folder)
    with engine.begin() as connection:
        known = connection.execute(select(store_state.c.catalogue_digest)).scalar()
        if known != digest:
            catalogue.load_catalogue(connection, folder)
            connection.execute(update(store_state).values(catalogue_digest=digest))
            _raise_data_version(connection)


def _raise_data_version(connection: Connection) -> int:
    connection.execute(update(store_state).values(data_version=store_state.c.data_version + 1))
    return _data_version(connection)


def _data_version(connection: Connection) -> int:
    return int(connection.execute(select(store_state.c.data_version)).scalar_one())
