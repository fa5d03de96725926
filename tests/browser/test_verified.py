"""Whose address is taken at the first sign-in: a real provider says many things of it, and only what is true counts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.members import Guarded, Wire, cookies_of, email_of, guarded, sign_in, sign_in_unseen

pytestmark = pytest.mark.xdist_group("verified")

ADMINISTRATOR, READER, EDITOR = (email_of(role) for role in ("administrator", "reader", "editor"))
IMPOSTORS = {
    "ordet-false": {"email": ADMINISTRATOR, "email_verified": "false"},
    "ordet-true": {"email": ADMINISTRATOR, "email_verified": "true"},
    "talet-ett": {"email": ADMINISTRATOR, "email_verified": 1},
    "null": {"email": ADMINISTRATOR, "email_verified": None},
    "osagt": {"email": ADMINISTRATOR},
    "namnet": {"preferred_username": ADMINISTRATOR},
    "falskt-namn": {"preferred_username": ADMINISTRATOR, "email_verified": False},
}
"""Whoever wants to be the administrator, and what the provider says of them."""
TRUE = {
    "sanningen": {"email": ADMINISTRATOR, "email_verified": True},
    "lasaren": {"email": READER},
    "redaktoren": {"preferred_username": EDITOR},
}
PROVIDERS = {
    "strang": 'title = "den stränga"',
    "osagd": 'title = "den osagda"\nmissing_email_verified_counts = true',
    "namnd": 'title = "den namngivna"\npreferred_username_counts = true',
}
DOOR = "Du kommer inte in här"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("verified"), people=IMPOSTORS | TRUE, settings=PROVIDERS) as running:
        yield running


def heading(chromium: Browser, site: Guarded, who: str, provider: str) -> str:
    """What the page of the members says to whoever signs in at a provider, as it is sent to be drawn."""
    context = chromium.new_context()
    sign_in_unseen(context, site, who, f"Logga in med den {provider}")
    wire = Wire(site, cookies_of(context))
    (said,) = set(re.findall(r"<h1[^>]*>([^<]+)</h1>", wire.look("/behorighet")))
    wire.close()
    context.close()
    return said


def test_one_of_several_providers_is_chosen_in_a_browser(chromium: Browser, site: Guarded) -> None:
    context = chromium.new_context(locale="sv-SE")
    page = context.new_page()
    sign_in(page, site, "osagt", "/behorighet", "Logga in med den stränga")
    expect(page.locator("h1").last).to_have_text(DOOR)
    context.close()


def test_only_a_true_word_takes_the_administrator_s_place(chromium: Browser, site: Guarded) -> None:
    said = {who: heading(chromium, site, who, "stränga") for who in IMPOSTORS}
    for who in ("ordet-false", "null", "falskt-namn"):
        said[f"{who}, osagda"] = heading(chromium, site, who, "osagda")
    assert set(said.values()) == {DOOR}, said
    assert heading(chromium, site, "sanningen", "stränga") != DOOR
    assert heading(chromium, site, "osagt", "osagda") == DOOR  # the place is taken, and held to whoever took it


@pytest.mark.parametrize(("who", "provider"), [("lasaren", "osagda"), ("redaktoren", "namngivna")])
def test_what_is_not_said_counts_where_the_settings_of_the_provider_say_so(
    who: str, provider: str, chromium: Browser, site: Guarded
) -> None:
    for other in {"stränga", "osagda", "namngivna"} - {provider}:
        assert heading(chromium, site, who, other) == DOOR, other
    assert heading(chromium, site, who, provider) != DOOR
