"""Swedish as it is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.markup import cell
from dashboard.wording.swedish import alphabetical, count_word, counted, day, listed, number, sentence


@pytest.mark.parametrize(
    ("count", "word", "neuter"),
    [(0, "ingen", "inget"), (1, "en", "ett"), (2, "två", "två"), (12, "tolv", "tolv"), (13, "13", "13")],
)
def test_small_numbers_are_words_with_the_right_gender(count: int, word: str, neuter: str) -> None:
    assert (count_word(count), count_word(count, neuter=True)) == (word, neuter)


@pytest.mark.parametrize(
    ("count", "people", "measures"),
    [
        (0, "ingen huvudman", "inget mått"),
        (1, "en huvudman", "ett mått"),
        (2, "två huvudmän", "två mått"),
        (12, "tolv huvudmän", "tolv mått"),
        (13, "13 huvudmän", "13 mått"),
    ],
)
def test_counted_words_follow_their_number_and_gender(count: int, people: str, measures: str) -> None:
    assert counted(count, "en huvudman", "huvudmän") == people
    assert counted(count, "ett mått", "mått") == measures


def test_the_numbers_one_to_twelve_are_twelve_different_words() -> None:
    words = [count_word(n) for n in range(13)]
    assert len(set(words)) == 13
    assert not any(word.isdigit() for word in words)


@pytest.mark.parametrize(
    ("names", "written"),
    [
        ([], ""),
        (["Flen"], "Flen"),
        (["Flen", "Trosa"], "Flen och Trosa"),
        (["Flen", "Gnesta", "Trosa"], "Flen, Gnesta och Trosa"),
    ],
)
def test_a_list_has_commas_and_one_och(names: list[str], written: str) -> None:
    assert listed(names) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (2.5, "2,5"),
        (2.0, "2"),
        (107918, "107\u202f918"),
        (1234567.25, "1\u202f234\u202f567,2"),
        (-3.5, "-3,5"),
    ],
)
def test_numbers_have_a_decimal_comma_and_a_thin_space_between_thousands(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_no_number_has_a_point(value: float) -> None:
    assert "." not in number(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2025, 10, 10), "10 oktober 2025"),
        (date(2026, 1, 1), "1 januari 2026"),
        (date(2026, 12, 31), "31 december 2026"),
    ],
)
def test_a_day_is_written_out(value: date, written: str) -> None:
    assert day(value) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("tre har svarat", "Tre har svarat."),
        ("Tre har svarat.", "Tre har svarat."),
        (" åtta ", "Åtta."),
        ("tre i Region Sörmland", "Tre i Region Sörmland."),
        ("", ""),
    ],
)
def test_a_sentence_begins_large_and_ends_with_one_full_stop(words: str, written: str) -> None:
    assert sentence(words) == written


def test_å_ä_and_ö_come_last_and_in_that_order() -> None:
    words = ["Ödeshög", "Ärla", "Årby", "zebra", "Vingåker", "Vingaker", "adel", "Åby"]
    assert sorted(words, key=alphabetical) == [
        "adel",
        "Vingaker",
        "Vingåker",
        "zebra",
        "Åby",
        "Årby",
        "Ärla",
        "Ödeshög",
    ]


def test_capital_letters_do_not_change_the_order() -> None:
    assert sorted(["b", "A", "C", "a"], key=alphabetical) == ["A", "a", "b", "C"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (0, "0"),
        (3, "3"),
        (3.5, "3,5"),
        (True, "ja"),
        (False, "nej"),
        (date(2025, 10, 10), "2025-10-10"),
        ("Prövar", "Prövar"),
    ],
)
def test_a_cell_tells_zero_and_missing_apart(value: object, written: str) -> None:
    assert cell(value) == written
