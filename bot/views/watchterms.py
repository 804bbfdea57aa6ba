"""Watch terms on screen: the list, the form with what it would have found, and how far older articles were looked through."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.coverage.tries import Tried
from bot.coverage.watchterms import TermEntry, TermPage, TermRecord
from bot.models import TermKind, WatchTerm
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    choices,
    fallback,
    field,
    header,
    line,
    modal,
    note,
    rich,
    sure,
    typed,
)

KIND = {
    TermKind.US: "Us", TermKind.CAMPAIGN: "Campaign", TermKind.SPOKESPERSON: "Spokesperson", TermKind.PEER: "Peer",
    TermKind.TOPIC: "Topic",
}  # fmt: skip
MEANS = {
    TermKind.US: "Us: makes a clip", TermKind.CAMPAIGN: "Campaign of ours: makes a clip",
    TermKind.SPOKESPERSON: "Spokesperson of ours: makes a clip", TermKind.PEER: "Peer: for comparison, no clip",
    TermKind.TOPIC: "Topic: for context, no clip",
}  # fmt: skip
EXACT = {"yes": "Exactly as written: capitals count"}
LISTS = {
    "aliases": ("Also called", "One a line. An abbreviation, an older name."),
    "phrases": ("Phrases", "One a line; any of them counts. “rent NEAR/8 arrears” finds both within 8 words, “homeless*” any ending."),
    "exclude": ("Not where it says", "One a line. A namesake's longer name, such as “Lantern Shelter Brewery”."),
    "context": ("Context words", "One a line. Words that stand near a name that is also an everyday word: charity, homeless."),
}  # fmt: skip


def listed(page: TermPage, actor: Actor, said: str = "") -> Block:
    """A page of the terms, each with what can be done to it."""
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(f"Watch terms: {page.total}"))
    if not page.records:
        blocks.append(rich(line("Nothing is watched yet. Begin with the name of your organisation.")))
    for one in page.records:
        blocks += row(one, actor)
    turns = [
        button(label, f"terms_turn:{way}", str(number))
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if turns:
        blocks.append(note(f"Page {page.page} of {page.pages}"))
    adding = [button("Add a term", "term_new", style="primary")] if may_work(actor) else []
    return modal("Watch terms", [*blocks, actions(*turns, *adding, button("← Watch", "watch_open"))], carries={"p": page.page})


def row(record: TermRecord, actor: Actor) -> list[Block]:
    """One term in the list."""
    one = record.row
    paused = "" if one.active else " · ⏸️ paused"
    told = [line(bold(shortened(one.name, 100)), f" · {KIND[one.kind]}{paused} · {record.lately:,} in 28 days")]
    if more := _more(one):
        told.append(line(shortened(more, 300)))
    if record.is_filling:
        told.append(line(filling(one)))
    return [rich(*told), *([actions(*_steps(record))] if may_work(actor) else [])]


def _more(one: WatchTerm) -> str:
    parts = [
        f"{label.lower()}: {', '.join(said)}"
        for label, said in (
            ("also", one.aliases), ("phrases", one.phrases), ("not where it says", one.exclude), ("with", one.context)
        ) if said
    ]  # fmt: skip
    return "; ".join([*parts, *(["exactly as written"] if one.case_sensitive else [])])


def _steps(record: TermRecord) -> list[Block]:
    one, value = record.row, str(record.row.id)
    ask = sure(
        "Stop watching for it?", "The term and which articles meant it are forgotten. Clips that came of it stay.", "Remove"
    )
    found = [button("Edit", f"term_edit:{value}", value)]
    if one.before:
        found.append(button("Undo the last change", f"term_undo:{value}", value))
    found.append(
        button("Pause", f"term_pause:{value}", value) if one.active else button("Watch again", f"term_resume:{value}", value)
    )
    if one.kind != TermKind.TOPIC or one.phrases or one.aliases:
        found.append(button("Add its news searches", f"term_search:{value}", value))
    return [*found, button("Remove", f"term_remove:{value}", value, sure=ask)]


def form(
    entry: TermEntry, *, term_id: int = 0, seen: int = 0, turn: int = 0, tried: Tried | None = None, said: str = ""
) -> Block:  # fmt: skip
    """The form of a term, new or as it now is, with what it would have found where that was tried."""

    def put(label: str, element: Block, *, hint: str = "", needed: bool = False) -> Block:
        return field(label, element, hint=hint, optional=not needed, block_id=f"{element['action_id']}:{turn}")

    blocks: list[Block] = [rich(line(said))] if said else []
    blocks += outcome(tried) if tried else []
    blocks += [
        put("Name", typed("name", entry.name, most=200, example="As articles write it"), needed=True),
        put("What it is", choice("kind", words.by_value(MEANS), entry.kind.value), needed=True),
        *(
            put(label, typed(name, "\n".join(getattr(entry, name)), lines=True), hint=hint)
            for name, (label, hint) in LISTS.items()
        ),
        put("Letters", choices("case_sensitive", EXACT, ["yes"] if entry.case_sensitive else [], boxes=True)),
        actions(button("Try it on what is stored", "term_try"), block_id=f"try:{turn}"),
        note("Saving looks through older articles too; you see how far that is."),
    ]
    return modal(
        "Edit a term" if term_id else "Add a term", blocks, callback_id="term_save", submit="Save", close="Cancel",
        carries={"i": term_id, "v": seen, "t": turn},
    )  # fmt: skip


def outcome(tried: Tried) -> list[Block]:
    """What a term would have found."""
    if not tried.looked:
        told = "No article is stored yet, so there is nothing to try it on."
    else:
        told = f"It would have matched {tried.found:,} of the last {tried.looked:,} articles{':' if tried.titles else '.'}"
    blocks = [rich(line(bold(told)), *([bullets([[shortened(one, 150)] for one in tried.titles])] if tried.titles else []))]
    return blocks + [rich(line(f"⚠️ {doubt}")) for doubt in tried.doubts[:3]]


def filling(one: WatchTerm) -> str:
    """How far it is."""
    return f"⏳ Looked through {one.looked:,} of {one.to_look:,} older articles."


def saved(record: TermRecord, *, doubts: Sequence[str] = (), found: int | None = None) -> Block:
    """What a form is answered with, and then what it shows while older articles are looked through."""
    one = record.row
    told = [line("✅ Watching for ", bold(shortened(one.name, 100)), ".")]
    if record.is_filling:
        told.append(line(filling(one)))
    elif found is not None:
        told.append(line(ended(one, found)))
    blocks = [rich(*told), *(rich(line(f"⚠️ {doubt}")) for doubt in doubts[:3])]
    if record.is_filling:
        blocks.append(note("You may close this: a message says when it is done."))
    value = str(one.id)
    back = [button("Edit", f"term_edit:{value}", value), button("Add its news searches", f"term_search:{value}", value)]
    return modal("Watch term", [*blocks, actions(*back, button("← Watch", "watch_open"))])


def ended(one: WatchTerm, found: int) -> str:
    """That a fill is over."""
    return f"Looked through {one.looked:,} older article{'s' * (one.looked != 1)}: {found:,} mean{'s' * (found == 1)} it."


def told(one: WatchTerm, found: int) -> tuple[list[Block], str]:
    """The same as a message."""
    said = f"{shortened(one.name, 100)}: {ended(one, found)}"
    return [rich(line(bold(shortened(one.name, 100)), ": ", ended(one, found)))], fallback(said)


def may_work(actor: Actor) -> bool:
    return actor.rank >= RANK[NEEDS["work"]]
