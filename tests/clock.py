"""The clock of the tests: when a run begins it stands at START in ZONE, whatever the machine's says, and goes on.

Every process of Python that the tests start has it (`clock_of_processes`). Another day is tried with
`make test CLOCK="2028-02-29 12:00" ZONE=Pacific/Auckland`.
"""

import os
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

START = "2026-11-22 12:00"
"""Noon of a day on which the sample is of today: a run is over before the next day begins."""
ZONE = "Europe/Stockholm"
AHEAD = "TESTS_CLOCK_AHEAD"
"""The variable that tells other processes how many seconds the clock of the tests is ahead of the machine's."""
_OF_PROCESSES = str(Path(__file__).with_name("clock_of_processes"))


def start_clock() -> None:
    """Set the clock of this process and of those that it starts; done already where another process of a run did so."""
    if AHEAD in os.environ:
        return
    clock = environment_at(os.environ.get("CLOCK") or START, os.environ.get("ZONE") or ZONE)
    os.environ.update(clock)
    time.tzset()
    time_machine.travel(time.time() + float(clock[AHEAD]), tick=True).start()


def environment_at(start: str, zone: str) -> dict[str, str]:
    """What a process must have in its environment so that its clock now stands at `start` in `zone`."""
    there = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).timestamp()
    kept = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one and one != _OF_PROCESSES]
    return {AHEAD: repr(there - _machine_time()), "TZ": zone, "PYTHONPATH": os.pathsep.join([_OF_PROCESSES, *kept])}


def _machine_time() -> float:
    """Seconds since 1970 by the machine's own clock, which `time.time` no longer tells once the clock is set."""
    real = time_machine.escape_hatch
    return real.time.time() if real.is_travelling() else time.time()
