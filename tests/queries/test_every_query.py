"""Every query: tested by given rows and against pandas, answering an empty county, in the shared dialect."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.settings import ROOT
from dashboard.store.building import open_store
from dashboard.store.queries import load_queries
from dashboard.store.schema import FACT_TABLES
from dashboard.store.store import Store
from tests.engines import EMPTY, Databases, settings_of

QUERIES = load_queries(ROOT / "queries")
ASKED = {
    "as_of": date(2026, 11, 21),
    "county": "04",
    "since": date(2025, 10, 10),
    "round": "2026h",
    "previous": "2026v",
    "aspect": "vardag",
    "role": "best_interest_lead",
    "principal": "0481",
    "level": None,
    "measure": None,
    "core": None,
    "work_group": None,
    "of_aspect": None,
    "of_level": None,
    "sort": None,
    "evaluated": None,
    "search": None,
    "meeting": "styrgrupp_2026_12",
    "involved": None,
}
TYPES = {"text": str, "integer": int, "number": float, "date": date, "boolean": bool}


@pytest.fixture(scope="module")
def nothing_known(databases: Databases) -> Store:
    """One store of the catalogue alone for all the queries, since none of them writes."""
    return databases.once("nothing known", lambda: open_store(settings_of(databases.copy(EMPTY))))


def asked_of(name: str, **other: object) -> dict[str, object]:
    return {parameter.name: (ASKED | other)[parameter.name] for parameter in QUERIES[name].parameters}


def named_in(kind: str) -> set[str]:
    """The texts written in test functions of the files test_<kind>_*.py beside this one."""
    found = set()
    for path in Path(__file__).parent.glob(f"test_{kind}_*.py"):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef):
                found |= {
                    node.value
                    for node in ast.walk(function)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    return found


GIVEN, PANDAS = named_in("given"), named_in("pandas")


@pytest.mark.parametrize("name", QUERIES)
def test_has_a_test_with_given_rows_and_one_against_pandas(name: str) -> None:
    assert name in GIVEN, f"write a test with given rows in tests/queries/test_given_{name.split('/')[0]}.py"
    assert name in PANDAS, f"write a test against pandas in tests/queries/test_pandas_{name.split('/')[0]}.py"


def test_no_test_names_a_query_that_is_gone() -> None:
    folders = {name.split("/")[0] for name in QUERIES}
    named = {text for text in GIVEN | PANDAS if re.fullmatch(rf"({'|'.join(folders)})/\w+", text)}
    assert named <= set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_returns_the_columns_and_types_of_its_header(sample_store: Store, name: str) -> None:
    frame = sample_store.frame(name, **asked_of(name))
    assert list(frame.columns) == [column.name for column in QUERIES[name].columns]
    for column in QUERIES[name].columns:
        values = frame[column.name].dropna().tolist()
        assert {type(value) for value in values} <= {TYPES[column.type]}, column.name


@pytest.mark.parametrize("name", QUERIES)
def test_answers_for_a_county_and_a_day_that_nothing_is_known_of(nothing_known: Store, name: str) -> None:
    for other in ({"county": "99", "principal": "9999"}, {"as_of": date(1999, 1, 1)}):
        frame = nothing_known.frame(name, **asked_of(name, **other))
        assert list(frame.columns) == [column.name for column in QUERIES[name].columns]
        if "synthetic" in frame:
            assert not frame["synthetic"].any()


@pytest.mark.parametrize("name", QUERIES)
def test_never_repeats_a_row(sample_store: Store, name: str) -> None:
    frame = sample_store.frame(name, **asked_of(name, principal=None if "register" in name else "0481"))
    assert not frame.duplicated().any()


@pytest.mark.parametrize("name", QUERIES)
def test_is_written_in_the_dialect_that_duckdb_and_postgresql_share(name: str) -> None:
    written = (ROOT / "queries" / f"{name}.sql").read_text(encoding="utf-8")
    body = re.sub(r"--[^\n]*|'[^']*'", "", written)
    for alone in (
        r"::",
        r"\bqualify\b",
        r"\bpivot\b",
        r"\bexclude\b",
        r"\bgroup by all\b",
        r"\bstrftime\b",
        r"\blist\(",
    ):
        assert not re.search(alone, body, re.IGNORECASE), f"{name} has {alone}, which PostgreSQL does not know"
    assert not re.search(r"\bselect \*", body), f"{name} does not name its columns"
    keywords = re.findall(r"\b(SELECT|FROM|WHERE|JOIN|GROUP|ORDER|WITH)\b", body)
    assert not keywords, f"{name} shouts {keywords}"


@pytest.mark.parametrize("name", QUERIES)
def test_orders_its_rows_when_it_may_have_several(name: str) -> None:
    query = QUERIES[name]
    only_one = query.grain.startswith("one row") and " per " not in query.grain
    assert only_one or re.search(r"\border by\b", query.body.rsplit(")", 1)[-1] or query.body), name


@pytest.mark.parametrize("name", QUERIES)
def test_what_reads_facts_turns_back_to_a_day(name: str) -> None:
    query = QUERIES[name]
    read = set(re.findall(r"\b(?:from|join) (\w+)", query.body))
    read_past_the_rule = read & set(FACT_TABLES)
    if query.in_force or read_past_the_rule:
        assert "as_of" in {parameter.name for parameter in query.parameters}
    if read_past_the_rule:  # histories; they must stop at a day themselves
        assert re.search(r"recorded_at as date\)\)? <= cast\(:(as_of|since) as date\)", query.body), read_past_the_rule
