"""Data: the form that goes out, the files that come back, entries by hand, and a copy to keep."""

from dashboard.context.context import Context
from dashboard.intake.entries import register_named
from dashboard.intake.register import Register
from dashboard.intake.registers import REGISTERS
from dashboard.pages.data.upload import upload
from dashboard.store.scope import COPY, IMPORT
from dashboard.ui.entry_links import may_enter
from dashboard.ui.markup import place
from dashboard.ui.navigation import Filter, principal_filter
from dashboard.ui.page import begin, end, read_context
from dashboard.ui.register_form import entry

PATH = "/data"
FORM_URL, COPY_URL = "/hamta/formular.xlsx", "/hamta/sakerhetskopia.zip"


def what_to_do(context: Context) -> Filter:
    """Which register to enter in, or none: files."""
    options = [("", "Filer ut och in"), *((one.id, one.title) for one in to_enter(context))]
    return Filter("uppgift", "Vad vill du göra?", options, context.view.register or "")


def to_enter(context: Context) -> list[Register]:
    """The registers that whoever looks may enter in."""
    return [one for one in REGISTERS.values() if may_enter(context, one.table)]


def files_out(context: Context) -> None:
    """The form of each round, for one huvudman or for whoever answers."""
    view = context.view
    rounds = context.ask("follow_up/rounds", as_of=view.today, work_group=None).rows
    principal = f"&huvudman={view.principal}" if view.principal else ""
    links = [(row["round"], f"{FORM_URL}?omgang={row['round_id']}{principal}") for row in reversed(rounds)]
    place("files_out.html", links=links, principal=view.principal)


def files_in(context: Context) -> None:
    """Upload, and what has come in."""
    if context.may(IMPORT):
        place("files_in.html")
        upload(context)
    sources = context.ask("work/sources")
    place("sources.html", rows=sources.rows, file_url=sources.file_url, as_of=context.view.as_of)


context, messages = read_context()
view = context.view
register = register_named(view.register)
heading = register.title if register else "Data"
lead = "Det som gäller, rättelser och historik." if register else "Formulär ut, svar in, rätta en uppgift, ta en kopia."
fields = [what_to_do(context), principal_filter(context, none="Alla")]
begin(context, PATH, heading, lead, messages, fields, title=f"{heading} – Data" if register else "")
if view.looks_back:
    place("counts_from_today.html")
if register:
    if may_enter(context, register.table):
        entry(context, PATH, register)
    else:
        place("refused.html", words="Din roll får inte skriva in det här. På sidan Behörighet står vem som får.")
else:
    if may_enter(context, "answer"):
        files_out(context)
    files_in(context)
    links = [(one.title, view.url(PATH, uppgift=one.id)) for one in to_enter(context)]
    place("keep.html", url=COPY_URL if context.may(COPY) else "", registers=links)
end(context)
