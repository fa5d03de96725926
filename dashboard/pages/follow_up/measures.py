"""The measures that are looked at, and what the research says of each."""

from dashboard.context.asking import ask
from dashboard.context.view import View
from dashboard.store.records import Row
from dashboard.ui.markup import place
from dashboard.ui.page import feedback_url


def what_research_says(view: View) -> None:
    """Recommendations about the measures that are shown, or the one that the address names, and where to answer."""
    recommended = ask("work/recommendations", view).rows
    named = view.chosen.get("matt")
    measures = [
        row
        | {
            "recommendations": [one for one in recommended if one["measure_id"] == row["measure_id"]],
            "feedback_url": feedback_url(view, f"measure:{row['measure_id']}"),
        }
        for row in chosen_measures(view)
        if named in {None, row["measure_id"]}
    ]
    if measures:
        research_url = view.url("/forskning") + "#rekommendationer"
        place("measure_research.html", measures=measures, research_url=research_url)


def chosen_measures(view: View) -> list[Row]:
    """The measures of the aspect that level and core set leave."""
    return [
        row
        for row in ask("catalogue/measures", view).rows
        if row["aspect_id"] == view.aspect
        and view.level in (None, row["level_id"])
        and (view.core is None or row["core"])
    ]
