"""Grounds: what a correction case rests on, and who may still know of it once that is restricted.

A case quotes what was approved, and people write of the matter in it. So one that rests on something restricted is known, whole,
to those who may know of that, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from bot import inquiries, lines, statements
from bot.authority import Actor
from bot.coverage import quotewatch, showable, ties
from bot.models import ClipLink, CorrectionCase, Inquiry, Line, LinkKind, Pitch, Statement


def of_clip(session: Session, clip_id: int, quoted: str = "") -> list[str]:
    """The references of what a case that is opened on a clip rests on: what it quotes, and what its clip belongs to."""
    tables: dict[LinkKind, Any] = {LinkKind.INQUIRY: Inquiry, LinkKind.STATEMENT: Statement}
    found = {quoted} if quoted else set()
    links = ties.shown(session, [clip_id])[clip_id]
    for link in links:
        if link.kind in tables:
            found.add(session.get_one(tables[link.kind], link.subject_id).reference)
    pitched = _pitched(session, {one.subject_id for one in links if one.kind == LinkKind.PITCH})
    return sorted(found | {session.get_one(Statement, one).reference for one in pitched})


def _pitched(session: Session, pitches: set[int]) -> set[int]:
    """The statements that pitches were of."""
    asked = select(Pitch.statement_id).where(col(Pitch.id).in_(pitches), col(Pitch.statement_id).is_not(None))
    return {one or 0 for one in session.exec(asked)}


def closed(session: Session, cases: Sequence[CorrectionCase]) -> set[int]:
    """The ids of those that rest on something restricted now, or whose clip is linked to it."""
    tied = showable.closed(session, sorted({one.clip_id for one in cases}))
    shut = {
        team_id: quotewatch.withheld(
            session, team_id, {name for one in cases if one.team_id == team_id for name in one.rests_on}
        )
        for team_id in {one.team_id for one in cases}
    }
    return {one.id or 0 for one in cases if one.clip_id in tied or shut[one.team_id] & set(one.rests_on)}


def known_to(session: Session, actor: Actor, case: CorrectionCase) -> bool:
    """Whether the actor may know of a case: of everything restricted that it rests on."""
    if case.id not in closed(session, [case]):
        return True
    links = session.exec(select(ClipLink).where(ClipLink.clip_id == case.clip_id, col(ClipLink.refused_at).is_(None))).all()
    linked = {kind: {one.subject_id for one in links if one.kind == kind} for kind in LinkKind}
    linked[LinkKind.STATEMENT] |= _pitched(session, linked[LinkKind.PITCH])
    names = quotewatch.withheld(session, case.team_id, set(case.rests_on))
    return (
        _all(session, Inquiry, case, names, linked[LinkKind.INQUIRY], inquiries.visible_to(actor))
        and _all(session, Statement, case, names, linked[LinkKind.STATEMENT], statements.visible_to(actor))
        and all(lines.matter(one, actor).known_to(actor) for one in _named(session, Line, case.team_id, names))
    )


def _all(session: Session, table: Any, case: CorrectionCase, names: set[str], ids: Iterable[int], may: Any) -> bool:
    """Whether every one of the rows is among those that fulfil the condition."""
    wanted = {*ids, *(one.id or 0 for one in _named(session, table, case.team_id, names))}
    return not wanted or wanted <= set(session.exec(select(table.id).where(table.id.in_(wanted), may)))


def _named(session: Session, table: Any, team_id: str, names: set[str]) -> list[Any]:
    """The rows of a table that go by these references."""
    numbers = {int(one.rpartition("-")[2]) for one in names}
    if not numbers:
        return []
    rows = session.exec(select(table).where(table.team_id == team_id, table.number.in_(numbers)))
    return [one for one in rows if one.reference in names]
