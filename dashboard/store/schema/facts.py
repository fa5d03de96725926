"""Facts about each huvudman over time: rounds, answers, role, plan, actors. Appended, never overwritten."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, DateTime, Float, Index, Integer, Table

from dashboard.store.schema.columns import (
    fact_table,
    key_column,
    metadata,
    one_of,
    order_column,
    reference,
    text_column,
)

source = Table(
    "source",
    metadata,
    key_column("id"),
    text_column("county_code", optional=True, comment="The county it tells of; empty: of all"),
    text_column("kind"),
    text_column("title"),
    Column("synthetic", Boolean, nullable=False, comment="Invented rows; said wherever they take part"),
    text_column("note", optional=True),
    text_column("file_name", optional=True),
    text_column("sha256", optional=True),
    text_column("recorded_by"),
    Column("recorded_at", DateTime, nullable=False),
    one_of("kind", "minutes", "import", "entry", "sample"),
)
store_state = Table(
    "store_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("data_version", Integer, nullable=False, comment="Raised by every write"),
    text_column("catalogue_digest", optional=True, comment="SHA-256 of the catalogue files last loaded"),
)

county_version = Table(
    "county_version",
    metadata,
    key_column("county_code"),
    Column("data_version", Integer, nullable=False, comment="The data version that its last write gave"),
    comment="When each county was last written; a county that is not here has not been",
)

round_ = fact_table(
    "round",
    ("county_code", "id"),
    text_column("id", comment="As 2025h; every county may have one of that name"),
    reference("county_code", "county.code"),
    text_column("name"),
    text_column("purpose"),
    Column("sent_on", Date),
    Column("due_on", Date),
    Column("closed_on", Date),
    Column("questionnaire_version", Integer, nullable=False),
    text_column("status"),
    order_column(),
    one_of("status", "planned", "open", "closed", "reported"),
    comment="Uppföljningsomgång",
)
mailout = fact_table(
    "mailout",
    ("round_id", "principal_code"),
    text_column("round_id"),
    reference("principal_code", "principal.code"),
    text_column("status"),
    text_column("answered_by_function", optional=True),
    text_column("note", optional=True),
    one_of("status", "not_sent", "sent", "reminded", "partial", "answered", "declined", "no_reply"),
    comment="How far one huvudman's mail-out has come in one round",
)
answer = fact_table(
    "answer",
    ("county_code", "round_id", "measure_id", "principal_code", "work_group_id"),
    text_column("county_code", optional=True, comment="The county whose round it is"),
    text_column("round_id"),
    reference("measure_id", "measure.id"),
    Column("measure_version", Integer, nullable=False),
    reference("principal_code", "principal.code", optional=True, comment="Empty when a group or the county answers"),
    reference("work_group_id", "work_group.id", optional=True),
    Column("value", Float),
    reference("special", "special_answer.id", optional=True),
    Column("respondents", Integer),
    text_column("comment", optional=True),
    CheckConstraint("(value is null) <> (special is null)", name="value_or_special"),
    CheckConstraint("principal_code is null or work_group_id is null", name="one_answerer"),
    comment="One answer: a value on the measure's scale, or a special answer",
)
# DuckDB passes over what is of other counties without one (see migration 0009).
Index("answer_of_round", answer.c.county_code, answer.c.round_id).ddl_if(dialect="postgresql")
role_status = fact_table(
    "role_status",
    ("role_id", "principal_code"),
    reference("role_id", "role.id"),
    reference("principal_code", "principal.code"),
    text_column("status"),
    text_column("funding"),
    text_column("form", optional=True),
    text_column("sector", optional=True),
    text_column("age_span", optional=True),
    text_column("note", optional=True),
    comment="How far a role has come in one huvudman, and how it is paid",
)
plan_status = fact_table(
    "plan_status",
    ("principal_code",),
    reference("principal_code", "principal.code"),
    text_column("status"),
    text_column("document_name", optional=True),
    text_column("link", optional=True),
    text_column("decided_by", optional=True),
    Column("reviewed_on", Date),
    text_column("note", optional=True),
    CheckConstraint("status <> 'in_existing_plan' or document_name is not null", name="integrated_names_document"),
    comment="Local plan",
)
actor_status = fact_table(
    "actor_status",
    ("principal_code", "actor_id"),
    reference("principal_code", "principal.code"),
    reference("actor_id", "actor.id"),
    text_column("takes_part"),
    text_column("note", optional=True),
    comment="Which actors take part where",
)
focus_area = fact_table(
    "focus_area",
    ("principal_code", "aspect_id"),
    reference("principal_code", "principal.code"),
    reference("aspect_id", "aspect.id"),
    Column("chosen", Boolean, nullable=False),
    text_column("text", optional=True),
    comment="What a huvudman has chosen to work with",
)
