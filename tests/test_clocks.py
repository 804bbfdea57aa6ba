"""Nobody misses a deadline in silence: every clock, each mark once, to the right people, whatever happens meanwhile."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import schedule
from bot.app import build
from bot.db import Database
from bot.desk import Desk
from bot.models import Holiday, Inquiry, Job, JobState, MemberHours, Reminder, ReminderState, Role, Sensitivity
from tests.flows import actions, change, inquiry, kept_in_order, log, open_more, rows, sent, thread, waiting
from tests.reminded import all_reminders, channel_says, choose, london, marks, reminded, tick, tick_at, walk
from tests.slack_desk import DESK, DINAH, MARA, PRIYA, TEAM, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]


def owned(slack: SlackDesk, **filled: Any) -> Inquiry:
    """An inquiry that Tobi logged and took."""
    found = log(slack, **filled)
    slack.click(TOBI, "inquiry_take", message=slack.card(found.number))
    return found


def at(instant: datetime) -> str:
    return instant.astimezone(ZoneInfo("Europe/London")).strftime("%a %H:%M")


# -- goals --------------------------------------------------------------------------------------------------------------

DEFAULTS = [
    # logged on Monday 23 November at, what the form says, acknowledge by, answer by
    ("16:40", {"deadline": "6pm today"}, "Mon 16:55", "Mon 17:30"),
    ("16:40", {"deadline": "9pm today"}, "Mon 17:40", "Mon 20:30"),
    ("16:40", {"deadline": "Thursday 3pm"}, "Mon 18:00", "Thu 14:30"),
    ("16:40", {"deadline": "ASAP"}, "Mon 16:55", "Mon 18:40"),
    ("16:40", {"deadline": "none given"}, "Mon 18:00", "Thu 18:00"),
    ("16:40", {"deadline": "none given", "sensitivity": "sensitive"}, "Mon 17:40", "Tue 18:00"),
    ("16:40", {"deadline": "Thursday 3pm", "sensitivity": "sensitive"}, "Mon 17:40", "Thu 14:30"),
    ("16:40", {"deadline": "Thursday 3pm", "sensitivity": "crisis"}, "Mon 16:55", "Thu 14:30"),
    ("16:40", {"deadline": "none given", "sensitivity": "crisis"}, "Mon 16:55", "Mon 17:40"),
    ("16:40", {"deadline": "5pm today"}, "Mon 16:50", "Mon 16:50"),
    ("17:30", {"deadline": "none given"}, "Tue 10:00", "Thu 18:00"),
    ("08:00", {"deadline": "none given"}, "Mon 18:00", "Thu 18:00"),
    ("23:00", {"deadline": "Wednesday noon"}, "Tue 10:00", "Wed 11:30"),
]


@pytest.mark.parametrize(("hour", "filled", "acknowledge", "answer"), DEFAULTS)
def test_the_clocks_run_by_urgency_and_sensitivity(
    slack: SlackDesk, hour: str, filled: dict[str, str], acknowledge: str, answer: str
) -> None:
    slack.clock.set(london(f"2026-11-23 {hour}"))
    log(slack, **filled)
    found = marks(slack)
    assert (at(found["acknowledge due"]), at(found["answer due"])) == (acknowledge, answer)
    given = inquiry(slack).deadline_at
    assert found.get("answer passed") == given
    assert "acknowledge passed" not in found


def test_a_clock_warns_at_half_and_at_four_fifths_of_its_time(slack: SlackDesk) -> None:
    log(slack, deadline="6pm today")
    found = {mark: at(when) for mark, when in marks(slack).items()}
    assert found == {
        "acknowledge 50%": "Mon 16:47", "acknowledge 80%": "Mon 16:52", "acknowledge due": "Mon 16:55",
        "answer 50%": "Mon 17:05", "answer 80%": "Mon 17:20", "answer due": "Mon 17:30", "answer passed": "Mon 18:00",
    }  # fmt: skip


def test_a_reminder_is_named_by_what_it_is_about(slack: SlackDesk) -> None:
    log(slack, deadline="6pm today")
    keys = [one.key for one in all_reminders(slack)]
    assert "reminder:PR-0001:answer:80%:2026-11-23T17:30Z" in keys
    assert len(keys) == len(set(keys)) == 7


def test_a_change_that_fails_leaves_no_reminder(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    slack.submit(TOBI, topic="Numbers", journalists="", deadline="6pm today")
    assert rows(slack, Inquiry) == [] and all_reminders(slack) == []


def test_a_deadline_already_past_is_due_at_once(slack: SlackDesk) -> None:
    owned(slack, deadline="an hour ago", deadline_at=int((slack.clock() - timedelta(hours=1)).timestamp()))
    tick(slack)
    assert len(reminded(slack, TOBI)) == 1 and len(reminded(slack, DINAH)) == 1


# -- each mark once, to whom it concerns -------------------------------------------------------------------------------


def test_each_mark_is_told_once_however_often_the_clock_ticks(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    while slack.clock() < london("2026-11-23 18:10"):
        slack.clock.advance(seconds=30)
        tick(slack)
    told = [one for one in all_reminders(slack) if one.state == ReminderState.FIRED]
    assert len(told) == 7 and all((one.fired_at or one.due_at) - one.due_at <= timedelta(seconds=60) for one in told)
    assert len(reminded(slack, TOBI)) == 7
    assert [len(reminded(slack, lead)) for lead in (MARA, DINAH)] == [3, 3]
    assert reminded(slack, PRIYA) == [] and channel_says(slack, "acknowledge by") == []


def test_a_reminder_says_what_by_when_of_what_and_why(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    (said,) = reminded(slack, TOBI)
    assert "Acknowledge by Mon 23 Nov 16:55 GMT" in words(said) and "50% of the time is gone" in words(said)
    assert "Night shelter numbers" in words(said) and "You own it." in words(said)
    assert said["text"] == "PR-0001: acknowledge by Mon 23 Nov 16:55 GMT (50% of the time is gone)."


def test_the_owner_comes_first_then_the_backup_then_the_leads(slack: SlackDesk) -> None:
    slack.role(PRIYA, Role.OFFICER)
    owned(slack, deadline="9pm today")
    change(slack, TOBI, backup=PRIYA)
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    counts = []
    for mark in ("answer 50%", "answer 80%", "answer due"):
        tick_at(slack, marks(slack)[mark] + timedelta(seconds=20))
        counts.append([len(reminded(slack, user)) for user in (TOBI, PRIYA, MARA, DINAH)])
    assert counts == [[1, 0, 0, 0], [2, 1, 0, 0], [3, 2, 1, 1]]


def test_what_nobody_owns_is_put_to_the_desk_channel(slack: SlackDesk) -> None:
    log(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    assert len(reminded(slack, TOBI, DESK)) == 1 and reminded(slack, TOBI) == []
    slack.click(TOBI, "reminder_have", message=reminded(slack, TOBI, DESK)[0])
    assert inquiry(slack).owner_id == f"slack:{TEAM}:{TOBI}"
    tick_at(slack, london("2026-11-23 16:53"))
    assert len(reminded(slack, TOBI, DESK)) == 1 and len(reminded(slack, TOBI)) == 1


def test_without_a_desk_channel_the_leads_are_told(slack: SlackDesk) -> None:
    from bot.models import Team

    with slack.database.write() as session:
        session.get_one(Team, TEAM).desk_channel = None
    log(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    assert [len(reminded(slack, user)) for user in (MARA, DINAH, TOBI)] == [1, 1, 0]


def test_an_acknowledgement_stops_its_clock_and_an_answer_the_other(slack: SlackDesk) -> None:
    owned(slack, deadline="9pm today")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    assert set(marks(slack, state=ReminderState.WAITING)) == {"answer 50%", "answer 80%", "answer due", "answer passed"}
    sent(slack)
    assert marks(slack, state=ReminderState.WAITING) == {}
    tick_at(slack, london("2026-11-23 21:30"))
    assert reminded(slack, TOBI) == [] and reminded(slack, DINAH) == []


def test_a_reminder_that_is_done_with_loses_its_buttons(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    (said,) = reminded(slack, TOBI)
    slack.click(TOBI, "inquiry_acknowledge", message=said)
    assert inquiry(slack).acknowledged_at == slack.clock()
    assert reminded(slack, TOBI) == []
    assert "Nothing reminds of this any more" in words(slack.last(TOBI, slack.dm(TOBI)))


def test_closing_silences_and_opening_again_reminds(slack: SlackDesk) -> None:
    owned(slack, deadline="Thursday 3pm")
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_close")
    slack.submit(TOBI, resolution="reporter_dropped")
    assert marks(slack, state=ReminderState.WAITING) == {}
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_reopen")
    assert "answer due" in marks(slack, state=ReminderState.WAITING)


# -- moved --------------------------------------------------------------------------------------------------------------


def test_when_the_deadline_moves_the_old_reminders_fall_silent_and_new_ones_come(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    change(slack, TOBI, deadline="9pm today")
    assert [at(one) for one in marks(slack, state=ReminderState.WAITING).values()] == [
        "Mon 18:35", "Mon 19:44", "Mon 20:30", "Mon 21:00",
    ]  # fmt: skip
    tick_at(slack, london("2026-11-23 18:10"))
    assert reminded(slack, TOBI) == []
    tick_at(slack, london("2026-11-23 18:36"))
    assert len(reminded(slack, TOBI)) == 1


def test_a_move_taken_back_brings_the_old_reminders_back(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    before = marks(slack)
    change(slack, TOBI, deadline="Thursday 3pm")
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_undo")
    assert marks(slack, state=ReminderState.WAITING) == before
    walk(slack)
    assert len(reminded(slack, TOBI)) == 7


def test_an_acknowledgement_taken_back_runs_its_clock_again(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_undo")
    assert "acknowledge due" in marks(slack, state=ReminderState.WAITING)
    assert len(reminded(slack, TOBI)) == 1
    tick_at(slack, london("2026-11-23 16:56"))
    assert len(reminded(slack, TOBI)) == 2


def test_raised_to_a_crisis_it_is_acknowledged_within_minutes(slack: SlackDesk) -> None:
    owned(slack, deadline="Thursday 3pm")
    slack.clock.advance(minutes=5)
    change(slack, TOBI, sensitivity="crisis")
    assert at(marks(slack, state=ReminderState.WAITING)["acknowledge due"]) == "Mon 17:00"
    assert at(marks(slack, state=ReminderState.WAITING)["answer due"]) == "Thu 14:30"


# -- what the reminded say ----------------------------------------------------------------------------------------------


def test_who_says_that_they_have_it_keeps_the_backup_out_until_it_is_due(slack: SlackDesk) -> None:
    slack.role(PRIYA, Role.OFFICER)
    owned(slack, deadline="6pm today")
    change(slack, TOBI, backup=PRIYA)
    tick_at(slack, london("2026-11-23 16:48"))
    slack.click(TOBI, "reminder_have", message=reminded(slack, TOBI)[0])
    assert "has it" in thread(slack)[-1] and actions(slack)[-1] == "inquiry.has_it"
    tick_at(slack, london("2026-11-23 16:53"))
    assert (len(reminded(slack, TOBI)), len(reminded(slack, PRIYA))) == (2, 0)
    tick_at(slack, london("2026-11-23 16:56"))
    assert (len(reminded(slack, TOBI)), len(reminded(slack, PRIYA)), len(reminded(slack, DINAH))) == (3, 1, 1)


def test_a_lead_who_takes_it_becomes_its_owner(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:56"))
    (said,) = reminded(slack, MARA)
    assert "I'll take it" in words(said)
    slack.click(MARA, "reminder_have", message=said)
    assert inquiry(slack).owner_id == f"slack:{TEAM}:{MARA}"


def snooze(slack: SlackDesk, user: str, until: str, reason: str = "Waiting for the programme lead") -> Any:
    slack.click(user, "reminder_snooze", message=reminded(slack, user)[-1])
    result = slack.submit(user, until=until, reason=reason)
    slack.world.close_view(user, every=True)
    return result


def test_a_snooze_keeps_quiet_until_its_time_and_stands_in_the_record(slack: SlackDesk) -> None:
    owned(slack, deadline="9pm today")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    tick_at(slack, marks(slack)["answer 50%"])
    assert len(reminded(slack, TOBI)) == 1
    assert snooze(slack, TOBI, "60").ok
    until = slack.clock() + timedelta(hours=1)
    assert "Waiting for the programme lead" in thread(slack)[-1] and actions(slack)[-1] == "inquiry.snoozed"
    tick_at(slack, until - timedelta(seconds=1))
    assert len(reminded(slack, TOBI)) == 1
    tick_at(slack, until + timedelta(seconds=20))
    assert len(reminded(slack, TOBI)) == 2
    walk(slack)
    assert len(reminded(slack, TOBI)) == 2 + len({"answer 80%", "answer due", "answer passed"})


def test_nothing_is_snoozed_past_the_moment_it_is_due(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 17:10"))
    refused = snooze(slack, TOBI, "30")
    assert "due in 20 minutes" in str(refused.data["errors"])
    assert snooze(slack, TOBI, "15").ok


def test_a_snooze_needs_a_reason(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    assert "reason" in str(snooze(slack, TOBI, "15", reason="  ").data["errors"]).lower()
    assert "inquiry.snoozed" not in actions(slack)


def test_until_the_morning_is_the_next_working_day_on_ones_own_clock(slack: SlackDesk) -> None:
    slack.clock.set(london("2026-11-27 16:40"))
    owned(slack, deadline="none given")
    tick_at(slack, london("2026-11-27 18:01"))
    assert snooze(slack, TOBI, "morning").ok
    (put_off,) = [one for one in all_reminders(slack) if one.mark == "snoozed"]
    assert put_off.due_at == london("2026-11-30 09:00")


# -- quiet hours --------------------------------------------------------------------------------------------------------


def test_a_reminder_waits_for_the_end_of_the_quiet_hours(slack: SlackDesk) -> None:
    owned(slack, deadline="Wednesday 10am")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    tick_at(slack, marks(slack)["answer 50%"])
    by_night = marks(slack)["answer 80%"]
    assert by_night.hour < 7
    tick_at(slack, by_night)
    tick_at(slack, london("2026-11-25 06:59"))
    assert len(reminded(slack, TOBI)) == 1
    tick_at(slack, london("2026-11-25 07:00"))
    assert len(reminded(slack, TOBI)) == 2


def test_what_would_run_out_in_the_quiet_hours_breaks_through(slack: SlackDesk) -> None:
    owned(slack, deadline="Wednesday 7am")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    tick_at(slack, marks(slack)["answer 80%"])
    assert not 7 <= slack.clock().hour < 20 and len(reminded(slack, TOBI)) == 1


@pytest.mark.parametrize("filled", [{"deadline": "none given", "sensitivity": "crisis"}, {"deadline": "ASAP"}])
def test_breaking_and_crisis_keep_no_quiet_hours(slack: SlackDesk, filled: dict[str, str]) -> None:
    slack.clock.set(london("2026-11-28 23:00"))
    owned(slack, **filled)
    tick_at(slack, london("2026-11-28 23:08"))
    assert len(reminded(slack, TOBI)) == 1


def test_what_was_done_meanwhile_is_not_told_in_the_morning(slack: SlackDesk) -> None:
    owned(slack, deadline="Wednesday 10am")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    tick_at(slack, marks(slack)["answer 50%"])
    tick_at(slack, marks(slack)["answer 80%"])
    change(slack, TOBI, deadline="Friday 10am")
    tick_at(slack, london("2026-11-25 07:00"))
    assert reminded(slack, TOBI) == [] and not [one for one in waiting(slack) if one.kind == "reminder"]


def test_several_marks_of_one_night_are_one_message_in_the_morning(slack: SlackDesk) -> None:
    choose(slack, warn_at=[50, 74, 76, 78, 80])
    owned(slack, deadline="Wednesday 10am")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    for one in sorted(marks(slack).values())[:5]:
        tick_at(slack, one)
    before = len(reminded(slack, TOBI))
    tick_at(slack, london("2026-11-25 07:00"))
    assert len(reminded(slack, TOBI)) == before + 1


def test_a_person_has_quiet_hours_of_their_own(slack: SlackDesk) -> None:
    slack.command(TOBI, "team")
    slack.click(TOBI, "own_hours")
    assert slack.submit(TOBI, quiet_from="16:00", quiet_to="19:00", working_days=["mon", "tue"]).ok
    assert [one.member_id for one in rows_of_hours(slack)] == [f"slack:{TEAM}:{TOBI}"]
    owned(slack, deadline="Tuesday noon")
    tick_at(slack, london("2026-11-23 18:30"))
    assert reminded(slack, TOBI) == [] and len(reminded(slack, DINAH)) == 1
    tick_at(slack, london("2026-11-23 19:00"))
    assert len(reminded(slack, TOBI)) == 1
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "team")
    slack.click(TOBI, "own_hours")
    assert slack.submit(TOBI, as_team=["yes"]).ok
    assert rows_of_hours(slack) == []


def rows_of_hours(slack: SlackDesk) -> list[MemberHours]:
    from sqlmodel import select

    with slack.database.read() as session:
        return list(session.exec(select(MemberHours)))


# -- the form -----------------------------------------------------------------------------------------------------------


def test_the_clocks_are_chosen_in_slack_and_open_inquiries_follow(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    slack.command(MARA, "team")
    slack.click(MARA, "team_clocks")
    assert slack.fields(MARA)["acknowledge_breaking"] == "15" and slack.fields(MARA)["warn_at"] == "50, 80"
    assert slack.submit(MARA, acknowledge_breaking="10", warn_at="90").ok
    assert actions(slack)[-1] == "team.clocks"
    tick(slack)
    found = {mark: at(when) for mark, when in marks(slack, state=ReminderState.WAITING).items()}
    assert found == {
        "acknowledge 90%": "Mon 16:49", "acknowledge due": "Mon 16:50", "answer 90%": "Mon 17:25", "answer due": "Mon 17:30",
        "answer passed": "Mon 18:00",
    }  # fmt: skip


def test_the_form_says_what_is_wrong_beside_each_field(slack: SlackDesk) -> None:
    slack.command(MARA, "team")
    slack.click(MARA, "team_clocks")
    wrong = slack.submit(MARA, warn_at="50, 180", quiet_from="25:00", answer_asap="soon", calendar="BEGIN:VCALENDAR nothing")
    assert set(wrong.data["errors"]) == {"warn_at", "quiet_from", "answer_asap", "calendar"}
    assert "team.clocks" not in actions(slack)


def test_only_an_admin_chooses_the_clocks(slack: SlackDesk) -> None:
    from bot.errors import NotAllowed
    from tests.slack_desk import buttons

    slack.command(TOBI, "team")
    assert "team_clocks" not in buttons(slack.world.view(TOBI)) and "own_hours" in buttons(slack.world.view(TOBI))
    from bot import clocks

    with pytest.raises(NotAllowed):
        clocks.choose(slack.desk, actor=slack.actor(TOBI), times={}, numbers={}, warn_at="50", working_days=["mon"])


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//holidays//EN
BEGIN:VEVENT
UID:1@example.org
DTSTART;VALUE=DATE:20261124
DTEND;VALUE=DATE:20261126
SUMMARY:Founders' days\\, both of them
END:VEVENT
BEGIN:VEVENT
UID:2@example.org
DTSTART;VALUE=DATE:20201225
RRULE:FREQ=YEARLY
SUMMARY:Christmas Day
END:VEVENT
BEGIN:VEVENT
UID:3@example.org
DTSTART:20261127T100000Z
SUMMARY:A meeting is no holiday
END:VEVENT
BEGIN:VEVENT
UID:4@example.org
DTSTART;VALUE=DATE:20240229
RRULE:FREQ=YEARLY
SUMMARY:Leap day
END:VEVENT
END:VCALENDAR"""


def test_holidays_come_from_a_pasted_calendar_and_move_the_clocks(slack: SlackDesk) -> None:
    log(slack, deadline="none given")
    slack.command(MARA, "team")
    slack.click(MARA, "team_clocks")
    assert slack.submit(MARA, calendar=ICS).ok
    tick(slack)
    days = {str(one.day): one.name for one in holidays(slack)}
    assert days["2026-11-24"] == days["2026-11-25"] == "Founders' days, both of them"
    assert days["2026-12-25"] == days["2031-12-25"] == "Christmas Day" and days["2028-02-29"] == "Leap day"
    assert "2026-11-27" not in days and "2026-11-26" not in days and "2027-02-28" not in days
    assert at(marks(slack, state=ReminderState.WAITING)["answer due"]) == "Mon 18:00"  # Thursday, Friday, Monday.


def test_holidays_can_be_typed_and_forgotten(slack: SlackDesk) -> None:
    for filled, expected in (
        ({"calendar": "2026-12-25 Christmas Day\n2026-12-28, Boxing Day"}, ["2026-12-25", "2026-12-28"]),
        ({"calendar": "2027-01-01 New Year", "forget": ["yes"]}, ["2027-01-01"]),
        ({"forget": ["yes"]}, []),
    ):
        slack.world.close_view(MARA, every=True)
        slack.command(MARA, "team")
        slack.click(MARA, "team_clocks")
        assert slack.submit(MARA, **filled).ok
        assert [str(one.day) for one in holidays(slack)] == expected


def holidays(slack: SlackDesk) -> list[Holiday]:
    from sqlmodel import col, select

    with slack.database.read() as session:
        return list(session.exec(select(Holiday).order_by(col(Holiday.day))))


def test_a_whole_calendar_comes_from_a_file_on_the_command_line(
    slack: SlackDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot import cli

    year = datetime.now(UTC).year + 1
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}@example.org\r\nDTSTART;VALUE=DATE:{year}01{day:02d}\r\nSUMMARY:Day {day}\r\nEND:VEVENT\r\n"
        for day in range(1, 32)
    )
    file = tmp_path / "holidays.ics"
    file.write_text(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")
    assert len(events) > 2_500
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", slack.database.url.render_as_string(hide_password=False))
    monkeypatch.setattr("sys.argv", ["python -m bot", "holidays", str(file)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code and "31 holidays" in capsys.readouterr().out
    assert len(holidays(slack)) == 31 and actions(slack)[-1] == "team.holidays"


def test_a_reminder_waits_over_a_holiday(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        session.add(Holiday(team_id=TEAM, day=london("2026-11-24 00:00").date()))
    owned(slack, deadline="Wednesday 10am")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    tick_at(slack, marks(slack)["answer 50%"])
    assert at(slack.clock()).startswith("Tue") and reminded(slack, TOBI) == []
    tick_at(slack, london("2026-11-25 07:00"))
    assert len(reminded(slack, TOBI)) == 1


# -- down, changed and jumping clocks -----------------------------------------------------------------------------------


def test_what_fell_due_while_nobody_ticked_is_told_once_on_return(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    log(slack, topic="Another matter", deadline="9pm today")
    tick_at(slack, london("2026-11-23 18:05"))
    (said,) = reminded(slack, TOBI)
    assert "their deadline has passed" in words(said) and "Acknowledge by" in words(said)
    assert len(reminded(slack, MARA)) == 1 and len(reminded(slack, TOBI, DESK, number=2)) == 1
    tick_at(slack, london("2026-11-23 18:06"))
    assert len(reminded(slack, TOBI)) == 1


CHANGES = [
    ("Europe/London", "2026-10-24 23:00", "2026-10-25 04:00"),
    ("Europe/London", "2027-03-27 23:00", "2027-03-28 04:00"),
    ("America/New_York", "2026-10-31 23:00", "2026-11-01 04:00"),
    ("America/New_York", "2027-03-13 23:00", "2027-03-14 04:00"),
    ("Europe/London", "2028-02-28 22:00", "2028-02-29 02:00"),
    ("Europe/London", "2028-02-29 22:00", "2028-03-01 02:00"),
]


@pytest.mark.parametrize(("zone", "logged", "deadline"), CHANGES)
def test_through_a_change_of_the_clocks_each_mark_is_told_once(slack: SlackDesk, zone: str, logged: str, deadline: str) -> None:
    choose(slack, zone=zone)
    begun, due = (datetime.fromisoformat(one).replace(tzinfo=ZoneInfo(zone)) for one in (logged, deadline))
    slack.clock.set(begun)
    owned(slack, deadline="in the small hours", deadline_at=int(due.timestamp()), sensitivity="crisis")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    left = due.astimezone(UTC) - slack.clock()
    assert marks(slack)["answer 50%"] == slack.clock() + (left - timedelta(minutes=30)) / 2
    walk(slack)
    assert len(reminded(slack, TOBI)) == 4


@pytest.mark.parametrize(("zone", "first"), [(zone, logged[:10]) for zone, logged, _ in CHANGES])
def test_a_daily_post_comes_once_a_day_though_its_hour_comes_twice_or_never(slack: SlackDesk, zone: str, first: str) -> None:
    begun = datetime.fromisoformat(f"{first} 12:00").replace(tzinfo=ZoneInfo(zone))
    slack.clock.set(begun)
    week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    choose(slack, zone=zone, evening_at="01:30", heart_at="02:30", working_days=week)
    before = len(channel_says(slack, "End of day")), len(channel_says(slack, "All clear"))
    for _ in range(24 * 6):
        slack.clock.advance(minutes=10)
        tick(slack)
    after = len(channel_says(slack, "End of day")), len(channel_says(slack, "All clear"))
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_clock_that_jumps_tells_each_mark_once(slack: SlackDesk, jump: timedelta) -> None:
    owned(slack, deadline="9pm today")
    tick_at(slack, london("2026-11-23 17:11"))
    assert len(reminded(slack, TOBI)) == 1
    slack.clock.now += jump
    tick(slack)
    tick(slack)
    while slack.clock() < london("2026-11-23 21:05"):
        slack.clock.advance(minutes=1)
        tick(slack)
    told = [one for one in all_reminders(slack) if one.state == ReminderState.FIRED]
    assert len(told) == 7
    moments = {one.fired_at for one in told}
    assert len(reminded(slack, TOBI)) == len(moments)


def test_a_clock_set_back_holds_up_no_message_that_is_on_its_way(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    slack.house.work.resting = True
    slack.clock.set(london("2026-11-23 16:48"))
    schedule.tick(slack.desk)
    slack.house.work.drain()  # The lanes it used rest for a second.
    slack.clock.set(london("2026-11-23 16:53"))
    schedule.tick(slack.desk)
    slack.clock.advance(hours=-1)
    slack.house.work.drain()
    assert len(reminded(slack, TOBI)) == 2


def test_a_clock_set_back_lets_the_next_tick_come_at_once(slack: SlackDesk) -> None:
    slack.clock.set(datetime.now(UTC))
    ticking = schedule.start(slack.desk)
    try:
        earlier = datetime.now(UTC) - timedelta(hours=1)
        schedule.catch_up(ticking, earlier)
        assert all(job.next_run_time - earlier <= job.trigger.interval + timedelta(seconds=1) for job in ticking.get_jobs())
        before = [job.next_run_time for job in ticking.get_jobs()]
        schedule.catch_up(ticking, earlier)
        assert [job.next_run_time for job in ticking.get_jobs()] == before
    finally:
        ticking.shutdown()
    slack.settle()


def test_a_look_that_fails_keeps_no_other_from_its_turn(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    owned(slack, deadline="6pm today")

    def broken(desk: Desk) -> None:
        raise ConnectionError("broken")

    monkeypatch.setattr(schedule, "DUE", (broken, *schedule.DUE))
    slack.clock.set(london("2026-11-23 16:48"))
    with pytest.raises(ConnectionError):
        schedule.tick(slack.desk)
    slack.settle()
    assert len(reminded(slack, TOBI)) == 1


# -- several processes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_tell_each_mark_once(slack: SlackDesk, processes: int) -> None:
    for number in range(12):
        owned(slack, topic=f"Matter {number}", deadline="6pm today")
    url = slack.database.url.render_as_string(hide_password=False)
    databases = [Database(url) for _ in range(processes)]
    houses = [
        build(Desk(settings=slack.settings, database=one, llm=slack.desk.llm, clock=slack.clock), listening=False)
        for one in databases
    ]
    try:
        for house in houses:
            house.work.resting = False
        for moment in ("16:48", "16:53", "16:56", "17:06", "17:21", "17:31", "18:01"):
            slack.clock.set(london(f"2026-11-23 {moment}"))
            together([lambda house=house: (schedule.tick(house.desk), house.work.drain()) for house in houses])
            tick(slack)  # What one found locked, the next tick tells.
    finally:
        for house in houses:
            house.close()
    for number in range(1, 13):
        assert len(reminded(slack, TOBI, number=number)) == 7
        assert len(reminded(slack, DINAH, number=number)) == 3
    assert all(one.state == JobState.DONE for one in rows(slack, Job))
    assert len(channel_says(slack, "End of day")) == 1


def together(calls: list[Any]) -> None:
    barrier, failures = threading.Barrier(len(calls)), list[BaseException]()

    def run(call: Any) -> None:
        barrier.wait()
        try:
            call()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []


def test_what_is_due_at_once_is_told_in_order_of_urgency(slack: SlackDesk) -> None:
    for topic, filled in (
        ("Last", {"deadline": "none given"}), ("Third", {"deadline": "9pm today"}), ("Second", {"deadline": "6pm today"}),
        ("First", {"deadline": "5pm today"}),
    ):  # fmt: skip
        owned(slack, topic=topic, **filled)
    tick_at(slack, london("2026-11-26 19:00"))
    said = [words(one) for one in slack.said(TOBI, slack.dm(TOBI)) if "reminder_have" in str(one["blocks"])]
    assert [next(topic for topic in ("First", "Second", "Third", "Last") if topic in one) for one in said] == [
        "First", "Second", "Third", "Last",
    ]  # fmt: skip


# -- restricted ---------------------------------------------------------------------------------------------------------


def test_a_restricted_inquiry_reminds_only_the_people_named(slack: SlackDesk) -> None:
    log(slack, topic="Zanzibar allegation", deadline="6pm today", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    for moment in ("16:48", "16:53", "16:56", "17:06", "17:21", "17:31", "18:01"):
        tick_at(slack, london(f"2026-11-23 {moment}"))
    assert reminded(slack, MARA) == [] and reminded(slack, MARA, DESK) == [] and reminded(slack, PRIYA) == []
    told = reminded(slack, DINAH)
    assert len(told) == 7 and reminded(slack, TOBI) == []
    assert all("Zanzibar" not in one["text"] for one in told) and all("Zanzibar" in words(one) for one in told)


def test_restricted_while_the_message_waited_it_reaches_nobody_else(slack: SlackDesk) -> None:
    owned(slack, deadline="Wednesday 10am")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    change(slack, TOBI, owner=MARA)
    tick_at(slack, marks(slack)["answer 50%"])
    tick_at(slack, marks(slack)["answer 80%"])
    assert len(reminded(slack, MARA)) == 1
    change(slack, TOBI, owner=None, restricted=["yes"], named=[DINAH])
    assert reminded(slack, MARA) == []
    tick_at(slack, london("2026-11-25 07:00"))
    assert reminded(slack, MARA) == [] and len(reminded(slack, DINAH)) <= 1


def test_a_reminder_that_cannot_reach_its_person_reaches_the_others(slack: SlackDesk) -> None:
    from bot.sandbox import control

    owned(slack, deadline="6pm today")
    control.run(slack.world, {"op": "person", "user": TOBI, "deleted": True})
    tick_at(slack, london("2026-11-23 16:48"))
    assert len(reminded(slack, MARA)) == 1 and len(reminded(slack, DINAH)) == 1


@pytest.mark.parametrize("deadline", ["6pm today", "9pm today", "Thursday 3pm", "ASAP", "none given"])
@pytest.mark.parametrize("sensitivity", [one.value for one in Sensitivity])
def test_every_clock_of_an_unanswered_inquiry_is_told_to_its_end(slack: SlackDesk, deadline: str, sensitivity: str) -> None:
    owned(slack, deadline=deadline, sensitivity=sensitivity)
    walk(slack)
    assert all(one.state == ReminderState.FIRED for one in all_reminders(slack))
    assert {one.clock.value for one in all_reminders(slack)} == {"acknowledge", "answer"}


def test_nothing_of_a_reminder_is_kept_twice(slack: SlackDesk) -> None:
    owned(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    before = [(one.id, one.state) for one in rows(slack, Reminder)]
    tick(slack)
    tick(slack)
    assert [(one.id, one.state) for one in rows(slack, Reminder)] == before
