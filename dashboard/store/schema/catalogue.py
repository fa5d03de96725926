"""What is measured and why. Read from CSV, replaced row by row when the files change."""

from sqlalchemy import Boolean, Column, Integer, Table

from dashboard.store.schema.columns import (
    key_column,
    metadata,
    name_column,
    of_county,
    one_of,
    order_column,
    text_column,
)

TAKES_PART = "Whether it keeps its follow-up here, and is part of the picture of the country"
county = Table(
    "county",
    metadata,
    key_column("code"),
    text_column("name"),
    Column(
        "takes_part", Boolean, comment="Whether it keeps its follow-up here, and is part of the picture of the country"
    ),
    text_column("measure_list_status", comment="proposal or decided"),
    text_column("measure_list_note", optional=True),
    one_of("measure_list_status", "proposal", "decided"),
)
work_group = Table(
    "work_group",
    metadata,
    key_column("id"),
    name_column("county_code", "county.code"),
    text_column("name"),
    order_column(),
)
principal = Table(
    "principal",
    metadata,
    key_column("code"),
    name_column("county_code", "county.code"),
    text_column("name"),
    text_column("short_name"),
    text_column("kind"),
    name_column("work_group_id", "work_group.id", optional=True, comment="Empty for the region: it spans all groups"),
    Column("population", Integer),
    Column("population_year", Integer),
    order_column(),
    one_of("kind", "municipality", "region", "independent"),
    comment="Huvudman",
)
level = Table(
    "level",
    metadata,
    key_column("id"),
    text_column("name"),
    text_column("short_name"),
    text_column("description"),
    order_column(),
)
aspect = Table(
    "aspect",
    metadata,
    key_column("id"),
    text_column("name"),
    text_column("description"),
    text_column("why"),
    order_column(),
)
expectation = Table(
    "expectation",
    metadata,
    key_column("id"),
    of_county(),
    name_column("level_id", "level.id"),
    text_column("text"),
    text_column("reference"),
    order_column(),
    comment="What the dialogue in the minutes asks of each level",
)
discussion_question = Table(
    "discussion_question",
    metadata,
    key_column("id"),
    of_county(),
    name_column("level_id", "level.id"),
    name_column("aspect_id", "aspect.id", optional=True),
    text_column("text"),
    order_column(),
)
scale = Table(
    "scale",
    metadata,
    key_column("id"),
    text_column("name"),
    text_column("kind"),
    text_column("description"),
    text_column("reference", optional=True),
)
scale_step = Table(
    "scale_step",
    metadata,
    key_column("scale_id", names="scale.id"),
    Column("value", Integer, primary_key=True, autoincrement=False),
    text_column("code"),
    text_column("label"),
    text_column("anchor", optional=True, comment="What a huvudman can point at"),
)
special_answer = Table(
    "special_answer",
    metadata,
    key_column("id"),
    text_column("label"),
    text_column("description"),
    Column("counts_as_answered", Boolean, nullable=False),
    order_column(),
)
measure = Table(
    "measure",
    metadata,
    key_column("id"),
    of_county(),
    text_column("name"),
    name_column("level_id", "level.id"),
    name_column("aspect_id", "aspect.id"),
    name_column("scale_id", "scale.id"),
    text_column("answered_by"),
    text_column("kept_in", comment="The table that holds its answers; computed ones are never entered"),
    Column("core", Boolean, nullable=False, comment="Part of the short set for a mail-out"),
    text_column("what"),
    text_column("why"),
    text_column("how"),
    text_column("limits"),
    text_column("reference"),
    order_column(),
    one_of("answered_by", "huvudman", "arbetsgrupp", "lan", "beraknad"),
    one_of("kept_in", "answer", "role_status", "plan_status", "actor_status", "computed"),
)
measure_version = Table(
    "measure_version",
    metadata,
    key_column("measure_id", names="measure.id"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text_column("question", comment="The exact wording that was sent"),
    text_column("first_round"),
    text_column("note", optional=True),
    comment="A new wording breaks the series",
)
role = Table("role", metadata, key_column("id"), text_column("name"), text_column("description"))
actor = Table(
    "actor",
    metadata,
    key_column("id"),
    text_column("name"),
    order_column(),
)
risk_category = Table(
    "risk_category",
    metadata,
    key_column("id"),
    text_column("name"),
    text_column("description"),
    text_column("reference"),
    order_column(),
)
glossary_term = Table("glossary_term", metadata, key_column("id"), text_column("term"), text_column("explanation"))
