"""Runs "Running it for real" of the README line by line in a clean folder: `make rehearse`.

The lines are run as they stand, with paths under that folder, free ports and a PostgreSQL of its own. What stands in
for the machine's own: `apt-get`, `useradd` and the owners of `install` do nothing, `sudo` changes no user, `editor`
writes our values, `systemctl` starts what a unit says with the environment it says, `xdg-open` is Chromium signing in.
"""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.browser.members import provider
from tests.need import path_of
from tests.postgres import postgres

ROOT = Path(__file__).resolve().parents[1]
HEADING = "## Running it for real"
MOVED = (
    "/opt/lagesbild",
    "/etc/lagesbild",
    "/etc/ssl/lagesbild",
    "/etc/nginx/conf.d",
    "/etc/systemd/system",
    "/var/backups/lagesbild",
    "/var/log/nginx",
)
NAME, WHO = "lagesbild.localhost", "administrator"
STAND_INS = (
    "apt-get",
    "useradd",
    "install",
    "sudo",
    "systemctl",
    "journalctl",
    "editor",
    "nginx",
    "xdg-open",
    "publish",
)
NEXT_MIGRATION = '''"""What an upgrade brings, in the rehearsal."""

import sqlalchemy as sa
from alembic import op

revision = "{new}"
down_revision = "{old}"


def upgrade():
    op.create_table("rehearsed", sa.Column("x", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("rehearsed")
'''


def commands(readme: str) -> list[str]:
    """The lines of the section that are to be run, up to its first heading within."""
    section = readme.split(f"\n{HEADING}\n")[1]
    section = re.split(r"\n###? ", section)[0]
    return [line[4:] for line in section.splitlines() if line.startswith("    ")]


def moved(text: str) -> str:
    """`text` with the places, names and ports of this rehearsal."""
    folder = os.environ["REHEARSAL_FOLDER"]
    first, second, tls, plain = os.environ["REHEARSAL_PORTS"].split()
    for place in MOVED:
        text = re.sub(rf"(?<!{re.escape(folder)}){place}(?![\w-])", f"{folder}{place}", text)
    for there, here in {
        "https://git.example.se/lagesbild.git": f"{folder}/origin.git",
        "git -C": "git -c user.name=x -c user.email=x@example.se -C",
        "ada@flen.example.se": f"{WHO}@example.se",
        "https://lagesbild.example.se": f"https://{NAME}:{tls}",
        "lagesbild.example.se:443:": f"{NAME}:{tls}:",
        "lagesbild.example.se": NAME,
        "/var/run/postgresql": os.environ["PGHOST"],
        "18501": f"1{first}",
        "8501": first,
        "8502": second,
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{tls} ssl http2;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
    }.items():
        text = text.replace(there, here)
    return text


# ---- what stands in for the machine ----


def stand_in(name: str, words: list[str]) -> int:
    """What `name` does in the rehearsal; its exit code."""
    folder = Path(os.environ["REHEARSAL_FOLDER"])
    if name in {"apt-get", "useradd"}:
        print(f"(not done in a rehearsal: {name} {shlex.join(words)})")
        return 0
    if name == "install":
        kept = [one for at, one in enumerate(words) if one not in {"-o", "-g"} and words[at - 1] not in {"-o", "-g"}]
        return subprocess.call(["/usr/bin/install", *kept])
    if name == "sudo":
        rest = words[words.index("-u") + 2 :]
        own = {"PGUSER": "postgres"} if words[words.index("-u") + 1] == "postgres" else {}
        return subprocess.call(rest, env=os.environ | own)
    if name == "editor":
        return edit([Path(one) for one in words])
    if name == "systemctl":
        return systemctl(folder, words)
    if name == "journalctl":
        print("".join(log.read_text() for log in folder.glob("lagesbild*.log")))
        return 0
    if name == "nginx":
        return subprocess.call([*nginx(folder), *words])
    if name == "publish":
        return publish(folder)
    return sign_in(words[0])


def edit(files: list[Path]) -> int:
    """Write our own values, as whoever installs is told to."""
    for file in files:
        text = moved(file.read_text(encoding="utf-8"))
        text = re.sub(r'"https://login.microsoftonline.com/.*"', f'"{os.environ["REHEARSAL_ISSUER"]}"', text)
        file.write_text(re.sub(r'"REPLACE.*"', f'"{"0123456789abcdef" * 4}"', text), encoding="utf-8")
    return 0


def nginx(folder: Path) -> list[str]:
    """nginx with what was installed, and nothing of the machine's own."""
    (folder / "var/log/nginx").mkdir(parents=True, exist_ok=True)
    kept = "".join(f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    main = folder / "nginx.conf"
    who = "user root;" if os.geteuid() == 0 else ""
    main.write_text(f"{who} pid {folder}/nginx.pid; events {{}} http {{ {kept} include {folder}/etc/nginx/conf.d/*; }}")
    return [str(path_of("nginx")), "-e", f"{folder}/nginx-error.log", "-c", str(main)]


def systemctl(folder: Path, words: list[str]) -> int:
    """Start, stop and restart units as they say; of a timer only that systemd understands it."""
    what, *units = [one for one in words if not one.startswith("--")]
    if what == "daemon-reload":
        return verify(folder)
    if units == ["nginx"]:
        pid = folder / "nginx.pid"  # empty after -t
        running = pid.exists() and pid.read_text().strip()
        return subprocess.call([*nginx(folder), *(["-s", "reload"] if running else [])])
    for unit in units:
        if unit.endswith(".timer"):
            continue
        if what in {"stop", "restart"}:
            stop(folder, unit)
        if what != "stop" and (code := start(folder, unit)):
            return code
    return 0


def verify(folder: Path) -> int:
    """Have systemd read the units, where it is installed; it would start what they name."""
    units = [moved_unit(folder, name) for name in ("lagesbild@8501.service", "lagesbild-backup.service")]
    timer = folder / "etc/systemd/system/lagesbild-backup.timer"
    done = subprocess.run(["systemd-analyze", "verify", *map(str, units), str(timer)], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "lagesbild" in line]
    print("\n".join(ours) or "systemd reads the units without a remark")
    return 1 if ours else 0


def moved_unit(folder: Path, unit: str) -> Path:
    """A copy of a unit with the places of the rehearsal."""
    name = unit if "." in unit else f"{unit}.service"
    installed = folder / "etc/systemd/system" / re.sub(r"@\w+", "@", name)
    copy = folder / "units" / name
    copy.parent.mkdir(exist_ok=True)
    text = moved(installed.read_text(encoding="utf-8"))
    copy.write_text(re.sub(r"^User=.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    return copy


def start(folder: Path, unit: str) -> int:
    """Run what the unit says: in the background, or to its end when it is of the kind that ends."""
    instance = unit.partition("@")[2]
    text = moved_unit(folder, unit).read_text(encoding="utf-8").replace("%i", instance)
    said = re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "PGHOST", "PGPORT")}
    for name, value in said:
        if name == "EnvironmentFile":
            lines = Path(value).read_text(encoding="utf-8").splitlines()
            environment |= dict(shlex.split(one)[0].split("=", 1) for one in lines if one and one[0] != "#")
        elif name == "Environment":
            environment |= dict([value.split("=", 1)])
    (command,) = [shlex.split(value) for name, value in said if name == "ExecStart"]
    with (folder / f"{unit.partition('.')[0]}.log").open("ab") as log:
        if ("Type", "oneshot") in said:
            return subprocess.call(command, env=environment, cwd="/")
        started = subprocess.Popen(command, env=environment, cwd="/", stdout=log, stderr=log, start_new_session=True)
    (folder / f"{unit}.pid").write_text(str(started.pid))
    return 0


def stop(folder: Path, unit: str) -> None:
    """End a process that was started, and wait until it has ended."""
    file = folder / f"{unit}.pid"
    if not file.exists():
        return
    process = int(file.read_text())
    os.kill(process, signal.SIGTERM)
    for _ in range(200):
        if not Path(f"/proc/{process}").exists() or "State:\tZ" in Path(f"/proc/{process}/status").read_text():
            break
        time.sleep(0.1)
    file.unlink()


def publish(folder: Path) -> int:
    """A newer version at the place that the installation was cloned from, with one more step of the schema."""
    work = folder / "newer"
    subprocess.run(["git", "clone", "-q", folder / "origin.git", work], check=True)
    steps = work / "dashboard/store/migrations/versions"
    old = max(one.name[:4] for one in steps.glob("[0-9]*.py"))
    new = f"{int(old) + 1:04}"
    (steps / f"{new}_rehearsed.py").write_text(NEXT_MIGRATION.format(new=new, old=old), encoding="utf-8")
    git = ["git", "-C", str(work), "-c", "user.name=x", "-c", "user.email=x@example.se"]
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "A newer version"], check=True)
    subprocess.run([*git, "push", "-q"], check=True)
    return 0


def sign_in(address: str) -> int:
    """Chromium: sign in, and be shown the page that was asked for."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.conftest import FLAGS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of("chromium"), args=FLAGS)
        page = browser.new_context(locale="sv-SE", ignore_https_errors=True).new_page()
        page.goto(address)
        page.get_by_role("button", name="Regionens konto").click()
        page.get_by_role("button", name=WHO, exact=True).click()
        expect(page.locator("h1").last).to_have_text("Behörighet", timeout=30_000)
        print(f"signed in: {page.url} says {page.locator('h1').last.inner_text()}")
        browser.close()
    return 0


# ---- the rehearsal ----


def free_ports() -> list[str]:
    """Four ports of four digits that nobody listens on, since a unit puts a digit before one."""
    found = []
    for port in range(8600, 9900):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)):
                found.append(str(port))
        if len(found) == 4:
            return found
    sys.exit("Det finns inga lediga portar mellan 8600 och 9900. Stäng något som lyssnar där.")


def main() -> int:
    """Run it all; 0 when every line was done."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lagesbild-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "bin").mkdir()
        for place in ("/etc/nginx/conf.d", "/etc/systemd/system", "/etc/ssl", "/opt"):
            (folder / place.strip("/")).mkdir(parents=True, exist_ok=True)
        for name in STAND_INS:
            shim = folder / "bin" / name
            again = f'PYTHONPATH={ROOT} exec {sys.executable} -m tests.rehearse {name} "$@"'
            shim.write_text(f"#!/bin/sh\n{again}\n")
            shim.chmod(0o755)
        subprocess.run(["git", "clone", "-q", "--bare", ROOT, folder / "origin.git"], check=True)
        (folder / "postgres").mkdir()
        with postgres(folder / "postgres") as url, provider(folder) as issuer:
            code = run_lines(folder, url, issuer)
            for unit in ("8501", "8502"):
                stop(folder, f"lagesbild@{moved(unit)}")
            subprocess.run([*nginx(folder), "-s", "stop"], check=False)
    told = "Every line was done" if code == 0 else "It stopped at the last line above"
    print(f"{told}: {time.monotonic() - began:.0f} s")
    return code


def run_lines(folder: Path, url: str, issuer: str) -> int:
    """Run the lines of the README in one shell, each shown before it is run."""
    programs = Path(str(path_of("initdb"))).parent
    os.environ |= {
        "PATH": f"{folder / 'bin'}:{programs}:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(folder),
        "PGHOST": str(folder / "postgres"),
        "PGPORT": url.rsplit(":", 1)[1].split("/")[0],
        "REHEARSAL_FOLDER": str(folder),
        "REHEARSAL_ISSUER": f"{issuer}/.well-known/openid-configuration",
        "REHEARSAL_PORTS": " ".join(free_ports()),
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR") or str(Path.home() / ".cache" / "pip"),
        "PYTHON": sys.executable,
    }
    lines = []
    for line in commands((ROOT / "README.md").read_text(encoding="utf-8")):
        lines += ["publish"] if " pull " in line else []
        lines.append(f"echo {shlex.quote('$ ' + line)}")
        lines.append(moved(line))
    script = folder / "lines.sh"
    script.write_text("\n".join(["set -e", *lines, ""]), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LAGESBILD_")}
    return subprocess.call(["/bin/bash", str(script)], env=kept, cwd=folder)


if __name__ == "__main__":
    name, *words = sys.argv[1:] or [""]
    if name:
        os.environ.pop("PYTHONPATH", None)
    sys.exit(stand_in(name, words) if name else main())
