"""Installed from a wheel, far from any checkout, Lägesbild has all that it needs."""

import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.settings import ROOT
from tests.browser.conftest import free_port
from tests.browser.members import awaited, process

NEEDED = ("dashboard", "data", "queries", ".streamlit", "pyproject.toml", "setup.py", "README.md", "LICENSE")
Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the checkout as git has it, built without the network."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name)
    (source / ".streamlit" / "secrets.toml").write_text("[auth]\n")  # as it lies where a checkout is run
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", out, source], check=True, timeout=170)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a new environment, with the wheel and, for time's sake, the packages of this one."""
    new = tmp_path_factory.mktemp("new")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", new], check=True, timeout=170)
    install = [sys.executable, "-m", "pip", "--python", new / "bin" / "python", "install", "--quiet", "--no-deps"]
    subprocess.run([*install, "--no-index", wheel], check=True, timeout=170)
    (packages,) = new.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(
        sysconfig.get_path("purelib") + "\n"
    )  # what is installed in editable form is not
    return new / "bin" / "lagesbild"


@pytest.fixture
def run(command: Path, tmp_path: Path) -> Iterator[Run]:
    """Run the command in an empty folder; what it says."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("LAGESBILD", "PYTHON"))}

    def told(*words: object) -> str:
        done = subprocess.run(
            [command, *map(str, words)], cwd=tmp_path, env=own, capture_output=True, text=True, timeout=170, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return told


def test_the_wheel_has_what_is_read_when_it_runs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in names} == {"dashboard"}
    kinds = {".py", ".html", ".xml", ".js", ".css", ".svg", ".typ", ".mako"}
    expected = {str(path.relative_to(ROOT)) for path in (ROOT / "dashboard").rglob("*") if path.suffix in kinds}
    for folder, kind in (("data", "csv"), ("queries", "sql")):
        expected |= {f"dashboard/shipped/{path.relative_to(ROOT)}" for path in (ROOT / folder).rglob(f"*.{kind}")}
    assert names == expected | {"dashboard/shipped/streamlit/config.toml"}


def test_it_is_built_checked_read_into_and_reported_from(run: Run, tmp_path: Path) -> None:
    assert f"Databasen {tmp_path / 'lagesbild.duckdb'} är byggd." in run("init")
    assert "Inga fel." in run("check")
    (tmp_path / "svar.csv").write_text("Huvudman;Mått;Svar\nTrosa;M01;2\n", encoding="utf-8")
    assert "Sparat." in run("import", "svar.csv", "--round", "2026h")
    run("template", "--round", "2026h", "-o", "formular.xlsx")
    run("report", "statusrapport", "-o", "status.pdf")
    run("report", "bildspel", "-o", "mote.pptx")
    assert (tmp_path / "status.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "mote.pptx").read_bytes().startswith(b"PK")


def test_it_serves(command: Path, tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "folder").mkdir()
    words = ["env", "-u", "PYTHONPATH", "-C", str(tmp_path / "folder"), str(command), "serve", "--port", str(port)]
    with process(words, tmp_path / "log") as running:
        awaited(f"http://127.0.0.1:{port}/ready", running, tmp_path / "log")
        for path, expected in (("/ready", b"Redo"), ("/", b'lang="sv"'), ("/lagesbild.css", b"lb-")):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answered:
                assert expected in answered.read(), path
    assert (tmp_path / "folder" / "lagesbild.duckdb").exists()
