"""Risker: where they stand, what is done about them, what has moved, and whose review has passed."""

from dashboard.context.context import Context
from dashboard.ui import explanations
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.matrix import risk_matrix
from dashboard.ui.navigation import principal_filter
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import day

PATH = "/risker"


def register(context: Context) -> None:
    """Every risk in words, those of the minutes said to have no assessment."""
    answer = context.ask("risks/register")
    place("risks.html", rows=answer.rows, finding=register_findings.risks(answer.rows), as_of=context.view.as_of)
    place("file_and_why.html", answer=answer, heading="Riskregister", why=explanations.RISK)


def paths(context: Context) -> None:
    """Each risk's way between two days."""
    since = context.view.since or context.last_meeting()
    if since:
        answer = context.ask("risks/paths", since=since)
        words = register_findings.risk_paths(answer.rows, day(since))
        figure(
            context.view,
            Figure("vagar", f"Vad som har hänt sedan {day(since)}", words, answer, explanations.RISK, table_open=True),
        )


context, messages = read_context()
scope = principal_filter(context, none="Alla risker")
begin(context, PATH, "Risker", "Vad som kan gå fel, vad som görs och när det ses över.", messages, [scope])
risk_matrix(context)
register(context)
paths(context)
place_files(context, PATH)
end(context)
