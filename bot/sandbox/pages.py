"""What the page is shown: shapes of ``/sandbox/api``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, channels

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


def state(world: World, user: str) -> Json:
    """Team, people, the app, this person's channels, and the commands and shortcuts there are."""
    with world.lock:
        people = [person(one) for one in world.state.people.values() if not one["is_bot"]]
        mine = [channel(world, one, user) for one in world.state.channels.values() if user in one["members"]]
        features = world.state.manifest.get("features", {})
        return {
            "team": {"id": cast.TEAM["id"], "name": cast.TEAM["name"]},
            "me": next((one for one in people if one["id"] == user), None),
            "people": people,
            "bot": app(world),
            "channels": mine,
            "commands": [_command(one) for one in features.get("slash_commands", [])],
            "shortcuts": [
                {"type": one["type"], "callback_id": one["callback_id"], "name": one["name"]}
                for one in features.get("shortcuts", [])
            ],
        }


def app(world: World) -> Json:
    """The app as the page lists it."""
    name = world.state.manifest.get("display_information", {}).get("name") or "Pressdesk"
    return {"id": cast.BOT_ID, "user_id": cast.BOT_USER, "name": name, "connected": world.connected}


def person(one: Json) -> Json:
    """A person as the page lists them."""
    initials = "".join(word[0] for word in one["real_name"].split()[:2]).upper()
    kept = {name: one[name] for name in ("id", "name", "real_name", "tz", "title")}
    return kept | {"initials": initials, "color": f"#{one['color']}", "is_guest": one["is_restricted"]}


def channel(world: World, one: Json, user: str) -> Json:
    """A channel with this person's unread marks."""
    unread, mentions = world.state.unread.get(user, {}).get(one["id"], (0, 0))
    kept = {name: one[name] for name in ("id", "name", "is_im", "is_private", "topic", "is_archived", "members")}
    return kept | {
        "bot_is_member": cast.BOT_USER in one["members"],
        "im_with": channels.im_partner(one, user),
        "unread": unread,
        "mention_count": mentions,
    }


def _command(one: Json) -> Json:
    return {
        "command": one["command"],
        "description": one.get("description", ""),
        "usage_hint": one.get("usage_hint", ""),
    }
