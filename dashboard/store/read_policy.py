"""What a question may not return is taken out of the tables that it reads, before anything is counted.

A guarded table is shadowed by a step of the same name: the question, and everything that it uses, then reads the step.
So no total, difference or file can hold what a table did not give.

A question about a county (`:county`) reads the rows of that county alone. One across counties reads published figures
alone, whoever asks, and answers of each county's two newest rounds: where it stands, and from where it has come.

Answers from several respondents are withheld for everybody where fewer than five stand behind them. Where only one
huvudman is withheld in a round and measure, the county's total from elsewhere would give it away, so the one with the
fewest respondents of the others is withheld too (primary and secondary suppression, as official statistics do it:
Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dashboard.store.counties import COMMON_TOO, PARENT_OF, of_county
from dashboard.store.schema import FACT_TABLES, metadata
from dashboard.store.scope import DRAFTS, FIGURES, RIGHTS_TO_COLUMNS, RIGHTS_TO_ROWS, Reading

FEWEST = 5
"""So many respondents must stand behind an answer for it to be shown."""
WITHHELD = "too_few"
"""The special answer that stands where one is withheld. It is worked out, and nobody gives it."""
OF_SEVERAL = "agree"
"""The kind of scale whose answers several people stand behind."""

_KNOWN = "known_on <= cast(:as_of as date) and cast(recorded_at as date) <= cast(:as_of as date)"
_LATEST = "order by known_on desc, recorded_at desc, row_id desc"
_OF_PUBLISHED = f"""from (
            select
                county_code, id, status, sort_order,
                max(case when status <> 'planned' then sort_order end) over (partition by county_code) as newest
            from (
                select *, row_number() over (partition by county_code, id {_LATEST}) as nth_latest
                from round where {_KNOWN}
            ) as latest_round
            where nth_latest = 1
        ) as known_round
        where status in ('closed', 'reported') or sort_order < newest"""  # noqa: S608 - own words
# A round that a later one has followed is over, whether or not anybody has written that it is closed.
_PUBLISHED = f"select county_code, id {_OF_PUBLISHED}"
# The whole history of all counties is ten times as much to read, or more, and no question across them goes back to it.
_NEWEST_PUBLISHED = f"""select county_code, id from (
            select county_code, id, row_number() over (partition by county_code order by sort_order desc) as nth_newest
            {_OF_PUBLISHED}
        ) as published_round
        where nth_newest <= 2"""  # noqa: S608 - own words
_FINAL_REPORT = f"""(t.source_id in (select id from source where kind <> 'entry')
        or t.id in (select subject_id from locked_text where kind = 'status_report' and {_KNOWN}))"""  # noqa: S608
_WITHHELD = """measure_of_several as (
    select measure.id from measure join scale on scale.id = measure.scale_id where scale.kind = '{of_several}'
),
answer_withheld as (
    select county_code, round_id, measure_id, principal_code
    from (
        select
            county_code, round_id, measure_id, principal_code, few,
            count(*) filter (where few) over (partition by county_code, round_id, measure_id) as number_of_few,
            row_number() over (
                partition by county_code, round_id, measure_id, few order by respondents, principal_code
            ) as nth
        from (
            select
                county_code, round_id, measure_id, principal_code, value, respondents,
                coalesce(respondents, 0) < {fewest} as few,
                row_number() over (
                    partition by county_code, round_id, measure_id, principal_code {latest}
                ) as nth_latest
            from answer as t
            where {where}
        ) as latest_answer
        where nth_latest = 1 and value is not null
    ) as counted
    where few or (number_of_few = 1 and nth = 1)
)"""
_LAST = (
    *("risk", "example", "communication", "meeting", "locked_text", "round"),
    *("measure", "principal", "work_group"),
)
"""What others read as it is in the database, so their own steps come last."""


@dataclass
class _Limits:
    """What is left out of a table `t`: rows that are not `where`, columns that are something else `instead`."""

    where: list[str] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)
    beside: str = ""
    first: str = ""


def guards(read: str, in_force: Iterable[str], reading: Reading, *, county: bool, across: bool) -> list[str]:
    """The steps that must come first, for a question whose SQL is `read` and which reads the state of `in_force`.

    It is about one `county`, or goes `across` counties, or is of the catalogue alone.
    """
    of_states = set(in_force)
    held = Reading(reading.rights & {FIGURES}) if across else reading
    return [
        step
        for table in _GUARDED
        if table in of_states or re.search(rf"\b(?:from|join)\s+{table}\b", read)
        if (step := _guard(table, held, county=county, across=across))
    ]


def _guard(table: str, reading: Reading, *, county: bool, across: bool) -> str:
    within = [of_county(table, "t")] if county else []
    limits = _SPECIAL[table](reading, within, across) if table in _SPECIAL else _Limits()
    limits.where[:0] = within
    if across and table in COMMON_TOO:
        limits.where.append("t.county_code is null")
    own = _own(table, reading)
    if (right := RIGHTS_TO_ROWS.get(table)) and right not in reading.rights:
        limits.where.append(own)
    for column, rights in RIGHTS_TO_COLUMNS.get(table, {}).items():
        if not rights <= reading.rights:
            limits.instead.setdefault(column, f"case when {own} then t.{column} end")
    if not (limits.where or limits.instead):
        return ""
    columns = [f"{sql} as {name}" if (sql := limits.instead.get(name)) else f"t.{name}" for name in _columns(table)]
    where = f"\n    where {' and '.join(limits.where)}" if limits.where else ""
    step = f"{table} as (\n    select {', '.join(columns)}\n    from {table} as t{limits.beside}{where}\n)"  # noqa: S608
    return f"{limits.first},\n{step}" if limits.first else step


def _answer(reading: Reading, within: list[str], across: bool) -> _Limits:
    published = [f"(t.county_code, t.round_id) in ({_NEWEST_PUBLISHED if across else _PUBLISHED})"]
    of_rounds = [] if DRAFTS in reading.rights else published
    of_several = "t.measure_id in (select id from measure_of_several)"
    known = [*within, of_several, "t.principal_code is not null", _KNOWN]
    hidden = (
        "w.principal_code is not null or "
        f"(t.value is not null and s.id is not null and coalesce(t.respondents, 0) < {FEWEST})"
    )
    comment = "true" if RIGHTS_TO_COLUMNS["answer"]["comment"] <= reading.rights else _own("answer", reading)
    return _Limits(
        where=of_rounds,
        instead={
            "value": f"case when {hidden} then null else t.value end",
            "special": f"case when {hidden} then '{WITHHELD}' else t.special end",
            "respondents": f"case when {hidden} then null else t.respondents end",
            "comment": f"case when {hidden} or not ({comment}) then null else t.comment end",
        },
        beside="\n    left join measure_of_several as s on s.id = t.measure_id"
        "\n    left join answer_withheld as w on w.county_code = t.county_code and w.round_id = t.round_id "
        "and w.measure_id = t.measure_id and w.principal_code = t.principal_code",
        first=_WITHHELD.format(
            of_several=OF_SEVERAL,
            fewest=FEWEST,
            latest=_LATEST,
            where=" and ".join([*known, *(of_rounds if across else [])]),
        ),
    )


def _round(reading: Reading, within: list[str], across: bool) -> _Limits:
    del within, across
    return _Limits(where=[] if DRAFTS in reading.rights else [f"(t.county_code, t.id) in ({_PUBLISHED})"])


def _status_report(reading: Reading, within: list[str], across: bool) -> _Limits:
    del within, across
    return _Limits(where=[] if DRAFTS in reading.rights else [_FINAL_REPORT])


_SPECIAL: dict[str, Callable[[Reading, list[str], bool], _Limits]] = {
    "answer": _answer,
    "round": _round,
    "status_report": _status_report,
}
_GUARDED = [*sorted({*FACT_TABLES, *COMMON_TOO, "contact"} - set(_LAST)), *_LAST]


def _columns(table: str) -> list[str]:
    return [column.name for column in metadata.tables[table].columns]


def _own(table: str, reading: Reading) -> str:
    """SQL: whether a row `t` of `table` is of one of the viewer's own huvudmän. Codes are digits in the catalogue."""
    codes = ", ".join(repr(code) for code in sorted(reading.own) if code.isdecimal())
    if not codes:
        return "false"
    if "principal_code" in _columns(table):
        return f"coalesce(t.principal_code in ({codes}), false)"
    parent, link = PARENT_OF.get(table, ("", ""))
    if parent and "principal_code" in _columns(parent):
        return f"t.{link} in (select p.id from {parent} as p where p.principal_code in ({codes}))"  # noqa: S608
    return "false"
