"""Modals and Home: opening, pushing, updating, publishing, and each person's stack.

Source: https://docs.slack.dev/surfaces/modals, https://docs.slack.dev/reference/methods/views.open
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, elements, ids
from bot.sandbox.blockkit import surfaces
from bot.sandbox.errors import ApiError, invalid_arguments

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
STACK_LIMIT = 3


def checked(given: Any, *, kinds: tuple[str, ...]) -> Json:
    """The view an app sent, valid. Raises invalid_arguments with every problem, or view_too_large."""
    if problems := surfaces.check_view(given, kinds=kinds):
        raise invalid_arguments(*problems)
    if len(json.dumps(given, ensure_ascii=False).encode()) > surfaces.VIEW_BYTES:
        raise ApiError("view_too_large")
    return given


def answered(view: Json) -> Json:
    """A view as the Web API answers it: without what stands in its inputs."""
    return view | {"state": {"values": {}}}


def open_modal(world: World, *, trigger_id: str, given: Json) -> Json:
    """views.open."""
    trigger = world.triggers.check(trigger_id, seconds=world.strictness.trigger_seconds)
    view = _stacked(world, user=trigger.user, given=given, on=None)
    trigger.used = True
    return view


def push_modal(world: World, *, trigger_id: str, given: Json) -> Json:
    """views.push: onto the modal the trigger came from. Raises invalid_trigger_id for a trigger from elsewhere."""
    trigger = world.triggers.check(trigger_id, seconds=world.strictness.trigger_seconds)
    stack = world.stacks.get(trigger.user, [])
    if trigger.view_id not in stack:
        raise ApiError("invalid_trigger_id")
    view = _stacked(world, user=trigger.user, given=given, on=world.views[stack[-1]])
    trigger.used = True
    return view


def push_on(world: World, *, user: str, given: Json, on: Json) -> Json:
    """The ``push`` of a view_submission's answer."""
    return _stacked(world, user=user, given=given, on=on)


def update(
    world: World, *, given: Json, view_id: str | None = None, external_id: str | None = None, seen: str | None = None
) -> Json:
    """views.update: the modal or Home with this id. Raises not_found and hash_conflict."""
    view = _find(world, view_id, external_id)
    if view["type"] != given["type"]:
        raise invalid_arguments(f"view type cannot be changed from {view['type']} [json-pointer:/view/type]")
    if seen is not None and seen != view["hash"]:
        raise ApiError("hash_conflict")
    _check_external_id(world, given, own=view["id"])
    owner = world.owners[view["id"]]
    new = _built(world, given, owner=owner, view_id=view["id"], kept=view["state"]["values"])
    new |= {"root_view_id": view["root_view_id"], "previous_view_id": view["previous_view_id"]}
    world.views[view["id"]] = new
    if new["type"] == "home":
        world.state.homes[owner] = new
        world.publish({"type": "home", "view": new}, to=[owner])
    else:
        show_stack(world, owner)
    return new


def publish(world: World, *, user: str, given: Json, seen: str | None = None) -> Json:
    """views.publish: this person's Home. Raises user_not_found, hash_conflict, not_enabled."""
    if user not in world.state.people or user == cast.BOT_USER:
        raise ApiError("user_not_found")
    if not world.state.manifest.get("features", {}).get("app_home", {}).get("home_tab_enabled", True):
        raise ApiError("not_enabled")
    old = world.state.homes.get(user)
    if seen is not None and (old is None or seen != old["hash"]):
        raise ApiError("hash_conflict")
    view_id = old["id"] if old else ids.new_id("V0")
    _check_external_id(world, given, own=view_id)
    view = _built(world, given, owner=user, view_id=view_id, kept=None)
    world.views[view_id] = world.state.homes[user] = view
    world.owners[view_id] = user
    world.publish({"type": "home", "view": view}, to=[user])
    return view


def keep_state(world: World, view: Json, values: Json) -> Json:
    """The view with what its person has chosen so far; same version."""
    new = view | {"state": {"values": values}}
    world.views[view["id"]] = new
    if view["type"] == "home":
        world.state.homes[world.owners[view["id"]]] = new
    return new


def drop(world: World, user: str, view_ids: list[str]) -> None:
    """Close views of a person's stack."""
    stack = [view_id for view_id in world.stacks.get(user, []) if view_id not in view_ids]
    world.stacks[user] = stack
    for view_id in view_ids:
        world.views.pop(view_id, None)
        world.owners.pop(view_id, None)
    show_stack(world, user)


def show_stack(world: World, user: str) -> None:
    """Tell the person's pages which modals are open."""
    world.publish({"type": "views", "stack": world.stack(user)}, to=[user])


def _stacked(world: World, *, user: str, given: Json, on: Json | None) -> Json:
    stack = world.stacks.setdefault(user, [])
    if len(stack) >= STACK_LIMIT:
        raise ApiError("push_limit_reached")
    view_id = ids.new_id("V0")
    _check_external_id(world, given, own=view_id)
    view = _built(world, given, owner=user, view_id=view_id, kept=None)
    view["root_view_id"] = on["root_view_id"] if on else view_id
    view["previous_view_id"] = on["id"] if on else None
    world.views[view_id] = view
    world.owners[view_id] = user
    stack.append(view_id)
    show_stack(world, user)
    return view


def _find(world: World, view_id: str | None, external_id: str | None) -> Json:
    if view_id is not None:
        view = world.views.get(view_id)
    else:
        view = next((v for v in world.views.values() if external_id and v["external_id"] == external_id), None)
    if view is None:
        raise ApiError("not_found")
    return view


def _check_external_id(world: World, given: Json, *, own: str) -> None:
    external_id = given.get("external_id")
    if external_id and any(v["external_id"] == external_id and v["id"] != own for v in world.views.values()):
        raise ApiError("duplicate_external_id")


def _built(world: World, given: Json, *, owner: str, view_id: str, kept: Json | None) -> Json:
    blocks = surfaces.fill(given["blocks"])
    for name in ("title", "submit", "close"):
        if given.get(name):
            given[name].setdefault("emoji", True)
    return {
        "id": view_id,
        "team_id": cast.TEAM["id"],
        "type": given["type"],
        "blocks": blocks,
        "private_metadata": given.get("private_metadata") or "",
        "callback_id": given.get("callback_id") or "",
        "external_id": given.get("external_id") or "",
        "state": {"values": elements.initial_state(blocks, kept=kept)},
        "hash": ids.new_hash(now=world.moment()),
        "title": given.get("title"),
        "submit": given.get("submit"),
        "close": given.get("close"),
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "submit_disabled": bool(given.get("submit_disabled")),
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": cast.APP_ID,
        "app_installed_team_id": cast.TEAM["id"],
        "bot_id": cast.BOT_ID,
    }
