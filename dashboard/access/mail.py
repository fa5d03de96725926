"""Mail with the differences: plain text, by SMTP, with a way out that works without signing in (RFC 8058)."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from dashboard.access.follow import new_way_out
from dashboard.errors import LagesbildError
from dashboard.settings import Settings
from dashboard.store.store import Store
from dashboard.wording.plain_text import clean

_PATIENCE = 20  # seconds
_MOST = 60
"""So many lines at most are written out; the page has the rest."""


@dataclass(frozen=True)
class Mailer:
    """How mail goes out: the server's address, who it is from, and where the service is."""

    smtp_url: str
    sender: str
    public_url: str

    def send(self, store: Store, member: Mapping[str, object], lines: Sequence[str], since: date, until: date) -> None:
        """Send a member the differences. Raises LagesbildError when the mail server does not take it."""
        token = new_way_out(store, str(member["id"]))
        message = self.message(str(member["email"]), lines, since, until, token)
        try:
            with self._server() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise LagesbildError(f"E-postservern {self._host} tog inte emot brevet ({_reason(error)}).") from error

    def message(self, email: str, lines: Sequence[str], since: date, until: date, token: str) -> EmailMessage:
        """The mail as it is sent."""
        way_out = f"{self.public_url}/avsluta?nyckel={token}"
        new = "En ny uppgift" if len(lines) == 1 else f"{len(lines)} nya uppgifter"
        more = [f"… och {len(lines) - _MOST} till."] if len(lines) > _MOST else []
        message = EmailMessage(policy=SMTP)
        message["Subject"] = f"Lägesbild: {new[:1].lower()}{new[1:]} i det du följer"
        message["From"], message["To"] = self.sender, email
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2].rstrip("> "))
        message["Auto-Submitted"] = "auto-generated"
        message["List-Unsubscribe"] = f"<{way_out}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(
            "\n".join(
                [
                    f"{new} efter {since} till och med {until}, i det du följer i Lägesbild:",
                    "",
                    *(f"- {' '.join(clean(line).split())}" for line in lines[:_MOST]),
                    *more,
                    "",
                    f"Se allt, och välj vad du följer: {self.public_url}/foljer",
                    f"Vill du inte ha fler brev? {way_out}",
                ]
            )
            + "\n"
        )
        return message

    @property
    def _host(self) -> str:
        return urlsplit(self.smtp_url).hostname or ""

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """A connection, encrypted when the server can; a password goes in the clear to this machine alone."""
        url, safe = urlsplit(self.smtp_url), ssl.create_default_context()
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, url.port or 465, timeout=_PATIENCE, context=safe)
        else:
            server = smtplib.SMTP(self._host, url.port or 25, timeout=_PATIENCE)
        with server:
            server.ehlo()
            encrypted = url.scheme == "smtps"
            if not encrypted and server.has_extn("starttls"):
                server.starttls(context=safe)
                server.ehlo()
                encrypted = True
            if url.username:
                if not encrypted and self._host not in {"127.0.0.1", "::1", "localhost"}:
                    raise smtplib.SMTPException("den krypterar inte, och lösenordet skickas inte öppet")
                server.login(unquote(url.username), unquote(url.password or ""))
            yield server


def mailer_of(settings: Settings) -> Mailer | None:
    """How mail goes out; None when that is not set."""
    if not (settings.smtp_url and settings.mail_from and settings.public_url):
        return None
    return Mailer(settings.smtp_url, settings.mail_from, settings.public_url)


def _reason(error: Exception) -> str:
    """What was wrong, without what the server may have repeated of addresses and passwords."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "fel användarnamn eller lösenord"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "mottagaren avvisades"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"svar {error.smtp_code}"
    if isinstance(error, smtplib.SMTPException):
        return str(error) or type(error).__name__
    return getattr(error, "strerror", None) or "ingen anslutning"
