"""Sign-ins: who a visit is of, when it began, and when it ends. A cookie is known by its SHA-256 alone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from dashboard.access.members import members_of_claims, viewer_of
from dashboard.access.viewer import NOBODY, Viewer
from dashboard.store.log import Line, add_line
from dashboard.store.records import Row
from dashboard.store.schema.access import member, sign_in
from dashboard.store.scope import NOTHING
from dashboard.store.store import Store

_NOTED = timedelta(seconds=60)
"""So often at most it is noted that somebody is still there."""
_NO_MEMBER = "ingen medlem"
KEPT = timedelta(days=90)
"""So long a sign-in is kept on record."""


def viewer_of_sign_in(
    store: Store, counties: Sequence[str], cookie: str, claims: Mapping[str, object], idle: timedelta
) -> tuple[Viewer, bool]:
    """Who a signed-in visit is of, and whether it has ended: by sign-out, or nothing having been done for `idle`.

    `store` is the system's own. Of somebody who is a member in several counties it is the first of `counties` that is
    one of them, or the first by code. Somebody who is no member is a stranger, whose `email` is what the provider said.
    """
    name, now = _name_of(cookie), store.now()
    known = _known(store, name)
    if known is not None and (known["ended_at"] or now - known["last_seen_at"] > idle):
        if not known["ended_at"]:
            end_sign_in(store, cookie)
        return NOBODY, True
    own = {row["county_code"]: row for row in members_of_claims(store, claims)}
    row = next((own[county] for county in [*counties, *own] if county in own), None)
    who = row["id"] if row else ""
    if known is None:
        _begin(store, name, Line(now, who or _NO_MEMBER, row["county_code"] if row else ""))
    elif now - known["last_seen_at"] > _NOTED:
        with store.writing() as connection:
            connection.execute(update(sign_in).where(sign_in.c.id == name).values(last_seen_at=now))
    if row is None:
        email = str(claims.get("email") or claims.get("preferred_username") or "")
        return Viewer("stranger", NOTHING, email=email[:120]), False
    return viewer_of(row, list(own)), False


def end_sign_in(store: Store, cookie: str) -> None:
    """End a sign-in for good; whoever comes with its cookie again is nobody."""
    name = _name_of(cookie)
    with store.writing() as connection:
        found = connection.execute(select(sign_in).where(sign_in.c.id == name)).first()
        if found is None or found.ended_at:
            return
        connection.execute(update(sign_in).where(sign_in.c.id == name).values(ended_at=store.now()))
        county = connection.execute(select(member.c.county_code).where(member.c.id == found.member_id)).scalar()
        add_line(connection, Line(store.now(), found.member_id or _NO_MEMBER, county or ""), "sign_out", "")


def _begin(store: Store, name: str, line: Line) -> None:
    with store.writing() as connection:
        if connection.execute(select(sign_in.c.id).where(sign_in.c.id == name)).first() is not None:
            return  # another tab of the same browser was first
        connection.execute(delete(sign_in).where(sign_in.c.last_seen_at < line.at - KEPT))
        who = "" if line.by == _NO_MEMBER else line.by
        begun = {"id": name, "member_id": who, "started_at": line.at, "last_seen_at": line.at}
        connection.execute(insert(sign_in), [begun])
        add_line(connection, line, "sign_in", "")


def _known(store: Store, name: str) -> Row | None:
    with store.reading() as connection:
        found = connection.execute(select(sign_in).where(sign_in.c.id == name)).first()
    return dict(found._mapping) if found else None


def _name_of(cookie: str) -> str:
    return sha256(cookie.encode()).hexdigest()
