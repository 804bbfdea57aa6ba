"""The fictional workspace every new world starts with: one charity, five people, four channels and the bot."""

from typing import Any

TEAM: dict[str, Any] = {"id": "T0LANTERN", "name": "Harbour Light Trust", "domain": "harbour-light"}
APP_ID = "A0PRESSDESK"
BOT_ID = "B0PRESSDESK"
BOT_USER = "U0PRESSDESK"
BOT_NAME = "pressdesk"
BOT_TOKEN = "xoxb-sandbox-bot"
APP_TOKEN = "xapp-sandbox-app"
SIGNING_SECRET = "sandbox-signing-secret"
VERIFICATION_TOKEN = "sandbox-verification-token"

SCOPES = (
    "commands,chat:write,app_mentions:read,im:history,users:read,channels:read,groups:read,channels:history,"
    "groups:history,files:read,files:write,users:read.email,reactions:write,im:write"
)


def _person(user_id: str, name: str, title: str, tz: str, color: str, **flags: bool) -> dict[str, Any]:
    first, last = name.split()
    return {
        "id": user_id,
        "name": f"{first}.{last}".lower(),
        "real_name": name,
        "title": title,
        "tz": tz,
        "color": color,
        "email": f"{first}@harbourlight.example".lower(),
        "is_bot": False,
        "is_admin": flags.get("is_admin", False),
        "is_restricted": flags.get("is_restricted", False),
        "is_ultra_restricted": flags.get("is_ultra_restricted", False),
        "deleted": False,
    }


def people() -> dict[str, dict[str, Any]]:
    """The five people and the bot user, by user id."""
    bot = _person(BOT_USER, "Press Desk", "", "Europe/London", "4a154b")
    bot |= {"name": BOT_NAME, "real_name": "Pressdesk", "email": "", "is_bot": True}
    everyone = [
        _person("U0MARA", "Mara Quill", "Communications manager", "Europe/London", "c2410c", is_admin=True),
        _person("U0TOBI", "Tobi Fenwick", "Communications officer", "Europe/London", "0f766e"),
        _person("U0DINAH", "Dinah Osei", "Executive director", "Europe/London", "6d28d9"),
        _person("U0PRIYA", "Priya Vance", "Programme lead", "America/New_York", "1d4ed8"),
        _person(
            "U0GUS", "Gus Hale", "Volunteer (guest)", "Europe/London", "57534e",
            is_restricted=True, is_ultra_restricted=True,
        ),
        bot,
    ]  # fmt: skip
    return {person["id"]: person for person in everyone}


def channel(channel_id: str, name: str, members: list[str], topic: str = "", **kind: Any) -> dict[str, Any]:
    """A conversation as the world keeps it; `kind` may set is_im, is_private, is_archived, user and created."""
    empty = {"is_im": False, "is_private": False, "is_archived": False, "user": None, "created": 1704067200}
    return {"id": channel_id, "name": name, "members": members, "topic": topic} | empty | kind


def channels() -> dict[str, dict[str, Any]]:
    """The four channels, by channel id. The bot is a member of the first two."""
    everyone = [
        channel("C0DESK", "press-desk", [BOT_USER, "U0MARA", "U0TOBI", "U0DINAH"], "One card per inquiry"),
        channel("C0INTAKE", "press-inbox", [BOT_USER, "U0MARA", "U0TOBI", "U0PRIYA"], "What came in today"),
        channel("C0GENERAL", "general", ["U0MARA", "U0TOBI", "U0DINAH", "U0PRIYA", "U0GUS"], "Everyone"),
        channel("C0NOBOT", "coverage", ["U0MARA", "U0TOBI", "U0DINAH"], "What was printed"),
    ]
    return {one["id"]: one for one in everyone}


def manifest() -> dict[str, Any]:
    """What the app has registered until its own manifest is posted to the control API."""
    press = {"command": "/press", "description": "The press desk", "usage_hint": "new | list | mine | help"}
    return {
        "display_information": {"name": "Pressdesk"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [press | {"should_escape": True}],
            "shortcuts": [
                {"type": "message", "callback_id": "log_message", "name": "Log as media inquiry"},
                {"type": "global", "callback_id": "new_inquiry", "name": "New media inquiry"},
                {"type": "global", "callback_id": "journalist_called", "name": "A journalist called me"},
            ],
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": [
                    "app_mention", "message.im", "message.channels", "message.groups",
                    "app_home_opened", "app_uninstalled", "tokens_revoked",
                ],
            },
        },
    }  # fmt: skip
