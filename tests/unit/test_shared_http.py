"""The door of shared links over HTTP: what opens, what all else gets, guesses, headers, and the workbook."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update
from starlette.applications import Starlette

from dashboard.access.guess_limit import MOST, Tries
from dashboard.access.links import BEYOND_FIGURES, MOST_DAYS, Shared, make_link
from dashboard.access.viewer import LOCAL
from dashboard.context.pages import PAGES
from dashboard.errors import DatabaseUnavailable
from dashboard.store.building import open_store
from dashboard.store.schema import metadata
from dashboard.store.schema.access import log, share_link
from dashboard.store.scope import RISKS
from dashboard.store.store import Store
from dashboard.ui import shared_view as sharing
from dashboard.ui.visit import use_store
from dashboard.web import shared
from dashboard.web.middleware import HEADERS, Front, SafeHeaders
from dashboard.web.shared import SHARED_HEADERS
from tests.conftest import settings_for
from tests.reporting import sheets_of

APP = SafeHeaders(Front(Starlette(), [page.path for page in PAGES], lambda path: False))
DAY = date(2026, 11, 20)


@pytest.fixture
def store(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    own = open_store(settings_for(Path(shutil.copyfile(sample_database, tmp_path / "own.duckdb"))))
    use_store(own)
    monkeypatch.setattr(sharing, "_tries", Tries())
    monkeypatch.setattr(shared, "DELAY", 0.0)
    yield own
    own.close()


def get(*paths: str, method: str = "GET", address: str = "192.0.2.1") -> list[httpx.Response]:
    """The answers to `paths`, asked for at once; in a thread, since a browser test may have left a loop in this one."""

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(APP, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await asyncio.gather(*(client.request(method, path) for path in paths))

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, ask()).result()


def link(store: Store, page: str = "/roller", parameters: str = "", **changes: object) -> str:
    """The token of a new link."""
    given = {"as_of": DAY, "rights": frozenset(), "purpose": "Nämnden", "shared_by": "Processledare", **changes}
    return make_link(store.for_viewer(LOCAL.scope), Shared("04", page, parameters, **given))


def change(store: Store, **values: object) -> None:
    with store.writing() as connection:
        connection.execute(update(share_link).values(**values))


def row_of(store: Store) -> dict[str, object]:
    with store.reading() as connection:
        return dict(connection.execute(select(share_link)).mappings().one())


def past(store: Store) -> dict[str, object]:
    return {"expires_at": store.now() - timedelta(seconds=1)}


def revoked(store: Store) -> dict[str, object]:
    return {"revoked_at": store.now()}


def not_a_page(store: Store) -> dict[str, object]:
    return {"page": "/data"}


def risks_without_right(store: Store) -> dict[str, object]:
    return {"page": "/risker"}


def test_a_link_opens_the_shell_that_is_neither_kept_nor_found_nor_told_of(store: Store) -> None:
    (got,) = get(f"/delad?nyckel={link(store)}")
    assert got.status_code == 200
    assert '<html lang="sv">' in got.text
    assert {name: got.headers[name] for name in SHARED_HEADERS} == SHARED_HEADERS
    assert {name: got.headers[name] for name in HEADERS if name not in SHARED_HEADERS} == {
        name: value for name, value in HEADERS.items() if name not in SHARED_HEADERS
    }
    assert SHARED_HEADERS["Referrer-Policy"] == "no-referrer"
    assert "noindex" in SHARED_HEADERS["X-Robots-Tag"]
    assert SHARED_HEADERS["Cache-Control"] == "no-store"


def test_a_page_load_is_counted_and_nothing_else_is(store: Store) -> None:
    token = link(store)
    get(f"/delad?nyckel={token}")
    get(f"/delad?nyckel={token}", method="HEAD")
    get(f"/delad.xlsx?nyckel={token}")
    get(f"/delad?nyckel={token}&huvudman=0481")
    assert row_of(store)["opened"] == 2


@pytest.mark.parametrize("path", ["/delad", "/delad.xlsx"])
@pytest.mark.parametrize("ended", [past, revoked, not_a_page, risks_without_right])
def test_a_link_that_has_ended_answers_as_one_that_never_was(
    store: Store, path: str, ended: Callable[[Store], dict[str, object]]
) -> None:
    token = link(store)
    assert get(f"{path}?nyckel={token}")[0].status_code == 200
    change(store, **ended(store))
    answers = get(f"{path}?nyckel={token}", f"{path}?nyckel=finns-inte", path, f"{path}?nyckel=", f"{path}?x={token}")
    assert {one.status_code for one in answers} == {410}
    assert len({one.content for one in answers}) == 1
    assert len({tuple(sorted(one.headers.items())) for one in answers}) == 1
    page = answers[0].text
    assert "<h1>Länken gäller inte</h1>" in page
    assert "<script" not in page
    assert "<a " not in page
    assert answers[0].headers["x-robots-tag"] == SHARED_HEADERS["X-Robots-Tag"]
    assert answers[0].headers["cache-control"] == "no-store"


def test_a_thousand_guesses_are_slowed_down_then_refused_and_logged_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "DELAY", 0.01)
    token = link(store)
    begun = time.perf_counter()
    answers = [one for number in range(1000) for one in get(f"/delad?nyckel=gissning-{number}")]
    assert time.perf_counter() - begun > MOST * 0.01
    statuses = [one.status_code for one in answers]
    assert statuses == [410] * MOST + [429] * (1000 - MOST)
    assert 0 < int(answers[-1].headers["retry-after"]) <= 600
    assert "För många försök" in answers[-1].text
    assert get(f"/delad?nyckel={token}")[0].status_code == 429, "the address is kept out, whatever it tries"
    assert get(f"/delad.xlsx?nyckel={token}")[0].status_code == 429
    assert get(f"/delad?nyckel={token}", address="192.0.2.2")[0].status_code == 200
    with store.reading() as connection:
        lines = connection.execute(select(log.c.by, log.c.subject).where(log.c.action == "guess")).all()
        everything = "\n".join(str(connection.execute(select(one)).all()) for one in metadata.tables.values())
    assert [tuple(line) for line in lines] == [("okänd", "192.0.2.1")]
    assert token not in everything
    assert "gissning-" not in everything


def test_a_slow_answer_keeps_nobody_else_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "DELAY", 0.4)
    begun = time.perf_counter()
    answers = get(*(f"/delad?nyckel=gissning-{number}" for number in range(8)))
    assert {one.status_code for one in answers} == {410}
    assert 0.4 <= time.perf_counter() - begun < 8 * 0.4


def test_no_token_is_in_what_the_server_writes(
    store: Store, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    token = link(store)
    get(f"/delad?nyckel={token}", f"/delad.xlsx?nyckel={token}", f"/delad?nyckel={token}x")
    written = "".join(capfd.readouterr()) + "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    )  # what the test itself asks with writes addresses
    assert token not in written


def test_without_a_database_it_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise DatabaseUnavailable("Databasen svarar inte.")

    monkeypatch.setattr(shared, "open_shared", lost)
    (got,) = get("/delad?nyckel=x")
    assert (got.status_code, got.text) == (503, "Databasen svarar inte.")


def test_the_workbook_is_of_the_shared_view_whatever_the_address_adds(store: Store) -> None:
    token = link(store, "/huvudman", "huvudman=0481")
    plain, altered = get(
        f"/delad.xlsx?nyckel={token}",
        f"/delad.xlsx?nyckel={token}&huvudman=0484&per=2025-11-30&sida=/risker&lan=05",
    )
    assert plain.headers["content-disposition"] == altered.headers["content-disposition"]
    assert "vy-huvudman-2026-11-20" in plain.headers["content-disposition"]
    first, second = sheets_of(plain.content), sheets_of(altered.content)
    assert first == second
    assert "Oxelösund" in str(first)


def test_the_workbook_holds_risks_only_when_they_were_let_along(store: Store) -> None:
    without, along = link(store, "/mote"), link(store, "/mote", rights=BEYOND_FIGURES)
    title = next(row["risk"] for row in store.answer("risks/register", as_of=DAY, county="04", principal=None).rows)
    texts = [str(sheets_of(get(f"/delad.xlsx?nyckel={token}")[0].content)) for token in (without, along)]
    assert [str(title) in text for text in texts] == [False, True]
    sheets = sheets_of(get(f"/delad.xlsx?nyckel={link(store, '/')}")[0].content)
    assert "Öppna risker" not in sheets, "nought risks would be false"
    (book,) = get(f"/delad.xlsx?nyckel={link(store, '/risker', rights=frozenset({RISKS}))}")
    assert str(title) in str(sheets_of(book.content))


def test_a_page_without_figures_has_no_workbook(store: Store) -> None:
    (got,) = get(f"/delad.xlsx?nyckel={link(store, '/uppfoljning', as_of=date(1999, 1, 1))}")
    assert (got.status_code, got.headers["x-robots-tag"]) == (404, SHARED_HEADERS["X-Robots-Tag"])


def test_the_longest_link_ends_in_time(store: Store) -> None:
    link(store, days=MOST_DAYS)
    row = row_of(store)
    assert row["expires_at"] - row["created_at"] == timedelta(days=MOST_DAYS)
