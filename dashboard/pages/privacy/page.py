"""Personuppgifter: what the law asks to be told of personal data, and the accessibility statement. Open to anybody."""

from dashboard.pages.privacy.statements import alone, statements
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.visit import current_viewer

PATH = "/personuppgifter"
HEADING, LEAD = "Personuppgifter", "Vad som finns om personer i Lägesbild, varför, hur länge och vad du kan begära."

if current_viewer().may_look:
    context, messages = read_context()
    begin(context, PATH, HEADING, LEAD, messages, [])
    statements(signed_in=True)
    end(context)
else:
    alone(PATH, HEADING, LEAD)
    statements(signed_in=False)
