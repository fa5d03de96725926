"""Status reports: the house's form filled in from the data, the latest in full, and the gut feeling over time."""

from urllib.parse import urlencode

from dashboard.context.context import Context
from dashboard.pages.meeting.notes import REPORT_PARTS, report_text
from dashboard.store.locks import stamp_of
from dashboard.store.scope import DRAFTS, LOCK
from dashboard.ui.entry_links import enter_url
from dashboard.ui.markup import place

LOCK_REPORT = "lock_report"


def status_reports(context: Context) -> None:
    """The latest report, every gut feeling before it, and where the next is written."""
    rows = context.ask("county/status_reports").rows
    place(
        "status_reports.html",
        rows=rows,
        parts={name: label for name, label in REPORT_PARTS.items() if not name.startswith("gut_feeling")},
        lock=LOCK_REPORT,
        seen=lambda report: stamp_of(report_text(report)),
        may_lock=context.may(LOCK),
        may_read_drafts=context.may(DRAFTS),
        write_url=enter_url(context, "statusrapport", post=None),
        change_url=lambda report: enter_url(context, "statusrapport", post=report),
        pdf_url=lambda period: "/hamta/statusrapport.pdf?" + urlencode({"rapport": period, "per": context.view.as_of}),
    )
