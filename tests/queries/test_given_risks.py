"""The risks, from given rows: judged or not, open or closed, and when a review has passed."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import day, judged, risk, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04", "principal": None}


def test_register_shows_the_last_judgement_and_risks_not_judged(given: Given) -> None:
    store = given(
        risk=[
            risk("b", principal_code="04", category_id="finansiering"),
            risk("a", description="Om det går fel"),
            risk("c", principal_code="0484"),
            risk("d", category_id="finansiering"),
            risk("e", known_on="2026-01-02"),  # not known yet
        ],
        risk_assessment=[
            judged("a", "monitor", likelihood=2, consequence=3),
            judged("a", "act", "2025-11-01", likelihood=4, consequence=3, state="ongoing", action="Gör")
            | {"owner_function": "Skolchef", "review_on": "2025-12-31"},
            judged("b", "hold", review_on="2026-01-01"),
        ],
    )
    unjudged = (None, None, None, None, "open", "Öppen", None, None, None, False, None, "import", False)
    on_a = (4, 3, "act", "Åtgärda", "ongoing", "Pågår", "Gör", "Skolchef", day("2025-12-31"), True, day("2025-11-01"))
    on_b = (None, None, "hold", "Avvakta", "open", "Öppen", None, None, day("2026-01-01"), False, day("2025-10-01"))
    model, money = "Modellen: delar eller helhet", "Finansiering"
    assert rows(store.frame("risks/register", **ASKED)) == [
        ("d", "Risk d", None, money, None, "Hela länet", *unjudged),
        ("a", "Risk a", "Om det går fel", model, None, "Hela länet", *on_a, "import", False),
        ("c", "Risk c", None, model, "0484", "Eskilstuna", *unjudged),
        ("b", "Risk b", None, money, "04", "Region Sörmland", *on_b, "import", False),
    ]


def test_a_review_has_passed_the_day_after_and_never_for_a_closed_risk(given: Given) -> None:
    store = given(
        risk=[risk("closed"), risk("open")],
        risk_assessment=[
            judged("closed", "accept", state="closed", review_on="2025-11-01"),
            judged("open", "act", review_on="2025-11-01"),
        ],
    )
    passed = {}
    for as_of in ("2025-10-31", "2025-11-01", "2025-11-02"):
        frame = store.frame("risks/register", as_of=date.fromisoformat(as_of), county="04", principal=None)
        passed[as_of] = dict(rows(frame, "risk_id", "review_passed"))
    assert passed == {
        "2025-10-31": {"closed": False, "open": False},
        "2025-11-01": {"closed": False, "open": False},
        "2025-11-02": {"closed": False, "open": True},
    }


def test_register_of_one_huvudman_holds_its_own_alone(given: Given) -> None:
    store = given(risk=[risk("a"), risk("b", principal_code="0484"), risk("c", principal_code="0486")])
    assert rows(store.frame("risks/register", **(ASKED | {"principal": "0484"})), "risk_id") == [("b",)]


def test_a_judgement_known_later_does_not_count_and_an_invented_one_is_told(given: Given) -> None:
    store = given(risk=[risk("a")], risk_assessment=[judged("a", "monitor")])
    given.add(store, synthetic=True, risk_assessment=[judged("a", "escalate", "2026-01-01")])
    for as_of, response, invented in (("2025-12-31", "monitor", False), ("2026-01-01", "escalate", True)):
        frame = store.frame("risks/register", as_of=date.fromisoformat(as_of), county="04", principal=None)
        assert rows(frame, "response", "synthetic") == [(response, invented)]


def test_summary_counts_what_is_not_closed(given: Given) -> None:
    store = given(
        risk=[risk(id_) for id_ in ("unjudged", "held", "late", "lifted", "ended", "elsewhere")],
        risk_assessment=[
            judged("held", "hold"),
            judged("late", "act", state="ongoing", review_on="2025-12-01"),
            judged("lifted", "escalate", review_on="2025-12-01"),
            judged("ended", "hold", state="closed", review_on="2025-12-01"),
            judged("elsewhere", "escalate", state="closed"),
        ],
    )
    assert rows(store.frame("risks/summary", **ASKED)) == [(4, 2, 1, 1, False)]


def test_summary_of_nothing_and_of_one_huvudman(given: Given) -> None:
    store = given(risk=[risk("a"), risk("b", principal_code="0484")], risk_assessment=[judged("b", "hold")])
    assert rows(store.frame("risks/summary", **(ASKED | {"as_of": date(2025, 1, 1)}))) == [(0, 0, 0, 0, False)]
    assert rows(store.frame("risks/summary", **(ASKED | {"principal": "0484"}))) == [(1, 0, 1, 0, False)]


def test_risks_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(risk=[risk("a"), risk("x", county_code="99"), risk("y", county_code="99")])
    assert rows(store.frame("risks/summary", **ASKED), "open_risks") == [(1,)]
    assert rows(store.frame("risks/register", **(ASKED | {"county": "99"})), "risk_id") == [("x",), ("y",)]
