"""A first text of each part of a status report, as the data say it; a person changes it before it is saved."""

from dashboard.context.context import Context
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import sentence


def proposed_report(context: Context) -> dict[str, str]:
    """What the data say, as a first text of each part of a new report; the gut feeling is for a person to tell."""
    rounds = {row["round_id"]: row for row in context.ask("follow_up/rounds").rows}
    total = context.ask("follow_up/shift_total").row
    role, plans = context.ask("roles/coverage").row, context.ask("roles/plan_coverage").row
    register = context.ask("risks/register", principal=None).rows
    risks = [row for row in register if row["state"] != "closed"]
    now = rounds.get(context.view.round)
    results = [
        f"{now['answered']} av {now['invited']} huvudmän har svarat i omgången {str(now['round']).lower()}."
        if now
        else "",
        f"{total['forward']} av {total['paired']} svar som går att jämföra har flyttat framåt, {total['still']} är "
        f"oförändrade och {total['back']} har gått bakåt."
        if total["paired"]
        else "",
        f"Rollen Barnets bästa-ansvarig är tillsatt i {role['appointed']} av {role['municipalities']} kommuner.",
        findings.decisions(context.ask("county/decisions").rows),
    ]
    own, woven = plans["own_plan"], plans["in_existing_plan"]
    model = [
        f"{own} av {plans['principals']} huvudmän har en egen kort plan och {woven} har arbetet i en befintlig plan.",
        findings.milestones(context.ask("county/milestones").rows),
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
