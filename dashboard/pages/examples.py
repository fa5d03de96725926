"""Exempel och lärdomar: what has been tried, what worked and what did not, with equal place, and whom to ask."""

from dataclasses import replace

from dashboard.context.context import Context
from dashboard.context.view import EVALUATED, SORTS
from dashboard.store.records import Row
from dashboard.ui import explanations
from dashboard.ui.entry_links import enter_url
from dashboard.ui.markup import place
from dashboard.ui.navigation import Filter, principal_filter
from dashboard.ui.page import begin, end, feedback_url, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings.follow_up import examples as finding_of
from dashboard.wording.swedish import alphabetical

PATH = "/exempel"


def involved(context: Context) -> list[str]:
    """The committees and departments that the examples name, each once whatever its letters."""
    rows = context.ask("work/examples", principal=None).rows
    written = ",".join(str(row[column] or "") for row in rows for column in ("committees", "departments"))
    parts = [part.strip() for part in written.split(",")]
    known = {part.casefold(): part[:1].upper() + part[1:] for part in parts if part}
    return sorted(known.values(), key=alphabetical)


def with_known_involved(context: Context) -> tuple[Context, list[str]]:
    """The context with the committee or department as it is written here; without it, and a message, when it is not."""
    view = context.view
    if view.involved is None:
        return context, []
    found = next((one for one in involved(context) if one.casefold() == view.involved.casefold()), None)
    chosen = {name: value for name, value in view.chosen.items() if name != "inblandad"}
    if found:
        return context.of(replace(view, involved=found, chosen=chosen | {"inblandad": found})), []
    words = f"Inget exempel nämner nämnden eller förvaltningen ”{view.involved[:40]}”. Den delen hoppas över."
    return context.of(replace(view, involved=None, chosen=chosen)), [words]


def filters_of(context: Context) -> list[Filter]:
    """What to look for: words, sort, huvudman, committee or department, aspect, level, evaluated or not."""
    view = context.view
    aspects = [(row["aspect_id"], row["aspect"]) for row in context.ask("catalogue/aspects").rows]
    levels = [(row["level_id"], row["level"]) for row in context.ask("catalogue/levels").rows]
    taking_part = [(one, one) for one in involved(context)]
    return [
        Filter("sok", "Sök ord", [], view.search or "", kind="words"),
        Filter("sort", "Sort", [("", "Båda"), *SORTS.items()], view.sort or ""),
        principal_filter(context, none="Alla"),
        Filter("inblandad", "Nämnd eller förvaltning", [("", "Alla"), *taking_part], view.involved or ""),
        Filter("aspekt", "Aspekt", [("", "Alla aspekter"), *aspects], view.chosen.get("aspekt", "")),
        Filter("niva", "Nivå", [("", "Alla nivåer"), *levels], view.level or ""),
        Filter("utvarderat", "Utvärderat", [("", "Alla"), *EVALUATED.items()], view.evaluated or ""),
    ]


def trials(context: Context) -> dict[str, list[Row]]:
    """Example → those who want to try it, try it or have tried it."""
    found: dict[str, list[Row]] = {}
    for row in context.ask("work/trials", principal=None).rows:
        found.setdefault(row["example_id"], []).append(row)
    return found


context, messages = read_context()
context, unknown = with_known_involved(context)
lead = "Vad andra har prövat, och vem du kan fråga."
begin(context, PATH, "Exempel och lärdomar", lead, [*messages, *unknown], filters_of(context))
answer = context.ask("work/example_search", of_aspect=context.view.chosen.get("aspekt"), of_level=context.view.level)
everything = context.ask("work/examples", principal=None)
region = next((p["principal_code"] for p in context.ask("catalogue/principals").rows if p["kind"] == "region"), None)
place(
    "examples.html",
    rows=answer.rows,
    finding=finding_of(answer.rows, len(everything.rows)),
    trials=trials(context),
    # whoever wrote a lesson without a sender cannot be reached; the process leaders can
    leaders=context.ask("work/contacts", principal=None).rows or context.ask("work/contacts", principal=region).rows,
    principal_url=lambda code: context.view.url("/huvudman", huvudman=code) + "#kontakt",
    trial_url=lambda example: enter_url(context, "provning", om=f"example:{example}", huvudman=None, post=None),
    feedback_url=lambda example: feedback_url(context.view, f"example:{example}"),
    enter_url=enter_url(context, "exempel"),
)
place("file_and_why.html", answer=answer, heading="Exempel och lärdomar", why=explanations.EXAMPLES)
place_files(context, PATH)
end(context)
