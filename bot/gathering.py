"""Gathering: the stages of coverage as work: poll, parse, sort, score, look for what is worth an alert. Nothing is posted here.

Every stage reads what waits for it and may run again at any time; the stage after it is put in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.coverage import alerts, fetches, fulltexts, polls, scores, sorting
from bot.desk import Desk
from bot.work import Done, Performer


@dataclass(frozen=True)
class Gathering:
    """The stages of one desk."""

    desk: Desk

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "feed_poll": self.poll, "feed_parse": self.parse, "coverage_sort": self.sort, "coverage_score": self.score,
            "coverage_alert": self.alert, "article_read": self.read,
        }  # fmt: skip

    def poll(self, *, feed: int) -> Done:
        """Asks a feed for what is new and keeps its body. Its host then rests."""
        polls.poll(self.desk, feed_id=feed)
        return Done(rest=fetches.REST)

    def parse(self, *, feed: int) -> Done:
        """Stores the entries of a feed's last body as articles."""
        polls.parse(self.desk, feed_id=feed)
        return Done()

    def read(self, *, article: int) -> Done:
        """Reads the page of a clip whose feed had a snippet only. Its host then rests."""
        fulltexts.read(self.desk, article_id=article)
        return Done(rest=fetches.REST)

    def sort(self, *, team: str) -> Done:
        """Finds copies, stories and matches of a team's articles that wait for it."""
        sorting.sort(self.desk, team_id=team)
        return Done()

    def score(self, *, team: str) -> Done:
        """Scores the clips that wait: tone, prominence, messages, quotes, links."""
        scores.score(self.desk, team_id=team)
        return Done()

    def alert(self, *, team: str) -> Done:
        """Raises the alerts that are due."""
        alerts.look(self.desk, team_id=team)
        return Done()
