"""Case posts: the card of a correction case, its thread, and the reminder of a step that is due.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from bot.authority import NEEDS, RANK, Actor
from bot.coverage import case_grounds, cases
from bot.desk import Desk
from bot.models import CorrectionCase, CorrectionCaseEvent, Member, Posting
from bot.views import cases as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class CasePosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"case_card": self.card, "case_line": self.line, "case_due": self.due}

    def card(self, *, case: int, conversation: str) -> Done:
        """The card in one conversation, posted once and then updated in place."""
        with self.desk.database.read() as session:
            record = cases.read(session, session.get_one(CorrectionCase, case))
            known = self.posted(session, "case_card", f"case:{case}", conversation) is not None
        if record.withheld:
            if not known:
                return Done()
            return self.keep("case_card", f"case:{case}", conversation, *views.withheld(record), None)
        blocks = views.card(record, self.desk.clock())
        return self.keep("case_card", f"case:{case}", conversation, blocks, views.card_text(record), None)

    def line(self, *, event: int, conversation: str) -> Done:
        """One line of the history, in the thread of the card."""
        with self.desk.database.read() as session:
            happened = session.get_one(CorrectionCaseEvent, event)
            record = cases.read(session, session.get_one(CorrectionCase, happened.case_id))
            parent = self.posted(session, "case_card", f"case:{happened.case_id}", conversation)
            known = self.posted(session, "case_line", f"case_event:{event}", conversation) is not None
        if parent is None or (record.withheld and not known):
            return Done()
        blocks, text = views.withheld(record) if record.withheld else views.history_line(record, happened)
        return self.keep("case_line", f"case_event:{event}", conversation, blocks, text, None, thread=parent.ts)

    def due(self, *, case: int, conversation: str, number: int) -> Done:
        """That the next step is due, in the owner's messages; nothing where it was done, or is somebody else's, meanwhile."""
        with self.desk.database.read() as session:
            record = cases.read(session, session.get_one(CorrectionCase, case))
            owner = session.get_one(Member, record.case.owner_id)
            known = self.posted(session, "case_due", f"case:{case}:{number}", conversation) is not None
            knows = case_grounds.known_to(session, Actor.of(owner), record.case) and owner.user_id == conversation
        if known and record.withheld and not knows:
            return self.keep("case_due", f"case:{case}:{number}", conversation, *views.withheld(record), None)
        able = not owner.outsider and Actor.of(owner).rank >= RANK[NEEDS["look"]] and (knows or not record.withheld)
        if not able or (not known and (owner.user_id != conversation or not record.overdue(self.desk.clock()))):
            return Done()
        blocks, text = views.due(record, self.desk.clock())
        return self.keep("case_due", f"case:{case}:{number}", conversation, blocks, text, None)
