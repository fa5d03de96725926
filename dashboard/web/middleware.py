"""What every answer passes: the page shell, compressed static files, closed doors and safe headers."""

import gzip
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address import with_base
from dashboard.web.identity import SIGNED_OUT, end_own_sign_in
from dashboard.web.shared import SHARED, SHARED_HEADERS, WORKBOOK, opened, workbook
from dashboard.web.shell import Asset, script, shell

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        # blob: is where Streamlit loads the scripts of our own components from; wasm is its table reader.
        "script-src 'self' blob: 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/_stcore/upload_file")
A_YEAR = "public, max-age=31536000, immutable"

NOT_FOUND = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Sidan finns inte – Lägesbild</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/lagesbild.css"></head><body class="lb-alone"><main><h1>Sidan finns inte</h1>
<p>Adressen leder ingenstans. Den kan vara felskriven, eller så har sidan fått en annan adress.</p>
<p><a href="/">Till Länet, sidan där allt börjar</a></p></main></body></html>"""


PRIVATE = "private, no-store"
"""What may be of one person alone, and is everything that does not say otherwise: no browser and no proxy keeps it."""


class SafeHeaders:
    """Adds the security headers to every answer, and has none kept that does not say it may be."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the headers back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", PRIVATE)
                if scope["path"] in SHARED:
                    headers.update(SHARED_HEADERS)
                if "server" in headers:
                    del headers["server"]
            await send(message)

        await self.app(scope, receive, with_headers)


class Front:
    """Answers for pages and static files itself, closes what nobody outside needs, and leaves the rest to Streamlit."""

    def __init__(self, app: ASGIApp, page_paths: Collection[str], own_paths: Callable[[str], bool]) -> None:
        self.app = app
        self.page_paths = frozenset(page_paths)
        self.own_paths = own_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is ours, refuse what is closed, pass on the rest."""
        answer = None
        if scope["type"] == "http":
            answer = await self._shared(scope) if scope["path"] in SHARED else self._answer(scope)
            if answer is None and scope["path"] == SIGNED_OUT:
                answer = await run_in_threadpool(end_own_sign_in, Request(scope).cookies)
        await (answer or self.app)(scope, receive, send)

    async def _shared(self, scope: Scope) -> Response:
        """The shell of a shared view, when its link opens, or its workbook; never kept, so each opening is counted."""
        if scope["path"] == WORKBOOK:
            return await workbook(Request(scope))
        found = await opened(Request(scope), counted=scope["method"] == "GET")
        return found if isinstance(found, Response) else send_asset(shell(), Headers(scope=scope), "no-store")

    def _answer(self, scope: Scope) -> Response | None:
        path, headers = scope["path"], Headers(scope=scope)
        if path in self.page_paths:
            return send_asset(shell(), headers, "no-cache")
        if path.startswith("/static/"):
            found = script(path.removeprefix("/static/"))
            return send_asset(found, headers, A_YEAR) if found else PlainTextResponse("Finns inte", 404)
        if path.startswith(CLOSED) or (path == "/_stcore/host-config" and not _from_own_page(headers)):
            return PlainTextResponse("Finns inte", 404)
        if path.startswith("/_stcore/") or path.startswith("/media/") or self.own_paths(path):
            return None
        return HTMLResponse(with_base(NOT_FOUND), 404)


def send_asset(found: Asset, headers: Headers, cache_control: str) -> Response:
    """`found` as an answer: nothing when the browser has it already, gzipped when it takes that."""
    answered = {"Cache-Control": cache_control, "ETag": found.etag, "Vary": "Accept-Encoding"}
    if headers.get("if-none-match") == found.etag:
        return Response(status_code=304, headers=answered)
    content = found.content
    if found.gzipped and "gzip" in headers.get("accept-encoding", ""):
        answered["Content-Encoding"] = "gzip"
    elif found.gzipped:
        content = gzip.decompress(content)
    return Response(content, media_type=found.media_type, headers=answered)


def _from_own_page(headers: Headers) -> bool:
    """Whether one of our pages asks: its script will not start without an answer, and nobody else needs one."""
    if headers.get("sec-fetch-site"):
        return headers["sec-fetch-site"] == "same-origin"
    return urlsplit(headers.get("referer", "")).netloc == headers.get("host")
