"""The workbook of a page: which figures stand on it, declared here and nowhere else, and a sheet for each.

A test holds every list here against the links to files on the page itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dashboard.context.context import Context
from dashboard.context.results import Answer, Value
from dashboard.context.subject import REGISTERS, STAGE_SCALE, as_counted, comparable, level_aspects, subject_of
from dashboard.reports.sources import is_synthetic, sources_of
from dashboard.reports.tables import whole_table
from dashboard.reports.workbook import Table, workbook_of
from dashboard.store.scope import COMMENTS, RISKS
from dashboard.wording.synthetic import SYNTHETIC, SYNTHETIC_WORDS

_NO_CHANGES: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True)
class Figure:
    """A figure of a page: the name of its sheet, its question, and the parameters that are not the view's."""

    title: str
    query: str
    changes: Mapping[str, Value] = field(default_factory=lambda: _NO_CHANGES)


def figures_of(path: str, context: Context) -> tuple[Context, list[Figure]]:
    """The context as page `path` takes it, and the figures there; none when the page shows none as things stand.

    Raises KeyError when the page has no figures at all.
    """
    figures = PAGES[path].figures
    settled = _settled(path, context)
    return settled, list(figures(settled))


def view_workbook(path: str, context: Context) -> tuple[bytes, bool] | None:
    """The workbook of page `path` and whether invented rows are in it; None when the page shows no figure."""
    settled, figures = figures_of(path, context)
    if not figures:
        return None
    answers = [settled.ask(one.query, **one.changes) for one in figures]
    tables = [Table(one.title, *whole_table(answer)) for one, answer in zip(figures, answers, strict=True)]
    title = f"Lägesbild: {PAGES[path].title}"
    about = _about(title, settled, answers)
    about += [(one.title, _told(answer)) for one, answer in zip(figures, answers, strict=True)]
    return workbook_of(tables, about, title, settled.view.as_of), is_synthetic(answers)


def _about(title: str, context: Context, answers: list[Answer]) -> list[tuple[str, str]]:
    about = [
        ("Innehåll", title),
        ("Per", context.view.as_of.isoformat()),
        ("Län", context.county["county"]),
        ("Omgång", context.rounds),
        ("Urval", ", ".join(_filters(context)) or "Hela länet"),
        ("Källor", sources_of(answers) or "Inga rader med känd källa."),
        ("Uppgift saknas", "Står där ingenting är känt. Det är inte noll."),
    ]
    return [*about, (SYNTHETIC, SYNTHETIC_WORDS)] if is_synthetic(answers) else about


def _filters(context: Context) -> Iterator[str]:
    """What is chosen beside county, day and rounds."""
    view = context.view
    if view.principal:
        yield f"Huvudman: {context.principals[view.principal]['principal']}"
    yield f"Aspekt: {_named(context, 'catalogue/aspects', 'aspect', view.aspect)}"
    if view.measure:
        yield f"Mått: {_named(context, 'catalogue/measures', 'measure', view.measure)}"
    if view.level:
        yield f"Nivå: {_named(context, 'catalogue/levels', 'level', view.level)}"
    if view.work_group:
        yield f"Arbetsgrupp: {_named(context, 'catalogue/work_groups', 'work_group', view.work_group)}"
    if view.core:
        yield "Mått: bara kärnan"
    if view.since:
        yield f"Ändringar sedan: {view.since}"
    if view.search:
        yield f"Sökord: {view.search}"


def _named(context: Context, query: str, column: str, code: str) -> str:
    return next(str(row[column]) for row in context.ask(query).rows if row[f"{column}_id"] == code)


def _told(answer: Answer) -> str:
    given = {name: value for name, value in sorted(answer.parameters.items()) if value is not None}
    mark = f" {SYNTHETIC} ingår." if answer.synthetic else ""
    return f"{len(answer.rows)} rader. {', '.join(f'{name}: {value}' for name, value in given.items())}.{mark}"


def _settled(path: str, context: Context) -> Context:
    """The context as the page takes it: what it has no filter for is not counted in."""
    if path == "/landet":
        return comparable(context)[0]
    view, _ = as_counted(context.view, context.ask("catalogue/measures").rows, narrowed=path == "/uppfoljning")
    if path in {"/uppfoljning", "/ledning"}:
        view = view.at(measure=None)
    if path == "/ledning":
        view = view.at(level=view.level or "medarbetare")
        aspects = level_aspects(context.of(view))
        view = view.at(aspect=view.aspect if view.aspect in aspects else next(iter(aspects)))
    return context.of(view)


def _county(context: Context) -> Iterator[Figure]:
    view, subject = context.view, subject_of(context)
    of_subject = {"measure": subject.view.measure}
    if subject.over_rounds and not view.round:
        yield Figure("Läget per huvudman", "follow_up/response_by_principal", {"round": ""})
    else:
        query = REGISTERS.get(subject.scale, "follow_up/state_by_principal")
        yield Figure("Läget per huvudman", query, of_subject)
    yield Figure("Omgångar och svar", "follow_up/rounds")
    yield Figure("Förflyttning i länet", "follow_up/shift_total")
    yield Figure("Barnets bästa-ansvarig", "roles/coverage")
    yield Figure("Lokala planer", "roles/plan_coverage")
    if context.may(RISKS):  # to others no risk is known, and nought is not what they should read
        yield Figure("Öppna risker", "risks/summary", {"principal": None})
    if view.round:
        nothing = dict.fromkeys(("principal", "level", "measure"))
        yield Figure("Huvudmän och aspekter", "follow_up/state_by_principal_and_aspect", nothing)
    if subject.over_rounds and view.round:
        if view.previous and subject.scale == STAGE_SCALE:
            yield Figure("Förflyttning per huvudman", "follow_up/shift_by_principal", {"level": None})
        yield Figure("Fördelning per omgång", "follow_up/distribution_by_round", of_subject | {"level": None})
    if since := context.since():
        yield Figure("Sedan senaste mötet", "county/changes", {"since": since})


def _country(context: Context) -> Iterator[Figure]:
    del context
    yield Figure("Länens median", "national/state_by_county")
    yield Figure("Fördelning i länen", "national/distribution")
    yield Figure("Förflyttning i länen", "national/movement")


def _principal(context: Context) -> Iterator[Figure]:
    view = context.view
    if view.principal is None:
        return
    if view.round:
        yield Figure("Läget i varje aspekt", "follow_up/aspects_of_principal", {"measure": None})
        if view.previous:
            yield Figure("Förflyttning", "follow_up/shifts_of_principal")
        subject = subject_of(context.of(view))
        if subject.over_rounds:
            yield Figure("Över tid", "follow_up/spread_by_round", {"measure": subject.view.measure})
        yield Figure("Att lära av", "work/learning_pairs", {"measure": None})
    yield Figure("Exempel", "work/examples")
    if context.may(RISKS) or context.view.principal in context.viewer.scope.own:
        yield Figure("Risker", "risks/register")
    yield Figure("Aktörer", "roles/actors_of_principal")


def _levels(context: Context) -> Iterator[Figure]:
    view = context.view
    if not view.round:
        return
    yield Figure("Läget per huvudman", "follow_up/state_by_principal", {"measure": None})
    yield Figure("Nivåns mått", "follow_up/measures_of_level")
    if view.previous:
        yield Figure("Förflyttning", "follow_up/shift_by_principal", {"aspect": None, "measure": None})
    yield Figure("Där nivåerna ser olika", "follow_up/levels_compared")
    if view.level == "lan":
        yield Figure("Besvarat gemensamt", "follow_up/common_measures")
        yield Figure("Beräknat ur svaren", "follow_up/computed_measures")


def _follow_up(context: Context) -> Iterator[Figure]:
    if not context.view.round:
        return
    yield Figure("Omgångar", "follow_up/rounds")
    yield Figure("Utskick och svar", "follow_up/response_by_principal")
    yield Figure("Mått, omgång för omgång", "follow_up/measure_rounds")
    if context.view.previous:
        yield Figure("Förflyttning mått för mått", "follow_up/shift_by_measure")
    if context.may_read(COMMENTS):
        yield Figure("Kommentarer", "follow_up/comments")
    yield Figure("Eget fokus", "work/focus_by_principal")


def _roles(context: Context) -> Iterator[Figure]:
    del context
    yield Figure("Rollen per huvudman", "roles/status_by_principal")
    yield Figure("Rollen i länet", "roles/coverage")
    yield Figure("Planer i länet", "roles/plan_coverage")
    yield Figure("Rollen över tid", "roles/pipeline")
    yield Figure("Finansiering", "roles/funding")
    yield Figure("Lokala planer", "roles/plan_by_principal")
    yield Figure("Aktörer", "roles/actors_matrix")


def _risks(context: Context) -> Iterator[Figure]:
    if not context.may_read(RISKS):
        return
    yield Figure("Riskmatris", "risks/matrix")
    yield Figure("Riskregister", "risks/register")
    if context.since():
        yield Figure("Vad som har hänt", "risks/paths", {"since": context.since()})


def _examples(context: Context) -> Iterator[Figure]:
    chosen = {"of_aspect": context.view.chosen.get("aspekt"), "of_level": context.view.level}
    yield Figure("Exempel och lärdomar", "work/example_search", chosen)


def _communication(context: Context) -> Iterator[Figure]:
    yield Figure("Kommunikationsplanen", "work/communication_plan")
    yield Figure("Vilka det har nått", "work/communication_reach")
    if context.may_read(COMMENTS):
        yield Figure("Återkoppling", "work/feedback")


def _meeting(context: Context) -> Iterator[Figure]:
    yield Figure("Förslag till dagordning", "county/agenda")
    if since := context.since(context.meeting):
        yield Figure("Ändringar", "county/changes", {"since": since})
        yield Figure("Svar för svar", "county/answer_changes", {"since": since})
    yield Figure("Beslut", "county/decisions")
    yield Figure("Delmål och tidsramar", "county/milestones")
    if context.ask("county/milestone_contributions").rows:
        yield Figure("Bidrag till delmålen", "county/milestone_contributions")


def _research(context: Context) -> Iterator[Figure]:
    del context
    yield Figure("Rapporter och uppdrag", "work/research")
    yield Figure("Rekommendationer", "work/recommendations")


@dataclass(frozen=True)
class Page:
    """A page with figures: its title and how they are found."""

    title: str
    figures: Callable[[Context], Iterator[Figure]]


PAGES: Mapping[str, Page] = {
    "/": Page("Länet", _county),
    "/landet": Page("Landet", _country),
    "/huvudman": Page("Huvudman", _principal),
    "/ledning": Page("Ledningsnivåer", _levels),
    "/uppfoljning": Page("Uppföljning", _follow_up),
    "/roller": Page("Roller och planer", _roles),
    "/risker": Page("Risker", _risks),
    "/exempel": Page("Exempel", _examples),
    "/kommunikation": Page("Kommunikation och återkoppling", _communication),
    "/mote": Page("Möte", _meeting),
    "/forskning": Page("Forskning", _research),
}
"""Page path → its figures."""
