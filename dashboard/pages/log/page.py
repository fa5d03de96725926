"""Logg: who did what and when, to search and to take along. For administrators."""

from dashboard.pages.log.lines import log_filters, place_log
from dashboard.ui.page import begin, end, read_view

PATH = "/logg"

view, messages = read_view()
lead = "Vem som har gjort vad, och när. Sök på ord, adress, handling eller dag."
begin(view, PATH, "Logg", lead, messages, log_filters(view))
place_log(view, PATH)
end(view)
