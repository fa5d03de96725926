"""A neighbouring county, for the questions that must not mix two."""

import shutil

import pytest

from dashboard.settings import ROOT
from tests.conftest import Given
from tests.engines import Base, Own

COUNTY = "99,Grannlän,true,decided,\n"
WORK_GROUP = "grann,99,Arbetsgrupp Grann,4\n"
PRINCIPALS = (
    "9901,99,Granby kommun,Granby,municipality,grann,5000,2022,11\n99,99,Region Grann,Region Grann,region,,,,12\n"
)


@pytest.fixture(scope="session")
def two_counties(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The catalogue with a second county of one municipality and a region."""
    folder = tmp_path_factory.mktemp("two-counties")
    shutil.copytree(ROOT / "data" / "catalogue", folder / "data" / "catalogue")
    for name, more in (("counties", COUNTY), ("work_groups", WORK_GROUP), ("principals", PRINCIPALS)):
        with (folder / "data" / "catalogue" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(more)
    return Base("two counties", data=folder / "data")


@pytest.fixture
def given_two_counties(two_counties: Base, own: Own) -> Given:
    """Like `given`, with the county 99 (huvudmän 9901 and 99) beside the real one."""
    return Given(own, two_counties)
