"""The `lagesbild` command as it is used: real files, plain Swedish, and nothing broken left behind."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dashboard.cli import commands, run
from dashboard.settings import ROOT
from dashboard.store.engine import newest_version
from tests.unit.conftest import Lagesbild, ask


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the files in data/ that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("*.duckdb*"))
    return folder


def only_the_database(folder: Path, database: Path) -> bool:
    """Whether nothing half-made stands beside the database."""
    return [path.name for path in folder.glob("*duckdb*")] == [database.name]


# ---- init ----


def test_init_builds_a_database_of_minutes_and_sample_that_passes_the_check(
    process: Lagesbild, database: Path, tmp_path: Path
) -> None:
    made = process("init")
    assert (made.code, made.out, made.said) == (0, f"Databasen {database} är byggd.\n", "")
    assert only_the_database(tmp_path, database)
    assert dict(ask(database, "select kind, count(*) from source group by kind")) == {"minutes": 2, "sample": 1}
    checked = process("check")
    assert (checked.code, checked.said) == (0, "")
    assert checked.out.endswith(f"Schemaversion {newest_version()}. Inga fel.\n")
    counts = dict(line.split() for line in checked.out.splitlines()[:-1])
    lines = (ROOT / "data" / "sample" / "answers.csv").read_text(encoding="utf-8").splitlines()
    assert int(counts["answer"]) == len(lines) - 1
    assert counts["principal"] == "311"


def test_init_empty_builds_the_catalogue_and_not_one_fact(lagesbild: Lagesbild, database: Path) -> None:
    assert lagesbild("init", "--empty").code == 0
    for table in ("source", "round", "answer", "role_status", "observation", "contact", "risk", "meeting"):
        assert ask(database, f"select count(*) from {table}") == [(0,)]
    assert ask(database, "select count(*) from measure") == [(30,)]


def test_nothing_invented_is_in_a_database_made_without_the_sample(lagesbild: Lagesbild, database: Path) -> None:
    assert lagesbild("init", "--no-sample").code == 0
    assert ask(database, "select distinct kind from source") == [("minutes",)]
    assert ask(database, "select count(*) from source where synthetic or kind = 'sample'") == [(0,)]
    assert ask(database, "select count(*) from contact") == [(0,)]
    assert ask(database, "select count(*) from answer") == [(0,)]


def test_init_never_touches_a_database_that_exists(lagesbild: Lagesbild, database: Path, empty_database: Path) -> None:
    shutil.copyfile(empty_database, database)
    before = database.read_bytes()
    said = lagesbild("init").faults()
    assert said == f"Databasen {database} finns redan. Flytta eller ta bort den om en ny ska byggas."
    assert database.read_bytes() == before


def test_init_without_the_data_folder_names_the_first_file_it_misses(
    lagesbild: Lagesbild, tmp_path: Path, database: Path
) -> None:
    said = lagesbild("init", data_dir=tmp_path / "ingen").faults()
    assert said.startswith(f"Filen {tmp_path / 'ingen' / 'catalogue'}")
    assert said.endswith("saknas. Hämta projektets mapp data/ på nytt.")
    assert not list(tmp_path.glob("*duckdb*"))


@pytest.mark.parametrize(
    ("file", "change", "place"),
    [
        ("sample/answers.csv", lambda lines: [*lines[:3], lines[3].replace("2025-10-06", "6/10 2025")], "rad 4"),
        ("catalogue/measures.csv", lambda lines: [lines[0], lines[1].replace("M01", "", 1), *lines[2:]], "rad 2"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_nothing_is_built(
    lagesbild: Lagesbild, data: Path, tmp_path: Path, file: str, change: Callable[[list[str]], list[str]], place: str
) -> None:
    lines = (data / file).read_text(encoding="utf-8").splitlines()
    (data / file).write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    said = lagesbild("init", data_dir=data).faults()
    assert said.startswith(f"{data / file}, {place}")
    assert not list(tmp_path.glob("*duckdb*"))


# ---- check ----


def test_check_says_that_there_is_no_database_and_makes_none(lagesbild: Lagesbild, database: Path) -> None:
    assert lagesbild("check").faults() == f"Databasen {database} finns inte. Bygg den med ”lagesbild init”."
    assert not database.exists()


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_file_that_is_no_database_is_told_apart_and_left_as_it_is(
    lagesbild: Lagesbild, database: Path, command: str
) -> None:
    database.write_bytes(b"det ar inte en databas" * 500)
    ran = lagesbild(command, *(["--port", "1"] if command == "serve" else []))
    if command == "serve":
        assert (ran.code, ran.out) == (1, "Lägesbild startar på http://127.0.0.1:1\n")
    assert f"Databasen {database} är skadad eller är ingen DuckDB-fil." in ran.said
    assert ran.code == 1
    assert database.read_bytes() == b"det ar inte en databas" * 500


def test_a_database_of_something_else_is_no_lagesbild(lagesbild: Lagesbild, database: Path) -> None:
    ask(database, "create table annat as select 1 as ett")
    ran = lagesbild("check")
    assert ran.code == 1
    assert "Schemaversionen är okänd" in ran.said


def test_a_database_that_misses_a_table_is_said_to_be_damaged(
    lagesbild: Lagesbild, database: Path, empty_database: Path
) -> None:
    shutil.copyfile(empty_database, database)
    ask(database, "drop table county_version")
    ran = lagesbild("check")
    assert ran.code == 1
    assert f"Databasen {database} är skadad eller är ingen DuckDB-fil." in ran.said


def test_a_database_of_a_newer_lagesbild_is_refused(lagesbild: Lagesbild, database: Path, empty_database: Path) -> None:
    shutil.copyfile(empty_database, database)
    ask(database, "update alembic_version set version_num = '9999'")
    ran = lagesbild("check")
    assert ran.code == 1
    assert f"Schemaversionen är 9999, men programmet väntar sig {newest_version()}." in ran.said
    ran = lagesbild("serve", "--port", "1")
    assert ran.code == 1
    assert "Databasen har schemaversion 9999" in ran.said
    assert ask(database, "select version_num from alembic_version") == [("9999",)]


@pytest.mark.parametrize(
    ("ruin", "fault"),
    [
        (
            "update mailout set round_id = 'borta' where row_id = 1",
            "Fel: 1 rader i mailout pekar på round som inte finns (round_id).",
        ),
        ("delete from store_state", "Fel: Databasens räknare för ändringar saknas eller finns i flera rader."),
    ],
)
def test_a_row_that_breaks_a_rule_is_found_and_not_mended(
    lagesbild: Lagesbild, database: Path, sample_database: Path, ruin: str, fault: str
) -> None:
    shutil.copyfile(sample_database, database)
    ask(database, ruin)
    ran = lagesbild("check")
    assert ran.code == 1
    assert ran.said.splitlines() == [
        fault,
        "1 fel hittades. Återställ en säkerhetskopia eller bygg en ny databas.",
    ]
    assert "Inga fel" not in ran.out


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_database_that_another_program_holds_is_said_to_be_so(
    lagesbild: Lagesbild, database: Path, empty_database: Path, command: str
) -> None:
    shutil.copyfile(empty_database, database)
    script = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        ran = lagesbild(command, *(["--port", "1"] if command == "serve" else []))
        holder.communicate("")
    assert ran.code == 1
    assert f"Databasen {database} används redan av ett annat program (process {holder.pid}):" in ran.said


# ---- the form, files, backup ----


@pytest.fixture
def known(minutes_database: Path, database: Path) -> Path:
    """A database with the rounds of the minutes and no answers."""
    shutil.copyfile(minutes_database, database)
    return database


def test_template_writes_the_form_of_a_round_for_one_huvudman(
    lagesbild: Lagesbild, known: Path, tmp_path: Path
) -> None:
    ran = lagesbild("template", "--round", "2025h", "--principal", "0481", "-o", "svar.xlsx")
    assert (ran.code, ran.out, ran.said) == (0, "Formuläret svar.xlsx är skrivet.\n", "")
    cover = openpyxl.load_workbook(tmp_path / "svar.xlsx")["Läs först"]
    assert {cover.cell(n, 1).value: cover.cell(n, 2).value for n in range(3, 7)} == {
        "Omgång (kod)": "2025h",
        "Omgång": "Hösten 2025",
        "Formulärets version": "1",
        "Huvudman": "Oxelösund",
    }
    assert [path.name for path in tmp_path.glob("svar*")] == ["svar.xlsx"]


def test_template_for_a_round_there_is_none_of_lists_those_there_are(
    lagesbild: Lagesbild, known: Path, tmp_path: Path
) -> None:
    said = lagesbild("template", "--round", "2031v", "-o", "svar.xlsx").faults()
    assert said.startswith("Det finns ingen omgång 2031v. Kända omgångar: 2025h")
    said = lagesbild("template", "--round", "2025h", "-o", "ingen/svar.xlsx").faults()
    assert said.startswith("Filen ingen/svar.xlsx går inte att skriva")
    assert not list(tmp_path.rglob("svar*"))


def test_import_stores_what_is_right_and_tells_what_is_not(lagesbild: Lagesbild, known: Path, tmp_path: Path) -> None:
    (tmp_path / "ratt.csv").write_text("Huvudman;M01;M02\nTrosa;2;4\n", encoding="utf-8")
    (tmp_path / "fel.csv").write_text("Huvudman;M01\nTrossa;2\nFlen;7\n", encoding="utf-8")
    (tmp_path / "bild.png").write_bytes(b"x")
    ran = lagesbild("import", "--round", "2025h", "ratt.csv", "fel.csv", "bild.png", "borta.csv")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "ratt.csv: 3 nya, 0 rättade, 0 oförändrade uppgifter. Sparat."
    assert lines[1].startswith(
        "Fel: fel.csv, rad 2, kolumnen Huvudman: Där står ”Trossa”. Huvudmannen känns inte igen."
    )
    assert "Menades ”Trosa”" in lines[1]
    assert lines[2].startswith("Fel: fel.csv, rad 3, kolumnen M01: Där står ”7”.")
    assert lines[3] == "fel.csv: 2 fel. Ingenting sparades."
    assert lines[4].startswith("bild.png är inte av en sort som går att läsa in.")
    assert lines[5] == "Filen borta.csv går inte att läsa (No such file or directory)."
    assert "Ingenting sparades ur fel.csv, bild.png, borta.csv. Rätta och läs in igen." in ran.said
    assert ask(known, "select count(*) from answer") == [(2,)]
    again = lagesbild("import", "--round", "2025h", "ratt.csv")
    assert again.code == 0
    assert "ratt.csv är redan inläst" in again.out
    assert lagesbild("check").code == 0


def test_import_as_json_and_without_storing_says_what_would_change(
    lagesbild: Lagesbild, known: Path, tmp_path: Path
) -> None:
    (tmp_path / "svar.csv").write_text("Huvudman;M01\nTrosa;2\n", encoding="utf-8")
    ran = lagesbild("import", "--round", "2025h", "--dry-run", "--json", "svar.csv")
    assert ran.code == 0
    (told,) = json.loads(ran.out)
    assert (told["file"], told["stored"], told["problems"]) == ("svar.csv", False, [])
    answer = next(change for change in told["changes"] if change["table"] == "answer")
    assert (answer["kind"], answer["place"]) == ("new", "svar.csv, rad 2, kolumnen M01")
    assert answer["to"]["value"] == 2
    assert ask(known, "select count(*) from answer") == [(0,)]
    (tmp_path / "svar.csv").write_text("Huvudman;M01\nTrosa;barn 19900101-1239\n", encoding="utf-8")
    ran = lagesbild("import", "--round", "2025h", "--json", "svar.csv")
    assert ran.code == 1
    assert "1239" not in ran.out + ran.said
    problems = json.loads(ran.out)[0]["problems"]
    assert (problems[0]["severity"], problems[0]["row"], problems[0]["column"]) == ("error", 2, "M01")


def test_backup_and_restore_bring_everything_back(lagesbild: Lagesbild, known: Path, tmp_path: Path) -> None:
    assert lagesbild("backup", "kopia").out == "Säkerhetskopian kopia är skriven.\n"
    assert "finns redan" in lagesbild("backup", "kopia").faults()
    before = ask(known, "select * from observation order by row_id")
    assert lagesbild("restore", "kopia").faults().endswith("Skriv --replace för att ersätta den med kopian.")
    ask(known, "delete from observation")
    ran = lagesbild("restore", "kopia", "--replace")
    assert (ran.code, ran.said) == (0, "")
    assert ran.out.startswith(f"Databasen {known} är återställd: ")
    assert ask(known, "select * from observation order by row_id") == before
    assert lagesbild("check").code == 0
    (tmp_path / "kopia" / "answer.parquet").write_bytes(b"annat")
    assert "är skadad: answer.parquet är ändrad" in lagesbild("restore", "kopia", "--replace").faults()
    assert ask(known, "select * from observation order by row_id") == before
    assert only_the_database(tmp_path, known)


# ---- serve, settings and how the command is written ----


def test_serve_on_a_taken_port_says_so_before_it_builds_anything(lagesbild: Lagesbild, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = lagesbild("serve", "--port", port)
    assert ran.code == 1
    assert f"port {port}: porten är upptagen" in ran.said
    assert "--port" in ran.said
    assert not database.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("database_url", "mysql://x/y"), ("county", "Södermanland")],
)
def test_a_setting_that_cannot_be_used_is_named(lagesbild: Lagesbild, name: str, value: str) -> None:
    said = lagesbild("check", **{name: value}).faults()
    assert said == f"Inställningen LAGESBILD_{name.upper()} har ett värde som inte går att använda. Se README."


def test_a_folder_of_queries_that_is_not_there_is_named(
    lagesbild: Lagesbild, database: Path, empty_database: Path, tmp_path: Path
) -> None:
    shutil.copyfile(empty_database, database)
    ran = lagesbild("serve", "--port", "1", queries_dir=tmp_path / "ingen")
    assert ran.code == 1
    assert f"Mappen {tmp_path / 'ingen'} saknas" in ran.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kör"], "Det finns inget kommando kör."),
        (["init", "--tom"], "Det finns ingen flagga --tom."),
        (["serve", "--port", "åtta"], "Värdet för --port går inte att använda."),
        (["serve", "--port", "70000"], "Värdet för --port går inte att använda."),
        (["serve", "--port"], "Kommandot är inte rätt skrivet."),
        (["check", "mer"], "Kommandot är inte rätt skrivet."),
    ],
)
def test_a_command_that_is_written_wrong_is_said_to_be_so(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["lagesbild", *arguments])
    assert run(commands) == 2
    assert capsys.readouterr() == ("", f"{said} Skriv ”lagesbild --help” för hjälp.\n")


def test_a_command_that_is_written_wrong_ends_with_two(process: Lagesbild, database: Path) -> None:
    assert process("init", "--tom").faults(2).startswith("Det finns ingen flagga --tom.")
    assert not database.exists()


def test_help_lists_every_command_with_what_it_does(lagesbild: Lagesbild) -> None:
    asked = lagesbild("--help")
    assert asked.code == 0
    listed = dict(line.split(maxsplit=1) for line in asked.out.splitlines() if len(line.split(maxsplit=1)) == 2)
    for command, words in (("serve", "Starta"), ("init", "Bygg en ny databas"), ("check", "Kontrollera databasen")):
        assert listed[command].startswith(words)


@pytest.mark.parametrize("arguments", [[], ["--help"], *([name, "--help"] for name in commands.commands)])
def test_help_is_in_swedish(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["lagesbild", *arguments])
    assert run(commands) == (0 if arguments else 2)
    helped = capsys.readouterr().out
    assert "lagesbild" in helped
    for english in ("Usage", "Options", "Commands", "Show this message", "default:", "COMMAND", "RANGE", "required"):
        assert english not in helped
