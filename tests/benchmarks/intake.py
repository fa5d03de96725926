"""How long 20 000 rows take from a file to the database, with everything checked."""

import csv
import io
import time
from datetime import date

from dashboard.intake.read_in import examine, store_examined
from dashboard.store.store import Store
from tests.benchmarks.measured import Measured

ROWS = 20_000


def large_file(store: Store, county: str) -> bytes:
    """Answers of every huvudman of the county, the latest rounds first, as CSV; some as they are already in."""
    measures = [
        row["measure_id"]
        for row in store.answer("catalogue/measures", county=county).rows
        if row["answered_by"] == "huvudman" and row["scale_id"] == "shift"
    ]
    principals = [row["principal_code"] for row in store.answer("catalogue/principals", county=county).rows]
    rounds = [row["id"] for row in store.in_county(county).in_force("round", date.today())]
    written = io.StringIO()
    out = csv.writer(written, delimiter=";")
    out.writerow(["Huvudman", "Mått", "Svar", "Omgång"])
    keys = [(code, measure, one) for one in reversed(rounds) for measure in measures for code in principals]
    assert len(keys) >= ROWS, f"{county} has room for {len(keys)} answers"
    out.writerows([code, measure, place % 5, one] for place, (code, measure, one) in enumerate(keys[:ROWS]))
    return written.getvalue().encode()


def import_speed(store: Store, engine: str, size: str, county: str) -> Measured:
    """Seconds from the bytes of a file of 20 000 rows until it is stored in the county of an invented country."""
    today = date.today()
    content = large_file(store, county)
    started = time.perf_counter()
    looked_at = examine(store, county, today, "stor.csv", content)
    assert not looked_at.errors
    done = store_examined(store, county, today, looked_at, "benchmark")
    took = time.perf_counter() - started
    assert done.count("new") + done.count("corrected") > ROWS / 2
    return Measured(engine, size, f"{ROWS} rows of a file checked and stored", took, "s")
