"""Briefing posts: a briefing in the messages of whoever signs it off or speaks, and news of it for whoever made it.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from bot import briefings
from bot.authority import Actor
from bot.briefings import BriefingRecord
from bot.desk import Desk
from bot.models import Briefing, Member, Posting
from bot.views import briefings as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class BriefingPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "briefing_asked": self.asked, "briefing_sent": self.sent, "briefing_news": self.news, "briefing_again": self.again,
            "briefing_proposals": self.proposals,
        }  # fmt: skip

    def asked(self, *, briefing: int, conversation: str) -> Done:
        """The request to sign a version off; once posted, how it stands."""
        found, actor = self._for(briefing, conversation)
        if found is None or actor is None:
            return Done()
        blocks, text = views.asked(found, actor)
        return self.keep("briefing_asked", f"briefing:{briefing}", conversation, blocks, text, found.row.inquiry_id)

    def sent(self, *, briefing: int, conversation: str) -> Done:
        """The version in its spokesperson's messages."""
        found, actor = self._for(briefing, conversation)
        if found is None or actor is None or found.row.sent_at is None:
            return Done()
        blocks, text = views.sent(found, actor, self.desk.clock())
        return self.keep("briefing_sent", f"briefing:{briefing}", conversation, blocks, text, found.row.inquiry_id)

    def news(self, *, briefing: int, conversation: str, about: str) -> Done:
        """That it was signed off or read, or that its facts have changed."""
        found, _ = self._for(briefing, conversation)
        if found is None:
            return Done()
        blocks, text = views.news(found, about)
        return self.keep("briefing_news", f"briefing:{briefing}:{about}", conversation, blocks, text, found.row.inquiry_id)

    def again(self, *, briefing: int) -> Done:
        """Every message that shows a version, as it now stands."""
        briefings.again(self.desk, briefing_id=briefing)
        return Done()

    def proposals(self, *, briefing: int) -> Done:
        """Questions and bridges that a model puts forward."""
        briefings.propose(self.desk, briefing_id=briefing)
        return Done()

    def _for(self, briefing: int, conversation: str) -> tuple[BriefingRecord | None, Actor | None]:
        """The version, for one who may read it; else nothing."""
        with self.desk.database.read() as session:
            found = briefings.read(session, self.desk, session.get_one(Briefing, briefing))
            asked = select(Member).where(Member.team_id == found.row.team_id, Member.user_id == conversation)
            member = session.exec(asked).first()
        actor = Actor.of(member) if member is not None else None
        return (found, actor) if actor is not None and briefings.may_read(found, actor) else (None, None)
