"""Alerts: what cannot wait for the digest. One for each story, kind and severity.

A story has one message in a channel. What comes later of the same story changes that message and adds a line to its thread;
only stories count against the day's cap. What quiet hours hold back is sent when they end, what the cap or a mute keeps back is
named in the channel's next digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from bot import clocks, marks, outbox
from bot.coverage import alert_reasons, channels, showable, signs
from bot.coverage.signs import CRISIS, Sign
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.models import Alert, AlertPlace, CoverageChannel, Story, Team

NO_CHANNEL = "No channel takes alerts."
CAPPED = "The day's limit was reached."
MUTED = "The story was muted, or is not about us."
OLD = timedelta(days=3)  # What was held for longer than this is no alert any more; the digest had it.


def look(desk: Desk, *, team_id: str) -> int:
    """Raises the alerts that are due for a team; gives how many are new. Seen again, nothing is raised twice."""
    with desk.database.read() as session:
        found = signs.read(session, team_id, desk.clock())
    return sum(_raise(desk, team_id, one) for one in found)


def due(desk: Desk) -> int:
    """Sends what quiet hours held back, once they are over; gives how many."""
    asked = select(Alert.id).where(
        col(Alert.held_until) <= desk.clock(), col(Alert.sent_at).is_(None), Alert.withheld == "",
        Alert.raised_at > desk.clock() - OLD,
    )  # fmt: skip
    with desk.database.read() as session:
        waiting = list(session.exec(asked.order_by(col(Alert.id))))
    for alert_id in waiting:
        with desk.database.write() as session:
            alert = session.get_one(Alert, alert_id, with_for_update=True)
            if alert.sent_at is None and not alert.withheld:
                _send(session, desk, alert)
    return len(waiting)


def of_place(session: Session, place: AlertPlace) -> list[Alert]:
    """What was said of a story in a channel, as it may be said now: of each kind the worst, oldest first."""
    asked = select(Alert).where(col(Alert.story_id).in_(family(session, place.story_id)), col(Alert.sent_at).is_not(None))
    worst: dict[str, Alert] = {}
    for one in session.exec(asked.order_by(col(Alert.severity), col(Alert.id))):
        worst[one.kind] = one
    return alert_reasons.sayable(session, sorted(worst.values(), key=lambda one: (one.raised_at, one.id)))


def family(session: Session, story_id: int) -> list[int]:
    """The story as it is now and all that became part of it: an alert of one is an alert of all."""
    root, seen = session.get(Story, story_id), {story_id}
    while root is not None and root.merged_into_id is not None and root.merged_into_id not in seen:
        seen.add(root.merged_into_id)
        root = session.get(Story, root.merged_into_id)
    known = [root.id or 0] if root is not None else [story_id]
    fresh: Sequence[int] = known
    while fresh:
        merged = session.exec(select(Story.id).where(col(Story.merged_into_id).in_(fresh)))
        fresh = [one for one in merged if one is not None and one not in known]
        known = [*known, *fresh]
    return known


def _raise(desk: Desk, team_id: str, sign: Sign) -> bool:
    """Keeps an alert and sends it, unless the story had one of its kind that was no less."""
    with desk.database.write() as session:
        # Whoever has the team's row raises; another worker at the same finds what was raised.
        session.exec(select(Team.id).where(Team.id == team_id).with_for_update()).one()
        worst = select(func.max(Alert.severity)).where(
            col(Alert.story_id).in_(family(session, sign.story_id)), Alert.kind == sign.kind
        )
        if (session.exec(worst).one() or 0) >= sign.severity:
            return False
        now = desk.clock()
        row = Alert(
            team_id=team_id, story_id=sign.story_id, clip_id=sign.clip_id, term_id=sign.term_id, kind=sign.kind,
            severity=sign.severity, reason=sign.reason, raised_at=now,
        )  # fmt: skip
        if not insert_unless_there(session, row):
            return False
        same = (Alert.story_id == sign.story_id, Alert.kind == sign.kind, Alert.severity == sign.severity)
        alert = session.exec(select(Alert).where(*same)).one()
        audible = clocks.of(session, team_id).hours.audible_from(now)
        if audible > now and sign.severity < CRISIS:
            alert.held_until = audible
            session.add(alert)
        else:
            _send(session, desk, alert)
        marks.passed("alert_raised")
    return True


def _send(session: Session, desk: Desk, alert: Alert) -> None:
    """Puts the alert into every channel that takes alerts and has room for its story today."""
    now = desk.clock()
    if _is_outdone(session, alert):
        alert.sent_at = now
        session.add(alert)
        return
    takers = [one for one in channels.sending(session, alert.team_id) if one.alerts]
    if not any(showable.of_story(session, one) for one in family(session, alert.story_id)):
        alert.withheld, alert.held_until = MUTED, now
    elif not takers:
        alert.withheld, alert.held_until = NO_CHANNEL, now
    else:
        sent = [_place(session, desk, alert, one) for one in takers]
        if any(sent):
            alert.sent_at = now
        if not all(sent):
            alert.withheld, alert.held_until = CAPPED, now
    session.add(alert)


def _is_outdone(session: Session, alert: Alert) -> bool:
    """Whether worse of the same kind was said meanwhile, as of one that quiet hours held."""
    worse = select(Alert.id).where(
        col(Alert.story_id).in_(family(session, alert.story_id)), Alert.kind == alert.kind, Alert.severity > alert.severity,
        col(Alert.sent_at).is_not(None),
    )  # fmt: skip
    return session.exec(worse).first() is not None


def _place(session: Session, desk: Desk, alert: Alert, channel: CoverageChannel) -> bool:
    """Whether a channel gets the alert: with a message of its own, or in that of its story."""
    now = desk.clock()
    session.exec(select(CoverageChannel.id).where(CoverageChannel.id == channel.id).with_for_update()).one()
    asked = select(AlertPlace).where(
        AlertPlace.channel_id == channel.id, col(AlertPlace.story_id).in_(family(session, alert.story_id))
    )
    place = session.exec(asked).first()
    if place is None:
        day = now.astimezone(ZoneInfo(channel.zone)).date()
        if _told_today(session, channel, day) >= channel.daily_alerts:
            return False
        place = AlertPlace(story_id=alert.story_id, channel_id=channel.id or 0, day=day, at=now)
        session.add(place)
        session.flush()
        show(session, desk, channel, place)
    else:
        show(session, desk, channel, place)
        outbox.put(
            session, at=now, kind="coverage_alarm_line", lane=channel.channel, key=f"alarm_line:{alert.id}:{place.id}",
            alert=alert.id, place=place.id,
        )  # fmt: skip
    return True


def show(session: Session, desk: Desk, channel: CoverageChannel, place: AlertPlace) -> None:
    """Has the message of a story's alerts brought up to date in a channel, or posted."""
    outbox.put(session, at=desk.clock(), kind="coverage_alarm", lane=channel.channel, place=place.id)


def _told_today(session: Session, channel: CoverageChannel, day: date) -> int:
    asked = select(func.count()).select_from(AlertPlace).where(AlertPlace.channel_id == channel.id, AlertPlace.day == day)
    return session.exec(asked).one()
