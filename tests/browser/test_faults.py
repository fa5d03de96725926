"""What a person sees when the database is lost under a running server."""

import os
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Opener, running


def test_a_database_that_is_damaged_while_running_is_said_in_words(looking: Opener, tmp_path: Path) -> None:
    database = tmp_path / "lagesbild.duckdb"
    with running(database) as address:
        looking(address).open("/")
        with database.open("r+b") as file:
            file.write(os.urandom(database.stat().st_size))
        for _ in range(2):  # and again, for the next person
            page = looking(address).page
            page.goto(f"{address}/huvudman?huvudman=0428&per=2026-01-07")
            alert = page.get_by_role("alert").filter(has_text="Sidan kan inte visas just nu")
            expect(alert).to_be_visible()
            expect(alert).to_contain_text("lagesbild.duckdb")
            assert str(tmp_path) not in page.content()
            assert "Traceback" not in page.content()
