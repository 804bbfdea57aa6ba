"""Windows: the articles of the last days that new ones are compared with, kept in this process from one run to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session, col, select

from bot.coverage.copies import WINDOW, Seen
from bot.coverage.copies import Article as Compared
from bot.models import Article

AT_ONCE = 500
SPARE = 2_000  # Articles that a window may hold beyond those it needs before it is made anew.
LATE = timedelta(hours=1)


@dataclass
class Window:
    """What was compared so far. It only saves reading it again: made anew, it answers the same."""

    seen: Seen = field(default_factory=Seen)
    ids: set[int] = field(default_factory=set)

    def ready(self, session: Session, team_id: str, batch: Sequence[Article]) -> None:
        """Brings it to what stands in the database before the batch: the sorted articles of the 72 hours before, whichever
        process sorted them. One that a person said is no copy is compared with nothing."""
        first = min(one.first_seen_at for one in batch)
        own = {one.id for one in batch}
        before = session.exec(
            select(Article.id)
            .where(Article.team_id == team_id, Article.first_seen_at >= first - WINDOW - LATE, col(Article.sorted_at).is_not(None))
            .where(col(Article.alone).is_(False), col(Article.first_seen_at) <= max(one.first_seen_at for one in batch))
            .order_by(col(Article.first_seen_at), col(Article.id))
        )  # fmt: skip
        wanted = [one for one in before if one is not None and one not in own]
        if self.ids & own or len(self.ids) > len(wanted) * 2 + SPARE:
            self.seen, self.ids = Seen(), set()
        missing = [one for one in wanted if one not in self.ids]
        for start in range(0, len(missing), AT_ONCE):
            some = missing[start : start + AT_ONCE]
            rows = {one.id: one for one in session.exec(select(Article).where(col(Article.id).in_(some)))}
            for article_id in some:
                self.add(rows[article_id])
            session.expunge_all()

    def add(self, article: Article) -> int | None:
        """The id of the earliest article that this one is a copy of, None where it is the first; it is compared with from now on."""
        assert article.id is not None
        self.ids.add(article.id)
        found = self.seen.add(Compared(str(article.id), article.title, article.text, article.published_at))
        return int(found) if found is not None else None
