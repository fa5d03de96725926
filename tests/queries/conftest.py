"""A neighbouring county, for the questions that must not mix two."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.settings import ROOT
from dashboard.store.building import build
from tests.conftest import Given, settings_for

COUNTY = "99,Grannlän,true,decided,\n"
WORK_GROUP = "grann,99,Arbetsgrupp Grann,4\n"
PRINCIPALS = (
    "9901,99,Granby kommun,Granby,municipality,grann,5000,2022,11\n99,99,Region Grann,Region Grann,region,,,,12\n"
)


@pytest.fixture(scope="session")
def two_counties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database of the catalogue with a second county of one municipality and a region."""
    folder = tmp_path_factory.mktemp("two-counties")
    shutil.copytree(ROOT / "data" / "catalogue", folder / "data" / "catalogue")
    for name, more in (("counties", COUNTY), ("work_groups", WORK_GROUP), ("principals", PRINCIPALS)):
        with (folder / "data" / "catalogue" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(more)
    database = build(settings_for(folder / "base.duckdb", folder / "data"), facts=False, sample=False)
    yield database
    database.unlink()


@pytest.fixture
def given_two_counties(two_counties: Path, tmp_path: Path) -> Iterator[Given]:
    """Like `given`, with the county 99 (huvudmän 9901 and 99) beside the real one."""
    maker = Given(two_counties, tmp_path)
    yield maker
    maker.let_go()
