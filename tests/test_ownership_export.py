"""An export holds everything, exactly, in files that do nothing but be read, and of restricted matters not a trace."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import audit
from bot.errors import DeskError
from bot.models import Alert, AlertKind, ClipLink, CoverageDigest, EngagementReport, Inquiry, InquiryEvent, LinkKind
from bot.ownership import rows
from bot.ownership.cells import REMOVED, cell
from bot.ownership.export import export
from tests import covered
from tests.flows import ask, change, log, sent
from tests.slack_desk import DINAH, MARA, TEAM, TOBI, SlackDesk

HOSTILE = "<script>alert(1)</script> \"' onmouseover=x <img src=//evil.example/x> ```` [a](javascript:1) {other}"
MARKS = ("Zanzibar", "Quillfeather", "Obelisk", "hushed words", "PR-0003", "a secret question")


def fill(slack: SlackDesk) -> None:
    """Two inquiries for everybody and, third, a restricted one with a draft, a note and people of its own."""
    log(slack, topic="Night shelter numbers", questions="How many beds?\nSince when?", outlet="Eastmarsh Gazette")
    sent(slack, "The shelter has 40 beds.")
    log(slack, topic=HOSTILE, questions=HOSTILE, background=HOSTILE, journalists=HOSTILE, outlet=HOSTILE)
    ask(slack, text=HOSTILE, number=2)
    log(slack, user=MARA, topic="Zanzibar tribunal", journalists="Ned Quillfeather", outlet="Obelisk Weekly",
        questions="a secret question?", restricted=["yes"], named=[DINAH])  # fmt: skip
    ask(slack, user=MARA, text="hushed words", number=3, channel=slack.dm(MARA))


def written(slack: SlackDesk, folder: Path, **how: Any) -> Path:
    export(slack.database, folder, settings=slack.settings, at=slack.clock(), **how)
    return folder


def lines(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text().splitlines()]


def sheet(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_text()


def test_every_row_of_every_table_is_there_twice_and_exactly(slack: SlackDesk, tmp_path: Path) -> None:
    fill(slack)
    folder = written(slack, tmp_path / "out", restricted=True)
    with slack.database.engine.connect() as connection:
        found = rows.tables(connection)
        for table in found:
            there = list(rows.read(connection, table))
            assert lines(folder, table.name) == there
            assert len(sheet(folder, table.name)) == len(there), table.name
    assert {path.stem for path in (folder / "tables").iterdir()} == {table.name for table in found}
    assert lines(folder, "inquiry")[1]["topic"] == HOSTILE


def test_without_being_asked_it_tells_nothing_of_restricted_matters(slack: SlackDesk, tmp_path: Path) -> None:
    fill(slack)
    whole = "".join(path + content for path, content in files(written(slack, tmp_path / "all", restricted=True)))
    assert not [mark for mark in MARKS if mark not in whole]
    folder = written(slack, tmp_path / "out")
    for path, content in files(folder):
        assert not [mark for mark in MARKS if mark in content or mark in path], path
    for table in (
        "inquiry",
        "question",
        "statement",
        "statementversion",
        "posting",
        "job",
        "auditentry",
        "named",
        "searchtext",
    ):
        for row in lines(folder, table):
            assert row.get("inquiry_id") != 3 and row.get("object") != "inquiry:3" and row.get("subject") != "inquiry:3"
            assert (row.get("arguments") or {}).get("inquiry") != 3, (table, row)
    assert [row["name"] for row in lines(folder, "outlet")] == ["Eastmarsh Gazette", HOSTILE[:200]]
    assert len(lines(folder, "inquiry")) == 2 and len(lines(folder, "decision")) == 1


def test_what_is_known_to_all_stays_though_it_touches_what_is_not(slack: SlackDesk, tmp_path: Path) -> None:
    """A journalist who also asked openly, an open follow-up of a restricted inquiry, a morning's list."""
    log(slack, topic="Open matter", journalists="Ned Quillfeather", outlet="Obelisk Weekly")
    log(slack, user=MARA, topic="Hushed", journalists="Ned Quillfeather", outlet="Obelisk Weekly", restricted=["yes"])
    with slack.database.write() as session:
        session.execute(text("update inquiry set parent_id = 2 where id = 1"))
        for at, before, about in ((1, {"parent_id": 2, "topic": "Older"}, None), (2, None, 2)):
            session.add(
                InquiryEvent(inquiry_id=1, at=slack.clock(), actor_id=f"slack:T0LANTERN:{MARA}", action=f"changed{at}",
                             before=before, about_id=about)
            )  # fmt: skip
        audit.write(session, at=slack.clock(), actor="x", action="inquiry.linked", object="inquiry:1", details={"parent": 2})
        session.execute(
            text(
                "insert into digest (team_id, day, kind, snapshot, created_at) values (:team, :day, 'morning', :snapshot, :at)"
            ),
            {"team": "T0LANTERN", "day": "2026-11-23", "snapshot": json.dumps({"overdue": [1, 2]}), "at": slack.clock()},
        )
    folder = written(slack, tmp_path / "out")
    assert [row["name"] for row in lines(folder, "journalist")] == ["Ned Quillfeather"]
    (row,) = lines(folder, "inquiry")
    assert row["topic"] == "Open matter" and row["parent_id"] is None
    assert [row["before"] for row in lines(folder, "inquiryevent")] == [None, {"parent_id": None, "topic": "Older"}]
    assert "inquiry.linked" not in [row["action"] for row in lines(folder, "auditentry")]
    assert lines(folder, "digest")[0]["snapshot"] == {"overdue": [1]}


def test_coverage_of_what_became_restricted_is_left_out_with_all_that_names_it(slack: SlackDesk, tmp_path: Path) -> None:
    for topic in ("Open matter", "Zanzibar"):
        log(slack, topic=topic)
    at = slack.clock()
    open_, hushed, other = (covered.clip(slack, title, at) for title in ("Shelter opens", "Tribunal begins", "Ferry late"))
    channel = covered.channel(slack, at)
    for clip, inquiry in ((open_, 1), (hushed, 2)):
        covered.add(slack, ClipLink(clip_id=clip, kind=LinkKind.INQUIRY, subject_id=inquiry, score=1, made_at=at))
        reason = f"The first of what was asked in PR-000{inquiry}."
        story = covered.story(slack, "One", at)
        covered.add(slack, Alert(team_id=TEAM, story_id=story, kind=AlertKind.FIRST_COVERAGE, reason=reason, raised_at=at))
        measures = [{"name": "received", "value": 1, "behind": [inquiry]}]
        covered.add(slack, EngagementReport(
            team_id=TEAM, channel_id=channel, period=f"p{inquiry}", first_day=at.date(), last_day=at.date(), created_at=at,
            snapshot={"measures": measures},
        ))  # fmt: skip
    covered.add(slack, CoverageDigest(
        team_id=TEAM, channel_id=channel, day=at.date(), since=at, until=at, created_at=at,
        snapshot={"clips": [open_, hushed, other], "days": [hushed]},
    ))  # fmt: skip
    assert {one["inquiry_id"] for one in lines(written(slack, tmp_path / "before"), "inquiryevent")} == {1, 2}
    covered.put(slack, Inquiry, 2, restricted=True)

    folder = written(slack, tmp_path / "out")
    assert [one["id"] for one in lines(folder, "clip")] == [open_, other]
    assert [one["subject_id"] for one in lines(folder, "cliplink")] == [1]
    assert [one["reason"][-8:] for one in lines(folder, "alert")] == ["PR-0001."]
    assert [one["period"] for one in lines(folder, "engagementreport")] == ["p1"]
    assert lines(folder, "coveragedigest")[0]["snapshot"] == {"clips": [open_, other], "days": [hushed]}
    assert len(lines(written(slack, tmp_path / "all", restricted=True), "clip")) == 3


def test_the_index_says_what_was_written_and_not_what_was_not(slack: SlackDesk, tmp_path: Path) -> None:
    fill(slack)
    told = export(slack.database, tmp_path / "out", settings=slack.settings, at=slack.clock())
    page = (tmp_path / "out" / "index.html").read_text()
    assert f"{len(told)} tables, {sum(one.rows for one in told):,} rows" in page
    assert re.search(r"<td>inquiry<td>2<td>", page)
    assert "without restricted inquiries" in page


class Reader(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_pages_are_escaped_and_fetch_nothing_and_every_link_leads_somewhere(slack: SlackDesk, tmp_path: Path) -> None:
    fill(slack)
    folder = written(slack, tmp_path / "out", restricted=True)
    pages = sorted(folder.rglob("*.html"))
    assert [page.name for page in pages] == ["index.html", "PR-0001.html", "PR-0002.html", "PR-0003.html"]
    for page in pages:
        found = Reader(page.read_text())
        assert found.tags.count("script") == (page.name == "index.html")
        assert not {"img", "iframe", "link", "form"} & set(found.tags)
        assert not [name for name in found.attributes if name.startswith("on")]
        assert "default-src 'none'" in page.read_text()
        for link in found.links:
            assert "//" not in link and (page.parent / link).resolve().exists(), link
    assert HOSTILE in Reader((folder / "inquiries" / "PR-0002.html").read_text()).text


def test_a_page_has_questions_words_decisions_and_history(slack: SlackDesk, tmp_path: Path) -> None:
    fill(slack)
    folder = written(slack, tmp_path / "out")
    shown = Reader((folder / "inquiries" / "PR-0001.html").read_text()).text
    for words in ("How many beds?", "The shelter has 40 beds.", "approved by Dinah Osei", "sent version 1", "Version 1, sent"):
        assert words in shown
    statements = (folder / "statements" / "PR-0001.md").read_text()
    assert "```text\nThe shelter has 40 beds.\n```" in statements and "approved by Dinah Osei" in statements
    assert "How many beds?" in (folder / "briefings" / "PR-0001.md").read_text()


def test_markdown_holds_the_exact_words_and_nothing_in_them_is_markup(slack: SlackDesk, tmp_path: Path) -> None:
    fill(slack)
    statements = (written(slack, tmp_path / "out") / "statements" / "PR-0002.md").read_text()
    assert f"`````text\n{HOSTILE}\n`````" in statements
    assert "<script>" not in statements.replace(HOSTILE, "")


@pytest.mark.parametrize("word", ["=1+1", "+44 1632 960555", "-1", "@x", "\t=1", "\r=1", " =1", "＝1"])
def test_a_spreadsheet_runs_no_cell(word: str) -> None:
    assert cell(word) == f"'{word}"


@pytest.mark.parametrize(("value", "shown"), [(-1, -1), (1.5, 1.5), (None, ""), (True, "true"), ("a=1", "a=1"), ([1], "[1]")])
def test_what_is_no_formula_is_left_as_it_is(value: Any, shown: Any) -> None:
    assert cell(value) == shown


def test_formulas_are_defused_in_the_sheet_and_exact_in_json_lines(slack: SlackDesk, tmp_path: Path) -> None:
    log(slack, topic="=HYPERLINK(1)", questions='+1;"quoted"')
    folder = written(slack, tmp_path / "out")
    assert sheet(folder, "inquiry")[0]["topic"] == "'=HYPERLINK(1)"
    assert lines(folder, "inquiry")[0]["topic"] == "=HYPERLINK(1)"
    assert sheet(folder, "question")[0]["text"] == '\'+1;"quoted"'


def test_no_secret_is_in_an_export(slack: SlackDesk, tmp_path: Path) -> None:
    own = slack.settings.slack_bot_token
    assert own is not None
    token = "xoxp" + "-1234567890-abcdefgh"
    log(slack, topic=f"Is {own.get_secret_value()} yours?", questions=f"And {token}?")
    folder = written(slack, tmp_path / "out")
    for path, content in files(folder):
        assert own.get_secret_value() not in content and token not in content, path
    assert lines(folder, "inquiry")[0]["topic"] == f"Is {REMOVED} yours?"
    assert "like a password or token" in (folder / "index.html").read_text()


def test_a_folder_that_holds_anything_is_refused_and_left_alone(slack: SlackDesk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(DeskError, match="not empty"):
        written(slack, folder)
    assert [one.name for one in folder.iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_nothing_behind(slack: SlackDesk, tmp_path: Path) -> None:
    log(slack)

    def broken(what: str, _done: int) -> None:
        if what == "inquiries":
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        written(slack, tmp_path / "new" / "out", told=broken)
    assert not list((tmp_path / "new").iterdir())


def test_an_empty_folder_and_one_that_is_not_there_are_taken(slack: SlackDesk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert (written(slack, tmp_path / "empty") / "index.html").exists()
    folder = written(slack, tmp_path / "a" / "b")
    assert (folder / "index.html").exists() and folder.stat().st_mode & 0o077 == 0


def test_a_note_stands_in_the_history_of_the_page(slack: SlackDesk, tmp_path: Path) -> None:
    log(slack)
    change(slack, TOBI, 1, note="Rang back twice.")
    assert "Rang back twice." in (written(slack, tmp_path / "out") / "inquiries" / "PR-0001.html").read_text()
