"""Logg: who did what and when, to search and to take along. For administrators."""

from dashboard.pages.log.lines import log_filters, place_log
from dashboard.ui.page import begin, end, read_context

PATH = "/logg"

context, messages = read_context()
lead = "Vem som har gjort vad, och när. Sök på ord, adress, handling eller dag."
begin(context, PATH, "Logg", lead, messages, log_filters(context.view))
place_log(context, PATH)
end(context)
