"""Debrief posts: a promise in the messages of whoever sees to it, and its reminders.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from bot import debriefs
from bot.debriefs import PromiseRecord
from bot.desk import Desk
from bot.models import Member, Posting, Promise
from bot.views import debriefs as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class DebriefPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"promise": self.promise, "promise_due": self.due}

    def promise(self, *, promise: int, conversation: str) -> Done:
        """The promise in its owner's messages."""
        found = self._for(promise, conversation)
        if found is None:
            return Done()
        blocks, text = views.promised(found, self.desk.clock())
        return self.keep("promise", f"promise:{promise}", conversation, blocks, text, found.interview.interview.inquiry_id)

    def due(self, *, promise: int, conversation: str, stage: str) -> Done:
        """That it is nearly due, or late; nothing where it was done or moved meanwhile and nobody was told."""
        found = self._for(promise, conversation)
        if found is None:
            return Done()
        subject = f"promise:{promise}:{stage}"
        moved = stage.partition(":")[0] != f"{found.row.due_at:%Y%m%d%H%M}"
        with self.desk.database.read() as session:
            known = self.posted(session, "promise_due", subject, conversation) is not None
        if not known and (moved or not found.is_open):
            return Done()
        own = found.row.owner_id.endswith(f":{conversation}")
        blocks, text = views.due(found, stage.partition(":")[2] if not moved else "", self.desk.clock(), own=own)
        return self.keep("promise_due", subject, conversation, blocks, text, found.interview.interview.inquiry_id)

    def _for(self, promise: int, conversation: str) -> PromiseRecord | None:
        """The promise, for one who may know of it."""
        with self.desk.database.read() as session:
            row = session.get_one(Promise, promise)
            asked = select(Member).where(Member.team_id == row.team_id, Member.user_id == conversation)
            member = session.exec(asked).first()
            if member is None or not debriefs.as_known(session, row, member):
                return None
            return debriefs.promise_of(session, row)
