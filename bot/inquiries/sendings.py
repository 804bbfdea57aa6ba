"""Sendings: which words went out for an inquiry, and taking one sending back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.models import Recipient, Release, Statement, StatementStatus


@dataclass(frozen=True)
class Sent:
    """One release: the reference of its statement, S-0012, and of the one that corrected it, or ""."""

    release: Release
    reference: str
    corrected_by: str


def sent_for(session: Session, inquiry_ids: Sequence[int | None]) -> dict[int | None, list[Sent]]:
    """What went out for each of these inquiries and was not taken back, oldest first."""
    return _sent(session, inquiry_ids, by="inquiry_id")


def sent_of(session: Session, statement_ids: Sequence[int | None]) -> dict[int | None, list[Sent]]:
    """As `sent_for`, of statements."""
    return _sent(session, statement_ids, by="statement_id")


def _sent(session: Session, ids: Sequence[int | None], *, by: str) -> dict[int | None, list[Sent]]:
    found: dict[int | None, list[Sent]] = defaultdict(list)
    for release, number, corrected in session.execute(_asked(by), {"ids": list(ids)}):
        found[getattr(release, by)].append(Sent(release, f"S-{number:04d}", f"S-{corrected:04d}" if corrected else ""))
    return found


@cache
def _asked(by: str) -> Any:
    """The query, made once: SQLAlchemy takes longer to make it than the database to answer it."""
    correction = aliased(Statement)
    return (
        select(Release, Statement.number, correction.number)
        .join(Statement, col(Statement.id) == Release.statement_id)
        .outerjoin(correction, col(correction.id) == Release.corrected_by_id)
        .where(col(getattr(Release, by)).in_(bindparam("ids", expanding=True)), col(Release.taken_back_at).is_(None))
        .order_by(col(Release.id))
    )


def take_back(session: Session, release: Release, *, at: datetime) -> None:
    """Takes one sending back: its words were not sent after all. The last one of a statement leaves it approved again, and
    what it corrected stands as it did."""
    release.taken_back_at = at
    session.add(release)
    session.flush()
    statement = session.get_one(Statement, release.statement_id)
    if statement.corrects_id is not None:
        told = select(Recipient).join(Release).where(Release.statement_id == statement.corrects_id)
        for one in session.exec(told.where(Recipient.told_at == release.sent_at, Recipient.told_by == release.sent_by)):
            one.told_at = one.told_by = None
            session.add(one)
    if sent_of(session, [statement.id])[statement.id]:
        return
    statement.status = StatementStatus.APPROVED
    session.add(statement)
    for old in session.exec(select(Release).where(Release.corrected_by_id == statement.id)):
        old.corrected_by_id = None
        session.add(old)
