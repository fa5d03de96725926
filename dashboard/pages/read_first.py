"""Läs först: what this is, what is measured and why, how figures are made, what the words mean."""

from dashboard.context.asking import ask, county_of
from dashboard.settings import settings
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, read_view
from dashboard.wording.swedish import alphabetical, listed

PATH = "/las-forst"

view, messages = read_view()
begin(view, PATH, "Läs först", "Två minuter om vad Lägesbild är och hur du läser den.", messages, [])
county = county_of(view)
principals = ask("catalogue/principals", view).rows
place(
    "read_first.html",
    proposal=county["measure_list_status"] == "proposal",
    note=county["measure_list_note"],
    whose=f"{county['county']}: {listed([row['principal'] for row in principals])}",
    expected=[row["expectation"] for row in ask("catalogue/expectations", view, level="chef").rows],
    levels_url=view.url("/ledning", niva="chef"),
    roles_url=view.url("/roller"),
    examples_url=view.url("/exempel"),
    own=[(row["principal"], view.url("/huvudman", huvudman=row["principal_code"])) for row in principals],
)
measures = ask("catalogue/measures", view)
place(
    "what_is_measured.html",
    levels=ask("catalogue/levels", view).rows,
    aspects=ask("catalogue/aspects", view).rows,
    measures=measures.rows,
    file_url=measures.file_url,
)
steps = ask("catalogue/scale_steps", view).rows
place(
    "how_figures_are_made.html",
    steps=[step for step in steps if step["scale_id"] == "shift"],
    specials=ask("catalogue/special_answers", view).rows,
)
place("accessibility.html", responsible=settings().responsible, contact=settings().contact)
terms = sorted(ask("catalogue/glossary", view).rows, key=lambda row: alphabetical(row["term"]))
place("glossary.html", terms=terms)
end(view)
