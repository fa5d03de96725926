"""Dela vyn: make a link to what was seen, and look after the links there are."""

import streamlit as st

from dashboard.access.links import all_links, links_of
from dashboard.context.current_store import current_store
from dashboard.context.view import View
from dashboard.context.viewer import current_viewer, may
from dashboard.pages.sharing.form import (
    TITLES,
    filters_in_words,
    page_to_share,
    place_links,
    revoke,
    share,
    shared_parameters,
    without_page,
)
from dashboard.store.scope import ADMINISTER
from dashboard.ui.markup import place
from dashboard.ui.navigation import filters, menu
from dashboard.ui.page import end, read_view, told_in_heading

PATH, HEADING = "/delat", "Dela vyn"
LEAD = "En länk som öppnas utan inloggning, visar en enda vy och slutar gälla."


def begin_sharing(view: View, plain: View, messages: list[str]) -> None:
    """Title, menu and heading; the day is chosen on the page that is shared, and has no field here."""
    st.set_page_config(page_title=f"{HEADING} – Lägesbild", layout="wide")
    menu(plain, PATH, fields=0)
    filters(plain, PATH, [], spoken=f"{HEADING}. {LEAD}", day=False)
    told_in_heading(view, PATH, HEADING, LEAD, messages)


def make(view: View) -> None:
    """What will be shared, and the form; or why nothing can be."""
    path, obstacle = page_to_share(view)
    words = filters_in_words(view, shared_parameters(view)) if path else ""
    place("what_is_shared.html", title=TITLES.get(path, ""), obstacle=obstacle, filters=words, view=view)
    if path:
        share(view, path)


view, messages = read_view()
plain = without_page(view)
begin_sharing(view, plain, messages)
revoke()
make(view)
place_links("mina", "Mina länkar", links_of(current_store(), current_viewer().scope.who), whose=False)
if may(ADMINISTER):
    place_links("alla", "Alla länkar", all_links(current_store(), view.county), whose=True)
end(plain)
