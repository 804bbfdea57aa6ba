"""Versions of a briefing: made, asked for, signed off, sent, read; each kept as it was."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot import audit, outbox, teams
from bot.authority import Actor, authorize
from bot.briefings import grounds, occasions
from bot.briefings.assembling import Own, assemble
from bot.briefings.occasions import Occasion
from bot.briefings.record import BriefingRecord, find, read, versions_of
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.inquiries import user_of
from bot.models import Briefing, Member, Posting, Spokesperson
from bot.text import taken

LONGEST = 1_500


def make(
    desk: Desk, *, actor: Actor, reference: str, say: str = "", not_say: str = "", spokesperson_id: int | None = None
) -> BriefingRecord:  # fmt: skip
    """A new version out of what is on record now, with what its maker adds in their own words, a row a line. Where a model may
    be asked for questions it is, and they are added before anybody has signed the version off."""
    say = taken(say, what="The note", most=LONGEST, field="say")
    not_say = taken(not_say, what="What not to say", most=LONGEST, field="not_say")
    with desk.database.write() as session:
        occasion = occasions.find(session, actor, reference, hold=True)
        authorize(actor, "work", occasion.matter)
        occasion = _for(session, actor, occasion, spokesperson_id)
        made = assemble(session, desk, actor=actor, occasion=occasion, for_all=True, own=Own(say, not_say, actor.name))
        rests = grounds.read(session, desk, occasion, made.parts)
        last = session.exec(versions_of(occasion).order_by(col(Briefing.number).desc()).limit(1)).first()
        row = Briefing(
            team_id=actor.team_id, inquiry_id=occasion.inquiry_id, interview_id=occasion.interview_id,
            spokesperson_id=occasion.spokesperson.id if occasion.spokesperson else None, number=last.number + 1 if last else 1,
            parts=[one.kept() for one in made.parts], rests_on=rests, sources_sha256=grounds.sha256(rests), made_by=actor.id,
            made_at=desk.clock(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        _remember(session, desk, row, actor, "made")
        if occasion.may_leave and desk.llm.configured:
            outbox.put(
                session,
                at=desk.clock(),
                kind="briefing_proposals",
                lane=f"briefing:{row.id}",
                key=f"briefing_proposals:{row.id}",
                briefing=row.id,
            )
        if last is not None:
            show_again(session, desk, last)
        return read(session, desk, row)


def ask(desk: Desk, *, actor: Actor, briefing_id: int) -> BriefingRecord:
    """Puts it before everybody who may sign it off. Invalid where nobody may."""
    with desk.database.write() as session:
        found = _held(session, desk, actor, briefing_id)
        authorize(actor, "work", found.occasion.matter)
        matter = found.occasion.matter
        able = [
            one
            for one in teams.approvers(session, actor.team_id)
            if one.may_approve(matter.sensitivity) and matter.known_to(one)
        ]
        if not able:
            raise Invalid("Nobody on the desk may sign this off. An admin gives that right with `/press team`.")
        for one in able:
            _put(session, desk, found.row, "briefing_asked", one.user_id)
        _remember(session, desk, found.row, actor, "asked")
        return find(session, desk, actor, briefing_id)


def sign_off(desk: Desk, *, actor: Actor, briefing_id: int, seen: str = "") -> BriefingRecord:
    """Signs this version off. Conflict where there is a newer one, what it rests on has changed, or a model added questions since
    it was shown: `seen` is the record's, as it was then."""
    with desk.database.write() as session:
        found = _held(session, desk, actor, briefing_id)
        authorize(actor, "approve", found.occasion.matter)
        if found.row.signed_off_at is not None:
            return found
        if seen and seen != found.seen:
            raise Conflict("Questions were added since this was shown to you. Open it again, read them, then sign it off.")
        found.row.signed_off_by, found.row.signed_off_at = actor.id, desk.clock()
        _remember(session, desk, found.row, actor, "signed_off")
        if actor.id != found.row.made_by:
            _news(session, desk, found.row, "signed")
        return read(session, desk, found.row)


def take_back(desk: Desk, *, actor: Actor, briefing_id: int) -> BriefingRecord:
    """Takes a sign-off back, by whoever gave it or may give it, until the version is sent."""
    with desk.database.write() as session:
        found = find(session, desk, actor, briefing_id, hold=True)
        authorize(actor, "approve", found.occasion.matter)
        if found.row.sent_at is not None:
            raise Conflict("It is sent already. Make a new version; that one says that the old one no longer counts.")
        found.row.signed_off_by, found.row.signed_off_at = None, None
        _remember(session, desk, found.row, actor, "sign_off_taken_back")
        return read(session, desk, found.row)


def send(desk: Desk, *, actor: Actor, briefing_id: int) -> BriefingRecord:
    """Delivers it to the spokesperson's direct messages. Conflict where it is not signed off; Invalid where they can't have it."""
    with desk.database.write() as session:
        found = _held(session, desk, actor, briefing_id)
        authorize(actor, "work", found.occasion.matter)
        if found.row.signed_off_at is None:
            raise Conflict("Nobody has signed it off yet. Ask for that first.")
        if found.row.sent_at is not None:
            return found
        reader = _reader(session, found)
        found.row.sent_at = desk.clock()
        _put(session, desk, found.row, "briefing_sent", reader.user_id)
        _remember(session, desk, found.row, actor, "sent")
        return read(session, desk, found.row)


def has_read(desk: Desk, *, actor: Actor, briefing_id: int) -> BriefingRecord:
    """The spokesperson says that they have read it; its maker and whoever booked the interview hear of that."""
    with desk.database.write() as session:
        found = find(session, desk, actor, briefing_id, hold=True)
        if found.reader != actor.id or found.row.sent_at is None:
            raise NotAllowed("Only the spokesperson it was sent to can say that they have read it.")
        if found.row.read_at is None:
            found.row.read_at = desk.clock()
            _remember(session, desk, found.row, actor, "read")
            _news(session, desk, found.row, "read")
        return read(session, desk, found.row)


def show_again(session: Session, desk: Desk, row: Briefing) -> None:
    """Asks for every message that shows this version to be shown as it now stands."""
    for one in session.exec(select(Posting).where(Posting.subject == f"briefing:{row.id}")):
        if one.kind in ("briefing_asked", "briefing_sent"):
            outbox.put(
                session, at=desk.clock(), kind=one.kind, lane=one.conversation, briefing=row.id, conversation=one.conversation
            )


def tell(session: Session, desk: Desk, row: Briefing, about: str, *, member_id: str) -> None:
    """One piece of news for one person, once."""
    user = user_of(member_id)
    outbox.put(
        session, at=desk.clock(), kind="briefing_news", lane=user, key=f"briefing_news:{row.id}:{about}:{user}", briefing=row.id,
        conversation=user, about=about,
    )  # fmt: skip


def _news(session: Session, desk: Desk, row: Briefing, about: str) -> None:
    occasion = occasions.of_rows(session, inquiry_id=row.inquiry_id, interview_id=row.interview_id)
    booker = occasion.interview.interview.booked_by if occasion.interview else row.made_by
    for member_id in sorted({row.made_by, booker}):
        tell(session, desk, row, about, member_id=member_id)


def _for(session: Session, actor: Actor, occasion: Occasion, spokesperson_id: int | None) -> Occasion:
    """The occasion with who speaks: an interview has its own, of an inquiry alone whoever makes the briefing chooses."""
    if occasion.interview is not None or spokesperson_id is None:
        return occasion
    one = session.get(Spokesperson, spokesperson_id)
    if one is None or one.team_id != actor.team_id or not one.active:
        raise Invalid("That spokesperson is not in the register any more.", spokesperson="Choose another one.")
    return Occasion(occasion.team, occasion.inquiry, occasion.interview, one)


def _held(session: Session, desk: Desk, actor: Actor, briefing_id: int) -> BriefingRecord:
    """The version for a step towards the spokesperson: the newest, of something to come, resting on what still stands."""
    found = find(session, desk, actor, briefing_id, hold=True)
    if not found.is_newest:
        raise Conflict("There is a newer version. Open that one.")
    if found.is_over:
        raise Conflict(f"{found.reference} is over or called off.")
    if found.changed and found.row.sent_at is None:
        raise Conflict(f"The facts have changed since: {', '.join(found.changed)}. Make a new version first.")
    return found


def _reader(session: Session, found: BriefingRecord) -> Member:
    speaks = found.occasion.spokesperson
    if speaks is None:
        raise Invalid("Who speaks? Make a new version and choose the spokesperson, or book the interview.")
    member = session.get(Member, speaks.member_id) if speaks.member_id else None
    if member is None or member.outsider:
        raise Invalid(f"{speaks.name} is not in this workspace. Take the Word document and send it to them yourself.")
    if not found.occasion.matter.known_to(Actor.of(member)):
        raise Invalid(
            f"{speaks.name} is not named on {found.occasion.matter.reference}, which is restricted. Name them there first."
        )
    return member


def _put(session: Session, desk: Desk, row: Briefing, kind: str, user: str) -> None:
    outbox.put(session, at=desk.clock(), kind=kind, lane=user, briefing=row.id, conversation=user)


def _remember(session: Session, desk: Desk, row: Briefing, actor: Actor, action: str) -> None:
    """The audit entry, and the messages that show it."""
    session.add(row)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"briefing.{action}", object=f"briefing:{row.id}",
        details={"number": row.number, "sources": row.sources_sha256},
    )  # fmt: skip
    show_again(session, desk, row)
