"""Signs: what in the last two days' coverage is worth an alert, and why. Nothing is written here.

Copies count once. What was seen only now but published long ago, as on the first reading of a feed, is no news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from bot import teams
from bot.coverage import baselines, showable, snapshots
from bot.coverage.alert_reasons import HELD
from bot.coverage.baselines import Day
from bot.coverage.matches import OURS
from bot.coverage.showable import ShownClip, unique
from bot.inquiries import OPEN
from bot.models import Alert, AlertKind, Article, Clip, ClipLink, ClipQuote, Inquiry, LinkKind, Match, Tone, WatchTerm

FRESH = timedelta(hours=48)
DAY = timedelta(hours=24)
FEWEST_DAYS = 7  # Days after which it can be said what is usual.
CRISIS = 3  # From this severity on quiet hours hold nothing back.
MANY, LARGE = 4, 10  # Tier 1 articles, or articles of a spike, that make it a crisis when they are unfavourable.


@dataclass(frozen=True)
class Sign:
    """One reason for an alert. `severity` is 1 for notable, 2 for serious, 3 for what breaks into quiet hours."""

    story_id: int
    kind: AlertKind
    severity: int
    reason: str
    clip_id: int | None = None
    term_id: int | None = None


def read(session: Session, team_id: str, now: datetime) -> list[Sign]:
    """Every sign there is at this moment, those of a story together."""
    clips = [one for one in showable.between(session, team_id, now - FRESH, now + timedelta(seconds=1)) if _is_news(one, now)]
    by_story: dict[int, list[ShownClip]] = {}
    for one in clips:
        if one.story is not None:
            by_story.setdefault(one.story.id or 0, []).append(one)
    quotes = snapshots.quotes_of(session, clips)
    openings = _openings(session, clips)
    found: list[Sign] = []
    for story, told in by_story.items():
        found += [*_negative(story, told), *_misquoted(story, told, quotes), *_first(story, told, openings)]
    return found + list(_spikes(session, team_id, clips, now))


def _is_news(clip: ShownClip, now: datetime) -> bool:
    return clip.article.published_at >= now - FRESH - DAY


def _negative(story: int, clips: Sequence[ShownClip]) -> Iterator[Sign]:
    """Unfavourable in tier 1: serious from two articles on, a crisis from four."""
    bad = [one for one in clips if one.clip.tier == 1 and one.tone == Tone.UNFAVOURABLE]
    count = unique(bad)
    if not count:
        return
    severity = CRISIS if count >= MANY else 2 if count > 1 else 1
    yield Sign(story, AlertKind.NEGATIVE_TIER_1, severity, f"Unfavourable in tier 1: {_where(bad)}.", _best(bad))


def _misquoted(story: int, clips: Sequence[ShownClip], quotes: Sequence[ClipQuote]) -> Iterator[Sign]:
    """Words printed as ours that were altered or never said: notable in tier 2, serious in tier 1, and a crisis once four
    articles print them. In lesser outlets the digest says it."""
    by_id = {one.id: one for one in clips}
    wrong = [one for one in quotes if one.clip_id in by_id and one.kind in snapshots.WRONG]
    told = [by_id[one] for one in {quote.clip_id for quote in wrong}]
    tiers = [one.clip.tier for one in told if one.clip.tier in (1, 2)]
    if not tiers:
        return
    severity = CRISIS if unique(told) >= MANY else 2 if 1 in tiers else 1
    references = ", ".join(sorted({one.reference for one in wrong if one.reference}))
    held = f"{HELD}{references}." if references else ""
    said = (
        "Words printed as ours that we never said"
        if all(one.kind == "never_said" for one in wrong)
        else "Our words were altered"
    )
    yield Sign(story, AlertKind.MISQUOTE, severity, f"{said}: {_where(told)}.{held}", _best(told))


def _first(story: int, clips: Sequence[ShownClip], openings: dict[int, set[str]]) -> Iterator[Sign]:
    """The first clip of an inquiry that is open and restricted to nobody."""
    first = [one for one in clips if one.id in openings]
    if first:
        who = " and ".join(sorted({reference for one in first for reference in openings[one.id]}))
        reason = f"First coverage of {who}, linked automatically: {_where(first)}."
        yield Sign(story, AlertKind.FIRST_COVERAGE, 1, reason, _best(first))


def _openings(session: Session, clips: Sequence[ShownClip]) -> dict[int, set[str]]:
    """The clips that were the first of an inquiry, with the references of those that are open and restricted to nobody."""
    ids, found = [one.id for one in clips], dict[int, set[str]]()
    for first in range(0, len(ids), showable.BATCH):
        linked = (
            select(ClipLink.clip_id, Inquiry)
            .join(Inquiry, col(Inquiry.id) == ClipLink.subject_id)
            .where(
                col(ClipLink.clip_id).in_(ids[first : first + showable.BATCH]), ClipLink.kind == LinkKind.INQUIRY,
                col(ClipLink.refused_at).is_(None), col(Inquiry.restricted).is_(False), col(Inquiry.status).in_(OPEN),
            )
        )  # fmt: skip
        for clip_id, inquiry in session.exec(linked):
            if _earliest(session, inquiry.id or 0) == clip_id:
                found.setdefault(clip_id, set()).add(inquiry.reference)
    return found


def _earliest(session: Session, inquiry_id: int) -> int | None:
    """The clip that was linked to an inquiry first."""
    asked = (
        select(Clip.id)
        .join(ClipLink, col(ClipLink.clip_id) == Clip.id)
        .where(
            ClipLink.kind == LinkKind.INQUIRY,
            ClipLink.subject_id == inquiry_id,
            col(ClipLink.refused_at).is_(None),
            col(Clip.not_us_at).is_(None),
        )
        .order_by(col(Clip.seen_at), col(Clip.id))
        .limit(1)
    )
    return session.exec(asked).first()


def _spikes(session: Session, team_id: str, clips: Sequence[ShownClip], now: datetime) -> Iterator[Sign]:
    """Terms of ours with far more unique articles in 24 hours than the 28 days before had."""
    zone = teams.team_of(session, team_id).zone
    shown = {one.article.id: one for one in clips if one.story is not None}
    for term in session.exec(
        select(WatchTerm).where(WatchTerm.team_id == team_id, WatchTerm.active, col(WatchTerm.kind).in_(OURS))
    ):
        seen = _seen(session, term.id or 0, now, zone)
        latest = {original: at for original, at, published in seen if at > now - DAY and published >= now - FRESH}
        if len(latest) < baselines.LEAST:
            continue
        days = _days(seen, now, zone, term.added_at)
        if len(days) < FEWEST_DAYS:
            continue
        baseline = baselines.of(days)
        rank = baseline.rank(len(latest), _free_share(now, zone))
        told = [one for one in shown.values() if one.original in latest]
        if rank and told and not _told_of(session, term.id or 0, rank, now):
            yield _spike(term, rank, len(latest), min(latest.values()), baseline, told, zone)


def _spike(
    term: WatchTerm, rank: int, count: int, since: datetime, baseline: baselines.Baseline, told: Sequence[ShownClip], zone: str
) -> Sign:  # fmt: skip
    """Stands with the story that most of its articles tell."""
    stories: dict[int, list[ShownClip]] = {}
    for one in told:
        stories.setdefault((one.story.id or 0) if one.story else 0, []).append(one)
    story, best = max(stories.items(), key=lambda pair: (unique(pair[1]), -pair[0]))
    bad = unique([one for one in told if one.tone == Tone.UNFAVOURABLE])
    crisis = count >= LARGE and bad * 2 >= count
    usual = f"{baseline.low}–{baseline.high}" if baseline.low != baseline.high else f"{baseline.low}"
    reason = (
        f"{count} articles mention {term.name} since {since.astimezone(ZoneInfo(zone)):%a %H:%M}; "
        f"usual {usual} a day over the last {baseline.days} days."
    )
    if bad:
        reason += f" {bad} of them unfavourable."
    return Sign(story, AlertKind.SPIKE, CRISIS if crisis else min(rank, 2), reason, _best(best), term.id)


def _told_of(session: Session, term_id: int, rank: int, now: datetime) -> bool:
    """Whether this spike of the term was told of: within two days, and it was no less then."""
    rest = now - timedelta(hours=baselines.REST_HOURS)
    last = select(func.max(Alert.severity)).where(
        Alert.kind == AlertKind.SPIKE, Alert.term_id == term_id, Alert.raised_at > rest
    )
    return (session.exec(last).one() or 0) >= min(rank, 2)


def _seen(session: Session, term_id: int, now: datetime, zone: str) -> list[tuple[int, datetime, datetime]]:
    """(original article, first seen, published) of what means the term since the first of the 28 days, oldest first."""
    first = snapshots.midnight(now.astimezone(ZoneInfo(zone)).date() - timedelta(days=snapshots.DAYS + 1), zone)
    asked = (
        select(func.coalesce(Article.copy_of_id, Article.id), Match.seen_at, Article.published_at)
        .join(Article, col(Article.id) == Match.article_id)
        .where(Match.term_id == term_id, Match.seen_at >= first, Match.seen_at <= now, col(Match.dismissed_at).is_(None))
        .order_by(col(Match.seen_at))
    )
    first_of: dict[int, tuple[int, datetime, datetime]] = {}
    for original, at, published in session.exec(asked):
        first_of.setdefault(original, (original, at, published))
    return list(first_of.values())


def _days(seen: Sequence[tuple[int, datetime, datetime]], now: datetime, zone: str, added_at: datetime) -> list[Day]:
    """The whole local days before the 24 hours at hand, 28 at most: none before anything was looked for."""
    today = now.astimezone(ZoneInfo(zone)).date()
    begun = (today - min([added_at, *(at for _, at, _ in seen[:1])]).astimezone(ZoneInfo(zone)).date()).days
    counts: dict[int, int] = {}
    for _, at, _ in seen:
        ago = (today - at.astimezone(ZoneInfo(zone)).date()).days
        counts[ago] = counts.get(ago, 0) + 1
    return [
        Day(counts.get(ago, 0), (today - timedelta(days=ago)).weekday() >= 5)
        for ago in range(min(begun, snapshots.DAYS + 1), 1, -1)
    ]


def _free_share(now: datetime, zone: str) -> float:
    """How much of the last 24 hours fell on a weekend."""
    local = now.astimezone(ZoneInfo(zone))
    today = (local.hour * 60 + local.minute) / 1440
    yesterday = local.date() - timedelta(days=1)
    return today * (local.weekday() >= 5) + (1 - today) * (yesterday.weekday() >= 5)


def _best(clips: Sequence[ShownClip]) -> int:
    return min(clips, key=lambda one: one.weight).id


def _where(clips: Sequence[ShownClip]) -> str:
    """The outlets, the best first, four at most."""
    names = list(dict.fromkeys(one.outlet or "an unknown outlet" for one in sorted(clips, key=lambda one: one.weight)))
    return ", ".join(name[:60] for name in names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
