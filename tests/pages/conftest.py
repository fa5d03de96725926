"""Counties in the states that a page must be able to show."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.store.store import Store
from tests import counties
from tests.conftest import Facts, Given
from tests.engines import Databases, Own
from tests.pages.looking import looks  # noqa: F401 - a fixture for every test here


def shared(databases: Databases, name: str, facts: Facts) -> Store:
    """A county that is made once, and keeps its answers from page to page: only for asking."""
    return databases.once(name, lambda: Given(Own(databases))(**facts))


@pytest.fixture
def nothing_known(databases: Databases) -> Store:
    """A county of which nothing is known but its catalogue."""
    return shared(databases, "nothing known", {})


@pytest.fixture
def one_answer(databases: Databases) -> Store:
    """A county where one huvudman has given one real answer: Oxelösund stands at Prövar in M02."""
    return shared(databases, "one answer", counties.one_answer())


@pytest.fixture
def nine_of_ten(databases: Databases) -> Store:
    """A county where every huvudman but Trosa has answered M02."""
    return shared(databases, "nine of ten", counties.nine_of_ten())


@pytest.fixture
def all_ten(databases: Databases) -> Store:
    """A county where every huvudman has answered M02, with the steps 0–4 twice over."""
    return shared(databases, "all ten", counties.all_ten())


@pytest.fixture
def county_of(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Store]]:
    """The store of a state by its name."""
    return request.getfixturevalue
