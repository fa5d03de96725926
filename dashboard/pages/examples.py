"""Exempel och lärdomar: what has been tried, what worked and what did not, with equal place, and whom to ask."""

from dataclasses import replace

from dashboard.context.asking import ask
from dashboard.context.view import EVALUATED, SORTS, View
from dashboard.store.records import Row
from dashboard.ui import explanations
from dashboard.ui.entry_links import enter_url
from dashboard.ui.markup import place
from dashboard.ui.navigation import Filter, principal_filter
from dashboard.ui.page import begin, end, feedback_url, read_view
from dashboard.ui.page_files import place_files
from dashboard.wording.findings.follow_up import examples as finding_of
from dashboard.wording.swedish import alphabetical

PATH = "/exempel"


def involved(view: View) -> list[str]:
    """The committees and departments that the examples name, each once whatever its letters."""
    rows = ask("work/examples", view, principal=None).rows
    written = ",".join(str(row[column] or "") for row in rows for column in ("committees", "departments"))
    parts = [part.strip() for part in written.split(",")]
    known = {part.casefold(): part[:1].upper() + part[1:] for part in parts if part}
    return sorted(known.values(), key=alphabetical)


def with_known_involved(view: View) -> tuple[View, list[str]]:
    """The view with the committee or department as it is written here; without it, and a message, when it is not."""
    if view.involved is None:
        return view, []
    found = next((one for one in involved(view) if one.casefold() == view.involved.casefold()), None)
    chosen = {name: value for name, value in view.chosen.items() if name != "inblandad"}
    if found:
        return replace(view, involved=found, chosen=chosen | {"inblandad": found}), []
    words = f"Inget exempel nämner nämnden eller förvaltningen ”{view.involved[:40]}”. Den delen hoppas över."
    return replace(view, involved=None, chosen=chosen), [words]


def filters_of(view: View) -> list[Filter]:
    """What to look for: words, sort, huvudman, committee or department, aspect, level, evaluated or not."""
    aspects = [(row["aspect_id"], row["aspect"]) for row in ask("catalogue/aspects", view).rows]
    levels = [(row["level_id"], row["level"]) for row in ask("catalogue/levels", view).rows]
    taking_part = [(one, one) for one in involved(view)]
    return [
        Filter("sok", "Sök ord", [], view.search or "", kind="words"),
        Filter("sort", "Sort", [("", "Båda"), *SORTS.items()], view.sort or ""),
        principal_filter(view, none="Alla"),
        Filter("inblandad", "Nämnd eller förvaltning", [("", "Alla"), *taking_part], view.involved or ""),
        Filter("aspekt", "Aspekt", [("", "Alla aspekter"), *aspects], view.chosen.get("aspekt", "")),
        Filter("niva", "Nivå", [("", "Alla nivåer"), *levels], view.level or ""),
        Filter("utvarderat", "Utvärderat", [("", "Alla"), *EVALUATED.items()], view.evaluated or ""),
    ]


def trials(view: View) -> dict[str, list[Row]]:
    """Example → those who want to try it, try it or have tried it."""
    found: dict[str, list[Row]] = {}
    for row in ask("work/trials", view, principal=None).rows:
        found.setdefault(row["example_id"], []).append(row)
    return found


view, messages = read_view()
view, unknown = with_known_involved(view)
lead = "Vad andra har prövat, och vem du kan fråga."
begin(view, PATH, "Exempel och lärdomar", lead, [*messages, *unknown], filters_of(view))
answer = ask("work/example_search", view, of_aspect=view.chosen.get("aspekt"), of_level=view.level)
everything = ask("work/examples", view, principal=None)
region = next((p["principal_code"] for p in ask("catalogue/principals", view).rows if p["kind"] == "region"), None)
place(
    "examples.html",
    rows=answer.rows,
    finding=finding_of(answer.rows, len(everything.rows)),
    trials=trials(view),
    # whoever wrote a lesson without a sender cannot be reached; the process leaders can
    leaders=ask("work/contacts", view, principal=None).rows or ask("work/contacts", view, principal=region).rows,
    principal_url=lambda code: view.url("/huvudman", huvudman=code) + "#kontakt",
    trial_url=lambda example: enter_url(view, "provning", om=f"example:{example}", huvudman=None, post=None),
    feedback_url=lambda example: feedback_url(view, f"example:{example}"),
    enter_url=enter_url(view, "exempel"),
)
place("file_and_why.html", answer=answer, heading="Exempel och lärdomar", why=explanations.EXAMPLES)
place_files(view, PATH)
end(view)
