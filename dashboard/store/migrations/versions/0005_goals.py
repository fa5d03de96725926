"""Where the work is going: milestones, and what the research recommends."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _provenance() -> list[sa.Column[object]]:
    return [
        sa.Column("known_on", sa.Date(), nullable=False, comment="The day the county came to know it"),
        sa.Column(
            "recorded_at", sa.DateTime(), nullable=False, comment="When it was written, by the clock of the server"
        ),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), sa.ForeignKey("source.id"), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Order of writing; the last word within one day"),
    ]


def upgrade() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), sa.ForeignKey("county.code"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("aspect_id", sa.Text(), sa.ForeignKey("aspect.id"), nullable=True),
        sa.Column("measure_id", sa.Text(), sa.ForeignKey("measure.id"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        *_provenance(),
        comment="A step on the way; one without a day is allowed",
        info={"fact_key": ("id",)},
    )
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("county_code", sa.Text(), sa.ForeignKey("county.code"), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Text(), sa.ForeignKey("measure.id"), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=True),
        *_provenance(),
        comment="What the research recommends, and what was done about it",
        info={"fact_key": ("id",)},
    )


def downgrade() -> None:
    op.drop_table("recommendation")
    op.drop_table("milestone")
