"""What the county met about, said and changed, from given rows."""

from datetime import date

from tests.conftest import Given
from tests.queries.tables import a_round, activity, answer, day, example, judged, plan, risk, role, rows

LATE = date(2026, 1, 1)
ASKED = {"as_of": LATE, "county": "04"}
SINCE = ASKED | {"since": date(2025, 10, 10)}
TOLD = ("kind", "kind_label", "principal_code", "principal", "item", "was", "now", "known_on", "origin", "synthetic")
"""What a change says, without the source and the item that it links to."""
BEFORE, ON, AFTER, NOT_YET = "2025-10-09", "2025-10-10", "2025-10-11", "2026-01-02"


def test_changes_list_what_came_after_the_day_and_what_it_was_before(given: Given) -> None:
    store = given(
        round=[a_round("r1", 1)],
        answer=[
            answer("r1", "M01", "0484", 1, ON),  # known on the day itself: no news
            answer("r1", "M02", "0484", 1, AFTER),
            answer("r1", "M03", "0484", "dont_know", "2025-10-12"),
            answer("r1", "M04", "0484", "missing", AFTER),  # left blank
            answer("r1", "M01", "04", 1, AFTER),
            answer("r1", "L02", None, 1, AFTER),
            answer("r1", "M01", "0486", 1, NOT_YET),
        ],
        role_status=[
            *(role("0484", "discussed", BEFORE), role("0484", "pilot", ON), role("0484", "appointed", AFTER)),
            *(role("0486", "decided", BEFORE), role("0486", "decided", AFTER, note="Ny text")),  # nothing that counts
            *(role("0428", "decided", BEFORE), role("0428", "decided", AFTER, funding="none")),  # the funding alone
            *(role("0461", "decided", BEFORE, funding="none"), role("0461", "pilot", AFTER, funding="temporary")),
            role("0482", "paused", AFTER),
        ],
        plan_status=[
            *(plan("0484", "none", BEFORE), plan("0484", "own_plan", AFTER, document_name="Kort plan")),
            *(plan("0486", "none", BEFORE), plan("0486", "none", AFTER)),
            plan("0482", "in_progress", AFTER),
        ],
    )
    made = ("import", False)
    assert rows(store.frame("county/changes", **SINCE), *TOLD) == [
        ("answer", "Svar", "0484", "Eskilstuna", "Omgång r1", None, "2 svar", day("2025-10-12"), *made),
        ("answer", "Svar", "04", "Region Sörmland", "Omgång r1", None, "1 svar", day(AFTER), *made),
        (
            *("role", "Roll", "0484", "Eskilstuna", "Barnets bästa-ansvarig"),
            *("Prövas i liten skala", "Tillsatt", day(AFTER), *made),
        ),
        ("role", "Roll", "0482", "Flen", "Barnets bästa-ansvarig", None, "Avvaktar", day(AFTER), *made),
        (
            *("role", "Roll", "0428", "Vingåker", "Barnets bästa-ansvarig"),
            *("Beslutad, inte tillsatt, finansiering: okänt", "Beslutad, inte tillsatt, finansiering: saknas"),
            *(day(AFTER), *made),
        ),
        (
            *("role", "Roll", "0461", "Gnesta", "Barnets bästa-ansvarig"),
            *("Beslutad, inte tillsatt, finansiering: saknas", "Prövas i liten skala, finansiering: tillfällig"),
            *(day(AFTER), *made),
        ),
        ("plan", "Lokal plan", "0484", "Eskilstuna", "Kort plan", "Ingen plan", "Egen kort plan", day(AFTER), *made),
        ("plan", "Lokal plan", "0482", "Flen", "Lokal plan", None, "Under arbete", day(AFTER), *made),
    ]


def test_changes_list_risks_examples_and_activities(given: Given) -> None:
    store = given(
        risk=[
            *(risk("a"), risk("b", principal_code="0484"), risk("c"), risk("e", ON)),
            *(risk("d", AFTER, principal_code="0486"), risk("e", AFTER, description="Ny text"), risk("f", NOT_YET)),
        ],
        risk_assessment=[
            *(judged("a", "monitor", BEFORE), judged("a", "act", AFTER, state="ongoing")),
            judged("b", "hold", AFTER),
            judged("c", "hold", ON),
        ],
        example=[
            example("a", "works", AFTER),
            example("b", "did_not_work", AFTER, principal_code="0486"),
            example("c", "works", ON),
        ],
        activity=[
            activity("a", AFTER, held_on="2026-01-01"),
            activity("b", "2025-10-12", held_on="2026-01-02"),
            activity("c", "2025-10-13", date_text="hösten 2025, dagen framgår inte"),
            activity("d", "2025-10-14", principal_code="0484"),
            activity("e", ON, held_on="2025-10-10"),
        ],
    )
    county, made = (None, "Hela länet"), ("import", False)
    told = "hösten 2025, dagen framgår inte"
    assert rows(store.frame("county/changes", **SINCE), *TOLD) == [
        ("risk", "Risk", *county, "Risk a", "Bevaka", "Åtgärda, pågår", day(AFTER), *made),
        ("risk", "Risk", "0484", "Eskilstuna", "Risk b", None, "Avvakta, öppen", day(AFTER), *made),
        ("risk", "Risk", "0486", "Strängnäs", "Risk d", None, "Ny, ännu inte bedömd", day(AFTER), *made),
        ("example", "Exempel", *county, "Exempel a", None, "Nytt", day(AFTER), *made),
        ("example", "Lärdom", "0486", "Strängnäs", "Exempel b", None, "Nytt", day(AFTER), *made),
        (
            *("activity", "Aktivitet", "0484", "Eskilstuna", "Aktivitet d", None, "Dagen framgår inte"),
            *(day("2025-10-14"), *made),
        ),
        ("activity", "Aktivitet", *county, "Aktivitet c", None, told, day("2025-10-13"), *made),
        ("activity", "Aktivitet", *county, "Aktivitet b", None, "Planerad", day("2025-10-12"), *made),
        ("activity", "Aktivitet", *county, "Aktivitet a", None, "Genomförd", day(AFTER), *made),
    ]


def test_a_round_renamed_later_neither_doubles_nor_changes_an_earlier_picture(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "M01", "0484", 1, AFTER)])
    given.add(store, round=[a_round("r1", 1, NOT_YET, name="Nytt namn")])
    assert rows(store.frame("county/changes", **SINCE), "item", "now") == [("Omgång r1", "1 svar")]
    later = SINCE | {"as_of": day(NOT_YET)}
    assert rows(store.frame("county/changes", **later), "item", "now") == [("Nytt namn", "1 svar")]


def test_changes_tell_invented_rows_apart(given: Given) -> None:
    store = given(round=[a_round("r1", 1)], answer=[answer("r1", "M01", "0484", 1, AFTER)])
    given.add(
        store,
        synthetic=True,
        answer=[answer("r1", "M01", "0486", 1, AFTER)],
        role_status=[role("0484", "pilot", AFTER)],
    )
    assert rows(store.frame("county/changes", **SINCE), "kind", "principal_code", "origin", "synthetic") == [
        ("answer", "0484", "import", False),
        ("answer", "0486", "sample", True),
        ("role", "0484", "sample", True),
    ]


def test_changes_of_two_counties_are_kept_apart(given_two_counties: Given) -> None:
    store = given_two_counties(
        round=[a_round("r1", 1), a_round("x1", 1, county_code="99")],
        answer=[answer("r1", "M01", "0484", 1, AFTER), answer("x1", "M01", "9901", 1, AFTER)],
        role_status=[role("0484", "pilot", AFTER), role("99", "pilot", AFTER)],
        plan_status=[plan("9901", "own_plan", AFTER)],
        risk=[risk("a"), risk("x", county_code="99")],
        risk_assessment=[judged("a", "hold", AFTER), judged("x", "hold", AFTER)],
        example=[example("x", known_on=AFTER, county_code="99")],
        activity=[activity("x", AFTER, county_code="99")],
    )
    own = rows(store.frame("county/changes", **SINCE), "kind", "principal")
    assert own == [("answer", "Eskilstuna"), ("role", "Eskilstuna"), ("risk", "Hela länet")]
    theirs = rows(store.frame("county/changes", **(SINCE | {"county": "99"})), "kind", "principal")
    assert theirs == [
        *(("answer", "Granby"), ("role", "Region Grann"), ("plan", "Granby")),
        *(("risk", "Hela länet"), ("example", "Hela länet"), ("activity", "Hela länet")),
    ]


def test_meetings_stand_from_the_latest_day_in_their_last_state(given_two_counties: Given) -> None:
    def meeting(id_: str, status: str, known_on: str = BEFORE, **more: object) -> dict[str, object]:
        about = {"id": id_, "county_code": "04", "body": "Styrgruppen", "name": f"Möte {id_}", "known_on": known_on}
        return about | {"status": status} | more

    store = given_two_counties(
        meeting=[
            meeting("a", "planned", held_on="2025-12-01", purpose="Varför", expected_beforehand="Läs", material="Bok"),
            meeting("a", "held", "2025-12-01", held_on="2025-12-01"),
            meeting("b", "held", date_text="före 10 oktober"),
            meeting("c", "planned", held_on="2026-02-01"),
            meeting("x", "planned", held_on="2026-02-02") | {"county_code": "99"},
        ]
    )
    made = ("import", False)
    assert rows(store.frame("county/meetings", **ASKED)) == [
        ("c", "Styrgruppen", "Möte c", day("2026-02-01"), None, None, None, None, "planned", *made),
        ("a", "Styrgruppen", "Möte a", day("2025-12-01"), None, None, None, None, "held", *made),
        ("b", "Styrgruppen", "Möte b", None, "före 10 oktober", None, None, None, "held", *made),
    ]
    before = rows(store.frame("county/meetings", as_of=date(2025, 11, 30), county="04"))
    assert before[1] == (
        *("a", "Styrgruppen", "Möte a", day("2025-12-01"), None, "Varför", "Läs", "Bok", "planned"),
        *made,
    )


def test_observations_stand_from_the_newest_and_in_the_order_they_were_written(given_two_counties: Given) -> None:
    def said(id_: str, known_on: str, **more: object) -> dict[str, object]:
        return {"id": id_, "county_code": "04", "kind": "need", "text": f"Sagt {id_}", "known_on": known_on} | more

    store = given_two_counties(
        observation=[
            said("z", BEFORE, level_id="chef", aspect_id="roll", principal_code="0484", kind="quote"),
            said("a", BEFORE),
            said("b", AFTER, level_id="lan"),
            said("c", NOT_YET),
            said("x", AFTER, county_code="99"),
        ]
    )
    made = ("Given", "import", False)
    b = ("need", "Sagt b", "lan", None, None, day(AFTER), *made)
    z = ("quote", "Sagt z", "chef", "Rollen Barnets bästa-ansvarig", "Eskilstuna", day(BEFORE), *made)
    a = ("need", "Sagt a", None, None, None, day(BEFORE), *made)
    assert rows(store.frame("county/observations", level=None, **ASKED)) == [b, z, a]
    assert rows(store.frame("county/observations", level="chef", **ASKED)) == [z]


def test_status_reports_stand_from_the_newest(given_two_counties: Given) -> None:
    def report(id_: str, known_on: str, **more: object) -> dict[str, object]:
        about = {"id": id_, "county_code": "04", "period": f"Period {id_}", "results": "R", "known_on": known_on}
        about |= {"gut_feeling": "worried", "gut_feeling_text": "Ord", "author_function": "Processledare"}
        return about | more

    store = given_two_counties(
        status_report=[
            report("a", BEFORE, risks_text="Risker", model_text="Helhet"),
            report("b", AFTER, gut_feeling="positive"),
            report("x", AFTER, county_code="99"),
            report("c", NOT_YET),
        ]
    )
    locked = {
        "kind": "status_report",
        "subject_id": "a",
        "county_code": "04",
        "title": "A",
        "text": "R",
        "sha256": "aa",
    }
    given_two_counties.add(store, locked_text=[locked | {"known_on": AFTER}])
    of, mark = ("Given",), ("import", False)
    assert rows(store.frame("county/status_reports", **ASKED)) == [
        (
            "b",
            "Period b",
            "R",
            "positive",
            "Positiv",
            "Ord",
            None,
            None,
            "Processledare",
            day(AFTER),
            *of,
            None,
            None,
            *mark,
        ),
        (
            "a",
            "Period a",
            "R",
            "worried",
            "Orolig",
            "Ord",
            "Risker",
            "Helhet",
            "Processledare",
            day(BEFORE),
            *of,
            day(AFTER),
            "aa",
            *mark,
        ),
    ]


def test_has_synthetic_from_the_day_one_invented_row_is_known(given_two_counties: Given) -> None:
    invented = {
        "round": [a_round("r2", 2, AFTER)],
        "answer": [answer("r1", "M01", "0484", 1, AFTER)],
        "role_status": [role("04", "pilot", AFTER)],
        "plan_status": [plan("04", "none", AFTER)],
        "risk": [risk("b", AFTER)],
    }
    for table, made_up in invented.items():
        store = given_two_counties(
            round=[a_round("r1", 1)],
            answer=[answer("r1", "M01", "0484", 1)],
            risk=[risk("a")],
            plan_status=[plan("04", "none")],
        )
        given_two_counties.add(store, synthetic=True, **{table: made_up})
        found = [
            rows(store.frame("county/has_synthetic", as_of=day(as_of), county=county))
            for as_of, county in ((ON, "04"), (AFTER, "04"), (AFTER, "99"))
        ]
        assert found == [[(False,)], [(True,)], [(False,)]], table
