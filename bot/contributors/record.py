"""Reading the ledger: one consent with its history and everything that names the person, and lists. For officers and up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from bot import consents, lines, teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.contributors.places import Place, places
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Contributor, ContributorEvent, Member
from bot.text import folded, one_line, taken

PAGE = 8
SOON = timedelta(days=14)  # Before the last day of a consent it is asked for again.
UNDO_FOR = timedelta(hours=1)


class State(StrEnum):
    """What a consent is worth today."""

    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ContributorRecord:
    """A consent as it is today. `undoable` is the step that this reader may take back now, `undo_until` how long a withdrawal
    may be; `named_in` is what names them, as far as the reader may know of it, None where nobody looked."""

    row: Contributor
    state: State
    events: Sequence[ContributorEvent] = ()
    undoable: ContributorEvent | None = None
    undo_until: datetime | None = None
    named_in: Sequence[Place] | None = None
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The first of their names."""
        return self.row.names[0] if self.row.names else "somebody"

    @property
    def holds(self) -> bool:
        return self.state in (State.HOLDS, State.ENDS_SOON)

    def by(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class ContributorPage:
    """A page of the ledger, pages counted from 1; `words` are what was looked for."""

    words: str
    records: Sequence[ContributorRecord]
    total: int
    page: int
    pages: int


def state(row: Contributor, today: date) -> State:
    """What a consent is worth on that day of the team's own calendar."""
    if row.withdrawn_at is not None:
        return State.WITHDRAWN
    if not consents.holds(row, today):
        return State.EXPIRED
    return State.ENDS_SOON if row.expires_on is not None and row.expires_on - today <= SOON else State.HOLDS


def get(desk: Desk, *, actor: Actor, contributor_id: int, whole: bool = True) -> ContributorRecord:
    """One consent. NotFound where there is none, NotAllowed for whoever is no officer. `whole` as in `read`."""
    authorize(actor, "work")
    with desk.database.read() as session:
        return read(session, desk, actor, find(session, actor, contributor_id), whole=whole)


def listing(desk: Desk, *, actor: Actor, words: str = "", page: int = 1) -> ContributorPage:
    """The consents of those who go by these words, else all: what lapsed first, then what ends soon, then by name."""
    authorize(actor, "work")
    words = one_line(taken(words, what="The search", most=200, field="words"))
    with desk.database.read() as session:
        team = teams.team_of(session, actor.team_id)
        today, parts = lines.today(team, desk.clock()), folded(words).split() if words else []
        rows = session.exec(select(Contributor).where(Contributor.team_id == actor.team_id)).all()
        found = [one for one in rows if any(all(part in folded(name) for part in parts) for name in one.names)]
        order = (State.WITHDRAWN, State.EXPIRED, State.ENDS_SOON, State.HOLDS)
        records = [ContributorRecord(one, state(one, today)) for one in found]
        records.sort(key=lambda one: (order.index(one.state), folded(one.name), one.row.id or 0))
        pages = max(1, -(-len(records) // PAGE))
        page = min(max(1, page), pages)
        return ContributorPage(words, records[(page - 1) * PAGE : page * PAGE], len(records), page, pages)


def agreed(desk: Desk, *, actor: Actor, text: str) -> list[Contributor]:
    """Those whom a text names and who agree to be in it, for officers and up; for anybody else none."""
    if actor.rank < RANK[NEEDS["work"]]:
        return []
    with desk.database.read() as session:
        today = lines.today(teams.team_of(session, actor.team_id), desk.clock())
        return consents.agreeing(session, team_id=actor.team_id, text=text, today=today)


def find(session: Session, actor: Actor, contributor_id: int, *, hold: bool = False) -> Contributor:
    """The row, for an officer of its team."""
    authorize(actor, "work")
    row = session.get(Contributor, contributor_id, with_for_update=hold or None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("That consent is not on record any more.")
    return row


def read(session: Session, desk: Desk, actor: Actor, row: Contributor, *, whole: bool = True) -> ContributorRecord:
    """The record as this person sees it now; `whole` looks for all that names them, which takes a second with thousands of
    statements, so no change does so while it holds the database."""
    team = teams.team_of(session, row.team_id)
    asked = select(ContributorEvent).where(ContributorEvent.contributor_id == row.id).order_by(col(ContributorEvent.id))
    events = session.exec(asked).all()
    undoable = next((one for one in reversed(events) if one.before is not None and not one.undone), None)
    until = undoable.at + UNDO_FOR if undoable is not None and undoable.action == "withdrawn" else None
    if undoable is not None and until is not None and (undoable.actor_id != actor.id or desk.clock() > until):
        undoable, until = None, None
    ids = {one.actor_id for one in events} | {row.recorded_by, *filter(None, [row.withdrawn_by])}
    return ContributorRecord(
        row, state(row, lines.today(team, desk.clock())), events, undoable, until,
        places(session, team_id=row.team_id, names=row.names, actor=actor) if whole else None, teams.names(session, ids),
    )  # fmt: skip
