"""Coverage channels on screen: which there are, and the form of one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.channels import USUAL
from bot.models import CoverageChannel, Team
from bot.views import words
from bot.views.blocks import Block, actions, button, channel, choices, escaped, field, modal, note, section, typed

SECTIONS = {
    "needs": "Needs you: negative coverage in tier 1, misquotes, answers that ran", "stories": "Top stories",
    "spokespeople": "Spokespeople quoted", "messages": "Messages landed", "quiet": "The rest, as a count",
    "feeds": "Feeds that are broken", "peers": "Peers: counts and top headline", "topics": "Topics: counts and top headline",
}  # fmt: skip
ALSO = {
    "takes_links": "A link posted here becomes a clip", "alerts": "Alerts come here",
    "weekly_report": "The weekly report comes here", "monthly_report": "The monthly report comes here",
}  # fmt: skip


def hub(rows: Sequence[CoverageChannel], *, may_manage: bool, said: str = "") -> Block:
    """Every coverage channel with its state, and what a manager may do with it."""
    blocks: list[Block] = [section(said)] if said else []
    if may_manage:
        blocks.append(actions(button("Add a channel", "coverage_channel_add", style="primary" if not rows else None)))
    for row in rows:
        blocks.append(section(f"<#{row.channel}>\n{_when(row)} · {_state(row)}"))
        if may_manage:
            value = str(row.id)
            steps = [
                button("Preview", f"coverage_channel_preview:{value}", value),
                button("Change", f"coverage_channel_edit:{value}", value),
            ]
            if row.previewed_at and not row.stopped_at:
                steps.append(button("Stop sending", f"coverage_channel_stop:{value}", value))
            blocks.append(actions(*steps, block_id=f"coverage_channel:{value}"))
    if not rows:
        blocks.append(section("No channel gets a coverage digest yet."))
    blocks.append(note("A first digest is sent once somebody has looked at its preview and pressed *Start sending*."))
    if not may_manage:
        blocks.append(note("These settings are changed by an admin of the press desk."))
    return modal("Coverage digests", blocks)


def form(row: CoverageChannel | None, team: Team) -> Block:
    """The form of one channel's choices."""
    kept = row or CoverageChannel(
        team_id=team.id, channel="", zone=team.zone, sections=list(USUAL), added_by="", added_at=team.created_at
    )
    also = [name for name in ALSO if getattr(kept, name)]
    blocks = [
        field("Time zone", typed("zone", kept.zone, most=60), optional=False),
        field("Digest at", typed("time", kept.time, most=5, example="07:30"), optional=False),
        field("On", choices("days", words.WEEKDAY, kept.days), optional=False),
        field("Sections", choices("sections", SECTIONS, kept.sections, boxes=True)),
        field("Also", choices("also", ALSO, also, boxes=True)),
        field("Alerts a day at most", typed("daily_alerts", str(kept.daily_alerts), most=2), optional=False,
              hint="One message a story. What is over the limit is named in the next digest."),
    ]  # fmt: skip
    if row is None:
        blocks.insert(0, field("Channel", channel("channel"), optional=False, hint="Invite the bot there first."))
    else:
        blocks.insert(0, section(f"<#{row.channel}>"))
    carries = {"channel": row.id} if row else {}
    return modal("Coverage digest", blocks, callback_id="coverage_channel", submit="Save", close="Cancel", carries=carries)


def lost(row: CoverageChannel, why: str) -> tuple[list[Block], str]:
    """That Slack lets nothing be posted to a channel, and how it goes on."""
    reason = {
        "not_in_channel": "the press desk is not in it any more", "is_archived": "it is archived",
        "channel_not_found": "it is gone, or private and the press desk is not in it",
    }.get(why, why)  # fmt: skip
    text = "A coverage channel can't be posted to: digests, alerts and reports for it have stopped."
    return [
        section(f"⏸️ *Digests, alerts and reports for <#{row.channel}> have stopped:* {escaped(reason)}."),
        note("Invite the press desk there, then look at the preview and press *Start sending*. `/press status` has what could not be posted."),
        actions(button("Coverage channels", "coverage_channels")),
    ], text  # fmt: skip


def _when(row: CoverageChannel) -> str:
    days = "weekdays" if row.days == list(words.WEEKDAY)[:5] else "every day" if len(row.days) == 7 else ", ".join(row.days)
    alerts = f"alerts, {row.daily_alerts} a day at most" if row.alerts else "no alerts"
    return f"{row.time} {row.zone}, {days} · {alerts}"


def _state(row: CoverageChannel) -> str:
    if row.stopped_at:
        return "⏸️ stopped"
    return "✅ sending" if row.previewed_at else "👀 waits for its preview"
