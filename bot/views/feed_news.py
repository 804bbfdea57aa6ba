"""News of feeds: one that has not been readable for days, or has ended."""

from __future__ import annotations

from bot.models import Feed, FeedState
from bot.text import shortened
from bot.views.blocks import Block, bold, date, fallback, line, note, quote, rich


def broken(feed: Feed, command: str) -> list[Block]:
    """That a feed fails, why, since when, and what happens next."""
    stopped = feed.state == FeedState.STOPPED
    since = ["It is not asked any more."] if stopped else [
        "It has failed since ", date(feed.failing_since or feed.next_poll_at), " and is asked again ", date(feed.next_poll_at), ".",
    ]  # fmt: skip
    return [
        rich(
            line(bold("This feed has ended: " if stopped else "This feed can't be read: "), _name(feed)),
            quote(feed.problem),
            line(*since),
        ),
        note(
            f"Nothing of it is lost. `{command} watch` shows your feeds; give it another address there, pause it or remove it."
        ),
    ]


def broken_text(feed: Feed) -> str:
    return fallback(
        f"{'This feed has ended' if feed.state == FeedState.STOPPED else 'This feed cannot be read'}: {_name(feed)}"
    )


def _name(feed: Feed) -> str:
    return shortened(feed.title or feed.url, 200)
