"""Huvudman: everything on one, from contact to movement. Empty parts say who is asked to fill them."""

from dashboard.charts import follow_up
from dashboard.context.asking import ask
from dashboard.context.subject import steps, subject_of
from dashboard.context.view import View
from dashboard.pages.principal.registers import cards, choose_principal, key_facts
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.navigation import principal_filter, round_filters, subject_filters
from dashboard.ui.page import begin, end, read_view, round_name
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.swedish import count_word

PATH = "/huvudman"


def where_it_stands(view: View, name: str) -> None:
    """Its stage in each aspect on the county's spread, by all levels or the one that is chosen."""
    answer = ask("follow_up/aspects_of_principal", view, measure=None)
    words = findings.against_county(answer.rows, name)
    one = Figure("aspekter", f"{name}: läget i varje aspekt", words, answer, explanations.SPREAD)
    figure(view, one, drawn(follow_up.aspects_against_county, answer, name, steps(view)), alt=words)
    place("levels_of_principal.html", levels=_by_level(view), name=name)


def _by_level(view: View) -> dict[str, dict[str, str]]:
    """Aspect → level → the huvudman's state there."""
    table: dict[str, dict[str, str]] = {}
    for level in ask("catalogue/levels", view).rows:
        for row in ask("follow_up/aspects_of_principal", view, measure=None, level=level["level_id"]).rows:
            table.setdefault(row["aspect"], {})[level["level"]] = row["state_label"]
    return table


def what_moved(view: View, name: str) -> None:
    """Its measures between two rounds, and its line over all rounds against the county's spread."""
    if view.previous:
        moves = ask("follow_up/shifts_of_principal", view)
        words = findings.moved(moves.rows, name, round_name(view, view.previous), round_name(view))
        figure(view, Figure("forflyttning", f"{name}: förflyttning", words, moves, explanations.SHIFT, table_open=True))
    subject = subject_of(view)
    if subject.over_rounds:
        lines = ask("follow_up/spread_by_round", subject.view)
        words = findings.line(lines.rows, name)
        why = explanations.of_subject(subject.view)
        if len(lines.rows) < 2:  # a single dot says less than the words and the row
            figure(view, Figure("linje", f"{name}: {subject.name}", words, lines, why, table_open=True))
            return
        one = Figure("linje", f"{name}: {subject.name} över tid", words, lines, why)
        figure(view, one, drawn(follow_up.against_spread, lines, name, steps(view, subject.scale)), alt=words)


view, messages = read_view()
fields = [principal_filter(view), *subject_filters(view), *round_filters(view)]
if view.principal is None:
    number = count_word(len(ask("catalogue/principals", view).rows))
    begin(view, PATH, "Huvudman", f"Välj en av länets {number} huvudmän.", messages, fields[:1])
    choose_principal(view, PATH)
else:
    name = next(p["principal"] for p in ask("catalogue/principals", view).rows if p["principal_code"] == view.principal)
    begin(view, PATH, name, key_facts(view), messages, fields, title=f"{name} – Huvudman")
    cards(view, name, part="first")
    if view.round:
        where_it_stands(view, name)
        what_moved(view, name)
    cards(view, name, part="second")
place_files(view, PATH)
end(view)
