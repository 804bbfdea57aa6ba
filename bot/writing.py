"""Writing: drafts that a model was asked for, and the line in the thread that says how they are coming on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot import inquiries, statements
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Inquiry, Member, Suggestion
from bot.views import suggestions as views
from bot.work import Done, GiveUp, Performer


@dataclass(frozen=True)
class Writing:
    """`keep` posts a message once and then updates it in place; `posted` says where one is."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[..., object]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"draft": self.draft, "suggestion": self.suggestion}

    def draft(self, *, suggestion: int) -> Done:
        """A draft that somebody asked the model for."""
        try:
            statements.write_draft(self.desk, suggestion_id=suggestion)
        except DeskError as reason:
            raise GiveUp(str(reason)) from None
        return Done()

    def suggestion(self, *, suggestion: int, conversation: str) -> Done:
        """How a draft is coming on, in the thread of the card: one message, updated in place."""
        with self.desk.database.read() as session:
            row = session.get_one(Suggestion, suggestion)
            record = inquiries.assemble(session, session.get_one(Inquiry, row.inquiry_id))
            belongs = conversation in inquiries.conversations(session, record.inquiry)
            parent = self.posted(session, "card", f"inquiry:{row.inquiry_id}", conversation)
            ended_by = session.get(Member, row.ended_by) if row.ended_by else None
        if parent is None or not belongs:
            return Done()
        blocks = views.suggestion(record, row, stopped_by=ended_by.name if ended_by else "")
        return self.keep(
            "suggestion", f"suggestion:{suggestion}", conversation, blocks, views.suggestion_text(record, row), row.inquiry_id,
            thread=getattr(parent, "ts", None),
        )  # fmt: skip
