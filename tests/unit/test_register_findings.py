"""The sentences about rounds, roles, plans, actors and risks: right numbers and Swedish for none, one and many."""

import re
from datetime import date

import pytest

from dashboard.wording.findings import registers as said

Row = dict[str, object]
DAY = date(2025, 11, 30)


def round_(name: str, answered: int, invited: int = 10) -> Row:
    return {"round": name, "answered": answered, "invited": invited}


def response(principal: str, answers: int) -> Row:
    return {"principal": principal, "answers": answers}


def cell(measure: str, round_id: str, version: int | None = 1) -> Row:
    return {"measure_id": measure, "round_id": round_id, "version": version}


def shift(measure: str, forward: int, still: int, back: int) -> Row:
    return {"measure": measure, "forward": forward, "still": still, "back": back, "paired": forward + still + back}


def focus(principal: str, aspect: str) -> Row:
    return {"principal": principal, "aspect_id": aspect}


def at(day: date, state: str, principals: int) -> Row:
    return {"day": day, "state": state, "principals": principals}


def paid(funding: str, principals: int) -> Row:
    return {"funding": funding, "principals": principals}


def plan(principal: str, state: str, document: str | None = None) -> Row:
    return {"principal": principal, "state": state, "document_name": document}


def actor(name: str, principal: str, state: str) -> Row:
    return {"actor": name, "principal": principal, "state": state}


def risk(
    name: str, state: str = "open", *, scores: tuple[int | None, int | None] = (2, 3), review_passed: bool = False
) -> Row:
    likelihood, consequence = scores
    return {
        "risk": name,
        "state": state,
        "likelihood": likelihood,
        "consequence": consequence,
        "review_passed": review_passed,
    }


def went(*kinds: str) -> list[Row]:
    return [{"moved": kind} for kind in kinds]


NEXT = date(2026, 5, 6)
FINISHED = risk("D", "closed", review_passed=True)
UNJUDGED = risk("E", scores=(None, None))
SAID = [
    (said.rounds([]), "Ingen omgång är känd."),
    (said.rounds([round_("Hösten 2025", 7)]), "Hösten 2025 svarade 7 av 10."),
    (
        said.rounds([round_("Hösten 2025", 7), round_("Våren 2026", 0), round_("Hösten 2026", 10)]),
        "Hösten 2025 svarade 7 av 10, våren 2026 svarade 0 av 10 och hösten 2026 svarade 10 av 10.",
    ),
    (said.responses([response("Flen", 3), response("Trosa", 1)]), "Alla 2 huvudmän har svarat."),
    (
        said.responses([response("Flen", 3), response("Trosa", 0)]),
        "1 av 2 huvudmän har svarat. Inget svar från Trosa.",
    ),
    (
        said.responses([response("Flen", 0), response("Trosa", 0), response("Gnesta", 0)]),
        "0 av 3 huvudmän har svarat. Inget svar från Flen, Trosa och Gnesta.",
    ),
    (said.small_multiples([]), "Inga mått med en skala passar det som är valt."),
    (said.small_multiples([cell("M02", "2025h"), cell("M02", "2025h")]), "Ett mått under en omgång."),
    (said.small_multiples([cell("M02", "2025h", None)]), "Ett mått under en omgång."),
    (
        said.small_multiples([cell("M06", "2025h"), cell("M06", "2026h", 2), cell("L10", "2026h")]),
        "Två mått under två omgångar. M06 har fått ny ordalydelse och är märkt med en asterisk, serien är bruten där.",
    ),
    (
        said.rounds([round_("Hösten 2025", 2, 3), round_("Våren 2026", 3, 3)], "arbetsgrupp Västra Barn"),
        "Hösten 2025 svarade 2 av 3 och våren 2026 svarade 3 av 3 huvudmän i arbetsgrupp Västra Barn.",
    ),
    (
        said.responses([response("Flen", 3), response("Trosa", 0), response("Gnesta", 1)], "arbetsgrupp Västra Barn"),
        "2 av 3 huvudmän i arbetsgrupp Västra Barn har svarat. Inget svar från Trosa.",
    ),
    (said.responses([response("Flen", 3)]), "1 av 1 huvudmän har svarat."),
    (
        said.shift_by_measure([], "Hösten 2025", "Våren 2026"),
        "Inga mått på förflyttningsskalan passar det som är valt.",
    ),
    (
        said.shift_by_measure([shift("Vardag", 0, 0, 0)], "Hösten 2025", "Våren 2026"),
        "Inget mått går att jämföra mellan hösten 2025 och våren 2026.",
    ),
    (
        said.shift_by_measure([shift("Vardag", 1, 2, 1)], "Hösten 2025", "Våren 2026"),
        "Vardag har flest steg framåt, 1 av 4.",
    ),
    (
        said.shift_by_measure(
            [shift("A", 1, 2, 1), shift("B", 4, 1, 0), shift("C", 0, 3, 0), shift("D", 0, 2, 1), shift("E", 0, 0, 0)],
            "Hösten 2025",
            "Våren 2026",
        ),
        "B har flest steg framåt, 4 av 5. Helt stilla: C.",
    ),
    (said.comments([]), "Ingen huvudman har skrivit en kommentar."),
    (said.comments([], narrowed=True), "Ingen huvudman har skrivit en kommentar bland det som är valt."),
    (said.comments([{}]), "En kommentar."),
    (said.comments([{}] * 3), "Tre kommentarer."),
    (said.comments([{}] * 14), "14 kommentarer."),
    (said.focus([], "vardag", "Del av vardagen"), "Ingen huvudman har valt del av vardagen som eget fokus."),
    (
        said.focus([], "vardag", "Del av vardagen", "arbetsgrupp Västra Barn"),
        "Ingen huvudman i arbetsgrupp Västra Barn har valt del av vardagen som eget fokus.",
    ),
    (
        said.focus([focus("Flen", "roll")], "vardag", "Del av vardagen"),
        "Ingen huvudman har valt del av vardagen som eget fokus.",
    ),
    (
        said.focus([focus("Flen", "vardag"), focus("Trosa", "roll")], "vardag", "Del av vardagen"),
        "Flen har valt del av vardagen som eget fokus.",
    ),
    (
        said.focus([focus("Flen", "vardag"), focus("Trosa", "vardag")], "vardag", "Del av vardagen"),
        "Flen och Trosa har valt del av vardagen som eget fokus.",
    ),
    (said.pipeline([]), "Ingen kommun har berättat om rollen."),
    (
        said.pipeline([at(DAY, "missing", 9), at(NEXT, "appointed", 1), at(NEXT, "missing", 8)]),
        "6 maj 2026 hade en av 9 kommuner rollen tillsatt, 30 november 2025 ingen.",
    ),
    (
        said.pipeline(
            [at(DAY, "appointed", 1), at(DAY, "pilot", 8), at(NEXT, "appointed", 2), at(NEXT, "integrated", 3)]
        ),
        "6 maj 2026 hade fem av 5 kommuner rollen tillsatt, 30 november 2025 en.",
    ),
    (said.funding([paid("budgeted", 9)]), "Finansiering saknas i ingen av 9 kommuner."),
    (said.funding([paid("missing", 9)]), "Ingen av 9 kommuner har berättat hur rollen finansieras."),
    (said.funding([paid("none", 1), paid("budgeted", 8)]), "Finansiering saknas i en av 9 kommuner."),
    (
        said.funding([paid("none", 1), paid("none", 3), paid("missing", 5)]),
        "Finansiering saknas i fyra av 9 kommuner. Fem kommuner har inte berättat.",
    ),
    (said.plans([plan("Flen", "missing")]), "Ingen huvudman har berättat om sin plan."),
    (
        said.plans([plan("Flen", "own_plan", "Egen"), plan("Trosa", "in_progress")]),
        "1 av 2 huvudmän har en plan, egen eller inarbetad i en annan.",
    ),
    (
        said.plans([plan("Flen", "in_existing_plan", "Barnplan"), plan("Trosa", "in_existing_plan", "Årsplan")]),
        "2 av 2 huvudmän har en plan, egen eller inarbetad i en annan. "
        "Styrdokument: Barnplan (Flen) och Årsplan (Trosa).",
    ),
    (said.actors([]), "Ingen huvudman har berättat vilka aktörer som deltar."),
    (
        said.actors([actor("Skola", "Flen", "missing"), actor("Vård", "Flen", "no")]),
        "Ingen huvudman har berättat vilka aktörer som deltar.",
    ),
    (
        said.actors(
            [
                actor(name, principal, state)
                for name, states in (("Skola", ("yes", "yes")), ("Vård", ("yes", "partly")), ("Polis", ("no", "no")))
                for principal, state in zip(("Flen", "Trosa"), states, strict=True)
            ]
        ),
        "Skola deltar hos 2 av 2 huvudmän, polis hos ingen.",
    ),
    (
        said.risk_matrix([risk("A"), risk("B"), FINISHED]),
        "2 av 2 öppna risker har en bedömning. Ingen risk saknar bedömning.",
    ),
    (
        said.risk_matrix([risk("A"), risk("B"), UNJUDGED]),
        "2 av 3 öppna risker har en bedömning. En risk saknar bedömning.",
    ),
    (
        said.risk_matrix([UNJUDGED, risk("F", scores=(2, None))]),
        "0 av 2 öppna risker har en bedömning. Två risker saknar bedömning.",
    ),
    (
        said.risks([risk("A"), risk("B"), FINISHED]),
        "2 av 3 kända risker är öppna. Ingen översyn har passerat sin dag.",
    ),
    (
        said.risks([risk("A", review_passed=True), risk("B"), risk("C", review_passed=True), FINISHED]),
        "3 av 4 kända risker är öppna. Översynen har passerat sin dag för: A och C.",
    ),
    (said.risk_paths([], "4 mars 2026"), "Ingen risk är känd."),
    (said.risk_paths(went("Ny"), "4 mars 2026"), "Sedan 4 mars 2026: ny 1."),
    (
        said.risk_paths(went("Oförändrad", "Ny", "Oförändrad", "Inte bedömd"), "4 mars 2026"),
        "Sedan 4 mars 2026: oförändrad 2, ny 1 och inte bedömd 1.",
    ),
]
NONE_AND_ONE = [
    said.responses([]),
    said.plans([]),
    said.funding([]),
    said.risk_matrix([]),
    said.risk_matrix([risk("A")]),
    said.risk_matrix([FINISHED]),
    said.risks([]),
    said.risks([risk("A", review_passed=True)]),
    said.risks([FINISHED]),
    said.pipeline([at(DAY, "appointed", 1)]),
    said.shift_by_measure([shift("Vardag", 0, 2, 1)], "Hösten 2025", "Våren 2026"),
    said.small_multiples([cell("M06", "2026h", 2), cell("M07", "2026h", 2)]),
]


@pytest.mark.parametrize(("words", "expected"), SAID, ids=[expected for _, expected in SAID])
def test_the_sentence_is_exactly_this(words: str, expected: str) -> None:
    assert words == expected


@pytest.mark.parametrize("words", [*(words for words, _ in SAID), *NONE_AND_ONE])
def test_a_sentence_begins_with_a_capital_or_number_and_ends_with_one_full_stop(words: str) -> None:
    assert words[0].isupper() or words[0].isdigit()
    assert words.endswith(".")
    assert not words.endswith("..")
    assert "  " not in words


@pytest.mark.parametrize("words", [*(words for words, _ in SAID), *NONE_AND_ONE])
def test_no_sentence_shows_what_only_the_program_knows(words: str) -> None:
    assert not re.search(r"\b(None|nan|True|False|open|missing)\b|[\[{]", words)


def test_a_passed_review_of_a_closed_risk_is_not_said() -> None:
    assert "D" not in said.risks([FINISHED, risk("A"), risk("B")])


def test_a_score_of_one_is_a_judgement() -> None:
    assert said.risk_matrix([risk("A", scores=(1, 1)), risk("B", scores=(1, 4))]).startswith("2 av 2")
