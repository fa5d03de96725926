"""Each fault, and the sentence that a person saw of it: noted by the tests, told as a table when the run is over."""

from collections.abc import Callable

import pytest

Tell = Callable[[str, str], None]
_KEY = "what a person saw"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Note what a person saw of a fault; it must be words."""

    def told(fault: str, words: str) -> None:
        seen = " ".join(words.split())
        assert len(seen) > 20, f"nothing was said of {fault}"
        assert "Traceback" not in seen
        record_property(_KEY, [fault, seen])

    return told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table; with several workers the reports carry what was noted to the one that writes."""
    passed = terminalreporter.stats.get("passed", [])
    noted = [value for report in passed for key, value in getattr(report, "user_properties", []) if key == _KEY]
    if not noted:
        return
    terminalreporter.section("Faults, and what a person saw")
    for fault, seen in sorted(noted):
        terminalreporter.line(f"{fault}")
        terminalreporter.line(f"    → {seen}")
