"""What every answer passes, with a small app behind it in Streamlit's place."""

import asyncio
import gzip
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.context.pages import PAGES
from dashboard.web.middleware import A_YEAR, CONTENT_POLICY, HEADERS, Front, SafeHeaders
from dashboard.web.shell import static_folder

OWN = "/ready"


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the front: says which path came through."""
    await PlainTextResponse(f"behind {scope['path']}", headers={"Server": "behind"})(scope, receive, send)


APP = SafeHeaders(Front(behind, [page.path for page in PAGES], lambda path: path == OWN))


@dataclass
class Got:
    """An answer."""

    status: int
    headers: Headers
    body: bytes

    @property
    def words(self) -> str:
        return self.body.decode()


def run(coroutine: Coroutine[object, object, object]) -> None:
    """Run `coroutine` in a thread of its own: a browser test may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


def get(path: str, app: ASGIApp = APP, **headers: str) -> Got:
    """Ask `app` for `path`, already decoded as a server hands it on."""
    sent: list[Message] = []
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "here", **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": raw, "scheme": "http"}

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Got(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


def main_script() -> str:
    (name,) = re.findall(r'src="(/static/js/index\.[^"]+)"', get("/").words)
    return name


ANSWERS: dict[str, Callable[[], Got]] = {
    "a page": lambda: get("/"),
    "a page the browser has": lambda: get("/", if_none_match=get("/").headers["etag"]),
    "a script": lambda: get(main_script()),
    "a script that is missing": lambda: get("/static/js/none.js"),
    "no page": lambda: get("/finns-inte"),
    "a closed door": lambda: get("/_stcore/metrics"),
    "what stands behind": lambda: get("/_stcore/health"),
    "our own route": lambda: get(OWN),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_has_the_security_headers(kind: str) -> None:
    got = ANSWERS[kind]()
    assert {name: got.headers.get(name) for name in HEADERS} == HEADERS
    assert "server" not in got.headers


def test_the_security_headers_say_what_they_should() -> None:
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["X-Frame-Options"] == "DENY"
    assert HEADERS["Referrer-Policy"] in {"same-origin", "no-referrer", "strict-origin"}
    for power in ("camera", "geolocation", "microphone"):
        assert f"{power}=()" in HEADERS["Permissions-Policy"]


def test_the_content_policy_lets_no_foreign_host_and_no_inline_script_in() -> None:
    rules = {name: set(sources) for name, *sources in (rule.split() for rule in CONTENT_POLICY.split("; "))}
    assert rules["default-src"] == {"'none'"}
    assert rules["script-src"] == {"'self'", "blob:", "'wasm-unsafe-eval'"}
    assert rules["frame-ancestors"] == rules["base-uri"] == {"'none'"}
    named = set().union(*rules.values())
    assert named <= {"'self'", "'none'", "blob:", "data:", "'wasm-unsafe-eval'", "'unsafe-inline'"}
    assert [name for name, sources in rules.items() if "'unsafe-inline'" in sources] == ["style-src"]
    assert [name for name, sources in rules.items() if "data:" in sources] == ["img-src", "font-src"]


@pytest.mark.parametrize("page", [page for page in PAGES if page.path != "/delad"], ids=lambda page: page.path)
def test_every_page_path_gives_the_shell(page: object) -> None:
    got = get(page.path)
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="sv">' in got.words


def test_the_page_of_a_shared_view_gives_nothing_without_a_link() -> None:
    got = get("/delad")
    assert (got.status, got.headers["referrer-policy"], got.headers["cache-control"]) == (
        410,
        "no-referrer",
        "no-store",
    )
    assert got.headers["x-robots-tag"].startswith("noindex")


@pytest.mark.parametrize(
    "path",
    ["/finns-inte", "/huvudman/", "/huvudman/0481", "/index.html", "/favicon.png", "/app.py", "//", "/component/x"],
)
def test_an_address_that_leads_nowhere_says_so_in_swedish_with_a_way_back(path: str) -> None:
    got = get(path)
    assert (got.status, got.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Sidan finns inte</h1>" in got.words
    assert '<html lang="sv">' in got.words
    assert '<a href="/">' in got.words
    assert "<script" not in got.words


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/../../../web/server.py",
        "/static/js/../../index.html",
        "/static//etc/hosts",
        "/static/..\\index.html",
        "/static/",
        "/static/js",
    ],
)
def test_nothing_outside_the_folder_of_scripts_can_be_fetched(path: str) -> None:
    got = get(path)
    assert (got.status, got.words) == (404, "Finns inte")


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/script-health-check",
        "/_stcore/agent",
        "/_stcore/agent/v1/state",
        "/_stcore/agent/openapi.json",
    ],
)
def test_doors_that_nobody_outside_needs_are_closed(path: str) -> None:
    got = get(path)
    assert (got.status, got.words) == (404, "Finns inte")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "same-site"},
        {"referer": "https://elsewhere.example/"},
        {"sec_fetch_site": "cross-site", "referer": "http://here/"},
    ],
)
def test_the_host_settings_are_closed_to_anyone_but_our_own_pages(headers: dict[str, str]) -> None:
    assert get("/_stcore/host-config", **headers).status == 404


@pytest.mark.parametrize("headers", [{"sec_fetch_site": "same-origin"}, {"referer": "http://here/huvudman"}])
def test_our_own_pages_may_read_the_host_settings(headers: dict[str, str]) -> None:
    assert get("/_stcore/host-config", **headers).words == "behind /_stcore/host-config"


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/stream", "/media/abc.png", OWN])
def test_what_is_neither_ours_nor_closed_is_passed_on(path: str) -> None:
    assert get(path).words == f"behind {path}"


def test_a_page_and_its_scripts_are_compressed_for_browsers_that_can() -> None:
    for path in ("/", main_script()):
        plain, got = get(path), get(path, accept_encoding="br, gzip")
        assert got.headers["content-encoding"] == "gzip"
        assert gzip.decompress(got.body) == plain.body
        assert len(got.body) < len(plain.body) / 1.5
        assert int(got.headers["content-length"]) == len(got.body)


@pytest.mark.parametrize("accepted", ["", "br", "identity"])
def test_other_browsers_get_the_page_as_it_is(accepted: str) -> None:
    got = get("/", accept_encoding=accepted)
    assert "content-encoding" not in got.headers
    assert got.words.startswith("<!")


def test_a_file_that_does_not_shrink_is_sent_as_it_is() -> None:
    font = next((static_folder() / "static" / "media").glob("*.woff2"))
    got = get(f"/static/media/{font.name}", accept_encoding="gzip")
    body = gzip.decompress(got.body) if "content-encoding" in got.headers else got.body
    assert body == font.read_bytes()
    assert len(got.body) <= len(body)


def test_a_page_is_asked_for_anew_and_a_script_kept_for_a_year() -> None:
    assert get("/").headers["cache-control"] == "no-cache"
    assert get(main_script()).headers["cache-control"] == A_YEAR
    assert "immutable" in A_YEAR
    assert get("/").headers["vary"] == get(main_script()).headers["vary"] == "Accept-Encoding"


def test_what_the_browser_has_is_not_sent_again() -> None:
    first = get("/")
    again = get("/", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert get("/", if_none_match='"old"').status == 200


def test_a_missing_script_is_not_kept_by_the_browser() -> None:
    assert get("/static/js/none.js").headers["cache-control"] == "private, no-store"


def test_what_is_not_http_is_passed_on_untouched() -> None:
    seen = []

    async def remember(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    run(SafeHeaders(Front(remember, [], bool))({"type": "websocket", "path": "/"}, None, None))
    assert seen == ["websocket"]
