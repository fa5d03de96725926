"""Text that any file can hold, whatever it was before."""

from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.wording.plain_text import clean, cleaned, is_clean, unknown

FORBIDDEN = "\x00\x01\x08\x0b\x0c\x0e\x1f\ud800\udfff\ufffe\uffff"
PIECES = st.sampled_from(
    [
        *FORBIDDEN,
        "_x000D_",
        "_x000d_",
        "_x0000_",
        "_x005F_x000D_",
        "_x00",
        "0D_",
        "_",
        "\r",
        "\n",
        "\t",
        "å",
        "😀",
        "_xD8FF_",
    ]
)
ANY_TEXT = st.lists(PIECES | st.text(st.characters(), max_size=5), max_size=12).map("".join)


def as_xml(words: str) -> str | None:
    """`words` written into XML 1.0 and read from it; an ill-formed file fails."""
    return ElementTree.fromstring(f"<w>{escape(words)}</w>".encode()).text


@given(ANY_TEXT)
@example("_x00_x0001_0D_")
@example("_x00\x010D_")
@example("_x005F_x005F_x000D_")
def test_any_text_is_made_one_that_a_file_can_hold(words: str) -> None:
    made = clean(words)
    assert as_xml(made) == (made or None)
    assert is_clean(made)
    assert clean(made) == made


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_\ufffe\uffff")))
def test_what_a_file_can_hold_stays_as_it_is(words: str) -> None:
    assert clean(words) == words


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Ett\x0btvå", "Ett\ntvå"),
        ("Ett\r\ntvå\rtre", "Ett\ntvå\ntre"),
        ("Ett_x000D_\ntvå", "Ett\ntvå"),
        ("Ett_x000D_två", "Ett\ntvå"),
        ("Ett_x000B_två", "Ett\ntvå"),
        ("Ett_x0001_två", "Ett två"),
        ("a\x00b\ufffec\ud800d", "abcd"),
        ("a\tb\nc", "a\tb\nc"),
        ("_x0041_ och __init__", "_x0041_ och __init__"),
    ],
)
def test_what_becomes_of_it(words: str, made: str) -> None:
    assert clean(words) == made


@given(ANY_TEXT)
def test_what_is_looked_for_can_be_asked_of_any_database(words: str) -> None:
    assert "\x00" not in unknown(words)
    unknown(words).encode()


def test_everything_in_a_value_is_cleaned() -> None:
    assert cleaned({"a\x00": ["b\x0bc", ("d\ufffe", 1, None)]}) == {"a": ["b\nc", ("d", 1, None)]}
