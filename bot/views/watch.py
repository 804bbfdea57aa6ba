"""Watch on screen: where the desk reads, what for, and whose it is; for a newcomer, where to begin."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import Actor
from bot.coverage.watching import Board
from bot.models import TermKind, WatchTerm
from bot.text import shortened
from bot.views import feeds, outlets, watchterms
from bot.views.blocks import Block, actions, bold, button, divider, header, line, modal, note, rich
from bot.views.blocks import field as form_field
from bot.views.files import upload
from bot.views.watchterms import KIND, may_work

NAMED = 5  # Terms of a kind whose names are shown.
OPML = ("opml", "xml")


def hub(board: Board, actor: Actor, said: str = "") -> Block:
    """All of it in one view."""
    blocks: list[Block] = [rich(line(said))] if said else []
    if not board.terms or not board.every_feed:
        blocks += _begin(board, actor)
    blocks.append(header("Feeds"))
    blocks.append(rich(line(feeds.how(board.feeds) if board.every_feed else "No feed is read yet.")))
    for one in board.feeds.records:
        blocks += feeds.row(one, actor)
    if board.feeds.troubled > len(board.feeds.records):
        blocks.append(note(f"{board.feeds.troubled - len(board.feeds.records)} more are in trouble."))
    blocks.append(
        actions(
            *([button("Add a feed", "feed_new", style="primary")] if may_work(actor) else []),
            button("All feeds", "feeds_turn:all", "all:1"),
        )
    )
    blocks += [header("Watch terms"), rich(*_terms(board.terms))]
    blocks.append(
        actions(
            *([button("Add a term", "term_new")] if may_work(actor) else []), button("All terms", "terms_turn:all", "1"),
        )
    )  # fmt: skip
    blocks += [header("Outlets"), rich(line(outlets.tiers(board.tiers))), actions(button("Outlets", "outlets_open"))]
    if may_work(actor):
        blocks += [divider(), actions(button("Import OPML…", "opml_import"), button("Export OPML", "opml_export"))]
    return modal("Watch", blocks)


def _begin(board: Board, actor: Actor) -> list[Block]:
    """The next of the two steps a newcomer takes."""
    if not may_work(actor):
        return [rich(line("Nothing is watched yet. An officer of the press desk sets it up here."))]
    if not board.terms:
        return [
            header("Where to begin"),
            rich(line("1. Say what articles call you: your name, its abbreviations, what isn't you."),
                 line("2. Say where to read: a site's feed, or a news search made of your name.")),
            actions(button(f"Watch for “{shortened(board.name, 40)}”" if board.name else "Add your name", "term_new", "us",
                           style="primary")),
        ]  # fmt: skip
    first = board.terms[0]
    return [
        header("Now: where to read"),
        rich(line("News searches for ", bold(shortened(first.name, 60)), " find most of it. The sites you care for add the rest.")),
        actions(
            button("Add its news searches", f"term_search:{first.id}", str(first.id), style="primary"),
            button("Add a site's feed", "feed_new", "first"),
        ),
    ]  # fmt: skip


def _terms(terms: Sequence[WatchTerm]) -> list[Block]:
    told = []
    for kind in TermKind:
        names = [one.name for one in terms if one.kind == kind]
        if names:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            told.append(line(bold(f"{KIND[kind]}: "), f"{', '.join(shortened(one, 60) for one in names[:NAMED])}{more}"))
    told += [line(f"{shortened(one.name, 60)}: {watchterms.filling(one)}") for one in terms if _is_filling(one)][:5]
    return told or [line("Nothing is watched yet.")]


def _is_filling(one: WatchTerm) -> bool:
    return one.active and one.filled_version < one.version


def import_form() -> Block:
    """The field for a list of feeds."""
    blocks = [
        form_field(
            "An OPML file", upload("file", OPML), optional=False, hint="Most feed readers export one. At most 2,000 feeds."
        ),
        note(
            "Feeds that are read already are skipped. Each new one is asked within the hour, and shows here where it is in trouble."
        ),
    ]
    return modal("Import OPML", blocks, callback_id="opml_import", submit="Import", close="Cancel")
