"""The as-of rule, in its one place: the state at the end of a day is the latest row per key known by then.

A row counts from the day it was written, if that is later than the day its fact was known: what is entered today about
last week shows today and says that it was known last week, but never changes the picture that was shown last week.
"""

from sqlalchemy import Table

SUFFIX = "_in_force"


def in_force_step(table: Table) -> str:
    """SQL for a common table expression `<table>_in_force` with one row per fact key.

    Takes the parameter `:as_of` (date). Adds two columns from the source, `synthetic` (boolean, invented) and `origin`
    (minutes, import, entry or sample), and `seen_on` (date), the first day whose picture has the row.
    """
    columns = ", ".join(f"ranked.{column.name}" for column in table.columns)
    key = ", ".join(table.info["fact_key"])
    return f"""{table.name}{SUFFIX} as (
    select
        {columns}, source.synthetic, source.kind as origin,
        greatest(ranked.known_on, cast(ranked.recorded_at as date)) as seen_on
    from (
        select *, row_number() over (
            partition by {key} order by known_on desc, recorded_at desc, row_id desc
        ) as nth_latest
        from {table.name} where known_on <= cast(:as_of as date) and cast(recorded_at as date) <= cast(:as_of as date)
    ) as ranked
    join source on source.id = ranked.source_id
    where nth_latest = 1
)"""  # noqa: S608 - names from our own schema, values bound
