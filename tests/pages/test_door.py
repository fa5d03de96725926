"""The door: what somebody sees who is not let in, with one sign-in provider and with several."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.context.pages import PAGES
from dashboard.settings import ROOT, settings
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from tests.pages.screen import Screen

PROVIDER = {"client_id": "lagesbild", "client_secret": "x", "server_metadata_url": "http://127.0.0.1:1/"}
COMMON = {"redirect_uri": "http://127.0.0.1:8501/oauth2callback", "cookie_secret": "0" * 32}


@pytest.fixture(autouse=True)
def with_sign_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LAGESBILD_ACCESS", "oidc")
    monkeypatch.setenv("LAGESBILD_RESPONSIBLE", "Region Sörmland")
    monkeypatch.setenv("LAGESBILD_CONTACT", "barnetsbasta@example.se")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def at_the_door(store: Store, **providers: dict[str, str]) -> AppTest:
    use_store(store)
    at = AppTest.from_file(ROOT / "dashboard" / "web" / "app.py", default_timeout=60)
    at.secrets["auth"] = COMMON | (providers or PROVIDER)
    return at.run()


def test_one_provider_is_one_button(sample_store: Store) -> None:
    at = at_the_door(sample_store)
    assert [button.label for button in at.button] == ["Logga in"]
    words = Screen(at).words
    assert "Region Sörmland, barnetsbasta@example.se" in words
    assert "inga egna lösenord" in words


def test_each_municipality_and_the_region_may_bring_their_own(sample_store: Store) -> None:
    flen, region = PROVIDER | {"title": "Flens kommun"}, PROVIDER | {"title": "Region Sörmland"}
    at = at_the_door(sample_store, flen=flen, region=region)
    assert [button.label for button in at.button] == ["Logga in med Flens kommun", "Logga in med Region Sörmland"]


@pytest.mark.parametrize("page", [page for page in PAGES if not page.unguarded], ids=lambda page: page.path)
def test_nobody_gets_past_it(page: object, sample_store: Store) -> None:
    at = at_the_door(sample_store)
    at.switch_page(str(page.file)).run()
    screen = Screen(at)
    assert screen.headings("h1") == ["Logga in"]
    assert list(screen.root.every("nav")) == []
    assert not at.exception


def test_an_unguarded_page_asks_the_store_nothing(sample_store: Store) -> None:
    at = at_the_door(sample_store)
    at.switch_page(str(next(page.file for page in PAGES if page.path == "/personuppgifter"))).run()
    screen = Screen(at)
    assert not at.exception
    assert screen.headings("h1") == ["Personuppgifter"]
    assert "Oxelösund" not in screen.words
