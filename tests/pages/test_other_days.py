"""The pages on other days than the sample is of: nights of the clock change, new year, a leap day, years on."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from dashboard.context.pages import PAGES
from dashboard.settings import ROOT
from dashboard.store.store import Store
from tests.pages.screen import see

MOMENTS = {
    "the first day of a year": ("2027-01-01 00:05", "Europe/Stockholm"),
    "when summer time begins": ("2027-03-28 03:00", "Europe/Stockholm"),
    "when summer time ends": ("2027-10-31 02:30", "Europe/Stockholm"),
    "a year on": ("2027-11-28 12:00", "UTC"),
    "the last minutes of a year": ("2027-12-31 23:50", "Europe/Stockholm"),
    "a leap day": ("2028-02-29 12:00", "Pacific/Auckland"),
    "ten years on": ("2036-11-28 12:00", "Europe/Stockholm"),
}
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni"]
MONTHS += ["juli", "augusti", "september", "oktober", "november", "december"]
ODD = ("NaN", "None", "nan", "inf")


def assessments() -> list[dict[str, str]]:
    """The rows of risk assessments as the files have them."""
    files = [ROOT / "data" / folder / "risk_assessments.csv" for folder in ("minutes", "sample")]
    return [row for file in files for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]


@pytest.fixture(params=MOMENTS)
def today(request: pytest.FixtureRequest) -> Iterator[date]:
    """A day that is today."""
    there, zone = MOMENTS[request.param]
    moment = datetime.fromisoformat(there).replace(tzinfo=ZoneInfo(zone))
    with time_machine.travel(moment, tick=True):
        yield moment.date()


def test_every_page_is_whole_and_of_today(sample_store: Store, today: date) -> None:
    written = f"{today.day} {MONTHS[today.month - 1]} {today.year}"
    for page in PAGES:
        if page.path == "/delad":
            continue
        screen = see(sample_store, page.path)
        assert screen.messages == [], page.path
        assert not set(ODD) & set(screen.words.split()), page.path
        assert f"det som var känt {written}" in screen.root.one("footer").words, page.path


def test_reviews_that_have_passed_are_those_of_the_register(sample_store: Store, today: date) -> None:
    newest = {row["risk_id"]: row for row in sorted(assessments(), key=lambda row: row["known_on"])}
    days = [row["review_on"] for row in newest.values() if row["state"] != "closed" and row["review_on"]]
    passed = sum(date.fromisoformat(day) < today for day in days)
    told = ["En översyn", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio"]
    assert f"{told[passed - 1]} översyner har passerat sin dag" in see(sample_store, "/").words


def test_a_meeting_that_nobody_closed_is_not_told_as_one_to_come(sample_store: Store, today: date) -> None:
    told = see(sample_store, "/mote").card("motet")
    assert "9 december 2026, planerat. Dagen har passerat och mötet är inte stängt" in told
