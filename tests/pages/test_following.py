"""Sparat och följt: a view is named, things are followed, and the ways to hear of it."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.access.follow import followed, mail_on, new_feed, start_following, viewer_of_feed, way_out
from dashboard.access.saved_views import save_view, saved_views
from dashboard.access.viewer import LOCAL
from dashboard.pages.following import followed as following
from dashboard.settings import settings
from dashboard.store.store import Store
from dashboard.ui.form import Sent
from tests.access.people import HOSTILE
from tests.conftest import Given
from tests.pages.looking import SHARED, Looks, viewer
from tests.pages.screen import see
from tests.queries.tables import plan

PATH = "/foljer"
Presses = Callable[[str, str], None]


@pytest.fixture
def presses(monkeypatch: pytest.MonkeyPatch) -> Presses:
    """Let a button have been pressed."""
    return lambda act, on="": monkeypatch.setattr(following, "acted", lambda: (act, on))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the form for a view have been sent with this name."""
    return lambda name: monkeypatch.setattr(following, "sent", lambda key, inputs: Sent("save", {"name": name}, {}))


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Mail is set up, at a server that is not there."""
    for name, value in {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "l@example.se"}.items():
        monkeypatch.setenv(f"LAGESBILD_{name}", value)
    monkeypatch.setenv("LAGESBILD_PUBLIC_URL", "https://lagesbild.example.se")
    settings.cache_clear()
    yield
    settings.cache_clear()


def local(store: Store) -> Store:
    return store.for_viewer(LOCAL.scope)


def test_the_view_of_the_address_is_saved_under_a_name(empty_store: Store, names: Callable[[str], None]) -> None:
    names(HOSTILE)
    screen = see(empty_store, PATH, sida="/uppfoljning", aspekt="larande", huvudman="0482")
    assert f"Vyn ”{HOSTILE}” är sparad." in screen.words
    assert "<script>" not in screen.markup
    (one,) = saved_views(local(empty_store))
    assert (one["page"], one["parameters"]) == ("/uppfoljning", "huvudman=0482&aspekt=larande")
    link = next(a for a in screen.root.every("a") if a.words == HOSTILE)
    assert link.attributes["href"] == "/uppfoljning?huvudman=0482&aspekt=larande"


def test_without_a_page_in_the_address_there_is_nothing_to_save(empty_store: Store) -> None:
    for parameters in ({}, {"sida": "/finns-inte"}, {"sida": "https://evil.example"}):
        assert "Spara vyn" not in see(empty_store, PATH, **parameters).headings("h2")
    assert "Spara vyn" in see(empty_store, PATH, sida="/").headings("h2")


@pytest.mark.parametrize("name", ["", "å" * 81, "800101-1234"])
def test_a_name_that_cannot_be_is_refused_in_words(empty_store: Store, names: Callable[[str], None], name: str) -> None:
    names(name)
    assert len(see(empty_store, PATH, sida="/").messages) == 1
    assert saved_views(local(empty_store)) == []


def test_a_saved_view_is_removed(empty_store: Store, presses: Presses) -> None:
    save_view(local(empty_store), "Flen", "/huvudman", {"huvudman": "0482"})
    button = see(empty_store, PATH).root.one("button", data_act="remove-view")
    presses("remove-view", button.attributes["data-on"])
    assert "Du har inte sparat någon vy." in see(empty_store, PATH).words


def test_a_huvudman_and_an_aspect_are_followed_and_previewed(given: Given, presses: Presses) -> None:
    store = given(plan_status=[plan("0482", "own_plan", "2026-11-10"), plan("0481", "own_plan", "2026-11-10")])
    assert "Du följer ingenting ännu." in see(store, PATH).words
    presses("follow", "principal:0482")
    screen = see(store, PATH, per="2026-11-20")
    assert followed(local(store)) == {("principal", "0482")}
    assert "Du följer Flen." in screen.words
    preview = screen.root.one("section", aria_labelledby="nytt")
    assert "En uppgift är ny eller ändrad efter 21 oktober 2026, till och med 20 november 2026." in preview.words
    assert [link.attributes["href"] for link in preview.every("a")] == ["/roller?huvudman=0482&per=2026-11-20#planer"]
    presses("unfollow", "principal:0482")
    assert "Du följer ingenting ännu." in see(store, PATH).words
    presses("follow", "aspect:finns-inte")
    assert len(see(store, PATH).messages) == 1


def test_a_feed_address_is_shown_once(empty_store: Store, presses: Presses) -> None:
    presses("new-feed", "")
    link = see(empty_store, PATH).root.one("a", class_="lb-stamp")
    token = link.words.partition("/hamta/foljer.atom?nyckel=")[2]
    assert viewer_of_feed(empty_store, token, local=True) is LOCAL
    presses("", "")
    screen = see(empty_store, PATH)
    assert token not in screen.markup
    assert "Byt flödesadress" in screen.words
    presses("drop-feed", "")
    see(empty_store, PATH)
    assert not way_out(local(empty_store))["feed"]


def test_on_an_open_machine_there_is_no_address_to_mail(empty_store: Store, mails: None) -> None:
    assert "ingen e-postadress att skicka till" in see(empty_store, PATH).words


def test_without_mail_set_up_it_is_said(empty_store: Store, looks: Looks) -> None:
    ada = viewer(empty_store, "ada@example.se", "reader")
    assert "E-post är inte uppsatt" in looks(empty_store, ada, PATH).words


def test_mail_is_turned_on_and_off(
    empty_store: Store,
    looks: Looks,
    presses: Presses,
    mails: None,
) -> None:
    ada = viewer(empty_store, "ada@example.se", "reader")
    own = empty_store.for_viewer(ada.scope)
    assert "Slår du på den skickas det som är nytt till ada@example.se" in looks(empty_store, ada, PATH).words
    presses("mail-on", "")
    assert "skickas till ada@example.se en gång i veckan" in looks(empty_store, ada, PATH).words
    assert way_out(own)["by_mail"]
    presses("mail-off", "")
    looks(empty_store, ada, PATH)
    assert not way_out(own)["by_mail"]


def test_only_an_administrator_sends_what_waits(
    given: Given,
    looks: Looks,
    presses: Presses,
    mails: None,
) -> None:
    store = given(plan_status=[plan("0482", "own_plan", "2000-01-05")])
    ada, bo = viewer(store, "ada@example.se", "reader"), viewer(store, "bo@example.se", "administrator")
    own = store.for_viewer(ada.scope)
    start_following(own, "principal", "0482")
    mail_on(own)
    presses("send-due", "")
    screen = looks(store, ada, PATH)
    assert "För administratörer" not in screen.words
    assert "brev skickades" not in screen.words
    assert "Inget brev skickades." in looks(store, bo, PATH).words


def test_in_a_shared_view_nothing_is_saved_or_followed(empty_store: Store, looks: Looks) -> None:
    screen = looks(empty_store, SHARED, PATH)
    assert "Det här är för den som har loggat in som medlem." in screen.words
    assert list(screen.root.every("button")) == []


def test_what_others_have_is_not_shown(empty_store: Store, looks: Looks) -> None:
    ada, bo = viewer(empty_store, "ada@example.se", "reader"), viewer(empty_store, "bo@example.se", "reader")
    own = empty_store.for_viewer(ada.scope)
    save_view(own, "Adas vy", "/", {})
    new_feed(own)
    screen = looks(empty_store, bo, PATH)
    assert "Adas vy" not in screen.markup
    assert "Gör en flödesadress" in screen.words
