"""Every page below a base path: every address that a browser finds on it lies there too, and nothing else differs."""

from collections.abc import Iterator

import pytest

from dashboard.access.links import BEYOND_FIGURES, Shared, make_link
from dashboard.access.viewer import LOCAL
from dashboard.context.pages import PAGES
from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.engines import SAMPLE, Databases, settings_of
from tests.pages.screen import Node, Screen, see

ADDRESSES = ("href", "src", "action")


@pytest.fixture
def store(databases: Databases) -> Store:
    """Everything in data/, with a link to share."""
    return databases.once("base path", lambda: open_store(settings_of(databases.copy(SAMPLE))))


def seen(store: Store, path: str, token: str) -> Screen:
    """A page of one huvudman, or what the link shows."""
    return see(store, path, **({"nyckel": token} if path == "/delad" else {"huvudman": "0481", "sida": "/roller"}))


def addresses(screen: Screen) -> list[str]:
    """Every address of ours on the page, those of the map with them."""
    found = [value for node in every(screen.root) for name, value in node.attributes.items() if name in ADDRESSES]
    if "lb-map" in screen.markup:
        found += [shape["href"] for shape in screen.component("county_map")["shapes"]]
    return [one for one in found if one.startswith("/")]


def every(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from every(child)


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_address_on_a_page_lies_below_the_base_path(
    path: str, store: Store, request: pytest.FixtureRequest
) -> None:
    link = Shared("04", "/roller", "", None, BEYOND_FIGURES, "Nämnden", 30, "Processledare")
    token = make_link(store.for_viewer(LOCAL.scope), link)
    without = seen(store, path, token)
    base = request.getfixturevalue("base_path")
    below = seen(store, path, token)
    found = addresses(below)
    assert found
    assert [one for one in found if not one.startswith(f"{base}/")] == []
    assert [one.removeprefix(base) for one in found] == addresses(without)
    assert below.words == without.words
