"""Offers: a text that may be a media inquiry, kept until a person logs it or waves it away.

How long the text of one that nobody logged is kept is for `bot.ownership.retention` to say, like everything's age.
"""

from __future__ import annotations

from sqlmodel import select

from bot import audit, marks, outbox
from bot.authority import Actor, authorize
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Offer, Team
from bot.text import taken


def keep(
    desk: Desk, *, team_id: str, channel: str, ts: str, text: str, from_user: str, thread_ts: str | None = None,
    ask: bool = False, asked_in: str | None = None,
) -> Offer:  # fmt: skip
    """Keeps a text under its message (`channel`, `ts`), once however often it comes. `ask` puts the question
    under it, or in `asked_in`; without it somebody wants to log the message now, so its text is kept as it now reads,
    waved away before or not."""
    with desk.database.write() as session:
        same = select(Offer).where(Offer.team_id == team_id, Offer.channel == channel, Offer.ts == ts)
        fresh = Offer(
            team_id=team_id, channel=channel, ts=ts, thread_ts=thread_ts, from_user=from_user,
            text=taken(text, what="The message"), asked_in=asked_in, created_at=desk.clock(),
        )  # fmt: skip
        is_new = insert_unless_there(session, fresh)
        offer = session.exec(same).one()
        if is_new and ask:
            outbox.put(
                session, at=desk.clock(), kind="offer", lane=asked_in or channel, key=f"offer:{team_id}:{channel}:{ts}",
                offer=offer.id,
            )  # fmt: skip
        elif not is_new and not ask and offer.state != "logged":
            offer.text, offer.created_at = fresh.text, fresh.created_at
            session.add(offer)
        marks.passed("offer_kept")
    return offer


def offer(desk: Desk, *, actor: Actor, offer_id: int) -> Offer:
    """The offer, for whoever may log; NotFound where it is gone."""
    authorize(actor, "log")
    with desk.database.read() as session:
        found = session.get(Offer, offer_id)
    if found is None or found.team_id != actor.team_id:
        raise NotFound("That message is no longer kept. Use the shortcut “Log as media inquiry” on it instead.")
    return found


def dismiss(desk: Desk, *, actor: Actor, offer_id: int) -> Offer:
    """Waves an offer away and forgets its text."""
    authorize(actor, "log")
    with desk.database.write() as session:
        found = session.get(Offer, offer_id)
        if found is None or found.team_id != actor.team_id:
            raise NotFound("That message is no longer kept.")
        if found.state == "open":
            found.state, found.text = "dismissed", None
            session.add(found)
            audit.write(session, at=desk.clock(), actor=actor.id, action="offer.dismissed", object=f"offer:{found.id}")
            outbox.put(session, at=desk.clock(), kind="offer", lane=found.asked_in or found.channel, offer=found.id)
    return found


def sensitive_words(team: Team) -> tuple[str, ...]:
    """The team's own list, or the one that comes with the desk."""
    from bot.intake.extraction import DEFAULT_SENSITIVE_WORDS

    return tuple(team.sensitive_words) if team.sensitive_words is not None else DEFAULT_SENSITIVE_WORDS
