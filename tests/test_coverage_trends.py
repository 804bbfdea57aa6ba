"""This week at a glance: how much, in what tone, beside whom, what came through; and the same as a picture and as sheets."""

from __future__ import annotations

import csv
import io
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.coverage import charts, search, trends
from bot.models import Article, Clip, House, Match, PullThrough, TermKind, Tone, WatchTerm
from bot.sandbox import files as held
from tests import covered
from tests.flows import actions
from tests.slack_desk import MARA, TEAM, TOBI, SlackDesk, buttons, words

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # A Wednesday.
WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)


@pytest.fixture
def desk(slack: SlackDesk) -> SlackDesk:
    """The desk on a Wednesday at noon."""
    slack.clock.set(NOW)
    return slack


def glance(slack: SlackDesk) -> dict[str, Any]:
    slack.command(TOBI, "coverage")
    return slack.private(TOBI)


def said(message: Any) -> str:
    return " ".join(words(message).split())


def counted(slack: SlackDesk, weeks: int = 8) -> trends.Trends:
    return trends.trends(slack.desk, actor=slack.actor(TOBI), weeks=weeks)


def taken(slack: SlackDesk, button: str) -> dict[str, Any]:
    slack.click(TOBI, button, message=glance(slack))
    file: dict[str, Any] = next(one for one in reversed(slack.said(TOBI, slack.dm(TOBI))) if one.get("files"))["files"][0]
    return file


def term(slack: SlackDesk, name: str, kind: TermKind) -> int:
    return covered.add(slack, WatchTerm(team_id=TEAM, kind=kind, name=name, added_by=slack.actor(MARA).id, added_at=NOW))


def means(slack: SlackDesk, article: int, *terms: int, at: datetime = NOW) -> None:
    with slack.database.write() as session:
        for one in terms:
            session.add(Match(article_id=article, term_id=one, term_version=1, seen_at=at))


def article(slack: SlackDesk, title: str, at: datetime = NOW, **more: Any) -> int:
    return covered.add(slack, Article(team_id=TEAM, title=title, published_at=at, first_seen_at=at, sorted_at=at, **more))


def test_a_week_counts_unique_articles_and_their_pickups_apart(desk: SlackDesk) -> None:
    first = covered.clip(desk, "Shelter stays open", NOW - HOUR, tone=Tone.FAVOURABLE)
    for number in range(2):
        covered.clip(desk, f"Copy {number}", NOW, outlet_name=f"Paper {number}", copy_of=first, tone=Tone.NEUTRAL)
    for number in range(4):
        covered.clip(desk, f"Last week {number}", NOW - WEEK, tone=Tone.UNFAVOURABLE if number else Tone.NOT_TONED)
    covered.clip(desk, "Long ago", NOW - 20 * WEEK)
    covered.clip(desk, "Of cats", NOW, not_us_at=NOW)
    shown = said(glance(desk))
    assert "This week so far:* 1 article + 2 pickups" in shown and "8 weeks, from the one of 5 October" in shown
    assert (
        "Articles: ▁▁▁▁▁▁█▃ 0 · 0 · 0 · 0 · 0 · 0 · 4 · 1" in shown
        and "Pickups: ▁▁▁▁▁▁▁█ 0 · 0 · 0 · 0 · 0 · 0 · 0 · 2" in shown
    )
    assert "of 4 articles that are toned; not toned: 1 of 5" in shown
    assert "🔴 unfavourable: ▁▁▁▁▁▁█▁ 0 · 0 · 0 · 0 · 0 · 0 · 3 · 0 (3 of 4)" in shown, "few are said as numbers"
    assert "🟢 favourable: ▁▁▁▁▁▁▁█" in shown, "an article has the tone of the original, not of its copies"


def test_the_lists_behind_this_week_have_what_its_numbers_say(desk: SlackDesk) -> None:
    first = covered.clip(desk, "Shelter stays open", NOW - HOUR, tone=Tone.UNFAVOURABLE)
    covered.clip(desk, "Copy", NOW, outlet_name="Paper", copy_of=first, tone=Tone.UNFAVOURABLE)
    covered.clip(desk, "On Sunday night", datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    message = glance(desk)
    desk.click(TOBI, "coverage_list:0", message=message)
    assert "1 article + 1 pickup" in words(desk.world.view(TOBI))
    found = counted(desk)
    for week in range(8):
        behind = search.listed(desk.desk, actor=desk.actor(TOBI), written=found.week(week).written())
        assert (behind.total, behind.pickups) == (found.unique[week], found.pickups[week])


def test_weeks_are_the_teams_own_also_when_the_clocks_change(desk: SlackDesk) -> None:
    covered.clip(
        desk, "First minute of a week", datetime(2026, 10, 18, 23, 1, tzinfo=UTC)
    )  # Monday in London, still in summer time.
    covered.clip(desk, "Last minute of it", datetime(2026, 10, 25, 23, 59, tzinfo=UTC))
    assert list(counted(desk).unique) == [0, 0, 2, 0, 0, 0, 0, 0]


def test_share_of_voice_states_what_it_is_a_share_of(desk: SlackDesk) -> None:
    us, also_us, peer, rival = (term(desk, name, kind) for name, kind in (
        ("Lantern Trust", TermKind.US), ("Lantern", TermKind.US), ("Harbour Aid", TermKind.PEER), ("Bell Fund", TermKind.PEER)))  # fmt: skip
    topic = term(desk, "Housing", TermKind.TOPIC)
    for number in range(6):
        means(desk, article(desk, f"Both {number}"), us, also_us, peer)
    for number in range(6):
        means(desk, article(desk, f"Peer {number}"), peer, topic)
    original = article(desk, "Original")
    means(desk, original, rival)
    means(desk, article(desk, "Copy", copy_of_id=original), rival)
    means(desk, article(desk, "Only a topic"), topic)
    clip = covered.clip(desk, "Not us", NOW, not_us_at=NOW)
    means(desk, covered.article_of(desk, clip), us)
    told = said(glance(desk))
    assert "Share of voice of 13 articles that mean at least one of these" in told, told
    assert "0 · 6 (6 of 13, 46 %)" in told and "0 · 12 (12 of 13, 92 %)" in told and "0 · 1 (1 of 13, 8 %)" in told
    assert told.index("Us: ") < told.index("Harbour Aid: ") < told.index("Bell Fund: ") and "Housing" not in told


def test_without_peers_it_says_what_share_of_voice_needs(desk: SlackDesk) -> None:
    term(desk, "Lantern Trust", TermKind.US)
    assert "needs peers" in said(glance(desk)) and "/press watch" in said(glance(desk))


def house(slack: SlackDesk, number: int = 2, **more: Any) -> int:
    by = slack.actor(TOBI).id
    return covered.add(slack, House(team_id=TEAM, number=number, issue="Shelter", core_message="Open every night.", owner_id=by,
                                    pillars=[{"message": "Nobody is turned away.", "proofs": []}], created_by=by, created_at=NOW, **more))  # fmt: skip


def test_messages_say_how_many_were_looked_through_and_how_many_nobody_confirmed(desk: SlackDesk) -> None:
    open_house, closed = house(desk), house(desk, 3, restricted=True)
    clips = [covered.clip(desk, f"Piece {number}", NOW) for number in range(4)]
    copy = covered.clip(desk, "Copy", NOW, copy_of=clips[0], outlet_name="Paper")
    waiting = covered.clip(desk, "Not scored yet", NOW)
    covered.put(desk, Clip, waiting, scored_at=None)
    by_hand = {"coder_id": desk.actor(TOBI).id, "coded_at": NOW, "coded_prominence": 1, "coded_accuracy": 2}
    for one, told in (
        (clips[0], {"presence": 2}), (clips[1], {"presence": 1, "coded_presence": 2, **by_hand}), (copy, {"presence": 2}),
        (clips[2], {"presence": 2, "coded_presence": 0, **by_hand}),
    ):  # fmt: skip
        covered.add(desk, PullThrough(clip_id=one, house_id=open_house, message="M-0002.1", **told))
    covered.add(desk, PullThrough(clip_id=clips[0], house_id=closed, message="M-0003.0", presence=2))
    told = said(glance(desk))
    assert "of 4 articles looked through for them" in told
    assert "M-0002.1: ▁▁▁▁▁▁▁█ 0 · 0 · 0 · 0 · 0 · 0 · 0 · 2 (2 of 4) ; confirmed by nobody: 1 of 2" in told, told
    assert "“Nobody is turned away.”" in told and "M-0003" not in told


def test_twenty_six_weeks_on_request_and_back(desk: SlackDesk) -> None:
    covered.clip(desk, "Long ago", NOW - 20 * WEEK)
    desk.click(TOBI, "coverage_trends", message=glance(desk))
    longer = desk.private(TOBI)
    assert "26 weeks" in words(longer) and sum(counted(desk, 26).unique) == 1 and sum(counted(desk, 8).unique) == 0
    desk.click(TOBI, "coverage_trends", message=longer)
    assert "8 weeks, from" in words(desk.private(TOBI))


def test_a_picture_comes_with_its_numbers_in_words(desk: SlackDesk) -> None:
    us, peer = term(desk, "Lantern Trust", TermKind.US), term(desk, "Aid $_x$ \\frac", TermKind.PEER)
    means(desk, covered.article_of(desk, covered.clip(desk, "Piece", NOW, tone=Tone.MIXED)), us, peer)
    file = taken(desk, "coverage_trends_file:png")
    assert (held.content(desk.world, file["id"]) or b"").startswith(b"\x89PNG")
    assert "Unique articles: 0, 0, 0, 0, 0, 0, 0, 1." in file["alt_txt"] and "mixed 1" in file["alt_txt"]
    assert "of 1 articles that mean at least one: us 1" in file["alt_txt"]
    assert "coverage.exported" in actions(desk)


def test_without_matplotlib_it_says_how_to_install_it(desk: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *rest: None if name == "matplotlib" else object())
    desk.click(TOBI, "coverage_trends_file:png", message=glance(desk))
    assert 'pip install "pressdesk[charts]"' in words(desk.private(TOBI))
    assert "coverage.exported" not in actions(desk)


def test_matplotlib_is_imported_only_where_a_picture_is_drawn() -> None:
    import subprocess

    code = "import sys, handlers.press; sys.exit('matplotlib' in sys.modules or 'openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_sheets_are_tidy_and_numbers_stay_numbers(desk: SlackDesk) -> None:
    us, peer = term(desk, "Lantern Trust", TermKind.US), term(desk, "=SUM(A1)", TermKind.PEER)
    means(desk, covered.article_of(desk, covered.clip(desk, "Piece", NOW, tone=Tone.MIXED)), us, peer)
    content = held.content(desk.world, taken(desk, "coverage_trends_file:csv")["id"]) or b""
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert table[0] == ["week of", "measure", "part", "value", "of"] and all(len(row) == 5 for row in table)
    assert ["2026-11-23", "unique articles", "", "1", ""] in table and ["2026-11-23", "tone", "mixed", "1", "1"] in table
    assert ["2026-11-23", "share of voice", "'=SUM(A1)", "1", "1"] in table
    book = load_workbook(io.BytesIO(held.content(desk.world, taken(desk, "coverage_trends_file:xlsx")["id"]) or b""))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells) and any(cell.value == "=SUM(A1)" for cell in cells)
    assert {type(cell.value) for cell in cells if cell.column == 4 and cell.row > 1} == {int}


def test_a_picture_of_nothing_and_of_many_names_is_drawn_too(desk: SlackDesk) -> None:
    assert charts.picture(counted(desk)).startswith(b"\x89PNG")
    for number in range(12):
        means(
            desk,
            article(desk, f"Piece {number}", NOW - number * WEEK),
            term(desk, f"Peer {number}", TermKind.PEER),
            at=NOW - number * WEEK,
        )
    found = counted(desk, 26)
    assert charts.picture(found).startswith(b"\x89PNG") and len(found.voices) == 1 + trends.MOST_VOICES
    assert len(charts.alt(found)) <= charts.MOST_ALT


def test_the_number_of_questions_to_the_store_does_not_grow_with_coverage(desk: SlackDesk) -> None:
    from sqlalchemy import event

    def asked() -> int:
        found: list[str] = []
        listen = lambda *told: found.append(told[2])  # noqa: E731
        event.listen(desk.database.engine, "before_cursor_execute", listen)
        counted(desk)
        event.remove(desk.database.engine, "before_cursor_execute", listen)
        return len(found)

    us, peer = term(desk, "Lantern Trust", TermKind.US), term(desk, "Harbour Aid", TermKind.PEER)
    means(desk, covered.article_of(desk, covered.clip(desk, "Piece", NOW)), us, peer)
    few = asked()
    for number in range(30):
        means(desk, covered.article_of(desk, covered.clip(desk, f"More {number}", NOW - number * timedelta(days=1))), us)
    assert asked() == few
    assert "coverage_search_open" in buttons(glance(desk))
