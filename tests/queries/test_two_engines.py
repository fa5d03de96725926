"""Every question is answered alike by DuckDB and PostgreSQL, whoever asks: a county that moves keeps its figures."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, insert

from dashboard.access.roles import scope_of
from dashboard.settings import ROOT
from dashboard.store.engine import migrate
from dashboard.store.schema.facts import store_state
from dashboard.store.scope import EVERYTHING, Scope
from dashboard.store.seed import seed
from dashboard.store.store import Store
from tests.conftest import the_queries
from tests.postgres import postgres
from tests.queries.test_every_query import asked_of

pytestmark = pytest.mark.xdist_group("postgres")

SCOPES = [EVERYTHING, scope_of("reader", None, "m", "F"), scope_of("editor", "0481", "m", "F")]
WAYS: list[dict[str, object]] = [{}, {"measure": "M03", "aspect": "syfte"}, {"principal": None, "level": "chef"}]


@pytest.fixture(scope="module")
def other_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Everything in data/ in PostgreSQL, its schema made by the same migrations."""
    with postgres(tmp_path_factory.mktemp("postgres")) as address:
        engine = create_engine(address)
        migrate(engine)
        with engine.begin() as connection:
            seed(connection, ROOT / "data", facts=True, sample=True)
            connection.execute(insert(store_state), [{"id": 1, "data_version": 1}])
        yield Store(engine, the_queries())
        engine.dispose()


@pytest.mark.parametrize("name", the_queries())
def test_both_give_the_same_rows(name: str, sample_store: Store, other_store: Store) -> None:
    optional = {parameter.name for parameter in sample_store.query(name).parameters if parameter.optional}
    for way in WAYS:
        asked = asked_of(name, **way)
        if any(value is None and parameter not in optional for parameter, value in asked.items()):
            continue
        for scope in SCOPES:
            found = rows_of(sample_store, scope, name, asked)
            assert rows_of(other_store, scope, name, asked) == found, f"{name} asked with {asked}"


def rows_of(store: Store, scope: Scope, name: str, asked: dict[str, object]) -> list[dict[str, object]]:
    return list(store.for_viewer(scope).answer(name, **asked).rows)
