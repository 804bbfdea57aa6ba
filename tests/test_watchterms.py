"""Watch terms through the front door: said, tried on what is stored, saved, looked for in older articles, undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from bot.coverage import watchterms
from bot.models import Article, Match, TermKind, WatchTerm
from tests.slack_desk import TEAM, TOBI, SlackDesk

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


def articles(slack: SlackDesk, *texts: str) -> list[int]:
    """Stores an article for each text, whose first sentence is its title."""
    with slack.database.write() as session:
        found = [
            Article(team_id=TEAM, title=text.partition(".")[0], text=text, published_at=AT, first_seen_at=AT, sorted_at=AT)
            for text in texts
        ]
        session.add_all(found)
        session.flush()
        return [one.id or 0 for one in found]


def term(slack: SlackDesk, name: str = "Lantern Shelter", kind: TermKind = TermKind.US, **more: Any) -> WatchTerm:
    with slack.database.write() as session:
        row = WatchTerm(team_id=TEAM, kind=kind, name=name, added_by=f"slack:{TEAM}:{TOBI}", added_at=AT, **more)
        session.add(row)
    return row


def matches(slack: SlackDesk) -> list[tuple[int, int]]:
    with slack.database.read() as session:
        return sorted((one.article_id, one.term_id) for one in session.exec(select(Match)))


def match(slack: SlackDesk, *article_ids: int) -> list[int]:
    with slack.database.write() as session:
        return watchterms.match(session, TEAM, article_ids)


def test_an_article_matches_what_it_means_and_is_ours_where_the_term_is(slack: SlackDesk) -> None:
    us, peer = term(slack), term(slack, "Harbour Trust", TermKind.PEER, phrases=["night NEAR/3 beds"])
    first, second, third = articles(
        slack, "Lantern  Shelter opens. More.", "Beds at night. Nobody else.", "LANTERNSHELTER is no word. A lantern."
    )
    assert match(slack, third, second, first) == [first]
    assert matches(slack) == [(first, us.id), (second, peer.id)]
    assert match(slack, first, second) == [first], "a second look changes nothing"
    assert matches(slack) == [(first, us.id), (second, peer.id)]


def test_a_later_version_drops_what_no_longer_holds_and_keeps_what_a_person_dismissed(slack: SlackDesk) -> None:
    us = term(slack, aliases=["the Lantern"])
    kept, gone, dismissed = articles(slack, "Lantern Shelter opens.", "The Lantern closes.", "The Lantern, a pub, closes.")
    match(slack, kept, gone, dismissed)
    with slack.database.write() as session:
        session.get_one(Match, (dismissed, us.id)).dismissed_at = AT
        row = session.get_one(WatchTerm, us.id)
        row.aliases, row.version = [], 2
    assert match(slack, kept, gone, dismissed) == [kept]
    assert matches(slack) == [(kept, us.id), (dismissed, us.id)]
    with slack.database.read() as session:
        assert session.get_one(Match, (kept, us.id)).term_version == 2
