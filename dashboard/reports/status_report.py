"""The process leaders' status report as a paper: results, gut feeling, risks and actions, the model as a whole."""

from dashboard.context.context import Context
from dashboard.reports.paper import Paper, Piece, Section, empty, pairs, pdf, words
from dashboard.store.records import Row
from dashboard.wording.swedish import day, lower_first
from dashboard.wording.synthetic import SYNTHETIC_WORDS


def report_of(context: Context, period: str | None = None) -> Row | None:
    """The report of `period`, else the latest; None when there is no such report known on the day."""
    rows = context.ask("county/status_reports").rows
    return next((row for row in rows if period in (None, row["period"])), None)


def status_report(context: Context, report: Row | None) -> tuple[bytes, bool]:
    """`report` as a PDF file, and whether invented rows are in it; without one the paper says that there is none."""
    synthetic = bool(report and report["synthetic"])
    sections = _sections(report, synthetic) if report else [_none(context)]
    period = lower_first(str(report["period"])) if report else "ingen period"
    told = f"Lämnad av {lower_first(str(report['author_function']))}. " if report else ""
    paper = Paper(
        title=f"Statusrapport, {period}" if report else "Statusrapport",
        lead=f"{context.county['county']}. {told}Läget {context.day}.",
        foot=f"Lägesbild, statusrapport, {period}. Per {context.day}.",
        mark=SYNTHETIC_WORDS,
        sections=sections,
    )
    return pdf(paper, context.view.as_of), paper.synthetic


def _sections(report: Row, synthetic: bool) -> list[Section]:
    return [
        Section("Resultat", [_told(report["results"], "några resultat")], synthetic),
        Section("Magkänsla", _gut_feeling(report), synthetic),
        Section("Risker och åtgärder", [_told(report["risks_text"], "risker och åtgärder")], synthetic),
        Section("Modellen som helhet", [_told(report["model_text"], "modellen som helhet")], synthetic),
        Section(
            "Om rapporten",
            [pairs([("Källa", str(report["source"])), ("Känt sedan", day(report["known_on"]))])],
            synthetic,
        ),
    ]


def _gut_feeling(report: Row) -> list[Piece]:
    if not report["gut_feeling_label"]:  # whoever asks may not read it
        return [empty("Magkänslan visas för styrgruppen och processledarna.")]
    return [
        pairs([("En bedömning, inte en mätning", f"{report['gut_feeling_label']}.")]),
        _told(report["gut_feeling_text"], "magkänslan i ord"),
    ]


def _told(text: object, what: str) -> Piece:
    return words(str(text)) if text else empty(f"Inget är sagt om {what}. Processledarna ombeds fylla i det.")


def _none(context: Context) -> Section:
    return Section(
        "Ingen statusrapport",
        [empty(f"Ingen statusrapport var känd {context.day}. Processledarna lämnar den till styrgruppen.")],
    )
