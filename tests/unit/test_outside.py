"""Requests to foreign names, from foreign pages, through foreign machines; cookies behind TLS; where we may start."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.errors import LagesbildError
from dashboard.settings import Settings
from dashboard.web.sign_in import check_access
from dashboard.web.trusted_hosts import KnownHosts, SafeCookies, is_loopback

AUTH = """[auth]
redirect_uri = "https://lagesbild.example.se/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "lagesbild"
"""


def answer(request: Request) -> Response:
    response = PlainTextResponse("Välkommen")
    response.set_cookie("kaka", "1")
    return response


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("Välkommen")
    await websocket.close()


def client(
    *,
    local: bool = False,
    tls: bool = False,
    address: str = "http://lagesbild.example.se",
    public: tuple[str, ...] = (),
) -> TestClient:
    app: object = Starlette(routes=[Route("/", answer, methods=["GET", "POST"]), WebSocketRoute("/ws", talk)])
    app = KnownHosts(SafeCookies(app, tls=tls), ["lagesbild.example.se", " "], local=local, public=public)
    return TestClient(app, base_url=address)


@pytest.mark.parametrize(
    "host", ["lagesbild.example.se", "LAGESBILD.example.se:443", "127.0.0.1:8501", "localhost", "[::1]:8501"]
)
def test_a_name_of_ours_is_answered(host: str) -> None:
    assert client().get("/", headers={"host": host}).text == "Välkommen"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "ond.example",
        "x@127.0.0.1",
        "127.0.0.1/x",
        "127.0.0.1?x",
        "127.0.0.1#x",
        "127.0.0.1 x",
        "lagesbild.example.se.ond.example",
        "10.0.0.5",
        "127.0.0.1.ond.example",
        "a:b",
        "[::1",
    ],
)
def test_a_foreign_name_is_refused(host: str) -> None:
    refused = client().get("/", headers={"host": host})
    assert refused.status_code == 403
    assert "LAGESBILD_HOSTS" in refused.text
    with pytest.raises(WebSocketDisconnect), client().websocket_connect("/ws", headers={"host": host}):
        pass


@pytest.mark.parametrize("origin", ["https://ond.example", "null", "http://lagesbild.example.se.ond.example"])
def test_what_a_foreign_page_sends_is_refused(origin: str) -> None:
    assert client().post("/", headers={"origin": origin}).status_code == 403
    foreign = {"host": "lagesbild.example.se", "origin": origin}
    with pytest.raises(WebSocketDisconnect), client().websocket_connect("/ws", headers=foreign):
        pass
    assert client().get("/", headers={"origin": origin}).status_code == 200  # a link from anywhere may lead here


def test_what_our_own_page_sends_is_taken() -> None:
    own = {"host": "lagesbild.example.se", "origin": "http://lagesbild.example.se"}
    assert client().post("/", headers=own).status_code == 200
    with client().websocket_connect("/ws", headers=own) as socket:
        assert socket.receive_text() == "Välkommen"


PUBLIC = "https://bild.example.se/oauth2callback"
"""An address that the settings say we are known by."""


@pytest.mark.parametrize(
    ("public", "origin", "host", "taken"),
    [
        (PUBLIC, "https://bild.example.se", "bild.example.se", True),
        (PUBLIC, "https://BILD.example.se:443", "bild.example.se", True),
        (PUBLIC, "https://bild.example.se", "bild.example.se:443", True),
        (PUBLIC, "http://bild.example.se", "bild.example.se", False),
        (PUBLIC, "https://bild.example.se:8443", "bild.example.se", False),
        (PUBLIC, "https://bild.example.se:8443", "bild.example.se:8443", False),
        (PUBLIC, "http://bild.example.se:8501", "bild.example.se:8501", False),
        (PUBLIC, "https://ond.example", "bild.example.se", False),
        (PUBLIC, "null", "bild.example.se", False),
        (PUBLIC, "https://bild.example.se", "127.0.0.1:8501", False),
        (PUBLIC, "http://127.0.0.1:8501", "127.0.0.1:8501", True),
        ("https://bild.example.se:8443", "https://bild.example.se:8443", "bild.example.se:8443", True),
        ("https://bild.example.se:8443", "https://bild.example.se", "bild.example.se", False),
        ("http://127.0.0.1:8501/oauth2callback", "https://127.0.0.1:8501", "127.0.0.1:8501", False),
        ("http://127.0.0.1:8501/oauth2callback", "http://127.0.0.1:8501", "127.0.0.1:8501", True),
        ("", "https://lagesbild.example.se", "lagesbild.example.se", True),  # TLS ends on a machine that is not known
        ("", "http://lagesbild.example.se:8501", "lagesbild.example.se", False),
    ],
)
def test_a_page_is_ours_by_scheme_name_and_port(public: str, origin: str, host: str, taken: bool) -> None:
    """The browser's name for who sends, as pages, forms and the websocket have it; over http, as behind a proxy."""
    site = client(public=(public,))
    headers = {"host": host, "origin": origin}
    assert site.post("/", headers=headers).status_code == (200 if taken else 403)
    try:
        with site.websocket_connect("/ws", headers=headers) as socket:
            assert (socket.receive_text(), taken) == ("Välkommen", True)
    except WebSocketDisconnect:
        assert not taken


@pytest.mark.parametrize("local", [True, False])
def test_a_page_without_tls_sends_nothing_to_one_with_it(local: bool) -> None:
    own = {"host": "127.0.0.1", "origin": "http://127.0.0.1"}
    assert client(address="https://127.0.0.1").post("/", headers=own).status_code == 403
    other = {"host": "127.0.0.1", "origin": "https://127.0.0.1"}
    assert client(address="http://127.0.0.1", local=True).post("/", headers=other).status_code == 403


def test_open_to_this_machine_alone_is_not_answered_through_another() -> None:
    local = client(local=True, address="http://127.0.0.1")
    assert local.get("/").status_code == 200
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        refused = local.get("/", headers={header: "192.0.2.7"})
        assert (refused.status_code, "LAGESBILD_ACCESS=local" in refused.text) == (403, True)
    assert client(address="http://127.0.0.1").get("/", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 200


def test_a_large_body_is_refused() -> None:
    assert client().post("/", content=b"x" * 70_000).status_code == 403


@pytest.mark.parametrize(("tls", "address", "safe"), [
    (False, "http://lagesbild.example.se", False),
    (True, "http://lagesbild.example.se", True),
    (False, "https://lagesbild.example.se", True),
])  # fmt: skip
def test_cookies_are_secure_behind_tls(tls: bool, address: str, safe: bool) -> None:
    cookie = client(tls=tls, address=address).get("/").headers["set-cookie"]
    assert cookie.count("Secure") == safe


@pytest.mark.parametrize(("host", "loopback"), [
    ("127.0.0.1", True), ("127.8.8.8", True), ("localhost", True), ("::1", True), ("[::1]", True),
    ("0.0.0.0", False), ("::", False), ("192.168.1.7", False), ("lagesbild.example.se", False), ("", False),
])  # fmt: skip
def test_what_is_this_machine_alone(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "lagesbild.example.se"])
def test_without_sign_in_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(LagesbildError, match=r"Starta med --host 127\.0\.0\.1, eller ställ in inloggning"):
        check_access(Settings(access="local"), host)
    check_access(Settings(access="local"), "127.0.0.1")


def with_secrets(folder: Path, words: str | None) -> Settings:
    file = folder / "secrets.toml"
    if words is not None:
        file.write_text(words, encoding="utf-8")
    return Settings(access="oidc", secrets_file=file)


def test_with_sign_in_any_address_is_served(tmp_path: Path) -> None:
    check_access(with_secrets(tmp_path, AUTH), "0.0.0.0")
    check_access(with_secrets(tmp_path, AUTH.replace("https://lagesbild.example.se", "http://127.0.0.1:8501")), "::")
    named = AUTH.replace('client_id = "lagesbild"', '[auth.region]\nclient_id = "lagesbild"')
    check_access(with_secrets(tmp_path, named), "0.0.0.0")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (None, "går inte att läsa"),
        ("[auth", "går inte att läsa"),
        ("auth = 3", "går inte att läsa"),
        ("", "redirect_uri"),
        (AUTH + 'missing_email_verified_counts = "true"\n', "missing_email_verified_counts ska vara true eller false"),
        (AUTH + "preferred_username_counts = 1\n", "preferred_username_counts ska vara true eller false"),
        (AUTH + "[auth.entra]\nmissing_email_verified_counts = 'false'\n", "missing_email_verified_counts ska vara"),
        (AUTH.replace("oauth2callback", "tillbaka"), "redirect_uri ska sluta på /oauth2callback"),
        (AUTH.replace("https:", "http:"), "https://"),
        (AUTH.replace("0123456789abcdef0123456789abcdef", "kort"), "minst 32 tecken"),
        (AUTH.replace("client_id", "klient"), "ingen inloggningstjänst"),
    ],
)
def test_what_the_secrets_file_lacks_is_said_before_anything_starts(
    words: str | None, said: str, tmp_path: Path
) -> None:
    with pytest.raises(LagesbildError, match=said) as fault:
        check_access(with_secrets(tmp_path, words), "0.0.0.0")
    assert "secrets.toml" in str(fault.value)
    assert "kort" not in str(fault.value).split("cookie_secret")[-1].replace("kortare", "")


def test_people_are_sent_back_below_the_base_path(tmp_path: Path) -> None:
    below = AUTH.replace("/oauth2callback", "/lagesbild/oauth2callback")
    check_access(with_secrets(tmp_path, below).model_copy(update={"base_path": "/lagesbild"}), "0.0.0.0")
    for words, base_path in ((AUTH, "/lagesbild"), (below, "")):
        with pytest.raises(LagesbildError, match=f"redirect_uri ska sluta på {base_path}/oauth2callback"):
            check_access(with_secrets(tmp_path, words).model_copy(update={"base_path": base_path}), "0.0.0.0")
