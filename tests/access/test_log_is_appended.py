"""Nobody can change the log through the app: the database refuses, and nothing in the package tries."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

from dashboard.settings import ROOT
from dashboard.store.log import LogIsAppended, changes_log, migrating
from dashboard.store.schema.access import log
from dashboard.store.store import Store

CHANGES = (
    "update log set before = ''",
    'UPDATE "log" SET after = null',
    "update main.log set before = ''",
    'update only lagesbild."main"."log" set before = null',
    "delete from log",
    "delete/* at once */from -- all\n log where true",
    "with old as (select 1) delete from log using old",
    "truncate log",
    "TRUNCATE TABLE log",
    "drop table log",
    "drop table if exists log cascade",
    "create or replace table log as select 1",
    "insert or replace into log values (1)",
    "insert or ignore into log values (1)",
    "insert into log values (1) on conflict do update set before = ''",
    "merge into log using x on true when matched then delete",
    "alter table log drop column before",
    "alter table log rename to old_log",
    "select 1; delete from log",
)
LETS_BE = (
    "insert into log (id) values ('1')",
    "select * from log",
    "select 1 from catalog",
    "update logbook set before = ''",
    "delete from catalog",
    "alter table log add column before text",
    "create table log (id text)",
    "update share_link set purpose = 'log'",
)
PACKAGE = ROOT / "dashboard"
BUILDS = re.compile(
    r"(?:\w+\.)*(?:update|delete|Update|Delete)\((?:\w+\.)*log\b|(?:\w+\.)*log\.(?:update|delete|drop)\("
)


@pytest.mark.parametrize("statement", CHANGES)
def test_a_statement_that_would_change_the_log_is_known(statement: str) -> None:
    assert changes_log(statement)


@pytest.mark.parametrize("statement", LETS_BE)
def test_other_statements_are_let_be(statement: str) -> None:
    assert not changes_log(statement)


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_is_never_given_such_a_statement(empty_store: Store, statement: str) -> None:
    empty_store.log("share", "en vy")
    with pytest.raises(LogIsAppended), empty_store.writing() as connection:
        connection.execute(text(statement))
    with pytest.raises(LogIsAppended), empty_store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert subjects(empty_store) == ["en vy"]


def test_neither_is_one_that_is_built_of_objects(empty_store: Store) -> None:
    empty_store.log("share", "en vy")
    for statement in (update(log).values(subject="en annan"), delete(log), log.delete().where(log.c.id == "1")):
        with pytest.raises(LogIsAppended), empty_store.writing() as connection:
            connection.execute(statement)
        with pytest.raises(LogIsAppended), empty_store.reading() as connection:
            connection.execute(statement)
    with empty_store.writing() as connection:
        connection.execute(
            insert(log), [{"id": "1", "at": empty_store.now(), "by": "x", "action": "y", "subject": "z"}]
        )
    assert subjects(empty_store) == ["en vy", "z"]


def test_only_the_steps_of_a_migration_may(empty_store: Store) -> None:
    with empty_store.writing() as connection, migrating(connection):
        connection.exec_driver_sql("alter table log drop column before")
        connection.rollback()
    with pytest.raises(LogIsAppended), empty_store.writing() as connection:
        connection.exec_driver_sql("alter table log drop column before")


def test_only_migrations_and_what_replaces_a_whole_database_say_that_they_are_one() -> None:
    said = {file.name for file in PACKAGE.rglob("*.py") if "migrating(" in file.read_text("utf-8")}
    assert said == {"log.py", "env.py", "backup.py"}


def test_nothing_in_the_package_holds_such_a_statement() -> None:
    found = [
        (file.relative_to(ROOT).as_posix(), words)
        for file in PACKAGE.rglob("*.py")
        for words in strings(file)
        if changes_log(words) and not words.startswith(r"\b")
    ]
    assert found == []
    assert [path.name for path in (ROOT / "queries").rglob("*.sql") if changes_log(path.read_text("utf-8"))] == []


def test_nothing_in_the_package_builds_such_a_statement() -> None:
    found = [
        (file.name, written)
        for file in PACKAGE.rglob("*.py")
        if "migrations" not in file.parts
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and BUILDS.match(written := ast.unparse(node))
    ]
    assert found == []


def strings(file: Path) -> Iterator[str]:
    """Every string that is written in the file, without what is filled in."""
    tree = ast.parse(file.read_text("utf-8"))
    told = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _has_docstring(node: ast.AST) -> bool:
    body = getattr(node, "body", None)
    return isinstance(body, list) and bool(body) and isinstance(body[0], ast.Expr)


def subjects(store: Store) -> list[str]:
    with store.reading() as connection:
        return sorted(connection.execute(select(log.c.subject)).scalars())
