"""What whoever looks may enter, where, and in whose name."""

from collections.abc import Mapping

import streamlit as st

from dashboard.context.context import Context
from dashboard.intake.entries import BY
from dashboard.intake.registers import CONTACT, REGISTERS
from dashboard.store.permissions import MEETING_TABLES, OWN_TABLES
from dashboard.store.scope import ENTER_ALL, ENTER_MEETING, ENTER_OWN
from dashboard.ui.form import WRITER
from dashboard.ui.markup import place


def may_enter(context: Context, table: str) -> bool:
    """Whether whoever looks may enter in `table`, if only of its own huvudman."""
    return may_enter_all(context, table) or (table in {*OWN_TABLES, CONTACT.table} and context.may(ENTER_OWN))


def may_enter_all(context: Context, table: str) -> bool:
    """Whether whoever looks may enter in `table` of every huvudman."""
    return context.may(ENTER_ALL) or (table in MEETING_TABLES and context.may(ENTER_MEETING))


def own_alone(context: Context, table: str) -> frozenset[str] | None:
    """The huvudmän that whoever looks may enter of in `table`; None when it is all of them."""
    return None if may_enter_all(context, table) else context.viewer.scope.own


def enter_url(context: Context, register: str, **changes: str | None) -> str:
    """Where something is entered in a register; empty when whoever looks may not."""
    return (
        context.view.url("/data", uppgift=register, **changes) if may_enter(context, REGISTERS[register].table) else ""
    )


def place_enter(context: Context, register: str, words: str, **changes: str | None) -> None:
    """A link to where something is entered, for those who may."""
    if url := enter_url(context, register, **changes):
        place("enter.html", url=url, words=words)


def writer(context: Context) -> str:
    """The function of whoever writes: a member's own, or what was written last at this machine."""
    return context.viewer.scope.function or str(st.session_state.get(WRITER, ""))


def asks_for_writer(context: Context) -> bool:
    """Whether a form asks who writes: a member is known, and cannot write in another's name."""
    return not context.viewer.scope.function


def in_own_name(context: Context, written: Mapping[str, str]) -> dict[str, str]:
    """What was written in a form, with who wrote it; what a form says of it is kept for the next one."""
    if asks_for_writer(context):
        st.session_state[WRITER] = written.get(BY.name, "")[:300]
        return dict(written)
    return {**written, BY.name: writer(context)}
