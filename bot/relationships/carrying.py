"""Carrying: every contact that the whole desk may know of, out as CSV or Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from bot import audit, files
from bot.authority import Actor, authorize
from bot.coverage.sheets import ENDINGS, Cell, content
from bot.desk import Desk
from bot.errors import NotFound
from bot.files import File
from bot.models import Journalist, Member, Outlet, OutletRole
from bot.relationships.visible import open_to_all

# Headings that an import understands again.
HEAD = (
    "name", "email", "phone", "outlet", "tier", "job title", "beats", "region", "languages", "tags", "preference", "notes",
    "do not contact", "provenance", "lawful basis", "next review",
)  # fmt: skip


def send(desk: Desk, *, actor: Actor, ending: str, request_id: str) -> None:
    """Sends them into the actor's direct messages, once per `request_id`."""
    authorize(actor, "work")
    if ending not in ENDINGS:
        raise NotFound("There is no such file.")
    with desk.database.write() as session:
        files.send(
            session, at=desk.clock(), maker="contacts", conversation=actor.user_id, once=f"contacts:{ending}:{request_id}",
            member=actor.id, ending=ending,
        )  # fmt: skip
        audit.write(session, at=desk.clock(), actor=actor.id, action="contacts.exported", object=f"team:{actor.team_id}")


def made(desk: Desk, *, member: str, ending: str) -> File:
    """The file."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "work")
        rows = list(_rows(session, actor.team_id))
    return File(f"contacts.{ending}", content(HEAD, rows, ending, title="Contacts"), title="Contacts")


def _rows(session: Session, team_id: str) -> Iterator[Sequence[Cell]]:
    titles = dict(
        session.exec(select(OutletRole.journalist_id, OutletRole.title).where(col(OutletRole.ended_on).is_(None))).all()
    )
    asked = (
        select(Journalist, Outlet).outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id)
        .where(open_to_all(team_id)).order_by(col(Journalist.key), col(Journalist.id))
    )  # fmt: skip
    for one, outlet in session.exec(asked):
        yield (
            one.name, "; ".join(filter(None, [one.email, *one.other_emails])), one.phone or "", outlet.name if outlet else "",
            outlet.tier if outlet else None, titles.get(one.id or 0, ""), "; ".join(one.beats), one.region,
            "; ".join(one.languages), "; ".join(one.tags), one.preference, one.notes, "yes" if one.do_not_contact_at else "",
            one.provenance, one.basis.value.replace("_", " "), one.review_on.isoformat() if one.review_on else "",
        )  # fmt: skip
