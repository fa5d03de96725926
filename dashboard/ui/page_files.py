"""What a reader takes along from a page: slides, fact sheet, status report, the figures as a workbook."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.context.context import Context
from dashboard.context.results import DOWNLOADS
from dashboard.context.view import View
from dashboard.reports.page_workbook import PAGES
from dashboard.ui.markup import place


@dataclass(frozen=True)
class File:
    """A link to a file: what it is, of which kind, and where."""

    words: str
    kind: str
    url: str


def place_files(context: Context, path: str) -> None:
    """Put the links to the files of page `path` on it; nothing when it has none."""
    files = files_of(context, path)
    if files:
        place("files.html", files=files)


def files_of(context: Context, path: str) -> list[File]:
    """The files of page `path`, each of the picture that is seen: the day is named, also when it is today."""
    view = context.view
    files = []
    if path in {"/", "/mote"}:
        files.append(File("Bildspel till mötet", "PowerPoint", _url("bildspel.pptx", view)))
    if path == "/huvudman" and view.principal:
        files.append(File("Faktablad om huvudmannen", "PDF", _url("faktablad.pdf", view)))
    if path == "/mote" and context.ask("county/status_reports").rows:
        files.append(File("Statusrapport", "PDF", _url("statusrapport.pdf", view)))
    if path in PAGES and has_figures(view, path):
        files.append(File("Sidan som arbetsbok", "Excel", _url("vy.xlsx", view, sida=path)))
    return files


def has_figures(view: View, path: str) -> bool:
    """Whether page `path` shows any figures of what is looked at, so that there is a workbook of them."""
    if path == "/huvudman":
        return view.principal is not None
    return view.round is not None or path not in {"/ledning", "/uppfoljning"}


def _url(name: str, view: View, **more: str) -> str:
    return f"{DOWNLOADS}{name}?{urlencode({**more, **view.parameters(per=str(view.as_of), sida=None)})}"
