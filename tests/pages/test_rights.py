"""Behörighet: the table of rights, the members, and what is held on whoever looks."""

from collections.abc import Callable

import pytest

from dashboard.access.members import members
from dashboard.access.personal_data import held_on
from dashboard.access.roles import RIGHTS, ROLE_NAMES, table_of_rights
from dashboard.access.saved_views import save_view
from dashboard.access.viewer import LOCAL
from dashboard.pages.rights import members as rights
from dashboard.store.store import Store
from dashboard.ui.form import Sent
from tests.access.people import HOSTILE
from tests.pages.looking import SHARED, Looks, viewer


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the form have been sent with these words."""

    def write(**values: str) -> None:
        monkeypatch.setattr(rights, "sent", lambda key, inputs: Sent("save", values, {}))

    return write


def test_every_right_of_every_role_is_said_in_words(empty_store: Store, looks: Looks) -> None:
    table = looks(empty_store, LOCAL).table("Vem som får vad")
    heads = [head.removesuffix(" (du)") for head in table[0]]
    assert heads == ["Rättighet", "Administratör", *list(ROLE_NAMES.values())[:-1], "Vad det innebär"]
    shown = {
        (row[0], heads[place]): word for row in table[1:] for place, word in enumerate(row) if 0 < place < len(row) - 1
    }
    assert shown == {
        (right.name, ROLE_NAMES[role]): word for right, answers in table_of_rights() for role, word in answers
    }
    assert len(table) == 1 + len(RIGHTS)


@pytest.mark.parametrize("role", [role for role in ROLE_NAMES if role != "administrator"])
def test_ones_own_role_comes_first_and_others_see_no_members(empty_store: Store, looks: Looks, role: str) -> None:
    one = viewer(empty_store, "ada@example.se", role, "0482" if role == "editor" else None, "Samordnare")
    viewer(empty_store, "bo@example.se", "reader")
    screen = looks(empty_store, one)
    assert screen.table("Vem som får vad")[0][1] == f"{ROLE_NAMES[role]} (du)"
    assert f"Du är {ROLE_NAMES[role].lower()}, Samordnare." in screen.words
    assert "bo@example.se" not in screen.markup
    assert "Medlemmar" not in screen.headings("h2")
    assert "ada@example.se" in screen.card("om-dig")


def test_somebody_with_a_shared_link_sees_the_table_and_nothing_of_anybody(empty_store: Store, looks: Looks) -> None:
    viewer(empty_store, "bo@example.se", "reader")
    screen = looks(empty_store, SHARED)
    assert screen.headings("h2") == ["Vem som får vad"]
    assert "bo@example.se" not in screen.markup


def test_an_administrator_adds_a_member_and_changes_one(
    empty_store: Store, looks: Looks, writes: Callable[..., None]
) -> None:
    writes(email="Ada@Flen.example.se", role="editor", principal="0482", function=HOSTILE)
    screen = looks(empty_store, LOCAL)
    assert "ada@flen.example.se är sparad som redaktör." in screen.words
    (row,) = screen.table("Medlemmar")[1:]
    assert row[:4] == ["ada@flen.example.se", "Redaktör", "Flen", HOSTILE]
    assert "<script>" not in screen.markup
    writes(email="ada@flen.example.se", role="reader", principal="", function="")
    assert looks(empty_store, LOCAL).table("Medlemmar")[1][1:4] == ["Läsare", "–", "Läsare"]
    assert len(members(empty_store, "04")) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"email": "fel", "role": "reader"}, "är ingen e-postadress"),
        ({"email": "a@b.se", "role": "editor", "principal": ""}, "En redaktör hör till en huvudman"),
        ({"email": "a@b.se", "role": "reader", "function": "800101-1234"}, "personnummer"),
        ({"email": "a@b.se", "role": ""}, "Det finns ingen roll"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_written_stays(
    empty_store: Store, looks: Looks, writes: Callable[..., None], values: dict[str, str], said: str
) -> None:
    writes(**values)
    screen = looks(empty_store, LOCAL)
    assert any(said in message for message in screen.messages)
    fields = {field["name"]: field["value"] for field in screen.component("member")["fields"]}
    assert fields["email"] == values["email"]
    assert members(empty_store, "04") == []


def test_a_member_is_removed_with_all_that_is_held(
    empty_store: Store, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = viewer(empty_store, "ada@example.se", "reader")
    own = empty_store.for_viewer(ada.scope)
    save_view(own, "Flen", "/", {})
    assert held_on(own)["saved_view"]
    button = looks(empty_store, LOCAL).root.one("button", data_act="remove-member")
    assert button.attributes["data-on"] == ada.id
    assert "Det går inte att ångra" in button.attributes["data-sure"]
    monkeypatch.setattr(rights, "acted", lambda: ("remove-member", ada.id))
    screen = looks(empty_store, LOCAL)
    assert "Medlemmen är borttagen" in screen.words
    assert members(empty_store, "04") == []


def test_a_button_sent_by_somebody_without_the_right_changes_nothing(
    empty_store: Store, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = viewer(empty_store, "ada@example.se", "process_lead"), viewer(empty_store, "bo@example.se", "reader")
    monkeypatch.setattr(rights, "acted", lambda: ("remove-member", bo.id))
    looks(empty_store, ada)
    assert len(members(empty_store, "04")) == 2


def test_what_is_held_is_told_with_its_file(empty_store: Store, looks: Looks) -> None:
    ada = viewer(empty_store, "ada@example.se", "reader", function="Skolchef")
    save_view(empty_store.for_viewer(ada.scope), HOSTILE, "/uppfoljning", {})
    section = looks(empty_store, ada).root.one("section", aria_labelledby="om-dig")
    assert [link.attributes["href"] for link in section.every("a")] == ["/personuppgifter", "/hamta/om-mig.json"]
    assert HOSTILE in section.words
    counts = [summary.words for summary in section.every("summary")]
    assert "Sparade vyer (1)" in counts
    assert "Inloggningar (0)" in counts
