"""Who comes with a visit or a request, as the sign-in cookie says. Streamlit signs, sets and clears the cookie."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import streamlit as st
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, get_signing_secret
from streamlit.web.server.starlette.starlette_server_config import AUTH_COOKIE_MAX_AGE_SECONDS, USER_COOKIE_NAME

from dashboard.access.claims import SignedIn, address_said, identity_of
from dashboard.access.sign_ins import end_sign_in, viewer_of_sign_in
from dashboard.access.viewer import LOCAL, NOBODY, Viewer
from dashboard.address import address
from dashboard.errors import DatabaseUnavailable, NotAllowed
from dashboard.settings import settings
from dashboard.store.scope import EXPORT
from dashboard.ui.visit import current_viewer, service_store, use_viewer
from dashboard.web.sign_in import counts_of

_TOGETHER = timedelta(seconds=2)
"""Within so long all parts of one sign-in are signed."""


def viewer_of_visit() -> tuple[Viewer, bool]:
    """Who looks at the page, and whether a sign-in of theirs has ended."""
    if settings().access == "local":
        return LOCAL, False
    return viewer_of_cookies(st.context.cookies, st.query_params.get("lan", ""))


def viewer_of_cookies(cookies: Mapping[str, str], county: str) -> tuple[Viewer, bool]:
    """Who comes with `cookies`, and whether a sign-in of theirs has ended. A cookie that we did not sign is nothing.

    Somebody who is a member in several counties comes as the one of the `county` that the address names.
    """
    visit = signed_in(cookies)
    if visit is None:
        return NOBODY, False
    idle = timedelta(minutes=settings().idle_minutes)
    return viewer_of_sign_in(service_store(), (county, settings().county), visit, idle)


def leave(request: Request) -> Response:
    """The way out: Streamlit clears the cookie and tells the provider, once `end_own_sign_in` has been there."""
    del request
    return RedirectResponse(address("/" if settings().access == "local" else SIGNED_OUT))


def end_own_sign_in(cookies: Mapping[str, str]) -> Response | None:
    """End the sign-in that `cookies` are of in every window of the browser; an answer when that could not be done."""
    try:
        visit = signed_in(cookies)
        if visit is not None:
            end_sign_in(service_store(), visit)
    except DatabaseUnavailable as error:
        return PlainTextResponse(f"Du är inte utloggad än. {error}", 503)
    return None


def signed_in(cookies: Mapping[str, str]) -> SignedIn | None:
    """The sign-in that `cookies` are of, if we signed every part of it, for this address.

    A long one is in parts, and the first cookie says only how many. All parts must have been signed together: those of
    two sign-ins put together are none. It is named by the part where the content begins.
    """
    parts: list[tuple[bytes, datetime]] = []

    def read(name: str) -> bytes | None:
        part = _signed_part(name, cookies.get(name, ""))
        if part is None:
            return None
        parts.append(part)
        return part[0]

    content = get_cookie_with_chunks(read, USER_COOKIE_NAME)
    issued = [one for _, one in parts]
    if not content or max(issued) - min(issued) > _TOGETHER:
        return None
    try:
        claims = json.loads(content)
    except ValueError:
        return None
    if not isinstance(claims, dict) or not claims.get("is_logged_in"):
        return None
    if claims.get("origin") != get_origin_from_redirect_uri():
        return None
    begins, issued_at = parts[min(1, len(parts) - 1)]
    who = identity_of(claims, counts_of(str(claims.get("provider", ""))))
    return SignedIn(who, issued_at, begins.decode("utf-8", "replace"), address_said(claims))


def _signed_part(name: str, value: str) -> tuple[bytes, datetime] | None:
    """What a cookie says and when we signed it; None when we did not, or too long ago."""
    reader = URLSafeTimedSerializer(get_signing_secret(), salt=name)
    try:
        content, issued = reader.loads(value, max_age=AUTH_COOKIE_MAX_AGE_SECONDS, return_timestamp=True)
    except (BadData, UnicodeError):
        return None
    return (content.encode(), issued) if isinstance(content, str) else None


SIGN_OUT = "/logga-ut"
SIGNED_OUT = "/auth/logout"
"""Where Streamlit clears the cookie. Whoever asks for it, by our link or not, has signed out."""
_REFUSED = "Din roll får inte hämta den här filen. På sidan Behörighet står vem som får."
Handler = Callable[[Request], Response]


def for_viewer(handler: Handler, *rights: str) -> Handler:
    """`handler` for whoever comes with the request: 401 when they are nobody we know, 403 without one of `rights`."""
    needed = rights or (EXPORT,)

    def answer(request: Request) -> Response:
        try:
            viewer = LOCAL if settings().access == "local" else viewer_of_cookies(request.cookies, _county(request))[0]
            use_viewer(viewer)
            if not viewer.may_look:
                return PlainTextResponse("Logga in på Lägesbild för att hämta filen.", 401)
            if not any(viewer.may(right) for right in needed):
                service_store().for_viewer(viewer.scope).log("refused", request.url.path)
                return PlainTextResponse(_REFUSED, 403)
            answered = handler(request)
            if answered.status_code == 200:
                _note_export(viewer, request)
            return answered
        except NotAllowed as refusal:
            service_store().for_viewer(current_viewer().scope).log("refused", request.url.path)
            return PlainTextResponse(str(refusal), 403)
        except DatabaseUnavailable as error:
            return PlainTextResponse(str(error), 503)

    return answer


def _county(request: Request) -> str:
    """The county that a request names: a page's file by `lan`, a question's by its parameter."""
    asked = request.query_params
    return str(asked.get("lan") or asked.get("county") or "")


def _note_export(viewer: Viewer, request: Request) -> None:
    """Log what was fetched. Whoever is at the machine itself gets the file also when nothing can be written."""
    try:
        service_store().for_viewer(viewer.scope).log("export", _named(request))
    except DatabaseUnavailable:
        if viewer.kind != "local":
            raise


def _named(request: Request) -> str:
    """What was fetched: path and query, which hold no token."""
    asked = urlsplit(str(request.url))
    return f"{asked.path}?{asked.query}"[:300] if asked.query else asked.path
