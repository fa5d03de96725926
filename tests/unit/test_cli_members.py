"""`lagesbild member` and `lagesbild digest`: members by command, and what is said when something is wrong."""

import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dashboard.access.follow import mail_on, start_following
from dashboard.store.building import open_store
from tests.access.people import at, member
from tests.access.test_mail import Inbox, listening
from tests.browser.conftest import free_port, serving
from tests.conftest import settings_for, whole_row
from tests.queries.tables import activity
from tests.unit.conftest import Lagesbild, ask

KEPT = "select email, role, principal_code, function, added_by from member"


@pytest.fixture
def empty(lagesbild: Lagesbild, database: Path, empty_database: Path) -> Lagesbild:
    """The command over a database of the catalogue alone."""
    shutil.copyfile(empty_database, database)
    return lagesbild


def test_a_member_is_added_changed_listed_and_removed(empty: Lagesbild, database: Path) -> None:
    assert empty("member", "list").out == ("Inga medlemmar ännu. Lägg till den första med ”lagesbild member add”.\n")
    added = empty("member", "add", "Ada@Flen.example.se", "--role", "redaktör", "--principal", "0482")
    assert (added.code, added.out) == (0, "ada@flen.example.se är medlem som redaktör.\n")
    assert ask(database, KEPT) == [("ada@flen.example.se", "editor", "0482", "Redaktör", "kommandoraden")]
    changed = empty("member", "add", "ada@flen.example.se", "--role", "Lasare", "--function", "Skolchef Flen")
    assert changed.out == "ada@flen.example.se är medlem som läsare.\n"
    listed = empty("member", "list").out
    assert listed.split(maxsplit=3) == ["ada@flen.example.se", "Läsare", "-", "Skolchef Flen\n"]
    removed = empty("member", "remove", "ada@flen.example.se")
    assert removed.code == 0
    assert ask(database, KEPT) == []
    actions = ask(database, 'select action, "by" from log')
    assert actions == [("rights", "kommandoraden")] * 3


def test_a_role_is_known_by_its_name_with_or_without_marks_or_its_code(empty: Lagesbild, database: Path) -> None:
    roles = {"styrgrupp": "steering", "FOLJEFORSKARE": "researcher", "process_lead": "process_lead"}
    for number, role in enumerate(roles):
        assert empty("member", "add", f"{number}@example.se", "--role", role).code == 0
    assert ask(database, "select role from member order by email") == [(code,) for code in roles.values()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "inte-en-adress", "--role", "läsare"], "är ingen e-postadress"),
        (["add", "a@example.se", "--role", "chef"], "Det finns ingen roll ”chef”"),
        (["add", "a@example.se", "--role", "redaktör"], "En redaktör hör till en huvudman"),
        (["add", "a@example.se", "--role", "redaktör", "--principal", "0180"], "Det finns ingen huvudman 0180"),
        (["remove", "ingen@example.se"], "Det finns ingen medlem med adressen ingen@example.se"),
    ],
)
def test_what_cannot_be_is_said_in_swedish(empty: Lagesbild, arguments: list[str], said: str) -> None:
    assert said in empty("member", *arguments).faults()


def test_used_wrongly_ends_with_two(lagesbild: Lagesbild) -> None:
    assert lagesbild("member", "add", "a@example.se").code == 2
    assert lagesbild("member", "add").code == 2
    assert lagesbild("member", "byt").code == 2


def test_without_mail_set_up_the_digest_says_what_to_set(lagesbild: Lagesbild) -> None:
    assert lagesbild("digest").faults() == (
        "E-post är inte uppsatt. Ange LAGESBILD_SMTP_URL, LAGESBILD_MAIL_FROM och LAGESBILD_PUBLIC_URL. Se README."
    )


def test_while_the_app_runs_it_is_said_on_which_page_to_do_it(empty: Lagesbild, database: Path) -> None:
    with serving(database):
        said = empty("member", "add", "a@example.se", "--role", "läsare").faults()
        assert re.search(r"används redan av ett annat program.*på sidan Behörighet där", said)
        mail = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "l@example.se", "public_url": "https://l.example.se"}
        assert "på sidan Sparat och följt där" in empty("digest", **mail).faults()
        assert "på sidan Data där" in empty("check").faults()


def test_help_is_in_swedish(lagesbild: Lagesbild) -> None:
    helped = lagesbild("member", "add", "--help").out
    assert "Användning:" in helped
    assert "läsare, redaktör, styrgrupp, processledare, följeforskare, administratör" in " ".join(helped.split())


@pytest.fixture
def waiting(empty: Lagesbild, database: Path) -> Lagesbild:
    """Ada follows Flen by mail since ten days, and Flen has had an activity five days ago."""
    now = datetime.now()
    store = at(open_store(settings_for(database)), now - timedelta(days=10))
    ada = member(store, "ada@flen.example.se")
    start_following(ada, "principal", "0482")
    mail_on(ada)
    at(store, now - timedelta(days=5))
    row = activity("a1", str(now.date() - timedelta(days=5)), principal_code="0482", title="Workshop")
    origin: dict[str, object] = {"id": "s", "kind": "import", "title": "x", "synthetic": False}
    store.append({"activity": [whole_row("activity", row)]}, origin, "test")
    store.close()
    return empty


def test_the_digest_is_told_sent_once_and_told_when_it_is_not_taken(waiting: Lagesbild) -> None:
    inbox = Inbox()
    controller = listening(inbox)
    mail: dict[str, object] = {"smtp_url": f"smtp://127.0.0.1:{controller.port}", "mail_from": "l@example.se"}
    mail["public_url"] = "https://lagesbild.example.se"
    try:
        dry = waiting("digest", "--dry-run", **mail)
        told = "ada@flen.example.se: en ny eller ändrad uppgift.\nEtt brev skulle skickas.\n"
        assert (dry.code, dry.out, inbox.mails) == (0, told, [])
        gone = waiting("digest", **mail | {"smtp_url": f"smtp://127.0.0.1:{free_port()}"})
        assert (gone.code, gone.out) == (1, "")
        assert "Några brev kom inte iväg." in gone.said
        assert waiting("digest", **mail).out.endswith("Ett brev skickades.\n")
        assert waiting("digest", **mail).out == "Inget brev skickades.\n"
        assert inbox.to == ["ada@flen.example.se"]
        assert "Workshop" in inbox.mails[0].get_content()
    finally:
        controller.stop()


def test_without_sign_in_the_service_starts_for_this_machine_alone(empty: Lagesbild) -> None:
    refused = empty("serve", "--host", "0.0.0.0", "--port", str(free_port()))
    assert refused.code == 1
    assert refused.said.startswith("Lägesbild startas inte på 0.0.0.0: utan inloggning kan alla")
    assert "Starta med --host 127.0.0.1, eller ställ in inloggning med LAGESBILD_ACCESS=oidc" in refused.said
    assert "Traceback" not in refused.said
