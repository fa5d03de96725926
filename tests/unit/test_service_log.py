"""The log as a program reads it: the real service, and every line that it, its libraries and Python itself write."""

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import free_port
from tests.browser.members import awaited
from tests.faults.conftest import COMMAND, environment

SECRET = "hemligt-ord"
# The service as its command starts it; what comes on standard input is done in it while it runs.
DRIVEN = """
import sys, threading
from dashboard import cli

def listen():
    for line in sys.stdin:
        exec(line, {})

threading.Thread(target=listen, daemon=True).start()
cli.main()
"""
DONE = {
    "a warning": "import warnings; warnings.warn('varning se /delad?nyckel=%(secret)s', stacklevel=1)",
    "a library's log": "import logging; logging.getLogger('sqlalchemy').error('bibliotek /x?nyckel=%(secret)s')",
    "uvicorn's log": "import logging; logging.getLogger('uvicorn.error').error('uvicorn /x?nyckel=%(secret)s')",
    "Streamlit's log": "from streamlit.logger import get_logger; get_logger('streamlit.ny').error('s /x?a=%(secret)s')",
    "a fault in a log": "import logging; logging.getLogger('x').error('två %%s %%s', 1)",
    "what is printed": "print('utskrivet /x?nyckel=%(secret)s')",
    "what is printed as a fault": "import sys; print('rad ett\\nrad två /x?a=%(secret)s', file=sys.stderr)",
    "a trace": 'exec("import traceback\\ntry:\\n 1/0\\nexcept Exception: traceback.print_exc()")',
    "a thread that fails": "import threading; threading.Thread(target=lambda: {}['?nyckel=%(secret)s']).start()",
    "what nobody hears": "exec(\"class A:\\n def __del__(self): raise OSError('/x?a=%(secret)s')\\nA()\")",
    "that it is over": "print('det sista')",
}
"""What is written, and how it comes to be."""


@pytest.fixture
def service(sample_database: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str], Path]]:
    """A service that writes JSON, where people sign in; its address, its process and its log."""
    database = tmp_path / "lagesbild.duckdb"
    database.write_bytes(sample_database.read_bytes())
    port = free_port()
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"0123456789abcdef" * 2}"\n'
        'client_id = "x"\nclient_secret = "x"\nserver_metadata_url = "http://127.0.0.1:1/x"\n'
    )
    log = tmp_path / "log"
    settings = {"LAGESBILD_ACCESS": "oidc", "LAGESBILD_SECRETS_FILE": str(secrets), "LAGESBILD_LOG": "json"}
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, "-c", DRIVEN, "serve", "--port", str(port)],
            env=environment(database) | settings | {"PYTHONWARNINGS": "default"},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            text=True,
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            awaited(f"{address}/ready", process, log)  # type: ignore[arg-type]
            yield address, process, log
        finally:
            process.terminate()
            process.wait(30)


def ask(address: str, path: str) -> None:
    try:
        urllib.request.urlopen(address + path, timeout=30).close()
    except urllib.error.HTTPError as refused:
        refused.close()


def test_every_line_is_an_object_and_none_holds_a_query_string(
    service: tuple[str, "subprocess.Popen[str]", Path],
) -> None:
    address, process, log = service
    for path in ("/", "/finns-inte", "/hamta/x.csv", "/delad", "/oauth2callback"):
        ask(address, f"{path}?nyckel={SECRET}&error={SECRET}&state={SECRET}")
    with socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1])), timeout=30) as one:
        one.sendall(b"SKRAP\r\n\r\n")
        assert b"400" in one.recv(4096)
    assert process.stdin is not None
    for words in DONE.values():
        process.stdin.write(words % {"secret": SECRET} + "\n")
    process.stdin.flush()
    process.stdin.close()
    while "det sista" not in log.read_text() or "KeyError" not in log.read_text():
        assert process.poll() is None, log.read_text()
    process.terminate()
    process.wait(30)

    lines = [json.loads(line) for line in log.read_text().splitlines()]  # fails where one is none
    for line in lines:
        assert {"time", "level", "message"} <= set(line) <= {"time", "level", "message", "exception", "trace"}, line
    said = "\n".join(f"{line['level']}: {line['message']} {line.get('exception', '')}" for line in lines)
    for words in (
        *("info: Lägesbild startar på", "varning se /delad?…", "bibliotek /x?…", "uvicorn /x?…", "s /x?…"),
        *("info: utskrivet /x?…", "error: rad ett", "error: rad två", "ZeroDivisionError", "KeyError", "OSError"),
        *("Invalid HTTP request received", "Error during authentication"),
    ):
        assert words in said, said
    assert SECRET not in said.replace("Error during authentication: hemligt-ord", "")  # the provider's word, no query


def test_why_it_does_not_start_is_an_object_too(tmp_path: Path) -> None:
    settings = {"LAGESBILD_LOG": "json", "LAGESBILD_ACCESS": "local"}
    done = subprocess.run(
        [COMMAND, "serve", "--host", "0.0.0.0"],
        env=environment(tmp_path / "x.duckdb") | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["level"] for line in lines] == ["info", "error"]
    assert "utan inloggning kan alla" in lines[-1]["message"]
