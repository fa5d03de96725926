"""The header of a query file is checked when it is read, and what is wrong is said with file and line."""

from pathlib import Path

import pytest

from dashboard.errors import DataFault
from dashboard.settings import ROOT
from dashboard.store.queries import load_queries
from dashboard.store.store import Store

pytestmark = pytest.mark.both_engines
GOOD = """\
-- Question: Which levels are there?
-- Grain: one row per level
-- Parameters:
--   level  text  level id
-- Columns:
--   level_id  text  Kod
--   hidden    text  -
select id as level_id, name as hidden from level where id = :level
"""


def folder_with(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.sql").write_text(content, encoding="utf-8")
    return folder


def fault_of(folder: Path, **files: str) -> str:
    with pytest.raises(DataFault) as raised:
        load_queries(folder_with(folder, **files))
    return str(raised.value)


def test_a_good_header_is_read(tmp_path: Path) -> None:
    query = load_queries(folder_with(tmp_path, levels=GOOD))["levels"]
    assert query.question == "Which levels are there?"
    assert query.grain == "one row per level"
    assert [(p.name, p.type, p.text) for p in query.parameters] == [("level", "text", "level id")]
    assert [c.name for c in query.columns] == ["level_id", "hidden"]
    assert query.body.startswith("select id as level_id")


def test_a_dash_keeps_a_column_out_of_the_labels(tmp_path: Path) -> None:
    assert load_queries(folder_with(tmp_path, levels=GOOD))["levels"].labels == {"level_id": "Kod"}


def test_a_query_is_named_by_its_folder_and_file(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    folder_with(tmp_path / "room", levels=GOOD)
    assert list(load_queries(tmp_path)) == ["room/levels"]


@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        ("-- Grain: one row per level", "-- Grian: one row per level", 2),
        ("--   level  text  level id", "--   level  text", 4),
        ("--   level  text  level id", "--   level  string  level id", 4),
        ("--   hidden    text  -", "--   hidden    text", 7),
        ("-- Grain: one row per level", "--    Grain  text  one row per level", 2),
    ],
)
def test_a_fault_in_the_header_names_file_and_line(tmp_path: Path, written: str, instead: str, line: int) -> None:
    said = fault_of(tmp_path, levels=GOOD.replace(written, instead))
    assert f"{tmp_path / 'levels.sql'}, rad {line}:" in said


@pytest.mark.parametrize("left_out", ["-- Question: Which levels are there?\n", "-- Grain: one row per level\n"])
def test_a_header_without_question_or_grain_is_refused(tmp_path: Path, left_out: str) -> None:
    assert str(tmp_path / "levels.sql") in fault_of(tmp_path, levels=GOOD.replace(left_out, ""))


@pytest.mark.parametrize("content", ["", "select 1\n", "-- Question: Why?\n-- Grain: one row\nselect 1 as one\n"])
def test_a_file_without_columns_is_refused(tmp_path: Path, content: str) -> None:
    assert "Columns" in fault_of(tmp_path, levels=content)


def test_a_parameter_used_but_not_declared_is_named(tmp_path: Path) -> None:
    said = fault_of(tmp_path, levels=GOOD.replace("id = :level", "id = :level and name = :other"))
    assert "levels.sql" in said
    assert "['level', 'other']" in said


def test_a_parameter_declared_but_not_used_is_refused(tmp_path: Path) -> None:
    assert "levels.sql" in fault_of(tmp_path, levels=GOOD.replace(" where id = :level", ""))


def test_a_colon_in_a_comment_or_a_text_is_no_parameter(tmp_path: Path) -> None:
    query = GOOD.replace("id = :level", "id = :level and name <> 'a :word' -- as in :this")
    assert load_queries(folder_with(tmp_path, levels=query))["levels"].check_parameters({"level": "chef"}) is None


def test_uses_of_a_query_that_does_not_exist_is_named(tmp_path: Path) -> None:
    said = fault_of(tmp_path, levels=GOOD.replace("-- Parameters:", "-- Uses: room/nothing\n-- Parameters:"))
    assert "levels.sql" in said
    assert "room/nothing" in said


def test_queries_that_use_each_other_are_refused(tmp_path: Path) -> None:
    one, two = (GOOD.replace("-- Parameters:", f"-- Uses: {other}\n-- Parameters:") for other in ("two", "one"))
    said = fault_of(tmp_path, one=one, two=two)
    assert "one" in said
    assert "ring" in said


def test_in_force_of_what_is_no_fact_table_is_named(tmp_path: Path) -> None:
    said = fault_of(tmp_path, levels=GOOD.replace("-- Parameters:", "-- In force: measure\n-- Parameters:"))
    assert "levels.sql" in said
    assert "measure" in said


def test_a_query_that_uses_another_reads_its_rows(tmp_path: Path, empty_store: Store) -> None:
    above = "-- Question: How many?\n-- Grain: one row\n-- Uses: levels\n-- Parameters:\n--   level  text  level id\n"
    above += "-- Columns:\n--   found  integer  Antal\nselect count(*) as found from levels\n"
    queries = load_queries(folder_with(tmp_path, levels=GOOD, above=above))
    assert Store(empty_store._engine, queries).frame("above", level="chef")["found"].tolist() == [1]


def test_an_empty_or_missing_folder_says_so_in_swedish(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DataFault, match=r"saknas eller innehåller inga frågor"):
            load_queries(folder)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "levels.sql").write_bytes(GOOD.replace("levels are", "nivåer är").encode("latin-1"))
    assert "levels.sql" in fault_of(tmp_path)


def test_an_unknown_query_lists_what_exists(empty_store: Store) -> None:
    with pytest.raises(KeyError) as raised:
        empty_store.frame("follow_up/nothing")
    assert "follow_up/nothing" in str(raised.value)
    for name in empty_store.queries:
        assert name in str(raised.value)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "missing ['county'], unknown []"),
        ({"county": "04", "lan": "04"}, "missing [], unknown ['lan']"),
        ({"lan": "04"}, "missing ['county'], unknown ['lan']"),
    ],
)
def test_wrong_parameters_list_what_the_query_takes(empty_store: Store, parameters: dict[str, str], said: str) -> None:
    with pytest.raises(TypeError) as raised:
        empty_store.frame("catalogue/principals", **parameters)
    assert "['county']" in str(raised.value)
    assert said in str(raised.value)


def test_a_query_that_returns_other_columns_than_its_header_says_is_refused(tmp_path: Path, empty_store: Store) -> None:
    queries = load_queries(folder_with(tmp_path, levels=GOOD.replace("name as hidden", "name as shown")))
    with pytest.raises(TypeError, match=r"shown.*hidden"):
        Store(empty_store._engine, queries).frame("levels", level="chef")


def test_labels_of_the_real_queries_are_swedish_headings() -> None:
    queries = load_queries(ROOT / "queries")
    assert queries["roles/coverage"].labels["appointed"] == "Kommuner där rollen är tillsatt"
    for name, query in queries.items():
        assert query.question.endswith("?"), name
        headings = list(query.labels.values())
        assert len(set(headings)) == len(headings), f"{name} has one heading for two columns"
