"""A form made of the browser's own controls, and what was sent with it."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import streamlit as st

from dashboard.errors import LagesbildError
from dashboard.intake.limits import MOST_BYTES
from dashboard.ui.markup import read_script
from dashboard.ui.shared_view import is_shared
from dashboard.wording.plain_text import clean

_component = st.components.v2.component(
    "lagesbild_form",
    html='<div class="lb-entry"><form></form><p role="status" class="lb-status"></p></div>',
    js=read_script("form.js"),
    isolate_styles=False,
)


WRITER = "writer"
"""Where a visit keeps the function of the one who writes, so that it is asked for once."""
_EARLY, _READ, _TURN = "-early", "-read", "-turn"
"""Beside the key of a form: what was sent before a session knew it, whether what came in this run was asked for, and
how often it has been answered."""
_HEIGHTS = {"long": 8.0, "many": 8.5}
"""About how high a control is with its label, in rem, where it is not as a line of text."""


@dataclass(frozen=True)
class Input:
    """One control: its name, label, kind (text, long, day, choice, file, hidden), what stands in it and what is wrong.

    `options` are (value, label) of a choice; `accept` the endings of a file. `base` is what stood in it when it was
    first drawn: then it is sent only when the person has changed it. Without it, it is always sent.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    help: str = ""
    required: bool = False
    error: str = ""
    accept: str = ""
    base: str | None = None


@dataclass(frozen=True)
class Sent:
    """What came with a form: which button, and the words by field name; a file as name and content.

    `drawn` is what stood in the fields that are sent only when they were changed.
    """

    button: str
    values: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]
    drawn: Mapping[str, str] = field(default_factory=dict)


def form(
    key: str,
    label: str,
    inputs: Sequence[Input],
    buttons: Sequence[tuple[str, str]],
    *,
    spoken: str = "",
    unsaved: bool = False,
    take_focus: bool = False,
) -> None:
    """Place the form `key`; what is sent with it is there for `sent(key)` in the run that follows.

    `buttons` are (name, label), the first the usual one. `spoken` is read out. `unsaved` marks what is written in it as
    not yet saved, so that the browser asks before it is lost; `take_focus` moves the focus to its first button. A
    shared view has no forms.
    """
    if is_shared():
        return
    data = {
        "id": key,
        "label": label,
        "fields": [asdict(one) for one in inputs],
        "buttons": list(buttons),
        "spoken": spoken,
        "unsaved": unsaved,
        "take_focus": take_focus,
        "most_bytes": MOST_BYTES,
        "turn": st.session_state.get(key + _TURN, 0),
    }
    # Its room is kept until the browser has drawn it, so that nothing below jumps.
    rem = 4 + sum(_HEIGHTS.get(one.kind, 5.2) + (1.3 if one.help else 0) for one in inputs if one.kind != "hidden")
    with st.container(key=f"room-{key}"):
        st.html(f"<style>.st-key-room-{key} {{ min-height: {rem:.1f}rem; }}</style>")
        result = _component(key=key, data=data, on_sent_change=lambda: None)
    if result.sent and not st.session_state.get(key + _READ):
        # The first run of a session: what was sent came before the form was known. The session is new because the
        # server was started anew, or forgot a browser that was away for long; the page and its form stood there still.
        st.session_state[key + _EARLY] = result.sent
        st.rerun()


def sent(key: str, inputs: Sequence[Input]) -> Sent | None:
    """What was sent with the form `key` in this run, only the fields of `inputs`; None when nothing was.

    Raises LagesbildError when a file is too large or did not arrive whole.
    """
    state = st.session_state.get(key)
    told = getattr(state, "sent", None) if state is not None else None
    told = st.session_state.pop(key + _EARLY, None) or told
    st.session_state[key + _READ] = told is not None
    if is_shared() or not isinstance(told, Mapping) or not isinstance(told.get("values"), Mapping):
        return None
    st.session_state[key + _TURN] = st.session_state.get(key + _TURN, 0) + 1
    values: dict[str, str] = {}
    stood = told.get("drawn")
    files: dict[str, tuple[str, bytes]] = {}
    for one in inputs:
        given = told["values"].get(one.name)
        if isinstance(given, Mapping):
            files[one.name] = _file(given)
        elif isinstance(given, str):
            values[one.name] = clean(given)
    known = {one.name for one in inputs}
    from_it = stood.items() if isinstance(stood, Mapping) else ()
    drawn = {name: words for name, words in from_it if name in known and isinstance(words, str)}
    return Sent(str(told.get("button", "")), values, files, drawn)


def _file(given: Mapping[str, Any]) -> tuple[str, bytes]:
    name = clean(str(given.get("name", "filen")))[:200]
    content = given.get("content")
    if given.get("too_large") or (isinstance(content, str) and len(content) > MOST_BYTES * 4 / 3 + 4):
        raise LagesbildError(f"{name} är större än 5 MB och läses inte. Ta bort bilder och blad som inte behövs.")
    try:
        return name, base64.b64decode(content or "", validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise LagesbildError(f"{name} kom inte fram hel. Försök igen.") from error
