"""What a sign-in provider says of whoever signs in, and how much of it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Counts:
    """What counts at one provider beyond an address that it says it has verified, as its settings say.

    `missing_email_verified`: an address also where nothing is said of whether it is verified. `preferred_username`: the
    user name, where there is no address.
    """

    missing_email_verified: bool = False
    preferred_username: bool = False


@dataclass(frozen=True)
class Identity:
    """Whom a provider says that somebody is: the provider, the id there, and the address, empty when none counts."""

    issuer: str
    subject: str
    address: str


@dataclass(frozen=True)
class SignedIn:
    """A sign-in as the cookie that we signed says it: who, when it was issued (with its zone), the words that name it.

    Nothing else that comes with a request is part of it. `said` is the address as the provider said it, counted or not.
    """

    who: Identity
    issued_at: datetime
    words: str
    said: str = ""


def identity_of(claims: Mapping[str, object], counts: Counts) -> Identity:
    """Whom `claims` are of. Whatever is said of whether the address is verified and is not true counts for nothing."""
    verified = claims.get("email_verified") is True
    unsaid = "email_verified" not in claims
    address = ""
    if _word(claims, "email"):
        address = _word(claims, "email") if verified or (unsaid and counts.missing_email_verified) else ""
    elif counts.preferred_username and (verified or unsaid):
        address = _word(claims, "preferred_username")
    return Identity(_word(claims, "iss"), _word(claims, "sub"), address.lower())


def address_said(claims: Mapping[str, object]) -> str:
    """The address or user name in `claims`, for whoever it is to read."""
    return _word(claims, "email") or _word(claims, "preferred_username")


def _word(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""
