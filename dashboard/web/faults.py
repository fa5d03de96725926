"""What a reader sees when a page cannot be shown: a plain Swedish sentence and no details. The log has the rest."""

import logging

import streamlit as st

from dashboard.errors import LagesbildError

_log = logging.getLogger("lagesbild")


def say_what_went_wrong(error: Exception) -> bool:
    """Put the fault on the page in words, and in the log in full. True: nothing more is to be shown of it."""
    known = str(error) if isinstance(error, LagesbildError) else "Felet är antecknat i loggen."
    _log.error("a page could not be shown: %s", error, exc_info=not isinstance(error, LagesbildError))
    st.error(
        f"Sidan kan inte visas just nu. {known} Ladda om sidan, och säg till den som driver Lägesbild om det består."
    )
    return True
