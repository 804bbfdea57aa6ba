"""Changes of the ledger: a consent recorded, edited, withdrawn, given again, and each step taken back.

Every one of them has everything that names the person looked at again at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import audit, lines, outbox, teams
from bot.authority import Actor, authorize
from bot.contributors.record import ContributorRecord, find, read
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.models import Contributor, ContributorEvent, Posting
from bot.text import folded, one_line, taken

MEDIA = {
    "print": "Print", "online": "Online", "broadcast": "Radio and TV", "social": "Social media", "own": "Our own channels",
}  # fmt: skip
MOST_NAMES = 12
KEPT = ("names", "scope", "media", "conditions", "agreed_on", "expires_on", "withdrawn_at", "withdrawn_by")
WORDS = {
    "names": "names", "scope": "scope", "media": "media", "conditions": "conditions", "agreed_on": "agreed on", "expires_on": "last day",
}  # fmt: skip


@dataclass(frozen=True)
class ContributorEntry:
    """A consent as somebody means to have it. `names` are all they go by in our words, pseudonyms too; `media` are keys of
    MEDIA; `expires_on` is the last day on which it holds, None for no end."""

    names: Sequence[str]
    scope: str = ""
    media: Sequence[str] = ()
    conditions: str = ""
    agreed_on: date | None = None
    expires_on: date | None = None


def entry_of(record: ContributorRecord) -> ContributorEntry:
    """The consent as its form shows it."""
    row = record.row
    return ContributorEntry(tuple(row.names), row.scope, tuple(row.media), row.conditions, row.agreed_on, row.expires_on)


def add(desk: Desk, *, actor: Actor, entry: ContributorEntry) -> ContributorRecord:
    """Puts a consent on record. Invalid beside each field."""
    columns = _checked(entry)
    with desk.database.write() as session:
        team = teams.team_of(session, actor.team_id)
        authorize(actor, "work")
        _refuse_future(columns, lines.today(team, desk.clock()))
        row = Contributor(team_id=actor.team_id, recorded_by=actor.id, recorded_at=desk.clock(), **columns)
        session.add(row)
        session.flush()
        return _remember(session, desk, actor, row, "recorded", "recorded it")


def save(desk: Desk, *, actor: Actor, contributor_id: int, entry: ContributorEntry) -> ContributorRecord:
    """Keeps what somebody corrects in a consent. Invalid beside each field; the same again changes nothing."""
    columns = _checked(entry)
    with desk.database.write() as session:
        row = find(session, actor, contributor_id, hold=True)
        _refuse_future(columns, lines.today(teams.team_of(session, row.team_id), desk.clock()))
        before, changed = kept(row), [WORDS[name] for name in WORDS if getattr(row, name) != columns[name]]
        if not changed:
            return read(session, desk, actor, row, whole=False)
        _put(row, columns)
        return _remember(session, desk, actor, row, "edited", f"changed {', '.join(changed)}", before)


def withdraw(desk: Desk, *, actor: Actor, contributor_id: int) -> ContributorRecord:
    """Withdraws a consent, for every medium and at once. Whoever did may take that back for an hour."""
    with desk.database.write() as session:
        row = find(session, actor, contributor_id, hold=True)
        if row.withdrawn_at is not None:
            return read(session, desk, actor, row, whole=False)
        before = kept(row)
        row.withdrawn_at, row.withdrawn_by = desk.clock(), actor.id
        return _remember(session, desk, actor, row, "withdrawn", "withdrew it, for every medium", before)


def remove(desk: Desk, *, actor: Actor, contributor_id: int) -> None:
    """Takes a consent out that was recorded by mistake. Conflict once anything else was noted of it: what was agreed is never lost."""
    with desk.database.write() as session:
        row = find(session, actor, contributor_id, hold=True)
        events = read(session, desk, actor, row, whole=False).events
        if len(events) > 1:
            raise Conflict("More was noted of it since. Withdraw it, or edit it.")
        for event in events:
            session.delete(event)
        session.flush()
        session.delete(row)
        forget(session, desk, [contributor_id])
        audit.write(session, at=desk.clock(), actor=actor.id, action="consent.removed", object=f"contributor:{contributor_id}")


def renew(desk: Desk, *, actor: Actor, contributor_id: int, entry: ContributorEntry) -> ContributorRecord:
    """Notes that they agreed again, to what the entry says. Invalid where it does not say when, or lies before the withdrawal."""
    columns = _checked(entry)
    with desk.database.write() as session:
        row = find(session, actor, contributor_id, hold=True)
        today = lines.today(teams.team_of(session, row.team_id), desk.clock())
        _refuse_future(columns, today)
        agreed, ended = columns["agreed_on"], row.withdrawn_at.date() if row.withdrawn_at else None
        if agreed is None or (ended is not None and agreed < ended):
            raise Invalid("When did they agree again?", agreed_on="The day on which they agreed again, after the withdrawal.")
        if columns["expires_on"] is not None and columns["expires_on"] < today:
            raise Invalid("That consent is over already.", expires_on="A day that is still to come, or none.")
        before = kept(row)
        _put(row, columns)
        row.withdrawn_at, row.withdrawn_by = None, None
        return _remember(session, desk, actor, row, "renewed", "noted that they agreed again", before)


def undo(desk: Desk, *, actor: Actor, contributor_id: int, event_id: int) -> ContributorRecord:
    """Takes back the newest step. A withdrawal only by whoever noted it, and only for an hour; else NotAllowed."""
    with desk.database.write() as session:
        row = find(session, actor, contributor_id, hold=True)
        event = session.get(ContributorEvent, event_id)
        if event is None or event.contributor_id != row.id or event.undone or event.before is None:
            raise Conflict("There is nothing to take back any more. Open it again.")
        if read(session, desk, actor, row, whole=False).undoable != event:
            if event.action == "withdrawn":
                raise NotAllowed(
                    "A withdrawal is taken back within an hour, by whoever noted it. If they agree again, note that."
                )
            raise Conflict("It was changed meanwhile. Open it again.")
        for name, value in event.before.items():
            setattr(row, name, _restored(name, value))
        event.undone = True
        session.add(event)
        return _remember(session, desk, actor, row, "undone", "took the last step back")


def kept(row: Contributor) -> dict[str, Any]:
    """The columns as they are, so that they can be restored."""
    return {name: one.isoformat() if isinstance(one := getattr(row, name), date) else one for name in KEPT}


def _put(row: Contributor, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _restored(name: str, value: Any) -> Any:
    if value is None or name in ("names", "scope", "media", "conditions", "withdrawn_by"):
        return value
    return datetime.fromisoformat(value) if name == "withdrawn_at" else date.fromisoformat(value)


def _checked(entry: ContributorEntry) -> dict[str, Any]:
    """The columns of an entry, cleaned; Invalid with every field that is wrong."""
    wrong: dict[str, str] = {}
    names = {folded(one): one_line(one) for one in reversed(list(entry.names)) if one.strip()}
    listed = list(reversed(names.values()))
    if not listed:
        wrong["names"] = "Who is it? Every name they go by in our words, one a line."
    elif len(listed) > MOST_NAMES or any(len(one) > 200 for one in listed):
        wrong["names"] = f"At most {MOST_NAMES} names of 200 characters fit."
    elif any(sum(letter.isalpha() for letter in one) < 2 for one in listed):
        wrong["names"] = "A name has two letters at least, else it would be found everywhere."
    for name, text, what in (("scope", entry.scope, "The scope"), ("conditions", entry.conditions, "The conditions")):
        try:
            taken(text, what=what, most=3_000, field=name)
        except Invalid as problem:
            wrong.update(problem.fields)
    if entry.agreed_on and entry.expires_on and entry.expires_on < entry.agreed_on:
        wrong["expires_on"] = "It can't end before it was given."
    if not set(entry.media) <= set(MEDIA):
        wrong["media"] = "Choose from the list."
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    return {
        "names": listed, "scope": entry.scope.strip(), "media": [one for one in MEDIA if one in entry.media],
        "conditions": entry.conditions.strip(), "agreed_on": entry.agreed_on, "expires_on": entry.expires_on,
    }  # fmt: skip


def _refuse_future(columns: Mapping[str, Any], today: date) -> None:
    if columns["agreed_on"] is not None and columns["agreed_on"] > today:
        raise Invalid("They can't have agreed on a day that is still to come.", agreed_on="That day is still to come.")


def _remember(
    session: Session, desk: Desk, actor: Actor, row: Contributor, action: str, text: str, before: dict[str, Any] | None = None
) -> ContributorRecord:  # fmt: skip
    """The event, the audit entry (which names nobody), and a look at everything that names them."""
    session.add(row)
    session.flush()
    event = ContributorEvent(
        contributor_id=row.id or 0, at=desk.clock(), actor_id=actor.id, action=action, text=text, before=before
    )
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"consent.{action}", object=f"contributor:{row.id}",
        details={"event": event.id},
    )  # fmt: skip
    look_again(session, desk, row, mark=f"{event.id}-{int(event.at.timestamp())}", event_id=event.id)
    return read(session, desk, actor, row, whole=False)


def look_again(session: Session, desk: Desk, row: Contributor, *, mark: str, event_id: int | None = None) -> None:
    """Has everything that names them shown as it now stands, and whoever answers for it told where the consent ended: once for
    each `mark`, which has an instant in it since ids of erased rows come again. The job holds no name."""
    outbox.put(
        session, at=desk.clock(), kind="consent_look", lane=outbox.BACKGROUND, key=f"consent_look:{row.id}:{mark}",
        contributor=row.id, mark=mark, event=event_id,
    )  # fmt: skip


def forget(session: Session, desk: Desk, contributor_ids: Collection[int]) -> None:
    """Takes the names of people whose consents go out of the messages about them."""
    for one in session.exec(select(Posting).where(col(Posting.kind).in_(("consent_news", "consent_ending")))):
        _, contributor, told = one.subject.split(":", 2)
        if int(contributor) in contributor_ids:
            name = "mark" if one.kind == "consent_news" else "last"
            more: dict[str, Any] = {name: told}
            outbox.put(
                session, at=desk.clock(), kind=one.kind, lane=one.conversation, contributor=int(contributor),
                conversation=one.conversation, **more,
            )  # fmt: skip
