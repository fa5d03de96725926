#!/bin/sh
# pytest 9.2.0, pytest-xdist 3.8.0 and time-machine 3.6.0 (PyPI). Guess: a package that sitecustomize imports, so that each
# process has its clock from the start, is of no concern to pytest.
# Seen: time-machine is also a plugin of pytest, which wants to rewrite its assertions and warns that it came too late.
# Where warnings are errors no worker of xdist starts: no tests ran.
# What it means for Lägesbild: that one warning is let through by its words (pyproject.toml).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytest==9.2.0 pytest-xdist==3.8.0 time-machine==3.6.0
mkdir "$folder/first"
echo "import time_machine" > "$folder/first/sitecustomize.py"
echo "def test_nothing(): assert True" > "$folder/test_one.py"
cd "$folder"
run() { PYTHONPATH=first venv/bin/python -m pytest -q -p no:cacheprovider -n 1 "$@" test_one.py > output 2>&1 || true; }
run -W error
grep -q "PytestAssertRewriteWarning: Module already imported so cannot be rewritten; time_machine" output
! grep -q "1 passed" output
run -W error -W "ignore:Module already imported so cannot be rewritten; time_machine:pytest.PytestAssertRewriteWarning"
grep -q "1 passed" output
echo "pytest 9.2.0 does as was seen."
