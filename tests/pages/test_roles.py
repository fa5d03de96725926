"""Roller och planer: tiles, states, pipeline, funding, plans and actors against the files in data/."""

from collections import Counter

import pytest

from dashboard.charts.pipeline import MOST_DAYS
from dashboard.store.store import Store
from tests.conftest import Given
from tests.pages.screen import Screen, see
from tests.pages.test_follow_up import file_of, same_in_the_file, shown
from tests.queries.plain import catalogue, group_of, known, lookup, principals, records, step_labels, written
from tests.queries.tables import plan, role

DAYS = ["2025-11-30", "2026-11-21"]
WORDS = ["ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"]
MUNICIPALITIES = [p for p in principals() if p["kind"] == "municipality"]
MISSING = lookup("special_answers", "label")["missing"]
every_day = pytest.mark.parametrize("day", DAYS)


def page(store: Store, day: str = "2026-11-21") -> Screen:
    return see(store, "/roller", per=day)


def told(file: str, day: str) -> dict[str, dict[str, str]]:
    return {one["principal_code"]: one for one in records(known(file, day))}


def finding(screen: Screen, anchor: str) -> str:
    return screen.root.one("section", aria_labelledby=anchor).one("p", class_="lb-finding").words


@every_day
def test_the_tiles_count_municipalities_and_the_region_apart(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    roles = told("role_statuses", day)
    own = [one for code, one in roles.items() if code != "04"]
    appointed = sum(one["status"] in {"appointed", "integrated"} for one in own)
    pilots = WORDS[sum(one["status"] == "pilot" for one in own)].capitalize()
    region = step_labels("role_status")[roles["04"]["status"]].lower()
    expected = (f"{appointed} av 9 kommuner", f"{pilots} prövar i liten skala. Regionen: {region}.")
    assert screen.tiles["Barnets bästa-ansvarig"] == expected
    unfunded = sum(one["funding"] == "none" for one in own)
    silent = 9 - sum(one["status"] != "unknown" for one in own)
    words = {0: "Alla kommuner har berättat om rollen.", 1: "En kommun har inte berättat om rollen."}
    many = f"{WORDS[silent].capitalize()} kommuner har inte berättat om rollen."
    assert screen.tiles["Finansiering saknas"] == (f"{unfunded} av 9 kommuner", words.get(silent, many))
    plans = Counter(one["status"] for one in told("plan_statuses", day).values())
    own_plans = "egen kort plan" if plans["own_plan"] < 2 else "egna korta planer"
    worked_in = "inarbetad" if plans["in_existing_plan"] < 2 else "inarbetade"
    assert screen.tiles["Lokala planer"] == (
        f"{plans['own_plan'] + plans['in_existing_plan']} av 10 huvudmän",
        f"{WORDS[plans['own_plan']].capitalize()} {own_plans}, "
        f"{WORDS[plans['in_existing_plan']]} {worked_in} i befintlig plan.",
    )


@every_day
def test_the_file_of_a_tile_holds_its_numbers(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    (role_file,) = file_of(sample_store, screen, "Nyckeltalet Barnets bästa-ansvarig")
    assert screen.tiles["Barnets bästa-ansvarig"][0] == (
        f"{role_file['Kommuner där rollen är tillsatt']} av {role_file['Kommuner']} kommuner"
    )
    (funding,) = file_of(sample_store, screen, "Nyckeltalet Finansiering saknas")
    assert screen.tiles["Finansiering saknas"][0].startswith(f"{funding['Kommuner där finansiering saknas']} av ")
    (plans,) = file_of(sample_store, screen, "Nyckeltalet Lokala planer")
    having = int(plans["Egen kort plan"]) + int(plans["Inarbetad i befintlig plan"])
    assert screen.tiles["Lokala planer"][0] == f"{having} av {plans['Huvudmän']} huvudmän"


def test_in_november_2025_one_municipality_of_nine_has_the_role(sample_store: Store) -> None:
    screen = page(sample_store, "2025-11-30")
    assert screen.tiles["Barnets bästa-ansvarig"][0] == "1 av 9 kommuner"
    assert screen.tiles["Barnets bästa-ansvarig"][1].endswith("Regionen: diskuteras.")
    assert finding(screen, "rorledning").startswith("20 november 2025 hade en av 9 kommuner rollen tillsatt")


@every_day
def test_the_state_of_every_huvudman_is_the_latest_known(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    rows = same_in_the_file(sample_store, screen, "Barnets bästa-ansvarig: läget per huvudman")
    roles = told("role_statuses", day)
    scales = {"Rollens läge": "role_status", "Finansiering": "funding", "Form": "role_form"}
    fields = {"Rollens läge": "status", "Finansiering": "funding", "Form": "form"}
    plain = {"Verksamhet": "sector", "Åldrar": "age_span", "Kommentar": "note", "Känt sedan": "known_on"}
    for row, p in zip(rows, principals(), strict=True):
        one = roles.get(p["code"])
        assert (row["Huvudman"], row["Arbetsgrupp"]) == (p["short_name"], group_of(p) or "–")
        if one is None:
            assert row["Rollens läge"] == MISSING
            continue
        for name, field in fields.items():
            assert row[name] == step_labels(scales[name]).get(one[field], "–")
        for name, field in plain.items():
            assert row[name] == (one[field] or "–")


@every_day
def test_the_map_shows_nine_municipalities_and_the_region_beside_it(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    roles = told("role_statuses", day)
    shapes = {shape["code"]: shape["label"] for shape in screen.component("county_map")["shapes"]}
    assert set(shapes) == {p["code"] for p in MUNICIPALITIES}
    for p in MUNICIPALITIES:
        label = step_labels("role_status")[roles[p["code"]]["status"]] if p["code"] in roles else MISSING
        assert shapes[p["code"]].endswith(f": {label}")
    beside = [tile.words for tile in screen.root.one("div", class_="lb-beside").every("a")]
    assert beside[0] == f"Region Sörmland: {step_labels('role_status')[roles['04']['status']]}"


def pipeline(day: str) -> dict[tuple[str, str], list[str]]:
    """(day of change, label) → municipalities, worked out day by day."""
    reports = written("role_statuses")
    changes = sorted(set(reports[(reports["principal_code"] != "04") & (reports["known_on"] <= day)]["known_on"]))
    found: dict[tuple[str, str], list[str]] = {}
    for one in changes:
        roles = told("role_statuses", one)
        for p in MUNICIPALITIES:
            label = step_labels("role_status")[roles[p["code"]]["status"]] if p["code"] in roles else MISSING
            found.setdefault((one, label), []).append(p["short_name"])
    return found


@every_day
def test_the_way_to_the_role_is_counted_on_every_day_of_change(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    expected = pipeline(day)
    rows = same_in_the_file(sample_store, screen, "Från inte påbörjat till ordinarie befattning")
    in_table = {(row["Dag"], row["Rollens läge"]): (row["Antal kommuner"], row["Vilka"]) for row in rows}
    assert len(in_table) == len(rows)
    assert in_table == {key: (str(len(names)), ", ".join(names)) for key, names in expected.items()}
    days = list(dict.fromkeys(row["Dag"] for row in rows))
    bars = screen.charts["rorledning"]["data"]
    shown_days = bars[0]["x"]
    assert len(shown_days) <= MOST_DAYS
    assert shown_days == sorted(shown_days)
    assert shown_days[-1] == days[-1]
    assert set(shown_days) <= set(days)
    for bar in bars:
        assert bar["x"] == shown_days
        assert bar["y"] == [len(expected.get((one, bar["name"]), [])) for one in shown_days]
    assert [sum(column) for column in zip(*(bar["y"] for bar in bars), strict=True)] == [9] * len(shown_days)


@every_day
def test_the_funding_is_counted_at_each_status_of_the_municipalities(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    roles = told("role_statuses", day)
    expected: dict[tuple[str, str], list[str]] = {}
    for p in MUNICIPALITIES:
        one = roles.get(p["code"])
        status = step_labels("role_status")[one["status"]] if one else MISSING
        paid = step_labels("funding")[one["funding"]] if one else MISSING
        expected.setdefault((status, paid), []).append(p["short_name"])
    rows = same_in_the_file(sample_store, screen, "Hur rollen finansieras")
    in_table = {
        (row["Rollens läge"], row["Finansiering"]): (row["Antal kommuner"], sorted(row["Vilka"].split(", ")))
        for row in rows
    }
    assert in_table == {key: (str(len(names)), sorted(names)) for key, names in expected.items()}
    lacking = WORDS[sum(one["funding"] == "none" for code, one in roles.items() if code != "04")]
    assert finding(screen, "finansiering") == f"Finansiering saknas i {lacking} av 9 kommuner."


@every_day
def test_the_plans_are_those_each_huvudman_has_told_of(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    plans = told("plan_statuses", day)
    rows = same_in_the_file(sample_store, screen, "Lokala planer", "plan_by_principal")
    fields = {
        "Styrdokument": "document_name",
        "Beslutad av": "decided_by",
        "Senast genomgången": "reviewed_on",
        "Kommentar": "note",
        "Känt sedan": "known_on",
    }
    for row, p in zip(rows, principals(), strict=True):
        one = plans.get(p["code"])
        assert row["Huvudman"] == p["short_name"]
        assert row["Lokal plan"] == (step_labels("plan_status")[one["status"]] if one else MISSING)
        assert {name: row[name] for name in fields} == {name: (one and one[f]) or "–" for name, f in fields.items()}
    having = [one for one in plans.values() if one["status"] in {"own_plan", "in_existing_plan"}]
    words = finding(screen, "planer")
    assert words.startswith(f"{len(having)} av 10 huvudmän har en plan, egen eller inarbetad i en annan.")
    for one in having:
        named = one["document_name"] and one["status"] == "in_existing_plan"
        assert not named or one["document_name"] in words


@every_day
def test_the_actors_that_take_part_are_as_each_huvudman_has_said(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    said = {
        (one["actor_id"], one["principal_code"]): one["takes_part"] for one in records(known("actor_statuses", day))
    }
    header, *rows = screen.table("Aktörer som deltar")
    assert header == ["Aktör", *(p["short_name"] for p in principals())]
    labels = step_labels("actor_status")
    in_file = {
        (row["Aktör"], row["Huvudman"]): row["Deltar"] for row in file_of(sample_store, screen, "Aktörer som deltar")
    }
    taking = Counter()
    for actor, (name, *cells) in zip(records(catalogue("actors")), rows, strict=True):
        assert name == actor["name"]
        for p, cell in zip(principals(), cells, strict=True):
            state = said.get((actor["id"], p["code"]))
            assert cell == labels.get(state, MISSING) == in_file[name, p["short_name"]]
            taking[name] += state == "yes"
    words = finding(screen, "aktorer")
    most, fewest = max(taking.values()), min(taking.values())
    assert f" deltar hos {most} av 10 huvudmän, " in words
    assert words.endswith(f" hos {WORDS[fewest]}.")
    assert taking[words.split(" deltar hos ")[0]] == most


def test_a_plan_worked_into_another_counts_as_much_as_one_of_its_own(given: Given) -> None:
    codes = [p["code"] for p in principals()][:4]
    kinds = ["own_plan", "in_existing_plan", "in_progress", "none"]
    named = [plan(code, kind, document_name="Plan") for code, kind in zip(codes, kinds, strict=True)]
    one = page(given(plan_status=named))
    assert one.tiles["Lokala planer"] == ("2 av 10 huvudmän", "En egen kort plan, en inarbetad i befintlig plan.")
    for kind in ("own_plan", "in_existing_plan"):
        screen = page(given(plan_status=[plan(code, kind, document_name="Plan") for code in codes]))
        assert screen.tiles["Lokala planer"][0] == "4 av 10 huvudmän"
        words = finding(screen, "planer").split(" Styrdokument:")[0]
        assert words == "4 av 10 huvudmän har en plan, egen eller inarbetad i en annan."


def test_the_region_with_the_role_is_no_tenth_municipality(given: Given) -> None:
    screen = page(given(role_status=[role("04", "appointed", funding="none")]))
    assert screen.tiles["Barnets bästa-ansvarig"] == (
        "–",
        "Ingen av 9 kommuner har berättat ännu. Regionen: tillsatt.",
    )
    assert screen.tiles["Finansiering saknas"][0] == "–"
    assert "rorledning" not in screen.charts


def test_an_empty_county_has_no_answers_and_no_noughts_in_charts(empty_store: Store) -> None:
    screen = page(empty_store)
    assert screen.tiles["Barnets bästa-ansvarig"] == (
        "–",
        "Ingen av 9 kommuner har berättat ännu. Regionen: inget svar.",
    )
    assert screen.tiles["Finansiering saknas"] == ("–", "Ingen av 9 kommuner har berättat ännu.")
    assert screen.charts == {}
    assert finding(screen, "rorledning") == "Ingen kommun har berättat om rollen."
    assert finding(screen, "aktorer") == "Ingen huvudman har berättat vilka aktörer som deltar."
    assert {row["Rollens läge"] for row in shown(screen, "Barnets bästa-ansvarig: läget per huvudman")} == {MISSING}
    assert "None" not in screen.words


def test_one_answer_about_the_role_is_one_of_nine(given: Given) -> None:
    screen = page(given(role_status=[role("0482", "appointed", funding="none")]))
    assert screen.tiles["Barnets bästa-ansvarig"][0] == "1 av 9 kommuner"
    assert screen.tiles["Finansiering saknas"] == ("1 av 9 kommuner", "Åtta kommuner har inte berättat om rollen.")
    bars = {bar["name"]: bar["y"] for bar in screen.charts["rorledning"]["data"]}
    assert bars == {MISSING: [8], "Tillsatt": [1]}
