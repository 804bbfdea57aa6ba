"""The end of the day: what is open, overdue first, what was closed, with whom; restricted matters to their people alone."""

from __future__ import annotations

from datetime import timedelta

from bot.models import Digest
from tests.flows import change, kept_in_order, log, open_more, rows, seen_by
from tests.reminded import channel_says, london, tick_at
from tests.slack_desk import DINAH, MARA, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]


def test_the_evening_lists_the_overdue_first_then_by_deadline_then_the_undated_then_the_closed(slack: SlackDesk) -> None:
    for topic, deadline in (("Later", "Thursday 3pm"), ("Undated", "none given"), ("Sooner", "9pm today"), ("Late", "5pm today"),
                            ("Done", "9pm today")):  # fmt: skip
        log(slack, topic=topic, deadline=deadline)
    open_more(slack, TOBI, 5)
    slack.click(TOBI, "inquiry_close")
    slack.submit(TOBI, resolution="reporter_dropped")
    change(slack, TOBI, 3, court="legal", owner=DINAH)
    tick_at(slack, london("2026-11-23 17:29"))
    assert channel_says(slack, "End of day") == []
    tick_at(slack, london("2026-11-23 17:30"))
    (said,) = channel_says(slack, "End of day")
    text = words(said)
    places = [text.index(one) for one in ("Overdue", "Late", "By deadline", "Sooner", "Later", "Undated", "Closed", "Done")]
    assert places == sorted(places)
    assert "Dinah Osei, with legal" in text and "reporter dropped" in text and "On duty" in text
    assert said["text"] == "End of day: 4 open, 1 overdue, 1 closed or answered today."


def test_the_evening_comes_once_and_only_on_working_days(slack: SlackDesk) -> None:
    log(slack)
    for moment in ("2026-11-23 17:30", "2026-11-23 17:31", "2026-11-23 20:00"):
        tick_at(slack, london(moment))
    assert len(channel_says(slack, "End of day")) == 1
    tick_at(slack, london("2026-11-28 17:31"))
    assert len(channel_says(slack, "End of day")) == 1
    assert [one.kind for one in rows(slack, Digest)].count("evening") == 1


def test_a_desk_that_was_down_at_its_hour_catches_up_and_one_that_was_down_all_night_does_not(slack: SlackDesk) -> None:
    tick_at(slack, london("2026-11-23 22:00"))
    assert len(channel_says(slack, "End of day")) == 1
    tick_at(slack, london("2026-11-24 23:45"))
    assert len(channel_says(slack, "End of day")) == 1


def test_restricted_matters_reach_their_people_by_direct_message_and_nobody_else(slack: SlackDesk) -> None:
    log(slack, topic="Zanzibar allegation", deadline="9pm today", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    tick_at(slack, london("2026-11-23 17:30"))
    assert "Zanzibar" not in seen_by(slack, MARA)
    (said,) = [one for one in slack.said(DINAH, slack.dm(DINAH)) if "end of day" in one["text"]]
    assert "Zanzibar" in words(said) and "Zanzibar" not in said["text"]
    assert "0 open" in channel_says(slack, "End of day")[0]["text"]


def test_what_is_restricted_afterwards_is_taken_out_of_the_post(slack: SlackDesk) -> None:
    log(slack, topic="Zanzibar allegation", deadline="9pm today")
    tick_at(slack, london("2026-11-23 17:30"))
    assert "Zanzibar" in words(channel_says(slack, "End of day")[0])
    slack.clock.advance(minutes=1)
    change(slack, TOBI, restricted=["yes"], named=[DINAH], sensitivity="sensitive")
    assert "Zanzibar" not in seen_by(slack, MARA)


def test_who_is_named_no_longer_has_it_taken_out_of_their_own_post(slack: SlackDesk) -> None:
    log(slack, topic="Zanzibar allegation", deadline="9pm today", restricted=["yes"], named=[DINAH])
    tick_at(slack, london("2026-11-23 17:30"))
    assert "Zanzibar" in seen_by(slack, DINAH)
    change(slack, TOBI, channel=slack.dm(TOBI), named=[])
    assert "Zanzibar" not in seen_by(slack, DINAH) and "PR-0001" not in seen_by(slack, DINAH)
    (own,) = [one for one in slack.said(TOBI, slack.dm(TOBI)) if "end of day" in one["text"]]
    assert "Zanzibar" in words(own)


def test_the_next_morning_has_its_own_digest(slack: SlackDesk) -> None:
    log(slack, deadline="Thursday 3pm")
    tick_at(slack, london("2026-11-23 17:30"))
    tick_at(slack, london("2026-11-24 08:30") + timedelta(seconds=20))
    assert sorted(one.kind for one in rows(slack, Digest)) == ["evening", "morning"]
