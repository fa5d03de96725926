"""What is said of personal data and accessibility. Asks the store nothing, so that it can be read before sign-in."""

import streamlit as st

from dashboard.access.sign_ins import KEPT
from dashboard.settings import settings
from dashboard.ui.markup import place


def alone(path: str, heading: str, lead: str) -> None:
    """The heading for somebody who has not signed in: no menu, and nothing of the picture."""
    st.set_page_config(page_title=f"{heading} – Lägesbild", layout="wide")
    place("alone.html", path=path, heading=heading, lead=lead)


def statements(*, signed_in: bool) -> None:
    """Purpose, ground, retention and rights, then the accessibility statement."""
    told = settings()
    place(
        "privacy.html",
        responsible=told.responsible,
        contact=told.contact,
        ground=told.legal_ground,
        days=KEPT.days,
        idle=told.idle_minutes,
        members=told.access == "oidc",
        signed_in=signed_in,
    )
    place("accessibility.html", responsible=told.responsible, contact=told.contact)
    if not signed_in:
        place("alone_foot.html")
