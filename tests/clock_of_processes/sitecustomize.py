"""Python imports this by itself in each process that the tests start, since the folder stands in PYTHONPATH.

The process then has the clock and the zone of the tests, as `tests/clock.py` says.
"""

import os
import time

import time_machine

if ahead := os.environ.get("TESTS_CLOCK_AHEAD"):
    time_machine.travel(time.time() + float(ahead), tick=True).start()
