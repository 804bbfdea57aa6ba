"""Release posts: that an embargo lifted, and who still has to be told of a correction.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from bot import statements
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Member, Posting, Statement
from bot.views import corrections as correction_views
from bot.views import releases as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class ReleasePosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"embargo_lifted": self.embargo_lifted, "correction": self.correction}

    def embargo_lifted(self, *, statement: int, conversation: str) -> Done:
        """The news that an embargo ended: in the thread of the card, and to the owner."""
        with self.desk.database.read() as session:
            row = session.get_one(Statement, statement)
            if not self._may_read(session, row, conversation):
                return Done()
            found = statements.read(session, row, row.current)
            if views.embargo_ahead(found, self.desk.clock()):
                return Done()
            inquiry = row.inquiry_id
            kind, subject = ("card", f"inquiry:{inquiry}") if inquiry else ("statement_card", f"statement:{statement}")
            card = self.posted(session, kind, subject, conversation)
        until = found.version.embargo_until
        subject = f"embargo_lifted:{statement}:{until.isoformat() if until else ''}"
        return self.keep(
            "embargo_lifted", subject, conversation, views.lifted(found), views.lifted_text(found), inquiry,
            **({"thread": card.ts} if card else {}),
        )  # fmt: skip

    def correction(self, *, statement: int, conversation: str, number: int) -> Done:
        """Whom a correction must still reach, in the owner's messages; once all are told, that they are."""
        with self.desk.database.read() as session:
            row = session.get_one(Statement, statement)
            subject = f"correction:{statement}:{number}"
            record = statements.read_correction(session, row)
            known = self.posted(session, "correction", subject, conversation) is not None
            if record is None or not self._may_read(session, row, conversation):
                return Done()
        if not known and (not record.untold or not record.went_out):
            return Done()
        blocks, text = correction_views.untold(record), correction_views.untold_text(record)
        return self.keep("correction", subject, conversation, blocks, text, row.inquiry_id)

    def _may_read(self, session: Session, row: Statement, conversation: str) -> bool:
        """Whether it belongs there: its own conversation, or the messages of somebody who may know of it."""
        if conversation in statements.places(session, row):
            return True
        reader = session.get(Member, f"slack:{row.team_id}:{conversation}")
        matter = statements.read(session, row, row.current).matter
        return reader is not None and not reader.outsider and matter.known_to(Actor.of(reader))
