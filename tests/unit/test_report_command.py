"""`lagesbild report`: files on disk, exit codes, faults said in plain Swedish."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.cli import commands, run
from tests.conftest import settings_for
from tests.faults.conftest import COMMAND, environment
from tests.reporting import paper, sheets_of, slides_of, text_of


@pytest.fixture
def folder(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write in; the settings name a database of the sample beside it."""
    database = tmp_path / "sample.duckdb"
    shutil.copyfile(sample_database, database)
    monkeypatch.setattr(cli, "settings", lambda: settings_for(database))
    made = tmp_path / "out"
    made.mkdir()
    return made


def report(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["lagesbild", "report", *arguments])
    return run(commands)


def test_every_kind_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    of = ("--per", "2026-10-14", "-o")
    assert report(monkeypatch, "bildspel", *of, str(folder / "a.pptx")) == 0
    assert report(monkeypatch, "faktablad", "--principal", "0481", *of, str(folder / "b.pdf")) == 0
    assert report(monkeypatch, "statusrapport", "--period", "Hösten 2025", *of, str(folder / "c.pdf")) == 0
    assert (
        report(monkeypatch, "arbetsbok", "--page", "/uppfoljning", "--round", "2026v", *of, str(folder / "d.xlsx")) == 0
    )
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"Filen {folder / name} är skriven." for name in ("a.pptx", "b.pdf", "c.pdf", "d.xlsx")
    ]
    assert told.err == ""
    slides = slides_of((folder / "a.pptx").read_bytes())
    assert slides[0].shapes.title.text_frame.text == "Styrgruppsmöte oktober 2026"
    assert "Läget 14 oktober 2026" in text_of((folder / "b.pdf").read_bytes())
    assert paper((folder / "c.pdf").read_bytes()).metadata.title == "Statusrapport, hösten 2025"
    told_of = dict(sheets_of((folder / "d.xlsx").read_bytes())["Om uppgifterna"])
    assert told_of["Omgång"] == "Våren 2026, jämförd med hösten 2025"


KINDS = {
    "bildspel.pptx": ["bildspel"],
    "faktablad.pdf": ["faktablad", "--principal", "0481"],
    "statusrapport.pdf": ["statusrapport", "--period", "Hösten 2025"],
    "arbetsbok.xlsx": ["arbetsbok", "--page", "/risker"],
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_written_where_people_sign_in_as_where_they_do_not(
    name: str, sample_database: Path, tmp_path: Path
) -> None:
    """By the command as a process: whoever has the machine reads all, whoever may sign in."""
    database = tmp_path / "sample.duckdb"
    shutil.copyfile(sample_database, database)
    written = []
    for access in ("local", "oidc"):
        file = tmp_path / f"{access}-{name}"
        words = ["report", *KINDS[name], "--per", "2026-10-14", "-o", str(file)]
        done = subprocess.run(
            [COMMAND, *words],
            env=environment(database) | {"LAGESBILD_ACCESS": access},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr, done.stdout) == (0, "", f"Filen {file} är skriven.\n")
        written.append(file.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["faktablad", "--principal", "0999", "-o", "x.pdf"],
            1,
            "Kommandot nämner huvudmannen ”0999”, som inte finns.",
        ),
        (["bildspel", "--per", "igår", "-o", "x.pptx"], 1, "Kommandot nämner datumet ”igår”, som inte går att läsa."),
        (["bildspel", "--round", "1999h", "-o", "x.pptx"], 1, "omgången ”1999h”, som inte finns."),
        (["arbetsbok", "--page", "/nej", "-o", "x.xlsx"], 1, "Det finns ingen sida ”/nej” med figurer."),
        (["arbetsbok", "--page", "/huvudman", "-o", "x.xlsx"], 1, "Välj en huvudman."),
        (["statusrapport", "--period", "1999", "-o", "x.pdf"], 1, "Det finns ingen statusrapport för ”1999”"),
        (["statusrapport", "-o", "finns-inte/x.pdf"], 1, "går inte att skriva"),
        (["faktablad", "-o", "x.pdf"], 2, "--principal måste anges."),
        (["bildspel"], 2, "-o måste anges."),
        (["karta"], 2, "Det finns inget kommando karta."),
    ],
)
def test_faults_are_said_in_plain_swedish(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(folder)
    assert report(monkeypatch, *arguments) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert list(folder.iterdir()) == []
