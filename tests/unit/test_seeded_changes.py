"""What is new since the meeting of October 2025: exactly what the files of data/ say came later, no row else."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.settings import ROOT
from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.engines import Base, Databases, settings_of

pytestmark = pytest.mark.both_engines

ASKED = {"as_of": date(2026, 11, 20), "county": "04", "since": date(2025, 10, 10)}
LEFT_OUT = {
    "activities": "Gemensam dag för de tre arbetsgrupperna",
    "risks": "Två chefer slutar samtidigt",
}


def line_with(path: Path, words: str) -> str:
    return next(line for line in path.read_text(encoding="utf-8").splitlines() if words in line)


@pytest.fixture(scope="module")
def without(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample without one activity, and without one risk and its assessments."""
    folder = tmp_path_factory.mktemp("without")
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("*.duckdb*"))
    gone = {name: line_with(folder / "data" / "sample" / f"{name}.csv", words) for name, words in LEFT_OUT.items()}
    ids = tuple(f"{line.split(',')[0]}," for line in gone.values())
    for name in (*LEFT_OUT, "risk_assessments"):
        path = folder / "data" / "sample" / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(line for line in lines if not line.startswith(ids)) + "\n", encoding="utf-8")
    base = Base("without", facts=True, sample=True, data=folder / "data")
    store = open_store(settings_of(databases.copy(base), base.data))
    yield store
    store.close()


def test_what_is_taken_away_is_gone_and_nothing_else(sample_store: Store, without: Store) -> None:
    def lines(store: Store) -> set[tuple[object, ...]]:
        rows = store.answer("county/changes", **ASKED).rows
        return {tuple(row[name] for name in ("kind", "principal", "item", "was", "now", "known_on")) for row in rows}

    whole, less = lines(sample_store), lines(without)
    assert less < whole
    assert {(line[0], line[2]) for line in whole - less} == {
        ("activity", LEFT_OUT["activities"]),
        ("risk", LEFT_OUT["risks"]),
    }
