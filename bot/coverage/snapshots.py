"""Snapshots: what a digest tells, as ids and counts, taken once and read again each time it is rendered.

The counts of the days before are kept as they were; everything else is read anew from its ids, so what may not be shown any
more is left out of a retry too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from bot.coverage import alert_reasons, contexts, pulls, showable
from bot.coverage.contexts import Context
from bot.coverage.showable import ShownClip
from bot.models import (
    Alert,
    AlertPlace,
    Article,
    Clip,
    ClipLink,
    ClipQuote,
    Feed,
    FeedState,
    House,
    Inquiry,
    LinkKind,
    PullThrough,
    QuoteClass,
    Story,
    Tone,
)

DAYS = 28
BROKEN = timedelta(days=1)  # A feed that fails for less is no news.
WRONG = (QuoteClass.ALTERED, QuoteClass.NEVER_SAID)


@dataclass(frozen=True)
class ToldStory:
    """Clips about one event, the best first. `quotes` are words that its clips print as ours."""

    story: Story | None
    clips: Sequence[ShownClip]
    quotes: Sequence[ClipQuote] = ()

    @property
    def id(self) -> int:
        return (self.story.id or 0) if self.story else 0

    @property
    def title(self) -> str:
        return self.clips[0].article.title

    @property
    def outlets(self) -> int:
        return len({one.article.outlet_id or one.outlet or one.id for one in self.clips})

    @property
    def tone(self) -> Tone:
        """Mixed where clips of it are favourable and others unfavourable, else what most of the toned ones are."""
        tones = Counter(one.tone for one in self.clips if one.tone != Tone.NOT_TONED)
        if tones[Tone.FAVOURABLE] and tones[Tone.UNFAVOURABLE]:
            return Tone.MIXED
        return tones.most_common(1)[0][0] if tones else Tone.NOT_TONED

    @property
    def weight(self) -> tuple[bool, int, float]:
        """Which stories come first: negative ones in tier 1, then those in more and better outlets, then the newest."""
        bad = any(one.tone == Tone.UNFAVOURABLE and one.clip.tier == 1 for one in self.clips)
        reach = sum({1: 6, 2: 3}.get(one.clip.tier or 9, 1) for one in self.clips)
        return (bad, reach, max(one.clip.seen_at for one in self.clips).timestamp())


@dataclass(frozen=True)
class Ran:
    """An inquiry that was answered, and a clip that came of it. `confirmed` says that a person said so."""

    reference: str
    clip: ShownClip
    confirmed: bool


@dataclass(frozen=True)
class Landed:
    """A message and in how many of the clips it is present; `coded` of them by a person."""

    message: str
    clips: int
    coded: int


@dataclass(frozen=True)
class Told:
    """All that a digest may say of [`since`, `until`). `days` counts unique articles of the 28 local days before, oldest first;
    `carrying` is how many unique articles carry a message, and `messages` how many messages there were to carry."""

    zone: str
    since: datetime
    until: datetime
    sections: Sequence[str]
    clips: Sequence[ShownClip]
    stories: Sequence[ToldStory]
    days: Sequence[int]
    negative: Sequence[ShownClip]
    misquoted: Sequence[tuple[ClipQuote, ShownClip]]
    ran: Sequence[Ran]
    quoted: Sequence[tuple[str, int]]
    landed: Sequence[Landed]
    carrying: int
    messages: int
    context: Sequence[Context]
    withheld: Sequence[Alert]
    feeds: Sequence[Feed]

    @property
    def usual(self) -> float:
        """The median of the days before."""
        return median(self.days) if self.days else 0

    @property
    def quiet(self) -> bool:
        """Whether one line says it all."""
        return not (self.clips or self.withheld or self.feeds or any(one.articles for one in self.context))


def take(
    session: Session, team_id: str, *, zone: str, since: datetime, until: datetime, sections: Sequence[str], now: datetime,
    channel_id: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The snapshot: JSON of ids and counts. `channel_id` names the channel whose alerts were held back, if it is for one."""
    clips = showable.between(session, team_id, since, until)
    return {
        "sections": list(sections),
        "clips": [one.id for one in clips],
        "days": days_before(session, team_id, zone=zone, until=until),
        "context": contexts.counted(session, team_id, since, until, sections=sections),
        "withheld": _withheld(session, team_id, channel_id, since, until) if channel_id else [],
        "feeds": _broken(session, team_id, now) if "feeds" in sections else [],
        "messages": len(pulls.messages(session, team_id, at=now)) if "messages" in sections else 0,
    }


def read(session: Session, snapshot: dict[str, Any], *, zone: str, since: datetime, until: datetime) -> Told:
    """A snapshot as it may be shown now."""
    clips = showable.of_ids(session, snapshot["clips"])
    by_id = {one.id: one for one in clips}
    quotes = _of_clips(session, ClipQuote, by_id)
    landed, carrying = _landed(session, by_id)
    return Told(
        zone=zone, since=since, until=until, sections=snapshot["sections"], clips=clips, days=snapshot["days"],
        stories=grouped(clips, quotes),
        negative=_originals([one for one in clips if one.clip.tier == 1 and one.tone == Tone.UNFAVOURABLE]),
        misquoted=[(one, by_id[one.clip_id]) for one in quotes if one.kind in WRONG],
        ran=_ran(session, by_id), quoted=_quoted(quotes, by_id), landed=landed, carrying=carrying, messages=snapshot.get("messages", 0),
        context=contexts.read(session, snapshot["context"]), withheld=_alerts(session, snapshot["withheld"]),
        feeds=_still_broken(session, snapshot["feeds"]),
    )  # fmt: skip


def grouped(clips: Sequence[ShownClip], quotes: Sequence[ClipQuote] = ()) -> list[ToldStory]:
    """The clips by story as it is now, those that matter most first. A clip without a story is one of its own."""
    groups: dict[tuple[int, int], list[ShownClip]] = {}
    for one in clips:
        key = (one.story.id or 0, 0) if one.story else (0, one.id)
        groups.setdefault(key, []).append(one)
    found = []
    for group in groups.values():
        ids = {one.id for one in group}
        ordered = sorted(group, key=lambda one: one.weight)
        found.append(ToldStory(ordered[0].story, ordered, [one for one in quotes if one.clip_id in ids]))
    return sorted(found, key=lambda one: one.weight, reverse=True)


def quotes_of(session: Session, clips: Sequence[ShownClip]) -> list[ClipQuote]:
    """The words that the clips print as ours."""
    return _of_clips(session, ClipQuote, {one.id: one for one in clips})


def days_before(session: Session, team_id: str, *, zone: str, until: datetime) -> list[int]:
    """Unique articles of us in each of the 28 local days before the day of `until`, oldest first."""
    today = until.astimezone(ZoneInfo(zone)).date()
    first = today - timedelta(days=DAYS)
    asked = (
        select(Clip.seen_at, func.coalesce(Article.copy_of_id, Article.id))
        .join(Article, col(Article.id) == Clip.article_id)
        .where(Clip.team_id == team_id, col(Clip.not_us_at).is_(None), Clip.seen_at >= midnight(first, zone), Clip.seen_at < midnight(today, zone))
    )  # fmt: skip
    seen: dict[date, set[int]] = {}
    for at, original in session.exec(asked):
        seen.setdefault(at.astimezone(ZoneInfo(zone)).date(), set()).add(original)
    return [len(seen.get(first + timedelta(days=number), ())) for number in range(DAYS)]


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a local day begins, in UTC."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _originals(clips: Sequence[ShownClip]) -> list[ShownClip]:
    """One clip of each article, the best of its copies."""
    best: dict[int, ShownClip] = {}
    for one in sorted(clips, key=lambda one: one.weight):
        best.setdefault(one.original, one)
    return list(best.values())


def _of_clips(session: Session, table: Any, clips: dict[int, ShownClip]) -> list[Any]:
    ids = list(clips)
    found: list[Any] = []
    for first in range(0, len(ids), showable.BATCH):
        part = col(table.clip_id).in_(ids[first : first + showable.BATCH])
        found += session.exec(select(table).where(part).order_by(col(table.clip_id), col(table.id)))
    return found


def _ran(session: Session, clips: dict[int, ShownClip]) -> list[Ran]:
    links = [one for one in _of_clips(session, ClipLink, clips) if one.kind == LinkKind.INQUIRY and one.refused_at is None]
    best: dict[int, Ran] = {}
    for link in sorted(links, key=lambda one: (one.confirmed_at is None, clips[one.clip_id].weight)):
        inquiry = session.get(Inquiry, link.subject_id)
        if inquiry is not None and not inquiry.restricted and inquiry.responded_at is not None:
            best.setdefault(link.subject_id, Ran(inquiry.reference, clips[link.clip_id], link.confirmed_at is not None))
    return list(best.values())


def _quoted(quotes: Sequence[ClipQuote], clips: dict[int, ShownClip]) -> list[tuple[str, int]]:
    """Who is quoted, in how many unique articles."""
    where: dict[str, set[int]] = {}
    for one in quotes:
        if one.speaker:
            where.setdefault(one.speaker, set()).add(clips[one.clip_id].original)
    return sorted(((name, len(articles)) for name, articles in where.items()), key=lambda pair: (-pair[1], pair[0]))


def _landed(session: Session, clips: dict[int, ShownClip]) -> tuple[list[Landed], int]:
    """The messages that came through, and in how many articles; a person's code counts before the machine's. None of a
    restricted house."""
    rows: list[PullThrough] = _of_clips(session, PullThrough, clips)
    open_houses = {one: not session.get_one(House, one).restricted for one in {row.house_id for row in rows}}
    where: dict[str, dict[int, bool]] = {}
    for row in rows:
        present = row.presence if row.coded_presence is None else row.coded_presence
        if present and open_houses[row.house_id]:
            articles = where.setdefault(row.message, {})
            original = clips[row.clip_id].original
            articles[original] = articles.get(original, False) or row.coded_presence is not None
    found = [Landed(message, len(articles), sum(articles.values())) for message, articles in where.items()]
    carrying = {article for articles in where.values() for article in articles}
    return sorted(found, key=lambda one: (-one.clips, one.message)), len(carrying)


def _withheld(session: Session, team_id: str, channel_id: int, since: datetime, until: datetime) -> list[int]:
    """Alerts of the time whose story never came up in the channel."""
    there = select(AlertPlace.story_id).where(AlertPlace.channel_id == channel_id)
    decided = func.coalesce(Alert.held_until, Alert.raised_at)
    asked = select(Alert.id).where(
        Alert.team_id == team_id, decided >= since, decided < until, Alert.withheld != "", col(Alert.story_id).not_in(there)
    )  # fmt: skip
    return [one or 0 for one in session.exec(asked.order_by(col(Alert.raised_at)))]


def _alerts(session: Session, ids: Sequence[int]) -> list[Alert]:
    found = [session.get(Alert, one) for one in ids]
    return alert_reasons.sayable(
        session, [one for one in found if one is not None and showable.of_story(session, one.story_id)]
    )


def _broken(session: Session, team_id: str, now: datetime) -> list[int]:
    failing = col(Feed.failing_since) <= now - BROKEN
    asked = select(Feed.id).where(
        Feed.team_id == team_id, (failing & (Feed.state == FeedState.ACTIVE)) | (Feed.state == FeedState.STOPPED)
    )
    return [one or 0 for one in session.exec(asked.order_by(col(Feed.id)))]


def _still_broken(session: Session, ids: Sequence[int]) -> list[Feed]:
    found = [session.get(Feed, one) for one in ids]
    return [one for one in found if one is not None and (one.state == FeedState.STOPPED or one.failing_since is not None)]
