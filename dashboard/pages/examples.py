"""Exempel och lärdomar: what has been tried, what worked and what did not, with equal place, and whom to ask."""

from dashboard.parts import whys
from dashboard.parts.asking import ask
from dashboard.parts.findings import examples as finding_of
from dashboard.parts.markup import place
from dashboard.parts.navigation import Filter, principal_filter
from dashboard.parts.page import begin, end, read_view
from dashboard.view import EVALUATED, SORTS, View

PATH = "/exempel"


def filters_of(view: View) -> list[Filter]:
    """What to look for: words, sort, huvudman, aspect, level, evaluated or not."""
    aspects = [(row["aspect_id"], row["aspect"]) for row in ask("catalogue/aspects", view).rows]
    levels = [(row["level_id"], row["level"]) for row in ask("catalogue/levels", view).rows]
    return [
        Filter("sok", "Sök ord", [], view.search or "", kind="words"),
        Filter("sort", "Sort", [("", "Båda"), *SORTS.items()], view.sort or ""),
        principal_filter(view, none="Alla"),
        Filter("aspekt", "Aspekt", [("", "Alla aspekter"), *aspects], view.chosen.get("aspekt", "")),
        Filter("niva", "Nivå", [("", "Alla nivåer"), *levels], view.level or ""),
        Filter("utvarderat", "Utvärderat", [("", "Alla"), *EVALUATED.items()], view.evaluated or ""),
    ]


view, messages = read_view()
begin(view, PATH, "Exempel och lärdomar", "Vad andra har prövat, och vem du kan fråga.", messages, filters_of(view))
answer = ask("work/example_search", view, of_aspect=view.chosen.get("aspekt"), of_level=view.level)
everything = ask("work/examples", view, principal=None)
place(
    "examples.html",
    rows=answer.rows,
    finding=finding_of(answer.rows, len(everything.rows)),
    as_of=view.as_of,
    principal_url=lambda code: view.url("/huvudman", huvudman=code) + "#kontakt",
    enter_url=view.url("/data", uppgift="exempel"),
)
place("file_and_why.html", answer=answer, heading="Exempel och lärdomar", why=whys.EXAMPLES)
end(view)
