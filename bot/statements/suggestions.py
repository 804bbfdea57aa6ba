"""Suggestions: a first draft from the model as durable work, or put together from what was approved before.

The model sees the validated questions and approved rows (`material`), never the mail, notes or background. What it writes is
shown while it writes and can be stopped; it becomes the next version unless a person saved one meanwhile: then it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlmodel import Session, col, select

from bot import drafting, inquiries, lines, marks, outbox
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.drafting import Draft, DraftSentence
from bot.errors import Conflict, DeskError, Invalid, NotFound
from bot.inquiries import InquiryRecord
from bot.llm import ModelFailed
from bot.models import Generation, Inquiry, Member, Origin, StatementKind, Suggestion, SuggestionState, Terms
from bot.statements import material
from bot.statements.checks import kept
from bot.statements.drafts import Written, save_within
from bot.statements.kinds import KINDS, LONGEST
from bot.statements.record import StatementRecord, newest, refuse_closed
from bot.text import taken

SHARED = 3  # Lines of one issue that are offered for an inquiry of it.


def may_leave(desk: Desk, inquiry: Inquiry) -> bool:
    """Whether a model may read this inquiry's questions. Restricted ones may go to the team's own local endpoint alone, and
    what is not on the record, or under embargo, goes nowhere."""
    on_record = inquiry.terms == Terms.ON_RECORD and not inquiry.embargo_words
    return on_record and (not inquiry.restricted or desk.llm.local)


def may_ask_model(desk: Desk, *, actor: Actor, inquiry_id: int) -> bool:
    """Whether a model may be asked for a draft: one is configured, and it may see this inquiry's questions."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    return desk.llm.configured and may_leave(desk, record.inquiry)


def ask_model(desk: Desk, *, actor: Actor, inquiry_id: int, seen: int) -> Suggestion:
    """Asks for a draft, written as durable work. One that is being written already is not begun twice."""
    with desk.database.write() as session:
        record = inquiries.read(session, actor, inquiry_id, hold=True)
        authorize(actor, "work", record.matter)
        refuse_closed(record)
        same = (Suggestion.inquiry_id == inquiry_id, Suggestion.seen == seen, Suggestion.state == SuggestionState.WRITING)
        row = session.exec(select(Suggestion).where(*same)).first()
        if row is None:
            row = Suggestion(inquiry_id=inquiry_id, member_id=actor.id, seen=seen, asked_at=desk.clock())
            session.add(row)
            session.flush()
            outbox.put(session, at=desk.clock(), kind="draft", lane=f"draft:{inquiry_id}", suggestion=row.id)
            show(session, desk, row)
        return row


def write_draft(desk: Desk, *, suggestion_id: int) -> None:
    """The work behind `ask_model`: read, call the model with no session open, write. Without an answer from it the draft is
    put together from approved rows. Done again after a crash it does nothing twice."""
    with desk.database.read() as session:
        row = session.get_one(Suggestion, suggestion_id)
        actor = Actor.of(session.get_one(Member, row.member_id))
    if row.state != SuggestionState.WRITING:
        return
    try:
        record = inquiries.get(desk, actor=actor, reference=row.inquiry_id)
        if not may_leave(desk, record.inquiry):
            _end(desk, suggestion_id, "It may no longer be shown to a model.")
            return
        drafted = _drafted(desk, actor, record, row)
        marks.passed("draft_written")
        _save(desk, actor, record, row, drafted)
    except ModelFailed:
        return  # Whoever stopped it has been shown so.
    except DeskError as reason:
        _end(desk, suggestion_id, str(reason))
        raise


def stop(desk: Desk, *, actor: Actor, suggestion_id: int) -> Suggestion:
    """Stops a draft that is being written: nothing of it is kept. One that has ended stays as it is."""
    return _end(desk, suggestion_id, "", actor=actor)


def suggestion(desk: Desk, *, actor: Actor, suggestion_id: int) -> Suggestion:
    """One suggestion. NotFound where the actor may not know of its inquiry."""
    with desk.database.read() as session:
        row = session.get(Suggestion, suggestion_id)
        if row is None:
            raise NotFound("There is no such draft.")
        authorize(actor, "look", inquiries.read(session, actor, row.inquiry_id).matter)
        return row


def assemble(desk: Desk, *, actor: Actor, inquiry_id: int) -> Draft:
    """A draft put together verbatim from approved rows; its text is empty, with the reason, where there are none."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    authorize(actor, "work", record.matter)
    rows = material.for_draft(desk, actor=actor, record=record)
    return drafting.assemble([one.source for one in reversed(rows)], most=LONGEST)


def shared_words(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[StatementRecord]:
    """Approved words of other inquiries of the same issue, on the same terms: one line for all of them."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        found = [newest(session, inquiries.assemble(session, one)) for one in record.fellows]
        terms = record.inquiry.terms
        return [one for one in found if one and one.approval and one.version.terms == terms][:SHARED]


def show(session: Session, desk: Desk, row: Suggestion) -> None:
    """Asks for the line in the thread of the card that says how the draft is coming on."""
    for place in inquiries.conversations(session, session.get_one(Inquiry, row.inquiry_id)):
        outbox.put(session, at=desk.clock(), kind="suggestion", lane=place, suggestion=row.id, conversation=place)


def _drafted(desk: Desk, actor: Actor, record: InquiryRecord, row: Suggestion) -> Draft:
    rows = material.for_draft(desk, actor=actor, record=record, leaving=True)
    kind = KINDS[record.statement.kind if record.statement else StatementKind.REACTIVE]
    return drafting.draft(
        desk,
        questions=[one.text for one in record.questions] or [record.inquiry.topic],
        sources=[one.source for one in reversed(rows)],
        organisation=record.team.name,
        subject=f"suggestion:{row.id}",
        today=lines.today(record.team, desk.clock()),
        guide=f"{kind.label}. {kind.guide} At most {kind.length[1]} words.",
        most=LONGEST,
        progress=_progress(desk, row.id or 0),
    )


def _progress(desk: Desk, suggestion_id: int) -> Callable[[Sequence[DraftSentence]], None]:
    """What keeps the sentences so far, for the thread to show, and stops the call where somebody stopped the draft."""

    def so_far(sentences: Sequence[DraftSentence]) -> None:
        with desk.database.write() as session:
            row = session.get_one(Suggestion, suggestion_id, with_for_update=True)
            if row.state != SuggestionState.WRITING:
                raise ModelFailed("cancelled")
            if len(row.sentences) != len(sentences):
                row.sentences = kept(sentences)
                show(session, desk, row)

    return so_far


def _save(desk: Desk, actor: Actor, record: InquiryRecord, row: Suggestion, drafted: Draft) -> None:
    """Makes the draft the next version, or offers it where that can't be."""
    text = drafted.text.strip() or f"[VERIFY: {drafted.note or 'nothing on record answers this'}]"
    text = taken(text, what="The statement", most=LONGEST, field="text", blank=False)
    try:
        # The words and the news of them in one transaction: whoever asked is told, however often this is begun.
        with desk.database.write() as session:
            if (held := _hold(session, row)) is None:
                return
            _ready(session, desk, held, drafted, text)
            session.flush()
            saved = save_within(
                session, desk, actor, inquiry_id=row.inquiry_id, text=text, seen=row.seen,
                written=Written(drafted.origin, drafted.sources, held.sentences, held.generation_id),
            )  # fmt: skip
            held.state, held.version_id = SuggestionState.SAVED, saved.version.id
            _tell(session, desk, held, "asked for a draft, and it is ready", drafted.note)
    except (Conflict, Invalid) as reason:
        with desk.database.write() as session:
            if (held := _hold(session, row)) is None:
                return
            _ready(session, desk, held, drafted, text)
            held.state = SuggestionState.OFFERED
            why = "other words were saved meanwhile" if isinstance(reason, Conflict) else str(reason)
            _tell(session, desk, held, f"asked for a draft; it is ready and waits to be opened: {why}", drafted.note)


def _hold(session: Session, row: Suggestion) -> Suggestion | None:
    """The suggestion while nobody else changes it, if it is still being written. The inquiry's lock comes first everywhere."""
    session.get_one(Inquiry, row.inquiry_id, with_for_update=True)
    held = session.get_one(Suggestion, row.id, with_for_update=True)
    session.refresh(held)
    return held if held.state == SuggestionState.WRITING else None


def _ready(session: Session, desk: Desk, row: Suggestion, drafted: Draft, text: str) -> None:
    row.text, row.origin, row.note, row.ended_at = text, drafted.origin, drafted.note, desk.clock()
    row.sentences = kept(drafted.sentences)
    if drafted.origin == Origin.MODEL:
        call = select(Generation.id).where(Generation.subject == f"suggestion:{row.id}", Generation.outcome == "ok")
        row.generation_id = session.exec(call.order_by(col(Generation.id).desc())).first()


def _tell(session: Session, desk: Desk, row: Suggestion, said: str, note: str) -> None:
    """Tells the thread and whoever asked."""
    show(session, desk, row)
    inquiry = session.get_one(Inquiry, row.inquiry_id)
    text = f"{said}. {note}" if note else said
    event = inquiries.remember(session, desk, inquiry, actor_id=row.member_id, action="generated", text=text)
    user = inquiries.user_of(row.member_id)
    outbox.put(
        session, at=desk.clock(), kind="told", lane=user, key=f"told:{event.id}:{user}", event=event.id, conversation=user
    )  # fmt: skip


def _end(desk: Desk, suggestion_id: int, note: str, *, actor: Actor | None = None) -> Suggestion:
    with desk.database.write() as session:
        row = session.get(Suggestion, suggestion_id)
        if row is None:
            raise NotFound("There is no such draft.")
        if actor is not None:
            authorize(actor, "work", inquiries.read(session, actor, row.inquiry_id, hold=True).matter)
        held = _hold(session, row)
        if held is not None:
            held.state, held.note, held.ended_at = SuggestionState.STOPPED, note, desk.clock()
            held.ended_by = actor.id if actor else None
            show(session, desk, held)
        return held or row
