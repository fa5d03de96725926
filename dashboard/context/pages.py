"""The pages of the site: the menu, the server and the tests read this list."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.access.viewer import Viewer
from dashboard.store.scope import ADMINISTER, ENTER_ALL, ENTER_MEETING, ENTER_OWN, FIGURES, RISKS, SHARE

_FOLDER = Path(__file__).resolve().parents[1] / "pages"


@dataclass(frozen=True)
class PageEntry:
    """A page: address, file, name, whether it has charts to ask for, whether the menu leads to it, to whom it opens.

    One of `rights` is enough; an `unguarded` page opens to anybody, and answers itself for what it shows.
    """

    path: str
    file: Path
    title: str
    charts: bool = True
    in_menu: bool = True
    rights: tuple[str, ...] = (FIGURES,)
    unguarded: bool = False

    def opens_to(self, viewer: Viewer) -> bool:
        """Whether `viewer` may come in."""
        return self.unguarded or any(viewer.may(right) for right in self.rights)


OWN = ("/foljer", "/behorighet", "/logg", "/personuppgifter")
"""Pages about whoever looks, which the foot of every page leads to."""
COUNTRY = "/landet"
"""The page of all counties, which the menu leads to where several take part."""
PAGES = (
    PageEntry("/", _FOLDER / "county/page.py", "Länet"),
    PageEntry(COUNTRY, _FOLDER / "country/page.py", "Landet"),
    PageEntry("/huvudman", _FOLDER / "principal/page.py", "Huvudman"),
    PageEntry("/ledning", _FOLDER / "levels.py", "Ledningsnivåer"),
    PageEntry("/uppfoljning", _FOLDER / "follow_up/page.py", "Uppföljning"),
    PageEntry("/roller", _FOLDER / "roles.py", "Roller och planer"),
    PageEntry("/risker", _FOLDER / "risks.py", "Risker", charts=False, rights=(RISKS, ENTER_OWN)),
    PageEntry("/exempel", _FOLDER / "examples.py", "Exempel", charts=False),
    PageEntry("/kommunikation", _FOLDER / "communication/page.py", "Kommunikation", charts=False),
    PageEntry("/mote", _FOLDER / "meeting/page.py", "Möte", charts=False),
    PageEntry("/presentation", _FOLDER / "meeting/presentation.py", "Presentation", charts=False, in_menu=False),
    PageEntry("/forskning", _FOLDER / "research.py", "Forskning", charts=False),
    PageEntry("/data", _FOLDER / "data/page.py", "Data", charts=False, rights=(ENTER_OWN, ENTER_MEETING, ENTER_ALL)),
    PageEntry("/las-forst", _FOLDER / "read_first.py", "Läs först", charts=False),
    PageEntry("/delat", _FOLDER / "sharing/page.py", "Dela vyn", charts=False, in_menu=False, rights=(SHARE,)),
    PageEntry("/delad", _FOLDER / "sharing/shared.py", "Delad vy", in_menu=False, unguarded=True),
    PageEntry("/foljer", _FOLDER / "following/page.py", "Sparat och följt", charts=False, in_menu=False),
    PageEntry("/behorighet", _FOLDER / "rights/page.py", "Behörighet", charts=False, in_menu=False),
    PageEntry("/logg", _FOLDER / "log/page.py", "Logg", charts=False, in_menu=False, rights=(ADMINISTER,)),
    PageEntry(
        "/personuppgifter", _FOLDER / "privacy/page.py", "Personuppgifter", charts=False, in_menu=False, unguarded=True
    ),
)
