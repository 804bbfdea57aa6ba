"""Clippings: clips that a person makes, of a page's address or of what was printed or broadcast, and takes back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot import audit, marks, outbox
from bot.authority import Actor, authorize
from bot.coverage import articles, clips, fetches, fulltexts, matches, outlets, sources
from bot.coverage.entries import Entry
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Article, Clip, CorrectionCase, Medium, Outlet, Posting
from bot.text import one_line, shortened, taken

LONGEST_TEXT = 40_000
LONGEST_FORM = 3_000  # Characters that a field of a form holds.
SHOWN_FIRST = timedelta(seconds=1)  # Until Slack has surely shown what the form was answered with.
BY_HAND = (Medium.PRINT, Medium.RADIO, Medium.TV, Medium.PODCAST)


@dataclass(frozen=True)
class Clipping:
    """A clip with its article and outlet. `is_new` says whether this made it; `by_hand` whether a person did at all."""

    clip: Clip
    article: Article
    outlet: str
    is_new: bool = False

    @property
    def by_hand(self) -> bool:
        return self.clip.added_by is not None

    @property
    def is_taken_back(self) -> bool:
        return self.clip.not_us_at is not None


@dataclass(frozen=True)
class ClippingEntry:
    """What was published, as a person types it. `at` is when; `place` the page or the minute."""

    outlet: str
    title: str
    text: str = ""
    medium: Medium = Medium.ONLINE
    at: datetime | None = None
    journalist: str = ""
    place: str = ""
    address: str = field(default="", repr=False)


def ask(desk: Desk, *, actor: Actor, address: str, view: str = "", channel: str = "", thread: str = "", said: str = "") -> None:
    """Has the page at an address fetched and clipped, with this transaction. The answer is shown in `view`, or in a thread
    of `channel`, else comes as a message. `said` is what stood beside the link. Invalid where it is no address of a page."""
    authorize(actor, "work")
    url = sources.page_address(address)
    at = desk.clock()
    with desk.database.write() as session:
        outbox.put(
            session, at=at, kind="clip_fetch", lane=fetches.lane(url), key=f"clip_fetch:{view}:{channel}:{thread}:{hashlib.sha256(url.encode()).hexdigest()}",
            due_at=at + SHOWN_FIRST if view else at, address=url, member=actor.id, view=view, channel=channel, thread=thread,
            said=shortened(said, 300),
        )  # fmt: skip


def clip_page(desk: Desk, *, actor: Actor, address: str, said: str = "") -> Clipping:
    """The clip of a page, fetched and read here and now; where it cannot be read it is clipped all the same, and the article
    says why. A page that is stored whole is not asked again."""
    authorize(actor, "work")
    known = _at(desk, actor, address)
    if known is not None and known.whole:
        return _clip(desk, actor, known.id or 0)
    page, why, url = fulltexts.look(desk, address)
    marks.passed("page_read")
    if known is None and url != address:
        known = _at(desk, actor, url)
    with desk.database.write() as session:
        article_id = known.id if known is not None else None
        if page.text or article_id is None:
            entry = Entry(
                title=page.title or said or url, link=url, id="", published=page.published, summary=page.text, author=page.byline,
                outlet=page.outlet,
            )  # fmt: skip
            new = articles.take(session, desk, team_id=actor.team_id, entries=[entry], added_by=actor.id, whole=bool(page.text))
            stored = articles.at_address(session, team_id=actor.team_id, address=url)
            article_id = new[0] if new else stored.id if stored else article_id
        row = session.get_one(Article, article_id)
        row.unread = "" if row.whole else shortened(why, 300)
        row.language = row.language or page.language
        session.add(row)
    return _clip(desk, actor, row.id or 0)


def _at(desk: Desk, actor: Actor, address: str) -> Article | None:
    with desk.database.read() as session:
        return articles.at_address(session, team_id=actor.team_id, address=address)


def _clip(desk: Desk, actor: Actor, article_id: int) -> Clipping:
    """The article's clip, made where there is none."""
    with desk.database.write() as session:
        before = session.exec(select(Clip).where(Clip.article_id == article_id)).first()
        if before is not None and before.not_us_at is None:
            return of(session, before)
        row = clips.make(session, desk, article_id=article_id, added_by=actor.id)
        session.flush()
        audit.write(session, at=desk.clock(), actor=actor.id, action="clipping.made", object=f"clip:{row.id}")
        return of(session, row, is_new=True)


def of(session: Session, clip: Clip, *, is_new: bool = False) -> Clipping:
    """A clip with what belongs to it."""
    article = session.get_one(Article, clip.article_id)
    outlet = session.get(Outlet, article.outlet_id) if article.outlet_id else None
    return Clipping(clip, article, outlet.name if outlet else "", is_new)


def get(desk: Desk, *, actor: Actor, clip_id: int) -> Clipping:
    """One clip; NotFound where it was taken back or is another team's."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return of(session, _row(session, actor, clip_id))


def by_hand(desk: Desk, *, actor: Actor, entry: ClippingEntry) -> Clipping:
    """A clip of what was printed or broadcast."""
    authorize(actor, "work")
    entry = _checked(desk, entry)
    with desk.database.write() as session:
        wanted = Entry(
            title=entry.title, link="", id="", published=entry.at, summary=entry.text, author=entry.journalist, outlet=entry.outlet,
            own_link=False,
        )  # fmt: skip
        new = articles.take(
            session,
            desk,
            team_id=actor.team_id,
            entries=[wanted],
            added_by=actor.id,
            medium=entry.medium,
            whole=bool(entry.text),
        )
        if not new:
            raise Conflict("This is on record already: same outlet, same headline, within three days.")
        article = session.get_one(Article, new[0])
        article.place = entry.place
        session.add(article)
    return _clip(desk, actor, article.id or 0)


def complete(desk: Desk, *, actor: Actor, clip_id: int, entry: ClippingEntry) -> Clipping:
    """Puts what a person typed in the place of what could not be read, or was read wrong."""
    authorize(actor, "work")
    entry = _checked(desk, entry)
    with desk.database.write() as session:
        clip = _row(session, actor, clip_id)
        article = session.get_one(Article, clip.article_id)
        outlet = outlets.named(session, desk, actor=actor, name=entry.outlet)
        if article.outlet_id != outlet.id:
            clip.tier = outlet.tier
        # What is longer than a form holds is not in it, and stays.
        text = entry.text or (article.text if len(article.text) > LONGEST_FORM else "")
        article.title, article.text, article.outlet_id, article.place = entry.title, text, outlet.id, entry.place
        article.byline, article.whole, article.unread = entry.journalist, bool(text), ""
        article.text_sha256 = articles.hashed(entry.title, text)
        if entry.at is not None:
            article.claimed_at, article.published_at = entry.at, min(entry.at, article.first_seen_at)
        article.sorted_at = clip.scored_at = None
        session.add(article)
        session.add(clip)
        outbox.put(session, at=desk.clock(), kind="coverage_sort", lane=f"coverage:{actor.team_id}", team=actor.team_id)
        return _changed(session, desk, actor, clip, "clipping.completed")


def undo(desk: Desk, *, actor: Actor, clip_id: int) -> Clipping:
    """Takes back a clip that a person made: it leaves every digest, count and list, and its article stays an article.
    `restore` brings it back. Conflict where it is a clip by what its words mean, or a correction case rests on it."""
    authorize(actor, "work")
    with desk.database.write() as session:
        clip = _row(session, actor, clip_id)
        if clip.added_by is None or matches.ours(session, [clip.article_id]):
            raise Conflict(
                "This is a clip because of what it says, so it can't be taken back. If it is not about you, say “Not us”."
            )
        if session.exec(select(CorrectionCase.id).where(CorrectionCase.clip_id == clip.id)).first() is not None:
            raise Conflict("A correction case rests on this clip, so it can't be taken back.")
        clip.not_us_at, clip.not_us_by = desk.clock(), actor.id
        session.add(clip)
        return _changed(session, desk, actor, clip, "clipping.undone")


def restore(desk: Desk, *, actor: Actor, clip_id: int) -> Clipping:
    """Brings a clip back that was taken back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = session.get(Clip, clip_id)
        if row is None or row.team_id != actor.team_id:
            raise NotFound("There is no such clip.")
        clip = clips.make(session, desk, article_id=row.article_id, added_by=actor.id)
        return _changed(session, desk, actor, clip, "clipping.restored")


def _changed(session: Session, desk: Desk, actor: Actor, clip: Clip, action: str) -> Clipping:
    """Notes what was done with a clip, and has what stands in threads about it shown as it now is."""
    audit.write(session, at=desk.clock(), actor=actor.id, action=action, object=f"clip:{clip.id}")
    subject = f"clipping:{clip.id}"
    for place in session.exec(select(Posting).where(Posting.kind == "clipping", Posting.subject == subject)):
        outbox.put(
            session,
            at=desk.clock(),
            kind="clip_told",
            lane=place.conversation,
            clip=clip.id,
            channel=place.conversation,
            thread="",
        )
    return of(session, clip)


def _checked(desk: Desk, entry: ClippingEntry) -> ClippingEntry:
    wrong: dict[str, str] = {}
    kept: dict[str, str] = {}
    for name, what, most, blank in (
        ("outlet", "The outlet", 200, False), ("title", "The headline", 1_000, False), ("text", "The text", LONGEST_TEXT, True),
        ("journalist", "The name", 300, True), ("place", "Where it stood", 100, True),
    ):  # fmt: skip
        try:
            said = taken(getattr(entry, name), what=what, most=most, field=name, blank=blank)
        except Invalid as problem:
            wrong |= problem.fields
            continue
        kept[name] = said if name == "text" else one_line(said)
    if entry.at is not None and entry.at > desk.clock():
        wrong["at"] = "That is still to come."
    if wrong:
        raise Invalid(next(iter(wrong.values())), **wrong)
    return ClippingEntry(medium=entry.medium, at=entry.at, address=entry.address, **kept)


def _row(session: Session, actor: Actor, clip_id: int) -> Clip:
    row = session.get(Clip, clip_id, with_for_update=True)
    if row is None or row.team_id != actor.team_id or row.not_us_at is not None:
        raise NotFound("That clip was taken back, or said not to be about you.")
    return row
