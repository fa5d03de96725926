"""Connections over raw sockets that never end what they begin: let go in time, and nobody else with them."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from dashboard.web.connection_limits import LONGEST, Punctual

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = b"POST /read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"
SHORT = 0.6
"""Seconds in the place of LONGEST."""
_slow = threading.Event()


class Short(Punctual):
    """In less of a hurry than a test, by the same clock."""

    seconds = SHORT


def hello(request: Request) -> Response:
    del request
    return PlainTextResponse("Hej")


def wait(request: Request) -> Response:
    """Answers when the test says so."""
    del request
    _slow.wait(30)
    return PlainTextResponse("Till sist")


async def read(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = Starlette(
        routes=[
            Route("/", hello),
            Route("/wait", wait),
            Route("/read", read, methods=["POST"]),
            Route("/unread", hello, methods=["POST"]),
            WebSocketRoute("/ws", talk),
        ]
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, http=Short, ws="websockets-sansio", log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


@contextmanager
def opened(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        yield one


def until_let_go(one: socket.socket, trickle: bytes = b"") -> float:
    """Seconds until the other end closes, while a letter of `trickle` is sent now and then."""
    begun = time.monotonic()
    one.settimeout(SHORT / 6 if trickle else 60)
    while True:
        try:
            if not one.recv(65536):
                break
        except TimeoutError:
            try:
                one.sendall(trickle[:1])
            except OSError:
                break
        except ConnectionError:
            break
        assert time.monotonic() - begun < 60, "it is never let go"
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("begun", "trickle"),
    [
        (b"", b""),
        (b"G", b""),
        (HEAD, b""),
        (HEAD, b"x"),
        (b"", b"G"),
        (POST, b""),
        (POST, b"x"),
        (POST.replace(b"/read", b"/unread"), b"x"),
        (POST.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked"), b""),
        (HEAD + b"\r\n" + HEAD, b"x"),
        (HEAD + b"\r\n" + POST, b""),
    ],
    ids=[
        *("silent", "a letter", "half a head", "a head that never ends", "a slow first line", "half a body"),
        *(
            "a body that never ends",
            "a body nobody reads",
            "a body of unknown length",
            "a second head",
            "a second body",
        ),
    ],
)
def test_what_is_never_ended_is_let_go(begun: bytes, trickle: bytes, port: int) -> None:
    with opened(port) as one:
        one.sendall(begun)
        assert until_let_go(one, trickle) >= SHORT * 0.8


def test_many_that_never_end_keep_nobody_out(port: int) -> None:
    with ThreadPoolExecutor(20) as pool:
        slow = []
        for _ in range(20):
            one = socket.create_connection(("127.0.0.1", port), timeout=60)
            one.sendall(HEAD)
            slow.append(one)
        waiting = [pool.submit(until_let_go, one, b"x") for one in slow]
        with opened(port) as other:
            other.sendall(HEAD + b"Connection: close\r\n\r\n")
            assert other.recv(4096).startswith(b"HTTP/1.1 200")
        for one, let_go in zip(slow, waiting, strict=True):
            assert let_go.result() >= 0
            one.close()


def test_an_answer_that_takes_longer_is_waited_for(port: int) -> None:
    """What the service owes the browser has no such limit."""
    _slow.clear()
    with opened(port) as one:
        one.sendall(HEAD.replace(b"GET /", b"GET /wait") + b"Connection: close\r\n\r\n")
        one.settimeout(SHORT * 3)
        with pytest.raises(TimeoutError):
            one.recv(1)
        _slow.set()
        one.settimeout(60)
        words = b""
        while part := one.recv(4096):
            words += part
    assert words.endswith(b"Till sist")


def test_one_connection_may_ask_again_and_again(port: int) -> None:
    with opened(port) as one:
        begun = time.monotonic()
        while time.monotonic() - begun < SHORT * 3:
            one.sendall(HEAD + b"\r\n")
            words = b""
            while not words.endswith(b"Hej"):
                part = one.recv(4096)
                assert part, "it was let go"
                words += part


def test_a_websocket_may_be_silent_for_longer(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/ws") as silent:
        with pytest.raises(TimeoutError):
            silent.recv(timeout=SHORT * 3)
        silent.send("Jag läser")
        assert silent.recv(timeout=60) == "Jag läser"


def test_the_service_itself_waits_for_twenty_seconds() -> None:
    assert (LONGEST, Punctual.seconds) == (20, LONGEST)
