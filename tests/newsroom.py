"""The places of the coverage pipeline at which the desk is killed, from the poll to the digest, and what must hold afterwards."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import contacts
from bot.models import (
    Alert,
    Article,
    Clip,
    CoverageChannel,
    CoverageDigest,
    Feed,
    FeedBody,
    Job,
    Posting,
    TermKind,
    WatchTerm,
)
from tests.fakes.feeds import Site, item, rss
from tests.lives import EVERY_DAY, Counts, Lives, opened
from tests.nursery import Nursery
from tests.slack_desk import DESK, MARA, TEAM

US, SPEAKER = "Harbour Light Trust", "Wren Castellane"
SYLLABLES = (
    "ba",
    "be",
    "co",
    "da",
    "du",
    "fe",
    "ga",
    "go",
    "hi",
    "jo",
    "ka",
    "la",
    "mo",
    "ne",
    "pa",
    "ro",
    "sa",
    "ti",
    "vu",
    "ze",
)
_numbers = itertools.count()


class Newsroom(Lives):
    """An office whose feed brings an article, whenever one is asked for, that is worth an alert."""

    site: Site
    titles: list[str]

    def furnish(self, site: Site) -> None:
        """The feed, the term, the outlet and the channel."""
        self.site, self.titles = site, []
        self.environment["FEED_ALLOW"] = f"127.0.0.1:{site.port}"
        self.serve()

    def serve(self) -> None:
        self.site.serve("/feed", rss(*(_item(title) for title in self.titles[-20:])))

    def watch(self) -> None:
        """What people would set up in Slack, once the desk knows them."""

        def begin(session: Session) -> None:
            now, mara = datetime.now(UTC), f"slack:{TEAM}:{MARA}"
            outlet = contacts.outlet(session, team_id=TEAM, name="Gazette")
            outlet.tier = 1
            session.add(WatchTerm(team_id=TEAM, kind=TermKind.US, name=US, added_by=mara, added_at=now, filled_version=1))
            session.add(
                WatchTerm(team_id=TEAM, kind=TermKind.SPOKESPERSON, name=SPEAKER, added_by=mara, added_at=now, filled_version=1)
            )
            session.add(
                Feed(
                    team_id=TEAM, url=self.site.at("/feed"), title="Gazette", outlet_id=outlet.id, next_poll_at=now + timedelta(days=1),
                    added_by=mara, added_at=now,
                )
            )  # fmt: skip
            session.add(
                CoverageChannel(
                    team_id=TEAM, channel=DESK, zone="UTC", time="23:59", days=EVERY_DAY, sections=["counts", "needs_you", "stories"],
                    daily_alerts=10_000, previewed_at=now - timedelta(days=7), added_by=mara, added_at=now,
                )
            )  # fmt: skip

        self.change(begin)

    def unread(self) -> bool:
        """Whether a body waits to be parsed."""
        with self.database.read() as session:
            return session.exec(select(FeedBody.feed_id).where(col(FeedBody.parsed_at).is_(None))).first() is not None

    def newsroom_counts(self) -> Counts:
        """As `counts`, and each article that the feed brought is there once, is a clip once and raised one alert, that was posted."""
        found = self.counts()
        there = Counter(one.title for one in self.rows(Article))
        found.lost += [f"article {one}" for one in self.titles if not there[one]]
        found.doubled += [f"article {one}" for one, times in there.items() if times > 1]
        clips = {one.article_id for one in self.rows(Clip)}
        found.lost += [f"clip of {one.title}" for one in self.rows(Article) if one.id not in clips]
        alerts = Counter((one.story_id, one.kind) for one in self.rows(Alert))
        found.doubled += [f"alert {one}" for one, times in alerts.items() if times > 1]
        found.lost += [f"alert {one.id} was not sent: {one.withheld}" for one in self.rows(Alert, col(Alert.sent_at).is_(None))]
        if len({one.story_id for one in self.rows(Alert)}) != len(self.titles):
            found.lost.append(f"{len(self.titles)} articles, but {len(alerts)} alerts")
        posted = Counter(one.kind for one in self.rows(Posting))
        if posted["alert"] != len(self.titles):
            found.lost.append(f"{len(self.titles)} articles, but {posted['alert']} alerts were posted")
        said = {one.subject for one in self.rows(Posting, Posting.kind == "coverage_digest")}
        found.missed += [f"digest of {one.day}" for one in self.rows(CoverageDigest) if f"coverage_digest:{one.id}" not in said]
        return found


def _item(title: str) -> str:
    """An item that has nothing in common with another but who speaks for whom."""
    said, rest = _words(title, 9), _words(f"{title} again", 40)
    text = f"{title}. “We {said},” said {SPEAKER} of {US}. {rest}."
    return item(title, f"/{'-'.join(title.split())}", guid=title, text=text)


def _words(seed: str, count: int) -> str:
    """Words that nobody uses, always the same for a seed."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(count))


def publish(room: Newsroom) -> str:
    """The feed brings one more article, and is due."""
    number = next(_numbers)
    title = f"{number} {_words(str(number), 5)}"
    room.titles.append(title)
    room.serve()

    def due(session: Session) -> None:
        (feed,) = session.exec(select(Feed))
        feed.next_poll_at, feed.polled_at = datetime.now(UTC), None
        session.add(feed)

    room.change(due)
    return title


def read(room: Newsroom) -> str:
    """It is fetched and stored."""
    title = publish(room)
    room.wait_for(lambda: room.rows(Article, Article.title == title), f"the article {title}")
    room.wait_for(lambda: not room.unread(), "the body to be parsed")
    return title


def sort(room: Newsroom) -> str:
    """It becomes a clip of a story."""
    title = read(room)
    room.wait_for(
        lambda: room.rows(Article, Article.title == title, col(Article.sorted_at).is_not(None)), f"{title} to be sorted"
    )
    return title


def alarm(room: Newsroom) -> str:
    """It is scored, and its misquote is told."""
    title = sort(room)

    def told() -> bool:
        (article,) = room.rows(Article, Article.title == title)
        sent = room.rows(Alert, Alert.story_id == article.story_id, col(Alert.sent_at).is_not(None))
        return bool(sent) and len(room.rows(Posting, Posting.kind == "alert")) >= len(room.titles)

    room.wait_for(told, f"the alert of {title}")
    return title


def digest(room: Newsroom) -> None:
    """The hour of the channel's digest comes, as if on another day each time."""
    alarm(room)
    before = len(room.rows(Posting, Posting.kind == "coverage_digest"))

    def due(session: Session) -> None:
        for number, one in enumerate(session.exec(select(CoverageDigest).order_by(col(CoverageDigest.day)))):
            one.day = datetime(2020, 1, 1).date() + timedelta(days=number)
            session.add(one)
        for job in session.exec(select(Job).where(col(Job.key).startswith("coverage_digest:"), ~col(Job.key).contains("past"))):
            job.key = f"{job.key}:past:{job.id}"
            session.add(job)
        (channel,) = session.exec(select(CoverageChannel))
        local = datetime.now(ZoneInfo(channel.zone)) - timedelta(minutes=2)
        channel.time = f"{local:%H:%M}"
        session.add(channel)

    room.change(due)
    room.wait_for(lambda: len(room.rows(Posting, Posting.kind == "coverage_digest")) > before, "the digest")

    def over(session: Session) -> None:
        (channel,) = session.exec(select(CoverageChannel))
        channel.time = "23:59"
        session.add(channel)

    room.change(over)


#: Where the process is killed, along an article's whole way, and what brings it there.
MARKS: dict[str, Callable[[Newsroom], object]] = {
    "feed_poll_taken": read, "feed_fetched": read, "feed_kept": read, "feed_poll_done": read, "feed_parse_taken": read,
    "feed_parsed": read, "articles_taken": read, "feed_parse_done": read, "coverage_sort_taken": sort, "articles_comparing": sort,
    "articles_matched": sort, "articles_sorting": sort, "articles_sorted": sort, "coverage_sort_done": sort,
    "coverage_score_taken": alarm, "clip_asked": alarm, "clip_scored": alarm, "coverage_score_done": alarm,
    "coverage_alert_taken": alarm, "alert_raised": alarm, "alert_posting": alarm, "alert_posted": alarm, "alert_kept": alarm,
    "coverage_digest_snapshot": digest, "coverage_digests_put": digest, "coverage_digest_posting": digest,
    "coverage_digest_posted": digest, "coverage_digest_kept": digest,
}  # fmt: skip


def run(order: Sequence[str], *, folder: Path, url: str, nursery: Nursery) -> Counts:
    """Kills the desk once at each of these marks, in this order, and counts what became of every article."""
    with Site() as site, _open(folder, nursery, url) as room:
        room.furnish(site)
        room.prepare()
        room.watch()
        room.ahead.extend(order)
        assert room.bot is not None
        room.bot.kill()
        room.bot.wait()
        room.wait_out_of_reach()
        room.live()
        for mark in order:
            if mark not in room.deaths:
                MARKS[mark](room)
                room.must_die(mark)
        room.settle()
        assert sorted(room.deaths) == sorted(order)
        return room.newsroom_counts()


@contextmanager
def _open(folder: Path, nursery: Nursery, url: str) -> Iterator[Newsroom]:
    with opened(folder, nursery, [], url, kind=Newsroom) as room:
        assert isinstance(room, Newsroom)
        yield room
