"""What moved between two rounds, from given answers."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import STEPS, answer, rows

LATE = date(2026, 1, 1)
BETWEEN = {"as_of": LATE, "county": "04", "previous": "r1", "round": "r2"}
NORTH = "Arbetsgrupp Norra Barn"


def pair(
    principal: str, measure: str, before: float | str, after: float | str, **later: object
) -> list[dict[str, object]]:
    return [answer("r1", measure, principal, before), answer("r2", measure, principal, after, **later)]


def eskilstuna_moves() -> list[dict[str, object]]:
    return [
        *pair("0484", "M01", 1, 2),
        *pair("0484", "M02", 3, 3),
        *pair("0484", "C01", 2, 1),
        *pair("0484", "C02", 0, 4),  # four steps at once are one shift
    ]


def test_shifts_are_paired_by_huvudman_measure_and_wording(given: Given) -> None:
    store = given(
        answer=[
            *eskilstuna_moves(),
            *pair("0486", "M06", 1, 3, measure_version=2),  # a new wording breaks the series
            *pair("0482", "M01", "in_existing_plan", 3),  # no step before
            *pair("0483", "M01", 3, "dont_know"),  # no step after
            answer("r1", "M01", "0428", 2),  # only before
            answer("r2", "M01", "0461", 2),  # only after
            *pair("0480", "M03", 1, 5),  # not on the stage scale
            *pair("0480", "M07", 10, 90),
            *(answer(r, "L07", None, 1) for r in ("r1", "r2")),  # the county's own answer
            *pair("04", "L01", 1, 0),
        ]
    )
    own = ("0484", "Eskilstuna")

    def moved(before: int, after: int, direction: str) -> tuple[object, ...]:
        return before, STEPS[before], after, STEPS[after], direction, False

    assert rows(store.frame("follow_up/shifts", **BETWEEN)) == [
        (*own, "M01", "Delaktighet i införandet", "medarbetare", "delaktighet", *moved(1, 2, "forward")),
        (*own, "M02", "Del av det vardagliga arbetet", "medarbetare", "vardag", *moved(3, 3, "still")),
        (*own, "C01", "Chefer som förebilder och ambassadörer", "chef", "ledarskap", *moved(2, 1, "back")),
        (*own, "C02", "Dialog och uttalade förväntningar", "chef", "ledarskap", *moved(0, 4, "forward")),
        ("04", "Region Sörmland", "L01", "Tydlig gemensam målbild", "lan", "syfte", *moved(1, 0, "back")),
    ]


def test_a_new_wording_in_both_rounds_is_a_pair(given: Given) -> None:
    both = [answer(r, "M06", "0484", v, measure_version=2) for r, v in (("r1", 1), ("r2", 2))]
    assert rows(given(answer=both).frame("follow_up/shifts", **BETWEEN), "measure_id", "direction") == [
        ("M06", "forward")
    ]


def test_a_correction_of_the_earlier_round_changes_the_shift_from_its_own_day(given: Given) -> None:
    store = given(answer=pair("0484", "M01", 1, 2))
    given.add(store, answer=[answer("r1", "M01", "0484", 3, "2025-12-01")])
    for day, direction in (("2025-11-30", "forward"), ("2025-12-01", "back")):
        asked = BETWEEN | {"as_of": date.fromisoformat(day)}
        assert rows(store.frame("follow_up/shifts", **asked), "direction") == [(direction,)]


def test_a_shift_is_invented_when_either_answer_is(given: Given) -> None:
    store = given(answer=[answer("r1", "M01", "0484", 1), *pair("0486", "M01", 1, 2)])
    given.add(store, synthetic=True, answer=[answer("r2", "M01", "0484", 1)])
    assert rows(store.frame("follow_up/shifts", **BETWEEN), "principal_code", "synthetic") == [
        ("0484", True),
        ("0486", False),
    ]


def test_shift_total_counts_answers_and_huvudman_in_both_rounds(given: Given) -> None:
    store = given(answer=[*eskilstuna_moves(), *pair("04", "L01", 1, 0), answer("r2", "M01", "0486", 1)])
    assert rows(store.frame("follow_up/shift_total", **BETWEEN)) == [(2, 1, 2, 5, 2, 10, False)]


def test_shift_total_of_nothing_is_nothing_of_ten(given: Given) -> None:
    assert rows(given().frame("follow_up/shift_total", **BETWEEN)) == [(0, 0, 0, 0, 0, 10, False)]


def test_shift_by_principal_has_the_lower_median_of_the_paired_and_every_huvudman(given: Given) -> None:
    store = given(answer=[*eskilstuna_moves(), *pair("0486", "M01", 2, 1)])
    asked = BETWEEN | {"aspect": None, "level": None, "measure": None}
    found = rows(store.frame("follow_up/shift_by_principal", **asked))
    assert len(found) == 10
    assert found[:3] == [
        ("0484", "Eskilstuna", NORTH, 1, 2, 2, 1, 1, 4, False),  # from 0 1 2 3, to 1 2 3 4
        ("0486", "Strängnäs", NORTH, 2, 1, 0, 0, 1, 1, False),
        ("0482", "Flen", "Arbetsgrupp Västra Barn", None, None, 0, 0, 0, 0, False),
    ]
    assert found[9] == ("04", "Region Sörmland", None, None, None, 0, 0, 0, 0, False)


def test_shift_by_principal_of_one_aspect_level_or_measure(given: Given) -> None:
    store = given(answer=eskilstuna_moves())
    for chosen, expected in (
        ({"aspect": "ledarskap"}, (0, 1, 1, 0, 1, 2)),
        ({"level": "medarbetare"}, (1, 2, 1, 1, 0, 2)),
        ({"measure": "C01"}, (2, 1, 0, 0, 1, 1)),
        ({"aspect": "vardag", "level": "chef"}, (None, None, 0, 0, 0, 0)),
    ):
        asked = BETWEEN | {"aspect": None, "level": None, "measure": None} | chosen
        frame = store.frame("follow_up/shift_by_principal", **asked)
        assert rows(frame.head(1), "from_stage", "to_stage", "forward", "still", "back", "paired") == [expected], chosen


def test_one_invented_shift_makes_the_whole_table_invented(given: Given) -> None:
    store = given(answer=pair("0484", "M01", 1, 2))
    given.add(store, synthetic=True, answer=pair("0486", "M01", 1, 2))
    frame = store.frame("follow_up/shift_by_principal", aspect=None, level=None, measure=None, **BETWEEN)
    assert set(frame["synthetic"]) == {True}
    assert rows(store.frame("follow_up/shift_total", **BETWEEN), "synthetic") == [(True,)]


def test_shifts_of_principal_stand_by_aspect(given: Given) -> None:
    store = given(answer=[*eskilstuna_moves(), *pair("0484", "M09", 2, 2), *pair("0486", "M01", 2, 1)])
    assert rows(store.frame("follow_up/shifts_of_principal", principal="0484", **BETWEEN)) == [
        (
            *("M01", "Delaktighet i införandet", "Delaktighet", "Medarbetarnivå"),
            *(1, "Utforskar", 2, "Förbereder", "forward", False),
        ),
        (
            *("M09", "Barns och vårdnadshavares delaktighet", "Delaktighet", "Medarbetarnivå"),
            *(2, "Förbereder", 2, "Förbereder", "still", False),
        ),
        (
            *("M02", "Del av det vardagliga arbetet", "Del av vardagen", "Medarbetarnivå"),
            *(3, "Prövar", 3, "Prövar", "still", False),
        ),
        (
            *("C01", "Chefer som förebilder och ambassadörer", "Ledarskap och förväntningar", "Chefsnivå"),
            *(2, "Förbereder", 1, "Utforskar", "back", False),
        ),
        (
            *("C02", "Dialog och uttalade förväntningar", "Ledarskap och förväntningar", "Chefsnivå"),
            *(0, "Inte påbörjat", 4, "I vardagen", "forward", False),
        ),
    ]
    assert rows(store.frame("follow_up/shifts_of_principal", principal="04", **BETWEEN)) == []


def test_shifts_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(answer=[*pair("0484", "M01", 1, 2), *pair("9901", "M01", 2, 1)])
    assert rows(store.frame("follow_up/shift_total", **BETWEEN)) == [(1, 0, 0, 1, 1, 10, False)]
    assert rows(store.frame("follow_up/shift_total", **(BETWEEN | {"county": "99"}))) == [(0, 0, 1, 1, 1, 2, False)]


def test_levels_compared_names_the_lower_and_the_higher(given: Given) -> None:
    store = given(
        answer=[
            *(answer("r1", "M02", "0484", 1), answer("r1", "C06", "0484", 3)),
            *(answer("r1", "M06", "0484", 2), answer("r1", "L10", "0484", 2)),  # alike: not listed
            *(answer("r1", "M08", "0486", 4), answer("r1", "L01", "0486", 3)),
            *(answer("r1", "C03", "0482", "in_existing_plan"), answer("r1", "L04", "0482", 3)),  # one has no step
            *(answer("r1", "M02", "0483", 0), answer("r2", "C06", "0483", 3)),  # not the same round
            *(answer("r1", "M03", "0428", 5), answer("r1", "L01", "0428", 1)),  # not the same scale
        ]
    )
    asked = {"as_of": LATE, "county": "04", "round": "r1"}
    vardag = ("0484", "Eskilstuna", "vardag", "Del av vardagen", "Medarbetarnivå", 1, "Utforskar")
    syfte = ("0486", "Strängnäs", "syfte", "Syfte och målbild", "Länsnivå", 3, "Prövar")
    in_order = [
        (*vardag, "Chefsnivå", 3, "Prövar", False),
        (*syfte, "Medarbetarnivå", 4, "I vardagen", False),
    ]
    assert rows(store.frame("follow_up/levels_compared", level=None, **asked)) == in_order
    of_level = {
        level: rows(store.frame("follow_up/levels_compared", level=level, **asked), "aspect_id")
        for level in ("medarbetare", "chef", "lan")
    }
    assert of_level == {"medarbetare": [("vardag",), ("syfte",)], "chef": [("vardag",)], "lan": [("syfte",)]}
