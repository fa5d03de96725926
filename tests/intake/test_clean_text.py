"""Signs that no file can hold: taken out of what comes in, mended where they stand, and in no file that is written."""

import io
import logging
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader
from sqlalchemy import Engine, text
from starlette.requests import Request
from starlette.responses import Response

from dashboard.access.links import Shared, all_links, make_link
from dashboard.access.log_search import Wanted, lines
from dashboard.access.members import add_member, members
from dashboard.access.saved_views import save_view, saved_views
from dashboard.access.viewer import LOCAL
from dashboard.intake.codes import Known
from dashboard.intake.entries import examine_entry, store_entry
from dashboard.intake.form import form
from dashboard.intake.registers import REGISTERS
from dashboard.reports.registry import MAKERS
from dashboard.store.backup import restore_backup, take_backup, write_backup
from dashboard.store.check import check_database
from dashboard.store.engine import open_engine
from dashboard.store.schema import CATALOGUE_TABLES, FACT_TABLES, metadata
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web.downloads import csv_file, xlsx_file
from dashboard.web.meeting_files import calendar, changes_as_feed, changes_as_text
from dashboard.wording.plain_text import is_clean
from tests.access.making import WRITTEN, everything_asked
from tests.conftest import whole_row
from tests.engines import POSTGRESQL, SAMPLE, Files, Own
from tests.intake.conftest import County
from tests.intake.making import csv_of, workbook_of
from tests.intake.test_entering import WHO, to_write
from tests.reporting import looking_at
from tests.unit.test_plain_text import ANY_TEXT

DIRTY = "Före\x0befter \x01\x1f\ufffe\uffff_x000D_\nslut"
CLEAN = "Före\nefter \nslut"
NUL = "\x00"


def texts_of(store: Store) -> dict[str, set[str]]:
    """Every text in the database that a file could not hold, by table."""
    found = {}
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(table.select()).all()
            if dirty := {value for row in rows for value in row if isinstance(value, str) and not is_clean(value)}:
                found[table.name] = dirty
    return found


def plant(engine: Engine, statement: str, *values: object) -> None:
    """Write past the boundary, as an older program has."""
    raw = engine.raw_connection()
    try:
        mark = "%s" if engine.dialect.name == POSTGRESQL else "?"
        raw.cursor().execute(statement.replace("?", mark), values)
        raw.commit()
    finally:
        raw.close()


# ---- what comes in ----


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ANY_TEXT)
def test_whatever_is_written_is_stored_as_a_file_can_hold_it(words: str, empty_store: Store) -> None:
    row = {"id": "prov", "county_code": "04", "principal_code": "0481", "mailbox": words, "name": words}
    origin = {"id": f"entry-{empty_store.data_version}", "kind": "entry", "title": words, "synthetic": False}
    empty_store.save_contact(row | {"function": words, "known_on": date(2026, 1, 1)}, origin, words)
    empty_store.log("entry", words, {"name": words}, words)
    assert texts_of(empty_store) == {}
    assert all(is_clean(str(row)) for row in lines(empty_store, Wanted()))


@pytest.mark.parametrize("number", [1, 2, 5_000])
def test_many_rows_at_once_are_cleaned_like_one(number: int, empty_store: Store) -> None:
    row = whole_row("observation", {"kind": "quote", "text": DIRTY, "county_code": "04", "known_on": date(2026, 1, 1)})
    rows = [row | {"id": f"prov-{place}"} for place in range(number)]
    origin = {"id": "many", "kind": "import", "title": DIRTY, "synthetic": False, "file_name": DIRTY}
    empty_store.append({"observation": rows}, origin, DIRTY)
    assert texts_of(empty_store) == {}


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("dirt", [DIRTY, f"{NUL}\ud800_x0001_"], ids=["signs", "nul and surrogate"])
def test_every_field_of_every_register_is_cleaned(name: str, dirt: str, county: County) -> None:
    register = REGISTERS[name]
    free = {one.name for one in register.fields if one.kind in {"text", "long"} and one.name != "subject_id"}
    written = {field: words + (dirt if field in free else "") for field, words in to_write(county, name).items()}
    known = Known(county.store, "04", county.today)
    entered = examine_entry(county.store, register, {**written, **WHO, "recorded_by": f"Rektor{dirt}"}, known)
    assert not entered.faults
    store_entry(county.store, entered)
    assert texts_of(county.store) == {}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xlsx escaped"])
def test_a_file_with_such_signs_is_read_and_their_breaks_kept(kind: str, county: County) -> None:
    comment = {"csv": "Ett\x0btvå\ufffe", "xlsx": "Ett_x000D_\ntvå", "xlsx escaped": "Ett_x000B_två"}[kind]
    rows = [["Huvudman", "M01", "Kommentar"], ["Trosa", 2, comment]]
    name = f"svar\x01.{kind[:4].strip()}"
    county.read(name, csv_of(rows) if kind == "csv" else workbook_of({"Blad_x000D_ett": rows}))
    (answer,) = county.store.in_force("answer", county.today)
    assert answer["comment"] == "Ett\ntvå"
    assert texts_of(county.store) == {}


def test_members_views_and_links_are_cleaned(empty_store: Store) -> None:
    store = empty_store.for_viewer(LOCAL.scope)
    add_member(store, "04", f"ada{NUL}@example.se", "reader", None, DIRTY)
    save_view(store, f"Min{NUL} vy", "/exempel", {"sok": DIRTY})
    make_link(store, Shared("04", "/exempel", "sok=Ord%0B%00&om=a%EF%BF%BE", None, frozenset(), DIRTY, shared_by=DIRTY))
    assert texts_of(empty_store) == {}
    assert [row["email"] for row in members(store, "04")] == ["ada@example.se"]
    assert [row["name"] for row in saved_views(store)] == ["Min vy"]
    assert [row["parameters"] for row in all_links(store, "04")] == ["sok=Ord%0A&om=a"]
    assert "%0B" not in saved_views(store)[0]["parameters"]


def test_what_is_looked_for_may_hold_anything(sample_store: Store) -> None:
    view = looking_at(sample_store, sok=f"möte{NUL}\x0b\ud800").view
    assert view.search == "möte"
    for words in (NUL, f"a{NUL}b", "\ud800", "\ufffe"):
        asked = everything_asked(sample_store, search=words, involved=words, meeting=words, principal=words)
        assert asked["work/example_search, 0"] == []
        sample_store.in_force("answer", date(2026, 11, 1), principal_code=words)
        sample_store.history("risk", id=words)


# ---- what was stored before ----


@pytest.fixture
def before(own: Own) -> Callable[[], Store]:
    """A store as an older program left it, with such signs in it; opened, it is of today."""
    known = own.settings(SAMPLE)
    engine = open_engine(known.url)
    plant(engine, "update example set title = ?, done = ? where kind = 'works'", f"Titel {DIRTY}", DIRTY)
    plant(engine, "update meeting set name = ?", f"Möte {DIRTY}")
    plant(engine, "update source set title = ?", f"Källa {DIRTY}")
    plant(engine, "update contact set function = ?", f"Skolchef {DIRTY}")
    plant(engine, "update answer set comment = ? where comment is not null", DIRTY)
    plant(engine, "update measure set why = ? where id = 'M01'", DIRTY)
    line = 'insert into log (id, "at", "by", action, subject) values (?, ?, ?, ?, ?)'
    plant(engine, line, "rad", WRITTEN, "prov", "entry", DIRTY)
    plant(engine, "update alembic_version set version_num = '0009'")
    engine.dispose()
    return lambda: own.opened(known)


def test_what_is_stored_already_is_mended_and_said(
    before: Callable[[], Store], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "lagesbild"):
        store = before()
    assert set(texts_of(store)) == {"log"}  # of the log nothing is changed
    assert CLEAN in {row["comment"] for row in store.in_force("answer", date(2026, 11, 22))}
    (line,) = (row for row in lines(store, Wanted()) if row["action"] == "mend")
    assert '"example"' in line["after"]
    assert '"source"' in line["after"]
    assert "Texter hade tecken som ingen fil kan rymma" in caplog.text
    why = store.answer("catalogue/measures", county="04").rows
    assert all(is_clean(str(row["why"])) for row in why)


def test_a_database_without_such_signs_is_not_touched(own: Own) -> None:
    known = own.settings(SAMPLE)
    engine = open_engine(known.url)
    plant(engine, "update alembic_version set version_num = '0009'")
    with engine.connect() as connection:
        version = connection.execute(text("select data_version from store_state")).scalar()
    engine.dispose()
    store = own.opened(known)
    assert store.data_version == version
    assert [row for row in lines(store, Wanted()) if row["action"] == "mend"] == []


def test_every_free_text_is_one_that_the_migration_mends() -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    from dashboard.store.engine import MIGRATIONS

    spec = spec_from_file_location("clean_text", MIGRATIONS / "versions" / "0010_clean_text.py")
    assert spec
    assert spec.loader
    step = module_from_spec(spec)
    spec.loader.exec_module(step)
    free = {"title", "text", "note", "comment", "description", "name", "function", "purpose", "recorded_by"}
    for table in {*FACT_TABLES} - {"locked_text"}:
        mended = {*step.FACTS.get(table, ()), "recorded_by"}
        assert free & set(metadata.tables[table].columns.keys()) <= mended, table
    assert set(step.CATALOGUE) == {table.name for table in CATALOGUE_TABLES}


def test_a_copy_with_such_signs_is_restored_anywhere(
    in_files: Files, own: Own, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """DuckDB holds U+0000 and PostgreSQL does not: a copy of the one must be of use in the other."""
    old = Own(in_files)
    store = old.store(SAMPLE)
    plant(store._engine, "update example set title = ?", f"Nu{NUL}ll {DIRTY}")
    plant(store._engine, "update locked_text set text = ?", f"Nu{NUL}ll")
    write_backup(take_backup(store, WRITTEN), tmp_path / "kopia")
    rows = len(store.in_force("example", date(2026, 11, 22)))
    old.let_go()
    known = own.settings()
    with caplog.at_level(logging.WARNING, "lagesbild"):
        restore_backup(tmp_path / "kopia", known, replace=False)
    assert "Texter hade tecken som ingen fil kan rymma" in caplog.text
    assert check_database(known).faults == []
    restored = own.opened(known)
    titles = [row["title"] for row in restored.in_force("example", date(2026, 11, 22))]
    assert titles == [f"Null {CLEAN}"] * rows
    assert texts_of(restored) == {}
    assert [row["by"] for row in lines(restored, Wanted()) if row["action"] == "mend"] == ["restore"]


# ---- what goes out ----


def fetch(route: Callable[[Request], Response], address: str) -> bytes:
    path, _, query = address.partition("?")
    asked = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"lagesbild.example.se")]}
    asked |= {"query_string": query.encode(), "scheme": "https", "server": ("lagesbild.example.se", 443)}
    return bytes(route(Request(asked)).body)


def must_be_whole(content: bytes) -> None:
    """Every part of a zip file that is XML is well-formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))


def test_files_are_whole_whatever_is_in_the_rows(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    store = own.store(SAMPLE)
    engine = store._engine
    for table, columns in {
        "example": ("title", "done", "problem", "outcome"),
        "meeting": ("name", "purpose", "expected_beforehand"),
        "risk": ("title", "description"),
        "decision": ("text",),
        "status_report": ("results", "gut_feeling_text", "model_text"),
        "contact": ("function",),
        "source": ("title",),
        "round": ("name",),
        "answer": ("comment",),
        "milestone": ("title",),
        "ongoing_work": ("title",),
        "plan_status": ("document_name",),
    }.items():
        for column in columns:
            plant(engine, f"update {table} set {column} = ? where {column} is not null", f"{column} {DIRTY}")
    use_store(store)
    asked = "per=2026-11-20&sedan=2026-01-01&mote=styrgrupp_2026_12&huvudman=0481"
    assert ElementTree.fromstring(fetch(changes_as_feed, f"/hamta/sedan.atom?{asked}")).findall("{*}entry")
    assert is_clean(fetch(changes_as_text, f"/hamta/sedan.txt?{asked}").decode())
    icalendar.Calendar.from_ical(fetch(calendar, f"/hamta/mote.ics?{asked}"))
    context = looking_at(store, **dict(part.split("=") for part in asked.split("&")))
    for name in MAKERS:
        content = MAKERS[name](context, "/risker" if name == "vy.xlsx" else None).content
        if name.endswith(".pdf"):
            assert PdfReader(io.BytesIO(content)).pages
        else:
            must_be_whole(content)
    outgoing = form(store, "04", date(2026, 11, 22), "2026h", "0481")
    must_be_whole(outgoing)
    openpyxl.load_workbook(io.BytesIO(outgoing)).close()
    answer = context.ask("risks/register")
    assert is_clean(csv_file(answer, "2026-11-20").decode("utf-8-sig").replace("\r\n", "\n"))
    must_be_whole(xlsx_file(answer, "2026-11-20"))
