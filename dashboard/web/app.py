"""The script Streamlit runs for every visitor: view → menu → page."""

import streamlit as st

from dashboard.parts.navigation import turn_page
from dashboard.parts.site import PAGES

pages = {
    page.path: st.Page(page.file, title=page.title, url_path=page.path.strip("/"), default=page.path == "/")
    for page in PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
turn_page(pages)
page.run()
