"""What entries by hand need: a log, aspects taken off an example, seeded rows dated as they were known."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SEEDED = (
    *("round", "mailout", "answer", "role_status", "plan_status", "actor_status", "focus_area"),
    *("risk", "risk_assessment", "status_report", "meeting", "decision", "observation"),
    *("example", "example_aspect", "ongoing_work", "activity", "research_report"),
)


def upgrade() -> None:
    op.create_table(
        "log",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        comment="What was done that leaves no row of its own; never what was erased",
    )
    op.add_column("example_aspect", sa.Column("concerns", sa.Boolean(), nullable=True, comment="false: no longer"))
    for table in SEEDED:
        op.execute(
            f'update "{table}" set recorded_at = cast(known_on as timestamp) '  # noqa: S608 - names listed above
            "where source_id in (select id from source where kind in ('minutes', 'sample'))"
        )


def downgrade() -> None:
    op.drop_column("example_aspect", "concerns")
    op.drop_table("log")
