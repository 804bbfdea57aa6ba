"""Questions: a statement as it is put to one approver, with what they saw of it before and what they may do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Decision, Member, Posting, StatementStatus, StatementVersion, Verdict
from bot.statements.asking import alternatives
from bot.statements.chains import releasable
from bot.statements.diffs import Change, readable
from bot.statements.emergencies import may_review
from bot.statements.holds import may_lift
from bot.statements.overrides import covered, fingerprint
from bot.statements.record import StatementRecord, find, find_statement
from bot.statements.seats import Seat
from bot.statements.standings import Standing


@dataclass(frozen=True)
class Question:
    """One version put to one person. `seen` is the last earlier version that was put to them, `changes` how it became this
    one; `may_lift` says whether they may let it go where it is held, `may_review` whether they may review its release."""

    found: StatementRecord
    standing: Standing
    reader: Actor
    seen: StatementVersion | None = None
    changes: Sequence[Change] = ()
    may_lift: bool = False
    may_review: bool = False
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def seat(self) -> Seat | None:
        """The step that waits for this person, while the words do wait."""
        waits = self.found.is_current and self.found.statement.status == StatementStatus.PENDING_APPROVAL
        if not waits or self.found.is_closed:
            return None
        return next((one for one in self.standing.asked if one.actor.id == self.reader.id), None)

    @property
    def must_override(self) -> bool:
        """Whether something stands in the way that no approver has let stand yet."""
        return bool(self.standing.blocking) and not covered(self.standing.blocking, self.standing.counted)

    @property
    def may_hold(self) -> bool:
        """Whether they may hold it: while it is asked for or approved, whoever has a say."""
        status = self.found.statement.status
        live = status in (StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED) and self.found.is_current
        named = any(seat.actor.id == self.reader.id for step in self.standing.seats for seat in step)
        return live and not self.found.is_closed and (named or self.reader.may_approve(self.found.sensitivity))

    @property
    def value(self) -> str:
        """What its buttons carry: the version, the hash of what is shown, and that of the doubts shown with it."""
        return f"{self.found.version.id}:{self.found.version.sha256}:{fingerprint(self.standing.blocking)}"

    @property
    def own(self) -> bool:
        """Whether the reader wrote these words."""
        return self.found.version.author_id == self.reader.id

    @property
    def last(self) -> Decision | None:
        """The last word on this version that is no hold."""
        said = [one for one in self.found.decisions if one.verdict not in (Verdict.HELD, Verdict.LIFTED)]
        return said[-1] if said else None

    def name(self, member_id: str | None) -> str:
        member = self.people.get(member_id or "") or self.found.people.get(member_id or "")
        return member.name if member else "somebody"


def question(desk: Desk, *, actor: Actor, version_id: int) -> Question:
    """As `put_to`, for a person who asks. NotFound where they may not know of it."""
    with desk.database.read() as session:
        return put_to(session, find(session, actor, version_id), actor, desk.clock())


def release_of(desk: Desk, *, actor: Actor, decision_id: int) -> tuple[Question, Decision]:
    """An emergency release as it is put to somebody, with what was said of it. NotFound where they may not know of it."""
    with desk.database.read() as session:
        released = session.get(Decision, decision_id)
        if released is None or released.verdict != Verdict.RELEASED:
            raise NotFound("There is no such release.")
        found = find(session, actor, released.version_id)
        return put_to(session, found, actor, desk.clock()), released


def waits_for(desk: Desk, *, actor: Actor, statement_id: int) -> str:
    """What keeps a statement's newest words now, in a sentence: a hold, a condition, or those whose word is missing."""
    with desk.database.read() as session:
        found = find_statement(session, actor, statement_id)
        question = put_to(session, found, actor, desk.clock())
    standing = question.standing
    if standing.hold is not None:
        return f"{question.name(standing.hold.member_id)} holds it: {standing.hold.reason}"
    if standing.asked:
        return f"It waits for {alternatives(sorted(one.actor.name for one in standing.asked))}. It is in their messages."
    open_one = next((one.decision for one in standing.steps if one.state == "condition" and one.decision is not None), None)
    if open_one is not None:
        return (
            f"{question.name(open_one.member_id)} approves it on a condition that nobody said is met yet: {open_one.condition}"
        )
    return "It waits for nobody: no approver may know of it or approve matters like it any more. Ask an admin, or name one with *More*."


def put_to(session: Session, found: StatementRecord, reader: Actor, now: datetime) -> Question:
    """A version as it is put to somebody. Asks nobody's permission."""
    standing = releasable(session, found, now)
    seen = _seen(session, found, reader)
    people = {one for step in standing.steps for one in step.step.members} | {one.reviewed_by or "" for one in found.decisions}
    people |= (
        {one.member_id for one in found.decisions}
        | {one.condition_met_by or "" for one in found.decisions}
        | ({standing.hold.member_id} if standing.hold else set())
    )
    return Question(
        found, standing, reader, seen, readable(seen.text, found.version.text) if seen else (),
        may_lift=standing.hold is not None and may_lift(session, reader, found, standing.hold),
        may_review=standing.released is not None and may_review(found, reader, standing.released),
        people=teams.names(session, people),
    )  # fmt: skip


def _seen(session: Session, found: StatementRecord, reader: Actor) -> StatementVersion | None:
    """The newest earlier version that lies in the reader's messages."""
    put = select(Posting.subject).where(Posting.kind == "approval", Posting.conversation == reader.user_id)
    earlier = session.exec(
        select(StatementVersion).where(
            StatementVersion.statement_id == found.statement.id, StatementVersion.number < found.version.number
        ).order_by(col(StatementVersion.number).desc())
    ).all()  # fmt: skip
    subjects = {f"version:{one.id}" for one in earlier}
    shown = set(session.exec(put.where(col(Posting.subject).in_(subjects)))) if subjects else set()
    return next((one for one in earlier if f"version:{one.id}" in shown), None)
