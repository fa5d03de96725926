"""The role, the plans and the actors, from given rows: the region apart, unknown and unanswered told apart."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import day, plan, role, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04"}
ROLE = ASKED | {"role": "best_interest_lead"}
NORTH, WEST, SOUTH = "Arbetsgrupp Norra Barn", "Arbetsgrupp Västra Barn", "Arbetsgrupp Södra Barn"


def test_status_by_principal_is_the_last_known_and_missing_where_nothing_is(given: Given) -> None:
    store = given(
        role_status=[
            role("0484", "discussed", "2025-09-01"),
            role("0484", "pilot", funding="temporary", form="assignment", sector="skola", age_span="6–15", note="Två"),
            role("0484", "appointed", "2026-01-02"),  # not known yet
            role("0486", "unknown"),
            role("04", "paused", funding="none"),
        ]
    )
    nothing = ("missing", "Inget svar", *[None] * 9, False)
    assert rows(store.frame("roles/status_by_principal", **ROLE)) == [
        (
            *("0484", "Eskilstuna", "municipality", NORTH, "pilot", "Prövas i liten skala", "temporary", "Tillfällig"),
            *("assignment", "Uppdrag i befintlig roll", "skola", "6–15", "Två", day("2025-10-01"), 4, False),
        ),
        (
            *("0486", "Strängnäs", "municipality", NORTH, "unknown", "Okänt", "unknown", "Okänt"),
            *(None, None, None, None, None, day("2025-10-01"), 0, False),
        ),
        ("0482", "Flen", "municipality", WEST, *nothing),
        ("0483", "Katrineholm", "municipality", WEST, *nothing),
        ("0428", "Vingåker", "municipality", WEST, *nothing),
        ("0461", "Gnesta", "municipality", SOUTH, *nothing),
        ("0480", "Nyköping", "municipality", SOUTH, *nothing),
        ("0481", "Oxelösund", "municipality", SOUTH, *nothing),
        ("0488", "Trosa", "municipality", SOUTH, *nothing),
        (
            *("04", "Region Sörmland", "region", None, "paused", "Avvaktar", "none", "Saknas"),
            *(None, None, None, None, None, day("2025-10-01"), 8, False),
        ),
    ]


def test_the_last_row_of_one_day_holds(given: Given) -> None:
    store = given(role_status=[role("0484", "appointed"), role("0484", "decided")])
    assert store.frame("roles/status_by_principal", **ROLE)["state"].iloc[0] == "decided"
    given.add(store, role_status=[role("0484", "pilot")])
    assert store.frame("roles/status_by_principal", **ROLE)["state"].iloc[0] == "pilot"


def test_coverage_counts_municipalities_and_answers_for_the_region_apart(given: Given) -> None:
    store = given(
        role_status=[
            role("0484", "appointed"),
            role("0486", "integrated", funding="budgeted"),
            role("0482", "partly_appointed", funding="none"),  # a part is not yet appointed
            role("0483", "pilot", funding="none"),
            role("0428", "unknown"),  # nobody has told
            role("0461", "not_started", funding="none"),
            role("04", "appointed", funding="none"),  # no tenth municipality
        ]
    )
    assert rows(store.frame("roles/coverage", **ROLE)) == [(2, 1, 9, 3, 5, "appointed", "Tillsatt", False)]


def test_coverage_before_anything_is_known(given: Given) -> None:
    store = given(role_status=[role("0484", "appointed", "2025-10-01")])
    before = ROLE | {"as_of": date(2025, 9, 30)}
    assert rows(store.frame("roles/coverage", **before)) == [(0, 0, 9, 0, 0, "missing", "Inget svar", False)]
    on_the_day = ROLE | {"as_of": date(2025, 10, 1)}
    assert rows(store.frame("roles/coverage", **on_the_day), "appointed", "reported") == [(1, 1)]


def test_coverage_is_invented_when_one_row_is(given: Given) -> None:
    store = given(role_status=[role("0484", "appointed")])
    given.add(store, synthetic=True, role_status=[role("04", "pilot")])
    assert rows(store.frame("roles/coverage", **ROLE), "appointed", "synthetic") == [(1, True)]


def test_plan_by_principal_is_the_last_known(given: Given) -> None:
    store = given(
        plan_status=[
            plan("0484", "in_progress", note="Skrivs"),
            plan("0484", "in_existing_plan", "2025-11-01", document_name="Planen", decided_by="Nämnden")
            | {"reviewed_on": "2025-10-20"},
            plan("04", "none"),
        ]
    )
    first, *rest = rows(store.frame("roles/plan_by_principal", **ASKED))
    known = ("Planen", "Nämnden", day("2025-10-20"), None, day("2025-11-01"), 3, False)
    assert first == ("0484", "Eskilstuna", NORTH, "in_existing_plan", "I befintlig plan", *known)
    assert rest[0] == ("0486", "Strängnäs", NORTH, "missing", "Inget svar", *[None] * 6, False)
    nothing = (None, None, None, None, day("2025-10-01"), 1, False)
    assert rest[8] == ("04", "Region Sörmland", None, "none", "Ingen plan", *nothing)
    earlier = rows(store.frame("roles/plan_by_principal", as_of=date(2025, 10, 31), county="04"), "state", "note")
    assert earlier[0] == ("in_progress", "Skrivs")


def test_plan_coverage_counts_own_and_existing_plans_side_by_side_of_all_ten(given: Given) -> None:
    store = given(
        plan_status=[
            plan("0484", "own_plan"),
            *(plan(code, "in_existing_plan", document_name="Planen") for code in ("0486", "04")),
            plan("0482", "in_progress"),
            plan("0483", "none"),
            plan("0428", "unknown"),
        ]
    )
    assert rows(store.frame("roles/plan_coverage", **ASKED)) == [(1, 2, 1, 10, False)]
    assert rows(store.frame("roles/plan_coverage", as_of=date(2025, 1, 1), county="04")) == [(0, 0, 0, 10, False)]


def test_roles_and_plans_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(
        role_status=[role("0484", "appointed"), role("9901", "appointed"), role("99", "pilot")],
        plan_status=[plan("9901", "own_plan")],
    )
    neighbour = {"as_of": LATE, "county": "99"}
    coverage = rows(store.frame("roles/coverage", role="best_interest_lead", **neighbour))
    assert coverage == [(1, 0, 1, 0, 1, "pilot", "Prövas i liten skala", False)]
    assert rows(store.frame("roles/plan_coverage", **neighbour)) == [(1, 0, 0, 2, False)]
    assert rows(store.frame("roles/plan_coverage", **ASKED)) == [(0, 0, 0, 10, False)]


def test_actors_of_principal_lists_every_actor_and_only_this_huvudmans_answers(given: Given) -> None:
    def actor(principal: str, id_: str, takes_part: str, known_on: str = "2025-10-01") -> dict[str, object]:
        return {"principal_code": principal, "actor_id": id_, "takes_part": takes_part, "known_on": known_on}

    store = given(
        actor_status=[
            actor("0484", "skola", "partly"),
            actor("0484", "skola", "yes", "2025-11-01") | {"note": "Alla skolor"},
            actor("0484", "bup", "no"),
            actor("0484", "polis", "unknown"),
            actor("0486", "forskola", "yes"),
        ]
    )
    found = rows(store.frame("roles/actors_of_principal", county="04", as_of=LATE, principal="0484"))
    missing = ("missing", "Inget svar", None, False)
    assert found == [
        ("Förskola", *missing),
        ("Skola", "yes", "Ja", "Alla skolor", False),
        ("Elevhälsa", *missing),
        ("Socialtjänst", *missing),
        ("Barnavårdscentral och mödravårdscentral", *missing),
        ("Vårdcentral", *missing),
        ("Barn- och ungdomspsykiatri", "no", "Nej", None, False),
        ("Habilitering", *missing),
        ("Kultur och fritid", *missing),
        ("Polis", "unknown", "Okänt", None, False),
        ("Civilsamhälle", *missing),
    ]
    earlier = rows(
        store.frame("roles/actors_of_principal", county="04", as_of=date(2025, 10, 31), principal="0484"), "state"
    )
    assert earlier[1] == ("partly",)
