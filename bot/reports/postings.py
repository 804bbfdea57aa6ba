"""Postings: a report into a coverage channel, by hand or by the clock, and as a file to whoever asks for one."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot import audit, clocks, files, marks, outbox, teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.coverage import channels, charts, trends
from bot.coverage.weeks import USUAL
from bot.desk import Desk
from bot.errors import Conflict, DeskError, NotFound
from bot.files import File
from bot.models import CoverageChannel, EngagementReport, Member
from bot.reports.documents import Picture, docx
from bot.reports.periods import Length, Period, containing, of_key
from bot.reports.record import Report, counted, restored, snapshot
from bot.reports.sheets import as_csv

BY_ITSELF = "desk"
ENDINGS = {"docx": "Word document", "csv": "CSV"}
WEEKLY_LATE, MONTHLY_LATE = 3, 7  # Days after which a report that nobody could post is last period's news.


def channel_here(session: Session, team_id: str, channel: str) -> CoverageChannel | None:
    """The coverage channel that a conversation is and that nobody stopped, or None."""
    found = channels.of_conversation(session, team_id, channel)
    return found if found is not None and found.stopped_at is None else None


def may_post(desk: Desk, *, actor: Actor, channel: str) -> bool:
    """Whether a report may be posted to a conversation by this person."""
    with desk.database.read() as session:
        return actor.rank >= RANK[NEEDS["work"]] and channel_here(session, actor.team_id, channel) is not None


def refuse_elsewhere(desk: Desk, *, actor: Actor, channel: str) -> None:
    """Conflict where a report can't be posted because the conversation is no coverage channel; asked before it is counted."""
    authorize(actor, "work")
    with desk.database.read() as session:
        if channel_here(session, actor.team_id, channel) is None:
            raise Conflict("This is no coverage channel. An admin makes it one with `/press digest settings`.")


def post(desk: Desk, *, actor: Actor, key: str, channel: str) -> Report:
    """Posts the report of a period into a coverage channel; one that is up already is counted anew and changed in place.
    Conflict where the conversation is no coverage channel."""
    refuse_elsewhere(desk, actor=actor, channel=channel)
    with desk.database.read() as session:
        there = channel_here(session, actor.team_id, channel)
        assert there is not None
        period = of_key(key, zone=teams.team_of(session, actor.team_id).zone)
        report = counted(session, team_id=actor.team_id, period=period, at=desk.clock())
    with desk.database.write() as session:
        _put(session, desk, there, report, by=actor.id)
    return report


def due(desk: Desk) -> int:
    """Puts the report of every channel that is sent to and wants one, and whose period is over, once, on the first working
    day after it, at the channel's hour; gives how many."""
    put = 0
    with desk.database.read() as session:
        waiting = [(one, period) for one in channels.sending(session) for period in _waiting(session, desk, one)]
        ready = [(one, counted(session, team_id=one.team_id, period=period, at=desk.clock())) for one, period in waiting]
    for one, report in ready:
        with desk.database.write() as session:
            # Another process may be at the same; whoever has the channel's row first posts it.
            channel = session.get_one(CoverageChannel, one.id, with_for_update=True)
            if not _is_posted(session, channel, report.period):
                _put(session, desk, channel, report, by=BY_ITSELF)
                put += 1
    return put


def _waiting(session: Session, desk: Desk, channel: CoverageChannel) -> list[Period]:
    """The periods that are over, whose hour has come, and whose report was not posted since."""
    lengths: list[tuple[Length, bool, int]] = [
        ("week", channel.weekly_report, WEEKLY_LATE), ("month", channel.monthly_report, MONTHLY_LATE),
    ]  # fmt: skip
    zone, found = teams.team_of(session, channel.team_id).zone, []
    hours = clocks.of(session, channel.team_id).hours
    today = desk.clock().astimezone(ZoneInfo(channel.zone)).date()
    for length, wanted, most in lengths:
        period = containing(today, length=length, zone=zone).before
        first = hours.working_day_after(period.last)
        late = (today - first).days
        opens = datetime.combine(first, time.fromisoformat(channel.time), tzinfo=ZoneInfo(channel.zone))
        if wanted and 0 <= late < most and desk.clock() >= opens and not _is_posted(session, channel, period):
            found.append(period)
    return found


def _is_posted(session: Session, channel: CoverageChannel, period: Period) -> bool:
    """Whether it was posted once the period was over: one of a period so far is no report of it."""
    row = _row(session, channel, period)
    return row is not None and row.created_at >= period.until


def _row(session: Session, channel: CoverageChannel, period: Period) -> EngagementReport | None:
    same = (
        EngagementReport.channel_id == channel.id, EngagementReport.period == period.length,
        EngagementReport.first_day == period.first,
    )  # fmt: skip
    return session.exec(select(EngagementReport).where(*same)).first()


def _put(session: Session, desk: Desk, channel: CoverageChannel, report: Report, *, by: str) -> None:
    period = report.period
    row = _row(session, channel, period) or EngagementReport(
        team_id=channel.team_id, channel_id=channel.id or 0, period=period.length, first_day=period.first,
        last_day=period.last, snapshot={}, created_at=desk.clock(),
    )  # fmt: skip
    row.snapshot, row.created_at = snapshot(report), report.at
    session.add(row)
    session.flush()
    marks.passed("report_snapshot")
    outbox.put(session, at=desk.clock(), kind="engagement_report", lane=channel.channel, report=row.id)
    audit.write(
        session, at=desk.clock(), actor=by, action="report.posted", object=f"report:{row.id}",
        details={"period": period.key, "channel": channel.channel, "whole": report.whole},
    )  # fmt: skip


def kept(session: Session, report_id: int) -> tuple[Report, str]:
    """A report as it is shown, and the channel it is in. Asks nobody's permission: for work that runs without an actor."""
    row = session.get_one(EngagementReport, report_id)
    channel = session.get_one(CoverageChannel, row.channel_id)
    return restored(session, team_id=row.team_id, kept=row.snapshot), channel.channel


def send(desk: Desk, *, actor: Actor, key: str, ending: str, request_id: str) -> None:
    """Sends the report as a file into the actor's direct messages, once per `request_id`; it is on record that they took it."""
    authorize(actor, "look")
    if ending not in ENDINGS:
        raise NotFound("There is no such file.")
    with desk.database.write() as session:
        period = of_key(key, zone=teams.team_of(session, actor.team_id).zone)
        files.send(
            session, at=desk.clock(), maker="report", conversation=actor.user_id, once=f"report:{key}:{ending}:{request_id}",
            period=period.key, ending=ending, member=actor.id,
        )  # fmt: skip
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="report.exported", object=f"team:{actor.team_id}",
            details={"period": period.key, "ending": ending},
        )  # fmt: skip


def make(desk: Desk, *, period: str, ending: str, member: str) -> File:
    """The file, counted when it goes out. NotAllowed where the member may not look at the desk any more."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "look")
        found = of_key(period, zone=teams.team_of(session, actor.team_id).zone)
        report = counted(session, team_id=actor.team_id, period=found, at=desk.clock())
        weeks = trends.of_team(session, desk, team_id=actor.team_id, weeks=USUAL) if ending == "docx" else None
    picture = _picture(report, weeks) if weeks is not None else None
    content = docx(report, picture) if ending == "docx" else as_csv(report).encode("utf-8-sig")
    return File(f"report-{found.code}.{ending}", content, comment=report.title, title=report.title)


def _picture(report: Report, weeks: trends.Trends) -> Picture | None:
    """The weeks up to now as a chart, where the report is of one of them, there was any coverage and charts can be drawn here."""
    if report.period.until <= weeks.weeks.since or not any(weeks.unique):
        return None
    try:
        return Picture(charts.picture(weeks), charts.alt(weeks))
    except DeskError:
        return None
