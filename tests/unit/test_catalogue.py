"""The catalogue: whole, in step with its files, and safe to change."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.errors import DataFault
from dashboard.settings import ROOT, Settings
from dashboard.store.building import build, open_store
from dashboard.wording.swedish import alphabetical
from tests.conftest import settings_for
from tests.engines import SAMPLE, Databases, Own

pytestmark = pytest.mark.both_engines

CATALOGUE = ROOT / "data" / "catalogue"
Rows = list[dict[str, str]]


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(CATALOGUE / f"{name}.csv", dtype=str, keep_default_na=False)


# ---- what the files hold ----


@pytest.mark.parametrize(
    ("name", "column", "other", "key"),
    [
        ("measures", "level_id", "levels", "id"),
        ("measures", "aspect_id", "aspects", "id"),
        ("measures", "scale_id", "scales", "id"),
        ("measure_versions", "measure_id", "measures", "id"),
        ("scale_steps", "scale_id", "scales", "id"),
        ("expectations", "level_id", "levels", "id"),
        ("discussion_questions", "level_id", "levels", "id"),
        ("discussion_questions", "aspect_id", "aspects", "id"),
        ("principals", "county_code", "counties", "code"),
        ("principals", "work_group_id", "work_groups", "id"),
        ("work_groups", "county_code", "counties", "code"),
    ],
)
def test_every_code_names_a_row(name: str, column: str, other: str, key: str) -> None:
    assert set(table(name)[column]) - {""} <= set(table(other)[key])


def test_the_catalogue_matches_what_is_known_of_the_county() -> None:
    kinds = table("principals").query("county_code == '04'")["kind"].value_counts().to_dict()
    assert kinds == {"municipality": 9, "region": 1}
    assert len(table("work_groups")) == 3
    assert table("expectations")["level_id"].value_counts().to_dict() == {"medarbetare": 4, "chef": 3, "lan": 4}
    assert len(table("aspects")) == 9
    assert len(table("measures")) == 30
    assert (table("measures")["core"] == "true").sum() == 18
    assert table("counties").query("takes_part == 'true'")["code"].tolist() == ["04"]
    assert set(table("expectations")["county_code"]) == {"04"}


def test_every_county_has_its_huvudmän_in_swedish_order_and_its_region_last() -> None:
    everywhere = table("principals").astype({"sort_order": int}).sort_values("sort_order")
    assert everywhere["kind"].value_counts().to_dict() == {"municipality": 290, "region": 21}
    assert everywhere["code"].is_unique
    for county, own in everywhere.groupby("county_code"):
        assert own["code"].tolist()[-1] == county
        assert own["code"].str.startswith(county).all()
        names = own["short_name"].tolist()[:-1]
        if county != "04":  # whose municipalities stand by arbetsgrupp
            assert names == sorted(names, key=alphabetical), county


def test_the_nine_municipalities_have_their_scb_codes_and_the_region_spans_the_groups() -> None:
    principals = table("principals").query("county_code == '04'").set_index("code")
    codes = {"0428", "0461", "0480", "0481", "0482", "0483", "0484", "0486", "0488", "04"}
    assert set(principals.index) == codes
    assert principals.loc["04", "work_group_id"] == ""
    assert (principals.drop("04")["work_group_id"] != "").all()


def test_huvudman_stand_by_group_and_then_in_swedish_order() -> None:
    everywhere = table("principals").astype({"sort_order": int}).sort_values("sort_order")
    principals = everywhere[everywhere["county_code"] == "04"]
    names = principals["short_name"].tolist()
    assert names == [
        *("Eskilstuna", "Strängnäs"),
        *("Flen", "Katrineholm", "Vingåker"),
        *("Gnesta", "Nyköping", "Oxelösund", "Trosa"),
        "Region Sörmland",
    ]


@pytest.mark.parametrize("column", ["name", "what", "why", "how", "limits"])
def test_no_measure_lacks_what_stands_beside_its_figure(column: str) -> None:
    assert (table("measures")[column].str.strip() != "").all()


def test_every_measure_has_a_question_and_its_wordings_are_numbered_from_one() -> None:
    versions = table("measure_versions").astype({"version": int})
    assert (versions["question"].str.strip() != "").all()
    numbered = versions.groupby("measure_id")["version"].apply(list).to_dict()
    assert set(numbered) == set(table("measures")["id"])
    assert {key: value for key, value in numbered.items() if value != [1]} == {"M06": [1, 2]}


def test_the_stage_scale_has_five_steps_from_zero_with_something_to_point_at() -> None:
    steps = table("scale_steps").query("scale_id == 'shift'")
    assert steps["value"].tolist() == ["0", "1", "2", "3", "4"]
    assert (steps["anchor"] != "").all()


def test_an_existing_plan_and_too_few_to_show_are_the_special_answers_that_count_as_answered() -> None:
    special = table("special_answers").set_index("id")["counts_as_answered"].to_dict()
    assert special.pop("in_existing_plan") == special.pop("too_few") == "true"
    assert special == {"not_yet": "false", "not_relevant": "false", "dont_know": "false", "missing": "false"}


# ---- following the files ----


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A data folder that the test may change."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb*")))


@pytest.fixture
def own_settings(own_data: Path, own: Own) -> Settings:
    """A database with the whole sample beside `own_data`."""
    return own.settings(SAMPLE, own_data)


def rewrite(data: Path, name: str, change: Callable[[Rows], Rows]) -> None:
    path = data / "catalogue" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(change(rows))


def setting(key: str, value: str, **new: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row | new if row[key] == value else row for row in rows]


def without(key: str, value: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if row[key] != value]


def test_opening_again_without_a_change_keeps_the_data_version(own_settings: Settings) -> None:
    for _ in range(2):
        store = open_store(own_settings)
        assert store.data_version == 1
        store.close()


def test_changed_rows_are_followed_on_the_next_opening(own_settings: Settings, own_data: Path) -> None:
    """Also rows that facts point at, and changes of which other row they point at."""
    moved = {"name": "Ett nytt namn", "aspect_id": "vardag", "level_id": "chef", "scale_id": "agree_5"}
    rewrite(own_data, "measures", setting("id", "M01", **moved))
    rewrite(own_data, "principals", setting("code", "0484", work_group_id="sodra"))
    rewrite(own_data, "work_groups", setting("id", "sodra", name="Arbetsgrupp Syd"))
    rewrite(own_data, "counties", setting("code", "04", measure_list_status="decided"))
    rewrite(own_data, "special_answers", setting("id", "missing", label="Ej besvarad"))
    store = open_store(own_settings)
    try:
        assert store.data_version == 2
        measure = store.frame("catalogue/measures", county="04").set_index("measure_id").loc["M01"]
        shown = measure[["measure", "aspect_id", "aspect", "level", "scale"]].tolist()
        assert shown == ["Ett nytt namn", "vardag", "Del av vardagen", "Chefsnivå", "Instämmer i fem steg"]
        principals = store.frame("catalogue/principals", county="04").set_index("principal_code")
        assert principals.loc["0484", "work_group"] == "Arbetsgrupp Syd"
        assert store.frame("catalogue/counties").set_index("county_code").loc["04", "measure_list_status"] == "decided"
        assert "Ej besvarad" in store.frame("catalogue/special_answers")["label"].tolist()
    finally:
        store.close()


def test_a_new_measure_and_its_wording_are_followed(own_settings: Settings, own_data: Path) -> None:
    rewrite(own_data, "measures", lambda rows: [*rows, rows[0] | {"id": "X01", "name": "Nytt", "sort_order": "31"}])
    rewrite(own_data, "measure_versions", lambda rows: [*rows, rows[0] | {"measure_id": "X01", "question": "Hur?"}])
    store = open_store(own_settings)
    measures = store.frame("catalogue/measures", county="04")
    store.close()
    assert len(measures) == 31
    assert measures.iloc[-1][["measure_id", "measure", "question"]].tolist() == ["X01", "Nytt", "Hur?"]


def test_a_measure_without_answers_can_be_taken_away(own_settings: Settings, own_data: Path) -> None:
    rewrite(own_data, "measures", without("id", "L09"))
    rewrite(own_data, "measure_versions", without("measure_id", "L09"))
    store = open_store(own_settings)
    measures = store.frame("catalogue/measures", county="04")["measure_id"].tolist()
    store.close()
    assert len(measures) == 29
    assert "L09" not in measures


def test_a_measure_with_answers_cannot_and_nothing_changes(own_settings: Settings, own_data: Path) -> None:
    before = open_store(own_settings)
    measures = before.frame("catalogue/measures", county="04")
    before.close()
    rewrite(own_data, "measures", without("id", "M01"))
    rewrite(own_data, "measures", setting("id", "M02", name="Ska inte synas"))
    rewrite(own_data, "measure_versions", without("measure_id", "M01"))
    with pytest.raises(DataFault, match=r"M01 finns inte längre i .*measures\.csv men används.*Sätt tillbaka"):
        open_store(own_settings)
    shutil.copytree(CATALOGUE, own_data / "catalogue", dirs_exist_ok=True)
    after = open_store(own_settings)
    assert after.data_version == 1
    assert after.frame("catalogue/measures", county="04").equals(measures)
    after.close()


def test_a_code_that_names_nothing_is_refused_by_file_and_column(own_settings: Settings, own_data: Path) -> None:
    rewrite(own_data, "measures", setting("id", "M01", aspect_id="glädje"))
    with pytest.raises(DataFault, match=r"measures\.csv, kolumn aspect_id: ”glädje” finns inte"):
        open_store(own_settings)


def test_a_row_that_stands_twice_is_refused_by_file_and_key(own_settings: Settings, own_data: Path) -> None:
    open_store(own_settings).close()
    rewrite(own_data, "levels", lambda rows: [*rows, rows[0] | {"name": "En annan"}])
    with pytest.raises(DataFault, match=r"levels\.csv: medarbetare står på flera rader\. Behåll en rad"):
        open_store(own_settings)


@pytest.fixture
def new(own: Own, own_data: Path) -> Settings:
    """The settings of a database that is not built."""
    return own.settings(data=own_data)


def test_a_missing_catalogue_file_is_named_and_no_database_is_made(
    own_data: Path, new: Settings, databases: Databases
) -> None:
    (own_data / "catalogue" / "roles.csv").unlink()
    with pytest.raises(DataFault, match=r"roles\.csv saknas"):
        open_store(new)
    assert not databases.is_there(new.url)


@pytest.mark.duckdb_file(reason="a folder is made for a file alone")
def test_where_a_catalogue_file_is_missing_no_folder_is_made(own_data: Path, tmp_path: Path) -> None:
    (own_data / "catalogue" / "roles.csv").unlink()
    with pytest.raises(DataFault):
        open_store(settings_for(tmp_path / "new" / "new.duckdb", own_data))
    assert not (tmp_path / "new").exists()


def test_a_fault_in_a_file_of_facts_is_named_and_no_database_is_made(
    own_data: Path, new: Settings, databases: Databases
) -> None:
    with (own_data / "sample" / "answers.csv").open("a", encoding="utf-8") as file:
        file.write("2026h,04,M01,1,0484,,4,,,,igår,sample\n")
    lines = len((own_data / "sample" / "answers.csv").read_text(encoding="utf-8").splitlines())
    with pytest.raises(DataFault, match=rf"answers\.csv, rad {lines}, kolumn known_on: ”igår”"):
        build(new, facts=True, sample=True)
    assert not databases.is_there(new.url)


def test_a_fact_about_an_unknown_huvudman_is_refused_and_no_database_is_made(
    own_data: Path, new: Settings, databases: Databases
) -> None:
    with (own_data / "sample" / "answers.csv").open("a", encoding="utf-8") as file:
        file.write("2026h,04,M01,1,9999,,4,,,,2026-10-01,sample\n")
    with pytest.raises(DataFault, match=r"answers\.csv går inte att läsa in"):
        build(new, facts=True, sample=True)
    assert not databases.is_there(new.url)
