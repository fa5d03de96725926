"""The door to every page: in, to sign-in, or a sentence that says whom to ask."""

import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.context.pages import PageEntry
from dashboard.settings import settings
from dashboard.ui.markup import place


def may_enter(entry: PageEntry, viewer: Viewer, *, ended: bool) -> bool:
    """Whether `viewer` may have the page; if not, what they can do about it is placed instead."""
    if entry.opens_to(viewer):
        return True
    if viewer.kind == "nobody":
        _sign_in(ended)
        return False
    st.set_page_config(page_title="Du kommer inte in här – Lägesbild", layout="wide")
    whom = settings().responsible or "den som driver Lägesbild"
    place("no_entry.html", viewer=viewer, title=entry.title, whom=whom, contact=settings().contact)
    return False


def providers() -> list[tuple[str | None, str]]:
    """The sign-in providers of the secrets file as (name, words); a nameless one is the only one."""
    section = st.secrets.get("auth", {})
    named = [(name, str(one.get("title", name))) for name, one in section.items() if hasattr(one, "get")]
    return [(name, words) for name, words in named] or [(None, "")]


def _sign_in(ended: bool) -> None:
    st.set_page_config(page_title="Logga in – Lägesbild", layout="wide")
    place("sign_in.html", ended=ended, whom=settings().responsible, contact=settings().contact)
    for name, words in providers():
        with st.container(key=f"sign-in-{name or 'default'}"):
            if st.button(f"Logga in med {words}" if words else "Logga in", type="primary"):
                st.login(name)
