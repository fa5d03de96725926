"""What is withheld is withheld on every way out: each public function of the store, each route and page, as each role.

Two counties that differ only in an answer that three people stand behind are asked the same, and answer the same. The
copy to keep is the one exception: it is the database, and is told to be so.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

import pytest
from pypdf import PdfReader
from starlette.requests import Request
from starlette.routing import Route

from dashboard.access.log_search import Wanted, lines
from dashboard.access.viewer import Viewer
from dashboard.intake.codes import Known
from dashboard.intake.differences import told
from dashboard.intake.form import form
from dashboard.intake.problems import FileRefused
from dashboard.intake.read_in import AlreadyIn, Examined, examine, store_examined
from dashboard.intake.report import Result
from dashboard.settings import ROOT
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web import identity
from dashboard.web.server import create_app
from tests.access.making import OWN, ROLES, SECRET_WORDS, WITHHELD_ROUND, WRITTEN, a_county, everything_asked, scope
from tests.engines import Databases, Own
from tests.intake.making import csv_of
from tests.pages.looking import Looks

TODAY = WRITTEN.date()
NAMED = {"round_id": WITHHELD_ROUND, "measure_id": "M03", "principal_code": OWN}
SECOND_WORDS = SECRET_WORDS[::-1]


@pytest.fixture(scope="module")
def two_counties(databases: Databases) -> Iterator[tuple[Store, Store]]:
    own = Own(databases)
    yield a_county(own, 1, SECRET_WORDS, 3), a_county(own, 5, SECOND_WORDS, 4)
    own.let_go()


def as_role(store: Store, role: str) -> Store:
    return store.for_viewer(scope(role))


def untold(told: object) -> bool:
    return SECRET_WORDS not in str(told) and SECOND_WORDS not in str(told)


# ---- every public function of the store ----

ASKED: dict[str, Callable[[Store], object]] = {
    "answer": lambda store: everything_asked(store, round=WITHHELD_ROUND, previous="2026h"),
    "frame": lambda store: store.frame(
        "follow_up/states", as_of=TODAY, county="04", level=None, measure="M03"
    ).to_dict(),
    "in_force": lambda store: [
        store.in_force("answer", TODAY),
        store.in_force("answer", TODAY, round_id=WITHHELD_ROUND),
        store.in_county("04").in_force("answer", TODAY, **NAMED),
        store.in_force("mailout", TODAY),
    ],
    "history": lambda store: [store.history("answer"), store.in_county("04").history("answer", **NAMED)],
    "known_file": lambda store: store.known_file("0" * 64, "04"),
    "version_of": lambda store: store.version_of("04"),
    "data_version": lambda store: store.data_version,
    "query": lambda store: store.query("follow_up/states").question,
    "written_ahead": lambda store: store.written_ahead(),
    "ready": lambda store: store.ready(),
    "now": lambda store: store.now(),
}
GIVE_NO_ROWS = {
    *("for_viewer", "in_county", "append", "append_together", "save_contact", "erase_contact", "log", "close"),
    # a connection: what is kept of members, links and views is asked there, and nothing else is (see the test below)
    *("reading", "writing"),
}


def test_nothing_public_is_left_unasked() -> None:
    public = {name for name in vars(Store) if not name.startswith("_")}
    assert public == set(ASKED) | GIVE_NO_ROWS


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ASKED)
def test_every_public_function_answers_the_same(name: str, role: str, two_counties: tuple[Store, Store]) -> None:
    first, second = (ASKED[name](as_role(store, role)) for store in two_counties)
    assert first == second
    assert untold(first)


def test_the_machine_s_own_administrator_is_told_no_more(two_counties: tuple[Store, Store]) -> None:
    rows = [store.in_force("answer", TODAY, **NAMED) for store in two_counties]
    assert rows[0] == rows[1]
    assert [(row["value"], row["special"], row["respondents"], row["comment"]) for row in rows[0]] == [
        (None, "too_few", None, None)
    ]


def test_no_other_room_reads_answers_from_the_database_itself() -> None:
    reads = re.compile(r"\b(?:from|join)\s+answer\b|FACT_TABLES\[.answer|schema\.facts import [^\n]*\banswer\b", re.I)
    rooms = [path for path in (ROOT / "dashboard").rglob("*.py") if "store" not in path.relative_to(ROOT).parts]
    assert [path for path in rooms if reads.search(path.read_text(encoding="utf-8"))] == []


# ---- a file that is looked through, and one that is stored ----


def guess(value: int, **more: object) -> bytes:
    heads = ["Huvudman", "Mått", "Svar", "Omgång", *more]
    return csv_of([heads, [OWN, "M03", value, WITHHELD_ROUND, *more.values()]])


GUESSES: Mapping[str, bytes] = {
    **{f"the value {value}": guess(value) for value in (1, 3, 5)},
    **{f"value and number {number}": guess(1, **{"Antal svarande": number}) for number in (3, 4, 9)},
    "all of it": guess(1, **{"Antal svarande": 3, "Kommentar": SECRET_WORDS}),
    "a special answer": guess("Vet inte"),  # type: ignore[arg-type]
}


def looked_at(store: Store, content: bytes) -> list[object]:
    """Everything that is said of a file before it is stored: on the page, and by the command line in both its ways."""
    try:
        one = examine(store, "04", TODAY, "gissning.csv", content)
    except (AlreadyIn, FileRefused) as refusal:
        return [str(refusal)]
    result = Result(one.name, False, one)
    known = Known(store, "04", TODAY)
    counts = [one.count(kind) for kind in ("new", "corrected", "unchanged")]
    return [[told(change, known) for change in one.changes], counts, result.words(), result.as_dict()]


@pytest.mark.parametrize("role", ["editor", "process_lead", "administrator"])
@pytest.mark.parametrize("content", GUESSES.values(), ids=GUESSES)
def test_a_guess_that_is_right_looks_like_one_that_is_wrong(
    content: bytes, role: str, two_counties: tuple[Store, Store]
) -> None:
    first, second = (looked_at(as_role(store, role), content) for store in two_counties)
    assert first == second


def test_the_preview_says_that_there_is_an_answer_and_not_which(two_counties: tuple[Store, Store]) -> None:
    rows, counts, *_ = looked_at(as_role(two_counties[0], "process_lead"), guess(1))
    assert [was for _, was, _ in rows[:1]] == ["Färre än fem svarande"]  # type: ignore[index]
    assert counts[2] == 0  # type: ignore[index]


@pytest.fixture
def own_counties(own: Own) -> tuple[Store, Store]:
    return a_county(own, 1, SECRET_WORDS, 3), a_county(own, 5, SECOND_WORDS, 4)


def stored(store: Store, content: bytes) -> list[object]:
    """What is told when a guess is stored, what the log says of it, and the answer as it then is."""
    one = store_examined(store, "04", TODAY, examine(store, "04", TODAY, "gissning.csv", content), "prov")
    logged = [(row["subject"], row["before"], row["after"]) for row in lines(store, Wanted())]
    told = [line for line in logged if line[0] == "gissning.csv"]
    return [Result(one.name, True, one).as_dict(), told, store.in_force("answer", TODAY, **NAMED)]


@pytest.mark.parametrize("content", GUESSES.values(), ids=GUESSES)
def test_what_was_withheld_does_not_come_along_with_a_guess_that_is_stored(
    content: bytes, own_counties: tuple[Store, Store]
) -> None:
    """With five respondents it would be shown: the comment that three have written, to whoever guessed their answer."""
    first, second = (stored(as_role(store, "administrator"), content) for store in own_counties)
    assert first == second
    assert SECOND_WORDS not in str(first)


def test_a_file_that_is_in_is_told_to_be_so_only_when_it_is_stored(own_counties: tuple[Store, Store]) -> None:
    """Otherwise each file that could have been sent could be tried, until one is said to be known."""
    first, second = own_counties
    for store, value in ((first, 1), (second, 5)):
        store_examined(store, "04", TODAY, examine(store, "04", TODAY, "svar.csv", guess(value)), "prov")
    assert looked_at(first, guess(1)) == looked_at(second, guess(1))
    nameless = guess(1).replace(f";{WITHHELD_ROUND}".encode(), b";")  # and a fault in it must not be the way around
    assert looked_at(first, nameless) == looked_at(second, nameless)
    before = len(first.history("answer"))
    with pytest.raises(AlreadyIn, match="redan inläst"):
        store_examined(first, "04", TODAY, examine(first, "04", TODAY, "svar.csv", guess(1)), "prov")
    assert len(first.history("answer")) == before


def test_nobody_gives_the_answer_that_is_worked_out(two_counties: tuple[Store, Store]) -> None:
    one: Examined = examine(two_counties[0], "04", TODAY, "svar.csv", guess("Färre än fem svarande"))  # type: ignore[arg-type]
    assert [problem.expected for problem in one.errors] == [
        "Det är inget svar, utan det som visas när färre än fem har svarat."
    ]
    assert "Färre än fem svarande" not in str(shown_in(form(two_counties[0], "04", TODAY, WITHHELD_ROUND)))


@pytest.mark.parametrize("role", ["editor", "process_lead", "administrator"])
def test_the_form_that_goes_out_says_that_it_is_withheld(role: str, two_counties: tuple[Store, Store]) -> None:
    written = [shown_in(form(as_role(store, role), "04", TODAY, "2026h", OWN)) for store in two_counties]
    assert written[0] == written[1]
    assert "Färre än fem svarande (våren 2027)" in str(written[0])


def test_the_log_tells_nothing_of_an_answer(own: Own) -> None:
    store = a_county(own, 1, SECRET_WORDS, 3, kind="entry")
    rows = lines(as_role(store, "administrator"), Wanted())
    told = [row for row in rows if row["subject"].startswith("answer")]
    assert told
    assert untold(told)
    assert not any("respondents" in f"{row['before']}{row['after']}" for row in told)


# ---- every route ----

COPY = "/hamta/sakerhetskopia.zip"
OF_A_PAGE = f"per=2026-11-01&omgang={WITHHELD_ROUND}&matt=M03&aspekt=syfte&huvudman={OWN}&sedan=2026-10-31"
OF_A_QUESTION = (
    f"as_of=2026-11-01&county=04&since=2026-10-31&round={WITHHELD_ROUND}&previous=2026h&aspect=syfte"
    f"&role=best_interest_lead&principal={OWN}&measure=M03&meeting=styrgrupp_2026_12"
)
TAILS = {"/hamta/formular.xlsx": f"omgang=2026h&huvudman={OWN}", "/hamta/vy.xlsx": f"{OF_A_PAGE}&sida=/uppfoljning"}


@pytest.fixture(scope="module")
def routes(two_counties: tuple[Store, Store]) -> list[Route]:
    """Our own: those of Streamlit give no rows."""
    return [route for route in create_app(two_counties[0])._user_routes if isinstance(route, Route)]


def addresses(routes: list[Route], questions: list[str]) -> list[str]:
    """Everything that can be fetched, the tables of every question among it."""
    fixed = [route.path for route in routes if "{" not in route.path and route.path != COPY]
    asked = [f"{path}?{TAILS.get(path, OF_A_PAGE)}" for path in fixed]
    asked += [f"/hamta/{name}.csv?{OF_A_QUESTION}" for name in questions]
    return asked + [f"/hamta/{name}.xlsx?{OF_A_QUESTION}" for name in questions if name.startswith("follow_up")]


def fetched(routes: list[Route], store: Store, address: str) -> bytes:
    """What the service answers to whoever `identity.LOCAL` is."""
    use_store(store)
    path, _, query = address.partition("?")
    route = next(one for one in routes if one.path == path or "{" in one.path)
    given = {"name": path.removeprefix("/hamta/")} if "{" in route.path else {}
    asked = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"127.0.0.1")], "path_params": given}
    asked |= {"query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 80), "root_path": ""}
    return bytes(route.endpoint(Request(asked)).body)


@pytest.mark.parametrize("role", ROLES)
def test_no_route_tells_it(
    role: str, routes: list[Route], two_counties: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "LOCAL", Viewer("member", scope(role), f"medlem-{role}", role, counties=("04",)))
    different = []
    for address in addresses(routes, sorted(two_counties[0].queries)):
        first, second = (shown_in(fetched(routes, store, address)) for store in two_counties)
        assert untold(first), address
        if "/logg.csv" not in address and first != second:  # a line of the log has an id of its own
            different.append(address)
    assert different == []


def shown_in(content: bytes) -> object:
    """What a reader of a file can get out of it, without the moment it was made."""
    if content.startswith(b"%PDF"):
        return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
        return {name: part.decode("utf-8", "replace") for name, part in parts.items()}
    return content.decode("utf-8", "replace")


# ---- pages of those who enter and read in ----


@pytest.mark.parametrize("role", ["editor", "process_lead", "administrator"])
@pytest.mark.parametrize("path", ["/data", "/huvudman", "/uppfoljning"])
def test_no_page_tells_it(path: str, role: str, two_counties: tuple[Store, Store], looks: Looks) -> None:
    who = Viewer("member", scope(role), f"medlem-{role}", role, counties=("04",))
    asked = {"huvudman": OWN, "omgang": WITHHELD_ROUND, "matt": "M03", "aspekt": "syfte", "per": "2026-11-01"}
    screens = [looks(store, who, path, **asked) for store in two_counties]
    assert screens[0].markup == screens[1].markup
    assert untold(screens[0].markup)
