"""What may be named in a form or a file today."""

from dashboard.context.current_store import current_store
from dashboard.context.view import View
from dashboard.intake.codes import Known


def known_today(view: View) -> Known:
    """Everything that can be named in the county of `view`. Entries are about today, whatever day is looked at."""
    return Known(current_store(), view.county, view.today)
