"""The history of correction cases: each change becomes one line of it, one audit entry and the posts that show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import audit, inquiries, marks, outbox, teams
from bot.authority import Actor, authorize
from bot.coverage import case_clocks, ties
from bot.coverage.case_clocks import OPEN
from bot.coverage.case_records import CaseRecord, find, read
from bot.desk import Desk
from bot.errors import Conflict
from bot.models import CorrectionCase, CorrectionCaseEvent, Posting, Team


def held(session: Session, actor: Actor, case_id: int) -> CorrectionCase:
    """The case, for changing it, by somebody who may."""
    case = find(session, actor, case_id, hold=True).case
    authorize(actor, "work")
    return case


def held_open(session: Session, actor: Actor, case_id: int) -> CorrectionCase:
    case = held(session, actor, case_id)
    if case.state not in OPEN:
        raise Conflict(f"{case.reference} is closed. Open it again first.")
    return case


def conversation(case: CorrectionCase, team: Team) -> str:
    """Where the card of a case stands: the desk channel, without one its owner's messages."""
    return team.desk_channel or inquiries.user_of(case.owner_id)


def step(
    session: Session, desk: Desk, actor: Actor, case: CorrectionCase, action: str, text: str, *,
    due_from: datetime | None = None, **new: Any,
) -> CaseRecord:  # fmt: skip
    """One change with its history. With `due_from` the next step falls due as the new state has it."""
    before = {name: inquiries.stored(getattr(case, name)) for name in dict.fromkeys((*new, "due_at"))}
    for name, value in new.items():
        setattr(case, name, value)
    if due_from is not None:
        case.due_at = case_clocks.due(session, case, due_from)
    remember(session, desk, case, actor, action, text, before=before)
    return read(session, case)


def remember(
    session: Session, desk: Desk, case: CorrectionCase, actor: Actor, action: str, text: str, before: dict[str, Any] | None = None
) -> None:  # fmt: skip
    """The event, the audit entry, and the posts that show it."""
    session.add(case)
    session.flush()
    event = CorrectionCaseEvent(
        case_id=case.id or 0, at=desk.clock(), actor_id=actor.id, action=action, text=text, before=before
    )  # fmt: skip
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"case.{action}", object=f"case:{case.id}",
        details={"event": event.id, "state": case.state.value, "rung": case.rung, "clip": case.clip_id},
    )  # fmt: skip
    place = conversation(case, teams.team_of(session, case.team_id))
    outbox.put(session, at=desk.clock(), kind="case_card", lane=place, case=case.id, conversation=place)
    if action != "opened":
        outbox.put(
            session, at=desk.clock(), kind="case_line", lane=place, key=f"case_line:{event.id}:{place}", event=event.id,
            conversation=place,
        )  # fmt: skip
    asked = select(Posting).where(Posting.kind == "case_due", col(Posting.subject).like(f"case:{case.id}:%"))
    for one in session.exec(asked):  # What stands in somebody's messages says what is true now.
        number = int(one.subject.rpartition(":")[2])
        outbox.put(
            session, at=desk.clock(), kind="case_due", lane=one.conversation, case=case.id, conversation=one.conversation,
            number=number,
        )  # fmt: skip
    ties.show(session, desk, [case.clip_id])
    marks.passed(f"case_{action}")


def last(session: Session, case: CorrectionCase) -> CorrectionCaseEvent | None:
    asked = select(CorrectionCaseEvent).where(
        CorrectionCaseEvent.case_id == case.id, col(CorrectionCaseEvent.undone).is_(False)
    )  # fmt: skip
    steps = [one for one in session.exec(asked.order_by(col(CorrectionCaseEvent.id).desc())) if one.before is not None]
    return steps[0] if steps else None
