"""Where huvudmän stand, from given answers: the lower median, special answers, what is missing, and as of when."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import CODES, STEPS, a_round, answer, rows

NORTH, WEST, SOUTH = "Arbetsgrupp Norra Barn", "Arbetsgrupp Västra Barn", "Arbetsgrupp Södra Barn"
PRINCIPALS = [
    *(("0484", "Eskilstuna", NORTH), ("0486", "Strängnäs", NORTH)),
    *(("0482", "Flen", WEST), ("0483", "Katrineholm", WEST), ("0428", "Vingåker", WEST)),
    *(("0461", "Gnesta", SOUTH), ("0480", "Nyköping", SOUTH), ("0481", "Oxelösund", SOUTH), ("0488", "Trosa", SOUTH)),
    ("04", "Region Sörmland", None),
]
LATE = date(2026, 1, 1)
PLAN, UNKNOWN, NONE = "Ingår i befintlig plan eller process", "Vet inte", "Inget svar"
NOBODY = (None, "missing", NONE, 0, 0)


def everyday(store, as_of: date = LATE, level: str | None = None, **more) -> dict[str, tuple[object, ...]]:
    """What each huvudman stands at in the aspect vardag (M02 and C06) of round r1, by code."""
    asked = {"as_of": as_of, "county": "04", "level": level, "measure": None, "aspect": "vardag", "round": "r1"} | more
    found = rows(store.frame("follow_up/state_by_principal", **asked))
    assert [row[:3] for row in found] == PRINCIPALS
    return {str(row[0]): row[3:] for row in found}


def test_state_by_principal_is_the_lower_median_of_steps_and_tells_the_rest_apart(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1)],
        answer=[
            *(answer("r1", "M02", "0484", 1), answer("r1", "C06", "0484", 4)),  # even count: the lower of the two
            *(answer("r1", "M02", "0486", 3), answer("r1", "C06", "0486", "in_existing_plan")),  # not in the median
            *(answer("r1", "M02", "0482", "dont_know"), answer("r1", "C06", "0482", "in_existing_plan")),
            *(answer("r1", "M02", "0483", "dont_know"), answer("r1", "C06", "0483", "missing")),
            *(answer("r1", "M02", "0428", "missing"), answer("r1", "C06", "0428", "missing")),
            answer("r1", "M02", "0461", 0),  # not started is a step, not a lack of one
            answer("r1", "M01", "0480", 4),  # another aspect
            answer("r0", "M02", "0481", 4),  # another round
            answer("r1", "M02", "04", "not_yet"),
        ],
    )
    assert everyday(store) == {
        "0484": (1, "exploring", "Utforskar", 2, 2, False),
        "0486": (3, "trying", "Prövar", 1, 2, False),
        "0482": (None, "in_existing_plan", PLAN, 0, 2, False),
        "0483": (None, "dont_know", UNKNOWN, 0, 1, False),
        "0428": (*NOBODY, False),
        "0461": (0, "not_started", "Inte påbörjat", 1, 1, False),
        "0480": (*NOBODY, False),
        "0481": (*NOBODY, False),
        "0488": (*NOBODY, False),
        "04": (None, "not_yet", "Inte aktuellt ännu", 0, 1, False),
    }


def test_an_odd_number_of_steps_has_its_middle_and_a_level_asks_only_its_own(given: Given) -> None:
    given_steps = {"C01": 4, "C02": 0}
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", m, "0484", v) for m, v in given_steps.items()])
    given.add(store, answer=[answer("r1", "M02", "0484", 1), answer("r1", "C06", "0484", 3)])
    assert everyday(store, aspect="ledarskap")["0484"][0] == 0
    assert everyday(store, level="chef")["0484"] == (3, "trying", "Prövar", 1, 1, False)
    assert everyday(store, level="medarbetare")["0484"] == (1, "exploring", "Utforskar", 1, 1, False)


def test_what_is_known_on_the_day_counts_and_a_correction_from_its_own_day(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1, known_on="2025-09-01")],
        answer=[
            answer("r1", "M02", "0484", 1, "2025-10-01"),
            answer("r1", "M02", "0484", 3, "2025-11-01"),  # a correction
            *(answer("r1", "M02", "0486", 2, "2025-10-05"), answer("r1", "M02", "0486", 4, "2025-10-05")),  # same day
        ],
    )
    stages = {
        day: (everyday(store, date.fromisoformat(day))["0484"][0], everyday(store, date.fromisoformat(day))["0486"][0])
        for day in ("2025-09-30", "2025-10-01", "2025-10-04", "2025-10-05", "2025-10-31", "2025-11-01")
    }
    assert stages == {
        "2025-09-30": (None, None),
        "2025-10-01": (1, None),
        "2025-10-04": (1, None),
        "2025-10-05": (1, 4),  # the last written of one day holds
        "2025-10-31": (1, 4),
        "2025-11-01": (3, 4),
    }


def test_a_correction_to_a_special_answer_takes_the_step_away(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "M02", "0484", 1, "2025-10-01")])
    given.add(store, answer=[answer("r1", "M02", "0484", "in_existing_plan", "2025-10-02")])
    assert everyday(store)["0484"] == (None, "in_existing_plan", PLAN, 0, 1, False)


def test_invented_answers_make_the_round_invented_and_no_other(given: Given) -> None:
    store = given(round=[a_round("r1", 1), a_round("r2", 2)], answer=[answer("r2", "M02", "0484", 1)])
    given.add(store, synthetic=True, answer=[answer("r1", "M02", "0484", 1)])
    assert {row[-1] for row in everyday(store).values()} == {True}
    assert {row[-1] for row in everyday(store, round="r2").values()} == {False}
    assert {row[-1] for row in everyday(store, as_of=date(2025, 9, 1)).values()} == {False}


def test_states_of_one_measure_in_every_known_round(given: Given) -> None:
    store = given(
        round=[a_round("r2", 2, known_on="2025-11-01"), a_round("r1", 1), a_round("r3", 3, known_on="2026-06-01")],
        answer=[answer("r1", "M02", "0484", 1), answer("r2", "M02", "0484", 3, measure_version=2)],
    )
    asked = {"as_of": LATE, "county": "04", "level": None, "measure": "M02"}
    expected = []
    for id_, order, stage, version in (("r1", 1, 1, 1), ("r2", 2, 3, 2)):
        for place, (code, name, group) in enumerate(PRINCIPALS, 1):
            own = (stage, CODES[stage], STEPS[stage], 1, 1, version) if code == "0484" else (*NOBODY, None)
            expected.append((id_, f"Omgång {id_}", order, code, name, place, group, "vardag", *own, False))
    assert rows(store.frame("follow_up/states", **asked)) == expected


def test_states_of_a_level_have_one_row_for_each_of_its_aspects(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "L01", "0484", 2), answer("r1", "L07", None, 4)])
    frame = store.frame("follow_up/states", as_of=LATE, county="04", level="lan", measure=None)
    assert len(frame) == 30
    assert rows(frame.head(3), "aspect_id", "stage", "state") == [
        ("larande", None, "missing"),  # L07 is the county's own answer, not a huvudman's
        ("syfte", 2, "preparing"),
        ("uppfoljning", None, "missing"),
    ]


def test_states_of_a_measure_on_another_scale_use_its_steps(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "M03", "0484", 4, respondents=9)])
    frame = store.frame("follow_up/states", as_of=LATE, county="04", level=None, measure="M03")
    assert rows(frame.head(1), "aspect_id", "stage", "state", "state_label") == [("syfte", 4, "mostly", "Stämmer bra")]


def test_states_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(
        round=[a_round("r1", 1), a_round("x1", 1, county_code="99")],
        answer=[answer("r1", "M02", "0484", 1), answer("x1", "M02", "9901", 3)],
    )
    for county, round_id, principals in (("04", "r1", 10), ("99", "x1", 2)):
        frame = store.frame("follow_up/states", as_of=LATE, county=county, level=None, measure="M02")
        assert set(frame["round_id"]) == {round_id}
        assert len(frame) == principals


def test_state_by_principal_and_aspect_of_one_and_of_all(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1)],
        answer=[
            *(answer("r1", "M01", "0484", 2), answer("r1", "M09", "0484", 3)),
            answer("r1", "C10", "0484", "in_existing_plan"),
        ],
    )
    asked = {"as_of": LATE, "county": "04", "level": None, "measure": None, "round": "r1"}
    of_one = rows(store.frame("follow_up/state_by_principal_and_aspect", principal="0484", **asked))
    own = ("0484", "Eskilstuna", NORTH)
    assert of_one == [
        (*own, "delaktighet", "Delaktighet", 2, "preparing", "Förbereder", 2, 2, False),
        (*own, "vardag", "Del av vardagen", *NOBODY, False),
        (*own, "syfte", "Syfte och målbild", *NOBODY, False),
        (*own, "ledarskap", "Ledarskap och förväntningar", *NOBODY, False),
        (*own, "styrning", "Styrning och planer", *NOBODY, False),
        (*own, "samverkan", "Bredd i samverkan", None, "in_existing_plan", PLAN, 0, 1, False),
        (*own, "larande", "Lärande och kommunikation", *NOBODY, False),
        (*own, "uppfoljning", "Uppföljning och ansvar", *NOBODY, False),
    ]
    of_all = rows(store.frame("follow_up/state_by_principal_and_aspect", principal=None, **asked))
    assert len(of_all) == 80
    assert of_all[:8] == of_one


def test_distribution_by_round_names_who_stands_where_and_puts_steps_first(given: Given) -> None:
    steps = {"0484": 4, "0486": 1, "0482": 1, "0483": 0}
    store = given(
        round=[a_round("r1", 1), a_round("r2", 2)],
        answer=[
            *(answer("r1", "M02", code, value) for code, value in steps.items()),
            answer("r1", "M02", "0461", "in_existing_plan"),
            *(answer("r2", "M02", code, 2, measure_version=2) for code, _, _ in PRINCIPALS),
        ],
    )
    asked = {"as_of": LATE, "county": "04", "level": None, "measure": "M02", "aspect": "vardag"}
    first = ("r1", "Omgång r1")
    assert rows(store.frame("follow_up/distribution_by_round", **asked)) == [
        (*first, "not_started", "Inte påbörjat", 0, 1, "Katrineholm", 1, False),
        (*first, "exploring", "Utforskar", 1, 2, "Strängnäs, Flen", 1, False),
        (*first, "everyday", "I vardagen", 4, 1, "Eskilstuna", 1, False),
        (*first, "in_existing_plan", PLAN, None, 1, "Gnesta", 1, False),
        (*first, "missing", NONE, None, 5, "Vingåker, Nyköping, Oxelösund, Trosa, Region Sörmland", None, False),
        ("r2", "Omgång r2", "preparing", "Förbereder", 2, 10, ", ".join(p[1] for p in PRINCIPALS), 2, False),
    ]


def test_spread_by_round_gives_the_countys_spread_only_from_five_steps(given: Given) -> None:
    five = {"0484": 0, "0486": 1, "0482": 1, "0483": 3, "0428": 4}
    four = {"0484": 0, "0486": 1, "0482": 1, "0483": 3}
    store = given(
        round=[a_round("r1", 1), a_round("r2", 2)],
        answer=[
            *(answer("r1", "M02", code, value) for code, value in four.items()),
            *(answer("r1", "M02", code, "in_existing_plan") for code in ("0461", "0480")),  # answers, but no steps
            *(answer("r2", "M02", code, value) for code, value in five.items()),
            answer("r2", "M02", "0461", "in_existing_plan"),
        ],
    )
    asked = {"as_of": LATE, "county": "04", "level": None, "measure": "M02", "aspect": "vardag"}
    assert rows(store.frame("follow_up/spread_by_round", principal="0461", **asked)) == [
        ("r1", "Omgång r1", None, "in_existing_plan", PLAN, None, None, None, None, None, 4, 1, False),
        ("r2", "Omgång r2", None, "in_existing_plan", PLAN, 0, 1, 1, 3, 4, 5, 1, False),
    ]
    assert rows(store.frame("follow_up/spread_by_round", principal="0483", **asked), "stage", "state") == [
        (3, "trying"),
        (3, "trying"),
    ]


def test_aspects_of_principal_set_its_steps_against_a_county_of_at_least_five(given: Given) -> None:
    five = {"0484": 0, "0486": 1, "0482": 2, "0483": 3, "04": 4}
    store = given(
        round=[a_round("r1", 1)],
        answer=[
            *(answer("r1", "M02", code, value) for code, value in five.items()),
            *(answer("r1", "C10", code, 3) for code in ("0484", "0486", "0482", "0483")),
            answer("r1", "C10", "04", "in_existing_plan"),
            *(answer("r1", "C07", code, 1) for code in ("0484", "0486", "0482", "0483", "0428")),
        ],
    )
    asked = {"as_of": LATE, "county": "04", "level": None, "measure": None, "round": "r1", "principal": "04"}
    nothing = (None, "missing", NONE, 0, None, None, None, 0, False)
    assert rows(store.frame("follow_up/aspects_of_principal", **asked)) == [
        ("delaktighet", "Delaktighet", *nothing),
        ("vardag", "Del av vardagen", 4, "everyday", "I vardagen", 1, 0, 2, 4, 5, False),
        ("syfte", "Syfte och målbild", *nothing),
        ("ledarskap", "Ledarskap och förväntningar", *nothing),
        ("styrning", "Styrning och planer", None, "missing", NONE, 0, 1, 1, 1, 5, False),
        ("samverkan", "Bredd i samverkan", None, "in_existing_plan", PLAN, 0, None, None, None, 4, False),
        ("larande", "Lärande och kommunikation", *nothing),
        ("uppfoljning", "Uppföljning och ansvar", *nothing),
    ]


def test_county_state_is_the_lower_median_of_huvudman_from_five_steps(given: Given) -> None:
    six = {"0484": 4, "0486": 0, "0482": 1, "0483": 1, "0428": 3, "04": 4}
    store = given(
        round=[a_round("r1", 1)],
        answer=[
            *(answer("r1", "M02", code, value) for code, value in six.items()),
            *(answer("r1", "C10", code, 3) for code in ("0484", "0486", "0482", "0483")),
            answer("r1", "C10", "04", "in_existing_plan"),
            *(answer("r1", "M03", code, value + 1, respondents=9) for code, value in six.items()),
        ],
    )
    asked = {"as_of": LATE, "county": "04", "level": None, "round": "r1"}
    for measure, aspect, expected in (
        (None, "vardag", (1, "Utforskar", "exploring", 6, 10, False)),  # 0 1 1 3 4 4
        (None, "samverkan", (None, None, None, 4, 10, False)),
        ("M03", "syfte", (2, "Stämmer dåligt", "slightly", 6, 10, False)),
    ):
        found = rows(store.frame("follow_up/county_state", measure=measure, aspect=aspect, **asked))
        assert found == [expected], aspect
    unknown = asked | {"round": "r9", "measure": None, "aspect": "vardag"}
    assert rows(store.frame("follow_up/county_state", **unknown)) == [(None, None, None, 0, 0, False)]
