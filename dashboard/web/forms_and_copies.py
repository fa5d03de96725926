"""The form that goes out and the copy to keep, fetched from the page Data."""

from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.errors import DatabaseUnavailable, LagesbildError
from dashboard.intake.form import form
from dashboard.settings import settings
from dashboard.ui.visit import current_store, current_viewer

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_form(request: Request) -> Response:
    """The form of the round `omgang`, for the huvudman `huvudman` if one is named; 404 when there is none such."""
    asked = request.query_params
    county = asked.get("lan") or current_viewer().scope.county or settings().county
    round_id, principal = asked.get("omgang", ""), asked.get("huvudman") or None
    try:
        content = form(current_store(), county, date.today(), round_id, principal)
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    except LagesbildError as error:
        return PlainTextResponse(str(error), 404)
    return _file(content, f"lagesbild-formular-{round_id}{f'-{principal}' if principal else ''}.xlsx", _XLSX)


def download_backup(request: Request) -> Response:
    """A backup of the running database as a zip file."""
    from dashboard.store.backup import take_backup, zipped  # 13 MB that a server seldom needs

    del request
    made = datetime.now()
    try:
        content = zipped(take_backup(current_store(), made))
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    return _file(content, f"lagesbild-sakerhetskopia-{made:%Y-%m-%d-%H%M}.zip", "application/zip")


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return Response(content, media_type=kind, headers=headers)
