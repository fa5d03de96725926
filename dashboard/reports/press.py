"""Setting slides and papers in a process of its own, that takes what they need of memory with it when it ends.

python-pptx and Typst would stay with the server for good, some 80 MB that it seldom needs. What is set is handed over
as data on standard input; the process never sees the database.
"""

import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard.errors import NotMade
from dashboard.wording.plain_text import cleaned

_MOST_AT_ONCE = 2
_LONGEST_SECONDS = 120
_WORDS = {"slides": "Bildspelet", "paper": "Pdf-filen"}
_FRAME = re.compile(r'^  File "([^"]+)", line (\d+)', re.MULTILINE)
_LOG = logging.getLogger("lagesbild")
_room = threading.BoundedSemaphore(_MOST_AT_ONCE)


def pressed(job: str, data: Mapping[str, Any]) -> bytes:
    """The file that `job` (slides, paper) makes of `data`. Raises NotMade when the process fails or takes too long."""
    with _room:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module, no words from outside
                [sys.executable, "-I", "-m", __name__, job],
                input=json.dumps(cleaned(data), ensure_ascii=False).encode(),
                capture_output=True,
                timeout=_LONGEST_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            _LOG.error("the process that sets %s failed: %s", job, type(fault).__name__)
            raise NotMade(f"{_WORDS[job]} gick inte att göra just nu.") from fault
    if done.returncode:
        _LOG.error("the process that sets %s ended with %s: %s", job, done.returncode, _where(done.stderr))
        raise NotMade(f"{_WORDS[job]} gick inte att göra.")
    return done.stdout


def _where(printed: bytes) -> str:
    """The kind of fault that a process ended with, and where; what was being set is not told."""
    lines = printed.decode(errors="replace").splitlines()
    frames = [f"{Path(file).name}:{number}" for file, number in _FRAME.findall("\n".join(lines))]
    kind = lines[-1].partition(":")[0] if lines else "nothing printed"
    return " ".join([kind, *frames])


def set_here(job: str, data: Mapping[str, Any]) -> bytes:
    """The same, in this process."""
    if job == "slides":
        from dashboard.reports.slides import set_slides

        return set_slides(data)
    from dashboard.reports.paper import set_paper

    return set_paper(data)


if __name__ == "__main__":
    sys.stdout.buffer.write(set_here(sys.argv[1], json.load(sys.stdin.buffer)))
