"""Feed posts: that a feed has not been readable for days, or has ended, to whoever added it.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.authority import NEEDS, RANK, Actor
from bot.desk import Desk
from bot.models import Feed, FeedState, Member
from bot.views import feed_news as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class FeedPosts:
    """`keep` posts a message once and then updates it in place."""

    desk: Desk
    keep: Callable[..., Done]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"feed_broken": self.broken}

    def broken(self, *, feed: int, conversation: str) -> Done:
        """The news, in one person's direct messages; nothing where the feed is well again, or they left the desk."""
        with self.desk.database.read() as session:
            row = session.get(Feed, feed)
            reader = session.get(Member, f"slack:{row.team_id}:{conversation}") if row else None
        if row is None or reader is None or Actor.of(reader).rank < RANK[NEEDS["look"]]:
            return Done()
        if row.state == FeedState.PAUSED or not row.failing_since:
            return Done()
        subject = f"feed:{feed}:{row.failing_since.isoformat()}"
        blocks = views.broken(row, self.desk.settings.press_command)
        return self.keep("feed_broken", subject, conversation, blocks, views.broken_text(row), None)
