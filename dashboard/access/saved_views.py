"""Views that a member has named, to come back to."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy import delete, insert, select

from dashboard.access.owner import own_id
from dashboard.errors import LagesbildError
from dashboard.store.records import Row
from dashboard.store.schema.access import saved_view
from dashboard.store.store import Store
from dashboard.wording.plain_text import clean, cleaned

LONGEST_NAME = 80
MOST = 100
"""So many views at most can a member have named."""
_PAGE = re.compile(r"/[a-z-]{0,40}")


def save_view(store: Store, name: str, page: str, parameters: Mapping[str, str]) -> None:
    """Keep the view `parameters` of a page under a name of its own.

    Raises LagesbildError when the name is empty, too long or taken, or there are too many; NotAllowed.
    """
    who, name = own_id(store), " ".join(clean(name).split())
    if not name or len(name) > LONGEST_NAME:
        raise LagesbildError(f"Ge vyn ett namn på högst {LONGEST_NAME} tecken.")
    if not _PAGE.fullmatch(page):
        raise LagesbildError("Det finns ingen sådan sida att spara.")
    with store.writing() as connection:
        known = connection.execute(select(saved_view.c.name).where(saved_view.c.member_id == who)).scalars().all()
        if name in known:
            raise LagesbildError(f"Du har redan en vy som heter ”{name}”. Välj ett annat namn, eller ta bort den.")
        if len(known) >= MOST:
            raise LagesbildError(f"Du har {MOST} sparade vyer. Ta bort någon innan du sparar en ny.")
        new = {"id": uuid4().hex, "member_id": who, "name": name, "page": page, "created_at": store.now()}
        connection.execute(insert(saved_view), [new | {"parameters": urlencode(cleaned(dict(parameters)))}])


def saved_views(store: Store) -> list[Row]:
    """The views of whoever asks, in the order they were named. Raises NotAllowed."""
    own = saved_view.c.member_id == own_id(store)
    with store.reading() as connection:
        found = connection.execute(select(saved_view).where(own).order_by(saved_view.c.created_at, saved_view.c.name))
        return [dict(row) for row in found.mappings()]


def remove_view(store: Store, view_id: str) -> None:
    """Forget a view; nothing happens when it is not one's own. Raises NotAllowed."""
    own = (saved_view.c.member_id == own_id(store)) & (saved_view.c.id == view_id)
    with store.writing() as connection:
        connection.execute(delete(saved_view).where(own))
