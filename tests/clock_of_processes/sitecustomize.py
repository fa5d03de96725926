"""Python imports this by itself in each process that the tests start, since the folder stands in PYTHONPATH.

The process then has the clock and the zone of the tests, as `tests/clock.py` says. Where TESTS_CLOCK_FILE names a file,
SIGUSR1 sets the clock as many seconds ahead of the machine's as stands in it: a clock that is set while others look.
"""

import os
import signal
import time
from pathlib import Path

import time_machine

if ahead := os.environ.get("TESTS_CLOCK_AHEAD"):
    clock = time_machine.travel(time.time() + float(ahead), tick=True).start()

    def set_clock(*_: object) -> None:
        clock.move_to(time_machine.escape_hatch.time.time() + float(Path(os.environ["TESTS_CLOCK_FILE"]).read_text()))

    if "TESTS_CLOCK_FILE" in os.environ:
        signal.signal(signal.SIGUSR1, set_clock)
