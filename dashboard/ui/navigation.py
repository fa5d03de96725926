"""Menu, filters and links: whatever is chosen becomes the address, and the page is drawn from the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.context.choices import counties_of
from dashboard.context.context import Context
from dashboard.context.pages import COUNTRY, PAGES
from dashboard.context.subject import can_be_mapped
from dashboard.context.view import CORE_ONLY, OF_COUNTY, PROJECTOR, View
from dashboard.store.records import Row
from dashboard.ui.markup import place, read_script
from dashboard.ui.shared_view import is_shared

_KEY = "navigation"
_PAINTED = "painted"
_ANSWERED = "answered"
_LEFT_BEHIND: Mapping[str, str | None] = dict.fromkeys(("sida", "handling", "fran", "till", "punkt"))
"""What is of one page alone, and does not go along to another."""
_component = st.components.v2.component(
    "lagesbild_navigation",
    html='<div class="lb-filters"><form aria-label="Välj vad som visas"></form><p role="status" class="lb-unseen"></p>'
    "</div>",
    js=read_script("navigation.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Filter:
    """One thing a page lets its reader choose: a query parameter, its label and the options as (code, words).

    Of the kind `words` there are no options: anything can be written.
    """

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str
    kind: str = "select"


def menu(context: Context, path: str, fields: int) -> None:
    """The menu, keeping what is looked at, with the current page marked; room is kept for `fields` filters below it."""
    view = context.view
    viewer = context.viewer
    open_pages = [page for page in PAGES if page.in_menu and page.opens_to(viewer)]
    if sum(row["takes_part"] for row in context.ask("catalogue/counties").rows) < 2:
        open_pages = [page for page in open_pages if page.path != COUNTRY]
    items = [(page.title, view.url(page.path, **_LEFT_BEHIND), page.path == path) for page in open_pages]
    projector = view.display == PROJECTOR[0]
    switch = view.url(path, visning=None if projector else PROJECTOR[0])
    place(
        "menu.html",
        items=items,
        home=view.url("/"),
        projector=projector,
        switch=switch,
        fields=fields,
        signed_in=viewer.scope.function if viewer.kind == "member" else "",
    )


def filters(context: Context, path: str, fields: Sequence[Filter], spoken: str, *, day: bool = True) -> None:
    """The filters of a page, with that of the `day`; `spoken` is read out when what is shown changes.

    A shared view has none: what it shows is chosen, and nothing in the browser listens for links and buttons.
    """
    view = context.view
    if is_shared():
        return
    written: list[Mapping[str, object]] = [
        {"kind": one.kind, "name": one.name, "label": one.label, "options": one.options, "value": one.value}
        for one in fields
    ]
    if day:
        days = [(str(view.today), "I dag"), *meeting_days(context)]
        written.append({"kind": "day", "name": "per", "label": "Per", "options": days, "value": str(view.as_of)})
    data: dict[str, object] = {
        "path": path,
        "pages": [page.path for page in PAGES],
        "fields": written,
        "spoken": spoken,
    }
    data["answered"] = st.session_state.get(_ANSWERED, 0)
    has_charts = any(page.charts for page in PAGES if page.path == path)
    data["charts_wait"] = has_charts and not charts_are_due()
    with st.container(key="filters"):
        _component(key=_KEY, data=data, on_go_change=lambda: _go(view, path), on_act_change=lambda: None)


def acted() -> tuple[str, str]:
    """What a button of the page (`data-act`) asked for in this run, and on what; both empty when none did."""
    told = None if is_shared() else getattr(st.session_state.get(_KEY), "act", None)
    return (str(told.get("act", "")), str(told.get("on", ""))) if isinstance(told, Mapping) else ("", "")


def charts_are_due() -> bool:
    """Whether charts are placed in this run. In the first run of a visit only room is kept for them.

    Plotly's script is more than half of all that a page loads, and blocks the browser for most of a second. The page
    asks for the charts as soon as everything else is on the screen. A shared view cannot ask, so it has them at once.
    """
    return is_shared() or bool(st.session_state.get(_PAINTED))


def first_run_is_over() -> None:
    """Note that the page has been drawn once in this visit."""
    st.session_state[_PAINTED] = True


def _go(view: View, path: str) -> None:
    """Take what the browser asks for into the address; another page is turned to when the script runs."""
    asked = st.session_state[_KEY].go
    if asked is None:
        return
    if "painted" in asked:
        # Said here and not only at the end of a run: the page may ask before its first run has ended.
        first_run_is_over()
        return
    st.session_state[_ANSWERED] = asked["id"]  # the browser that does not hear it goes to the address by itself
    if "change" in asked:
        ((name, value),) = asked["change"].items()
        changes: dict[str, str | None] = {name: value or None}
        if name == "aspekt":
            changes["matt"] = None
        if name == "lan":
            changes |= dict.fromkeys(OF_COUNTY)
        if name == "per" and value == str(view.today):
            changes["per"] = None
        st.query_params.from_dict(view.parameters(**changes))
    elif asked["path"] == path:
        st.query_params.from_dict(asked["parameters"])
    else:
        st.session_state["turn_to"] = asked


def turn_page(pages: Mapping[str, object]) -> None:
    """Turn to the page that a link asked for, if one did. Call it first in a run."""
    asked = st.session_state.pop("turn_to", None)
    if asked is not None and asked["path"] in pages:
        st.switch_page(pages[asked["path"]], query_params=asked["parameters"])  # type: ignore[arg-type]


def meeting_days(context: Context) -> list[tuple[str, str]]:
    """The days of meetings that have been, latest first, as (ISO day, name of the meeting)."""
    meetings = context.ask("county/meetings", as_of=context.view.today).rows
    return [
        (str(one["held_on"]), one["meeting"])
        for one in meetings
        if one["held_on"] and one["held_on"] <= context.view.today
    ]


def round_filters(context: Context) -> list[Filter]:
    """The round to look at and the earlier one to compare with."""
    view = context.view
    rounds = context.ask("follow_up/rounds").rows
    names = [(str(one["round_id"]), str(one["round"])) for one in rounds]
    ids = [code for code, _ in names]
    earlier = names[: ids.index(view.round)] if view.round in ids else []
    found = []
    if view.round:
        found.append(Filter("omgang", "Omgång", names, view.round))
    if view.previous:
        found.append(Filter("jamfor", "Jämför med", earlier, view.previous))
    return found


def subject_filters(
    context: Context, aspects: Mapping[str, str] | None = None, can_be_shown: Callable[[Row], bool] = can_be_mapped
) -> list[Filter]:
    """The aspect (all, or those given by id and name), and the aspect as a whole or one of its measures."""
    view = context.view
    known = aspects or {row["aspect_id"]: row["aspect"] for row in context.ask("catalogue/aspects").rows}
    own = [row for row in context.ask("catalogue/measures").rows if row["aspect_id"] == view.aspect]
    measures = [(row["measure_id"], row["measure"]) for row in own if can_be_shown(row)]
    whole = [("", "Hela aspekten")] if any(row["scale_id"] == "shift" for row in own) else []
    return [
        Filter("aspekt", "Aspekt", list(known.items()), view.aspect),
        Filter("matt", "Mått", whole + measures, view.measure or ""),
    ]


def county_filters(context: Context) -> list[Filter]:
    """The county to look at, where there are several to choose between."""
    open_to = counties_of(context.store, context.view.county, context.viewer.counties)
    if is_shared() or len(open_to) < 2:
        return []
    names = {row["county_code"]: row["county"] for row in context.ask("catalogue/counties").rows}
    return [Filter("lan", "Län", [(code, names[code]) for code in open_to], context.view.county)]


def principal_filter(context: Context, none: str = "Välj …") -> Filter:
    """The huvudman to look at; `none` is what it is called when no one is chosen."""
    known = [(row["principal_code"], row["principal"]) for row in context.ask("catalogue/principals").rows]
    return Filter("huvudman", "Huvudman", [("", none), *known], context.view.principal or "")


def follow_up_filters(context: Context) -> list[Filter]:
    """Narrowing down the follow-up: level, arbetsgrupp, all measures or the core set."""
    view = context.view
    levels = [(row["level_id"], row["level"]) for row in context.ask("catalogue/levels").rows]
    groups = [(row["work_group_id"], row["work_group"]) for row in context.ask("catalogue/work_groups").rows]
    return [
        Filter("niva", "Nivå", [("", "Alla nivåer"), *levels], view.level or ""),
        Filter("grupp", "Arbetsgrupp", [("", "Alla huvudmän"), *groups], view.work_group or ""),
        Filter("urval", "Urval", [("", "Alla mått"), (CORE_ONLY[0], "Kärnan")], view.core or ""),
    ]


def level_filter(context: Context) -> Filter:
    """The level of leadership to look at."""
    known = [(row["level_id"], row["level"]) for row in context.ask("catalogue/levels").rows]
    return Filter("niva", "Nivå", known, context.view.level or "")
