"""Files as real offices send them, kept in `files/`: two CSV exports, one from a Mac, two untidy workbooks.

`libreoffice.xlsx` was an .ods file that LibreOffice saved as .xlsx; the others were written by hand or by xlsxwriter.
"""

from pathlib import Path

import pytest

from tests.intake.conftest import County, told, would_store

FILES = Path(__file__).parent / "files"
EXPECTED: dict[str, dict[tuple[str, str], float | str]] = {
    "uppfoljning-ht26 SLUTLIG (2).csv": {
        ("0428", "M01"): 2.0,
        ("0428", "M07"): 33.3,
        ("0428", "C04"): 2.0,
        ("0461", "M01"): 3.0,
        ("0461", "M07"): 50.0,
        ("0461", "C04"): 0.0,
    },
    "export.txt": {("0461", "M03"): 4.0, ("0428", "M03"): 3.0, ("04", "M01"): "not_relevant"},
    "from-a-mac.csv": {
        ("0480", "M01"): 2.0,
        ("0480", "M02"): "not_yet",
        ("0481", "M01"): 4.0,
        ("0481", "M02"): "dont_know",
    },
    "Svar Strängnäs.xlsx": {("0486", "M01"): 2.0, ("0486", "M07"): 45.0, ("0486", "C04"): 3.0},
    "libreoffice.xlsx": {
        ("04", "M01"): 3.0,
        ("04", "M02"): "in_existing_plan",
        ("0484", "M01"): "dont_know",
        ("0484", "M02"): 4.0,
    },
}
NOTES = {
    "uppfoljning-ht26 SLUTLIG (2).csv": ["kolumnen Egen anteckning: Kolumnen känns inte igen och lästes inte."],
    "Svar Strängnäs.xlsx": [
        "bladet Blad3: Bladet är dolt och lästes inte.",
        "bladet Anteckningar: Bladet har inga rubriker som känns igen och lästes inte.",
    ],
    "libreoffice.xlsx": ["kolumnen Svarsdatum: Kolumnen känns inte igen och lästes inte."],
}
COMMENTS = {
    "uppfoljning-ht26 SLUTLIG (2).csv": {'Vi börjar med "Hjulet"\noch fortsätter i vår'},
    "export.txt": {"”Delvis”, säger flera"},
    "from-a-mac.csv": set(),
    "Svar Strängnäs.xlsx": {"Skola & socialtjänst <tillsammans>"},
    "libreoffice.xlsx": {"Genom tillgängligheten"},
}


def test_every_file_is_expected() -> None:
    assert {path.name for path in FILES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_is_read_as_it_was_meant(looking: County, name: str) -> None:
    one = looking.look(name, (FILES / name).read_bytes())
    assert would_store(one) == EXPECTED[name]
    for said in NOTES.get(name, []):
        assert said in told(one)
    comments = {change.after["comment"] for change in one.changes if change.fact.table == "answer"} - {None}
    assert comments == COMMENTS[name]


def test_respondents_and_actors_are_read_too(looking: County) -> None:
    export = looking.look("export.txt", (FILES / "export.txt").read_bytes())
    answers = [change.after for change in export.changes if change.fact.table == "answer"]
    respondents = {row["principal_code"]: row["respondents"] for row in answers}
    assert (respondents["0461"], respondents["0428"]) == (1204, 17)
    sheet = looking.look("Svar.xlsx", (FILES / "Svar Strängnäs.xlsx").read_bytes())
    actors = [change.after for change in sheet.changes if change.fact.table == "actor_status"]
    assert [(row["principal_code"], row["actor_id"], row["takes_part"]) for row in actors] == [
        ("0486", "bup", "partly")
    ]
