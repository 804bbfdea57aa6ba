"""`/press brief PR-12`: logistics, who asks and what they asked before, the questions and what we said, on one page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.briefings import shapes
from bot.models import Briefing, CorrectionCase, Debrief, Interview, InterviewState, Outlet, Role, Spokesperson
from tests.booked import asked, booked, library, member, speaker
from tests.covered import add, clip
from tests.flows import actions, approved, change, draft, kept_in_order, log, rows, sent
from tests.reminded import tick
from tests.slack_desk import DESK, DINAH, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

FULL = {
    "topic": "Night shelter numbers", "journalists": "Wren Castellane, wren@eastmarsh.example, 01632 960 555", "outlet": "Eastmarsh Gazette",
    "questions": "How many people stayed?\nWill it stay open?", "background": "They talk to the council, too.", "embargo": "until Friday 00:01 GMT",
    "request_types": ["statement", "data"], "terms": "on_background", "sensitivity": "sensitive",
}  # fmt: skip


def briefing(slack: SlackDesk, reference: str, user: str = TOBI) -> str:
    slack.command(user, f"brief {reference}")
    return words(slack.private(user))


def test_all_that_is_on_record_is_on_one_page(slack: SlackDesk) -> None:
    log(slack, **FULL)
    change(slack, MARA, owner=TOBI, court="legal")
    said = briefing(slack, "PR-1")
    for part in (
        "Briefing PR-0001", "Wren Castellane", "wren@eastmarsh.example", "01632 960 555", "Eastmarsh Gazette", "6pm today", "18:00 GMT", "on background",
        "sensitive", "Owner: Tobi Fenwick; with legal", "statement, data", "until Friday", "They talk to the council", "How many people stayed?",
        "Will it stay open?", "Nothing is drafted yet", "No earlier inquiry on record",
    ):  # fmt: skip
        assert part in said, part


def test_what_they_asked_before_and_what_we_said_stand_there_word_for_word(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter numbers", journalists="Wren Castellane, wren@eastmarsh.example", outlet="Eastmarsh Gazette")
    sent(slack, "The shelter was open on 29 nights in October.")
    slack.clock.advance(days=2)
    log(slack, topic="Youth club roof", journalists="Ines Duarte", outlet="The Eastmarsh Gazette", deadline="6pm today")
    log(
        slack,
        topic="More night shelter numbers",
        journalists="W. Castellane, wren@eastmarsh.example",
        outlet="Eastmarsh Gazette",
        deadline="6pm today",
    )
    said = briefing(slack, "PR-3")
    assert "Wren Castellane and us" in said and "PR-0001 Night shelter numbers" in said and "responded" in said
    assert "Eastmarsh Gazette and us" in said and "PR-0002 Youth club roof" in said
    assert "The shelter was open on 29 nights in October." in said and "approved by Dinah Osei" in said
    assert said.count("PR-0001 Night shelter numbers") == 1


@pytest.mark.parametrize("stage", ["draft", "approved"])
def test_the_words_to_say_carry_their_state(slack: SlackDesk, stage: str) -> None:
    log(slack)
    if stage == "draft":
        draft(slack, text="Perhaps these.")
        assert "Not approved yet (draft), version 1: Perhaps these." in briefing(slack, "PR-1").replace("  ", " ")
    else:
        approved(slack, "Exactly these.")
        assert "Approved, word for word, version 1: Exactly these." in briefing(slack, "PR-1").replace("  ", " ")


def test_a_briefing_opens_from_the_form_behind_more(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_more", message=slack.card(1))
    slack.click(TOBI, "briefing_open")
    assert slack.world.view(TOBI)["title"]["text"] == "Briefing PR-0001"


def test_a_very_full_inquiry_still_fits_one_page(slack: SlackDesk) -> None:
    log(slack, questions="\n".join(f"{number} " + "why? " * 9 for number in range(50)), background="b " * 1_400, topic="t" * 250,
        journalists="\n".join(f"Journalist Number{number}" for number in range(30)))  # fmt: skip
    approved(slack, "s" * 3_000)
    for number in range(2, 9):
        log(slack, topic=f"{number} " + "u" * 240, journalists="Journalist Number0")
    said = briefing(slack, "PR-1")
    assert "s" * 1_900 in said
    assert not [one for one in slack.world.calls if not one["response"]["ok"]]
    slack.command(TOBI, "show PR-1")
    assert "Every question" in words(slack.private(TOBI))


def test_a_viewer_reads_a_briefing_and_a_stranger_does_not(slack: SlackDesk) -> None:
    log(slack)
    for role, said in ((Role.VIEWER, "Briefing PR-0001"), (Role.NONE, "You can't look at the press desk yet")):
        slack.role(PRIYA, role)
        slack.command(PRIYA, "brief PR-1", channel="C0INTAKE")
        assert said in words(slack.private(PRIYA, "C0INTAKE"))


def test_the_tier_we_gave_an_outlet_stands_beside_it(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    with slack.database.write() as session:
        outlet = session.get_one(Outlet, 1)
        outlet.tier = 1
        session.add(outlet)
    assert "Eastmarsh Gazette (tier 1)" in briefing(slack, "PR-1")
    change(slack, MARA, note="Tier set.")
    assert "(tier 1)" in words(slack.card(1, DESK))


def prepared(slack: SlackDesk, **inquiry: Any) -> None:
    """An inquiry, its interview tomorrow with Dinah, and a library near its topic."""
    library(slack)
    asked(slack, **inquiry)
    booked(slack, speaker(slack))


def made(slack: SlackDesk, user: str = TOBI, reference: str = "I-1", **own: str) -> None:
    """A version, by the button under the briefing and its form; it stays in front of the person."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"brief {reference}")
    slack.click(user, "briefing_make_open", message=slack.private(user))
    result = slack.submit(user, **own)
    assert result.ok and not result.data.get("errors"), result


def signed(slack: SlackDesk, **own: str) -> None:
    """A version that was asked for and signed off."""
    made(slack, **own)
    slack.click(TOBI, "briefing_ask")
    slack.click(DINAH, "briefing_sign", message=dm(slack, DINAH, "sign this briefing off")[-1])


def delivered(slack: SlackDesk) -> dict[str, Any]:
    """A version in its spokesperson's messages."""
    signed(slack)
    newest = rows(slack, Briefing)[-1].id
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, f"briefing_show:{newest}", message=dm(slack, TOBI, "signed the briefing")[-1])
    slack.click(TOBI, "briefing_send")
    return dm(slack, DINAH, "You speak")[-1]


def dm(slack: SlackDesk, user: str, part: str) -> list[dict[str, Any]]:
    return [one for one in slack.said(user, slack.dm(user)) if part in words(one)]


def parts(slack: SlackDesk, number: int = -1) -> dict[str, shapes.Part]:
    """The sections of a version on record, by title."""
    return {one.title: one for one in shapes.read(rows(slack, Briefing)[number].parts)}


def test_a_briefing_of_an_interview_has_all_of_it_in_order_and_each_row_its_source(slack: SlackDesk) -> None:
    prepared(slack, background="They say the council is to blame.")
    made(slack)
    found = parts(slack)
    order = [
        "Logistics",
        "Topic and angle",
        "Three messages",
        "Lines and facts",
        "Likely questions",
        "Hostile questions",
        "Terms, and what not to say",
    ]
    assert [one for one in found if one in order] == order
    said = words(slack.world.view(TOBI))
    for one in (
        "Dinah Osei, executive director speaks to Wren Castellane", "Tue 24 Nov 16:40 GMT, 15 minutes, live", "Studio 2, Quay Street", "the council is to blame",
        "The night shelter is open every night until March.", "412 people used the night shelter last winter. (holds until 26 Nov 2026)", "M-0005.1",
        "Terms: on the record", "Not any more (held until 21 Nov 2026): “The night shelter has 20 beds.”",
    ):  # fmt: skip
        assert one.replace("M-0005.1", "M-0001.1") in said, one
    assert all(
        row.sources
        for one in found.values()
        for row in one.rows
        if row.kind not in ("uncleared", "words") and "No earlier" not in row.text and "Nobody else" not in row.text
    ), found
    assert not [one for one in slack.world.calls if not one["response"]["ok"]]


@pytest.mark.parametrize("sensitivity", ["routine", "crisis"])
def test_five_likely_and_five_hostile_questions_have_a_cleared_answer_or_say_that_there_is_none(
    slack: SlackDesk, sensitivity: str
) -> None:
    prepared(slack, sensitivity=sensitivity)
    made(slack)
    for title in ("Likely questions", "Hostile questions"):
        kinds = [row.kind for row in parts(slack)[title].rows]
        assert kinds.count("question") >= 5 and kinds.count("bridge") == kinds.count("question")
        assert kinds.count("answer") + kinds.count("uncleared") == kinds.count("question")
    told = " | ".join(row.text for row in parts(slack)["Hostile questions"].rows)
    assert ("will somebody resign" in told) == (sensitivity == "crisis")
    assert "412 people used the night shelter last winter" in told and "night shelter numbers" in told
    likely = parts(slack)["Likely questions"].rows
    assert [row.text for row in likely if row.kind == "question"][:2] == ["How many people stayed?", "Will it stay open?"]
    papers = next(at for at, row in enumerate(likely) if "need papers" in row.text and row.kind == "question")
    assert (likely[papers + 1].kind, likely[papers + 1].sources) == ("answer", ("A-0002",))
    money = next(at for at, row in enumerate(parts(slack)["Hostile questions"].rows) if "who pays" in row.text)
    assert parts(slack)["Hostile questions"].rows[money + 1].sources == ("L-0003",)


def test_an_empty_library_gives_no_answer_and_says_what_to_do(slack: SlackDesk) -> None:
    asked(slack)
    booked(slack, speaker(slack))
    said = briefing(slack, "I-1")
    assert (
        "No cleared answer: do not improvise." in said and "Write a message house" in said and "will come back to you" in said
    )


def test_it_is_signed_off_sent_and_read_and_its_maker_hears_of_each(slack: SlackDesk) -> None:
    prepared(slack)
    card = delivered(slack)
    assert "signed off by Dinah Osei" in words(card) and card["text"] == "I-0001: your briefing, version 1."
    assert "briefing_read" in buttons(card) and not dm(slack, TOBI, "has read")
    slack.click(DINAH, "briefing_read", message=card)
    assert rows(slack, Briefing)[0].read_at == slack.clock()
    assert dm(slack, TOBI, "Dinah Osei has read the briefing for I-0001, version 1")
    assert "briefing_read" not in buttons(dm(slack, DINAH, "You speak")[-1])
    assert [one for one in actions(slack) if one.startswith("briefing.")] == [
        f"briefing.{one}" for one in ("made", "asked", "signed_off", "sent", "read")
    ]


def test_nothing_is_sent_unsigned_and_a_sign_off_is_an_approvers(slack: SlackDesk) -> None:
    prepared(slack, sensitivity="crisis")
    made(slack)
    assert "briefing_sign" not in buttons(slack.world.view(TOBI)) and "briefing_send" not in buttons(slack.world.view(TOBI))
    made(slack, MARA)
    assert "briefing_sign" not in buttons(slack.world.view(MARA)), "she approves sensitive matters, this is a crisis"
    made(slack, DINAH)
    slack.click(DINAH, "briefing_sign")
    slack.click(DINAH, "briefing_take_back")
    assert rows(slack, Briefing)[-1].signed_off_at is None and [one.number for one in rows(slack, Briefing)] == [1, 2, 3]


def test_a_line_that_expires_is_told_once_and_asks_for_a_new_version(slack: SlackDesk) -> None:
    prepared(slack)
    with slack.database.write() as session:
        interview = session.get_one(Interview, 1)
        interview.starts_at += timedelta(days=5)
        session.add(interview)
    card = delivered(slack)
    tick(slack)
    assert not dm(slack, TOBI, "have changed")
    slack.clock.advance(days=4)
    tick(slack)
    tick(slack)
    (news,) = dm(slack, TOBI, "have changed")
    assert "F-0001" in words(news)
    assert "The facts have changed since:" in words(dm(slack, DINAH, "You speak")[-1]) and "The facts" not in words(card)
    slack.click(TOBI, "briefing_make_open", message=news)
    assert "Changed since version 1" in words(slack.world.view(TOBI)) and "F-0001" in words(slack.world.view(TOBI))
    slack.submit(TOBI)
    assert "Do not use this one." in words(dm(slack, DINAH, "You speak")[-1])
    assert "F-0001 does not hold any more" in words(slack.world.view(TOBI)) and "412 people" in words(slack.world.view(TOBI))


@pytest.mark.parametrize("what", ["moved", "terms", "question"])
def test_what_changed_is_named_and_a_stale_version_is_not_signed_off(slack: SlackDesk, what: str) -> None:
    prepared(slack)
    made(slack)
    slack.click(TOBI, "briefing_ask")
    slack.world.close_view(TOBI, every=True)
    if what == "moved":
        with slack.database.write() as session:
            interview = session.get_one(Interview, 1)
            interview.place = "By phone"
            session.add(interview)
    else:
        change(slack, TOBI, **({"terms": "on_background"} if what == "terms" else {"question": "Who pays for it?"}))
    slack.click(DINAH, "briefing_sign", message=dm(slack, DINAH, "sign this briefing off")[-1])
    named = {"moved": "when and where", "terms": "the terms", "question": "the questions"}[what]
    assert rows(slack, Briefing)[0].signed_off_at is None
    tick(slack)
    assert named in words(dm(slack, TOBI, "have changed")[0])


def test_own_words_stand_under_a_name_and_come_back_in_the_next_version(slack: SlackDesk) -> None:
    prepared(slack)
    made(slack, say="She liked the roof story.", not_say="Nothing about the lease\nNo names")
    said = words(slack.world.view(TOBI))
    assert "From Tobi Fenwick" in said and "Nothing about the lease   [Tobi Fenwick]" in said
    slack.click(TOBI, "briefing_make_open")
    assert slack.fields(TOBI) == {"say": "She liked the roof story.", "not_say": "Nothing about the lease\nNo names"}


def test_an_inquiry_with_an_interview_to_come_shows_that_ones_briefing(slack: SlackDesk) -> None:
    prepared(slack)
    assert "Briefing I-0001" in briefing(slack, "PR-1")
    with slack.database.write() as session:
        interview = session.get_one(Interview, 1)
        interview.state = InterviewState.CANCELLED
        session.add(interview)
    assert "Briefing PR-0001" in briefing(slack, "PR-1")
    slack.command(TOBI, "brief I-9")
    assert "There is no I-9" in words(slack.private(TOBI))


def test_the_lessons_of_the_last_debrief_come_back_but_not_those_of_a_restricted_interview(slack: SlackDesk) -> None:
    prepared(slack)
    log(slack, topic="The hushed one", journalists="Ned Quillfeather", restricted=["yes"], named=[DINAH])
    (speaks,) = rows(slack, Spokesperson)
    for number, lesson in ((None, "Bring the October figures."), (2, "Say nothing of the hushed thing.")):
        before = booked(slack, speaks, number=number, days_ago=3)
        with slack.database.write() as session:
            session.add(Debrief(interview_id=before.id or 0, said="x", lessons=lesson, by=member(TOBI), at=slack.clock()))
    made(slack)
    said = words(slack.world.view(TOBI))
    assert "Bring the October figures." in said and "[I-0002]" in said and "hushed" not in said and "I-0003" not in said


def test_a_restricted_one_goes_only_to_those_named(slack: SlackDesk) -> None:
    library(slack)
    asked(slack, restricted=["yes"], sensitivity="sensitive", named=[DINAH])
    booked(slack, speaker(slack))
    slack.command(MARA, "brief I-1")
    assert "There is no I-1" in words(slack.private(MARA))
    made(slack)
    slack.click(TOBI, "briefing_ask")
    assert dm(slack, DINAH, "sign this briefing off") and not dm(slack, MARA, "briefing"), (
        "Mara approves such matters, and is not named"
    )


def test_what_becomes_restricted_is_gone_from_a_briefing_that_was_sent(slack: SlackDesk) -> None:
    library(slack)
    log(
        slack,
        topic="Leaky roof of the shelter",
        journalists="Wren Castellane, wren@eastmarsh.example",
        questions="Who let the rain in?",
    )
    asked(slack)
    booked(slack, speaker(slack), number=2)
    card = delivered(slack)
    assert "Leaky roof" in words(card)
    change(slack, TOBI, 1, restricted=["yes"])
    card = dm(slack, DINAH, "You speak")[-1]
    assert "Leaky roof" not in words(card) and "let the rain in" not in words(card) and "Logistics" in words(card)


def test_a_spokesperson_without_slack_gets_a_word_document_of_two_pages(slack: SlackDesk) -> None:
    import io

    from docx import Document

    from bot import briefings

    library(slack)
    asked(slack)
    booked(slack, speaker(slack, None, "Ada Verne"))
    made(slack)
    slack.click(TOBI, "briefing_document")
    kept = [one for one in slack.world.state.files.values() if one["name"] == "I-0001-briefing-v1.docx"]
    assert len(kept) == 1
    content = briefings.make_document(slack.desk, briefing=1, member=member(TOBI)).content
    document = Document(io.BytesIO(content))
    text = "\n".join(one.text for one in document.paragraphs)
    for one in ("Ada Verne", "Three messages", "Hostile questions", "[F-0001]", "No cleared answer"):
        assert one in text, one
    assert "NOT SIGNED OFF" in document.sections[0].header.paragraphs[0].text
    assert len(text.split()) < 1_300, "more than two pages"
    made(slack, DINAH)
    slack.click(DINAH, "briefing_sign")
    assert "briefing_send" not in buttons(slack.world.view(DINAH))


def test_who_is_erased_stands_in_no_briefing_and_no_debrief(slack: SlackDesk) -> None:
    from bot.ownership import subjects

    asked(slack)
    booked(slack, speaker(slack))
    booked(slack, speaker(slack, TOBI), number=None)
    made(slack, say="Castellane likes short answers.")
    made(slack, reference="I-2", say="Ring Wren Castellane before.")
    with slack.database.write() as session:
        session.add(
            Debrief(
                interview_id=2, said="Castellane was fair.", lessons="Wren likes figures.", by=member(TOBI), at=slack.clock()
            )
        )
    subjects.erase(slack.desk, email="wren@eastmarsh.example")
    kept = str([[one.parts for one in rows(slack, Briefing)], [(one.said, one.lessons) for one in rows(slack, Debrief)]])
    assert "astellane" not in kept and "Wren" not in kept and ("likes short answers" in kept or not rows(slack, Briefing))


def test_an_export_leaves_out_a_briefing_that_quotes_what_is_restricted(slack: SlackDesk, tmp_path: Path) -> None:
    from bot.ownership.export import export

    library(slack)
    log(slack, topic="Leaky roof of the shelter", journalists="Wren Castellane, wren@eastmarsh.example")
    asked(slack)
    booked(slack, speaker(slack), number=2)
    made(slack)
    change(slack, TOBI, 1, restricted=["yes"])
    made(slack)
    export(slack.database, tmp_path / "out", settings=slack.settings, at=slack.clock())
    written = "\n".join(one.read_text() for one in (tmp_path / "out").rglob("*") if one.is_file())
    assert "Leaky roof" not in written and "hostile questions" in written


def test_a_spokesperson_without_a_role_opens_what_was_sent_to_them_and_nothing_before(slack: SlackDesk) -> None:
    library(slack)
    asked(slack)
    booked(slack, speaker(slack, PRIYA))
    slack.role(PRIYA, Role.NONE)
    slack.command(PRIYA, "brief I-1", channel="C0INTAKE")
    assert "is not ready yet" in words(slack.private(PRIYA, "C0INTAKE"))
    made(slack, DINAH)
    slack.click(DINAH, "briefing_sign")
    slack.click(DINAH, "briefing_send")
    slack.command(PRIYA, "brief I-1", channel="C0INTAKE")
    said = slack.private(PRIYA, "C0INTAKE")
    assert "Logistics" in words(said) and {"briefing_read", "briefing_document", "rehearse_start"} == set(buttons(said))
    slack.command(PRIYA, "brief PR-1", channel="C0INTAKE")
    assert "You can't look" in words(slack.private(PRIYA, "C0INTAKE"))
    slack.click(PRIYA, "briefing_read", message=dm(slack, PRIYA, "Logistics")[-1])
    assert rows(slack, Briefing)[0].read_at is not None


def test_what_old_briefings_and_debriefs_say_is_forgotten_and_that_they_were_is_not(slack: SlackDesk) -> None:
    from bot.ownership import retention

    prepared(slack)
    made(slack)
    with slack.database.write() as session:
        session.add(Debrief(interview_id=1, said="Words.", lessons="Breathe.", by=member(TOBI), at=slack.clock()))
    slack.clock.advance(days=2_000)
    retention.apply(slack.database, at=slack.clock(), days=retention.ages([]))
    assert rows(slack, Briefing)[0].parts == [] and rows(slack, Briefing)[0].made_by == member(TOBI)
    assert (rows(slack, Debrief)[0].said, rows(slack, Debrief)[0].lessons) == ("(text erased)", "Breathe.")
    assert "forgotten in its time" in briefing(slack, "I-1")
    retention.apply(slack.database, at=slack.clock(), days=retention.ages([]))


def test_a_correction_that_rests_on_what_is_restricted_stands_in_no_briefing(slack: SlackDesk) -> None:
    log(slack, topic="Leaky roof of the shelter", journalists="Wren Castellane, wren@eastmarsh.example")
    asked(slack)
    one = booked(slack, speaker(slack), number=2)
    at, by = slack.clock(), member(TOBI)
    for said in ("There are ten nurses.", "The roof never leaked."):
        clip_id = clip(slack, said, at)
        case = CorrectionCase(
            team_id=TEAM, number=len(rows(slack, CorrectionCase)) + 1, clip_id=clip_id, journalist_id=one.journalist_id, error=said,
            owner_id=by, opened_at=at, rests_on=["PR-0001"] if "roof" in said else [],
        )  # fmt: skip
        add(slack, case)
    card = delivered(slack)
    assert "ten nurses" in words(card) and "never leaked" in words(card)
    change(slack, TOBI, 1, restricted=["yes"])
    card = dm(slack, DINAH, "You speak")[-1]
    assert "ten nurses" in words(card) and "never leaked" not in words(card)
    made(slack)
    assert "never leaked" not in str([one.parts for one in rows(slack, Briefing)[-1:]])


def test_what_was_added_since_it_was_shown_is_read_before_it_is_signed_off(slack: SlackDesk) -> None:
    asked(slack)
    booked(slack, speaker(slack))
    made(slack)
    slack.command(DINAH, "brief I-1")
    shown = slack.private(DINAH)
    with slack.database.write() as session:
        row = session.get_one(Briefing, 1)
        row.parts = [*row.parts, {"title": "More", "rows": [{"text": "Why now?", "sources": [], "kind": "question"}]}]
        session.add(row)
    slack.click(DINAH, "briefing_sign", message=shown)
    assert "Questions were added since" in words(slack.private(DINAH)) and rows(slack, Briefing)[0].signed_off_at is None
    slack.command(DINAH, "brief I-1")
    slack.click(DINAH, "briefing_sign", message=slack.private(DINAH))
    assert rows(slack, Briefing)[0].signed_off_at is not None
