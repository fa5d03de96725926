"""What a question may not return is taken out of the tables that it reads, before anything is counted.

A guarded table is shadowed by a step of the same name: the question, and everything that it uses, then reads the step.
So no total, difference or file can hold what a table did not give.

Answers from several respondents are withheld for everybody where fewer than five stand behind them. Where only one
huvudman is withheld in a round and measure, the county's total from elsewhere would give it away, so the one with the
fewest respondents of the others is withheld too (primary and secondary suppression, as official statistics do it:
Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
"""

import re
from collections.abc import Callable, Iterable

from dashboard.store.schema import metadata
from dashboard.store.scope import COMMENTS, CONTACT_NAMES, DRAFTS, GUT_FEELING, RISKS, Reading

FEWEST = 5
"""So many respondents must stand behind an answer for it to be shown."""
WITHHELD = "too_few"
"""The special answer that stands where one is withheld."""

_KNOWN = "known_on <= cast(:as_of as date) and cast(recorded_at as date) <= cast(:as_of as date)"
_LATEST = "order by known_on desc, recorded_at desc, row_id desc"
_OF_SEVERAL = "select measure.id from measure join scale on scale.id = measure.scale_id where scale.kind = 'agree'"
_PUBLISHED = f"""select id from (
            select
                id, status, sort_order,
                max(case when status <> 'planned' then sort_order end) over (partition by county_code) as newest
            from (
                select *, row_number() over (partition by id {_LATEST}) as nth_latest from round where {_KNOWN}
            ) as latest_round
            where nth_latest = 1
        ) as known_round
        where status in ('closed', 'reported') or sort_order < newest"""  # noqa: S608 - own words
# A round that a later one has followed is over, whether or not anybody has written that it is closed.
_FINAL_REPORT = f"""s.source_id in (select id from source where kind <> 'entry')
        or s.id in (select subject_id from locked_text where kind = 'status_report' and {_KNOWN})"""  # noqa: S608
_WITHHELD = f"""answer_withheld as (
    select round_id, measure_id, principal_code
    from (
        select
            round_id, measure_id, principal_code, few,
            count(*) filter (where few) over (partition by round_id, measure_id) as number_of_few,
            row_number() over (partition by round_id, measure_id, few order by respondents, principal_code) as nth
        from (
            select
                round_id, measure_id, principal_code, value, respondents, coalesce(respondents, 0) < {FEWEST} as few,
                row_number() over (partition by round_id, measure_id, principal_code {_LATEST}) as nth_latest
            from answer
            where measure_id in ({_OF_SEVERAL}) and principal_code is not null and {_KNOWN}
        ) as latest_answer
        where nth_latest = 1 and value is not null
    ) as counted
    where few or (number_of_few = 1 and nth = 1)
)"""  # noqa: S608 - own words


def guards(read: str, in_force: Iterable[str], reading: Reading) -> list[str]:
    """The steps that must come first, for a question whose SQL is `read` and which reads the state of `in_force`."""
    of_states = set(in_force)
    return [
        step
        for table, make in _GUARDS.items()
        if table in of_states or re.search(rf"\b(?:from|join)\s+{table}\b", read)
        if (step := make(reading))
    ]


def _answer(reading: Reading) -> str:
    hidden = (
        "w.principal_code is not null or "
        f"(a.value is not null and a.measure_id in ({_OF_SEVERAL}) and coalesce(a.respondents, 0) < {FEWEST})"
    )
    written = "true" if COMMENTS in reading.rights else _own("a.principal_code", reading)
    shown = {
        "value": f"case when {hidden} then null else a.value end",
        "special": f"case when {hidden} then '{WITHHELD}' else a.special end",
        "respondents": f"case when {hidden} then null else a.respondents end",
        "comment": f"case when {hidden} or not ({written}) then null else a.comment end",
    }
    rounds = "" if DRAFTS in reading.rights else f"\n    where a.round_id in ({_PUBLISHED})"
    source = (
        "answer as a\n    left join answer_withheld as w on w.round_id = a.round_id and w.measure_id = a.measure_id "
        "and w.principal_code = a.principal_code"
    )
    return f"{_WITHHELD},\n{_step('answer', 'a', shown, source + rounds)}"


def _round(reading: Reading) -> str:
    if DRAFTS in reading.rights:
        return ""
    return _step("round", "r", {}, f"round as r where r.id in ({_PUBLISHED})")


def _risk(reading: Reading) -> str:
    if RISKS in reading.rights:
        return ""
    return _step("risk", "r", {}, f"risk as r where {_own('r.principal_code', reading)}")


def _risk_assessment(reading: Reading) -> str:
    if RISKS in reading.rights:
        return ""
    own = f"select risk.id from risk where {_own('risk.principal_code', reading)}"  # noqa: S608 - own words
    return _step("risk_assessment", "a", {}, f"risk_assessment as a where a.risk_id in ({own})")


def _status_report(reading: Reading) -> str:
    hidden: dict[str, str] = {}
    if GUT_FEELING not in reading.rights:
        hidden |= {"gut_feeling": "cast(null as text)", "gut_feeling_text": "cast(null as text)"}
    if RISKS not in reading.rights:
        hidden |= {"risks_text": "cast(null as text)"}
    final = "" if DRAFTS in reading.rights else f" where {_FINAL_REPORT}"
    return _step("status_report", "s", hidden, f"status_report as s{final}") if hidden or final else ""


def _locked_text(reading: Reading) -> str:
    if {RISKS, GUT_FEELING} <= reading.rights:
        return ""
    return _step("locked_text", "t", {"text": "cast(null as text)"}, "locked_text as t")


def _contact(reading: Reading) -> str:
    if CONTACT_NAMES in reading.rights:
        return ""
    return _step("contact", "c", {"name": "cast(null as text)"}, "contact as c")


def _feedback(reading: Reading) -> str:
    if COMMENTS in reading.rights:
        return ""
    return _step("feedback", "f", {}, f"feedback as f where {_own('f.principal_code', reading)}")


_GUARDS: dict[str, Callable[[Reading], str]] = {
    "answer": _answer,
    "round": _round,
    # what one of them reads of another must be as it is in the database, so the one that is read comes last
    "risk_assessment": _risk_assessment,
    "risk": _risk,
    "status_report": _status_report,
    "locked_text": _locked_text,
    "contact": _contact,
    "feedback": _feedback,
}


def _step(table: str, alias: str, instead: dict[str, str], source: str) -> str:
    """A step named as `table` with its columns, some of them something else `instead`."""
    columns = [
        f"{instead[column.name]} as {column.name}" if column.name in instead else f"{alias}.{column.name}"
        for column in metadata.tables[table].columns
    ]
    return f"{table} as (\n    select {', '.join(columns)}\n    from {source}\n)"  # noqa: S608 - own names


def _own(column: str, reading: Reading) -> str:
    """SQL: whether `column` names one of the viewer's own huvudmän. Codes are digits, as the catalogue has them."""
    codes = sorted(code for code in reading.own if code.isdecimal())
    return f"coalesce({column} in ({', '.join(repr(code) for code in codes)}), false)" if codes else "false"
