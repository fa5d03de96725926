"""The door of shared links: what opens, what answers when nothing does, and the one file that may be taken along."""

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.access.guess_limit import TooManyTries
from dashboard.address import with_base
from dashboard.errors import DatabaseUnavailable
from dashboard.reports.registry import NothingToReport, make
from dashboard.store.records import Row
from dashboard.ui.shared_view import GONE, GONE_WORDS, KEY, TOO_MANY, open_shared, parameters_of, show_shared
from dashboard.ui.visit import context_of

PAGE, WORKBOOK = "/delad", "/delad.xlsx"
SHARED = frozenset({PAGE, WORKBOOK})
"""Paths that open to whoever has a link."""
SHARED_HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
"""What every answer about a shared link says: not to be found, not told of, not kept."""
DELAY = 0.25
"""Seconds that an answer waits when a token opens nothing."""
_ALONE = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{heading} – Lägesbild</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<link rel="stylesheet" href="/lagesbild.css"></head><body class="lb-alone"><main><h1>{heading}</h1>
<p>{words}</p></main></body></html>"""


async def opened(request: Request, *, counted: bool) -> Row | Response:
    """The link that the request's token opens, or an answer: one for a link that is no more and one that never was."""
    address = request.client.host if request.client else None
    token = request.query_params.get(KEY, "")
    try:
        row = await run_in_threadpool(open_shared, token, address, counted=counted)
    except TooManyTries as refusal:
        page = _ALONE.format(heading=TOO_MANY, words=refusal)
        return HTMLResponse(with_base(page), 429, SHARED_HEADERS | {"Retry-After": str(refusal.seconds)})
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503, SHARED_HEADERS)
    if row is not None:
        return row
    if token:
        await asyncio.sleep(DELAY)
    return HTMLResponse(with_base(_ALONE.format(heading=GONE, words=GONE_WORDS)), 410, SHARED_HEADERS)


async def workbook(request: Request) -> Response:
    """The figures of the shared view as a workbook; only those that the view itself shows."""
    found = await opened(request, counted=False)
    return found if isinstance(found, Response) else await run_in_threadpool(_workbook, found)


def _workbook(row: Row) -> Response:
    page = show_shared(row)
    context, _ = context_of(parameters_of(row))
    try:
        made = make("vy.xlsx", context, page.path)
    except NothingToReport as error:
        return PlainTextResponse(str(error), 404, SHARED_HEADERS)
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503, SHARED_HEADERS)
    headers = SHARED_HEADERS | {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=made.kind, headers=headers)
