"""Kommunikation, what a huvudman can learn from others, and following research where the measures are."""

from datetime import date

import pytest

from dashboard.store.store import Store
from tests.pages.screen import see

DAY = "2026-11-20"


def test_the_plan_says_what_is_done_and_whose_day_has_passed(sample_store: Store) -> None:
    screen = see(sample_store, "/kommunikation", per=DAY)
    header, *rows = screen.table("Kommunikationsplanen")
    assert header[:6] == ["Vad", "Sort", "Till vem", "Väg", "Planerad", "Genomförd"]
    states = {row[0]: row[header.index("Läge")] for row in rows}
    assert states["Det som inte fungerade: en blankett till"] == "Planerad, dagen har passerat"
    finding = screen.root.every("p", class_="lb-finding")
    assert next(finding).words == (
        "3 av 6 punkter i planen är genomförda. En punkt är inställd. "
        "Dagen har passerat för: Det som inte fungerade: en blankett till."
    )


def test_reach_names_the_huvudman_and_professions_that_nothing_has_reached(sample_store: Store) -> None:
    words = see(sample_store, "/kommunikation", per=DAY).card("natt")
    assert "Minst en sak har nått 10 av 10 huvudmän." in words
    assert "Minst en sak har nått 5 av 11 verksamheter. Inte nådda: Barnavårdscentral" in words
    assert "Höstens svar i korthet : Har nått 8 av 10 huvudmän, inte Vingåker och Trosa." in words
    early = see(sample_store, "/kommunikation", per="2025-11-10").card("natt")
    assert "Inget i planen är genomfört än." in early


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("example:ex_bvc", "exemplet Gemensam genomgång på barnavårdscentralen"),
        ("measure:M06", "måttet Lärande och pragmatiskt införande"),
        ("report:delrapport_4", "rapporten Fjärde delrapporten"),
        ("page:/risker", "sidan Risker"),
    ],
)
def test_feedback_is_about_what_the_address_says(sample_store: Store, about: str, words: str) -> None:
    screen = see(sample_store, "/kommunikation", per=DAY, om=about)
    assert f"Det gäller {words}." in screen.card("ge-aterkoppling")
    assert screen.messages == []
    kind, _, subject = about.partition(":")
    form = screen.component(f"short-aterkoppling-{kind}-{subject.replace('/', '-')}-new")
    assert [one["name"] for one in form["fields"]] == ["principal_code", "function", "text"]


def test_what_there_is_nothing_of_is_said_and_ignored(sample_store: Store) -> None:
    screen = see(sample_store, "/kommunikation", per=DAY, om="measure:M99")
    assert len(screen.messages) == 1
    assert "”measure:M99”" in screen.messages[0]
    assert "Det gäller sidan Kommunikation." in screen.card("ge-aterkoppling")


def test_feedback_says_what_came_of_it_and_where_to_reply(sample_store: Store) -> None:
    screen = see(sample_store, "/kommunikation", per=DAY)
    words = screen.card("aterkoppling")
    assert "Tre återkopplingar. En väntar på svar. En har lett till något." in words
    assert "Vad det ledde till Frågan har en ny ordalydelse från hösten 2026." in words
    first = next(screen.root.one("section", aria_labelledby="aterkoppling").every("article"))
    place, reply = (link.attributes["href"] for link in first.every("a"))
    assert place == f"/risker?per={DAY}"
    assert reply == f"/data?per={DAY}&uppgift=aterkoppling&post=ater_risker"


def test_an_empty_county_has_a_plan_to_begin(empty_store: Store) -> None:
    words = see(empty_store, "/kommunikation").root.words
    assert "Kommunikationsplanen är tom. Processledarna skriver in vad som ska spridas." in words
    assert "Inget i planen är genomfört än." in words
    assert "Ingen har återkopplat än." in words


@pytest.mark.parametrize("path", ["/risker", "/mote", "/kommunikation"])
def test_the_foot_of_every_page_leads_to_feedback_on_it(sample_store: Store, path: str) -> None:
    foot = see(sample_store, path, per=DAY).root.one("footer", class_="lb-foot")
    (link,) = [one for one in foot.every("a") if one.words == "Återkoppla på sidan"]
    assert link.attributes["href"] == f"/kommunikation?per={DAY}&om=page%3A{path.replace('/', '%2F')}#ge-aterkoppling"


def test_a_trial_begins_with_the_example_that_was_read(sample_store: Store) -> None:
    screen = see(sample_store, "/data", uppgift="provning", om="example:ex_bvc")
    fields = {one["name"]: one["value"] for one in screen.component("entry-provning-ny")["fields"]}
    assert (fields["example_id"], fields["principal_code"]) == ("ex_bvc", "")
    about = see(sample_store, "/data", uppgift="aterkoppling", om="measure:M06")
    fields = {one["name"]: one["value"] for one in about.component("entry-aterkoppling-ny")["fields"]}
    assert (fields["subject_kind"], fields["subject_id"]) == ("measure", "M06")


def test_a_lesson_without_a_sender_is_no_ones_on_data(sample_store: Store) -> None:
    of_all = see(sample_store, "/data", uppgift="exempel")
    listed = of_all.root.one("section", aria_labelledby="poster")
    (lesson,) = [link for link in listed.every("a") if "samverkansråd" in link.words]
    assert lesson.words == "Ett samverkansråd som aldrig hann mötas, Utan avsändare"
    assert lesson.attributes["href"] == "/data?uppgift=exempel&post=ex_utan_rad"
    for code in ("0482", "0481", "04"):
        screen = see(sample_store, "/data", uppgift="exempel", huvudman=code)
        assert "samverkansråd" not in screen.root.words
    opened = see(sample_store, "/data", uppgift="exempel", post="ex_utan_rad")
    assert "Huvudman: Utan avsändare" in opened.root.one("ol", class_="lb-plain").words


@pytest.mark.parametrize("code", ["0481", "0488", "04"])
def test_those_to_learn_from_stand_with_the_reason_and_whom_to_ask(sample_store: Store, code: str) -> None:
    asked = {"county": "04", "round": "2026h", "level": None, "measure": None, "principal": code}
    rows = sample_store.frame("work/learning_pairs", as_of=date.fromisoformat(DAY), **asked)
    section = see(sample_store, "/huvudman", huvudman=code, per=DAY).root.one("section", aria_labelledby="lara")
    cards = list(section.every("article"))
    assert [card.one("h3").words for card in cards] == list(dict.fromkeys(rows["aspect"]))
    for card in cards:
        own = rows[rows["aspect"] == card.one("h3").words]
        assert f"{len(own)} av {own['with_stage'].iloc[0]} huvudmän med ett steg har gått vidare." in card.words
        assert all(why in card.words for why in own["why"][:3])
        assert all(name in card.words for name in own["principal"])


def test_a_huvudman_sees_its_trials_and_its_next_meeting(sample_store: Store) -> None:
    screen = see(sample_store, "/huvudman", huvudman="0481", per=DAY)
    assert "Oxelösund har provat Startmöte inom två veckor" in screen.card("provar")
    assert "Andra provar våra exempel Strängnäs vill prova Fritidsgården som väg in" in screen.card("provar")
    meeting = screen.card("nasta-mote")
    assert "Styrgruppsmöte december 2026" in meeting
    assert "9 december 2026 Stäm av er uppgift om rollen" in meeting
    after = see(sample_store, "/huvudman", huvudman="0481", per="2025-11-30").card("nasta-mote")
    assert "Inget möte är inlagt." in after


def test_a_recommendation_stands_where_its_measure_is_shown(sample_store: Store) -> None:
    screen = see(sample_store, "/uppfoljning", per=DAY, matt="C02")
    (line,) = screen.root.one("section", aria_labelledby="om-matten").every("li")
    assert "Följeforskningen rekommenderar: Säg förväntningarna högt" in line.words
    research, feedback = (link.attributes["href"] for link in line.every("a"))
    assert research == f"/forskning?matt=C02&per={DAY}#rekommendationer"
    assert feedback == f"/kommunikation?matt=C02&per={DAY}&om=measure%3AC02#ge-aterkoppling"
    without = see(sample_store, "/uppfoljning", per=DAY, aspekt="vardag").card("om-matten")
    assert "rekommenderar" not in without
    reports = see(sample_store, "/forskning", per=DAY).root
    assert "/kommunikation?per=2026-11-20&om=report%3Adelrapport_4#ge-aterkoppling" in [
        link.attributes["href"] for link in reports.every("a")
    ]
