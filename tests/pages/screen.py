"""What a page shows, read from what Streamlit is told to draw."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from html.parser import HTMLParser

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard.context.pages import PAGES
from dashboard.settings import ROOT
from dashboard.store.store import Store
from dashboard.ui.visit import use_store

# Every AppTest reads the metadata of every installed package to look for components, which takes longer than most of
# the pages do. What is installed stays the same while the tests run, so it is read once.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

VOID = {"br", "meta", "link", "input", "img", "hr"}


@dataclass
class Node:
    """An element of the markup."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def words(self) -> str:
        """Everything that is written in it, with single spaces."""
        found = (child if isinstance(child, str) else child.words for child in self.children)
        return " ".join(" ".join(found).split())

    def every(self, tag: str, **attributes: str) -> "Iterator[Node]":
        """Every `tag` under it, in order; `class_` is one of its classes, other attributes are equal."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag == tag and all(child._is(*wanted) for wanted in attributes.items()):
                    yield child
                yield from child.every(tag, **attributes)

    def one(self, tag: str, **attributes: str) -> "Node":
        """The only such element."""
        found = list(self.every(tag, **attributes))
        assert len(found) == 1, f"{len(found)} {tag} {attributes}"
        return found[0]

    def _is(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name.replace("_", "-")) == value


class Reader(HTMLParser):
    """Makes nodes of markup; a tag that is closed in the wrong order fails."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass
class Screen:
    """A page as it stands after a run."""

    at: AppTest

    @cached_property
    def markup(self) -> str:
        return "\n".join(element.proto.body for element in self._elements() if element.type == "html")

    @cached_property
    def root(self) -> Node:
        reader = Reader()
        reader.feed(self.markup)
        assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
        return reader.root

    @property
    def words(self) -> str:
        """Everything that is written in our own markup, also in what is folded."""
        return self.root.words

    def headings(self, tag: str) -> list[str]:
        return [node.words for node in self.root.every(tag)]

    @property
    def messages(self) -> list[str]:
        return [node.words for node in self.root.every("p", class_="lb-message")]

    @property
    def tiles(self) -> dict[str, tuple[str, str]]:
        """Label → value with its unit, and detail."""
        listed = self.root.one("ul", class_="lb-tiles")
        return {
            tile.one("h2").words: (
                tile.one("p", class_="lb-value").words,
                tile.one("p", class_="lb-detail").words,
            )
            for tile in listed.every("li")
        }

    def table(self, caption: str) -> list[list[str]]:
        """The cells of the table whose caption begins so, its heading row first."""
        table = next(t for t in self.root.every("table") if t.one("caption").words.startswith(caption))
        return [
            [cell.words for cell in row.children if isinstance(cell, Node)]
            for row in table.every("tr")
            if any(isinstance(cell, Node) for cell in row.children)
        ]

    def card(self, labelled_by: str) -> str:
        """The words of the section with that heading id."""
        return self.root.one("section", aria_labelledby=labelled_by).words

    @property
    def charts(self) -> dict[str, dict[str, object]]:
        """Every chart as Plotly gets it, by its anchor."""
        found = {}
        for element in self._elements():
            if element.type == "plotly_chart":
                found[element.proto.id.rsplit("plot-", 1)[-1]] = json.loads(element.proto.spec)
        return found

    def component(self, key: str) -> dict[str, object]:
        """What the component with that key is told to draw."""
        (found,) = (e.proto for e in self._elements() if e.type == "bidi_component" and e.proto.id.endswith(key))
        return json.loads(found.json)

    def _elements(self) -> Iterator:
        yield from _leaves(self.at.main)


def _leaves(block: object) -> Iterator:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _leaves(child)
        else:
            yield child


def opened(store: Store, **parameters: str) -> AppTest:
    """The first run of a visit that begins at the start page."""
    use_store(store)
    at = AppTest.from_file(ROOT / "dashboard" / "web" / "app.py", default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def see(store: Store, path: str = "/", **parameters: str) -> Screen:
    """The page at `path` over `store` with these query parameters, its charts drawn; fails when the page fails."""
    at = opened(store, per="1999-01-01")  # a light first run: it makes the pages known, and charts come after it
    at.query_params.clear()
    for name, value in parameters.items():
        at.query_params[name] = value
    if path != "/":
        at.switch_page(str(next(page.file for page in PAGES if page.path == path)))
    at.run()
    assert not at.exception, f"{path} fails with {parameters}; the log above says how"
    return Screen(at)
