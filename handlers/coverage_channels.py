"""Coverage channels: `/press digest settings`, and the preview that comes before the first digest."""

from __future__ import annotations

import json
import re

from slack_sdk.errors import SlackApiError

from bot import teams
from bot.authority import NEEDS, RANK, authorize
from bot.coverage import channels, digests
from bot.coverage.channels import Choices
from bot.views import coverage_channels as views
from bot.views.blocks import modal
from bot.views.coverage_digests import digest
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("coverage_channels", from_command)
    listeners.action("coverage_channel_add", add)
    listeners.action(re.compile(r"coverage_channel_edit:\d+"), edit)
    listeners.action(re.compile(r"coverage_channel_preview:\d+"), preview)
    listeners.action(re.compile(r"coverage_channel_stop:\d+"), stop)
    listeners.submission("coverage_channel", save)
    listeners.submission("coverage_channel_begin", begin)


def from_command(request: Request) -> None:
    view = _hub(request)
    request.ack()
    request.show(view)


def add(request: Request) -> None:
    authorize(request.actor, "manage")
    team = teams.choices(request.desk, request.actor)
    request.ack()
    request.show(views.form(None, team))


def edit(request: Request) -> None:
    authorize(request.actor, "manage")
    row = channels.get(request.desk, actor=request.actor, channel_id=int(request.value))
    team = teams.choices(request.desk, request.actor)
    request.ack()
    request.show(views.form(row, team))


def save(request: Request) -> None:
    form, chosen = request.form, _carried(request)
    also, most = form.options("also"), form.text("daily_alerts").strip()
    choices = Choices(
        zone=form.text("zone").strip(), time=form.text("time").strip(), days=form.options("days"),
        sections=form.options("sections"), takes_links="takes_links" in also, alerts="alerts" in also,
        daily_alerts=int(most) if most.isdecimal() else -1, weekly_report="weekly_report" in also,
        monthly_report="monthly_report" in also,
    )  # fmt: skip
    if chosen is None:
        row = channels.add(request.desk, actor=request.actor, conversation=form.conversation("channel"), choices=choices)
    else:
        row = channels.change(request.desk, actor=request.actor, channel_id=chosen, choices=choices)
    request.ack()
    _refresh(request, row.channel)


def preview(request: Request) -> None:
    """Exactly what would be posted now, with the button that starts it."""
    chosen = int(request.value)
    authorize(request.actor, "manage")
    row = channels.get(request.desk, actor=request.actor, channel_id=chosen)
    sending = row.previewed_at is not None and row.stopped_at is None
    request.ack()
    request.show(lambda: modal(
        "Preview", digest(digests.preview(request.desk, actor=request.actor, channel_id=chosen)),
        callback_id="coverage_channel_begin", submit="" if sending else "Start sending", close="Back", carries={"channel": chosen},
    ))  # fmt: skip


def begin(request: Request) -> None:
    chosen = _carried(request)
    assert chosen is not None
    channels.begin(request.desk, actor=request.actor, channel_id=chosen)
    request.ack()
    _refresh(request)


def stop(request: Request) -> None:
    channels.stop(request.desk, actor=request.actor, channel_id=int(request.value))
    view = _hub(request)
    request.ack()
    request.replace(view)


def _hub(request: Request, said: str = "") -> dict[str, object]:
    rows = channels.listing(request.desk, actor=request.actor)
    return views.hub(rows, may_manage=request.actor.rank >= RANK[NEEDS["manage"]], said=said)


def _refresh(request: Request, conversation: str = "") -> None:
    """Shows all channels anew, with what is to be done about `conversation`, if anything."""
    root = request.view.get("root_view_id")
    if root and root != request.view["id"]:
        request.replace(lambda: _hub(request, _outside(request, conversation)), view_id=root)


def _carried(request: Request) -> int | None:
    return json.loads(request.view.get("private_metadata") or "{}").get("channel")


def _outside(request: Request, conversation: str) -> str:
    """What to say where Slack has it that the bot is not in the channel: what is sent there would reach nobody."""
    if not conversation:
        return ""
    try:
        there = request.client.conversations_info(channel=conversation)["channel"].get("is_member")
    except SlackApiError as problem:
        there = problem.response["error"] != "channel_not_found"
    return "" if there else f"⚠️ The press desk is not in <#{conversation}>. Invite it there before you start sending."
