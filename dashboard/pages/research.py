"""Följeforskning: the reports, what they recommend, and what was done about it."""

from dashboard.context.context import Context
from dashboard.ui import explanations
from dashboard.ui.entry_links import place_enter
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, feedback_url, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings

PATH = "/forskning"


def reports(context: Context) -> None:
    """Every report and where it stands."""
    answer = context.ask("work/research")
    words = findings.research(answer.rows)
    figure(
        context.view,
        Figure("rapporter", "Rapporter och uppdrag", words, answer, explanations.RESEARCH, table_open=True),
    )
    links = [(row["report"], feedback_url(context.view, f"report:{row['report_id']}")) for row in answer.rows]
    if links:
        place("measure_links.html", words="Återkoppla på en rapport:", links=links)
    place_enter(context, "rapport", "Skriv in eller uppdatera en rapport")


def recommendations(context: Context) -> None:
    """What is recommended, each with its measure and what was done."""
    answer = context.ask("work/recommendations")
    words = findings.recommendations(answer.rows)
    figure(
        context.view,
        Figure("rekommendationer", "Rekommendationer", words, answer, explanations.RESEARCH, table_open=True),
    )
    measures = [(row["measure_id"], row["measure"]) for row in answer.rows if row["measure_id"]]
    links = [
        (f"{one} {name}", context.view.url("/uppfoljning", matt=one, aspekt=None))
        for one, name in dict(measures).items()
    ]
    if links:
        place("measure_links.html", words="Mått som rekommendationerna gäller:", links=links)
    place_enter(context, "rekommendation", "Skriv in en rekommendation")


context, messages = read_context()
begin(context, PATH, "Följeforskning", "Vad forskningen har sett, och vad länet har gjort med det.", messages, [])
reports(context)
recommendations(context)
place_files(context, PATH)
end(context)
