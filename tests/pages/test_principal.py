"""Huvudman: every card and number of several huvudmän against the files in data/, worked out here in another way."""

import pandas as pd
import pytest

from dashboard.store.store import Store
from tests.pages.screen import Screen, see
from tests.queries.plain import at_share, catalogue, known, lookup, principals, records, step_labels, written

DAYS = ["2025-11-30", "2026-11-21"]
SOME = ["0484", "0481", "0482", "04"]
SHIFT = catalogue("measures").query("scale_id == 'shift' and answered_by == 'huvudman'")
NEWEST = {"2025-11-30": "2025h", "2026-11-21": "2026h"}
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905

every_case = pytest.mark.parametrize(("code", "day"), [(code, day) for code in SOME for day in DAYS])


def name_of(code: str) -> str:
    return lookup("principals", "short_name", "code")[code]


def page(store: Store, code: str, day: str, **more: str) -> Screen:
    return see(store, "/huvudman", huvudman=code, per=day, **more)


def own(file: str, code: str, day: str) -> list[dict[str, str]]:
    rows = known(file, day)
    return records(rows[rows["principal_code"] == code])


def in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def stages(day: str, round_id: str) -> dict[tuple[str, str], int]:
    """(aspect, huvudman) → the lower median of its steps."""
    answers = known("answers", day).merge(SHIFT[["id", "aspect_id"]], left_on="measure_id", right_on="id")
    answers = answers[(answers["round_id"] == round_id) & (answers["value"] != "") & (answers["principal_code"] != "")]
    groups = answers.assign(value=answers["value"].astype(int)).groupby(["aspect_id", "principal_code"])["value"]
    return {key: sorted(values)[(len(values) - 1) // 2] for key, values in groups}


@every_case
def test_the_contact_stands_first_with_its_function_and_mailbox(sample_store: Store, code: str, day: str) -> None:
    contacts = [c for c in records(written("contacts")) if c["principal_code"] == code and c["known_on"] <= day]
    card = page(sample_store, code, day).card("kontakt")
    for contact in contacts:
        assert contact["function"] in card
        assert contact["mailbox"] in card
    assert card.count("@") == len(contacts)
    if not contacts:
        assert f"{name_of(code)} ombeds lämna en funktion" in card


@every_case
def test_the_role_and_its_funding_are_the_latest_known(sample_store: Store, code: str, day: str) -> None:
    card = page(sample_store, code, day).card("roll")
    found = own("role_statuses", code, day)
    if not found:
        assert "Inget svar" in card
        assert f"{name_of(code)} ombeds berätta hur långt rollen har kommit." in card
        return
    (role,) = found
    assert card.startswith(f"Barnets bästa-ansvarig {step_labels('role_status')[role['status']]} ")
    assert f"Finansiering {step_labels('funding')[role['funding']]} " in card
    assert f"Känt sedan {in_words(role['known_on'])}" in card
    assert "Exempeldata" in card


@every_case
def test_the_plan_is_the_latest_known(sample_store: Store, code: str, day: str) -> None:
    card = page(sample_store, code, day).card("plan")
    found = own("plan_statuses", code, day)
    if not found:
        assert f"{name_of(code)} ombeds berätta om det finns en plan" in card
        return
    (plan,) = found
    assert card.startswith(f"Lokal plan {step_labels('plan_status')[plan['status']]} ")
    assert plan["document_name"] in card
    assert f"Känt sedan {in_words(plan['known_on'])}" in card


@every_case
def test_the_card_of_answers_counts_those_of_the_newest_round(sample_store: Store, code: str, day: str) -> None:
    card = page(sample_store, code, day).card("svar")
    answers = [a for a in own("answers", code, day) if a["round_id"] == NEWEST[day] and a["special"] != "missing"]
    mailouts = [m for m in own("mailouts", code, day) if m["round_id"] == NEWEST[day]]
    state = mailouts[0]["status"] if mailouts else "not_sent"
    assert card.startswith(f"Svar i omgången {step_labels('mailout_status')[state]} ")
    assert f"Besvarade frågor {len(answers)}" in card
    assert ("ombeds svara" in card) == (not answers)


@every_case
def test_each_aspect_shows_the_step_and_the_span_of_the_county(sample_store: Store, code: str, day: str) -> None:
    screen = page(sample_store, code, day)
    found = stages(day, NEWEST[day])
    header, *rows = screen.table(f"{name_of(code)}: läget i varje aspekt")
    aspects = [a for a in catalogue("aspects")["id"] if a in set(SHIFT["aspect_id"])]
    assert [row[0] for row in rows] == [lookup("aspects", "name")[a] for a in aspects]
    columns = ["Steg", "Lägst i länet", "Länets median", "Högst i länet", "Antal huvudmän med ett steg"]
    for aspect, row in zip(aspects, rows, strict=True):
        county = [step for (other, _), step in found.items() if other == aspect]
        enough = len(county) >= 5
        spread = (min(county), at_share(county, 0.5), max(county)) if enough else (None,) * 3
        expected = [found.get((aspect, code)), *spread, len(county)]
        assert [row[header.index(c)] for c in columns] == ["–" if v is None else str(v) for v in expected], aspect
    (marks,) = [t for t in screen.charts["aspekter"]["data"] if t.get("name") == name_of(code)]
    drawn = dict(zip(marks["y"], marks["x"], strict=True))
    assert drawn == {lookup("aspects", "name")[a]: found[a, code] for a in aspects if (a, code) in found}


@pytest.mark.parametrize("code", [p["code"] for p in principals()])
def test_what_moved_is_counted_for_the_same_measure_in_the_same_wording(sample_store: Store, code: str) -> None:
    screen = page(sample_store, code, "2026-11-21")
    answers = pd.DataFrame(own("answers", code, "2026-11-21"))
    answers = answers[answers["measure_id"].isin(SHIFT["id"]) & (answers["value"] != "")]
    key = ["measure_id", "measure_version"]
    before, now = (
        answers[answers["round_id"] == one].set_index(key)["value"].astype(int) for one in ("2026v", "2026h")
    )
    moved = (now - before).dropna()
    header, *rows = screen.table(f"{name_of(code)}: förflyttning")
    if moved.empty:
        assert rows == [["Inga uppgifter 21 november 2026."]]
        return
    shown = {row[0]: row[header.index("Förflyttning")] for row in rows}
    words = {1: "framåt", 0: "oförändrat", -1: "bakåt"}
    assert shown == {measure: words[int(step > 0) - int(step < 0)] for (measure, _), step in moved.items()}


@every_case
def test_the_line_over_rounds_has_the_steps_of_each_round(sample_store: Store, code: str, day: str) -> None:
    screen = page(sample_store, code, day, aspekt="larande")
    if len(known("rounds", day)) == 1:  # said in words and in the table: a single dot is no line
        assert "linje" not in screen.charts
        ((round_name, step, *_),) = screen.table(f"{name_of(code)}: {lookup('aspects', 'name')['larande']}")[1:]
        assert round_name == "Hösten 2025"
        stood = stages(day, "2025h").get(("larande", code))
        assert step == ("–" if stood is None else str(stood))
        return
    lines = [t for t in screen.charts["linje"]["data"] if t.get("name") == name_of(code)]
    drawn = {x: y for line in lines for x, y in zip(line["x"], line["y"], strict=True)}
    rounds = known("rounds", day).astype({"sort_order": int}).sort_values("sort_order")
    assert drawn == {r["name"]: stages(day, r["id"]).get(("larande", code)) for r in records(rounds)}


@pytest.mark.parametrize("measure", ["M02", "M03"])
def test_a_step_on_the_line_stands_at_the_name_that_the_table_gives_it(sample_store: Store, measure: str) -> None:
    """M03 has a scale of 1–5, M02 one of 0–4."""
    screen = page(sample_store, "0484", "2026-11-21", matt=measure)
    axis = screen.charts["linje"]["layout"]["yaxis"]
    names = dict(zip(axis["tickvals"], (text.replace("<br>", " ") for text in axis["ticktext"]), strict=True))
    (line,) = [t for t in screen.charts["linje"]["data"] if t.get("name") == "Eskilstuna"]
    header, *rows = screen.table(f"Eskilstuna: {lookup('measures', 'name')[measure]} över tid")
    labels = [row[header.index("Huvudmannens läge")] for row in rows]
    assert len(labels) == 3
    assert [names[step] for step in line["y"]] == labels


@every_case
def test_risks_examples_actors_and_work_are_its_own_and_no_others(sample_store: Store, code: str, day: str) -> None:
    screen = page(sample_store, code, day)
    for file, section, field in (
        ("risks", "risker", "title"),
        ("examples", "exempel", "title"),
        ("ongoing_work", "arbete", "title"),
        ("activities", "aktiviteter", "title"),
    ):
        words = screen.card(section)
        mine = {row[field] for row in own(file, code, day)}
        others = {row[field] for row in records(known(file, day)) if row["principal_code"] != code} - mine
        assert all(one in words for one in mine), (file, mine)
        assert not [one for one in others if one in words], file
        if not mine:
            section_of = screen.root.one("section", aria_labelledby=section)
            assert [n for tag in ("p", "li") for n in section_of.every(tag, class_="lb-empty")]
    actors = {row["actor_id"]: row["takes_part"] for row in own("actor_statuses", code, day)}
    _, *rows = screen.table("Aktörer som deltar")
    labels = step_labels("actor_status")
    for actor, row in zip(records(catalogue("actors")), rows, strict=True):
        assert row[0] == actor["name"]
        expected = labels[actors[actor["id"]]] if actor["id"] in actors else "Inget svar"
        assert row[1].removesuffix(" Exempeldata") == expected


@every_case
def test_the_chosen_focus_is_shown_and_what_was_let_go_is_not(sample_store: Store, code: str, day: str) -> None:
    card = page(sample_store, code, day).card("fokus")
    areas = own("focus_areas", code, day)
    chosen = {lookup("aspects", "name")[row["aspect_id"]] for row in areas if row["chosen"] == "true"}
    assert {name for name in lookup("aspects", "name").values() if name in card} == chosen


def test_without_a_choice_all_ten_can_be_chosen_by_arbetsgrupp(sample_store: Store) -> None:
    screen = see(sample_store, "/huvudman", per="2026-05-06")
    assert screen.headings("h1") == ["Huvudman"]
    links = [a for s in screen.root.every("section", class_="lb-card") for a in s.every("a")]
    assert [a.words for a in links] == [p["short_name"] for p in principals()]
    assert links[0].attributes["href"] == "/huvudman?huvudman=0484&per=2026-05-06"
    assert screen.headings("h2") == [*lookup("work_groups", "name").values(), "Hela länet"]


def test_the_heading_tells_who_it_is(sample_store: Store) -> None:
    screen = page(sample_store, "0484", "2026-11-21")
    assert screen.headings("h1") == ["Eskilstuna"]
    lead = screen.root.one("p", class_="lb-lead").words
    assert lead == "Eskilstuna kommun. Arbetsgrupp Norra Barn. 107 918 invånare 2022."


@pytest.mark.parametrize("code", ["0481", "04"])
def test_in_an_empty_county_every_part_says_who_is_asked_to_fill_it(empty_store: Store, code: str) -> None:
    screen = see(empty_store, "/huvudman", huvudman=code)
    asked = [node.words for tag in ("p", "li") for node in screen.root.every(tag, class_="lb-empty")]
    assert len(asked) == 12
    assert sum(f"{name_of(code)} ombeds" in words for words in asked) == 7
    assert screen.charts == {}


def test_one_answer_shows_its_step_but_no_span_of_the_county(one_answer: Store) -> None:
    screen = see(one_answer, "/huvudman", huvudman="0481")
    header, *rows = screen.table("Oxelösund: läget i varje aspekt")
    (everyday,) = [row for row in rows if row[0] == "Del av vardagen"]
    assert everyday[header.index("Steg")] == "3"
    assert everyday[header.index("Länets median")] == "–"
    assert "Besvarade frågor 1" in screen.card("svar")
    other = see(one_answer, "/huvudman", huvudman="0484")
    assert "Besvarade frågor 0" in other.card("svar")


def test_when_all_ten_have_answered_the_span_runs_from_lowest_to_highest(all_ten: Store) -> None:
    header, *rows = see(all_ten, "/huvudman", huvudman="0484").table("Eskilstuna: läget i varje aspekt")
    (everyday,) = [row for row in rows if row[0] == "Del av vardagen"]
    columns = ["Steg", "Lägst i länet", "Länets median", "Högst i länet", "Antal huvudmän med ett steg"]
    assert [everyday[header.index(column)] for column in columns] == ["0", "0", "2", "4", "10"]
