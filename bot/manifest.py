"""The Slack app's manifest, rendered from code: what the desk asks of a workspace, and what for.

Field names: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.errors import DeskError

MESSAGE_SHORTCUT = "log_message"
GLOBAL_SHORTCUT = "new_inquiry"
CALLED_SHORTCUT = "journalist_called"

SCOPES_NEEDED = {
    "commands": "the slash command and the shortcuts",
    "chat:write": "cards, replies and reminders",
    "app_mentions:read": "an inquiry handed over by mentioning the desk",
    "im:history": "an inquiry handed over in a direct message",
    "im:write": "opening a direct message, for approvals and restricted inquiries",
    "users:read": "names, time zones, and who is a guest",
    "channels:read": "seeing whether the desk is in its channel",
    "groups:read": "the same where that channel is private",
    "files:read": "taking in calendars and lists that somebody puts into a form",
    "files:write": "handing over documents and charts as files",
}
SCOPES_INTAKE = {
    "channels:history": "offering to log each new message of the intake channel, and clips of links dropped into coverage channels",
    "groups:history": "the same where that channel is private",
}
SCOPES_OPTIONAL = {
    "users:read.email": "knowing colleagues by their e-mail addresses",
    "reactions:write": "marking a message as logged",
}

EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
EVENTS_INTAKE = ("message.channels", "message.groups")
EVENTS_PATH = "/slack/events"


def render(*, command: str = "/press", url: str | None = None, intake: bool = False) -> dict[str, Any]:
    """The manifest, ready for Slack's "Create app from manifest".

    Without `url` the desk reaches Slack over Socket Mode; with it (the desk's public https address) Slack reaches the desk.
    `intake` asks in addition for what an intake channel needs.
    """
    address = _endpoint(url) if url else None
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Pressdesk",
            "description": "Media inquiries logged in seconds and answered with approved words.",
            "background_color": "#1d3b4f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Pressdesk", "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": [_command(command, address)],
        },
        "oauth_config": {"scopes": _scopes(intake)},
        "settings": {
            "event_subscriptions": _at(address) | {"bot_events": sorted(EVENTS + (EVENTS_INTAKE if intake else ()))},
            "interactivity": {"is_enabled": True} | _at(address),
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


def _shortcuts() -> list[dict[str, str]]:
    return [
        {
            "name": "Log as media inquiry",
            "type": "message",
            "callback_id": MESSAGE_SHORTCUT,
            "description": "Logs this message as an inquiry, with a link back",
        },
        {
            "name": "New media inquiry",
            "type": "global",
            "callback_id": GLOBAL_SHORTCUT,
            "description": "Logs an inquiry that came by phone or mail",
        },
        {
            "name": "A journalist called me",
            "type": "global",
            "callback_id": CALLED_SHORTCUT,
            "description": "What to say, what not, and how to pass it on",
        },
    ]


def _command(command: str, address: str | None) -> dict[str, Any]:
    # Unescaped, a mention in what is typed would arrive as bare text, and could not be told from one.
    return {
        "command": command,
        "description": "The press desk",
        "usage_hint": "new, list, mine, overdue, show PR-12, release, statements, brief PR-12, rehearse I-4, debrief I-4, find beds, said beds, lines beds, fact beds, house beds, exclusives, who castellane, lists, speakers, interview PR-12, interviews, pitch, called, primer, lead, leads, consent, events E-3, calendar month, cases, coverage shelter, digest, watch gazette.example, clip, report last week, status, duty, handover, team, help",
        "should_escape": True,
    } | ({"url": address} if address else {})


def _scopes(intake: bool) -> dict[str, list[str]]:
    # Slack wants an optional scope in both lists.
    asked = [*SCOPES_NEEDED, *(SCOPES_INTAKE if intake else ()), *SCOPES_OPTIONAL]
    return {"bot": sorted(asked), "bot_optional": sorted(SCOPES_OPTIONAL)}


def _at(address: str | None) -> dict[str, str]:
    return {"request_url": address} if address else {}


def _endpoint(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment:
        raise DeskError("Slack needs the public https address of the desk, such as https://desk.example.org.")
    path = parts.path.rstrip("/")
    return f"https://{parts.netloc}{path if path.endswith(EVENTS_PATH) else path + EVENTS_PATH}"
