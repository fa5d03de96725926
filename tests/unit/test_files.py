"""A faulty CSV file is refused with a sentence that says where the fault is."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import DataFault
from dashboard.store.files import file_for, read_rows
from dashboard.store.schema import FACT_TABLES
from dashboard.store.schema.catalogue import measure, risk_category
from dashboard.store.schema.facts import answer, round_, source

HEADER = (
    "id,county_code,name,purpose,sent_on,due_on,closed_on,questionnaire_version,status,known_on,source_id,sort_order"
)
GOOD = "2025h,04,Hösten 2025,Syfte,2025-09-22,,,1,open,2025-10-09,minutes,1"


def read(folder: Path, *lines: str) -> list[dict[str, object]]:
    path = folder / "rounds.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_rows(path, round_)


def fault_of(folder: Path, *lines: str) -> str:
    with pytest.raises(DataFault) as raised:
        read(folder, *lines)
    assert str(folder / "rounds.csv") in str(raised.value)
    return str(raised.value)


def test_a_good_row_has_the_types_of_its_table(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER, GOOD) == [
        {
            "id": "2025h",
            "county_code": "04",
            "name": "Hösten 2025",
            "purpose": "Syfte",
            "sent_on": date(2025, 9, 22),
            "due_on": None,
            "closed_on": None,
            "questionnaire_version": 1,
            "status": "open",
            "known_on": date(2025, 10, 9),
            "source_id": "minutes",
            "sort_order": 1,
        }
    ]


def test_a_text_may_hold_commas_quotes_and_lines(tmp_path: Path) -> None:
    row = GOOD.replace("Syfte", '"Se, och ""höra"",\nsedan"')
    assert read(tmp_path, HEADER, row)[0]["purpose"] == 'Se, och "höra",\nsedan'


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match=r"rounds\.csv saknas\. Hämta projektets mapp data/"):
        read_rows(tmp_path / "rounds.csv", round_)


def test_an_empty_file_is_a_file_without_its_columns(tmp_path: Path) -> None:
    (tmp_path / "rounds.csv").write_bytes(b"")
    with pytest.raises(DataFault, match=r"rounds\.csv, rad 1:.*saknade kolumner.*'county_code'"):
        read_rows(tmp_path / "rounds.csv", round_)


def test_an_unknown_and_a_missing_column_are_named(tmp_path: Path) -> None:
    said = fault_of(tmp_path, HEADER.replace("name", "namn"), GOOD)
    assert "rad 1" in said
    assert "okända kolumner ['namn'], saknade kolumner ['name']" in said


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    assert "rad 1" in fault_of(tmp_path, HEADER + ",status", GOOD + ",closed")


@pytest.mark.parametrize("column", ["recorded_at", "recorded_by", "row_id"])
def test_a_file_may_not_say_who_wrote_and_when(tmp_path: Path, column: str) -> None:
    assert column in fault_of(tmp_path, f"{HEADER},{column}", f"{GOOD},1")


@pytest.mark.parametrize("wrong", ["9 oktober", "2025-13-01", "2025-02-30", "20251009", "2025-W41-4", "2025-10-9"])
def test_a_bad_date_is_named_by_line_and_column(tmp_path: Path, wrong: str) -> None:
    said = fault_of(tmp_path, HEADER, GOOD, GOOD.replace("2025-10-09", wrong))
    assert f"rad 3, kolumn known_on: ”{wrong}” går inte att tolka" in said


@pytest.mark.parametrize("wrong", ["ett", "1.5", "1_0", " 1", "99999999999"])
def test_a_bad_whole_number_is_named_by_line_and_column(tmp_path: Path, wrong: str) -> None:
    said = fault_of(tmp_path, HEADER, GOOD.replace(",1,open", f",{wrong},open"))
    assert f"rad 2, kolumn questionnaire_version: ”{wrong}” går inte att tolka" in said


@pytest.mark.parametrize("wrong", ["nan", "inf", "1e3", "3,5", "tre"])
def test_a_bad_value_of_an_answer_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "answers.csv"
    header = "round_id,measure_id,measure_version,principal_code,value,known_on,source_id"
    path.write_text(f'{header}\n2025h,M01,1,0484,"{wrong}",2025-10-01,sample\n', encoding="utf-8")
    with pytest.raises(DataFault, match="rad 2, kolumn value"):
        read_rows(path, answer)


@pytest.mark.parametrize("wrong", ["ja", "True", "1"])
def test_a_bad_boolean_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "sources.csv"
    path.write_text(f"id,kind,title,synthetic\nx,sample,X,{wrong}\n", encoding="utf-8")
    with pytest.raises(DataFault, match=f"rad 2, kolumn synthetic: ”{wrong}”"):
        read_rows(path, source)


def test_a_value_that_must_be_there_is_missed_by_line_and_column(tmp_path: Path) -> None:
    assert "rad 3, kolumn name: värde saknas" in fault_of(tmp_path, HEADER, GOOD, GOOD.replace("Hösten 2025", ""))


@pytest.mark.parametrize("row", [GOOD + ",mer", GOOD.rsplit(",", 1)[0]])
def test_a_row_of_the_wrong_length_is_named_by_line(tmp_path: Path, row: str) -> None:
    assert "rad 3: raden har fel antal kolumner" in fault_of(tmp_path, HEADER, GOOD, row)


def test_the_line_named_is_the_line_in_the_file(tmp_path: Path) -> None:
    over_two_lines = GOOD.replace("Syfte", '"Se\noch höra"')
    assert "rad 4" in fault_of(tmp_path, HEADER, over_two_lines, GOOD.replace("2025-10-09", "igår"))


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "rounds.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("latin-1"))
    with pytest.raises(DataFault, match=r"rounds\.csv går inte att läsa som CSV i UTF-8"):
        read_rows(path, round_)


def test_a_folder_in_the_place_of_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "rounds.csv").mkdir()
    with pytest.raises(DataFault, match=r"rounds\.csv går inte att läsa"):
        read_rows(tmp_path / "rounds.csv", round_)


def test_every_file_name_is_the_plural_that_the_data_folder_uses() -> None:
    assert file_for(Path("x"), round_) == Path("x/rounds.csv")
    assert file_for(Path("x"), risk_category) == Path("x/risk_categories.csv")
    assert file_for(Path("x"), FACT_TABLES["ongoing_work"]) == Path("x/ongoing_work.csv")


def read_or_fault(path: Path) -> None:
    """Read rounds: whole rows, or a fault that names the file; anything else is raised and fails the test."""
    fault = None
    rows: list[dict[str, object]] = []
    try:
        rows = read_rows(path, round_)
    except DataFault as raised:
        fault = raised
    assert fault is None or str(path) in str(fault)
    for row in rows:
        assert isinstance(row["known_on"], date)
        assert isinstance(row["sort_order"], int)
        assert row["name"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=120), st.text(max_size=120).map(lambda text: text.encode())))
def test_any_bytes_are_rows_or_a_data_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rounds.csv"
    for written in (content, f"{HEADER}\n".encode() + content, f"{HEADER}\n{GOOD}\n".encode() + content):
        path.write_bytes(written)
        read_or_fault(path)


CELL = st.one_of(st.sampled_from(["", "1", "-1", "2025-10-09", "true", "open", '"', "0.5"]), st.text(max_size=8))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELL, min_size=11, max_size=13))
def test_any_cells_are_a_row_or_a_data_fault(tmp_path: Path, cells: list[str]) -> None:
    path = tmp_path / "rounds.csv"
    path.write_text(f"{HEADER}\n{','.join(cells)}\n", encoding="utf-8", newline="")
    read_or_fault(path)


def test_the_tables_of_the_catalogue_say_what_they_need(tmp_path: Path) -> None:
    (tmp_path / "measures.csv").write_text("id,name\nM01,X\n", encoding="utf-8")
    with pytest.raises(DataFault, match=r"saknade kolumner \['answered_by', 'aspect_id'"):
        read_rows(tmp_path / "measures.csv", measure)
