"""The work around the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_function", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="What a meeting decided",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "example_aspect",
        sa.Column("example_id", sa.Text(), nullable=False),
        sa.Column("aspect_id", sa.Text(), nullable=False),
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
            ["source_id"],
            ["source.id"],
        ),
        comment="The aspects an example concerns",
        info={"fact_key": ("example_id", "aspect_id")},
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True, comment="When the day is not known"),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("expected_beforehand", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("status in ('planned', 'held')", name="status_known"),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="A meeting and what is expected of it",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "research_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint(
            "status in ('published', 'planned', 'wished', 'in_progress', 'finished')", name="status_known"
        ),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="Följeforskning",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "risk_assessment",
        sa.Column("risk_id", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("consequence", sa.Integer(), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("owner_function", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("response in ('hold', 'monitor', 'act', 'accept', 'escalate')", name="response_known"),
        sa.CheckConstraint("state in ('open', 'ongoing', 'closed')", name="state_known"),
        sa.CheckConstraint("consequence between 1 and 4", name="consequence_range"),
        sa.CheckConstraint("likelihood between 1 and 4", name="likelihood_range"),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="How a risk was judged and what is done about it",
        info={"fact_key": ("risk_id",)},
    )
    op.create_table(
        "status_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("gut_feeling", sa.Text(), nullable=False),
        sa.Column("gut_feeling_text", sa.Text(), nullable=False),
        sa.Column("risks_text", sa.Text(), nullable=True),
        sa.Column("model_text", sa.Text(), nullable=True),
        sa.Column("author_function", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("gut_feeling in ('positive', 'neutral', 'worried')", name="gut_feeling_known"),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="Resultat, magkänsla, risker och åtgärder",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("own_initiative", sa.Boolean(), nullable=True, comment="Empty: not told"),
        sa.Column("region_took_part", sa.Boolean(), nullable=True, comment="Empty: not told"),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("kind in ('workshop', 'webinar', 'visit', 'dialogue', 'information')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="Workshops, webinars, visits and dialogues",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=True),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True, comment="Only with consent; a function mailbox is preferred"),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        comment="Whom to call. Personal data: the one table whose rows can be erased for good",
    )
    op.create_table(
        "example",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("needed", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("committees", sa.Text(), nullable=True),
        sa.Column("departments", sa.Text(), nullable=True),
        sa.Column("level_id", sa.Text(), nullable=True),
        sa.Column("evaluated", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("evaluated in ('yes', 'no', 'unknown')", name="evaluated_known"),
        sa.CheckConstraint("kind in ('works', 'did_not_work')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["level_id"],
            ["level.id"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="What somebody tried, and what came of it",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level_id", sa.Text(), nullable=True),
        sa.Column("aspect_id", sa.Text(), nullable=True),
        sa.Column("principal_code", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.CheckConstraint("kind in ('reflection', 'need', 'quote', 'figure', 'preparation')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["aspect_id"],
            ["aspect.id"],
        ),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["level_id"],
            ["level.id"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="What was said, in own words unless it is a quote",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "ongoing_work",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("aspect_id", sa.Text(), nullable=True),
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
        comment="What a huvudman is working on",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "risk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=False),
        sa.Column("principal_code", sa.Text(), nullable=True, comment="Empty: the whole county"),
        sa.Column("category_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["risk_category.id"],
        ),
        sa.ForeignKeyConstraint(
            ["county_code"],
            ["county.code"],
        ),
        sa.ForeignKeyConstraint(
            ["principal_code"],
            ["principal.code"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        comment="What may go wrong",
        info={"fact_key": ("id",)},
    )


def downgrade() -> None:
    op.drop_table("risk")
    op.drop_table("ongoing_work")
    op.drop_table("observation")
    op.drop_table("example")
    op.drop_table("contact")
    op.drop_table("activity")
    op.drop_table("status_report")
    op.drop_table("risk_assessment")
    op.drop_table("research_report")
    op.drop_table("meeting")
    op.drop_table("example_aspect")
    op.drop_table("decision")
