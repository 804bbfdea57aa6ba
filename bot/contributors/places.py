"""Places: every statement, line, message house and briefing of ours that names somebody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot import consents, inquiries, statements
from bot.authority import Actor
from bot.lines.record import matter
from bot.models import (
    Briefing,
    House,
    Inquiry,
    Interview,
    Line,
    LineStatus,
    Statement,
    StatementStatus,
    StatementVersion,
)
from bot.statements import StatementRecord

ENDED = (StatementStatus.WITHDRAWN,)
MOST = 400  # Of one kind: more of them name nobody who is not a public figure.


@dataclass(frozen=True)
class Place:
    """Something of ours that names them. `reference` is what people call it, `what` what it is and how it stands, `sent`
    whether it went out already."""

    reference: str
    what: str
    title: str
    owner_id: str
    sent: bool = False
    statement_id: int | None = None
    restricted: bool = False


def places(session: Session, *, team_id: str, names: Sequence[str], actor: Actor | None = None) -> list[Place]:
    """Where somebody who goes by one of these names stands, statements first, the newest first. With an `actor` only what they
    may know of."""
    return [
        *(_statement(one) for one in statements_naming(session, team_id=team_id, names=names, actor=actor)),
        *_briefings(session, team_id, names, actor),
        *_wordings(session, team_id, names, actor),
    ]


def statements_naming(
    session: Session, *, team_id: str, names: Sequence[str], actor: Actor | None = None
) -> list[StatementRecord]:
    """The statements whose newest words name them, but for those withdrawn."""
    pattern = consents.any_of(names)
    words = (
        select(Statement.id, StatementVersion.text, StatementVersion.attribution, Statement.title)
        .join(StatementVersion, col(StatementVersion.statement_id) == Statement.id)
        .where(Statement.team_id == team_id, StatementVersion.number == Statement.current, col(Statement.status).not_in(ENDED))
        .order_by(col(Statement.id).desc())
    )  # fmt: skip
    ids = [one for one, *said in session.exec(words) if consents.first(pattern, "\n".join(said))][:MOST]
    found = []
    for one in ids:
        row = session.get_one(Statement, one)
        record = statements.read(session, row, row.current)
        if actor is None or record.matter.known_to(actor):
            found.append(record)
    return found


def _statement(found: StatementRecord) -> Place:
    one = found.statement
    answers = f", answers {found.record.inquiry.reference}" if found.record else ""
    what = f"statement, {one.status.value.replace('_', ' ')}{answers}"
    restricted = found.matter.restricted
    return Place(one.reference, what, found.subject, one.owner_id, bool(found.sent), one.id, restricted=restricted)


def _wordings(session: Session, team_id: str, names: Sequence[str], actor: Actor | None) -> Iterator[Place]:
    """Lines and message houses, but for retired ones."""
    pattern = consents.any_of(names)
    own = session.exec(select(Line).where(Line.team_id == team_id).order_by(col(Line.id).desc())).all()
    houses = session.exec(select(House).where(House.team_id == team_id).order_by(col(House.id).desc())).all()
    found: list[Line | House] = [*own, *houses]
    for one in found:
        if one.status == LineStatus.RETIRED or (one.restricted if actor is None else not matter(one, actor).known_to(actor)):
            continue
        said, what = (
            (f"{one.text}\n{one.question}\n{one.speaker}", one.kind.value.replace("_", " "))
            if isinstance(one, Line)
            else (f"{one.core_message}\n{json.dumps(one.pillars, ensure_ascii=False)}", "message house")
        )
        if consents.first(pattern, said):
            yield Place(
                one.reference, f"{what}, {one.status.value}", said.partition("\n")[0], one.owner_id, restricted=one.restricted
            )


def _briefings(session: Session, team_id: str, names: Sequence[str], actor: Actor | None) -> Iterator[Place]:
    """The newest briefing of each inquiry and interview."""
    pattern = consents.any_of(names)
    newest: set[tuple[int | None, int | None]] = set()
    for one in session.exec(select(Briefing).where(Briefing.team_id == team_id).order_by(col(Briefing.id).desc())):
        about = (one.inquiry_id, one.interview_id)
        said = "" if about in newest else json.dumps(one.parts, ensure_ascii=False)
        newest.add(about)
        if not consents.first(pattern, said):
            continue
        interview = session.get(Interview, one.interview_id) if one.interview_id else None
        inquiry_id = one.inquiry_id or (interview.inquiry_id if interview else None)
        row = session.get(Inquiry, inquiry_id) if inquiry_id else None
        record = inquiries.assemble(session, row) if row is not None else None
        if actor is not None and record is not None and not record.matter.known_to(actor):
            continue
        reference = interview.reference if interview else record.inquiry.reference if record else "A briefing"
        title = interview.topic if interview else record.inquiry.topic if record else ""
        yield Place(
            reference, f"briefing, version {one.number}", title, one.made_by, one.sent_at is not None,
            restricted=record is not None and record.inquiry.restricted,
        )  # fmt: skip
