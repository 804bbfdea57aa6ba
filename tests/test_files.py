"""Files through the front door: calendars that people put into the clocks' form, and what the desk hands over."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from bot import files, mailroom
from bot.desk import Desk
from bot.errors import DeskError, Invalid
from bot.files import File
from bot.models import Holiday, Job, JobState, Posting
from bot.sandbox import control
from bot.sandbox.results import Result
from tests.flows import actions, change, kept_in_order, log, rows, seen_by
from tests.slack_desk import DESK, DINAH, GUS, MARA, NOBOT, PRIYA, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]

EVENT = "BEGIN:VEVENT\r\nUID:{0}@example.org\r\nDTSTART;VALUE=DATE:{0}\r\nSUMMARY:{1}\r\nEND:VEVENT\r\n"
CALENDAR = (
    f"BEGIN:VCALENDAR\r\n{EVENT.format(20261225, 'Christmas Day')}{EVENT.format(20261228, 'Boxing Day')}END:VCALENDAR\r\n"
)


def order(slack: SlackDesk, op: str, **more: Any) -> None:
    control.run(slack.world, {"op": op, **more})


def brought(slack: SlackDesk, content: str | bytes = CALENDAR, name: str = "days.ics") -> str:
    """The id of a file that Mara uploads."""
    result = slack.world.upload(MARA, name, content if isinstance(content, bytes) else content.encode())
    assert result.ok, result
    return str(result.data["file"]["id"])


def hand_in(slack: SlackDesk, file: str, **filled: Any) -> Result:
    """Puts it into the form of the clocks and sends that; what it sets off has happened a moment later."""
    slack.world.close_view(MARA, every=True)
    slack.command(MARA, "team")
    slack.click(MARA, "team_clocks")
    return slack.submit(MARA, calendar_file=[file], **filled)


def later(slack: SlackDesk, seconds: float = 10) -> None:
    slack.clock.advance(seconds=seconds)
    slack.settle()


def shown(slack: SlackDesk) -> str:
    view = slack.world.view(MARA)
    assert view is not None, "no modal is open"
    return words(view)


def days(slack: SlackDesk) -> dict[str, str]:
    with slack.database.read() as session:
        return {str(one.day): one.name for one in session.exec(select(Holiday).order_by(col(Holiday.day)))}


# -- what people hand in -------------------------------------------------------------------------------------------------


def test_holidays_come_from_an_uploaded_calendar(slack: SlackDesk) -> None:
    assert hand_in(slack, brought(slack), answer_undated="4").data["response_action"] == "update"
    assert "Reading" in shown(slack) and "days.ics" in shown(slack) and days(slack) == {}
    later(slack)
    assert days(slack) == {"2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day"}
    assert "2 days off are on record, from 25 December 2026 (Christmas Day) to 28 December 2026." in shown(slack)
    assert actions(slack)[-2:] == ["team.clocks", "team.holidays"]


def test_the_outbox_holds_neither_the_file_nor_its_name(slack: SlackDesk) -> None:
    file = brought(slack, name="Secret plan.ics")
    hand_in(slack, file)
    (job,) = [one for one in rows(slack, Job) if one.kind == "upload"]
    assert job.arguments["file"] == file and "Secret" not in json.dumps(job.arguments)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_calendar_may_be_written_in_what_calendars_are_written_in(slack: SlackDesk, encoding: str) -> None:
    hand_in(slack, brought(slack, CALENDAR.replace("Boxing Day", "Zweiter Weihnachtsfeiertag – für alle").encode(encoding)))
    later(slack)
    assert days(slack)["2026-12-28"] == "Zweiter Weihnachtsfeiertag – für alle"


def test_pasted_days_and_a_file_go_together_and_the_old_ones_are_forgotten_once(slack: SlackDesk) -> None:
    hand_in(slack, brought(slack))
    later(slack)
    hand_in(slack, brought(slack, CALENDAR.replace("2026", "2027")), calendar="2027-01-01 New Year", forget=["yes"])
    later(slack)
    assert list(days(slack)) == ["2027-01-01", "2027-12-25", "2027-12-28"]


def test_what_cannot_be_read_forgets_nothing_and_is_said_beside_a_field_for_another(slack: SlackDesk) -> None:
    hand_in(slack, brought(slack))
    later(slack)
    hand_in(slack, brought(slack, "no calendar at all"), forget=["yes"])
    later(slack)
    assert len(days(slack)) == 2 and "There is no coming day off in it." in shown(slack)
    assert slack.submit(MARA, file=[brought(slack, CALENDAR.replace("2026", "2027"))]).ok
    later(slack)
    assert list(days(slack)) == ["2027-12-25", "2027-12-28"] and "2 days off are on record" in shown(slack)


def test_a_form_that_was_closed_is_answered_in_a_direct_message(slack: SlackDesk) -> None:
    hand_in(slack, brought(slack, "nothing", name="plan <b>.ics"))
    slack.world.close_view(MARA, every=True)
    later(slack)
    told = slack.last(MARA, slack.dm(MARA))
    assert "plan <b>.ics" in words(told) and "no coming day off" in words(told) and "&lt;b&gt;" in told["text"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_file_too_large_is_refused_beside_its_field_and_nothing_typed_is_lost(slack: SlackDesk) -> None:
    said = hand_in(slack, brought(slack, b"x" * (files.MB + 1)), answer_undated="9")
    assert said.data["errors"] == {"calendar_file": "days.ics has 1.0 MB; at most 1 MB fit."}
    assert slack.fields(MARA)["answer_undated"] == "9" and slack.fields(MARA)["calendar_file"] == ["days.ics"]
    assert not [one for one in rows(slack, Job) if one.kind == "upload"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "days.pdf"}, "Add a file that ends in .ics or .ical"),
        ({"name": "ics"}, "Add a file that ends in .ics or .ical"),
        ({"size": 0}, "empty"),
        ({"mode": "external"}, "only linked"),
        ({"mode": "tombstone"}, "not in Slack any more"),
        ({"size": 2 * files.MB}, "at most 1 MB"),
    ],
)
def test_what_slack_says_of_a_file_is_checked_before_anything_is_fetched(given: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        files.check({"name": "days.ics", "size": 9} | given, endings=("ics", "ical"), most=files.MB)


def altered(slack: SlackDesk, file: str, **fields: Any) -> None:
    """Slack says something else of a file than what it is."""
    with slack.world.change():
        slack.world.state.files[file] = slack.world.state.files[file] | fields


def fetched(slack: SlackDesk) -> int:
    return sum(one["method"] == "url_private" for one in slack.world.calls)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "address",
    ["https://files.example.org/days.ics", "{base}.example.org/days.ics", "file:///etc/passwd", "{base}@example.org/x", ""],
)
def test_the_token_goes_to_slack_alone(slack: SlackDesk, address: str) -> None:
    file = brought(slack)
    hand_in(slack, file)
    altered(slack, file, url_private="", url_private_download=address.format(base=slack.world.base_url))
    later(slack)
    assert "Slack does not hand days.ics over" in shown(slack) and days(slack) == {} and not fetched(slack)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_redirect_is_followed(slack: SlackDesk) -> None:
    file, other = brought(slack), brought(slack)
    hand_in(slack, file)
    with slack.world.change():  # Known to the stand-in, but handed out by way of the sign-in page only.
        slack.world.state.scopes = slack.world.state.scopes.replace("files:read,", "")
    address = slack.world.state.files[other]["url_private_download"]
    with pytest.raises(Invalid, match="does not hand"):
        files.fetch(slack.desk, {"name": "x.ics", "size": 9, "url_private_download": address}, endings=("ics",), most=99)
    assert not [one for one in slack.world.calls if one["method"] == "login"] and fetched(slack) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_file_larger_than_slack_said_is_not_read_to_its_end(slack: SlackDesk) -> None:
    file = brought(slack, b"x" * (3 * files.MB))
    altered(slack, file, size=20)
    hand_in(slack, file)
    later(slack)
    assert "larger than Slack said" in shown(slack)


def test_an_outage_of_slack_is_waited_out(slack: SlackDesk, caplog: pytest.LogCaptureFixture) -> None:
    hand_in(slack, brought(slack))
    order(slack, "fail_next", method="url_private", error="down", http_status=503, times=2)
    order(slack, "fail_next", method="files.info", error="internal_error", http_status=500, times=1)
    later(slack)
    assert days(slack) == {} and "Reading" in shown(slack)
    for _ in range(4):
        later(slack, 20)
    assert len(days(slack)) == 2 and "on record" in shown(slack)
    assert "xoxb" not in caplog.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_the_right_to_files_the_person_is_told_what_is_missing(slack: SlackDesk) -> None:
    hand_in(slack, brought(slack))
    order(slack, "scopes", scopes=[one for one in slack.world.state.scopes.split(",") if one != "files:read"])
    later(slack)
    assert "the desk lacks the right to files" in shown(slack) and "python -m bot doctor" in shown(slack)


def test_who_may_not_manage_any_more_adds_nothing(slack: SlackDesk) -> None:
    from bot.models import Role

    hand_in(slack, brought(slack))
    slack.role(MARA, Role.OFFICER)
    later(slack)
    assert days(slack) == {} and "✅" not in shown(slack)


def test_a_file_is_taken_in_once(slack: SlackDesk) -> None:
    file = brought(slack)
    hand_in(slack, file)
    later(slack)
    with slack.database.write() as session:
        (job,) = session.exec(select(Job).where(Job.kind == "upload"))
        files.take_in(session, at=slack.clock(), **{k: v for k, v in job.arguments.items() if k != "arguments"}, forget=False)
    later(slack)
    assert actions(slack).count("team.holidays") == 1


# -- what the desk hands over --------------------------------------------------------------------------------------------


class Press:
    """A maker that counts what it made, and can be told to fail."""

    def __init__(self) -> None:
        self.made = 0
        self.failing: list[Exception] = []

    def __call__(self, desk: Desk, *, number: int) -> File:
        if self.failing:
            raise self.failing.pop()
        self.made += 1
        return File(f"PR-{number:04d}.csv", f"number,{number}\n".encode(), comment="As asked: <!channel> & co")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    found = Press()
    monkeypatch.setitem(mailroom.MAKERS, "probe", found)
    return found


def send(slack: SlackDesk, conversation: str = DESK, once: str = "one", number: int = 7, **more: Any) -> None:
    with slack.database.write() as session:
        files.send(session, at=slack.clock(), maker="probe", conversation=conversation, once=once, number=number, **more)
    slack.settle()


def sent(slack: SlackDesk, user: str = MARA, channel: str = DESK, thread_ts: str | None = None) -> list[dict[str, Any]]:
    return [one for one in slack.said(user, channel, thread_ts) if one.get("files")]


def content(slack: SlackDesk, message: dict[str, Any]) -> bytes:
    from bot.sandbox import files as held

    return held.content(slack.world, message["files"][0]["id"]) or b""


def test_a_file_is_sent_with_its_words_which_stay_words(slack: SlackDesk, press: Press) -> None:
    send(slack)
    (message,) = sent(slack)
    assert message["files"][0]["name"] == "PR-0007.csv" and content(slack, message) == b"number,7\n"
    assert message["text"] == "As asked: &lt;!channel&gt; &amp; co"


def test_the_outbox_never_holds_the_bytes(slack: SlackDesk, press: Press) -> None:
    send(slack)
    (job,) = [one for one in rows(slack, Job) if one.kind == "file"]
    assert job.state == JobState.DONE and "number,7" not in json.dumps(job.arguments)


def test_what_is_not_written_is_not_sent(slack: SlackDesk, press: Press) -> None:
    with pytest.raises(DeskError), slack.database.write() as session:
        files.send(session, at=slack.clock(), maker="probe", conversation=DESK, once="one", number=1)
        raise DeskError("No.")
    slack.settle()
    assert sent(slack) == [] and press.made == 0


def test_under_one_name_a_file_is_sent_once_to_each_conversation(slack: SlackDesk, press: Press) -> None:
    for conversation, once in ((DESK, "one"), (DESK, "one"), (TOBI, "one"), (DESK, "two")):
        send(slack, conversation, once)
    assert [len(sent(slack)), len(sent(slack, TOBI, slack.dm(TOBI)))] == [2, 1]


def test_a_file_about_an_inquiry_goes_into_the_thread_of_its_card(slack: SlackDesk, press: Press) -> None:
    found = log(slack)
    send(slack, inquiry=found.id)
    assert len(sent(slack, thread_ts=slack.card(1)["ts"])) == 1 and sent(slack) == []


def test_a_file_about_a_restricted_inquiry_goes_only_to_those_named(slack: SlackDesk, press: Press) -> None:
    found = log(slack, restricted=["yes"], named=[DINAH])
    for conversation in (DESK, PRIYA, DINAH, GUS):
        send(slack, conversation, inquiry=found.id)
    theirs = slack.dm(DINAH)
    assert len(sent(slack, DINAH, theirs, slack.card(1, theirs, DINAH)["ts"])) == 1
    assert press.made == 1


def test_a_file_is_taken_away_where_its_inquiry_becomes_restricted(slack: SlackDesk, press: Press) -> None:
    found = log(slack)
    send(slack, inquiry=found.id)
    send(slack, PRIYA, inquiry=found.id)
    assert "PR-0007.csv" in seen_by(slack, DINAH) and "PR-0007.csv" in seen_by(slack, PRIYA)
    change(slack, TOBI, restricted=["yes"])
    assert "PR-0007.csv" not in seen_by(slack, DINAH) + seen_by(slack, PRIYA)
    assert slack.world.state.contents == {} and not [one for one in rows(slack, Posting) if one.kind == "file"]


def test_slacks_pauses_and_outages_are_waited_out(slack: SlackDesk, press: Press) -> None:
    order(slack, "fail_next", method="files.completeUploadExternal", error="ratelimited", http_status=429, retry_after=3)
    order(slack, "fail_next", method="files.getUploadURLExternal", error="down", http_status=503)
    send(slack)
    assert sent(slack) == []
    for _ in range(3):
        later(slack, 20)
    assert len(sent(slack)) == 1


def test_a_maker_that_fails_is_tried_again_and_one_that_cannot_gives_up(
    slack: SlackDesk, press: Press, caplog: pytest.LogCaptureFixture
) -> None:
    press.failing = [DeskError("It is not there any more."), ValueError("a slip")]
    with caplog.at_level(logging.CRITICAL):
        send(slack)
        later(slack, 60)
    (job,) = [one for one in rows(slack, Job) if one.kind == "file"]
    assert (job.state, job.error, job.attempts) == (JobState.DEAD, "It is not there any more.", 2)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("op", "given", "said"),
    [
        ("scopes", {"scopes": "chat:write,im:write,users:read"}, "the desk lacks the right to files"),
        ("strictness", {"file_bytes": 3}, "it is larger than this workspace allows"),
    ],
)
def test_what_slack_does_not_take_is_said_in_its_place(
    slack: SlackDesk, press: Press, op: str, given: dict[str, Any], said: str
) -> None:
    order(slack, op, **given)
    send(slack)
    assert said in words(slack.last(MARA)) and "PR-0007.csv" in words(slack.last(MARA)) and sent(slack) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_channel_that_the_desk_is_not_in_gets_none(slack: SlackDesk, press: Press) -> None:
    send(slack, NOBOT)
    assert slack.said(MARA, NOBOT) == []
    assert [one.state for one in rows(slack, Job) if one.kind == "file"] == [JobState.DEAD]


def test_a_calendar_made_to_be_long_is_refused() -> None:
    from bot.clocks import holidays

    for text in ("BEGIN:VEVENT\n" * 70_000, EVENT.format(99991231, "x"), EVENT.format(20270101, "x") * 6_000):
        with pytest.raises(Invalid):
            holidays.read(text, since=date(2026, 11, 23))
