"""What many counties in one database take: a version of each, and in PostgreSQL an index of answers by round.

Where a nation shares a table, most questions are of a twentieth of it, or less. DuckDB knows what each part of a
column holds and passes over the rest; an index would cost it at every write and give nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_INDEX = "answer_of_round"


def upgrade() -> None:
    op.create_table(
        "county_version",
        sa.Column("county_code", sa.Text(), nullable=False, comment="Empty: what is of no county, or of all"),
        sa.Column("data_version", sa.Integer(), nullable=False, comment="The data version that its last write gave"),
        sa.PrimaryKeyConstraint("county_code"),
        comment="When each county was last written; a county that is not here has not been",
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(_INDEX, "answer", ["county_code", "round_id"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(_INDEX, "answer")
    op.drop_table("county_version")
