"""The bytes of a feed before a parser sees them: measured, refused where they would cost too much, and mended."""

from __future__ import annotations

import re

from bot.coverage.entries import MOST_BYTES, MOST_ENTRIES, Refused

DEEPEST, LONGEST_TAG, MOST_MARKS = 1_000, 64 * 1024, 400_000
LONGEST_ENTITY = 200
_ROOT = re.compile(rb"<(?:\?xml|(?:[a-z0-9]+:)?(?:rss|feed|rdf|channel)\b)", re.IGNORECASE)
_END = re.compile(rb"</(?:[a-z0-9]+:)?(?:item|entry)\s*>|<(?:item|entry)\s*/>", re.IGNORECASE)
_PIECES = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(/?)[a-zA-Z][^<>]*?(/?)>", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A second address beside the page's own, which the parser would take for it.
_URI = re.compile(rb"(<link\b(?:[^<>]{0,200}?))\suri\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*')")
_ENTITY, _NAMED = re.compile(rb"<!ENTITY\s+(?:%\s+)?[^\s>]+\s([^>]*)", re.IGNORECASE), re.compile(rb"[&%]\w")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def mended(body: bytes) -> bytes:
    """The body as a parser takes it: from its root on, without control characters, at most MOST_ENTRIES entries.

    Refused, with the reason, where it is empty, larger than MOST_BYTES, or nested too deeply.
    """
    if len(body) > MOST_BYTES:
        raise Refused(f"This feed has {len(body) / 1024 / 1024:.1f} MiB; at most {MOST_BYTES // 1024 // 1024} are read.")
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused("The feed is empty.")
    if body.startswith(_WIDE):  # UTF-16 and UTF-32: made UTF-8, so that the same rules hold.
        body = _narrow(body)
    body = _CONTROL.sub(b"", body)
    root = _ROOT.search(body)
    if root is not None and (junk := body[: root.start()].strip(b"\xef\xbb\xbf \t\r\n")) is not None:
        if not (junk.startswith(b"<!") and not _PAGE.match(junk)):
            body = body[root.start() :]
        else:
            body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    _refuse_entities(body)
    body = _shortened(body)
    _refuse_shape(body)
    return _URI.sub(rb"\1", body)


def is_json(body: bytes) -> bool:
    """Whether the first thing in it is an object of JSON's."""
    return body[:400].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def is_page(body: bytes) -> bool:
    """Whether it is a web page."""
    return _PAGE.search(body[:2_000]) is not None


def _narrow(body: bytes) -> bytes:
    wide = "utf-32" if body[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") else "utf-16"
    if body.startswith(b"\x00<"):
        wide = "utf-16-be"
    elif body.startswith(b"<\x00"):
        wide = "utf-16-le"
    elif body.startswith(b"\x00\x00\x00<"):
        wide = "utf-32-be"
    text = body.decode(wide, "replace")
    return re.sub(r"(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')", r"\1", text, count=1).encode()


def _refuse_entities(body: bytes) -> None:
    """An entity of the feed's own may name a character or a word, never a file, an address or another entity."""
    for entity in _ENTITY.finditer(body):
        value = entity[1].strip()
        if not value.startswith((b'"', b"'")) or _NAMED.search(value) or len(value) > LONGEST_ENTITY:
            raise Refused("This feed declares entities that open files or multiply; it is not read.")


def _refuse_shape(body: bytes) -> None:
    """Parsers need a stack for depth, and time for broken markup and long tags beyond measure; no real feed has them."""
    if max(body.count(b"<"), body.count(b"&")) > MOST_MARKS:
        raise Refused(f"This feed has more than {MOST_MARKS:,} elements or entities in its first {MOST_ENTRIES} entries.")
    depth = 0
    for piece in _PIECES.finditer(body):
        if piece[1] is None:
            continue
        if piece.end() - piece.start() > LONGEST_TAG:
            raise Refused(f"A single tag in this feed is longer than {LONGEST_TAG // 1024} KiB.")
        if piece[2]:
            continue
        depth += -1 if piece[1] else 1
        if depth > DEEPEST:
            raise Refused(f"This feed nests its elements more than {DEEPEST:,} deep; no real one does.")


def _shortened(body: bytes) -> bytes:
    """Everything up to the last entry that is read, and what comes after the last there is, which closes the feed."""
    ends = [found.end() for found in _END.finditer(body)]
    return body if len(ends) <= MOST_ENTRIES else body[: ends[MOST_ENTRIES - 1]] + body[ends[-1] :]
