"""Titles in feeds: one line of text out of what may be text, HTML, or HTML escaped twice."""

from __future__ import annotations

import re
from html import unescape

from bot.text import one_line, shortened

# Search feeds mark the words that were looked for; the marks are theirs, not the title's.
_EMPHASIS = re.compile(r"</?(?:b|strong|em|i|u|mark|font|wbr|span)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|"
    r"mark|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul|video|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|tr|td|h[1-6]|blockquote|section|figure|figcaption|pre)\b[^<>]*|br\s*/?)>", re.IGNORECASE
)
_WRAPPED = re.compile(r"<div(?:\s[^<>]*)?>(.*)</div>", re.DOTALL)  # What Atom puts round XHTML.
_COMPARED = re.compile(r"&(lt|gt);")
BEGINNING = 100


def title(raw: str) -> str:
    """The title on one line: entities read, the marks of a search removed, other markup as published."""
    inner = _WRAPPED.fullmatch(raw.strip())
    return one_line(_EMPHASIS.sub("", entities_read(inner[1] if inner else raw)))


def entities_read(raw: str) -> str:
    """Entities that are left after parsing were escaped twice. Markup shown as text (`&lt;p&gt;`) stays escaped, or it would be
    taken for markup; `&lt;3` and `&lt;tag&gt;` would not."""
    if "&" not in raw:
        return raw
    read = unescape(raw)
    return unescape(_COMPARED.sub(r"&amp;\1;", raw)) if len(_TAG.findall(read)) != len(_TAG.findall(raw)) else read


def plain(markup: str) -> str:
    """Text on one line without HTML; what only looks like a tag (`<3`, `<tag>`) stays."""
    shown = _BLOCK.sub(" ", _HIDDEN.sub(" ", markup))
    return one_line(unescape(_TAG.sub("", shown)))


def beginning(markup: str) -> str:
    """A title for what has none: the beginning of its text, cut at a word."""
    return shortened(plain(markup[:20_000]), BEGINNING)
