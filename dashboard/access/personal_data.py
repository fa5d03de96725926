"""What is held on a person: read by that person, on the page and as a file."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, func, select

from dashboard.access.owner import own_id
from dashboard.store.records import Row
from dashboard.store.schema.access import (
    digest,
    follow,
    log,
    member,
    saved_view,
    share_link,
    sign_in,
    unsubscribe_token,
)
from dashboard.store.schema.work import contact
from dashboard.store.store import Store

_SECRET = {"token_hash", "feed_hash"}
"""How tokens are known; of no use to the person, and of none to anybody else."""


def held_on(store: Store) -> dict[str, list[Row]]:
    """Everything that is held on whoever asks, by table: what it is as a member, has saved, shared and done.

    Contacts are those with the member's own address as their mailbox. Raises NotAllowed.
    """
    who = own_id(store)
    with store.reading() as connection:

        def rows(table: Table, own: ColumnElement[bool], order: str, without: Iterable[str] = ()) -> list[Row]:
            columns = [column for column in table.columns if column.name not in {*_SECRET, *without}]
            found = connection.execute(select(*columns).where(own).order_by(table.c[order].desc()))
            return [dict(row) for row in found.mappings()]

        email = select(member.c.email).where(member.c.id == who).scalar_subquery()
        return {
            "member": rows(member, member.c.id == who, "id"),
            "sign_in": rows(sign_in, sign_in.c.member_id == who, "started_at", {"id"}),
            "contact": rows(contact, func.lower(contact.c.mailbox) == email, "id"),
            "share_link": rows(share_link, share_link.c.member_id == who, "created_at"),
            "saved_view": rows(saved_view, saved_view.c.member_id == who, "created_at"),
            "follow": rows(follow, follow.c.member_id == who, "since"),
            "digest": rows(digest, digest.c.member_id == who, "member_id"),
            "unsubscribe_token": rows(unsubscribe_token, unsubscribe_token.c.member_id == who, "created_at"),
            "log": rows(log, (log.c.by == who) | (log.c.subject == who), "at"),
        }


def as_plain(held: dict[str, list[Row]]) -> dict[str, list[dict[str, object]]]:
    """The same with days and times as text, as a JSON file has them."""
    return {
        table: [{name: _plain(value) for name, value in row.items()} for row in rows] for table, rows in held.items()
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
