"""Counties in the states that a page must be able to show."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.store.store import Store
from tests.conftest import Given
from tests.queries.plain import principals
from tests.queries.tables import a_round, answer


@pytest.fixture
def one_answer(given: Given) -> Store:
    """A county where one huvudman has given one real answer: Oxelösund stands at Prövar in M02."""
    return given(round=[a_round("2025h", 1)], answer=[answer("2025h", "M02", "0481", 3)])


@pytest.fixture
def all_ten(given: Given) -> Store:
    """A county where every huvudman has answered M02, with the steps 0–4 twice over."""
    codes = [one["code"] for one in principals()]
    return given(
        round=[a_round("2025h", 1)], answer=[answer("2025h", "M02", code, n % 5) for n, code in enumerate(codes)]
    )


@pytest.fixture
def county_of(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Store]]:
    """The store of a state by its name."""
    return request.getfixturevalue
