"""Routes: the approval chains that a team set for kinds and sensitivities, as an admin reads and changes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import audit, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid
from bot.models import ApprovalChain, Member, Sensitivity, Statement, StatementKind, StatementStatus, Team
from bot.statements.chains import Chain, chain_of
from bot.statements.seats import Step
from bot.text import one_line, taken

MOST = 4


@dataclass(frozen=True)
class Route:
    """The chain that applies to a kind (None: any) and a sensitivity."""

    kind: StatementKind | None
    sensitivity: Sensitivity
    chain: Chain


@dataclass(frozen=True)
class Routes:
    """All chains of a team: for each sensitivity the one for any kind, then those of kinds that have their own. `pending`
    counts statements that are being asked for, each under the chain of when it was."""

    routes: Sequence[Route] = ()
    people: dict[str, Member] = field(default_factory=dict)
    pending: int = 0

    def names(self, step: Step) -> list[str]:
        found = (self.people.get(one) for one in step.members)
        return sorted(f"{one.name} (a guest)" if one.outsider else one.name for one in found if one is not None)


def routes(desk: Desk, *, actor: Actor) -> Routes:
    """The chains as they are, for an admin."""
    authorize(actor, "manage")
    with desk.database.read() as session:
        rows = session.exec(
            select(ApprovalChain).where(ApprovalChain.team_id == actor.team_id).order_by(col(ApprovalChain.id))
        ).all()
        found = [_route(session, actor.team_id, None, level) for level in Sensitivity]
        found += [_route(session, actor.team_id, one.kind, one.sensitivity) for one in rows if one.kind is not None]
        mentioned = {member for one in found for step in one.chain.steps for member in step.members}
        pending = select(func.count()).select_from(Statement).where(
            Statement.team_id == actor.team_id, Statement.status == StatementStatus.PENDING_APPROVAL
        )  # fmt: skip
        return Routes(found, teams.names(session, mentioned), session.exec(pending).one())


def route(desk: Desk, *, actor: Actor, kind: StatementKind | None, sensitivity: Sensitivity) -> Routes:
    """The one that applies to a kind and a sensitivity, for an admin, with the people in it."""
    authorize(actor, "manage")
    with desk.database.read() as session:
        found = _route(session, actor.team_id, kind, sensitivity)
        mentioned = {member for step in found.chain.steps for member in step.members}
        return Routes([found], teams.names(session, mentioned))


def set_route(
    desk: Desk, *, actor: Actor, kind: StatementKind | None, sensitivity: Sensitivity, steps: Sequence[Step], in_order: bool,
    two_pairs: bool,
) -> None:  # fmt: skip
    """Sets a chain, for what is asked for from now on. No steps: back to what the desk does by itself. Invalid where a step
    names guests or strangers, or nobody in any step may approve that sensitivity by their own role."""
    authorize(actor, "manage")
    steps = [
        Step(one_line(taken(one.name, what="The name", most=60, field=f"name_{at}")), one.members)
        for at, one in enumerate(steps)
    ]
    if len(steps) > MOST:
        raise Invalid(f"At most {MOST} steps.", **{f"name_{MOST}": f"At most {MOST} steps."})
    with desk.database.write() as session:
        session.get(Team, actor.team_id, with_for_update=True)
        _refuse(session, actor.team_id, sensitivity, steps)
        row = session.exec(
            select(ApprovalChain).where(
                ApprovalChain.team_id == actor.team_id, ApprovalChain.kind == kind, ApprovalChain.sensitivity == sensitivity
            )
        ).first()
        if steps:
            row = row or ApprovalChain(
                team_id=actor.team_id, kind=kind, sensitivity=sensitivity, changed_by=actor.id, changed_at=desk.clock()
            )
            row.steps, row.in_order, row.two_pairs = [one.stored for one in steps], in_order, two_pairs
            row.changed_by, row.changed_at = actor.id, desk.clock()
            session.add(row)
        elif row is not None:
            session.delete(row)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="team.chain", object=f"team:{actor.team_id}", details={
                "kind": kind.value if kind else None, "sensitivity": sensitivity.value, "in_order": in_order,
                "two_pairs": two_pairs, "steps": [list(one.members) for one in steps],
            },
        )  # fmt: skip


def _route(session: Session, team_id: str, kind: StatementKind | None, sensitivity: Sensitivity) -> Route:
    if kind is not None:
        return Route(kind, sensitivity, chain_of(session, team_id=team_id, kind=kind, sensitivity=sensitivity))
    return Route(None, sensitivity, chain_of(session, team_id=team_id, kind=None, sensitivity=sensitivity))


def _refuse(session: Session, team_id: str, sensitivity: Sensitivity, steps: Sequence[Step]) -> None:
    people = {one.id: Actor.of(one) for one in session.exec(select(Member).where(Member.team_id == team_id))}
    for at, step in enumerate(steps):
        for one in step.members:
            actor = people.get(one)
            if actor is None or actor.rank < 1:
                wrong = f"{actor.name if actor else 'Somebody'} is not on the desk. Give them a role with `/press team` first."
                raise Invalid(wrong, **{f"people_{at}": wrong})
    if steps and not any(
        not step.members or any(people[one].may_approve(sensitivity) for one in step.members) for step in steps
    ):
        wrong = f"Somebody among them must be an approver for {sensitivity.value} matters."
        raise Invalid(wrong, people_0=wrong)
