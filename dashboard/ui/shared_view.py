"""A view that is shared: which one this run shows, and a page as it is shown there, without a way out of it."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType
from urllib.parse import parse_qsl

from dashboard.access.guess_limit import Tries
from dashboard.access.links import viewer_of_link
from dashboard.address import below_base
from dashboard.context.pages import PAGES, PageEntry
from dashboard.store.records import Row
from dashboard.ui.visit import current_viewer, service_store, use_viewer

KEY = "nyckel"
"""The query parameter that holds the token; no page but the shared one reads it, and no address of ours keeps it."""
SHAREABLE = (
    *("/", "/landet", "/huvudman", "/ledning", "/uppfoljning", "/roller", "/risker"),
    *("/exempel", "/kommunikation", "/mote", "/forskning"),
)
"""The pages that show figures, and so can be shared."""
GONE = "Länken gäller inte"
GONE_WORDS = "Den kan ha gått ut, ha återkallats eller vara felskriven. Be den som delade vyn om en ny."
TOO_MANY = "För många försök"
_NOTHING: Mapping[str, str] = MappingProxyType({})
_parameters: ContextVar[Mapping[str, str]] = ContextVar("shared_parameters", default=_NOTHING)
_tries = Tries()

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'\s(?:href="([^"]*)"|download\b|target="[^"]*"|rel="[^"]*"|aria-current="[^"]*")')
_BUTTON = re.compile(r"<button\b.*?</button>", re.DOTALL)
_ACTS = re.compile(
    r"/(?:hamta/|data\b|presentation\b|del[a-z]+\b|foljer\b|behorighet\b|personuppgifter\b|logg\b)|.*#ge-aterkoppling$"
)
"""Addresses where something is done, fetched or kept: a link to one says nothing when it cannot be followed."""
_GONE = "\x00"
_LONELY = re.compile(
    rf"<p\b[^>]*>\s*<a\b[^>]*href=\"/[^>]*>[^<]*</a>\s*</p>|<(p|li)\b[^>]*>\s*{_GONE}(?:(?!</\1>).)*</\1>", re.DOTALL
)
_EMPTY_LIST = re.compile(r"(?:<p\b[^>]*>[^<]*:</p>\s*)?<ul\b[^>]*>\s*</ul>")


def is_shared() -> bool:
    """Whether this run shows a shared view."""
    return current_viewer().kind == "shared"


def open_shared(token: str, address: str | None, *, counted: bool) -> Row | None:
    """The link that `token` opens, when its page can be shown; None otherwise. Raises TooManyTries."""
    row = _tries.open(service_store(), token, address, counted=counted)
    return row if row and _page_of(row) else None


def show_shared(row: Row) -> PageEntry:
    """From here on in this run it is whoever has the link who looks, at what it says; the page to be shown."""
    page = _page_of(row)
    assert page is not None  # noqa: S101 - open_shared has seen to it
    use_viewer(viewer_of_link(row))
    _parameters.set(parameters_of(row))
    return page


def shared_parameters() -> Mapping[str, str]:
    """What the shared view is of, instead of what an address says."""
    return _parameters.get()


def parameters_of(row: Row) -> dict[str, str]:
    """The query parameters of the view that a link shows."""
    frozen = {"per": str(row["as_of"])} if row["as_of"] else {}
    return {**dict(parse_qsl(row["parameters"])), "lan": row["county_code"], **frozen}


def as_seen(html: str) -> str:
    """Markup as whoever looks may have it: in a shared view without buttons, files and links but within the page.

    A link that names something becomes its words; one that does something goes, with the line that it is all of.
    """
    return without_ways_out(html) if is_shared() else html


def without_ways_out(html: str) -> str:
    """`html` without buttons and links but `#…` and `mailto:`; what was only there to be pressed is gone."""
    html = _LONELY.sub(_GONE, html)  # a line that is one link to another page says nothing when it cannot be followed
    html = _LINK.sub(_as_words, _BUTTON.sub(_GONE, html))
    return _EMPTY_LIST.sub("", _LONELY.sub("", html).replace(_GONE, ""))


def _as_words(link: re.Match[str]) -> str:
    attributes, words = link.groups()
    to = next((found[1] for found in _HREF.finditer(attributes) if found[1] is not None), "")
    if to.startswith(("#", "mailto:")):
        return link.group()
    if _ACTS.match(below_base(to) or to) or re.search(r"\sdownload\b", attributes):
        return _GONE
    return f"<span{_HREF.sub('', attributes)}>{words}</span>"


def _page_of(row: Row) -> PageEntry | None:
    """The page that a link shows; None when it can no longer be shown with what the link gives."""
    named = (page for page in PAGES if page.path == row["page"] and page.path in SHAREABLE)
    return next((page for page in named if page.opens_to(viewer_of_link(row))), None)
