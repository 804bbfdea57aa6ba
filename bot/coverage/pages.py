"""Pages: an article's own page into its title, text, date and outlet. Pure: bytes in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.coverage import dates, titles
from bot.text import one_line, shortened

MOST = 3_000_000  # Bytes of a page that are read: none of an article's words stand behind that.
LONGEST_TEXT = 100_000
ENOUGH = 120  # Characters; less is a notice or a wall, not an article.
_DATED = re.compile(
    r"""(?:property|name|itemprop)=["'](?:article:published_time|datePublished|date|dc\.date\.issued|parsely-pub-date)["'][^>]*?\bcontent=["']([^"'<>]{6,60})["']"""
    r"""|\bcontent=["']([^"'<>]{6,60})["'][^>]*?(?:property|name|itemprop)=["'](?:article:published_time|datePublished)["']"""
    r"""|["']datePublished["']\s*:\s*["']([^"'<>]{6,60})["']""",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What a page says of itself; all of it foreign text. Without `text` there was no article in it."""

    title: str = ""
    text: str = ""
    byline: str = ""
    outlet: str = ""
    published: datetime | None = None
    language: str = ""
    address: str = ""


def read(body: bytes, *, url: str) -> Page:
    """The article on a page; with what its head says, where no text can be made out."""
    from trafilatura import bare_extraction  # Slow to import, and not needed before the first page.

    body = body[:MOST]
    found = bare_extraction(body, url=url, with_metadata=True, include_comments=False, include_tables=False)
    if found is None or isinstance(found, dict):
        return Page(title=_head_title(body))
    title = shortened(titles.plain(found.title or "") or _head_title(body), 1_000)
    first, _, rest = (found.text or "").strip().partition("\n")
    text = rest.strip() if one_line(first) == title else f"{first}\n{rest}".strip()  # The headline stands above its text.
    return Page(
        title=title, text=text[:LONGEST_TEXT],
        byline=shortened(one_line(found.author or ""), 300), outlet=shortened(one_line(found.sitename or ""), 200),
        published=_published(body, found.date or ""), language=(found.language or "")[:10], address=found.url or "",
    )  # fmt: skip


def _published(body: bytes, day: str) -> datetime | None:
    """The instant that the page's head claims, else the day that was made out."""
    match = _DATED.search(body[:400_000].decode("utf-8", "replace"))
    claimed = dates.published(next((one for one in match.groups() if one), "")) if match else None
    return claimed or (dates.published(day) if day else None)


def _head_title(body: bytes) -> str:
    match = re.search(r"<title[^>]*>(.*?)</title", body[:200_000].decode("utf-8", "replace"), re.IGNORECASE | re.DOTALL)
    return shortened(titles.plain(match[1]), 1_000) if match else ""
