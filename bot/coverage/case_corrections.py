"""The correction that a case asks an outlet for: a statement like any other, begun from the case."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot.authority import Actor
from bot.coverage.case_history import held_open, step
from bot.coverage.case_records import CaseRecord, read
from bot.desk import Desk
from bot.errors import Conflict
from bot.models import Inquiry, Statement, StatementKind, Status
from bot.statements import NewStatement, StatementRecord, Wording
from bot.statements.drafts import save_within
from bot.statements.layouts import moment
from bot.statements.record import find_statement
from bot.text import one_line, shortened

LONGEST = 3_000


def correct(desk: Desk, *, actor: Actor, case_id: int, right: str = "") -> StatementRecord:
    """Begins the correction statement of a case, filled in from it; where it was begun, that one. It is approved and marked
    sent like any other."""
    with desk.database.write() as session:
        case = held_open(session, actor, case_id)
        record = read(session, case)
        if case.statement_id is not None:
            return find_statement(session, actor, case.statement_id)
        if record.withheld:
            # A statement of its own is restricted to nobody, and would have the words in it.
            raise Conflict("This rests on a restricted matter. Draft its correction from there.")
        title = shortened(f"{case.reference}: {one_line(record.article.title) or record.where}", 250)
        begun = save_within(
            session, desk, actor, seen=0, inquiry_id=_inquiry(session, record),
            new=NewStatement(kind=StatementKind.CORRECTION, title=title, beside=True), wording=Wording(_parts(record, right)),
        )  # fmt: skip
        step(
            session, desk, actor, case, "statement", f"began the correction {begun.statement.reference}",
            statement_id=begun.statement.id,
        )  # fmt: skip
        return begun


def _inquiry(session: Session, record: CaseRecord) -> int | None:
    """The inquiry whose answer was misquoted: the correction quotes that, and is as restricted as it is, now or later. None where
    that is closed, for a closed one takes no statements."""
    number = record.quote.reference.removeprefix("S-") if record.quote else ""
    if not number.isdecimal():
        return None
    asked = select(Inquiry.id).join(Statement, col(Statement.inquiry_id) == Inquiry.id).where(
        Statement.team_id == record.case.team_id, Statement.number == int(number), Inquiry.status != Status.CLOSED
    )  # fmt: skip
    return session.exec(asked).first()


def _parts(record: CaseRecord, right: str) -> dict[str, str]:
    """The boxes of a correction's form, as far as the case has them."""
    article, quote = record.article, record.quote
    when = moment(article.published_at, record.team.zone)
    place = ", ".join(part for part in (record.where, f"“{one_line(article.title)}”", when, article.address) if part)
    right = right or (
        f"The words that were approved ({quote.reference}): “{quote.approved}”" if quote and quote.approved else ""
    )
    return {
        "piece": shortened(place, 1_000), "published": shortened(quote.printed if quote else record.case.evidence, LONGEST),
        "wrong": record.case.error, "right": shortened(right, LONGEST), "wanted": record.case.asked,
    }  # fmt: skip
