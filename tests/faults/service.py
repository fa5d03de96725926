"""A real service and a real PostgreSQL to break, and what the pages show before and after."""

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import create_engine, text

from tests.browser.conftest import SHOWN, free_port
from tests.browser.members import awaited
from tests.clock import AHEAD
from tests.need import path_of
from tests.postgres import postgres

COMMAND = str(Path(sys.executable).with_name("lagesbild"))
VIEWS = (
    "/?per=2026-10-14&aspekt=larande",
    "/huvudman?per=2026-10-14&huvudman=0481&omgang=2026v",
    "/uppfoljning?per=2026-10-14&omgang=2026v&jamfor=2025h&aspekt=vardag",
)
"""Pages with filters that are looked at before a fault and after."""
# What a reader reads of a page; charts are drawn by the browser when it has time, and their tables stand beside them.
_READ = """main => {
  const copy = main.cloneNode(true);
  copy.querySelectorAll("[data-testid=stPlotlyChart], style, script").forEach((one) => one.remove());
  return copy.textContent.replace(/\\s+/g, " ").trim();
}"""


class Service:
    """`lagesbild serve` over the database at `url`, at one address however often it is killed and started."""

    def __init__(self, url: str, folder: Path, **environment: str) -> None:
        self.url, self.port = url, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"service-{self.port}.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LAGESBILD_")}
        self.clock = folder / f"clock-{self.port}"
        kept |= {"LAGESBILD_DATABASE_URL": url, "LAGESBILD_LOG": "json", "TESTS_CLOCK_FILE": str(self.clock)}
        self.environment = kept | environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it when it does not run, and wait until it is ready."""
        if self.process is None or self.process.poll() is not None:
            with self.log.open("ab") as log:
                words = [COMMAND, "serve", "--port", str(self.port)]
                self.process = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log)
        awaited(f"{self.address}/ready", self.process, self.log)

    def refused(self) -> str:
        """What is said when it is started and cannot be."""
        words = [COMMAND, "serve", "--port", str(self.port)]
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 1, done
        return str(json.loads(done.stderr.strip().splitlines()[-1])["message"])

    def command(self, *words: str) -> str:
        """What another command over the same database says; it must be done."""
        done = subprocess.run(
            [COMMAND, *words], env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def set_clock(self, hours: float) -> None:
        """Set the clock of the running service `hours` ahead of that of the tests."""
        assert self.process is not None
        self.clock.write_text(str(float(os.environ[AHEAD]) + hours * 3600))
        self.process.send_signal(signal.SIGUSR1)

    def kill(self) -> None:
        """As when the machine loses its power."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> None:
        """As systemd stops it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def ready(self) -> tuple[int, str]:
        """Status and words of /ready."""
        try:
            with urllib.request.urlopen(f"{self.address}/ready", timeout=30) as answered:
                return answered.status, answered.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def logged(self, words: str) -> dict[str, str]:
        """The last line of the log whose message holds `words`, as a program reads it."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if words in line["message"]][-1]


@contextmanager
def service(url: str, folder: Path, **environment: str) -> Iterator[Service]:
    """A running service, stopped afterwards."""
    one = Service(url, folder, **environment)
    try:
        one.start()
        yield one
    finally:
        one.stop()


class Cluster:
    """A PostgreSQL that is stopped and started while somebody uses it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        started = (folder / "data" / "postmaster.opts").read_text()
        program, *options = shlex.split(started)
        place = options.index("-D")
        self._options = shlex.join(options[:place] + options[place + 2 :])
        self._pg_ctl = str(Path(program).with_name("pg_ctl"))

    def stop(self, how: str) -> None:
        """Stop it; `immediate` is a crash, after which it must recover."""
        self._run("-m", how, "stop")

    def start(self) -> None:
        """Start it again as it was, if it is stopped."""
        if not (self.folder / "data" / "postmaster.pid").exists():
            self._run("-o", self._options, "-l", str(self.folder / "log"), "-w", "start")

    def sql(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """The rows of a statement of the one who runs the database."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            done = connection.execute(text(statement), values)
            rows = [tuple(row) for row in done] if done.returns_rows else []
        engine.dispose()
        return rows

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Whoever asks `table` anything waits meanwhile."""
        engine = create_engine(self.url)
        with engine.connect() as connection, connection.begin():
            connection.execute(text(f'lock table "{table}" in access exclusive mode'))
            yield
        engine.dispose()

    def _run(self, *words: str) -> None:
        command = [self._pg_ctl, "-D", str(self.folder / "data"), *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        with (self.folder / "output").open("ab") as out:  # not a pipe, which the server would keep open
            subprocess.run(command, cwd=self.folder, stdout=out, stderr=out, timeout=60, check=True)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of a test's own, not in pytest's folder, which whoever else starts pytest closes to the server."""
    assert path_of("initdb"), "tests.postgres says how"
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as url:
        one = Cluster(url, Path(folder))
        try:
            yield one
        finally:
            one.start()  # so that it can be taken down as it was set up


def pictures(page: Page, address: str) -> dict[str, str]:
    """What each of VIEWS says, at which address."""
    found = {}
    for view in VIEWS:
        page.goto(address + view)
        found[page.url.removeprefix(address)] = read(page)
    return found


def pictures_of(reader: BrowserContext, address: str) -> dict[str, str]:
    """As `pictures`, in a tab of its own."""
    page = reader.new_page()
    found = pictures(page, address)
    page.close()
    return found


def read(page: Page) -> str:
    """What the page says when it has been drawn to its foot and no longer changes."""
    page.wait_for_selector(SHOWN, state="attached")
    before = ""
    for _ in range(60):
        page.wait_for_timeout(250)
        script = page.get_attribute("[data-testid=stApp]", "data-test-script-state")
        now = page.locator("main").evaluate(_READ)
        if now == before and script == "notRunning":
            return now
        before = now
    raise AssertionError("the page does not come to rest")


def said(page: Page, words: str) -> str:
    """The alert on the page that holds `words`."""
    alert = page.get_by_role("alert").filter(has_text=words).last
    expect(alert).to_be_visible()
    return alert.inner_text()


def kept(page: Page, words: str) -> str:
    """What the form says, with `words` in it, when what was written was not sent and stands there still."""
    status = page.locator(".lb-status", has_text=words).last
    expect(status).to_contain_text("Det du har skrivit står kvar här")
    return status.inner_text()


def write_feedback(page: Page, address: str, words: str) -> None:
    """Fill in feedback about the page Risker, and leave it unsent."""
    page.goto(f"{address}/kommunikation?om=page:/risker")
    page.wait_for_selector(SHOWN)
    page.get_by_label("Din funktion").fill("Rektor")
    page.get_by_label("Återkoppling", exact=False).last.fill(words)


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Wait until `true()` is."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.05)
