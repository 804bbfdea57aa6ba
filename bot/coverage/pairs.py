"""Pairs: what people say of stories and copies. It holds at once and for ever, however often the machine compares again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, insert, or_
from sqlmodel import Session, col, delete, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.coverage import groupings, mutes
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.models import Article, Story, StoryPair, Team

AT_ONCE = 400  # Articles in one statement.


def split(desk: Desk, *, actor: Actor, story_id: int, article_ids: Sequence[int]) -> Story:
    """Takes articles out of a story, into one of their own; gives that. Invalid where none or all of the story would go."""
    authorize(actor, "work")
    with desk.database.write() as session:
        _alone(session, actor)
        story = _story(session, actor, story_id)
        members = _originals(session, story)
        going = [one for one in members if one.id in _roots(session, article_ids)]
        staying = [one for one in members if one not in going]
        if not going or not staying:
            raise Invalid(
                "Choose some of the articles, not all of them: a story needs at least one.", articles="Some, not all."
            )
        _say(session, desk, actor, going, staying, together=False)
        _say(session, desk, actor, going[:1], going[1:], together=True)
        new = Story(
            team_id=story.team_id, title=going[0].title, first_seen_at=min(one.first_seen_at for one in going),
            last_seen_at=max(one.first_seen_at for one in going),
        )  # fmt: skip
        session.add(new)
        session.flush()
        assert new.id is not None
        groupings.move(session, new.id, [one.id or 0 for one in going])
        story.title = staying[0].title if story.title == new.title else story.title
        session.add(story)
        _noted(session, desk, actor, "story.split", story, {"articles": [one.id for one in going], "into": new.id})
        mutes.show(session, desk, story.team_id, story.id or 0, part=new.id)
        return new


def merge(desk: Desk, *, actor: Actor, story_id: int, into_id: int) -> Story:
    """Puts a story's articles into another one; the old one leads there from now on. `split` takes it back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        _alone(session, actor)
        old, kept = _story(session, actor, story_id), _story(session, actor, into_id)
        if old.id == kept.id:
            raise Invalid("That is the same story already.", story="Choose another one.")
        going, there = _originals(session, old), _originals(session, kept)
        _say(session, desk, actor, going, there, together=True)
        groupings.move(session, kept.id or 0, [one.id or 0 for one in going])
        old.merged_into_id = kept.id
        kept.first_seen_at = min(kept.first_seen_at, old.first_seen_at)
        kept.last_seen_at = max(kept.last_seen_at, old.last_seen_at)
        session.add(old)
        session.add(kept)
        _noted(session, desk, actor, "story.merged", kept, {"merged": old.id, "articles": [one.id for one in going]})
        return kept


def not_a_copy(desk: Desk, *, actor: Actor, article_id: int, copy: bool = False) -> Article:
    """That an article is no copy of another, for good; with `copy` it may be found to be one again."""
    authorize(actor, "work")
    with desk.database.write() as session:
        article = session.get(Article, article_id, with_for_update=True)
        if article is None or article.team_id != actor.team_id:
            raise NotFound("There is no such article.")
        was = article.copy_of_id
        article.alone, article.copy_of_id, article.sorted_at = not copy, None, None
        session.add(article)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="article.copy" if copy else "article.no_copy", object=f"article:{article_id}",
            details={"was_copy_of": was},
        )  # fmt: skip
        outbox.put(session, at=desk.clock(), kind="coverage_sort", lane=f"coverage:{actor.team_id}", team=actor.team_id)
        return article


def _alone(session: Session, actor: Actor) -> None:
    """Waits for the sorting that is just writing stories; it looks again at what was changed before it got its turn."""
    session.exec(select(Team.id).where(Team.id == actor.team_id).with_for_update()).one()


def _story(session: Session, actor: Actor, story_id: int) -> Story:
    """The story as it is now, wherever it went."""
    found = mutes.present(session, story_id)
    if found is None or found.team_id != actor.team_id:
        raise NotFound("That story is gone.")
    return session.get_one(Story, found.id, with_for_update=True)


def _originals(session: Session, story: Story) -> list[Article]:
    asked = select(Article).where(Article.story_id == story.id, col(Article.copy_of_id).is_(None))
    return list(session.exec(asked.order_by(col(Article.published_at), col(Article.id))))


def _roots(session: Session, article_ids: Sequence[int]) -> set[int]:
    """The originals of these articles: a copy goes with its own."""
    rows = session.exec(select(Article.id, Article.copy_of_id).where(col(Article.id).in_(list(article_ids))))
    return {copy_of or article_id or 0 for article_id, copy_of in rows}


def _say(
    session: Session, desk: Desk, actor: Actor, some: Sequence[Article], others: Sequence[Article], *, together: bool
) -> None:
    """Keeps what was said of each two of them, however many there are; what was said before of the same two is over."""
    said = {"team_id": actor.team_id, "together": together, "by": actor.id, "at": desk.clock()}
    theirs = [other.id or 0 for other in others]
    for one in (each.id or 0 for each in some):
        for start in range(0, len(theirs), AT_ONCE):
            part = theirs[start : start + AT_ONCE]
            session.execute(delete(StoryPair).where(or_(
                and_(col(StoryPair.one_id) == one, col(StoryPair.other_id).in_(part)),
                and_(col(StoryPair.other_id) == one, col(StoryPair.one_id).in_(part)),
            )))  # fmt: skip
            rows = [{"one_id": min(one, other), "other_id": max(one, other), **said} for other in part]
            session.execute(insert(StoryPair), rows)
    session.flush()


def _noted(session: Session, desk: Desk, actor: Actor, action: str, story: Story, details: dict[str, object]) -> None:
    audit.write(session, at=desk.clock(), actor=actor.id, action=action, object=f"story:{story.id}", details=details)
    mutes.show(session, desk, story.team_id, story.id or 0)
    outbox.put(session, at=desk.clock(), kind="coverage_alert", lane=f"coverage:{story.team_id}", team=story.team_id)
