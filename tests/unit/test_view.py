"""What an address means, what is said of an address that means nothing, and that an address comes back as it was."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.context.view import DEFAULT_ASPECT, PARAMETERS, Choices, Round, View, parse

TODAY = date(2026, 11, 21)
ROUNDS = [
    (date(2025, 10, 9), Round("2025h", "Hösten 2025")),
    (date(2026, 3, 16), Round("2026v", "Våren 2026")),
    (date(2026, 9, 21), Round("2026h", "Hösten 2026")),
]


def rounds_at(day: date) -> list[Round]:
    return [one for known_on, one in ROUNDS if known_on <= day]


CHOICES = Choices(
    counties=["04", "05"],
    principals=["0481", "0484", "04"],
    levels=["medarbetare", "chef", "lan"],
    aspects=["delaktighet", "vardag", "roll"],
    aspect_of_measure={"M01": "delaktighet", "C08": "roll"},
    rounds_at=rounds_at,
    today=TODAY,
    work_groups=["norra", "sodra"],
    registers=["risk", "roll"],
    items_of=lambda register: ["risk_1"],
    meetings=["mote_1"],
)


def read(**parameters: str) -> tuple[View, list[str]]:
    return parse(parameters, CHOICES)


def test_a_bare_address_shows_the_newest_round_today() -> None:
    view, messages = read()
    assert messages == []
    assert view == View(
        county="04", as_of=TODAY, today=TODAY, aspect=DEFAULT_ASPECT, round="2026h", previous="2026v", chosen={}
    )
    assert not view.looks_back


@pytest.mark.parametrize(
    ("name", "value", "attribute", "meaning"),
    [
        ("lan", "05", "county", "05"),
        ("huvudman", "0481", "principal", "0481"),
        ("niva", "chef", "level", "chef"),
        ("aspekt", "delaktighet", "aspect", "delaktighet"),
        ("matt", "C08", "measure", "C08"),
        ("omgang", "2026v", "round", "2026v"),
        ("jamfor", "2025h", "previous", "2025h"),
        ("uppgift", "risk", "register", "risk"),
        ("post", "risk_1", "item", "risk_1"),
        ("mote", "mote_1", "meeting", "mote_1"),
        ("sort", "works", "sort", "works"),
        ("utvarderat", "no", "evaluated", "no"),
        ("sok", "blankett", "search", "blankett"),
        ("inblandad", "skolan", "involved", "skolan"),
        ("om", "exempel_1", "about", "exempel_1"),
        ("punkt", "2", "point", "2"),
        ("handling", "lock", "action", "lock"),
        ("fran", "2025-10-10", "start", date(2025, 10, 10)),
        ("till", "2025-10-10", "stop", date(2025, 10, 10)),
        ("per", "2025-10-10", "as_of", date(2025, 10, 10)),
        ("sedan", "2025-10-10", "since", date(2025, 10, 10)),
        ("grupp", "norra", "work_group", "norra"),
        ("urval", "karna", "core", "karna"),
        ("visning", "projektor", "display", "projektor"),
        ("sida", "risker", "shared_page", "risker"),
    ],
)
def test_each_parameter_is_read_kept_and_written_back(name: str, value: str, attribute: str, meaning: object) -> None:
    view, messages = read(**{name: value})
    assert messages == []
    assert getattr(view, attribute) == meaning
    assert view.chosen == {name: value}
    assert view.url("/huvudman") == f"/huvudman?{name}={value}"


def test_every_parameter_of_an_address_is_in_the_list_above() -> None:
    tried = [
        "lan",
        "huvudman",
        "niva",
        "aspekt",
        "matt",
        "omgang",
        "jamfor",
        "per",
        "sedan",
        "grupp",
        "urval",
        "visning",
        "uppgift",
        "post",
        "mote",
        "sort",
        "utvarderat",
        "sok",
        "inblandad",
        "om",
        "punkt",
        "handling",
        "fran",
        "till",
        "sida",
    ]
    assert list(PARAMETERS) == tried


def test_words_to_look_for_are_one_line_and_not_endless() -> None:
    assert read(sok="  en \n blankett ")[0].search == "en blankett"
    assert read(sok="   ") == read()
    view, messages = read(sok="å" * 81)
    assert view.search is None
    assert len(messages) == 1


DAYS = ("per", "sedan", "fran", "till")
WORDS = ("sok", "inblandad", "om", "punkt", "sida")
"""Parameters that may hold any words: what they name is looked up where it is used."""


@pytest.mark.parametrize("name", [name for name in PARAMETERS if name not in {*DAYS, *WORDS}])
@pytest.mark.parametrize("value", ["finns-inte", "", "0481 ", "<script>alert(1)</script>", "å" * 300])
def test_an_unknown_value_is_named_and_the_rest_still_holds(name: str, value: str) -> None:
    view, messages = read(**{name: value, "sedan": "2026-01-01"})
    assert len(messages) == 1
    assert f"”{value[:40]}”" in messages[0]
    assert messages[0].endswith("som inte finns. Den delen hoppas över.")
    assert view == read(sedan="2026-01-01")[0]


def test_a_parameter_nobody_knows_is_left_out() -> None:
    assert read(utm_source="brev", huvudman="0484") == read(huvudman="0484")


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize(
    "value",
    ["20251010", "2025-W41-5", "2025-10-10T00:00", "10/10 2025", "2025-13-01", "2025-02-29", "i går", "", "-1-01-01"],
)
def test_a_day_is_read_only_as_year_month_day(name: str, value: str) -> None:
    view, messages = read(**{name: value})
    assert messages == [f"Adressen nämner datumet ”{value}”, som inte går att läsa. Skriv till exempel 2025-10-10."]
    assert view == read()[0]


@pytest.mark.parametrize("name", DAYS)
def test_a_day_that_has_not_been_is_refused(name: str) -> None:
    view, messages = read(**{name: "2026-11-22"})
    assert messages == ["Adressen nämner 2026-11-22, en dag som inte har varit än. Den delen hoppas över."]
    assert view == read()[0]


def test_today_may_be_named_and_is_not_looking_back() -> None:
    view, messages = read(per="2026-11-21")
    assert (messages, view.as_of, view.looks_back) == ([], TODAY, False)


def test_an_earlier_day_looks_back() -> None:
    assert read(per="2026-11-20")[0].looks_back


def test_a_measure_decides_the_aspect() -> None:
    view, messages = read(matt="M01", aspekt="vardag")
    assert (view.aspect, view.measure, messages) == ("delaktighet", "M01", [])
    assert view.parameters() == {"matt": "M01"}


def test_an_unknown_measure_leaves_the_aspect_to_the_address() -> None:
    view, messages = read(matt="M99", aspekt="roll")
    assert (view.aspect, view.measure, len(messages)) == ("roll", None, 1)


def test_only_rounds_known_on_the_day_can_be_looked_at() -> None:
    view, messages = read(per="2026-01-01", omgang="2026v")
    assert messages == ["Adressen nämner omgången ”2026v”, som inte finns. Den delen hoppas över."]
    assert (view.round, view.previous) == ("2025h", None)


def test_the_newest_round_of_the_day_is_shown() -> None:
    assert (read(per="2026-05-01")[0].round, read(per="2026-05-01")[0].previous) == ("2026v", "2025h")


def test_before_the_first_round_there_is_none() -> None:
    view, messages = read(per="1999-01-01")
    assert (view.round, view.previous, messages) == (None, None, [])


@pytest.mark.parametrize("later", ["2026v", "2026h"])
def test_a_round_is_compared_only_with_an_earlier_one(later: str) -> None:
    view, messages = read(omgang="2026v", jamfor=later)
    assert len(messages) == 1
    assert messages[0].startswith("Adressen nämner omgången att jämföra med")
    assert view.previous == "2025h"


def test_the_first_round_has_none_to_compare_with() -> None:
    assert read(omgang="2025h")[0].previous is None


def test_the_address_is_written_in_one_order_whatever_order_it_came_in() -> None:
    written = {"sedan": "2026-01-01", "per": "2026-10-01", "omgang": "2026v", "huvudman": "0481", "lan": "04"}
    there, back = read(**written)[0], read(**dict(reversed(written.items())))[0]
    address = "/ledning?lan=04&huvudman=0481&omgang=2026v&per=2026-10-01&sedan=2026-01-01"
    assert there.url("/ledning") == back.url("/ledning") == address


def test_a_link_changes_what_it_says_and_keeps_the_rest() -> None:
    view = read(huvudman="0481", per="2026-10-01")[0]
    assert view.url("/", huvudman="0484", niva="chef") == "/?huvudman=0484&niva=chef&per=2026-10-01"
    assert view.url("/", per=None) == "/?huvudman=0481"
    assert view.url("/", per=None, huvudman=None) == "/"


def test_an_address_survives_letters_that_addresses_cannot_hold() -> None:
    address = read()[0].url("/", sedan="a&b=ö c")
    assert parse_qsl(urlsplit(address).query) == [("sedan", "a&b=ö c")]


def test_looking_closer_changes_what_is_asked_but_not_the_address() -> None:
    view = read(aspekt="roll")[0]
    closer = view.at(aspect="vardag", measure="M01")
    assert (closer.aspect, closer.measure) == ("vardag", "M01")
    assert closer.url("/") == view.url("/")


def test_where_the_usual_aspect_is_missing_the_first_is_shown() -> None:
    few = Choices(["04"], [], [], ["roll"], {}, rounds_at, TODAY)
    assert parse({}, few)[0].aspect == "roll"


KNOWN = st.sampled_from(
    [
        "04",
        "0481",
        "chef",
        "roll",
        "M01",
        "C08",
        "norra",
        "karna",
        "projektor",
        "2025h",
        "2026v",
        "2026h",
        "2025-10-10",
        "2026-04-01",
        "2026-11-21",
    ]
)
DAYS = st.dates().map(str)


@given(st.dictionaries(st.one_of(st.sampled_from(list(PARAMETERS)), st.text()), st.one_of(KNOWN, DAYS, st.text())))
def test_no_address_breaks_anything_and_what_was_understood_comes_back_the_same(parameters: dict[str, str]) -> None:
    view, messages = parse(parameters, CHOICES)
    assert len(messages) <= len(parameters)
    again, nothing_to_say = parse(view.parameters(), CHOICES)
    assert again == view
    assert nothing_to_say == []
    written = dict(parse_qsl(urlsplit(view.url("/")).query))
    assert written == view.parameters()
