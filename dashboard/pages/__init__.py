"""The pages, one file each, and the list of them: the menu, the server and the tests read it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PageEntry:
    """A page of the menu: its address, its file, and what it is called."""

    path: str
    file: Path
    title: str


def _page(path: str, name: str, title: str) -> PageEntry:
    return PageEntry(path, Path(__file__).with_name(f"{name}.py"), title)


PAGES = (
    _page("/", "county", "Länet"),
    _page("/huvudman", "principal", "Huvudman"),
    _page("/ledning", "levels", "Ledningsnivåer"),
    _page("/las-forst", "read_first", "Läs först"),
)
