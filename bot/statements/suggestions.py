"""Suggestions: a first draft from the model as durable work, or put together from what was approved before."""

from __future__ import annotations

from collections.abc import Sequence

from bot import drafting, inquiries, marks, outbox, recall
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.drafting import Source
from bot.errors import Conflict, Invalid
from bot.models import Inquiry
from bot.recall import PastAnswer
from bot.statements.drafts import LONGEST, Written, save_within
from bot.statements.record import StatementRecord, newest, refuse_closed
from bot.text import taken

SHARED = 3  # Lines of one issue that are offered for an inquiry of it.


def may_ask_model(desk: Desk, *, actor: Actor, inquiry_id: int) -> bool:
    """Whether a model may see this inquiry's questions: one is configured, it is not restricted, and on the record."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    return desk.llm.configured and record.inquiry.may_leave


def ask_model(desk: Desk, *, actor: Actor, inquiry_id: int, seen: int) -> None:
    """Asks for a draft. It is written as durable work and becomes the next version, unless a person saved one first."""
    with desk.database.write() as session:
        record = inquiries.read(session, actor, inquiry_id)
        authorize(actor, "work", record.matter)
        refuse_closed(record)
        outbox.put(
            session, at=desk.clock(), kind="draft", lane=f"draft:{inquiry_id}", inquiry=inquiry_id, actor=actor.id, seen=seen
        )


def write_draft(desk: Desk, *, actor: Actor, inquiry_id: int, seen: int) -> None:
    """The work behind `ask_model`: read, call the model with no session open, write. Without an answer from it the draft
    is assembled from past answers."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    if not record.inquiry.may_leave:
        return
    past = recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id)
    drafted = drafting.draft(
        desk,
        questions=[one.text for one in record.questions] or [record.inquiry.topic],
        sources=_sources([one for one in past if one.may_leave]),
        organisation=record.team.name,
        subject=f"inquiry:{inquiry_id}",
        most=LONGEST,
    )
    text = drafted.text.strip() or f"[VERIFY: {drafted.note or 'nothing on record answers this'}]"
    text = taken(text, what="The statement", most=LONGEST, field="text", blank=False)
    marks.passed("draft_written")
    try:
        # The words and the news of them in one transaction: whoever asked is told, however often this is begun.
        with desk.database.write() as session:
            save_within(
                session, desk, actor, inquiry_id=inquiry_id, text=text, seen=seen,
                written=Written(drafted.origin, drafted.sources),
            )  # fmt: skip
            inquiry = session.get_one(Inquiry, inquiry_id)
            event = inquiries.remember(
                session, desk, inquiry, actor_id=actor.id, action="generated", text="asked for a draft, and it is ready"
            )
            outbox.put(
                session, at=desk.clock(), kind="told", lane=actor.user_id, key=f"told:{event.id}:{actor.user_id}", event=event.id,
                conversation=actor.user_id,
            )  # fmt: skip
    except (Conflict, Invalid):
        return


def assemble(desk: Desk, *, actor: Actor, inquiry_id: int) -> drafting.Draft:
    """A draft put together verbatim from past approved answers; its text is empty, with the reason, where there are none."""
    record = inquiries.get(desk, actor=actor, reference=inquiry_id)
    authorize(actor, "work", record.matter)
    past = recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id)
    return drafting.assemble(_sources(past), most=LONGEST)


def shared_words(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[StatementRecord]:
    """Approved words of other inquiries of the same issue, on the same terms: one line for all of them."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        found = [newest(session, inquiries.assemble(session, one)) for one in record.fellows]
        terms = record.inquiry.terms
        return [one for one in found if one and one.approval and one.version.terms == terms][:SHARED]


def _sources(past: Sequence[PastAnswer]) -> list[Source]:
    """Past answers as a draft takes them: the nearest last."""
    return [Source(one.reference, one.text) for one in reversed(past)]
