"""A page's way to ask: named questions put to the store of this process, filled in from the view."""

from datetime import date

from dashboard.context.choices import choices_of, counties_of
from dashboard.context.current_store import current_store
from dashboard.context.results import DOWNLOADS, ROLE, Answer, put
from dashboard.context.view import Choices, View
from dashboard.context.viewer import current_viewer
from dashboard.settings import settings
from dashboard.store.records import Row

__all__ = ["DOWNLOADS", "ROLE", "Answer", "ask", "choices", "counties", "county_of"]


def ask(name: str, view: View, **changes: str | date | None) -> Answer:
    """Put the question `name` to the store, its parameters taken from `view` unless named in `changes`.

    Raises what Store.answer raises.
    """
    return put(current_store(), name, view, **changes)


def choices(today: date, asked: str | None, own: str = "") -> Choices:
    """What whoever looks can look at in the county that is `asked` for, or in our `own` when that is none of theirs.

    Our own is that of whoever looks, or of the settings, unless it is named.
    """
    viewer = current_viewer()
    return choices_of(current_store(), today, asked, own or viewer.scope.county or settings().county, viewer.counties)


def county_of(view: View) -> Row:
    """The county that is looked at: its code, its name, whether its list of measures is decided."""
    return next(row for row in ask("catalogue/counties", view).rows if row["county_code"] == view.county)


def counties(own: str) -> list[str]:
    """The counties that whoever looks may look at: our own and those that take part, or those it is a member in."""
    return counties_of(current_store(), own, current_viewer().counties)
