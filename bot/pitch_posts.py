"""Pitch posts: the reminder to follow up, and the news that a pitch may have run, in the messages of whoever pitched.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from bot import pitches
from bot.authority import NEEDS, RANK, Actor
from bot.desk import Desk
from bot.models import ClipLink, LinkKind, Member, Pitch, Posting, Statement
from bot.pitches import PitchRecord
from bot.views import pitch_news as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class PitchPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"pitch_due": self.due, "pitch_ran": self.ran}

    def due(self, *, member: str, story: str, reminded: str) -> Done:
        """The reminder of one story, as its pitches stand now; where none of them is left it says so, if it is up."""
        subject, conversation = f"{story}:{reminded}", member.rpartition(":")[2]
        with self.desk.database.read() as session:
            found = pitches.told(session, self.desk, member_id=member, story=story, at=datetime.fromisoformat(reminded))
            up = self.posted(session, "pitch_due", subject, conversation) is not None
            inquiry = _inquiry(session, found)
        if not found and not up:
            return Done()
        blocks, text = views.due(found) if found else views.gone()
        return self.keep("pitch_due", subject, conversation, blocks, text, inquiry)

    def ran(self, *, pitch: int, clip: int, conversation: str) -> Done:
        """That a clip may have come of a pitch. Nothing where it was decided before it was told."""
        subject = f"pitch:{pitch}:{clip}"
        with self.desk.database.read() as session:
            row = session.get(Pitch, pitch)
            member = session.get(Member, f"slack:{row.team_id}:{conversation}") if row else None
            link = session.exec(
                select(ClipLink).where(ClipLink.kind == LinkKind.PITCH, ClipLink.subject_id == pitch, ClipLink.clip_id == clip)
            ).first()
            up = self.posted(session, "pitch_ran", subject, conversation) is not None
            decided = link is None or link.confirmed_at is not None or link.refused_at is not None
            if row is None and up:  # Whom it was pitched to was erased.
                return self.keep("pitch_ran", subject, conversation, *views.gone(), None)
            if row is None or member is None or (decided and not up):
                return Done()
            actor = Actor.of(member)
            known = session.exec(select(Pitch.id).where(Pitch.id == pitch, pitches.visible_to(actor))).first() is not None
            stands = known and _may_work(member) and row.taken_back_at is None
            if not stands and not up:
                return Done()
            record = pitches.read(session, self.desk, actor, row) if stands else None
            inquiry = _inquiry(session, [record] if record else [])
        blocks, text = views.may_have_run(record, link.id or 0 if link else 0) if record else views.gone()
        return self.keep("pitch_ran", subject, conversation, blocks, text, inquiry)


def _may_work(member: Member) -> bool:
    return not member.outsider and Actor.of(member).rank >= RANK[NEEDS["work"]]


def _inquiry(session: Session, found: list[PitchRecord]) -> int | None:
    """The inquiry that what was pitched answers: should it become restricted, the message goes from whoever may not know."""
    statement_id = found[0].row.statement_id if found else None
    statement = session.get(Statement, statement_id) if statement_id else None
    return statement.inquiry_id if statement else None
