"""The demo's story reads alike at any hour of any day: nobody is late by what cannot be, and no day is the wrong one."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.intake import extract
from bot.intake.extraction import Extraction
from bot.sandbox import story
from bot.sandbox.officehours import OfficeHours

LONDON = ZoneInfo(story.ZONE)
NOWS = [
    "2026-11-24 10:07", "2026-11-24 09:00", "2026-11-24 08:59", "2026-11-24 18:01", "2026-11-24 23:55", "2026-11-25 00:05",
    "2026-11-27 17:59", "2026-11-28 12:00", "2026-11-29 23:55", "2026-11-30 00:05", "2026-11-30 09:01", "2026-03-29 00:30",
    "2026-03-29 23:55", "2026-03-30 07:00", "2026-10-24 23:55", "2026-10-25 01:30", "2026-10-26 09:30", "2026-12-31 23:55",
    "2027-01-01 00:05", "2028-02-29 16:40",
]  # fmt: skip


class Reader(story.Teller):
    """Reads the story instead of playing it: what was logged, when, and what the rules read from it."""

    def __init__(self, now: datetime) -> None:
        self.hours = OfficeHours(now, LONDON)
        self.clock = story.Clock(SimpleNamespace(state=SimpleNamespace(clock_offset=0), clock=time.time), now)  # type: ignore[arg-type]
        self.logged: list[tuple[datetime, str, Extraction]] = []
        self.steps: list[datetime] = []

    def actor(self, user: str) -> Any:
        return SimpleNamespace(id=user)

    def log(self, user: str, text: str, **changed: Any) -> Any:
        self.logged.append((self.clock.now, text, extract(text, received_at=self.clock.now, zone=story.ZONE)))
        self._step()

    def _step(self, *told: Any, **more: Any) -> None:
        self.steps.append(self.clock.now)

    take = change = draft = approve = answer = _step  # type: ignore[assignment]


@pytest.fixture(params=NOWS)
def now(request: pytest.FixtureRequest) -> datetime:
    return datetime.fromisoformat(request.param).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.fixture
def read(now: datetime) -> Reader:
    reader = Reader(now)
    for chapter in story.CHAPTERS:
        chapter(reader)
    return reader


def test_the_story_goes_forward_in_office_hours_and_ends_before_now(read: Reader, now: datetime) -> None:
    numbered = [logged for logged, _, _ in read.logged]
    assert numbered == sorted(numbered) and len(set(numbered)) == 10 and max(read.steps) <= now
    # The last is the one that is urgent, which comes at any hour.
    for step in read.steps[:-1]:
        local = step.astimezone(LONDON)
        assert local.weekday() < 5 and 9 <= local.hour + local.minute / 60 <= 18, local


def test_every_deadline_lies_after_it_was_asked_for_and_one_has_passed(read: Reader, now: datetime) -> None:
    due = [(logged, found.deadline.at) for logged, _, found in read.logged if found.deadline.at is not None]
    assert len(due) == 8
    for logged, deadline in due:
        assert deadline > logged, (logged, deadline)
        assert deadline.astimezone(LONDON).weekday() < 5 and 9 <= deadline.astimezone(LONDON).hour <= 23
    passed = [deadline for _, deadline in due[3:] if deadline < now]
    assert passed == [due[3][1]], "of what is open one is overdue, and it is the one that is meant to be"
    assert all(deadline - now < timedelta(days=5) for _, deadline in due)


def test_an_embargo_ends_and_an_interview_is_after_the_answer_is_due(read: Reader) -> None:
    _, text, found = read.logged[6]
    assert found.embargo is not None and found.embargo.until is not None and found.deadline.at is not None
    assert found.embargo.until > found.deadline.at, text
    _, text, found = read.logged[5]
    assert found.deadline.at is not None
    live = read.hours.day_after(found.deadline.at)
    assert f"live on {live:%A %-d %B}" in text and live > found.deadline.at.astimezone(LONDON).date()


def test_what_comes_in_is_due_in_office_hours_to_come(now: datetime) -> None:
    for span, (_, text) in zip((26, 2), story.arrivals(now)[1:], strict=True):
        deadline = extract(text, received_at=now, zone=story.ZONE).deadline.at
        assert deadline is not None, text
        assert now + timedelta(hours=span) <= deadline < now + timedelta(days=5), text
        assert deadline.astimezone(LONDON).weekday() < 5 and 9 <= deadline.astimezone(LONDON).hour <= 18
