"""Uppföljning: who has answered, how each measure was answered round by round, what moved, what was written."""

from dashboard.charts import small_multiples
from dashboard.context.context import Context
from dashboard.pages.follow_up.measures import chosen_measures, what_research_says
from dashboard.store.scope import COMMENTS
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.navigation import follow_up_filters, round_filters, subject_filters
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import lower_first

PATH = "/uppfoljning"


def group_name(context: Context) -> str:
    """The arbetsgrupp whose huvudmän are looked at, as it stands inside a sentence; nothing when all are."""
    names = {row["work_group_id"]: row["work_group"] for row in context.ask("catalogue/work_groups").rows}
    return lower_first(names[context.view.work_group]) if context.view.work_group else ""


def who_has_answered(context: Context) -> None:
    """The rounds, and how far each huvudman's mail-out has come in the one that is looked at."""
    rounds = context.ask("follow_up/rounds")
    words = register_findings.rounds(rounds.rows, group_name(context))
    figure(context.view, Figure("omgangar", "Omgångar", words, rounds, explanations.RESPONSES, table_open=True))
    responses = context.ask("follow_up/response_by_principal")
    words = register_findings.responses(responses.rows, group_name(context))
    place(
        "responses.html",
        heading=f"Utskick och svar, {context.round_name().lower()}",
        finding=words,
        rows=responses.rows,
    )
    place("file_and_why.html", answer=responses, heading="Utskick och svar", why=explanations.RESPONSES)


def how_it_was_answered(context: Context, aspect: str) -> None:
    """Every measure of the aspect on one screen: where does it move, where does it stand still."""
    answers = context.ask("follow_up/measure_rounds")
    words = register_findings.small_multiples(answers.rows)
    one = Figure(
        "matt",
        f"{aspect}: alla mått, omgång för omgång",
        words,
        answers,
        explanations.of_subject(context.of(context.view.at(measure=None))),
    )
    figure(context.view, one, drawn(small_multiples.rounds_of_measures, answers), alt=words)
    questions = [row | explanations.wording(context, row["measure_id"]) for row in chosen_measures(context)]
    if questions:
        place("questions.html", measures=questions, heading=aspect)


def what_moved(context: Context, aspect: str) -> None:
    """Movement of each measure between two rounds."""
    view = context.view
    if view.previous:
        moves = context.ask("follow_up/shift_by_measure")
        words = register_findings.shift_by_measure(moves.rows, context.round_name(view.previous), context.round_name())
        one = Figure(
            "forflyttning", f"{aspect}: förflyttning mått för mått", words, moves, explanations.SHIFT, table_open=True
        )
        figure(view, one)


def what_was_written(context: Context, aspect: str) -> None:
    """Comments beside the answers, and who has chosen the aspect as its focus."""
    view = context.view
    if context.may_read(COMMENTS):  # to others none is known, and that is not what they should read
        comments = context.ask("follow_up/comments")
        words = register_findings.comments(comments.rows, narrowed=bool(view.level or view.work_group or view.core))
        figure(
            view,
            Figure("kommentarer", f"{aspect}: kommentarer", words, comments, explanations.COMMENTS, table_open=True),
        )
    focus = context.ask("work/focus_by_principal")
    words = register_findings.focus(focus.rows, view.aspect, aspect, group_name(context))
    figure(view, Figure("fokus", "Huvudmännens eget fokus", words, focus, explanations.FOCUS, table_open=True))


context, messages = read_context(narrowed=True)
context = context.of(context.view.at(measure=None))
aspect = next(row["aspect"] for row in context.ask("catalogue/aspects").rows if row["aspect_id"] == context.view.aspect)
fields = [subject_filters(context)[0], *follow_up_filters(context), *round_filters(context)]
begin(
    context,
    PATH,
    "Uppföljning",
    f"Omgångar, svar och mått. {aspect}, {context.round_name().lower()}.",
    messages,
    fields,
)
if context.view.round:
    who_has_answered(context)
    how_it_was_answered(context, aspect)
    what_research_says(context)
    what_moved(context, aspect)
    what_was_written(context, aspect)
else:
    place(
        "nothing_yet.html", words="Ingen omgång är känd. Processledarna lägger till en omgång när frågorna skickas ut."
    )
place_files(context, PATH)
end(context)
