"""The base path: taken off what comes in, put before what goes out, and given back to Streamlit alone."""

import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.address import address, below_base, with_base
from dashboard.context.pages import PAGES
from dashboard.ui.markup import markup
from dashboard.ui.shared_view import without_ways_out
from dashboard.web.base_path import BelowBase, StreamlitBelowBase, home_of
from dashboard.web.identity import leave
from dashboard.web.middleware import HEADERS, Front, SafeHeaders
from tests.unit.test_middleware import get, run


def answer(request: Request) -> Response:
    return PlainTextResponse(f"{request.url.path} of {home_of(request)}")


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(websocket.url.path)
    await websocket.close()


def client() -> TestClient:
    """Our own routes as they always are, and those of Streamlit as its setting makes them."""
    routes = [
        Route("/ready", answer),
        Route("/logga-ut", leave),
        Route(address("/_stcore/health"), answer),
        Route(address("/oauth2callback"), answer),
        WebSocketRoute(address("/_stcore/stream"), talk),
    ]
    own = ("/ready", "/logga-ut", "/oauth2callback")
    behind = StreamlitBelowBase(Starlette(routes=routes))
    app = BelowBase(SafeHeaders(Front(behind, [page.path for page in PAGES], lambda path: path in own)))
    return TestClient(app, base_url="https://example.se", follow_redirects=False)


def test_an_address_is_written_and_read_in_one_way(base_path: str) -> None:
    assert address("/roller?per=2026-10-14") == "/lagesbild/roller?per=2026-10-14"
    assert below_base("/lagesbild/roller") == "/roller"
    assert below_base("/lagesbild/lagesbild.css") == "/lagesbild.css"
    assert [below_base(path) for path in ("/roller", "/lagesbild", "/lagesbildad/roller", "/", "")] == [None] * 5


def test_without_a_base_path_every_address_is_what_it_was() -> None:
    assert (address("/roller"), address(""), below_base("/roller")) == ("/roller", "", "/roller")
    assert with_base('<a href="/roller">Roller</a>') == '<a href="/roller">Roller</a>'


def test_in_markup_only_what_leads_to_us_has_the_base_path(base_path: str) -> None:
    ours = '<a class="x" href="/roller#a">/roller</a><img src="/a.svg"><form method="post" action="/avsluta?nyckel=x">'
    assert with_base(ours) == re.sub(r'="/', f'="{base_path}/', ours)
    theirs = '<a href="#a"></a><a href="//e.se/"></a><a href="https://e.se/"></a><h1 data-page="/roller"> href=/x</h1>'
    assert with_base(theirs) == theirs


def test_what_somebody_wrote_is_not_taken_for_an_address(base_path: str) -> None:
    written = markup("refused.html", words='Se <a href="/roller">')
    assert "/lagesbild" not in written


def test_a_shared_view_leads_nowhere_either_below_a_base_path(base_path: str) -> None:
    html = '<p>Se <a href="/huvudman">Flen</a>.</p><p><a href="/data?uppgift=mote">Skriv</a>. Den är ifylld.</p>'
    assert without_ways_out(with_base(html)) == without_ways_out(html) == "<p>Se <span>Flen</span>.</p>"


def test_what_is_asked_for_below_the_base_path_is_answered_as_if_it_were_ours_alone(base_path: str) -> None:
    assert client().get("/lagesbild/ready").text == "/ready of https://example.se/lagesbild"
    page = client().get("/lagesbild/roller")
    assert page.status_code == 200
    assert set(re.findall(r'(?:href|src)="(/\w+/)', page.text)) == {"/lagesbild/"}


def test_streamlit_gets_its_own_paths_as_its_setting_says_they_are(base_path: str) -> None:
    for path in ("/lagesbild/_stcore/health", "/lagesbild/oauth2callback?code=1"):
        assert client().get(path).text.startswith(path.partition("?")[0])
    with client().websocket_connect("/lagesbild/_stcore/stream") as socket:
        assert socket.receive_text() == "/lagesbild/_stcore/stream"


@pytest.mark.parametrize(
    "path", ["/", "/ready", "/roller", "/lagesbildad/", "/_stcore/health", "/lagesbild/finns-inte"]
)
def test_what_is_not_below_the_base_path_leads_nowhere_and_says_so(path: str, base_path: str) -> None:
    got = client().get(path)
    assert got.status_code == 404
    assert "<h1>Sidan finns inte</h1>" in got.text
    assert re.findall(r'href="([^"]+)"', got.text) == ["/lagesbild/lagesbild.css", "/lagesbild/"]
    assert {name: got.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/_stcore/stream", "/lagesbild"])
def test_a_websocket_that_is_not_below_the_base_path_is_closed(path: str, base_path: str) -> None:
    with pytest.raises(WebSocketDisconnect), client().websocket_connect(path):
        pass


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/lagesbild", "/lagesbild/"),
        ("/lagesbild?per=2026-10-14", "/lagesbild/?per=2026-10-14"),
        ("/lagesbild/logga-ut", "/lagesbild/"),
    ],
)
def test_a_redirect_stays_below_the_base_path(path: str, leads_to: str, base_path: str) -> None:
    got = client().get(path)
    assert (got.status_code, got.headers["location"]) == (307, leads_to)
    assert got.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_a_link_that_is_gone_has_its_looks_below_the_base_path(base_path: str) -> None:
    gone = get("/lagesbild/delad", BelowBase(SafeHeaders(Front(nothing, [], lambda _: False))))
    assert (gone.status, gone.headers["referrer-policy"]) == (410, "no-referrer")
    assert 'href="/lagesbild/lagesbild.css"' in gone.words


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError(scope["path"])


def test_starting_and_stopping_passes_through(base_path: str) -> None:
    passed: list[Scope] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope)

    async def never(*_: Message) -> Message:
        raise AssertionError

    run(BelowBase(StreamlitBelowBase(behind))({"type": "lifespan"}, never, never))  # type: ignore[arg-type]
    assert passed == [{"type": "lifespan"}]
