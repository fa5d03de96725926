"""What may be named in a form or a file today."""

from dashboard.context.context import Context
from dashboard.intake.codes import Known


def known_today(context: Context) -> Known:
    """Everything that can be named in the county looked at. Entries are about today, whatever day is looked at."""
    return Known(context.store, context.view.county, context.view.today)
