"""Mail by a real SMTP server on this machine: what arrives, how it is encrypted, and the way out of it."""

import asyncio
import email
import ipaddress
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from dashboard.access.digest import send_due
from dashboard.access.follow import mail_on, new_feed, start_following, way_out
from dashboard.access.mail import Mailer, mailer_of
from dashboard.errors import LagesbildError
from dashboard.settings import Settings, settings
from dashboard.store.schema.access import digest
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web.following import feed, leave, send_by_the_week, weekly_mail
from tests.access.people import HOSTILE, at, member
from tests.browser.conftest import free_port
from tests.conftest import Given
from tests.queries.tables import activity

PUBLIC = "https://lagesbild.example.se"


class Inbox:
    """Takes mail, and keeps it as it came."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[str] = []
        self.encrypted: list[bool] = []
        self.refuse = ""

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        if self.refuse and self.refuse in envelope.rcpt_tos:
            return "550 nej"
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        self.to += envelope.rcpt_tos
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def listening(inbox: Inbox, **how: object) -> Controller:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    return controller


@pytest.fixture
def mailer(inbox: Inbox) -> Iterator[Mailer]:
    controller = listening(inbox)
    yield Mailer(f"smtp://127.0.0.1:{controller.port}", "Lägesbild <lagesbild@example.se>", PUBLIC)
    controller.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this machine, signed by nobody else, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2100, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "certificate.pem").write_bytes(made.public_bytes(pem) + private)
    return tmp_path / "certificate.pem"


@pytest.fixture
def store(given: Given) -> Store:
    """A county where Flen has had an activity on 10 November 2026 whose name tries to be something else."""
    made = at(given(activity=[activity("a1", "2026-11-10", principal_code="0482", title=f"Å {HOSTILE}\r\nBcc: x@y.z")]))
    use_store(made)
    return at(made, datetime(2026, 11, 2, 8))


@pytest.fixture
def ada(store: Store) -> Store:
    one = member(store, "ada@example.se")
    start_following(one, "principal", "0482")
    mail_on(one)
    return at(one, datetime(2026, 11, 12, 8))


@pytest.fixture(autouse=True)
def own_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def asked(address: str, method: str = "GET") -> Request:
    parts = urlsplit(address)
    scope = {"type": "http", "method": method, "path": parts.path, "headers": [(b"host", b"lagesbild.example.se")]}
    scope |= {"query_string": parts.query.encode(), "scheme": "https", "server": ("lagesbild.example.se", 443)}
    return Request(scope)


def words(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_the_mail_arrives_with_the_difference_and_a_way_out(
    store: Store, ada: Store, mailer: Mailer, inbox: Inbox
) -> None:
    at(store, datetime(2026, 11, 12, 8))
    assert [one.fault for one in send_due(store, mailer)] == [""]
    (mail,) = inbox.mails
    assert (inbox.to, mail["To"], mail["Bcc"]) == (["ada@example.se"], "ada@example.se", None)
    assert mail["From"] == "Lägesbild <lagesbild@example.se>"
    assert mail["Subject"] == "Lägesbild: en ny uppgift i det du följer"
    assert mail.get_content_type() == "text/plain"
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_content()
    assert "En ny uppgift efter 2026-11-01 till och med 2026-11-11, i det du följer i Lägesbild:" in body
    assert f"- Aktivitet, Flen: Å {HOSTILE} Bcc: x@y.z." in " ".join(body.split())
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert address.startswith(f"{PUBLIC}/avsluta?nyckel=")
    assert address in body
    assert f"{PUBLIC}/foljer" in body


def test_opening_the_way_out_changes_nothing_and_one_click_ends_the_mail(
    store: Store, ada: Store, mailer: Mailer, inbox: Inbox
) -> None:
    at(store, datetime(2026, 11, 12, 8))
    send_due(store, mailer)
    address = inbox.mails[0]["List-Unsubscribe"].strip("<>")
    shown = leave(asked(address))
    assert shown.status_code == 200
    assert words(shown).count("<button") == 1
    assert f'action="/avsluta?nyckel={parse_qs(urlsplit(address).query)["nyckel"][0]}"' in words(shown)
    assert way_out(ada)["by_mail"]
    ended = leave(asked(address, "POST"))
    assert (ended.status_code, "Du får inga fler brev" in words(ended)) == (200, True)
    assert not way_out(ada)["by_mail"]
    at(store, datetime(2026, 12, 12, 8))
    assert send_due(store, mailer) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("query", ["", "?nyckel=", "?nyckel=<script>alert(1)</script>"])
def test_an_unknown_key_leads_nowhere(store: Store, method: str, query: str) -> None:
    answer = leave(asked(f"/avsluta{query}", method))
    assert answer.status_code == 410
    assert "script" not in words(answer)
    assert answer.media_type == "text/plain"


def test_every_mail_has_a_key_of_its_own(store: Store, ada: Store, mailer: Mailer, inbox: Inbox) -> None:
    row = {"id": ada.scope.who, "email": "ada@example.se"}
    for _ in range(2):
        mailer.send(store, row, ["x"], date(2026, 11, 1), date(2026, 11, 2))
    first, second = (mail["List-Unsubscribe"] for mail in inbox.mails)
    assert first != second


def test_who_is_refused_is_told_of_and_tried_again_and_the_others_get_theirs(
    store: Store, ada: Store, mailer: Mailer, inbox: Inbox
) -> None:
    bo = member(store, "bo@example.se")
    start_following(bo, "principal", "0482")
    at(store, datetime(2026, 11, 2, 8))
    bo._clock = store._clock
    mail_on(bo)
    at(store, datetime(2026, 11, 12, 8))
    inbox.refuse = "ada@example.se"
    faults = {one.email: one.fault for one in send_due(store, mailer)}
    assert faults == {
        "ada@example.se": "E-postservern 127.0.0.1 tog inte emot brevet (svar 550).",
        "bo@example.se": "",
    }
    inbox.refuse = ""
    assert [one.email for one in send_due(store, mailer)] == ["ada@example.se"]


def test_a_server_that_is_not_there_is_said(store: Store, ada: Store) -> None:
    gone = Mailer(f"smtp://127.0.0.1:{free_port()}", "l@example.se", PUBLIC)
    with pytest.raises(LagesbildError, match="tog inte emot brevet"):
        gone.send(store, {"id": "x", "email": "ada@example.se"}, ["x"], date(2026, 11, 1), date(2026, 11, 2))


def test_it_is_encrypted_when_the_server_can_and_the_password_is_used(
    store: Store, inbox: Inbox, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(certificate)
    seen: list[tuple[bytes, bytes]] = []

    def authenticate(server: object, session: object, envelope: object, mechanism: str, given: object) -> AuthResult:
        seen.append((given.login, given.password))
        return AuthResult(success=given.password == b"hemligt@1", handled=False)

    controller = listening(inbox, tls_context=safe, authenticator=authenticate, auth_required=True)
    try:
        row, days = {"id": "x", "email": "ada@example.se"}, (date(2026, 11, 1), date(2026, 11, 2))
        address = f"127.0.0.1:{controller.port}"
        with pytest.raises(LagesbildError, match="tog inte emot brevet"):  # nobody has signed the certificate
            Mailer(f"smtp://ada:hemligt%401@{address}", "l@example.se", PUBLIC).send(store, row, ["x"], *days)
        assert inbox.mails == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        Mailer(f"smtp://ada:hemligt%401@{address}", "l@example.se", PUBLIC).send(store, row, ["x"], *days)
        assert (seen, inbox.encrypted) == ([(b"ada", b"hemligt@1")], [True])
        with pytest.raises(LagesbildError, match="fel användarnamn eller lösenord") as fault:
            Mailer(f"smtp://ada:fel@{address}", "l@example.se", PUBLIC).send(store, row, ["x"], *days)
        assert ":fel" not in str(fault.value)
    finally:
        controller.stop()


def test_the_service_sends_by_the_week_by_itself(store: Store, ada: Store, mailer: Mailer, inbox: Inbox) -> None:
    at(store, datetime(2026, 11, 8, 8))
    send_by_the_week(mailer)
    assert inbox.mails == []
    at(store, datetime(2026, 11, 12, 8))
    send_by_the_week(mailer)
    send_by_the_week(mailer)
    assert len(inbox.mails) == 1


def test_a_long_digest_is_cut_and_says_so() -> None:
    lines = [f"rad {number}" for number in range(100)]
    mail = Mailer("smtp://x", "l@example.se", PUBLIC).message(
        "a@b.se", lines, date(2026, 11, 1), date(2026, 11, 2), "t"
    )
    body = mail.get_content()
    assert "rad 59" in body
    assert "rad 60" not in body
    assert "… och 40 till." in body


def test_mail_goes_out_only_when_all_three_are_set() -> None:
    given = {"smtp_url": "smtp://127.0.0.1", "mail_from": "l@example.se", "public_url": f"{PUBLIC}/"}
    assert mailer_of(Settings(**given)) == Mailer("smtp://127.0.0.1", "l@example.se", PUBLIC)
    for name in given:
        assert mailer_of(Settings(**given | {name: ""})) is None
    assert "hemligt" not in repr(Settings(smtp_url="smtp://a:hemligt@b"))


def test_the_feed_is_read_by_a_feed_reader_as_its_member_sees_it(store: Store, ada: Store) -> None:
    store._clock = ada._clock = datetime.now
    token = new_feed(ada)
    answer = feed(asked(f"/hamta/foljer.atom?nyckel={token}"))
    assert answer.status_code == 200
    read = feedparser.parse(bytes(answer.body))
    assert not read.bozo
    (entry,) = read.entries
    assert entry.title.startswith("Flen: Å =cmd")
    assert entry.link == "https://lagesbild.example.se/huvudman?huvudman=0482#aktiviteter"
    assert token not in words(answer)


@pytest.mark.parametrize("query", ["", "?nyckel=", "?nyckel=x"])
def test_an_unknown_feed_is_gone(store: Store, query: str) -> None:
    assert feed(asked(f"/hamta/foljer.atom{query}")).status_code == 410


def test_a_digest_of_nothing_is_no_mail(store: Store, ada: Store, mailer: Mailer, inbox: Inbox) -> None:
    at(store, datetime(2026, 11, 12, 8) + timedelta(days=7))
    send_due(store, mailer)
    at(store, datetime(2026, 11, 12, 8) + timedelta(days=14))
    assert send_due(store, mailer) == []
    assert len(inbox.mails) == 1


@pytest.mark.parametrize("is_set", [True, False])
def test_mail_is_looked_after_while_the_service_runs_and_no_longer(
    mailer: Mailer, monkeypatch: pytest.MonkeyPatch, is_set: bool
) -> None:
    if is_set:
        monkeypatch.setenv("LAGESBILD_SMTP_URL", mailer.smtp_url)
        monkeypatch.setenv("LAGESBILD_MAIL_FROM", mailer.sender)
        monkeypatch.setenv("LAGESBILD_PUBLIC_URL", PUBLIC)

    async def running() -> tuple[int, int]:
        before = len(asyncio.all_tasks())
        async with weekly_mail():
            await asyncio.sleep(0)
            during = len(asyncio.all_tasks()) - before
        await asyncio.sleep(0)
        return during, len(asyncio.all_tasks()) - before

    with ThreadPoolExecutor(1) as pool:  # browser tests in this process have an event loop in this thread
        assert pool.submit(asyncio.run, running()).result() == (int(is_set), 0)


def test_a_fault_of_the_service_does_not_end_the_looking_after(
    store: Store, mailer: Mailer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("oväntat")

    monkeypatch.setattr("dashboard.web.following.send_due", fails)
    send_by_the_week(mailer)
    assert "the mail could not be sent" in caplog.text


def test_two_processes_that_look_at_once_send_one_mail(
    store: Store, ada: Store, mailer: Mailer, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(store, datetime(2026, 11, 12, 8))
    own_id = ada.scope.who
    with store.reading() as connection:  # as both have read it, before either has sent
        wanting = [(own_id, connection.execute(select(digest.c.sent_until)).scalar())]
    monkeypatch.setattr("dashboard.access.digest._wanting", lambda _: wanting)
    sent = [len(send_due(store, mailer)) for _ in range(2)]
    assert (sent, len(inbox.mails)) == ([1, 0], 1)
