"""The coverage digest on demand; the channels' own comes by the clock."""

from __future__ import annotations

from datetime import datetime

from bot.authority import NEEDS, RANK, authorize
from bot.coverage import digests
from bot.coverage.digests import Which
from bot.errors import Invalid
from bot.views import coverage_digests as views
from bot.views.blocks import Block, actions, button, sure
from handlers import coverage_channels
from handlers.requests import Listeners, Request

ASKED: dict[str, Which] = {"now": "now", "yesterday": "yesterday", "week": "week"}


def register(listeners: Listeners) -> None:
    coverage_channels.register(listeners)
    listeners.action("coverage_digest_open", from_button)
    listeners.action("coverage_digest_post", post)


def from_command(request: Request, word: str) -> None:
    """`/press digest now|yesterday|week|settings`."""
    if word == "settings":
        return coverage_channels.from_command(request)
    if word not in ASKED:
        raise Invalid("Say `digest`, `digest now`, `digest yesterday`, `digest week` or `digest settings`.")
    _show(request, ASKED[word])


def from_button(request: Request) -> None:
    _show(request, "now")


def _show(request: Request, which: Which) -> None:
    where = request.body.get("channel_id") or (request.body.get("channel") or {}).get("id") or ""
    authorize(request.actor, "look")

    def build() -> tuple[str, list[Block]]:
        shown = digests.asked(request.desk, actor=request.actor, which=which, conversation=where)
        blocks = views.digest(shown, thread=False)
        if shown.channel is not None and request.actor.rank >= RANK[NEEDS["work"]]:
            value = f"{shown.told.since.isoformat()}|{shown.told.until.isoformat()}"
            ask = sure("Post it here?", "Everybody in this channel will see it.", "Post")
            blocks.append(actions(button("Post here", "coverage_digest_post", value, sure=ask)))
        return views.digest_text(shown), blocks

    request.ack()
    request.say_slowly(build)


def post(request: Request) -> None:
    since, _, until = request.value.partition("|")
    digests.post_here(
        request.desk, actor=request.actor, conversation=request.body["channel"]["id"],
        since=datetime.fromisoformat(since), until=datetime.fromisoformat(until),
    )  # fmt: skip
    request.ack()
