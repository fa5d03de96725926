"""A real server with a real database file, and a real Chromium looking at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.need import HOW, path_of
from tests.once import made_once

pytest.register_assert_rewrite("tests.browser.crowded")
expect.set_options(timeout=20_000)  # how fast it is, the benchmark tells; here only whether it comes
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--process-per-site",  # what one tab has compiled, most of a first load, the next one has too: see `reader`
]
SHOWN = ".lb-foot"
KEPT = "local_storage,indexeddb,cache_storage,service_workers"
"""What a site can leave with a browser, beside cookies and what lies in the cache."""
WATCH_SHIFT = (
    "window.shift = 0; new PerformanceObserver((list) => {"
    "for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;"
    "}).observe({type: 'layout-shift', buffered: true});"
)
"""Adds up how far things have jumped, where a page began with it."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def command(database: Path) -> tuple[list[str], dict[str, str]]:
    """How the `lagesbild` command is started over the database file: its words and its environment."""
    words = [str(Path(sys.executable).with_name("lagesbild"))]
    return words, os.environ | {"LAGESBILD_DATABASE_URL": f"duckdb:///{database}"}


def make(database: Path, *how: str) -> None:
    """Make the database with the words of a `lagesbild` command."""
    words, environment = command(database)
    subprocess.run([*words, *how], check=True, env=environment, capture_output=True)


def initial() -> Path:
    """What `lagesbild init` makes, made once in a run: copied, it takes a tenth of the time."""
    return made_once("initial.duckdb", lambda database: make(database, "init"))


@contextmanager
def running(database: Path, *how: str) -> Iterator[str]:
    """The address of a server over a database at `database`, as `lagesbild init` or the command `how` makes it."""
    if how:
        make(database, *how)
    else:
        shutil.copyfile(initial(), database)
    with serving(database) as address:
        yield address


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The address of a server over the database file that is there."""
    words, environment = command(database)
    port = free_port()
    log = database.with_suffix(".log").open("wb")
    server = subprocess.Popen([*words, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(400):
            try:
                urllib.request.urlopen(f"{address}/ready", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        else:
            pytest.fail(f"the server did not start: {database.with_suffix('.log').read_text()}")
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county with minutes and sample."""
    with running(tmp_path_factory.mktemp("site") / "lagesbild.duckdb") as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A county with the catalogue only."""
    with running(tmp_path_factory.mktemp("empty") / "lagesbild.duckdb", "init", "--empty") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not path_of("chromium"):
        pytest.fail(HOW["chromium"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of("chromium"), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page and what it did: requests that left the host, and errors in the console."""

    page: Page
    origin: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open `address` (path and query) and wait until it is drawn to its foot."""
        self.page.goto(self.origin + address)
        self.page.wait_for_selector(SHOWN)
        return self.page

    def calm(self) -> None:
        """Fail if a request left the host or the console held an error."""
        assert not self.foreign
        assert not self.errors


Opener = Callable[..., Watched]


@pytest.fixture(scope="session")
def one_reader(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader that has been here before: what it has fetched stays in its cache, so that pages load fast."""
    with reader(chromium) as context:
        yield context


@contextmanager
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser with nothing in its cache; a tab that stays open keeps the process of our site, whatever its port."""
    context = chromium.new_context(locale="sv-SE")
    context.set_default_timeout(20_000)
    stays = context.new_page()
    stays.route("**", lambda route: route.fulfill(body=""))
    stays.goto("http://127.0.0.1/")
    yield context
    context.close()


class Strangers:
    """Browsers of people whom the service does not know; what one has fetched stays in its cache, and nothing else."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium, self._free, self._closing = chromium, list[BrowserContext](), ExitStack()

    @contextmanager
    def one(self, origin: str) -> Iterator[BrowserContext]:
        """A browser that nobody else has meanwhile, and that forgets afterwards what `origin` left with it."""
        context = self._free.pop() if self._free else self._closing.enter_context(reader(self._chromium))
        yield context
        stays, *others = context.pages
        for page in others:
            page.close()
        context.clear_cookies()
        session = context.new_cdp_session(stays)
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
        session.detach()
        self._free.append(context)

    def close(self) -> None:
        self._closing.close()


@pytest.fixture(scope="session")
def strangers(chromium: Browser) -> Iterator[Strangers]:
    found = Strangers(chromium)
    yield found
    found.close()


@pytest.fixture
def looking(strangers: Strangers, one_reader: BrowserContext) -> Iterator[Opener]:
    """Make a Watched page: `looking(site, width=320, dark=True)`; `alone` in a browser that no other page shares."""
    with ExitStack() as afterwards:

        def look(
            origin: str, width: int = 1280, height: int = 800, *, dark: bool = False, alone: bool = False
        ) -> Watched:
            context = afterwards.enter_context(strangers.one(origin)) if alone else one_reader
            page = context.new_page()
            afterwards.callback(page.close)
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="dark" if dark else "light")
            return watched(page, origin)

        yield look


@pytest.fixture(scope="session")
def one_tab(one_reader: BrowserContext) -> Watched:
    page = one_reader.new_page()
    page.add_init_script(WATCH_SHIFT)
    return watched(page, "")


@pytest.fixture
def glancing(one_tab: Watched) -> Opener:
    """As `looking`, in the tab that the test before looked in: it draws a page in half the time of a new one.

    For tests that look at pages and leave nothing behind them there: no form half filled in, no listener, no script.
    """

    def look(origin: str, width: int = 1280, height: int = 800, *, dark: bool = False) -> Watched:
        if one_tab.origin != origin:
            one_tab.page.goto("about:blank")  # a page of another service may still ask after its own
        one_tab.page.mouse.move(0, 0)
        one_tab.page.set_viewport_size({"width": width, "height": height})
        one_tab.page.emulate_media(media="screen", color_scheme="dark" if dark else "light")
        one_tab.origin, one_tab.foreign, one_tab.errors = origin, [], []
        return one_tab

    return look


def watched(page: Page, origin: str) -> Watched:
    """`page`, with a note of each request that leaves its origin and of each error in the console."""
    one = Watched(page, origin)

    def on_request(request: Request) -> None:
        # what is made in the browser itself has no base path
        host = one.origin.removesuffix(urlsplit(one.origin).path)
        if not request.url.startswith((one.origin, "data:", f"blob:{host}")):
            one.foreign.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            one.errors.append(message.text)

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: one.errors.append(str(error)))
    return one
