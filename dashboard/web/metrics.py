"""What the service counts of itself, in OpenMetrics form on a port of its own that this machine alone reaches.

Every label has few values, and none of them comes from whoever asks: no addresses, no parameters, no tokens.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import ThreadingWSGIServer, make_wsgi_app
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

from dashboard.context.pages import PAGES
from dashboard.context.results import DOWNLOADS
from dashboard.errors import LagesbildError
from dashboard.web.assets import OWN_ASSETS
from dashboard.web.shared import PAGE, WORKBOOK

ADDRESS, PATH = "127.0.0.1", "/metrics"
_ASGI_STATUS = {"websocket.accept": HTTPStatus.SWITCHING_PROTOCOLS, "websocket.close": HTTPStatus.FORBIDDEN}
"""The status that a browser sees when the first thing said to it is this."""
_PAGE_PATHS = frozenset({PAGE, *(page.path for page in PAGES)})
_QUERY_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 1, 5)

REGISTRY = CollectorRegistry()
_requests = Counter(
    "lagesbild_requests", "Requests answered, by what they were for.", ["path_kind", "status"], registry=REGISTRY
)
_reruns = Counter("lagesbild_reruns", "Runs of the page script that were begun.", registry=REGISTRY)
_rerun_seconds = Histogram("lagesbild_rerun_seconds", "How long a run of the page script took.", registry=REGISTRY)
_query_seconds = Histogram(
    "lagesbild_query_seconds",
    "How long the database took to answer a question that was not kept.",
    ["query"],
    buckets=_QUERY_SECONDS,
    registry=REGISTRY,
)
_errors = Counter(
    "lagesbild_errors", "Pages and answers that failed, by the name of the fault.", ["kind"], registry=REGISTRY
)
_sessions = Gauge("lagesbild_sessions", "Pages that are open in a browser now.", registry=REGISTRY)


def active_sessions() -> int:
    """How many pages are open in a browser now, as Streamlit counts them; 0 when it does not run."""
    if not Runtime.exists():
        return 0
    found = Runtime.instance().stats_mgr.get_stats([ACTIVE_SESSIONS_FAMILY])
    return sum(stat.value for stat in found[ACTIVE_SESSIONS_FAMILY] if isinstance(stat, GaugeStat))


_sessions.set_function(active_sessions)


@contextmanager
def rerun() -> Iterator[None]:
    """Count a run of the page script and how long it takes, however it ends."""
    _reruns.inc()
    with _rerun_seconds.time():
        yield


def query_took(name: str, seconds: float) -> None:
    """The database answered the question `name`."""
    _query_seconds.labels(name).observe(seconds)


def error(kind: str) -> None:
    """Something failed; `kind` is one of few words."""
    _errors.labels(kind).inc()


def path_kind(scope: Scope) -> str:
    """What a request is for, in one of five words."""
    path = scope["path"]
    if scope["type"] == "websocket":
        return "websocket"
    if path in _PAGE_PATHS:
        return "page"
    if path.startswith((DOWNLOADS, "/media/")) or path == WORKBOOK:
        return "file"
    return "static" if path.startswith("/static/") or path in OWN_ASSETS else "other"


class Counted:
    """Counts every request by what it was for and how it was answered, and the answers that failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and count the first that is said to it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        answered = False

        def count(status: int) -> None:
            nonlocal answered
            if not answered:
                answered = True
                _requests.labels(path_kind(scope), str(int(status))).inc()
                if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    error("answer")

        async def counted(message: Message) -> None:
            count(message.get("status") or _ASGI_STATUS.get(message["type"], HTTPStatus.OK))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        except Exception:
            count(HTTPStatus.INTERNAL_SERVER_ERROR)
            raise


class _Quiet(WSGIRequestHandler):
    """Answers without a line in the log, and does not wait for ever for what is asked."""

    timeout = 10

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
        del format, args


_exposed = make_wsgi_app(REGISTRY)


def _only_metrics(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    name = environ.get("HTTP_HOST", "").partition(":")[0]
    if environ["PATH_INFO"] != PATH or name not in {ADDRESS, "localhost"}:  # a foreign name is DNS rebinding
        start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Finns inte\n"]
    answer: Iterable[bytes] = _exposed(environ, start_response)
    return answer


@contextmanager
def metrics_server(port: int) -> Iterator[None]:
    """Serve the metrics to this machine alone on `port`, meanwhile; 0 is not at all.

    Raises LagesbildError when something else listens there.
    """
    if not port:
        yield
        return
    try:
        server = make_server(ADDRESS, port, _only_metrics, ThreadingWSGIServer, _Quiet)
    except OSError as fault:
        raise LagesbildError(
            f"Det går inte att lyssna på {ADDRESS}, port {port}: porten är upptagen. "
            "Välj en annan med LAGESBILD_METRICS_PORT, eller stäng det som använder den."
        ) from fault
    with server:
        threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
