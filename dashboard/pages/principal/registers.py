"""The registers of one huvudman: contacts, role, plan, focus, work, examples, risks, actors."""

from dashboard.context.asking import Answer, ask
from dashboard.context.view import View
from dashboard.context.viewer import current_viewer, may
from dashboard.reports.tables import origin_of
from dashboard.store.records import Row
from dashboard.store.scope import RISKS
from dashboard.ui import explanations
from dashboard.ui.markup import place
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import count_word, number

_SHOWN = 3
"""So many in each aspect are told of one by one; the rest stand by name."""


def key_facts(view: View) -> str:
    """One line on who the huvudman is."""
    row = next(p for p in ask("catalogue/principals", view).rows if p["principal_code"] == view.principal)
    told = [row["full_name"], row["work_group"] or _of_all_groups(view, row)]
    if row["population"]:
        told.append(f"{number(row['population'])} invånare {row['population_year']}")
    return "".join(f"{one}. " for one in told if one).strip()


def _of_all_groups(view: View, row: Row) -> str:
    """What is said of a region, which is part of every arbetsgrupp that its county has."""
    groups = len(ask("catalogue/work_groups", view).rows)
    return f"Ingår i alla {count_word(groups)} arbetsgrupperna" if groups > 1 and row["kind"] == "region" else ""


def choose_principal(view: View, path: str) -> None:
    """All huvudmän as links, by arbetsgrupp."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in ask("catalogue/principals", view).rows:
        entry = {"name": row["principal"], "href": view.url(path, huvudman=row["principal_code"])}
        alone = "Hela länet" if row["kind"] == "region" else "Kommuner"
        groups.setdefault(row["work_group"] or alone, []).append(entry)
    place("choose_principal.html", groups=groups)


def cards(view: View, name: str, part: str) -> None:
    """The huvudman's registers as cards: what one comes for first, the rest below the figures."""
    if part == "first":
        meeting = _next_meeting(view)
        place(
            "principal_first.html",
            name=name,
            contacts=_rows(ask("work/contacts", view)),
            role=_own(view, ask("roles/status_by_principal", view)),
            plan=_own(view, ask("roles/plan_by_principal", view)),
            response=_own(view, ask("follow_up/response_by_principal", view)) if view.round else None,
            focus=_rows(ask("work/focus_areas", view)),
            work=_rows(ask("work/ongoing", view)),
            meeting=meeting,
            expected=ask("county/meeting_expectations", view, meeting=meeting["meeting_id"] if meeting else None).rows,
            waits=[row for row in ask("county/agenda", view).rows if row["principal_code"] == view.principal],
            meeting_url=view.url("/mote"),
        )
        return
    learn_from(view, name)
    # to whoever may not read them no risk is known, and "none is known" would be false
    may_read_risks = may(RISKS) or view.principal in current_viewer().scope.own
    trials = _rows(ask("work/trials", view))
    place(
        "principal_second.html",
        name=name,
        examples=_rows(ask("work/examples", view)),
        ours=[row for row in trials if row["principal_code"] == view.principal],
        theirs=[row for row in trials if row["origin_code"] == view.principal],
        example_url=lambda one: view.url("/exempel", huvudman=None) + f"#{one}",
        examples_url=view.url("/exempel", huvudman=None),
        risks=_rows(ask("risks/register", view)) if may_read_risks else None,
        activities=_rows(ask("work/activities", view)),
        actors=_rows(ask("roles/actors_of_principal", view)),
        files=[
            ("Exempel", ask("work/examples", view).file_url),
            *([("Risker", ask("risks/register", view).file_url)] if may_read_risks else []),
            ("Aktörer", ask("roles/actors_of_principal", view).file_url),
        ],
    )


def learn_from(view: View, name: str) -> None:
    """Those that have passed the step where the huvudman stands, by aspect: why them, an example, whom to ask."""
    if view.round is None:
        place("learn_from.html", name=name, finding="", aspects={}, most=_SHOWN, page_url=None, example_url=None)
        return
    answer = ask("work/learning_pairs", view, measure=None)
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


def _next_meeting(view: View) -> Row | None:
    """The first meeting that is planned for the day that is looked at or later."""
    meetings = [row for row in ask("county/meetings", view).rows if row["held_on"] and row["held_on"] >= view.as_of]
    return min((row for row in meetings if row["status"] == "planned"), key=lambda row: row["held_on"], default=None)


def _rows(answer: Answer) -> list[dict[str, object]]:
    return [{**row, "origin_word": origin_of(row)} for row in answer.rows]


def _own(view: View, answer: Answer) -> dict[str, object]:
    return next(row for row in _rows(answer) if row["principal_code"] == view.principal)
