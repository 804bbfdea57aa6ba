"""Approval posts: what the desk sends to approvers, and to whoever waits for them.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs. Exact words go to nobody who
may not know of them or has no say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from bot import contributors, statements, teams
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Decision, Member, Posting, Statement, StatementEvent, StatementStatus
from bot.statements import Question, StatementRecord
from bot.views import approval_news as news
from bot.views import approvals as views
from bot.views import contributors as contributor_views
from bot.views.blocks import Block
from bot.work import Done, Performer


@dataclass(frozen=True)
class ApprovalPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "approval": self.approval, "approval_void": self.void, "approval_condition": self.condition,
            "approval_nudge": self.nudge, "approval_late": self.late, "approval_told": self.told, "emergency": self.emergency,
        }  # fmt: skip

    def approval(self, *, version: int, conversation: str) -> Done:
        """A request for approval, or what became of it, in an approver's direct messages."""
        with self.desk.database.read() as session:
            found = statements.shown(session, version)
            reader = _reader(session, found, conversation)
            if reader is None:
                return Done()
            question = statements.put_to(session, found, reader, self.desk.clock())
            earlier = self.posted(session, "approval", f"version:{version}", conversation)
        if question.seat is None and not question.may_lift and earlier is None:
            return Done()
        blocks, text = self._with_consents(question, views.approval(question)), views.approval_text(found)
        return self.keep("approval", f"version:{version}", conversation, blocks, text, found.inquiry_id)

    def _with_consents(self, question: Question, blocks: list[Block]) -> list[Block]:
        """What the people in the words agreed to, before the buttons of whoever is asked."""
        if question.seat is None:
            return blocks
        version = question.found.version
        named = contributors.agreed(self.desk, actor=question.reader, text=f"{version.text}\n{version.attribution}")
        return [*blocks[:-1], *contributor_views.agreed(named), blocks[-1]]

    def void(self, *, decision: int, conversation: str) -> Done:
        """That an approval no longer holds, with what changed, to whoever gave it."""
        with self.desk.database.read() as session:
            said = session.get_one(Decision, decision)
            found = statements.shown(session, said.version_id)
            if _reader(session, found, conversation) is None:
                return Done()
            newest = statements.read(session, found.statement, found.statement.current)
        changes = statements.readable(found.version.text, newest.version.text)
        blocks, text = news.voided(found, said, newest, changes), news.voided_text(found)
        return self.keep("approval_void", f"void:{decision}", conversation, blocks, text, found.inquiry_id)

    def condition(self, *, decision: int, conversation: str) -> Done:
        """The condition of an approval, to those who work on the statement."""
        with self.desk.database.read() as session:
            said = session.get_one(Decision, decision)
            found = statements.shown(session, said.version_id)
            if _reader(session, found, conversation) is None:
                return Done()
            standing = statements.releasable(session, found, self.desk.clock())
            met_by = teams.names(session, {said.condition_met_by})[said.condition_met_by].name if said.condition_met_by else ""
        stands = found.is_current and any(one.decision is not None and one.decision.id == said.id for one in standing.steps)
        blocks = news.condition(found, said, met_by, stands=stands)
        text = f"{found.reference} is approved on a condition."
        return self.keep("approval_condition", f"condition:{decision}", conversation, blocks, text, found.inquiry_id)

    def nudge(self, *, version: int, conversation: str, number: int) -> Done:
        """A reminder to an approver; silent once they, or others, have decided."""
        with self.desk.database.read() as session:
            found = statements.shown(session, version)
            reader = _reader(session, found, conversation)
            question = statements.put_to(session, found, reader, self.desk.clock()) if reader else None
        if question is None or question.seat is None:
            return Done()
        subject = f"approval_nudge:{version}:{number}"
        return self.keep(
            "approval_nudge", subject, conversation, news.nudge(question), views.approval_text(found), found.inquiry_id
        )

    def late(self, *, version: int, conversation: str) -> Done:
        """That nobody has decided, to owner, backup and leads; silent once it is settled."""
        with self.desk.database.read() as session:
            found = statements.shown(session, version)
            reader = _reader(session, found, conversation)
            question = statements.put_to(session, found, reader, self.desk.clock()) if reader else None
        if question is None or not found.is_current or found.statement.status != StatementStatus.PENDING_APPROVAL:
            return Done()
        subject = f"approval_late:{version}"
        return self.keep("approval_late", subject, conversation, news.late(question), news.late_text(found), found.inquiry_id)

    def told(self, *, event: int, conversation: str) -> Done:
        """One step of a statement of its own, to one person who should not have to look for it."""
        with self.desk.database.read() as session:
            happened = session.get_one(StatementEvent, event)
            row = session.get_one(Statement, happened.statement_id)
            found = statements.read(session, row, row.current)
            if _reader(session, found, conversation) is None:
                return Done()
            name = teams.names(session, {happened.actor_id})[happened.actor_id].name
        blocks, text = news.told(found, happened, name)
        return self.keep("approval_told", f"statement_told:{event}", conversation, blocks, text, None)

    def emergency(self, *, decision: int, conversation: str) -> Done:
        """A release without an approver, and later what was said of it, to an approver."""
        with self.desk.database.read() as session:
            said = session.get_one(Decision, decision)
            found = statements.shown(session, said.version_id)
            reader = _reader(session, found, conversation)
            question = statements.put_to(session, found, reader, self.desk.clock()) if reader else None
        if question is None:
            return Done()
        blocks, text = news.emergency(question, said), news.emergency_text(found)
        return self.keep("emergency", f"emergency:{decision}", conversation, blocks, text, found.inquiry_id)


def _reader(session: Session, found: StatementRecord, conversation: str) -> Actor | None:
    """Whose messages these are, while they are on the desk and may know of the matter."""
    member = session.get(Member, f"slack:{found.statement.team_id}:{conversation}")
    actor = Actor.of(member) if member is not None else None
    return actor if actor is not None and not actor.outsider and found.matter.known_to(actor) else None
