"""`make bench`: the figures of the design, measured on this machine, as a Markdown table and as JSON in bench/."""

import json
import platform
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from tests.benchmarks import figures
from tests.benchmarks.every_page import every_page
from tests.benchmarks.intake import import_speed
from tests.browser.conftest import FLAGS, running
from tests.need import path_of

RESULTS = Path("bench")


def machine() -> str:
    """What the figures were measured on."""
    names = [
        line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    return (
        f"{psutil.cpu_count()} cores, {names[0] if names else platform.processor()}, Python {platform.python_version()}"
    )


def measure() -> list[figures.Measured]:
    """Everything, in an order that lets each part start from a warm server."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "lagesbild.duckdb") as origin:
        port = int(origin.rsplit(":", 1)[1])
        server = next(
            psutil.Process(one.pid)
            for one in psutil.net_connections("tcp")
            if one.status == psutil.CONN_LISTEN and one.laddr.port == port and one.pid
        )
        found = figures.reruns(origin, figures.PRINCIPALS, "county", 60)
        found.append(figures.cpu_of_change(origin, server))
        found += figures.memory(origin, server)
        found += [figures.people(origin, count) for count in (1, 10, 50)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path_of("chromium"), args=FLAGS)
            found += figures.first_load(origin, browser)
            found.append(figures.change_shown(origin, browser))
            found += every_page(origin, browser)
            browser.close()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "lagesbild.duckdb"
        with running(database, "sample") as origin:
            found += figures.reruns(origin, figures.NATIONAL, "nation", 120, rounds=40)
        found.append(import_speed(database))  # the server has let go of the file
    return found


def table(found: Sequence[figures.Measured]) -> str:
    """The figures beside their limits, misses said as missed."""
    lines = ["| what | measured | to hold | |", "|---|---:|---:|---|"]
    for one in found:
        limit = "" if one.limit is None else f"≤ {one.limit:g} {one.unit}"
        verdict = "**missed**" if one.verdict == "missed" else one.verdict
        lines.append(f"| {one.what} | {one.value:.3g} {one.unit} | {limit} | {verdict} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write bench/results.json."""
    found = measure()
    print(f"\nMeasured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {machine()}\n\n{table(found)}")
    RESULTS.mkdir(exist_ok=True)
    written = {"machine": machine(), "figures": [vars(one) | {"verdict": one.verdict} for one in found]}
    (RESULTS / "results.json").write_text(json.dumps(written, indent=2, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
