"""Coverage digests: what was said of us since the last one, for one channel and its local day.

A digest is a snapshot first and a message afterwards, once for each channel and local date whatever the clocks do. It tells of
what was first seen since the last one's end, so a weekend or an outage loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from bot import audit, marks, outbox, teams
from bot.authority import Actor, authorize
from bot.coverage import channels, snapshots
from bot.coverage.channels import USUAL
from bot.coverage.snapshots import Told
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.models import Article, CoverageChannel, CoverageDigest

LATE = timedelta(hours=6)  # A digest later than this waits for the next one, which tells of all of it.
LONGEST = timedelta(days=14)  # After a longer pause a digest tells of the last two weeks.
SETTLING = timedelta(minutes=1)  # What is being stored at this moment is the next digest's.
STUCK = timedelta(hours=2)  # An article that waits longer than this to be sorted holds no digest back.
AHEAD = timedelta(minutes=20)  # Summaries are asked for this long before.
IN_THREAD = 12  # Stories that get a post of their own.

Which = Literal["now", "yesterday", "week"]


@dataclass(frozen=True)
class Digested:
    """A digest as it is shown. `day` is its local date; `channel` where it belongs, None where one person asked."""

    day: date
    told: Told
    channel: CoverageChannel | None = None
    which: Which | None = None

    @property
    def caught_up(self) -> bool:
        """Whether it tells of more than a day."""
        return self.told.until - self.told.since > timedelta(hours=26)


def due(desk: Desk) -> int:
    """Puts the digest of every channel whose hour has come, once a local day; gives how many. Where one fails the others are put
    all the same, and then what was wrong is raised."""
    put, failures = 0, list[Exception]()
    with desk.database.read() as session:
        sent_to = channels.sending(session)
        coming = [(one, day) for one in sent_to if (day := _coming(desk, one))]
        waiting = [one.id or 0 for one in sent_to if _day_due(session, desk, one) is not None]
    for one, day in coming:
        _put_summaries(desk, one, day)
    for channel_id in waiting:
        try:
            put += _put(desk, channel_id)
        except Exception as failure:  # Raised below, once the other channels had theirs.
            failures.append(failure)
    if waiting:
        marks.passed("coverage_digests_put")
    if failures:
        raise failures[0]
    return put


def _put(desk: Desk, channel_id: int) -> bool:
    """Looks first, which may take a second where much ran, and writes then, unless another process was faster."""
    with desk.database.read() as session:
        channel = session.get_one(CoverageChannel, channel_id)
        since, until = window(session, desk, channel)
        snapshot = _snapshot(session, desk, channel, since, until)
    with desk.database.write() as session:
        # Another process may be at the same; whoever has the channel's row first says it.
        channel = session.exec(select(CoverageChannel).where(CoverageChannel.id == channel_id).with_for_update()).one()
        day = _day_due(session, desk, channel)
        if day is None or ((last := _last(session, channel)) is not None and last > since):
            return False
        _keep(session, desk, channel, CoverageDigest(
            team_id=channel.team_id, channel_id=channel_id, day=day, since=since, until=until, snapshot=snapshot, created_at=desk.clock()
        ))  # fmt: skip
    return True


def _snapshot(session: Session, desk: Desk, channel: CoverageChannel, since: datetime, until: datetime) -> dict[str, Any]:
    """What the digest tells; `stories` are those that get a post of their own."""
    taken = snapshots.take(
        session, channel.team_id, zone=channel.zone, since=since, until=until, sections=channel.sections, now=desk.clock(),
        channel_id=channel.id,
    )  # fmt: skip
    told = snapshots.read(session, taken, zone=channel.zone, since=since, until=until)
    stories = [one.id for one in told.stories if one.id][:IN_THREAD] if "stories" in channel.sections else []
    return {**taken, "stories": stories}


def _keep(session: Session, desk: Desk, channel: CoverageChannel, digest: CoverageDigest) -> None:
    """Keeps it, with the posts it asks for: the message, then one for each of its first stories."""
    now = desk.clock()
    session.add(digest)
    session.flush()
    marks.passed("coverage_digest_snapshot")
    key = f"coverage_digest:{channel.id}:{digest.day.isoformat()}"
    outbox.put(session, at=now, kind="coverage_digest", lane=channel.channel, key=key, digest=digest.id)
    for story in digest.snapshot["stories"]:
        outbox.put(
            session, at=now, kind="coverage_story", lane=channel.channel, key=f"{key}:story:{story}", digest=digest.id, story=story
        )  # fmt: skip


def _last(session: Session, channel: CoverageChannel) -> datetime | None:
    """The end of a channel's last digest."""
    return session.exec(select(func.max(CoverageDigest.until)).where(CoverageDigest.channel_id == channel.id)).one()


def window(session: Session, desk: Desk, channel: CoverageChannel) -> tuple[datetime, datetime]:
    """Since when and until when the next digest of a channel tells."""
    now = desk.clock()
    since = _last(session, channel) or before(channel, now)
    since = max(since, now - LONGEST)
    return since, max(_settled(session, channel.team_id, since, now), since)


def _settled(session: Session, team_id: str, since: datetime, now: datetime) -> datetime:
    """Before when everything seen from `since` on has been sorted, so that no article falls between two digests. An older one
    that is sorted once more was told of before."""
    waits = select(func.min(Article.first_seen_at)).where(
        Article.team_id == team_id, col(Article.sorted_at).is_(None), Article.first_seen_at >= since
    )
    oldest = session.exec(waits).one()
    until = now - SETTLING
    return max(min(until, oldest), now - STUCK) if oldest else until


def before(channel: CoverageChannel, now: datetime) -> datetime:
    """The hour of the channel's digest before the one at hand: since when its first one tells."""
    hours = [at for _, at in _hours(channel, now) if at <= now - timedelta(hours=12)]
    return max(hours) if hours else now - timedelta(days=1)


def _hours(channel: CoverageChannel, now: datetime) -> Iterator[tuple[date, datetime]]:
    """The channel's digest days from a week before the local day of `now` until the day after it, each with its instant."""
    zone = ZoneInfo(channel.zone)
    today = now.astimezone(zone).date()
    for number in range(-8, 2):
        day = today + timedelta(days=number)
        if day.strftime("%a").lower() in channel.days:
            yield day, datetime.combine(day, time.fromisoformat(channel.time), tzinfo=zone).astimezone(UTC)


def _day_due(session: Session, desk: Desk, channel: CoverageChannel) -> date | None:
    """The local date whose digest is due now and not kept yet. One whose hour had passed when sending began is not."""
    now = desk.clock()
    if channel.previewed_at is None or channel.stopped_at is not None:
        return None
    days = [day for day, at in _hours(channel, now) if at <= now < at + LATE and at >= channel.previewed_at]
    if not days:
        return None
    said = select(CoverageDigest.id).where(CoverageDigest.channel_id == channel.id, CoverageDigest.day == days[-1])
    return days[-1] if session.exec(said).first() is None else None


def _coming(desk: Desk, channel: CoverageChannel) -> date | None:
    """The local date whose digest comes within twenty minutes."""
    now = desk.clock()
    return next((day for day, at in _hours(channel, now) if now < at <= now + AHEAD), None)


def _put_summaries(desk: Desk, channel: CoverageChannel, day: date) -> None:
    if not desk.llm.configured:
        return
    with desk.database.write() as session:
        outbox.put(
            session, at=desk.clock(), kind="coverage_summaries", lane=f"summaries:{channel.team_id}",
            key=f"coverage_summaries:{channel.id}:{day.isoformat()}", channel=channel.id,
        )  # fmt: skip


def kept(session: Session, digest: CoverageDigest) -> Digested:
    """A digest as it may be shown now."""
    channel = session.get_one(CoverageChannel, digest.channel_id)
    told = snapshots.read(session, digest.snapshot, zone=channel.zone, since=digest.since, until=digest.until)
    return Digested(digest.day, told, channel)


def preview(desk: Desk, *, actor: Actor, channel_id: int) -> Digested:
    """The digest as it would be posted to a channel at this moment."""
    authorize(actor, "manage")
    with desk.database.read() as session:
        channel = session.get(CoverageChannel, channel_id)
        if channel is None or channel.team_id != actor.team_id:
            raise NotFound("There are no coverage settings for that channel any more.")
        since, until = window(session, desk, channel)
        return _shown(session, desk, channel.team_id, channel.zone, since, until, channel.sections, channel=channel)


def asked(desk: Desk, *, actor: Actor, which: Which, conversation: str = "") -> Digested:
    """Coverage since the last digest, of yesterday, or of the last seven days, for one who asks. `conversation` is where they
    ask: a coverage channel's own zone, sections and last digest count there."""
    authorize(actor, "look")
    with desk.database.read() as session:
        channel = channels.of_conversation(session, actor.team_id, conversation) if conversation else None
        zone = channel.zone if channel else teams.team_of(session, actor.team_id).zone
        since, until = _asked_window(session, desk, which, zone, channel)
        sections = channel.sections if channel else USUAL
        return _shown(session, desk, actor.team_id, zone, since, until, sections, channel=channel, which=which)


def _asked_window(
    session: Session, desk: Desk, which: Which, zone: str, channel: CoverageChannel | None
) -> tuple[datetime, datetime]:
    now = desk.clock()
    today = now.astimezone(ZoneInfo(zone)).date()
    if which == "yesterday":
        return snapshots.midnight(today - timedelta(days=1), zone), snapshots.midnight(today, zone)
    if which == "week":
        return snapshots.midnight(today - timedelta(days=7), zone), snapshots.midnight(today, zone)
    return (window(session, desk, channel)[0] if channel else now - timedelta(days=1)), now


def _shown(
    session: Session, desk: Desk, team_id: str, zone: str, since: datetime, until: datetime, sections: Sequence[str], *,
    channel: CoverageChannel | None = None, which: Which | None = None,
) -> Digested:  # fmt: skip
    now = desk.clock()
    channel_id = channel.id if channel else None
    taken = snapshots.take(
        session, team_id, zone=zone, since=since, until=until, sections=sections, now=now, channel_id=channel_id
    )
    told = snapshots.read(session, taken, zone=zone, since=since, until=until)
    return Digested(_day_of(until, zone), told, channel, which)


def posted(session: Session, channel: CoverageChannel, since: datetime, until: datetime, now: datetime) -> Digested:
    """What a person had posted into a channel, as it may be shown now."""
    taken = snapshots.take(
        session, channel.team_id, zone=channel.zone, since=since, until=until, sections=channel.sections, now=now
    )
    told = snapshots.read(session, taken, zone=channel.zone, since=since, until=until)
    return Digested(_day_of(until, channel.zone), told, channel)


def _day_of(until: datetime, zone: str) -> date:
    """The local date a window ends on; one that ends at midnight is of the day before."""
    return (until - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def post_here(desk: Desk, *, actor: Actor, conversation: str, since: datetime, until: datetime) -> None:
    """Posts what a person was shown into the channel it was asked in. Conflict where that is no coverage channel."""
    authorize(actor, "work")
    with desk.database.write() as session:
        channel = channels.of_conversation(session, actor.team_id, conversation)
        if channel is None:
            raise Conflict("This is no coverage channel. An admin can make it one with `/press digest settings`.")
        outbox.put(
            session, at=desk.clock(), kind="coverage_asked", lane=channel.channel, channel=channel.id,
            since=since.isoformat(), until=until.isoformat(),
        )  # fmt: skip
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="coverage_digest.posted", object=f"coverage_channel:{channel.id}",
            details={"since": since.isoformat(), "until": until.isoformat()},
        )  # fmt: skip
