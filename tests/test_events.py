"""Events through the front door: planned, with a checklist that moves along, guests, calendar files and what is confidential."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot import presslists
from bot.errors import DeskError
from bot.events import papers, reminders
from bot.models import (
    AuditEntry,
    EventGuest,
    Holiday,
    Job,
    Journalist,
    PressEvent,
    Role,
    Spokesperson,
    Statement,
    StatementKind,
)
from bot.ownership import export, reposting, subjects
from tests.covered import add
from tests.flows import actions, kept_in_order, log, rows, seen_by
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]
TITLE = "Winter <!channel> report *launch*"
RUN = "10.30am Welcome (Mara Quill)\n10:35 Statement – Dinah Osei\n\n- 11:00 Questions"


def plan(slack: SlackDesk, user: str = TOBI, **filled: Any) -> dict[str, Any]:
    """Plans an event by the command and its form, and gives the answer's data; the event stays in front of the person."""
    slack.world.close_view(user, every=True)
    slack.command(user, "events new", GENERAL)
    entry = {
        "title": TITLE,
        "when": "14 December 10:30",
        "venue": "Pier Street house",
        "run": RUN,
        "other_speakers": "Dinah Osei",
    }
    return slack.submit(user, **{**entry, **filled}).data


def event(slack: SlackDesk) -> PressEvent:
    return rows(slack, PressEvent)[-1]


def shown(slack: SlackDesk, user: str = TOBI) -> str:
    found = slack.world.view(user)
    assert found is not None
    return words(found)


def look(slack: SlackDesk, user: str = TOBI, said: str = "E-1") -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, f"events {said}".strip(), GENERAL)
    return shown(slack, user)


def step(slack: SlackDesk, prefix: str, user: str = TOBI) -> None:
    """Uses the first control of the open view whose action begins so."""
    slack.click(user, next(one for one in buttons(slack.world.view(user)) if one.startswith(prefix)))


def edit(slack: SlackDesk, **filled: Any) -> dict[str, Any]:
    look(slack)
    step(slack, "event_edit:")
    return slack.submit(TOBI, **filled).data


def card(slack: SlackDesk, user: str = MARA, channel: str = DESK) -> dict[str, Any] | None:
    return next((one for one in slack.said(user, channel) if "E-0001" in words(one) and "event_open:1" in buttons(one)), None)


def due_at(slack: SlackDesk, what: str) -> str:
    return next(one["due"] for one in event(slack).checklist if what in one["what"])


def tick(slack: SlackDesk, at: datetime) -> int:
    slack.clock.set(at)
    count = reminders.due(slack.desk)
    slack.settle()
    return count


def files(slack: SlackDesk, member: str = TOBI) -> Any:
    """The event's calendar file as a member gets it, parsed again."""
    made = papers.made(slack.desk, pressevent=1, member=f"slack:{TEAM}:{member}")
    return Calendar.from_ical(made.content)


def invite(slack: SlackDesk, lines: str) -> dict[str, Any]:
    look(slack)
    step(slack, "event_round:")
    step(slack, "event_invite_open:")
    return slack.submit(TOBI, others=lines).data


def test_a_press_conference_has_a_card_and_a_checklist_in_working_days(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        session.add(Holiday(team_id=TEAM, day=date(2026, 12, 11), name="Founders’ day"))
    plan(slack)
    found, said = event(slack), shown(slack)
    assert (found.starts_at, found.minutes, found.zone) == (datetime(2026, 12, 14, 10, 30, tzinfo=UTC), 60, "Europe/London")
    assert [one["at"] for one in found.run] == ["10:30", "10:35", "11:00"] and found.run[0]["who"] == "Mara Quill"
    assert "Planned as E-0001" in said and TITLE in said and "Monday 14 December 2026, 10:30" in said
    # Counted back over a weekend and a day off: T-1 is the Thursday. What would have been due before today is due today.
    assert due_at(slack, "Briefing and rehearsal") == "2026-12-10" and due_at(slack, "Thank-yous") == "2026-12-15"
    assert due_at(slack, "advisory goes out") == "2026-12-02" and due_at(slack, "Venue booked") == "2026-11-23"
    posted = card(slack)
    assert posted is not None and "0 of 10* done" in words(posted) and "nobody is invited yet" in words(posted)
    assert actions(slack)[-1] == "event.planned"


def test_every_line_and_field_that_cannot_be_read_is_named_and_nothing_typed_is_lost(slack: SlackDesk) -> None:
    said = plan(slack, when="14 December", run="10:30 Welcome\nand then we see\n25:00 Drinks", zone="Atlantis")["errors"]
    assert "Line 2 (“and then we see”) has no time" in said["run"] and "Line 3" in said["run"] and "Line 1" not in said["run"]
    assert "no time zone" in said["zone"] and slack.world.view(TOBI) is not None and rows(slack, PressEvent) == []
    assert (
        "At what time?" in slack.submit(TOBI, title="Launch", when="14 December", run="", zone="london").data["errors"]["when"]
    )
    assert "in the past" in slack.submit(TOBI, title="Launch", when="2 March 2026 10:30").data["errors"]["when"]
    assert not slack.submit(TOBI, title="Launch", when="14 December 10:30", zone="new york").data.get("errors")
    assert event(slack).starts_at == datetime(2026, 12, 14, 15, 30, tzinfo=UTC) and event(slack).zone == "America/New_York"


def test_moving_it_moves_what_is_not_done_and_the_run_of_show_and_can_be_undone(slack: SlackDesk) -> None:
    plan(slack)
    step(slack, "event_checklist:")
    slack.click(TOBI, "event_tick:1:4")
    assert "☑️ Media advisory goes out" in shown(slack)
    first = files(slack)
    edit(slack, when="18 December 14:00")
    found = event(slack)
    assert due_at(slack, "Call round") == "2026-12-15" and [one["at"] for one in found.run] == ["14:00", "14:05", "14:30"]
    (done,) = [one for one in found.checklist if one["done"]]
    assert done["due"] == "2026-12-03" and "moved it from 14 December 2026 10:30 to 18 December 2026 14:00" in look(slack)
    second = files(slack)
    one, two = (each.walk("VEVENT")[0] for each in (first, second))
    assert one["uid"] == two["uid"] and (one["sequence"], two["sequence"]) == (0, 1)
    assert two.decoded("dtstart") == datetime(2026, 12, 18, 14, 0, tzinfo=UTC)
    step(slack, "event_undo:")
    back = event(slack)
    assert (back.starts_at, back.sequence, back.run[0]["at"]) == (
        datetime(2026, 12, 14, 10, 30, tzinfo=UTC),
        2,
        "10:30",
    )
    assert due_at(slack, "Call round") == "2026-12-09" and [one["id"] for one in back.checklist if one["done"]] == [4]


def test_the_checklist_is_ones_own(slack: SlackDesk) -> None:
    plan(slack)
    step(slack, "event_checklist:")
    step(slack, "event_item:1:0")
    assert "Say it like" in slack.submit(TOBI, what="Book a signer", due="soonish", owner=MARA).data["errors"]["due"]
    assert "officer" in slack.submit(TOBI, what="Book a signer", due="T-4", owner=PRIYA).data["errors"]["owner"]
    slack.submit(TOBI, what="Book a signer", due="T-4", owner=MARA)
    assert due_at(slack, "signer") == "2026-12-08" and "T-4, Tue 8 Dec · Mara" in shown(slack)
    step(slack, "event_item:1:11")
    step(slack, "event_item_drop:1:11")
    assert "signer" not in shown(slack) and not [one for one in event(slack).checklist if one["id"] == 11]


def test_the_advisory_is_asked_for_on_its_day_and_what_is_past_due_once_a_day(slack: SlackDesk) -> None:
    plan(slack)
    slack.world.close_view(TOBI, every=True)
    assert tick(slack, datetime(2026, 11, 25, 5, 0, tzinfo=UTC)) == 0, "nobody is asked in the night"
    assert tick(slack, datetime(2026, 11, 25, 14, 0, tzinfo=UTC)) == 1
    assert tick(slack, datetime(2026, 11, 25, 16, 0, tzinfo=UTC)) == 0, "once a day"
    first = slack.last(TOBI, slack.dm(TOBI))
    assert "Venue booked" in words(first) and "advisory" not in words(first).lower()
    slack.click(TOBI, "event_tick:1:1", message=first)
    assert "☑️ Venue booked" in words(slack.last(TOBI, slack.dm(TOBI)))
    assert tick(slack, datetime(2026, 11, 28, 14, 0, tzinfo=UTC)) == 0, "not on a Saturday"
    tick(slack, datetime(2026, 12, 3, 14, 0, tzinfo=UTC))
    told = slack.last(TOBI, slack.dm(TOBI))
    assert "Media advisory goes out" in words(told) and "event_advisory:1" in buttons(told)
    slack.click(TOBI, "event_advisory:1", message=told)
    held = slack.fields(TOBI)
    assert held["headline"] == TITLE and held["when"] == "Monday 14 December 2026, 10:30 to 11:30 (Europe/London)"
    assert (
        held["who"] == "Dinah Osei" and held["where"] == "Pier Street house" and "10:35 Statement (Dinah Osei)" in held["what"]
    )
    slack.submit(TOBI, why="Because it is winter.", headline="Report launch")
    (advisory,) = rows(slack, Statement)
    assert event(slack).statement_id == advisory.id and "S-0001 · draft" in look(slack)
    slack.clock.advance(minutes=5)
    edit(slack, when="16 December 10:30")
    assert "S-0001 was written before the event was moved" in shown(slack)
    assert "was moved: nothing of it is due any more" in words(slack.last(TOBI, slack.dm(TOBI)))


def test_what_is_of_somebody_who_left_the_desk_comes_to_the_owner(slack: SlackDesk) -> None:
    plan(slack, MARA, owner=MARA)
    step(slack, "event_checklist:", MARA)
    step(slack, "event_item:1:2", MARA)
    slack.submit(MARA, owner=TOBI)
    slack.role(TOBI, Role.NONE)
    tick(slack, datetime(2026, 12, 1, 14, 0, tzinfo=UTC))
    assert "Spokespeople confirmed" in words(slack.last(MARA, slack.dm(MARA)))
    assert "Spokespeople" not in str(slack.said(TOBI, slack.dm(TOBI)))


def test_a_release_date_leads_to_its_release(slack: SlackDesk) -> None:
    plan(slack, kind="release", when="16 December", run="", title="Report out")
    assert event(slack).all_day and due_at(slack, "Release approved") == "2026-12-09"
    step(slack, "event_advisory:")
    assert slack.fields(TOBI)["headline"] == "Report out"
    slack.submit(TOBI, headline="The report is out")
    assert rows(slack, Statement)[0].kind == StatementKind.PRESS_RELEASE and "S-0001 · draft" in look(slack)
    slack.clock.set(datetime(2026, 12, 16, 20, 0, tzinfo=UTC))
    assert "E-0001" in look(slack, said=""), "a whole day is over when it is"


def test_the_call_round_goes_one_by_one_and_counts_answers_by_outlet(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane <wren@gazette.example> +44 20 7946 0018", outlet="Gazette")
    plan(slack)
    invite(slack, "Wren Castellane, Gazette\n, Tide FM\nBram Ostrander, Ledger")
    assert "3 invited." in shown(slack)
    assert len(rows(slack, EventGuest)) == 3 and len(rows(slack, Journalist)) == 2
    said = shown(slack)
    assert "+44 20 7946 0018 · wren@gazette.example" in said and "3 still to call" in said
    wren = next(one for one in rows(slack, EventGuest) if one.journalist_id == 1)
    slack.click(TOBI, f"event_called:1:{wren.id}")
    slack.click(TOBI, f"event_answer_yes:1:{wren.id}")
    slack.click(TOBI, f"event_guest:1:{wren.id}")
    slack.submit(TOBI, note="Camera and two")
    step(slack, "event_round_turn:which")
    assert "Wren" not in shown(slack) and "Tide FM" in shown(slack)
    posted = card(slack)
    assert posted is not None and "3 invited, 1 called: 1 yes, 0 maybe, 0 no" in words(posted)
    step(slack, "event_back:")
    assert "Gazette   Wren Castellane: ✅ yes (Camera and two)" in shown(slack) and "Tide FM   ⏳ no answer" in shown(slack)
    invite(slack, "wren castellane, The Gazette")
    assert len(rows(slack, EventGuest)) == 3 and "1 were on the list already" in shown(slack)


def test_a_press_list_is_invited_at_once_without_whom_nobody_may_contact(slack: SlackDesk) -> None:
    for name in ("Wren Castellane", "Bram Ostrander", "Odile Farrant"):
        log(slack, journalists=name, outlet="Gazette")
    with slack.database.write() as session:
        one = session.get_one(Journalist, 2)
        one.do_not_contact_at = slack.clock()
        session.add(one)
    presslists.save(slack.desk, actor=slack.actor(TOBI), name="Locals", chosen=presslists.Filter(tiers=("none",)))
    plan(slack)
    step(slack, "event_round:")
    step(slack, "event_invite_open:")
    slack.submit(TOBI, list="1", others="Ash Wrenfield, Courier\nWren Castellane, Gazette")
    assert "3 invited. 1 left out" in shown(slack) and len(rows(slack, EventGuest)) == 3 and "Bram" not in shown(slack)


def test_whoever_must_not_be_contacted_is_invited_and_called_by_nobody(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane <wren@gazette.example>", outlet="Gazette")
    plan(slack)
    invite(slack, "Wren Castellane, Gazette")
    with slack.database.write() as session:
        one = session.get_one(Journalist, 1)
        one.do_not_contact_at = slack.clock()
        session.add(one)
    look(slack)
    step(slack, "event_round:")
    assert "⛔ Do not contact." in shown(slack) and "wren@gazette" not in shown(slack)
    assert not [one for one in buttons(slack.world.view(TOBI)) if one.startswith("event_called")]
    step(slack, "event_invite_open:")
    data = slack.submit(TOBI, others="Ash Wrenfield, Courier\nWren Castellane, Gazette").data
    assert "Wren Castellane, Gazette must not be contacted" in data["errors"]["others"] and len(rows(slack, EventGuest)) == 1


def test_who_came_is_checked_in_at_the_door_and_so_is_who_was_not_invited(slack: SlackDesk) -> None:
    plan(slack)
    invite(slack, "Wren Castellane, Gazette\nBram Ostrander, Ledger")
    slack.clock.set(datetime(2026, 12, 14, 10, 0, tzinfo=UTC))
    look(slack)
    step(slack, "event_door:")
    slack.click(TOBI, "event_came:1:1")
    assert "1 here" in shown(slack) and rows(slack, EventGuest)[0].came is True
    slack.click(TOBI, "event_came:1:1")
    assert "0 here" in shown(slack) and rows(slack, EventGuest)[0].came is None
    slack.click(TOBI, "event_came:1:2")
    step(slack, "event_walk_in:")
    slack.submit(TOBI, others="Odile Farrant, Tide FM")
    posted = card(slack)
    assert posted is not None and "2 came*, of 2 outlets" in words(posted) and "event_door:1" in buttons(posted)


def test_it_is_called_off_with_a_word_and_put_on_again(slack: SlackDesk) -> None:
    plan(slack)
    step(slack, "event_file:")
    sent = [one for one in rows(slack, Job) if one.kind == "file"]
    look(slack)
    step(slack, "event_cancel_open:")
    slack.submit(TOBI, because="The hall is flooded")
    posted = card(slack)
    assert posted is not None and "Called off : The hall is flooded" in words(posted)
    vevent = files(slack).walk("VEVENT")[0]
    assert files(slack)["method"] == "CANCEL" and vevent["status"] == "CANCELLED" and vevent["sequence"] == 1
    assert len([one for one in rows(slack, Job) if one.kind == "file"]) == len(sent) + 1, (
        "whoever has it gets the one that takes it out"
    )
    assert tick(slack, datetime(2026, 12, 10, 14, 0, tzinfo=UTC)) == 0
    look(slack)
    step(slack, "event_reinstate:")
    assert event(slack).cancelled_at is None and files(slack)["method"] != "CANCEL" and "E-0001" in look(slack, said="")


def test_a_confidential_one_exists_for_those_named_alone(slack: SlackDesk, tmp_path: Any) -> None:
    plan(slack, confidential=["yes"], named=[DINAH], title="The zinnia launch")
    slack.world.close_view(TOBI, every=True)
    assert set(event(slack).named) == {f"slack:{TEAM}:{one}" for one in (TOBI, DINAH)}
    invite(slack, "Wren Castellane, Gazette")
    assert "zinnia" in seen_by(slack, DINAH) and card(slack, DINAH, slack.dm(DINAH)) is not None
    for user, said in ((MARA, "E-1"), (MARA, ""), (PRIYA, "past")):
        slack.world.close_view(user, every=True)
        slack.command(user, f"events {said}", GENERAL)
        assert "zinnia" not in seen_by(slack, user) and "Castellane" not in seen_by(slack, user)
    with pytest.raises(DeskError):
        papers.made(slack.desk, pressevent=1, member=f"slack:{TEAM}:{MARA}")
    tick(slack, datetime(2026, 12, 3, 14, 0, tzinfo=UTC))
    assert "zinnia" not in seen_by(slack, MARA) and "zinnia" in seen_by(slack, TOBI)
    look(slack)
    step(slack, "event_advisory:")
    slack.submit(TOBI, why="Why not")
    assert rows(slack, Statement)[-1].restricted and rows(slack, Statement)[-1].kind == StatementKind.MEDIA_ADVISORY
    export.export(slack.database, tmp_path / "all", settings=slack.settings, at=slack.clock())
    everything = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "all").rglob("*") if path.is_file())
    assert "zinnia" not in everything and "Castellane" not in everything
    assert "zinnia" not in json.dumps([one.details for one in rows(slack, AuditEntry)])


def test_what_becomes_confidential_is_taken_out_of_the_channel_and_comes_back(slack: SlackDesk) -> None:
    plan(slack)
    assert card(slack) is not None
    edit(slack, confidential=["yes"])
    assert card(slack) is None and card(slack, TOBI, slack.dm(TOBI)) is not None
    assert reposting.repost(slack.desk) == 1
    slack.settle()
    assert card(slack) is None
    with slack.database.write() as session:
        open_words = Statement(
            team_id=TEAM,
            number=7,
            kind=StatementKind.MEDIA_ADVISORY,
            title=TITLE,
            created_at=slack.clock(),
            owner_id=f"slack:{TEAM}:{TOBI}",
        )
        session.add(open_words)
        session.flush()
        session.get_one(PressEvent, 1).statement_id = open_words.id
    assert "S-0007 is not restricted: everybody on the desk may read it." in look(slack)
    edit(slack, confidential=[])
    assert card(slack) is not None and card(slack, TOBI, slack.dm(TOBI)) is None


def test_speakers_come_from_the_register_and_a_bad_day_is_said(slack: SlackDesk) -> None:
    add(slack, Spokesperson(
        team_id=TEAM, name="Dinah Osei", title="Director", away=[["2026-12-10", "2026-12-20"]], added_by=f"slack:{TEAM}:{TOBI}",
        added_at=slack.clock(),
    ))  # fmt: skip
    plan(slack, speakers=["1"], other_speakers="Mara Quill", when="19 December 10:30")
    assert event(slack).speakers == ["Dinah Osei", "Mara Quill"]
    assert "Dinah Osei is away that day." in shown(slack) and "19 December is a Saturday." in shown(slack)


def test_a_viewer_looks_and_changes_nothing_and_somebody_outside_sees_nothing(slack: SlackDesk) -> None:
    plan(slack)
    invite(slack, "Wren Castellane, Gazette")
    look(slack, PRIYA)
    assert "event_edit:1" not in buttons(slack.world.view(PRIYA))
    step(slack, "event_round:", PRIYA)
    assert not [one for one in buttons(slack.world.view(PRIYA)) if one.startswith(("event_called", "event_invite"))]
    assert not slack.command("U0GUS", "events", GENERAL).data.get("view") and "E-0001" not in seen_by(slack, "U0GUS")


def test_an_erased_guest_leaves_no_trace(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane <wren@gazette.example>", outlet="Gazette")
    plan(slack)
    invite(slack, "Wren Castellane, Gazette")
    with slack.database.read() as session:
        subject = subjects.find(session, email="wren@gazette.example")
    subjects.erase(slack.desk, email="wren@gazette.example")
    assert subjects.traces(slack.database, subject) == []
    look(slack)
    step(slack, "event_round:")
    assert "Castellane" not in shown(slack) and "*1* invited" in shown(slack)


def test_nobody_is_told_to_ring_whom_nobody_may_contact(slack: SlackDesk) -> None:
    plan(slack)
    invite(slack, "Wren Castellane, Gazette\nBram Ostrander, Ledger")
    for one in rows(slack, EventGuest):
        slack.click(TOBI, f"event_answer_yes:1:{one.id}")
    with slack.database.write() as session:
        blocked = session.get_one(Journalist, 1)
        blocked.do_not_contact_at = slack.clock()
        session.add(blocked)
    look(slack)
    step(slack, "event_cancel_open:")
    assert "ring Bram Ostrander." in shown(slack)


def test_a_reminder_of_forty_things_fits_into_a_message(slack: SlackDesk) -> None:
    plan(slack)
    with slack.database.write() as session:
        row = session.get_one(PressEvent, 1)
        first = dict(row.checklist[0])
        row.checklist = [{**first, "id": number, "due": "2026-11-30", "what": f"Thing {number}"} for number in range(1, 41)]
        session.add(row)
    assert tick(slack, datetime(2026, 12, 3, 14, 0, tzinfo=UTC)) == 1
    (told,) = [one for one in slack.said(TOBI, slack.dm(TOBI)) if "Thing 1 " in words(one)]
    assert len(told["blocks"]) <= 50 and "…and 20 more on the checklist." in words(told)
