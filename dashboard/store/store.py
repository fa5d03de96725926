"""The store: asks named questions as of a day, appends facts, and knows when anything has changed."""

import copy
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from time import monotonic
from typing import cast

import cachetools
import duckdb
import pandas as pd
from sqlalchemy import Connection, Engine, TextClause, delete, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from dashboard.errors import DatabaseUnavailable, NotAllowed, PictureMoved
from dashboard.store.clock import newest_write, stamp_of
from dashboard.store.counties import counties_of
from dashboard.store.engine import explain, file_id, is_a_rule, is_shared, lost
from dashboard.store.locks import refuse_locked
from dashboard.store.log import Line, Told, add_line
from dashboard.store.log_entries import log_batch
from dashboard.store.permissions import may_erase_contact, refuse_not_allowed
from dashboard.store.queries import Query
from dashboard.store.records import Row, add_rows, brought_withheld, history, in_force, visible
from dashboard.store.result import Result
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.facts import source, store_state
from dashboard.store.schema.work import contact
from dashboard.store.scope import EVERYTHING, FIGURES, Reading, Scope
from dashboard.store.versions import SeenVersions, Versions, raise_version, read_versions

_CACHE_CELLS = 2_000_000
_SEEN_FOR = 0.5
"""Seconds that the version of a shared database is taken to be as it was seen."""


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
    """One database and the questions that may be asked of it, by whoever has the `scope`.

    Safe to use from many threads. Answers are kept by question, parameters, what may be read, and version, so that
    a question is put once however many wait for it, and never answered with what was true before the last write.
    """

    def __init__(
        self,
        engine: Engine,
        queries: Mapping[str, Query],
        clock: Callable[[], datetime] = datetime.now,
        scope: Scope = EVERYTHING,
    ) -> None:
        self._engine = engine
        self.queries = queries
        self.scope = scope
        self._clock = clock
        self.observe: Callable[[str, float], object] = lambda *_: None  # told which question took how many seconds
        self._writing = threading.Lock()
        self._statements: dict[tuple[str, Reading], TextClause] = {}
        self._kept: cachetools.LRUCache[tuple[object, ...], Result] = cachetools.LRUCache(
            _CACHE_CELLS, getsizeof=lambda result: 1 + len(result.rows) * len(result.query.columns)
        )
        self._answer = cachetools.cached(self._kept, key=lambda *key: key, condition=threading.Condition())(self._ask)
        # Another process may write to a shared database: what has been seen of the version is asked for again.
        self._shared = is_shared(engine)
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ") if self._shared else engine
        self._versions = SeenVersions(self._read_versions(), monotonic())
        self._newest: dict[int, datetime | None] = {}
        self._file = None if self._shared else file_id(engine)

    def for_viewer(self, scope: Scope) -> "Store":
        """The same store for a viewer: what it gives and takes is what `scope` allows, whatever it is asked."""
        viewers = copy.copy(self)
        viewers.scope = scope
        return viewers

    def in_county(self, county: str) -> "Store":
        """The same store for one county alone, whoever the viewer is."""
        reading = replace(self.scope.reading, county=self.scope.county or county)
        return self.for_viewer(replace(self.scope, reading=reading))

    @property
    def data_version(self) -> int:
        """A number that every write to the picture raises."""
        return self._seen_versions().number

    def version_of(self, county: str | None) -> int:
        """A number that every write raises which may change the picture of `county`; None: what is common to all."""
        return self._seen_versions().of(county)

    def _seen_versions(self) -> Versions:
        if self._shared and monotonic() - self._versions.seen_at > _SEEN_FOR:
            self._versions.see(self._read_versions())
            self._versions.seen_at = monotonic()
        return self._versions.now

    def answer(self, name: str, **parameters: str | date | None) -> Result:
        """The answer to the query `name`, kept until what it is about is written; rows and columns as its header says.

        Rows, values and sums hold what the scope may read alone; NotAllowed is raised when that is nothing.

        Raises KeyError that lists what exists when there is no such query, TypeError when parameters are missing or
        unknown, DatabaseUnavailable when the database does not answer.
        """
        self._require_reader()
        query = self.query(name)
        query.check_parameters(parameters)
        county = cast("str | None", parameters.get("county"))
        self._require_county(county)
        version = self.data_version if query.across else self.version_of(county)
        return self._answer(name, tuple(sorted(parameters.items())), self.scope.reading, version)

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
        if_version: tuple[str, int] | None = None,
    ) -> int:
        """Append rows from the new source `origin`, all or none; the new data version. As `append_together`."""
        return self.append_together([Batch(facts, origin, recorded_by)], if_version)

    def append_together(self, batches: Sequence[Batch], if_version: tuple[str, int] | None = None) -> int:
        """Append rows to fact tables in one transaction, each batch from a source of its own; the new data version.

        With `if_version`, a county and its version, nothing is stored, and PictureMoved raised, when it has another
        by then.
        Nothing is stored when any row breaks a rule, or Locked raised when one would change what stands for good, or
        NotAllowed when the scope may not write it; the error of the database is raised as it is, but a full disk or a
        lost database as DatabaseUnavailable.
        """
        for batch in batches:
            for name in batch.facts:
                FACT_TABLES[name]  # KeyError before anything is written

        def write(connection: Connection, stamp: dict[str, object]) -> set[str | None]:
            now = cast(datetime, stamp["recorded_at"])
            written: set[str | None] = set()
            for batch in batches:
                counties = counties_of(connection, batch.facts)
                written |= counties or {None}
                refuse_not_allowed(connection, self.scope, batch.facts, str(batch.origin["kind"]), counties)
                refuse_locked(connection, batch.facts)
                county = next(iter(counties)) if len(counties) == 1 else None
                at = datetime.combine(now, time.min) if batch.day_only else now
                function = batch.recorded_by if batch.day_only else self.scope.function or batch.recorded_by
                own = {"recorded_at": at, "recorded_by": function}
                by = self._by(batch.recorded_by)
                line = Line(at, by, county or "")
                log_batch(connection, line, batch.origin, batch.facts, traceless=batch.day_only)
                connection.execute(insert(source), [{"county_code": county, **batch.origin, **own}])
                for name, rows in batch.facts.items():
                    if rows:
                        add_rows(connection, FACT_TABLES[name], rows, own | {"source_id": batch.origin["id"]})
            return written

        return self._write(write, "", if_version)

    def save_contact(
        self,
        row: dict[str, object],
        origin: dict[str, object],
        recorded_by: str,
        if_version: tuple[str, int] | None = None,
    ) -> int:
        """Add the contact `row` (columns of `contact` but `source_id`), or change the one with its id; the new version.

        Contacts are no facts: they are personal data, kept in their newest form alone. `if_version` as for facts.
        """

        def write(connection: Connection, stamp: dict[str, object]) -> set[str | None]:
            county, principal = cast(str, row["county_code"]), cast("str | None", row["principal_code"])
            whose = {(county, principal), *self._owners_of(connection, str(row["id"]))}
            if not all(may_erase_contact(self.scope, *one) for one in whose):
                raise NotAllowed("Din roll får inte ändra den här kontakten. Ingenting sparades.")
            self._log(connection, "entry", f"contact {row['id']}", by=self._by(recorded_by), county=county)
            connection.execute(insert(source), [{"county_code": county} | origin | stamp])
            connection.execute(delete(contact).where(contact.c.id == row["id"]))
            connection.execute(insert(contact), [row | {"source_id": origin["id"]}])
            return {one for one, _ in whose}

        return self._write(write, recorded_by, if_version)

    def erase_contact(self, contact_id: str, recorded_by: str) -> int:
        """Erase a contact for good; that it was done is logged, what was erased is not. The new data version."""

        def write(connection: Connection, stamp: dict[str, object]) -> set[str | None]:
            del stamp
            whose = self._owners_of(connection, contact_id)
            if not all(may_erase_contact(self.scope, *one) for one in whose):
                raise NotAllowed("Din roll får inte radera den här kontakten. Den är kvar.")
            connection.execute(delete(contact).where(contact.c.id == contact_id))
            county = next((county for county, _ in whose), "")
            self._log(connection, "erase", f"contact {contact_id}", by=self._by(recorded_by), county=county)
            return {one for one, _ in whose}

        return self._write(write, recorded_by)

    def in_force(self, table: str, as_of: date, **equal: str) -> list[Row]:
        """The rows of `table` in force at the end of `as_of` whose columns are `equal`, with `synthetic` and `origin`.

        For the forms that change a row; figures come from the named queries. `contact` may be asked for too. What
        the scope may not read is left out.
        """
        self._require_reader()
        with self.reading() as connection:
            return visible(connection, table, in_force(connection, table, as_of, equal, self.scope.county), self.scope)

    def history(self, table: str, **key: str | None) -> list[Row]:
        """Every row of `table` ever written for `key` (columns of its fact key), newest first, with its source."""
        self._require_reader()
        with self.reading() as connection:
            return visible(connection, table, history(connection, table, key, self.scope.county), self.scope)

    def known_file(self, sha256: str, county: str) -> Row | None:
        """The source of a county that came from a file with this digest; None when it has not been read in there.

        With `brought_withheld`: whether an answer that came with it is withheld.
        """
        with self.reading() as connection:
            known = (source.c.sha256 == sha256) & (source.c.county_code == county)
            found = connection.execute(select(source).where(known)).first()
            if found is None:
                return None
            withheld = brought_withheld(connection, found.id, self._clock().date(), county)
            return {**found._mapping, "brought_withheld": withheld}

    def written_ahead(self) -> datetime | None:
        """When something was last written, if that is on a day that has not come by our clock."""
        version = self.data_version
        if version not in self._newest:
            with self.reading() as connection:
                newest = newest_write(connection)
            self._newest.clear()
            self._newest[version] = newest
        newest = self._newest.get(version)
        return newest if newest and newest.date() > self._clock().date() else None

    def ready(self) -> None:
        """Raise DatabaseUnavailable when the database does not answer, or its file is no longer there."""
        self._refuse_lost_file()
        self._read_versions()

    def close(self) -> None:
        """Let go of the database file."""
        self._engine.dispose()

    def _write(
        self,
        write: Callable[[Connection, dict[str, object]], set[str | None]],
        recorded_by: str,
        if_version: tuple[str, int] | None = None,
    ) -> int:
        """Write in one transaction; `write` gives the counties that it was of, None standing for all."""
        function = self.scope.function or recorded_by
        try:
            with self._writing:
                with self._transaction() as connection:
                    if if_version and (now := read_versions(connection)).of(if_version[0]) != if_version[1]:
                        self._versions.see(now)
                        raise PictureMoved("Något annat sparades samtidigt. Granska ändringen en gång till och spara.")
                    stamp = {"recorded_at": stamp_of(connection, self._clock()), "recorded_by": function}
                    versions = raise_version(connection, write(connection, stamp))
                self._versions.see(versions)
            return versions.number
        except NotAllowed as refusal:
            self.log("refused", str(refusal))
            raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction, while no other writes here; for what is no part of the picture.

        Raises what breaks a rule as it is, and DatabaseUnavailable when the database cannot be written.
        """
        with self._writing, self._transaction() as connection:
            yield connection

    def log(self, action: str, subject: str, before: Told = None, after: Told = None) -> None:
        """Add a line to the log: whoever has the scope did `action` to `subject`. Raises as `writing`."""
        with self.writing() as connection:
            self._log(connection, action, subject, before, after)

    def _log(
        self,
        connection: Connection,
        action: str,
        subject: str,
        before: Told = None,
        after: Told = None,
        by: str = "",
        county: str = "",
    ) -> None:
        line = Line(self._clock(), by or self.scope.who, county or self.scope.county)
        add_line(connection, line, action, subject, before, after)

    def _by(self, written: str) -> str:
        """Who the log says did it: the member; at the machine itself, whoever was written to have done it."""
        return self.scope.who if self.scope.function else written or self.scope.who

    def _require_reader(self) -> None:
        if not self.scope.may(FIGURES):
            raise NotAllowed("Logga in för att läsa det här.")

    def _require_county(self, asked: str | None) -> None:
        if asked is not None and not self.scope.reaches(asked):
            raise NotAllowed("Du läser ett annat län. På sidan Behörighet står vem som får läsa vad.")

    def now(self) -> datetime:
        """The time by the clock of the store."""
        return self._clock()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        self._refuse_lost_file()
        try:
            with self._engine.begin() as connection:
                if self._shared:  # one writer at a time, as within a process; rows are numbered on from the last
                    connection.execute(select(store_state.c.id).with_for_update())
                yield connection
        except IntegrityError:
            raise
        except (DBAPIError, duckdb.Error) as error:
            if is_a_rule(error):
                raise
            raise DatabaseUnavailable(explain(error, self._name)) from error

    def _refuse_lost_file(self) -> None:
        """A file that has been taken away is still open here, but what is written to it is gone when we end."""
        if not self._shared and file_id(self._engine) != self._file:
            raise DatabaseUnavailable(lost(self._name))

    @staticmethod
    def _owners_of(connection: Connection, contact_id: str) -> list[tuple[str, str | None]]:
        """The county and the huvudman that a contact is of; nobody's when there is none such."""
        owner = select(contact.c.county_code, contact.c.principal_code).where(contact.c.id == contact_id)
        return [(county, principal) for county, principal in connection.execute(owner)]

    @property
    def _name(self) -> str:
        return Path(str(self._engine.url)).name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in one transaction that sees one picture; a failing database raises DatabaseUnavailable."""
        try:
            with self._reading.connect() as connection, connection.begin():
                yield connection
        except (DBAPIError, duckdb.Error) as error:
            raise DatabaseUnavailable(explain(error, self._name)) from error

    def _read_versions(self) -> Versions:
        with self.reading() as connection:
            return read_versions(connection)

    def _ask(self, name: str, parameters: tuple[tuple[str, object], ...], reading: Reading, version: int) -> Result:
        del version  # part of the key alone
        query = self.queries[name]
        if (name, reading) not in self._statements:
            self._statements[name, reading] = query.statement(reading)
        asked_at = monotonic()
        with self.reading() as connection:
            result = connection.execute(self._statements[name, reading], dict(parameters))
            returned, rows = list(result.keys()), result.fetchall()
        self.observe(name, monotonic() - asked_at)
        declared = [column.name for column in query.columns]
        if returned != declared:
            raise TypeError(f"query {name!r} returns {returned}, its header says {declared}")
        return Result(query, tuple(dict(zip(declared, row, strict=True)) for row in rows))
