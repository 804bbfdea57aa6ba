"""Full texts: the page of an article, fetched and read: of what a person clips, and of clips whose feed had only a snippet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from bot import marks, outbox
from bot.coverage import articles, canonical, fetches, pages, readings
from bot.coverage.entries import Refused
from bot.coverage.pages import Page
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Article, Clip, Job
from bot.text import shortened

RECENT = timedelta(hours=72)
AT_ONCE = 200
LONGEST_REASON = 300


def look(desk: Desk, address: str) -> tuple[Page, str, str]:
    """The page at an address, why it could not be read (or nothing), and the address it is at in the end. Of a page without
    an article what its head says is given all the same."""
    try:
        fetched = fetches.get(desk.settings, address, accept=fetches.PAGES)
    except DeskError as problem:
        return Page(), str(problem), address
    if "html" not in fetched.headers.get("content-type", "text/html").lower():
        return Page(), "What is at that address is no page but a file.", fetched.url
    try:
        page = readings.page(fetched.body[: pages.MOST], url=fetched.url)
    except Refused as problem:
        return Page(), str(problem), fetched.url
    if len(page.text) < pages.ENOUGH:
        head = Page(page.title, "", page.byline, page.outlet, page.published)
        return head, "There is no article's text on that page.", fetched.url
    return page, "", fetched.url


def due(desk: Desk) -> int:
    """Has the pages of recent clips read that are stored as a snippet only, each once; gives how many. Copies and what only an
    aggregator links to are left as they are."""
    now = desk.clock()
    wanted = (
        select(Article.id, Article.address).join(Clip, col(Clip.article_id) == Article.id)
        .where(Clip.seen_at >= now - RECENT, col(Clip.not_us_at).is_(None), col(Article.feed_id).is_not(None))
        .where(col(Article.copy_of_id).is_(None), col(Article.whole).is_(False), Article.unread == "", Article.address != "").order_by(col(Article.id))
    )  # fmt: skip
    with desk.database.read() as session:
        known = {
            f"article_read:{one}": (one, address)
            for one, address in session.exec(wanted)
            if not canonical.is_aggregator(address)
        }
        found = [known[one] for one in _new(session, list(known))[:AT_ONCE]]
    if not found:
        return 0
    with desk.database.write() as session:
        for article_id, address in found:
            outbox.put(
                session, at=now, kind="article_read", lane=fetches.lane(address), key=f"article_read:{article_id}",
                article=article_id,
            )  # fmt: skip
    return len(found)


def _new(session: Session, keys: Sequence[str]) -> list[str]:
    """Those of the keys under which no work was put yet: what was, and came to nothing, keeps nothing else waiting."""
    there: set[str | None] = set()
    for first in range(0, len(keys), AT_ONCE):
        there.update(session.exec(select(col(Job.key)).where(col(Job.key).in_(keys[first : first + AT_ONCE]))))
    return [one for one in keys if one not in there]


def read(desk: Desk, *, article_id: int) -> None:
    """Fetches an article's page and takes its text where that is longer than what is stored; else keeps the reason. What is
    stored is never lost by it. A longer text is sorted again, in the same transaction."""
    with desk.database.read() as session:
        article = session.get(Article, article_id)
    if article is None or article.whole or not article.address:
        return
    page, why, _ = look(desk, article.address)
    marks.passed("page_read")
    with desk.database.write() as session:
        kept = session.get(Article, article_id, with_for_update=True)
        if kept is None or kept.whole:
            return
        if len(page.text) <= len(kept.text):
            kept.unread = shortened(why or "Its page shows no more of it than the feed does.", LONGEST_REASON)
        else:
            kept.text, kept.whole, kept.unread, kept.sorted_at = page.text, True, "", None
            kept.text_sha256 = articles.hashed(kept.title, page.text)
            kept.byline, kept.language = kept.byline or page.byline, kept.language or page.language
            outbox.put(session, at=desk.clock(), kind="coverage_sort", lane=f"coverage:{kept.team_id}", team=kept.team_id)
        session.add(kept)
