"""The sentence of each figure: right numbers, right Swedish, for many rows, for one and for none."""

import re

import pytest

from dashboard.charts.palette import SPECIAL
from dashboard.store.store import Store
from dashboard.wording.findings import follow_up as findings
from tests.queries.tables import CODES, STEPS

Row = dict[str, object]


def state(stage: int | None, special: str = "missing", label: str = "Inget svar") -> Row:
    if stage is None:
        return {"state": special, "state_label": label, "stage": None}
    return {"state": CODES[stage], "state_label": STEPS[stage], "stage": stage}


def move(start: int | None, end: int | None) -> Row:
    return {"from_stage": start, "to_stage": end}


def held(round_: str, stage: int | None, principals: int) -> Row:
    return {"round": round_, "principals": principals, **state(stage)}


def point(round_: str, stage: int | None, version: int | None) -> Row:
    return {"round": round_, "version": version, **state(stage)}


def difference(principal: str, aspect: str) -> Row:
    return {"principal_code": principal, "aspect": aspect}


def answered(with_value: int) -> Row:
    return {"with_value": with_value, "median": 3 if with_value >= 5 else None}


SAID = [
    (findings.states([]), "Det finns inga huvudmän att visa."),
    (findings.states([state(None)] * 10), "Ingen av 10 huvudmän har svarat."),
    (
        findings.states([state(None), state(3), state(0), state(3), state(None, "in_existing_plan", "Ingår")]),
        "En har inte påbörjat, två prövar, en har det i befintlig plan eller process och en har inte svarat "
        "(av 5 huvudmän).",
    ),
    (
        findings.states([{"state": "mostly", "state_label": "Stämmer bra", "stage": 4}] * 2),
        "Två svarar ”Stämmer bra” (av 2 huvudmän).",
    ),
    (findings.states([state(4)] * 13), "13 har det i vardagen (av 13 huvudmän)."),
    (
        findings.movement([], "Hösten 2025", "Våren 2026"),
        "Ingen huvudman har svarat med ett steg både hösten 2025 och våren 2026.",
    ),
    (
        findings.movement([move(None, 2), move(1, None)], "Hösten 2025", "Våren 2026"),
        "Ingen huvudman har svarat med ett steg både hösten 2025 och våren 2026.",
    ),
    (
        findings.movement([move(0, 1), move(2, 2), move(3, 1), move(0, 4), move(None, 2)], "Hösten 2025", "Våren 2026"),
        "4 av 5 huvudmän går att jämföra mellan hösten 2025 och våren 2026: "
        "två har flyttat fram, en står kvar och en har gått tillbaka.",
    ),
    (
        findings.movement([move(0, 0)], "Hösten 2025", "Våren 2026"),
        "1 av 1 huvudmän går att jämföra mellan hösten 2025 och våren 2026: "
        "ingen har flyttat fram, en står kvar och ingen har gått tillbaka.",
    ),
    (findings.distribution([], 3, "Prövar"), "Ingen omgång är känd."),
    (
        findings.distribution([held("Hösten 2025", None, 10)], 3, "Prövar"),
        "Hösten 2025 stod ingen på ”Prövar” eller längre (0 av 10 svarade).",
    ),
    (
        findings.distribution(
            [
                held("Hösten 2025", 3, 1),
                held("Hösten 2025", None, 9),
                held("Våren 2026", 2, 4),
                held("Våren 2026", 4, 6),
            ],
            3,
            "Prövar",
        ),
        "Våren 2026 stod sex på ”Prövar” eller längre (10 av 10 svarade), hösten 2025 en (1 av 10 svarade).",
    ),
    (findings.changes([], "10 oktober 2025"), "Inga ändringar sedan 10 oktober 2025."),
    (
        findings.changes([{"kind_label": kind} for kind in ("Svar", "Svar", "Lokal plan")], "10 oktober 2025"),
        "Sedan 10 oktober 2025: svar 2 och lokal plan 1.",
    ),
    (
        findings.against_county([{"stage": None, "median": 2}], "Trosa"),
        "Trosa har inget steg att visa i den här omgången.",
    ),
    (
        findings.against_county([{"stage": 3, "median": 2}], "Trosa"),
        "Trosa står längre fram än länets median i 1, på medianen i 0 och inte lika långt fram i 0 av 1 aspekt med ett "
        "steg.",
    ),
    (
        findings.against_county([{"stage": 3, "median": None}, {"stage": None, "median": None}], "Trosa"),
        "Trosa har ett steg i 1 av 2 aspekter. Länets spridning visas när minst fem huvudmän har ett steg.",
    ),
    (
        findings.states([{"state": "not_sent", "state_label": "Inte skickat"}] * 3),
        "Ingen av 3 huvudmän har fått någon fråga ännu.",
    ),
    (
        findings.moved([], "Trosa", "Hösten 2025", "Våren 2026"),
        "Trosa har inga svar att jämföra mellan hösten 2025 och våren 2026.",
    ),
    (
        findings.moved([{"direction": "forward"}], "Trosa", "Hösten 2025", "Våren 2026"),
        "Ett mått går att jämföra: ett har flyttat fram, inget står kvar och inget har gått tillbaka.",
    ),
    (
        findings.moved([{"direction": "back"}] * 2 + [{"direction": "still"}] * 11, "Trosa", "H", "V"),
        "13 mått går att jämföra: inget har flyttat fram, elva står kvar och två har gått tillbaka.",
    ),
    (findings.line([], "Trosa"), "Ingen omgång är känd."),
    (findings.line([point("Hösten 2025", None, None)], "Trosa"), "Trosa: hösten 2025 inget svar."),
    (
        findings.line(
            [point("Hösten 2025", 1, 1), point("Våren 2026", None, None), point("Hösten 2026", 3, 1)], "Trosa"
        ),
        "Trosa: hösten 2025 utforskar, våren 2026 inget svar och hösten 2026 prövar.",
    ),
    (
        findings.line([point("Hösten 2025", 1, 1), point("Hösten 2026", 3, 2)], "Trosa"),
        "Trosa: hösten 2025 utforskar och hösten 2026 prövar. Frågan har fått ny ordalydelse, så linjen är bruten där.",
    ),
    (findings.measures([answered(0)] * 2), "0 av 2 mått har minst fem svar och visas med median."),
    (
        findings.measures([answered(5), answered(4), answered(0)]),
        "1 av 3 mått har minst fem svar och visas med median. För ett mått visas svaren i stället, de är färre än fem.",
    ),
    (findings.common([{"value": None}, {"value": 0}]), "1 av 2 gemensamma svar har kommit in."),
    (
        findings.computed([{"measure": "Svarsfrekvens", "counted": 0, "invited": 10}]),
        "Svarsfrekvens: 0 av 10 huvudmän.",
    ),
    (findings.levels_differ([]), "Inga två nivåer hos samma huvudman har svarat med olika steg i samma aspekt."),
    (
        findings.levels_differ([difference("0481", "Delaktighet")]),
        "På ett ställe hos en huvudman ser två nivåer olika på samma aspekt, oftast i delaktighet.",
    ),
    (
        findings.levels_differ(
            [
                difference("0481", "Delaktighet"),
                difference("0481", "Syfte och målbild"),
                difference("0484", "Delaktighet"),
            ]
        ),
        "På tre ställen hos två huvudmän ser två nivåer olika på samma aspekt, oftast i delaktighet.",
    ),
]


@pytest.mark.parametrize(("said", "expected"), SAID, ids=[expected[:40] for _, expected in SAID])
def test_each_figure_says_what_its_rows_hold(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize("said", [said for said, _ in SAID])
def test_a_finding_can_be_read_aloud(said: str) -> None:
    assert re.fullmatch(r"[0-9A-ZÅÄÖ].*[^.]\.", said)
    assert not re.search(r"None|nan|NaN|<NA>|  |\.\.|[{}]|inga inga", said)


def test_states_are_told_in_the_order_of_their_scale_and_those_who_have_not_answered_last() -> None:
    rows = [state(None), state(None, "dont_know", "Vet ej"), state(4), state(0), state(2)]
    assert [row["state"] for row in findings.in_scale_order(rows)] == [
        *("not_started", "preparing", "everyday", "dont_know", "missing"),
    ]


def test_a_register_is_told_in_the_order_of_its_own_scale() -> None:
    rows = [{"state": "appointed", "state_order": 6}, {"state": "missing", "state_order": None}]
    rows.append({"state": "unknown", "state_order": 0})
    assert [row["state"] for row in findings.in_scale_order(rows)] == ["unknown", "appointed", "missing"]


def test_every_state_of_the_scales_on_the_map_has_words_that_stand_after_a_number(empty_store: Store) -> None:
    steps = empty_store.frame("catalogue/scale_steps")
    codes = set(steps[steps["scale_id"].isin(["shift", "role_status", "plan_status"])]["code"]) | set(SPECIAL)
    assert codes - set(findings.DOES) == set()
