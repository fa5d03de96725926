"""The server as it runs: a real process, real sockets, a real database file, also one that is gone."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.requests import Request
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.context.pages import PAGES
from dashboard.errors import LagesbildError
from dashboard.store.building import open_store
from dashboard.ui.visit import use_store
from dashboard.web.assets import OWN_ASSETS
from dashboard.web.middleware import HEADERS
from dashboard.web.server import ready, refuse_taken_port, streamlit_config
from tests.conftest import settings_for

pytestmark = pytest.mark.xdist_group("server")  # one service for all of them

COMMAND = str(Path(sys.executable).with_name("lagesbild"))
ROUNDS = f"/hamta/{quote('follow_up/rounds.csv')}?as_of=2025-11-30&county=04"


class Server:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body, the headers by their names in small letters."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def server(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    database = folder / "lagesbild.duckdb"
    shutil.copyfile(sample_database, database)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = os.environ | {"LAGESBILD_DATABASE_URL": f"duckdb:///{database}"}
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port)], cwd=folder, env=environment, stdout=log, stderr=log
    )
    try:
        found = Server(port)
        for _ in range(300):
            try:
                found.get("/ready")
                break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
        yield found
    finally:
        process.terminate()
        process.wait(20)
        log.close()
        database.unlink(missing_ok=True)
    assert "Traceback" not in (folder / "log").read_text()


def test_it_is_ready_when_the_database_answers(server: Server) -> None:
    status, headers, body = server.get("/ready")
    assert (status, body.decode(), headers["content-type"]) == (200, "Redo", "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "path",
    [
        *(page.path for page in PAGES),
        *OWN_ASSETS,
        *("/ready", "/finns-inte", "/static/js/none.js", "/_stcore/health", "/_stcore/metrics", "/media/none.png"),
        *(ROUNDS, "/hamta/none.csv"),
    ],
)
def test_every_answer_of_the_server_has_the_security_headers(server: Server, path: str) -> None:
    _, headers, _ = server.get(path)
    expected = HEADERS | ({"Referrer-Policy": "no-referrer"} if path == "/delad" else {})
    assert {name: headers.get(name.lower()) for name in HEADERS} == expected
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", [page.path for page in PAGES if page.path != "/delad"])
def test_every_page_can_be_opened_by_its_address(server: Server, path: str) -> None:
    status, headers, body = server.get(f"{path}?per=2025-11-30", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "<title>Lägesbild</title>" in gzip.decompress(body).decode()


@pytest.mark.parametrize("path", OWN_ASSETS)
def test_our_own_files_are_served_and_asked_for_anew(server: Server, path: str) -> None:
    status, headers, body = server.get(path)
    assert (status, headers["content-type"], headers["cache-control"]) == (200, OWN_ASSETS[path], "no-cache")
    assert body
    assert server.get(path, If_None_Match=headers["etag"])[0] == 304


def test_no_answer_names_another_host_in_our_own_files(server: Server) -> None:
    for path in OWN_ASSETS:
        body = server.get(path)[2].decode().replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in body
        assert "https:" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/%6detrics",
        "/_stcore/host-config",
        "/_stcore/agent/v1",
        "/_stcore/script-health-check",
        "/static/..%2findex.html",
        "/static/%2e%2e/index.html",
        "/app/static/x",
        "/docs",
        "/openapi.json",
        "/.streamlit/config.toml",
    ],
)
def test_what_should_be_closed_is_closed_however_it_is_written(server: Server, path: str) -> None:
    assert server.get(path)[0] == 404


def test_our_page_may_read_the_host_settings_and_is_told_no_foreign_host(server: Server) -> None:
    status, _, body = server.get("/_stcore/host-config", Sec_Fetch_Site="same-origin")
    assert status == 200
    assert b"streamlit" not in body.lower()
    assert b"http" not in body.replace(b"http://127.0.0.1", b"")


def test_a_page_of_another_site_cannot_open_the_live_connection(server: Server) -> None:
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin="http://elsewhere.example", subprotocols=["streamlit"])
    assert refused.value.response.status_code == 403
    with connect(address, origin=f"http://127.0.0.1:{server.port}", subprotocols=["streamlit"]) as own:
        assert own.protocol.state.name == "OPEN"


def test_a_file_can_be_fetched_without_a_page(server: Server) -> None:
    status, headers, body = server.get(ROUNDS)
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert "Hösten 2025" in body.decode("utf-8-sig")


def test_a_missing_file_says_so_in_swedish(server: Server) -> None:
    status, _, body = server.get("/hamta/finns/inte.csv")
    assert (status, body.decode()[:28]) == (404, "Det finns ingen sådan fil. Gå tillbaka"[:28])


def answer_of_ready() -> tuple[int, str]:
    answer = ready(Request({"type": "http", "method": "GET", "path": "/ready", "headers": []}))
    return answer.status_code, bytes(answer.body).decode()


@pytest.mark.parametrize("ruin", ["nothing", "garbage", "a folder"])
def test_it_is_not_ready_when_the_database_is_gone_and_says_why_in_swedish(
    ruin: str, sample_database: Path, tmp_path: Path
) -> None:
    database = tmp_path / "lagesbild.duckdb"
    shutil.copyfile(sample_database, database)
    store = open_store(settings_for(database))
    use_store(store)
    assert answer_of_ready() == (200, "Redo")
    store.close()
    database.unlink()
    if ruin == "garbage":
        database.write_bytes(b"not a database" * 1000)
    elif ruin == "a folder":
        database.mkdir()
    status, words = answer_of_ready()
    store.close()
    assert status == 503
    assert words.startswith(f"Databasen {database.name} "), "the folder is nobody else's business"
    assert words.endswith(".")
    assert "Traceback" not in words
    assert "Error" not in words


def test_a_port_that_is_taken_is_refused_before_anything_is_opened() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LagesbildError, match=f"127.0.0.1, port {port}: porten är upptagen"):
            refuse_taken_port("127.0.0.1", port)
    refuse_taken_port("127.0.0.1", port)


def test_an_address_of_another_computer_is_refused() -> None:
    with pytest.raises(LagesbildError, match="adressen finns inte här"):
        refuse_taken_port("192.0.2.1", 8501)


def test_our_configuration_is_read_whole_and_lets_nothing_leave_the_host() -> None:
    options = streamlit_config()
    assert options["browser.gatherUsageStats"] is False
    assert options["server.enableAgentApi"] is False
    assert options["client.showErrorDetails"] == "none"
    assert options["theme.dark.backgroundColor"] == "#11181e"


def test_connections_that_never_end_what_they_begin_are_let_go_after_twenty_seconds(server: Server) -> None:
    """A head, one that says nothing, and a body that nobody has asked to be sent, all at once."""
    begun = (
        b"",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        b"POST /avsluta HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\nx",
    )

    def seconds(words: bytes) -> float:
        at = time.monotonic()
        with socket.create_connection(("127.0.0.1", server.port), timeout=90) as one:
            one.sendall(words)
            while one.recv(65536):
                pass
        return time.monotonic() - at

    with ThreadPoolExecutor(len(begun)) as pool:
        silent, head, body = pool.map(seconds, begun)
    assert 15 < silent < 60
    assert 15 < head < 60
    assert body < 60  # the answer comes before the body, and the connection is kept for 5 seconds after it
