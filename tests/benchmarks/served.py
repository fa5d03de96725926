"""The service as `lagesbild serve` starts it, which also writes and reads files when told.

A DuckDB file has one process only, so that nobody else could write while it is looked at. `python -m
tests.benchmarks.served 8501`; an empty line to its standard input is a write, a line that names a file is one that is
looked through as the page Data does it, beside those who look; and a line comes back when it is done.
"""

import json
import sys
import threading
import time
from datetime import date
from pathlib import Path
from uuid import uuid4

from dashboard.cli import serve
from dashboard.errors import LagesbildError
from dashboard.intake.read_in import examine
from dashboard.ui.visit import service_store


def _do_as_told() -> None:
    for line in sys.stdin:
        if path := line.strip():
            print(json.dumps(_looked_through(Path(path))), flush=True)
            continue
        name = f"benchmark-{uuid4().hex}"
        service_store().append({}, {"id": name, "kind": "entry", "title": "Mätning", "synthetic": True}, "benchmark")
        print("written", flush=True)


def _looked_through(path: Path) -> dict[str, object]:
    """Seconds that a file took, and what became of it."""
    began = time.perf_counter()
    try:
        one = examine(service_store(), "04", date.today(), path.name, path.read_bytes(), "2026h")
        became = f"{len(one.errors)} fel, {len(one.changes)} uppgifter"
    except LagesbildError as refusal:
        became = str(refusal)
    return {"seconds": time.perf_counter() - began, "became": became}


if __name__ == "__main__":
    threading.Thread(target=_do_as_told, daemon=True).start()
    serve(["--port", sys.argv[1]])
