"""Settings: where they come from, which wins, and what is said of one that cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.errors import LagesbildError
from dashboard.settings import ROOT, Settings, settings


@pytest.fixture(autouse=True)
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A settings file of the test's own, and no setting from outside."""
    file = tmp_path / "lagesbild.toml"
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LAGESBILD_{name.upper()}", raising=False)
    monkeypatch.setitem(Settings.model_config, "toml_file", file)
    settings.cache_clear()
    yield file
    settings.cache_clear()


def test_without_any_setting_everything_lies_in_the_project_folder() -> None:
    found = settings()
    assert (found.data_dir, found.queries_dir, found.county) == (ROOT / "data", ROOT / "queries", "04")
    assert found.database_file == ROOT / "data" / "lagesbild.duckdb"
    assert found.url == f"duckdb:///{ROOT / 'data' / 'lagesbild.duckdb'}"


def test_the_database_follows_the_data_folder_until_it_is_given_one_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAGESBILD_DATA_DIR", str(tmp_path))
    assert Settings().database_file == tmp_path / "lagesbild.duckdb"
    monkeypatch.setenv("LAGESBILD_DATABASE_URL", f"duckdb:///{tmp_path / 'annan'}")
    assert Settings().database_file == tmp_path / "annan"


def test_the_environment_wins_over_the_file_and_the_file_over_what_is_usual(
    toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml.write_text('county = "05"\n', encoding="utf-8")
    assert Settings().county == "05"
    monkeypatch.setenv("LAGESBILD_COUNTY", "06")
    assert Settings().county == "06"
    assert Settings(county="07").county == "07"


def test_a_setting_is_read_once_and_cannot_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = settings()
    monkeypatch.setenv("LAGESBILD_COUNTY", "06")
    assert settings() is first
    with pytest.raises(ValueError, match="frozen"):
        first.county = "07"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COUNTY", "4"),
        ("COUNTY", "Södermanland"),
        ("COUNTY", ""),
        ("DATABASE_URL", "sqlite:///x"),
        ("DATABASE_URL", "duckdb:///"),
        ("DATABASE_URL", "a/path.duckdb"),
        ("PUBLIC_URL", "lagesbild.example.se"),
        ("PUBLIC_URL", "https://lagesbild.example.se/?a=b"),
        ("SMTP_URL", "mail.example.se:587"),
        ("SMTP_URL", "smtp://mail.example.se/inkorg"),
        ("MAIL_FROM", "Lägesbild"),
        ("MAIL_FROM", "a@example.se\nBcc: b@example.se"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_in_swedish(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"LAGESBILD_{name}", value)
    with pytest.raises(LagesbildError) as fault:
        settings()
    assert str(fault.value) == f"Inställningen LAGESBILD_{name} har ett värde som inte går att använda. Se README."


@pytest.mark.parametrize(
    ("written", "means"),
    [("", ""), ("/", ""), ("/lagesbild", "/lagesbild"), ("/lagesbild/", "/lagesbild"), ("/a-1/b_2", "/a-1/b_2")],
)
def test_a_base_path_is_written_in_one_way(written: str, means: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_BASE_PATH", written)
    assert settings().base_path == means


@pytest.mark.parametrize(
    "written",
    ["lagesbild", "/läge", "//a", "/a//b", "/a/..", "/a b", "/a?b", "/a#", "https://a", "/a\n", "/a//", "\\a"],
)
def test_of_a_base_path_that_cannot_be_used_it_is_said_what_to_write(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAGESBILD_BASE_PATH", written)
    with pytest.raises(LagesbildError, match=r"LAGESBILD_BASE_PATH .* till exempel /lagesbild\. Se README\."):
        settings()


def test_the_public_address_ends_with_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_BASE_PATH", "/lagesbild")
    monkeypatch.setenv("LAGESBILD_PUBLIC_URL", "https://example.se/lagesbild/")
    assert settings().public_url == "https://example.se/lagesbild"
    monkeypatch.setenv("LAGESBILD_PUBLIC_URL", "https://example.se")
    settings.cache_clear()
    with pytest.raises(LagesbildError, match=r"LAGESBILD_PUBLIC_URL .* sluta på /lagesbild,"):
        settings()


def test_all_values_that_cannot_be_used_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBILD_COUNTY", "x")
    monkeypatch.setenv("LAGESBILD_DATABASE_URL", "x")
    with pytest.raises(LagesbildError, match="LAGESBILD_DATABASE_URL, LAGESBILD_COUNTY"):
        settings()


def test_a_setting_in_the_file_that_does_not_exist_is_named(toml: Path) -> None:
    toml.write_text('lan = "04"\n', encoding="utf-8")
    with pytest.raises(LagesbildError, match="LAGESBILD_LAN"):
        settings()


def test_a_settings_file_that_cannot_be_read_is_said_to_be_so_in_swedish(toml: Path) -> None:
    toml.write_text("county = \n", encoding="utf-8")
    with pytest.raises(LagesbildError, match=r"lagesbild\.toml"):
        settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_table_of_the_readme(name: str) -> None:
    assert f"| `LAGESBILD_{name.upper()}` |" in (ROOT / "README.md").read_text("utf-8")
