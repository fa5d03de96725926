"""Status reports: the house's form filled in from the data, the latest in full, and the gut feeling over time."""

from urllib.parse import urlencode

from dashboard.parts import findings, register_findings
from dashboard.parts.asking import ask
from dashboard.parts.enter import enter_url
from dashboard.parts.markup import place
from dashboard.parts.notes import REPORT_PARTS, report_text
from dashboard.parts.swedish import sentence
from dashboard.parts.viewer import may
from dashboard.store.locks import stamp_of
from dashboard.store.scope import DRAFTS, LOCK
from dashboard.view import View

LOCK_REPORT = "lock_report"


def status_reports(view: View) -> None:
    """The latest report, every gut feeling before it, and where the next is written."""
    rows = ask("county/status_reports", view).rows
    place(
        "status_reports.html",
        rows=rows,
        parts={name: label for name, label in REPORT_PARTS.items() if not name.startswith("gut_feeling")},
        lock=LOCK_REPORT,
        seen=lambda report: stamp_of(report_text(report)),
        may_lock=may(LOCK),
        may_read_drafts=may(DRAFTS),
        write_url=enter_url(view, "statusrapport", post=None),
        change_url=lambda report: enter_url(view, "statusrapport", post=report),
        pdf_url=lambda period: "/hamta/statusrapport.pdf?" + urlencode({"rapport": period, "per": view.as_of}),
    )


def proposed_report(view: View) -> dict[str, str]:
    """What the data say, as a first text of each part of a new report; the gut feeling is for a person to tell."""
    rounds = {row["round_id"]: row for row in ask("follow_up/rounds", view).rows}
    total = ask("follow_up/shift_total", view).row
    role, plans = ask("roles/coverage", view).row, ask("roles/plan_coverage", view).row
    register = ask("risks/register", view, principal=None).rows
    risks = [row for row in register if row["state"] != "closed"]
    now = rounds.get(view.round)
    results = [
        f"{now['answered']} av {now['invited']} huvudmän har svarat i omgången {str(now['round']).lower()}."
        if now
        else "",
        f"{total['forward']} av {total['paired']} svar som går att jämföra har flyttat framåt, {total['still']} är "
        f"oförändrade och {total['back']} har gått bakåt."
        if total["paired"]
        else "",
        f"Rollen Barnets bästa-ansvarig är tillsatt i {role['appointed']} av {role['municipalities']} kommuner.",
        findings.decisions(ask("county/decisions", view).rows),
    ]
    own, woven = plans["own_plan"], plans["in_existing_plan"]
    model = [
        f"{own} av {plans['principals']} huvudmän har en egen kort plan och {woven} har arbetet i en befintlig plan.",
        findings.milestones(ask("county/milestones", view).rows),
    ]
    told = [
        f"{row['scope']}: {row['risk']} ({str(row['response_label'] or 'ingen hantering').lower()})." for row in risks
    ]
    return {
        "period": str(now["round"]) if now else "",
        "results": " ".join(filter(None, results)),
        "risks_text": " ".join([register_findings.risks(register), *map(sentence, told)]),
        "model_text": " ".join(model),
    }
