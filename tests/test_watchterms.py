"""Watch terms through the front door: said, tried on what is stored, saved, looked for in older articles, undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.coverage import fills, tries, watchterms
from bot.coverage.watchterms import TermEntry
from bot.models import Article, Clip, Match, TermKind, WatchTerm
from tests.flows import actions, again, kept_in_order, recorded, rows
from tests.slack_desk import GENERAL, PRIYA, TEAM, TOBI, SlackDesk, buttons
from tests.watched import later, shown, told, view

__all__ = ["kept_in_order"]

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


def articles(slack: SlackDesk, *texts: str) -> list[int]:
    """Stores an article for each text, whose first sentence is its title."""
    with slack.database.write() as session:
        found = [
            Article(team_id=TEAM, title=text.partition(".")[0], text=text, published_at=AT, first_seen_at=AT, sorted_at=AT)
            for text in texts
        ]
        session.add_all(found)
        session.flush()
        return [one.id or 0 for one in found]


def term(slack: SlackDesk, name: str = "Lantern Shelter", kind: TermKind = TermKind.US, **more: Any) -> WatchTerm:
    with slack.database.write() as session:
        row = WatchTerm(team_id=TEAM, kind=kind, name=name, added_by=f"slack:{TEAM}:{TOBI}", added_at=AT, **more)
        session.add(row)
    return row


def matches(slack: SlackDesk) -> list[tuple[int, int]]:
    with slack.database.read() as session:
        return sorted((one.article_id, one.term_id) for one in session.exec(select(Match)))


def match(slack: SlackDesk, *article_ids: int) -> list[int]:
    with slack.database.write() as session:
        return watchterms.match(session, TEAM, article_ids)


def test_an_article_matches_what_it_means_and_is_ours_where_the_term_is(slack: SlackDesk) -> None:
    us, peer = term(slack), term(slack, "Harbour Trust", TermKind.PEER, phrases=["night NEAR/3 beds"])
    first, second, third = articles(
        slack, "Lantern  Shelter opens. More.", "Beds at night. Nobody else.", "LANTERNSHELTER is no word. A lantern."
    )
    assert match(slack, third, second, first) == [first]
    assert matches(slack) == [(first, us.id), (second, peer.id)]
    assert match(slack, first, second) == [first], "a second look changes nothing"
    assert matches(slack) == [(first, us.id), (second, peer.id)]


def test_a_later_version_drops_what_no_longer_holds_and_keeps_what_a_person_dismissed(slack: SlackDesk) -> None:
    us = term(slack, aliases=["the Lantern"])
    kept, gone, dismissed = articles(slack, "Lantern Shelter opens.", "The Lantern closes.", "The Lantern, a pub, closes.")
    match(slack, kept, gone, dismissed)
    with slack.database.write() as session:
        session.get_one(Match, (dismissed, us.id)).dismissed_at = AT
        row = session.get_one(WatchTerm, us.id)
        row.aliases, row.version = [], 2
    assert match(slack, kept, gone, dismissed) == [kept]
    assert matches(slack) == [(kept, us.id), (dismissed, us.id)]
    with slack.database.read() as session:
        assert session.get_one(Match, (kept, us.id)).term_version == 2


# -- said, tried and saved -----------------------------------------------------------------------------------------------


def form(slack: SlackDesk, words: str = "Lantern Shelter") -> None:
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, f"watch {words}")


def saved(slack: SlackDesk, words: str = "Lantern Shelter", **filled: Any) -> WatchTerm:
    form(slack, words)
    result = slack.submit(TOBI, **{"kind": "us", **filled})
    assert result.ok and not result.data.get("errors"), result
    return rows(slack, WatchTerm)[-1]


def test_a_term_is_tried_on_what_is_stored_before_it_is_saved(slack: SlackDesk) -> None:
    articles(slack, "Lantern Shelter opens. Beds.", "Lantern Shelter Brewery opens. Beer.", "Rents rise. Nothing else.")
    form(slack)
    fill(slack, exclude="Lantern Shelter Brewery")
    slack.click(TOBI, "term_try")
    assert "It would have matched 1 of the last 3 articles" in shown(slack) and "Brewery opens" not in shown(slack)
    assert slack.fields(TOBI)["exclude"] == "Lantern Shelter Brewery" and rows(slack, WatchTerm) == []
    slack.submit(TOBI)
    assert [(one.name, one.exclude) for one in rows(slack, WatchTerm)] == [("Lantern Shelter", ["Lantern Shelter Brewery"])]
    assert actions(slack)[-1] == "term.added"


def fill(slack: SlackDesk, **typed: str) -> None:
    """Types into the form without sending it."""
    shown_now = view(slack)
    values = {block: dict(elements) for block, elements in shown_now["state"]["values"].items()}
    for name, text in typed.items():
        block = next(block for block, elements in values.items() if name in elements)
        values[block][name] = {"type": "plain_text_input", "value": text}
    shown_now["state"]["values"] = values


def test_an_everyday_word_is_warned_of_unless_case_or_context_tells(slack: SlackDesk) -> None:
    articles(slack, "A mind of its own. She changed her mind.")
    for entry, warns in (
        (TermEntry(name="Mind"), True), (TermEntry(name="Mind", case_sensitive=True), False),
        (TermEntry(name="Mind", context=("charity",)), False), (TermEntry(name="Oxlam"), False),
        (TermEntry(name="Lantern Shelter"), False),
    ):  # fmt: skip
        found = tries.tried(slack.desk, actor=slack.actor(TOBI), entry=entry)
        assert bool(found.doubts) == warns, entry
    form(slack, "Mind")
    slack.click(TOBI, "term_try")
    assert "everyday word" in shown(slack)


def test_older_articles_are_looked_through_and_the_form_says_how_far(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fills, "AT_ONCE", 2)
    monkeypatch.setattr(fills, "BATCHES", 1)
    ids = articles(slack, *(f"Lantern Shelter opens bed {number}. More." for number in range(4)), "Rents rise. Nothing else.")
    row = saved(slack)
    assert "Looked through 0 of 5" in shown(slack) and row.filled_version == 0
    seen: list[str] = []
    slack.clock.advance(seconds=10)
    while slack.house.work.drain(most=1):
        seen.append(shown(slack))
    told_in_turn = [count for count in ("2 of 5", "4 of 5") if any(f"Looked through {count}" in one for one in seen)]
    assert told_in_turn == ["2 of 5", "4 of 5"]
    assert "5 older articles: 4 mean it" in shown(slack)
    assert [one for one, _ in matches(slack)] == ids[:4] and rows(slack, WatchTerm)[0].filled_version == 1
    slack.settle()
    assert sorted(one.article_id for one in rows(slack, Clip)) == ids[:4], "what means us is a clip"
    assert [one.story_id is not None for one in rows(slack, Article)] == [True] * 4 + [False], "and in a story"
    assert actions(slack)[-1] == "term.filled"


def test_a_topic_makes_no_clip_and_who_went_on_is_told_by_message(slack: SlackDesk) -> None:
    articles(slack, "Rents rise. Arrears too.")
    saved(slack, "Rents", kind="topic", phrases="rents NEAR/4 arrears")
    slack.click(TOBI, "watch_open")
    assert "Looked through 0 of 1" in shown(slack)
    later(slack)
    assert "Looked through 1 older article: 1 means it." in told(slack)
    assert "Feeds" in shown(slack) and rows(slack, Clip) == []


def test_a_change_is_looked_for_again_and_can_be_taken_back(slack: SlackDesk) -> None:
    first, second = articles(slack, "Lantern Shelter opens. More.", "The Lantern opens. More.")
    row = saved(slack, aliases="the Lantern")
    later(slack)
    assert [one for one, _ in matches(slack)] == [first, second]
    slack.click(TOBI, f"term_edit:{row.id}")
    slack.submit(TOBI, aliases="")
    later(slack)
    assert [one for one, _ in matches(slack)] == [first]
    slack.click(TOBI, "watch_open")
    slack.click(TOBI, "terms_turn:all")
    slack.click(TOBI, f"term_undo:{row.id}")
    later(slack)
    assert [one for one, _ in matches(slack)] == [first, second]
    (kept,) = rows(slack, WatchTerm)
    assert (kept.version, kept.filled_version, kept.aliases, kept.before) == (3, 3, ["the Lantern"], {})
    assert [one for one in actions(slack) if one.startswith("term.")] == [
        "term.added", "term.filled", "term.changed", "term.filled", "term.undone", "term.filled"
    ]  # fmt: skip


def test_who_was_slower_is_told_and_keeps_what_they_typed(slack: SlackDesk) -> None:
    row = saved(slack)
    slack.click(TOBI, f"term_edit:{row.id}")
    with slack.database.write() as session:
        session.get_one(WatchTerm, row.id).version = 7
    errors = slack.submit(TOBI, aliases="LS").data["errors"]
    assert "Somebody changed this term" in next(iter(errors.values())) and slack.fields(TOBI)["aliases"] == "LS"


def test_a_term_is_paused_watched_again_and_removed(slack: SlackDesk) -> None:
    articles(slack, "Lantern Shelter opens. More.")
    row = saved(slack)
    later(slack)
    slack.click(TOBI, "watch_open")
    slack.click(TOBI, "terms_turn:all")
    slack.click(TOBI, f"term_pause:{row.id}")
    (missed,) = articles(slack, "Lantern Shelter again. More.")
    assert match(slack, missed) == []
    slack.click(TOBI, f"term_resume:{row.id}")
    later(slack)
    assert missed in [one for one, _ in matches(slack)], "what came meanwhile is found"
    slack.click(TOBI, f"term_remove:{row.id}")
    assert rows(slack, WatchTerm) == [] and matches(slack) == [] and len(rows(slack, Clip)) == 2


def test_a_name_is_watched_once_and_a_second_submit_makes_no_second(slack: SlackDesk) -> None:
    form(slack)
    kept = recorded(slack)
    slack.submit(TOBI, kind="us")
    again(slack, kept[-1])
    assert len(rows(slack, WatchTerm)) == 1
    form(slack, "lantern shelter")
    assert "watched already" in str(slack.submit(TOBI, kind="us").data["errors"])
    form(slack, "x")
    assert "name" in str(slack.submit(TOBI, name=" * ").data["errors"])


def test_viewers_see_the_terms_and_change_none(slack: SlackDesk) -> None:
    row = saved(slack)
    slack.command(PRIYA, "watch", GENERAL)
    slack.click(PRIYA, "terms_turn:all")
    assert "Lantern Shelter" in shown(slack, PRIYA) and f"term_remove:{row.id}" not in buttons(view(slack, PRIYA))


def test_a_term_removed_while_it_is_filled_leaves_nothing(slack: SlackDesk) -> None:
    articles(slack, "Lantern Shelter opens. More.")
    row = saved(slack)
    watchterms.remove(slack.desk, actor=slack.actor(TOBI), term_id=row.id or 0)
    later(slack)
    assert matches(slack) == [] and rows(slack, WatchTerm) == []
