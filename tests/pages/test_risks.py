"""Risker: the matrix, the register and the paths against the files in data/."""

from collections import Counter
from datetime import date

import pytest

from dashboard.store.store import Store
from dashboard.ui.matrix import band
from tests.conftest import Given
from tests.pages.screen import Screen, see
from tests.pages.test_follow_up import file_of, same_in_the_file, shown
from tests.queries.plain import catalogue, known, lookup, principals, records, step_labels
from tests.queries.tables import judged, risk

DAYS = ["2025-11-30", "2026-04-10", "2026-11-21"]
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
MINUTES = {"Rollen Barnets bästa-ansvarig saknar finansiering", "Delar används men helheten syns inte"}
every_day = pytest.mark.parametrize("day", DAYS)
Card = dict[str, str]


def page(store: Store, day: str = "2026-11-21", **more: str) -> Screen:
    return see(store, "/risker", per=day, **more)


def in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def finding(screen: Screen, anchor: str) -> str:
    return screen.root.one("section", aria_labelledby=anchor).one("p", class_="lb-finding").words


def scope(one: dict[str, str]) -> str:
    return lookup("principals", "short_name", "code").get(one["principal_code"], "Hela länet")


def register(day: str, principal: str = "") -> dict[str, dict[str, str]]:
    """Title → risk and its latest assessment in one; every risk of the files is judged the day it becomes known."""
    found = known("risks", day)[["id", "title", "description", "category_id", "principal_code", "synthetic"]]
    assessed = known("risk_assessments", day).drop(columns=["synthetic", "origin"])
    both = found.merge(assessed, left_on="id", right_on="risk_id", validate="1:1")
    assert len(both) == len(found)
    return {one["title"]: one for one in records(both) if principal in ("", one["principal_code"])}


def opened(day: str, principal: str = "") -> dict[str, dict[str, str]]:
    return {title: one for title, one in register(day, principal).items() if one["state"] != "closed"}


def passed(one: dict[str, str], day: str) -> bool:
    return one["state"] != "closed" and one["review_on"] != "" and one["review_on"] < day


def cards(screen: Screen) -> dict[str, Card]:
    """Title → where it applies, and each heading of the card with its words."""
    found = {}
    for card in screen.root.every("article", class_="lb-card"):
        names, words = [n.words for n in card.every("dt")], [n.words for n in card.every("dd")]
        found[card.one("h3").words] = {"where": card.one("p").words} | dict(zip(names, words, strict=True))
    return found


@pytest.mark.parametrize("principal", ["", "0480", "0482"])
@every_day
def test_every_cell_of_the_matrix_counts_and_names_its_open_risks(
    sample_store: Store, day: str, principal: str
) -> None:
    screen = page(sample_store, day, **({"huvudman": principal} if principal else {}))
    standing: dict[tuple[str, str], list[str]] = {}
    for title, one in opened(day, principal).items():
        if one["likelihood"]:
            standing.setdefault((one["likelihood"], one["consequence"]), []).append(f"{title} ({scope(one)})")
    header, *rows = screen.table("Öppna risker efter sannolikhet")
    columns = step_labels("consequence", "value")
    assert header == ["Sannolikhet", *(f"Konsekvens {value} {label.lower()}" for value, label in columns.items())]
    likelihoods = dict(reversed(step_labels("likelihood", "value").items()))
    in_file = {(row["Sannolikhet"], row["Konsekvens"]): row for row in file_of(sample_store, screen, "Riskmatris")}
    assert len(in_file) == 16
    for (likelihood, label), (name, *cells) in zip(likelihoods.items(), rows, strict=True):
        assert name == f"{likelihood} {label}"
        for consequence, cell in zip(columns, cells, strict=True):
            here = standing.get((likelihood, consequence), [])
            words = [band(int(likelihood), int(consequence)).capitalize()]
            words += [str(len(here)), "; ".join(sorted(here))] if here else []
            assert cell == " ".join(words)
            written = in_file[likelihood, consequence]
            assert (written["Antal risker"], written["Vilka"]) == (str(len(here)), "; ".join(sorted(here)))
    of, with_score = len(opened(day, principal)), sum(len(here) for here in standing.values())
    if of > 1:
        assert finding(screen, "matris").startswith(f"{with_score} av ")


@pytest.mark.parametrize("principal", ["", "0461"])
@every_day
def test_every_risk_has_a_card_that_says_what_the_files_say(sample_store: Store, day: str, principal: str) -> None:
    screen = page(sample_store, day, **({"huvudman": principal} if principal else {}))
    expected, found = register(day, principal), cards(screen)
    assert set(found) == set(expected)
    written = {row["Risk"]: row for row in file_of(sample_store, screen, "Riskregister")}
    assert set(written) == set(expected)
    responses, states = step_labels("risk_response"), step_labels("risk_state")
    for title, one in expected.items():
        card, row = found[title], written[title]
        category = lookup("risk_categories", "name")[one["category_id"]]
        origin = " Exempeldata" if one["synthetic"] else ". Ur minnesanteckningarna"
        assert card["where"] == f"{scope(one)}. {category}{origin}"
        scored = f"{one['likelihood']} av 4 och {one['consequence']} av 4"
        assert card["Sannolikhet och konsekvens"] == (scored if one["likelihood"] else "Ingen bedömning är gjord")
        assert card["Hantering"] == f"{responses[one['response']]}, {states[one['state']].lower()}"
        assert card.get("Beskrivning", "") == one["description"]
        assert card.get("Åtgärd", "") == one["action"]
        assert card["Ansvarig funktion"] == (one["owner_function"] or "Ingen är utsedd")
        mark = " Dagen har passerat" if passed(one, day) else ""
        assert card["Ses över"] == (in_words(one["review_on"]) + mark if one["review_on"] else "Ingen dag är satt")
        assert (row["Sannolikhet"], row["Konsekvens"]) == (one["likelihood"], one["consequence"])
        assert (row["Gäller"], row["Kategori"]) == (scope(one), category)
        assert (row["Hantering"], row["Läge"]) == (responses[one["response"]], states[one["state"]])
        assert (row["Ses över"], row["Bedömd"]) == (one["review_on"], one["known_on"])
        assert row["Översynen har passerat"] == ("ja" if passed(one, day) else "nej")
        assert row["Ursprung"] == ("Exempeldata" if one["synthetic"] else "Minnesanteckningar")


@every_day
def test_the_sentence_of_the_register_counts_open_risks_and_names_passed_reviews(sample_store: Store, day: str) -> None:
    words = finding(page(sample_store, day), "register")
    late = {title for title, one in register(day).items() if passed(one, day)}
    assert {title for title in register(day) if title in words} == late
    assert ("Ingen översyn har passerat sin dag." in words) == (not late)
    assert f"{len(register(day))} kända" in words
    assert late or day == "2025-11-30", "the sample has a review that has passed"


def test_the_risks_of_the_minutes_have_no_scores_and_that_is_said(sample_store: Store) -> None:
    for day in DAYS:
        screen = page(sample_store, day)
        found = cards(screen)
        assert set(found) >= MINUTES
        for title in MINUTES:
            assert found[title]["Sannolikhet och konsekvens"] == "Ingen bedömning är gjord"
            assert found[title]["where"].endswith("Ur minnesanteckningarna")
        in_matrix = " ".join(" ".join(row) for row in screen.table("Öppna risker efter sannolikhet"))
        assert not [title for title in MINUTES if title in in_matrix]
        assert finding(screen, "matris").endswith("Två risker saknar bedömning.")


def test_before_any_review_day_none_is_said_to_have_passed_and_on_the_day_itself_neither(given: Given) -> None:
    store = given(
        risk=[risk("r1")], risk_assessment=[judged("r1", "act", likelihood=2, consequence=3, review_on="2026-04-10")]
    )
    for day, late in (("2026-04-09", False), ("2026-04-10", False), ("2026-04-11", True)):
        screen = page(store, day)
        assert ("Dagen har passerat" in cards(screen)["Risk r1"]["Ses över"]) is late
        assert ("Översynen har passerat sin dag för: Risk r1." in finding(screen, "register")) is late


def test_a_closed_risk_has_a_card_but_no_place_in_the_matrix(sample_store: Store) -> None:
    (title,) = [title for title, one in register("2026-11-21").items() if one["state"] == "closed"]
    screen = page(sample_store, "2026-11-21")
    assert cards(screen)[title]["Hantering"] == "Acceptera, stängd"
    assert title not in " ".join(" ".join(row) for row in screen.table("Öppna risker efter sannolikhet"))
    before = page(sample_store, "2026-10-13")
    assert title in " ".join(" ".join(row) for row in before.table("Öppna risker efter sannolikhet"))


def last_meeting(day: str) -> str:
    meetings = known("meetings", day)
    held = meetings[(meetings["status"] == "held") & (meetings["held_on"] != "") & (meetings["held_on"] < day)]
    return max(held["held_on"])


def way(before: dict[str, str] | None, now: dict[str, str]) -> str:
    if before is None:
        return "Ny"
    if now["state"] == "closed":
        return "Stängd sedan tidigare" if before["state"] == "closed" else "Stängd"
    if not before["likelihood"] or not now["likelihood"]:
        return "Inte bedömd"
    steps = [int(now[name]) - int(before[name]) for name in ("likelihood", "consequence")]
    if steps == [0, 0]:
        return "Oförändrad"
    return "Större" if min(steps) >= 0 else "Mindre" if max(steps) <= 0 else "Annorlunda"


@pytest.mark.parametrize(
    ("day", "since"),
    [("2025-11-30", ""), ("2026-11-21", ""), ("2026-11-21", "2026-03-05"), ("2026-11-21", "1999-01-01")],
)
def test_the_way_of_each_risk_between_two_days(sample_store: Store, day: str, since: str) -> None:
    screen = page(sample_store, day, **({"sedan": since} if since else {}))
    earlier = since or last_meeting(day)
    heading = f"Vad som har hänt sedan {in_words(earlier)}"
    rows = same_in_the_file(sample_store, screen, heading)
    judged_before = {one["risk_id"]: one for one in records(known("risk_assessments", earlier))}
    labels, kinds = step_labels("risk_response"), Counter()
    expected = {}
    for title, one in register(day).items():
        before = judged_before.get(one["id"])
        kinds[way(before, one).lower()] += 1
        was = before or {"likelihood": "", "consequence": "", "response": ""}
        cells = [was["likelihood"], one["likelihood"], was["consequence"], one["consequence"]]
        cells += [labels.get(was["response"], ""), labels[one["response"]]]
        expected[title] = [*(cell or "–" for cell in cells), way(before, one)]
    columns = ["Sannolikhet förut", "Sannolikhet nu", "Konsekvens förut", "Konsekvens nu"]
    columns += ["Hantering förut", "Hantering nu", "Vad som hänt"]
    assert {row["Risk"]: [row[name] for name in columns] for row in rows} == expected
    words = finding(screen, "vagar")
    assert words.startswith(f"Sedan {in_words(earlier)}: ")
    assert all(f"{kind} {count}" in words for kind, count in kinds.items())
    assert words.endswith(".")


def test_the_risks_of_one_huvudman_are_its_own(sample_store: Store) -> None:
    for p in principals():
        screen = page(sample_store, "2026-11-21", huvudman=p["code"])
        assert set(cards(screen)) == set(register("2026-11-21", p["code"]))
        assert len(shown(screen, "Vad som har hänt sedan")) == len(cards(screen))


def test_an_empty_county_says_that_no_risk_is_known(nothing_known: Store) -> None:
    screen = page(nothing_known)
    assert "Ingen risk var känd 21 november 2026." in screen.card("register")
    assert cards(screen) == {}
    _, *rows = screen.table("Öppna risker efter sannolikhet")
    assert [len(row) for row in rows] == [5] * 4
    assert not any(letter.isdigit() for row in rows for cell in row[1:] for letter in cell)
    assert "None" not in screen.words


def test_one_risk_without_any_assessment_is_open_and_not_judged(given: Given) -> None:
    screen = page(given(risk=[risk("r1", description="Ord")]))
    (card,) = cards(screen).values()
    assert card["Sannolikhet och konsekvens"] == "Ingen bedömning är gjord"
    assert card["Hantering"] == "Inte bestämd, öppen"
    assert card["Ses över"] == "Ingen dag är satt"
    assert finding(screen, "matris").endswith("En risk saknar bedömning.")
    assert "None" not in screen.words


def test_two_risks_at_one_place_stand_together(given: Given) -> None:
    ids = ["r1", "r2"]
    store = given(
        risk=[risk(id_) for id_ in ids],
        risk_assessment=[judged(id_, "act", likelihood=4, consequence=1) for id_ in ids],
    )
    _, first, *others = page(store).table("Öppna risker efter sannolikhet")
    assert first[1] == "Måttlig 2 Risk r1 (Hela länet); Risk r2 (Hela länet)"
    assert not [cell for row in others for cell in row if "Risk r" in cell]


def test_every_category_of_the_files_is_known() -> None:
    assert set(known("risks", str(date.max))["category_id"]) <= set(catalogue("risk_categories")["id"])
