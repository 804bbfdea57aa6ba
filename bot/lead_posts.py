"""Lead posts: the card of a lead, the answer to whoever handed it in, and the reminder of one that waits too long.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot import leads, outbox, teams
from bot.authority import NEEDS, RANK, Actor
from bot.desk import Desk
from bot.models import Lead, Member, Posting
from bot.views import leads as views
from bot.work import Done, Performer

TOLD = {"lead_answer": "mark", "lead_chase": "number"}


@dataclass(frozen=True)
class LeadPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"lead_card": self.card, "lead_answer": self.answer, "lead_chase": self.chase, "lead_again": self.again}

    def card(self, *, lead: int, conversation: str) -> Done:
        """The card in the desk channel, posted once and then updated in place."""
        with self.desk.database.read() as session:
            record = leads.read(session, session.get_one(Lead, lead))
            if teams.team_of(session, record.row.team_id).desk_channel != conversation:
                return Done()
        blocks, text = views.card(record, self.desk.clock()), views.card_text(record, self.desk.clock())
        return self.keep("lead_card", f"lead:{lead}", conversation, blocks, text, None)

    def answer(self, *, lead: int, conversation: str, mark: str) -> Done:
        """The desk's answer to whoever handed it in; where it was taken back meanwhile, that it was."""
        with self.desk.database.read() as session:
            record = leads.read(session, session.get_one(Lead, lead))
            member = session.get(Member, record.row.submitted_by)
            subject = f"lead_answer:{lead}:{mark}"
            known = self.posted(session, "lead_answer", subject, conversation) is not None
        stands = record.row.decided_at is not None and record.row.decided_at.isoformat() == mark
        if member is None or member.outsider or (not stands and not known):
            return Done()
        blocks, text = views.answer(record, stands=stands)
        return self.keep("lead_answer", subject, conversation, blocks, text, None)

    def chase(self, *, lead: int, conversation: str, number: int) -> Done:
        """That a lead waits too long; silent once it was answered."""
        with self.desk.database.read() as session:
            record = leads.read(session, session.get_one(Lead, lead))
            member = session.get(Member, f"slack:{record.row.team_id}:{conversation}")
            subject = f"lead_chase:{lead}:{number}"
            known = self.posted(session, "lead_chase", subject, conversation) is not None
        able = member is not None and Actor.of(member).rank >= RANK[NEEDS["look"]]
        if not able or (not known and not record.overdue(self.desk.clock())):
            return Done()
        blocks, text = views.chase(record, self.desk.clock())
        return self.keep("lead_chase", subject, conversation, blocks, text, None)

    def again(self, *, lead: int) -> Done:
        """Has each message about a lead, in whoever's direct messages, say what is true now."""
        with self.desk.database.write() as session:
            for kind, name in TOLD.items():
                told = select(Posting).where(Posting.kind == kind, col(Posting.subject).like(f"{kind}:{lead}:%"))
                for one in session.exec(told).all():
                    said = one.subject.split(":", 2)[2]
                    more: dict[str, Any] = {name: int(said) if name == "number" else said}
                    outbox.put(
                        session, at=self.desk.clock(), kind=kind, lane=one.conversation, lead=lead, conversation=one.conversation,
                        **more,
                    )  # fmt: skip
        return Done()
