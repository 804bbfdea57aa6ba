"""views.*: the arguments; the work is in `bot.sandbox.views`."""

from typing import Any

from bot.sandbox import views
from bot.sandbox.errors import ApiError, invalid_arguments
from bot.sandbox.webapi.calls import Call

Json = dict[str, Any]


def opening(call: Call) -> Json:
    """views.open."""
    trigger_id = _trigger(call)
    given = _checked(call, kinds=("modal",))
    return {"view": views.answered(views.open_modal(call.world, trigger_id=trigger_id, given=given))}


def push(call: Call) -> Json:
    """views.push."""
    trigger_id = _trigger(call)
    given = _checked(call, kinds=("modal",))
    return {"view": views.answered(views.push_modal(call.world, trigger_id=trigger_id, given=given))}


def update(call: Call) -> Json:
    """views.update."""
    view_id, external_id = call.maybe_text("view_id"), call.maybe_text("external_id")
    if (view_id is None) == (external_id is None):
        raise invalid_arguments("must provide either `view_id` or `external_id`")
    given = _checked(call, kinds=("modal", "home"))
    new = views.update(call.world, given=given, view_id=view_id, external_id=external_id, seen=call.maybe_text("hash"))
    return {"view": views.answered(new)}


def publish(call: Call) -> Json:
    """views.publish."""
    user = call.text("user_id")
    given = _checked(call, kinds=("home",))
    return {"view": views.answered(views.publish(call.world, user=user, given=given, seen=call.maybe_text("hash")))}


def _trigger(call: Call) -> str:
    trigger_id = call.maybe_text("trigger_id")
    if trigger_id is None:
        raise ApiError("invalid_trigger_id")
    return trigger_id


def _checked(call: Call, *, kinds: tuple[str, ...]) -> Json:
    """The view, valid; one that asks for files needs the scope to read them."""
    view = views.checked(_view(call), kinds=kinds)
    if any(block.get("element", {}).get("type") == "file_input" for block in view["blocks"]):
        call.needs("files:read")
    return view


def _view(call: Call) -> Any:
    view = call.json("view")
    if view is None:
        raise invalid_arguments("missing required field: view")
    return view
