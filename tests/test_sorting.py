"""Articles that wait become copies, matches, clips and stories, however often they are sorted, and as people say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from bot.cli import app
from bot.coverage import articles, clips, groupings, matches, pairs, sorting
from bot.coverage.entries import Entry
from bot.errors import Invalid, NotAllowed
from bot.models import Article, AuditEntry, Clip, Job, Match, Story, StoryPair, TermKind
from tests import covered
from tests.cuttings import US, term
from tests.flows import rows
from tests.slack_desk import PRIYA, TEAM, TOBI, SlackDesk

FIRE = (
    f"A fire broke out in the kitchen of {US} night shelter in Mill Street on Monday evening. Forty guests were led to safety by two "
    "volunteers, and the fire brigade had the flames out within half an hour. Nobody was hurt, the brigade said, and the cause is not known."
)
FIRE_TOO = (
    f"Guests of the Mill Street night shelter had to leave their beds after a kitchen fire on Monday. Volunteers of {US} led forty people "
    "out before the brigade arrived. Nobody was hurt in the fire, whose cause is being looked into by the brigade."
)
FUNDS = (
    f"The city council voted on Tuesday to double what it gives to {US} for its winter programme. Councillors of all parties welcomed the "
    "money, which pays for two hundred more places in January. The opposition asked for a review in spring."
)
WEATHER = "Rain is expected along the coast until Thursday, with winds of up to sixty kilometres an hour in the evening."


@pytest.fixture
def desk(slack: SlackDesk) -> SlackDesk:
    term(slack)
    return slack


def take(slack: SlackDesk, *texts: tuple[str, str, str], hours: float = 0) -> list[int]:
    """Stores articles as a poll does: title, text, outlet."""
    at = slack.clock() + timedelta(hours=hours)
    entries = [
        Entry(title, f"https://{outlet}.example/{abs(hash((title, outlet)))}", f"{title}{outlet}", at, summary=text, outlet=outlet.title())
        for title, text, outlet in texts
    ]  # fmt: skip
    with slack.database.write() as session:
        return articles.take(session, slack.desk, team_id=TEAM, entries=entries, at=at)


def sort(slack: SlackDesk) -> int:
    return sorting.sort(slack.desk, team_id=TEAM)


def article(slack: SlackDesk, article_id: int) -> Article:
    with slack.database.read() as session:
        return session.get_one(Article, article_id)


def stories(slack: SlackDesk, ids: Sequence[int]) -> list[int | None]:
    return [article(slack, one).story_id for one in ids]


def matched(slack: SlackDesk) -> list[Match]:
    with slack.database.read() as session:
        return list(session.exec(select(Match).order_by(col(Match.article_id), col(Match.term_id))))


def state(slack: SlackDesk) -> list[object]:
    found = [*rows(slack, Article), *rows(slack, Story), *rows(slack, Clip), *matched(slack)]
    return [one.model_dump(exclude={"sorted_at", "scored_at"}) for one in found]


def test_what_waits_becomes_copies_matches_clips_and_stories(desk: SlackDesk) -> None:
    ids = take(
        desk, ("Fire at shelter", FIRE, "gazette"), ("Shelter fire", FIRE[:260] + " …", "herald"), ("Guests flee shelter fire", FIRE_TOO, "courier"),
        ("Council doubles money", FUNDS, "gazette"), ("Rain", WEATHER, "gazette"),
    )  # fmt: skip
    assert sort(desk) == 5 and sort(desk) == 0
    fire, copy, other, funds, rain = (article(desk, one) for one in ids)
    assert copy.copy_of_id == fire.id and [one.copy_of_id for one in (fire, other, funds, rain)] == [None] * 4
    assert fire.story_id == copy.story_id == other.story_id != funds.story_id
    assert rain.story_id is None, "what means nothing to us is in no story"
    assert [one.article_id for one in rows(desk, Clip)] == ids[:4], "a copy is a clip of its own, the weather is none"
    assert [one.kind for one in rows(desk, Job)][-1] == "coverage_score"


def test_sorted_again_nothing_is_another(desk: SlackDesk) -> None:
    take(
        desk,
        ("Fire at shelter", FIRE, "gazette"),
        ("Shelter fire", FIRE[:260], "herald"),
        ("Guests flee", FIRE_TOO, "courier"),
        ("Money", FUNDS, "gazette"),
    )
    sort(desk)
    before = state(desk)
    with desk.database.write() as session:
        assert sorting.again(session, team_id=TEAM) == 4
    assert sort(desk) == 4 and state(desk) == before


def test_what_comes_later_joins_the_story_that_is_there(desk: SlackDesk) -> None:
    (first,) = take(desk, ("Fire at shelter", FIRE, "gazette"))
    sort(desk)
    (later, copy) = take(desk, ("Guests flee shelter fire", FIRE_TOO, "courier"), ("Fire", FIRE, "herald"), hours=5)
    sort(desk)
    assert len(set(stories(desk, [first, later, copy]))) == 1 and article(desk, copy).copy_of_id == first
    (story,) = rows(desk, Story)
    assert story.last_seen_at - story.first_seen_at == timedelta(hours=5)
    (week_on,) = take(desk, ("Fire", FIRE, "herald2"), hours=200)
    sort(desk)
    assert article(desk, week_on).copy_of_id is None, "after three days it is news again"


def test_a_longer_text_is_sorted_and_scored_again(desk: SlackDesk) -> None:
    (first,) = take(desk, ("Night of fire", "Nobody was hurt in a fire on Monday evening, the brigade said.", "gazette"))
    sort(desk)
    assert rows(desk, Clip) == []
    assert take(desk, ("Night of fire", FIRE, "gazette")) == []
    assert sort(desk) == 1 and [one.article_id for one in rows(desk, Clip)] == [first]


def test_a_split_and_a_merge_hold_for_ever_and_old_stories_lead_on(desk: SlackDesk) -> None:
    ids = take(
        desk,
        ("Fire at shelter", FIRE, "gazette"),
        ("Guests flee", FIRE_TOO, "courier"),
        ("Fire", FIRE, "herald"),
        ("Money", FUNDS, "gazette"),
    )
    sort(desk)
    one, other, copy, money = ids
    actor = desk.actor(TOBI)
    was = article(desk, one).story_id or 0
    with pytest.raises(Invalid):
        pairs.split(desk.desk, actor=actor, story_id=was, article_ids=[one, other, copy])
    with pytest.raises(NotAllowed):
        pairs.split(desk.desk, actor=desk.actor(PRIYA), story_id=was, article_ids=[other])
    new = pairs.split(desk.desk, actor=actor, story_id=was, article_ids=[other])
    assert stories(desk, ids[:3]) == [was, new.id, was]

    again(desk)
    assert stories(desk, ids[:3]) == [was, new.id, was]
    kept = pairs.merge(desk.desk, actor=actor, story_id=new.id or 0, into_id=article(desk, money).story_id or 0)
    again(desk)
    assert stories(desk, [other, money]) == [kept.id] * 2
    assert pairs.merge(desk.desk, actor=actor, story_id=new.id or 0, into_id=was).id == was, (
        "the merged one leads to where it went"
    )
    again(desk)
    assert set(stories(desk, ids)) == {was}
    assert [one.action for one in rows(desk, AuditEntry) if one.action.startswith("story.")] == [
        "story.split",
        "story.merged",
        "story.merged",
    ]


def test_what_is_said_of_a_story_of_many_articles_holds_for_each_of_them(desk: SlackDesk) -> None:
    at = desk.clock()
    big = covered.story(desk, "Fire", at)
    made = [covered.article_of(desk, covered.clip(desk, f"Fire {number}", at, story_id=big)) for number in range(50)]
    new = pairs.split(desk.desk, actor=desk.actor(TOBI), story_id=big, article_ids=made[:25])
    assert sum(not one.together for one in rows(desk, StoryPair)) == 25 * 25
    pairs.merge(desk.desk, actor=desk.actor(TOBI), story_id=new.id or 0, into_id=big)
    assert all(one.together for one in rows(desk, StoryPair)) and len(rows(desk, StoryPair)) == 24 + 25 * 25
    assert {one.story_id for one in rows(desk, Article)} == {big}


def test_an_article_that_cannot_be_sorted_keeps_no_other_from_it(desk: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(session: Any, team_id: str, ids: Sequence[int], **more: Any) -> list[int]:
        if bad in ids:
            raise ZeroDivisionError
        return real(session, team_id, ids, **more)

    real = matches.match
    monkeypatch.setattr(matches, "match", breaks)
    ids = take(desk, *((f"Fire {number}", f"{FIRE} {number}", f"paper{number}") for number in range(12)))
    bad = ids[5]
    with pytest.raises(ZeroDivisionError):
        sort(desk)
    assert [one for one in ids if article(desk, one).sorted_at is None] == [bad]
    bad = 0
    assert sort(desk) == 1 and article(desk, ids[5]).sorted_at is not None


def again(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        sorting.again(session, team_id=TEAM)
    sort(slack)


def test_what_a_person_calls_no_copy_is_none_however_often_it_is_sorted(desk: SlackDesk) -> None:
    one, other = take(desk, ("Fire at shelter", FIRE, "gazette"), ("Fire", FIRE, "herald"))
    sort(desk)
    assert article(desk, other).copy_of_id == one
    pairs.not_a_copy(desk.desk, actor=desk.actor(TOBI), article_id=other)
    again(desk)
    assert article(desk, other).copy_of_id is None
    pairs.not_a_copy(desk.desk, actor=desk.actor(TOBI), article_id=other, copy=True)
    again(desk)
    assert article(desk, other).copy_of_id == one


def test_not_us_takes_a_clip_and_its_copies_away_for_good_until_it_is_taken_back(desk: SlackDesk) -> None:
    take(desk, ("Fire at shelter", FIRE, "gazette"), ("Fire", FIRE, "herald"))
    sort(desk)
    first = rows(desk, Clip)[0]
    clips.not_us(desk.desk, actor=desk.actor(TOBI), clip_id=first.id or 0)
    again(desk)
    assert all(one.not_us_at for one in rows(desk, Clip)) and all(one.dismissed_at for one in matched(desk))
    clips.is_us(desk.desk, actor=desk.actor(TOBI), clip_id=first.id or 0)
    assert not any(one.not_us_at for one in rows(desk, Clip)) and not any(one.dismissed_at for one in matched(desk))


def test_what_a_person_clips_is_a_clip_though_it_means_no_term(desk: SlackDesk) -> None:
    (rain,) = take(desk, ("Rain", WEATHER, "gazette"))
    with desk.database.write() as session:
        made = clips.make(session, desk.desk, article_id=rain, added_by=desk.actor(TOBI).id)
        assert made.added_by and clips.make(session, desk.desk, article_id=rain).id == made.id
    sort(desk)
    assert article(desk, rain).story_id is not None


def test_any_stage_runs_again_from_the_command_line(desk: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    take(desk, ("Fire at shelter", FIRE, "gazette"), ("Fire", FIRE, "herald"), ("Rain", WEATHER, "gazette"))
    monkeypatch.setenv("DATABASE_URL", desk.database.engine.url.render_as_string(hide_password=False))

    def said(*words: str) -> str:
        done = CliRunner().invoke(app, ["coverage", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return next(line for line in done.output.splitlines() if "sorted" in line)

    assert said("sort") == "3 articles are sorted."
    desk.settle()
    before = state(desk)
    assert said("rebuild") == "0 articles are new, 3 sorted, 2 clips scored and 0 alerts raised."
    assert said("rebuild", "--from", "poll") == "0 articles are new, 3 sorted, 2 clips scored and 0 alerts raised."
    assert said("rebuild", "--from", "parse") == "0 articles are new, 3 sorted, 2 clips scored and 0 alerts raised."
    assert said("rebuild", "--from", "score") == "0 articles are new, 0 sorted, 2 clips scored and 0 alerts raised."
    assert said("rebuild", "--from", "alert") == "0 articles are new, 0 sorted, 0 clips scored and 0 alerts raised."
    assert said("rebuild", "--since", "2031-01-01") == "0 articles are new, 0 sorted, 0 clips scored and 0 alerts raised."
    assert state(desk) == before


def test_what_all_clips_name_ties_none_of_them_together(desk: SlackDesk) -> None:
    term(desk, "Wren Castellane", TermKind.SPOKESPERSON)
    ids = take(
        desk, ("Fire at the shelter", f"A fire broke out in the kitchen of {US} on Monday evening. Nobody was hurt.", "gazette"),
        ("Council doubles money", f"The city council voted to double what it gives to {US} for its winter programme.", "herald"),
        ("Parcels run short", f"Wren Castellane of {US} told listeners that food parcels are running short as prices rise.", "courier"),
    )  # fmt: skip
    sort(desk)
    assert len(set(stories(desk, ids))) == 3


def test_a_merge_while_the_machine_compares_is_not_undone_by_it(desk: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    fire, money = take(desk, ("Fire at shelter", FIRE, "gazette"), ("Money", FUNDS, "gazette"))
    sort(desk)
    was, into = stories(desk, [fire, money])
    (later,) = take(desk, ("Guests flee shelter fire", FIRE_TOO, "courier"), hours=1)
    compared = groupings.group

    def merge_meanwhile(*given: Any) -> groupings.Grouped:
        found = compared(*given)
        if article(desk, fire).story_id == was:
            pairs.merge(desk.desk, actor=desk.actor(TOBI), story_id=was or 0, into_id=into or 0)
        return found

    monkeypatch.setattr(groupings, "group", merge_meanwhile)
    sort(desk)
    assert stories(desk, [fire, money, later]) == [into] * 3
