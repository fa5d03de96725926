"""Dela vyn and what it opens: the same figures, no way out of them, and nothing more however the address is changed."""

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import delete, select, update

from dashboard.access.guess_limit import Tries
from dashboard.access.links import BEYOND_FIGURES, Shared, make_link
from dashboard.access.viewer import LOCAL, NOBODY, Viewer
from dashboard.context.pages import PAGES
from dashboard.pages.sharing import form as share_form
from dashboard.store.building import open_store
from dashboard.store.schema import metadata
from dashboard.store.schema.access import share_link
from dashboard.store.scope import FIGURES, RISKS, SHARE, Reading, Scope
from dashboard.store.store import Store
from dashboard.ui import shared_view as sharing
from dashboard.ui.form import Sent
from dashboard.ui.shared_view import GONE_WORDS, SHAREABLE, without_ways_out
from dashboard.web import identity
from dashboard.web import page_access as door
from tests.engines import SAMPLE, Databases, settings_of
from tests.pages.screen import Screen, see

DAY = date(2026, 11, 20)
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) </textarea><script>alert(2)</script> {{ 7*7 }}"
ENTRIES = {page.path: page for page in PAGES}


@pytest.fixture
def store(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Everything in data/ and no link yet; a link is no part of the picture, so answers are kept from test to test."""
    monkeypatch.setattr(sharing, "_tries", Tries())
    found = databases.once("links", lambda: open_store(settings_of(databases.copy(SAMPLE))))
    with found.writing() as connection:
        connection.execute(delete(share_link))
    return found


def link(store: Store, page: str, parameters: str = "", **changes: object) -> str:
    """The token of a new link."""
    given = {"as_of": DAY, "rights": BEYOND_FIGURES, "purpose": "Nämnden", "shared_by": "Processledare", **changes}
    return make_link(store.for_viewer(LOCAL.scope), Shared("04", page, parameters, **given))


def figures(screen: Screen) -> list[list[str]]:
    """Everything that a page says in figures: tables, findings, key figures; what can be done about them left out."""
    told = (screen.root.every("p", class_=named) for named in ("lb-finding", "lb-value", "lb-detail"))
    words = [[node.words for node in nodes] for nodes in (screen.root.every("table"), *told)]
    return [[one.removesuffix(" Flytta, stryk eller lägg till.") for one in some] for some in words]


def named(path: str) -> dict[str, str]:
    return {"huvudman": "0481"} if path == "/huvudman" else {}


@pytest.mark.parametrize("path", SHAREABLE)
def test_a_shared_view_shows_the_figures_of_the_page_and_no_way_out_of_it(store: Store, path: str) -> None:
    page = see(store, path, per=str(DAY), **named(path))
    token = link(store, path, "huvudman=0481" if named(path) else "")
    shared = see(store, "/delad", nyckel=token)
    assert shared.headings("h1") == page.headings("h1")
    assert figures(shared) == figures(page)
    assert set(page.headings("h2")) - set(shared.headings("h2")) <= {"Ta med dig", "Återkoppla"}
    assert shared.charts == page.charts
    links = {node.attributes["href"] for node in shared.root.every("a")}
    allowed = f"/delad.xlsx?nyckel={token}"
    assert {one for one in links if not one.startswith(("#", "mailto:"))} == {allowed}
    for tag in ("button", "form", "input", "textarea", "select", "nav", "script", "iframe"):
        assert not list(shared.root.every(tag)), tag
    components = [one.proto.id for one in shared._elements() if one.type == "bidi_component"]
    assert all(one.endswith("county_map") for one in components), "no menu, no filters, no forms"
    assert not [one for one in shared._elements() if one.type in {"button", "text_input", "page_link"}]


def test_the_map_of_a_shared_view_leads_nowhere_and_still_says_what_it_shows(store: Store) -> None:
    shapes = see(store, "/delad", nyckel=link(store, "/")).component("county_map")["shapes"]
    assert {shape["href"] for shape in shapes} == {""}
    assert all(": " in shape["label"] for shape in shapes)
    assert {shape["href"][:9] for shape in see(store, "/").component("county_map")["shapes"]} == {"/huvudman"}


def test_it_says_who_shared_it_for_whom_of_what_day_and_until_when(store: Store) -> None:
    top = see(store, "/delad", nyckel=link(store, "/roller")).root.one("header", class_="lb-shared").words
    until = store.now().date() + timedelta(days=30)
    assert "Delad av Processledare. Till: Nämnden. Läget som det var känt 20 november 2026." in top
    assert f"Länken gäller till {until.day} " in top
    top = see(store, "/delad", nyckel=link(store, "/roller", as_of=None)).root.one("header", class_="lb-shared").words
    today = date.today()
    assert f"Läget följer med, i dag {today.day} " in top


@pytest.mark.parametrize(
    "more",
    [
        {"huvudman": "0484"},
        {"per": "2025-11-30", "omgang": "2025h", "aspekt": "roll", "grupp": "norra", "niva": "chef"},
        {"sida": "/risker", "lan": "05", "page": "/data", "uppgift": "risk"},
        {"visning": "projektor", "sok": "x", "om": "page:/"},
    ],
)
def test_whatever_else_the_address_says_changes_nothing(store: Store, more: dict[str, str]) -> None:
    token = link(store, "/huvudman", "huvudman=0481", rights=frozenset())
    plain, altered = see(store, "/delad", nyckel=token), see(store, "/delad", nyckel=token, **more)
    assert altered.markup == plain.markup
    assert altered.charts == plain.charts


def test_a_frozen_view_stays_as_it_was(store: Store) -> None:
    token, follows = link(store, "/uppfoljning", as_of=date(2025, 11, 30)), link(store, "/uppfoljning", as_of=None)
    frozen, following = see(store, "/delad", nyckel=token), see(store, "/delad", nyckel=follows)
    assert "känt 30 november 2025" in frozen.words
    assert figures(frozen) == figures(see(store, "/uppfoljning", per="2025-11-30"))
    assert figures(following) == figures(see(store, "/uppfoljning"))
    assert figures(frozen) != figures(following)


def test_what_was_not_let_along_is_not_in_what_the_browser_gets(store: Store) -> None:
    day = {"as_of": DAY, "county": "04"}
    risks = [str(row["risk"]) for row in store.answer("risks/register", principal=None, **day).rows]
    for path in ("/", "/huvudman", "/mote"):
        shared = see(store, "/delad", nyckel=link(store, path, "huvudman=0481", rights=frozenset()))
        assert not [risk for risk in risks if risk in shared.markup], path
        assert "Öppna risker" not in shared.headings("h2")
        assert "Egna risker" not in shared.headings("h2")


def ended(store: Store, token: str, kind: str) -> str:
    """A token that opens nothing, of this kind."""
    values: Mapping[str, object] = {
        "expired": {"expires_at": store.now()},
        "revoked": {"revoked_at": store.now()},
        "another page": {"page": "/data"},
        "risks without the right": {"page": "/risker", "rights": ""},
    }.get(kind, {})
    if values:
        with store.writing() as connection:
            connection.execute(update(share_link).values(**values))
    return {"unknown": token + "x", "none": ""}.get(kind, token)


@pytest.mark.parametrize("kind", ["expired", "revoked", "another page", "risks without the right", "unknown", "none"])
def test_a_link_that_does_not_hold_shows_one_sentence_and_nothing_else(store: Store, kind: str) -> None:
    screen = see(store, "/delad", nyckel=ended(store, link(store, "/roller"), kind), huvudman="0481")
    assert screen.words == f"Länken gäller inte {GONE_WORDS}"
    assert {one.type for one in screen._elements()} == {"html"}


def test_guesses_over_the_websocket_are_refused_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_tries", Tries(most=3))
    token = link(store, "/roller")
    assert see(store, "/delad", nyckel=token).headings("h1") == ["Roller och planer"]
    for number in range(3):
        assert see(store, "/delad", nyckel=f"gissning-{number}").headings("h1") == ["Länken gäller inte"]
    assert see(store, "/delad", nyckel=token).headings("h1") == ["För många försök"]


@pytest.mark.parametrize("path", [page.path for page in PAGES if not page.unguarded])
def test_a_token_opens_no_other_page_where_members_sign_in(
    store: Store, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "viewer_of_visit", lambda: (NOBODY, False))
    monkeypatch.setattr(door, "providers", lambda: [(None, "")])
    token = link(store, "/roller")
    assert see(store, "/delad", nyckel=token).headings("h1") == ["Roller och planer"]
    other = see(store, path, nyckel=token, huvudman="0481")
    assert not list(other.root.every("table"))
    assert "Logga in" in " ".join(other.headings("h1"))


def test_only_pages_with_figures_and_whoever_may_share_have_the_way_to_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in PAGES:
        if page.path in {"/delad"}:
            continue
        links = list(see(store, page.path, huvudman="0481", per=str(DAY)).root.every("a", class_="lb-out"))
        assert len(links) == (page.path in SHAREABLE), page.path
    to = see(store, "/roller", per=str(DAY)).root.one("a", class_="lb-out").attributes["href"]
    assert to == f"/delat?per={DAY}&sida=%2Froller"
    assert not list(see(store, "/huvudman").root.every("a", class_="lb-out")), "no huvudman is chosen"
    reader = Viewer("member", Scope(Reading(frozenset({FIGURES})), frozenset(), "m"), "m", "reader")
    monkeypatch.setattr(identity, "viewer_of_visit", lambda: (reader, False))
    assert not list(see(store, "/roller").root.every("a", class_="lb-out"))


def sending(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """Let the next runs be those that follow the form."""
    given = {"purpose": "Nämnden", "function": "Processledare", "day": "fryst", "days": "30", "more": "", **values}
    monkeypatch.setattr(share_form, "sent", lambda key, inputs: Sent("make", given, {}))


def links(store: Store) -> list[dict[str, object]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(share_link)).mappings()]


def test_the_form_says_what_is_shared_and_offers_what_the_sharer_has(store: Store) -> None:
    screen = see(store, "/delat", sida="/roller", huvudman="0481", aspekt="larande", per=str(DAY))
    told = screen.card("delas")
    assert "Sidan Roller och planer : huvudman Oxelösund, aspekt Lärande och kommunikation." in told
    assert "känt 20 november 2026" in told
    fields = {one["name"]: one for one in screen.component("share")["fields"]}
    assert list(fields) == ["purpose", "function", "day", "days", "more"]
    assert (fields["days"]["value"], fields["more"]["value"]) == ("30", "")
    assert {code for code, _ in fields["more"]["options"]} == BEYOND_FIGURES
    assert "sida=" not in screen.root.one("nav").one("a", href=f"/roller?huvudman=0481&aspekt=larande&per={DAY}").words


@pytest.mark.parametrize("asked", [{}, {"sida": "/data"}, {"sida": "/delat"}, {"sida": "x"}, {"sida": "/huvudman"}])
def test_what_cannot_be_shared_has_no_form(store: Store, asked: dict[str, str]) -> None:
    screen = see(store, "/delat", **asked)
    assert "Dela vyn där" in screen.card("delas")
    assert not [one for one in screen._elements() if one.type == "bidi_component" and one.proto.id.endswith("share")]


def test_risks_are_shared_only_by_whoever_may_read_all_of_them(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Viewer("member", Scope(Reading(frozenset({FIGURES})), frozenset({SHARE, "enter_own"}), "m", "Rektor"), "m")
    monkeypatch.setattr(identity, "viewer_of_visit", lambda: (editor, False))
    assert "får läsa alla risker" in see(store, "/delat", sida="/risker").card("delas")
    fields = see(store, "/delat", sida="/roller").component("share")["fields"]
    assert [one["name"] for one in fields] == ["purpose", "day", "days"], "the function is known, and nothing more held"


def test_a_link_is_made_shown_once_and_opens_the_same_view(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sending(monkeypatch, more=f"{RISKS};nonsense", days="7")
    screen = see(store, "/delat", sida="/roller", huvudman="0481", per=str(DAY))
    url = screen.root.one("textarea", id="lank").words
    token = url.partition("nyckel=")[2]
    (row,) = links(store)
    assert (row["page"], row["parameters"], row["as_of"]) == ("/roller", "huvudman=0481", DAY)
    assert (row["rights"], row["purpose"], row["shared_by"]) == (RISKS, "Nämnden", "Processledare")
    assert row["expires_at"] - row["created_at"] == timedelta(days=7)
    text = screen.root.one("textarea", id="lank-text").words
    for told in ("Roller och planer", "huvudman Oxelösund", "20 november 2026", "Processledare", "Nämnden", url):
        assert told in text
    assert screen.messages == []
    assert screen.root.one("img", class_="lb-qr").attributes["src"].startswith("data:image/svg+xml")
    monkeypatch.undo()
    again = see(store, "/delat", sida="/roller", huvudman="0481", per=str(DAY))
    assert token not in again.markup
    with store.reading() as connection:
        assert not [one for one in metadata.tables.values() if token in str(connection.execute(select(one)).all())]
    assert see(store, "/delad", nyckel=token).headings("h1") == ["Roller och planer"]


def test_it_is_said_when_the_sharer_sees_a_round_that_does_not_go_along(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending(monkeypatch)
    screen = see(store, "/delat", sida="/roller", per="2026-04-01")
    assert "svar från Våren 2026, som inte är stängda" in screen.messages[0]


def test_a_view_that_follows_has_no_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sending(monkeypatch, day="folj")
    see(store, "/delat", sida="/", per=str(DAY), omgang="2026v", visning="projektor")
    (row,) = links(store)
    assert (row["as_of"], row["parameters"]) == (None, "omgang=2026v")


@pytest.mark.parametrize(
    ("page", "wrong", "field"),
    [
        ("/roller", {"purpose": "  "}, "purpose"),
        ("/roller", {"purpose": "x" * 201}, "purpose"),
        ("/roller", {"purpose": "Mor till 19900101-1239"}, "purpose"),
        ("/roller", {"function": "19900101-1239"}, "function"),
        ("/roller", {"function": ""}, "function"),
        ("/roller", {"days": "0"}, "days"),
        ("/roller", {"days": "181"}, "days"),
        ("/roller", {"days": "²"}, "days"),
        ("/roller", {"days": "en månad"}, "days"),
        ("/risker", {"more": "comments"}, "more"),
        ("/ledning?omgang=2026v&per=2026-04-01", {"more": "comments"}, "more"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_shared(
    store: Store, monkeypatch: pytest.MonkeyPatch, page: str, wrong: dict[str, str], field: str
) -> None:
    sending(monkeypatch, **wrong)
    path, _, asked = page.partition("?")
    screen = see(store, "/delat", sida=path, **dict(parse_qsl(asked)))
    fields = {one["name"]: one for one in screen.component("share")["fields"]}
    assert [name for name, one in fields.items() if one["error"]] == [field]
    assert fields["purpose"]["value"] == wrong.get("purpose", "Nämnden")
    assert links(store) == []


def test_words_that_would_do_harm_are_shown_as_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sending(monkeypatch, purpose=HOSTILE, function=HOSTILE[:60])
    made = see(store, "/delat", sida="/roller")
    token = made.root.one("textarea", id="lank").words.partition("nyckel=")[2]
    monkeypatch.undo()
    monkeypatch.setattr(sharing, "_tries", Tries())
    for screen in (made, see(store, "/delat"), see(store, "/delad", nyckel=token)):
        assert "<img src=x" not in screen.markup
        assert not list(screen.root.every("script"))
        assert not [one for one in screen.root.every("a") if one.attributes["href"].startswith("javascript")]
        assert "&lt;img src=x onerror=alert(1)&gt; [x](javascript:alert(1))" in screen.markup
        assert "49" not in screen.words.partition("Till:")[2][:120]


def test_a_link_is_revoked_by_its_button_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    token = link(store, "/roller")
    see(store, "/delad", nyckel=token)
    (row,) = links(store)
    button = next(see(store, "/delat").root.every("button", data_act="revoke"))
    assert button.attributes["data-on"] == row["id"]
    monkeypatch.setattr(share_form, "acted", lambda: ("revoke", row["id"]))
    screen = see(store, "/delat")
    assert screen.root.one("p", class_="lb-done").words == "Länken är återkallad. Den öppnas inte längre."
    assert "Återkallad" in screen.card("mina")
    assert not list(screen.root.every("button", data_act="revoke"))
    assert see(store, "/delad", nyckel=token).words == f"Länken gäller inte {GONE_WORDS}"


def test_all_links_are_seen_by_administrators_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    link(store, "/roller")
    assert "Nämnden" in see(store, "/delat").card("alla")
    sharer = Viewer("member", Scope(Reading(frozenset({FIGURES})), frozenset({SHARE}), "m", "Rektor"), "m", "editor")
    monkeypatch.setattr(identity, "viewer_of_visit", lambda: (sharer, False))
    screen = see(store, "/delat")
    assert "Nämnden" not in screen.words
    assert "alla" not in [node.attributes.get("id") for node in screen.root.every("h2")]
    monkeypatch.setattr(share_form, "acted", lambda: ("revoke", links(store)[0]["id"]))
    assert "Bara den som har delat" in see(store, "/delat").words
    assert links(store)[0]["revoked_at"] is None


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ('<p>Se <a href="/huvudman?x=1">Flen</a>.</p>', "<p>Se <span>Flen</span>.</p>"),
        ('<a class="t" style="--a:#fff" href="/x"><b>A</b></a>', '<span class="t" style="--a:#fff"><b>A</b></span>'),
        ('<a href="#karta">Karta</a>', '<a href="#karta">Karta</a>'),
        ('<a href="mailto:a@example.se">a</a>', '<a href="mailto:a@example.se">a</a>'),
        ('<p>Mer: <a href="https://example.se/x" rel="noreferrer">x</a></p>', "<p>Mer: <span>x</span></p>"),
        ('<p>Mer: <a href="javascript:alert(1)">x</a></p>', "<p>Mer: <span>x</span></p>"),
        ('<p>Mer: <a href="//example.se">x</a></p>', "<p>Mer: <span>x</span></p>"),
        ('<p class="o"><a href="/hamta/a.csv" download>CSV</a> <a href="/hamta/a.xlsx" download>Excel</a></p>', ""),
        ('<p>Påhittat. <a href="/hamta/a.csv" download><span>X: </span>CSV</a></p>', "<p>Påhittat. </p>"),
        ('<p><a href="/data?uppgift=mote">Skriv</a>. Den är ifylld.</p>', ""),
        ('<p><a href="/mote">Till sidan Möte</a></p>', ""),
        ('<p>Återkoppla på:</p>\n<ul><li><a href="/kommunikation?om=x#ge-aterkoppling">Rapport</a></li></ul>', ""),
        ('<ul><li>Kvar <button type="button" data-act="up">Upp</button></li></ul>', "<ul><li>Kvar </li></ul>"),
        ('<article><abbr title="a">b</abbr></article>', '<article><abbr title="a">b</abbr></article>'),
    ],
)  # fmt: skip
def test_a_link_becomes_words_and_what_does_something_goes(html: str, seen: str) -> None:
    assert without_ways_out(html) == seen
