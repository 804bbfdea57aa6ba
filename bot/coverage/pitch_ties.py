"""Pitch ties: the pitches that coverage may have come of, and what a person's word on such a link does to the pitch.

A pitch of a statement that is restricted, or that was taken back, is never tied.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from bot import inquiries
from bot.coverage.attributions import BEFORE, Matter
from bot.inquiries.history import restored
from bot.models import Inquiry, Journalist, LinkKind, Pitch, PitchOutcome, Statement

FIELDS = ("outcome", "outcome_at", "clip_id", "follow_up_at")


def public_pitches(team_id: str) -> ColumnElement[bool]:
    """The condition on pitches that may be tied to a clip."""
    shut = select(Inquiry.id).where(col(Inquiry.restricted).is_(True))
    closed = select(Statement.id).where(or_(col(Statement.restricted).is_(True), col(Statement.inquiry_id).in_(shut)))
    known = or_(col(Pitch.statement_id).is_(None), col(Pitch.statement_id).not_in(closed))
    found: ColumnElement[bool] = (col(Pitch.team_id) == team_id) & col(Pitch.taken_back_at).is_(None) & known
    return found


def may_be(session: Session, pitch_id: int) -> bool:
    """Whether a pitch may be tied as it stands now."""
    pitch = session.get(Pitch, pitch_id)
    if pitch is None:
        return False
    return session.exec(select(Pitch.id).where(Pitch.id == pitch_id, public_pitches(pitch.team_id))).first() is not None


def matters(session: Session, team_id: str, first: datetime, last: datetime) -> list[Matter]:
    """Pitches that articles published from `first` to `last` may have come of."""
    rows = session.exec(
        select(Pitch, Journalist.key).join(Journalist, col(Journalist.id) == Pitch.journalist_id)
        .where(public_pitches(team_id), col(Pitch.pitched_at) > first - BEFORE, col(Pitch.pitched_at) <= last)
    ).all()  # fmt: skip
    return [
        Matter(
            LinkKind.PITCH, one.id or 0, one.subject, "", one.pitched_at,
            frozenset({one.outlet_id} if one.outlet_id else ()), frozenset({key}),
        )
        for one, key in rows
    ]  # fmt: skip


def settle(session: Session, pitch_id: int, clip_id: int, *, yes: bool, at: datetime) -> None:
    """Makes a pitch one that ran, in that clip, or, where a person says that the clip did not come of it, what it was before.
    What ran elsewhere stays as it is."""
    pitch = session.get(Pitch, pitch_id, with_for_update=True)
    if pitch is None:
        return
    if yes and pitch.outcome != PitchOutcome.RAN:
        pitch.before = {name: inquiries.stored(getattr(pitch, name)) for name in FIELDS}
        pitch.outcome, pitch.outcome_at, pitch.clip_id, pitch.follow_up_at = PitchOutcome.RAN, at, clip_id, None
    elif not yes and pitch.clip_id == clip_id:
        before = pitch.before or {"outcome": PitchOutcome.SENT.value, "outcome_at": None, "clip_id": None}
        for name, value in before.items():
            setattr(pitch, name, PitchOutcome(value) if name == "outcome" else restored(value))
        pitch.clip_id, pitch.before = None, None
        if pitch.outcome == PitchOutcome.RAN:
            pitch.outcome, pitch.outcome_at = PitchOutcome.SENT, None
    session.add(pitch)
    session.flush()
