"""Coverage channels: which channels get digests and alerts, at which hour of which days, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.clocks.hours import time_of_day
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import CoverageChannel
from bot.teams import WEEKDAYS, keepers, team_of

SECTIONS = ("needs", "stories", "spokespeople", "messages", "quiet", "feeds", "peers", "topics")
USUAL = SECTIONS[:6]  # Peers and topics are context, and shown where somebody asked for them.
MOST_ALERTS = 50


@dataclass(frozen=True)
class Choices:
    """What a person chose for a channel. `time` is a wall time of `zone`; `days` are "mon" … "sun"."""

    zone: str
    time: str = "07:30"
    days: Sequence[str] = WEEKDAYS[:5]
    sections: Sequence[str] = USUAL
    takes_links: bool = True
    alerts: bool = True
    daily_alerts: int = 5
    weekly_report: bool = False
    monthly_report: bool = False


def listing(desk: Desk, *, actor: Actor) -> list[CoverageChannel]:
    """Every coverage channel of the team, in the order they were added."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return list(session.exec(_of(actor.team_id)))


def get(desk: Desk, *, actor: Actor, channel_id: int) -> CoverageChannel:
    """One coverage channel by our id. NotFound where there is none."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return _read(session, actor, channel_id)


def of_conversation(session: Session, team_id: str, conversation: str) -> CoverageChannel | None:
    """The coverage channel that a Slack channel is, if it is one."""
    return session.exec(_of(team_id).where(CoverageChannel.channel == conversation)).first()


def sending(session: Session, team_id: str | None = None) -> list[CoverageChannel]:
    """The channels that are sent to: their preview was looked at, and nobody stopped them."""
    found = select(CoverageChannel).where(
        col(CoverageChannel.previewed_at).is_not(None), col(CoverageChannel.stopped_at).is_(None)
    )
    if team_id is not None:
        found = found.where(CoverageChannel.team_id == team_id)
    return list(session.exec(found.order_by(col(CoverageChannel.id))))


def add(desk: Desk, *, actor: Actor, conversation: str | None, choices: Choices) -> CoverageChannel:
    """Makes a Slack channel a coverage channel. Nothing is sent to it before its preview was looked at."""
    authorize(actor, "manage")
    if not conversation:
        raise Invalid("Choose a channel.", channel="Choose the channel that gets the digest.")
    with desk.database.write() as session:
        team_of(session, actor.team_id)
        if of_conversation(session, actor.team_id, conversation) is not None:
            raise Conflict("That channel has coverage settings already; change those.")
        row = CoverageChannel(
            team_id=actor.team_id, channel=conversation, zone=choices.zone, added_by=actor.id, added_at=desk.clock()
        )
        _take(row, choices)
        session.add(row)
        session.flush()
        _record(session, desk, actor, row, "added")
    return row


def change(desk: Desk, *, actor: Actor, channel_id: int, choices: Choices) -> CoverageChannel:
    """Changes what was chosen for a channel."""
    authorize(actor, "manage")
    with desk.database.write() as session:
        row = _read(session, actor, channel_id, hold=True)
        _take(row, choices)
        session.add(row)
        _record(session, desk, actor, row, "changed")
    return row


def begin(desk: Desk, *, actor: Actor, channel_id: int) -> CoverageChannel:
    """Starts sending, by somebody who has the preview in front of them."""
    authorize(actor, "manage")
    with desk.database.write() as session:
        row = _read(session, actor, channel_id, hold=True)
        row.previewed_at, row.stopped_at = desk.clock(), None
        session.add(row)
        _record(session, desk, actor, row, "begun")
    return row


def stop(desk: Desk, *, actor: Actor, channel_id: int) -> CoverageChannel:
    """Stops digests and alerts there. A preview starts them again."""
    authorize(actor, "manage")
    with desk.database.write() as session:
        row = _read(session, actor, channel_id, hold=True)
        row.stopped_at = desk.clock()
        session.add(row)
        _record(session, desk, actor, row, "stopped")
    return row


def lost(session: Session, desk: Desk, *, conversation: str, why: str) -> bool:
    """Stops sending to a channel that Slack lets nothing be posted to, and has whoever chose it told, once; False where nothing
    was sent there anyway."""
    asked = select(CoverageChannel).where(CoverageChannel.channel == conversation, col(CoverageChannel.stopped_at).is_(None))
    rows, now = session.exec(asked.with_for_update()).all(), desk.clock()
    for row in rows:
        row.stopped_at = now
        session.add(row)
        audit.write(
            session, at=now, actor="desk", action="coverage_channel.lost", object=f"coverage_channel:{row.id}", details={"why": why}
        )  # fmt: skip
        for user in keepers(session, row.team_id, row.added_by):
            outbox.put(
                session, at=now, kind="coverage_channel_lost", lane=user, key=f"coverage_channel_lost:{row.id}:{now.isoformat()}:{user}",
                channel=row.id, conversation=user, why=why,
            )  # fmt: skip
    return bool(rows)


def _of(team_id: str):  # type: ignore[no-untyped-def]
    return select(CoverageChannel).where(CoverageChannel.team_id == team_id).order_by(col(CoverageChannel.id))


def _read(session: Session, actor: Actor, channel_id: int, *, hold: bool = False) -> CoverageChannel:
    row = session.get(CoverageChannel, channel_id, with_for_update=True if hold else None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("There are no coverage settings for that channel any more.")
    return row


def _take(row: CoverageChannel, choices: Choices) -> None:
    """Puts the choices into the row. Invalid names the field that cannot be."""
    if choices.zone not in available_timezones():
        raise Invalid("That is no time zone.", zone="Use a name such as Europe/London or America/New_York.")
    wall = time_of_day(choices.time)
    if wall is None:
        raise Invalid("That is no time of day.", time="Use hours and minutes, such as 07:30.")
    days = [day for day in WEEKDAYS if day in choices.days]
    if not days:
        raise Invalid("Choose a day.", days="Choose at least one day of the week.")
    if not 0 <= choices.daily_alerts <= MOST_ALERTS:
        raise Invalid("That is no number of alerts.", daily_alerts=f"Between 0 and {MOST_ALERTS}.")
    row.zone, row.time, row.days = choices.zone, wall, days
    row.sections = [one for one in SECTIONS if one in choices.sections]
    row.takes_links, row.alerts, row.daily_alerts = choices.takes_links, choices.alerts, choices.daily_alerts
    row.weekly_report, row.monthly_report = choices.weekly_report, choices.monthly_report


def _record(session: Session, desk: Desk, actor: Actor, row: CoverageChannel, what: str) -> None:
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"coverage_channel.{what}", object=f"coverage_channel:{row.id}"
    )


def takes_links(desk: Desk, *, team_id: str, conversation: str) -> bool:
    """Whether links dropped into a Slack channel become clips."""
    with desk.database.read() as session:
        row = of_conversation(session, team_id, conversation)
    return row is not None and row.takes_links and row.stopped_at is None
