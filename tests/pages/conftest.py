"""Counties in the states that a page must be able to show."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.store.store import Store
from tests import counties
from tests.conftest import Given
from tests.pages.looking import looks  # noqa: F401 - a fixture for every test here


@pytest.fixture
def one_answer(given: Given) -> Store:
    """A county where one huvudman has given one real answer: Oxelösund stands at Prövar in M02."""
    return given(**counties.one_answer())


@pytest.fixture
def nine_of_ten(given: Given) -> Store:
    """A county where every huvudman but Trosa has answered M02."""
    return given(**counties.nine_of_ten())


@pytest.fixture
def all_ten(given: Given) -> Store:
    """A county where every huvudman has answered M02, with the steps 0–4 twice over."""
    return given(**counties.all_ten())


@pytest.fixture
def county_of(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Store]]:
    """The store of a state by its name."""
    return request.getfixturevalue
