"""No test depends on the day, the zone or the machine: what writes by a clock passes under clocks of every kind."""

import os
import subprocess
import sys
from datetime import date, datetime

import pytest

from dashboard.settings import ROOT
from tests.clock import environment_at

BY_A_CLOCK = ["tests/faults/test_two_at_once.py", "tests/unit/test_cli_members.py"]
"""Modules that write by a clock and then ask, in one process and in several; the rest: `make test CLOCK=… ZONE=…`."""
CLOCKS = {
    "over the end of a leap day": ("2028-02-29 23:59:50", "Pacific/Auckland"),
    "when summer time ends": ("2026-10-25 02:30", "Europe/Stockholm"),
    "ten years on": ("2036-11-28 12:00", "UTC"),
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_what_writes_by_a_clock_passes_under_another(clock: str) -> None:
    start, zone = CLOCKS[clock]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *BY_A_CLOCK]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=ROOT, env=kept | environment_at(start, zone), capture_output=True, text=True, timeout=170
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout


def test_every_process_has_the_clock_of_the_tests() -> None:
    asked = "from datetime import datetime; print(datetime.now().astimezone().isoformat())"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    apart = datetime.fromisoformat(told.strip()) - datetime.now().astimezone()
    assert abs(apart.total_seconds()) < 60
    assert date.today() == datetime.now().date()
