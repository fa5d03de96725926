"""Ledningsnivåer: what is asked of each level, its measures and where the levels differ, against the files in data/."""

import pytest

from dashboard.store.store import Store
from tests.pages.screen import see
from tests.queries.plain import catalogue, known, lookup, principals, records, step_labels

LEVELS = list(catalogue("levels")["id"])
DAY = "2026-11-21"


def measures_of(level: str) -> list[dict[str, str]]:
    return records(
        catalogue("measures").query(f"level_id == '{level}' and answered_by == 'huvudman' and kept_in == 'answer'")
    )


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_shows_what_the_dialogue_asked_of_it_and_questions_to_take_along(
    sample_store: Store, level: str
) -> None:
    screen = see(sample_store, "/ledning", niva=level, per=DAY)
    assert screen.headings("h1") == [lookup("levels", "name")[level]]
    assert screen.root.one("p", class_="lb-lead").words == lookup("levels", "description")[level]
    for file, section in (("expectations", "forvantningar"), ("discussion_questions", "fragor")):
        listed = [item.words for item in screen.root.one("section", aria_labelledby=section).every("li")]
        assert listed == [row["text"] for row in records(catalogue(file)) if row["level_id"] == level]
        assert listed


def test_without_a_choice_the_level_of_the_staff_is_shown(sample_store: Store) -> None:
    assert see(sample_store, "/ledning").headings("h1") == ["Medarbetarnivå"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("round_id", "day"), [("2025h", "2025-11-30"), ("2026h", DAY)])
def test_every_measure_of_the_level_is_listed_with_its_answers(
    sample_store: Store, level: str, round_id: str, day: str
) -> None:
    screen = see(sample_store, "/ledning", niva=level, per=day)
    header, *rows = screen.table("Nivåns mått")
    answers = known("answers", day)
    counts = lookup("special_answers", "counts_as_answered")
    assert [row[0] for row in rows] == [m["id"] for m in measures_of(level)]
    few = 0
    for measure, row in zip(measures_of(level), rows, strict=True):
        own = answers[(answers["round_id"] == round_id) & (answers["measure_id"] == measure["id"])]
        values = sorted(float(value) for value in own["value"] if value)
        answered = len(values) + sum(counts[special] == "true" for special in own["special"] if special)
        assert row[header.index("Har svarat")] == str(answered)
        assert row[header.index("Tillfrågade")] == "10"
        label = row[header.index("Medianens steg")]
        if len(values) >= 5:
            median = str(int(values[(len(values) - 1) // 2]))
            assert label == step_labels(measure["scale_id"], "value").get(median, "–")
        else:
            assert label == "–"
            few += bool(values)
    finding = screen.root.one("section", aria_labelledby="matt").one("p", class_="lb-finding").words
    assert ("visas svaren i stället" in finding) == (few > 0)


@pytest.mark.parametrize("level", LEVELS)
def test_the_map_shows_the_level_and_not_the_aspect_as_a_whole(sample_store: Store, level: str) -> None:
    screen = see(sample_store, "/ledning", niva=level, aspekt="larande", per=DAY)
    answers = known("answers", DAY)
    chosen = [m["id"] for m in measures_of(level) if (m["aspect_id"], m["scale_id"]) == ("larande", "shift")]
    labels = step_labels("shift", "value")
    if not chosen:
        assert "Lärande" not in screen.headings("h2")[2]
        return
    shapes = {shape["code"]: shape["label"] for shape in screen.component("county_map")["shapes"]}
    assert len(shapes) == 9
    for code, label in shapes.items():
        own = answers[(answers["round_id"] == "2026h") & (answers["principal_code"] == code) & (answers["value"] != "")]
        steps = sorted(own[own["measure_id"].isin(chosen)]["value"].astype(int))
        if steps:
            assert label.endswith(f": {labels[str(steps[(len(steps) - 1) // 2])]}")


def test_an_aspect_that_the_level_does_not_follow_gives_way_to_one_it_does(sample_store: Store) -> None:
    screen = see(sample_store, "/ledning", niva="chef", aspekt="delaktighet", per=DAY)
    fields = {field["name"]: field for field in screen.component("navigation")["fields"]}
    assert fields["aspekt"]["value"] in {code for code, _ in fields["aspekt"]["options"]}
    assert "delaktighet" not in {code for code, _ in fields["aspekt"]["options"]}


def test_only_the_county_level_has_common_and_computed_measures(sample_store: Store) -> None:
    for level in LEVELS:
        headings = see(sample_store, "/ledning", niva=level, per=DAY).headings("h2")
        assert ("Besvarat gemensamt för länet" in headings) == (level == "lan")
        assert ("Beräknat ur svaren" in headings) == (level == "lan")


def test_the_share_that_has_answered_is_computed_and_never_entered(sample_store: Store) -> None:
    screen = see(sample_store, "/ledning", niva="lan", per=DAY)
    answers = known("answers", DAY).query("round_id == '2026h' and principal_code != '' and special != 'missing'")
    header, *rows = screen.table("Beräknat ur svaren")
    (row,) = [row for row in rows if row[0] == "L09"]
    assert row[header.index("Antal huvudmän")] == str(answers["principal_code"].nunique())
    silent = [p["short_name"] for p in principals() if p["code"] not in set(answers["principal_code"])]
    assert row[header.index("Övriga")] == ", ".join(silent)


def test_without_any_round_the_page_still_says_what_is_asked_of_the_level(empty_store: Store) -> None:
    screen = see(empty_store, "/ledning", niva="chef")
    assert screen.headings("h2") == ["Vad som väntas av nivån", "Frågor att ta med till mötet"]
    assert screen.charts == {}


def test_one_answer_is_listed_and_gives_no_median(one_answer: Store) -> None:
    screen = see(one_answer, "/ledning", niva="medarbetare", aspekt="vardag")
    header, *rows = screen.table("Nivåns mått")
    (row,) = [row for row in rows if row[0] == "M02"]
    assert (row[header.index("Har svarat")], row[header.index("Median")]) == ("1", "–")
    assert row[header.index("Svar när färre än fem svarat")] == "Oxelösund: Prövar"
    assert "Inga två nivåer" in screen.root.one("section", aria_labelledby="skillnader").words
