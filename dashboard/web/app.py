"""The script Streamlit runs for every visitor: turn to the page that is asked for, and draw it."""

import streamlit as st

from dashboard.errors import LagesbildError
from dashboard.parts.navigation import turn_page
from dashboard.parts.site import PAGES
from dashboard.web.faults import say_what_went_wrong

pages = {
    entry.path: st.Page(entry.file, title=entry.title, url_path=entry.path.strip("/"), default=entry.path == "/")
    for entry in PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
turn_page(pages)
try:
    page.run()
except LagesbildError as error:
    # Caught here and not only by the server: Streamlit's own report of a fault takes seconds.
    say_what_went_wrong(error)
