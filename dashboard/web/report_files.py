"""Reports as files: the meeting's slides, fact sheets, status reports, and the figures of a page as a workbook."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.context.results import DOWNLOADS
from dashboard.errors import DatabaseUnavailable
from dashboard.reports.registry import NothingToReport, make
from dashboard.ui.visit import context_of

_OF = {"statusrapport.pdf": "rapport", "vy.xlsx": "sida"}
"""File → the query parameter beside those of a view that says what it is of."""
_DAYS = ("per", "sedan")


def report(request: Request) -> Response:
    """The report that the path names, of the view that the address means.

    404 when a code names nothing or there is nothing to report on, 400 when something is missing or is no day that has
    been, each said in plain Swedish: a file that goes further must not be of something else than was asked for.
    """
    name = request.url.path.removeprefix(DOWNLOADS)
    asked = dict(request.query_params)
    try:
        context, messages = context_of(asked)
        view = context.view
        if messages:
            unusable = any(day in asked and day not in view.chosen for day in _DAYS)
            return PlainTextResponse(_plain(messages[0]), 400 if unusable else 404)
        if name == "faktablad.pdf" and view.principal is None:
            return PlainTextResponse("Adressen saknar en huvudman: huvudman=0481.", 400)
        made = make(name, context, asked.get(_OF.get(name, "")))
    except NothingToReport as error:
        return PlainTextResponse(str(error), 404)
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "X-Robots-Tag": "noindex"}
    return Response(made.content, media_type=made.kind, headers=headers)


def _plain(message: str) -> str:
    """A message about an address, for a file that is not made at all."""
    return message.replace("Den delen hoppas över.", "Gå tillbaka till sidan och hämta filen därifrån.")
