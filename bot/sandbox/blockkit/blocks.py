"""The blocks. Limits: https://docs.slack.dev/reference/block-kit/blocks/"""

from bot.sandbox.blockkit.checks import Check, array, at_least_one, boolean, exactly_one, one_of, record, string, typed, url
from bot.sandbox.blockkit.composition import BLOCK_ID, SLACK_FILE, plain, rich
from bot.sandbox.blockkit.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.sandbox.blockkit.richtext import RICH_TEXT


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check], *rules) -> Check:
    return record({"type": one_of(kind)} | required, {"block_id": BLOCK_ID} | optional, *rules)


_CONTEXT_TEXT = rich(3000)
_IN_CONTEXT = typed({"image": IMAGE, "plain_text": _CONTEXT_TEXT, "mrkdwn": _CONTEXT_TEXT})

BLOCKS: dict[str, Check] = {
    "section": _block(
        "section",
        {},
        {
            "text": rich(3000),
            "fields": array(rich(2000), 10),
            "accessory": typed(IN_SECTION),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "actions": _block("actions", {"elements": array(typed(IN_ACTIONS), 25)}, {}),
    "context": _block("context", {"elements": array(_IN_CONTEXT, 10)}, {}),
    "divider": _block("divider", {}, {}),
    "header": _block("header", {"text": plain(150)}, {}),
    "image": _block(
        "image",
        {"alt_text": string(2000)},
        {"image_url": url, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "input": _block(
        "input",
        {"label": plain(2000), "element": typed(IN_INPUT)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
}
MARKDOWN: dict[str, Check] = {"markdown": _block("markdown", {"text": string(12_000)}, {})}

IN_MESSAGE = typed(BLOCKS | MARKDOWN)
IN_VIEW = typed(BLOCKS)
