"""The engagement report: outputs, out-takes, outcomes, each number with the rows behind it, and nothing restricted in it."""

from __future__ import annotations

import csv
import importlib.util
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from docx import Document

from bot import reports as reports_of
from bot import schedule, statements
from bot.coverage import trends
from bot.errors import DeskError
from bot.models import (
    Article,
    CaseState,
    Clip,
    ClipLink,
    ClipQuote,
    CorrectionCase,
    CoverageChannel,
    EngagementReport,
    Holiday,
    House,
    Inquiry,
    Journalist,
    LineStatus,
    LinkKind,
    Match,
    Outlet,
    Pitch,
    Prominence,
    PullThrough,
    QuoteClass,
    StatementKind,
    TermKind,
    Tone,
    WatchTerm,
)
from bot.reports.periods import Period, read
from bot.sandbox import control
from bot.sandbox import files as held
from bot.statements import NewStatement, StatementChanges, Wording
from tests.flows import actions, change, kept_in_order, log, open_more, rows, sent
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

NEWS = INTAKE
MONDAY = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)


def put(slack: SlackDesk, row: Any) -> Any:
    """Adds a row and gives it back with its id."""
    with slack.database.write() as session:
        session.add(row)
        session.flush()
        session.refresh(row)
        session.expunge(row)
    return row


def clip(slack: SlackDesk, title: str = "Shelter stays open", *, outlet: str = "Eastmarsh Gazette", copy_of: int | None = None,
         terms: tuple[int, ...] = (), at: datetime | None = None, ours: bool = True, **fields: Any) -> Any:  # fmt: skip
    """An article and the clip it is; with `ours` off the article alone."""
    at = at or slack.clock()
    known = [one for one in rows(slack, Outlet) if one.name == outlet]
    where = known[0] if known else put(slack, Outlet(team_id=TEAM, name=outlet, key=outlet.casefold()))
    article = put(slack, Article(team_id=TEAM, title=title, outlet_id=where.id, address=f"https://{len(rows(slack, Article))}.example.org/a",
                                 published_at=at, first_seen_at=at, copy_of_id=copy_of))  # fmt: skip
    for term in terms:
        put(slack, Match(article_id=article.id, term_id=term, term_version=1, seen_at=at))
    return (
        put(slack, Clip(team_id=TEAM, article_id=article.id, seen_at=at, **({"scored_at": at} | fields))) if ours else article
    )


def term(slack: SlackDesk, name: str, kind: TermKind) -> int:
    made = put(slack, WatchTerm(team_id=TEAM, kind=kind, name=name, added_by=f"slack:{TEAM}:{MARA}", added_at=slack.clock()))
    return int(made.id)


def channel(slack: SlackDesk, **chosen: Any) -> CoverageChannel:
    made = CoverageChannel(team_id=TEAM, channel=NEWS, zone="Europe/London", previewed_at=slack.clock(), added_by=f"slack:{TEAM}:{MARA}", added_at=slack.clock(), **chosen)  # fmt: skip
    found: CoverageChannel = put(slack, made)
    return found


def report(slack: SlackDesk, user: str = TOBI, what: str = "", where: str = DESK) -> dict[str, Any]:
    """Asks for a report and gives the reply that only this person sees."""
    slack.command(user, f"report {what}".strip(), where)
    return slack.private(user, where)


def tick(slack: SlackDesk, at: datetime) -> None:
    slack.clock.set(at)
    schedule.tick(slack.desk)
    slack.settle()


def posted(slack: SlackDesk) -> list[dict[str, Any]]:
    return [one for one in slack.said(MARA, NEWS) if "Engagement report" in words(one) and not one.get("ephemeral")]


def taken(slack: SlackDesk, message: dict[str, Any], ending: str, user: str = TOBI) -> bytes:
    """The report as a file, from the button under it."""
    slack.click(user, f"report_file:{ending}", message=message)
    file = next(one for one in reversed(slack.said(user, slack.dm(user))) if one.get("files"))["files"][0]
    return held.content(slack.world, file["id"]) or b""


def a_week(slack: SlackDesk) -> None:
    """Three inquiries of which one was late, and coverage of every kind."""
    for topic in ("Night shelter numbers", "Heating grants", "Counsel's letter"):
        log(slack, topic=topic)
        slack.clock.advance(minutes=2)
    for number, minutes in ((1, 5), (2, 4), (3, 3)):
        slack.clock.advance(minutes=minutes)
        slack.click(TOBI, "inquiry_acknowledge", message=slack.card(number))
    sent(slack, number=1)
    sent(slack, number=2)
    change(slack, MARA, 3, court="legal", note="Counsel was in court all day.")
    slack.clock.set(datetime(2026, 11, 23, 19, 10, tzinfo=UTC))
    sent(slack, number=3)
    us, peer = term(slack, "Harbour Light", TermKind.US), term(slack, "Lantern Trust", TermKind.PEER)
    first = clip(slack, "Shelter stays open", terms=(us, peer), tier=1, tone=Tone.FAVOURABLE, prominence=Prominence.HEADLINE)
    copied = clip(
        slack, "Shelter stays open", outlet="Coast FM", copy_of=first.article_id, terms=(us,), tier=2, tone=Tone.FAVOURABLE
    )
    bad = clip(slack, "Beds run out", terms=(us,), tier=1, tone=Tone.NEUTRAL, tone_by_hand=Tone.UNFAVOURABLE,
               tone_by=f"slack:{TEAM}:{TOBI}", prominence=Prominence.BODY)  # fmt: skip
    clip(slack, "Snow is due", tier=3)
    clip(slack, "Peers alone", terms=(peer,), ours=False)
    clip(slack, "Not about us", not_us_at=slack.clock(), not_us_by=f"slack:{TEAM}:{TOBI}")
    put(slack, ClipLink(clip_id=first.id, kind=LinkKind.INQUIRY, subject_id=1, score=0.9, made_at=slack.clock(), confirmed_at=slack.clock(), decided_by=f"slack:{TEAM}:{TOBI}"))  # fmt: skip
    put(slack, ClipLink(clip_id=bad.id, kind=LinkKind.INQUIRY, subject_id=2, score=0.6, made_at=slack.clock()))
    put(slack, ClipLink(clip_id=bad.id, kind=LinkKind.INQUIRY, subject_id=3, score=0.6, made_at=slack.clock(), refused_at=slack.clock()))  # fmt: skip
    for number, kind in enumerate((QuoteClass.EXACT, QuoteClass.ALTERED), start=1):
        put(slack, ClipQuote(clip_id=first.id, number=number, printed="We are open.", speaker="Dinah Okafor", kind=kind))
    put(slack, ClipQuote(clip_id=copied.id, number=1, printed="We are open.", speaker="Dinah Okafor", kind=QuoteClass.EXACT))
    case = CorrectionCase(team_id=TEAM, number=1, clip_id=bad.id, owner_id=f"slack:{TEAM}:{TOBI}", opened_at=slack.clock(), asked_at=slack.clock(), state=CaseState.ASKED, error="There are 40 beds.")  # fmt: skip
    put(slack, case)


def test_the_week_is_told_in_its_order_the_late_one_is_explained_and_every_number_opens_as_many_rows(slack: SlackDesk) -> None:
    a_week(slack)
    said = words(report(slack))
    assert said.index("Outputs") < said.index("Out-takes") < said.index("Outcomes")
    for part in ("Inquiries received:  3", "Acknowledged:  3 of 3", "On time:  2 of 3", "Late:  1", "PR-0003: 1 h 10 min late",
                 "“Counsel was in court all day.”", "With legal for", "Articles about us:  3", "Pickups:  1", "Clips by outlet:  Eastmarsh Gazette 3", "favourable 1 of 2",
                 "unfavourable 1 of 2", "Not toned:  1 of 3", "Dinah Okafor 2", "altered 1 of 2", "Answered inquiries with coverage:  2 of 3",
                 "Links nobody confirmed:  1 of 2", "Corrections asked for:  1", "Share of voice:  2 of 3", "Us, by all our names 2 of 3", "Lantern Trust 2 of 3"):  # fmt: skip
        assert part in said, part
    assert (
        "1 of 3 due was late." in said
        and "1 unfavourable article in tier 1" in said
        and "1 quote was printed otherwise" in said
    )
    assert " % " not in said.replace("% of", ""), "few are said as numbers"
    assert "AVE" not in said and "mpressions" not in said
    house = {"presence": 1, "prominence": 1, "accuracy": 2}
    row = put(slack, House(team_id=TEAM, number=2, issue="Shelter", core_message="Open every night.", pillars=[{"message": "Help is near.", "proofs": []}], status=LineStatus.APPROVED, owner_id=f"slack:{TEAM}:{TOBI}",
                           created_by=f"slack:{TEAM}:{TOBI}", created_at=slack.clock()))  # fmt: skip
    put(slack, PullThrough(clip_id=1, house_id=row.id, message="M-0002.0", coded_presence=2, coded_prominence=2, coded_accuracy=2,
                           coder_id=f"slack:{TEAM}:{TOBI}", coded_at=slack.clock()))  # fmt: skip
    put(slack, PullThrough(clip_id=3, house_id=row.id, message="M-0002.0", **house))
    message = report(slack)
    assert "M-0002.0 Open every night. 2 of 3 (coded by Tobi Fenwick)" in words(message)
    assert "M-0002.1 Help is near. 0 of 3" in words(message), "what nobody printed is said too"
    assert "Only the machine's coding:  1 of 2" in words(message)
    actor = slack.actor(TOBI)
    found = reports_of.by_key(slack.desk, actor=actor, key="week:2026-11-23")
    assert len(found.measures) > 40
    weeks = trends.trends(slack.desk, actor=actor)
    told = {one.key: one for one in found.measures}
    assert (told["articles"].value, told["pickups"].value) == (weeks.unique[-1], weeks.pickups[-1])
    assert (told["voice"].value, told["voice"].n) == (weeks.voices[0].by_week[-1], weeks.named_by_week[-1]), "as trends count"
    for one in found.measures:
        behind = reports_of.behind(slack.desk, actor=actor, source=found.period.key, name=one.key)
        expected = one.value if one.defined.unit in ("count", "part") else one.n
        assert behind.total == len(behind.rows) == expected, one.key
        assert behind.how
    for seen in found.observations:
        listed = reports_of.behind(slack.desk, actor=actor, source=found.period.key, name=f"!{seen.name}")
        assert listed.total == len(seen.behind) > 0
    slack.click(TOBI, "report_list", message=message, chosen=f"{found.period.key}|late")
    shown = words(slack.world.view(TOBI))
    assert "Late" in shown and "PR-0003" in shown and "How this is counted" in shown


def test_a_restricted_inquiry_is_in_no_number_and_no_list_and_leaves_a_report_that_is_up(slack: SlackDesk) -> None:
    channel(slack)
    log(slack, topic="Open matter")
    log(slack, topic="Hidden matter", restricted=["yes"], named=[TOBI])
    assert "Inquiries received:  1" in words(report(slack, TOBI, where=NEWS))
    slack.click(TOBI, "report_post", message=slack.private(TOBI, NEWS))
    assert "Inquiries received:  1" in words(posted(slack)[0])
    linked = clip(slack)
    put(slack, ClipLink(clip_id=linked.id, kind=LinkKind.INQUIRY, subject_id=2, score=0.9, made_at=slack.clock()))
    assert "Articles about us:  0" in words(report(slack)), "nor what came of one"
    change(slack, MARA, 1, restricted=["yes"], named=[MARA])
    assert "Inquiries received:  0" in words(posted(slack)[0]), "the report in the channel no longer counts it"
    log(slack, topic="Printed matter")
    printed = clip(slack, "Printed")
    put(slack, ClipLink(clip_id=printed.id, kind=LinkKind.INQUIRY, subject_id=3, score=0.9, made_at=slack.clock()))
    slack.click(TOBI, "report_post", message=report(slack, TOBI, where=NEWS))
    assert "Articles about us:  1" in words(posted(slack)[0])
    change(slack, MARA, 3, restricted=["yes"], named=[MARA])
    assert "Articles about us:  0" in words(posted(slack)[0]) and "Inquiries received:  0" in words(posted(slack)[0])
    (row,) = rows(slack, EngagementReport)
    with pytest.raises(DeskError):
        reports_of.behind(slack.desk, actor=slack.actor(MARA), source=f"report:{row.id}", name="received.x")
    assert reports_of.behind(slack.desk, actor=slack.actor(MARA), source=f"report:{row.id}", name="received").rows == []


def test_a_statement_of_its_own_that_is_restricted_leaves_a_report_that_is_up(slack: SlackDesk) -> None:
    channel(slack)
    dinah = slack.actor(DINAH)
    new, said = NewStatement(StatementKind.PROACTIVE, "Beds"), Wording({"text": "The shelter is open."})
    one = statements.save(slack.desk, actor=dinah, new=new, wording=said).statement
    who = put(slack, Journalist(team_id=TEAM, name="Wren", key="wren", created_at=slack.clock()))
    put(slack, Pitch(team_id=TEAM, subject="Beds", key="beds", statement_id=one.id, journalist_id=who.id, pitched_by=dinah.id,
                     pitched_at=slack.clock()))  # fmt: skip
    report(slack, TOBI, where=NEWS)
    slack.click(TOBI, "report_post", message=slack.private(TOBI, NEWS))
    assert "Pitches:  1" in words(posted(slack)[0])
    statements.change(slack.desk, actor=dinah, statement_id=one.id or 0, changes=StatementChanges("Beds", restricted=True))
    slack.settle()
    assert "Pitches:  1" not in words(posted(slack)[0])


def test_embargoed_topics_stay_hidden_and_off_the_record_notes_unsaid(slack: SlackDesk) -> None:
    log(slack, topic="Secret figures", deadline="5pm today", embargo="until Friday 00:01 GMT")
    log(slack, topic="Quiet word", deadline="5pm today", terms="off_record")
    for number in (1, 2):
        change(slack, MARA, number, note="The minister's own words.")
    slack.clock.set(datetime(2026, 11, 24, 9, tzinfo=UTC))
    message = report(slack)
    assert "PR-0001: not answered" in words(message) and "minister" not in words(message)
    slack.click(TOBI, "report_list", message=message, chosen="week:2026-11-23|received")
    assert "under embargo" in words(slack.world.view(TOBI)) and "Secret" not in words(slack.world.view(TOBI))


def test_what_the_reporter_dropped_and_what_was_no_inquiry_is_nobodys_delay(slack: SlackDesk) -> None:
    for number, resolution in ((1, "reporter_dropped"), (2, "not_media"), (3, "declined_to_comment")):
        log(slack)
        open_more(slack, MARA, number)
        slack.click(MARA, "inquiry_close")
        assert slack.submit(MARA, resolution=resolution).ok
    slack.clock.set(datetime(2026, 11, 23, 20, tzinfo=UTC))
    said = words(report(slack))
    assert "Inquiries received:  2" in said and "On time:  1 of 1" in said and "Late:  0" in said


def test_periods_before_stand_beside_and_large_numbers_have_percentages(slack: SlackDesk) -> None:
    for weeks in range(4):
        at = slack.clock() - timedelta(weeks=weeks)
        for number in range(12 if weeks == 0 else 3):
            clip(slack, f"Piece {weeks} {number}", at=at, tone=Tone.NEUTRAL if number else Tone.MIXED)
    said = words(report(slack))
    assert "Articles about us:  12   (before: 3; median of 3: 3)" in said, said
    assert "neutral 92 % (11 of 12)" in said
    assert "12 articles are at least twice the median of the 3 periods before (3)." in said
    assert "Articles about us:  3   (before: 3; median of 2: 3)" in words(report(slack, TOBI, "last week"))


def test_it_goes_out_as_a_document_with_definitions_and_page_numbers_and_as_a_sheet_in_which_nothing_runs(
    slack: SlackDesk,
) -> None:
    a_week(slack)
    clip(slack, "A control \x0b character", outlet="Bell \x07 Times")
    paper = Document(io.BytesIO(taken(slack, report(slack), "docx")))
    text = "\n".join([one.text for one in paper.paragraphs] + [cell.text for table in paper.tables for row in table.rows for cell in row.cells])  # fmt: skip
    titles = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert titles[0] == "What to look at" and [one.split(":")[0] for one in titles[1:]] == ["Outputs", "Out-takes", "Outcomes"]
    assert "PR-0003: 1 h 10 min late" in text and "How this is counted: unique: an article and its copies count once" in text
    assert all("tblHeader" in table.rows[0]._tr.xml and len(table.rows) > 1 for table in paper.tables)
    assert all(one.text for table in paper.tables for one in table.rows[0].cells)
    drawn = [one._inline.docPr.get("descr") for one in paper.inline_shapes]
    assert len(drawn) == (importlib.util.find_spec("matplotlib") is not None) and all("Unique articles" in one for one in drawn)
    assert "PAGE" in paper.sections[0].footer._element.xml
    assert "report.exported" in actions(slack)
    clip(slack, outlet='=HYPERLINK("https://example.org")')
    put(slack, ClipQuote(clip_id=1, number=9, printed="x", speaker="@SUM(A1)", kind=QuoteClass.EXACT))
    text = taken(slack, report(slack, what="2026-W48"), "csv").decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert table[0] == ["section", "measure", "value", "n", "note"] and all(len(row) == 5 for row in table)
    by_measure = {row[1]: row for row in table}
    assert by_measure["Acknowledged"][:4] == ["outputs", "Acknowledged", "3", "3"]
    assert by_measure["Tone toward us: favourable"][2:4] == ["1", "2"]
    assert "nights and weekends included" in by_measure["Time to answer, median"][4]
    assert not [cell for row in table for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert any("=HYPERLINK" in row[1] for row in table)


def test_it_comes_by_itself_once_on_the_first_working_day_at_the_channels_hour(slack: SlackDesk) -> None:
    channel(slack, weekly_report=True, time="08:30")
    log(slack)
    tick(slack, MONDAY - timedelta(minutes=1))
    assert posted(slack) == []
    for minutes in (0, 1, 60):
        tick(slack, MONDAY + timedelta(minutes=minutes))
    (message,) = posted(slack)
    assert "23–29 November 2026" in words(message) and "Inquiries received:  1" in words(message)
    assert "report_post" not in buttons(message) and "so far" not in words(message)
    slack.click(PRIYA, "report_list", message=message, chosen="report:1|received")
    assert "PR-0001" in words(slack.world.view(PRIYA))
    tick(slack, MONDAY + timedelta(weeks=1))
    assert len(posted(slack)) == 2
    assert actions(slack).count("report.posted") == 2


def test_a_month_comes_on_its_first_working_day_and_not_to_who_does_not_want_it(slack: SlackDesk) -> None:
    channel(slack, monthly_report=True)
    tick(slack, datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert posted(slack) == []
    tick(slack, datetime(2026, 12, 1, 9, tzinfo=UTC))
    (message,) = posted(slack)
    assert "Engagement report, November 2026" in words(message)
    # The first of January is a holiday of nobody's here, and the second a Saturday.
    put(slack, Holiday(team_id=TEAM, day=datetime(2027, 1, 1).date(), name="New Year"))
    tick(slack, datetime(2027, 1, 1, 9, tzinfo=UTC))
    tick(slack, datetime(2027, 1, 3, 9, tzinfo=UTC))
    assert len(posted(slack)) == 1
    tick(slack, datetime(2027, 1, 5, 9, tzinfo=UTC))
    assert "December 2026" in words(posted(slack)[1]), "the fourth was slept through"


def test_a_report_slack_refused_for_now_comes_once(slack: SlackDesk) -> None:
    channel(slack, weekly_report=True)
    control.run(slack.world, {"op": "fail_next", "method": "chat.postMessage", "error": "internal_error", "http_status": 500, "times": 2})  # fmt: skip
    for minutes in range(6):
        tick(slack, MONDAY + timedelta(minutes=minutes))
    assert len(posted(slack)) == len(rows(slack, EngagementReport)) == 1


def test_posted_by_hand_so_far_it_is_posted_anew_once_the_week_is_over(slack: SlackDesk) -> None:
    channel(slack, weekly_report=True)
    log(slack)
    slack.click(TOBI, "report_post", message=report(slack, TOBI, where=NEWS))
    log(slack)
    slack.click(TOBI, "report_post", message=report(slack, TOBI, where=NEWS))
    (message,) = posted(slack)
    assert "so far" in words(message) and "Inquiries received:  2" in words(message), "the second changes the first"
    tick(slack, MONDAY)
    (message,) = posted(slack)
    assert "so far" not in words(message)
    assert any("its whole report is posted anew" in words(one) for one in slack.said(MARA, NEWS))


def test_who_only_looks_can_read_and_take_it_but_not_post_it(slack: SlackDesk) -> None:
    channel(slack)
    message = report(slack, PRIYA, where=NEWS)
    assert "report_post" not in buttons(message) and "report_file:csv" in buttons(message)
    assert b"section,measure" in taken(slack, message, "csv", PRIYA)
    assert "report_post" not in buttons(report(slack, TOBI, where=DESK)), "only in a coverage channel"
    with pytest.raises(DeskError):
        reports_of.post(slack.desk, actor=slack.actor(PRIYA), key="week:2026-11-23", channel=NEWS)
    with pytest.raises(DeskError, match="no coverage channel"):
        reports_of.post(slack.desk, actor=slack.actor(TOBI), key="week:2026-11-23", channel=DESK)
    assert rows(slack, EngagementReport) == []


def test_an_hour_in_a_court_is_counted_where_it_was_spent(slack: SlackDesk) -> None:
    log(slack, deadline="Friday 3pm")
    slack.clock.advance(hours=2)
    change(slack, MARA, court="legal")
    slack.clock.advance(hours=3)
    change(slack, MARA, court="leadership")
    slack.clock.advance(hours=1)
    said = words(report(slack))
    assert "legal 3 h" in said and "comms 2 h" in said and "leadership 1 h" in said


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "2026-W48"), ("week", "2026-W48"), ("last week", "2026-W47"), ("month", "2026-11"), ("last month", "2026-10"),
     ("2026-10", "2026-10"), ("2026-W1", "2026-W01"), ("2026w47", "2026-W47"), ("This Month", "2026-11")],
)  # fmt: skip
def test_a_period_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert read(typed, today=datetime(2026, 11, 25).date(), zone="Europe/London").code == code


@pytest.mark.parametrize("typed", ["2026-13", "2026-W54", "2027-01", "yesterday", "1066-10", "2026-W60"])
def test_what_is_no_period_is_refused_with_examples(slack: SlackDesk, typed: str) -> None:
    said = words(report(slack, TOBI, typed)) + str(slack.private(TOBI)["text"])
    assert "period" in said or "begun" in said or "before anything" in said


def test_a_week_in_which_the_clocks_change_is_an_hour_longer() -> None:
    week = Period("week", datetime(2026, 10, 19).date(), "Europe/London")
    assert week.until - week.since == timedelta(days=7, hours=1)
    assert week.before.until == week.since and week.name == "19–25 October 2026"


def test_a_large_archive_is_counted_quickly_enough_and_only_once(slack: SlackDesk) -> None:
    """Nothing here asks the store once a row: the number of queries does not grow with the inquiries."""
    from sqlalchemy import event

    def counted(number: int) -> int:
        asked: list[str] = []
        listen = lambda *told: asked.append(told[2])  # noqa: E731
        event.listen(slack.database.engine, "before_cursor_execute", listen)
        reports_of.by_key(slack.desk, actor=slack.actor(TOBI), key="week:2026-11-23")
        event.remove(slack.database.engine, "before_cursor_execute", listen)
        return len(asked)

    log(slack)
    clip(slack, outlet="One")
    few = counted(1)
    with slack.database.write() as session:
        first = session.get_one(Inquiry, 1)
        for number in range(2, 40):
            session.add(Inquiry(**(first.model_dump() | {"id": None, "number": number, "request_id": f"r{number}"})))
            session.add(Article(id=number, team_id=TEAM, title=f"Piece {number}", published_at=slack.clock(), first_seen_at=slack.clock(), outlet_id=1))  # fmt: skip
            session.flush()
            session.add(Clip(team_id=TEAM, article_id=number, seen_at=slack.clock()))
    assert counted(40) == few
