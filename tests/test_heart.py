"""The heart: whether the desk ticks, what waits, what is stuck, and the daily line that says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotAllowed
from bot.models import Heartbeat, Job, JobState
from tests.flows import actions, kept_in_order, log, rows
from tests.reminded import channel_says, london, tick, tick_at
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def status(slack: SlackDesk, user: str) -> str:
    slack.command(user, "status", channel=DESK if user != PRIYA else GENERAL)
    return " ".join(words(slack.private(user, DESK if user != PRIYA else GENERAL)).split())


def test_the_status_says_whether_the_desk_ticks(slack: SlackDesk) -> None:
    assert "Not ticking" in status(slack, TOBI) and "no tick yet" in status(slack, TOBI)
    tick(slack)
    assert "💚 Ticking" in status(slack, TOBI) and "16:40 UTC" in status(slack, TOBI)
    slack.clock.advance(minutes=2)
    assert "Not ticking" in status(slack, TOBI)


def test_the_status_says_what_is_next_due_of_what_one_may_know(slack: SlackDesk) -> None:
    assert "Next due: nothing" in status(slack, TOBI)
    log(slack, deadline="ASAP", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    log(slack, deadline="Thursday 3pm")
    tick(slack)
    assert "16:47 UTC" in status(slack, DINAH)
    assert "17:20 UTC" in status(slack, MARA) and "16:47" not in status(slack, MARA)


def test_the_status_names_the_database_and_the_model(slack: SlackDesk) -> None:
    kind = "SQLite" if slack.database.is_sqlite else "PostgreSQL"
    assert f"Database: {kind}" in status(slack, TOBI) and "Model: none" in status(slack, TOBI)


def dead_job(slack: SlackDesk) -> Job:
    log(slack)
    with slack.database.write() as session:
        job = Job(kind="card", lane=DESK, arguments={"inquiry": 1, "conversation": DESK}, state=JobState.DEAD, attempts=8,
                  error="TimeoutError", due_at=slack.clock(), created_at=slack.clock(), finished_at=slack.clock())  # fmt: skip
        session.add(job)
    return job


def test_an_admin_tries_stuck_work_again(slack: SlackDesk) -> None:
    job = dead_job(slack)
    assert "Stuck work: 1" in status(slack, MARA)
    said = slack.private(MARA)
    assert f"work_retry:{job.id}" in buttons(said) and "TimeoutError" in words(said)
    slack.click(MARA, f"work_retry:{job.id}", message=said)
    assert next(one for one in rows(slack, Job) if one.id == job.id).state == JobState.DONE
    assert "work.retried" in actions(slack)
    assert "Stuck work: 0" in status(slack, MARA)


def test_others_see_that_something_is_stuck_and_cannot_touch_it(slack: SlackDesk) -> None:
    from bot import heart

    job = dead_job(slack)
    assert "Stuck work: 1" in status(slack, TOBI) and buttons(slack.private(TOBI)) == []
    with pytest.raises(NotAllowed):
        heart.retry(slack.desk, actor=slack.actor(TOBI), job_id=job.id or 0)


def test_home_has_the_heart_and_a_way_to_the_rest(slack: SlackDesk) -> None:
    tick(slack)
    slack.settle(slack.world.open_home(TOBI))
    home = slack.world.home(TOBI)
    assert "💚 The desk ticks" in words(home)
    assert {"status_open", "duty_open", "handover_open"} <= set(buttons(home))


def test_waiting_work_is_counted_by_kind_with_its_oldest(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        session.add(
            Job(
                kind="card", lane="nobody", arguments={}, state=JobState.RUNNING, due_at=slack.clock(), created_at=slack.clock()
            )
        )
    from bot import heart

    found = heart.look(slack.desk, actor=slack.actor(TOBI))
    assert (found.queues, found.oldest, found.waiting) == ({"card": 1}, slack.clock(), 1)


def test_the_daily_line_says_all_clear_once(slack: SlackDesk) -> None:
    slack.clock.set(london("2026-11-24 08:00"))
    log(slack, deadline="Thursday 3pm")
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    tick_at(slack, london("2026-11-24 08:59"))
    assert channel_says(slack, "All clear") == []
    for moment in ("09:00", "09:01", "11:00"):
        tick_at(slack, london(f"2026-11-24 {moment}"))
    (said,) = channel_says(slack, "All clear")
    assert said["text"] == "💚 All clear: 1 open, none overdue, none without an owner, nothing stuck."


def test_the_daily_line_says_what_needs_somebody_and_nothing_restricted(slack: SlackDesk) -> None:
    log(slack, deadline="5pm today")
    log(slack, deadline="5pm today", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    tick_at(slack, london("2026-11-24 09:00"))
    (said,) = channel_says(slack, "Needs you")
    assert said["text"] == "🔴 Needs you: 1 overdue, 1 without an owner, 1 not acknowledged in time."


def test_a_process_that_ended_is_forgotten_after_a_day(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        session.add(Heartbeat(process="gone:1", started_at=slack.clock(), ticked_at=slack.clock()))
    slack.clock.advance(days=1, minutes=1)
    tick(slack)
    assert [one.ticked_at for one in beats(slack)] == [slack.clock()]
    slack.clock.advance(seconds=20)
    tick(slack)
    assert [slack.clock() - one.started_at for one in beats(slack)] == [timedelta(seconds=20)]


def beats(slack: SlackDesk) -> list[Heartbeat]:
    from sqlmodel import select

    with slack.database.read() as session:
        return list(session.exec(select(Heartbeat)))
