"""In which order the tests are run, and which of them by one worker, when several workers run them."""

from collections import Counter

import pytest

from dashboard.settings import ROOT

LONG = ("browser", "faults")
"""The folders whose tests take longest, each of which may stand alone."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each module a group for every engine, so that what its tests share is made by one worker alone.

    The groups of the browser come first, which take minutes; then modules, the largest first; last what stands alone
    in the browser, by which the workers are kept busy to the end. Whoever starts xdist must let the order be.
    """
    for item in items:
        if folder_of(item) not in LONG and not item.get_closest_marker("xdist_group"):
            engine = item.callspec.params.get("engine", "") if hasattr(item, "callspec") else ""
            item.add_marker(pytest.mark.xdist_group(f"{folder_of(item)}/{item.path.stem} {engine}".strip()))
    sizes = Counter(group_of(item) for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        group = group_of(item)
        if folder_of(item) in LONG:
            return (0 if group else 2, 0, "")
        return 1, -sizes[group], group

    items.sort(key=place)


def folder_of(item: pytest.Item) -> str:
    """The folder in tests/ that the test is in."""
    return item.path.relative_to(ROOT / "tests").parts[0]


def group_of(item: pytest.Item) -> str:
    """The group whose tests one worker runs; nothing for what stands alone."""
    mark = item.get_closest_marker("xdist_group")
    return str(mark.args[0]) if mark else ""
