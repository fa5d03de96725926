"""The script Streamlit runs for every visitor: who looks, which page is asked for, whether they may, and draw it."""

import streamlit as st

from dashboard.context.pages import PAGES
from dashboard.errors import LagesbildError
from dashboard.ui.navigation import turn_page
from dashboard.ui.visit import use_viewer
from dashboard.web.error_pages import say_what_went_wrong
from dashboard.web.identity import viewer_of_visit
from dashboard.web.metrics import rerun
from dashboard.web.page_access import may_enter

pages = {
    entry.path: st.Page(entry.file, title=entry.title, url_path=entry.path.strip("/"), default=entry.path == "/")
    for entry in PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
with rerun():
    try:
        viewer, ended = viewer_of_visit()
        use_viewer(viewer)
        turn_page(pages)
        (entry,) = (one for one in PAGES if one.path.strip("/") == page.url_path)
        if may_enter(entry, viewer, ended=ended):
            page.run()
    except LagesbildError as error:
        # Caught here and not only by the server: Streamlit's own report of a fault takes seconds.
        say_what_went_wrong(error)
