"""Who may read and do what: the one table of rights. Pages show it, and the store holds to what comes of it.

What a role is not given here it may not: the default is no.
"""

from dataclasses import dataclass

from dashboard.access.viewer import Viewer
from dashboard.store.scope import (
    ADMINISTER,
    COMMENTS,
    CONTACT_NAMES,
    COPY,
    DRAFTS,
    ENTER_ALL,
    ENTER_MEETING,
    ENTER_OWN,
    EXPORT,
    FEEDBACK,
    FIGURES,
    GUT_FEELING,
    IMPORT,
    LOCK,
    READING,
    RISKS,
    SHARE,
    Reading,
    Scope,
)
from dashboard.wording.swedish import listed

ROLE_NAMES = {
    "reader": "Läsare",
    "editor": "Redaktör",
    "steering": "Styrgrupp",
    "process_lead": "Processledare",
    "researcher": "Följeforskare",
    "administrator": "Administratör",
}
"""Role → what it is called, in the order of the table."""


@dataclass(frozen=True)
class Right:
    """One right: its code, what it lets one do, and what that means."""

    code: str
    name: str
    means: str


RIGHTS = (
    Right(FIGURES, "Läsa publicerade siffror", "Stängda omgångar, roller, planer, exempel, möten och forskning."),
    Right(DRAFTS, "Läsa utkast", "Svar i den omgång som pågår, och statusrapporter som inte är låsta."),
    Right(RISKS, "Läsa risker", "Riskregister, riskmatris och vad som händer med varje risk."),
    Right(GUT_FEELING, "Läsa magkänslan", "Processledarnas magkänsla i statusrapporterna. Med risker: låsta texter."),
    Right(COMMENTS, "Läsa kommentarer", "Det som skrivits fritt vid svaren, och återkoppling."),
    Right(CONTACT_NAMES, "Läsa kontaktpersoners namn", "Funktion och brevlåda ser alla som får läsa."),
    Right(FEEDBACK, "Ge återkoppling", "På exempel, mått, rapporter och sidor."),
    Right(ENTER_OWN, "Fylla i för egen huvudman", "Formulär, roll, plan, risker, exempel och kontakter för den egna."),
    Right(ENTER_MEETING, "Skriva in till mötet", "Beslut, delmål, risker, dagordning och vad som förväntas."),
    Right(ENTER_ALL, "Fylla i allt", "Alla uppgifter, för alla huvudmän."),
    Right(IMPORT, "Läsa in filer", "Redaktören bara filer som rör den egna huvudmannen."),
    Right(LOCK, "Låsa", "Stänga möten och låsa statusrapporter. Det går inte att ångra."),
    Right(SHARE, "Dela vyer", "Länkar som öppnas utan inloggning och som slutar gälla."),
    Right(EXPORT, "Hämta filer", "Tabeller, bildspel, faktablad och rapporter om det man får läsa."),
    Right(COPY, "Hämta säkerhetskopia", "Hela databasen, även det som är dolt för andra."),
    Right(ADMINISTER, "Sköta behörigheter", "Medlemmar, alla delade länkar och loggen."),
)
"""Every right, in the order of the table."""

_EVERYBODY = {FIGURES, FEEDBACK, EXPORT}
_HELD: dict[str, set[str]] = {
    "reader": _EVERYBODY | {CONTACT_NAMES},
    "editor": _EVERYBODY | {CONTACT_NAMES, ENTER_OWN, IMPORT, SHARE},
    "steering": _EVERYBODY | READING | {ENTER_MEETING, SHARE},
    "process_lead": _EVERYBODY | READING | {ENTER_OWN, ENTER_MEETING, ENTER_ALL, IMPORT, LOCK, SHARE},
    "researcher": _EVERYBODY | {COMMENTS, SHARE},
    "administrator": {right.code for right in RIGHTS},
}
OWN_TOO = frozenset({RISKS, COMMENTS, DRAFTS})
"""What an editor may read of its own huvudman all the same."""


def rights_of(role: str) -> frozenset[str]:
    """The rights of a role; none when there is no such role."""
    return frozenset(_HELD.get(role, ()))


def scope_of(role: str, principal: str | None, who: str, function: str, county: str = "") -> Scope:
    """What a member with `role` in a county may read and do; `principal` is whose entries an editor may write."""
    held = rights_of(role)
    own = frozenset({principal} if role == "editor" and principal else ())
    return Scope(Reading(held & READING, own, county), held - READING, who, function)


def table_of_rights() -> list[tuple[Right, list[tuple[str, str]]]]:
    """Every right with what each role has of it, as (role, ja | egen | nej)."""
    return [(right, [(role, _answer(role, right.code)) for role in ROLE_NAMES]) for right in RIGHTS]


def _answer(role: str, code: str) -> str:
    if code in rights_of(role):
        return "egen" if role == "editor" and code == IMPORT else "ja"
    return "egen" if role == "editor" and code in OWN_TOO else "nej"


_WITHHELD = {
    DRAFTS: "utkast",
    RISKS: "risker",
    GUT_FEELING: "magkänslan",
    COMMENTS: "kommentarer",
    CONTACT_NAMES: "kontaktpersoners namn",
}
"""What may not be read → what it is called where that is said."""


def withheld_words(viewer: Viewer) -> str:
    """What `viewer` is not shown, in a sentence; empty when nothing is left out."""
    missing = [words for right, words in _WITHHELD.items() if not viewer.may(right)]
    if not missing:
        return ""
    own = ", utom den egna huvudmannens" if viewer.scope.own else ""
    return f"Du läser som {ROLE_NAMES.get(viewer.role, 'gäst').lower()}: {listed(missing)} visas inte{own}."
