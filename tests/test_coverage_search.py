"""Articles and clips by words and filters, and the list behind a number, through the front door."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.coverage import filters, search
from bot.coverage.filters import Filters, Scope
from bot.errors import DeskError, NotFound
from bot.models import Article, Clip, ClipLink, Job, Journalist, LinkKind, Match, Medium, Story, TermKind, Tone, WatchTerm
from bot.sandbox import files as held
from tests import covered
from tests.flows import actions, log, rows
from tests.slack_desk import DESK, INTAKE, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def article(slack: SlackDesk, title: str, text: str = "", at: datetime = NOW, **more: Any) -> int:
    """The id of an article that is no clip."""
    place = covered.outlet(slack, more.pop("outlet", "Coast Radio"))
    return covered.add(slack, Article(team_id=TEAM, outlet_id=place, title=title, text=text, published_at=at, first_seen_at=at, sorted_at=at, **more))  # fmt: skip


def look(slack: SlackDesk, what: str, user: str = TOBI, where: str = DESK) -> dict[str, Any]:
    """What `/press coverage …` answers, to this person alone."""
    slack.command(user, f"coverage {what}".strip(), where)
    return slack.private(user, where)


def titles(slack: SlackDesk, what: str, **more: Any) -> list[str]:
    found = search.find(slack.desk, actor=slack.actor(TOBI), text=what, **more)
    return [] if found.loosely else [one.title for one in found.hits]


def behind(slack: SlackDesk, wanted: Filters) -> search.Found:
    return search.listed(slack.desk, actor=slack.actor(TOBI), written=wanted.written())


def taken(slack: SlackDesk, message: dict[str, Any], button: str, user: str = TOBI) -> bytes:
    slack.click(user, button, message=message)
    file = next(one for one in reversed(slack.said(user, slack.dm(user))) if one.get("files"))["files"][0]
    return held.content(slack.world, file["id"]) or b""


def test_words_phrases_exclusions_and_alternatives_mean_what_they_say(slack: SlackDesk) -> None:
    article(slack, "Food bank to close", "The Élan centre shuts its doors on Friday.")
    article(slack, "Bank holiday food", "A bank of clouds; football fans rejoice.")
    article(slack, "Library opens", "New shelters of books, said nobody.")
    assert set(titles(slack, "food bank")) == {"Food bank to close", "Bank holiday food"}
    assert titles(slack, '"food bank"') == ["Food bank to close"]
    assert titles(slack, "food bank -football") == ["Food bank to close"]
    assert titles(slack, 'bank -"food bank"') == ["Bank holiday food"]
    assert set(titles(slack, "library OR clouds")) == {"Library opens", "Bank holiday food"}
    assert titles(slack, "bank library OR doors") == ["Food bank to close"]
    assert titles(slack, "elan CENTRE") == titles(slack, "ÉLAN") == ["Food bank to close"]
    assert titles(slack, "shelt*") == ["Library opens"] and titles(slack, "shelt") == []
    assert titles(slack, '"shuts its doo"*') == ["Food bank to close"]


TYPED = (
    "food AND", "NEAR(food bank)", 'title:"', '"""', "food* OR *", "'; drop table article; --", "a:b", "(food", "food)", "{title} food", "^food",
    "bank & food", "food | bank", "!food <-> bank", "bank:*", "\\food", "慈善 food", "food \u200b", "- food", "-", "OR", "*", "“food bank”", "food\x00",
)  # fmt: skip


def test_nothing_typed_is_a_query_language_or_an_error(slack: SlackDesk) -> None:
    article(slack, "Food bank to close")
    for typed in TYPED:
        shown = look(slack, typed)
        assert "on record as" not in words(shown) + shown["text"], typed
    assert len(rows(slack, Article)) == 1


def test_an_article_is_found_as_it_is_now_and_no_more_once_it_is_gone(slack: SlackDesk) -> None:
    one = article(slack, "First words", "Some text")
    covered.put(slack, Article, one, title="Second words")
    assert titles(slack, "second") == ["Second words"] and titles(slack, "first") == [] == titles(slack, "first text")
    covered.put(slack, Article, one, language="en")
    assert titles(slack, "second text") == ["Second words"]
    with slack.database.write() as session:
        session.delete(session.get_one(Article, one))
    assert titles(slack, "second") == []


def test_the_headline_comes_first_and_newest_first_can_be_asked_for(slack: SlackDesk) -> None:
    article(slack, "Shelter opens", at=NOW - 3 * DAY)
    article(slack, "Weather", "A shelter is mentioned.", at=NOW)
    shown = look(slack, "shelter")
    assert words(shown).index("Shelter opens") < words(shown).index("Weather")
    slack.click(TOBI, "coverage_turn:order", message=shown)
    shown = slack.private(TOBI)
    assert words(shown).index("Weather") < words(shown).index("Shelter opens")


def test_copies_are_folded_into_their_original_and_counted_apart(slack: SlackDesk) -> None:
    first = covered.clip(slack, "Shelter stays open", NOW, outlet_name="Harbour Gazette", tier=1, tone=Tone.FAVOURABLE)
    for number in range(3):
        covered.clip(slack, f"Shelter open {number}", NOW + DAY, outlet_name=f"Paper {number}", copy_of=first)
    shown = look(slack, "shelter")
    assert "1 article + 3 pickups" in words(shown) and "Harbour Gazette · tier 1 · 🟢 favourable · + 3 pickups" in words(shown)
    assert f"clip_open:{first}:1" in buttons(shown) and "Shelter open 1" not in words(shown)


def test_pages_turn_in_place_and_the_scope_can_be_changed(slack: SlackDesk) -> None:
    for number in range(10):
        article(slack, f"Harbour piece {number}", at=NOW + number * timedelta(minutes=1))
    covered.clip(slack, "Harbour clip", NOW - DAY)
    shown = look(slack, "harbour")
    assert "11 articles" in words(shown) and "1–8 of 11" in words(shown) and "Harbour piece 9" in words(shown)
    slack.click(TOBI, "coverage_turn:more", message=shown)
    shown = slack.private(TOBI)
    assert "9–11 of 11" in words(shown) and "Harbour piece 0" in words(shown)
    slack.click(TOBI, "coverage_turn:scope", message=shown)
    shown = slack.private(TOBI)
    assert "1 article" in words(shown) and "in coverage of us" in words(shown) and "Harbour clip" in words(shown)
    slack.click(TOBI, "coverage_turn:scope", message=shown)
    assert "in every article" in words(slack.private(TOBI))


def test_each_facet_narrows_down(slack: SlackDesk) -> None:
    at = slack.clock()
    covered.clip(slack, "Shelter bad", at - DAY, outlet_name="The Daily Bell", tier=1, tone=Tone.UNFAVOURABLE)
    covered.clip(slack, "Shelter good", at - 40 * DAY, outlet_name="Harbour Gazette", tier=2, tone=Tone.FAVOURABLE)
    by_hand = covered.clip(slack, "Shelter set right", at - 2 * DAY, tone=Tone.UNFAVOURABLE, tone_by_hand=Tone.NEUTRAL)
    radio = article(slack, "Shelter on air", at=at, medium=Medium.RADIO)
    term = covered.add(
        slack, WatchTerm(team_id=TEAM, kind=TermKind.PEER, name="Harbour Aid", added_by=slack.actor(MARA).id, added_at=at)
    )
    with slack.database.write() as session:
        session.add(Match(article_id=radio, term_id=term, term_version=1, seen_at=at))
    who = covered.add(slack, Journalist(team_id=TEAM, name="Ines Castellane", key="ines castellane", created_at=at))
    covered.add(slack, ClipLink(clip_id=by_hand, kind=LinkKind.JOURNALIST, subject_id=who, score=1, made_at=at))
    story = next(one for one in rows(slack, Story) if one.title == "Shelter bad").id
    for typed, expected in (
        ("outlet:bell", {"Shelter bad"}), ("tier:2", {"Shelter good", "Shelter set right"}), ("tone:negative", {"Shelter bad"}),
        ("since:1w", {"Shelter bad", "Shelter set right", "Shelter on air"}), ("until:3w", {"Shelter good"}),
        ("medium:radio", {"Shelter on air"}), ('term:"harbour aid"', {"Shelter on air"}), (f"story:{story}", {"Shelter bad"}),
        ("journalist:castellane", {"Shelter set right"}), ("tone:neutral", {"Shelter set right"}),
    ):  # fmt: skip
        assert set(titles(slack, f"shelter {typed}")) == expected, typed
    assert set(titles(slack, "since:yesterday")) == {"Shelter bad"}, "facets alone are about coverage of us"
    assert set(titles(slack, "since:yesterday all")) == {"Shelter bad", "Shelter on air"}


def test_what_cannot_be_read_is_said_with_what_is_nearest(slack: SlackDesk) -> None:
    covered.outlet(slack, "Harbour Gazette")
    for typed, said in (
        ("outler:bell shelter", "Did you mean `outlet:`"), ("outlet:gazete", "Near it: “Harbour Gazette”"), ("tone:angry", "not toned"),
        ("tier:4", "tiers 1, 2 and 3"), ("since:someday", "is no day"), ("since:today until:2w", "nothing lies between"),
        ("tone:", "needs a value"), ("-shelter", "too"), ("sh*", "at least 3 letters"), ("journalist:nobody", "The desk knows 0"),
    ):  # fmt: skip
        shown = look(slack, typed)
        assert said in words(shown) + shown["text"], typed


def test_where_nothing_has_all_of_it_the_search_is_widened_and_says_so(slack: SlackDesk) -> None:
    article(slack, "Shelters of the north")
    assert "with other endings: 1 article" in words(look(slack, "shelter north"))
    assert "with some of it: 1 article" in words(look(slack, "north windmills"))
    assert "Not in coverage of us, but elsewhere: 1 article" in words(look(slack, "shelters clips"))
    nothing = words(look(slack, "windmills since:2w"))
    assert "Nothing found" in nothing and "Fewer words" in nothing and "narrowed down by `since:`" in nothing


def test_what_is_not_about_us_is_nowhere(slack: SlackDesk) -> None:
    covered.clip(slack, "Shelter for cats", NOW, not_us_at=NOW)
    assert titles(slack, "shelter") == titles(slack, "shelter clips") == []
    assert behind(slack, Filters(day=NOW.date())).total == behind(slack, Filters(scope=Scope.ALL)).total == 0


def test_the_list_behind_a_number_opens_with_its_pages_and_files(slack: SlackDesk) -> None:
    covered.channel(slack, NOW - 10 * DAY)
    slack.clock.set(NOW)
    first = covered.clip(slack, "Shelter stays open", NOW - timedelta(hours=2), tone=Tone.UNFAVOURABLE)
    covered.clip(slack, "Shelter open", NOW - timedelta(hours=1), outlet_name="Other", tone=Tone.UNFAVOURABLE, copy_of=first)
    for number in range(9):
        covered.clip(slack, f"Piece {number}", NOW - timedelta(minutes=10 + number))
    slack.command(TOBI, "digest now")
    digest = slack.private(TOBI)
    all_of_it = next(
        one for one in buttons(digest) if one.startswith("coverage_list:") and "tone" not in one and "story" not in one
    )
    slack.click(TOBI, all_of_it, message=digest)
    view = slack.world.view(TOBI)
    assert "10 articles + 1 pickup" in words(view) and "1–8 of 10" in words(view)
    slack.click(TOBI, "coverage_turn:more")
    assert "9–10 of 10" in words(slack.world.view(TOBI))
    slack.click(TOBI, "coverage_list:2", message=digest)
    assert "1 article + 1 pickup" in words(slack.world.view(TOBI)) and "unfavourable" in words(slack.world.view(TOBI))


def test_a_quiet_list_leaves_out_what_digests_leave_out(slack: SlackDesk) -> None:
    muted = covered.story(slack, "Muted", NOW)
    covered.put(slack, Story, muted, muted_at=NOW)
    covered.clip(slack, "In a muted story", NOW, story_id=muted)
    log(slack, topic="Hidden", restricted=["yes"], named=[TOBI])
    closed = covered.clip(slack, "Of a hidden matter", NOW)
    covered.add(slack, ClipLink(clip_id=closed, kind=LinkKind.INQUIRY, subject_id=1, score=1, made_at=NOW))
    covered.clip(slack, "Open", NOW)
    assert [one.title for one in behind(slack, Filters(quiet=True)).hits] == ["Open"]
    assert behind(slack, Filters()).total == 3
    assert "🔇 muted story" in words(look(slack, "muted"))


def test_a_story_that_became_part_of_another_leads_there(slack: SlackDesk) -> None:
    old, new = covered.story(slack, "Old", NOW), covered.story(slack, "New", NOW)
    covered.clip(slack, "Shelter", NOW, story_id=new)
    assert behind(slack, Filters(story=old)).total == 0
    covered.put(slack, Story, old, merged_into_id=new)
    assert behind(slack, Filters(story=old)).total == 1 and titles(slack, f"story:{old}") == ["Shelter"]


def test_filters_are_read_as_they_were_written_and_nonsense_is_refused(slack: SlackDesk) -> None:
    every = Filters(
        day=NOW.date(), since=NOW, until=NOW + DAY, tone=Tone.NOT_TONED, tier=1, story=5, medium=Medium.TV, term=(1, 2), outlet=(3,),
        journalist=(4,), message="M-0002.1", scope=Scope.ALL, quiet=True,
    )  # fmt: skip
    assert filters.read(every.written()) == every and len(every.written()) < 255
    assert filters.read("") == Filters()
    for nonsense in ("day=yesterday", "color=red", "tone=", "since=2026-11-25", "term=a", "tier"):
        with pytest.raises(NotFound, match="Look for it with"):
            filters.read(nonsense)


def test_a_day_is_a_day_of_the_teams_zone(slack: SlackDesk) -> None:
    night = datetime(2026, 7, 14, 23, 30, tzinfo=UTC)  # Half past midnight in London.
    covered.clip(slack, "By night", night)
    assert behind(slack, Filters(day=datetime(2026, 7, 15).date())).total == 1
    assert behind(slack, Filters(day=datetime(2026, 7, 14).date())).total == 0


def test_a_file_holds_what_was_found_and_nothing_in_it_runs(slack: SlackDesk) -> None:
    evil = '=HYPERLINK("https://example.org")'
    one = covered.clip(
        slack, f"{evil} shelter", NOW, tier=1, tone=Tone.NEUTRAL, tone_by_hand=Tone.MIXED, outlet_name="@SUM(A1)"
    )
    covered.clip(slack, "Shelter again \x0b", NOW, copy_of=one)
    gone = covered.clip(slack, "Shelter for cats", NOW)
    shown = look(slack, "shelter", PRIYA, INTAKE)
    covered.put(slack, Clip, gone, not_us_at=NOW)
    table = list(csv.DictReader(io.StringIO(taken(slack, shown, "coverage_file:csv", PRIYA).decode("utf-8-sig"), newline="")))
    assert [row["title"] for row in table if row["title"].endswith("shelter")] == [f"'{evil} shelter"] and len(table) == 2
    assert {row["tone"] + " by " + row["tone by"] for row in table} == {"mixed by person", "neutral by machine"}
    assert not [cell for row in table for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]
    sheet = load_workbook(io.BytesIO(taken(slack, shown, "coverage_file:xlsx", PRIYA))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == f"{evil} shelter" for cell in cells) and all(cell.data_type != "f" for cell in cells)
    assert actions(slack).count("coverage.exported") == 2
    jobs = [one for one in rows(slack, Job) if one.kind == "file"]
    assert "shelter" not in str([one.arguments for one in jobs]).casefold(), "a job holds ids, and none of the words"


def test_search_has_a_box_and_only_who_may_look_gets_any_of_it(slack: SlackDesk) -> None:
    article(slack, "Shelter opens")
    slack.command(TOBI, "coverage")
    slack.click(TOBI, "coverage_search_open", message=slack.private(TOBI))
    assert "facet" in str(slack.submit(TOBI, query="outler:x shelter"))
    assert slack.submit(TOBI, query="shelter").ok
    assert "Shelter opens" in words(slack.world.view(TOBI))
    from bot.models import Role

    slack.role(PRIYA, Role.NONE)
    for call in (
        lambda: search.find(slack.desk, actor=slack.actor(PRIYA), text="shelter"),
        lambda: search.listed(slack.desk, actor=slack.actor(PRIYA), written=""),
        lambda: search.article_ids(slack.desk, actor=slack.actor(PRIYA), text="shelter", as_list=False),
    ):
        with pytest.raises(DeskError, match="look at the press desk"):
            call()


def test_more_than_are_looked_at_is_said_and_the_newest_are_shown(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WINDOW", 5)
    old = article(slack, "Shelter founded", at=NOW - 300 * DAY)
    for number in range(7):
        article(slack, f"Piece {number}", "shelter", at=NOW + number * timedelta(minutes=1))
    found = search.find(slack.desk, actor=slack.actor(TOBI), text="shelter")
    assert found.more and [one.title for one in found.hits] == [
        "Shelter founded",
        *(f"Piece {number}" for number in (6, 5, 4, 3, 2)),
    ]
    assert found.hits[0].article == old
    assert "There are more than" in words(look(slack, "shelter"))
