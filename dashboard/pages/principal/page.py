"""Huvudman: everything on one, from contact to movement. Empty parts say who is asked to fill them."""

from dashboard.charts import follow_up
from dashboard.context.context import Context
from dashboard.context.subject import steps, subject_of
from dashboard.pages.principal.registers import cards, choose_principal, key_facts
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.navigation import principal_filter, round_filters, subject_filters
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.swedish import count_word

PATH = "/huvudman"


def where_it_stands(context: Context, name: str) -> None:
    """Its stage in each aspect on the county's spread, by all levels or the one that is chosen."""
    answer = context.ask("follow_up/aspects_of_principal", measure=None)
    words = findings.against_county(answer.rows, name)
    one = Figure("aspekter", f"{name}: läget i varje aspekt", words, answer, explanations.SPREAD)
    figure(context.view, one, drawn(follow_up.aspects_against_county, answer, name, steps(context)), alt=words)
    place("levels_of_principal.html", levels=_by_level(context), name=name)


def _by_level(context: Context) -> dict[str, dict[str, str]]:
    """Aspect → level → the huvudman's state there."""
    table: dict[str, dict[str, str]] = {}
    for level in context.ask("catalogue/levels").rows:
        for row in context.ask("follow_up/aspects_of_principal", measure=None, level=level["level_id"]).rows:
            table.setdefault(row["aspect"], {})[level["level"]] = row["state_label"]
    return table


def what_moved(context: Context, name: str) -> None:
    """Its measures between two rounds, and its line over all rounds against the county's spread."""
    view = context.view
    if view.previous:
        moves = context.ask("follow_up/shifts_of_principal")
        words = findings.moved(moves.rows, name, context.round_name(view.previous), context.round_name())
        figure(
            view,
            Figure("forflyttning", f"{name}: förflyttning", words, moves, explanations.SHIFT, table_open=True),
        )
    subject = subject_of(context)
    if subject.over_rounds:
        lines = subject.context.ask("follow_up/spread_by_round")
        words = findings.line(lines.rows, name)
        why = explanations.of_subject(subject.context)
        if len(lines.rows) < 2:  # a single dot says less than the words and the row
            figure(view, Figure("linje", f"{name}: {subject.name}", words, lines, why, table_open=True))
            return
        one = Figure("linje", f"{name}: {subject.name} över tid", words, lines, why)
        figure(view, one, drawn(follow_up.against_spread, lines, name, steps(context, subject.scale)), alt=words)


context, messages = read_context()
view = context.view
fields = [principal_filter(context), *subject_filters(context), *round_filters(context)]
if view.principal is None:
    number = count_word(len(context.ask("catalogue/principals").rows))
    begin(context, PATH, "Huvudman", f"Välj en av länets {number} huvudmän.", messages, fields[:1])
    choose_principal(context, PATH)
else:
    name = next(
        p["principal"] for p in context.ask("catalogue/principals").rows if p["principal_code"] == view.principal
    )
    begin(context, PATH, name, key_facts(context), messages, fields, title=f"{name} – Huvudman")
    cards(context, name, part="first")
    if view.round:
        where_it_stands(context, name)
        what_moved(context, name)
    cards(context, name, part="second")
place_files(context, PATH)
end(context)
