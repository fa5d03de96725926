"""Every question is answered alike by DuckDB and PostgreSQL, whoever asks: a county that moves keeps its figures."""

import pytest

from dashboard.access.roles import scope_of
from dashboard.store.building import open_store
from dashboard.store.scope import EVERYTHING, Scope
from dashboard.store.store import Store
from tests.engines import SAMPLE, Databases, Files, Shared, settings_of, the_queries
from tests.queries.test_every_query import asked_of

SCOPES = [
    EVERYTHING,
    *(
        scope_of(role, whose, "m", "F")
        for role, whose in {"process_lead": None, "reader": None, "editor": "0481"}.items()
    ),
]
WAYS: list[dict[str, object]] = [{}, {"measure": "M03", "aspect": "syfte"}, {"principal": None, "level": "chef"}]


def sample_in(databases: Databases) -> Store:
    return databases.once("sample store", lambda: open_store(settings_of(databases.copy(SAMPLE))))


@pytest.mark.parametrize("name", the_queries())
def test_both_give_the_same_rows(name: str, in_files: Files, in_postgresql: Shared) -> None:
    one, other = sample_in(in_files), sample_in(in_postgresql)
    optional = {parameter.name for parameter in one.query(name).parameters if parameter.optional}
    for way in WAYS:
        asked = asked_of(name, **way)
        if any(value is None and parameter not in optional for parameter, value in asked.items()):
            continue
        for scope in SCOPES:
            found = rows_of(one, scope, name, asked)
            assert rows_of(other, scope, name, asked) == found, f"{name} asked with {asked}"


def rows_of(store: Store, scope: Scope, name: str, asked: dict[str, object]) -> list[dict[str, object]]:
    return list(store.for_viewer(scope).answer(name, **asked).rows)
