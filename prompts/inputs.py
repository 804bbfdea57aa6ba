"""Foreign text on its way into a prompt: data that can neither open nor close a tag, nor hide anything from a reader."""

from __future__ import annotations

import re

#: Angle brackets of every width, and what stands in their place. One character for one, so that lengths stay.
UNTRUSTED_SIGNS = {"<": "‹", ">": "›", "＜": "‹", "＞": "›", "﹤": "‹", "﹥": "›"}
_SIGNS = str.maketrans(UNTRUSTED_SIGNS)

#: Control, zero-width, direction and tag characters and lone surrogates: what a person reading the mail would not see.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def as_data(text: str) -> str:
    """`text` without what nobody sees, and with ‹ and › for angle brackets: no tag of ours can stand in it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", plain).translate(_SIGNS).strip()
