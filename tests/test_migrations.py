"""Migrations make what the models say, on both databases; the audit can only grow."""

import threading
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from bot import audit, migrations
from bot.db import Database
from bot.errors import DeskError
from bot.migrations.search_index import INDEX, VECTORS, of_the_models
from bot.models import Team
from tests.clocks import Clock


def schema(database: Database) -> dict[str, Any]:
    """All that the database itself says of its tables, but for the search index, which no model speaks of."""
    found = inspect(database.engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in found.get_columns(table)
                if column["name"] not in VECTORS
            ],
            "primary key": found.get_pk_constraint(table),
            "foreign keys": sorted(found.get_foreign_keys(table), key=lambda key: str(key["name"])),
            "unique": sorted(found.get_unique_constraints(table), key=lambda one: str(one["name"])),
            "checks": sorted((str(check["name"]), check["sqltext"]) for check in found.get_check_constraints(table)),
            "indexes": sorted(
                (one for one in found.get_indexes(table) if not str(one["name"]).startswith(INDEX)),
                key=lambda one: str(one["name"]),
            ),
        }
        for table in sorted(found.get_table_names())
        if table != "alembic_version" and not table.startswith(INDEX)
    }


def test_a_migrated_database_is_what_the_models_would_make(bare_database: Database) -> None:
    """`python -m bot.migrations.regenerate` writes the first revision anew, until the first release."""
    SQLModel.metadata.create_all(bare_database.engine)
    from_models = schema(bare_database)
    SQLModel.metadata.drop_all(bare_database.engine)
    migrations.upgrade(bare_database)
    assert schema(bare_database) == from_models


def test_alembic_sees_no_difference_either(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_object": of_the_models}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_check_has_a_name_by_which_a_later_migration_can_change_it(database: Database) -> None:
    for table, found in schema(database).items():
        for name, _ in found["checks"]:
            assert name.startswith(f"ck_{table}_"), f"a CHECK of {table} is called {name}"


def test_a_bare_database_is_pending_and_a_migrated_one_is_not(bare_database: Database) -> None:
    assert migrations.current(bare_database) is None
    assert migrations.pending(bare_database)
    migrations.upgrade(bare_database)
    assert migrations.current(bare_database) == migrations.head()
    assert not migrations.pending(bare_database)


def test_upgrading_twice_is_upgrading_once(bare_database: Database, clock: Clock) -> None:
    migrations.upgrade(bare_database)
    with bare_database.write() as session:
        session.add(Team(id="T1", created_at=clock()))
    migrations.upgrade(bare_database)
    with bare_database.read() as session:
        assert session.get(Team, "T1") is not None


def test_processes_that_start_at_once_migrate_once(bare_database: Database) -> None:
    failures: list[BaseException] = []

    def upgrade() -> None:
        own = Database(bare_database.url.render_as_string(hide_password=False))
        try:
            migrations.upgrade(own)
        except BaseException as failure:
            failures.append(failure)
        finally:
            own.close()

    threads = [threading.Thread(target=upgrade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert not migrations.pending(bare_database)


def test_a_database_of_a_newer_desk_is_refused_with_a_reason(database: Database) -> None:
    with database.write() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    assert migrations.pending(database)
    with pytest.raises(DeskError, match="newer"):
        migrations.upgrade(database)


def test_foreign_keys_hold_again_after_a_migration(bare_database: Database) -> None:
    migrations.upgrade(bare_database)
    with pytest.raises(DBAPIError), bare_database.write() as session:
        session.execute(text("insert into named (inquiry_id, member_id) values (1, 'slack:T1:U1')"))


@pytest.mark.parametrize("change", ["update auditentry set actor = 'somebody else'", "delete from auditentry"])
def test_the_database_itself_refuses_to_change_the_audit(database: Database, clock: Clock, change: str) -> None:
    with database.write() as session:
        audit.write(session, at=clock(), actor="slack:T1:U1", action="inquiry.log", object="inquiry:1")
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text(change))
    with database.read() as session:
        assert audit.verify(session).entries == 1


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_the_audit_cannot_be_truncated(database: Database) -> None:
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text("truncate auditentry"))
