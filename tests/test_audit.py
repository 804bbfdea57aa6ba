"""The audit is one unbroken chain, and whatever is done to it shows."""

import threading
from datetime import timedelta, timezone

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot import audit
from bot.db import Database
from bot.models import AuditEntry
from tests.clocks import Clock


def write(database: Database, clock: Clock, *, count: int) -> None:
    for number in range(count):
        with database.write() as session:
            audit.write(
                session, at=clock.advance(seconds=1), actor="slack:T1:U1", action="inquiry.note",
                object=f"inquiry:{number}", details={"number": number, "was": ["é", None, {"b": 1, "a": 2}]},
            )  # fmt: skip


def verified(database: Database) -> audit.Verification:
    with database.read() as session:
        return audit.verify(session)


def unprotect(database: Database) -> None:
    """What somebody with the whole database in their hands would do first."""
    with database.write() as session:
        if database.is_sqlite:
            for verb in ("update", "delete"):
                session.execute(text(f"drop trigger auditentry_no_{verb}"))
        else:
            session.execute(text("drop trigger auditentry_append_only on auditentry"))


def ids(database: Database) -> list[int]:
    with database.read() as session:
        return [one for one in session.exec(select(AuditEntry.id).order_by(text("id"))) if one is not None]


def test_an_empty_record_is_whole(database: Database) -> None:
    assert verified(database) == audit.Verification(0, None, audit.GENESIS)


def test_each_entry_follows_from_the_one_before(database: Database, clock: Clock) -> None:
    write(database, clock, count=3)
    with database.read() as session:
        entries = session.exec(select(AuditEntry).order_by(text("id"))).all()
    assert [one.previous for one in entries] == [audit.GENESIS, entries[0].hash, entries[1].hash]
    assert verified(database) == audit.Verification(3, None, entries[2].hash)


def test_several_entries_of_one_transaction_form_a_chain(database: Database, clock: Clock) -> None:
    with database.write() as session:
        for action in ("inquiry.log", "inquiry.assign"):
            audit.write(session, at=clock(), actor="slack:T1:U1", action=action, object="inquiry:1")
    assert verified(database).broken_at is None


def test_an_entry_of_a_change_that_failed_is_not_there(database: Database, clock: Clock) -> None:
    write(database, clock, count=1)
    with pytest.raises(ZeroDivisionError), database.write() as session:
        audit.write(session, at=clock(), actor="slack:T1:U1", action="inquiry.close", object="inquiry:1")
        raise ZeroDivisionError
    write(database, clock, count=1)
    assert verified(database).entries == 2
    assert verified(database).broken_at is None


def test_writers_at_once_still_make_one_chain(database: Database, clock: Clock) -> None:
    failures: list[BaseException] = []

    def several(person: int) -> None:
        try:
            for _ in range(5):
                with database.write() as session:
                    audit.write(session, at=clock(), actor=f"slack:T1:U{person}", action="inquiry.note", object="inquiry:1")
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=several, args=(person,)) for person in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert verified(database).entries == 30
    assert verified(database).broken_at is None


def test_an_instant_given_in_another_zone_verifies_all_the_same(database: Database, clock: Clock) -> None:
    there = clock().astimezone(timezone(timedelta(hours=-5)))
    with database.write() as session:
        audit.write(session, at=there, actor="slack:T1:U1", action="inquiry.log", object="inquiry:1")
    assert verified(database).broken_at is None


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'slack:T1:U2'",
        "action = 'inquiry.close'",
        "object = 'inquiry:9'",
        "details = '{}'",
        "at = '2020-01-01 00:00:00+00:00'",
        "previous = hash",
        "hash = previous",
    ],
)
def test_an_entry_changed_with_the_triggers_gone_shows(database: Database, clock: Clock, change: str) -> None:
    write(database, clock, count=4)
    unprotect(database)
    second = ids(database)[1]
    with database.write() as session:
        session.execute(text(f"update auditentry set {change} where id = :id"), {"id": second})
    found = verified(database)
    assert (found.entries, found.broken_at) == (1, second)


def test_an_entry_removed_shows_at_the_next(database: Database, clock: Clock) -> None:
    write(database, clock, count=4)
    unprotect(database)
    _, second, third, _ = ids(database)
    with database.write() as session:
        session.execute(text("delete from auditentry where id = :id"), {"id": second})
    assert verified(database).broken_at == third


def test_two_entries_that_changed_places_show(database: Database, clock: Clock) -> None:
    write(database, clock, count=4)
    unprotect(database)
    _, second, third, _ = ids(database)
    with database.write() as session:
        for before, after in ((second, -1), (third, second), (-1, third)):
            session.execute(text("update auditentry set id = :after where id = :before"), {"before": before, "after": after})
    assert verified(database).broken_at == second


def test_an_entry_slipped_in_shows(database: Database, clock: Clock) -> None:
    write(database, clock, count=2)
    with database.write() as session:
        first = session.get_one(AuditEntry, ids(database)[0])
        forged = first.model_dump(exclude={"id"}) | {"actor": "slack:T1:U9"}
        session.add(AuditEntry(**forged))
    assert verified(database).broken_at == ids(database)[2]


def test_a_tail_cut_off_shows_by_the_last_hash_one_kept(database: Database, clock: Clock) -> None:
    """A chain alone cannot tell a shorter one: whoever wants to know keeps the hash that `audit verify` prints."""
    write(database, clock, count=3)
    kept = verified(database).last_hash
    unprotect(database)
    with database.write() as session:
        session.execute(text("delete from auditentry where id = :id"), {"id": ids(database)[2]})
    assert verified(database).last_hash != kept
