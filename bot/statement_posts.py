"""Statement posts: the card of a statement of its own, its thread, and taking both away.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot import outbox, statements, teams
from bot.desk import Desk
from bot.models import Posting, Statement, StatementEvent
from bot.statements import Original
from bot.views import contributors as contributor_views
from bot.views import statement_cards as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class StatementPosts:
    """`keep`, `posted`, `call` and `away` are those of `Notices`."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]
    call: Callable[..., Any]
    away: Callable[[Posting], Callable[[], Any]]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"statement_card": self.card, "statement_line": self.line, "statement_withdraw": self.withdraw}

    def card(self, *, statement: int, conversation: str) -> Done:
        """The card in one conversation, posted once and then updated in place."""
        with self.desk.database.read() as session:
            row = session.get_one(Statement, statement)
            if row.inquiry_id is not None or conversation not in statements.conversations(session, row):
                return Done()
            found = statements.read(session, row, row.current)
            original = _original(session, row)
            named, gone = statements.unconsented_of(session, self.desk.clock(), statement_id=statement)
        blocks = [*contributor_views.flag(sent=gone, named=named), *views.card(found, original)]
        text = views.card_text(found)
        done = self.keep("statement_card", f"statement:{statement}", conversation, blocks, text, None)
        self._take_back(statement, conversation)
        return done

    def line(self, *, event: int, conversation: str) -> Done:
        """One line of the history, in the thread of the card."""
        with self.desk.database.read() as session:
            happened = session.get_one(StatementEvent, event)
            row = session.get_one(Statement, happened.statement_id)
            parent = self.posted(session, "statement_card", f"statement:{row.id}", conversation)
            if parent is None or conversation not in statements.conversations(session, row):
                return Done()
            found = statements.read(session, row, row.current)
            name = teams.names(session, {happened.actor_id})[happened.actor_id].name
        blocks, text = views.history_line(found, happened, name)
        subject = f"statement_event:{event}"
        done = self.keep("statement_line", subject, conversation, blocks, text, None, thread=parent.ts)
        self._take_back(row.id or 0, conversation)
        return done

    def withdraw(self, *, statement: int, conversation: str) -> Done:
        """Takes away whatever a conversation shows of a statement it may no longer know of: card, thread and all."""
        with self.desk.database.read() as session:
            row = session.get_one(Statement, statement)
            if conversation in statements.conversations(session, row):
                return Done()
            shown = [one for one in statements.to_withdraw(session, row) if one.conversation == conversation]
        for posting in sorted(shown, key=lambda one: one.kind == "statement_card"):
            self.call(self.away(posting), gone_is_fine=True)
            with self.desk.database.write() as session:
                kept = session.get(Posting, posting.id)
                if kept is not None:
                    session.delete(kept)
        return Done()

    def _take_back(self, statement: int, conversation: str) -> None:
        """Where it became restricted, or somebody was taken off it, while the message was on its way."""
        with self.desk.database.read() as session:
            row = session.get_one(Statement, statement)
            if not row.restricted or conversation in statements.conversations(session, row):
                return
        with self.desk.database.write() as session:
            outbox.put(
                session, at=self.desk.clock(), kind="statement_withdraw", lane=conversation, statement=statement,
                conversation=conversation,
            )  # fmt: skip


def _original(session: Session, row: Statement) -> Original | None:
    """What it translates, for its card. Both are seen by the same people, or the original by more."""
    if row.translation_of_id is None:
        return None
    original = session.get_one(Statement, row.translation_of_id)
    if original.restricted and not row.restricted:
        return None
    return Original(statements.read(session, original, original.current), row.translation_of_version or 1)
