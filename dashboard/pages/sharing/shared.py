"""Delad vy: the one view that a link was made for, and nothing beside it, for whoever has the link."""

from functools import cache
from pathlib import Path
from types import CodeType

import streamlit as st

from dashboard.access.guess_limit import TooManyTries
from dashboard.store.records import Row
from dashboard.ui.markup import markup, place
from dashboard.ui.page import read_context
from dashboard.ui.page_files import has_figures
from dashboard.ui.shared_view import GONE, GONE_WORDS, KEY, TOO_MANY, open_shared, show_shared

PATH = "/delad"


@cache
def script_of(file: Path) -> CodeType:
    """A page, compiled as Streamlit compiles it."""
    return compile(file.read_text(encoding="utf-8"), str(file), "exec")


def show(link: Row, token: str) -> None:
    """Who shares what until when, and then the page itself, which shows what the link says instead of the address."""
    page = show_shared(link)
    context, _ = read_context()
    # put down as it is: this is the one link in a shared view, and it leads to its own figures
    told = {name: link[name] for name in ("shared_by", "purpose", "as_of", "expires_at")}
    workbook_url = f"{PATH}.xlsx?{KEY}={token}" if has_figures(context.view, page.path) else ""
    st.html(markup("shared.html", **told, today=context.view.today, workbook_url=workbook_url))
    exec(script_of(page.file), {"__name__": "__main__", "__file__": str(page.file)})  # noqa: S102 - our own page


def refuse(heading: str, words: str) -> None:
    """Say that there is nothing to see, and show nothing else."""
    st.set_page_config(page_title=f"{heading} – Lägesbild", layout="wide")
    place("link_gone.html", path=PATH, heading=heading, words=words)


token = st.query_params.get(KEY, "")
try:
    link = open_shared(token, st.context.ip_address, counted=False)
except TooManyTries as refusal:
    refuse(TOO_MANY, str(refusal))
else:
    if link:
        show(link, token)
    else:
        refuse(GONE, GONE_WORDS)
