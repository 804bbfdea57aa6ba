"""Buttons, menus and pickers. Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import channels, elements, messages, payloads, views
from bot.sandbox.blockkit.surfaces import elements_of
from bot.sandbox.errors import ApiError
from bot.sandbox.persons.acknowledgements import failure
from bot.sandbox.results import Result, done, refused

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
_SHOWN = ("text", "style", "placeholder", "confirm", "url", "initial_option", "initial_date", "initial_time")


def click(
    world: World,
    *,
    user: str,
    action_id: str | None = None,
    block_id: str | None = None,
    channel: str | None = None,
    ts: str | None = None,
    view_id: str | None = None,
    container: Json | None = None,
    action: Json | None = None,
    state: Json | None = None,
    chosen: Any = None,
) -> Result:
    """Use an element of the message (`channel`, `ts`), of the view `view_id`, or of the `container` of the page's API.

    The element is named by `action_id` (and `block_id` where that is not enough) or by the page's `action`. `chosen` is
    what was picked: an option's value or object, a user, a date, a list of them. `state` is ``{"values": …}`` of the
    other inputs.
    """
    if container:
        channel, ts, view_id = container.get("channel"), container.get("message_ts"), container.get("view_id")
    if action:
        action_id, block_id = action.get("action_id"), action.get("block_id")
        chosen = action if chosen is None else chosen
    try:
        with world.change():
            if user not in world.state.people:
                raise ApiError("user_not_found")
            values = (state or {}).get("values")
            if view_id is not None:
                payload = _in_view(world, user, view_id, (block_id, action_id), chosen, values)
            else:
                payload = _in_message(world, user, channel or "", ts or "", (block_id, action_id), chosen, values)
    except ApiError as error:
        return refused(error.code)
    except elements.BadValue as error:
        return refused("invalid_value", detail=str(error))
    error_name = failure(world.courier.ask("interactive", payload, accepts_body=False))
    return refused(error_name) if error_name else done()


def _in_view(world: World, user: str, view_id: str, name: tuple[Any, Any], chosen: Any, given: Json | None) -> Json:
    view = world.views.get(view_id)
    if view is None or world.owners.get(view_id) != user:
        raise ApiError("view_not_found")
    action, values = _used(world, view["blocks"], view["state"]["values"], name, chosen, given)
    view = views.keep_state(world, view, values)
    return payloads.view_click(world, user=user, view=view, action=action)


def _in_message(world: World, user: str, channel: str, ts: str, name: tuple[Any, Any], chosen: Any, given: Json | None) -> Json:
    place = channels.for_person(world, channel, user)
    message = world.ephemerals.get(user, {}).get(f"{channel}/{ts}") or messages.find(world, channel, ts)
    blocks = [*(message.get("blocks") or [])]
    for attachment in message.get("attachments") or []:
        blocks += attachment.get("blocks") or []
    action, values = _used(world, blocks, elements.initial_state(blocks), name, chosen, given)
    return payloads.message_click(
        world, user=user, channel=place, message=message, state=values, action=action
    )  # fmt: skip


def _used(
    world: World, blocks: list[Json], state: Json, name: tuple[Any, Any], chosen: Any, given: Json | None
) -> tuple[Json, Json]:
    """The payload's action, and the state that goes with it."""
    block, element = _element(blocks, *name)
    values = elements.merged(world, blocks, state, given)
    kind = element["type"]
    action: Json = {"type": kind, "action_id": element["action_id"], "block_id": block["block_id"]}
    action |= {key: element[key] for key in _SHOWN if element.get(key) is not None}
    if kind == "button":
        action |= {"value": element["value"]} if element.get("value") else {}
    else:
        entry = elements.entry_of(world, element, chosen)
        action |= entry
        if kind != "overflow":
            values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return action | {"action_ts": payloads.now_ts(world)}, values


def _element(blocks: list[Json], block_id: Any, action_id: Any) -> tuple[Json, Json]:
    for block in blocks:
        if block_id is None or block["block_id"] == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    raise ApiError("element_not_found")
