"""auth.test, apps.connections.open, api.test, team.info."""

from typing import Any

from bot.sandbox import cast, ids
from bot.sandbox.errors import ApiError
from bot.sandbox.webapi.calls import Call

Json = dict[str, Any]


def auth_test(call: Call) -> Json:
    """Who the token is."""
    return {
        "url": f"{call.world.base_url}/",
        "team": cast.TEAM["name"],
        "user": cast.BOT_NAME,
        "team_id": cast.TEAM["id"],
        "user_id": cast.BOT_USER,
        "bot_id": cast.BOT_ID,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Json:
    """The arguments back."""
    if error := call.maybe_text("error"):
        raise ApiError(error, args=dict(call.args))
    return {"args": dict(call.args)}


def connections_open(call: Call) -> Json:
    """A WebSocket URL with a ticket that is good for one connection."""
    tickets = call.world.tickets
    if tickets is None:
        raise ApiError("socket_mode_disabled")
    ticket = ids.new_token()
    tickets.add(ticket)
    base = call.world.base_url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={ticket}&app_id={cast.APP_ID}"}


def team_info(call: Call) -> Json:
    """The workspace."""
    return {"team": cast.TEAM | {"url": f"{call.world.base_url}/", "email_domain": "", "icon": {}}}
