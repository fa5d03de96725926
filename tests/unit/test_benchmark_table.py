"""The table of `make bench` has every figure of the design, and says what was missed or not measured."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks import measured
from tests.benchmarks.measured import (
    BYTES,
    COUNTY,
    COUNTY_RERUN,
    DUCKDB,
    LIMITS,
    NATION,
    NATIONAL_RERUN,
    POSTGRESQL,
    SHIFT,
    Limit,
    Measured,
)
from tests.benchmarks.table import markdown, write

DESIGN = {
    "server time of a rerun, county size, p95": "≤ 60 ms",
    "server time of a rerun, national size, p95": "≤ 120 ms",
    "server CPU for one change of huvudman": "≤ 19 ms",
    "change of huvudman until all of it is shown in Chromium, p50": "≤ 110 ms",
    "cold load until key figures and map are shown": "≤ 1.6 s",
    "50 people each acting every 5 s, p95": "≤ 250 ms",
    "bytes over the websocket per rerun": "≤ 40 KB",
    "first load until key figures and map, compressed": "≤ 1.3 MB",
    "first load in all, compressed": "≤ 3.3 MB",
    "answers of the first load that are text and not compressed": "≤ 0 answers",
    "static files of the first load that may not be kept": "≤ 0 files",
    "memory of the process": "≤ 350 MB",
    "memory per session": "≤ 0.3 MB",
    "layout shift of the worst page": "< 0.1 CLS",
    "requests to other origins": "≤ 0 requests",
    "axe violations that are serious or critical, every page": "≤ 0 violations",
}
"""Section 6 of the design, row by row."""
FOUND = [
    Measured(DUCKDB, COUNTY, "/ rerun, p95", 59.6, "ms", COUNTY_RERUN),
    Measured(DUCKDB, COUNTY, "/data rerun, p95", 61, "ms", COUNTY_RERUN),
    Measured(DUCKDB, NATION, "/ rerun, p95", 119, "ms", NATIONAL_RERUN),
    Measured(POSTGRESQL, NATION, "/ rerun, p95", 120, "ms", NATIONAL_RERUN),
    Measured(POSTGRESQL, NATION, "from start to ready", 2.345, "s"),
]


def test_every_row_of_the_design_is_held() -> None:
    assert {one.what: str(one) for one in LIMITS} == DESIGN


@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: one.what)
def test_every_row_of_the_design_is_measured(limit: Limit) -> None:
    name = next(name for name, value in vars(measured).items() if value is limit)
    others = [path for path in Path(measured.__file__).parent.glob("*.py") if path.name != "measured.py"]
    used = {COUNTY_RERUN: "RERUN", NATIONAL_RERUN: "RERUN"}.get(limit, name)
    assert any(used in path.read_text(encoding="utf-8") for path in others)


def test_what_is_at_the_limit_holds_unless_it_must_be_below() -> None:
    at = Measured(DUCKDB, COUNTY, "", 40, "KB", BYTES)
    assert (at.verdict, replace(at, value=40.1).verdict) == ("holds", "missed")
    assert Measured(DUCKDB, COUNTY, "", 0.1, "CLS", SHIFT).verdict == "missed"
    assert replace(at, limit=None).verdict == ""


def test_the_table_says_what_holds_what_is_missed_and_what_is_not_measured() -> None:
    told = markdown(FOUND, "a machine with 2 cores", "2026-11-22 12:00 UTC").splitlines()
    assert "`make bench` measured 2026-11-22 12:00 UTC on a machine with 2 cores." in told
    worst = "61 ms (DuckDB, county: /data rerun, p95)"
    assert f"| {COUNTY_RERUN.what} | ≤ 60 ms | {worst} | **missed** by 1 of 2 figures |" in told
    assert f"| {BYTES.what} | ≤ 40 KB | | not measured |" in told
    assert all(any(line.startswith(f"| {what} |") for line in told) for what in DESIGN)
    assert "| / rerun, p95 | 59.6 ms | ≤ 60 ms | holds |" in told
    assert "| /data rerun, p95 | 61 ms | ≤ 60 ms | **missed** |" in told
    assert "| from start to ready | 2.35 s |  |  |" in told


def test_what_was_measured_at_several_sizes_stands_side_by_side() -> None:
    told = markdown(FOUND, "", "").split("## Growth, DuckDB")[1].split("##")[0].splitlines()
    assert told[2:] == ["| what | county | nation |", "|---|---:|---:|", "| / rerun, p95 | 59.6 ms | 119 ms |", ""]


def test_the_files_hold_the_same_figures(tmp_path: Path) -> None:
    told = write(FOUND, "a machine", tmp_path / "bench")
    assert (tmp_path / "bench" / "results.md").read_text(encoding="utf-8") == told
    read = json.loads((tmp_path / "bench" / "results.json").read_text(encoding="utf-8"))
    assert read["machine"] == "a machine"
    assert [one["verdict"] for one in read["figures"]] == ["holds", "missed", "holds", "holds", ""]
    assert read["figures"][0]["limit"] == {"what": COUNTY_RERUN.what, "most": 60, "unit": "ms", "below": False}
