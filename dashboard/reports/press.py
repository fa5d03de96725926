"""Setting slides and papers in a process of its own, that takes what they need of memory with it when it ends.

python-pptx and Typst would stay with the server for good, some 80 MB that it seldom needs. What is set is handed over
as data on standard input; the process never sees the database.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from dashboard.plain_text import cleaned

_MOST_AT_ONCE = 2
_LONGEST_SECONDS = 120
_room = threading.BoundedSemaphore(_MOST_AT_ONCE)


def pressed(job: str, data: Mapping[str, Any]) -> bytes:
    """The file that `job` (slides or paper) makes of `data`. Raises RuntimeError when that process fails."""
    with _room:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no words from outside
            [sys.executable, "-I", "-m", __name__, job],
            input=json.dumps(cleaned(data), ensure_ascii=False).encode(),
            capture_output=True,
            timeout=_LONGEST_SECONDS,
        )
    if done.returncode:
        raise RuntimeError(f"setting {job} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout


def set_here(job: str, data: Mapping[str, Any]) -> bytes:
    """The same, in this process."""
    if job == "slides":
        from dashboard.reports.slides import set_slides

        return set_slides(data)
    from dashboard.reports.paper import set_paper

    return set_paper(data)


if __name__ == "__main__":
    sys.stdout.buffer.write(set_here(sys.argv[1], json.load(sys.stdin.buffer)))
