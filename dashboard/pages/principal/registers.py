"""The registers of one huvudman: contacts, role, plan, focus, work, examples, risks, actors."""

from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.context.view import View
from dashboard.reports.tables import origin_of
from dashboard.store.records import Row
from dashboard.store.scope import RISKS
from dashboard.ui import explanations
from dashboard.ui.markup import place
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import count_word, number

_SHOWN = 3
"""So many in each aspect are told of one by one; the rest stand by name."""


def key_facts(context: Context) -> str:
    """One line on who the huvudman is."""
    row = next(p for p in context.ask("catalogue/principals").rows if p["principal_code"] == context.view.principal)
    told = [row["full_name"], row["work_group"] or _of_all_groups(context, row)]
    if row["population"]:
        told.append(f"{number(row['population'])} invånare {row['population_year']}")
    return "".join(f"{one}. " for one in told if one).strip()


def _of_all_groups(context: Context, row: Row) -> str:
    """What is said of a region, which is part of every arbetsgrupp that its county has."""
    groups = len(context.ask("catalogue/work_groups").rows)
    return f"Ingår i alla {count_word(groups)} arbetsgrupperna" if groups > 1 and row["kind"] == "region" else ""


def choose_principal(context: Context, path: str) -> None:
    """All huvudmän as links, by arbetsgrupp."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in context.ask("catalogue/principals").rows:
        entry = {"name": row["principal"], "href": context.view.url(path, huvudman=row["principal_code"])}
        alone = "Hela länet" if row["kind"] == "region" else "Kommuner"
        groups.setdefault(row["work_group"] or alone, []).append(entry)
    place("choose_principal.html", groups=groups)


def cards(context: Context, name: str, part: str) -> None:
    """The huvudman's registers as cards: what one comes for first, the rest below the figures."""
    view = context.view
    if part == "first":
        meeting = context.next_meeting
        place(
            "principal_first.html",
            name=name,
            contacts=_rows(context.ask("work/contacts")),
            role=_own(view, context.ask("roles/status_by_principal")),
            plan=_own(view, context.ask("roles/plan_by_principal")),
            response=_own(view, context.ask("follow_up/response_by_principal")) if view.round else None,
            focus=_rows(context.ask("work/focus_areas")),
            work=_rows(context.ask("work/ongoing")),
            meeting=meeting,
            expected=context.ask(
                "county/meeting_expectations", meeting=meeting["meeting_id"] if meeting else None
            ).rows,
            waits=[row for row in context.ask("county/agenda").rows if row["principal_code"] == view.principal],
            meeting_url=view.url("/mote"),
        )
        return
    learn_from(context, name)
    # to whoever may not read them no risk is known, and "none is known" would be false
    may_read_risks = context.may(RISKS) or view.principal in context.viewer.scope.own
    trials = _rows(context.ask("work/trials"))
    place(
        "principal_second.html",
        name=name,
        examples=_rows(context.ask("work/examples")),
        ours=[row for row in trials if row["principal_code"] == view.principal],
        theirs=[row for row in trials if row["origin_code"] == view.principal],
        example_url=lambda one: view.url("/exempel", huvudman=None) + f"#{one}",
        examples_url=view.url("/exempel", huvudman=None),
        risks=_rows(context.ask("risks/register")) if may_read_risks else None,
        activities=_rows(context.ask("work/activities")),
        actors=_rows(context.ask("roles/actors_of_principal")),
        files=[
            ("Exempel", context.ask("work/examples").file_url),
            *([("Risker", context.ask("risks/register").file_url)] if may_read_risks else []),
            ("Aktörer", context.ask("roles/actors_of_principal").file_url),
        ],
    )


def learn_from(context: Context, name: str) -> None:
    """Those that have passed the step where the huvudman stands, by aspect: why them, an example, whom to ask."""
    view = context.view
    if view.round is None:
        place("learn_from.html", name=name, finding="", aspects={}, most=_SHOWN, page_url=None, example_url=None)
        return
    answer = context.ask("work/learning_pairs", measure=None)
    aspects: dict[str, list[dict[str, object]]] = {}
    for row in answer.rows:
        aspects.setdefault(row["aspect"], []).append(row)
    place(
        "learn_from.html",
        name=name,
        finding=register_findings.learning(answer.rows, name),
        aspects=aspects,
        most=_SHOWN,
        page_url=lambda code: view.url("/huvudman", huvudman=code) + "#kontakt",
        example_url=lambda one: view.url("/exempel", huvudman=None) + f"#{one}",
    )
    place("file_and_why.html", answer=answer, heading="Att lära av", why=explanations.LEARNING)


def _rows(answer: Answer) -> list[dict[str, object]]:
    return [{**row, "origin_word": origin_of(row)} for row in answer.rows]


def _own(view: View, answer: Answer) -> dict[str, object]:
    return next(row for row in _rows(answer) if row["principal_code"] == view.principal)
