"""Who may do what, what has been shared, and the log. Nothing here is part of the county's picture."""

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Table, UniqueConstraint

from dashboard.store.schema.columns import key_column, metadata, one_of, reference, text_column

ROLES = ("reader", "editor", "steering", "process_lead", "researcher", "administrator")

member = Table(
    "member",
    metadata,
    key_column("id"),
    reference("county_code", "county.code"),
    text_column("email", comment="As the sign-in provider says it, in small letters"),
    text_column("function", comment="What is shown beside what the member writes and shares; no name"),
    text_column("role"),
    reference("principal_code", "principal.code", optional=True, comment="Whose entries an editor may write"),
    text_column("issuer", optional=True, comment="The sign-in provider; held to from the first sign-in"),
    text_column("subject", optional=True, comment="Who it is at that provider; held to from the first sign-in"),
    Column("added_at", DateTime, nullable=False),
    text_column("added_by"),
    UniqueConstraint("county_code", "email", name="one_member_per_email"),
    one_of("role", *ROLES),
    comment="Who may sign in, and as what",
)
sign_in = Table(
    "sign_in",
    metadata,
    key_column("id"),
    text_column("member_id", comment="A member, or empty letters for somebody who is none"),
    Column("started_at", DateTime, nullable=False),
    Column("last_seen_at", DateTime, nullable=False),
    Column("ended_at", DateTime, comment="By sign-out or after the idle time; it never begins again"),
    comment="A sign-in, named by the SHA-256 of its cookie",
)
share_link = Table(
    "share_link",
    metadata,
    key_column("id"),
    text_column("token_hash", comment="SHA-256 of the token, which is kept nowhere"),
    reference("county_code", "county.code"),
    text_column("member_id"),
    text_column("shared_by", comment="The function of whoever shared it"),
    text_column("page"),
    text_column("parameters", comment="The view, as a query string"),
    Column("as_of", Date, comment="The day it is frozen at; empty: it follows"),
    text_column("rights", comment="Reading rights beyond published figures, by comma"),
    text_column("purpose", comment="With whom in mind"),
    Column("created_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
    Column("opened", Integer, nullable=False, comment="How many times"),
    Column("last_opened_at", DateTime),
    UniqueConstraint("token_hash", name="one_link_per_token"),
    comment="A view that is open to whoever has its token",
)
saved_view = Table(
    "saved_view",
    metadata,
    key_column("id"),
    text_column("member_id"),
    text_column("name"),
    text_column("page"),
    text_column("parameters", comment="The view, as a query string"),
    Column("created_at", DateTime, nullable=False),
    UniqueConstraint("member_id", "name", name="one_view_per_name"),
    comment="A view that a member has named",
)
follow = Table(
    "follow",
    metadata,
    key_column("member_id"),
    key_column("kind"),
    key_column("subject_id"),
    Column("since", Date, nullable=False),
    one_of("kind", "principal", "aspect"),
    comment="What a member follows: a huvudman or an aspect",
)
digest = Table(
    "digest",
    metadata,
    key_column("member_id"),
    Column("by_mail", Boolean, nullable=False),
    text_column("feed_hash", optional=True, comment="SHA-256 of the token of the member's own feed"),
    Column("sent_until", Date, comment="The last day whose differences have been mailed"),
    comment="How a member gets the differences in what it follows",
)
unsubscribe_token = Table(
    "unsubscribe_token",
    metadata,
    key_column("token_hash"),
    text_column("member_id"),
    Column("created_at", DateTime, nullable=False),
    comment="The way out that a sent mail holds; works without signing in",
)
log = Table(
    "log",
    metadata,
    key_column("id"),
    text_column("county_code", optional=True, comment="The county in whose name it was done; empty: of all"),
    Column("at", DateTime, nullable=False),
    text_column("by", comment="Id of a member, or what else acted; who a removed member was is gone"),
    text_column("action"),
    text_column("subject"),
    text_column("before", optional=True),
    text_column("after", optional=True),
    comment="Who did what and when. Appended alone; never holds what was erased, nor a token",
)
