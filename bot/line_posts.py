"""Line posts: what the desk posts about lines: questions to whoever owns or approves one, and lines near a new inquiry.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot import inquiries, lines
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Inquiry, Member
from bot.views import lines as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class LinePosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[..., Any]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {lines.ASKED: self.asked, "lines_near": self.near}

    def asked(self, *, address: str, posting: str, conversation: str) -> Done:
        """What one person is asked of a line, in their direct messages; once it is settled, what became of it."""
        with self.desk.database.read() as session:
            row = lines.row_at(session, address)
            if row is None:
                return Done()
            reader = session.get(Member, f"slack:{row.team_id}:{conversation}")
            known = self.posted(session, posting, address, conversation) is not None
            record = lines.assemble(session, row, self.desk.clock())
        if reader is None or reader.outsider or not lines.matter(row, Actor.of(reader)).known_to(Actor.of(reader)):
            return Done()
        still = lines.still_asks(row, posting)
        if not still and not known:
            return Done()
        blocks, text = views.asked(record, posting.split(":", 2)[1], waits=still)
        return self.keep(posting, address, conversation, blocks, text, None)

    def near(self, *, inquiry: int, conversation: str) -> Done:
        """The lines near a new inquiry, in the thread of its card; nothing where none is near."""
        with self.desk.database.read() as session:
            row = session.get_one(Inquiry, inquiry)
            card = self.posted(session, "card", f"inquiry:{inquiry}", conversation)
            if card is None or conversation not in inquiries.conversations(session, row):
                return Done()
            found = lines.for_everybody(session, self.desk, inquiry)
        if not found:
            return Done()
        blocks = views.near(found, "Lines on this")
        return self.keep(
            "lines_near", f"inquiry:{inquiry}", conversation, blocks, views.near_text(found), inquiry, thread=card.ts
        )
