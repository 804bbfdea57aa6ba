"""Rounds: what the desk sends round: reminders, the evening's post, handovers, the daily line, questions to colleagues.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot import asks, clocks, evenings, handovers, heart, inquiries, teams
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Ask, AskState, Digest, Inquiry, Member
from bot.views import asks as ask_views
from bot.views import clocks as clock_views
from bot.views import evenings as evening_views
from bot.views import handovers as handover_views
from bot.views import heart as heart_views
from bot.work import Done, GiveUp, Performer


@dataclass(frozen=True)
class Rounds:
    """`keep` posts a message once and then updates it in place: kind, subject, conversation, blocks, text, inquiry."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[..., object]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "reminder": self.reminder, "evening": self.evening, "evening_own": self.evening_own, "handover": self.handover,
            "heart": self.heart, "ask": self.ask, "ask_nudge": self.ask_nudge, "ask_news": self.ask_news,
        }  # fmt: skip

    def reminder(self, *, inquiry: int, conversation: str, subject: str) -> Done:
        """One message about all that is due of an inquiry; with a `subject`, the one posted under it, as things now are."""
        with self.desk.database.read() as session:
            told = clocks.told(session, self.desk, inquiry_id=inquiry, conversation=conversation, subject=subject)
            if told is None:
                return Done()
            record = inquiries.assemble(session, session.get_one(Inquiry, inquiry))
            known = self.posted(session, "reminder", told.subject, conversation) is not None
            reader = session.get(Member, f"slack:{record.inquiry.team_id}:{conversation}")
        if reader is not None and not record.matter.known_to(Actor.of(reader)):
            return Done()
        if not known and (not told.standing or told.recipient is None):
            return Done()
        blocks = clock_views.reminder(record, told, self.desk.clock())
        try:
            return self.keep("reminder", told.subject, conversation, blocks, clock_views.reminder_text(record, told), inquiry)
        except GiveUp:
            clocks.unreached(self.desk, inquiry_id=inquiry, conversation=conversation)
            raise

    def evening(self, *, digest: int) -> Done:
        """The end-of-day post, in the desk channel."""
        with self.desk.database.read() as session:
            found = evenings.kept(session, session.get_one(Digest, digest))
        if found.team.desk_channel is None:
            return Done()
        blocks, text = evening_views.evening(found, self.desk.clock()), evening_views.evening_text(found)
        return self.keep("evening", f"digest:{digest}", found.team.desk_channel, blocks, text, None)

    def evening_own(self, *, digest: int, member: str) -> Done:
        """One person's restricted matters, in their direct messages."""
        with self.desk.database.read() as session:
            reader = session.get_one(Member, member)
            found = evenings.own(session, session.get_one(Digest, digest), reader)
            known = self.posted(session, "evening_own", f"evening:{digest}", reader.user_id) is not None
        # One that was posted is shown anew though nothing is left in it.
        if not known and (reader.outsider or found.quiet):
            return Done()
        blocks, text = evening_views.evening(found, self.desk.clock()), evening_views.evening_text(found)
        return self.keep("evening_own", f"evening:{digest}", reader.user_id, blocks, text, None)

    def handover(self, *, handover: int, conversation: str) -> Done:
        """A handover in one conversation, as far as its readers may know."""
        with self.desk.database.read() as session:
            record = handovers.shown(session, handover, conversation)
            reader = session.get(Member, f"slack:{record.team.id}:{conversation}")
        if conversation != record.team.desk_channel and (reader is None or reader.outsider):
            return Done()
        blocks, text = handover_views.handover(record), handover_views.handover_text(record)
        return self.keep("handover", f"handover:{handover}", conversation, blocks, text, None)

    def heart(self, *, team: str, day: str) -> Done:
        """The daily line, in the desk channel."""
        with self.desk.database.read() as session:
            found = heart.needs(session, self.desk, team)
            channel = teams.team_of(session, team).desk_channel
        if channel is None:
            return Done()
        return self.keep("heart", f"heart:{team}:{day}", channel, heart_views.daily(found), heart_views.daily_text(found), None)

    def ask(self, *, ask: int, conversation: str) -> Done:
        """A question in the messages of whoever was asked, as it now stands."""
        with self.desk.database.read() as session:
            found = asks.read(session, session.get_one(Ask, ask))
        if found.colleague.outsider:
            return Done()
        inquiry = found.ask.inquiry_id if found.known else None
        return self.keep("ask", f"ask:{ask}", conversation, ask_views.ask(found), ask_views.ask_text(found), inquiry)

    def ask_nudge(self, *, ask: int, conversation: str, number: int) -> Done:
        """A reminder of a question that is still open."""
        with self.desk.database.read() as session:
            found = asks.read(session, session.get_one(Ask, ask))
        if found.colleague.outsider or found.ask.state != AskState.OPEN:
            return Done()
        inquiry = found.ask.inquiry_id if found.known else None
        subject = f"ask_nudge:{ask}:{number}"
        return self.keep("ask_nudge", subject, conversation, ask_views.nudge(found), ask_views.ask_text(found), inquiry)

    def ask_news(self, *, ask: int, conversation: str) -> Done:
        """What came of a question, for whoever asked, while they may know of its inquiry."""
        with self.desk.database.read() as session:
            found = asks.read(session, session.get_one(Ask, ask))
        if found.record is not None and not found.record.matter.known_to(Actor.of(found.asker)):
            return Done()
        blocks, text = ask_views.news(found), ask_views.news_text(found)
        return self.keep("ask_news", f"ask_news:{ask}", conversation, blocks, text, found.ask.inquiry_id)
