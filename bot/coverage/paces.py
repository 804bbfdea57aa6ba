"""Paces: when a feed is asked again: sooner where news comes often, later where none does or nobody answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.models import Feed

LEAST, MOST = 20, 120  # Minutes between two polls of a feed that is well.
START = 60
QUICKER, SLOWER = 0.6, 1.25
LONGEST = timedelta(hours=24)
MOVED_FOR = timedelta(days=7)
TELL_AFTER = timedelta(days=3)
_SPREAD = 0.1


def after_news(minutes: int, *, new: int) -> int:
    """The interval after a body with `new` articles of it; the more there are, the sooner the next may push some out."""
    changed = minutes * (SLOWER if new == 0 else QUICKER if new < 20 else QUICKER**2)
    return max(LEAST, min(MOST, round(changed)))


def next_poll(feed: Feed, at: datetime) -> datetime:
    """When a feed that is well is asked again."""
    return at + _spread(feed, timedelta(minutes=max(LEAST, min(MOST, feed.interval_minutes or START))))


def next_try(feed: Feed, at: datetime, *, wait: timedelta | None = None) -> datetime:
    """When a feed that failed `feed.failures` times in a row is asked again: doubled each time, a day at most, and not before
    what the site asked for."""
    minutes = max(LEAST, feed.interval_minutes or START) * 2 ** min(feed.failures, 12)
    pause = min(_spread(feed, timedelta(minutes=minutes)), LONGEST)
    return at + max(pause, min(wait or timedelta(0), LONGEST))


def _spread(feed: Feed, pause: timedelta) -> timedelta:
    """A little more or less, always the same for one feed, so that feeds added together do not stay together."""
    share = ((feed.id or 0) * 2_654_435_761 % 2**32) / 2**32
    return pause * (1 + _SPREAD * (2 * share - 1))
