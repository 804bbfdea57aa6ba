"""A simulated day, and a morning after a long night: `python -m tests.bench.days`.

How memory grows over a day of ticks, inquiries and reminders, and how 5,000 reminders that are due at once go out: the most urgent
first, in a conversation not faster than Slack allows. The clock is a fake one; the stand-in enforces Slack's rate by it.
"""

from __future__ import annotations

import gc
import json
import os
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot import clocks, schedule
from bot.db import Database
from bot.migrations import upgrade
from bot.models import DeadlineKind, Inquiry, Job, JobState, Member, Reminder, ReminderState, Role
from bot.sandbox import cast
from tests.bench.tables import ratio, show
from tests.clocks import Clock
from tests.flows import log
from tests.slack_desk import DINAH, MARA, TEAM, TOBI, SlackDesk, opened

HOURS, EVERY, AN_HOUR = 24, 20, 4
REMINDERS, PEOPLE = 5_000, 50


def measure(folder: Path) -> None:
    """Prints both tables."""
    began = time.monotonic()
    samples = memory(Database(f"sqlite:///{folder / 'day.sqlite'}"))
    first, last = samples[2], samples[-1]
    show(
        f"A simulated day: {HOURS * 3600 // EVERY:,} ticks, {HOURS * AN_HOUR} inquiries, {time.monotonic() - began:.0f} s (to reach: under 10 %)",
        ("", "memory", "to bare"),
        [
            ["bare: imported, nothing begun", f"{samples[0]:.1f} MB", ""],
            ["after 2 h", f"{first:.1f} MB", ratio(first, samples[0])],
            [f"after {HOURS} h", f"{last:.1f} MB", ratio(last, samples[0])],
            ["growth", f"{(last / first - 1) * 100:.1f} %", ""],
        ],
    )  # fmt: skip
    began = time.monotonic()
    found = reminders(Database(f"sqlite:///{folder / 'night.sqlite'}"))
    show(
        f"{REMINDERS:,} reminders due at once, for {PEOPLE} people, {time.monotonic() - began:.0f} s",
        ("", ""), [[what, f"{value:,}"] for what, value in found.items()],
    )  # fmt: skip


def memory(database: Database) -> list[float]:
    """Megabytes held by this process at each full hour. It holds the stand-in for Slack too, which keeps every message."""
    upgrade(database)
    clock = Clock()
    found = [_megabytes()]
    with opened(database, clock) as slack:
        for hour in range(HOURS):
            for turn in range(3600 // EVERY):
                clock.advance(seconds=EVERY)
                schedule.tick(slack.desk)
                slack.house.work.drain()
                if turn % (3600 // EVERY // AN_HOUR) == 0:
                    log(slack, topic=f"Topic {hour}-{turn}", deadline="ASAP")
            _forget(slack)
            found.append(_megabytes())
    database.close()
    return found


def _forget(slack: SlackDesk) -> None:
    """What the stand-in keeps is not the desk's memory: what it heard, and the bodies of what was posted."""
    with slack.world.change():
        for messages in slack.world.state.messages.values():
            for message in messages.values():
                message.pop("blocks", None)
                message["text"] = ""
        slack.world.calls.clear()
        slack.world.courier.log.clear()
        slack.world.views.clear()
    gc.collect()


def _megabytes() -> float:
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def reminders(database: Database) -> dict[str, Any]:
    """What came of them: how many were told, how many out of order within a conversation, how often Slack refused."""
    upgrade(database)
    clock = Clock()
    with opened(database, clock) as slack:
        people = [f"U0P{number:04d}" for number in range(PEOPLE)]
        _fill(slack, people)
        slack.world.strictness.rate_limit, slack.house.work.resting = True, True
        slack.world.calls = type(slack.world.calls)(maxlen=100_000)
        began = time.monotonic()
        schedule.tick(slack.desk)
        put, start = time.monotonic() - began, clock()
        while _unfinished(slack):
            slack.house.work.drain()
            clock.advance(seconds=1.1)
        said = [one for one in slack.world.calls if one["method"] == "chat.postMessage"]
        return _judged(slack, said) | {
            "seconds to put them": round(put),
            "seconds of the fake clock": (waited := round((clock() - start).total_seconds())),
            "to bare (a message a second and person)": round(waited / (REMINDERS / PEOPLE), 1),
        }


def _unfinished(slack: SlackDesk) -> bool:
    with slack.database.read() as session:
        waiting = select(Job.id).where(col(Job.state).in_([JobState.WAITING, JobState.RUNNING]), Job.kind == "reminder")
        return session.exec(waiting.limit(1)).first() is not None


def _judged(slack: SlackDesk, said: list[dict[str, Any]]) -> dict[str, Any]:
    with slack.database.read() as session:
        marks = list(session.exec(select(Reminder).where(Reminder.state == ReminderState.FIRED)))
    pressing: dict[int, Any] = {}
    for one in marks:
        known = pressing.setdefault(one.inquiry_id, (one.urgency, one.goal_at))
        pressing[one.inquiry_id] = (min(known[0], one.urgency), min(known[1], one.goal_at))
    inquiry_of = {f"reminder:{one.id}": one.inquiry_id for one in marks}
    newest: dict[str, Any] = {}
    wrong, times = 0, Counter[int]()
    for call in said:
        about = call["args"]["metadata"]
        subject = (json.loads(about) if isinstance(about, str) else about)["event_payload"]["subject"]
        if not call["response"].get("ok") or subject not in inquiry_of:
            continue
        channel, inquiry = call["response"]["channel"], inquiry_of[subject]
        wrong += channel in newest and pressing[inquiry] < newest[channel]
        newest[channel] = pressing[inquiry]
        times[inquiry] += 1
    refused = sum(call["status"] == 429 for call in said)
    return {
        "inquiries told of": len(times), "told twice": sum(often > 1 for often in times.values()), "out of order": wrong,
        "refused by Slack (429)": refused,
    }  # fmt: skip


def _fill(slack: SlackDesk, people: list[str]) -> None:
    """Everything fell due overnight, and nobody leads, so that each inquiry is one message."""
    known = slack.world.state.people[TOBI]
    now = slack.clock()
    slack.role(MARA, Role.OFFICER)
    slack.role(DINAH, Role.OFFICER)
    with slack.database.write() as session:
        tobi = session.get_one(Member, f"slack:{TEAM}:{TOBI}").model_dump()
        for user in people:
            slack.world.state.people[user] = known | {"id": user, "name": user.lower()}
            session.add(Member(**tobi | {"id": f"slack:{TEAM}:{user}", "user_id": user, "name": user}))
        session.flush()
    for first in range(1, REMINDERS + 1, 250):
        with slack.database.write() as session:
            for number in range(first, min(first + 250, REMINDERS + 1)):
                owner = f"slack:{TEAM}:{people[number % PEOPLE]}"
                row = Inquiry(
                    id=number, team_id=TEAM, number=number, request_id=f"night-{number}", topic=f"Topic {number}", received_at=now,
                    logged_at=now, logged_by=owner, owner_id=owner, deadline_words="6pm", deadline_kind=DeadlineKind.INSTANT,
                    deadline_at=now + timedelta(minutes=60 + number * 7919 % 700),
                )  # fmt: skip
                session.add(row)
                session.flush()
                clocks.plan(session, slack.desk, row)
    slack.clock.advance(hours=17, minutes=30)


def main() -> None:
    assert cast.TEAM["id"] == TEAM
    with tempfile.TemporaryDirectory(prefix="pressdesk-bench-") as folder:
        measure(Path(folder))


if __name__ == "__main__":
    main()
