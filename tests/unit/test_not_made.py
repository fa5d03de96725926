"""Slides and papers that cannot be made: a sentence in Swedish on the route and by command, and no details."""

import logging
from pathlib import Path

import pytest
from starlette.routing import Route, Router

from dashboard.errors import NotMade
from dashboard.reports import press
from dashboard.reports.press import pressed
from dashboard.reports.registry import MAKERS, make
from dashboard.store.store import Store
from dashboard.ui.visit import use_store
from dashboard.web.error_pages import SaysFaults
from dashboard.web.identity import for_viewer
from dashboard.web.report_files import report
from tests.unit.test_middleware import Got, get
from tests.unit.test_report_command import folder
from tests.unit.test_report_command import report as command

__all__ = ["folder"]


def ask(store: Store, name: str) -> Got:
    """The answer of the address of a file, as the service gives it."""
    use_store(store)
    return get(f"/hamta/{name}", SaysFaults(Router([Route("/hamta/{name}", for_viewer(report))])))


@pytest.mark.parametrize("job", ["slides", "paper"])
def test_a_process_that_fails_says_what_and_where_in_the_log_alone(job: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(NotMade, match="gick inte att göra"):
        pressed(job, {"hemligt": "ord"})
    (told,) = caplog.messages
    assert "KeyError" in told
    assert "press.py:" in told
    assert "hemligt" not in told


def test_one_that_takes_too_long_is_a_sentence_on_its_address(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "_LONGEST_SECONDS", 0.001)
    got = ask(sample_store, "bildspel.pptx")
    assert (got.status, got.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert got.words.startswith("Bildspelet gick inte att göra just nu. Försök igen om en stund")
    assert "Traceback" not in got.words


def test_one_that_takes_too_long_is_a_sentence_by_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(press, "_LONGEST_SECONDS", 0.001)
    assert command(monkeypatch, "bildspel", "-o", str(folder / "a.pptx")) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "Bildspelet gick inte att göra just nu.\n")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", MAKERS)
def test_whatever_goes_wrong_on_the_way_is_a_sentence(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Here there is nothing to ask at all."""
    with caplog.at_level(logging.ERROR), pytest.raises(NotMade, match="gick inte att göra"):
        make(name, None, "/")  # type: ignore[arg-type]
    assert name in caplog.text
