"""Behörighet: who may what, the members, and what is held on whoever looks."""

from dashboard.pages.rights.members import held, members_and_form, rights_table
from dashboard.store.scope import ADMINISTER
from dashboard.ui.page import begin, end, read_context

PATH = "/behorighet"

context, messages = read_context()
begin(context, PATH, "Behörighet", "Vem som får läsa, skriva in, låsa, dela, hämta och sköta.", messages, [])
rights_table(context)
if context.may(ADMINISTER):
    members_and_form(context)
if context.viewer.kind in {"member", "local"}:
    held(context)
end(context)
