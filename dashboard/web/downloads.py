"""Files of what a figure shows: the same question, the same rows, as CSV that Swedish Excel opens."""

import csv
import io
from collections.abc import Collection, Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.context.choices import choices_for
from dashboard.context.results import DOWNLOADS, ROLE, Answer
from dashboard.context.view import CORE_ONLY, iso_date
from dashboard.errors import DatabaseUnavailable
from dashboard.reports.tables import whole_table
from dashboard.reports.workbook import harmless, workbook
from dashboard.store.queries import Field
from dashboard.store.scope import COMMENTS, RISKS
from dashboard.ui.figure import origin_words
from dashboard.ui.markup import cell
from dashboard.ui.visit import current_store, current_viewer

__all__ = ["DOWNLOADS", "csv_file", "download"]

_KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NEEDS = {"risks/": RISKS, "follow_up/comments": COMMENTS, "work/feedback": COMMENTS}
"""How a question's name begins → what must be readable: a file without rows would say that there is nothing."""


def download(request: Request) -> Response:
    """The answer to the question in the path, with the parameters in the address, as a CSV file or a workbook.

    403 when whoever asks may read nothing of it.

    404 when there is no such question or a code names nothing, 400 when a parameter is missing or cannot be used, each
    said in plain Swedish.
    """
    store = current_store()
    name, ending = _name_and_ending(request.path_params["name"])
    if name not in store.queries:
        return PlainTextResponse("Det finns ingen sådan fil. Gå tillbaka till sidan och hämta den därifrån.", 404)
    needed = next((right for begins, right in _NEEDS.items() if name.startswith(begins)), None)
    viewer = current_viewer()
    if needed and not (viewer.may(needed) or viewer.scope.own):
        return PlainTextResponse("Din roll får inte läsa det här. På sidan Behörighet står vem som får.", 403)
    values = {field.name: _value(field, request.query_params.get(field.name)) for field in store.query(name).parameters}
    unusable = [
        field.name for field in store.query(name).parameters if values[field.name] is None and not field.optional
    ]
    if unusable:
        return PlainTextResponse(f"Adressen saknar ett giltigt värde för {', '.join(unusable)}.", 400)
    try:
        if nameless := _naming_nothing(values):
            return PlainTextResponse(f"{nameless} Gå tillbaka till sidan och hämta filen därifrån.", 404)
        answer = Answer(store.answer(name, **values), values)
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    as_of = values.get("as_of") or date.today()
    mark = "-exempeldata" if answer.synthetic else ""
    file_name = f"lagesbild-{name.replace('/', '-')}-{as_of}{mark}{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "X-Robots-Tag": "noindex"}
    content = xlsx_file(answer, str(as_of)) if ending == ".xlsx" else csv_file(answer, str(as_of))
    return Response(content, media_type=_KINDS[ending], headers=headers)


def _value(field: Field, written: str | None) -> str | date | None:
    """What `written` means for a parameter; None when it is missing, no day, or a day that has not been."""
    if written is None or field.type != "date":
        return written
    day = iso_date(written)
    return day if day and day <= date.today() else None


def _naming_nothing(values: Mapping[str, str | date | None]) -> str:
    """A sentence about the first code in `values` that names nothing; empty when all name something.

    Before the first round is known pages ask with an empty code for it.
    """
    day, county = values.get("as_of"), values.get("county")
    known = choices_for(current_viewer(), current_store(), date.today(), str(county) if county else None)
    rounds = ["", *(one.id for one in known.rounds_at(day if isinstance(day, date) else date.today()))]
    exist: dict[str, tuple[str, Collection[str]]] = {
        "county": ("länet", known.counties),
        "principal": ("huvudmannen", known.principals),
        "level": ("nivån", known.levels),
        "aspect": ("aspekten", known.aspects),
        "measure": ("måttet", known.aspect_of_measure),
        "round": ("omgången", rounds),
        "previous": ("omgången", rounds),
        "work_group": ("arbetsgruppen", known.work_groups),
        "core": ("urvalet", CORE_ONLY),
        "role": ("rollen", (ROLE,)),
    }
    for name, (words, codes) in exist.items():
        code = values.get(name)
        if code is not None and code not in codes:
            return f"Adressen nämner {words} ”{str(code)[:40]}”, som inte finns."
    return ""


def _name_and_ending(path: str) -> tuple[str, str]:
    """The question's name and the ending of the file; CSV unless something else is asked for."""
    ending = next((one for one in _KINDS if path.endswith(one)), ".csv")
    return path.removesuffix(ending), ending


def xlsx_file(answer: Answer, as_of: str) -> bytes:
    """`answer` as a workbook: the same rows and columns as the CSV file, and a sheet on what they are."""
    labels, rows = whole_table(answer)
    asked = {name: value for name, value in answer.parameters.items() if value is not None and name != "as_of"}
    about = [
        ("Per", as_of),
        ("Urval", ", ".join(f"{name}: {value}" for name, value in sorted(asked.items())) or "Allt"),
        ("Ursprung", origin_words(answer) or "Lägesbild"),
    ]
    if answer.synthetic:
        about.append(("Exempeldata", "Påhittade rader ingår. De säger inget om någon verklig huvudman."))
    return workbook(answer.query.name, labels, rows, about, date.fromisoformat(as_of))


def csv_file(answer: Answer, as_of: str) -> bytes:
    """`answer` as CSV: semicolon, decimal comma, UTF-8 with BOM; the last columns say origin and date."""
    written = io.StringIO()
    out = csv.writer(written, delimiter=";", lineterminator="\r\n")
    labels, rows = whole_table(answer)
    out.writerow([*labels, "Per"])
    out.writerows([*(file_cell(value) for value in row), as_of] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def file_cell(value: object) -> str:
    """A value as the file writes it: decimal comma, ISO day, ja or nej, empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return harmless(cell(value))
