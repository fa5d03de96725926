#!/bin/sh
# DuckDB 1.5.6 (PyPI). Guess: when there is no room to put what is in the write-ahead log into the file, close() raises.
# Seen: close() returns without a word, the rows are in the log beside the file alone, and a file that is moved without
# its log holds no table. CHECKPOINT as a statement raises FatalException.
# What it means for Lägesbild: a database is checkpointed by a statement and looked through before it takes another's
# place (dashboard/store/whole_files.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==1.5.6
cat > "$folder/fill.py" <<'PYTHON'
import resource, signal, sys
from pathlib import Path
import duckdb

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # no file of this process may be larger, as on a disk that is nearly full
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
database = Path(sys.argv[1])
connection = duckdb.connect(str(database))
for number in range(30):
    connection.execute(f"create table t{number} as select range as a from range(20)")
if sys.argv[2] == "checkpoint":
    try:
        connection.execute("checkpoint")
    except duckdb.Error as error:
        print("checkpoint raised", type(error).__name__)
connection.close()
print("closed; log beside the file:", database.with_name(database.name + ".wal").exists())
PYTHON
cat > "$folder/look.py" <<'PYTHON'
import sys
import duckdb

(count,) = duckdb.connect(sys.argv[1], read_only=True).execute("select count(*) from duckdb_tables()").fetchone()
print("tables in the file alone:", count)
PYTHON
cd "$folder"
{
    venv/bin/python fill.py one.duckdb close
    mv one.duckdb moved.duckdb
    venv/bin/python look.py moved.duckdb
    venv/bin/python fill.py two.duckdb checkpoint
} > seen
cat > expected <<'SEEN'
closed; log beside the file: True
tables in the file alone: 0
checkpoint raised FatalException
closed; log beside the file: True
SEEN
diff expected seen && echo "DuckDB 1.5.6 does as was seen."
