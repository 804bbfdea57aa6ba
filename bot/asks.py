"""Asks: a colleague is asked for a fact, with a time it is due. Their answer goes into the inquiry's history, and is filed as
a fact once somebody who may approve it has.

Whoever is asked needs no role on the desk and sees the question alone: of a restricted inquiry not even its reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import audit, inquiries, lines, outbox, teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.inquiries import InquiryRecord
from bot.lines import LineEntry, LineRecord
from bot.models import Ask, AskState, DeadlineKind, Inquiry, LineKind, Member, Posting, Sensitivity, Team
from bot.text import one_line, shortened, taken

LONGEST = 3_000
NUDGES = 2  # Half-way, and when it is due.
USUAL = timedelta(hours=2)  # How long a colleague has where the inquiry names no deadline.


@dataclass(frozen=True)
class AskRecord:
    """An ask with its people; `record` is the inquiry it is for, or None. `known` says whether whoever is asked may know of
    that inquiry: else they are shown the question alone."""

    ask: Ask
    team: Team
    asker: Member
    colleague: Member
    record: InquiryRecord | None = None

    @property
    def known(self) -> bool:
        return self.record is not None and (
            not self.record.inquiry.restricted or self.record.matter.known_to(Actor.of(self.colleague))
        )

    @property
    def reference(self) -> str:
        return self.record.inquiry.reference if self.record else ""


def due_by_itself(desk: Desk, *, actor: Actor, inquiry_id: int) -> datetime:
    """When an answer would be due unless told otherwise: half-way to the desk's own deadline, at most two hours from now."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    now = desk.clock()
    latest = record.internal_deadline or now + 2 * USUAL
    return min(now + USUAL, max(now + timedelta(minutes=10), now + (latest - now) / 2))


def ask(desk: Desk, *, actor: Actor, inquiry_id: int, colleague_id: str, question: str, due: str, request_id: str) -> AskRecord:
    """Asks a colleague. `due` is a time in the asker's words, read on the team's clock. The same `request_id` again asks once.

    Invalid where the colleague is a guest, no time can be read, or it lies behind us.
    """
    question = taken(question, what="The question", most=LONGEST, field="question", blank=False)
    with desk.database.write() as session:
        record = inquiries.read(session, actor, inquiry_id, hold=True)
        authorize(actor, "work", record.matter)
        if not record.inquiry.is_open:
            raise Conflict(f"{record.inquiry.reference} is answered or closed.")
        colleague = session.get(Member, colleague_id)
        if colleague is None or colleague.outsider or colleague.team_id != actor.team_id:
            raise Invalid("Only members of this workspace can be asked.", colleague="Choose a member of this workspace.")
        earlier = session.exec(select(Ask).where(Ask.request_id == request_id)).first()
        if earlier is not None:
            return read(session, earlier)
        due_at = _due(desk, record, due)
        found = Ask(
            team_id=actor.team_id, inquiry_id=record.inquiry.id, question=question, asked_by=actor.id, asked_of=colleague.id,
            asked_at=desk.clock(), due_at=due_at, due_words=one_line(due)[:200], request_id=request_id,
        )  # fmt: skip
        session.add(found)
        session.flush()
        inquiries.remember(
            session, desk, record.inquiry, actor_id=actor.id, action="asked", details={"ask": found.id},
            text=f"asked {colleague.name}, due {due_at.astimezone(ZoneInfo(record.team.zone)):%a %H:%M}: {question}",
        )  # fmt: skip
        show(session, desk, found)
        return read(session, found)


def answer(desk: Desk, *, actor: Actor, ask_id: int, text: str) -> AskRecord:
    """The colleague's answer. A second one adds to the first until it is filed. Conflict where it is no longer wanted."""
    text = taken(text, what="The answer", most=LONGEST, field="answer", blank=False)
    with desk.database.write() as session:
        found = _asked_of(session, actor, ask_id)
        if found.ask.state == AskState.ANSWERED and found.ask.answer.endswith(text):
            return found
        found.ask.answer = taken(
            "\n".join(part for part in (found.ask.answer, text) if part), what="The answer", most=LONGEST, field="answer"
        )
        found.ask.state, found.ask.answered_at = AskState.ANSWERED, desk.clock()
        _remember(session, desk, found, actor, "ask_answered", f"answered: {text}")
        return read(session, found.ask)


def decline(desk: Desk, *, actor: Actor, ask_id: int, reason: str) -> AskRecord:
    """The colleague can't say: the asker is told at once, with why."""
    reason = taken(reason, what="The reason", most=1_000, field="reason", blank=False)
    with desk.database.write() as session:
        found = _asked_of(session, actor, ask_id)
        found.ask.state, found.ask.answer = AskState.DECLINED, reason
        _remember(session, desk, found, actor, "ask_declined", f"can't say: {reason}")
        return read(session, found.ask)


def withdraw(desk: Desk, *, actor: Actor, ask_id: int) -> AskRecord:
    """Takes the question back."""
    with desk.database.write() as session:
        found = of(session, actor, ask_id, hold=True)
        authorize(actor, "work", found.record.matter if found.record else None)
        if found.ask.state not in (AskState.OPEN, AskState.ANSWERED):
            raise Conflict("It is settled already.")
        found.ask.state = AskState.WITHDRAWN
        _remember(session, desk, found, actor, "ask_withdrawn", f"no longer needs to hear from {found.colleague.name}")
        return read(session, found.ask)


def proposed(desk: Desk, *, actor: Actor, ask_id: int, kind: LineKind) -> LineEntry:
    """What the answer would be filed as, for a person to complete: the answer's words, and whose they are as its source.
    Conflict where there is no answer, or it was filed already."""
    with desk.database.read() as session:
        found = of(session, actor, ask_id)
        authorize(actor, "work", found.record.matter if found.record else None)
        _answered(found)
        told = lines.today(found.team, found.ask.answered_at or desk.clock())
        matter = found.record.inquiry if found.record else None
        return LineEntry(
            kind=kind, text=found.ask.answer, question=found.ask.question if kind == LineKind.Q_AND_A else "", owner_id=actor.id,
            source=f"{found.colleague.name}, {told:%d %B %Y}" if kind == LineKind.FACT else "",
            as_of=told if kind == LineKind.FACT else None, restricted=matter is not None and matter.restricted,
            sensitivity=matter.sensitivity if matter else Sensitivity.ROUTINE,
        )  # fmt: skip


def file(desk: Desk, *, actor: Actor, ask_id: int, entry: LineEntry) -> LineRecord:
    """Files the answer as a fact or a Q&A, which is used once it is approved. Conflict as with `proposed`."""
    with desk.database.write() as session:
        found = of(session, actor, ask_id, hold=True)
        authorize(actor, "work", found.record.matter if found.record else None)
        _answered(found)
        written = lines.written(session, desk, actor, entry)
        found.ask.state, found.ask.line_id = AskState.FILED, written.row.id
        said = f"filed what {found.colleague.name} said as {written.row.reference}"
        _remember(session, desk, found, actor, "ask_filed", said)
        return written


def _answered(found: AskRecord) -> None:
    if found.ask.state != AskState.ANSWERED:
        raise Conflict("There is no answer to file, or it was filed already.")


def get(desk: Desk, *, actor: Actor, ask_id: int) -> AskRecord:
    """One ask, for whoever was asked or may know of its inquiry."""
    with desk.database.read() as session:
        return of(session, actor, ask_id)


def in_thread(desk: Desk, *, actor: Actor, thread_ts: str) -> int | None:
    """The id of the ask whose message to this person has that ts, or None: so a reply in its thread is an answer."""
    with desk.database.read() as session:
        posting = session.exec(
            select(Posting).where(Posting.kind == "ask", Posting.conversation == actor.user_id, Posting.ts == thread_ts)
        ).first()
        return int(posting.subject.removeprefix("ask:")) if posting else None


def due(desk: Desk) -> int:
    """Nudges who was asked, half-way and when it is due, and then tells the asker; returns how many were nudged."""
    now = desk.clock()
    with desk.database.read() as session:
        waiting = select(Ask).where(Ask.state == AskState.OPEN, col(Ask.nudged) < NUDGES)
        ids = [one.id for one in session.exec(waiting) if _nudge_at(one) <= now]
    for ask_id in ids:
        with desk.database.write() as session:
            found = session.get_one(Ask, ask_id, with_for_update=True)
            if found.state == AskState.OPEN and found.nudged < NUDGES and _nudge_at(found) <= now:
                # A process that was down over both says the last one alone.
                found.nudged = NUDGES if found.due_at <= now else found.nudged + 1
                session.add(found)
                nudge(session, desk, found)
    return len(ids)


def nudge(session: Session, desk: Desk, found: Ask) -> None:
    """Puts the reminder to whoever was asked, and once it is due the news of it to the asker."""
    kind, user = "ask_nudge", inquiries.user_of(found.asked_of)
    outbox.put(
        session, at=desk.clock(), kind=kind, lane=user, key=f"{kind}:{found.id}:{found.nudged}:{user}", ask=found.id,
        conversation=user, number=found.nudged,
    )  # fmt: skip
    if found.nudged >= NUDGES:
        asker = inquiries.user_of(found.asked_by)
        outbox.put(
            session,
            at=desk.clock(),
            kind="ask_news",
            lane=asker,
            key=f"ask_news:{found.id}:late",
            ask=found.id,
            conversation=asker,
        )


def show(session: Session, desk: Desk, found: Ask) -> None:
    """Asks for the message to whoever was asked to be shown as things now are."""
    user = inquiries.user_of(found.asked_of)
    outbox.put(session, at=desk.clock(), kind="ask", lane=user, ask=found.id, conversation=user)


def of(session: Session, actor: Actor, ask_id: int, *, hold: bool = False) -> AskRecord:
    """As `get`, within a session. NotFound for whoever was neither asked nor may know of the inquiry."""
    row = session.get(Ask, ask_id)
    if row is None or row.team_id != actor.team_id or actor.outsider:
        raise NotFound("There is no such question.")
    if hold:
        # The inquiry's lock comes first, as everywhere.
        session.get(Inquiry, row.inquiry_id, with_for_update=True)
        session.refresh(row, with_for_update=True)
    found = read(session, row)
    matter: Matter | None = found.record.matter if found.record else None
    if row.asked_of != actor.id:
        if matter is None or not matter.known_to(actor):
            raise NotFound("There is no such question.")
        authorize(actor, "look", matter)
    return found


def read(session: Session, row: Ask) -> AskRecord:
    """The ask with its people. Asks nobody's permission."""
    inquiry = session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None
    return AskRecord(
        ask=row, team=teams.team_of(session, row.team_id), asker=session.get_one(Member, row.asked_by),
        colleague=session.get_one(Member, row.asked_of), record=inquiries.assemble(session, inquiry) if inquiry else None,
    )  # fmt: skip


def _asked_of(session: Session, actor: Actor, ask_id: int) -> AskRecord:
    authorize(actor, "pass_on")
    found = of(session, actor, ask_id, hold=True)
    if found.ask.asked_of != actor.id:
        raise NotFound("This question was not put to you.")
    if found.ask.state not in (AskState.OPEN, AskState.ANSWERED):
        raise Conflict("The press desk no longer needs an answer to this. Thank you.")
    return found


def _remember(session: Session, desk: Desk, found: AskRecord, actor: Actor, action: str, text: str) -> None:
    """Writes the step into the inquiry's history, shows the message as it now is, and tells the asker."""
    session.add(found.ask)
    session.flush()
    if found.record is not None:
        inquiries.remember(
            session, desk, found.record.inquiry, actor_id=actor.id, action=action, text=text, details={"ask": found.ask.id}
        )
    else:
        audit.write(session, at=desk.clock(), actor=actor.id, action=f"ask.{action}", object=f"ask:{found.ask.id}")
    show(session, desk, found.ask)
    asker = inquiries.user_of(found.ask.asked_by)
    if asker != actor.user_id or found.ask.state in (AskState.FILED, AskState.WITHDRAWN):
        outbox.put(session, at=desk.clock(), kind="ask_news", lane=asker, ask=found.ask.id, conversation=asker)


def _due(desk: Desk, record: InquiryRecord, words: str) -> datetime:
    now = desk.clock()
    moment = inquiries.read_moment(words, reference=now, zone=record.team.zone)
    at = now + USUAL / 2 if moment.kind == DeadlineKind.ASAP else moment.at
    if at is None:
        wrong = "By when? “17:30”, “in an hour” or “ASAP”."
    elif at <= now:
        wrong = f"“{shortened(words, 60)}” has already passed."
    else:
        return at
    raise Invalid(wrong, due=wrong)


def _nudge_at(found: Ask) -> datetime:
    return found.due_at if found.nudged else found.asked_at + (found.due_at - found.asked_at) / 2
