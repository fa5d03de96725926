"""Stores that differ only in something that not everybody may read."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import text

from dashboard.access.claims import Identity, SignedIn
from dashboard.access.roles import ROLE_NAMES, scope_of
from dashboard.store.records import Row
from dashboard.store.scope import Scope
from dashboard.store.store import Store
from tests.conftest import whole_row
from tests.engines import SAMPLE, Own
from tests.queries.tables import answer

OWN, OTHER = "0481", "0484"
WRITTEN = datetime(2026, 11, 1, 12)
ROLES = tuple(ROLE_NAMES)
SECRET_WORDS = "Ett ord som ingen ska läsa"
WITHHELD_ROUND = "2027v"
NUMBERS = {OWN: 3, OTHER: 6, "0482": 12, "0483": 40, "0486": 25}
"""Who answers, and from how many: the first is withheld, and the next one with it since its number is the least."""
CHIEF = Identity("https://inloggning.example.se", "s1", "skolchef@example.se")
"""Somebody at a sign-in provider."""


def visit(store: Store, words: str = "kaka", who: Identity = CHIEF, issued_at: datetime | None = None) -> SignedIn:
    """A sign-in of `who`, issued now by the clock of the store unless said otherwise."""
    return SignedIn(who, (issued_at or store.now()).astimezone(), words, who.address)


def scope(role: str) -> Scope:
    """The scope of a member with `role`; an editor is of OWN."""
    return scope_of(role, OWN if role == "editor" else None, f"medlem-{role}", ROLE_NAMES[role])


def store_of(own: Own) -> Store:
    """The store of everything in data/, whose clock stands still."""
    return own.store(SAMPLE, lambda: WRITTEN)


def add(store: Store, kind: str = "entry", **facts: Iterable[Row]) -> None:
    """Append rows from a source that is named alike whatever they hold."""
    rows = {table: [whole_row(table, row) for row in given] for table, given in facts.items()}
    with store.reading() as connection:
        number = connection.execute(text("select count(*) from source")).scalar_one()
    origin = {"id": f"{kind}-{number}", "kind": kind, "title": "Prov", "synthetic": False}
    store.append(rows, origin, recorded_by="prov")


def a_county(own: Own, value: int, words: str, number: int = NUMBERS[OWN], kind: str = "import") -> Store:
    """A county where what is withheld is `value`, from `number` of people with `words` as their comment."""
    store, day = store_of(own), WRITTEN.date()
    told = {"id": WITHHELD_ROUND, "county_code": "04", "name": "Våren 2027", "purpose": "Prov"}
    told |= {"questionnaire_version": 2, "status": "closed", "sort_order": 9, "known_on": day}
    add(store, "import", round=[told])
    hidden = {OWN: value, OTHER: 6 - value}
    rows = [
        answer(WITHHELD_ROUND, "M03", code, hidden.get(code, 3), str(day), respondents=number_of)
        | ({"comment": words} if code in hidden else {})
        for code, number_of in (NUMBERS | {OWN: number}).items()
    ]
    add(store, kind, answer=rows)
    return store


def everything_asked(store: Store, **more: object) -> dict[str, list[Row]]:
    """The answer to every question, asked in several ways, by question and way."""
    day = date(2026, 11, 21)
    base: dict[str, object] = {
        **{"as_of": day, "county": "04", "since": date(2025, 10, 10), "round": "2026h", "previous": "2026v"},
        **{"aspect": "vardag", "role": "best_interest_lead", "principal": OTHER, "level": None, "measure": None},
        **{"core": None, "work_group": None, "of_aspect": None, "of_level": None, "sort": None, "evaluated": None},
        **{"search": None, "meeting": "styrgrupp_2026_12", "involved": None},
    }
    of_measure = {"aspect": "syfte", "measure": "M03", "since": WRITTEN.date(), "principal": None}
    ways = [base | more, base | of_measure | more]
    found = {}
    for name, query in store.queries.items():
        for number, way in enumerate(ways):
            asked = {parameter.name: way[parameter.name] for parameter in query.parameters}
            optional = {parameter.name for parameter in query.parameters if parameter.optional}
            if all(value is not None or parameter in optional for parameter, value in asked.items()):
                found[f"{name}, {number}"] = list(store.answer(name, **asked).rows)
    return found
