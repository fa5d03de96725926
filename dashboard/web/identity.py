"""Who comes with a visit or a request, as the sign-in cookie says. Streamlit signs, sets and clears the cookie."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri, get_signing_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.access.sign_ins import end_sign_in, viewer_of_sign_in
from dashboard.access.viewer import LOCAL, NOBODY, Viewer
from dashboard.address import address
from dashboard.errors import DatabaseUnavailable, NotAllowed
from dashboard.parts.store import own_store
from dashboard.parts.viewer import current_viewer, use_viewer
from dashboard.settings import settings
from dashboard.store.scope import EXPORT


def viewer_of_visit() -> tuple[Viewer, bool]:
    """Who looks at the page, and whether a sign-in of theirs has ended."""
    if settings().access == "local":
        return LOCAL, False
    return viewer_of_cookies(st.context.cookies, st.query_params.get("lan", ""))


def viewer_of_cookies(cookies: Mapping[str, str], county: str) -> tuple[Viewer, bool]:
    """Who comes with `cookies`, and whether a sign-in of theirs has ended. A cookie that we did not sign is nothing.

    Somebody who is a member in several counties comes as the one of the `county` that the address names.
    """
    claims = _claims(cookies)
    if claims is None:
        return NOBODY, False
    idle = timedelta(minutes=settings().idle_minutes)
    return viewer_of_sign_in(own_store(), (county, settings().county), _whole(cookies), claims, idle)


def leave(request: Request) -> Response:
    """End the sign-in in every window of the browser, then let Streamlit clear the cookie and tell the provider."""
    if settings().access == "local":
        return RedirectResponse(address("/"))
    if _claims(request.cookies) is not None:
        end_sign_in(own_store(), _whole(request.cookies))
    return RedirectResponse(address("/auth/logout"))


def _whole(cookies: Mapping[str, str]) -> str:
    """The sign-in cookie with all its parts: when it is in several, the first one only says how many."""
    parts = [name for name in cookies if re.fullmatch(rf"{USER_COOKIE_NAME}(_\d+)?", name)]
    return "".join(cookies[name] for name in sorted(parts))


def _claims(cookies: Mapping[str, str]) -> dict[str, object] | None:
    """What the sign-in provider said, if the cookie is ours, was set for this address, and is of a sign-in."""
    secret = get_signing_secret()
    content = get_cookie_with_chunks(
        lambda name: decode_signed_value(secret, name, cookies[name].encode("latin-1")) if name in cookies else None,
        USER_COOKIE_NAME,
    )
    try:
        told = json.loads(content) if content else None
    except ValueError:
        return None
    if not isinstance(told, dict) or not told.get("is_logged_in"):
        return None
    return told if told.get("origin") == get_origin_from_redirect_uri() else None


SIGN_OUT = "/logga-ut"
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
                own_store().for_viewer(viewer.scope).log("refused", request.url.path)
                return PlainTextResponse(_REFUSED, 403)
            answered = handler(request)
            if answered.status_code == 200:
                _note_export(viewer, request)
            return answered
        except NotAllowed as refusal:
            own_store().for_viewer(current_viewer().scope).log("refused", request.url.path)
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
        own_store().for_viewer(viewer.scope).log("export", _named(request))
    except DatabaseUnavailable:
        if viewer.kind != "local":
            raise


def _named(request: Request) -> str:
    """What was fetched: path and query, which hold no token."""
    asked = urlsplit(str(request.url))
    return f"{asked.path}?{asked.query}"[:300] if asked.query else asked.path
