"""What a member follows: huvudmän and aspects. And how it gets the differences: by mail, by a feed of its own."""

import secrets
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.access.members import member_named, viewer_of
from dashboard.access.owner import own_id
from dashboard.access.viewer import LOCAL, LOCAL_ID, Viewer
from dashboard.errors import LagesbildError
from dashboard.store.records import Row
from dashboard.store.schema.access import digest, follow, unsubscribe_token
from dashboard.store.schema.catalogue import aspect, principal
from dashboard.store.store import Store

PRINCIPAL, ASPECT = "principal", "aspect"
_KEPT = timedelta(days=400)
"""So long the way out of a mail works."""


def start_following(store: Store, kind: str, subject_id: str) -> None:
    """Follow a huvudman or an aspect from now on. Raises LagesbildError when there is none such, NotAllowed."""
    known = {PRINCIPAL: select(principal.c.code).where(principal.c.code == subject_id)}
    known[ASPECT] = select(aspect.c.id).where(aspect.c.id == subject_id)
    if store.scope.county:
        known[PRINCIPAL] = known[PRINCIPAL].where(principal.c.county_code == store.scope.county)
    who = own_id(store)
    with store.writing() as connection:
        if kind not in known or connection.execute(known[kind]).first() is None:
            raise LagesbildError("Det finns inget sådant att följa. Ladda om sidan.")
        one = {"member_id": who, "kind": kind, "subject_id": subject_id}
        if connection.execute(select(follow.c.kind).filter_by(**one)).first() is None:
            connection.execute(insert(follow), [one | {"since": store.now().date()}])


def stop_following(store: Store, kind: str, subject_id: str) -> None:
    """Follow it no more; nothing happens when it was not followed. Raises NotAllowed."""
    own = (follow.c.member_id == own_id(store)) & (follow.c.kind == kind) & (follow.c.subject_id == subject_id)
    with store.writing() as connection:
        connection.execute(delete(follow).where(own))


def followed(store: Store) -> set[tuple[str, str]]:
    """What whoever asks follows, as (kind, id). Raises NotAllowed."""
    own = follow.c.member_id == own_id(store)
    with store.reading() as connection:
        return {(kind, id_) for kind, id_ in connection.execute(select(follow.c.kind, follow.c.subject_id).where(own))}


def way_out(store: Store) -> Row:
    """How whoever asks gets the differences: `by_mail`, whether there is a `feed`, `sent_until`. Raises NotAllowed."""
    with store.reading() as connection:
        found = _digest(connection, own_id(store))
    return {"by_mail": found["by_mail"], "feed": bool(found["feed_hash"]), "sent_until": found["sent_until"]}


def mail_on(store: Store) -> None:
    """Let the differences from today on come by mail. Raises NotAllowed, LagesbildError when there is no address."""
    who = own_id(store)
    if who == LOCAL_ID:
        raise LagesbildError("Den här datorn har ingen e-postadress att skicka till.")
    yesterday = store.now().date() - timedelta(days=1)
    with store.writing() as connection:
        if not _digest(connection, who)["by_mail"]:
            _set(connection, who, by_mail=True, sent_until=yesterday)


def mail_off(store: Store) -> None:
    """Send no more mail to whoever asks. Raises NotAllowed."""
    who = own_id(store)
    with store.writing() as connection:
        _set(connection, who, by_mail=False)


def new_feed(store: Store) -> str:
    """The token of a feed of one's own, told this once; the one before leads nowhere from now on. Raises NotAllowed."""
    who, token = own_id(store), secrets.token_urlsafe(32)
    with store.writing() as connection:
        _set(connection, who, feed_hash=hash_of(token))
    return token


def drop_feed(store: Store) -> None:
    """Let the feed lead nowhere. Raises NotAllowed."""
    who = own_id(store)
    with store.writing() as connection:
        _set(connection, who, feed_hash=None)


def viewer_of_feed(store: Store, token: str, *, local: bool) -> Viewer | None:
    """Whose feed a token opens; None when nobody's. `local` says whether everything is open on this machine.

    `store` is the service's own. A token that was made while everything was open opens nothing once members sign in.
    """
    with store.reading() as connection:
        who = connection.execute(select(digest.c.member_id).where(digest.c.feed_hash == hash_of(token))).scalar()
    if who == LOCAL_ID:
        return LOCAL if local else None
    row = member_named(store, who) if who else None
    return viewer_of(row) if row else None


def new_way_out(store: Store, member_id: str) -> str:
    """A token that ends the mail to a member without signing in, for one mail; `store` is the service's own."""
    token, now = secrets.token_urlsafe(32), store.now()
    with store.writing() as connection:
        connection.execute(delete(unsubscribe_token).where(unsubscribe_token.c.created_at < now - _KEPT))
        new = {"token_hash": hash_of(token), "member_id": member_id, "created_at": now}
        connection.execute(insert(unsubscribe_token), [new])
    return token


def leads_out(store: Store, token: str) -> bool:
    """Whether a token is of a mail that was sent; `store` is the service's own."""
    with store.reading() as connection:
        known = select(unsubscribe_token.c.member_id).where(unsubscribe_token.c.token_hash == hash_of(token))
        return connection.execute(known).first() is not None


def leave_by_token(store: Store, token: str) -> bool:
    """End the mail to whoever the token was sent to; False when it was sent to nobody. It may be done again."""
    with store.writing() as connection:
        known = select(unsubscribe_token.c.member_id).where(unsubscribe_token.c.token_hash == hash_of(token))
        who = connection.execute(known).scalar()
        if who is not None:
            _set(connection, who, by_mail=False)
    return who is not None


def note_sent(store: Store, member_id: str, was: date | None, until: date | None) -> bool:
    """Note that the differences until a day are mailed; False when another process has done so since `was` was read.

    `store` is the service's own. Noted before the mail goes, so that two processes do not both send it.
    """
    with store.writing() as connection:
        known = select(digest.c.sent_until).where(digest.c.member_id == member_id)
        if connection.execute(known).scalar() != was:
            return False
        connection.execute(update(digest).where(digest.c.member_id == member_id).values(sent_until=until))
        return True


def hash_of(token: str) -> str:
    """How a token is kept: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def _digest(connection: Connection, who: str) -> Row:
    found = connection.execute(select(digest).where(digest.c.member_id == who)).first()
    nothing: Row = {"member_id": who, "by_mail": False, "feed_hash": None, "sent_until": None}
    return dict(found._mapping) if found else nothing


def _set(connection: Connection, who: str, **values: object) -> None:
    if connection.execute(select(digest.c.member_id).where(digest.c.member_id == who)).first() is None:
        connection.execute(insert(digest), [_digest(connection, who) | values])
    else:
        connection.execute(update(digest).where(digest.c.member_id == who).values(**values))
