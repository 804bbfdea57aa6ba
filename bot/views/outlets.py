"""Outlets on screen: the list by tier, one with its form, and making two one."""

from __future__ import annotations

from bot.authority import Actor
from bot.coverage.outlets import KINDS, OutletPage, OutletRecord
from bot.text import shortened
from bot.views.blocks import (
    Block,
    actions,
    bold,
    button,
    choice,
    divider,
    field,
    header,
    line,
    modal,
    note,
    rich,
    sure,
    typed,
)
from bot.views.watchterms import may_work

TIER = {"1": "Tier 1", "2": "Tier 2", "3": "Tier 3", "none": "No tier"}
KIND = {kind: kind.capitalize() for kind in KINDS}


def listed(page: OutletPage, actor: Actor, said: str = "") -> Block:
    """A page of the outlets, of all tiers or of one."""
    blocks: list[Block] = [rich(line(said))] if said else []
    which = f", {TIER[page.tier].lower()}" if page.tier != "all" else ""
    blocks += [header(f"Outlets{which}: {page.total}"), rich(line(tiers(page.tiers)))]
    if not page.records:
        blocks.append(rich(line("There is none. Outlets come with feeds, inquiries and clips.")))
    for one in page.records:
        blocks += row(one, actor)
    turns = [
        button(label, f"outlets_turn:{way}", f"{page.tier}:{number}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if turns:
        blocks.append(note(f"Page {page.page} of {page.pages}"))
    filters = [
        button(label, f"outlets_turn:{tier}", f"{tier}:1")
        for tier, label in {"all": "All", **TIER}.items()
        if tier != page.tier
    ]
    return modal("Outlets", [*blocks, divider(), actions(*turns, *filters, button("← Watch", "watch_open"))])


def tiers(counts: dict[int | None, int]) -> str:
    """How many outlets of each tier there are."""
    return " · ".join(f"{label}: {counts.get(int(tier) if tier != 'none' else None, 0):,}" for tier, label in TIER.items())


def row(record: OutletRecord, actor: Actor) -> list[Block]:
    """One outlet in the list."""
    one = record.row
    about = [TIER[str(one.tier or "none")], *([KIND.get(one.kind, one.kind)] if one.kind else [])]
    if record.parent:
        about.append(f"belongs to {record.parent}")
    counted = [
        f"{count:,} {noun if count == 1 else plural}"
        for count, noun, plural in (
            (record.feeds, "feed", "feeds"), (record.articles, "article", "articles"),
            (record.inquiries, "inquiry", "inquiries"), (record.journalists, "journalist", "journalists"),
        ) if count
    ]  # fmt: skip
    told = [line(bold(shortened(one.name, 100)), f" · {' · '.join(about)}")]
    if counted or one.domains:
        told.append(line(shortened(" · ".join([*one.domains[:3], *counted]), 250)))
    value = str(one.id)
    steps = [button("Edit", f"outlet_edit:{value}", value), button("Same as another…", f"outlet_same:{value}", value)]
    return [rich(*told), actions(button("Open", f"outlet_card:{value}", value), *(steps if may_work(actor) else []))]


def form(record: OutletRecord, *, from_card: bool = False) -> Block:
    """An outlet with all that the desk says of it."""
    one = record.row
    blocks = [
        field("Name", typed("name", one.name, most=200), optional=False),
        field(
            "Tier", choice("tier", TIER, str(one.tier or "none")),
            hint="Set by you; 1 matters most. Clips keep the tier that the outlet had when they came; new ones get this.",
        ),
        field("Kind", choice("kind", KIND, one.kind)),
        field("Belongs to", typed("parent", record.parent, most=200), hint="A group or paper that it is part of."),
        field(
            "Hosts", typed("domains", "\n".join(one.domains), lines=True),
            hint="One a line, such as gazette.example. An article's address then says whose it is.",
        ),
        field("Region", typed("region", one.region, most=200)),
        field("Languages", typed("languages", ", ".join(one.languages), most=1_300), hint="Separated by commas."),
        field("Their deadlines", typed("deadlines", one.deadlines, most=500), hint="“Pages close 16:00, Sunday desk Saturday noon.”"),
    ]  # fmt: skip
    carries = {"i": one.id, **({"card": 1} if from_card else {})}
    return modal("Outlet", blocks, callback_id="outlet_save", submit="Save", close="Cancel", carries=carries)


def same(record: OutletRecord) -> Block:
    """Which outlet it is one with."""
    one = record.row
    blocks = [
        rich(line("Feeds, articles, inquiries, journalists and everything else of ", bold(one.name), " become the other's.")),
        field(
            "The other outlet", typed("into", most=200), optional=False,
            hint="Its name as it is on record. It keeps its own name and tier.",
        ),
    ]  # fmt: skip
    return modal("Same as another", blocks, callback_id="outlet_same", submit="Look", close="Cancel", carries={"i": one.id})


def sure_same(gone: OutletRecord, kept: OutletRecord) -> Block:
    """The question before two become one."""
    value = f"{gone.row.id}:{kept.row.id}"
    ask = sure("Make them one?", "This can't be taken back.", "Make them one")
    blocks = [
        rich(
            line(bold(gone.row.name), " becomes part of ", bold(kept.row.name), "."),
            line(f"{gone.feeds:,} feeds, {gone.articles:,} articles, {gone.inquiries:,} inquiries and {gone.journalists:,} "
                 "journalists are then the other's."),
        ),
        actions(
            button("Make them one", "outlet_merge", value, style="danger", sure=ask), button("Leave them", "outlets_open"),
        ),
    ]  # fmt: skip
    return modal("Same as another", blocks)
