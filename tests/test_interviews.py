"""Interviews: from an inquiry to a booked one, in everybody's calendar, reminded of, moved, called off, and over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlmodel import col, select

from bot import schedule
from bot.errors import Invalid
from bot.events import calendar as forward
from bot.models import Inquiry, Interview, InterviewState, Job, Journalist, Resolution, Role, Spokesperson, Status
from bot.ownership import subjects
from handlers.actors import meet
from tests.flows import actions, assert_on_record, inquiry, log, rows, seen_by
from tests.flows import change as change_inquiry
from tests.slack_desk import DESK, DINAH, GENERAL, GUS, MARA, PRIYA, TOBI, SlackDesk, buttons, words
from tests.speakers import book, calendars, change, direct, open_one, refused, speaker, texts

THURSDAY = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


def at(slack: SlackDesk, *when: int) -> None:
    """Moves the clock to an instant and lets everything due happen, twice, as after a restart."""
    slack.clock.set(datetime(2026, 11, *when, tzinfo=UTC))
    for _ in range(2):
        schedule.tick(slack.desk)
        slack.settle()


def thread(slack: SlackDesk, user: str = MARA) -> list[dict[str, Any]]:
    return slack.said(user, DESK, slack.card(1, DESK, user)["ts"])[1:]


def card(slack: SlackDesk) -> dict[str, Any]:
    return next(one for one in reversed(thread(slack)) if "interview_open:1" in buttons(one))


def begun(slack: SlackDesk, **filled: Any) -> Interview:
    """An inquiry with an interview of Dinah for Thursday at three, to which Priya listens in."""
    log(slack, outlet="Eastmarsh Gazette")
    speaker(slack)
    return book(slack, **{"listens_in": [PRIYA], "minutes": "20", **filled})


def test_an_inquiry_becomes_an_interview_that_everybody_in_it_knows_of(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    speaker(slack)
    slack.click(TOBI, "inquiry_more", message=slack.card(1, DESK, TOBI))
    slack.click(TOBI, "interview_book")
    assert "Dinah Osei : Cleared for “night shelter”: night, shelter." in words(slack.world.view(TOBI))
    told = slack.fields(TOBI)
    assert told["speaker"] == "1" and told["topic"] == "Night shelter numbers"
    result = slack.submit(
        TOBI, format="live", when="Thursday 3pm ET", minutes="20", link="meet.example/abc", listens_in=[PRIYA],
        rules="On the record. <!channel> No questions on pay.",
    )  # fmt: skip
    assert result.ok and not result.data.get("errors"), result
    (row,) = rows(slack, Interview)
    assert (row.starts_at, row.zone, row.minutes) == (datetime(2026, 11, 26, 20, 0, tzinfo=UTC), "America/New_York", 20)
    assert row.link == "https://meet.example/abc" and row.rules_agreed_by == f"slack:T0LANTERN:{TOBI}"
    assert row.rules_agreed_at == slack.clock(), "recorded before it happens"
    shown = words(card(slack))
    assert "Dinah Osei with Wren Castellane · Eastmarsh Gazette" in shown and "No questions on pay." in shown
    assert "Thu 26 Nov 15:00 EST; Thu 26 Nov 20:00 GMT for Dinah Osei" in shown
    assert any(
        "booked I-0001: Dinah Osei with Wren Castellane, live, Thu 26 Nov 15:00 EST" in words(one) for one in thread(slack)
    )
    assert "🎙️ Interview:  I-0001" in words(slack.card(1)) and inquiry(slack).status != Status.CLOSED
    for user in (DINAH, PRIYA, TOBI):
        ((method, event),) = calendars(slack, user)
        assert method == "REQUEST" and event["DTSTART"].dt == row.starts_at and int(event["SEQUENCE"]) == 0
        assert str(event["UID"]) == row.uid and "https://meet.example/abc" in str(event["LOCATION"])
    assert "You speak." in texts(slack, DINAH)[-1] and "briefing_interview" in buttons(direct(slack, DINAH)[-1])
    assert "You listen in." in texts(slack, PRIYA)[-1]
    assert "interview.booked" in actions(slack) and "inquiry.interview_booked" in actions(slack)
    assert_on_record(slack)


def test_an_interview_without_an_inquiry_has_its_card_in_the_desk_channel(slack: SlackDesk) -> None:
    speaker(slack)
    slack.command(TOBI, "interviews")
    assert "No interview is booked." in words(slack.world.view(TOBI))
    slack.click(TOBI, "interview_book")
    filled = {"format": "podcast", "topic": "Volunteering", "whom": "Odile Farrant, Tide FM", "speaker": "1"}
    assert refused(slack, when="tomorrow", **filled) == {"when": "“tomorrow” names a day. At what time? “Thursday 3pm”."}
    assert refused(slack, when="tomorrow 11:00", zone="Nowhere").keys() == {"zone"}
    slack.submit(TOBI, zone="new york")
    assert "Dinah Osei: not trained for podcasts ." in words(slack.world.view(TOBI)) and rows(slack, Interview) == []
    assert slack.submit(TOBI, anyway="It is her sister's").ok
    (row,) = rows(slack, Interview)
    assert row.starts_at == datetime(2026, 11, 24, 16, 0, tzinfo=UTC) and row.inquiry_id is None
    shown = next(one for one in slack.said(MARA, DESK) if "interview_open:1" in buttons(one))
    assert "Dinah Osei with Odile Farrant · Tide FM" in words(shown) and "No ground rules are recorded" in words(shown)
    slack.world.close_view(TOBI, every=True)
    slack.command(PRIYA, "interviews", GENERAL)
    assert "Interviews coming: 1" in words(slack.world.view(PRIYA)) and "interview_book" not in buttons(slack.world.view(PRIYA))


def test_reminders_come_a_day_and_an_hour_before_and_a_question_after_each_once(slack: SlackDesk) -> None:
    begun(slack)
    before = {user: len(direct(slack, user)) for user in (DINAH, PRIYA, TOBI)}
    at(slack, 25, 14, 59)
    assert all(len(direct(slack, user)) == count for user, count in before.items())
    at(slack, 25, 15, 0)
    for user, count in before.items():
        assert len(direct(slack, user)) == count + 1 and "⏰ Tomorrow at this time" in texts(slack, user)[-1]
    at(slack, 26, 14, 0)
    for user, count in before.items():
        last = direct(slack, user)[-1]
        assert len(direct(slack, user)) == count + 2 and "⏰ In an hour" in words(last)
        assert [one for one in buttons(last) if one.startswith("briefing")] == ["briefing_interview"]
    at(slack, 26, 15, 19)
    assert rows(slack, Interview)[0].state == InterviewState.BOOKED
    at(slack, 26, 15, 20)
    assert rows(slack, Interview)[0].state == InterviewState.DONE and "☑️ Over" in words(card(slack))
    for user in (DINAH, TOBI):
        assert "I-0001 is over." in texts(slack, user)[-1] and "debrief_open" in buttons(direct(slack, user)[-1])
    assert len(direct(slack, PRIYA)) == before[PRIYA] + 2, "who listened in is not asked"
    counts = {user: len(direct(slack, user)) for user in (DINAH, PRIYA, TOBI)}
    at(slack, 28, 9, 0)
    assert counts == {user: len(direct(slack, user)) for user in (DINAH, PRIYA, TOBI)}


def test_one_booked_within_a_day_is_reminded_of_once_and_a_desk_that_was_down_says_nothing_too_late(slack: SlackDesk) -> None:
    begun(slack, when="tomorrow 3pm")
    before = len(direct(slack, DINAH))
    at(slack, 24, 13, 0)
    assert len(direct(slack, DINAH)) == before
    at(slack, 24, 15, 5)
    assert len(direct(slack, DINAH)) == before, "it runs already"


def test_a_moved_interview_moves_in_every_calendar_and_its_old_reminders_are_silent(slack: SlackDesk) -> None:
    row = begun(slack)
    at(slack, 25, 15, 0)
    change(slack, when="Friday 10:30", listens_in=[MARA])
    for user in (DINAH, TOBI):
        (_, first), (method, second) = calendars(slack, user)
        assert method == "REQUEST" and str(first["UID"]) == str(second["UID"]) == row.uid
        assert (int(first["SEQUENCE"]), int(second["SEQUENCE"])) == (0, 1)
        assert second["DTSTART"].dt == datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
        assert "I-0001 was moved to Fri 27 Nov 10:30 GMT. " in texts(slack, user)
    assert [(method, int(event["SEQUENCE"])) for method, event in calendars(slack, PRIYA)] == [("REQUEST", 0), ("CANCEL", 1)]
    assert "You are no longer in I-0001. " in texts(slack, PRIYA)
    assert [(method, int(event["SEQUENCE"])) for method, event in calendars(slack, MARA)] == [("REQUEST", 1)]
    assert any("moved I-0001 from Thu 26 Nov 15:00 GMT to Fri 27 Nov 10:30 GMT" in words(one) for one in thread(slack))
    counts = {user: len(direct(slack, user)) for user in (DINAH, PRIYA, MARA)}
    at(slack, 26, 10, 0)
    assert counts == {user: len(direct(slack, user)) for user in (DINAH, PRIYA, MARA)}
    at(slack, 26, 14, 30)
    assert "⏰ Tomorrow" in texts(slack, DINAH)[-1] and len(direct(slack, DINAH)) == counts[DINAH] + 1
    at(slack, 26, 15, 30)
    assert rows(slack, Interview)[0].state == InterviewState.BOOKED, "the old end is no end"
    at(slack, 27, 9, 30)
    assert len(direct(slack, DINAH)) == counts[DINAH] + 2 and len(direct(slack, PRIYA)) == counts[PRIYA]
    assert "⏰ In an hour" in texts(slack, MARA)[-1]


def test_what_no_calendar_shows_is_changed_without_telling_anybody_anew(slack: SlackDesk) -> None:
    begun(slack)
    change(slack, listens_in=[PRIYA, MARA])
    assert [len(calendars(slack, user)) for user in (DINAH, PRIYA, TOBI, MARA)] == [1, 1, 1, 1]
    change(slack)
    assert rows(slack, Interview)[0].sequence == 1, "the same again changes nothing"


def test_a_cancelled_interview_leaves_every_calendar_and_can_be_taken_back(slack: SlackDesk) -> None:
    begun(slack)
    slack.click(TOBI, "interview_off:1", message=card(slack))
    assert slack.submit(TOBI, because="The programme was dropped").ok
    shown = words(card(slack))
    assert "⛔ Cancelled" in shown and "The programme was dropped" in shown and "🎙️" not in words(slack.card(1))
    for user in (DINAH, PRIYA, TOBI):
        method, event = calendars(slack, user)[-1]
        assert method == "CANCEL" and str(event["STATUS"]) == "CANCELLED" and int(event["SEQUENCE"]) == 1
    counts = len(direct(slack, DINAH))
    at(slack, 25, 15, 0)
    assert len(direct(slack, DINAH)) == counts, "nobody is reminded of what is off"
    open_one(slack)
    slack.click(TOBI, "interview_undo:1")
    method, event = calendars(slack, DINAH)[-1]
    assert method == "REQUEST" and str(event["STATUS"]) == "CONFIRMED" and int(event["SEQUENCE"]) == 2
    at(slack, 26, 14, 0)
    assert "⏰ In an hour" in texts(slack, DINAH)[-1]
    at(slack, 26, 16, 0)
    open_one(slack)
    assert "interview_undo:1" not in buttons(slack.world.view(TOBI))


def test_a_move_is_taken_back_unless_its_time_is_past(slack: SlackDesk) -> None:
    begun(slack)
    change(slack, when="Friday 10:30")
    open_one(slack)
    slack.click(TOBI, "interview_undo:1")
    (row,) = rows(slack, Interview)
    assert row.starts_at == THURSDAY and row.sequence == 2
    assert calendars(slack, DINAH)[-1][1]["DTSTART"].dt == THURSDAY
    change(slack, when="Friday 10:30")
    at(slack, 26, 15, 30)
    open_one(slack)
    slack.click(TOBI, "interview_undo:1")
    assert "is past. Move it to another time instead." in words(slack.world.view(TOBI))


def test_a_clash_is_shown_before_booking_and_overridden_by_saying_so(slack: SlackDesk) -> None:
    begun(slack, listens_in=[MARA])
    deputy = speaker(slack, MARA, topics="volunteering")
    slack.command(TOBI, "speakers")
    slack.click(TOBI, "speaker_open:1")
    slack.click(TOBI, "speaker_edit:1")
    slack.submit(TOBI, deputy=str(deputy.id), away="30 November – 2 December", not_for="pay")
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "interview")
    filled = {
        "speaker": "1",
        "topic": "Pay at the shelter",
        "whom": "Odile Farrant, Tide FM",
        "format": "print",
        "minutes": "30",
    }
    result = slack.submit(TOBI, when="Thursday 3.10pm", listens_in=[MARA], **filled)
    assert not result.data.get("errors") and len(rows(slack, Interview)) == 1
    shown = words(slack.world.view(TOBI))
    for doubt in (
        "Dinah Osei: not for “pay” .",
        "Dinah Osei has I-0001 then, Thu 26 Nov 15:00 GMT to 15:20 .",
        "Mara Quill has I-0001 then",
    ):
        assert doubt in shown, doubt
    assert "Mara Quill, who stands in" not in shown, "she listens in to the other"
    told = slack.fields(TOBI)
    assert told["whom"] == "Odile Farrant, Tide FM" and told["listens_in"] == [MARA] and told["format"] == "print"
    assert told["picked"] == int(datetime(2026, 11, 26, 15, 10, tzinfo=UTC).timestamp())
    assert refused(slack)["anyway"]
    # Another time has other doubts: what was said of the first ones does not count for them.
    slack.submit(TOBI, when="1 December 15:00", anyway="She said it is fine")
    shown = words(slack.world.view(TOBI))
    assert "Dinah Osei: away 30 Nov 2026 – 2 Dec 2026 ." in shown
    assert "Mara Quill, who stands in for Dinah Osei, is free then ." in shown and len(rows(slack, Interview)) == 1
    assert slack.submit(TOBI).ok
    row = rows(slack, Interview)[-1]
    assert row.reference == "I-0002" and row.starts_at == datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    assert "(all the same: She said it is fine)" in words(slack.world.view(TOBI))


def test_one_right_after_another_is_no_clash(slack: SlackDesk) -> None:
    begun(slack)
    assert book(slack, when="Thursday 15:20", format="live").number == 2


def test_whoever_must_not_be_contacted_is_given_no_interview(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    speaker(slack)
    book(slack)
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "who wren")
    slack.click(TOBI, "contact_forbid:1")
    slack.submit(TOBI, because="Asked us to")
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "interview PR-1")
    wrong = refused(slack, TOBI, format="live", when="Friday 3pm")
    assert "Wren Castellane must not be contacted" in wrong["journalist"] and len(rows(slack, Interview)) == 1
    wrong = refused(slack, TOBI, whom="Wren Castellane, Eastmarsh Gazette")
    assert "must not be contacted" in wrong["whom"]


def test_a_restricted_inquirys_interview_is_known_only_to_those_named(slack: SlackDesk) -> None:
    log(slack, MARA, outlet="Eastmarsh Gazette", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    speaker(slack)
    slack.command(MARA, "interview PR-1")
    wrong = refused(slack, MARA, format="print", when="Thursday 3pm", place="Gazette House", listens_in=[TOBI])
    assert "Tobi Fenwick: not named on PR-0001" in wrong["listens_in"]
    assert slack.submit(MARA, listens_in=[]).ok
    (row,) = rows(slack, Interview)
    for user in (DINAH, MARA):
        ((method, event),) = calendars(slack, user)
        assert method == "REQUEST" and str(event["CLASS"]) == "CONFIDENTIAL" and str(event["SUMMARY"]) == "Appointment I-0001"
        raw = event.to_ical().decode()
        assert not any(word in raw for word in ("Wren", "Gazette", "shelter")), raw
    slack.world.close_view(MARA, every=True)
    at(slack, 26, 14, 0)
    assert "⏰ In an hour" in texts(slack, DINAH)[-1]
    slack.command(TOBI, "interviews")
    assert "Interviews coming: 0" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "interviews I-1")
    assert "There is no I-1" in words(slack.private(TOBI))
    assert "I-0001" not in seen_by(slack, TOBI) and "Wren" not in seen_by(slack, TOBI)
    # Of what somebody may not know they learn only that a person is not free, as any calendar says.
    log(slack, TOBI, topic="Volunteering at Christmas", journalists="Odile Farrant")
    slack.command(TOBI, "interview PR-2")
    slack.submit(TOBI, format="print", when="Thursday 3.10pm", speaker="1")
    assert "Dinah Osei is not free then ." in words(slack.world.view(TOBI)) and "I-0001" not in words(slack.world.view(TOBI))
    assert row.number == 1


def test_what_becomes_restricted_is_taken_from_whoever_is_not_named(slack: SlackDesk) -> None:
    begun(slack)
    assert "I-0001" in seen_by(slack, PRIYA)
    change_inquiry(slack, MARA, sensitivity="crisis", restricted=["yes"], named=[DINAH, TOBI])
    # Slack keeps what was said with a file that is taken away: it says nothing but that there was one.
    assert texts(slack, PRIYA) == [] and "Wren" not in seen_by(slack, PRIYA) and "26 Nov" not in seen_by(slack, PRIYA)
    assert [one["files"][0]["mode"] for one in direct(slack, PRIYA)] == ["tombstone"]
    at(slack, 25, 15, 0)
    assert texts(slack, PRIYA) == [] and "⏰ Tomorrow" in texts(slack, DINAH)[-1]


def test_the_inquiry_is_closed_only_when_somebody_says_so(slack: SlackDesk) -> None:
    begun(slack)
    slack.click(TOBI, "interview_settle:1", message=card(slack))
    found = inquiry(slack)
    assert (found.status, found.resolution) == (Status.CLOSED, Resolution.INTERVIEW)
    assert "interview_settle:1" not in buttons(card(slack))


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(slack: SlackDesk) -> None:
    log(slack)
    speaker(slack)
    slack.command(TOBI, "interview PR-1")
    cases = [
        ({"when": "23 November 2026 9am"}, "when", "is past"), ({"when": "soonish"}, "when", "names no time"),
        ({"when": "Thursday 3pm", "minutes": "forever"}, "minutes", "In minutes"), ({"minutes": "1h", "link": "javascript:x"}, "link", "https"),
        ({"link": "", "listens_in": [GUS]}, "listens_in", "Guests"),
    ]  # fmt: skip
    for filled, field, said in cases:
        wrong = refused(slack, TOBI, format="live", **filled)
        assert said in wrong[field], (filled, wrong)
    assert rows(slack, Interview) == []
    assert slack.submit(TOBI, listens_in=[]).ok
    assert rows(slack, Interview)[0].minutes == 60


def test_who_may_only_look_books_nothing_and_without_spokespeople_the_form_says_what_to_do(slack: SlackDesk) -> None:
    log(slack)
    slack.command(TOBI, "interview PR-1")
    assert "Nobody is on the register" in words(slack.world.view(TOBI)) and "speaker_new" in buttons(slack.world.view(TOBI))
    for text in ("interview PR-1", "interviews", "speakers"):
        slack.command(GUS, text, GENERAL)
        assert "guests" in words(slack.private(GUS, GENERAL))
    slack.command(PRIYA, "interview PR-1", GENERAL)
    assert "You can't work on inquiries yet." in words(slack.private(PRIYA, GENERAL))


def test_erasing_a_journalist_leaves_the_interview_without_them(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane, wren@gazette.example", outlet="Eastmarsh Gazette")
    speaker(slack)
    book(slack, rules="Wren Castellane may quote the figures.", place="Wren Castellane rings")
    change(slack, when="Friday 10:30")
    with slack.database.read() as session:
        subject = subjects.find(session, email="wren@gazette.example")
    subjects.erase(slack.desk, email="wren@gazette.example")
    slack.settle()
    assert subjects.traces(slack.database, subject) == []
    (row,) = rows(slack, Interview)
    assert row.journalist_id is None and row.state == InterviewState.BOOKED and rows(slack, Journalist) == []
    assert "(erased)" in words(open_one(slack))


def test_jobs_for_later_name_their_instant_so_that_no_restart_puts_them_twice(slack: SlackDesk) -> None:
    begun(slack)
    with slack.database.read() as session:
        waiting = session.exec(select(Job).where(col(Job.kind).like("interview_%"), col(Job.due_at) > slack.clock())).all()
    keys = sorted(one.key for one in waiting)
    begins = int(THURSDAY.timestamp())
    assert keys == sorted(
        [f"interview_reminder:1:{hours}:{begins}:{user}" for hours in (24, 1) for user in (DINAH, PRIYA, TOBI)]
        + [f"interview_over:1:{begins + 20 * 60}"]
    )
    with slack.database.read() as session:
        assert session.exec(select(Spokesperson)).one() and session.exec(select(Inquiry)).one()


@pytest.mark.parametrize("text", ["interviews past", "interviews"])
def test_the_list_says_when_there_is_nothing(slack: SlackDesk, text: str) -> None:
    slack.command(TOBI, text)
    assert {"interviews past": "Nothing is over yet.", "interviews": "No interview is booked."}[text] in words(
        slack.world.view(TOBI)
    )


MAIL = (
    "Hi, I produce the breakfast show at Tide FM. Could your director join us live on Friday 27 November at 8.40am, by phone, for a "
    "7-minute interview on the night shelter? I need to know by 10am Thursday.\n\nOdile Farrant\nTide FM"
)


def test_how_when_and_how_long_are_proposed_as_they_asked_for_it(slack: SlackDesk) -> None:
    speaker(slack)
    slack.command(TOBI, f"new {MAIL}")
    assert slack.submit(TOBI).ok
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "interview PR-1")
    told = slack.fields(TOBI)
    assert (told["format"], told["minutes"], told["zone"], told["when"]) == ("live", "7", "Europe/London", None)
    assert told["picked"] == int(datetime(2026, 11, 27, 8, 40, tzinfo=UTC).timestamp())
    assert "They said “Friday 27 November at 8.40am”." in words(slack.world.view(TOBI))
    assert slack.submit(TOBI).ok
    assert rows(slack, Interview)[0].starts_at == datetime(2026, 11, 27, 8, 40, tzinfo=UTC)


def test_more_strangers_than_can_be_looked_up_in_time_are_refused_before_slack_is_asked(slack: SlackDesk) -> None:
    strangers = [f"U0NEW{number}" for number in range(11)]
    with pytest.raises(Invalid, match="look up 10 at a time"):
        meet(slack.desk, slack.house.client, "T0LANTERN", [DINAH, *strangers])
    with pytest.raises(SlackApiError, match="user_not_found"):
        meet(slack.desk, slack.house.client, "T0LANTERN", [DINAH, *strangers[:10], *strangers[:10]])


def test_who_listens_in_opens_it_without_a_role_on_the_desk(slack: SlackDesk) -> None:
    begun(slack)
    slack.role(PRIYA, Role.NONE)
    told = direct(slack, PRIYA)[-1]
    slack.click(PRIYA, "interview_open:1", message=told)
    view = slack.world.view(PRIYA)
    assert "Dinah Osei with" in words(view) and "interview_edit:1" not in buttons(view)
    change(slack, listens_in=[])
    slack.world.close_view(PRIYA, every=True)
    slack.command(PRIYA, "interviews I-1", GENERAL)
    assert "You can't look at the press desk" in words(slack.private(PRIYA, GENERAL))


def test_what_is_over_is_called_off_and_that_is_taken_back(slack: SlackDesk) -> None:
    begun(slack)
    open_one(slack)
    at(slack, 26, 16, 0)
    slack.click(TOBI, "interview_off:1")
    slack.submit(TOBI, because="They never rang")
    assert rows(slack, Interview)[0].state == InterviewState.CANCELLED
    open_one(slack)
    slack.click(TOBI, "interview_undo:1")
    assert rows(slack, Interview)[0].state == InterviewState.DONE


def test_no_undo_brings_back_whom_nobody_may_contact(slack: SlackDesk) -> None:
    begun(slack)
    first = rows(slack, Interview)[0].journalist_id
    change(slack, whom="Bram Ostrander, Ledger")
    with slack.database.write() as session:
        one = session.get_one(Journalist, first)
        one.do_not_contact_at = slack.clock()
        session.add(one)
    open_one(slack)
    slack.click(TOBI, "interview_undo:1")
    assert "must not be contacted" in words(slack.world.view(TOBI))
    assert rows(slack, Interview)[0].journalist_id != first


def test_a_speaker_whose_account_is_noted_later_is_invited_and_reminded(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    speaker(slack, None, name="Dinah Osei")
    book(slack)
    assert not direct(slack, DINAH)
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "speakers")
    slack.click(TOBI, "speaker_open:1")
    slack.click(TOBI, "speaker_edit:1")
    assert slack.submit(TOBI, member=DINAH).ok
    assert len(calendars(slack, DINAH)) == 1 and "You speak." in texts(slack, DINAH)[-1]
    at(slack, 25, 15, 0)
    at(slack, 26, 14, 0)
    assert sum("⏰" in one for one in texts(slack, DINAH)) == 2


def test_the_topic_of_a_report_under_embargo_is_in_no_calendar(slack: SlackDesk) -> None:
    log(slack, topic="Rough sleeping report", embargo="until 6am on 27 November 2026", outlet="Eastmarsh Gazette")
    speaker(slack)
    book(slack, speaker="1")
    ((_, event),) = calendars(slack, DINAH)
    assert "Rough sleeping" not in str(event) and "Dinah Osei" in str(event["SUMMARY"])
    whole = forward.made(slack.desk, member=f"slack:T0LANTERN:{TOBI}", confidential=True).content.decode()
    assert "Interview: Dinah Osei" in whole and "Rough sleeping" not in whole
