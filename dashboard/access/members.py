"""Members: who may sign in, and as what. Added at the command line or by an administrator; every change is logged."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.access.claims import Identity
from dashboard.access.roles import ROLE_NAMES, scope_of
from dashboard.access.viewer import Viewer
from dashboard.errors import LagesbildError, NotAllowed, PictureMoved
from dashboard.store.log import Line, add_line
from dashboard.store.records import Row
from dashboard.store.schema.access import digest, follow, member, saved_view, share_link, sign_in, unsubscribe_token
from dashboard.store.schema.catalogue import county, principal
from dashboard.store.scope import ADMINISTER
from dashboard.store.store import Store
from dashboard.wording.plain_text import clean

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST = 120


Seen = tuple[str, str | None, str]
"""Role, huvudman and function of a member, as somebody has seen them."""


def add_member(
    store: Store,
    county_code: str,
    email: str,
    role: str,
    principal_code: str | None = None,
    function: str = "",
    seen: Mapping[str, Seen] | None = None,
) -> str:
    """Add a member, or give the one with this address another role; the member's id.

    `seen` are the members by address as whoever changes one has seen them, if they were shown.

    Raises NotAllowed without the right to administer, LagesbildError when something given means nothing, PictureMoved
    when the member is not as it was seen.
    """
    _require_administrator(store, county_code)
    email = clean(email).strip().lower()
    function = " ".join(clean(function).split()) or ROLE_NAMES.get(role, "")
    given = {"role": role, "principal_code": principal_code or None, "function": function}
    with store.writing() as connection:
        _check(connection, county_code, email, given)
        found = connection.execute(
            select(member).where(member.c.county_code == county_code, member.c.email == email)
        ).first()
        _refuse_unseen(email, seen, (found.role, found.principal_code, found.function) if found else None)
        if found is not None:
            _keep_an_administrator(store, connection, found.id, county_code, str(given["role"]))
            before = {name: found._mapping[name] for name in given}
            connection.execute(update(member).where(member.c.id == found.id).values(**given))
            _log(store, connection, county_code, str(found.id), before, given)
            return str(found.id)
        id_ = f"medlem-{uuid4().hex[:12]}"
        new = {"id": id_, "county_code": county_code, "email": email, "added_at": store.now(), **given}
        connection.execute(insert(member), [new | {"added_by": store.scope.who}])
        _log(store, connection, county_code, id_, None, given)
        return id_


def remove_member(store: Store, member_id: str) -> None:
    """Remove a member with all that is held on them; shared links end. The log keeps that it was done.

    Raises NotAllowed without the right to administer, LagesbildError when there is no such member.
    """
    _require_administrator(store, store.scope.county)
    with store.writing() as connection:
        found = connection.execute(select(member).where(member.c.id == member_id)).first()
        if found is None or not store.scope.reaches(found.county_code):
            raise LagesbildError("Det finns ingen sådan medlem. Ladda om sidan och se vilka som finns.")
        _keep_an_administrator(store, connection, member_id, found.county_code, "")
        for table in (saved_view, follow, digest, unsubscribe_token):
            connection.execute(delete(table).where(table.c.member_id == member_id))
        _end_sign_ins(connection, dict(found._mapping), store.now())
        still = (share_link.c.member_id == member_id) & share_link.c.revoked_at.is_(None)
        connection.execute(update(share_link).where(still).values(revoked_at=store.now()))
        connection.execute(delete(member).where(member.c.id == member_id))
        _log(
            store,
            connection,
            found.county_code,
            member_id,
            {"role": found.role, "principal_code": found.principal_code},
            "borttagen",
        )


def members(store: Store, county_code: str) -> list[Row]:
    """Every member of a county, by address. Raises NotAllowed without the right to administer there."""
    _require_administrator(store, county_code)
    with store.reading() as connection:
        found = connection.execute(select(member).where(member.c.county_code == county_code).order_by(member.c.email))
        return [dict(row) for row in found.mappings()]


def members_of(store: Store, who: Identity) -> list[Row]:
    """The members that somebody at a sign-in provider is, one in each county; none when they are no member.

    From the first sign-in a member is held to that provider and to who it is there, so that another provider cannot
    claim the same address.
    """
    if not who.address or not who.issuer or not who.subject:
        return []
    named = select(member).where(member.c.email == who.address).order_by(member.c.county_code)
    with store.reading() as connection:
        found = [dict(row) for row in connection.execute(named).mappings()]
    if new := [row["id"] for row in found if row["issuer"] is None]:
        with store.writing() as connection:
            free = member.c.id.in_(new) & member.c.issuer.is_(None)
            connection.execute(update(member).where(free).values(issuer=who.issuer, subject=who.subject))
        return members_of(store, who)
    return [row for row in found if (row["issuer"], row["subject"]) == (who.issuer, who.subject)]


def viewer_of(row: Row, counties: Sequence[str] = ()) -> Viewer:
    """The viewer that a member is, in its county; `counties` are all that it is a member in."""
    county = str(row["county_code"])
    scope = scope_of(row["role"], row["principal_code"], row["id"], row["function"], county)
    return Viewer("member", scope, row["id"], row["role"], row["email"], tuple(counties) or (county,))


def member_named(store: Store, member_id: str) -> Row | None:
    """The member with this id; None when there is none."""
    with store.reading() as connection:
        found = connection.execute(select(member).where(member.c.id == member_id)).first()
    return dict(found._mapping) if found else None


def _end_sign_ins(connection: Connection, row: Mapping[str, object], now: datetime) -> None:
    """End every sign-in of whoever a member is, in all counties, and keep no name beside those of this one.

    Ended and not erased: what is not on record could count as a new sign-in for as long as its cookie is good.
    """
    same = member.c.id == row["id"]
    if row["issuer"] is not None:
        same |= (member.c.issuer == row["issuer"]) & (member.c.subject == row["subject"])
    theirs = sign_in.c.member_id.in_(select(member.c.id).where(same))
    connection.execute(update(sign_in).where(theirs, sign_in.c.ended_at.is_(None)).values(ended_at=now))
    connection.execute(update(sign_in).where(sign_in.c.member_id == row["id"]).values(member_id=""))


def _refuse_unseen(email: str, seen: Mapping[str, Seen] | None, stands: Seen | None) -> None:
    """Raise PictureMoved when a member would be changed that is not as whoever changes it has seen."""
    if seen is None or seen.get(email) == stands:
        return
    if stands is None:
        raise PictureMoved(f"{email} togs bort medan du skrev. Ingenting sparades. Spara igen om det ska gälla ändå.")
    role, principal_code, function = stands
    words = ", ".join(filter(None, (ROLE_NAMES[role].lower(), principal_code, function)))
    raise PictureMoved(
        f"{email} ändrades medan du skrev, och är nu {words}. Ingenting sparades. Se efter och spara igen."
    )


def _require_administrator(store: Store, county_code: str) -> None:
    if not store.scope.may(ADMINISTER) or not store.scope.reaches(county_code):
        raise NotAllowed("Bara administratörer sköter behörigheter. Ingenting ändrades.")


def _keep_an_administrator(store: Store, connection: Connection, member_id: str, county_code: str, role: str) -> None:
    """Raise LagesbildError when a member would leave the county without anybody who can let others in."""
    others = (member.c.county_code == county_code) & (member.c.role == "administrator") & (member.c.id != member_id)
    alone = connection.execute(select(member.c.id).where(others)).first() is None
    if store.scope.function and role != "administrator" and alone:
        raise LagesbildError("Minst en administratör måste finnas. Lägg till en annan först. Ingenting ändrades.")


def _check(connection: Connection, county_code: str, email: str, given: Mapping[str, str | None]) -> None:
    if not _EMAIL.fullmatch(email) or len(email) > _LONGEST:
        raise LagesbildError(f"”{email[:40]}” är ingen e-postadress. Skriv den som personen loggar in med.")
    if given["role"] not in ROLE_NAMES:
        raise LagesbildError(f"Det finns ingen roll ”{given['role']}”. Välj en av {', '.join(ROLE_NAMES)}.")
    if len(str(given["function"])) > _LONGEST:
        raise LagesbildError("Funktionen är för lång. Skriv till exempel ”Skolchef Flen”.")
    if (given["role"] == "editor") != bool(given["principal_code"]):
        raise LagesbildError("En redaktör hör till en huvudman, och ingen annan gör det. Välj roll och huvudman igen.")
    if connection.execute(select(county.c.code).where(county.c.code == county_code)).first() is None:
        raise LagesbildError(f"Det finns inget län {county_code}.")
    if given["principal_code"]:
        known = (principal.c.code == given["principal_code"]) & (principal.c.county_code == county_code)
        if connection.execute(select(principal.c.code).where(known)).first() is None:
            raise LagesbildError(f"Det finns ingen huvudman {given['principal_code']} i länet.")


def _log(
    store: Store,
    connection: Connection,
    county_code: str,
    subject: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | str,
) -> None:
    add_line(connection, Line(store.now(), store.scope.who, county_code), "rights", subject, before, after)
