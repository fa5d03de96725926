"""Whole tables over huvudmän, days or a matrix, from given rows."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import day, judged, risk, role, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04"}
ROLE = ASKED | {"role": "best_interest_lead"}
RISKS = ASKED | {"principal": None}


def test_work_groups_stand_in_their_order_and_by_county(given_two_counties: Given) -> None:
    store = given_two_counties()
    assert rows(store.frame("catalogue/work_groups", county="04")) == [
        ("norra", "Arbetsgrupp Norra Barn"),
        ("vastra", "Arbetsgrupp Västra Barn"),
        ("sodra", "Arbetsgrupp Södra Barn"),
    ]
    assert rows(store.frame("catalogue/work_groups", county="99")) == [("grann", "Arbetsgrupp Grann")]


def test_actors_matrix_has_every_actor_of_every_huvudman(given: Given) -> None:
    def actor(principal: str, id_: str, takes_part: str, known_on: str = "2025-10-01") -> dict[str, object]:
        return {"principal_code": principal, "actor_id": id_, "takes_part": takes_part, "known_on": known_on}

    told = [actor("0484", "skola", "partly", "2025-09-01"), actor("0484", "skola", "yes"), actor("04", "bup", "no")]
    store = given(actor_status=told)
    frame = store.frame("roles/actors_matrix", **ASKED)
    assert len(frame) == 11 * 10
    told_of = [row for row in rows(frame) if row[3] != "missing"]
    assert told_of == [
        ("Skola", "0484", "Eskilstuna", "yes", "Ja", None, False),
        ("Barn- och ungdomspsykiatri", "04", "Region Sörmland", "no", "Nej", None, False),
    ]
    assert rows(frame.head(1)) == [("Förskola", "0484", "Eskilstuna", "missing", "Inget svar", None, False)]


def test_funding_counts_municipalities_at_each_status(given: Given) -> None:
    store = given(
        role_status=[
            role("0484", "pilot", funding="temporary"),
            role("0486", "pilot", funding="none"),
            role("0482", "pilot", funding="none"),
            role("0483", "decided", funding="none"),
            role("04", "pilot", funding="none"),  # no municipality
        ]
    )
    silent = ("Inget svar", "missing", "Inget svar", 5)
    found = rows(store.frame("roles/funding", **ROLE))
    assert found[:3] == [
        ("Beslutad, inte tillsatt", "none", "Saknas", 1, "Katrineholm", False),
        ("Prövas i liten skala", "none", "Saknas", 2, found[1][4], False),
        ("Prövas i liten skala", "temporary", "Tillfällig", 1, "Eskilstuna", False),
    ]
    assert set(str(found[1][4]).split(", ")) == {"Flen", "Strängnäs"}
    assert found[3][:4] == silent
    assert len(found) == 4


def test_pipeline_shows_all_municipalities_each_day_something_was_told(given: Given) -> None:
    store = given(
        role_status=[
            *(role("0484", "discussed", "2025-09-01"), role("0486", "discussed", "2025-09-01")),
            role("04", "appointed", "2025-09-15"),  # the region makes no day
            *(role("0484", "decided", "2025-10-01"), role("0484", "pilot", "2025-10-01")),  # the last of the day
            role("0486", "appointed", "2026-01-02"),  # not known yet
        ]
    )
    seven = "Flen, Katrineholm, Vingåker, Gnesta, Nyköping, Oxelösund, Trosa"
    missing = ("missing", "Inget svar", -1, 7, seven, False)
    assert rows(store.frame("roles/pipeline", **ROLE)) == [
        (day("2025-09-01"), *missing),
        (day("2025-09-01"), "discussed", "Diskuteras", 2, 2, "Eskilstuna, Strängnäs", False),
        (day("2025-10-01"), *missing),
        (day("2025-10-01"), "discussed", "Diskuteras", 2, 1, "Strängnäs", False),
        (day("2025-10-01"), "pilot", "Prövas i liten skala", 4, 1, "Eskilstuna", False),
    ]


def test_matrix_has_sixteen_cells_and_counts_open_risks_that_were_judged(given: Given) -> None:
    store = given(
        risk=[risk("a"), risk("b", principal_code="0484"), risk("c"), risk("d"), risk("e")],
        risk_assessment=[
            judged("a", "act", likelihood=4, consequence=1),
            judged("b", "act", likelihood=4, consequence=1),
            judged("c", "accept", likelihood=4, consequence=1, state="closed"),
            judged("d", "hold"),  # not judged by likelihood
        ],
    )
    found = rows(store.frame("risks/matrix", **RISKS))
    assert [(row[0], row[2]) for row in found] == [(likely, grave) for likely in (4, 3, 2, 1) for grave in (1, 2, 3, 4)]
    names = "Risk a (Hela länet); Risk b (Eskilstuna)"
    assert found[0] == (4, "Mycket stor", 1, "Försumbar", 2, names, False)
    assert {row[4:] for row in found[1:]} == {(0, None, False)}


def test_paths_tell_what_happened_to_each_risk(given: Given) -> None:
    before, after = "2025-10-01", "2025-11-01"
    steps = {"grew": (2, 3), "shrank": (3, 2), "stood": (2, 2), "ended": (2, 2)}
    store = given(
        risk=[*(risk(id_, before) for id_ in (*steps, "vague", "fresh", "old")), risk("new", after)],
        risk_assessment=[
            *(judged(id_, "monitor", before, likelihood=first, consequence=2) for id_, (first, _) in steps.items()),
            *(
                judged(id_, "act", after, likelihood=then, consequence=2, state="closed" if id_ == "ended" else "open")
                for id_, (_, then) in steps.items()
            ),
            *(judged("vague", "hold", before), judged("fresh", "act", after, likelihood=1, consequence=1)),
            judged("new", "act", after, likelihood=1, consequence=1),
            judged("old", "monitor", before, likelihood=1, consequence=1, state="closed"),
        ],
    )
    county = "Hela länet"
    found = {row[0]: row[1:] for row in rows(store.frame("risks/paths", since=date(2025, 10, 31), **RISKS))}
    assert found == {
        "grew": ("Risk grew", county, 2, 3, 2, 2, "Bevaka", "Åtgärda", "Öppen", "Större", "import", False),
        "shrank": ("Risk shrank", county, 3, 2, 2, 2, "Bevaka", "Åtgärda", "Öppen", "Mindre", "import", False),
        "stood": ("Risk stood", county, 2, 2, 2, 2, "Bevaka", "Åtgärda", "Öppen", "Oförändrad", "import", False),
        "ended": ("Risk ended", county, 2, 2, 2, 2, "Bevaka", "Åtgärda", "Stängd", "Stängd", "import", False),
        "vague": (
            "Risk vague",
            county,
            None,
            None,
            None,
            None,
            "Avvakta",
            "Avvakta",
            "Öppen",
            "Inte bedömd",
            "import",
            False,
        ),
        "fresh": (
            "Risk fresh",
            county,
            None,
            1,
            None,
            1,
            None,
            "Åtgärda",
            "Öppen",
            "Bedömd för första gången",
            "import",
            False,
        ),
        "new": ("Risk new", county, None, 1, None, 1, None, "Åtgärda", "Öppen", "Ny", "import", False),
        "old": ("Risk old", county, 1, 1, 1, 1, "Bevaka", "Bevaka", "Stängd", "Stängd sedan tidigare", "import", False),
    }


def test_focus_by_principal_lists_the_chosen_of_each(given_two_counties: Given) -> None:
    def focus(principal: str, aspect: str, chosen: bool = True, known_on: str = "2025-10-01") -> dict[str, object]:
        return {"principal_code": principal, "aspect_id": aspect, "chosen": chosen, "known_on": known_on}

    store = given_two_counties(
        focus_area=[
            *(focus("04", "vardag"), focus("0484", "roll"), focus("0484", "vardag"), focus("9901", "roll")),
            *(focus("0486", "roll"), focus("0486", "roll", chosen=False, known_on="2025-11-01")),
        ]
    )
    made = (None, day("2025-10-01"), "import", False)
    assert rows(store.frame("work/focus_by_principal", work_group=None, **ASKED)) == [
        ("0484", "Eskilstuna", "vardag", "Del av vardagen", *made),
        ("0484", "Eskilstuna", "roll", "Rollen Barnets bästa-ansvarig", *made),
        ("04", "Region Sörmland", "vardag", "Del av vardagen", *made),
    ]
    for group, codes in (("norra", [("0484",), ("0484",)]), ("vastra", [])):
        assert rows(store.frame("work/focus_by_principal", work_group=group, **ASKED), "principal_code") == codes
