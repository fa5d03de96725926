"""Own metrics and the log as they are in a running service: what is counted, who reaches it, what it never tells."""

import asyncio
import http.client
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.errors import LagesbildError
from dashboard.settings import ROOT, Settings
from dashboard.web.metrics import REGISTRY, Counted, active_sessions, metrics_server, path_kind
from dashboard.web.service_log import JsonLines
from tests.benchmarks.visitor import Visitor
from tests.browser.conftest import free_port

pytestmark = pytest.mark.xdist_group("metrics")  # one service for all of them

COMMAND = str(Path(sys.executable).with_name("lagesbild"))
OPENMETRICS = "application/openmetrics-text; version=1.0.0"
SECRET = "hemligt-ord"
BROKEN = f"adress?nyckel={SECRET}"
"""A column that a question promises and does not give: a real fault, whose message holds a query string."""
FIGURES = f"/hamta/{quote('follow_up/rounds.csv')}?as_of=2025-11-30&county=04"


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str, str]:
    """Status, content type and text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("content-type", ""), answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


@dataclass
class Service:
    """A running service, its port, that of its metrics (0: none) and the file of its log."""

    process: subprocess.Popen[bytes]
    port: int
    metrics_port: int
    log: Path

    def metrics(self) -> str:
        """The metrics in OpenMetrics form."""
        return get(self.metrics_port, "/metrics", Accept=OPENMETRICS)[2]

    def value(self, name: str, **labels: str) -> float:
        """The value of the one sample that has this name and these labels; 0 when there is none."""
        families = text_string_to_metric_families(self.metrics())
        found = [one for family in families for one in family.samples if one.name == name and one.labels == labels]
        return found[0].value if found else 0

    def listens_on(self) -> set[tuple[str, int]]:
        """Every address and port that the process listens on."""
        found = psutil.Process(self.process.pid).net_connections("tcp")
        return {(one.laddr.ip, one.laddr.port) for one in found if one.status == psutil.CONN_LISTEN}


def started(folder: Path, database: Path, **environment: str) -> Iterator[Service]:
    copied = folder / "lagesbild.duckdb"
    shutil.copyfile(database, copied)
    port, log = free_port(), folder / "log"
    own = {"LAGESBILD_DATABASE_URL": f"duckdb:///{copied}", **environment}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port)], cwd=folder, env=os.environ | own, stdout=written, stderr=written
        )
        try:
            for _ in range(300):
                try:
                    get(port, "/ready")
                    break
                except OSError:
                    assert process.poll() is None, log.read_text()
                    time.sleep(0.1)
            yield Service(process, port, int(environment.get("LAGESBILD_METRICS_PORT", "0")), log)
        finally:
            process.terminate()
            process.wait(20)
            copied.unlink()


@pytest.fixture(scope="module")
def service(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with metrics and a JSON log, whose page Risker has a fault."""
    folder = tmp_path_factory.mktemp("metrics")
    queries = shutil.copytree(ROOT / "queries", folder / "queries")
    broken = queries / "risks" / "paths.sql"
    text = broken.read_text("utf-8")
    broken.write_text(text.replace("-- Columns:\n", f"-- Columns:\n--   {BROKEN}  text  -\n"), "utf-8")
    yield from started(
        folder,
        sample_database,
        LAGESBILD_QUERIES_DIR=str(queries),
        LAGESBILD_METRICS_PORT=str(free_port()),
        LAGESBILD_LOG="json",
    )


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/?per=2025-11-30", "page", "200"),
        ("/delad?nyckel=hemligt-ord", "page", "410"),
        (FIGURES, "file", "200"),
        ("/hamta/finns/inte.csv", "file", "404"),
        ("/lagesbild.css", "static", "200"),
        ("/static/js/none.js", "static", "404"),
        ("/ready", "other", "200"),
        ("/finns-inte", "other", "404"),
    ],
)
def test_a_request_is_counted_by_what_it_was_for_and_how_it_was_answered(
    path: str, kind: str, status: str, service: Service
) -> None:
    before = service.value("lagesbild_requests_total", path_kind=kind, status=status)
    assert str(get(service.port, path)[0]) == status
    assert service.value("lagesbild_requests_total", path_kind=kind, status=status) == before + 1


def test_what_is_refused_at_the_door_is_counted_too(service: Service) -> None:
    before = service.value("lagesbild_requests_total", path_kind="page", status="403")
    assert get(service.port, "/", Host="elsewhere.example")[0] == 403
    assert service.value("lagesbild_requests_total", path_kind="page", status="403") == before + 1


def test_a_page_of_another_site_that_is_refused_is_counted_too(service: Service) -> None:
    before = service.value("lagesbild_requests_total", path_kind="websocket", status="403")
    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{service.port}/_stcore/stream", origin="http://elsewhere.example")
    assert service.value("lagesbild_requests_total", path_kind="websocket", status="403") == before + 1


@pytest.mark.parametrize(("raised", "status"), [(None, 503), (KeyError("x"), 500)])
def test_an_answer_that_failed_is_counted_as_a_fault_and_the_fault_passed_on(
    raised: Exception | None, status: int
) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        if raised:
            raise raised
        await PlainTextResponse("Inte redo", 503)(scope, receive, send)

    async def ask() -> None:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        await Counted(failing)({"type": "http", "path": "/ready"}, receive=None, send=send)
        assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]

    def counted() -> list[float | None]:
        labels = {"path_kind": "other", "status": str(status)}
        value = REGISTRY.get_sample_value
        return [value("lagesbild_requests_total", labels), value("lagesbild_errors_total", {"kind": "answer"})]

    before = [one or 0 for one in counted()]
    # in a thread of its own: browser tests in this process have an event loop in this one
    with pytest.raises(KeyError) if raised else nullcontext(), ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, ask()).result()
    assert counted() == [one + 1 for one in before]


def test_a_visit_is_counted_as_a_session_and_each_drawing_as_a_rerun(service: Service) -> None:
    names = ("lagesbild_reruns_total", "lagesbild_rerun_seconds_count")
    before = [service.value(name) for name in names]
    seconds = service.value("lagesbild_rerun_seconds_sum")
    opened = service.value("lagesbild_requests_total", path_kind="websocket", status="101")
    sessions = service.value("lagesbild_sessions")
    visitor = Visitor(f"http://127.0.0.1:{service.port}")
    try:
        assert not visitor.look("/", per="2025-11-30").failed
        assert not visitor.look("/", per="2025-11-30").failed
        assert service.value("lagesbild_sessions") == sessions + 1
    finally:
        visitor.leave()
    assert [service.value(name) for name in names] == [count + 2 for count in before]
    assert service.value("lagesbild_rerun_seconds_sum") > seconds
    assert service.value("lagesbild_requests_total", path_kind="websocket", status="101") == opened + 1
    for _ in range(100):
        if service.value("lagesbild_sessions") == sessions:
            break
        time.sleep(0.1)
    assert service.value("lagesbild_sessions") == sessions


def test_a_question_is_timed_when_the_database_is_asked_and_not_when_the_answer_is_kept(service: Service) -> None:
    def asked() -> float:
        return service.value("lagesbild_query_seconds_count", query="follow_up/rounds")

    path = FIGURES.replace("2025-11-30", "2025-10-17")
    before = asked()
    for _ in range(3):
        assert get(service.port, path)[0] == 200
    assert asked() == before + 1
    assert service.value("lagesbild_query_seconds_sum", query="follow_up/rounds") > 0


def test_a_fault_is_counted_and_written_as_one_json_line_without_the_query_string(service: Service) -> None:
    before = service.value("lagesbild_errors_total", kind="TypeError")
    visitor = Visitor(f"http://127.0.0.1:{service.port}")
    try:
        visitor.look("/risker", nyckel=SECRET)
    finally:
        visitor.leave()
    assert service.value("lagesbild_errors_total", kind="TypeError") == before + 1
    lines = [line for line in service.log.read_text("utf-8").splitlines() if line.startswith("{")]
    found = json.loads(lines[-1])
    assert (found["level"], found["exception"]) == ("error", "TypeError")
    assert found["message"].startswith("a page could not be shown: query 'risks/paths' returns")
    assert found["trace"][-1].startswith("store.py:")
    assert found["time"].endswith("+00:00")
    assert SECRET not in service.log.read_text("utf-8")


def test_the_metrics_tell_no_address_no_parameter_and_no_token(service: Service) -> None:
    get(service.port, f"/delad?nyckel={SECRET}")
    get(service.port, f"/hamta/{SECRET}.csv?county={SECRET}")
    text = service.metrics()
    assert not [word for word in (SECRET, "nyckel", "2025-11-30", "hamta", "127.0.0.1") if word in text]
    kinds = [
        one.labels["path_kind"]
        for f in text_string_to_metric_families(text)
        for one in f.samples
        if "path_kind" in one.labels
    ]
    assert set(kinds) <= {"page", "file", "static", "websocket", "other"}


def test_the_metrics_are_open_metrics_when_asked_for_and_plain_text_otherwise(service: Service) -> None:
    status, kind, text = get(service.metrics_port, "/metrics", Accept=OPENMETRICS)
    assert (status, kind.split(";")[0]) == (200, "application/openmetrics-text")
    assert text.endswith("# EOF\n")
    assert {family.name for family in text_string_to_metric_families(text)} == {
        *("lagesbild_requests", "lagesbild_reruns", "lagesbild_rerun_seconds"),
        *("lagesbild_query_seconds", "lagesbild_errors", "lagesbild_sessions"),
    }
    assert get(service.metrics_port, "/metrics")[1].startswith("text/plain")


def test_this_machine_alone_reaches_the_metrics(service: Service) -> None:
    assert service.listens_on() == {("127.0.0.1", service.port), ("127.0.0.1", service.metrics_port)}
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", service.metrics_port), timeout=5)


@pytest.mark.parametrize("path", ["/", "/ready", "/favicon.ico", "/metrics/", "/metrics/x", "/delad"])
def test_nothing_else_is_served_where_the_metrics_are(path: str, service: Service) -> None:
    assert get(service.metrics_port, path)[0] == 404


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.example:80", "", "[", "[x]"])
def test_a_foreign_name_that_points_here_does_not_reach_the_metrics(host: str, service: Service) -> None:
    assert get(service.metrics_port, "/metrics", Host=host)[0] == 404
    assert get(service.metrics_port, "/metrics", Host="localhost")[0] == 200


def test_the_metrics_take_nothing_and_are_not_on_the_port_of_the_service(service: Service) -> None:
    assert get(service.metrics_port, "/metrics", "POST")[0] == 405
    assert get(service.port, "/metrics")[0] == 404


def test_there_is_no_port_for_metrics_unless_one_is_named(sample_database: Path, tmp_path: Path) -> None:
    assert (Settings.model_fields["metrics_port"].default, Settings.model_fields["log"].default) == (0, "text")
    for service in started(tmp_path, sample_database):
        assert service.listens_on() == {("127.0.0.1", service.port)}


def test_a_port_that_is_taken_is_said_in_swedish_before_the_service_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        own = {"LAGESBILD_METRICS_PORT": str(port), "LAGESBILD_DATABASE_URL": f"duckdb:///{tmp_path / 'l.duckdb'}"}
        ended = subprocess.run(
            [COMMAND, "serve", "--port", str(free_port())], env=os.environ | own, capture_output=True, timeout=60
        )
        assert ended.returncode == 1
        assert ended.stderr.decode() == (
            f"Det går inte att lyssna på 127.0.0.1, port {port}: porten är upptagen. "
            "Välj en annan med LAGESBILD_METRICS_PORT, eller stäng det som använder den.\n"
        )
        assert not list(tmp_path.iterdir()), "nothing was opened"
        with pytest.raises(LagesbildError), metrics_server(port):
            pass


def test_the_port_is_let_go_when_the_service_stops() -> None:
    port = free_port()
    with metrics_server(port):
        assert get(port, "/metrics")[0] == 200
    with metrics_server(port):
        assert get(port, "/metrics")[0] == 200
    with metrics_server(0):
        pass


@pytest.mark.parametrize("value", [{"metrics_port": 65536}, {"metrics_port": -1}, {"log": "xml"}])
def test_a_setting_that_cannot_be_used_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(value))):
        Settings.model_validate(value)


def test_no_sessions_are_counted_where_streamlit_does_not_run() -> None:
    assert active_sessions() == 0


def test_a_live_connection_is_its_own_kind_whatever_its_path() -> None:
    assert path_kind({"type": "websocket", "path": "/"}) == "websocket"


def test_a_log_line_is_one_line_and_keeps_a_question_that_is_no_address() -> None:
    record = logging.LogRecord("lagesbild", logging.WARNING, "", 0, "Vad nu?\nSe /delad?nyckel=%s.", ("x",), None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "Vad nu?\nSe /delad?…"
    assert set(json.loads(line)) == {"time", "level", "message"}
