"""Our own markup: Jinja templates, escaped by default, put on the page as they are."""

from datetime import date
from functools import cache
from pathlib import Path

import jinja2
import pandas as pd
import streamlit as st

from dashboard.address import with_base
from dashboard.charts.palette import look
from dashboard.ui.shared_view import as_seen, is_shared
from dashboard.wording.plain_text import clean
from dashboard.wording.swedish import day, number

FOLDER = Path(__file__).parent
_WAYS_OUT = frozenset({"menu.html", "files.html", "enter.html", "since.html", "give_feedback.html"})
"""Templates that are nothing but ways to somewhere else; a shared view has none of them."""


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(cell=cell, day=day, number=number)
    environment.globals.update(look=look)
    return environment


def markup(template: str, **values: object) -> str:
    """The template file `template` filled with `values`, every value escaped, our addresses below the base path."""
    made = _environment().get_template(template).render(values)
    return with_base(clean(made) if template.endswith(".xml") else made)  # a browser shows what a feed reader refuses


def place(template: str, **values: object) -> None:
    """Put the template on the page, in a shared view without what leads away from it."""
    html = "" if is_shared() and template in _WAYS_OUT else as_seen(markup(template, **values))
    if html.strip():
        st.html(html)


@cache
def read_script(name: str) -> str:
    """A script of ours, for a component."""
    return (FOLDER / "scripts" / name).read_text(encoding="utf-8")


def cell(value: object) -> str:
    """A value as a table shows it: decimal comma, ISO day, ja or nej, a dash where there is none."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return number(value)
    return str(value)
