"""What every page begins and ends with: the view from the address, title, menu, messages, banner, filters, foot."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.access.roles import withheld_words
from dashboard.context.context import Context
from dashboard.context.pages import COUNTRY, OWN, PAGES
from dashboard.context.subject import as_counted
from dashboard.context.view import View
from dashboard.store.clock import wrong_clock
from dashboard.store.scope import SHARE
from dashboard.ui.markup import place
from dashboard.ui.navigation import Filter, county_filters, filters, first_run_is_over, menu
from dashboard.ui.shared_view import SHAREABLE, is_shared, shared_parameters
from dashboard.ui.visit import context_of

_PATH = "page_path"


def read_context(*, narrowed: bool = False) -> tuple[Context, list[str]]:
    """What whoever looks sees at the address, and a message for each part of it that means nothing.

    Of a shared view the address says nothing: the link was made for one view.
    Only a page that is `narrowed` has filters for arbetsgrupp and core set; the others count the whole county.
    """
    parameters = dict(shared_parameters()) if is_shared() else st.query_params.to_dict()
    context, messages = context_of(parameters)
    view, given_up = as_counted(context.view, context.ask("catalogue/measures").rows, narrowed=narrowed)
    context = context.of(view)
    if given_up is None:
        return context, messages
    words = f"Måttet ”{given_up['measure']}” har inga steg att visa på karta. Hela aspekten visas i stället."
    return context, [*messages, words]


def begin(
    context: Context,
    path: str,
    heading: str,
    lead: str,
    messages: Sequence[str],
    fields: Sequence[Filter],
    title: str = "",
) -> None:
    """Title, menu, filters, heading, messages, the banner of an earlier day and the mark of invented rows.

    Where there are several counties to look at, which one comes before the other filters.
    """
    st.set_page_config(page_title=f"{title or heading} – Lägesbild", layout="wide")
    fields = [*(county_filters(context) if path != COUNTRY else ()), *fields]
    menu(context, path, fields=len(fields) + 1)
    filters(context, path, fields, spoken=f"{heading}. {lead}")
    told_in_heading(context, path, heading, lead, messages, fields)


def told_in_heading(
    context: Context, path: str, heading: str, lead: str, messages: Sequence[str], fields: Sequence[Filter] = ()
) -> None:
    """Heading, messages, what is shown, the banner of an earlier day and the mark of invented rows."""
    view = context.view
    st.session_state[_PATH] = path
    place(
        "heading.html",
        path=path,
        query=urlencode(st.query_params.to_dict()),  # by which the browser knows whether this is what it asked for
        heading=heading,
        lead=lead,
        messages=[*messages, *_of_the_clock(context)],
        shown=[
            (one.label, one.value if one.kind == "words" else dict(one.options)[one.value])
            for one in fields
            if (one.value if one.kind == "words" else one.value in dict(one.options))
        ],
        looks_back=view.looks_back,
        as_of=view.as_of,
        today_url="" if is_shared() else view.url(path, per=None),
        share_url=share_url(context, path),
        save_url=view.url("/foljer", sida=path) if path in SHAREABLE and not is_shared() else "",
        shared=is_shared(),
        synthetic=_invented(context, path),
        withheld="" if is_shared() else withheld_words(context.viewer),
        rights_url=view.url("/behorighet"),
    )


def _of_the_clock(context: Context) -> list[str]:
    """A message when rows are dated after today: the picture is then not the newest, and whoever looks is told so."""
    store = context.store
    newest = store.written_ahead()
    return [wrong_clock(newest, store.now())] if newest else []


def end(context: Context) -> None:
    """The foot of the page."""
    view = context.view
    county = context.county
    proposal = county["measure_list_note"] if county["measure_list_status"] == "proposal" else ""
    first_run_is_over()
    place(
        "footer.html",
        as_of=view.as_of,
        proposal=proposal,
        read_first=view.url("/las-forst"),
        feedback=feedback_url(view, f"page:{st.session_state.get(_PATH, '/')}"),
        own=[(page.title, view.url(page.path)) for page in PAGES if page.path in OWN and page.opens_to(context.viewer)],
    )


def _invented(context: Context, path: str) -> bool:
    """Whether invented rows take part in what the page shows: of the county, or of any county that takes part."""
    if path == COUNTRY:
        return context.ask("national/state_by_county").synthetic
    return bool(context.ask("county/has_synthetic").row["synthetic"])


def share_url(context: Context, path: str) -> str:
    """Where page `path` is shared as it is seen; empty when it cannot be, or whoever looks may not."""
    chosen = path in SHAREABLE and (path != "/huvudman" or context.view.principal is not None)
    return context.view.url("/delat", sida=path) if chosen and context.may(SHARE) else ""


def feedback_url(view: View, about: str) -> str:
    """Where feedback is given about something: `example:`, `measure:`, `report:` or `page:` and what it is called."""
    return view.url("/kommunikation", om=about, uppgift=None, post=None, huvudman=None) + "#ge-aterkoppling"
