"""Work is done in order, once, through failures, crashes and other workers."""

import itertools
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot import outbox, work
from bot.db import Database
from bot.desk import Desk
from bot.llm import NullLLM
from bot.models import Job, JobState, Lane
from bot.settings import Settings
from bot.work import Done, GiveUp, Postpone, Work
from tests.clocks import Clock

ROOT = Path(__file__).parents[1]
Doing = Callable[..., Done | None]


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    return Desk(settings=Settings(_env_file=None), database=database, llm=NullLLM(), clock=clock)


def put(desk: Desk, *numbers: int, lane: str = "C1", **more: Any) -> None:
    for number in numbers:
        with desk.database.write() as session:
            outbox.put(session, at=desk.clock(), kind="say", lane=lane, number=number, **more)


def worker(desk: Desk, say: Doing, **more: Any) -> Work:
    return Work(desk=desk, performers={"say": say}, **more)


def jobs(desk: Desk) -> list[Job]:
    with desk.database.read() as session:
        return list(session.exec(select(Job).order_by(col(Job.id))))


def states(desk: Desk) -> list[JobState]:
    return [job.state for job in jobs(desk)]


# -- order --------------------------------------------------------------------------------------------------------------


def test_jobs_of_one_lane_are_done_in_the_order_they_were_put(desk: Desk) -> None:
    done: list[int] = []
    put(desk, *range(7))
    assert worker(desk, lambda number: done.append(number)).drain() == 7
    assert done == list(range(7))
    assert states(desk) == [JobState.DONE] * 7


def test_a_job_put_by_a_change_that_failed_is_never_done(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), desk.database.write() as session:
        outbox.put(session, at=desk.clock(), kind="say", lane="C1", number=1)
        raise ZeroDivisionError
    assert worker(desk, lambda number: None).drain() == 0


def test_a_failing_job_holds_back_its_lane_and_no_other(desk: Desk, clock: Clock) -> None:
    done: list[int] = []

    def say(number: int) -> None:
        if number == 1 and len(done) < 2:
            raise ConnectionError
        done.append(number)

    put(desk, 1, 2)
    put(desk, 3, 4, lane="C2")
    one = worker(desk, say)
    one.drain()
    assert done == [3, 4]
    clock.advance(minutes=1)
    one.drain()
    assert done == [3, 4, 1, 2]


def test_a_lane_keeps_quiet_as_long_as_its_last_job_asked_for(desk: Desk, clock: Clock) -> None:
    done: list[int] = []

    def say(number: int) -> Done:
        done.append(number)
        return Done(rest=timedelta(seconds=1))

    put(desk, 1, 2)
    one = worker(desk, say)
    one.drain()
    assert done == [1]
    clock.advance(seconds=1)
    one.drain()
    assert done == [1, 2]


def test_a_job_for_later_is_done_then_and_does_not_hold_back_the_others(desk: Desk, clock: Clock) -> None:
    done: list[int] = []
    put(desk, 1, due_at=clock() + timedelta(hours=2))
    put(desk, 2)
    one = worker(desk, lambda number: done.append(number))
    one.drain()
    assert done == [2]
    clock.advance(hours=2)
    one.drain()
    assert done == [2, 1]


# -- failure ------------------------------------------------------------------------------------------------------------


def test_a_failing_job_is_tried_again_ever_later_and_then_is_dead(desk: Desk, clock: Clock) -> None:
    tried_at: list[float] = []

    def fail(number: int) -> None:
        tried_at.append(clock().timestamp())
        raise ConnectionError("the secret is 1234")

    put(desk, 1)
    one = worker(desk, fail)
    for _ in range(600):
        one.drain()
        clock.advance(seconds=1)
    waits = [round(later - earlier) for earlier, later in itertools.pairwise(tried_at)]
    assert len(tried_at) == work.RETRIES
    assert waits == sorted(waits)
    assert waits[0] <= 5 and waits[-1] >= 60
    (job,) = jobs(desk)
    assert (job.state, job.attempts, job.error) == (JobState.DEAD, work.RETRIES, "ConnectionError")


def test_a_dead_job_lets_its_lane_go_on(desk: Desk) -> None:
    done: list[int] = []

    def say(number: int) -> None:
        if number == 1:
            raise GiveUp("The channel is gone.")
        done.append(number)

    put(desk, 1, 2)
    worker(desk, say).drain()
    assert done == [2]
    assert [(job.state, job.error) for job in jobs(desk)] == [(JobState.DEAD, "The channel is gone."), (JobState.DONE, "")]


def test_a_job_that_nobody_knows_how_to_do_is_dead(desk: Desk) -> None:
    put(desk, 1)
    Work(desk=desk, performers={}).drain()
    assert states(desk) == [JobState.DEAD]
    assert "'say'" in jobs(desk)[0].error


def test_postponing_costs_no_attempt_and_keeps_the_order(desk: Desk, clock: Clock) -> None:
    done: list[int] = []
    refusals = iter(range(work.RETRIES * 2))

    def say(number: int) -> None:
        if number == 1 and next(refusals, None) is not None:
            raise Postpone(30, "Slack asks to wait.")
        done.append(number)

    put(desk, 1, 2)
    one = worker(desk, say)
    for _ in range(work.RETRIES * 2):
        one.drain()
        assert done == []
        assert jobs(desk)[0].attempts == 0
        clock.advance(seconds=30)
    one.drain()
    assert done == [1, 2]


# -- once ---------------------------------------------------------------------------------------------------------------


def test_the_same_unkeyed_job_waits_once_and_can_be_put_again_afterwards(desk: Desk) -> None:
    done: list[int] = []
    put(desk, 1, 1, 2, 1)
    one = worker(desk, lambda number: done.append(number))
    one.drain()
    assert done == [1, 2]
    put(desk, 1)
    one.drain()
    assert done == [1, 2, 1]


def test_a_job_put_while_its_like_is_being_done_is_done_after_it(desk: Desk) -> None:
    """The running one may have read the rows already: what changed since needs another look."""
    done: list[int] = []

    def say(number: int) -> None:
        if not done:
            put(desk, number)
        done.append(number)

    put(desk, 1)
    worker(desk, say).drain()
    assert done == [1, 1]


def test_a_key_is_done_once_for_ever(desk: Desk) -> None:
    done: list[int] = []
    one = worker(desk, lambda number: done.append(number))
    for number in (1, 2):
        put(desk, number, key="digest:T1:2026-11-23")
        one.drain()
    assert done == [1]


def test_one_key_put_by_many_at_once_is_one_job_and_no_error(desk: Desk) -> None:
    failures: list[BaseException] = []
    ready = threading.Barrier(8)

    def put_one(number: int) -> None:
        try:
            ready.wait()
            put(desk, number, key="event:Ev1")
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=put_one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(jobs(desk)) == 1


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_a_change_made_while_its_job_is_being_taken_is_not_overlooked(desk: Desk) -> None:
    """A waiting job stands for later changes only if it is sure to run after they are committed."""
    put(desk, 1)
    seen: list[int] = []

    def say(number: int) -> None:
        seen.append(number)

    one = worker(desk, say)
    with desk.database.write() as changing:
        outbox.put(changing, at=desk.clock(), kind="say", lane="C1", number=1)
        thread = threading.Thread(target=one.drain)
        thread.start()
        thread.join(timeout=0.5)
        seen_before_commit = len(seen)
    thread.join()
    one.drain()
    assert len(seen) > seen_before_commit


# -- several workers ----------------------------------------------------------------------------------------------------


@pytest.fixture
def started() -> Iterator[list[Work]]:
    """Workers put here are stopped at the end."""
    running: list[Work] = []
    yield running
    for one in running:
        one.stop()


def test_two_workers_never_run_one_lane_at_once_and_keep_its_order(desk: Desk, started: list[Work]) -> None:
    lock, busy, clashes = threading.Lock(), set[str](), list[str]()
    done: dict[str, list[int]] = {"C1": [], "C2": [], "C3": []}
    finished = threading.Event()

    def say(number: int, into: str) -> None:
        with lock:
            if into in busy:
                clashes.append(into)
            busy.add(into)
        threading.Event().wait(0.002)
        with lock:
            done[into].append(number)
            busy.discard(into)
            if sum(map(len, done.values())) == 36:
                finished.set()

    for number in range(12):
        for lane in done:
            put(desk, number, lane=lane, into=lane)
    for _ in range(2):
        one = worker(desk, say, threads=3)
        one.start()
        started.append(one)
    assert finished.wait(timeout=60)
    assert clashes == []
    assert done == {lane: list(range(12)) for lane in done}


def test_work_put_by_another_thread_wakes_a_waiting_worker(desk: Desk, started: list[Work]) -> None:
    heard = threading.Event()
    one = worker(desk, lambda number: heard.set(), threads=1)
    desk.database.after_write = one.wake
    one.start()
    started.append(one)
    put(desk, 1)
    assert heard.wait(timeout=10)


def test_a_job_that_takes_longer_than_a_lease_is_begun_by_nobody_else(desk: Desk, clock: Clock) -> None:
    done: list[tuple[str, int]] = []
    put(desk, 1, 2)

    def slow(number: int) -> None:
        for _ in range(4):
            clock.advance(seconds=work.LEASE.total_seconds() * 0.8)
            one.renew()
            assert other.drain() == 0
        done.append(("one", number))

    one = worker(desk, slow)
    other = worker(desk, lambda number: done.append(("other", number)))
    assert one.drain(most=1) == 1
    assert done == [("one", 1)] and states(desk) == [JobState.DONE, JobState.WAITING]
    one.renew()
    assert other.drain() == 1 and done[-1] == ("other", 2)


def test_a_job_that_hangs_loses_its_lane_in_the_end(desk: Desk, clock: Clock) -> None:
    done: list[int] = []
    put(desk, 1)

    def hang(number: int) -> None:
        clock.advance(seconds=work.LONGEST_JOB.total_seconds())
        one.renew()
        assert other.drain() == 1

    one = worker(desk, hang)
    other = worker(desk, lambda number: done.append(number))
    one.drain()
    assert done == [1] and states(desk) == [JobState.DONE]


def test_a_started_worker_renews_by_itself(desk: Desk, started: list[Work], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "RENEW_SECONDS", 0.02)
    long_enough, renewed = threading.Event(), threading.Event()

    class Watched(Work):
        def renew(self) -> None:
            super().renew()
            renewed.set()

    def say(number: int) -> None:
        long_enough.wait(30)

    put(desk, 1)
    one = Watched(desk=desk, performers={"say": say}, threads=1)
    one.start()
    started.append(one)
    assert renewed.wait(timeout=10)
    long_enough.set()


class Killed(BaseException):
    """Ends a worker as a kill would: nothing after it is written."""


def killed_at_work(desk: Desk) -> None:
    """Leaves one job running under a lease that nobody renews."""

    def die(number: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        worker(desk, die, worker="elsewhere:1:dead").drain()
    assert JobState.RUNNING in states(desk)


def test_a_killed_workers_lane_waits_for_its_lease_and_is_then_taken_over(desk: Desk, clock: Clock) -> None:
    done: list[int] = []
    put(desk, 1, 2)
    killed_at_work(desk)
    other = worker(desk, lambda number: done.append(number))
    other.drain()
    assert done == []
    clock.advance(seconds=work.LEASE.total_seconds() + 1)
    other.drain()
    assert done == [1, 2]


def test_a_restart_on_the_same_host_does_not_wait_for_the_lease(
    desk: Desk, started: list[Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, 1)
    killed_at_work(desk)
    monkeypatch.setattr(work.socket, "gethostname", lambda: "elsewhere")
    monkeypatch.setattr(work, "_alive", lambda pid: False)
    heard = threading.Event()
    other = worker(desk, lambda number: heard.set(), threads=1)
    other.start()
    started.append(other)
    assert heard.wait(timeout=10)


HANGING_WORKER = """
import sys, threading
from datetime import datetime
from bot.db import Database
from bot.desk import Desk
from bot.llm import NullLLM
from bot.settings import Settings
from bot.work import Work

def hang(number):
    print("at work", flush=True)
    threading.Event().wait()

desk = Desk(Settings(_env_file=None), Database(sys.argv[1]), NullLLM(), lambda: datetime.fromisoformat(sys.argv[2]))
Work(desk, {"say": hang}).drain()
"""


def test_work_of_a_process_that_was_killed_is_done_by_the_next(desk: Desk, started: list[Work]) -> None:
    put(desk, 1, 2)
    url = desk.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HANGING_WORKER, url, desk.clock().isoformat()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout and victim.stdout.readline() == "at work\n"
        victim.kill()
    done: list[int] = []
    finished = threading.Event()

    def say(number: int) -> None:
        done.append(number)
        if len(done) == 2:
            finished.set()

    successor = worker(desk, say, threads=1)
    assert successor.drain() == 0, "the lease still holds"
    successor.start()
    started.append(successor)
    assert finished.wait(timeout=10)
    assert done == [1, 2]


def test_a_worker_that_lost_its_lease_does_not_undo_what_its_successor_does(desk: Desk, clock: Clock) -> None:
    """It slept through its lease; the lane is another's now, who must not lose it in the midst of a job."""
    put(desk, 1, 2)
    order: list[str] = []

    def quick(number: int) -> None:
        order.append(f"quick {number}")
        if number == 1:
            raise ConnectionError

    second = worker(desk, quick, worker="second:2:b")

    def slow(number: int) -> None:
        order.append(f"slow {number}")
        clock.advance(seconds=work.LEASE.total_seconds() + 1)
        second._one("second:2:b")

    worker(desk, slow, worker="first:1:a")._one("first:1:a")
    assert order == ["slow 1", "quick 1"]
    assert [(job.state, job.error) for job in jobs(desk)] == [(JobState.WAITING, "ConnectionError"), (JobState.WAITING, "")]


def test_a_job_that_kills_its_worker_each_time_is_given_up(desk: Desk, clock: Clock) -> None:
    put(desk, 1)
    for _ in range(work.RETRIES):
        killed_at_work(desk)
        clock.advance(seconds=work.LEASE.total_seconds() + 1)
    done: list[int] = []
    worker(desk, lambda number: done.append(number)).drain()
    assert done == []
    assert states(desk) == [JobState.DEAD]


def test_a_lane_at_rest_belongs_to_nobody(desk: Desk) -> None:
    put(desk, 1)
    worker(desk, lambda number: None).drain()
    with desk.database.read() as session:
        assert [(lane.holder, lane.lease_until) for lane in session.exec(select(Lane))] == [(None, None)]
