"""Who comes with a cookie: the one that Streamlit sets at sign-in, whole or in parts, ours or somebody else's."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from dashboard.access.members import add_member, remove_member
from dashboard.settings import settings
from dashboard.store.schema.access import log, sign_in
from dashboard.store.scope import COPY
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web import identity
from tests.engines import EMPTY, Own

SECRET, ORIGIN = "s" * 32, "https://lagesbild.example.se"


GROUPS = [sha256(bytes([number])).hexdigest() for number in range(120)]
"""More than one cookie holds, also compressed."""


class Clock:
    """The clock of the machine, moved on by a test."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(own: Own, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    made = own.store(EMPTY, clock)
    use_store(made)
    monkeypatch.setenv("LAGESBILD_ACCESS", "oidc")
    settings.cache_clear()
    monkeypatch.setattr(identity, "get_signing_secret", lambda: SECRET)
    monkeypatch.setattr(identity, "get_origin_from_redirect_uri", lambda: ORIGIN)
    yield made
    monkeypatch.undo()
    settings.cache_clear()


def cookies(
    email: str, secret: str = SECRET, origin: str = ORIGIN, signed: timedelta = timedelta(), **more: object
) -> dict[str, str]:
    """The cookies of a sign-in, as Streamlit sets them, `signed` so long from now."""
    told = {"email": email, "email_verified": True, "sub": email, "iss": "https://i.example.se"}
    told |= {"is_logged_in": True, "origin": origin, **more}
    found: dict[str, str] = {}

    class Moved(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() + int(signed.total_seconds())

    def sign(name: str, value: str) -> bytes:
        return str(URLSafeTimedSerializer(secret, salt=name, signer=Moved).dumps(value)).encode()

    def set_one(name: str, value: str) -> None:
        found[name] = sign(name, value).decode()

    set_cookie_with_chunks(set_one, sign, USER_COOKIE_NAME, told, cookie_attr_size=80)
    return found


def in_parts(email: str, nonce: str = "", signed: timedelta = timedelta()) -> dict[str, str]:
    """The cookies of a sign-in that does not fit in one, and does not begin as another of the same person does."""
    found = cookies(email, signed=signed, nonce=nonce, groups=GROUPS, last=nonce)
    assert len(found) > 2
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
    ada, bo = (in_parts(f"{who}@example.se") for who in ("ada", "bo"))
    assert {identity.viewer_of_cookies(one, "")[0].email for one in (ada, bo)} == {"ada@example.se", "bo@example.se"}
    with store.reading() as connection:
        assert len(connection.execute(select(sign_in)).all()) == 2


# ---- a sign-in that was ended stays ended ----


def written_otherwise(given: Mapping[str, str]) -> dict[str, str]:
    """The same cookies with signatures that are other letters for the same bits: the last two say nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return {name: value[:-1] + alphabet[alphabet.index(value[-1]) ^ 1] for name, value in given.items()}


BESIDE: dict[str, Mapping[str, str]] = {
    "nothing": {},
    "a part more": {f"{USER_COOKIE_NAME}_1": "skräp"},
    "parts beyond": {f"{USER_COOKIE_NAME}_{n}": str(n) for n in range(4, 40)},
    "a part of an older sign-in": {f"{USER_COOKIE_NAME}_9": cookies("ada@example.se")[USER_COOKIE_NAME]},
    "tokens": {TOKENS_COOKIE_NAME: "abc", f"{TOKENS_COOKIE_NAME}_1": "abc"},
    "what the browser keeps": {"_streamlit_xsrf": "2|a|b|1", "session": "x", "a": "", "å": "ä"},
    "a name that looks like it": {f"{USER_COOKIE_NAME}_": "x", f"{USER_COOKIE_NAME}_0": "x", "streamlit_user": "x"},
}


def kept(store: Store) -> int:
    """How many sign-ins and lines of the log there are."""
    with store.reading() as connection:
        return sum(len(connection.execute(select(table)).all()) for table in (sign_in, log))


@pytest.mark.parametrize("parts", [False, True], ids=["in one", "in parts"])
@pytest.mark.parametrize("how", ["signed out", "idle", "removed"])
def test_what_was_ended_stays_ended_whatever_comes_with_it(how: str, parts: bool, store: Store, clock: Clock) -> None:
    id_ = add_member(store, "04", "ada@example.se", "administrator")
    ada = in_parts("ada@example.se") if parts else cookies("ada@example.se")
    assert identity.viewer_of_cookies(ada, "")[0].kind == "member"
    if how == "signed out":
        identity.end_own_sign_in(ada)
    elif how == "idle":
        clock.ahead = timedelta(minutes=settings().idle_minutes + 1)
        assert identity.viewer_of_cookies(ada, "") == (identity.NOBODY, True)
    else:
        remove_member(store, id_)
        add_member(store, "04", "ada@example.se", "administrator")
    before = kept(store)
    for words, beside in BESIDE.items():
        for own in (ada, written_otherwise(ada)):
            came, _ = identity.viewer_of_cookies({**beside, **own}, "")
            assert came.kind == "nobody", words
            came, _ = identity.viewer_of_cookies({**own, **beside}, "")
            assert came.kind == "nobody", words
    assert kept(store) == before


def test_what_comes_with_a_sign_in_makes_no_new_one_of_it(store: Store) -> None:
    add_member(store, "04", "ada@example.se", "reader")
    ada = cookies("ada@example.se")
    identity.viewer_of_cookies(ada, "")
    before = kept(store)
    for beside in BESIDE.values():
        assert identity.viewer_of_cookies({**beside, **ada}, "")[0].kind == "member"
    assert identity.viewer_of_cookies(written_otherwise(ada), "")[0].kind == "member"
    assert kept(store) == before


@pytest.mark.parametrize("apart", [timedelta(), timedelta(minutes=-5)], ids=["the same second", "minutes apart"])
def test_parts_of_two_sign_ins_that_were_ended_make_no_third(apart: timedelta, store: Store) -> None:
    add_member(store, "04", "ada@example.se", "administrator")
    one, other = in_parts("ada@example.se", "aaaaaaaa", apart), in_parts("ada@example.se", "bbbbbbbb")
    assert list(one) == list(other)
    for own in (one, other):
        assert identity.viewer_of_cookies(own, "")[0].kind == "member"
        identity.end_own_sign_in(own)
    before = kept(store)
    for which in range(2 ** len(one)):
        mixed = {name: (one, other)[which >> n & 1][name] for n, name in enumerate(one)}
        assert identity.viewer_of_cookies(mixed, "")[0].kind == "nobody"
    assert kept(store) == before


def test_a_new_sign_in_of_the_same_person_is_a_new_one(store: Store) -> None:
    add_member(store, "04", "ada@example.se", "reader")
    first, second = cookies("ada@example.se", signed=timedelta(seconds=-5)), cookies("ada@example.se")
    for own in (first, second):
        assert identity.viewer_of_cookies(own, "")[0].kind == "member"
    identity.end_own_sign_in(first)
    assert identity.viewer_of_cookies(first, "") == (identity.NOBODY, True)
    assert identity.viewer_of_cookies(second, "")[0].kind == "member"


# ---- files ----


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
    assert identity.leave(request("/logga-ut", ada)).headers["location"] == identity.SIGNED_OUT
    assert identity.end_own_sign_in(ada) is None
    assert identity.viewer_of_cookies(ada, "") == (identity.NOBODY, True)
    assert identity.leave(request("/logga-ut", {})).status_code == 307
    assert identity.end_own_sign_in({}) is None
