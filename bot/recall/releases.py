"""Releases as recall reads them: what went out on the record, for an inquiry or on its own, and whether it may be said again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot import search
from bot.models import Release, Statement, StatementSource, Team, Terms
from bot.thesaurus import like, root

LOOKED_AT = 500  # Releases of statements of their own that are looked through, the newest.
OF_ONE = 2  # Answers to one inquiry that are shown: those nearest to what is asked.


@dataclass(frozen=True)
class Given:
    """One release. `corrected_by` is the reference of what put it right, or ""; `expired` says that something it cites no longer
    holds; `share` is how much of what was asked it speaks of, 0 to 1."""

    release: Release
    statement: Statement
    corrected_by: str
    expired: bool
    share: float = 0.0

    def embargoed(self, now: datetime) -> bool:
        """Whether it may not be published yet."""
        return self.release.embargo_until is not None and now < self.release.embargo_until


def on_record() -> Any:
    """The condition of words that may be recalled: they went out on the record, and that was not taken back."""
    return (col(Release.terms) == Terms.ON_RECORD) & col(Release.taken_back_at).is_(None)


def given(session: Session, team: Team, condition: Any, *, now: datetime, most: int = LOOKED_AT) -> list[Given]:
    """The releases under a condition, one of each statement's words, the newest first."""
    correction = aliased(Statement)
    asked = (
        select(Release, Statement, correction.number)
        .join(Statement, col(Statement.id) == Release.statement_id)
        .outerjoin(correction, col(correction.id) == Release.corrected_by_id)
        .where(Release.team_id == team.id, on_record(), condition)
        .order_by(col(Release.sent_at).desc(), col(Release.id).desc())
        .limit(most)
    )
    found = {release.version_id: (release, statement, corrected) for release, statement, corrected in session.exec(asked)}
    today = now.astimezone(ZoneInfo(team.zone)).date().isoformat()
    cited = select(StatementSource.version_id).where(
        col(StatementSource.version_id).in_(found), StatementSource.expires_on != "", StatementSource.expires_on < today
    )
    expired = set(session.exec(cited))
    return [
        Given(release, statement, f"S-{corrected:04d}" if corrected else "", version in expired)
        for version, (release, statement, corrected) in found.items()
    ]


def standing_alone(session: Session, team: Team, texts: Sequence[str], *, now: datetime, least: float) -> list[Given]:
    """Statements that answer no inquiry and are near to what is asked, the nearest first. None that is restricted."""
    own = col(Release.inquiry_id).is_(None) & col(Statement.restricted).is_(False)
    found = [
        Given(one.release, one.statement, one.corrected_by, one.expired, share(texts, one))
        for one in given(session, team, own, now=now)
    ]
    return sorted((one for one in found if one.share >= least), key=lambda one: -one.share)


def share(texts: Sequence[str], one: Given) -> float:
    """How much of the words of texts, or words like them, a release has."""
    asked = search.words(*texts)[: search.MOST_WORDS]
    there = _roots(one.release.text) | _roots(one.statement.title)
    return sum(root(word) in there or any(root(it) in there for it in like(word)) for word in asked) / (len(asked) or 1)


@lru_cache(maxsize=2_000)
def _roots(text: str) -> frozenset[str]:
    """Kept, for folding the same few hundred releases anew for each question would take longer than all the rest."""
    return frozenset(root(word) for word in search.words(text))
