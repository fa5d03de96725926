"""How long 20 000 rows take from a file to the database, with everything checked."""

import csv
import io
import time
from datetime import date
from pathlib import Path

from dashboard.intake.read_in import examine, store_examined
from dashboard.settings import Settings
from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.benchmarks.figures import Measured

ROWS = 20_000
TODAY = date(2026, 11, 21)


def large_file(store: Store, county: str) -> bytes:
    """Answers of every huvudman, the latest rounds first, as CSV; about one in five as they are already in."""
    measures = [
        row["measure_id"]
        for row in store.answer("catalogue/measures", county="04").rows
        if row["answered_by"] == "huvudman" and row["scale_id"] == "shift"
    ]
    principals = [row["principal_code"] for row in store.answer("catalogue/principals", county=county).rows]
    rounds = [row["id"] for row in store.in_force("round", TODAY)]
    written = io.StringIO()
    out = csv.writer(written, delimiter=";")
    out.writerow(["Huvudman", "Mått", "Svar", "Omgång"])
    keys = ((code, measure, one) for one in reversed(rounds) for measure in measures for code in principals)
    out.writerows(
        [code, measure, place % 5, one] for place, (code, measure, one) in zip(range(ROWS), keys, strict=False)
    )
    return written.getvalue().encode()


def import_speed(database: Path, county: str = "04") -> Measured:
    """Seconds from the bytes of a file of 20 000 rows until it is stored in the database of an invented country."""
    store = open_store(Settings(database_url=f"duckdb:///{database}"))
    try:
        content = large_file(store, county)
        started = time.perf_counter()
        looked_at = examine(store, county, TODAY, "stor.csv", content)
        assert not looked_at.errors
        done = store_examined(store, county, TODAY, looked_at, "benchmark")
        took = time.perf_counter() - started
        assert done.count("new") + done.count("corrected") > ROWS / 2
        return Measured(f"{ROWS} rows checked and stored", took, "s", 10)
    finally:
        store.close()
