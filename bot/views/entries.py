"""What a person entered in a form, put into a fresh one of the same kind, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.views.blocks import Block

# By the kind of an element: what it shows at first, and what a person then gave (Slack's names for both).
SHOWS_AND_HOLDS = {
    "plain_text_input": ("initial_value", "value"),
    "static_select": ("initial_option", "selected_option"),
    "multi_static_select": ("initial_options", "selected_options"),
    "checkboxes": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
}


def touched(blocks: Sequence[Block], values: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The action ids of the inputs in which a person gave something else than the form showed them."""
    found = set()
    for block, element in _inputs(blocks):
        shows, holds = SHOWS_AND_HOLDS[element["type"]]
        given = (values.get(block["block_id"]) or {}).get(element["action_id"]) or {}
        if _plain(given.get(holds)) != _plain(element.get(shows)):
            found.add(element["action_id"])
    return found


def fill(blocks: Sequence[Block], values: Mapping[str, Mapping[str, Any]], names: Collection[str]) -> None:
    """Lets the inputs of these action ids show what `values` holds for them, whatever the block ids are in there."""
    given = {name: held for elements in values.values() for name, held in elements.items()}
    for _, element in _inputs(blocks):
        name = element["action_id"]
        if name not in names or name not in given:
            continue
        shows, holds = SHOWS_AND_HOLDS[element["type"]]
        element.pop(shows, None)
        if kept := _offered(element, (given[name] or {}).get(holds)):
            element[shows] = kept


def _inputs(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    for block in blocks:
        if block["type"] == "input" and block["element"]["type"] in SHOWS_AND_HOLDS:
            yield block, block["element"]


def _offered(element: Block, held: Any) -> Any:
    """What is held, an option as this form offers it: Slack takes no other."""
    options = {one["value"]: one for one in element.get("options") or []}
    if isinstance(held, dict):
        return options.get(held.get("value"))
    if isinstance(held, list) and held and isinstance(held[0], dict):
        return [options[one["value"]] for one in held if one["value"] in options]
    return held


def _plain(held: Any) -> Any:
    """A value without what is only its looks; nothing given is the same as nothing shown."""
    if isinstance(held, dict):
        return held.get("value")
    if isinstance(held, list):
        return sorted(str(_plain(one)) for one in held) or None
    return held or None
