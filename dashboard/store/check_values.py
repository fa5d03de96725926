"""Do the rows say what they may? The rules that the intake holds a file to, asked of what is stored."""

from sqlalchemy import Connection, text

from dashboard.store.schema import FACT_TABLES

_CODES = (
    ("role_status", "status", "role_status"),
    ("role_status", "funding", "funding"),
    ("role_status", "form", "role_form"),
    ("plan_status", "status", "plan_status"),
    ("actor_status", "takes_part", "actor_status"),
    ("mailout", "status", "mailout_status"),
    ("risk_assessment", "response", "risk_response"),
    ("risk_assessment", "state", "risk_state"),
    ("status_report", "gut_feeling", "gut_feeling"),
    ("decision", "state", "decision_state"),
    ("milestone", "state", "milestone_state"),
    ("recommendation", "state", "recommendation_state"),
    ("example_trial", "state", "trial_state"),
    ("communication", "kind", "communication_kind"),
    ("communication", "channel", "communication_channel"),
    ("communication", "state", "communication_state"),
    ("feedback", "subject_kind", "feedback_subject"),
    ("feedback", "state", "feedback_state"),
)
"""Table, column, and the scale whose steps have the codes that may stand there."""
_SPOKEN_OF = ("answer", "mailout")
"""The tables whose rows name both a round and a huvudman."""

_ANSWERS = (
    "select count(*) from answer as a join measure as m on m.id = a.measure_id join scale as s on s.id = m.scale_id"
)
_RULES = (
    (
        f"{_ANSWERS} where a.value is not null and s.kind not in ('count', 'share') and not exists "  # noqa: S608
        "(select 1 from scale_step as t where t.scale_id = s.id and t.value = a.value)",
        "{} svar har ett värde som inte är ett steg på måttets skala.",
    ),
    (
        f"{_ANSWERS} where s.kind = 'count' and (a.value < 0 or a.value <> floor(a.value))",
        "{} svar ska vara hela antal, noll eller fler, men är det inte.",
    ),
    (
        f"{_ANSWERS} where s.kind = 'share' and (a.value < 0 or a.value > 100)",
        "{} svar ska vara andelar från 0 till 100 procent, men är det inte.",
    ),
    (
        "select count(*) from answer as a where not exists (select 1 from measure_version as v "
        "where v.measure_id = a.measure_id and v.version = a.measure_version)",
        "{} svar gäller en ordalydelse som måttet inte har.",
    ),
    (
        f"{_ANSWERS} where m.answered_by <> case when a.principal_code is not null then 'huvudman' "
        "when a.work_group_id is not null then 'arbetsgrupp' else 'lan' end",
        "{} svar är lämnade av någon som inte ska besvara måttet.",
    ),
    (
        f"{_ANSWERS} where m.kept_in <> 'answer'",
        "{} svar gäller mått som har en egen tabell eller räknas fram.",
    ),
    (
        "select count(*) from example where anonymous and principal_code is not null",
        "{} lärdomar utan avsändare har en huvudman.",
    ),
    (
        "select count(*) from example as e where e.principal_code is not null and exists "
        "(select 1 from example as a where a.id = e.id and a.anonymous and a.row_id > e.row_id)",
        "{} rader visar vilken huvudman en lärdom utan avsändare kom från.",
    ),
    (
        "select count(*) from example as e join source as s on s.id = e.source_id "
        "where e.anonymous and (s.file_name is not null or s.sha256 is not null)",
        "{} lärdomar utan avsändare har en källa som visar vilken fil de kom i.",
    ),
    (
        "select count(*) from answer as a left join principal as p on p.code = a.principal_code "
        "left join work_group as g on g.id = a.work_group_id "
        "where a.county_code is null or a.county_code <> coalesce(p.county_code, g.county_code, a.county_code)",
        "{} svar hör till ett annat län än den som svarade, eller till inget.",
    ),
    ("select count(*) from contact where county_code is null", "{} kontakter hör inte till något län."),
    ("select count(*) from answer where respondents < 0", "{} svar har ett antal svarande under noll."),
)


def wrong_values(connection: Connection) -> list[str]:
    """Every rule that some row breaks, each a plain Swedish sentence with the number of rows."""
    asked = [*_RULES, *(_code(*rule) for rule in _CODES), *map(_county, _SPOKEN_OF), *map(_day, FACT_TABLES)]
    counted = [(connection.execute(text(statement)).scalar_one(), said) for statement, said in asked]
    return [said.format(rows) for rows, said in counted if rows]


def _code(table: str, column: str, scale: str) -> tuple[str, str]:
    steps = f"select 1 from scale_step as t where t.scale_id = '{scale}' and t.code = f.{column}"  # noqa: S608 - our names
    found = f"select count(*) from {table} as f where f.{column} is not null and not exists ({steps})"  # noqa: S608
    return found, f"{{}} rader i {table} har en kod som inte finns på skalan {scale} ({column})."


def _county(table: str) -> tuple[str, str]:
    found = (
        f"select count(*) from {table} as f join principal as p on p.code = f.principal_code "  # noqa: S608 - our names
        "where not exists (select 1 from round as r where r.id = f.round_id and r.county_code = p.county_code) "
        "and exists (select 1 from round as r where r.id = f.round_id)"
    )
    return found, f"{{}} rader i {table} gäller en huvudman i ett annat län än omgångens."


def _day(table: str) -> tuple[str, str]:
    found = f"select count(*) from {table} where known_on > cast(recorded_at as date)"  # noqa: S608 - our names
    return found, f"{{}} rader i {table} är kända från en senare dag än den då de skrevs."
