"""The pages of the site: the menu, the server and the tests read this list."""

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "pages"


@dataclass(frozen=True)
class PageEntry:
    """A page: address, file, name, whether it has charts to ask for, and whether the menu leads to it."""

    path: str
    file: Path
    title: str
    charts: bool = True
    in_menu: bool = True


PAGES = (
    PageEntry("/", _FOLDER / "county.py", "Länet"),
    PageEntry("/huvudman", _FOLDER / "principal.py", "Huvudman"),
    PageEntry("/ledning", _FOLDER / "levels.py", "Ledningsnivåer"),
    PageEntry("/uppfoljning", _FOLDER / "follow_up.py", "Uppföljning"),
    PageEntry("/roller", _FOLDER / "roles.py", "Roller och planer"),
    PageEntry("/risker", _FOLDER / "risks.py", "Risker", charts=False),
    PageEntry("/exempel", _FOLDER / "examples.py", "Exempel", charts=False),
    PageEntry("/kommunikation", _FOLDER / "communication.py", "Kommunikation", charts=False),
    PageEntry("/mote", _FOLDER / "meeting.py", "Möte", charts=False),
    PageEntry("/presentation", _FOLDER / "presentation.py", "Presentation", charts=False, in_menu=False),
    PageEntry("/forskning", _FOLDER / "research.py", "Forskning", charts=False),
    PageEntry("/data", _FOLDER / "data.py", "Data", charts=False),
    PageEntry("/las-forst", _FOLDER / "read_first.py", "Läs först", charts=False),
)
