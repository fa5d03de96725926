"""Behörighet: who may what, the members, and what is held on whoever looks."""

from dashboard.context.viewer import current_viewer, may
from dashboard.pages.rights.members import held, members_and_form, rights_table
from dashboard.store.scope import ADMINISTER
from dashboard.ui.page import begin, end, read_view

PATH = "/behorighet"

view, messages = read_view()
begin(view, PATH, "Behörighet", "Vem som får läsa, skriva in, låsa, dela, hämta och sköta.", messages, [])
rights_table()
if may(ADMINISTER):
    members_and_form(view)
if current_viewer().kind in {"member", "local"}:
    held()
end(view)
