"""What comes from outside and is not for us: foreign names, foreign pages, proxies that should not be there."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_MESSAGE = 8 * 1024 * 1024
"""Bytes of one message over the websocket: a file of 5 MB as base64, and something more."""
LARGEST_BODY = 64 * 1024
"""Bytes of the body of a request; files come over the websocket, and what is posted is a button."""
_SAFE = {"GET", "HEAD", "OPTIONS"}
_PORTS = {"http": 80, "https": 443}
_OF_SOCKET = {"ws": "http", "wss": "https"}
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[\da-fA-F:.]+\](:\d+)?", re.ASCII)
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address, is this machine and reached from nowhere else."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


Origin = tuple[str, str, int]
"""Scheme, name and port, as a browser compares them."""


def origin_of(address: str) -> Origin | None:
    """The origin of an address; None when it has none."""
    try:
        parts = urlsplit(address)
        scheme, name, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if scheme not in _PORTS or not name:
        return None
    return scheme, name, _PORTS[scheme] if port is None else port


class KnownHosts:
    """Answers only requests to a name of ours, from a page of ours; `local` serves this machine alone.

    A request to a foreign name is somebody's name server pointing at us (DNS rebinding); a foreign origin is another
    site that sends what its visitor never asked for. Of a name in `public`, the addresses that we are known by, only
    their own origins are ours: what an `http` page of the same name, or another port of it, sends is not.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], *, local: bool, public: Collection[str] = ()) -> None:
        self.app = app
        self.public = frozenset(filter(None, map(origin_of, public)))
        self.hosts = frozenset(host.strip().lower() for host in hosts if host.strip()) | {one[1] for one in self.public}
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in a plain sentence."""
        if scope["type"] in {"http", "websocket"} and (why := self._refusal(scope)):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008, "reason": "foreign"})
            else:
                await PlainTextResponse(why, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return "Lägesbild svarar inte på det namnet. Den som driver den lägger till det i LAGESBILD_HOSTS."
        if self.local and any(name in headers for name in _FORWARDED):
            return "Lägesbild är öppen bara för den här datorn (LAGESBILD_ACCESS=local) och svarar inte genom andra."
        origin = headers.get("origin")
        asks = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if asks and origin is not None and not self._is_own_page(origin, host, scope["scheme"]):
            return "Lägesbild tar inte emot något från andra webbplatser."
        if int(headers.get("content-length", "0") or 0) > LARGEST_BODY:
            return "Det som skickades är för stort."
        return ""

    def _is_ours(self, host: str) -> bool:
        asked = origin_of(f"http://{host}") if _HOST.fullmatch(host) else None
        return asked is not None and (is_loopback(asked[1]) or asked[1] in self.hosts)

    def _is_own_page(self, origin: str, host: str, scheme: str) -> bool:
        """Whether a page of `origin` is one that we serve at `host`."""
        page = origin_of(origin)
        if page is None:
            return False
        if any(name == page[1] for _, name, _ in self.public):
            return page in self.public and origin_of(f"{page[0]}://{host}") == page
        # What a proxy on another machine says of how the browser came is not taken: TLS before us may look like none.
        behind_tls = page[0] == "https" and not self.local
        return page == origin_of(f"{page[0]}://{host}") and (behind_tls or page[0] == _OF_SOCKET.get(scheme, scheme))


class SafeCookies:
    """Marks every cookie `Secure` when the browser came by TLS, here or at the proxy before us."""

    def __init__(self, app: ASGIApp, *, tls: bool) -> None:
        self.app = app
        self.tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the cookies back."""
        if scope["type"] != "http" or not (self.tls or scope.get("scheme") == "https"):
            await self.app(scope, receive, send)
            return

        async def with_safe_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                cookies = headers.getlist("set-cookie")
                if cookies:
                    del headers["set-cookie"]
                for cookie in cookies:
                    safe = "secure" in cookie.lower().split("; ")
                    headers.append("set-cookie", cookie if safe else f"{cookie}; Secure")
            await send(message)

        await self.app(scope, receive, with_safe_cookies)
