"""Reading files in on the page: choose, see what is wrong and what would change, store."""

import streamlit as st

from dashboard.context.context import Context
from dashboard.errors import LagesbildError
from dashboard.intake.differences import told
from dashboard.intake.open_file import ENDINGS
from dashboard.intake.read_in import Examined, examine, store_examined
from dashboard.ui.codes import known_today
from dashboard.ui.entry_links import asks_for_writer
from dashboard.ui.form import Input, form, sent
from dashboard.ui.markup import markup, place
from dashboard.wording.swedish import counted, listed

_KEY, _PENDING = "upload", "pending_file"
_BY = Input("by", "Vem läser in", required=True, help="Din funktion, inte ditt namn")
_STORE, _DROP = "store", "drop"
_SHOWN = 300


def upload(context: Context) -> None:
    """The form for a file, or what was found in the one that has been sent."""
    try:
        _take(context)
    except LagesbildError as refusal:
        st.session_state.pop(_PENDING, None)
        place("refused.html", words=str(refusal))
    pending: Examined | None = st.session_state.get(_PENDING)
    if pending is None:
        form(_KEY, "Läs in svar", _choose(context), [("read", "Granska filen")])
        return
    changing = [change for change in pending.changes if change.kind != "unchanged"]
    known = known_today(context)
    rows = [(*told(change, known), change.kind == "new") for change in changing[:_SHOWN]]
    place("examined.html", one=pending, rows=rows, changing=len(changing), most=_SHOWN, counted=counted)
    if pending.errors or not (pending.count("new") or pending.count("corrected")):
        form(f"{_KEY}-again", "Läs in svar", _choose(context), [("read", "Granska filen")], spoken=_spoken(pending))
    else:
        buttons = [(_STORE, "Spara uppgifterna"), (_DROP, "Spara inte")]
        who = [_BY] if asks_for_writer(context) else []
        form(f"{_KEY}-store", "Spara det som granskats", who, buttons, spoken=_spoken(pending), unsaved=True)


def _choose(context: Context) -> list[Input]:
    rounds = [(row["id"], row["name"]) for row in known_today(context).rounds]
    help_ = "Formuläret, Forms arbetsbok eller CSV. Högst 5 MB och 20 000 rader."
    return [
        Input("file", "Fil", "file", help=help_, required=True, accept=",".join(ENDINGS)),
        Input("round", "Omgång", "choice", "", [("", "Står i filen"), *rounds]),
    ]


def _take(context: Context) -> None:
    """What was sent in this run: a file to look through, or the word to store it or not."""
    inputs = _choose(context)
    asked = sent(_KEY, inputs) or sent(f"{_KEY}-again", inputs)
    if asked and "file" in asked.files:
        name, content = asked.files["file"]
        st.session_state[_PENDING] = _with_progress(context, name, content, asked.values.get("round") or None)
    elif asked:
        raise LagesbildError("Ingen fil är vald. Välj en fil och granska den sedan.")
    answer = sent(f"{_KEY}-store", [_BY])
    pending: Examined | None = st.session_state.get(_PENDING)
    if answer and pending is None and answer.button == _STORE:  # the server was started anew between the two steps
        raise LagesbildError("Filen som granskades finns inte kvar på servern, så ingenting sparades. Välj den igen.")
    if answer and pending and answer.button == _DROP:
        st.session_state.pop(_PENDING)
    elif answer and pending:
        by = answer.values.get(_BY.name, "").strip() or "sidan Data"
        done = store_examined(context.store, context.view.county, context.view.today, pending, by[:300])
        st.session_state.pop(_PENDING)
        place("stored.html", words=_stored(done))


def _with_progress(context: Context, name: str, content: bytes, round_id: str | None) -> Examined:
    bar = st.empty()

    def show(share: float) -> None:
        bar.html(markup("progress.html", label=f"Granskar {name}", percent=round(share * 100)))

    show(0)
    try:
        return examine(context.store, context.view.county, context.view.today, name, content, round_id, show)
    finally:
        bar.empty()


def _stored(one: Examined) -> str:
    new, corrected = one.count("new"), one.count("corrected")
    words = [counted(new, "en ny", "nya")] * bool(new) + [counted(corrected, "en rättad", "rättade")] * bool(corrected)
    return f"{one.name} är inläst: {listed(words)} {'uppgift' if (corrected or new) == 1 else 'uppgifter'}."


def _spoken(one: Examined) -> str:
    if one.errors:
        return f"{counted(len(one.errors), 'ett fel', 'fel').capitalize()} i filen. Ingenting är sparat."
    return "Filen är granskad. Ingenting är sparat ännu."
