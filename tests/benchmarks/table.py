"""The figures as they are written: Markdown to be read, JSON to be compared, and the machine that they are of."""

import json
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import psutil

from tests.benchmarks.measured import LIMITS, Limit, Measured
from tests.need import path_of

RESULTS = Path("bench")
_SETS = """`make bench` measured {when} on {machine}.

The limits are those of the design, section 6. They are of a warm server, where answers are kept until something is
written; the first look after a write asks the database for everything anew, and has no limit there.
"""


def machine() -> str:
    """What the figures were measured on."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in told if line.startswith("model name")]
    version = subprocess.run([str(path_of("initdb")), "--version"], check=True, capture_output=True, text=True).stdout
    return ", ".join(
        (
            f"{psutil.cpu_count()} cores ({names[0] if names else platform.machine()})",
            f"{psutil.virtual_memory().total / 2**30:.0f} GB of memory",
            f"Python {platform.python_version()}",
            f"DuckDB {duckdb.__version__}",
            f"PostgreSQL {version.split('(PostgreSQL)')[1].split()[0]}",
        )
    )


def load() -> str:
    """How busy the machine is, of its cores: figures of a machine that does other things are too large."""
    return f"{psutil.getloadavg()[0]:.1f} of {psutil.cpu_count()} cores busy when it began"


def markdown(found: Sequence[Measured], machine: str, when: str) -> str:
    """Every row of the design with its worst figure, every figure by engine and size, and those that may grow."""
    parts = [_SETS.format(when=when, machine=machine), "## The design's figures\n", _design(found)]
    for engine, size in dict.fromkeys((one.engine, one.size) for one in found):
        own = [one for one in found if (one.engine, one.size) == (engine, size)]
        parts += [f"\n## {engine}, {size}\n", _table(own)]
    for engine in dict.fromkeys(one.engine for one in found):
        parts += [f"\n## Growth, {engine}\n", _growth([one for one in found if one.engine == engine])]
    return "\n".join(parts) + "\n"


def _design(found: Sequence[Measured]) -> str:
    lines = ["| what | to hold | the worst measured | |", "|---|---:|---:|---|"]
    return "\n".join(lines + [_design_row(limit, [one for one in found if one.limit == limit]) for limit in LIMITS])


def _design_row(limit: Limit, found: Sequence[Measured]) -> str:
    if not found:
        return f"| {limit.what} | {limit} | | not measured |"
    worst = max(found, key=lambda one: one.value)
    missed = sum(one.verdict == "missed" for one in found)
    verdict = f"**missed** by {missed} of {len(found)} figures" if missed else "holds"
    return f"| {limit.what} | {limit} | {_figure(worst)} ({worst.engine}, {worst.size}: {worst.what}) | {verdict} |"


def _table(found: Iterable[Measured]) -> str:
    lines = ["| what | measured | to hold | |", "|---|---:|---:|---|"]
    for one in found:
        verdict = "**missed**" if one.verdict == "missed" else one.verdict
        lines.append(f"| {one.what} | {_figure(one)} | {one.limit or ''} | {verdict} |")
    return "\n".join(lines)


def _growth(found: Sequence[Measured]) -> str:
    """What was measured at several sizes, beside one another."""
    sizes = list(dict.fromkeys(one.size for one in found))
    by = {(one.what, one.size): _figure(one) for one in found}
    rows = [what for what in dict.fromkeys(one.what for one in found) if sum((what, size) in by for size in sizes) > 1]
    lines = [f"| what | {' | '.join(sizes)} |", f"|---|{'---:|' * len(sizes)}"]
    lines += [f"| {what} | {' | '.join(by.get((what, size), '') for size in sizes)} |" for what in rows]
    return "\n".join(lines)


def _figure(one: Measured) -> str:
    digits = 0 if abs(one.value) >= 100 or one.value == int(one.value) else 1 if abs(one.value) >= 10 else 2
    return f"{one.value:.{digits}f} {one.unit}"


def write(found: Sequence[Measured], machine: str, folder: Path = RESULTS) -> str:
    """Write the table and the JSON into `folder`; the table."""
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    told = markdown(found, machine, when)
    folder.mkdir(exist_ok=True)
    figures = [asdict(one) | {"verdict": one.verdict} for one in found]
    written = {"when": when, "machine": machine, "figures": figures}
    (folder / "results.json").write_text(json.dumps(written, indent=2, ensure_ascii=False), encoding="utf-8")
    (folder / "results.md").write_text(told, encoding="utf-8")
    return told
