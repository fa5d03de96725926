"""The service as `lagesbild serve` starts it, which also writes when told: for what is asked anew after a write.

A DuckDB file has one process only, so that nobody else could write while it is looked at. `python -m
tests.benchmarks.served 8501`; a line to its standard input is a write, and a line comes back when it is stored.
"""

import sys
import threading
from uuid import uuid4

from dashboard.cli import serve
from dashboard.ui.visit import service_store


def _write_when_told() -> None:
    for _ in sys.stdin:
        name = f"benchmark-{uuid4().hex}"
        service_store().append({}, {"id": name, "kind": "entry", "title": "Mätning", "synthetic": True}, "benchmark")
        print("written", flush=True)


if __name__ == "__main__":
    threading.Thread(target=_write_when_told, daemon=True).start()
    serve(["--port", sys.argv[1]])
