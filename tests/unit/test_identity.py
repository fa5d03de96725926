"""Who comes with a cookie: the one that Streamlit sets at sign-in, whole or in parts, ours or somebody else's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.access.members import add_member
from dashboard.parts.store import use_store
from dashboard.settings import settings
from dashboard.store.building import open_store
from dashboard.store.schema.access import log, sign_in
from dashboard.store.scope import COPY
from dashboard.store.store import Store
from dashboard.web import identity
from tests.conftest import settings_for

SECRET, ORIGIN = "s" * 32, "https://lagesbild.example.se"


@pytest.fixture
def store(empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    database = tmp_path / "identity.duckdb"
    shutil.copyfile(empty_database, database)
    made = open_store(settings_for(database))
    use_store(made)
    monkeypatch.setenv("LAGESBILD_ACCESS", "oidc")
    settings.cache_clear()
    monkeypatch.setattr(identity, "get_signing_secret", lambda: SECRET)
    monkeypatch.setattr(identity, "get_origin_from_redirect_uri", lambda: ORIGIN)
    yield made
    monkeypatch.undo()
    settings.cache_clear()
    made.close()


def cookies(email: str, secret: str = SECRET, origin: str = ORIGIN, **more: object) -> dict[str, str]:
    """The cookies of a sign-in, as Streamlit sets them."""
    told = {"email": email, "sub": email, "iss": "https://i.example.se", "is_logged_in": True, "origin": origin} | more
    found: dict[str, str] = {}

    def set_one(name: str, value: str) -> None:
        found[name] = create_signed_value(secret, name, value).decode()

    def signed(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    set_cookie_with_chunks(set_one, signed, USER_COOKIE_NAME, told, cookie_attr_size=80)
    return found


def test_a_member_is_known_by_its_cookie(store: Store) -> None:
    id_ = add_member(store, "04", "ada@example.se", "reader")
    viewer, ended = identity.viewer_of_cookies(cookies("ada@example.se"), "")
    assert (viewer.kind, viewer.id, ended) == ("member", id_, False)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {USER_COOKIE_NAME: "skräp"},
        {USER_COOKIE_NAME: ""},
        cookies("ada@example.se", secret="t" * 32),
        cookies("ada@example.se", origin="https://ond.example"),
        cookies("ada@example.se", is_logged_in=False),
    ],
    ids=["none", "rubbish", "empty", "signed by another", "of another address", "not signed in"],
)
def test_a_cookie_that_is_not_ours_is_nobody_s(given: dict[str, str], store: Store) -> None:
    add_member(store, "04", "ada@example.se", "administrator")
    assert identity.viewer_of_cookies(given, "")[0].kind == "nobody"


def test_two_whose_cookies_are_in_parts_and_of_the_same_second_are_two(store: Store) -> None:
    for who in ("ada", "bo"):
        add_member(store, "04", f"{who}@example.se", "reader")
    ada, bo = (cookies(f"{who}@example.se", groups=[f"{who}-{n}" for n in range(1500)]) for who in ("ada", "bo"))
    assert len(ada) > 2
    assert {identity.viewer_of_cookies(one, "")[0].email for one in (ada, bo)} == {"ada@example.se", "bo@example.se"}
    with store.reading() as connection:
        assert len(connection.execute(select(sign_in)).all()) == 2


def request(path: str, given: dict[str, str]) -> Request:
    cookie = "; ".join(f"{name}={value}" for name, value in given.items())
    return Request(
        {"type": "http", "method": "GET", "path": path, "query_string": b"lan=04", "server": ("127.0.0.1", 80)}
        | {"scheme": "http", "headers": [(b"cookie", cookie.encode())]}
    )


def test_a_file_is_given_by_right_and_noted(store: Store) -> None:
    add_member(store, "04", "ada@example.se", "reader")
    ada = cookies("ada@example.se")
    give = identity.for_viewer(lambda _: PlainTextResponse("Filen"))
    assert give(request("/hamta/x.csv", {})).status_code == 401
    assert give(request("/hamta/x.csv", ada)).body == b"Filen"
    copy = identity.for_viewer(lambda _: PlainTextResponse("Kopian"), COPY)
    assert copy(request("/hamta/kopia.zip", ada)).status_code == 403
    with store.reading() as connection:
        told = {(one.action, one.subject) for one in connection.execute(select(log))}
    assert {("export", "/hamta/x.csv?lan=04"), ("refused", "/hamta/kopia.zip")} <= told


def test_signing_out_ends_it_and_clears_the_cookie_where_streamlit_does(store: Store) -> None:
    add_member(store, "04", "ada@example.se", "reader")
    ada = cookies("ada@example.se")
    identity.viewer_of_cookies(ada, "")
    assert identity.leave(request("/logga-ut", ada)).headers["location"] == "/auth/logout"
    assert identity.viewer_of_cookies(ada, "") == (identity.NOBODY, True)
    assert identity.leave(request("/logga-ut", {})).status_code == 307
