"""Uppföljning: rounds, mail-outs, measures, movement and comments against the files in data/."""

import csv
import io
from collections import Counter
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.context.results import DOWNLOADS, Answer
from dashboard.store.store import Store
from dashboard.web.downloads import csv_file
from tests.conftest import Given
from tests.pages.screen import Screen, see
from tests.queries.plain import catalogue, group_of, known, lookup, principals, records, step_labels
from tests.queries.tables import a_round, answer

DAYS = ["2025-11-30", "2026-11-21"]
SCALES = {"shift", "agree_5"}
CHOICES: list[dict[str, str]] = [
    {},
    {"aspekt": "larande"},
    {"aspekt": "ledarskap", "niva": "chef"},
    {"aspekt": "ledarskap", "niva": "medarbetare", "grupp": "norra"},
    {"aspekt": "delaktighet", "urval": "karna"},
    {"aspekt": "vardag", "grupp": "sodra", "urval": "karna"},
]
Rows = list[dict[str, str]]
every_day = pytest.mark.parametrize("day", DAYS)
every_choice = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: "-".join(choice.values()) or "all")


def page(store: Store, day: str, **more: str) -> Screen:
    return see(store, "/uppfoljning", per=day, **more)


def shown(screen: Screen, caption: str) -> Rows:
    """The rows of a table on the page by heading; none when it says that there is nothing."""
    header, *rows = screen.table(caption)
    return [] if [len(row) for row in rows] == [1] else [dict(zip(header, row, strict=True)) for row in rows]


def file_of(store: Store, screen: Screen, heading: str, question: str = "") -> Rows:
    """The file that the link under `heading` gives, read as a spreadsheet would; `question` when two are named so."""
    links = [a.attributes["href"] for a in screen.root.every("a") if a.words == f"{heading}: Hämta som CSV"]
    (link,) = [one for one in links if question in one]
    address = urlsplit(link)
    name = address.path.removeprefix(DOWNLOADS).removesuffix(".csv")
    written = dict(parse_qsl(address.query))
    given = {}
    for parameter in store.query(name).parameters:
        value = written.get(parameter.name)
        given[parameter.name] = date.fromisoformat(value) if value and parameter.type == "date" else value
    text = csv_file(Answer(store.answer(name, **given), given), written["as_of"]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def same_in_the_file(store: Store, screen: Screen, heading: str, question: str = "") -> Rows:
    """The rows of the table under `heading`, once the file has been found to hold the same ones."""
    on_page, in_file = shown(screen, f"{heading}, per"), file_of(store, screen, heading, question)
    columns = list(on_page[0]) if on_page else []
    assert len(in_file) == len(on_page)
    assert [{name: " ".join(row[name].split()) or "–" for name in columns} for row in in_file] == on_page
    return on_page


def in_order(day: str) -> Rows:
    return sorted(records(known("rounds", day)), key=lambda one: int(one["sort_order"]))


def answers(day: str, round_id: str) -> dict[tuple[str, str], dict[str, str]]:
    """(measure, huvudman) → answer."""
    found = known("answers", day)
    found = found[(found["round_id"] == round_id) & (found["principal_code"] != "")]
    return {(one["measure_id"], one["principal_code"]): one for one in records(found)}


def measures(choice: dict[str, str], scales: set[str] = SCALES) -> Rows:
    found = catalogue("measures")
    found = found[
        (found["answered_by"] == "huvudman") & (found["kept_in"] == "answer") & found["scale_id"].isin(scales)
    ]
    found = found[found["aspect_id"] == choice.get("aspekt", "vardag")]
    if "niva" in choice:
        found = found[found["level_id"] == choice["niva"]]
    return records(found[found["core"] == "true"] if "urval" in choice else found)


def members(choice: dict[str, str]) -> Rows:
    return [p for p in principals() if choice.get("grupp", p["work_group_id"]) == p["work_group_id"]]


def aspect_name(choice: dict[str, str]) -> str:
    return lookup("aspects", "name")[choice.get("aspekt", "vardag")]


def label_of(one: dict[str, str] | None, scale: str) -> str:
    if one is None:
        return lookup("special_answers", "label")["missing"]
    if one["special"]:
        return lookup("special_answers", "label")[one["special"]]
    return step_labels(scale, "value").get(one["value"], one["value"].replace(".", ","))


def expected_states(day: str, choice: dict[str, str]) -> dict[tuple[str, str, str], list[str]]:
    """(measure, round, state) → the huvudmän there."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in in_order(day):
        given = answers(day, one["id"])
        for m in measures(choice):
            for p in members(choice):
                label = label_of(given.get((m["id"], p["code"])), m["scale_id"])
                found.setdefault((m["id"], one["name"], label), []).append(p["short_name"])
    return found


@every_day
def test_the_table_of_rounds_counts_who_has_answered_each(sample_store: Store, day: str) -> None:
    screen = page(sample_store, day)
    rows = same_in_the_file(sample_store, screen, "Omgångar")
    expected = in_order(day)
    said = []
    for row, one in zip(rows, expected, strict=True):
        found = [a for a in answers(day, one["id"]).values() if a["special"] != "missing"]
        answered = len({a["principal_code"] for a in found})
        days = [one[name] or "–" for name in ("sent_on", "due_on", "closed_on")]
        assert [row["Skickad"], row["Svar senast"], row["Stängd"]] == days
        assert (row["Omgång"], row["Syfte"]) == (one["name"], one["purpose"])
        assert (row["Har svarat"], row["Tillfrågade"]) == (str(answered), "10")
        assert row["Frågornas version"] == one["questionnaire_version"]
        said.append(f"{one['name'].lower()} svarade {answered} av 10")
    words = screen.root.one("section", aria_labelledby="omgangar").one("p", class_="lb-finding").words
    assert all(one in words.lower() for one in said)


@pytest.mark.parametrize(
    ("day", "round_id"), [("2025-11-30", "2025h"), ("2026-11-21", "2026h"), ("2026-11-21", "2026v")]
)
def test_the_table_of_mailouts_says_how_far_each_huvudman_has_come(
    sample_store: Store, day: str, round_id: str
) -> None:
    screen = page(sample_store, day, omgang=round_id)
    rows, in_file = shown(screen, "Utskick och svar"), file_of(sample_store, screen, "Utskick och svar")
    found = known("mailouts", day)
    sent = {one["principal_code"]: one for one in records(found[found["round_id"] == round_id])}
    given = answers(day, round_id)
    for row, written, p in zip(rows, in_file, principals(), strict=True):
        own = [one for (_, code), one in given.items() if code == p["code"]]
        mail = sent.get(p["code"], {"status": "not_sent", "answered_by_function": ""})
        assert row["Utskick"].split(" ", 1)[1] == step_labels("mailout_status")[mail["status"]] == written["Utskick"]
        same = ["Huvudman", "Besvarade frågor", "Senaste svar", "Besvarat av"]
        assert [written[name] or "–" for name in same] == [row[name] for name in same]
        assert row["Huvudman"] == p["short_name"]
        assert row["Arbetsgrupp"] == (group_of(p) or "Alla")
        assert row["Besvarade frågor"] == str(sum(one["special"] != "missing" for one in own))
        assert row["Senaste svar"] == max((one["known_on"] for one in own), default="–")
        assert row["Besvarat av"] == (mail["answered_by_function"] or "–")
    waiting = [row["Huvudman"] for row in rows if row["Besvarade frågor"] == "0"]
    finding = screen.root.one("section", aria_labelledby="svar").one("p", class_="lb-finding").words
    assert all(name in finding for name in waiting)
    assert finding.startswith(f"{10 - len(waiting)} av 10 huvudmän" if waiting else "Alla 10 huvudmän")


@every_day
@every_choice
def test_every_measure_is_counted_round_by_round_in_chart_table_and_file(
    sample_store: Store, day: str, choice: dict[str, str]
) -> None:
    screen = page(sample_store, day, **choice)
    expected = expected_states(day, choice)
    rows = same_in_the_file(sample_store, screen, f"{aspect_name(choice)}: alla mått, omgång för omgång")
    in_table = {(row["Mått"], row["Omgång"], row["Läge"]): (row["Antal huvudmän"], row["Vilka"]) for row in rows}
    assert len(in_table) == len(rows), "one row per measure, round and state"
    assert in_table == {key: (str(len(names)), ", ".join(names)) for key, names in expected.items()}
    drawn = {}
    ids = [m["id"] for m in measures(choice)]
    for bar in screen.charts["matt"]["data"]:
        measure = ids[int(bar["yaxis"].removeprefix("y") or "1") - 1]
        label = bar["hovertemplate"].removeprefix("%{y}, ").split(": %{x}")[0]
        for round_, count, names in zip(bar["y"], bar["x"], bar["customdata"], strict=True):
            drawn[measure, round_.removesuffix(" *"), label] = (str(count), names)
    assert drawn == in_table
    per_round = Counter()
    for (measure, round_, _), (count, _) in in_table.items():
        per_round[measure, round_] += int(count)
    assert set(per_round.values()) == {len(members(choice))}, "nobody is lost, nobody is counted twice"


def moved(day: str, previous: str, later: str, choice: dict[str, str]) -> dict[str, list[int]]:
    before, after = answers(day, previous), answers(day, later)
    found: dict[str, list[int]] = {}
    for m in measures(choice, {"shift"}):
        steps = found.setdefault(m["id"], [])
        for p in members(choice):
            one, two = before.get((m["id"], p["code"])), after.get((m["id"], p["code"]))
            if one and two and one["value"] and two["value"] and one["measure_version"] == two["measure_version"]:
                steps.append(int(two["value"]) - int(one["value"]))
    return found


@every_choice
@pytest.mark.parametrize("previous", ["2025h", "2026v"])
def test_the_movement_of_each_measure_is_counted_in_the_same_wording(
    sample_store: Store, choice: dict[str, str], previous: str
) -> None:
    screen = page(sample_store, "2026-11-21", jamfor=previous, **choice)
    rows = same_in_the_file(sample_store, screen, f"{aspect_name(choice)}: förflyttning mått för mått")
    counts = {
        measure: tuple(
            str(n) for n in (sum(s > 0 for s in steps), steps.count(0), sum(s < 0 for s in steps), len(steps))
        )
        for measure, steps in moved("2026-11-21", previous, "2026h", choice).items()
    }
    columns = ["Framåt", "Oförändrat", "Bakåt", "Parade svar"]
    assert {row["Mått"]: tuple(row[name] for name in columns) for row in rows} == counts
    new = set(catalogue("measure_versions").query("version == '2'")["measure_id"])
    assert {row["Mått"] for row in rows if row["Ny ordalydelse"] == "ja"} == new & set(counts)


def test_with_one_round_nothing_is_said_to_have_moved(sample_store: Store) -> None:
    screen = page(sample_store, "2025-11-30")
    assert "förflyttning mått för mått" not in screen.words
    assert list(screen.charts) == ["matt"]


@every_day
@every_choice
def test_comments_are_those_written_in_the_round(sample_store: Store, day: str, choice: dict[str, str]) -> None:
    screen = page(sample_store, day, **choice)
    given = answers(day, in_order(day)[-1]["id"])
    found = catalogue("measures")
    asked = [
        m
        for m in records(found[found["aspect_id"] == choice.get("aspekt", "vardag")])
        if choice.get("niva", m["level_id"]) == m["level_id"] and ("urval" not in choice or m["core"] == "true")
    ]
    expected = [
        (p["short_name"], m["name"], label_of(one, m["scale_id"]), " ".join(one["comment"].split()), one["known_on"])
        for m in asked
        for p in members(choice)
        if (one := given.get((m["id"], p["code"]))) and one["comment"]
    ]
    rows = same_in_the_file(sample_store, screen, f"{aspect_name(choice)}: kommentarer")
    columns = ["Huvudman", "Mått", "Svar", "Kommentar", "Känt sedan"]
    assert [tuple(row[name] for name in columns) for row in rows] == expected


@every_day
@pytest.mark.parametrize("aspect", ["vardag", "roll", "samverkan"])
def test_the_focus_is_what_each_huvudman_has_chosen(sample_store: Store, day: str, aspect: str) -> None:
    screen = page(sample_store, day, aspekt=aspect)
    chosen = {(one["principal_code"], one["aspect_id"]): one for one in records(known("focus_areas", day))}
    expected = [
        (p["short_name"], name, one["text"] or "–", one["known_on"])
        for p in principals()
        for id_, name in lookup("aspects", "name").items()
        if (one := chosen.get((p["code"], id_))) and one["chosen"] == "true"
    ]
    rows = same_in_the_file(sample_store, screen, "Huvudmännens eget fokus")
    assert [tuple(row[name] for name in ("Huvudman", "Aspekt", "Fokus", "Känt sedan")) for row in rows] == expected
    finding = screen.root.one("section", aria_labelledby="fokus").one("p", class_="lb-finding").words
    named = [p["short_name"] for p in principals() if p["short_name"] in finding]
    assert named == [row[0] for row in expected if row[1] == lookup("aspects", "name")[aspect]]


def test_a_new_wording_has_an_asterisk_in_the_chart_and_is_said(sample_store: Store) -> None:
    screen = page(sample_store, "2026-11-21", aspekt="larande")
    finding = screen.root.one("section", aria_labelledby="matt").one("p", class_="lb-finding").words
    assert "M06 har fått ny ordalydelse" in finding
    assert "asterisk" in finding
    ids = [m["id"] for m in measures({"aspekt": "larande"})]
    starred = {
        (ids[int(bar["yaxis"].removeprefix("y") or "1") - 1], round_)
        for bar in screen.charts["matt"]["data"]
        for round_ in bar["y"]
        if "*" in round_
    }
    assert starred == {("M06", "Hösten 2026 *")}
    assert "asterisk" not in page(sample_store, "2025-11-30", aspekt="larande").card("matt")


def test_every_question_of_the_aspect_stands_word_for_word(sample_store: Store) -> None:
    screen = page(sample_store, "2026-11-21", aspekt="larande")
    versions = catalogue("measure_versions")
    for m in records(catalogue("measures").query("aspect_id == 'larande'")):
        own = versions[versions["measure_id"] == m["id"]]
        newest = own.loc[own["version"].astype(int).idxmax()]
        assert newest["question"] in screen.words


def test_a_choice_that_no_measure_fits_says_so_and_draws_nothing(sample_store: Store) -> None:
    screen = page(sample_store, "2026-11-21", aspekt="roll", niva="lan")
    assert measures({"aspekt": "roll", "niva": "lan"}) == []
    finding = screen.root.one("section", aria_labelledby="matt").one("p", class_="lb-finding").words
    assert finding == "Inga mått med en skala passar det som är valt."
    assert screen.charts == {}
    assert shown(screen, "Rollen Barnets bästa-ansvarig: alla mått") == []


@pytest.mark.parametrize(
    "narrower", [{"niva": "medarbetare"}, {"grupp": "norra"}, {"urval": "karna"}, {"aspekt": "vardag"}], ids=str
)
def test_each_filter_shows_something_but_less(sample_store: Store, narrower: dict[str, str]) -> None:
    broad = {"aspekt": "ledarskap"}
    everything, less = (expected_states("2026-11-21", one) for one in (broad, broad | narrower))
    assert less
    screens = [page(sample_store, "2026-11-21", **one) for one in (broad, broad | narrower)]
    headings = [f"{aspect_name(one)}: alla mått" for one in (broad, broad | narrower)]
    counts = [
        sum(int(row["Antal huvudmän"]) for row in shown(screen, heading))
        for screen, heading in zip(screens, headings, strict=True)
    ]
    assert counts == [sum(len(names) for names in one.values()) for one in (everything, less)]
    assert 0 < counts[1] < counts[0]


def test_the_sample_has_comments_movement_and_focus_to_show(sample_store: Store) -> None:
    """So that the tests above do not agree about nothing."""
    screens = [page(sample_store, "2026-11-21", **choice) for choice in CHOICES]
    for words in ("kommentarer", "förflyttning mått för mått"):
        headings = [f"{aspect_name(choice)}: {words}" for choice in CHOICES]
        assert any(shown(screen, heading) for screen, heading in zip(screens, headings, strict=True)), words
    assert shown(screens[0], "Huvudmännens eget fokus")


def test_an_empty_county_says_that_no_round_is_known(empty_store: Store) -> None:
    screen = page(empty_store, "2026-11-21")
    assert screen.root.one("p", class_="lb-empty").words.startswith("Ingen omgång är känd.")
    assert screen.charts == {}
    assert "None" not in screen.words


def test_one_answer_is_one_of_ten_and_the_rest_have_not_answered(one_answer: Store) -> None:
    screen = page(one_answer, "2026-11-21")
    (row,) = shown(screen, "Omgångar, per")
    assert (row["Har svarat"], row["Tillfrågade"]) == ("1", "10")
    assert screen.card("svar").startswith("Utskick och svar, hösten 2025 1 av 10 huvudmän har svarat.")
    rows = shown(screen, "Del av vardagen: alla mått, omgång för omgång")
    of_m02 = {row["Läge"]: (row["Antal huvudmän"], row["Vilka"]) for row in rows if row["Mått"] == "M02"}
    assert of_m02.pop("Prövar") == ("1", "Oxelösund")
    assert {label: count for label, (count, _) in of_m02.items()} == {"Inget svar": "9"}
    assert "None" not in screen.words


def test_a_comment_with_markup_is_shown_as_it_is_written(given: Given) -> None:
    written = "<b>Vi & de</b> sa: 3 < 4"
    store = given(round=[a_round("2025h", 1)], answer=[answer("2025h", "M02", "0481", 3, comment=written)])
    screen = page(store, "2026-11-21")
    (row,) = shown(screen, "Del av vardagen: kommentarer")
    assert (row["Huvudman"], row["Kommentar"]) == ("Oxelösund", written)
    (in_file,) = file_of(store, screen, "Del av vardagen: kommentarer")
    assert in_file["Kommentar"] == written


def test_the_address_of_today_shows_the_newest_round(sample_store: Store) -> None:
    screen = see(sample_store, "/uppfoljning")
    newest = in_order(str(date.today()))[-1]["name"]
    assert screen.root.one("p", class_="lb-lead").words.endswith(f"Del av vardagen, {newest.lower()}.")
