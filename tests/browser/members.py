"""A service with sign-in: a real provider process, members of every role, and browsers that are signed in as them."""

import http.client
import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from dashboard.access.members import add_member
from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.access.making import add
from tests.browser.conftest import SHOWN, free_port, initial, reader
from tests.conftest import settings_for

ROLES = {
    "reader": None,
    "editor": "0481",
    "steering": None,
    "process_lead": None,
    "researcher": None,
    "administrator": None,
}
"""Role → whose entries the member may write."""
STRANGER = "stranger"
FUNCTION = "Skolchef på prov"
WITHHELD = "Ord som bara tre personer har skrivit"
"""Beside an answer from fewer than five, which nobody may read."""


def email_of(who: str) -> str:
    return f"{who}@example.se"


@dataclass(frozen=True)
class Guarded:
    """A running service that people sign in to."""

    address: str
    database: Path
    log: Path

    def status(self, path: str, cookies: str = "", **headers: str) -> int:
        """The status of a GET."""
        request = urllib.request.Request(self.address + path, headers={"Cookie": cookies, **headers})
        try:
            with urllib.request.urlopen(request, timeout=30) as answered:
                return answered.status
        except urllib.error.HTTPError as refused:
            return refused.code

    def answered(self, path: str, cookies: str = "") -> tuple[int, dict[str, str]]:
        """Status and headers of a GET that is not led further, the headers by their names in small letters."""
        there = urlsplit(self.address + path)
        connection = http.client.HTTPConnection(there.netloc, timeout=120)
        connection.request("GET", f"{there.path}?{there.query}", headers={"Cookie": cookies} if cookies else {})
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return answer.status, found

    def body(self, path: str, cookies: str = "") -> bytes:
        """The body of a GET that is answered."""
        request = urllib.request.Request(self.address + path, headers={"Cookie": cookies})
        with urllib.request.urlopen(request, timeout=60) as answered:
            return answered.read()


def awaited(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something answers there."""
    for _ in range(600):  # whoever starts several at once waits for them
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}: {log.read_text()}")


@contextmanager
def process(words: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process while something is done, its output in `log`."""
    with log.open("wb") as out:
        started = subprocess.Popen(words, env=os.environ | environment, stdout=out, stderr=out)
        try:
            yield started
        finally:
            started.terminate()
            started.wait(20)


Claims = Mapping[str, Mapping[str, object]]
"""Somebody at a sign-in provider → what it says of them."""
KNOWN: Claims = {who: {"email": email_of(who), "email_verified": True} for who in (*ROLES, STRANGER)}
"""A person for each role, and one who is no member."""


@contextmanager
def provider(folder: Path, people: Claims = KNOWN) -> Iterator[str]:
    """The address of a sign-in provider that knows `people`."""
    port = free_port()
    words = [str(Path(sys.executable).with_name("oidc-provider-mock")), "-p", str(port)]
    for who, claims in people.items():
        words += ["--user-claims", json.dumps({"sub": who, **claims})]
    with process(words, folder / "provider.log") as running:
        address = f"http://127.0.0.1:{port}"
        awaited(f"{address}/.well-known/openid-configuration", running, folder / "provider.log")
        yield address


def nothing(store: Store) -> None:
    """What is put into the database of a service that only has what `lagesbild init` makes."""


def write_secrets(folder: Path, address: str, issuer: str, settings: Mapping[str, str] = {"": ""}) -> Path:
    """The secrets file of a service at `address` whose people sign in at `issuer`.

    `settings` are further lines by the name of a provider, which has a button of its own; a nameless one is the only.
    """
    file = folder / "secrets.toml"
    lines = ["[auth]", f'redirect_uri = "{address}/oauth2callback"', f'cookie_secret = "{secrets.token_hex(32)}"']
    for name, more in settings.items():
        lines += [f"[auth.{name}]"] if name else []
        lines += ['client_id = "lagesbild"', f'client_secret = "{secrets.token_hex(16)}"', more]
        lines.append(f'server_metadata_url = "{issuer}/.well-known/openid-configuration"')
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@contextmanager
def guarded(
    folder: Path,
    prepare: Callable[[Store], None] = nothing,
    people: Claims = KNOWN,
    settings: Mapping[str, str] = {"": ""},
    **environment: str,
) -> Iterator[Guarded]:
    """A service with sign-in and a member of each role, over what `lagesbild init` makes and what `prepare` adds.

    `people` can sign in, at the providers of `settings`.
    """
    database = folder / "lagesbild.duckdb"
    database.write_bytes(initial().read_bytes())
    store = open_store(settings_for(database))
    prepare(store)
    withheld = {
        "round_id": "2026h",
        "measure_id": "M03",
        "measure_version": 1,
        "county_code": "04",
        "principal_code": "0481",
        "value": 4,
    }
    add(store, "import", answer=[withheld | {"respondents": 3, "comment": WITHHELD, "known_on": date.today()}])
    for role, whose in ROLES.items():
        add_member(store, "04", email_of(role), role, whose, FUNCTION)
    store.close()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with provider(folder, people) as issuer:
        file = write_secrets(folder, address, issuer, settings)
        log = folder / "server.log"
        words = [str(Path(sys.executable).with_name("lagesbild")), "serve", "--port", str(port)]
        with process(
            words,
            log,
            LAGESBILD_DATABASE_URL=f"duckdb:///{database}",
            LAGESBILD_ACCESS="oidc",
            LAGESBILD_SECRETS_FILE=str(file),
            LAGESBILD_RESPONSIBLE="processledarna i länet",
            LAGESBILD_CONTACT="barnetsbasta@example.se",
            **environment,
        ) as running:
            awaited(f"{address}/ready", running, log)
            yield Guarded(address, database, log)


def sign_in(page: Page, site: Guarded, who: str, path: str = "/", button: str = "Logga in") -> None:
    """Come to `path` signed out, sign in at the provider as `who`, and be back where one was going."""
    page.goto(site.address + path)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(lambda url: urlsplit(url).netloc != urlsplit(site.address).netloc)
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(lambda url: urlsplit(url).netloc == urlsplit(site.address).netloc)
    expect(page.locator(SHOWN).last).to_be_attached()
    expect(page.locator("h1").last).not_to_have_text("Logga in")


def sign_in_unseen(context: BrowserContext, site: Guarded, who: str, button: str = "Logga in") -> None:
    """As `sign_in`, but no page is drawn: the button is pressed over the websocket, the form of the provider is sent.

    Drawing the door, the provider's page and the page behind takes many times longer than the sign-in itself.
    """
    wire = Wire(site)
    form = context.request.get(site.address + wire.press(button))
    wire.close()
    back = context.request.post(form.url, form={"sub": who})
    assert back.ok, back.text()
    assert urlsplit(back.url).netloc == urlsplit(site.address).netloc, back.url


def cookies_of(context: BrowserContext) -> str:
    """The cookies of a browser as a header."""
    return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())


class People:
    """Browsers, each signed in as one person."""

    def __init__(self, chromium: Browser, site: Guarded) -> None:
        self.chromium, self.site = chromium, site
        self._readers: dict[str, tuple[object, BrowserContext]] = {}

    def context(self, who: str) -> BrowserContext:
        """The browser of `who`, signed in the first time it is asked for."""
        if who not in self._readers:
            opened = reader(self.chromium)
            context = opened.__enter__()
            self._readers[who] = opened, context
            sign_in_unseen(context, self.site, who)
        return self._readers[who][1]

    def cookies(self, who: str) -> str:
        """The cookies of `who` as a header."""
        return cookies_of(self.context(who))

    def close(self) -> None:
        for opened, _ in self._readers.values():
            opened.__exit__(None, None, None)  # type: ignore[attr-defined]


class Wire:
    """A visit that speaks to the server over the websocket without a browser, and sends whatever it likes."""

    def __init__(self, site: Guarded, cookies: str = "") -> None:
        host = urlsplit(site.address).netloc
        opened = connect(
            f"ws://{host}/_stcore/stream",
            origin=site.address,
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
            additional_headers={"Cookie": cookies},
            max_size=None,
        )
        self._closing = ExitStack()
        self._socket = self._closing.enter_context(opened)

    def look(self, path: str, query: str = "") -> str:
        """What comes when the page is asked for."""
        return self.send(_rerun(path=path, query=query))

    def press(self, label: str) -> str:
        """Where one is led to who comes to the start page and presses the button that says `label`."""
        elements = (one.delta.new_element for one in map(ForwardMsg.FromString, self._exchange(_rerun())))
        (id_,) = {one.button.id for one in elements if one.button.label == label}
        pressed = map(ForwardMsg.FromString, self._exchange(_rerun(id_)))
        (led,) = {one.auth_redirect.url for one in pressed if one.WhichOneof("type") == "auth_redirect"}
        return led

    def send(self, message: bytes) -> str:
        """Everything that comes until the script has finished, as text."""
        return b"".join(self._exchange(message)).decode("utf-8", "replace")

    def _exchange(self, message: bytes) -> list[bytes]:
        """Every message that comes until the script has finished."""
        self._socket.send(message)
        told = []
        while True:
            received = self._socket.recv(timeout=60)
            told.append(received if isinstance(received, bytes) else received.encode())
            if ForwardMsg.FromString(told[-1]).WhichOneof("type") == "script_finished":
                return told

    def close(self) -> None:
        self._closing.close()


def _rerun(pressed: str = "", path: str = "/", query: str = "") -> bytes:
    """The message that asks for the page, with the button `pressed` where one is named."""
    message = BackMsg()
    message.rerun_script.page_name = path.strip("/")
    message.rerun_script.query_string = query
    if pressed:
        message.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
    return message.SerializeToString()


def frames_sent(page: Page) -> list[bytes]:
    """Every message that `page` sends over its websockets from now on, as it is sent."""
    sent: list[bytes] = []

    def listen(socket: object) -> None:
        socket.on("framesent", lambda frame: sent.append(frame if isinstance(frame, bytes) else frame.encode()))  # type: ignore[attr-defined]

    page.on("websocket", listen)
    return sent
