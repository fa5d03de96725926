"""Two processes of the service behind nginx, set up as deploy/nginx.conf says."""

import os
import pwd
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from dashboard.settings import ROOT, Settings
from tests.browser.conftest import free_port
from tests.browser.members import Guarded, awaited, process
from tests.need import HOW, path_of

NAME = "lagesbild.localhost"
"""A name that is no address of this machine's to the service, and that Chromium finds its way to."""


class Pair:
    """Two processes of the service, which are killed and started again, and nginx before them."""

    def __init__(self, folder: Path, settings: Settings, port: int, base_path: str = "") -> None:
        self.folder, self.settings, self.port, self.base_path = folder, settings, port, base_path
        self.site = Guarded(f"https://{NAME}:{port}{base_path}", folder, folder / "lagesbild.log")
        self.plain, self.ports = free_port(), (free_port(), free_port())
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start those that are not running, and wait until they answer."""
        environment = os.environ | {
            "LAGESBILD_DATABASE_URL": self.settings.database_url,
            "LAGESBILD_ACCESS": "oidc",
            "LAGESBILD_BASE_PATH": self.base_path,
            "LAGESBILD_SECRETS_FILE": str(self.folder / "secrets.toml"),
        }
        command = str(Path(sys.executable).with_name("lagesbild"))
        for port in self.ports:
            if port not in self.running or self.running[port].poll() is not None:
                words = [command, "serve", "--port", str(port)]
                with self.log_of(port).open("ab") as log:
                    self.running[port] = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        for port, started in self.running.items():
            awaited(f"http://127.0.0.1:{port}{self.base_path}/ready", started, self.log_of(port))

    def log_of(self, port: int) -> Path:
        return self.folder / f"{port}.log"

    def kill(self, port: int) -> None:
        self.running[port].kill()
        self.running[port].wait(20)

    def stop(self) -> None:
        for port in self.running:
            self.kill(port)

    def get(self, path: str, **more: str) -> tuple[int, str]:
        """Status and text of a GET through nginx, below the base path."""
        headers = {"Host": urlsplit(self.site.address).netloc} | more
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{self.base_path}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30, context=ssl._create_unverified_context()) as answered:
                return answered.status, answered.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def asked(self) -> int:
        """The port of the process that nginx asks, as its log says."""
        assert self.get("/ready") == (200, "Redo")
        time.sleep(0.1)  # the line is written after the answer
        found = re.findall(r" GET /ready 200 .*:(\d+) [\d, ]+$", self.site.log.read_text(), re.MULTILINE)
        return int(found[-1])

    def await_asked(self, port: int) -> None:
        """Wait until nginx has seen that the process is back."""
        for _ in range(100):
            if self.asked() == port:
                return
        pytest.fail(f"nginx does not ask {port}")


@contextmanager
def nginx(folder: Path, pair: Pair) -> Iterator[None]:
    """nginx with deploy/nginx.conf, at other ports and with its files in `folder`."""
    program = path_of("nginx")
    if program is None:
        pytest.fail(HOW["nginx"])
    (folder / "lagesbild.conf").write_text(documented(folder, pair), encoding="utf-8")
    who = f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else ""
    kept = "".join(f"{one}_temp_path {folder / one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    file = folder / "nginx.conf"
    file.write_text(
        f"{who} daemon off; pid {folder / 'nginx.pid'}; events {{}}\nhttp {{\n{kept}include lagesbild.conf;\n}}\n"
    )
    make_certificate(folder)
    with process(
        [program, "-e", str(folder / "nginx-start.log"), "-c", str(file)], folder / "nginx-out.log"
    ) as running:
        for _ in range(100):
            assert running.poll() is None, (folder / "nginx-out.log").read_text()
            try:
                pair.get("/ready")
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield


def documented(folder: Path, pair: Pair) -> str:
    """The configuration that an installation is told to use, moved here."""
    first, second = pair.ports
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for there, here in {
        "127.0.0.1:8501": f"127.0.0.1:{first}",
        "127.0.0.1:8502": f"127.0.0.1:{second}",
        "listen 80;": f"listen 127.0.0.1:{pair.plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{pair.port} ssl http2;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "lagesbild.example.se": NAME,
        "/etc/ssl/lagesbild/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "fail_timeout=10s": "fail_timeout=2s",
        "location / {": f"location {pair.base_path}/ {{",
        "location = /_stcore/": f"location = {pair.base_path}/_stcore/",
    }.items():
        assert there in text
        text = text.replace(there, here)
    return text


def make_certificate(folder: Path) -> None:
    """A certificate that nobody vouches for, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    now = datetime.now(UTC)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    (folder / "privkey.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
