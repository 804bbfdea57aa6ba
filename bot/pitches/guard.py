"""The guard against pitching twice: what a journalist, or a colleague of theirs, was offered lately.

The nearer two subjects are, the longer the rest between them: any story 2 days, one with words in common 7, one alike 14,
the same one 30.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import search, teams
from bot.authority import Actor
from bot.models import Journalist, Outlet, Pitch, PitchOffer, PitchOutcome
from bot.pitches.record import OPEN, visible_to
from bot.presslists import Contact
from bot.thesaurus import root

WINDOWS = (
    (2, 0.0, "another story"),
    (7, 0.25, "a story with words in common"),
    (14, 0.5, "a story like it"),
    (30, 0.8, "the same story"),
)
LONGEST = max(days for days, _, _ in WINDOWS)
NEAR = 0.25  # Colleagues count only for stories that have something in common.


@dataclass(frozen=True)
class Clash:
    """That somebody, or with `colleague` somebody at their outlet, was offered a story lately: which, by whom, when, and how
    it stands. `nearness` says in words how like the new one it is; `alone` that it is offered to them as an exclusive."""

    whom: str
    contact_id: int
    pitch_id: int
    subject: str
    by: str
    at: datetime
    outcome: PitchOutcome
    nearness: str
    colleague: bool = False
    alone: bool = False


def likeness(one: str, other: str) -> float:
    """How like two subjects are, 0–1: the share of their telling words that they have in common."""
    left, right = _words(one), _words(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def nearness(like: float, since: timedelta) -> str:
    """Which rest two pitches so alike should have and do not; "" where enough time has passed."""
    within = [why for days, least, why in WINDOWS if like >= least and since < timedelta(days=days)]
    return within[-1] if within else ""


def clashes(
    session: Session, actor: Actor, people: Sequence[Contact], *, subject: str, statement_id: int | None, now: datetime
) -> list[Clash]:  # fmt: skip
    """What stands against pitching a story to these people now, as far as the actor may know: their own pitches first, each
    person's nearest, then those of colleagues."""
    rows = session.exec(
        select(Pitch, Journalist, Outlet.name)
        .join(Journalist, col(Journalist.id) == Pitch.journalist_id).outerjoin(Outlet, col(Outlet.id) == Pitch.outlet_id)
        .where(visible_to(actor), col(Pitch.taken_back_at).is_(None), col(Pitch.pitched_at) > now - timedelta(days=LONGEST))
        .order_by(col(Pitch.pitched_at).desc(), col(Pitch.id).desc())
    ).all()  # fmt: skip
    names = teams.names(session, {one.pitched_by for one, _, _ in rows})
    alike = {said: likeness(subject, said) for said in {one.subject for one, _, _ in rows}}  # Many are of one story.
    by_id, by_outlet = {one.id: one for one in people}, _by_outlet(people)
    own: dict[int, tuple[float, Clash]] = {}
    others: dict[int, tuple[float, Clash]] = {}
    offered: dict[int, Clash] = {}
    for row, journalist, outlet in rows:
        like = 1.0 if statement_id and row.statement_id == statement_id else alike[row.subject]
        why = nearness(like, now - row.pitched_at)
        alone = row.offer == PitchOffer.EXCLUSIVE and row.outcome in OPEN and like >= 0.8
        near = {each.id: each for each in (by_id.get(row.journalist_id), *by_outlet.get(row.outlet_id or 0, ())) if each}
        for one in people if alone else near.values():
            mine = row.journalist_id == one.id
            colleague = not mine and one.outlet_id is not None and row.outlet_id == one.outlet_id and like >= NEAR
            if not (alone and not mine) and not (why and (mine or colleague)):
                continue
            who = f"{journalist.name}, {outlet}" if outlet else journalist.name
            by = names[row.pitched_by].name if row.pitched_by in names else "somebody"
            clash = Clash(
                who, one.id, row.id or 0, row.subject, by, row.pitched_at, row.outcome, why, colleague, alone and not mine
            )
            if clash.alone:
                offered.setdefault(row.id or 0, clash)
                continue
            kept = own if mine else others
            if one.id not in kept or like > kept[one.id][0]:
                kept[one.id] = (like, clash)
    return [*offered.values(), *(clash for _, clash in own.values()), *(clash for _, clash in others.values())]


def crowded(people: Sequence[Contact]) -> list[tuple[str, list[str]]]:
    """Outlets where more than one is pitched at once, with their names."""
    groups = _by_outlet(people).values()
    return [(group[0].outlet, [one.name for one in group]) for group in groups if len(group) > 1]


def _by_outlet(people: Sequence[Contact]) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = {}
    for one in people:
        if one.outlet_id is not None:
            found.setdefault(one.outlet_id, []).append(one)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(root(one) for one in search.words(text))
