"""Material: the approved rows that a statement may be made of and held against, from lines and from what was said before.

Everything that enters a drafting prompt comes through here: rows that were approved, hold today, fit the matter and are
restricted to nobody, and answers that were given on the record and are not too old to be said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import lines, recall
from bot.authority import Actor
from bot.desk import Desk
from bot.grounding import Source
from bot.grounding.shapes import SourceKind
from bot.inquiries import InquiryRecord
from bot.models import Inquiry, Release, Sensitivity, Statement, StatementSource, Team, Terms

MOST = 12  # Rows that a draft is offered: the nearest ones.


@dataclass(frozen=True)
class Row:
    """One row that may be cited, and where it comes from."""

    source: Source
    line_id: int | None = None
    house_id: int | None = None
    inquiry_id: int | None = None


def from_lines(
    session: Session, desk: Desk, *, team: Team, sensitivity: Sensitivity, terms: Terms, near: Sequence[str] | None = None
) -> list[Row]:  # fmt: skip
    """The rows of the library that a matter like this may use today; with `near` those nearest to it, the nearest first."""
    day = lines.today(team, desk.clock())
    found = lines.usable(session, team_id=team.id, matter_sensitivity=sensitivity, terms=terms, today=day)
    chosen = found if near is None else lines.nearest(found, near, most=MOST)
    return [
        Row(Source(one.reference, one.kind, one.text, one.speaker, one.expires_on), one.line_id, one.house_id) for one in chosen
    ]


def from_answers(session: Session, desk: Desk, *, actor: Actor, inquiry_id: int, leaving: bool = False) -> list[Row]:
    """What was said before on what an inquiry asks, the nearest first, without what is too old to be said
    again, corrected, under embargo or made of what has expired; with
    `leaving` only what a model may read."""
    past = recall.before(session, desk, actor=actor, inquiry_id=inquiry_id)
    holding = [one for one in past if not (one.old or one.expired or one.corrected_by or one.embargo_until)]
    return [
        Row(Source(one.reference, "message", one.text), inquiry_id=one.inquiry_id)
        for one in holding if one.may_leave or not leaving
    ]  # fmt: skip


def for_draft(desk: Desk, *, actor: Actor, record: InquiryRecord, leaving: bool = False) -> list[Row]:
    """What a draft for an inquiry is made of, the nearest first: lines before what was said before."""
    inquiry = record.inquiry
    texts = [inquiry.topic, *(one.text for one in record.questions)]
    with desk.database.read() as session:
        found = from_lines(
            session, desk, team=record.team, sensitivity=inquiry.sensitivity, terms=inquiry.terms, near=texts
        )  # fmt: skip
        return [*found, *from_answers(session, desk, actor=actor, inquiry_id=inquiry.id or 0, leaving=leaving)]


def of_answers(session: Session, team_id: str, references: Sequence[str]) -> list[Row]:
    """What was given on the record under these references (PR-0147, S-0012), is restricted to nobody, and still stands: it
    was neither corrected nor taken back."""
    withdrawn = select(Release.version_id).where(
        col(Release.corrected_by_id).is_not(None) | col(Release.taken_back_at).is_not(None)
    )
    answers = session.exec(
        select(Inquiry).where(
            Inquiry.team_id == team_id, col(Inquiry.number).in_(_numbers("PR-", references)),
            col(Inquiry.restricted).is_(False), col(Inquiry.response).is_not(None),
            Inquiry.response_terms == Terms.ON_RECORD, func.coalesce(Inquiry.response_version_id, 0).not_in(withdrawn),
        )
    )  # fmt: skip
    releases = session.exec(
        select(Statement, Release).join(Release, col(Release.statement_id) == Statement.id).where(
            Statement.team_id == team_id, col(Statement.number).in_(_numbers("S-", references)), recall.on_record(),
            col(Statement.restricted).is_(False), col(Release.version_id).not_in(withdrawn),
        )
    )  # fmt: skip
    found = [Row(Source(one.reference, "message", one.response or ""), inquiry_id=one.id) for one in answers]
    return found + [
        Row(Source(one.reference, "message", release.text), inquiry_id=release.inquiry_id) for one, release in releases
    ]


def _numbers(letters: str, references: Sequence[str]) -> list[int]:
    return [int(rest) for one in references if one.startswith(letters) and (rest := one.removeprefix(letters)).isdecimal()]


def as_cited(row: StatementSource) -> Row:
    """A row as it stood when a version cited it."""
    kind: SourceKind = "fact" if row.kind == "fact" else "quote" if row.kind == "quote" else "message"
    return Row(Source(row.reference, kind, row.text, row.speaker), row.line_id, row.house_id, row.inquiry_id)
