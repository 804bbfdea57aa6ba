"""Text as Slack sends it, turned into what the person meant to say."""

from __future__ import annotations

import html
import re

TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})


def plain(text: str) -> str:
    """Slack's escapes and tokens undone: links as they were typed, mentions as @name, `&amp;` as `&`.

    See https://docs.slack.dev/messaging/formatting-message-text#escaping.
    """
    return html.unescape(TOKEN.sub(_said, text))


def _said(found: re.Match[str]) -> str:
    target, label = found[1], found[2]
    if target[:1] in "@#!":
        return f"{target[0] if target[0] != '!' else '@'}{label or target[1:].split('^')[0]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or target.startswith("tel:"):
        return label or address
    if label == address or re.sub(r"^https?://", "", target).rstrip("/") == label.rstrip("/"):
        return label
    return f"{label} ({address})"


def words(text: str) -> list[str]:
    """A command's words, with the quotes and spaces that phones put in made ordinary."""
    return text.translate(QUOTES).split()
