"""Personuppgifter: open to anybody, asks nothing of the store, and says what the law wants said."""

from collections.abc import Iterator

import pytest

from dashboard.access.sign_ins import KEPT
from dashboard.access.viewer import NOBODY
from dashboard.settings import settings
from dashboard.store.store import Store
from tests.pages.looking import SHARED, Looks, viewer
from tests.pages.screen import see

PATH = "/personuppgifter"
MUST_SAY = (
    "personuppgiftsansvarig",
    "artikel 6.1 e",
    "Inga uppgifter om enskilda barn",
    "personnummer",
    f"{KEPT.days} dagar",
    "dataskyddsombudet",
    "Få det rättat eller raderat",
    "Integritetsskyddsmyndigheten",
    "kakor",
    "Ingenting lämnar servern",
    "Tillgänglighetsredogörelse",
)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LAGESBILD_RESPONSIBLE", "Region <b>Sörmland</b>")
    monkeypatch.setenv("LAGESBILD_CONTACT", "ds@example.se")
    monkeypatch.setenv("LAGESBILD_LEGAL_GROUND", "myndighetsutövning")
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_everybody_is_told_the_same(sample_store: Store, looks: Looks) -> None:
    for one in (NOBODY, SHARED):
        screen = looks(sample_store, one, PATH)
        assert screen.headings("h1") == ["Personuppgifter"]
        assert [words for words in MUST_SAY if words not in screen.words] == []


def test_somebody_unknown_gets_no_menu_and_nothing_of_the_picture(sample_store: Store, looks: Looks) -> None:
    screen = looks(sample_store, NOBODY, PATH, huvudman="0482")
    assert list(screen.root.every("nav")) == []
    assert "Exempeldata" not in screen.words
    assert "Flen" not in screen.words
    assert {a.attributes["href"] for a in screen.root.every("a")} == {
        *("/", "#tillganglighet", "https://www.imy.se", "https://www.digg.se/tdosanmalan")
    }


def test_a_member_is_led_to_what_is_held(empty_store: Store, looks: Looks) -> None:
    screen = looks(empty_store, viewer(empty_store, "ada@example.se", "reader"), PATH)
    links = {a.attributes["href"] for a in screen.root.every("a")}
    assert {"/behorighet", "/behorighet#om-dig", "/las-forst#tillganglighet"} <= links


def test_what_the_settings_say_is_said_and_is_words(empty_store: Store, told: None) -> None:
    screen = see(empty_store, PATH)
    assert "Region <b>Sörmland</b> är personuppgiftsansvarig" in screen.words
    assert "Rättslig grund: myndighetsutövning." in screen.words
    assert "<b>" not in screen.markup
    assert "artikel 6.1 e" not in screen.words


def test_purpose_and_retention_stand_beside_contacts(sample_store: Store) -> None:
    card = see(sample_store, "/huvudman", huvudman="0482").card("kontakt")
    assert "ses över varje år och raderas på begäran" in card
    entry = see(sample_store, "/data", uppgift="kontakt", huvudman="0482")
    assert "raderas för gott på begäran. Ingen historik sparas." in entry.words
    assert "Det som gällde förut finns kvar i historiken" not in entry.words
    assert "Det som gällde förut finns kvar" in see(sample_store, "/data", uppgift="roll", huvudman="0482").words
