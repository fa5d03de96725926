"""The measures that are looked at, and what the research says of each."""

from dashboard.context.context import Context
from dashboard.store.records import Row
from dashboard.ui.markup import place
from dashboard.ui.page import feedback_url


def what_research_says(context: Context) -> None:
    """Recommendations about the measures that are shown, or the one that the address names, and where to answer."""
    view = context.view
    recommended = context.ask("work/recommendations").rows
    named = view.chosen.get("matt")
    measures = [
        row
        | {
            "recommendations": [one for one in recommended if one["measure_id"] == row["measure_id"]],
            "feedback_url": feedback_url(view, f"measure:{row['measure_id']}"),
        }
        for row in chosen_measures(context)
        if named in {None, row["measure_id"]}
    ]
    if measures:
        research_url = view.url("/forskning") + "#rekommendationer"
        place("measure_research.html", measures=measures, research_url=research_url)


def chosen_measures(context: Context) -> list[Row]:
    """The measures of the aspect that level and core set leave."""
    view = context.view
    return [
        row
        for row in context.ask("catalogue/measures").rows
        if row["aspect_id"] == view.aspect
        and view.level in (None, row["level_id"])
        and (view.core is None or row["core"])
    ]
