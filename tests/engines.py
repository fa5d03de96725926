"""The engines that facts may be kept in, each with databases for the tests: built once, copied to be written to."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, create_engine, inspect, text

from dashboard.settings import ROOT, Settings
from dashboard.store.building import build, open_store
from dashboard.store.engine import open_engine
from dashboard.store.queries import Query, load_queries
from dashboard.store.store import Store
from tests.once import made_once

DUCKDB, POSTGRESQL = "duckdb", "postgresql"
ENGINES = (DUCKDB, POSTGRESQL)
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Base:
    """What a database is built of."""

    name: str
    facts: bool = False
    sample: bool = False
    data: Path = ROOT / "data"


SAMPLE = Base("sample", facts=True, sample=True)
"""Everything in data/."""
MINUTES = Base("minutes", facts=True)
"""What `lagesbild init --no-sample` makes."""
EMPTY = Base("empty")
"""The catalogue alone."""


@cache
def the_queries() -> dict[str, Query]:
    return load_queries(ROOT / "queries")


def settings_of(url: str, data: Path = ROOT / "data") -> Settings:
    return Settings(database_url=url, data_dir=data, queries_dir=ROOT / "queries", county="04")


def build_at(url: str, base: Base) -> None:
    build(settings_of(url, base.data), facts=base.facts, sample=base.sample)


class Databases(ABC):
    """The databases of one engine in one test process."""

    def __init__(self) -> None:
        self._built: dict[Base, str] = {}
        self._kept: dict[str, object] = {}
        self._numbers = count(1)

    def built(self, base: Base) -> str:
        """The address of the database of `base`, built when first wanted. Copy it; never open it."""
        if base not in self._built:
            self._built[base] = self._build(base)
        return self._built[base]

    def _build(self, base: Base) -> str:
        made = self.fresh(base.name)
        build_at(made, base)
        return made

    def once(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What `make` made when it was first wanted by this name: for what is only asked."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]  # type: ignore[return-value]

    @abstractmethod
    def fresh(self, name: str = "own") -> str:
        """The address of a new database that holds nothing."""

    def copy(self, base: Base) -> str:
        """The address of a new copy of `base`."""
        return self.copied(self.built(base), base.name)

    @abstractmethod
    def copied(self, url: str, name: str = "own") -> str:
        """The address of a new copy of the database at `url`, which nobody may have open."""

    @abstractmethod
    def is_there(self, url: str) -> bool:
        """Whether anything was made at the address."""

    @abstractmethod
    def drop(self, url: str) -> None:
        """Take the database away, if it is there; nobody may have it open."""

    def end(self) -> None:
        """Close the stores that were kept."""
        for one in self._kept.values():
            if isinstance(one, Store):
                one.close()


class Files(Databases):
    """DuckDB: each database a file of its own; what is built of data/ is built once for all workers."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _build(self, base: Base) -> str:
        if base.data != ROOT / "data":
            return super()._build(base)
        return f"duckdb:///{made_once(f'{base.name}.duckdb', lambda file: build_at(f'duckdb:///{file}', base))}"

    def fresh(self, name: str = "own") -> str:
        return f"duckdb:///{self._folder / f'{name}-{next(self._numbers)}.duckdb'}"

    def copied(self, url: str, name: str = "own") -> str:
        made = self.fresh(name)
        shutil.copyfile(file_of(url), file_of(made))
        return made

    def is_there(self, url: str) -> bool:
        return any(self._folder.glob(f"{file_of(url).name}*"))

    def drop(self, url: str) -> None:
        file_of(url).unlink(missing_ok=True)


def file_of(url: str) -> Path:
    """The file of a DuckDB address."""
    return Path(url.removeprefix("duckdb:///"))


class Shared(Databases):
    """PostgreSQL: databases of one server."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self.server = server.rsplit("/", 1)[0]
        self._engine: Engine = create_engine(server, isolation_level="AUTOCOMMIT")

    def fresh(self, name: str = "own") -> str:
        return self._create(name, "template0")

    def copied(self, url: str, name: str = "own") -> str:
        return self._create(name, url.rsplit("/", 1)[1])

    def is_there(self, url: str) -> bool:
        engine = create_engine(url)
        try:
            return bool(inspect(engine).get_table_names())
        finally:
            engine.dispose()

    def drop(self, url: str) -> None:
        self._do(f'drop database if exists "{url.rsplit("/", 1)[1]}" with (force)')

    def end(self) -> None:
        super().end()
        self._engine.dispose()

    def _create(self, name: str, template: str) -> str:
        made = f"{name}-{next(self._numbers)}"
        # As files, not page by page through the log, which is for templates much larger than ours.
        self._do(f'create database "{made}" template "{template}" strategy file_copy')
        return f"{self.server}/{made}"

    def _do(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


class Own:
    """Databases and stores that a test may write to, let go together."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self._urls: list[str] = []
        self._stores: list[Store] = []

    def settings(self, base: Base | None = None, data: Path = ROOT / "data") -> Settings:
        """The settings of a new copy of `base`, or of a database that holds nothing; its catalogue follows `data`."""
        self._urls.append(self.databases.copy(base) if base else self.databases.fresh())
        return settings_of(self._urls[-1], data)

    def copied(self, url: str) -> Settings:
        """The settings of a new copy of the database at `url`."""
        self._urls.append(self.databases.copied(url))
        return settings_of(self._urls[-1])

    def store(self, base: Base, clock: Callable[[], datetime] = datetime.now) -> Store:
        """The store of a new copy of `base`, which is of the newest schema already."""
        self._stores.append(Store(open_engine(self.settings(base).url), the_queries(), clock))
        return self._stores[-1]

    def opened(self, settings: Settings) -> Store:
        """The store of these settings, as the service opens it."""
        self._stores.append(open_store(settings))
        return self._stores[-1]

    def let_go(self) -> None:
        """Close the stores and take the databases away."""
        for store in self._stores:
            store.close()
        for url in self._urls:
            self.databases.drop(url)
        self._stores, self._urls = [], []
