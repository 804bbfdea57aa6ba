"""Naming: whom a form proposes for a restricted inquiry, so that it has an approver and nobody has to be thought of."""

from __future__ import annotations

from collections.abc import Sequence

from bot import duties, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.models import Member, Sensitivity


def proposed(desk: Desk, *, actor: Actor, sensitivity: Sensitivity, among: Sequence[str] = ()) -> list[str]:
    """Member ids: who may approve matters of this sensitivity, the duty officer, and those `among` (owner, backup) who are on
    the desk. The actor, who is named anyhow, is left out. Nobody is told: they are only put before whoever fills in the form."""
    authorize(actor, "log")
    with desk.database.read() as session:
        able = [one.id for one in teams.approvers(session, actor.team_id) if one.may_approve(sensitivity)]
        officer = duties.on_duty(session, actor.team_id, desk.clock())
        found = [*able, *([officer.id] if officer else []), *among]
        there = [session.get(Member, one) for one in dict.fromkeys(found)]
        return [one.id for one in there if one and not one.outsider and one.team_id == actor.team_id and one.id != actor.id]
