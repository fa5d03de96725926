"""Läs först: what this is, what is measured and why, how figures are made, what the words mean."""

from dashboard.settings import settings
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, read_context
from dashboard.wording.swedish import alphabetical, listed

PATH = "/las-forst"

context, messages = read_context()
view = context.view
begin(context, PATH, "Läs först", "Två minuter om vad Lägesbild är och hur du läser den.", messages, [])
county = context.county
principals = context.ask("catalogue/principals").rows
place(
    "read_first.html",
    proposal=county["measure_list_status"] == "proposal",
    note=county["measure_list_note"],
    whose=f"{county['county']}: {listed([row['principal'] for row in principals])}",
    expected=[row["expectation"] for row in context.ask("catalogue/expectations", level="chef").rows],
    levels_url=view.url("/ledning", niva="chef"),
    roles_url=view.url("/roller"),
    examples_url=view.url("/exempel"),
    own=[(row["principal"], view.url("/huvudman", huvudman=row["principal_code"])) for row in principals],
)
measures = context.ask("catalogue/measures")
place(
    "what_is_measured.html",
    levels=context.ask("catalogue/levels").rows,
    aspects=context.ask("catalogue/aspects").rows,
    measures=measures.rows,
    file_url=measures.file_url,
)
steps = context.ask("catalogue/scale_steps").rows
place(
    "how_figures_are_made.html",
    steps=[step for step in steps if step["scale_id"] == "shift"],
    specials=context.ask("catalogue/special_answers").rows,
)
place("accessibility.html", responsible=settings().responsible, contact=settings().contact)
terms = sorted(context.ask("catalogue/glossary").rows, key=lambda row: alphabetical(row["term"]))
place("glossary.html", terms=terms)
end(context)
