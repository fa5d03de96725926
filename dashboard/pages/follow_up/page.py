"""Uppföljning: who has answered, how each measure was answered round by round, what moved, what was written."""

from dashboard.charts import small_multiples
from dashboard.context.asking import ask
from dashboard.context.view import View
from dashboard.context.viewer import may_read
from dashboard.pages.follow_up.measures import chosen_measures, what_research_says
from dashboard.store.scope import COMMENTS
from dashboard.ui import explanations
from dashboard.ui.cache import drawn
from dashboard.ui.figure import Figure, figure
from dashboard.ui.markup import place
from dashboard.ui.navigation import follow_up_filters, round_filters, subject_filters
from dashboard.ui.page import begin, end, read_view, round_name
from dashboard.ui.page_files import place_files
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import lower_first

PATH = "/uppfoljning"


def group_name(view: View) -> str:
    """The arbetsgrupp whose huvudmän are looked at, as it stands inside a sentence; nothing when all are."""
    names = {row["work_group_id"]: row["work_group"] for row in ask("catalogue/work_groups", view).rows}
    return lower_first(names[view.work_group]) if view.work_group else ""


def who_has_answered(view: View) -> None:
    """The rounds, and how far each huvudman's mail-out has come in the one that is looked at."""
    rounds = ask("follow_up/rounds", view)
    words = register_findings.rounds(rounds.rows, group_name(view))
    figure(view, Figure("omgangar", "Omgångar", words, rounds, explanations.RESPONSES, table_open=True))
    responses = ask("follow_up/response_by_principal", view)
    words = register_findings.responses(responses.rows, group_name(view))
    place("responses.html", heading=f"Utskick och svar, {round_name(view).lower()}", finding=words, rows=responses.rows)
    place("file_and_why.html", answer=responses, heading="Utskick och svar", why=explanations.RESPONSES)


def how_it_was_answered(view: View, aspect: str) -> None:
    """Every measure of the aspect on one screen: where does it move, where does it stand still."""
    answers = ask("follow_up/measure_rounds", view)
    words = register_findings.small_multiples(answers.rows)
    one = Figure(
        "matt",
        f"{aspect}: alla mått, omgång för omgång",
        words,
        answers,
        explanations.of_subject(view.at(measure=None)),
    )
    figure(view, one, drawn(small_multiples.rounds_of_measures, answers), alt=words)
    questions = [row | explanations.wording(view, row["measure_id"]) for row in chosen_measures(view)]
    if questions:
        place("questions.html", measures=questions, heading=aspect)


def what_moved(view: View, aspect: str) -> None:
    """Movement of each measure between two rounds."""
    if view.previous:
        moves = ask("follow_up/shift_by_measure", view)
        words = register_findings.shift_by_measure(moves.rows, round_name(view, view.previous), round_name(view))
        one = Figure(
            "forflyttning", f"{aspect}: förflyttning mått för mått", words, moves, explanations.SHIFT, table_open=True
        )
        figure(view, one)


def what_was_written(view: View, aspect: str) -> None:
    """Comments beside the answers, and who has chosen the aspect as its focus."""
    if may_read(COMMENTS):  # to others none is known, and that is not what they should read
        comments = ask("follow_up/comments", view)
        words = register_findings.comments(comments.rows, narrowed=bool(view.level or view.work_group or view.core))
        figure(
            view,
            Figure("kommentarer", f"{aspect}: kommentarer", words, comments, explanations.COMMENTS, table_open=True),
        )
    focus = ask("work/focus_by_principal", view)
    words = register_findings.focus(focus.rows, view.aspect, aspect, group_name(view))
    figure(view, Figure("fokus", "Huvudmännens eget fokus", words, focus, explanations.FOCUS, table_open=True))


view, messages = read_view(narrowed=True)
view = view.at(measure=None)
aspect = next(row["aspect"] for row in ask("catalogue/aspects", view).rows if row["aspect_id"] == view.aspect)
fields = [subject_filters(view)[0], *follow_up_filters(view), *round_filters(view)]
begin(view, PATH, "Uppföljning", f"Omgångar, svar och mått. {aspect}, {round_name(view).lower()}.", messages, fields)
if view.round:
    who_has_answered(view)
    how_it_was_answered(view, aspect)
    what_research_says(view)
    what_moved(view, aspect)
    what_was_written(view, aspect)
else:
    place(
        "nothing_yet.html", words="Ingen omgång är känd. Processledarna lägger till en omgång när frågorna skickas ut."
    )
place_files(view, PATH)
end(view)
