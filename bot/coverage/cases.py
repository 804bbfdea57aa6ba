"""Correction cases: what an outlet got wrong, what was asked of it, how far up it went, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.coverage import case_clocks, case_grounds, quotewatch
from bot.coverage.case_clocks import OPEN, remind
from bot.coverage.case_corrections import correct
from bot.coverage.case_history import conversation, held, held_open, last, remember, step
from bot.coverage.case_records import (
    CLOSED,
    PAGE,
    REFERENCE,
    WON,
    CasePage,
    CaseRecord,
    CaseStats,
    by_reference,
    find,
    get,
    journalist_of,
    listing,
    of_clip,
    of_inquiry,
    of_journalist,
    of_outlet,
    read,
    stats,
)
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.inquiries.history import restored
from bot.models import (
    Article,
    CaseState,
    Clip,
    ClipQuote,
    CorrectionCase,
    Member,
)
from bot.text import shortened, taken

__all__ = [
    "CLOSED", "LADDER", "LONGEST", "OPEN", "PAGE", "REFERENCE", "WON", "Answered", "Asked", "CasePage", "CaseRecord", "CaseStats", "Edit", "answer", "ask",
    "by_reference", "can_be_undone", "close", "conversation", "correct", "edit", "find", "get", "journalist_of", "listing", "of_clip",
    "of_inquiry", "of_journalist", "of_outlet", "proposed", "read", "remind", "reopen", "start", "stats", "undo",
]  # fmt: skip

LADDER = ("the journalist", "the desk or section editor", "the readers’ editor", "the regulator")
LONGEST = 3_000


@dataclass(frozen=True)
class Edit:
    """What may be changed of a case at any time. `due_at` is when the next step falls due."""

    error: str
    evidence: str
    owner_id: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What was asked, of which rung of the ladder."""

    words: str
    rung: int = 0


@dataclass(frozen=True)
class Answered:
    """What they answered."""

    words: str


def proposed(desk: Desk, *, actor: Actor, clip_id: int, quote_id: int | None = None) -> Edit:
    """What the form of a new case begins with: of a quote what was printed and what was approved, else nothing yet."""
    authorize(actor, "work")
    with desk.database.read() as session:
        article = _article(session, actor, clip_id)
        quote = _quote(session, clip_id, quote_id)
        where = "\n".join(part for part in (article.title, article.address) if part)
        if quote is None:
            return Edit("", shortened(f"Published: {where}", LONGEST), actor.id)
        error = f"The quotation of {quote.speaker or 'ours'} was changed." if quote.approved else "We never said these words."
        approved = f"\nApproved ({quote.reference}): “{quote.approved}”" if quote.approved else ""
        evidence = f"Printed: “{quote.printed}”{approved}\nPublished: {where}"
        return Edit(error, shortened(evidence, LONGEST), actor.id)


def start(desk: Desk, *, actor: Actor, clip_id: int, entry: Edit, quote_id: int | None = None) -> CaseRecord:
    """Opens a case on a clip, or on one of its quotes. Where one is open on the same already, that one."""
    error, evidence = _said(entry)
    with desk.database.write() as session:
        authorize(actor, "work")
        article = _article(session, actor, clip_id)
        quote = _quote(session, clip_id, quote_id)
        there = select(CorrectionCase).where(
            CorrectionCase.clip_id == clip_id, CorrectionCase.quote_id == (quote.id if quote else None),
            col(CorrectionCase.state).in_(OPEN), CorrectionCase.error == error,
        )  # fmt: skip
        twin = session.exec(there).first()
        if twin is not None:
            return read(session, twin)
        now = desk.clock()
        case = CorrectionCase(
            team_id=actor.team_id, number=teams.next_number(session, actor.team_id, "last_case"), clip_id=clip_id, quote_id=quote.id if quote else None,
            journalist_id=journalist_of(session, clip_id), outlet_id=article.outlet_id, error=error, evidence=evidence,
            owner_id=_owner(session, actor, entry.owner_id), opened_at=now,
            rests_on=case_grounds.of_clip(session, clip_id, quote.reference if quote else ""),
        )  # fmt: skip
        case.due_at = entry.due_at or case_clocks.due(session, case, now)
        session.add(case)
        session.flush()
        remember(session, desk, case, actor, "opened", f"opened {case.reference}")
        return read(session, case)


def edit(desk: Desk, *, actor: Actor, case_id: int, entry: Edit) -> CaseRecord:
    """Changes what is wrong, the evidence, the owner, or when the next step falls due."""
    error, evidence = _said(entry)
    with desk.database.write() as session:
        case = held(session, actor, case_id)
        owner = _owner(session, actor, entry.owner_id)
        due_at = entry.due_at if case.state in OPEN else None
        return step(
            session, desk, actor, case, "edited", "edited the case", error=error, evidence=evidence, owner_id=owner, due_at=due_at
        )  # fmt: skip


def ask(desk: Desk, *, actor: Actor, case_id: int, asked: Asked) -> CaseRecord:
    """Notes what was asked, and of whom: a rung of the ladder. The clock runs for their answer."""
    words = taken(asked.words, what="What was asked", most=LONGEST, field="asked", blank=False)
    if not 0 <= asked.rung < len(LADDER):
        raise Invalid("That is no step of the ladder.", rung="Choose one.")
    with desk.database.write() as session:
        case = held_open(session, actor, case_id)
        now = desk.clock()
        return step(
            session, desk, actor, case, "asked", f"asked {LADDER[asked.rung]}: {shortened(words, 1_000)}",
            state=CaseState.ASKED, asked=words, rung=asked.rung, asked_at=case.asked_at or now, due_from=now,
        )  # fmt: skip


def answer(desk: Desk, *, actor: Actor, case_id: int, answered: Answered) -> CaseRecord:
    """Notes what they answered. Conflict where nothing was asked."""
    words = taken(answered.words, what="The answer", most=LONGEST, field="answer", blank=False)
    with desk.database.write() as session:
        case = held_open(session, actor, case_id)
        if case.asked_at is None:
            raise Conflict("Nothing was asked yet. Note that first.")
        now = desk.clock()
        return step(
            session, desk, actor, case, "answered", f"noted their answer: {shortened(words, 1_000)}",
            state=CaseState.ANSWERED, answer=words, answered_at=now, due_from=now,
        )  # fmt: skip


def close(desk: Desk, *, actor: Actor, case_id: int, state: CaseState, outcome: str) -> CaseRecord:
    """Ends a case: corrected, clarified, refused or dropped, with where that can be seen."""
    words = taken(outcome, what="The outcome", most=LONGEST, field="outcome")
    if state not in CLOSED:
        raise Invalid("How did it end?", state="Choose how it ended.")
    with desk.database.write() as session:
        case = held_open(session, actor, case_id)
        if state in WON and not words:
            raise Invalid("Where does it stand?", outcome="The date, and the link if there is one.")
        more = f": {shortened(words, 1_000)}" if words else ""
        return step(
            session, desk, actor, case, "closed", f"closed it as {state.value}{more}", state=state, outcome=words,
            closed_at=desk.clock(), due_at=None,
        )  # fmt: skip


def reopen(desk: Desk, *, actor: Actor, case_id: int) -> CaseRecord:
    """Opens a closed case again, where it stood."""
    with desk.database.write() as session:
        case = held(session, actor, case_id)
        if case.state in OPEN:
            raise Conflict(f"{case.reference} is open.")
        stood = CaseState.ANSWERED if case.answered_at else CaseState.ASKED if case.asked_at else CaseState.OPEN
        return step(
            session, desk, actor, case, "reopened", "opened it again", state=stood, closed_at=None, due_from=desk.clock()
        )  # fmt: skip


def undo(desk: Desk, *, actor: Actor, case_id: int) -> CaseRecord:
    """Takes back the last step: the fields are as they were before it."""
    with desk.database.write() as session:
        case = held(session, actor, case_id)
        step_back = last(session, case)
        if step_back is None:
            raise Conflict("There is nothing to undo.")
        for name, value in (step_back.before or {}).items():
            value = restored(value)
            setattr(case, name, CaseState(value) if name == "state" else value)
        step_back.undone = True
        session.add(step_back)
        remember(session, desk, case, actor, "undone", f"took back: {step_back.action}")
        return read(session, case)


def can_be_undone(record: CaseRecord) -> bool:
    """Whether there is a step to take back."""
    return any(one.before is not None and not one.undone for one in record.events)


def _said(entry: Edit) -> tuple[str, str]:
    error = taken(entry.error, what="What is wrong", most=LONGEST, field="error", blank=False)
    return error, taken(entry.evidence, what="The evidence", most=LONGEST, field="evidence")


def _owner(session: Session, actor: Actor, member_id: str) -> str:
    """Somebody on this desk who may work on it, else Invalid."""
    member = session.get(Member, member_id)
    if member is None or member.team_id != actor.team_id or Actor.of(member).rank < RANK[NEEDS["work"]]:
        wrong = "They can't work on cases. Choose an officer of the press desk."
        raise Invalid(wrong, owner=wrong)
    return member_id


def _article(session: Session, actor: Actor, clip_id: int) -> Article:
    clip = session.get(Clip, clip_id)
    if clip is None or clip.team_id != actor.team_id:
        raise NotFound("There is no such clip.")
    return session.get_one(Article, clip.article_id)


def _quote(session: Session, clip_id: int, quote_id: int | None) -> ClipQuote | None:
    quote = session.get(ClipQuote, quote_id) if quote_id else None
    if quote_id and (quote is None or quote.clip_id != clip_id):
        raise NotFound("That quotation is no longer there. Open the clip again.")
    clip = session.get_one(Clip, clip_id)
    return quotewatch.shown(session, clip.team_id, [quote])[0] if quote else None
