"""Interview posts: the card, what everybody in an interview is told of it, the reminders before it and the question after it.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from bot import interviews
from bot.desk import Desk
from bot.interviews import InterviewRecord
from bot.models import Interview, Member, Posting
from bot.views import interviews as views
from bot.views.blocks import Block
from bot.work import Done, Performer


@dataclass(frozen=True)
class InterviewPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "interview_card": self.card, "interview_told": self.told, "interview_reminder": self.reminder,
            "interview_over": self.over, "interview_nudge": self.nudge,
        }  # fmt: skip

    def card(self, *, interview: int, conversation: str) -> Done:
        """The card, posted once and then updated in place: in the thread of its inquiry's card, else by itself."""
        thread = None
        with self.desk.database.read() as session:
            record = interviews.read(session, session.get_one(Interview, interview))
            if conversation not in interviews.conversations(session, record):
                return Done()
            if record.inquiry is not None:
                parent = self.posted(session, "card", f"inquiry:{record.inquiry.id}", conversation)
                if parent is None:
                    return Done()
                thread = parent.ts
        blocks, text = views.card(record), views.card_text(record)
        return self.keep(
            "interview_card", f"interview:{interview}", conversation, blocks, text, _inquiry(record), thread=thread
        )

    def told(self, *, interview: int, conversation: str) -> Done:
        """The interview in somebody's own messages."""
        with self.desk.database.read() as session:
            record = interviews.read(session, session.get_one(Interview, interview))
            known = self.posted(session, "interview_told", f"interview:{interview}", conversation) is not None
        if not self._may_know(record, conversation) or (not known and conversation not in _users(record)):
            return Done()
        return self._say("interview_told", f"interview:{interview}", conversation, record, views.told(record, conversation))

    def reminder(self, *, interview: int, conversation: str, hours: int, begins: int) -> Done:
        """That it is in a day or an hour. Nothing where it was moved or called off meanwhile; what stands is put right."""
        subject = f"interview:{interview}:{hours}:{begins}"
        with self.desk.database.read() as session:
            record = interviews.read(session, session.get_one(Interview, interview))
            known = self.posted(session, "interview_reminder", subject, conversation) is not None
        due = interviews.is_due(record, hours=hours, begins=begins, now=self.desk.clock()) and conversation in _users(record)
        if not self._may_know(record, conversation) or not (known or due):
            return Done()
        return self._say(
            "interview_reminder", subject, conversation, record, views.reminder(record, hours, begins, conversation)
        )

    def over(self, *, interview: int, ends: int) -> Done:
        """Notes that it is over."""
        interviews.over(self.desk, interview_id=interview, ends=ends)
        return Done()

    def nudge(self, *, interview: int, conversation: str) -> Done:
        """The question how it went."""
        with self.desk.database.read() as session:
            record = interviews.read(session, session.get_one(Interview, interview))
        if not self._may_know(record, conversation):
            return Done()
        subject = f"interview:{interview}:{int(record.interview.starts_at.timestamp())}"
        return self._say("interview_nudge", subject, conversation, record, views.nudge(record))

    def _say(
        self, kind: str, subject: str, conversation: str, record: InterviewRecord, shown: tuple[list[Block], str]
    ) -> Done:  # fmt: skip
        return self.keep(kind, subject, conversation, *shown, _inquiry(record))

    def _may_know(self, record: InterviewRecord, user_id: str) -> bool:
        with self.desk.database.read() as session:
            member = session.get(Member, f"slack:{record.interview.team_id}:{user_id}")
            return interviews.may_know(session, record, member)


def _inquiry(record: InterviewRecord) -> int | None:
    return record.interview.inquiry_id


def _users(record: InterviewRecord) -> set[str]:
    return {one.rpartition(":")[2] for one in record.attendees}
