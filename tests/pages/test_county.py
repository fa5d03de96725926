"""Länet: every number against the files in data/, worked out here in another way."""

import re

import pandas as pd
import pytest

from dashboard.store.store import Store
from tests.pages.screen import see
from tests.queries.plain import at_share, catalogue, known, lookup, principals, step_labels

DAYS = ["2025-10-09", "2025-11-30", "2026-05-06", "2026-11-21"]
WORDS = ["ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"]
SHIFT = set(catalogue("measures").query("scale_id == 'shift' and answered_by == 'huvudman'")["id"])


def rounds(day: str) -> list[str]:
    found = known("rounds", day).astype({"sort_order": int}).sort_values("sort_order")
    return list(found["id"])


def own_answers(day: str, round_id: str) -> pd.DataFrame:
    answers = known("answers", day)
    return answers[(answers["round_id"] == round_id) & (answers["principal_code"] != "")]


def steps_taken(day: str, earlier: str, later: str) -> tuple[pd.Series, int]:
    """How far each paired answer moved, and how many huvudmän have one."""
    key = ["principal_code", "measure_id", "measure_version"]
    both = [
        rows[rows["measure_id"].isin(SHIFT) & (rows["value"] != "")].set_index(key)["value"].astype(int)
        for rows in (own_answers(day, earlier), own_answers(day, later))
    ]
    moved = (both[1] - both[0]).dropna()
    return moved, moved.index.get_level_values(0).nunique()


def stage(day: str, round_id: str, principal: str, aspect: str) -> int | None:
    """The lower median of a huvudman's steps in an aspect."""
    measures = [m for m in SHIFT if lookup("measures", "aspect_id")[m] == aspect]
    rows = own_answers(day, round_id)
    rows = rows[(rows["principal_code"] == principal) & rows["measure_id"].isin(measures) & (rows["value"] != "")]
    values = sorted(rows["value"].astype(int))
    return values[(len(values) - 1) // 2] if values else None


@pytest.mark.parametrize("day", DAYS)
def test_the_tile_of_answers_counts_those_who_have_answered_the_newest_round(sample_store: Store, day: str) -> None:
    newest = rounds(day)[-1]
    answered = own_answers(day, newest).query("special != 'missing'")["principal_code"].nunique()
    name = known("rounds", day).set_index("id").loc[newest, "name"]
    value, detail = see(sample_store, per=day).tiles["Svar"]
    assert value == f"{answered} av 10 huvudmän"
    if answered < 10:
        left = WORDS[10 - answered].capitalize()
        assert detail == f"{name}. {left} {'huvudman' if answered == 9 else 'huvudmän'} har inte svarat."


@pytest.mark.parametrize("day", DAYS)
def test_the_tile_of_movement_counts_steps_forward_still_and_back(sample_store: Store, day: str) -> None:
    value, detail = see(sample_store, per=day).tiles["Förflyttning"]
    if len(rounds(day)) < 2:
        assert (value, detail) == ("–", "Det behövs två omgångar att jämföra.")
        return
    moved, principals_moved = steps_taken(day, *rounds(day)[-2:])
    assert value == f"{(moved > 0).sum()} steg framåt"
    assert detail == (
        f"{(moved == 0).sum()} oförändrade, {(moved < 0).sum()} bakåt, av {len(moved)} parade svar "
        f"från {principals_moved} av 10 huvudmän."
    )


@pytest.mark.parametrize("day", DAYS)
def test_the_tile_of_the_role_counts_municipalities_and_names_the_region(sample_store: Store, day: str) -> None:
    statuses = known("role_statuses", day).set_index("principal_code")["status"]
    municipal = statuses[statuses.index != "04"]
    value, detail = see(sample_store, per=day).tiles["Barnets bästa-ansvarig"]
    assert value == f"{municipal.isin(['appointed', 'integrated']).sum()} av 9 kommuner"
    region = step_labels("role_status")[statuses["04"]] if "04" in statuses else "Inget svar"
    pilots = WORDS[(municipal == "pilot").sum()].capitalize()
    assert detail == f"{pilots} prövar i liten skala. Regionen: {region.lower()}."


@pytest.mark.parametrize("day", DAYS)
def test_the_tile_of_plans_counts_own_plans_and_existing_ones_alike(sample_store: Store, day: str) -> None:
    statuses = list(known("plan_statuses", day)["status"])
    own, existing = statuses.count("own_plan"), statuses.count("in_existing_plan")
    value, detail = see(sample_store, per=day).tiles["Lokala planer"]
    assert value == f"{own + existing} av 10 huvudmän"
    plans = "egen kort plan" if own < 2 else "egna korta planer"
    worked_in = "inarbetad" if existing < 2 else "inarbetade"
    assert detail == f"{WORDS[own].capitalize()} {plans}, {WORDS[existing]} {worked_in} i befintlig plan."


@pytest.mark.parametrize("day", DAYS)
def test_the_tile_of_risks_counts_those_that_are_not_closed(sample_store: Store, day: str) -> None:
    judged = known("risk_assessments", day)
    assert set(judged["risk_id"]) == set(known("risks", day)["id"]), "every risk of the files is judged"
    alive = judged[judged["state"] != "closed"]
    passed = ((alive["review_on"] != "") & (alive["review_on"] < day)).sum()
    value, detail = see(sample_store, per=day).tiles["Öppna risker"]
    assert value == f"{len(alive)} risker"
    hold, escalated = ((alive["response"] == one).sum() for one in ("hold", "escalate"))
    reviews = f"{WORDS[passed].capitalize()} {'översyn' if passed < 2 else 'översyner'} har passerat sin dag."
    assert detail == f"{WORDS[hold].capitalize()} avvaktas, {WORDS[escalated]} lyfts till styrgruppen. {reviews}"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("aspect", ["vardag", "larande"])
def test_the_map_the_tile_and_the_table_show_the_step_of_every_huvudman(
    sample_store: Store, day: str, aspect: str
) -> None:
    screen = see(sample_store, per=day, aspekt=aspect)
    labels, newest = step_labels("shift", "value"), rounds(day)[-1]
    steps = {p["code"]: stage(day, newest, p["code"], aspect) for p in principals()}
    assert sum(step is not None for step in steps.values()) >= 1
    header, *rows = screen.table(f"{lookup('aspects', 'name')[aspect]}: läget per huvudman")
    assert [row[0] for row in rows] == [p["short_name"] for p in principals()]
    shown = [row[header.index("Steg")] for row in rows]
    assert shown == ["–" if step is None else str(step) for step in steps.values()]
    shapes = {shape["code"]: shape for shape in screen.component("county_map")["shapes"]}
    assert len(shapes) == 9
    assert "04" not in shapes
    for code, shape in shapes.items():
        if steps[code] is not None:
            assert shape["label"].endswith(f": {labels[str(steps[code])]}")
            assert shape["pattern"] == "plain"
        assert shape["href"].startswith(f"/huvudman?huvudman={code}&")
    beside = [tile.words for tile in screen.root.one("div", class_="lb-beside").every("a")]
    assert beside[0].startswith("Region Sörmland: ")
    with_step = [step for step in steps.values() if step is not None]
    county = f"{len(with_step)} av 10 huvudmän med ett steg"
    median = labels[str(at_share(with_step, 0.5))].lower() if len(with_step) >= 5 else None
    assert beside[1] == f"Hela länet: {f'median {median}' if median else 'för få steg för en median'}, {county}"
    legend = [entry.words for entry in screen.root.one("ul", class_="lb-legend").every("li")]
    assert sum(int(entry.split()[-1]) for entry in legend) == 10


def test_every_huvudman_and_aspect_has_a_square_in_the_overview(sample_store: Store) -> None:
    header, *rows = see(sample_store, per="2026-11-21").table("Huvudmän och aspekter")
    aspects = [a for a in catalogue("aspects")["id"] if a in {lookup("measures", "aspect_id")[m] for m in SHIFT}]
    assert header == ["Huvudman", *(lookup("aspects", "name")[a] for a in aspects), "Barnets bästa-ansvarig"]
    assert [row[0] for row in rows] == [p["short_name"] for p in principals()]
    labels = step_labels("shift", "value")
    for p, row in zip(principals(), rows, strict=True):
        for aspect, words in zip(aspects, row[1:-1], strict=True):
            step = stage("2026-11-21", "2026h", p["code"], aspect)
            if step is None:
                assert words in lookup("special_answers", "label").values()
            else:
                assert words == labels[str(step)]


def test_in_november_2025_there_is_one_round_and_one_municipality_of_nine_with_the_role(sample_store: Store) -> None:
    screen = see(sample_store, per="2025-11-30")
    assert screen.tiles["Barnets bästa-ansvarig"][0] == "1 av 9 kommuner"
    fields = {field["name"]: field for field in screen.component("navigation")["fields"]}
    assert fields["omgang"]["options"] == [["2025h", "Hösten 2025"]]
    assert "jamfor" not in fields
    assert list(screen.charts) == ["fordelning"]
    assert {bar["y"][0] for bar in screen.charts["fordelning"]["data"]} == {"Hösten 2025"}


def test_a_later_round_can_be_looked_at_as_it_was_and_compared_with_any_earlier(sample_store: Store) -> None:
    for earlier in ("2025h", "2026v"):
        moved, _ = steps_taken("2026-11-21", earlier, "2026h")
        tile = see(sample_store, per="2026-11-21", omgang="2026h", jamfor=earlier).tiles["Förflyttning"]
        assert tile[0] == f"{(moved > 0).sum()} steg framåt"


def test_the_role_is_shown_on_the_map_as_it_stands_today_without_any_round(nothing_known: Store) -> None:
    screen = see(nothing_known, aspekt="roll")
    assert screen.headings("h2")[0] == "Rollen Barnets bästa-ansvarig, läget"
    assert len(screen.component("county_map")["shapes"]) == 9


def test_one_answer_is_one_of_ten_and_the_others_are_not_noughts(one_answer: Store) -> None:
    screen = see(one_answer)
    assert screen.tiles["Svar"] == ("1 av 10 huvudmän", "Hösten 2025. Nio huvudmän har inte svarat.")
    looks = {shape["code"]: shape["pattern"] for shape in screen.component("county_map")["shapes"]}
    assert looks.pop("0481") == "plain"
    assert set(looks.values()) == {"hatch"}
    _, *rows = screen.table("Del av vardagen: läget per huvudman")
    assert sorted(row[2] for row in rows) == ["3", *["–"] * 9]


def test_when_all_have_answered_that_is_said_in_swedish_one_would_say(all_ten: Store) -> None:
    value, detail = see(all_ten).tiles["Svar"]
    assert value == "10 av 10 huvudmän"
    assert detail == "Hösten 2025. Alla har svarat."


@pytest.mark.parametrize("measure", ["M02", "M03"])
def test_the_finding_of_a_measure_counts_those_who_stand_at_the_step_it_names(
    sample_store: Store, measure: str
) -> None:
    screen = see(sample_store, per="2026-11-21", matt=measure)
    finding = screen.root.one("section", aria_labelledby="fordelning").one("p", class_="lb-finding").words
    said = re.match(r"Hösten 2026 stod (\w+) på ”(.+?)” eller längre", finding)
    assert said
    labels = step_labels(lookup("measures", "scale_id")[measure], "value")
    (named,) = [int(value) for value, label in labels.items() if label == said[2]]
    answers = own_answers("2026-11-21", "2026h").query(f"measure_id == '{measure}' and value != ''")
    assert said[1] == WORDS[(answers["value"].astype(int) >= named).sum()]


def test_what_has_changed_since_a_day_is_counted_from_that_day(sample_store: Store) -> None:
    screen = see(sample_store, per="2026-11-21", sedan="2026-11-20")
    section = screen.root.one("section", aria_labelledby="sedan").words
    assert "Inga ändringar sedan 20 november 2026." in section


def test_before_everything_there_is_nothing_and_it_says_so(sample_store: Store) -> None:
    screen = see(sample_store, per="1999-01-01")
    assert screen.tiles["Svar"] == ("0 av 10 huvudmän", "Ingen omgång är känd ännu.")
    assert screen.tiles["Barnets bästa-ansvarig"][0] == "–", "what nobody has told is no nought"
    assert screen.tiles["Lokala planer"] == ("–", "Ingen av 10 huvudmän har berättat ännu.")
    assert screen.tiles["Öppna risker"][0] == "0 risker"
    assert "Ingen statusrapport var känd 1 januari 1999." in screen.words
    assert screen.charts == {}
