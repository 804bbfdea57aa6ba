"""The demo's coverage: what the desk watches, four weeks of what was printed, and a loud morning after a quiet day.

The four weeks are stored as they would have been read then. From yesterday on the feeds are polled for real, and what comes of
that, digests and alerts, is the desk's own doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlmodel import Session, col, select

from bot import contacts
from bot.coverage import articles, channels, codings, digests, polls
from bot.coverage.entries import Entry
from bot.models import Article, Clip, Feed, Outlet, TermKind, Tone, WatchTerm
from bot.sandbox import cast
from bot.sandbox.newsstand.cuttings import Cutting, cuttings
from bot.sandbox.newsstand.papers import ALERTS, PAPERS, Paper
from bot.sandbox.world import World

if TYPE_CHECKING:
    from bot.sandbox.story import Teller

MARA, TOBI = "U0MARA", "U0TOBI"
CHANNEL = "C0NOBOT"
TONES = {"+": Tone.FAVOURABLE, "=": Tone.NEUTRAL, "-": Tone.UNFAVOURABLE, "~": Tone.MIXED}
US, NIGHT_KITCHEN = "Harbour Light Trust", "Saltmarsh Night Kitchen"
TERMS: tuple[tuple[TermKind, str, dict[str, Any]], ...] = (
    (TermKind.US, US, {}),
    (TermKind.CAMPAIGN, "Lantern", {"context": ["appeal", "donations", US], "case_sensitive": True}),
    (TermKind.SPOKESPERSON, "Dinah Osei", {}),
    (TermKind.PEER, NIGHT_KITCHEN, {}),
    (TermKind.TOPIC, "Flooding", {"aliases": ["flood", "floods"]}),
    (TermKind.TOPIC, "Rough sleeping", {"aliases": ["rough sleepers"]}),
)


def fill(teller: Teller, world: World) -> None:
    """Tells the coverage from four weeks ago until this morning."""
    printed = cuttings(teller.hours.now)
    yesterday = teller.hours.on(1, "07:00").astimezone(UTC)
    teller.on(33, "09:30")
    world.join(cast.BOT_USER, CHANNEL, MARA)
    _watch(teller, world.base_url)
    _store(teller, [one for one in printed if one.at < yesterday])
    teller.clock.set(yesterday)
    teller.post()
    _tone(teller, printed, until=yesterday)
    _digest(teller, days=1)
    for days, clock in ((1, "17:20"), (0, "07:10")):
        teller.on(days, clock)
        polls.due(teller.desk)
        teller.post()
    teller.on(0, "07:20")
    _tone(teller, printed, until=teller.clock.now)
    _digest(teller, days=0)


def _watch(teller: Teller, address: str) -> None:
    """Terms, outlets with their tiers, feeds and the channel, whose preview somebody has looked at."""
    mara, now = teller.actor(MARA), teller.clock.now
    stand = f"{address}/newsstand"
    with teller.desk.database.write() as session:
        for kind, name, more in TERMS:
            # Nothing was stored before it, so nothing older is to be looked through.
            row = WatchTerm(
                team_id=mara.team_id, kind=kind, name=name, filled_version=1, added_by=mara.id, added_at=now, **more
            )
            session.add(row)
        for paper in PAPERS.values():
            outlet = _outlet(session, mara.team_id, paper)
            if paper.form is not None:
                session.add(
                    Feed(
                        team_id=mara.team_id, url=f"{stand}/feeds/{paper.file}", site=f"https://www.{paper.host}/", title=paper.name,
                        outlet_id=outlet.id, next_poll_at=now, added_by=mara.id, added_at=now,
                    )
                )  # fmt: skip
        for words in (US, NIGHT_KITCHEN):
            session.add(
                Feed(
                    team_id=mara.team_id, url=f"{stand}/feeds/{ALERTS}?words={quote(words)}", title=f"Alert: {words}", next_poll_at=now,
                    added_by=mara.id, added_at=now,
                )
            )  # fmt: skip
    sections = (*channels.USUAL, "peers", "topics")
    choices = channels.Choices(zone="Europe/London", sections=sections, weekly_report=True)
    channel = channels.add(teller.desk, actor=mara, conversation=CHANNEL, choices=choices)
    channels.begin(teller.desk, actor=mara, channel_id=channel.id or 0)


def _outlet(session: Session, team_id: str, paper: Paper) -> Outlet:
    outlet = contacts.outlet(session, team_id=team_id, name=paper.name)
    outlet.tier, outlet.domains = paper.tier, [paper.host]
    session.add(outlet)
    session.flush()
    return outlet


def _store(teller: Teller, printed: Sequence[Cutting]) -> None:
    """Each as if a feed had been read within the half hour."""
    with teller.desk.database.write() as session:
        for one in printed:
            articles.take(
                session, teller.desk, team_id=cast.TEAM["id"], entries=[_entry(one)],
                at=one.at.astimezone(UTC) + timedelta(minutes=25),
            )  # fmt: skip


def _entry(one: Cutting) -> Entry:
    return Entry(
        title=one.headline, link=one.address, id=one.address, published=one.at.astimezone(UTC), summary=one.text,
        author=one.paper.reporter, outlet=one.paper.name,
    )  # fmt: skip


def _tone(teller: Teller, printed: Sequence[Cutting], *, until: datetime) -> None:
    """What somebody of the desk said of each clip: there is no model here, and nothing else gives a tone."""
    said = {one.address: TONES[one.tone] for one in printed if one.tone in TONES and one.at <= until}
    tobi = teller.actor(TOBI)
    with teller.desk.database.read() as session:
        clips = select(Clip.id, Article.address).join(Article, col(Article.id) == Clip.article_id)
        found = [(clip, said[at]) for clip, at in session.exec(clips.where(col(Clip.tone_by_hand).is_(None))) if at in said]
    for clip, tone in found:
        codings.tone(teller.desk, actor=tobi, clip_id=clip or 0, tone=tone)
    teller.post()


def _digest(teller: Teller, *, days: int) -> None:
    teller.on(days, "07:30")
    digests.due(teller.desk)
    teller.post()
