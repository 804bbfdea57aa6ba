"""Checks: what in the words of a statement nothing backs, and what of that stands in the way of an approval.

Two weights. What cites a row and says something else, rests on a row that no longer holds, or is still marked
`[VERIFY: …]`, blocks: an approver may override it with a reason. What a person typed without any source is their own word:
where it carries something that can be checked (a figure, a date, a name, a quote, a link, an absolute) it is shown to the
approver as a warning and blocks nothing, so that a desk whose library is empty can work. A sentence that names somebody whose
consent no longer holds blocks too, whatever backs it: at the approval, at the release, and of words that were approved before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import consents, inquiries, lines, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.drafting import DraftSentence, split
from bot.grounding import Source
from bot.models import (
    InquiryJournalist,
    Journalist,
    Member,
    Outlet,
    Statement,
    StatementSource,
    StatementStatus,
    StatementVersion,
    Suggestion,
    Terms,
)
from bot.statements import contradictions, material
from bot.statements.citations import Cited, Doubt, Grounds, cite
from bot.statements.material import Row
from bot.statements.record import StatementRecord, find, read

__all__ = ["Doubt", "citations", "doubts", "doubts_of_text", "grounds", "sentences_of"]


def doubts(session: Session, found: StatementRecord, *, today: date) -> list[Doubt]:
    """The doubts about this version's words as of that day of the team's own calendar (`lines.today`), in their order."""
    rows = rows_for(session, found, today=today)
    cited = cite(found.version.text, earlier=sentences_of(found.version), grounds=grounds(session, found, rows, today))
    said = _unconsented(session, found, found.version.text, found.version.attribution, today)
    return [*said, *doubts_in(cited), *contradictions.doubts_of(found.version)]


def unconsented(session: Session, found: StatementRecord, *, today: date) -> list[Doubt]:
    """The sentences of this version that name somebody whose consent no longer holds."""
    return _unconsented(session, found, found.version.text, found.version.attribution, today)


def unconsented_now(desk: Desk, *, actor: Actor, statement_id: int) -> tuple[bool, bool]:
    """The same as `unconsented_of`, for whoever may look."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return unconsented_of(session, desk.clock(), statement_id=statement_id)


def unconsented_of(
    session: Session, now: datetime, *, inquiry_id: int | None = None, statement_id: int | None = None
) -> tuple[bool, bool]:
    """Whether the newest words of any statement of an inquiry, or of one on its own, name somebody whose consent no longer holds,
    and whether such words went out."""
    asked = select(Statement).where(Statement.inquiry_id == inquiry_id if inquiry_id else Statement.id == statement_id)
    rows = session.exec(asked.where(Statement.status != StatementStatus.WITHDRAWN)).all()
    if not rows:
        return False, False
    today = lines.today(teams.team_of(session, rows[0].team_id), now)
    if not consents.lapsed(session, team_id=rows[0].team_id, today=today):
        return False, False
    found = [
        one
        for one in (read(session, row, row.current) for row in rows if row.current)
        if unconsented(session, one, today=today)
    ]
    return bool(found), any(one.sent for one in found)


def _unconsented(session: Session, found: StatementRecord, text: str, attribution: str, today: date) -> list[Doubt]:
    people = consents.lapsed(session, team_id=found.statement.team_id, today=today)
    if not people:
        return []
    named = consents.named_in(text, people, sentences=split(text)) + consents.named_in(attribution, people)
    return [Doubt(one.sentence, (one.lapsed.mark,), (one.name,)) for one in named]


def doubts_now(desk: Desk, *, actor: Actor, version_id: int) -> list[Doubt]:
    """The doubts about a saved version's words as of today."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = find(session, actor, version_id)
        return doubts(session, found, today=lines.today(found.team, desk.clock()))


def doubts_of_text(
    desk: Desk, *, actor: Actor, text: str, found: StatementRecord | None = None, inquiry_id: int | None = None
) -> list[Doubt]:
    """The doubts about words that somebody is typing, before anything is saved: in place of a version's, or the first ones of
    a statement, for an inquiry or on its own."""
    authorize(actor, "look")
    if found is None:
        found = _unwritten(desk, actor, inquiry_id)
    today = lines.today(found.team, desk.clock())
    with desk.database.read() as session:
        rows = [*said_before(session, desk, actor, found), *rows_for(session, found, today=today)]
        cited = cite(text, earlier=sentences_of(found.version), grounds=grounds(session, found, rows, today))
        against = contradictions.found_in(session, desk, actor, found, text)
        said = _unconsented(session, found, text, "", today)
        return [*said, *doubts_in(cited), *map(contradictions.as_doubt, against)]


def _unwritten(desk: Desk, actor: Actor, inquiry_id: int | None) -> StatementRecord:
    """A statement that has no words yet, which is in no table."""
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id) if inquiry_id is not None else None
        team = teams.team_of(session, actor.team_id)
    terms = record.inquiry.terms if record else Terms.ON_RECORD
    statement = Statement(team_id=team.id, number=0, owner_id=actor.id, inquiry_id=inquiry_id, created_at=desk.clock())
    version = StatementVersion(
        statement_id=0, number=0, text="", terms=terms, sha256="", author_id=actor.id, created_at=desk.clock(), sentences=[]
    )  # fmt: skip
    return StatementRecord(statement=statement, version=version, team=team, record=record)


def citations(
    session: Session, found: StatementRecord, *, earlier: Sequence[DraftSentence], rows: Sequence[Row], today: date
) -> list[Cited]:
    """What each sentence of a version rests on."""
    return cite(found.version.text, earlier=earlier, grounds=grounds(session, found, rows, today))


def doubts_in(found: Sequence[Cited]) -> list[Doubt]:
    return [one.doubt for one in found if one.doubt is not None]


def sentences_of(version: StatementVersion) -> list[DraftSentence]:
    """A version's sentences as they were kept with it."""
    return _sentences(version.sentences)


def sentences_of_suggestion(row: Suggestion) -> list[DraftSentence]:
    """A suggestion's sentences."""
    return _sentences(row.sentences)


def kept(sentences: Sequence[DraftSentence]) -> list[dict[str, Any]]:
    """Sentences as a version or a suggestion keeps them; what broke no rule has none."""
    return [
        {"text": one.text, "sources": list(one.sources), "kind": one.kind}
        | ({"rules": list(one.rules), "words": list(one.words)} if one.rules else {})
        for one in sentences
    ]


def _sentences(rows: Sequence[dict[str, Any]]) -> list[DraftSentence]:
    return [
        DraftSentence(
            one["text"], tuple(one.get("sources", ())), one.get("kind", "fact"), tuple(one.get("rules", ())),
            tuple(one.get("words", ())),
        )
        for one in rows
    ]  # fmt: skip


def rows_for(
    session: Session, found: StatementRecord, *, today: date, cited: Sequence[StatementSource] | None = None
) -> list[Row]:
    """All that this statement may cite on that day: the library's rows, what was said before and is cited, and rows that are
    cited and hold no more, which have then expired."""
    team = found.statement.team_id
    usable = lines.usable(
        session, team_id=team, matter_sensitivity=found.sensitivity, terms=found.version.terms, today=today
    )  # fmt: skip
    rows = {
        one.reference: Row(Source(one.reference, one.kind, one.text, one.speaker, one.expires_on), one.line_id, one.house_id)
        for one in usable
    }
    kept = [material.as_cited(one) for one in (found.sources if cited is None else cited)]
    said = {one.source.id: one for one in material.of_answers(session, team, [one.source.id for one in kept])}
    gone = {
        one.source.id: replace(one, source=replace(one.source, expires=today - timedelta(days=1)))
        for one in kept
        if one.source.id not in rows and one.source.id not in said
    }
    return [*rows.values(), *said.values(), *gone.values()]


def grounds(session: Session, found: StatementRecord, rows: Sequence[Row], today: date) -> Grounds:
    """What a statement's words are held against."""
    return Grounds({one.source.id: one.source for one in rows}, today, found.team.name, _known(session, found))


def _known(session: Session, found: StatementRecord) -> str:
    """The names anybody may use here without a source: who asks, for whom, and who works here."""
    names = list(session.exec(select(Member.name).where(Member.team_id == found.statement.team_id)))
    if found.record is not None:
        inquiry = found.record.inquiry
        asking = select(Journalist.name).join(InquiryJournalist).where(InquiryJournalist.inquiry_id == inquiry.id)
        names += session.exec(asking)
        names += session.exec(select(Outlet.name).where(col(Outlet.id) == inquiry.outlet_id))
    return ". ".join(names)


def said_before(session: Session, desk: Desk, actor: Actor, found: StatementRecord) -> list[Row]:
    """The answers given before that a statement's words may rest on."""
    inquiry_id = found.inquiry_id
    return [] if inquiry_id is None else material.from_answers(session, desk, actor=actor, inquiry_id=inquiry_id)
