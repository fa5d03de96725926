"""Dela vyn: make a link to what was seen, and look after the links there are."""

import streamlit as st

from dashboard.access.links import all_links, links_of
from dashboard.context.context import Context
from dashboard.context.view import View
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
from dashboard.ui.page import end, read_context, told_in_heading

PATH, HEADING = "/delat", "Dela vyn"
LEAD = "En länk som öppnas utan inloggning, visar en enda vy och slutar gälla."


def begin_sharing(context: Context, plain: View, messages: list[str]) -> None:
    """Title, menu and heading; the day is chosen on the page that is shared, and has no field here."""
    st.set_page_config(page_title=f"{HEADING} – Lägesbild", layout="wide")
    menu(context.of(plain), PATH, fields=0)
    filters(context.of(plain), PATH, [], spoken=f"{HEADING}. {LEAD}", day=False)
    told_in_heading(context, PATH, HEADING, LEAD, messages)


def make(context: Context) -> None:
    """What will be shared, and the form; or why nothing can be."""
    path, obstacle = page_to_share(context)
    words = filters_in_words(context, shared_parameters(context.view)) if path else ""
    place("what_is_shared.html", title=TITLES.get(path, ""), obstacle=obstacle, filters=words, view=context.view)
    if path:
        share(context, path)


context, messages = read_context()
view = context.view
plain = without_page(view)
begin_sharing(context, plain, messages)
revoke(context)
make(context)
place_links(context, "mina", "Mina länkar", links_of(context.store, context.viewer.scope.who), whose=False)
if context.may(ADMINISTER):
    place_links(context, "alla", "Alla länkar", all_links(context.store, view.county), whose=True)
end(context.of(plain))
