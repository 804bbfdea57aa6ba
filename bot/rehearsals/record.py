"""Reading rehearsals: one's own, one that somebody let see, and what can be rehearsed. Nobody else learns that there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bot import inquiries
from bot.authority import RANK, Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.interviews.record import REFERENCE, visible_to
from bot.models import Inquiry, Interview, InterviewState, Member, Rehearsal, Role, Spokesperson
from bot.rehearsals import grounds, scores
from bot.rehearsals.shapes import Feedback, Ground, read
from bot.text import one_line, shortened

KEPT = 10  # Rehearsals in a list.


@dataclass(frozen=True)
class About:
    """What is rehearsed: its topic, and the interview and inquiry it is of."""

    topic: str
    reference: str = ""
    inquiry: Inquiry | None = None
    interview: Interview | None = None


@dataclass(frozen=True)
class RehearsalRecord:
    """A rehearsal with whose it is and what its answers are held against as things now are."""

    rehearsal: Rehearsal
    member: Member
    ground: Ground
    reference: str = ""
    people: Sequence[Member] = ()

    @property
    def running(self) -> bool:
        return self.rehearsal.ended_at is None

    @property
    def feedbacks(self) -> list[Feedback | None]:
        """What is said of each answer, in the order of the questions that were asked."""
        return [read(one.get("feedback")) for one in self.rehearsal.turns]

    @property
    def sheet(self) -> scores.Sheet:
        return scores.sheet(self.feedbacks, self.ground)

    @property
    def asking(self) -> int | None:
        """The place of the question that waits for an answer, None where none does."""
        place = len(self.rehearsal.turns)
        return place if self.running and place < len(self.rehearsal.questions) else None


def about(session: Session, actor: Actor, reference: str) -> About:
    """What `reference` names: an interview (I-0004), an inquiry (PR-0012), else a topic in words. NotFound where the actor may
    not know of it. Whoever speaks in an interview may rehearse it without a role on the desk."""
    words = one_line(reference)
    if REFERENCE.fullmatch(words):
        row = session.exec(
            select(Interview).where(visible_to(actor), Interview.number == _number(words))
        ).first()  # fmt: skip
        if row is None or not (actor.rank >= RANK[Role.VIEWER] or _speaks(session, actor, row)):
            raise NotFound(f"There is no {words[:20]}; interviews look like I-0004.")
        return About(row.topic, row.reference, session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None, row)
    authorize(actor, "look")
    if words.removeprefix("#").isdecimal() or (words[:2].casefold() == "pr" and any(one.isdigit() for one in words)):
        inquiry = inquiries.read(session, actor, words).inquiry
        return About(inquiry.topic, inquiry.reference, inquiry)
    if not words:
        raise Invalid("About what? An interview, an inquiry or a few words, such as `rehearse night shelter`.")
    return About(shortened(words, 250))


def find(
    session: Session, desk: Desk, actor: Actor, rehearsal_id: int, *, own: bool = True, hold: bool = False
) -> RehearsalRecord:
    """One rehearsal. NotFound for anybody but the person themself, or without `own` whom they let see what they kept, and
    once it is forgotten."""
    row = session.get(Rehearsal, rehearsal_id, with_for_update=True if hold else None)
    mine = row is not None and row.member_id == actor.id
    shown = row is not None and not own and row.kept_at is not None and actor.id in row.shown_to
    if row is None or row.team_id != actor.team_id or actor.outsider or row.forgotten_at is not None or not (mine or shown):
        raise NotFound("This rehearsal is forgotten, or it is not yours to see.")
    if hold:
        session.refresh(row)
    return assemble(session, desk, row)


def get(desk: Desk, *, actor: Actor, rehearsal_id: int) -> RehearsalRecord:
    """A rehearsal of one's own, or one that somebody let one see. NotFound where the actor may no longer know of its matter."""
    with desk.database.read() as session:
        found = find(session, desk, actor, rehearsal_id, own=False)
        if not is_known(session, actor, found.rehearsal):
            raise NotFound("This rehearsal is of something that became restricted, and you are not named on it.")
        return found


def assemble(session: Session, desk: Desk, row: Rehearsal) -> RehearsalRecord:
    """The rehearsal with all that belongs to it. Asks nobody's permission: for work that runs without an actor."""
    member = session.get_one(Member, row.member_id)
    people = [one for each in row.shown_to if (one := session.get(Member, each)) is not None]
    return RehearsalRecord(row, member, grounds.read(session, desk, Actor.of(member), row), _reference(session, row), people)


def running(session: Session, actor: Actor, *, hold: bool = False) -> Rehearsal | None:
    """The rehearsal that takes a person's direct messages just now."""
    asked = select(Rehearsal).where(Rehearsal.member_id == actor.id, col(Rehearsal.ended_at).is_(None))
    asked = asked.order_by(col(Rehearsal.id).desc()).limit(1)
    return session.exec(asked.with_for_update() if hold else asked).first()


def runs(desk: Desk, *, actor: Actor) -> bool:
    """Whether a rehearsal takes the actor's direct messages just now."""
    with desk.database.read() as session:
        return not actor.outsider and running(session, actor) is not None


def is_known(session: Session, actor: Actor, row: Rehearsal) -> bool:
    """Whether the person may still know of what they rehearse."""
    if row.inquiry_id is None:
        return True
    return session.exec(select(Inquiry.id).where(Inquiry.id == row.inquiry_id, inquiries.visible_to(actor))).first() is not None


@dataclass(frozen=True)
class Choices:
    """What somebody can rehearse, what runs, and what was kept that they may see."""

    interviews: Sequence[Interview]
    running: RehearsalRecord | None
    kept: Sequence[RehearsalRecord]


def choices(desk: Desk, *, actor: Actor) -> Choices:
    """The interviews that they will give, the soonest first, the rehearsal that runs, and those that were kept."""
    authorize(actor, "pass_on")
    with desk.database.read() as session:
        theirs = (
            select(Interview)
            .join(Spokesperson, col(Spokesperson.id) == Interview.spokesperson_id)
            .where(
                visible_to(actor), Spokesperson.member_id == actor.id, Interview.state == InterviewState.BOOKED,
                Interview.starts_at > desk.clock(),
            )
            .order_by(col(Interview.starts_at)).limit(5)
        )  # fmt: skip
        row = running(session, actor)
        kept = select(Rehearsal).where(
            Rehearsal.team_id == actor.team_id, col(Rehearsal.kept_at).is_not(None), col(Rehearsal.forgotten_at).is_(None)
        )
        seen = [
            one for one in session.exec(kept.order_by(col(Rehearsal.id).desc())) if actor.id in (one.member_id, *one.shown_to)
        ]
        return Choices(
            list(session.exec(theirs)), assemble(session, desk, row) if row else None,
            [assemble(session, desk, one) for one in seen[:KEPT] if is_known(session, actor, one)],
        )  # fmt: skip


def _number(words: str) -> int:
    found: Any = REFERENCE.fullmatch(words)
    return int(found[1])


def _speaks(session: Session, actor: Actor, row: Interview) -> bool:
    return not actor.outsider and session.get_one(Spokesperson, row.spokesperson_id).member_id == actor.id


def _reference(session: Session, row: Rehearsal) -> str:
    interview = session.get(Interview, row.interview_id) if row.interview_id else None
    inquiry = session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None
    return interview.reference if interview else inquiry.reference if inquiry else ""
