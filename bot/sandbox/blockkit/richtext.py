"""rich_text blocks. Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from bot.sandbox.blockkit.checks import Check, array, boolean, integer, one_of, record, string, typed, url
from bot.sandbox.blockkit.composition import BLOCK_ID

_STYLE = {"style": record({}, {name: boolean for name in ("bold", "italic", "strike", "code", "underline")})}
_MENTION_STYLE = {
    "style": record({}, {name: boolean for name in ("bold", "italic", "strike", "highlight", "client_highlight", "unlink")})
}
_ID = string(255)


def _part(kind: str, required: dict[str, Check], optional: dict[str, Check]) -> Check:
    return record({"type": one_of(kind)} | required, optional)


_PARTS = typed(
    {
        "text": _part("text", {"text": string(40_000)}, _STYLE),
        "link": _part("link", {"url": url}, _STYLE | {"text": string(40_000), "unsafe": boolean}),
        "emoji": _part("emoji", {"name": _ID}, _STYLE | {"unicode": _ID, "skin_tone": integer(1, 6)}),
        "user": _part("user", {"user_id": _ID}, _MENTION_STYLE),
        "channel": _part("channel", {"channel_id": _ID}, _MENTION_STYLE),
        "usergroup": _part("usergroup", {"usergroup_id": _ID}, _MENTION_STYLE),
        "broadcast": _part("broadcast", {"range": one_of("here", "channel", "everyone")}, _STYLE),
        "color": _part("color", {"value": _ID}, _STYLE),
        "date": _part(
            "date",
            {"timestamp": integer(0, 10**11), "format": string(1000)},
            _STYLE | {"url": url, "fallback": string(3000)},
        ),
    }
)
_MANY = 10_000
_BORDER = {"border": integer(0, 1)}
_SECTION = _part("rich_text_section", {"elements": array(_PARTS, _MANY, least=0)}, {})
_LIST = _part(
    "rich_text_list",
    {"style": one_of("bullet", "ordered"), "elements": array(typed({"rich_text_section": _SECTION}), _MANY)},
    _BORDER | {"indent": integer(0, 8), "offset": integer(0, 100_000)},
)
_PREFORMATTED = {"elements": array(_PARTS, _MANY, least=0)}
RICH_TEXT = record(
    {
        "type": one_of("rich_text"),
        "elements": array(
            typed(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_preformatted": _part(
                        "rich_text_preformatted", _PREFORMATTED, _BORDER | {"language": string(255)}
                    ),
                    "rich_text_quote": _part("rich_text_quote", _PREFORMATTED, _BORDER),
                }
            ),
            _MANY,
        ),
    },
    {"block_id": BLOCK_ID},
)
