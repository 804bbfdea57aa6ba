"""Statements of their own: the commands that start, list and show them."""

from __future__ import annotations

import re

from bot import statements
from bot.authority import NEEDS, RANK, authorize
from bot.statements import StatementRecord, Which
from bot.views import statement_cards as views
from bot.views.blocks import Block, modal
from bot.views.contributors import flag
from handlers import incoming
from handlers.requests import Listeners, Request
from handlers.statements import new_view, out


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"statement_list:.+"), turn)
    listeners.action(re.compile(r"statement_show:\d+(:home)?"), show)


def release_from_command(request: Request) -> None:
    """`/press release [title]`: the form of a statement of its own."""
    authorize(request.actor, "work")
    title = incoming.plain(request.body.get("text") or "").partition(" ")[2].strip()
    view = new_view(request, title[:250])
    request.ack()
    request.show(view)


def list_from_command(request: Request) -> None:
    """`/press statements [which]`."""
    words = incoming.words(request.body.get("text") or "")[1:]
    asked = words[0].lower() if words else "all"
    which: Which = next((one for one in statements.WHICH if one.startswith(asked)), "all")
    blocks = _page(request, which, 1)
    request.ack()
    request.say("Statements", blocks)


def _page(request: Request, which: Which, page: int) -> list[Block]:
    found = statements.listing(request.desk, actor=request.actor, which=which, page=page)
    return views.listing(found, may_start=request.actor.rank >= RANK[NEEDS["work"]])


def turn(request: Request) -> None:
    asked, _, page = request.value.partition(":")
    which: Which = next((one for one in statements.WHICH if one == asked), "all")
    blocks = _page(request, which, int(page))
    request.ack()
    if request.in_modal:
        return request.replace(modal("Statements", blocks))
    if request.body.get("response_url"):
        return request.swap("Statements", blocks)
    request.show(modal("Statements", blocks))


def is_reference(text: str) -> bool:
    """Whether somebody asks for a statement rather than an inquiry: S-12."""
    return re.match(r"\s*s[\s\-–—]*\d", text, re.IGNORECASE | re.ASCII) is not None


def show_from_command(request: Request, reference: str) -> None:
    """`/press show S-12`."""
    found = statements.by_reference(request.desk, actor=request.actor, reference=reference)
    blocks = _shown(request, found)
    request.ack()
    request.say(found.statement.reference, blocks)


def show(request: Request) -> None:
    found = statements.by_id(request.desk, actor=request.actor, statement_id=int(request.value))
    view = modal(f"Statement {found.statement.reference}", _shown(request, found))
    request.ack()
    request.show(view)


def _shown(request: Request, found: StatementRecord) -> list[Block]:
    original = statements.original_of(request.desk, actor=request.actor, statement=found.statement)
    translations = statements.translations_of(request.desk, actor=request.actor, statement_id=found.statement.id or 0)
    named, gone = statements.unconsented_now(request.desk, actor=request.actor, statement_id=found.statement.id or 0)
    return [*flag(sent=gone, named=named), *views.shown(found, original, translations, out(request, found))]
