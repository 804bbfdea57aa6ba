"""users.* and bots.info. Source: https://docs.slack.dev/reference/objects/user-object"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox import cast
from bot.sandbox.errors import ApiError
from bot.sandbox.webapi.calls import Call
from bot.sandbox.webapi.cursors import page

Json = dict[str, Any]


def info(call: Call) -> Json:
    """users.info."""
    person = call.world.state.people.get(call.maybe_text("user") or "")
    if person is None:
        raise ApiError("user_not_found")
    return {"user": user_object(call, person)}


def listing(call: Call) -> Json:
    """users.list."""
    part, cursor = page(call, list(call.world.state.people.values()), default=1000)
    members = [user_object(call, person) for person in part]
    return {"members": members, "cache_ts": int(call.world.moment()), "response_metadata": {"next_cursor": cursor}}


def lookup_by_email(call: Call) -> Json:
    """users.lookupByEmail."""
    email = call.text("email").lower()
    for person in call.world.state.people.values():
        if person["email"] == email:
            return {"user": user_object(call, person)}
    raise ApiError("users_not_found")


def bot_info(call: Call) -> Json:
    """bots.info."""
    if call.maybe_text("bot") not in (None, cast.BOT_ID):
        raise ApiError("bot_not_found")
    bot = {"id": cast.BOT_ID, "deleted": False, "name": "Pressdesk", "app_id": cast.APP_ID}
    return {"bot": bot | {"user_id": cast.BOT_USER, "updated": int(call.world.moment())}}


def user_object(call: Call, person: Json) -> Json:
    """A user object; the e-mail address only with users:read.email."""
    zone = ZoneInfo(person["tz"])
    now = datetime.fromtimestamp(call.world.moment(), zone)
    offset = now.utcoffset()
    first, _, last = person["real_name"].partition(" ")
    profile: Json = {
        "title": person["title"],
        "phone": "",
        "skype": "",
        "real_name": person["real_name"],
        "real_name_normalized": person["real_name"],
        "display_name": person["real_name"],
        "display_name_normalized": person["real_name"],
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": cast.TEAM["id"],
    }
    if person["email"] and "users:read.email" in call.world.state.scopes.split(","):
        profile["email"] = person["email"]
    if person["is_bot"]:
        profile |= {"bot_id": cast.BOT_ID, "api_app_id": cast.APP_ID}
    return {
        "id": person["id"],
        "team_id": cast.TEAM["id"],
        "name": person["name"],
        "deleted": person["deleted"],
        "color": person["color"],
        "real_name": person["real_name"],
        "tz": person["tz"],
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        "is_admin": person["is_admin"],
        "is_owner": person["is_admin"],
        "is_primary_owner": person["is_admin"],
        "is_restricted": person["is_restricted"],
        "is_ultra_restricted": person["is_ultra_restricted"],
        "is_bot": person["is_bot"],
        "is_app_user": False,
        "is_email_confirmed": True,
        "locale": "en-GB",
        "updated": 1704067200,
    }
