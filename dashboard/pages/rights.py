"""Behörighet: who may what, the members, and what is held on whoever looks."""

from dashboard.parts.page import begin, end, read_view
from dashboard.parts.rights import held, members_and_form, rights_table
from dashboard.parts.viewer import current_viewer, may
from dashboard.store.scope import ADMINISTER

PATH = "/behorighet"

view, messages = read_view()
begin(view, PATH, "Behörighet", "Vem som får läsa, skriva in, låsa, dela, hämta och sköta.", messages, [])
rights_table()
if may(ADMINISTER):
    members_and_form(view)
if current_viewer().kind in {"member", "local"}:
    held()
end(view)
