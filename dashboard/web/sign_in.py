"""How the sign-in providers are set up: the secrets file is checked before the service starts."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.auth_util import get_secrets_auth_section

from dashboard.access.claims import Counts
from dashboard.errors import LagesbildError
from dashboard.settings import Settings
from dashboard.web.trusted_hosts import is_loopback

_SHORTEST_SECRET = 32
_CALLBACK = "/oauth2callback"
_NAMELESS = "default"
"""What Streamlit calls the provider whose settings stand in [auth] itself."""
_COUNTS = _MISSING, _USER_NAME = ("missing_email_verified_counts", "preferred_username_counts")


def check_access(settings: Settings, host: str) -> None:
    """Raise LagesbildError, with what to do, when `settings` would let in others than they say on `host`."""
    if settings.access == "oidc":
        redirect_uri(settings)
    elif not is_loopback(host):
        raise LagesbildError(
            f"Lägesbild startas inte på {host}: utan inloggning kan alla som når adressen läsa och ändra allt. "
            "Starta med --host 127.0.0.1, eller ställ in inloggning med LAGESBILD_ACCESS=oidc, se README."
        )


def redirect_uri(settings: Settings) -> str:
    """The address that the sign-in providers send people back to.

    Raises LagesbildError naming what the secrets file lacks.
    """
    section = _auth_section(settings.secrets_file)
    address = str(section.get("redirect_uri", ""))
    asked = urlsplit(address)
    callback = settings.base_path + _CALLBACK
    if asked.path != callback or not asked.hostname:
        raise _fault(settings, f"redirect_uri ska sluta på {callback}, till exempel https://lagesbild.se{callback}")
    if asked.scheme != "https" and not is_loopback(asked.hostname):
        raise _fault(settings, "redirect_uri ska börja med https://, så att inloggningen inte kan avlyssnas")
    if len(str(section.get("cookie_secret", ""))) < _SHORTEST_SECRET:
        raise _fault(settings, f"cookie_secret ska vara slumpad och minst {_SHORTEST_SECRET} tecken")
    for provider in (section, *(one for one in section.values() if isinstance(one, dict))):
        if name := next((one for one in _COUNTS if not isinstance(provider.get(one, False), bool)), None):
            raise _fault(settings, f"{name} ska vara true eller false, utan citattecken")
    if not ("client_id" in section or any("client_id" in one for one in section.values() if isinstance(one, dict))):
        raise _fault(settings, "ingen inloggningstjänst (client_id) är angiven")
    return address


def counts_of(provider: str) -> Counts:
    """What counts at a sign-in provider, by its name in the secrets file; nothing more where it is not named there."""
    section = get_secrets_auth_section()
    own = section.get(provider, section if provider == _NAMELESS else {})
    return Counts(own.get(_MISSING) is True, own.get(_USER_NAME) is True) if isinstance(own, Mapping) else Counts()


def _auth_section(file: Path) -> dict[str, object]:
    try:
        return dict(tomllib.loads(file.read_text(encoding="utf-8")).get("auth", {}))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise LagesbildError(
            f"Filen {file} med inloggningstjänsterna går inte att läsa ({type(error).__name__}). "
            "Skriv den som README visar, eller peka ut den med LAGESBILD_SECRETS_FILE."
        ) from error


def _fault(settings: Settings, what: str) -> LagesbildError:
    return LagesbildError(f"Filen {settings.secrets_file}, avsnittet [auth]: {what}. README visar ett exempel.")
