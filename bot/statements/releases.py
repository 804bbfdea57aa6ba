"""Releases: approved words are copied out by a person, who then says to whom they went and how. From there on they are frozen.

Whatever leaves goes through `releasable` once more, at that very moment. Words under embargo go only to who agreed first, and a
story that was promised to one alone goes to others only with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.inquiries import Sent
from bot.models import Recipient, Release, StatementStatus, Status
from bot.statements.beginnings import TWICE
from bot.statements.chains import releasable
from bot.statements.corrections import take_effect
from bot.statements.embargoes import Agreement, agreements, note_shown, refuse_unagreed, running, unagreed
from bot.statements.exclusives import ExclusiveRecord, clashes, refuse_clash, touching
from bot.statements.layouts import moment
from bot.statements.recipients import Addressee, asked_by, chosen, known, refuse_blocked
from bot.statements.record import StatementRecord, find, find_statement, read, refuse_closed, remember, terms_in_words
from bot.text import one_line, taken

ROUTES = {
    "email": "E-mail", "phone": "Phone", "in_person": "In person", "social": "Social media", "web_form": "Web form",
    "briefing": "Press briefing",
}  # fmt: skip
TO_ALL = {"social", "briefing"}  # What goes out so is public at once, and needs nobody named.
STAMPS = (
    "status", "responded_at", "responded_by", "response", "response_route", "response_terms", "response_attribution",
    "response_version_id",
)  # fmt: skip
NAMED = 25  # Recipients that a line of the history names; all of them are on the release.
MINUTE = {"second": 0, "microsecond": 0}  # Slack's picker knows no seconds.


@dataclass(frozen=True)
class Sending:
    """How words went out, as a person says it. `to` are addresses that were offered, `others` lines of "Name, Outlet", `listed`
    journalists of a press list by id; `at` is None for just now; `again` says that the words had gone out before, to others; `clash` says why words promised to one alone went to others,
    `anyway` why words under embargo went to who had not agreed to it."""

    route: str
    to: Sequence[str] = ()
    others: str = ""
    listed: Sequence[int] = ()
    attribution: str = ""
    note: str = ""
    at: datetime | None = None
    clash: str = ""
    anyway: str = ""
    again: bool = False


@dataclass(frozen=True)
class Leaving:
    """Words that may leave, with all that whoever takes them out must know. `known` is whom a form offers, `asked` who asked,
    `exclusives` what of the story is promised to one alone; `holders` are those who got them, by the release's id."""

    found: StatementRecord
    known: Sequence[Addressee]
    asked: Sequence[Addressee]
    embargoed: bool
    agreements: Sequence[Agreement]
    exclusives: Sequence[ExclusiveRecord]
    sent: Sequence[Sent]
    holders: Mapping[int, Sequence[Recipient]]

    @property
    def agreed(self) -> set[int]:
        """The ids of the journalists who agreed to the embargo as it now is."""
        return {one.row.journalist_id for one in self.agreements if one.holds}


def leaving(desk: Desk, *, actor: Actor, version_id: int) -> Leaving:
    """Words that are about to be copied out, marked sent or sent to others; NotAllowed or Conflict where they may not be."""
    with desk.database.read() as session:
        found = _ready(session, desk, actor, version_id)
        now = desk.clock()
        return Leaving(
            found=found, known=known(session, actor, found), asked=asked_by(found), embargoed=running(found.version, now),
            agreements=agreements(session, found), exclusives=touching(session, found, now), sent=found.sent,
            holders=recipients(session, [one.release.id for one in found.sent]),
        )  # fmt: skip


def copy_out(
    desk: Desk, *, actor: Actor, version_id: int, to: str = "", others: str = "", internal: bool = False, clash: str = ""
) -> StatementRecord:
    """The words, to be copied for somebody; that they were taken out is on record. While there is neither embargo nor exclusive
    nobody need be named. With `internal` they are said to stay in the house. NotAllowed where whoever they are for has not
    agreed to the embargo first."""
    clash = one_line(taken(clash, what="The reason", most=500, field="clash"))
    with desk.database.write() as session:
        found, now = _ready(session, desk, actor, version_id), desk.clock()
        people = chosen(session, desk, actor, found, picked=[to] if to else [], typed=others)
        refuse_blocked(people)
        bound = running(found.version, now) or bool(touching(session, found, now))
        if bound and not people and not internal:
            raise Invalid("For whom?", to="Choose for whom, or say that it stays in the house.")
        broken: list[ExclusiveRecord] = []
        if people:
            refuse_unagreed(session, found, people, now)
            broken = clashes(session, found, people, now)
            refuse_clash(broken, clash, zone=found.team.zone)
        for one in people:
            note_shown(session, found, one, now)
        whom = f" for {_names(people)}" if people else ", for use inside only" if bound else ""
        remember(
            session, desk, found, actor_id=actor.id, action="copied",
            text=f"opened the approved words of version {found.version.number} to copy them{whom}{_broke(broken, clash)}",
            details={"version": found.version.number, "sha256": found.version.sha256, "exclusives": _ids(broken),
                     "journalists": [one.journalist_id for one in people]},
        )  # fmt: skip
        return found


def mark_sent(desk: Desk, *, actor: Actor, version_id: int, sending: Sending) -> StatementRecord:
    """Writes down that exactly these approved words went out: to whom, how, when, on which terms. They are frozen from here on.

    The first answer stamps the inquiry; a later one leaves the first as it was given. Words that were sent may be sent to
    others as they are. Invalid beside each field, NotAllowed or Conflict where they may not leave.
    """
    if sending.route not in ROUTES:
        raise Invalid("Say how it went out.", route="Choose how it went out.")
    note = taken(sending.note, what="The note", most=2_000, field="note")
    attribution = taken(sending.attribution, what="The attribution", most=200, field="attribution")
    clash = one_line(taken(sending.clash, what="The reason", most=500, field="clash"))
    anyway = one_line(taken(sending.anyway, what="The reason", most=500, field="anyway"))
    with desk.database.write() as session:
        found = _ready(session, desk, actor, version_id)
        at = _moment(found, sending.at, desk.clock())
        people = chosen(session, desk, actor, found, picked=sending.to, typed=sending.others, listed=sending.listed)
        if _sent_twice(session, found, actor, people, sending.route, desk.clock()):
            return found
        again = found.statement.status == StatementStatus.SENT
        if again and not sending.again:
            raise Conflict("These words were marked sent meanwhile. Open them again to send them to others too.")
        _refuse_nobody(found, people, sending.route, again=again)
        if running(found.version, at) and (not people or sending.route in TO_ALL):
            raise NotAllowed("These words are under embargo and can't be published yet. Send them only to who agreed to it.")
        strangers = _strangers(session, found, people, anyway, at)
        broken = clashes(session, found, [] if sending.route in TO_ALL else people, at)
        refuse_clash(broken, clash, zone=found.team.zone)
        release = _release(session, found, actor, people, sending.route, attribution, note, at)
        _add_recipients(session, release, people, strangers, anyway)
        for one in people:
            note_shown(session, found, one, at)
        before = _stamp(found, release, again=again)
        found.statement.status = StatementStatus.SENT
        session.add(found.statement)
        whom = f" to {_names(people)}" if people else ""
        remember(
            session, desk, found, actor_id=actor.id, action="sent", before=before,
            text=f"sent {_what(found)} by {ROUTES[sending.route].lower()}{whom}, {terms_in_words(found.version.terms)}"
            + _when(found, at, desk.clock()) + _broke(broken, clash) + _unbound(strangers, anyway) + (f". {note}" if note else ""),
            details={"version": found.version.number, "sha256": found.version.sha256, "route": sending.route,
                     "release": release.id, "recipients": len(people), "exclusives": _ids(broken),
                     "unagreed": [one.journalist_id for one in strangers]},
        )  # fmt: skip
        take_effect(session, desk, found, people, by=actor.id, at=at)
        return read(session, found.statement, found.version.number)


def take_back(desk: Desk, *, actor: Actor, release_id: int) -> StatementRecord:
    """Takes a release of a statement of its own back: it did not go out after all. An inquiry's is undone on the inquiry."""
    with desk.database.write() as session:
        release = session.get(Release, release_id)
        if release is None or release.team_id != actor.team_id:
            raise NotFound("There is no such release.")
        found = find_statement(session, actor, release.statement_id, hold=True)
        authorize(actor, "work", found.matter)
        if found.record is not None:
            raise Conflict(f"Undo it on {found.record.inquiry.reference}: *More*, then *Undo*.")
        if release.taken_back_at is not None:
            return found
        inquiries.take_back(session, release, at=desk.clock())
        remember(
            session, desk, found, actor_id=actor.id, action="taken_back",
            text=f"took back that {_what(found)} was sent by {ROUTES.get(release.route, release.route).lower()}",
            details={"release": release_id},
        )  # fmt: skip
        return found


def recipients(session: Session, release_ids: Sequence[int | None]) -> dict[int, list[Recipient]]:
    """Who holds the words of each of these releases, in the order they were named."""
    found: dict[int, list[Recipient]] = {}
    for one in session.exec(select(Recipient).where(col(Recipient.release_id).in_(release_ids)).order_by(col(Recipient.id))):
        found.setdefault(one.release_id, []).append(one)
    return found


def went_out(desk: Desk, *, actor: Actor, statement_id: int) -> list[tuple[Sent, list[Recipient]]]:
    """What of a statement went out and to whom, oldest first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        find_statement(session, actor, statement_id)
        sent = inquiries.sent_of(session, [statement_id])[statement_id]
        people = recipients(session, [one.release.id for one in sent])
        return [(one, people.get(one.release.id or 0, [])) for one in sent]


def _ready(session: Session, desk: Desk, actor: Actor, version_id: int) -> StatementRecord:
    """The words as they may leave now, held, or why they may not."""
    asked = find(session, actor, version_id, hold=True)
    authorize(actor, "work", asked.matter)
    refuse_closed(asked)
    found = find_statement(session, actor, asked.statement.id or 0)
    if found.statement.status not in (StatementStatus.APPROVED, StatementStatus.SENT):
        raise NotAllowed("Only approved words can be copied out or marked sent, and these are not approved yet.")
    if found.inquiry is not None and found.version.terms != found.inquiry.terms:
        raise Conflict("The terms changed since the approval. Save the draft again and have it approved.")
    if found.version.id != version_id:
        raise Conflict("The words changed since you opened this. Open it again and send the newest approved ones.")
    standing = releasable(session, found, desk.clock())
    if not standing.releasable:
        raise NotAllowed(f"These words can't leave yet. {standing.why_not}")
    corrected = [one.corrected_by for one in inquiries.sent_of(session, [found.statement.id])[found.statement.id]]
    if any(corrected):
        raise Conflict(f"These words were corrected by {next(filter(None, corrected))}. Send that instead.")
    return found


def _moment(found: StatementRecord, at: datetime | None, now: datetime) -> datetime:
    """When the words went out: now, or as a person says, but neither later than now nor before they were approved."""
    if at is None:
        return now
    approved = found.approval.at if found.approval else now
    if at > now:
        raise Invalid("They can't have gone out later than now.", sent_at="That moment is still to come.")
    if at < approved.replace(**MINUTE):  # type: ignore[arg-type]
        said = f"They were approved only at {moment(approved, found.team.zone)}: they can't have gone out before."
        raise Invalid(said, sent_at=said)
    return max(at, approved)


def _refuse_nobody(found: StatementRecord, people: Sequence[Addressee], route: str, *, again: bool) -> None:
    if people or route in TO_ALL or (asked_by(found) == [] and found.record is not None and not again):
        return
    raise Invalid("To whom did it go?", others="Choose to whom it went, or write them here: “Name, Outlet”.")


def _release(
    session: Session, found: StatementRecord, actor: Actor, people: Sequence[Addressee], route: str, attribution: str, note: str,
    at: datetime,
) -> Release:  # fmt: skip
    version = found.version
    release = Release(
        team_id=found.statement.team_id, statement_id=found.statement.id or 0, version_id=version.id or 0,
        inquiry_id=found.inquiry_id, sha256=version.sha256, text=version.text, route=route, terms=version.terms,
        attribution=attribution, note=note, embargo_until=version.embargo_until, sent_by=actor.id, sent_at=at,
    )  # fmt: skip
    session.add(release)
    session.flush()
    return release


def _add_recipients(
    session: Session, release: Release, people: Sequence[Addressee], strangers: Sequence[Addressee], anyway: str
) -> None:
    """Who holds the words from now on; of who had not agreed to the embargo, why they have them all the same."""
    for one in people:
        row = Recipient(
            release_id=release.id or 0, journalist_id=one.journalist_id, outlet_id=one.outlet_id, name=one.name[:200],
            unagreed=anyway if one in strangers else "",
        )  # fmt: skip
        session.add(row)
    session.flush()


def _strangers(
    session: Session, found: StatementRecord, people: Sequence[Addressee], anyway: str, at: datetime
) -> list[Addressee]:
    """Those who got words under embargo without having agreed to it, or though they must not be contacted. Invalid (field
    `anyway`) where nobody says why they did: what has happened can be written down, and never without a reason."""
    told = [
        *unagreed(session, found, people, at),
        *((one, f"{one.name} must not be contacted.") for one in people if one.blocked),
    ]
    if told and not anyway:
        why = told[0][1]
        raise Invalid(why, anyway=f"{why} If it went to them anyway, say why here.")
    return [one for one, _ in told]


def _sent_twice(
    session: Session, found: StatementRecord, actor: Actor, people: Sequence[Addressee], route: str, now: datetime
) -> bool:  # fmt: skip
    """Whether the same person wrote down the very same a moment ago: a form that Slack sent twice is one sending."""
    for one in found.sent:
        release = one.release
        if release.sent_by == actor.id and release.route == route and now - release.sent_at < TWICE:
            held = recipients(session, [release.id]).get(release.id or 0, [])
            if [(it.journalist_id, it.outlet_id) for it in held] == [(it.journalist_id, it.outlet_id) for it in people]:
                return True
    return False


def _stamp(found: StatementRecord, release: Release, *, again: bool) -> dict[str, Any]:
    """Stamps the inquiry where this is its first answer; gives what undo goes back to."""
    before: dict[str, Any] = {"release": release.id}
    inquiry = found.inquiry
    if inquiry is None:
        return before
    if again and inquiry.responded_at is not None:
        return before
    before["status"] = inquiries.stored(inquiry.status)
    if inquiry.responded_at is None:
        before |= {name: inquiries.stored(getattr(inquiry, name)) for name in STAMPS}
        inquiry.responded_at, inquiry.responded_by = release.sent_at, release.sent_by
        inquiry.response, inquiry.response_route = release.text, release.route
        inquiry.response_attribution = release.attribution or None
        inquiry.response_terms, inquiry.response_version_id = release.terms, release.version_id
    inquiry.status = Status.RESPONDED
    return before


def _what(found: StatementRecord) -> str:
    """The plain answer to an inquiry is "version 1"; any other statement is called by its reference too."""
    plain = found.record is not None and found.record.statement is not None and found.record.statement.id == found.statement.id
    return f"version {found.version.number}" + ("" if plain else f" of {found.statement.reference}")


def _when(found: StatementRecord, at: datetime, now: datetime) -> str:
    return "" if at == now else f", at {moment(at, found.team.zone)}"


def _broke(broken: Sequence[ExclusiveRecord], reason: str) -> str:
    if not broken:
        return ""
    return f", although it was promised to {' and '.join(one.whom for one in broken)} alone: {reason}"


def _unbound(strangers: Sequence[Addressee], reason: str) -> str:
    if not strangers:
        return ""
    blocked = all(one.blocked for one in strangers)
    why = "must not be contacted" if blocked else "had not agreed to the embargo"
    return f", although {_names(list(dict.fromkeys(strangers)))} {why}: {reason}"


def _ids(broken: Sequence[ExclusiveRecord]) -> list[int | None]:
    return [one.exclusive.id for one in broken]


def _names(people: Sequence[Addressee]) -> str:
    more = f"; and {len(people) - NAMED} more" if len(people) > NAMED else ""
    return "; ".join(one.name for one in people[:NAMED]) + more
