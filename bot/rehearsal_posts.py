"""Rehearsal posts: question, feedback and score sheet in one person's direct messages, and what they let others see.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot import rehearsals
from bot.authority import Actor
from bot.desk import Desk
from bot.endpoints import host
from bot.inquiries import user_of
from bot.models import Member, Posting, Rehearsal
from bot.rehearsals import RehearsalRecord
from bot.views import rehearsals as views
from bot.work import Done, Performer

KIND = "rehearsal"


@dataclass(frozen=True)
class RehearsalPosts:
    """`keep` posts a message once and then updates it in place, `posted` says where one stands, `call` asks Slack and `away`
    takes a message away."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]
    call: Callable[..., Any]
    away: Callable[[Posting], Callable[[], Any]]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "rehearsal_intro": self.intro, "rehearsal_next": self.next, "rehearsal_question": self.question,
            "rehearsal_feedback": self.feedback, "rehearsal_sheet": self.sheet, "rehearsal_shown": self.shown,
            "rehearsal_away": self.take_away,
        }  # fmt: skip

    def intro(self, *, rehearsal: int, conversation: str) -> Done:
        """What it is, who sees it and how it goes; once it is forgotten, that alone."""
        found = self._found(rehearsal)
        at = host(self.desk.settings.llm_base_url) if found.rehearsal.by_model and self.desk.settings.llm_base_url else ""
        return self._keep(found, "intro", conversation, views.intro(found, model_at=at), views.TITLE)

    def next(self, *, rehearsal: int, number: int) -> Done:
        """The next question, by a model."""
        rehearsals.put_next(self.desk, rehearsal_id=rehearsal, number=number)
        return Done()

    def question(self, *, rehearsal: int, conversation: str, number: int) -> Done:
        """One question, with its buttons while it waits for an answer."""
        found = self._found(rehearsal)
        if number >= len(found.rehearsal.questions):
            self._remove(rehearsal, conversation, f"question:{number}")
            return Done()
        blocks = views.question(found, number)
        return self._keep(found, f"question:{number}", conversation, blocks, views.question_text(found, number))

    def feedback(self, *, rehearsal: int, conversation: str, number: int) -> Done:
        """What is said of one answer."""
        found = self._found(rehearsal)
        if number >= len(found.rehearsal.turns):
            return Done()
        return self._keep(found, f"feedback:{number}", conversation, views.feedback(found, number), views.feedback_text(number))

    def sheet(self, *, rehearsal: int, conversation: str) -> Done:
        """The score sheet, with the choice to keep it."""
        found = self._found(rehearsal)
        if found.running or found.rehearsal.forgotten_at is not None:
            return Done()
        return self._keep(found, "sheet", conversation, views.sheet(found), "Your score sheet")

    def shown(self, *, rehearsal: int, conversation: str) -> Done:
        """What somebody lets another one see of a rehearsal that they kept."""
        found = self._found(rehearsal)
        with self.desk.database.read() as session:
            reader = next((one for one in found.people if user_of(one.id) == conversation), None)
            able = (
                reader is not None and not reader.outsider and rehearsals.is_known(session, Actor.of(reader), found.rehearsal)
            )
        if not able or found.rehearsal.kept_at is None:
            return Done()
        text = f"{found.member.name} shows you a rehearsal"
        return self._keep(found, "shown", conversation, views.shown(found), text)

    def take_away(self, *, rehearsal: int, conversation: str) -> Done:
        """Takes back all that was posted of it in one conversation but its first message."""
        found = self._found(rehearsal)
        own = user_of(found.member.id) == conversation
        if (
            not own
            and found.rehearsal.kept_at is not None
            and conversation in [user_of(one) for one in found.rehearsal.shown_to]
        ):
            return Done()
        self._remove(rehearsal, conversation, "", spare="intro" if own else "")
        return Done()

    def _remove(self, rehearsal: int, conversation: str, part: str, *, spare: str = "") -> None:
        subject = f"rehearsal:{rehearsal}:{part}"
        with self.desk.database.read() as session:
            there = select(Posting).where(Posting.kind == KIND, Posting.conversation == conversation)
            theirs = col(Posting.subject).startswith(subject, autoescape=True) if not part else col(Posting.subject) == subject
            found = [one for one in session.exec(there.where(theirs)) if not spare or not one.subject.endswith(f":{spare}")]
        for posting in found:
            self.call(self.away(posting), gone_is_fine=True)
            with self.desk.database.write() as session:
                session.delete(session.get_one(Posting, posting.id))

    def _found(self, rehearsal: int) -> RehearsalRecord:
        with self.desk.database.read() as session:
            return rehearsals.assemble(session, self.desk, session.get_one(Rehearsal, rehearsal))

    def _keep(self, found: RehearsalRecord, part: str, conversation: str, blocks: list[dict[str, Any]], text: str) -> Done:
        with self.desk.database.read() as session:
            member = session.get(Member, f"slack:{found.rehearsal.team_id}:{conversation}")
            gone = found.rehearsal.forgotten_at is not None
            known = member is not None and rehearsals.is_known(session, Actor.of(member), found.rehearsal)
            there = self.posted(session, KIND, f"rehearsal:{found.rehearsal.id}:{part}", conversation) is not None
        # What is forgotten says so where it began, and nowhere else.
        if member is None or not known or (gone and (part != "intro" or not there)):
            return Done()
        subject = f"rehearsal:{found.rehearsal.id}:{part}"
        return self.keep(KIND, subject, conversation, blocks, text, found.rehearsal.inquiry_id)
