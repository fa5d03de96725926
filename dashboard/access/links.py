"""Shared links: a view that is open to whoever has its token. The token is shown once; only its SHA-256 is kept."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from sqlalchemy import ColumnElement, insert, select, update

from dashboard.access.members import member_named, viewer_of
from dashboard.access.viewer import LOCAL_ID, Viewer
from dashboard.errors import LagesbildError, NotAllowed
from dashboard.settings import settings
from dashboard.store.log import Line, add_line
from dashboard.store.records import Row
from dashboard.store.schema.access import share_link
from dashboard.store.scope import ADMINISTER, FIGURES, READING, SHARE, Reading, Scope
from dashboard.store.store import Store
from dashboard.wording.plain_text import clean, cleaned

USUAL_DAYS, MOST_DAYS = 30, 180
LONGEST_PURPOSE = 200
LONGEST_FUNCTION = 120
BEYOND_FIGURES = READING - {FIGURES}
"""Rights that a link may give beside published figures, each only when the one who shares says so."""
OPEN, EXPIRED, REVOKED, LOST = "open", "expired", "revoked", "lost"
"""How a link stands; lost is one whose sharer may no longer share what is in it."""
_TOKEN_BYTES = 24
_LONGEST_TOKEN = 100


@dataclass(frozen=True)
class Shared:
    """What is to be shared: a page with its parameters, frozen at `as_of` or following, for how many days, for whom.

    `shared_by` is the function of whoever shares, when no sign-in says it.
    """

    county_code: str
    page: str
    parameters: str
    as_of: date | None
    rights: frozenset[str]
    purpose: str
    days: int = USUAL_DAYS
    shared_by: str = ""


def make_link(store: Store, shared: Shared) -> str:
    """Make a link; its token, which cannot be had again. Rights that the sharer lacks are left out.

    Raises NotAllowed without the right to share, LagesbildError when something given cannot be used.
    """
    if not store.scope.may(SHARE) or not store.scope.reaches(shared.county_code):
        raise NotAllowed("Din roll får inte dela vyer. Ingenting delades.")
    purpose = " ".join(clean(shared.purpose).split())
    function = store.scope.function or " ".join(clean(shared.shared_by).split())
    if not 0 < len(purpose) <= LONGEST_PURPOSE:
        raise LagesbildError(f"Skriv vem länken är till, med högst {LONGEST_PURPOSE} tecken.")
    if not 0 < len(function) <= LONGEST_FUNCTION:
        raise LagesbildError(f"Skriv vilken funktion du har, med högst {LONGEST_FUNCTION} tecken.")
    if not 1 <= shared.days <= MOST_DAYS:
        raise LagesbildError(f"En länk gäller i minst en och högst {MOST_DAYS} dagar.")
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), store.now()
    rights = shared.rights & BEYOND_FIGURES & store.scope.reading.rights
    row = {
        "id": f"lank-{uuid4().hex[:12]}",
        "token_hash": _hash(token),
        "county_code": shared.county_code,
        "member_id": store.scope.who,
        "shared_by": function,
        "page": shared.page,
        "parameters": urlencode(cleaned(parse_qsl(shared.parameters))),
        "as_of": shared.as_of,
        "rights": ",".join(sorted(rights)),
        "purpose": purpose,
        "created_at": now,
        "expires_at": now + timedelta(days=shared.days),
        "opened": 0,
    }
    with store.writing() as connection:
        connection.execute(insert(share_link), [row])
        told = {name: row[name] for name in ("page", "as_of", "rights", "expires_at")}
        add_line(connection, Line(now, store.scope.who, shared.county_code), "share", str(row["id"]), None, told)
    return token


def link_of(store: Store, token: str) -> Row | None:
    """The link that `token` is of, however it stands; None when it is of none. `store` is the system's own."""
    if not 0 < len(token) <= _LONGEST_TOKEN:
        return None
    return next(iter(_rows(store, share_link.c.token_hash == _hash(token))), None)


def open_link(store: Store, token: str, *, counted: bool) -> Row | None:
    """The link that `token` opens; None when it is unknown, expired or revoked, or its sharer may no longer share it.

    `store` is the system's own. A page that is loaded is `counted`.
    """
    row = link_of(store, token)
    if row is None or state_of(store, row) != OPEN:
        return None
    if counted:
        opened = {"opened": share_link.c.opened + 1, "last_opened_at": store.now()}
        with store.writing() as connection:
            connection.execute(update(share_link).where(share_link.c.id == row["id"]).values(**opened))
    return row


def state_of(store: Store, row: Row) -> str:
    """How a link stands: open, expired, revoked or lost."""
    if row["revoked_at"]:
        return REVOKED
    if row["expires_at"] <= store.now():
        return EXPIRED
    if row["member_id"] == LOCAL_ID:
        return OPEN if settings().access == "local" else LOST
    sharer = member_named(store, row["member_id"])
    if sharer is None:
        return LOST
    held = viewer_of(sharer).scope
    return OPEN if held.may(SHARE) and _rights(row) <= held.reading.rights else LOST


def links_of(store: Store, member_id: str) -> list[Row]:
    """The links of a member, the latest first. Raises NotAllowed when it is somebody else, without administering."""
    if member_id != store.scope.who and not _administers(store, store.scope.county):
        raise NotAllowed("Bara den som har delat och administratörer ser delade länkar.")
    own = share_link.c.member_id == member_id
    return _rows(store, own & (share_link.c.county_code == store.scope.county) if store.scope.county else own)


def all_links(store: Store, county_code: str) -> list[Row]:
    """Every link of a county, the latest first. Raises NotAllowed without the right to administer there."""
    if not _administers(store, county_code):
        raise NotAllowed("Bara administratörer ser alla delade länkar.")
    return _rows(store, share_link.c.county_code == county_code)


def revoke_link(store: Store, link_id: str) -> None:
    """End a link for good. Raises NotAllowed when it is neither one's own nor one administers, or there is none such.

    Nobody is told whether a link that is not theirs exists.
    """
    row = next(iter(_rows(store, share_link.c.id == link_id)), None)
    own = row is not None and row["member_id"] == store.scope.who and store.scope.may(SHARE)
    if row is None or not (own or _administers(store, row["county_code"])):
        raise NotAllowed("Bara den som har delat och administratörer återkallar en länk. Ingenting ändrades.")
    if row["revoked_at"]:
        return
    with store.writing() as connection:
        connection.execute(update(share_link).where(share_link.c.id == link_id).values(revoked_at=store.now()))
        add_line(connection, Line(store.now(), store.scope.who, row["county_code"]), "revoke", link_id)


def viewer_of_link(row: Row) -> Viewer:
    """Whoever comes with the link: may read published figures and what the sharer let along, and do nothing."""
    return viewer_of_rights(_rights(row), row["county_code"], row["id"])


def viewer_of_rights(rights: Iterable[str], county: str, link_id: str = "") -> Viewer:
    """Whoever would come with a link to a county that gives these rights beyond figures."""
    reading = Reading(frozenset({FIGURES}) | (frozenset(rights) & BEYOND_FIGURES), county=county)
    return Viewer("shared", Scope(reading, frozenset(), link_id), link_id, counties=(county,))


def _administers(store: Store, county: str) -> bool:
    return store.scope.may(ADMINISTER) and store.scope.reaches(county)


def _rights(row: Row) -> frozenset[str]:
    return frozenset(filter(None, row["rights"].split(","))) & BEYOND_FIGURES


def _rows(store: Store, which: ColumnElement[bool]) -> list[Row]:
    newest = share_link.c.created_at.desc()
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(share_link).where(which).order_by(newest)).mappings()]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
