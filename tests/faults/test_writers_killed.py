"""Two processes write to one PostgreSQL, one is killed again and again: all is done, nothing is lost or twice."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from dashboard.settings import ROOT, Settings
from dashboard.store.building import open_store
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.facts import source
from dashboard.store.store import Store
from tests.access.test_writing import row_of
from tests.engines import EMPTY, Own, Shared

RUN = 1000
KILLS = int(os.environ.get("KILLS", 6))
WRITER = """
import sys
from sqlalchemy import select
from dashboard.settings import settings
from dashboard.store.building import open_store
from dashboard.store.schema.facts import source
from tests.access.test_writing import row_of
store, wanted = open_store(settings()), [f"{sys.argv[1]}-{number}" for number in range(int(sys.argv[2]))]
with store.reading() as connection:
    there = set(connection.execute(select(source.c.id)).scalars())
for id_ in wanted:
    if id_ not in there:
        origin = {"id": id_, "kind": "entry", "title": "Prov", "synthetic": False}
        store.append({"feedback": [row_of("feedback", None, id=id_)]}, origin, "prov")
        print(id_, flush=True)
"""
"""Writes what is not there yet of its own, and tells of each write that was accepted."""


@pytest.fixture
def settings(in_postgresql: Shared) -> Iterator[Settings]:
    own = Own(in_postgresql)
    yield own.settings(EMPTY)
    own.let_go()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def writer_of(settings: Settings, name: str, writes: int) -> "subprocess.Popen[str]":
    environment = os.environ | {"LAGESBILD_DATABASE_URL": settings.database_url}
    words = [sys.executable, "-c", WRITER, name, str(writes)]
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def accepted_by(writer: "subprocess.Popen[str]", until: int) -> list[str]:
    """What a writer tells, killed when it has told of `until`."""
    accepted = []
    assert writer.stdout is not None
    for line in writer.stdout:
        accepted.append(line.strip())
        if len(accepted) == until:
            writer.kill()
    return accepted


def test_a_thousand_writes_are_all_done_once_though_one_of_two_processes_is_killed_again_and_again(
    settings: Settings, store: Store
) -> None:
    dice = random.Random(1)

    def killed_again_and_again() -> list[str]:
        accepted = []
        for _ in range(KILLS):
            with writer_of(settings, "killed", RUN // 2) as writer:
                accepted += accepted_by(writer, dice.randrange(1, RUN // 2 // KILLS))
                assert writer.wait() < 0, "it was killed in the middle of its work"
        with writer_of(settings, "killed", RUN // 2) as writer:
            accepted += accepted_by(writer, RUN)
            assert writer.wait() == 0
        return accepted

    def left_alone() -> list[str]:
        with writer_of(settings, "alone", RUN // 2) as writer:
            accepted = accepted_by(writer, RUN)
            assert writer.wait() == 0
        return accepted

    with ThreadPoolExecutor(2) as pool:
        accepted = [
            one for told in (pool.submit(killed_again_and_again), pool.submit(left_alone)) for one in told.result()
        ]
    feedback, wanted = FACT_TABLES["feedback"], {f"{name}-{n}" for name in ("killed", "alone") for n in range(RUN // 2)}
    with store.reading() as connection:
        kept = connection.execute(select(feedback.c.id)).scalars().all()
        sources = set(connection.execute(select(source.c.id)).scalars())
        rows = connection.execute(select(func.count(feedback.c.row_id.distinct()))).scalar_one()
    assert len(kept) == RUN, "none is lost, none is there twice"
    assert set(kept) == wanted == wanted & sources
    assert set(accepted) <= set(kept)
    assert rows == RUN, "each has a number of its own"


def test_whoever_is_killed_in_the_middle_of_writing_keeps_nobody_else_from_it(settings: Settings, store: Store) -> None:
    with writer_of(settings, "one", RUN) as writer:
        accepted = accepted_by(writer, 40)
    began = time.monotonic()
    origin = {"id": "after", "kind": "entry", "title": "Prov", "synthetic": False}
    store.append({"feedback": [row_of("feedback", None, id="after")]}, origin, "prov")
    assert time.monotonic() - began < 5
    with store.reading() as connection:
        kept = set(connection.execute(select(FACT_TABLES["feedback"].c.id)).scalars())
        sources = set(connection.execute(select(source.c.id)).scalars())
    assert {*accepted, "after"} <= kept
    assert kept <= sources, "none is there by half"
