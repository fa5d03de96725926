"""The page on running it for real, and the files that it uses, agree with the program."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.cli import commands as program
from dashboard.settings import ROOT, Settings
from tests.rehearse import commands

DOCS = ROOT / "deploy"
UNITS = ("lagesbild@.service", "lagesbild-backup.service", "lagesbild-backup.timer")
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = commands(README)


def values(unit: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", (DOCS / unit).read_text(encoding="utf-8"), re.MULTILINE)


def lagesbild_lines() -> list[list[str]]:
    """Every call of the `lagesbild` command on the page, in the units and in the script of the copies, as words."""
    written = [*LINES, *values("lagesbild@.service", "ExecStart")]
    written += (DOCS / "lagesbild-backup.sh").read_text(encoding="utf-8").splitlines()
    calls = [re.sub(r"^(\S*/)?lagesbild ", "lagesbild ", line.strip()) for line in written]
    calls = [re.sub(r"^there ", "lagesbild ", line) for line in calls]
    return [shlex.split(line, comments=True) for line in calls if line.startswith("lagesbild ")]


def test_every_call_of_the_command_is_one_that_it_takes() -> None:
    calls = lagesbild_lines()
    assert {words[1] for words in calls} >= {"serve", "init", "member", "check", "backup", "restore"}
    for _, name, *words in calls:
        one = program.commands[name]
        if name == "member":
            one, words = one.commands[words[0]], words[1:]  # type: ignore[attr-defined]
        known = {option for parameter in one.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, (name, words)


def test_every_setting_that_is_named_exists() -> None:
    known = {f"LAGESBILD_{name.upper()}" for name in Settings.model_fields}
    named = set()
    for file in (ROOT / "README.md", *DOCS.glob("*.service"), *DOCS.glob("*.env"), *DOCS.glob("*.sh")):
        named |= set(re.findall(r"\bLAGESBILD_[A-Z_]+\b", file.read_text(encoding="utf-8")))
    assert named <= known, named - known
    assert known <= named, "README lists every setting"


def test_every_file_that_the_page_and_the_units_name_is_there() -> None:
    text = "\n".join([*LINES, *values("lagesbild-backup.service", "ExecStart")])
    named = set(re.findall(r"/opt/lagesbild/(deploy/[\w@.*-]+)", text))
    assert len(named) > 4
    for name in named:
        assert list(ROOT.glob(name)), name
    assert "deploy/lagesbild-backup.sh" in named


def test_the_page_uses_the_ports_that_nginx_asks() -> None:
    asked = set(re.findall(r"server 127\.0\.0\.1:(\d+)", (DOCS / "nginx.conf").read_text(encoding="utf-8")))
    started = {port for line in LINES if "enable --now" in line for port in re.findall(r"lagesbild@(\d+)", line)}
    assert started == asked


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DOCS / name).read_text(encoding="utf-8")
        text = text.replace("/opt/lagesbild/.venv/bin/lagesbild", "/bin/true")  # must be there to be named
        (tmp_path / name.replace("@", "@8501")).write_text(text, encoding="utf-8")
    files = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "lagesbild" in line] == []
