"""A row in every table that names a contact: what was written by hand, and for a table that is new one that is made up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Float, Integer, select
from sqlmodel import Session, SQLModel

from bot.db import UTCDateTime
from bot.models import (
    ClipLink,
    CorrectionCase,
    CorrectionCaseEvent,
    Debrief,
    EmbargoAgreement,
    EventGuest,
    Exclusive,
    InquiryJournalist,
    Interview,
    LinkKind,
    Pitch,
    PitchOutcome,
    PressEvent,
    PressList,
    PressListMember,
    Promise,
    Spokesperson,
)
from bot.relationships.moves import references
from tests.covered import clip
from tests.slack_desk import TEAM, TOBI, SlackDesk

BY = f"slack:{TEAM}:{TOBI}"


def lived(slack: SlackDesk, journalist_id: int, *, beside: int) -> None:
    """Everything that may name a contact. Of the first inquiry and its like both have the same: the other contact is `beside`."""
    own: dict[str, Any] = {"journalist_id": journalist_id}
    clip_id = clip(slack, "Food runs short", slack.clock())
    made(slack, ClipLink, clip_id=clip_id, kind=LinkKind.JOURNALIST, subject_id=journalist_id)
    case = made(slack, CorrectionCase, clip_id=clip_id, **own)
    made(slack, CorrectionCaseEvent, case_id=case, text="Castellane was rung.")
    made(slack, Exclusive, subject="Survey", **own)
    for one in (beside, journalist_id):
        made(slack, EmbargoAgreement, journalist_id=one, how="by mail" if one == journalist_id else "")
    made(slack, Pitch, subject="Winter", note="Castellane likes it.", outcome=PitchOutcome.SENT, **own)
    made(slack, Spokesperson, name="Dinah Osei")
    interview = made(slack, Interview, topic="Food", **own)
    made(slack, Debrief, interview_id=interview, lessons="Castellane asks for figures twice.")
    made(slack, Promise, interview_id=interview, text="Send the accounts", **own)
    made(slack, EventGuest, event_id=made(slack, PressEvent, title="Open day"), answer="yes", **own)
    made(slack, PressList, name="Housing")
    for one in (beside, journalist_id):
        made(slack, PressListMember, journalist_id=one)
    made(slack, InquiryJournalist, inquiry_id=1, **own)
    _rest(slack, journalist_id)


def made(slack: SlackDesk, table: type[Any], /, **given: Any) -> int:
    """A new row; what must be there and is not given is made up. Gives its id, 0 where it has none."""
    with slack.database.write() as session:
        wanted = [name for name, one in table.model_fields.items() if one.is_required() and name not in given]
        row = table(**given, **{name: _value(session, slack, table.__table__.c[name]) for name in wanted})
        session.add(row)
        session.flush()
        return getattr(row, "id", 0) or 0


def _rest(slack: SlackDesk, journalist_id: int) -> None:
    """A row in each table that is not thought of above."""
    kinds = {kind.__tablename__: kind for kind in SQLModel.__subclasses__() if hasattr(kind, "__table__")}
    unnamed = {one.table.name: one for one in references() if one.table.name not in naming(slack, journalist_id)}
    for name, one in unnamed.items():
        if name != "journalist":
            made(slack, kinds[name], **{one.column: journalist_id})


def _value(session: Session, slack: SlackDesk, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return session.execute(select(key.column).limit(1)).scalar()
    kind = column.type
    if isinstance(kind, UTCDateTime):
        return slack.clock()
    if isinstance(kind, Date):
        return slack.clock().date()
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, Boolean | Integer | Float):
        return False if isinstance(kind, Boolean) else 1
    return {} if isinstance(kind, JSON) else "x"


def named(slack: SlackDesk) -> dict[str, list[str]]:
    """Every row that names a contact, by table, as it is."""
    found: dict[str, list[str]] = {}
    with slack.database.read() as session:
        for one in references():
            if one.table.name != "journalist":
                asked = select(one.table).where(one.where, one.table.c[one.column].is_not(None))
                found[one.table.name] = sorted(str(dict(row)) for row in session.execute(asked).mappings())
    return found


def naming(slack: SlackDesk, journalist_id: int) -> set[str]:
    """The tables in which something names this contact."""
    with slack.database.read() as session:
        return {
            one.table.name for one in references() if session.execute(select(one.table).where(one.of(journalist_id))).first()
        }
