"""The registers of one huvudman: contacts, role, plan, focus, work, examples, risks, actors."""

from dashboard.parts.asking import Answer, ask
from dashboard.parts.figure import origin_of
from dashboard.parts.markup import place
from dashboard.parts.swedish import number
from dashboard.view import View


def key_facts(view: View) -> str:
    """One line on who the huvudman is."""
    row = next(p for p in ask("catalogue/principals", view).rows if p["principal_code"] == view.principal)
    people = f"{number(row['population'])} invånare {row['population_year']}" if row["population"] else ""
    group = row["work_group"] or "Ingår i alla tre arbetsgrupperna"
    return f"{row['full_name']}. {group}. {people}."


def choose_principal(view: View, path: str) -> None:
    """All huvudmän as links, by arbetsgrupp."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in ask("catalogue/principals", view).rows:
        entry = {"name": row["principal"], "href": view.url(path, huvudman=row["principal_code"])}
        groups.setdefault(row["work_group"] or "Hela länet", []).append(entry)
    place("choose_principal.html", groups=groups)


def cards(view: View, name: str, part: str) -> None:
    """The huvudman's registers as cards: what one comes for first, the rest below the figures."""
    if part == "first":
        place(
            "principal_first.html",
            name=name,
            contacts=_rows(ask("work/contacts", view)),
            role=_own(view, ask("roles/status_by_principal", view)),
            plan=_own(view, ask("roles/plan_by_principal", view)),
            response=_own(view, ask("follow_up/response_by_principal", view)) if view.round else None,
            focus=_rows(ask("work/focus_areas", view)),
            work=_rows(ask("work/ongoing", view)),
        )
        return
    place(
        "principal_second.html",
        name=name,
        examples=_rows(ask("work/examples", view)),
        risks=_rows(ask("risks/register", view)),
        activities=_rows(ask("work/activities", view)),
        actors=_rows(ask("roles/actors_of_principal", view)),
        files=[
            ("Exempel", ask("work/examples", view).file_url),
            ("Risker", ask("risks/register", view).file_url),
            ("Aktörer", ask("roles/actors_of_principal", view).file_url),
        ],
    )


def _rows(answer: Answer) -> list[dict[str, object]]:
    return [{**row, "origin_word": origin_of(row)} for row in answer.rows]


def _own(view: View, answer: Answer) -> dict[str, object]:
    return next(row for row in _rows(answer) if row["principal_code"] == view.principal)
