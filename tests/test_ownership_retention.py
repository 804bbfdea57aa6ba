"""What is older than it is kept goes when somebody says so, by kind, and the record still stands."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from bot import audit, schedule
from bot.coverage import articles, clips, sorting
from bot.coverage.entries import Entry
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import (
    Article,
    AuditEntry,
    Generation,
    Inquiry,
    InquiryEvent,
    Job,
    JobState,
    Match,
    Offer,
    SearchText,
    TermKind,
)
from bot.ownership import retention
from bot.text import ERASED
from tests.cuttings import term
from tests.flows import actions, change, log, open_more, rows
from tests.slack_desk import INTAKE, TEAM, TOBI, SlackDesk

MAIL = "From: Wren Castellane <wren@eastmarsh.example>\n\nCould you comment on the harbour dredging by 6pm today?\n\nWren"


def close(slack: SlackDesk, number: int = 1) -> None:
    open_more(slack, TOBI, number)
    slack.click(TOBI, "inquiry_close")
    assert slack.submit(TOBI, resolution="other").ok
    slack.world.close_view(TOBI, every=True)


def due(slack: SlackDesk, *chosen: str) -> dict[str, int]:
    """What the preview tells, without the kinds of which nothing would go."""
    found = retention.preview(slack.database, at=slack.clock(), days=retention.ages(chosen))
    return {one.kind.name: one.rows for one in found if one.rows}


def forget(slack: SlackDesk, *chosen: str) -> dict[str, int]:
    gone = retention.apply(slack.database, at=slack.clock(), days=retention.ages(chosen))
    return {one.kind.name: one.rows for one in gone if one.rows}


def test_the_preview_changes_nothing_and_tells_what_applying_does(slack: SlackDesk) -> None:
    ts = slack.post(TOBI, INTAKE, MAIL)
    slack.click(TOBI, "offer_log", message=slack.last(TOBI, INTAKE, thread_ts=ts))
    slack.submit(TOBI)
    slack.world.close_view(TOBI, every=True)
    close(slack)
    slack.clock.advance(days=3_000)
    before = {table: rows(slack, table) for table in (Offer, Job, Inquiry, InquiryEvent, AuditEntry)}
    told = due(slack)
    assert {"jobs", "keyed_jobs", "source_text", "event_text"} <= told.keys()
    assert {table: rows(slack, table) for table in before} == before
    entries = len(before[AuditEntry])

    assert forget(slack) == told
    assert due(slack) == {} and forget(slack) == {}
    kept = rows(slack, AuditEntry)
    assert kept[:-1] == before[AuditEntry] and len(kept) == entries + 1
    assert (kept[-1].action, kept[-1].details) == ("desk.forgot", {"rows": told})
    with slack.database.read() as session:
        assert audit.verify(session).broken_at is None


def test_texts_go_and_what_happened_stays(slack: SlackDesk) -> None:
    log(slack, topic="Harbour dredging")
    change(slack, TOBI, 1, note="He sounded cross about pelicans.")
    close(slack)
    log(slack, topic="Still open")
    change(slack, TOBI, 2, note="Mentions pelicans too.")
    slack.clock.advance(days=1_826)
    before = rows(slack, InquiryEvent)
    forget(slack)
    after = rows(slack, InquiryEvent)
    assert [(one.id, one.at, one.actor_id, one.action) for one in after] == [
        (one.id, one.at, one.actor_id, one.action) for one in before
    ]
    assert {one.text for one in after if one.inquiry_id == 1} == {ERASED}
    assert not any(one.before for one in after if one.inquiry_id == 1)
    assert [one.text for one in after if one.inquiry_id == 2] == [one.text for one in before if one.inquiry_id == 2]
    with slack.database.read() as session:
        found = session.exec(select(SearchText.inquiry_id).where(col(SearchText.about).contains("pelicans"))).all()
    assert found == [2]
    assert rows(slack, Inquiry)[0].topic == "Harbour dredging"


def test_the_desk_works_on_what_was_forgotten(slack: SlackDesk) -> None:
    log(slack)
    close(slack)
    slack.clock.advance(days=3_000)
    forget(slack)
    assert slack.command(TOBI, "show PR-1").ok
    slack.world.close_view(TOBI, every=True)
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_reopen")
    assert "inquiry.reopened" in actions(slack)


def test_a_text_nobody_logged_is_forgotten_after_two_weeks(slack: SlackDesk) -> None:
    slack.post(TOBI, INTAKE, MAIL)
    slack.clock.advance(days=14)
    assert "offers" not in due(slack)
    slack.clock.advance(minutes=1)
    assert forget(slack)["offers"] == 1
    (offer,) = rows(slack, Offer)
    assert offer.text is None and offer.state == "dismissed"


def test_work_that_waits_is_never_forgotten(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        for state in JobState:
            finished = slack.clock() if state in (JobState.DONE, JobState.DEAD) else None
            session.add(
                Job(kind="card", lane="C1", state=state, due_at=slack.clock(), created_at=slack.clock(), finished_at=finished)
            )
        session.add(
            Generation(
                at=slack.clock(), prompt="p", prompt_version=1, prompt_sha256="x", model="m", milliseconds=1, outcome="ok"
            )
        )
    slack.clock.advance(days=9_999)
    assert forget(slack) == {"jobs": 1, "dead_jobs": 1, "generations": 1}
    assert {one.state for one in rows(slack, Job)} == {JobState.WAITING, JobState.RUNNING}


def test_ages_are_chosen_by_kind_and_never_means_never(slack: SlackDesk) -> None:
    slack.post(TOBI, INTAKE, MAIL)
    slack.clock.advance(days=1, minutes=1)
    assert due(slack, "offers=1")["offers"] == 1
    slack.clock.advance(days=9_999)
    assert "offers" not in due(slack, "offers=never")
    assert "offers" in due(slack)


def told(slack: SlackDesk, setting: str) -> Desk:
    return replace(slack.desk, settings=slack.settings.model_copy(update={"retention": setting}))


def forgetting(slack: SlackDesk) -> list[dict[str, int]]:
    """What the audit says the desk forgot by itself."""
    return [one.details["rows"] for one in rows(slack, AuditEntry) if (one.action, one.actor) == ("desk.forgot", "desk")]


def test_the_desk_forgets_by_itself_only_the_kinds_that_were_named(slack: SlackDesk) -> None:
    log(slack)
    close(slack)
    slack.post(TOBI, INTAKE, MAIL)
    slack.clock.advance(days=9_999)
    jobs = len(rows(slack, Job))
    for setting in ("", "jobs=never", "offers=never"):
        schedule.sweep(told(slack, setting))
    assert [one.text for one in rows(slack, Offer)] == [MAIL] and forgetting(slack) == []

    schedule.sweep(told(slack, "offers=14"))
    assert [(one.text, one.state) for one in rows(slack, Offer)] == [(None, "dismissed")]
    assert len(rows(slack, Job)) == jobs and all(one.text != ERASED for one in rows(slack, InquiryEvent))
    assert forgetting(slack) == [{"offers": 1}]


def test_the_desk_forgets_once_a_day(slack: SlackDesk) -> None:
    slack.clock.set(slack.clock().replace(hour=1))
    slack.post(TOBI, INTAKE, MAIL)
    slack.clock.advance(hours=2)
    slack.post(TOBI, INTAKE, MAIL + " And again.")
    slack.clock.advance(days=1, hours=-1)
    desk = told(slack, "offers=1")
    for _ in range(6):
        schedule.sweep(desk)
        slack.clock.advance(hours=1)
    assert forgetting(slack) == [{"offers": 1}]
    slack.clock.advance(days=1)
    schedule.sweep(desk)
    assert forgetting(slack) == [{"offers": 1}, {"offers": 1}]


def test_two_processes_that_sweep_at_once_record_what_went_once(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    slack.post(TOBI, INTAKE, MAIL)
    slack.clock.advance(days=20)
    desk, count, others = told(slack, "offers=14"), retention._due, list[threading.Thread]()

    def slowly(*given: Any) -> retention.Due:
        found = count(*given)
        if not others:
            others.append(threading.Thread(target=retention.sweep, args=(desk,)))
            others[0].start()
            others[0].join(timeout=0.5)
        return found

    monkeypatch.setattr(retention, "_due", slowly)
    retention.sweep(desk)
    others[0].join()
    assert forgetting(slack) == [{"offers": 1}]


def test_ages_that_can_not_be_read_forget_nothing(slack: SlackDesk) -> None:
    slack.post(TOBI, INTAKE, MAIL)
    slack.clock.advance(days=20)
    with pytest.raises(DeskError, match="everything"):
        schedule.sweep(told(slack, "offers=14 everything=3"))
    assert rows(slack, Offer)[0].text == MAIL


@pytest.mark.parametrize("wrong", ["offers", "offers=", "offers=-1", "offers=soon", "auditentry=1", "=3", "offers=²"])
def test_an_age_that_can_not_be_read_is_refused_with_the_kinds_there_are(wrong: str) -> None:
    with pytest.raises(DeskError, match="keyed_jobs"):
        retention.ages([wrong])


def test_articles_are_kept_for_ever_unless_somebody_says_otherwise_and_clips_in_any_case(slack: SlackDesk) -> None:
    term(slack, "Ferry", TermKind.TOPIC)
    by_hand = {"added_by": slack.actor(TOBI).id}
    ours, other, clipped, young = take(slack, "Pelicans"), take(slack, "Ferry late"), take(slack, "Tides", **by_hand), 0
    with slack.database.write() as session:
        clips.make(session, slack.desk, article_id=ours)
    sorting.sort(slack.desk, team_id=TEAM)
    slack.clock.advance(days=4_000)
    young = take(slack, "Of today")
    assert due(slack).get("articles") is None
    assert due(slack, "articles=400")["articles"] == 1 == forget(slack, "articles=400")["articles"]
    texts = {one.id: one.text for one in rows(slack, Article)}
    assert texts.pop(other) == ERASED and ERASED not in texts.values() and set(texts) == {ours, clipped, young}
    assert "articles" not in due(slack, "articles=400")

    with slack.database.write() as session:
        assert sorting.again(session, team_id=TEAM) == 3, "what is forgotten is not sorted again"
    sorting.sort(slack.desk, team_id=TEAM)
    with slack.database.read() as session:
        assert [one.article_id for one in session.exec(select(Match))] == [other], "and stays what it was found to be"


def take(slack: SlackDesk, title: str, **given: Any) -> int:
    entry = Entry(
        title, f"https://gazette.example/{title.replace(' ', '-')}", title, slack.clock(), summary=f"{title}, in full."
    )
    with slack.database.write() as session:
        (found,) = articles.take(session, slack.desk, team_id=TEAM, entries=[entry], at=slack.clock(), **given)
    return found
