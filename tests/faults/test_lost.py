"""A database that is gone where people sign in: it is said, and no invented one takes its place."""

import os
from pathlib import Path

import pytest

from tests.faults.service import Service
from tests.faults.told import Tell


@pytest.fixture
def signed_in(tmp_path: Path) -> Service:
    """A service that people sign in to, whose database has been removed."""
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        '[auth]\nredirect_uri = "http://127.0.0.1:8501/oauth2callback"\n'
        'cookie_secret = "0123456789abcdef0123456789abcdef"\nclient_id = "x"\nclient_secret = "x"\n'
        'server_metadata_url = "http://127.0.0.1:1/openid-configuration"\n'
    )
    database = tmp_path / "gone.duckdb"
    access = {"LAGESBILD_ACCESS": "oidc", "LAGESBILD_SECRETS_FILE": os.fspath(secrets)}
    return Service(f"duckdb:///{database}", tmp_path, **access)


def test_a_removed_database_is_not_replaced_by_an_invented_one(signed_in: Service, tmp_path: Path, tell: Tell) -> None:
    words = signed_in.refused()
    assert "Återställ en säkerhetskopia" in words
    assert not (tmp_path / "gone.duckdb").exists()
    tell("database gone, service started where people sign in", words)
    signed_in.command("init", "--empty")
    assert "Inga fel" in signed_in.command("check")
