"""Feeds on screen: how they are, those in trouble, adding one, and what was found at an address."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.authority import Actor
from bot.coverage.archives import ArchivePage
from bot.coverage.discoveries import Found
from bot.coverage.sources import Source, source
from bot.coverage.subscriptions import FeedPage, FeedRecord
from bot.models import FeedState
from bot.text import shortened
from bot.views.blocks import (
    METADATA,
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    divider,
    fallback,
    field,
    header,
    line,
    modal,
    note,
    option,
    rich,
    sure,
    typed,
)
from bot.views.outlets import TIER
from bot.views.watchterms import may_work

SOURCE = {
    Source.OUTLET: "", Source.GOOGLE_ALERTS: "Google Alerts", Source.GOOGLE_NEWS: "Google News search",
    Source.BING_NEWS: "Bing news search",
}  # fmt: skip
WHICH = {"all": "All", "trouble": "In trouble", "paused": "Paused"}
EVERY_ADDRESS = "A site (gazette.example), a feed, a Google Alert's feed, or the page of a Google News or Bing news search."


def listed(page: FeedPage, actor: Actor, said: str = "") -> Block:
    """A page of the feeds, those in trouble first."""
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(f"Feeds, {WHICH[page.which].lower()}: {page.total}"))
    blocks.append(rich(line(how(page))))
    if not page.records:
        blocks.append(rich(line("None is read yet." if page.which == "all" else "There is none.")))
    for one in page.records:
        blocks += row(one, actor)
    turns = [
        button(label, f"feeds_turn:{way}", f"{page.which}:{number}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if turns:
        blocks.append(note(f"Page {page.page} of {page.pages}"))
    filters = [button(label, f"feeds_turn:{which}", f"{which}:1") for which, label in WHICH.items() if which != page.which]
    adding = [button("Add a feed", "feed_new", style="primary")] if may_work(actor) else []
    foot = actions(*turns, *filters, *adding, button("← Watch", "watch_open"))
    return modal("Feeds", [*blocks, divider(), foot], carries={"w": page.which, "p": page.page})


def how(page: FeedPage) -> str:
    """How they are, in a line."""
    parts = [f"{page.well:,} work"]
    if page.troubled:
        parts.append(f"⚠️ {page.troubled:,} in trouble")
    if page.paused:
        parts.append(f"⏸️ {page.paused:,} paused")
    return " · ".join(parts)


def row(record: FeedRecord, actor: Actor) -> list[Block]:
    """One feed, with why it is in trouble and what can be done."""
    one = record.row
    tier = f", {TIER[str(record.tier)].lower()}" if record.tier else ""
    whose = " · ".join(part for part in (SOURCE[source(one.url)], f"{record.outlet}{tier}" if record.outlet else "") if part)
    mark = "⏸️ " if one.state == FeedState.PAUSED else "⚠️ " if record.is_in_trouble else ""
    told = [line(f"{mark}", bold(shortened(one.title or one.url, 150)), f" · {whose}" if whose else "")]
    if one.title:
        told.append(line(shortened(one.url, 200)))
    told.append(line(*_health(record)))
    return [rich(*told), *([actions(*_steps(record))] if may_work(actor) else [])]


def _health(record: FeedRecord) -> list[Part]:
    one = record.row
    went: list[Part] = ["It last went well ", date(one.read_at), "."] if one.read_at else ["It has not been read yet."]
    if one.state == FeedState.STOPPED:
        return [f"Stopped: {one.problem or 'it is not there any more.'} ", *went]
    if record.is_in_trouble:
        return [f"{one.problem or 'It could not be read.'} ", *went]
    newest: list[Part] = [" Newest article ", date(one.new_at), "."] if one.new_at else []
    return [*went, *newest]


def _steps(record: FeedRecord) -> list[Block]:
    one, value = record.row, str(record.row.id)
    ask = sure("Read it no more?", "The feed is forgotten; its articles and clips stay. You can add it again.", "Remove")
    paused = one.state == FeedState.PAUSED
    found = [] if paused else [button("Try now", f"feed_try:{value}", value)]
    found.append(
        button("Read again", f"feed_resume:{value}", value) if paused else button("Pause", f"feed_pause:{value}", value)
    )
    return [*found, button("Edit", f"feed_edit:{value}", value), button("Remove", f"feed_remove:{value}", value, sure=ask)]


def new(address: str = "", said: str = "", *, turn: int = 0) -> Block:
    """Where to look for a feed."""
    blocks = [rich(line(f"⚠️ {said}"))] if said else []
    asked = field(
        "Address", typed("url", address, most=2000, example="gazette.example"), hint=EVERY_ADDRESS, optional=False,
        block_id=f"url:{turn}",
    )  # fmt: skip
    return modal("Add a feed", [*blocks, asked], callback_id="feed_find", submit="Look", close="Cancel", carries={"t": turn})


def looking(address: str, external_id: str = "") -> Block:
    """While the site is asked."""
    shown = [
        rich(line("Loading… Looking for feeds at ", bold(shortened(address, 200)), ".")),
        note("This takes up to half a minute. You may close this; the answer then comes as a message."),
    ]
    view = modal("Add a feed", shown)
    return {**view, "external_id": external_id} if external_id else view


def choose(found: Sequence[Found], *, outlet: str = "", tier: int | None = None, outlets: Sequence[str] = ()) -> Block:
    """What was found, with the newest headlines, to choose from; whose it is and its tier."""
    found = _carriable(found)
    fresh = [one for one in found if not one.known]
    blocks: list[Block] = []
    for one in found:
        blocks.append(rich(*described(one)))
    if not fresh:
        blocks.append(rich(line("Nothing is left to add.")))
        return modal("Add a feed", [*blocks, actions(button("← Watch", "watch_open"))])
    names = {str(number): shortened(one.title or one.url, 70) for number, one in enumerate(found) if not one.known}
    radio: Block = {
        "type": "radio_buttons", "action_id": "found", "options": [option(key, label) for key, label in names.items()],
    }  # fmt: skip
    radio["initial_option"] = radio["options"][0]
    whose = (
        "Its articles say themselves whose they are; leave it empty." if _is_search(fresh) else "The name people know it by."
    )
    blocks += [
        field("Which one", radio, optional=False),
        field("Outlet", typed("outlet", outlet, most=200), hint=whose, optional=True),
        field(
            "Tier", choice("tier", TIER, str(tier or "none")), hint="1 matters most. You set it; it can be changed any time."
        ),
    ]
    carries = {"f": [_carried(one) for one in found]}
    return modal("Add a feed", blocks, callback_id="feed_add", submit="Add", close="Cancel", carries=carries)


def _carried(one: Found) -> list[str]:
    return [one.url, one.title[:100], one.site[:300]]


def _carriable(found: Sequence[Found]) -> list[Found]:
    """As many as the form can carry; one address always fits."""
    kept: list[Found] = []
    for one in found:
        if len(json.dumps([_carried(each) for each in (*kept, one)])) <= METADATA - 50:
            kept.append(one)
    return kept


def described(one: Found) -> list[Block]:
    """One feed that was found."""
    kind = SOURCE[source(one.url)]
    told = [line(bold(shortened(one.title or one.url, 150)), f" · {kind}" if kind else ""), line(shortened(one.url, 200))]
    if one.known:
        told.append(line("☑️ This feed is read already."))
    if one.headlines:
        told.append(bullets([[shortened(each.title, 150), *_on(each.published)] for each in one.headlines]))
    elif not one.known:
        told.append(line("There is nothing in it just now."))
    return told


def _on(published) -> list[Part]:  # type: ignore[no-untyped-def]
    return [" · ", date(published, "{date_short_pretty}")] if published else []


def _is_search(found: Sequence[Found]) -> bool:
    return all(source(one.url) != Source.OUTLET for one in found)


def found_told(address: str, found: Sequence[Found]) -> tuple[list[Block], str]:
    """The same as a message, for whoever closed the form. Each button opens the form of that one."""
    said = f"Found {len(found)} feed{'s' if len(found) != 1 else ''} at {shortened(address, 200)}."
    blocks = [rich(line(said))]
    for number, one in enumerate(found):
        blocks.append(rich(*described(one)))
        if not one.known and len(one.url) <= 1_900:
            blocks.append(actions(button("Add this one…", f"feed_found:{number}", one.url)))
    return blocks, fallback(said)


def refused_told(address: str, why: str) -> tuple[list[Block], str]:
    """That nothing was found, as a message."""
    return [rich(line("⚠️ ", bold(shortened(address, 200)), ": ", why))], fallback(f"{shortened(address, 200)}: {why}")


def edit(record: FeedRecord) -> Block:
    """A feed's title and whose it is."""
    one = record.row
    blocks = [
        field("Address", typed("url", one.url, most=2000), hint="Another one where the feed moved.", optional=False),
        field("Title", typed("title", one.title, most=300)),
        field("Outlet", typed("outlet", record.outlet, most=200), hint="Empty for a search that finds many outlets' articles."),
        field("Tier of the outlet", choice("tier", TIER, str(record.tier or "none"))),
        actions(button("Look for its older articles", f"feed_archive:{one.id}", str(one.id))),
    ]
    return modal("Edit a feed", blocks, callback_id="feed_save", submit="Save", close="Cancel", carries={"i": one.id})


def archive_begun(record: FeedRecord, external_id: str) -> Block:
    """Before the first page of an archive is read."""
    shown = [
        rich(line("Loading… Looking for older articles of ", bold(shortened(record.row.title or record.row.url, 150)), ".")),
        note("You may close this; a message says when it is done."),
    ]
    return {**modal("Older articles", shown), "external_id": external_id}


def archive(page: ArchivePage) -> Block:
    """How far an archive is read."""
    told = [rich(line(_archived(page)))]
    if page.next:
        told.append(note("You may close this; a message says when it is done."))
    return modal("Older articles", [*told, actions(button("← Watch", "watch_open"))])


def archive_told(page: ArchivePage) -> tuple[list[Block], str]:
    """The end of it as a message."""
    said = f"{shortened(page.feed.title or page.feed.url, 150)}: {_archived(page)}"
    return [rich(line(said))], fallback(said)


def _archived(page: ArchivePage) -> str:
    if page.why:
        return f"⚠️ {page.why}"
    pages = f"{page.number} page{'s' * (page.number != 1)}"
    if page.next:
        return f"⏳ Read {pages}: {page.found:,} older articles so far."
    return f"✅ Read {pages}: {page.found:,} article{'s' * (page.found != 1)} not here yet. Each counts for the day it was published on."
