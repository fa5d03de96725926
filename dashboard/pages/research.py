"""Följeforskning: the reports, what they recommend, and what was done about it."""

from dashboard.context.asking import ask
from dashboard.context.view import View
from dashboard.ui import explanations
from dashboard.ui.entry_links import place_enter
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, feedback_url, read_view
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings

PATH = "/forskning"


def reports(view: View) -> None:
    """Every report and where it stands."""
    answer = ask("work/research", view)
    words = findings.research(answer.rows)
    figure(view, Figure("rapporter", "Rapporter och uppdrag", words, answer, explanations.RESEARCH, table_open=True))
    links = [(row["report"], feedback_url(view, f"report:{row['report_id']}")) for row in answer.rows]
    if links:
        place("measure_links.html", words="Återkoppla på en rapport:", links=links)
    place_enter(view, "rapport", "Skriv in eller uppdatera en rapport")


def recommendations(view: View) -> None:
    """What is recommended, each with its measure and what was done."""
    answer = ask("work/recommendations", view)
    words = findings.recommendations(answer.rows)
    figure(view, Figure("rekommendationer", "Rekommendationer", words, answer, explanations.RESEARCH, table_open=True))
    measures = [(row["measure_id"], row["measure"]) for row in answer.rows if row["measure_id"]]
    links = [(f"{one} {name}", view.url("/uppfoljning", matt=one, aspekt=None)) for one, name in dict(measures).items()]
    if links:
        place("measure_links.html", words="Mått som rekommendationerna gäller:", links=links)
    place_enter(view, "rekommendation", "Skriv in en rekommendation")


view, messages = read_view()
begin(view, PATH, "Följeforskning", "Vad forskningen har sett, och vad länet har gjort med det.", messages, [])
reports(view)
recommendations(view)
place_files(view, PATH)
end(view)
