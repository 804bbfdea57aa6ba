"""Messages and views as a whole: what Slack checks across blocks, and the ids it fills in.

Sources: https://docs.slack.dev/reference/views, https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox import ids
from bot.sandbox.blockkit.blocks import IN_MESSAGE, IN_VIEW
from bot.sandbox.blockkit.checks import Problems, array, boolean, one_of, problem, record, string, typed
from bot.sandbox.blockkit.composition import plain

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000

_IN_MESSAGE = array(IN_MESSAGE, MESSAGE_BLOCKS, least=0)
_COMMON = {"private_metadata": string(3000, least=0), "callback_id": string(255, least=0), "external_id": string(255, least=0)}
_MODAL = record(
    {"type": one_of("modal"), "title": plain(24), "blocks": array(IN_VIEW, VIEW_BLOCKS)},
    _COMMON
    | {
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = record({"type": one_of("home"), "blocks": array(IN_VIEW, VIEW_BLOCKS, least=0)}, _COMMON)
_VIEW = typed({"modal": _MODAL, "home": _HOME})


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The interactive elements of one (valid) block."""
    kind = block["type"]
    if kind == "section" and block.get("accessory"):
        yield block["accessory"]
    elif kind == "input":
        yield block["element"]
    elif kind == "actions":
        yield from block["elements"]


def check_message(blocks: Any, *, at: str = "/blocks") -> Problems:
    """Every reason Slack would refuse these blocks in a message; empty when it would take them."""
    problems: Problems = []
    _IN_MESSAGE(blocks, at, problems)
    if not problems:
        _check_ids(blocks, at, problems)
    return problems


def check_view(view: Any, *, kinds: tuple[str, ...]) -> Problems:
    """Every reason Slack would refuse this view where one of `kinds` (modal, home) is asked for."""
    problems: Problems = []
    _VIEW(view, "/view", problems)
    if problems:
        return ["failed to match all allowed schemas [json-pointer:/view]", *problems]
    if view["type"] not in kinds:
        return [problem(f"must be one of [{', '.join(kinds)}]", "/view/type")]
    _check_ids(view["blocks"], "/view/blocks", problems)
    _check_submit(view, problems)
    _check_focus(view, problems)
    return problems


def _check_ids(blocks: list[dict[str, Any]], at: str, problems: Problems) -> None:
    block_ids: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None and block_id in block_ids:
            problems.append(problem(f"`block_id` already exists: {block_id}", f"{at}/{index}/block_id"))
        block_ids.add(block_id or "")
        action_ids: set[str] = set()
        for element in elements_of(block):
            action_id = element.get("action_id")
            if action_id is not None and action_id in action_ids:
                problems.append(problem(f"`action_id` already exists: {action_id}", f"{at}/{index}/elements"))
            action_ids.add(action_id or "")


def _check_submit(view: dict[str, Any], problems: Problems) -> None:
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_inputs and not view.get("submit"):
        problems.append(problem("missing required field: submit", "/view"))


def _check_focus(view: dict[str, Any], problems: Problems) -> None:
    focused = [e for block in view["blocks"] for e in elements_of(block) if e.get("focus_on_load")]
    if len(focused) > 1:
        problems.append(problem("only one element may have `focus_on_load`", "/view/blocks"))


def fill(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks as Slack stores them: every block and element has an id. Changes the (freshly parsed) blocks."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = ids.new_block_id()
        for element in elements_of(block):
            if element["type"] != "image" and not element.get("action_id"):
                element["action_id"] = ids.new_block_id()
        _fill_text(block)
    return blocks


def _fill_text(node: Any) -> None:
    """Slack adds ``emoji`` to plain text and ``verbatim`` to marked text."""
    if isinstance(node, dict):
        if node.get("type") == "plain_text":
            node.setdefault("emoji", True)
        elif node.get("type") == "mrkdwn":
            node.setdefault("verbatim", False)
        else:
            for value in node.values():
                _fill_text(value)
    elif isinstance(node, list):
        for value in node:
            _fill_text(value)
