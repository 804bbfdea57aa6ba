"""The history of an outlet: what was changed, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from bot import audit
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Outlet, OutletEvent

WORDS = {
    "name": "name", "tier": "tier", "kind": "kind", "parent_id": "whom it belongs to", "domains": "hosts", "region": "region",
    "languages": "languages", "deadlines": "deadlines",
}  # fmt: skip
MOST = 20


def kept(row: Outlet) -> dict[str, Any]:
    """An outlet as it is, so that it can be that again."""
    return {name: getattr(row, name) for name in (*WORDS, "key")}


def changed(session: Session, desk: Desk, actor: Actor, row: Outlet, before: Mapping[str, Any]) -> None:
    """Notes what of an outlet is not what it was before; nothing where nothing is."""
    now = kept(row)
    told = [words for name, words in WORDS.items() if now[name] != before[name]]
    if told:
        note(session, desk, actor, row, "changed", f"changed {', '.join(told)}", before=before)


def note(
    session: Session, desk: Desk, actor: Actor, row: Outlet, action: str, text: str, *, before: Mapping[str, Any] | None = None
) -> None:
    """Writes a step into the outlet's history and into the audit."""
    at = desk.clock()
    session.add(
        OutletEvent(
            outlet_id=row.id or 0, at=at, actor_id=actor.id, action=action, text=text, before=dict(before) if before else None
        )
    )
    details = {"tier": row.tier, "kind": row.kind}
    audit.write(session, at=at, actor=actor.id, action=f"outlet.{action}", object=f"outlet:{row.id}", details=details)
    session.flush()


def of(session: Session, outlet_id: int) -> Sequence[OutletEvent]:
    """The newest steps, the newest first."""
    asked = select(OutletEvent).where(OutletEvent.outlet_id == outlet_id)
    return session.exec(asked.order_by(col(OutletEvent.id).desc()).limit(MOST)).all()


def undoable(events: Sequence[OutletEvent]) -> OutletEvent | None:
    """The newest step that can be taken back."""
    return next((one for one in events if one.before is not None and not one.undone), None)


def sealed(session: Session, outlet_id: int) -> None:
    """Nothing of its history can be taken back any more: it becomes another outlet's."""
    for one in session.exec(select(OutletEvent).where(OutletEvent.outlet_id == outlet_id)):
        one.before = None
        session.add(one)
