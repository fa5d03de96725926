"""Sharing what is seen: what goes with it in words, the form, the link that is shown once, and the links there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import segno
import streamlit as st

from dashboard.access.links import (
    EXPIRED,
    LONGEST_PURPOSE,
    LOST,
    MOST_DAYS,
    OPEN,
    REVOKED,
    USUAL_DAYS,
    Shared,
    make_link,
    revoke_link,
    state_of,
    viewer_of_rights,
)
from dashboard.address import address
from dashboard.context.choices import choices_for
from dashboard.context.context import Context
from dashboard.context.pages import PAGES
from dashboard.context.view import EVALUATED, SORTS, View, parse
from dashboard.errors import LagesbildError
from dashboard.intake.identity_numbers import holds_identity_number
from dashboard.store.records import Row
from dashboard.store.scope import COMMENTS, CONTACT_NAMES, DRAFTS, GUT_FEELING, RISKS
from dashboard.ui.form import WRITER, Input, form, sent
from dashboard.ui.markup import place
from dashboard.ui.navigation import acted
from dashboard.ui.shared_view import KEY, SHAREABLE, parameters_of
from dashboard.ui.visit import service_store
from dashboard.wording.swedish import day, listed

REVOKE = "revoke"
RIGHTS = {
    RISKS: "Risker",
    GUT_FEELING: "Magkänslan",
    COMMENTS: "Kommentarer och återkoppling",
    DRAFTS: "Utkast: pågående omgångar och rapporter som inte är låsta",
    CONTACT_NAMES: "Kontaktpersoners namn",
}
"""What may be read beyond published figures, and goes with a link only when it is ticked."""
STATES = {
    OPEN: "Gäller",
    EXPIRED: "Har gått ut",
    REVOKED: "Återkallad",
    LOST: "Öppnas inte: den som delade får inte längre dela den",
}
"""How a link stands, in words."""
TITLES = {page.path: page.title for page in PAGES}
_KEY = "share"
_NOT_SHARED = {"sida": None, "per": None, "lan": None, "visning": None, "uppgift": None, "post": None, "punkt": None}
_FROZEN, _FOLLOWS = "fryst", "folj"
_MORE = "more"
_NAMED = {
    "huvudman": ("huvudman", "catalogue/principals", "principal_code", "principal"),
    "niva": ("nivå", "catalogue/levels", "level_id", "level"),
    "aspekt": ("aspekt", "catalogue/aspects", "aspect_id", "aspect"),
    "matt": ("mått", "catalogue/measures", "measure_id", "measure"),
    "omgang": ("omgång", "follow_up/rounds", "round_id", "round"),
    "jamfor": ("jämförd med", "follow_up/rounds", "round_id", "round"),
    "grupp": ("arbetsgrupp", "catalogue/work_groups", "work_group_id", "work_group"),
    "mote": ("möte", "county/meetings", "meeting_id", "meeting"),
}
"""Query parameter → its label, and the question, the code and the name that say what it means."""
_WORDS = {"sedan": "ändringar sedan", "sok": "sökord", "inblandad": "inblandad", "om": "återkoppling på"}
_CODES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "urval": ("mått", {"karna": "bara kärnan"}),
    "sort": ("sort", SORTS),
    "utvarderat": ("utvärderat", EVALUATED),
}


def without_page(view: View) -> View:
    """The view with the page to be shared left out of its addresses, so that no other page carries it along."""
    return replace(view, chosen={name: value for name, value in view.chosen.items() if name != "sida"})


def page_to_share(context: Context) -> tuple[str, str]:
    """The page that the address names, and why it cannot be shared by whoever looks; empty when it can."""
    path = context.view.shared_page or ""
    if path not in SHAREABLE:
        return "", "Gå till en sida med siffror, välj det du vill visa och tryck på Dela vyn där."
    page = next(one for one in PAGES if one.path == path)
    if path == "/huvudman" and context.view.principal is None:
        return "", "Välj en huvudman på sidan Huvudman, och tryck på Dela vyn där."
    if RISKS in page.rights and not context.viewer.may(RISKS):
        return "", "Sidan Risker går bara att dela av den som får läsa alla risker."
    return path, ""


def filters_in_words(context: Context, parameters: Mapping[str, str]) -> str:
    """What narrows the view, in words; that nothing does when so."""
    found = []
    for name, value in parameters.items():
        if name in _NAMED:
            label, question, code, words = _NAMED[name]
            named = {str(row[code]): str(row[words]) for row in context.ask(question).rows}
            found.append(f"{label} {named.get(value, value)}")
        elif name in _CODES:
            label, codes = _CODES[name]
            found.append(f"{label} {codes.get(value, value).lower()}")
        elif name in _WORDS:
            found.append(f"{_WORDS[name]} {value}")
    return ", ".join(found) or "inga filter, hela länet"


def shared_parameters(view: View) -> dict[str, str]:
    """The parameters that go with a link beside county and day."""
    return view.parameters(**_NOT_SHARED)


def inputs_of(context: Context) -> list[Input]:
    """The fields of the form: for whom, which day, how long, and what more than figures."""
    days = [(_FROZEN, f"Fryst: läget {day(context.view.as_of)}"), (_FOLLOWS, "Följer: alltid dagens läge")]
    scope = context.viewer.scope
    own = [] if scope.function else [
        Input("function", "Din funktion", value=str(st.session_state.get(WRITER, "")), required=True,
              help="Står på den delade vyn, till exempel Processledare.")
    ]  # fmt: skip
    held = [(right, label) for right, label in RIGHTS.items() if right in scope.reading.rights]
    told = "Det som inte kryssas för syns inte, och siffrorna räknas utan det."
    if _needs(context.view, RISKS):
        told = f"Sidan går inte att dela utan riskerna. {told}"
    more = [Input(_MORE, "Ta med mer än siffror?", "many", options=held, help=told)] if held else []
    return [
        Input("purpose", "Vem är den till?", required=True, help="Till exempel ”Skolnämnden, mötet i december”."),
        *own,
        Input("day", "Vilket läge?", "choice", _FROZEN, days),
        Input("days", "Hur många dagar ska länken gälla?", value=str(USUAL_DAYS), help=f"Högst {MOST_DAYS}."),
        *more,
    ]


def share(context: Context, path: str) -> None:
    """The form, and what was made with it; what is wrong stands beside its field."""
    inputs = inputs_of(context)
    told = sent(_KEY, inputs)
    written = dict(told.values) if told else {}
    faults = _faults(context, written) if told else {}
    if told and not faults:
        try:
            st.session_state[WRITER] = written.get("function", "") or st.session_state.get(WRITER, "")
            _made(context, path, written)
            return
        except LagesbildError as error:
            place("refused.html", words=str(error))
    inputs = [replace(one, value=written.get(one.name, one.value), error=faults.get(one.name, "")) for one in inputs]
    form(_KEY, "Dela vyn", inputs, [("make", "Skapa länken")], spoken="Något behöver rättas." if faults else "")


def revoke(context: Context) -> None:
    """Revoke the link that a button asked for in this run."""
    act, on = acted()
    if act != REVOKE:
        return
    try:
        revoke_link(context.store, on)
        place("stored.html", words="Länken är återkallad. Den öppnas inte längre.")
    except LagesbildError as error:
        place("refused.html", words=str(error))


def place_links(context: Context, anchor: str, heading: str, links: Sequence[Row], *, whose: bool) -> None:
    """A table of links, with a button for each that still opens; `whose` says who shared."""
    rows = []
    for row in links:
        state = state_of(service_store(), row)
        when = f"läget {row['as_of']}" if row["as_of"] else "följer med"
        told = {"what": _what(context, row), "when": when, "state": STATES[state], "open": state == OPEN}
        rows.append(row | told)
    place("links.html", anchor=anchor, heading=heading, rows=rows, whose=whose, revoke=REVOKE)


def _needs(view: View, right: str) -> bool:
    page = next((one for one in PAGES if one.path == view.shared_page), None)
    return right == RISKS and page is not None and RISKS in page.rights


def _ticked(written: Mapping[str, str]) -> list[str]:
    """The rights beyond figures that were ticked."""
    return [right for right in written.get(_MORE, "").split(";") if right in RIGHTS]


def _faults(context: Context, written: Mapping[str, str]) -> dict[str, str]:
    """Field → what is wrong with what was written in it."""
    view = context.view
    faults = {}
    for name in ("purpose", "function"):
        if name in written and not written[name].strip():
            faults[name] = "Det här måste fyllas i."
        elif holds_identity_number(written.get(name, "")):
            faults[name] = "Det ser ut som ett personnummer. Skriv det på ett annat sätt."
    if len(written.get("purpose", "")) > LONGEST_PURPOSE:
        faults["purpose"] = f"Skriv högst {LONGEST_PURPOSE} tecken."
    asked = written.get("days", "").strip()
    if not asked.isdecimal() or not 1 <= int(asked) <= MOST_DAYS:
        faults["days"] = f"Skriv ett helt antal dagar, från 1 till {MOST_DAYS}."
    if _needs(view, RISKS) and RISKS not in _ticked(written):
        faults[_MORE] = "Kryssa för Risker, eller dela en annan sida."
    elif {view.chosen.get("omgang"), view.chosen.get("jamfor")} & set(_hidden_rounds(context, written)):
        faults[_MORE] = "Omgången du ser är inte stängd. Kryssa för Utkast, eller välj en annan omgång på sidan."
    return faults


def _hidden_rounds(context: Context, written: Mapping[str, str]) -> dict[str, str]:
    """The rounds that the sharer sees and whoever has the link would not, by id."""
    theirs = _rounds(context.seen_by(viewer_of_rights(_ticked(written), context.view.county)))
    return {id_: name for id_, name in _rounds(context).items() if id_ not in theirs}


def _rounds(context: Context) -> dict[str, str]:
    view = context.view
    known = choices_for(context.viewer, context.store, view.today, view.county, view.county)
    return {one.id: one.name for one in known.rounds_at(view.as_of)}


def _made(context: Context, path: str, written: Mapping[str, str]) -> None:
    """Make the link and show it, this once."""
    view = context.view
    follows = written.get("day") == _FOLLOWS
    parameters = shared_parameters(view)
    shared = Shared(
        county_code=view.county,
        page=path,
        parameters=urlencode(parameters),
        as_of=None if follows else view.as_of,
        rights=frozenset(_ticked(written)),
        purpose=written["purpose"],
        days=int(written["days"]),
        shared_by=written.get("function", ""),
    )
    token = make_link(context.store, shared)
    here = urlsplit(st.context.url or "http://localhost")
    url = f"{here.scheme}://{here.netloc}{address('/delad')}?{urlencode({KEY: token})}"
    drawn = segno.make(url, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    hidden = listed(list(_hidden_rounds(context, written).values()))
    place("link_made.html", url=url, qr=drawn, summary=_summary(context, shared, parameters, url), hidden=hidden)


def _summary(context: Context, shared: Shared, parameters: Mapping[str, str], url: str) -> str:
    """What is shared as plain text, to paste in a letter."""
    until = context.store.now().date() + timedelta(days=shared.days)
    function = context.viewer.scope.function or " ".join(shared.shared_by.split())
    state = f"som det var känt {day(shared.as_of)}" if shared.as_of else "följer med dag för dag"
    return "\n".join(
        (
            f"Lägesbild: {TITLES[shared.page]}",
            f"Visar: {filters_in_words(context, parameters)}.",
            f"Läget: {state}.",
            f"Delad av {function}. Till: {' '.join(shared.purpose.split())}.",
            f"Länken gäller till {day(until)}. Den öppnas utan inloggning, så skicka den bara dit den ska.",
            url,
        )
    )


def _what(context: Context, row: Row) -> str:
    """What a link shows, but for the day, in a line."""
    county = row["county_code"]
    known = choices_for(context.viewer, context.store, date.today(), county, county)
    context = context.of(parse(parameters_of(row), known)[0])
    parameters = dict(parse_qsl(row["parameters"]))
    return f"{TITLES.get(row['page'], row['page'])}: {filters_in_words(context, parameters)}"
