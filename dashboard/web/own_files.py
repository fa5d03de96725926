"""Files for one person alone: what is held on whoever asks, and the log for administrators."""

import csv
import io
import json
from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.access.log_search import lines
from dashboard.access.personal_data import as_plain, held_on
from dashboard.pages.log.lines import LABELS, LOG_FILE, told, wanted
from dashboard.pages.rights.members import HELD_FILE
from dashboard.store.scope import ADMINISTER, FIGURES
from dashboard.ui.visit import context_of, current_store
from dashboard.web.downloads import file_cell
from dashboard.web.identity import for_viewer


def about_me(request: Request) -> Response:
    """Everything that is held on whoever asks, as JSON."""
    del request
    found = as_plain(held_on(current_store()))
    content = json.dumps(found, ensure_ascii=False, indent=1)
    return _file(content.encode(), f"lagesbild-om-mig-{date.today()}.json", "application/json")


def log_as_csv(request: Request) -> Response:
    """The lines of the log that the address asks for as CSV; 400 when a part of it means nothing."""
    context, messages = context_of(request.query_params)
    if messages:
        return PlainTextResponse(messages[0], 400)
    written = io.StringIO()
    out = csv.writer(written, delimiter=";", lineterminator="\r\n")
    out.writerow([*LABELS, "Rad"])
    for row in lines(context.store, wanted(context.view)):
        one = told(row)
        cells = (one.time, one.who, one.action, one.subject, one.before, one.after, row["id"])
        out.writerow([file_cell(value) for value in cells])
    content = b"\xef\xbb\xbf" + written.getvalue().encode()
    return _file(content, f"lagesbild-logg-{date.today()}.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return Response(content, media_type=kind, headers=headers)


OWN_FILE_ROUTES = [
    Route(HELD_FILE, for_viewer(about_me, FIGURES)),
    Route(LOG_FILE, for_viewer(log_as_csv, ADMINISTER)),
]
