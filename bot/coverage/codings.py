"""Codings: what a person says of a clip: its tone, and how far a message came through. The machine's word stays beside it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.coverage import mutes, pairs, pulls, scores
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Article, Clip, PullThrough, Tone


def tone(desk: Desk, *, actor: Actor, clip_id: int, tone: Tone | None) -> int:
    """A person's tone for a clip and its copies; None leaves it to the machine again. Gives how many clips have it now."""
    authorize(actor, "work")
    with desk.database.write() as session:
        clip = find(session, actor, clip_id)
        before = clip.tone_by_hand
        same = [clip, *(one for one in copies(session, clip) if one.tone_by_hand == before)]
        for one in same:
            one.tone_by_hand, one.tone_by = tone, actor.id if tone is not None else None
            session.add(one)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="clip.toned", object=f"clip:{clip_id}",
            details={
                "tone": tone.value if tone else None, "before": before.value if before else None, "machine": clip.tone.value,
                "clips": [one.id for one in same],
            },
        )  # fmt: skip
        # What it is worth an alert for may have begun, or have ended, with it.
        outbox.put(session, at=desk.clock(), kind="coverage_alert", lane=f"coverage:{clip.team_id}", team=clip.team_id)
        mutes.show_clip(session, desk, clip)
        return len(same)


def code(desk: Desk, *, actor: Actor, clip_id: int, message: str, values: tuple[int, int, int] | None) -> None:
    """How far a message came through, by a person: presence, prominence and accuracy, 0–2 each; None takes it back."""
    authorize(actor, "work")
    if values is not None and not all(0 <= one <= 2 for one in values):
        raise Invalid("Each is 0, 1 or 2.", presence="0, 1 or 2.")
    with desk.database.write() as session:
        find(session, actor, clip_id)
        there = select(PullThrough).where(PullThrough.clip_id == clip_id, PullThrough.message == message)
        row = session.exec(there.with_for_update()).first()
        if row is None:
            known = {one.reference: one for one in pulls.messages(session, actor.team_id, at=desk.clock())}
            if message not in known:
                raise NotFound("That message is in no house that holds today.")
            row = PullThrough(clip_id=clip_id, house_id=known[message].house_id, message=message)
        row.coded_presence, row.coded_prominence, row.coded_accuracy = values or (None, None, None)
        row.coder_id, row.coded_at = (actor.id, desk.clock()) if values else (None, None)
        session.add(row)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="clip.coded", object=f"clip:{clip_id}",
            details={"message": message, "values": list(values) if values else None},
        )  # fmt: skip


def score_again(desk: Desk, *, actor: Actor, clip_id: int) -> None:
    """Has a clip scored again; what people said of it stays. Conflict where there is no model that could tell its tone."""
    authorize(actor, "work")
    if not desk.llm.configured:
        raise Conflict("No model is configured, so nothing but a person can tell the tone. Use “Tone…”.")
    with desk.database.write() as session:
        scores.again(session, desk, find(session, actor, clip_id))
        audit.write(session, at=desk.clock(), actor=actor.id, action="clip.scored_again", object=f"clip:{clip_id}")


def copy(desk: Desk, *, actor: Actor, clip_id: int, copy: bool) -> None:
    """That a clip's article is no copy, for good, or may be found to be one again. It is scored by itself then."""
    with desk.database.read() as session:
        clip = session.get(Clip, clip_id)
    if clip is None or clip.team_id != actor.team_id:
        raise NotFound("There is no such clip.")
    pairs.not_a_copy(desk, actor=actor, article_id=clip.article_id, copy=copy)
    with desk.database.write() as session:
        scores.again(session, desk, find(session, actor, clip_id))


def find(session: Session, actor: Actor, clip_id: int) -> Clip:
    """The clip, or NotFound where the actor's team has none such."""
    clip = session.get(Clip, clip_id, with_for_update=True)
    if clip is None or clip.team_id != actor.team_id:
        raise NotFound("There is no such clip.")
    return clip


def copies(session: Session, clip: Clip) -> list[Clip]:
    """The clips of the copies of a clip's article; none for one that is a copy itself."""
    asked = select(Clip).join(Article, col(Article.id) == Clip.article_id).where(Article.copy_of_id == clip.article_id)
    return list(session.exec(asked.order_by(col(Clip.id))))
