"""A county that is not the first in the catalogue."""

import shutil
from collections.abc import Iterator

import pytest

from dashboard.context.view import View
from dashboard.settings import ROOT, Settings
from dashboard.store.building import build, open_store
from dashboard.ui.visit import context_of, use_store

PRINCIPALS = (
    "9901,99,Granby kommun,Granby,municipality,grann,5000,2022,11\n99,99,Region Grann,Region Grann,region,,,,12\n"
)


@pytest.fixture(scope="module")
def neighbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that show the county 99, with Sörmland beside it."""
    folder = tmp_path_factory.mktemp("neighbour")
    shutil.copytree(ROOT / "data" / "catalogue", folder / "data" / "catalogue")
    for name, more in (
        ("counties", "99,Grannlän,true,decided,\n"),
        ("work_groups", "grann,99,Arbetsgrupp Grann,4\n"),
        ("principals", PRINCIPALS),
    ):
        with (folder / "data" / "catalogue" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(more)
    settings = Settings(
        database_url=f"duckdb:///{folder / 'x.duckdb'}",
        data_dir=folder / "data",
        queries_dir=ROOT / "queries",
        county="99",
    )
    build(settings, facts=False, sample=False)
    store = open_store(settings)
    use_store(store)
    yield settings
    store.close()


def read(settings: Settings, **parameters: str) -> tuple[View, list[str]]:
    context, messages = context_of(parameters, settings.county)
    return context.view, messages


def test_the_huvudmän_are_those_of_the_county_in_the_settings(neighbour: Settings) -> None:
    assert read(neighbour, huvudman="9901")[0].principal == "9901"
    assert read(neighbour, huvudman="0481")[0].principal is None


def test_the_county_in_the_settings_is_the_one_that_is_shown(neighbour: Settings) -> None:
    assert read(neighbour)[0].county == "99"


def test_a_county_that_the_address_names_brings_its_own_huvudmän(neighbour: Settings) -> None:
    view, messages = read(neighbour, lan="04", huvudman="0481")
    assert (view.county, view.principal, messages) == ("04", "0481", [])
