"""The record of a press list: who is on it, by its filter and by hand, for one reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage.outlets import KINDS
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Member, PressList, PressListMember
from bot.presslists.contacts import Contact, everybody, language
from bot.presslists.filters import TIERLESS, Filter
from bot.relationships.visible import visible_to
from bot.text import folded

LONGEST = 200  # A name.
OFFERED = 100  # As many options as a Slack menu holds.
VALUE = 75  # Characters of one option.


@dataclass(frozen=True)
class ListRecord:
    """A list as its reader sees it. `people` are on it, `added` those of them put there by hand, `left_out` those whom its
    filter finds and somebody left out; `blocked` counts those who would be on it and must not be contacted."""

    row: PressList
    people: Sequence[Contact] = ()
    added: frozenset[int] = frozenset()
    left_out: Sequence[Contact] = ()
    blocked: int = 0
    members: Mapping[str, Member] = field(default_factory=dict)

    @property
    def filter(self) -> Filter:
        return Filter.of(self.row.chosen)

    @property
    def made_by(self) -> str:
        """The name of whoever made it, or "somebody"."""
        member = self.members.get(self.row.created_by)
        return member.name if member else "somebody"


@dataclass(frozen=True)
class Summary:
    """A list among others: how many are on it."""

    id: int
    name: str
    count: int
    filter: Filter


@dataclass(frozen=True)
class Preview:
    """Whom a filter finds before it is saved; `blocked` counts those left out because they must not be contacted."""

    people: Sequence[Contact]
    blocked: int


def get(desk: Desk, *, actor: Actor, list_id: int) -> ListRecord:
    """One list. NotFound where there is none in the actor's team."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return read(session, actor, find(session, actor, list_id))


def listing(desk: Desk, *, actor: Actor) -> list[Summary]:
    """The team's lists by name, each with how many are on it for this reader."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = session.exec(
            select(PressList).where(PressList.team_id == actor.team_id, col(PressList.deleted_at).is_(None))
            .order_by(col(PressList.key))
        ).all()  # fmt: skip
        people = everybody(session, visible_to(actor)) if rows else []
        by_hand = _by_hand(session, [one.id or 0 for one in rows])
        return [
            Summary(one.id or 0, one.name, len(_sorted_out(one, people, by_hand.get(one.id or 0, {})).people), Filter.of(one.chosen))
            for one in rows
        ]  # fmt: skip


def preview(desk: Desk, *, actor: Actor, chosen: Filter) -> Preview:
    """Whom a filter finds now."""
    authorize(actor, "work")
    with desk.database.read() as session:
        found = [one for one in everybody(session, visible_to(actor)) if chosen.finds(one)]
        return Preview([one for one in found if not one.blocked], sum(one.blocked for one in found))


def offered(desk: Desk, *, actor: Actor, chosen: Filter) -> dict[str, dict[str, str]]:
    """What a form offers, by field: values that are on record with how many have them, the most frequent first, and those
    that are chosen already. A field nobody has anything in is empty."""
    authorize(actor, "work")
    with desk.database.read() as session:
        people = [one for one in everybody(session, visible_to(actor)) if not one.blocked]
    kinds = Counter(one.kind for one in people)
    tiers = Counter(str(one.tier) if one.tier else TIERLESS for one in people)
    labels = {"1": "Tier 1", "2": "Tier 2", "3": "Tier 3", TIERLESS: "No tier"}
    return {
        "beats": _values((value for one in people for value in one.beats), chosen.beats),
        "tiers": {key: f"{label} ({tiers[key]})" for key, label in labels.items()},
        "regions": _values((one.region for one in people if one.region), chosen.regions),
        "languages": _values((language(value) for one in people for value in one.languages), chosen.languages),
        "kinds": {one: f"{one.capitalize()} ({kinds[one]})" for one in KINDS if kinds[one] or one in chosen.kinds},
        "tags": _values((value for one in people for value in one.tags), chosen.tags),
    }


def _values(found: Iterable[str], chosen: Sequence[str]) -> dict[str, str]:
    """Values with their count, spelt as they were first; those of one folded form are one."""
    spelt: dict[str, str] = {folded(one): one for one in chosen}
    counts: Counter[str] = Counter()
    for one in found:
        spelt.setdefault(folded(one), one)
        counts[folded(one)] += 1
    ranked = [folded(one) for one in chosen] + [key for key, _ in counts.most_common() if spelt[key] not in chosen]
    return {spelt[key]: f"{spelt[key]} ({counts[key]})" for key in ranked if len(spelt[key]) <= VALUE}


def members(session: Session, actor: Actor, list_id: int) -> list[Contact]:
    """Who is on a list for this reader, within a session. NotFound where there is no such list."""
    return list(read(session, actor, find(session, actor, list_id)).people)


def find(session: Session, actor: Actor, list_id: int, *, hold: bool = False, deleted: bool = False) -> PressList:
    """A list's row; with `hold` nobody else changes it meanwhile, `deleted` asks for one that was deleted."""
    row = session.get(PressList, list_id, with_for_update=True if hold else None)
    if row is None or row.team_id != actor.team_id or (row.deleted_at is not None) is not deleted:
        raise NotFound("That press list is not here any more. Open the lists again.")
    return row


def read(session: Session, actor: Actor, row: PressList, condition: ColumnElement[bool] | None = None) -> ListRecord:
    """The list as the actor may see it, or of the contacts under a condition."""
    people = everybody(session, visible_to(actor) if condition is None else condition)
    found = _sorted_out(row, people, _by_hand(session, [row.id or 0]).get(row.id or 0, {}))
    return ListRecord(
        row, found.people, found.added, found.left_out, found.blocked, teams.names(session, {row.created_by})
    )  # fmt: skip


def _by_hand(session: Session, list_ids: Sequence[int]) -> dict[int, dict[int, bool]]:
    """For each list who was put on it (False) or left out (True) by hand."""
    found: dict[int, dict[int, bool]] = {}
    for one in session.exec(select(PressListMember).where(col(PressListMember.list_id).in_(list_ids))):
        found.setdefault(one.list_id, {})[one.journalist_id] = one.left_out
    return found


def _sorted_out(row: PressList, people: Sequence[Contact], by_hand: Mapping[int, bool]) -> ListRecord:
    wanted = Filter.of(row.chosen)
    on, out, added, blocked = [], [], set(), 0
    for one in people:
        word = by_hand.get(one.id)
        if word is False or (word is None and wanted.finds(one)):
            blocked += one.blocked
            if not one.blocked:
                on.append(one)
                if word is False:
                    added.add(one.id)
        elif word and not one.blocked:
            out.append(one)
    return ListRecord(row, on, frozenset(added), out, blocked)
