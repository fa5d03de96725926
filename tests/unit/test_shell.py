"""The page shell and the scripts as served: ours, Swedish and safe, made of the Streamlit that is installed."""

import re
from html.parser import HTMLParser

import pytest
from starlette.datastructures import Headers

from dashboard.web.middleware import send_asset
from dashboard.web.shell import (
    BOOT,
    EARLY_CHUNKS,
    ICON,
    ONE_SERVER,
    SCRIPT_TRANSLATIONS,
    SHELL_REPLACEMENTS,
    STYLESHEET,
    TITLE,
    Asset,
    script,
    shell,
    static_folder,
)


def words(found: Asset) -> str:
    """What a browser gets that takes nothing compressed."""
    return bytes(send_asset(found, Headers({}), "no-cache").body).decode()


class Tags(HTMLParser):
    """Every start tag with its attributes, and what is written inside each of a few."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.written: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = "noscript" if tag == "p" else ""

    def handle_data(self, data: str) -> None:
        self.written[self._inside] = self.written.get(self._inside, "") + data

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def served() -> str:
    return words(shell())


@pytest.fixture(scope="module")
def tags(served: str) -> Tags:
    read = Tags()
    read.feed(served)
    return read


@pytest.mark.parametrize(("pattern", "replacement"), SHELL_REPLACEMENTS)
def test_the_installed_shell_still_has_what_we_replace(pattern: str, replacement: str) -> None:
    original = (static_folder() / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(pattern, original, flags=re.DOTALL)) == 1


@pytest.mark.parametrize(("english", "swedish"), [*SCRIPT_TRANSLATIONS, ONE_SERVER])
def test_the_installed_script_still_has_what_we_replace(english: str, swedish: str) -> None:
    scripts = sorted((static_folder() / "static" / "js").glob("index.*.js"))
    having = [file for file in scripts if english in file.read_text(encoding="utf-8")]
    assert having
    for file in having:
        served = script(f"js/{file.name}")
        assert served
        assert english not in words(served)
        assert swedish in words(served)


def test_the_translations_fit_inside_the_strings_of_the_script() -> None:
    for _, swedish in SCRIPT_TRANSLATIONS:
        assert not set(swedish) & set("\"'`\\\n")


def test_the_page_is_in_swedish_and_has_our_title(tags: Tags) -> None:
    assert tags.every("html") == [{"lang": "sv"}]
    assert tags.written["title"] == TITLE == "Lägesbild"


def test_the_page_has_our_stylesheet_start_script_and_icon_and_no_other(tags: Tags) -> None:
    links = tags.every("link")
    assert {"rel": "stylesheet", "href": STYLESHEET} in links
    assert [link["href"] for link in links if "icon" in str(link["rel"])] == [ICON]
    assert {"src": BOOT} in tags.every("script")
    assert "favicon.png" not in str(links)


def test_our_start_script_comes_before_streamlits(served: str) -> None:
    assert 0 < served.index(f'src="{BOOT}"') < served.index("/static/js/index.")


def test_no_script_stands_in_the_page_itself(served: str, tags: Tags) -> None:
    assert tags.every("script")
    assert all(one.get("src") for one in tags.every("script"))
    assert tags.written.get("script", "").strip() == ""
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on")]


def test_nobody_meets_the_word_streamlit_before_the_page_is_drawn(tags: Tags) -> None:
    for part in ("title", "noscript", "p", "body", ""):
        assert "streamlit" not in tags.written.get(part, "").lower()
    assert "Lägesbild behöver JavaScript" in tags.written["p"]
    assert "You need to enable JavaScript" not in words(shell())


def test_the_page_asks_no_other_host_for_anything(tags: Tags) -> None:
    asked = [attributes[name] for _, attributes in tags.found for name in ("href", "src") if attributes.get(name)]
    assert len(asked) > 5
    assert [address for address in asked if not str(address).startswith("/") or str(address).startswith("//")] == []


@pytest.mark.parametrize("beginning", EARLY_CHUNKS)
def test_the_scripts_that_are_fetched_early_exist(beginning: str, tags: Tags) -> None:
    early = [str(link["href"]) for link in tags.every("link") if link["rel"] == "modulepreload"]
    assert any(address.startswith(f"/static/js/{beginning}") for address in early)


def test_every_file_the_page_asks_for_is_there(served: str) -> None:
    asked = re.findall(r'"/static/([^"]+)"', served)
    assert asked
    assert [path for path in asked if script(path) is None] == []


def test_a_file_keeps_its_tag_until_its_words_change() -> None:
    assert shell().etag == shell().etag
    assert re.fullmatch(r'"[0-9a-f]{20}"', shell().etag)


@pytest.mark.parametrize(
    "path",
    ["", "js", "js/", "js/nothing.js", "../index.html", "../../../config.py", "js/../../index.html", "/etc/hosts"],
)
def test_nothing_outside_the_folder_of_scripts_is_a_file(path: str) -> None:
    assert script(path) is None


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000], ids=["nul", "long"])
def test_a_name_that_no_file_can_have_is_no_file(path: str) -> None:
    assert script(path) is None
