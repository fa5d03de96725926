"""The feed of what a member follows, and the way out of the mail: both by a token, without signing in."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.access.digest import WEEK, Difference, differences, send_due
from dashboard.access.follow import hash_of, leads_out, leave_by_token, viewer_of_feed
from dashboard.access.mail import Mailer, mailer_of
from dashboard.errors import DatabaseUnavailable, NotAllowed
from dashboard.pages.following.followed import FEED, link_to
from dashboard.settings import settings
from dashboard.ui.markup import markup
from dashboard.ui.visit import context_of, service_store, use_viewer
from dashboard.web.base_path import home_of

LEAVE = "/avsluta"
_GONE = "Adressen gäller inte längre. Logga in på Lägesbild och se vad du följer på sidan Sparat och följt."
_UNLISTED = {"X-Robots-Tag": "noindex"}
_YEAR, _HOUR = timedelta(days=365), 3600
_log = logging.getLogger("lagesbild")


def feed(request: Request) -> Response:
    """What is new in what a member follows, the last year, as an Atom feed (RFC 4287); 410 for an unknown token."""
    token = request.query_params.get("nyckel", "")
    try:
        viewer = viewer_of_feed(service_store(), token, local=settings().access == "local")
        if viewer is None:
            return PlainTextResponse(_GONE, 410, headers=_UNLISTED)
        use_viewer(viewer)
        context, _ = context_of({})
        view = context.view
        found = differences(context.store, view.county, view.as_of - _YEAR, view.as_of)
    except NotAllowed:
        return PlainTextResponse(_GONE, 410, headers=_UNLISTED)
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503, headers=_UNLISTED)
    home = settings().public_url or home_of(request)
    entries = [_entry(one, home + link_to(view, one)) for one in found]
    updated = max((one["updated"] for one in entries), default=f"{view.as_of}T00:00:00Z")
    own = f"urn:lagesbild:foljer:{hash_of(token)[:16]}"
    written = markup("own_feed.xml", entries=entries, updated=updated, home=home, feed_id=own)
    return Response(written, media_type="application/atom+xml; charset=utf-8", headers=_UNLISTED)


def leave(request: Request) -> Response:
    """GET asks, POST ends the mail to whoever the token was sent to, also as one click in a mail program (RFC 8058).

    Asking alone changes nothing: mail is opened by programs that look for harm.
    """
    token = request.query_params.get("nyckel", "")
    try:
        known = (
            leave_by_token(service_store(), token) if request.method == "POST" else leads_out(service_store(), token)
        )
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503, headers=_UNLISTED)
    if not known:
        return PlainTextResponse(_GONE, 410, headers=_UNLISTED)
    if request.method == "POST":
        words = "Du får inga fler brev. Det du följer finns kvar, och du kan slå på breven igen när du är inloggad."
        return _page("Breven är avslutade", words)
    return _page(
        "Sluta få brev?", "Du får brev från Lägesbild om det du följer. Du behöver inte logga in för att sluta.", token
    )


def _page(heading: str, words: str, token: str = "") -> Response:
    return HTMLResponse(markup("unsubscribe.html", heading=heading, words=words, token=token), headers=_UNLISTED)


def _entry(one: Difference, url: str) -> dict[str, str]:
    code = one.row.get("item_id") or one.row.get("measure_id")
    was = f"{one.was} → " if one.was else ""
    mark = "Exempeldata. " if one.synthetic else ""
    return {
        "id": f"urn:lagesbild:{one.row['kind']}:{code}:{one.row['principal_code']}:{one.known_on}",
        "title": f"{one.principal}: {one.item}",
        "summary": f"{mark}{one.what}. {was}{one.now}. Källa: {one.row['source']}.",
        "url": url,
        "updated": f"{one.known_on}T00:00:00Z",
    }


@asynccontextmanager
async def weekly_mail() -> AsyncIterator[None]:
    """While the service runs, mail goes out by itself a week after the last, when mail is set up.

    The command `lagesbild digest` cannot do it beside a DuckDB file, which one process at a time has.
    """
    mailer = mailer_of(settings())
    task = asyncio.create_task(_by_the_hour(mailer)) if mailer else None
    try:
        yield
    finally:
        if task:
            task.cancel()


async def _by_the_hour(mailer: Mailer) -> None:
    while True:
        await asyncio.sleep(_HOUR)
        await asyncio.to_thread(send_by_the_week, mailer)


def send_by_the_week(mailer: Mailer) -> None:
    """Send what has waited for a week; what goes wrong is told in the log of the service, and tried again."""
    try:
        faults = [one.fault for one in send_due(service_store(), mailer, every=WEEK) if one.fault]
    except Exception:  # the next hour is another try, whatever it was
        _log.exception("the mail could not be sent")
        return
    for fault in faults:
        _log.error("a mail could not be sent: %s", fault)


FOLLOWING_ROUTES = [Route(FEED, feed), Route(LEAVE, leave, methods=["GET", "POST"])]
