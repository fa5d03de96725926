"""Facts about each huvudman."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False, comment="Invented rows; said wherever they take part"),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind in ('minutes', 'import', 'entry', 'sample')", name="kind_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "store_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False, comment="Raised by every write"),
        sa.Column("catalogue_digest", sa.Text(), nullable=True, comment="SHA-256 of the catalogue files last loaded"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("questionnaire_version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("status in ('planned', 'open', 'closed', 'reported')", name="status_known"),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="Uppföljningsomgång",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "actor_status",
        sa.Column("principal_code", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("takes_part", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="Which actors take part where",
        info={"fact_key": ("principal_code", "actor_id")},
    )
    op.create_table(
        "answer",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Text(), nullable=False),
        sa.Column("measure_version", sa.Integer(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=True, comment="Empty when a group or the county answers"),
        sa.Column("work_group_id", sa.Text(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("special", sa.Text(), nullable=True),
        sa.Column("respondents", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("(value is null) <> (special is null)", name="value_or_special"),
        sa.CheckConstraint("principal_code is null or work_group_id is null", name="one_answerer"),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.ForeignKeyConstraint(
            ["special"],
            ["special_answer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["work_group_id"],
            ["work_group.id"],
        ),
        comment="One answer: a value on the measure's scale, or a special answer",
        info={"fact_key": ("round_id", "measure_id", "principal_code", "work_group_id")},
    )
    op.create_table(
        "focus_area",
        sa.Column("principal_code", sa.Text(), nullable=False),
        sa.Column("aspect_id", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.ForeignKeyConstraint(
            ["aspect_id"],
            ["aspect.id"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="What a huvudman has chosen to work with",
        info={"fact_key": ("principal_code", "aspect_id")},
    )
    op.create_table(
        "mailout",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answered_by_function", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint(
            "status in ('not_sent', 'sent', 'reminded', 'partial', 'answered', 'declined', 'no_reply')",
            name="status_known",
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="How far one huvudman's mail-out has come in one round",
        info={"fact_key": ("round_id", "principal_code")},
    )
    op.create_table(
        "plan_status",
        sa.Column("principal_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("document_name", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint(
            "status <> 'in_existing_plan' or document_name is not null", name="integrated_names_document"
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="Local plan",
        info={"fact_key": ("principal_code",)},
    )
    op.create_table(
        "role_status",
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("age_span", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["role_id"],
            ["role.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="How far a role has come in one huvudman, and how it is paid",
        info={"fact_key": ("role_id", "principal_code")},
    )


def downgrade() -> None:
    op.drop_table("role_status")
    op.drop_table("plan_status")
    op.drop_table("mailout")
    op.drop_table("focus_area")
    op.drop_table("answer")
    op.drop_table("actor_status")
    op.drop_table("round")
    op.drop_table("store_state")
    op.drop_table("source")
