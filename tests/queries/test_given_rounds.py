"""Rounds, who answered them, and how each measure was answered, from given rows."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import a_round, answer, day, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04"}
OF_ALL = ASKED | {"work_group": None}
NORTH, WEST, SOUTH = "Arbetsgrupp Norra Barn", "Arbetsgrupp Västra Barn", "Arbetsgrupp Södra Barn"


def mailout(principal: str, status: str, known_on: str = "2025-10-01", **more: object) -> dict[str, object]:
    return {"round_id": "r1", "principal_code": principal, "status": status, "known_on": known_on} | more


def test_rounds_show_their_state_of_the_day_and_count_huvudman_who_answered(given: Given) -> None:
    store = given(
        round=[
            a_round("r2", 2, "2025-12-31", questionnaire_version=2),
            a_round("r1", 1, "2025-09-01", sent_on="2025-09-01", due_on="2025-10-15"),
            a_round("r1", 1, "2025-11-01", closed_on="2025-10-31", status="closed"),
            a_round("r3", 3, "2026-01-02"),
        ],
        answer=[
            *(answer("r1", "M01", "0484", 1), answer("r1", "M02", "0484", "dont_know")),  # one huvudman, once
            answer("r1", "M01", "04", "in_existing_plan", "2025-11-15"),
            answer("r1", "M01", "0486", "missing"),  # a question left blank is no reply
            answer("r1", "L02", None, 1),  # the county's own answer
            answer("r1", "L03", None, 1, work_group_id="norra"),
        ],
    )
    closed = ("r1", "Omgång r1", "Syfte", None, None, day("2025-10-31"), "closed", 1, 2, 10, None, False)
    later = ("r2", "Omgång r2", "Syfte", None, None, None, "open", 2, 0, 10, "r1", False)
    assert rows(store.frame("follow_up/rounds", **OF_ALL)) == [closed, later]
    opened = ("r1", "Omgång r1", "Syfte", day("2025-09-01"), day("2025-10-15"), None, "open", 1, 1, 10, None, False)
    assert rows(store.frame("follow_up/rounds", **(OF_ALL | {"as_of": date(2025, 10, 31)}))) == [opened]
    assert rows(store.frame("follow_up/rounds", **(OF_ALL | {"as_of": date(2025, 8, 31)}))) == []


def test_rounds_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(
        round=[a_round("r1", 1), a_round("x1", 1, county_code="99"), a_round("r2", 2)],
        answer=[answer("r1", "M01", "0484", 1), answer("x1", "M01", "9901", 1), answer("x1", "M01", "99", 1)],
    )
    columns = ("round_id", "answered", "invited", "previous_id")
    assert rows(store.frame("follow_up/rounds", **OF_ALL), *columns) == [("r1", 1, 10, None), ("r2", 0, 10, "r1")]
    assert rows(store.frame("follow_up/rounds", **(OF_ALL | {"county": "99"})), *columns) == [("x1", 2, 2, None)]


def test_a_round_is_invented_when_itself_or_an_answer_is(given: Given) -> None:
    store = given(round=[a_round("r1", 1), a_round("r2", 2)])
    given.add(store, synthetic=True, round=[a_round("r3", 3)], answer=[answer("r2", "M01", "0484", 1)])
    assert rows(store.frame("follow_up/rounds", **OF_ALL), "round_id", "synthetic") == [
        ("r1", False),
        ("r2", True),
        ("r3", True),
    ]


def test_rounds_and_responses_of_an_arbetsgrupp_count_its_huvudman_alone(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1), a_round("r2", 2)],
        mailout=[mailout("0482", "sent"), mailout("0484", "sent")],
        answer=[answer("r1", "M01", code, 1) for code in ("0484", "0482", "0483", "04")],
    )
    for group, answered, invited in (("vastra", 2, 3), ("norra", 1, 2), ("sodra", 0, 4), (None, 4, 10)):
        asked = ASKED | {"work_group": group}
        counts = rows(store.frame("follow_up/rounds", **asked), "round_id", "answered", "invited", "previous_id")
        assert counts == [("r1", answered, invited, None), ("r2", 0, invited, "r1")]
        responses = rows(store.frame("follow_up/response_by_principal", round="r1", **asked), "answers")
        assert (sum(n for (n,) in responses), len(responses)) == (answered, invited)
    west = store.frame("follow_up/response_by_principal", round="r1", **(ASKED | {"work_group": "vastra"}))
    assert rows(west, "principal", "state", "answers") == [
        # an answer without a mail-out on record still says that the question has been asked
        *(("Flen", "sent", 1), ("Katrineholm", "partial", 1), ("Vingåker", "not_sent", 0)),
    ]


def test_response_by_principal_shows_mailout_and_answers(given: Given) -> None:
    store = given(
        mailout=[
            mailout("0484", "sent", "2025-09-20"),
            mailout("0484", "answered", "2025-10-02", answered_by_function="Skolchef"),
            mailout("0486", "sent"),
            mailout("0486", "reminded", "2026-01-02"),
            mailout("0482", "declined"),
            mailout("0483", "answered") | {"round_id": "r2"},
        ],
        answer=[
            answer("r1", "M01", "0484", 1, "2025-10-02"),
            answer("r1", "M02", "0484", "dont_know", "2025-10-03"),
            answer("r1", "M03", "0484", "missing", "2025-10-02"),  # left blank: no answered question
            answer("r2", "M01", "0484", 1, "2025-12-01"),
            answer("r1", "L03", None, 1, work_group_id="norra"),
        ],
    )
    nothing = ("not_sent", "Inte skickat", 0, None, None, False)
    assert rows(store.frame("follow_up/response_by_principal", round="r1", **OF_ALL)) == [
        ("0484", "Eskilstuna", NORTH, "answered", "Besvarat", 2, day("2025-10-03"), "Skolchef", False),
        ("0486", "Strängnäs", NORTH, "sent", "Skickat", 0, None, None, False),
        ("0482", "Flen", WEST, "declined", "Avstod", 0, None, None, False),
        ("0483", "Katrineholm", WEST, *nothing),
        ("0428", "Vingåker", WEST, *nothing),
        ("0461", "Gnesta", SOUTH, *nothing),
        ("0480", "Nyköping", SOUTH, *nothing),
        ("0481", "Oxelösund", SOUTH, *nothing),
        ("0488", "Trosa", SOUTH, *nothing),
        ("04", "Region Sörmland", None, *nothing),
    ]


def test_one_invented_mailout_makes_the_responses_invented(given: Given) -> None:
    store = given(mailout=[mailout("0484", "sent")])
    given.add(store, synthetic=True, mailout=[mailout("0486", "sent")])
    assert set(store.frame("follow_up/response_by_principal", round="r1", **OF_ALL)["synthetic"]) == {True}
    assert set(store.frame("follow_up/response_by_principal", round="r2", **OF_ALL)["synthetic"]) == {False}


def work(
    id_: str, principal: str, starts: str | None, ends: str | None, known_on: str = "2025-10-01"
) -> dict[str, object]:
    return {
        "id": id_,
        "principal_code": principal,
        "title": id_,
        "starts_on": starts,
        "ends_on": ends,
        "known_on": known_on,
    }


def test_computed_measures_count_who_answered_and_who_is_active_when_the_round_closes(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1, closed_on="2025-10-31")],
        answer=[
            answer("r1", "M01", "0484", 1),
            answer("r1", "M01", "0486", "dont_know"),
            answer("r1", "M01", "0482", "missing"),
            answer("r1", "L02", None, 1),
        ],
        ongoing_work=[
            work("a", "0482", "2025-10-31", None),
            work("b", "0483", "2025-11-01", None),  # begins the day after
            work("c", "0428", "2025-01-01", "2025-10-30"),  # ended the day before
            work("d", "0461", "2025-01-01", "2025-10-31"),
            work("e", "04", None, None, known_on="2025-10-31"),  # begins when it is known
            work("f", "0480", None, None, known_on="2025-11-01"),
            work("g", "0484", "2025-10-01", None),  # already counted by its answer
        ],
    )
    found = store.frame("follow_up/computed_measures", round="r1", **ASKED)
    inactive = "Katrineholm, Vingåker, Nyköping, Oxelösund, Trosa"
    silent = "Flen, Katrineholm, Vingåker, Gnesta, Nyköping, Oxelösund, Trosa, Region Sörmland"
    assert rows(found) == [
        ("L06", "Hela länet inkluderat", "Bredd i samverkan", 5, 10, inactive, False),
        ("L09", "Svarsfrekvens i uppföljningen", "Uppföljning och ansvar", 2, 10, silent, False),
    ]


def test_computed_measures_of_an_open_round_look_at_the_day_itself(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], ongoing_work=[work("a", "0482", "2025-12-01", None)])
    for as_of, active in (("2025-11-30", 0), ("2025-12-01", 1)):
        frame = store.frame("follow_up/computed_measures", as_of=date.fromisoformat(as_of), county="04", round="r1")
        assert rows(frame, "measure_id", "counted") == [("L06", active), ("L09", 0)]
    assert rows(store.frame("follow_up/computed_measures", round="unknown", **ASKED)) == []


def test_common_measures_have_one_row_for_the_county_or_for_each_group(given: Given) -> None:
    store = given(
        answer=[
            answer("r1", "L02", None, 1),
            answer("r1", "L02", None, 2, "2025-11-01"),
            answer("r1", "L03", None, 4, work_group_id="norra"),
            answer("r1", "L03", None, "dont_know", work_group_id="sodra"),
            answer("r1", "L05", None, 6),
            answer("r1", "L07", None, "not_yet"),
            answer("r2", "L08", None, 1),
        ]
    )
    county, group = "Södermanlands län", "Aktivitet i arbets- och beredningsgrupper"
    assert rows(store.frame("follow_up/common_measures", round="r1", **ASKED)) == [
        ("L02", "Delmål och tidsramar", "Styrning och planer", county, 2.0, "Ja", False),
        ("L03", group, "Delaktighet", NORTH, 4.0, None, False),
        ("L03", group, "Delaktighet", WEST, None, "Inget svar", False),
        ("L03", group, "Delaktighet", SOUTH, None, "Vet inte", False),
        ("L05", "Goda exempel lyfts och utvärderas", "Lärande och kommunikation", county, 6.0, None, False),
        ("L07", "Gemensam kommunikationsplan", "Lärande och kommunikation", county, None, "Inte aktuellt ännu", False),
        ("L08", "Fortsatt följeforskning", "Uppföljning och ansvar", county, None, "Inget svar", False),
    ]


def test_measures_of_level_give_a_median_from_five_values_and_a_list_below(given: Given) -> None:
    six = {"0484": 4, "0486": 1, "0482": 0, "0483": 3, "0428": 1, "0461": 2}
    four = {"0484": 4, "0486": 1, "0482": 0, "04": 3}
    store = given(
        answer=[
            *(answer("r1", "L01", code, value) for code, value in six.items()),
            *(answer("r1", "L01", "0480", "in_existing_plan"), answer("r1", "L01", "0481", "dont_know")),
            *(answer("r1", "L04", code, value) for code, value in four.items()),
            *(answer("r1", "L04", "0480", "in_existing_plan"), answer("r1", "L04", "0481", "not_relevant")),
            answer("r2", "L10", "0484", 1),
        ]
    )
    listed = "Eskilstuna: I vardagen, Strängnäs: Utforskar, Flen: Inte påbörjat, Region Sörmland: Prövar"
    scale = "Förflyttningsskala"
    assert rows(store.frame("follow_up/measures_of_level", round="r1", level="lan", **ASKED)) == [
        (
            *("L01", "Tydlig gemensam målbild", "Syfte och målbild", scale),
            *(7, 10, 6, 1.0, "Utforskar", None, 1, 1, False),
        ),  # 0 1 1 2 3 4: the lower middle
        (
            *("L04", "Efterfrågar uppföljning och ansvar", "Uppföljning och ansvar", scale),
            *(5, 10, 4, None, None, listed, 1, 1, False),
        ),
        (
            *("L10", "Återkoppling till verksamheterna", "Lärande och kommunikation", scale),
            *(0, 10, 0, None, None, None, 0, 0, False),
        ),
    ]
    every = store.frame("follow_up/measures_of_level", round="r1", level=None, **ASKED)
    assert len(every) == 19
    assert {"C05", "C08", "C11", "L02", "L06"}.isdisjoint(every["measure_id"])


def test_listed_numbers_are_written_as_they_were_given(given: Given) -> None:
    values = {"0484": 35, "0486": 10.05, "0482": 0.5, "0483": 100}
    store = given(answer=[answer("r1", "M07", code, value) for code, value in values.items()])
    frame = store.frame("follow_up/measures_of_level", round="r1", level="medarbetare", **ASKED).set_index("measure_id")
    assert frame.loc["M07", "values_listed"] == "Eskilstuna: 35, Strängnäs: 10,05, Flen: 0,5, Katrineholm: 100"


def test_measures_of_level_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(answer=[answer("r1", "L01", "0484", 1), answer("r1", "L01", "9901", 3)])
    for county, invited, listed in (("04", 10, "Eskilstuna: Utforskar"), ("99", 2, "Granby: Prövar")):
        frame = store.frame("follow_up/measures_of_level", as_of=LATE, county=county, round="r1", level="lan")
        assert rows(frame.head(1), "answered", "invited", "values_listed") == [(1, invited, listed)]
