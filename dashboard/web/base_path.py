"""The base path (`LAGESBILD_BASE_PATH`) taken off what comes in: behind this nothing knows of it but Streamlit.

Streamlit has a setting of its own for it, by which it writes the addresses of its websocket, of signing in and of its
cookies; its routes then have the base path too, and get it back.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.address import address, below_base, with_base
from dashboard.web.middleware import NOT_FOUND, SafeHeaders

STREAMLIT_SIGN_IN = ("/auth/login", "/auth/logout", "/oauth2callback")
_STREAMLIT = ("/_stcore/", "/media/", *STREAMLIT_SIGN_IN)


class BelowBase:
    """Answers what is asked for below the base path, as if it were asked for at `/`. Comes before everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on without the base path; what is not below it leads nowhere."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif (path := below_base(scope["path"])) is not None:
            await self.app(_moved(scope, path), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "not here"})
        else:
            await SafeHeaders(_answer(scope))(scope, receive, send)


class StreamlitBelowBase:
    """Gives Streamlit its own paths as its setting says they are. Comes after everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, Streamlit's with the base path."""
        own = scope["type"] in {"http", "websocket"} and scope["path"].startswith(_STREAMLIT)
        await self.app(_moved(scope, address(scope["path"])) if own else scope, receive, send)


def home_of(request: Request) -> str:
    """Where the browser reached us, the base path with it and no slash at the end: an address of ours comes after."""
    return f"{request.url.scheme}://{request.url.netloc}{address('')}"


def _answer(scope: Scope) -> Response:
    """The way to the start for whoever left out the last slash; otherwise that the address leads nowhere."""
    if below_base(f"{scope['path']}/") == "/":
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(address("/") + (f"?{query}" if query else ""))
    return HTMLResponse(with_base(NOT_FOUND), 404)


def _moved(scope: Scope, path: str) -> Scope:
    """`scope` as if `path` had been asked for; the raw path, which nothing here reads, would say another."""
    return {name: value for name, value in scope.items() if name != "raw_path"} | {"path": path}
