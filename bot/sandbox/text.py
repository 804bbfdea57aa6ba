"""How Slack stores what people type.

Source: https://docs.slack.dev/messaging/formatting-message-text/ (escaping, mentions, links) and the ``should_escape``
setting of slash commands in https://docs.slack.dev/reference/app-manifest/.
"""

import re
from collections.abc import Mapping
from typing import Any

_URL = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CHANNEL = re.compile(r"(?<![\w&/])#([a-z0-9][a-z0-9_-]*)")
_SPECIAL = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")
# A host typed without a scheme becomes a link only where it ends like one; the list is short on purpose.
_HOST = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu|gov|int|info|eu|uk|ie|de|fr|nl|example)"
    r"(?:/[^\s<>|]*)?(?![\w@-])",
    re.IGNORECASE,
)
_LINKS = re.compile(f"(?P<url>{_URL.pattern})|(?P<email>{_EMAIL.pattern})|(?P<host>{_HOST.pattern})", re.IGNORECASE)
_TRAILING = ".,;:!?'\"”’…"
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def clean(text: str) -> str:
    """Text that can be written as UTF-8: half a surrogate pair becomes the replacement character."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escape(text: str) -> str:
    """The three characters Slack reserves, as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The reverse of `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(text: str) -> set[str]:
    """The user ids mentioned in stored text."""
    return set(_MENTION.findall(text))


class Typed:
    """Turns what a person typed into what Slack stores or sends, for one set of people and channels."""

    def __init__(self, *, people: Mapping[str, Mapping[str, Any]], channels: Mapping[str, Mapping[str, Any]]):
        self._people: dict[str, tuple[str, str]] = {}
        for person in people.values():
            for label in (person["real_name"], person["name"], person["real_name"].split()[0]):
                self._people.setdefault(label.lower(), (person["id"], person["name"]))
        self._channels = {c["name"]: c["id"] for c in channels.values() if not c["is_im"]}
        labels = sorted(map(re.escape, self._people), key=len, reverse=True)
        self._at = re.compile(rf"(?<![\w@.])@({'|'.join(labels)})(?!\w)", re.IGNORECASE)

    def message(self, text: str) -> str:
        """Text as it stands in a stored message: ``<@U…>``, ``<#C…|name>``, ``<https://…>``, ``<mailto:…|…>``."""
        return self._convert(text, named=False)

    def command(self, text: str) -> str:
        """A slash command's text where ``should_escape`` is on: as a message, with names in the mentions."""
        return self._convert(text, named=True)

    def _convert(self, text: str, *, named: bool) -> str:
        parts: list[str] = []
        end = 0
        for link in _LINKS.finditer(text):
            target = _without_tail(link.group())
            parts += [self._mentions(text[end : link.start()], named=named), _link(target, kind=link.lastgroup)]
            end = link.start() + len(target)
        parts.append(self._mentions(text[end:], named=named))
        return "".join(parts)

    def _mentions(self, text: str, *, named: bool) -> str:
        def person(match: re.Match[str]) -> str:
            user_id, name = self._people[match[1].lower()]
            return f"<@{user_id}|{name}>" if named else f"<@{user_id}>"

        def channel(match: re.Match[str]) -> str:
            channel_id = self._channels.get(match[1])
            return f"<#{channel_id}|{match[1]}>" if channel_id else match[0]

        escaped = _CHANNEL.sub(channel, self._at.sub(person, escape(text)))
        return _SPECIAL.sub(lambda m: f"<!{m[1]}>", escaped)


def _without_tail(target: str) -> str:
    """A link without the punctuation that ends the sentence, keeping balanced brackets."""
    while target and (target[-1] in _TRAILING or (target[-1] == ")" and target.count(")") > target.count("("))):
        target = target[:-1]
    return target


def _link(target: str, *, kind: str | None) -> str:
    shown = escape(target)
    if kind == "email":
        return f"<mailto:{shown}|{shown}>"
    return f"<http://{shown}|{shown}>" if kind == "host" else f"<{shown}>"
