"""The morning digest: once, at the team's hour, what needs somebody; and whenever somebody asks."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import digests as digests_of
from bot import schedule
from bot.models import Digest, Role, Team
from bot.sandbox import control
from tests.flows import change, kept_in_order, log, rows, sent
from tests.slack_desk import DESK, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def digests(slack: SlackDesk) -> list[dict[str, Any]]:
    return [one for one in slack.said(MARA, DESK) if "Press desk, " in words(one)]


def tick(slack: SlackDesk, at: datetime) -> None:
    slack.clock.set(at)
    schedule.tick(slack.desk)
    slack.settle()


def choices(slack: SlackDesk, **changed: Any) -> None:
    with slack.database.write() as session:
        team = session.get_one(Team, TEAM)
        for name, value in changed.items():
            setattr(team, name, value)
        session.add(team)


def test_the_morning_says_what_is_overdue_due_later_undated_and_answered(slack: SlackDesk) -> None:
    log(slack, topic="Late one")
    log(slack, topic="Today one", deadline="noon tomorrow")
    log(slack, topic="Later one", deadline="Friday 3pm")
    log(slack, topic="Urgent one", deadline="ASAP")
    log(slack, topic="Answered one")
    sent(slack, number=5)
    change(slack, MARA, 2, owner=TOBI, court="legal")
    tick(slack, TUESDAY)
    said = words(digests(slack)[0])
    for title, topic in (("Overdue", "Late one"), ("Due today", "Today one"), ("Due later", "Later one"), ("ASAP or no deadline", "Urgent one"),
                         ("Answered since yesterday", "Answered one")):  # fmt: skip
        assert title in said and said.index(title) < said.index(topic), title
    assert "Tuesday 24 November" in said and "Tobi Fenwick, with legal" in said and "by Tobi Fenwick" in said
    assert "legal 1" in said and "comms 3" in said
    assert digests(slack)[0]["text"] == "Press desk: 1 overdue, 1 due today, 1 answered."


def test_on_the_first_day_of_the_week_it_names_the_awareness_days_that_come(slack: SlackDesk) -> None:
    log(slack)
    tick(slack, datetime(2026, 11, 30, 8, 30, tzinfo=UTC))
    assert "World AIDS Day" in words(slack.last(MARA)) and "Human Rights Day" in words(slack.last(MARA))
    tick(slack, datetime(2026, 12, 1, 8, 30, tzinfo=UTC))
    assert "World AIDS Day" not in words(slack.last(MARA))


def test_two_processes_at_the_same_minute_say_it_once_and_neither_fails(
    slack: SlackDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(slack, topic="Night shelter")
    slack.clock.set(TUESDAY)
    gather, others = digests_of._gather, []
    failures: list[BaseException] = []

    def other() -> None:
        try:
            digests_of.due(slack.desk)
        except BaseException as failure:
            failures.append(failure)

    def slowly(*told: Any) -> Any:
        if not others:
            others.append(threading.Thread(target=other))
            others[0].start()
            others[0].join(timeout=0.5)
        return gather(*told)

    monkeypatch.setattr(digests_of, "_gather", slowly)
    digests_of.due(slack.desk)
    others[0].join()
    slack.settle()
    assert failures == [] and len(rows(slack, Digest)) == 1 and len(digests(slack)) == 1


def test_it_comes_once_a_day_at_the_teams_hour_on_the_teams_days(slack: SlackDesk) -> None:
    tick(slack, TUESDAY.replace(minute=29))
    assert digests(slack) == []
    for minute in (30, 31, 45):
        tick(slack, TUESDAY.replace(minute=minute))
    assert len(digests(slack)) == len(rows(slack, Digest)) == 1
    tick(slack, datetime(2026, 11, 28, 8, 31, tzinfo=UTC))
    assert len(digests(slack)) == 1, "not on a Saturday"
    tick(slack, datetime(2026, 11, 30, 8, 31, tzinfo=UTC))
    assert len(digests(slack)) == 2


def test_the_hour_is_that_of_the_teams_wall(slack: SlackDesk) -> None:
    choices(slack, zone="America/New_York", digest_time="07:30")
    tick(slack, datetime(2026, 11, 24, 12, 29, tzinfo=UTC))
    assert digests(slack) == []
    tick(slack, datetime(2026, 11, 24, 12, 30, tzinfo=UTC))
    assert len(digests(slack)) == 1


def test_a_morning_slept_through_gets_none_and_a_late_start_gets_one(slack: SlackDesk) -> None:
    tick(slack, datetime(2026, 11, 24, 16, tzinfo=UTC))
    assert digests(slack) == []
    tick(slack, datetime(2026, 11, 25, 11, tzinfo=UTC))
    assert len(digests(slack)) == 1


def test_a_quiet_desk_is_one_line(slack: SlackDesk) -> None:
    tick(slack, TUESDAY)
    assert "A quiet desk" in words(digests(slack)[0])


@pytest.mark.parametrize("error", ["ratelimited", "internal_error"])
def test_a_digest_slack_refused_for_now_comes_once_and_says_what_it_said(slack: SlackDesk, error: str) -> None:
    log(slack, deadline="noon tomorrow")
    control.run(slack.world, {"op": "fail_next", "method": "chat.postMessage", "error": error,
                              "http_status": 429 if error == "ratelimited" else 500, "times": 2})  # fmt: skip
    tick(slack, TUESDAY)
    for minute in range(31, 36):
        tick(slack, TUESDAY.replace(minute=minute))
    assert len(digests(slack)) == 1 and "Night shelter numbers" in words(digests(slack)[0])


def test_an_embargoed_topic_is_not_spread_by_it(slack: SlackDesk) -> None:
    log(slack, deadline="noon tomorrow", embargo="until Friday 00:01 GMT")
    tick(slack, TUESDAY)
    assert "under embargo" in words(digests(slack)[0]) and "shelter" not in words(digests(slack)[0])


def test_asked_for_it_says_how_things_stand_now_to_that_person_alone(slack: SlackDesk) -> None:
    log(slack)
    slack.command(TOBI, "digest")
    said = slack.private(TOBI)
    assert "Night shelter numbers" in words(said) and said["ephemeral"]
    slack.click(TOBI, "list_open:open", message=said)
    assert "Open inquiries: 1" in words(slack.private(TOBI))
    assert digests(slack) == [] and rows(slack, Digest) == []


def test_a_long_morning_is_counted_and_not_endless(slack: SlackDesk) -> None:
    for number in range(11):
        log(slack, topic=f"Topic {number} " + "x" * 230, deadline="noon tomorrow")
    tick(slack, TUESDAY)
    assert "…and 3 more" in words(digests(slack)[0]) and "11 due today" in digests(slack)[0]["text"]


def test_the_buttons_of_the_digest_answer_whoever_may_look(slack: SlackDesk) -> None:
    log(slack, deadline="noon tomorrow")
    tick(slack, TUESDAY)
    slack.world.join(PRIYA, DESK)
    for role, said in ((Role.VIEWER, "Open inquiries: 1"), (Role.NONE, "You can't look")):
        slack.role(PRIYA, role)
        slack.click(PRIYA, "list_open:open", message=digests(slack)[0])
        assert said in words(slack.private(PRIYA))
    assert set(buttons(digests(slack)[0])) == {"list_open:open", "list_open:overdue", "list_open:answered"}
