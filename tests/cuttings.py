"""Clips for tests of what follows from them: articles that mean us, as the sorting leaves them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import select

from bot import contacts, outbox
from bot.models import Article, Clip, Match, Outlet, Story, TermKind, WatchTerm
from tests.fakes.model import Request
from tests.slack_desk import DESK, MARA, TEAM, TOBI, SlackDesk, buttons

US = "Harbour Trust"


def term(slack: SlackDesk, name: str = US, kind: TermKind = TermKind.US, **given: Any) -> WatchTerm:
    with slack.database.write() as session:
        row = WatchTerm(
            team_id=TEAM, kind=kind, name=name, added_by=f"slack:{TEAM}:{MARA}", added_at=slack.clock(), **given,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row


def clip(
    slack: SlackDesk, title: str, text: str = "", *, outlet: str = "Eastmarsh Gazette", tier: int | None = 1, copy_of: Clip | None = None,
    story: Story | None = None, **given: Any,
) -> Clip:  # fmt: skip
    """An article that waits to be scored: it means every term of ours that there is."""
    with slack.database.write() as session:
        place = contacts.outlet(session, team_id=TEAM, name=outlet)
        place.tier = tier
        now = slack.clock()
        original = session.get_one(Article, copy_of.article_id) if copy_of else None
        if story is None:
            story = session.get_one(Story, original.story_id) if original and original.story_id else None
        if story is None:
            story = Story(team_id=TEAM, title=title, first_seen_at=now, last_seen_at=now)
            session.add(story)
            session.flush()
        article = Article(
            team_id=TEAM, outlet_id=place.id, title=title, text=text, published_at=now, first_seen_at=now, sorted_at=now,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(), story_id=story.id,
            copy_of_id=original.id if original else None, **{"address": f"https://news.example/{len(title)}{abs(hash(title)) % 10_000}", "whole": True} | given,
        )  # fmt: skip
        session.add(article)
        session.flush()
        for row in session.exec(select(WatchTerm)):
            session.add(Match(article_id=article.id or 0, term_id=row.id or 0, term_version=1, seen_at=now))
        made = Clip(team_id=TEAM, article_id=article.id or 0, seen_at=now, tier=tier)
        session.add(made)
        session.flush()
        return made


def toned(tone: str, evidence: str) -> Callable[[Request], dict[str, Any]]:
    """A model that says the same of every article that it is asked about."""

    def answer(request: Request) -> dict[str, Any]:
        asked = re.findall(r'<item id="(a\d+)">', request.user)
        return {"answers": [{"article": one, "tone": tone, "evidence": evidence} for one in asked]}

    return answer


def scored(slack: SlackDesk, made: Clip) -> Clip:
    """The clip once the work that waits is done."""
    with slack.database.write() as session:
        outbox.put(session, at=slack.clock(), kind="coverage_score", lane=f"scores:{TEAM}", team=TEAM)
    slack.settle()
    return now(slack, made)


def now(slack: SlackDesk, made: Clip) -> Clip:
    with slack.database.read() as session:
        return session.get_one(Clip, made.id)


def later(slack: SlackDesk, **span: float) -> None:
    slack.clock.now += timedelta(**span)


def outlet(slack: SlackDesk, name: str) -> Outlet:
    with slack.database.write() as session:
        return contacts.outlet(session, team_id=TEAM, name=name)


def open_clip(slack: SlackDesk, user: str = TOBI, channel: str = DESK) -> dict[str, Any]:
    """The first clip of the digest, as a modal."""
    slack.world.close_view(user, every=True)
    later(slack, minutes=1)
    slack.command(user, "digest now", channel)
    reply = slack.private(user, channel)
    slack.click(user, next(one for one in buttons(reply) if one.startswith("clip_open:")), message=reply)
    view = slack.world.view(user)
    assert view is not None
    return view


def click(slack: SlackDesk, user: str, begins: str) -> None:
    """Presses the first button of the modal whose action begins so."""
    view = slack.world.view(user)
    slack.click(user, next(one for one in buttons(view) if one.startswith(begins)))
