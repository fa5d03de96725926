"""Risker: where they stand, what is done about them, what has moved, and whose review has passed."""

from dashboard.context.asking import ask
from dashboard.context.view import View
from dashboard.ui import explanations
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.matrix import risk_matrix
from dashboard.ui.meetings import last_meeting
from dashboard.ui.navigation import principal_filter
from dashboard.ui.page import begin, end, read_view
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import day

PATH = "/risker"


def register(view: View) -> None:
    """Every risk in words, those of the minutes said to have no assessment."""
    answer = ask("risks/register", view)
    place("risks.html", rows=answer.rows, finding=register_findings.risks(answer.rows), as_of=view.as_of)
    place("file_and_why.html", answer=answer, heading="Riskregister", why=explanations.RISK)


def paths(view: View) -> None:
    """Each risk's way between two days."""
    since = view.since or last_meeting(view)
    if since:
        answer = ask("risks/paths", view, since=since)
        words = register_findings.risk_paths(answer.rows, day(since))
        figure(
            view,
            Figure("vagar", f"Vad som har hänt sedan {day(since)}", words, answer, explanations.RISK, table_open=True),
        )


view, messages = read_view()
scope = principal_filter(view, none="Alla risker")
begin(view, PATH, "Risker", "Vad som kan gå fel, vad som görs och när det ses över.", messages, [scope])
risk_matrix(view)
register(view)
paths(view)
place_files(view, PATH)
end(view)
