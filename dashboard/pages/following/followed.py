"""Saved views, what is followed, and the ways to hear of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard.access.digest import Difference, differences, send_due
from dashboard.access.follow import (
    ASPECT,
    PRINCIPAL,
    drop_feed,
    followed,
    mail_off,
    mail_on,
    new_feed,
    start_following,
    stop_following,
    way_out,
)
from dashboard.access.mail import mailer_of
from dashboard.access.saved_views import remove_view, save_view, saved_views
from dashboard.address import address
from dashboard.context.context import Context
from dashboard.context.pages import PAGES
from dashboard.context.results import DOWNLOADS
from dashboard.context.view import View
from dashboard.errors import LagesbildError
from dashboard.intake.identity_numbers import holds_identity_number
from dashboard.pages.rights.members import NO_NUMBERS
from dashboard.settings import settings
from dashboard.store.scope import ADMINISTER
from dashboard.ui.form import Input, form, sent
from dashboard.ui.markup import place
from dashboard.ui.meetings import place_of
from dashboard.ui.navigation import acted
from dashboard.ui.visit import service_store
from dashboard.wording.swedish import counted, day, listed, sentence

FEED = DOWNLOADS + "foljer.atom"
PREVIEWED = timedelta(days=30)
_NAME = Input("name", "Vad ska vyn heta?", required=True)
_SAVE, _REMOVE, _START, _STOP = "save-view", "remove-view", "follow", "unfollow"
_ACTS = {"feed": "new-feed", "no_feed": "drop-feed", "mail": "mail-on", "no_mail": "mail-off", "send": "send-due"}
_CHANGES = {_ACTS["no_feed"]: drop_feed, _ACTS["mail"]: mail_on, _ACTS["no_mail"]: mail_off}
_MOST = 60


def done_now(context: Context) -> str:
    """Do what a button or the form asked for in this run. The address of a new feed, if that was it."""
    with st.container():  # what is said has a place of its own, so that nothing below is drawn twice when it comes
        return _done(context)


def _done(context: Context) -> str:
    act, on = acted()
    try:
        if told := sent(_SAVE, [_NAME]):
            _save(context, told.values.get(_NAME.name, ""))
        elif act == _REMOVE:
            remove_view(context.store, on)
        elif act in {_START, _STOP}:
            kind, _, subject = on.partition(":")
            (start_following if act == _START else stop_following)(context.store, kind, subject)
        elif act == _ACTS["feed"]:
            return f"{_origin()}{FEED}?nyckel={new_feed(context.store)}"
        elif act == _ACTS["send"] and context.may(ADMINISTER):
            _send(context.view)
        elif act in _CHANGES:
            _CHANGES[act](context.store)
    except LagesbildError as refusal:
        place("refused.html", words=str(refusal))
    return ""


def views_of_ones_own(context: Context) -> None:
    """The form for the view that the address names, and every view that is saved."""
    page = _page_to_save(context.view)
    if page:
        path, title = page
        url = context.view.url(path, sida=None)
        place("save_view.html", title=title, url=url)
        form(_SAVE, "Spara vyn", [_NAME], [("save", "Spara vyn")])
    titles = {one.path: one.title for one in PAGES}
    rows = [(one, titles.get(one["page"], one["page"]), _address(one)) for one in saved_views(context.store)]
    place("saved_views.html", views=rows, remove=_REMOVE)


def what_is_followed(context: Context) -> None:
    """Every huvudman and aspect, with a button to follow it or stop."""
    own = followed(context.store)
    principals = [(row["principal_code"], row["principal"]) for row in context.ask("catalogue/principals").rows]
    aspects = [(row["aspect_id"], row["aspect"]) for row in context.ask("catalogue/aspects").rows]
    groups = [
        (heading, [(f"{kind}:{id_}", name, (kind, id_) in own) for id_, name in known])
        for heading, kind, known in (("Huvudmän", PRINCIPAL, principals), ("Aspekter", ASPECT, aspects))
    ]
    names = [name for _, rows in groups for _, name, follows in rows if follows]
    words = f"Du följer {listed(names)}." if names else "Du följer ingenting ännu. Välj nedan."
    place("followed.html", groups=groups, finding=words, start=_START, stop=_STOP)


def preview(context: Context) -> None:
    """The differences in what is followed, as a mail and the feed would tell them."""
    with st.container():
        if followed(context.store):
            _preview(context)


def _preview(context: Context) -> None:
    view = context.view
    since = view.since or view.as_of - PREVIEWED
    found = differences(context.store, view.county, since, view.as_of)
    words = counted(len(found), "en uppgift är ny eller ändrad", "uppgifter är nya eller ändrade")
    place(
        "digest.html",
        finding=f"{sentence(words).removesuffix('.')} efter {day(since)}, till och med {day(view.as_of)}.",
        rows=[(one, link_to(view, one)) for one in found[:_MOST]],
        more=max(0, len(found) - _MOST),
    )


def ways(context: Context, feed_url: str) -> None:
    """The feed and the mail."""
    mails = mailer_of(settings()) is not None
    sends = mails and context.may(ADMINISTER)
    way = way_out(context.store)
    email = context.viewer.email
    place("ways.html", way=way, feed_url=feed_url, email=email, mails=mails, sends=sends, acts=_ACTS)


def link_to(view: View, one: Difference) -> str:
    """The address of the place where a difference stands."""
    there = replace(view, chosen=view.parameters(sida=None))
    if one.aspect:
        return there.url("/uppfoljning", aspekt=one.aspect, matt=None, sedan=None) + "#matt"
    return place_of(there, one.row)


def _save(context: Context, name: str) -> None:
    page = _page_to_save(context.view)
    if page is None:
        raise LagesbildError("Ingen vy är vald. Gå till sidan du vill spara och välj ”Spara vyn” där.")
    if holds_identity_number(name):
        raise LagesbildError(NO_NUMBERS)
    save_view(context.store, name, page[0], context.view.parameters(sida=None))
    place("stored.html", words=f"Vyn ”{' '.join(name.split())}” är sparad.")


def _page_to_save(view: View) -> tuple[str, str] | None:
    """The page that the address says is to be saved, and what it is called."""
    named = view.chosen.get("sida")
    return next(((one.path, one.title) for one in PAGES if one.path == named), None)


def _address(saved: Mapping[str, object]) -> str:
    query = str(saved["parameters"])
    return f"{saved['page']}?{query}" if dict(parse_qsl(query)) else str(saved["page"])


def _send(view: View) -> None:
    told = send_due(service_store(), mailer_of(settings()), county=view.county)
    sent_ = [one for one in told if not one.fault]
    place("stored.html", words=sentence(f"{counted(len(sent_), 'ett brev', 'brev')} skickades"))
    for one in told:
        if one.fault:
            place("refused.html", words=f"{one.email}: {one.fault}")


def _origin() -> str:
    """Where the service is reached, as it is set or as the browser says."""
    if settings().public_url:
        return settings().public_url
    seen = urlsplit(st.context.url or "")
    return f"{seen.scheme}://{seen.netloc}{address('')}" if seen.netloc else ""
