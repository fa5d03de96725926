"""An index in PostgreSQL: a question about a county, or about one round of it, reads the answers of that alone.

Where a nation shares the table, most questions are of a twentieth of it, or less. DuckDB knows what each part of a
column holds and passes over the rest; an index would cost it at every write and give nothing.
"""

from alembic import op

revision = "0009"
down_revision = "0008"

_INDEX = "answer_of_round"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(_INDEX, "answer", ["county_code", "round_id"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(_INDEX, "answer")
