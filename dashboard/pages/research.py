"""Följeforskning: the reports, what they recommend, and what was done about it."""

from dashboard.parts import findings, whys
from dashboard.parts.asking import ask
from dashboard.parts.enter import place_enter
from dashboard.parts.figure import Figure, figure
from dashboard.parts.files import place_files
from dashboard.parts.markup import place
from dashboard.parts.page import begin, end, feedback_url, read_view
from dashboard.view import View

PATH = "/forskning"


def reports(view: View) -> None:
    """Every report and where it stands."""
    answer = ask("work/research", view)
    words = findings.research(answer.rows)
    figure(view, Figure("rapporter", "Rapporter och uppdrag", words, answer, whys.RESEARCH, table_open=True))
    links = [(row["report"], feedback_url(view, f"report:{row['report_id']}")) for row in answer.rows]
    if links:
        place("measure_links.html", words="Återkoppla på en rapport:", links=links)
    place_enter(view, "rapport", "Skriv in eller uppdatera en rapport")


def recommendations(view: View) -> None:
    """What is recommended, each with its measure and what was done."""
    answer = ask("work/recommendations", view)
    words = findings.recommendations(answer.rows)
    figure(view, Figure("rekommendationer", "Rekommendationer", words, answer, whys.RESEARCH, table_open=True))
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
