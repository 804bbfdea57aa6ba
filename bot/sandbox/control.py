"""``POST /sandbox/control``: drives the stand-in in tests and demos."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, channels, events
from bot.sandbox.errors import ApiError
from bot.sandbox.strictness import Failure

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
Operation = Callable[["World", Json], Json]


def run(world: World, order: Json) -> Json:
    """Do ``order["op"]``. Raises ApiError for an unknown operation, channel or missing field."""
    operation = _OPERATIONS.get(str(order.get("op")))
    if operation is None:
        raise ApiError("unknown_op", ops=sorted(_OPERATIONS))
    try:
        return {"ok": True} | operation(world, order)
    except KeyError as error:
        raise ApiError("missing_argument", argument=str(error.args[0])) from error


def _reset(world: World, order: Json) -> Json:
    world.reset()
    return {}


def _manifest(world: World, order: Json) -> Json:
    with world.change():
        world.state.manifest = order["manifest"]
        granted = order["manifest"].get("oauth_config", {}).get("scopes", {})
        if granted.get("bot"):
            world.state.scopes = ",".join([*granted["bot"], *granted.get("bot_optional", [])])
    world.publish({"type": "channels"})
    return {}


def _disconnect(world: World, order: Json) -> Json:
    return {"connections": world.disconnect(order.get("reason", "refresh_requested"))}


def _revoke(world: World, order: Json) -> Json:
    """Both the app's tokens by default; ``uninstall`` sends app_uninstalled too and answers account_inactive."""
    tokens = [order["token"]] if "token" in order else [cast.BOT_TOKEN]
    with world.change():
        if order.get("uninstall"):
            world.strictness.inactive |= set(tokens)
            events.uninstalled(world)
        else:
            world.strictness.revoked |= set(tokens)
        events.tokens_revoked(world)
    return {}


def _restore(world: World, order: Json) -> Json:
    world.strictness.revoked.clear()
    world.strictness.inactive.clear()
    return {}


def _archive(world: World, order: Json) -> Json:
    with world.change():
        channel = channels.get(world, order["channel"])
        world.state.channels[channel["id"]] = channel | {"is_archived": bool(order.get("archived", True))}
    world.publish({"type": "channels"})
    return {}


def _add_channel(world: World, order: Json) -> Json:
    with world.change():
        made = cast.channel(order["channel"], order["name"], list(order["members"]), is_private=bool(order.get("is_private")))
        world.state.channels[made["id"]] = made
    world.publish({"type": "channels"})
    return {}


def _delete_channel(world: World, order: Json) -> Json:
    with world.change():
        channel = channels.get(world, order["channel"])
        del world.state.channels[channel["id"]]
        world.state.messages.pop(channel["id"], None)
        for counts in world.state.unread.values():
            counts.pop(channel["id"], None)
    world.publish({"type": "channels"})
    return {}


def _kick_bot(world: World, order: Json) -> Json:
    return world.leave(cast.BOT_USER, order["channel"]).json()


def _invite_bot(world: World, order: Json) -> Json:
    return world.join(cast.BOT_USER, order["channel"], order.get("user")).json()


def _person(world: World, order: Json) -> Json:
    """Change fields of a person (``deleted``, ``tz``, ``is_restricted`` …)."""
    with world.change():
        if order["user"] not in world.state.people:
            raise ApiError("user_not_found")
        known = world.state.people[order["user"]]
        world.state.people[order["user"]] = known | {k: v for k, v in order.items() if k in known and k != "id"}
    world.publish({"type": "channels"})
    return {}


def _strictness(world: World, order: Json) -> Json:
    """Any switch of `Strictness` by its name."""
    for name, value in order.items():
        if name in ("rate_limit", "rate_burst", "trigger_seconds", "ack_seconds", "retry_scale",
                    "response_url_seconds", "response_url_uses", "file_bytes"):  # fmt: skip
            setattr(world.strictness, name, value)
        elif name != "op":
            raise ApiError("unknown_switch", switch=name)
    return {}


def _rate_limit(world: World, order: Json) -> Json:
    world.strictness.rate_limit = bool(order["on"])
    world.strictness.rate_burst = int(order.get("burst", world.strictness.rate_burst))
    return {}


def _retries(world: World, order: Json) -> Json:
    """``scale`` multiplies the delays (0: at once); ``delays`` replaces them."""
    world.strictness.retry_scale = float(order.get("scale", world.strictness.retry_scale))
    if "delays" in order:
        world.strictness.retry_delays = tuple(float(one) for one in order["delays"])
    return {}


def _fail_next(world: World, order: Json) -> Json:
    world.strictness.failures.append(
        Failure(
            order.get("method", "*"),
            order.get("error", "internal_error"),
            int(order.get("http_status", 200)),
            int(order.get("times", 1)),
            order.get("retry_after"),
        )
    )
    return {}


def _scopes(world: World, order: Json) -> Json:
    scopes = order["scopes"]
    with world.change():
        world.state.scopes = scopes if isinstance(scopes, str) else ",".join(scopes)
    return {}


def _clock_offset(world: World, order: Json) -> Json:
    with world.change():
        world.state.clock_offset = float(order["seconds"])
    return {}


def _events_url(world: World, order: Json) -> Json:
    """Deliver over signed HTTP to ``url`` (null: no more). ``verify``: send the url_verification challenge first."""
    url = order["url"]
    if url and order.get("verify") and not world.http.verify(url):
        raise ApiError("url_verification_failed")
    world.http.url = url
    world.publish({"type": "bot", "connected": world.connected})
    return {}


def _calls(world: World, order: Json) -> Json:
    """The calls of the Web API since ``mark``, and the mark for the next time. ``method`` filters."""
    with world.lock:
        calls, total = list(world.calls), world.calls_made
    since = max(0, int(order.get("mark", 0)) - (total - len(calls)))
    wanted = [one for one in calls[since:] if order.get("method") in (None, one["method"])]
    return {"calls": wanted, "mark": total}


def _deliveries(world: World, order: Json) -> Json:
    wanted = [one for one in list(world.courier.log) if order.get("type") in (None, one["type"])]
    return {"deliveries": wanted[-int(order.get("last", len(wanted))) :] if wanted else []}


def _settle(world: World, order: Json) -> Json:
    return {"settled": world.settle(seconds=float(order.get("seconds", 10)))}


def _status(world: World, order: Json) -> Json:
    return {"connected": world.connected, "connections": world.connections, "people": list(world.state.people)}


_OPERATIONS: dict[str, Operation] = {
    "reset": _reset,
    "manifest": _manifest,
    "disconnect": _disconnect,
    "revoke": _revoke,
    "restore": _restore,
    "archive": _archive,
    "add_channel": _add_channel,
    "delete_channel": _delete_channel,
    "kick_bot": _kick_bot,
    "invite_bot": _invite_bot,
    "person": _person,
    "strictness": _strictness,
    "rate_limit": _rate_limit,
    "retries": _retries,
    "fail_next": _fail_next,
    "scopes": _scopes,
    "clock_offset": _clock_offset,
    "events_url": _events_url,
    "calls": _calls,
    "deliveries": _deliveries,
    "settle": _settle,
    "status": _status,
}
