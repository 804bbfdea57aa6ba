"""Recipients: whom words may go to: journalists and outlets that are known, and others by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from bot import contacts, inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid, NotAllowed
from bot.models import EmbargoAgreement, Inquiry, InquiryJournalist, Journalist, Outlet, Recipient, Release, Statement
from bot.statements.lists import visible_to
from bot.statements.record import StatementRecord, find_statement
from bot.text import one_line, taken

OFFERED = 100  # As many options as a Slack menu holds.
MOST = 50  # Lines of others in one form.
AT_ONCE = 500  # Ids in one question.


@dataclass(frozen=True)
class Addressee:
    """Somebody whom words go to: a journalist, or an outlet as such. `address` is how a form calls them: j12, o5. `blocked`
    says that they must not be contacted."""

    name: str
    journalist_id: int | None = None
    outlet_id: int | None = None
    blocked: bool = False

    @property
    def address(self) -> str:
        return f"j{self.journalist_id}" if self.journalist_id else f"o{self.outlet_id}"


def asked_by(found: StatementRecord) -> list[Addressee]:
    """Who asked: the inquiry's journalists, else its outlet; nobody for a statement of its own."""
    record = found.record
    if record is None:
        return []
    if record.journalists:
        return [_person(one, record.outlet.name if record.outlet else "", record.outlet) for one in record.journalists]
    return [Addressee(record.outlet.name, None, record.outlet.id)] if record.outlet else []


def people(desk: Desk, *, actor: Actor, statement_id: int | None = None) -> list[Addressee]:
    """As `known`, for a form about a statement or about none."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return known(session, actor, find_statement(session, actor, statement_id) if statement_id is not None else None)


def known(session: Session, actor: Actor, found: StatementRecord | None = None) -> list[Addressee]:
    """Whom a form offers: who asked first, then the journalists this actor may know of, the newest first.

    Whoever is known from a restricted matter alone is offered only to those who know of it.
    """
    asked = select(InquiryJournalist.journalist_id).join(Inquiry).where(inquiries.visible_to(actor))
    held = (
        select(Recipient.journalist_id).join(Release).join(Statement, col(Statement.id) == Release.statement_id)
        .where(visible_to(actor), col(Recipient.journalist_id).is_not(None))
    )  # fmt: skip
    agreed = select(EmbargoAgreement.journalist_id).join(Statement).where(visible_to(actor))
    rows = session.exec(
        select(Journalist, Outlet).outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id)
        .where(Journalist.team_id == actor.team_id, or_(*(col(Journalist.id).in_(one) for one in (asked, held, agreed))))
        .order_by(col(Journalist.id).desc()).limit(OFFERED)
    )  # fmt: skip
    first = asked_by(found) if found else []
    others = [_person(one, outlet.name if outlet else "", outlet) for one, outlet in rows]
    return [*first, *(one for one in others if one.address not in {it.address for it in first})][:OFFERED]


def chosen(
    session: Session, desk: Desk, actor: Actor, found: StatementRecord | None, *, picked: Sequence[str], typed: str,
    listed: Sequence[int] = (),
) -> list[Addressee]:  # fmt: skip
    """Those whom a form names: addresses that were offered, lines of "Name, Outlet", made known where they are new, and
    journalists of a press list by id, without those who must not be contacted. Invalid (field `others`) where a line names
    nobody."""
    offered = {one.address: one for one in known(session, actor, found)}
    if any(one not in offered for one in picked):
        raise Invalid("Somebody in the list is no longer known. Open it again.", to="Choose again.")
    named = [offered[one] for one in picked]
    lines = [one_line(one) for one in taken(typed, what="The list", most=3_000, field="others").splitlines() if one.strip()]
    if len(lines) > MOST:
        raise Invalid("Too many at once.", others=f"At most {MOST} lines at once; send the rest in a second step.")
    learn = found is None or not found.matter.restricted
    named += [_met(session, desk, actor, one, learn=learn) for one in lines]
    return list({one.address: one for one in [*named, *_of_list(session, actor, listed)]}.values())


def _of_list(session: Session, actor: Actor, ids: Sequence[int]) -> list[Addressee]:
    """The journalists with these ids who may be contacted, in this order."""
    asked = select(Journalist, Outlet).outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id)
    mine = (
        Journalist.team_id == actor.team_id,
        col(Journalist.do_not_contact_at).is_(None),
        col(Journalist.merged_into_id).is_(None),
    )
    found = {}
    for at in range(0, len(ids), AT_ONCE):
        for one, outlet in session.exec(asked.where(col(Journalist.id).in_(ids[at : at + AT_ONCE]), *mine)):
            found[one.id] = _person(one, outlet.name if outlet else "", outlet)
    return [found[one] for one in ids if one in found]


def refuse_blocked(people: Sequence[Addressee]) -> None:
    """NotAllowed where somebody among them must not be contacted."""
    for one in people:
        if one.blocked:
            raise NotAllowed(f"{one.name} must not be contacted. An admin can lift that on their card: `/press who`.")


def _met(session: Session, desk: Desk, actor: Actor, line: str, *, learn: bool) -> Addressee:
    name, _, outlet_name = (part.strip() for part in line.partition(","))
    if not name and not outlet_name:
        wrong = f"“{line[:40]}” names nobody. Write “Name, Outlet”, or “, Outlet” for an outlet alone."
        raise Invalid(wrong, others=wrong)
    if len(name) > 200 or len(outlet_name) > 200:
        wrong = "A name has at most 200 characters. One person a line: “Name, Outlet”."
        raise Invalid(wrong, others=wrong)
    outlet = contacts.outlet(session, team_id=actor.team_id, name=outlet_name) if outlet_name else None
    if not name:
        assert outlet is not None
        return Addressee(outlet.name, None, outlet.id)
    asked = contacts.permitted(session, team_id=actor.team_id, person=contacts.person(name))
    person = contacts.journalist(
        session, team_id=actor.team_id, person=asked, outlet_id=outlet.id if outlet else None, at=desk.clock(),
        learn=learn,
    )  # fmt: skip
    return _person(person, outlet_name, outlet)


def _person(one: Journalist, outlet_name: str, outlet: Outlet | None) -> Addressee:
    name = f"{one.name}, {outlet_name}" if outlet_name else one.name
    return Addressee(name, one.id, outlet.id if outlet else one.outlet_id, one.do_not_contact_at is not None)
