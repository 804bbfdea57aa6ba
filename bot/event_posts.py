"""Event posts: the card of an event, and what somebody has still to do for it.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs. What a conversation may no longer
know is taken away from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.authority import Actor
from bot.desk import Desk
from bot.events import reminders
from bot.events.history import CARD, DUE, able, places, subject
from bot.events.record import matter_of, read
from bot.models import Member, Posting, PressEvent
from bot.views import event_reminders as reminder_views
from bot.views import events as views
from bot.work import Done, Performer


@dataclass(frozen=True)
class EventPosts:
    """`keep`, `posted`, `call` and `away` are those of `Notices`."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]
    call: Callable[..., Any]
    away: Callable[[Posting], Callable[[], Any]]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {CARD: self.card, DUE: self.due}

    def card(self, *, pressevent: int, conversation: str) -> Done:
        """The card in one conversation, posted once and then updated in place."""
        if not self._belongs(pressevent, conversation):
            return self._withdraw(CARD, subject(pressevent), conversation)
        with self.desk.database.read() as session:
            record = read(session, session.get_one(PressEvent, pressevent))
        blocks, text = views.card(record, self.desk.clock()), views.card_text(record)
        done = self.keep(CARD, subject(pressevent), conversation, blocks, text, None)
        if not self._belongs(pressevent, conversation):  # It became confidential while the card was on its way.
            self._withdraw(CARD, subject(pressevent), conversation)
        return done

    def due(self, *, pressevent: int, conversation: str, day: str) -> Done:
        """What somebody was to have done by a day, in their messages; nothing where it was done before it was said."""
        name = f"{subject(pressevent)}:{day}"
        with self.desk.database.read() as session:
            row = session.get_one(PressEvent, pressevent)
            member = session.get(Member, f"slack:{row.team_id}:{conversation}")
            known = self.posted(session, DUE, name, conversation) is not None
            actor = Actor.of(member) if member is not None else None
            if member is None or actor is None or not able(member) or not matter_of(row).known_to(actor):
                return self._withdraw(DUE, name, conversation)
            record, items = read(session, row, actor), reminders.of(row, member, day, able_ids=reminders.staff(session, [row]))
        if not known and (not record.is_on or all(one["done"] for one in items)):
            return Done()
        blocks, text = reminder_views.due(record, items, self.desk.clock())
        return self.keep(DUE, name, conversation, blocks, text, None)

    def _belongs(self, event_id: int, conversation: str) -> bool:
        with self.desk.database.read() as session:
            return conversation in places(session, session.get_one(PressEvent, event_id))

    def _withdraw(self, kind: str, name: str, conversation: str) -> Done:
        with self.desk.database.read() as session:
            posting = self.posted(session, kind, name, conversation)
        if posting is not None:
            self.call(self.away(posting), gone_is_fine=True)
            with self.desk.database.write() as session:
                session.delete(session.get_one(Posting, posting.id))
        return Done()
