#!/bin/sh
# Take a copy, restore it in a file of its own, check that; then let go of those that are older than thirty days.
# `newest-tried` is as old as the newest copy that is known to be whole: watch its age.
set -eu
copies=$1
copy=$copies/$(date +%Y-%m-%dT%H.%M.%S)
lagesbild backup "$copy"
(
    export LAGESBILD_DATABASE_URL="duckdb:///$copies/tried.duckdb"
    lagesbild restore "$copy" --replace
    lagesbild check
    rm -f "$copies/tried.duckdb" "$copies/tried.duckdb.wal"
)
touch "$copies/newest-tried"
find "$copies" -mindepth 1 -maxdepth 1 -type d -mtime +30 -exec rm -r {} +
