"""Provenance: what each sentence of a version rests on, kept with it, and where its first words came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import lines
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.drafting import DraftSentence
from bot.models import (
    Decision,
    Generation,
    House,
    Inquiry,
    Line,
    Member,
    Origin,
    StatementSource,
    StatementVersion,
    Suggestion,
    SuggestionState,
)
from bot.statements import checks, contradictions
from bot.statements.checks import Doubt
from bot.statements.material import Row
from bot.statements.record import APPROVING, StatementRecord, find

WRITTEN = (SuggestionState.WRITING, SuggestionState.SAVED, SuggestionState.OFFERED)


@dataclass(frozen=True)
class Backing:
    """A row that a sentence rests on: its words as they were cited, who approved them and when, and how long they hold."""

    reference: str
    kind: str
    text: str
    speaker: str
    approved_by: str
    approved_at: datetime | None
    expires_on: str


@dataclass(frozen=True)
class Provenance:
    """Where a version's words come from. `sentences` are its own with the rows of each; `first` are the words as the model wrote
    them, empty where none did; `call` is that call."""

    found: StatementRecord
    sentences: Sequence[tuple[DraftSentence, Sequence[Backing]]]
    doubts: Sequence[Doubt]
    first: str = ""
    call: Generation | None = None


def keep(session: Session, desk: Desk, actor: Actor, found: StatementRecord, *, before: StatementRecord | None) -> None:
    """Keeps with a new version what each of its sentences rests on, in the transaction that writes it."""
    version, today = found.version, lines.today(found.team, desk.clock())
    drafts = _drafts(session, found)
    earlier = [*checks.sentences_of(version), *(checks.sentences_of(before.version) if before else [])]
    earlier += [one for draft in drafts for one in checks.sentences_of_suggestion(draft)]
    rows = [
        *checks.said_before(session, desk, actor, found),
        *checks.rows_for(session, found, today=today, cited=before.sources if before else ()),
    ]
    cited = checks.citations(session, found, earlier=earlier, rows=rows, today=today)
    against = contradictions.found_in(session, desk, actor, found, version.text)
    version.sentences = [
        one | ({"against": beside} if (beside := contradictions.kept(against, one["text"])) else {})
        for one in checks.kept([one.sentence for one in cited])
    ]
    by_id = {one.source.id: one for one in reversed(rows)}
    used = dict.fromkeys(one for each in cited for one in each.sentence.sources if one in by_id)
    version.sources = list(used)
    version.generation_id = (
        version.generation_id or (before.version.generation_id if before else None) or _call(version, drafts)
    )
    session.add(version)
    session.add_all(_source(version, by_id[one]) for one in used)
    session.flush()


def of_version(desk: Desk, *, actor: Actor, version_id: int) -> Provenance:
    """What a version rests on. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = find(session, actor, version_id)
        today = lines.today(found.team, desk.clock())
        backing = {one.reference: _backing(session, one) for one in found.sources}
        first = session.exec(
            select(StatementVersion)
            .where(StatementVersion.statement_id == found.statement.id, StatementVersion.origin == Origin.MODEL)
            .where(
                StatementVersion.number <= found.version.number, StatementVersion.generation_id == found.version.generation_id
            )
            .order_by(col(StatementVersion.number))
        ).first()
        call = session.get(Generation, found.version.generation_id) if found.version.generation_id else None
        sentences = [
            (one, [backing[source] for source in one.sources if source in backing])
            for one in checks.sentences_of(found.version)
        ]
        return Provenance(found, sentences, checks.doubts(session, found, today=today), first.text if first else "", call)


def is_models_draft(found: StatementRecord) -> bool:
    """Whether a model wrote the first of these words and nobody has approved them yet."""
    return found.version.generation_id is not None and found.approval is None


def _drafts(session: Session, found: StatementRecord) -> Sequence[Suggestion]:
    if found.inquiry_id is None:
        return []
    wanted = select(Suggestion).where(Suggestion.inquiry_id == found.inquiry_id, col(Suggestion.state).in_(WRITTEN))
    return session.exec(wanted.order_by(col(Suggestion.id).desc()).limit(3)).all()


def _call(version: StatementVersion, drafts: Sequence[Suggestion]) -> int | None:
    """The call of the draft that most of these words are of."""
    own = {one["text"] for one in version.sentences}
    for draft in drafts:
        theirs = {one["text"] for one in draft.sentences}
        if draft.generation_id is not None and len(own & theirs) * 2 >= len(own) > 0:
            return draft.generation_id
    return None


def _source(version: StatementVersion, row: Row) -> StatementSource:
    one = row.source
    return StatementSource(
        version_id=version.id or 0, reference=one.id, kind=one.kind, text=one.text, speaker=one.speaker,
        expires_on=one.expires.isoformat() if one.expires else "", line_id=row.line_id, house_id=row.house_id,
        inquiry_id=row.inquiry_id,
    )  # fmt: skip


def _backing(session: Session, source: StatementSource) -> Backing:
    row = (
        session.get(Line, source.line_id)
        if source.line_id
        else session.get(House, source.house_id)
        if source.house_id
        else None
    )
    by, at = (row.approved_by, row.approved_at) if row is not None else _said(session, source.inquiry_id)
    member = session.get(Member, by) if by else None
    return Backing(
        source.reference, source.kind, source.text, source.speaker, member.name if member else "", at, source.expires_on
    )  # fmt: skip


def _said(session: Session, inquiry_id: int | None) -> tuple[str | None, datetime | None]:
    """Who approved an answer that was given, and when."""
    inquiry = session.get(Inquiry, inquiry_id) if inquiry_id else None
    if inquiry is None or inquiry.response_version_id is None:
        return None, None
    given = select(Decision).where(Decision.version_id == inquiry.response_version_id, col(Decision.verdict).in_(APPROVING))
    last = session.exec(given.order_by(col(Decision.id).desc())).first()
    return (last.member_id, last.at) if last else (None, None)
