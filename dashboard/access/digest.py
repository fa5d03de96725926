"""The differences in what a member follows, asked as that member: nobody is told what it may not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from dashboard.access.follow import ASPECT, PRINCIPAL, followed, note_sent
from dashboard.access.mail import Mailer
from dashboard.access.members import member_named, viewer_of
from dashboard.errors import LagesbildError
from dashboard.store.records import Row
from dashboard.store.schema.access import digest
from dashboard.store.store import Store

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Difference:
    """One thing that is new or another than it was. `aspect` is what it was followed by, if not its huvudman.

    `row` is as the query gave it.
    """

    what: str
    principal: str
    item: str
    was: str
    now: str
    known_on: date
    synthetic: bool
    aspect: str
    row: Mapping[str, object]

    @property
    def words(self) -> str:
        """The difference in one line."""
        was = f"{self.was} → " if self.was else ""
        mark = " (exempeldata)" if self.synthetic else ""
        return f"{self.what}, {self.principal}: {self.item}. {was}{self.now}.{mark}"


@dataclass(frozen=True)
class Sent:
    """What became of one member's mail: the address, how many differences, and what went wrong, if anything did."""

    email: str
    count: int
    fault: str = ""


def differences(store: Store, county: str, since: date, until: date) -> list[Difference]:
    """What has become known after `since` up to `until` of what whoever asks follows, the newest first.

    Of a huvudman every change; of an aspect every answer to one of its measures. Raises NotAllowed.
    """
    own = followed(store)
    principals = {id_ for kind, id_ in own if kind == PRINCIPAL}
    aspects = {id_ for kind, id_ in own if kind == ASPECT}
    asked: dict[str, str | date] = {"as_of": until, "county": county, "since": since}
    found = []
    if principals:
        rows = store.answer("county/changes", **asked).rows
        found += [_difference(row, str(row["item"])) for row in rows if row["principal_code"] in principals]
    if aspects:
        aspect_of = {
            row["measure_id"]: row["aspect_id"] for row in store.answer("catalogue/measures", county=county).rows
        }
        for row in store.answer("county/answer_changes", **asked).rows:
            if (aspect := aspect_of.get(row["measure_id"])) in aspects:
                found.append(_difference(row, f"{row['measure']}, {row['round']}", str(aspect)))
    return sorted(found, key=lambda one: one.known_on, reverse=True)


def send_due(store: Store, mailer: Mailer | None, *, county: str = "", every: timedelta = timedelta(1)) -> list[Sent]:
    """Mail every member who wants it what is new since its last mail, when that was at least `every` ago.

    Of every county, or of one. `store` is the service's own. What becomes known today is told tomorrow, so that
    nothing is lost between two mails.
    A member of whose nothing has changed gets no mail. Without a `mailer` nothing is sent or noted.
    """
    until = store.now().date() - timedelta(days=1)
    told = []
    for who, sent_until in _wanting(store):
        row = member_named(store, who)
        since = sent_until or until
        if row is None or county not in ("", row["county_code"]) or until - since < every:
            continue
        new = differences(store.for_viewer(viewer_of(row).scope), row["county_code"], since, until)
        fault = ""
        if mailer is not None and not note_sent(store, who, sent_until, until):
            continue
        if new and mailer is not None:
            try:
                mailer.send(store, row, [one.words for one in new], since, until)
            except LagesbildError as error:
                fault = str(error)
                note_sent(store, who, until, sent_until)  # it did not go, and is tried again
        if new:
            told.append(Sent(row["email"], len(new), fault))
    return told


def _wanting(store: Store) -> list[tuple[str, date | None]]:
    wanted = select(digest.c.member_id, digest.c.sent_until).where(digest.c.by_mail).order_by(digest.c.member_id)
    with store.reading() as connection:
        return [(who, until) for who, until in connection.execute(wanted)]


def _difference(row: Row, item: str, aspect: str = "") -> Difference:
    return Difference(
        what=str(row["kind_label"]),
        principal=str(row["principal"]),
        item=item,
        was=str(row["was"] or ""),
        now=str(row["now"] or ""),
        known_on=row["known_on"],
        synthetic=bool(row["synthetic"]),
        aspect=aspect,
        row=row,
    )
