"""Measure by measure: how it was answered and moved, and what was written beside, from given rows."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import CODES, STEPS, a_round, answer, day, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04", "aspect": None, "level": None, "work_group": None}
BETWEEN = ASKED | {"previous": "r1", "round": "r2", "core": None}


def pair(
    principal: str, measure: str, before: float | str, after: float | str, **later: object
) -> list[dict[str, object]]:
    return [answer("r1", measure, principal, before), answer("r2", measure, principal, after, **later)]


def test_shift_by_measure_counts_each_measure_on_the_stage_scale(given: Given) -> None:
    store = given(
        answer=[
            *(pair("0484", "M01", 1, 2) + pair("0486", "M01", 2, 1) + pair("04", "M01", 0, 4)),
            *pair("0484", "M09", 3, 3),
            *pair("0484", "M06", 1, 3, measure_version=2),  # a new wording: no pair
            *pair("0484", "C01", 1, "in_existing_plan"),
        ]
    )
    found = rows(store.frame("follow_up/shift_by_measure", **(BETWEEN | {"aspect": "delaktighet"})))
    own = ("Delaktighet", "Medarbetarnivå")
    assert found == [
        ("M01", "Delaktighet i införandet", *own, 2, 0, 1, 3, False, False),
        ("M09", "Barns och vårdnadshavares delaktighet", *own, 0, 1, 0, 1, False, False),
    ]
    every = rows(store.frame("follow_up/shift_by_measure", **BETWEEN), "measure_id", "paired")
    assert dict(every) == dict.fromkeys(["M02", "M06", "M08", "C01", "C02", "C03", "C06", "C07", "C10"], 0) | {
        **dict.fromkeys(["L01", "L04", "L10"], 0),
        **{"M01": 3, "M09": 1},
    }


def test_shift_by_measure_of_a_level_the_core_or_a_group(given: Given) -> None:
    store = given(answer=[*pair("0484", "M01", 1, 2), *pair("0482", "M01", 1, 1), *pair("0482", "C06", 1, 1)])
    chosen = {
        "chef": rows(store.frame("follow_up/shift_by_measure", **(BETWEEN | {"level": "chef"})), "measure_id"),
        "core": rows(store.frame("follow_up/shift_by_measure", **(BETWEEN | {"core": "yes"})), "measure_id"),
    }
    assert chosen["chef"] == [("C01",), ("C02",), ("C03",), ("C06",), ("C07",), ("C10",)]
    assert chosen["core"] == [
        (measure,) for measure in ("M01", "M02", "M06", "M08", "C01", "C02", "C03", "C07", "C10", "L01", "L04")
    ]
    west = store.frame("follow_up/shift_by_measure", **(BETWEEN | {"work_group": "vastra", "aspect": "delaktighet"}))
    assert rows(west.head(1), "forward", "still", "back", "paired") == [(0, 1, 0, 1)]


def test_shift_by_measure_says_where_the_wording_is_new(given: Given) -> None:
    # M06 got its new wording with 2026h, between the first and the third of these rounds.
    rounds = [a_round("2026v", 1), a_round("2026h", 2), a_round("later", 3), a_round("latest", 4)]
    store = given(round=rounds)

    def found(previous: str, this: str) -> list[tuple[object, ...]]:
        asked = BETWEEN | {"aspect": "larande", "previous": previous, "round": this}
        return rows(store.frame("follow_up/shift_by_measure", **asked), "measure_id", "new_wording")

    assert found("2026v", "2026h") == found("2026v", "later") == [("M06", True), ("L10", False)]
    assert found("later", "latest") == [("M06", False), ("L10", False)]


def test_measure_rounds_show_every_state_that_occurs_in_each_round(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1), a_round("r2", 2), a_round("r3", 3, "2026-01-02")],
        answer=[
            *(answer("r1", "M06", "0484", 1), answer("r1", "M06", "0486", 1), answer("r1", "M06", "0482", 0)),
            *(answer("r1", "M06", "0483", "in_existing_plan"), answer("r1", "M06", "0428", "missing")),
            *(answer("r2", "M06", code, 3, measure_version=2) for code in ("0484", "0486")),
        ],
    )
    asked = ASKED | {"core": "yes", "aspect": "larande"}
    about = ("M06", "Lärande och pragmatiskt införande", "Lärande och kommunikation", "Medarbetarnivå", "shift")
    r1, r2 = (*about, "r1", "Omgång r1"), (*about, "r2", "Omgång r2")
    silent = ["Gnesta", "Nyköping", "Oxelösund", "Trosa", "Region Sörmland"]
    plan = "Ingår i befintlig plan eller process"
    rest = ["Flen", "Katrineholm", "Vingåker", *silent]
    assert rows(store.frame("follow_up/measure_rounds", **asked)) == [
        (*r1, 0, CODES[0], STEPS[0], 1, "Flen", 1, False),
        (*r1, 1, CODES[1], STEPS[1], 2, "Eskilstuna, Strängnäs", 1, False),
        (*r1, None, "in_existing_plan", plan, 1, "Katrineholm", 1, False),
        (*r1, None, "missing", "Inget svar", 6, ", ".join(["Vingåker", *silent]), 1, False),
        (*r2, 3, CODES[3], STEPS[3], 2, "Eskilstuna, Strängnäs", 2, False),
        (*r2, None, "missing", "Inget svar", 8, ", ".join(rest), 2, False),
    ]
    north = rows(store.frame("follow_up/measure_rounds", **(asked | {"work_group": "norra"})), "round_id", "names")
    assert north == [("r1", "Eskilstuna, Strängnäs"), ("r2", "Eskilstuna, Strängnäs")]


def test_measure_rounds_hold_the_scales_with_ordered_steps_alone(given: Given) -> None:
    store = given(round=[a_round("r1", 1)])
    frame = store.frame("follow_up/measure_rounds", **(ASKED | {"core": None, "level": "medarbetare"}))
    assert rows(frame, "measure_id", "principals") == [
        (measure, 10) for measure in ("M01", "M02", "M03", "M04", "M05", "M06", "M08", "M09")
    ]


def test_measure_rounds_are_invented_where_an_answer_of_the_round_is(given: Given) -> None:
    store = given(round=[a_round("r1", 1), a_round("r2", 2)], answer=[answer("r2", "C07", "0484", 1)])
    given.add(store, synthetic=True, answer=[answer("r1", "C07", "0486", 1)])
    frame = store.frame("follow_up/measure_rounds", **(ASKED | {"core": None, "aspect": "styrning"}))
    assert set(rows(frame, "round_id", "synthetic")) == {("r1", True), ("r2", False)}


def test_comments_stand_by_measure_with_the_answer_they_belong_to(given: Given) -> None:
    store = given(
        answer=[
            answer("r1", "C01", "04", "dont_know", comment="Frågan är svår"),
            answer("r1", "M07", "0486", 10.05, comment="Räknat"),
            answer("r1", "M07", "0484", 10, comment="Ungefär"),
            answer("r1", "M01", "0482", 2, comment="Först"),
            answer("r1", "M01", "0482", 3, "2025-11-01", comment="Rättat"),
            *(answer("r1", "M02", "0484", 2), answer("r2", "M01", "0484", 2, comment="Annan omgång")),
            answer("r1", "L02", None, 1, comment="Länets eget"),
        ]
    )
    asked = ASKED | {"round": "r1", "core": None}
    of_day, made = day("2025-10-01"), ("import", False)
    share = "Kunskap: nådda verksamheter"
    assert rows(store.frame("follow_up/comments", **asked)) == [
        ("0482", "Flen", "Delaktighet i införandet", "Prövar", "Rättat", day("2025-11-01"), *made),
        ("0484", "Eskilstuna", share, "10", "Ungefär", of_day, *made),
        ("0486", "Strängnäs", share, "10,05", "Räknat", of_day, *made),
        (
            "04",
            "Region Sörmland",
            "Chefer som förebilder och ambassadörer",
            "Vet inte",
            "Frågan är svår",
            of_day,
            *made,
        ),
    ]
    for chosen, expected in (
        ({"level": "chef"}, [("04",)]),
        ({"aspect": "larande"}, [("0484",), ("0486",)]),
        ({"work_group": "vastra"}, [("0482",)]),
        ({"core": "yes"}, [("0482",), ("04",)]),
        ({"core": "yes", "level": "lan"}, []),
    ):
        assert rows(store.frame("follow_up/comments", **(asked | chosen)), "principal_code") == expected
    earlier = store.frame("follow_up/comments", **(asked | {"as_of": date(2025, 10, 31)}))
    assert rows(earlier.head(1), "comment") == [("Först",)]
