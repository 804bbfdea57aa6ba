"""Instants keep their zone, words are checked by the database, and writers wait for each other."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlmodel import select

from bot import db
from bot.db import Database
from bot.models import Job, Lane
from tests.clocks import Clock


def job(at: datetime, **fields: object) -> Job:
    return Job(**{"kind": "card", "lane": "C1", "due_at": at, "created_at": at} | fields)


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs its time zone"), database.write() as session:
        session.add(Lane(name="C1", free_at=datetime(2026, 11, 23, 9, 0)))


def test_an_instant_comes_back_in_utc_whatever_zone_it_was_given_in(database: Database) -> None:
    in_sydney = datetime(2026, 11, 24, 3, 40, 0, 123456, tzinfo=timezone(timedelta(hours=11)))
    with database.write() as session:
        session.add(Lane(name="C1", free_at=in_sydney))
    with database.read() as session:
        kept = session.get_one(Lane, "C1").free_at
    assert kept == in_sydney
    assert kept.isoformat() == "2026-11-23T16:40:00.123456+00:00"


def test_instants_of_different_zones_compare_as_instants_in_sql(database: Database) -> None:
    with database.write() as session:
        session.add(Lane(name="earlier", free_at=datetime(2026, 11, 23, 23, 0, tzinfo=timezone(timedelta(hours=11)))))
        session.add(Lane(name="later", free_at=datetime(2026, 11, 23, 13, 0, tzinfo=UTC)))
    with database.read() as session:
        noon = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
        assert session.exec(select(Lane.name).where(Lane.free_at < noon)).all() == ["earlier"]


def test_a_word_is_stored_as_its_value_and_no_other_is_taken(database: Database, clock: Clock) -> None:
    with database.write() as session:
        session.add(job(clock()))
    with database.read() as session:
        assert session.execute(text("select state from job")).scalar_one() == "waiting"
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text("update job set state = 'WAITING'"))


def test_a_write_that_fails_leaves_nothing(database: Database, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(job(clock()))
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.exec(select(Job)).all() == []


def test_what_a_read_session_changes_is_not_kept(database: Database, clock: Clock) -> None:
    with database.read() as session:
        session.add(job(clock()))
        session.flush()
    with database.read() as session:
        assert session.exec(select(Job)).all() == []


def test_objects_stay_usable_after_their_session(database: Database, clock: Clock) -> None:
    with database.write() as session:
        kept = job(clock())
        session.add(kept)
    assert kept.id is not None
    assert kept.due_at == clock()


def test_whoever_listens_is_told_after_a_write_and_not_after_a_failed_one(database: Database, clock: Clock) -> None:
    told: list[int] = []

    def count() -> None:
        with database.read() as session:
            told.append(len(session.exec(select(Job)).all()))

    database.after_write = count
    with database.write() as session:
        session.add(job(clock()))
    with pytest.raises(ZeroDivisionError), database.write():
        raise ZeroDivisionError
    assert told == [1]


def test_a_row_must_refer_to_one_that_is_there(database: Database, clock: Clock) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text("insert into named (inquiry_id, member_id) values (1, 'slack:T1:U1')"))


def test_twenty_writers_at_once_lose_no_update(database: Database, clock: Clock) -> None:
    """Each reads, then writes: on SQLite a lock taken only at the first write would deadlock or lose one of two."""
    with database.write() as session:
        session.add(job(clock()))
    failures: list[BaseException] = []

    def add_one() -> None:
        try:
            with database.write() as session:
                one = session.exec(select(Job).with_for_update()).one()
                one.attempts += 1
                session.add(one)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=add_one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.read() as session:
        assert session.exec(select(Job.attempts)).one() == 20


def test_sqlite_takes_its_write_lock_with_the_first_look_and_readers_go_on(
    migrated_file: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.05)
    file = tmp_path / "locked.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    first, second = Database(f"sqlite:///{file}"), Database(f"sqlite:///{file}")
    with first.write() as writing:
        assert writing.exec(select(Job)).all() == []
        with second.read() as session:
            assert session.exec(select(Job)).all() == []
        with pytest.raises(OperationalError, match="locked"), second.write() as session:
            session.exec(select(Job)).all()
    with second.write() as session:
        session.add(job(clock()))
    first.close()
    second.close()


def test_a_database_that_is_not_there_is_not_ready(tmp_path: Path) -> None:
    gone = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    with pytest.raises(OperationalError):
        gone.ready()
    there = Database(f"sqlite:///{tmp_path / 'new folder' / 'desk.sqlite'}")
    there.ready()
    there.close()
