"""How the sign-in providers are set up: the secrets file is checked before the service starts."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.errors import LagesbildError
from dashboard.settings import Settings
from dashboard.web.outside import is_loopback

_SHORTEST_SECRET = 32
_CALLBACK = "/oauth2callback"


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
    if not ("client_id" in section or any("client_id" in one for one in section.values() if isinstance(one, dict))):
        raise _fault(settings, "ingen inloggningstjänst (client_id) är angiven")
    return address


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
