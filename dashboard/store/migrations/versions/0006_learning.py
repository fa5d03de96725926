"""The meeting and the learning: agenda, locked texts, trials, communication, feedback, lessons without origin."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


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


def _text(name: str, to: str | None = None, *, optional: bool = False, comment: str | None = None) -> sa.Column[str]:
    keys = [sa.ForeignKey(to)] if to else []
    return sa.Column(name, sa.Text(), *keys, nullable=optional, comment=comment)


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} in ({listed})", name=f"{column}_known")


def _learning() -> None:
    op.add_column(
        "example", sa.Column("anonymous", sa.Boolean(), nullable=True, comment="true: the huvudman is stored nowhere")
    )
    op.create_table(
        "example_trial",
        _text("example_id"),
        _text("principal_code", "principal.code"),
        _text("state"),
        _text("function", optional=True, comment="Whom to reach at the huvudman that tries"),
        _text("note", optional=True),
        _one_of("state", "wants", "trying", "done", "stopped"),
        *_provenance(),
        comment="Vi vill prova: a huvudman that wants to try what another has done",
    )
    op.create_table(
        "feedback",
        _text("id"),
        _text("county_code", "county.code"),
        _text("subject_kind"),
        _text("subject_id", comment="Id of the example, measure or report; address of the page"),
        _text("principal_code", "principal.code", optional=True),
        _text("function"),
        _text("text"),
        _text("state"),
        _text("reply", optional=True),
        _text("outcome", optional=True, comment="What came of it"),
        _one_of("subject_kind", "example", "measure", "report", "page"),
        _one_of("state", "new", "read", "replied", "acted"),
        *_provenance(),
        comment="Återkoppling: what somebody answers, what the process leaders reply, what came of it",
    )


def _communication() -> None:
    op.create_table(
        "communication",
        _text("id"),
        _text("county_code", "county.code"),
        _text("title"),
        _text("kind"),
        _text("subject_id", optional=True, comment="The example or report that is spread"),
        _text("audience", optional=True),
        _text("channel"),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        _text("state"),
        _text("note", optional=True),
        _one_of("kind", "example", "report", "result", "event", "page"),
        _one_of("state", "planned", "done", "cancelled"),
        *_provenance(),
        comment="The joint communication plan: what is to be spread, to whom, by which channel",
    )
    op.create_table(
        "communication_principal",
        _text("communication_id"),
        _text("principal_code", "principal.code"),
        sa.Column("concerns", sa.Boolean(), nullable=False, comment="Whether it has reached the huvudman"),
        *_provenance(),
        comment="The huvudmän that something has reached",
    )
    op.create_table(
        "communication_actor",
        _text("communication_id"),
        _text("actor_id", "actor.id"),
        sa.Column("concerns", sa.Boolean(), nullable=False, comment="Whether it has reached the profession"),
        *_provenance(),
        comment="The professions that something has reached",
    )


def _meetings() -> None:
    op.add_column(
        "meeting",
        sa.Column("material", sa.Text(), nullable=True, comment="What to read: names and links, one a line"),
    )
    op.create_table(
        "meeting_expectation",
        _text("id"),
        _text("county_code", "county.code"),
        _text("meeting_id"),
        _text("principal_code", "principal.code", optional=True),
        _text("audience", optional=True, comment="A role or function; empty with no huvudman: everyone"),
        _text("text"),
        *_provenance(),
        comment="What is expected before a meeting, of whom",
    )
    op.create_table(
        "agenda_item",
        _text("meeting_id"),
        _text("item_key", comment="The kind of what waits, or own and a number"),
        _text("text", optional=True, comment="Of an own point; what waits says itself what it is"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        *_provenance(),
        comment="What the group has added to, moved on or dropped from the agenda that proposes itself",
    )
    op.create_table(
        "locked_text",
        _text("kind"),
        _text("subject_id"),
        _text("county_code", "county.code"),
        _text("title"),
        _text("text"),
        _text("sha256", comment="Of the text in UTF-8: the stamp"),
        _one_of("kind", "meeting", "status_report"),
        *_provenance(),
        comment="Notes of a closed meeting or a status report: never replaced once written",
    )


def upgrade() -> None:
    _learning()
    _communication()
    _meetings()


def downgrade() -> None:
    for table in (
        *("locked_text", "agenda_item", "communication_actor", "communication_principal", "communication"),
        *("meeting_expectation", "feedback", "example_trial"),
    ):
        op.drop_table(table)
    op.drop_column("meeting", "material")
    op.drop_column("example", "anonymous")
