"""The forward calendar through the front door: everything that is ahead, day by day, as far as somebody may know of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar
from sqlmodel import select

from bot.events import awareness, calendar
from bot.models import Holiday, Interview, InterviewFormat, Job, Spokesperson
from tests.covered import add
from tests.flows import kept_in_order, log, seen_by
from tests.slack_desk import DINAH, GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.test_events import plan, shown

__all__ = ["kept_in_order"]


def ahead(slack: SlackDesk, user: str = TOBI, span: str = "") -> str:
    """What `/press calendar` shows this person."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"calendar {span}".strip(), GENERAL)
    return shown(slack, user)


def interview(slack: SlackDesk, at: datetime, *, inquiry: int | None = None, number: int = 1, topic: str = "Winter") -> None:
    who = f"slack:{TEAM}:{TOBI}"
    speaker = add(slack, Spokesperson(team_id=TEAM, name="Dinah Osei", added_by=who, added_at=slack.clock()))
    add(slack, Interview(
        team_id=TEAM, number=number, inquiry_id=inquiry, spokesperson_id=speaker, topic=topic, format=InterviewFormat.LIVE, starts_at=at,
        uid=f"interview-{number}@desk.example", booked_by=who, booked_at=slack.clock(),
    ))  # fmt: skip


def release(slack: SlackDesk, title: str, embargo: str, **filled: Any) -> None:
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, f"release {title}", GENERAL)
    data = slack.submit(TOBI, headline=title, embargo=embargo, **filled).data
    assert not data.get("errors"), data


def export(slack: SlackDesk, user: str, *, confidential: bool = False) -> list[Any]:
    made = calendar.made(slack.desk, member=f"slack:{TEAM}:{user}", confidential=confidential)
    return list(Calendar.from_ical(made.content).walk("VEVENT"))


def test_all_that_is_ahead_stands_on_its_day_in_the_desks_zone(slack: SlackDesk) -> None:
    plan(slack, title="Report launch", when="27 November 10:30", run="")
    plan(slack, title="Budget day", kind="release", when="30 November")
    release(slack, "Volunteers of the winter", "00:01 GMT, Friday 27 November 2026")
    interview(slack, datetime(2026, 11, 27, 11, 0, tzinfo=UTC))
    log(slack, topic="Rough sleeping report", embargo="until 6am on 25 November 2026")
    with slack.database.write() as session:
        session.add(Holiday(team_id=TEAM, day=date(2026, 12, 1), name="Founders’ day"))
    said = ahead(slack)
    order = [
        "Mon 23 Nov to Tue 24 Nov: nothing", "Wed 25 Nov", "Violence against Women", "Embargo ends PR-0001  Rough sleeping report",
        "Thu 26 Nov: nothing", "Fri 27 Nov", "00:01", "Release S-0001  Volunteers of the winter (draft)", "10:30–11:30",
        "Press conference E-0001  Report launch", "11:00–11:30", "Interview I-0001  Dinah Osei with somebody: Winter",
        "Sat 28 Nov to Sun 29 Nov: nothing",
    ]  # fmt: skip
    places = [said.index(one) for one in order]
    assert places == sorted(places), said
    assert "clashes with I-0001" in said and "clashes with E-0001" in said and "Budget day" not in said
    assert {"event_open:1", "statement_edit:1", "inquiry_show:1"} <= set(buttons(slack.world.view(TOBI)))
    month = ahead(slack, span="month")
    assert "Release E-0002  Budget day" in month and "Human Rights Day" in month and "day off: Founders’ day" in month
    assert (
        "Say `calendar`" in words(slack.private(TOBI, GENERAL))
        if not slack.command(TOBI, "calendar soon", GENERAL).data
        else True
    )


def test_the_pages_turn_and_what_is_shown_opens(slack: SlackDesk) -> None:
    plan(slack, title="Spring launch", when="5 January 2027 10:30")
    assert "Spring launch" not in ahead(slack, span="month")
    slack.click(TOBI, "calendar_turn:on")
    assert "Spring launch" in shown(slack) and "calendar_turn:back" in buttons(slack.world.view(TOBI))
    slack.click(TOBI, "event_open:1")
    assert "Pier Street house" in shown(slack) and "At the same time" not in shown(slack)
    interview(slack, datetime(2027, 1, 5, 11, 0, tzinfo=UTC))
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "events E-1", GENERAL)
    assert "At the same time: I-0001." in shown(slack)


def test_what_is_confidential_or_restricted_shows_to_those_who_may_know_alone(slack: SlackDesk) -> None:
    plan(slack, title="The zinnia launch", confidential=["yes"], named=[DINAH], when="26 November 10:30")
    log(slack, DINAH, topic="The aster file", restricted=["yes"])
    interview(slack, datetime(2026, 11, 26, 10, 45, tzinfo=UTC), inquiry=1, topic="The aster talk")
    release(slack, "The lupin release", "00:01 GMT, 26 November 2026", statement_restricted=["yes"], named=[DINAH])
    dinah = ahead(slack, DINAH)
    assert all(
        one in dinah
        for one in ("🔒 🎤 Press conference E-0001  The zinnia launch", "aster talk", "lupin", "clashes with I-0001")
    )
    tobi = ahead(slack, TOBI)
    assert "zinnia" in tobi and "lupin" in tobi and "aster" not in tobi and "clashes" not in tobi
    for user in (MARA, PRIYA):
        said = ahead(slack, user)
        assert not [
            one for one in ("zinnia", "aster", "lupin", "E-0001", "I-0001", "S-0001", "calendar_file:all") if one in said
        ]
        assert not [one for one in export(slack, user, confidential=True) if "awareness" not in one["description"]]
    assert "zinnia" not in seen_by(slack, MARA)


def test_the_file_leaves_out_what_is_confidential_unless_it_was_asked_for_with_a_warning(slack: SlackDesk) -> None:
    plan(slack, title="Open launch", when="26 November 10:30", run="")
    plan(slack, title="The zinnia launch", confidential=["yes"], when="26 November 14:00", run="")
    ahead(slack)
    view = slack.world.view(TOBI)
    asked = json.loads(json.dumps(view))
    (sure,) = [
        one["confirm"] for block in asked["blocks"] for one in block.get("elements", []) if one.get("action_id") == "calendar_file:all"
    ]  # fmt: skip
    assert "Keep the file to yourself" in sure["text"]["text"]
    open_ones, all_of_them = export(slack, TOBI), export(slack, TOBI, confidential=True)
    assert "Open launch" in str(open_ones) and "zinnia" not in str(open_ones) and "zinnia" in str(all_of_them)
    (secret,) = [one for one in all_of_them if "zinnia" in one["summary"]]
    assert secret["class"] == "CONFIDENTIAL" and secret.decoded("dtstart") == datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
    day = next(one for one in open_ones if one["summary"] == "Human Rights Day")
    assert day.decoded("dtstart") == date(2026, 12, 10)
    assert len({one["uid"] for one in all_of_them}) == len(all_of_them)
    slack.click(TOBI, "calendar_file:open")
    with slack.database.read() as session:
        (job,) = session.exec(select(Job).where(Job.kind == "file")).all()
    assert job.arguments["arguments"] == {"member": f"slack:{TEAM}:{TOBI}", "confidential": False} and job.state == "done"


def test_awareness_days_fall_where_their_rule_puts_them() -> None:
    days = {(one.name, day) for day, one in awareness.between(date(2026, 10, 1), date(2027, 1, 31))}
    for name, day in (
        ("World Habitat Day", date(2026, 10, 5)), ("Remembrance Sunday", date(2026, 11, 8)), ("Giving Tuesday", date(2026, 12, 1)),
        ("World AIDS Day", date(2026, 12, 1)), ("Holocaust Memorial Day", date(2027, 1, 27)),
    ):  # fmt: skip
        assert (name, day) in days
    assert ("Giving Tuesday", date(2027, 11, 30)) in {
        (one.name, day) for day, one in awareness.between(date(2027, 11, 1), date(2027, 12, 31))
    }


def test_a_day_of_our_own_stands_beside_the_others(slack: SlackDesk) -> None:
    plan(slack, title="Shelter Sunday", kind="awareness_day", when="29 November", run="", other_speakers="", venue="")
    assert "🎗️ E-0001  Shelter Sunday" in ahead(slack)
    slack.click(TOBI, "event_open:1")
    assert not [one for one in buttons(slack.world.view(TOBI)) if one.startswith(("event_round", "event_checklist"))]
