"""Who may do what: members, sign-ins, shared links, saved views, what is followed; the log says before and after."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TABLES = ("unsubscribe_token", "digest", "follow", "saved_view", "share_link", "sign_in", "member")


def _text(name: str, *, optional: bool = False, comment: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=optional, comment=comment)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=True)


def _moment(name: str, *, optional: bool = False, comment: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=optional, comment=comment)


def _one_of(column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} in ({listed})", name=f"{column}_known")


def _members() -> None:
    op.create_table(
        "member",
        _key("id"),
        sa.Column("county_code", sa.Text(), sa.ForeignKey("county.code"), nullable=False),
        _text("email", comment="As the sign-in provider says it, in small letters"),
        _text("function", comment="What is shown beside what the member writes and shares; no name"),
        _text("role"),
        sa.Column(
            "principal_code",
            sa.Text(),
            sa.ForeignKey("principal.code"),
            nullable=True,
            comment="Whose entries an editor may write",
        ),
        _text("issuer", optional=True, comment="The sign-in provider; held to from the first sign-in"),
        _text("subject", optional=True, comment="Who it is at that provider; held to from the first sign-in"),
        _moment("added_at"),
        _text("added_by"),
        sa.UniqueConstraint("county_code", "email", name="one_member_per_email"),
        _one_of("role", "reader", "editor", "steering", "process_lead", "researcher", "administrator"),
        comment="Who may sign in, and as what",
    )
    op.create_table(
        "sign_in",
        _key("id"),
        _text("member_id", comment="A member, or empty letters for somebody who is none"),
        _moment("started_at"),
        _moment("last_seen_at"),
        _moment("ended_at", optional=True, comment="By sign-out or after the idle time; it never begins again"),
        comment="A sign-in, named by the SHA-256 of its cookie",
    )


def _sharing() -> None:
    op.create_table(
        "share_link",
        _key("id"),
        _text("token_hash", comment="SHA-256 of the token, which is kept nowhere"),
        sa.Column("county_code", sa.Text(), sa.ForeignKey("county.code"), nullable=False),
        _text("member_id"),
        _text("shared_by", comment="The function of whoever shared it"),
        _text("page"),
        _text("parameters", comment="The view, as a query string"),
        sa.Column("as_of", sa.Date(), nullable=True, comment="The day it is frozen at; empty: it follows"),
        _text("rights", comment="Reading rights beyond published figures, by comma"),
        _text("purpose", comment="With whom in mind"),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("revoked_at", optional=True),
        sa.Column("opened", sa.Integer(), nullable=False, comment="How many times"),
        _moment("last_opened_at", optional=True),
        sa.UniqueConstraint("token_hash", name="one_link_per_token"),
        comment="A view that is open to whoever has its token",
    )
    op.create_table(
        "saved_view",
        _key("id"),
        _text("member_id"),
        _text("name"),
        _text("page"),
        _text("parameters", comment="The view, as a query string"),
        _moment("created_at"),
        sa.UniqueConstraint("member_id", "name", name="one_view_per_name"),
        comment="A view that a member has named",
    )


def _following() -> None:
    op.create_table(
        "follow",
        _key("member_id"),
        _key("kind"),
        _key("subject_id"),
        sa.Column("since", sa.Date(), nullable=False),
        _one_of("kind", "principal", "aspect"),
        comment="What a member follows: a huvudman or an aspect",
    )
    op.create_table(
        "digest",
        _key("member_id"),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        _text("feed_hash", optional=True, comment="SHA-256 of the token of the member's own feed"),
        sa.Column("sent_until", sa.Date(), nullable=True, comment="The last day whose differences have been mailed"),
        comment="How a member gets the differences in what it follows",
    )
    op.create_table(
        "unsubscribe_token",
        _key("token_hash"),
        _text("member_id"),
        _moment("created_at"),
        comment="The way out that a sent mail holds; works without signing in",
    )


def upgrade() -> None:
    _members()
    _sharing()
    _following()
    op.add_column("log", sa.Column("before", sa.Text(), nullable=True))
    op.add_column("log", sa.Column("after", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("log", "after")
    op.drop_column("log", "before")
    for table in _TABLES:
        op.drop_table(table)
