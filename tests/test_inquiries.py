"""Working on an inquiry: its one card, every step and its undo, two people at once, how it ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.models import Court, DeadlineKind, Inquiry, InquiryEvent, Question, Resolution, Role, Sensitivity, Status, Terms
from tests.flows import (
    actions,
    again,
    approved,
    at_once,
    cards,
    change,
    clicked,
    inquiry,
    kept_in_order,
    log,
    open_more,
    rows,
    sent,
    thread,
)
from tests.slack_desk import DESK, DINAH, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def member(user: str) -> str:
    return f"slack:{TEAM}:{user}"


def test_the_card_says_all_that_a_duty_officer_needs(slack: SlackDesk) -> None:
    log(
        slack, outlet="Eastmarsh Gazette", questions="How many beds?", sensitivity="sensitive", embargo="until Friday 00:01 GMT"
    )
    said = words(slack.card(1))
    for part in (
        "PR-0001", "Night shelter numbers", "Wren Castellane", "Eastmarsh Gazette", "6pm today", "18:00 GMT", "Received", "nobody",
        "comms", "Sensitive", "How many beds?", "until Friday", "On the record",
    ):  # fmt: skip
        assert part in said, part
    assert buttons(slack.card(1)) == ["inquiry_take", "inquiry_acknowledge", "statement_open", "ask_open", "inquiry_more"]


def test_an_embargoed_topic_stays_out_of_the_notification(slack: SlackDesk) -> None:
    log(slack, embargo="until Friday 00:01 GMT")
    assert "shelter" not in slack.card(1)["text"] and "PR-0001" in slack.card(1)["text"]


def test_one_card_is_edited_in_place_and_its_thread_is_the_log(slack: SlackDesk) -> None:
    log(slack)
    first = slack.card(1)
    slack.click(TOBI, "inquiry_take", message=first)
    slack.click(MARA, "inquiry_acknowledge", message=slack.card(1))
    change(slack, MARA, court="programme", note="Asked Priya for the numbers.")
    sent(slack)
    slack.click(MARA, "inquiry_close", message=slack.card(1))
    slack.submit(MARA, resolution="provided_statement", note="Thanked.")
    assert [one["ts"] for one in cards(slack, MARA, 1)] == [first["ts"]]
    assert "Closed" in words(slack.card(1)) and "Provided statement" in words(slack.card(1))
    said = thread(slack)
    for number, part in enumerate(
        ["took it", "acknowledged it", "with: programme; note: Asked Priya", "drafted version 1", "asked Dinah Osei", "approved version 1",
         "sent version 1 by e-mail", "closed it: provided statement. Thanked."]
    ):  # fmt: skip
        assert part in said[number], (number, part, said)
    assert len(said) == 8


def test_taking_it_twice_is_once_and_taking_it_over_says_so(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, TOBI, "inquiry_take", slack.card(1))
    again(slack, envelope)
    before = inquiry(slack)
    again(slack, envelope)
    assert inquiry(slack) == before and "inquiry_take" not in buttons(slack.card(1))
    change(slack, MARA, owner=MARA)
    assert inquiry(slack).owner_id == member(MARA)
    assert "owner: Mara Quill" in thread(slack)[-1]


def test_acknowledging_stamps_once_who_and_when(slack: SlackDesk) -> None:
    log(slack)
    slack.shortcut(MARA, "new_inquiry")
    slack.submit(MARA, topic="Second", journalists="Wren", deadline="ASAP")
    slack.click(MARA, "inquiry_acknowledge")
    assert inquiry(slack, 2).acknowledged_by == member(MARA)
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    first = inquiry(slack)
    assert (first.status, first.acknowledged_at) == (Status.ACKNOWLEDGED, slack.clock())
    slack.clock.advance(minutes=5)
    slack.command(MARA, "show PR-1")
    assert "inquiry_acknowledge" not in buttons(slack.private(MARA))
    change(slack, MARA, court="legal")
    assert inquiry(slack).acknowledged_by == member(TOBI)


def test_acknowledging_what_is_being_drafted_leaves_it_drafting(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.submit(TOBI, text="Words.")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    kept = inquiry(slack)
    assert kept.status == Status.DRAFTING and kept.acknowledged_at is not None


FIELDS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # what is filled in, what the row then holds, what it held before
    "owner": ({"owner": PRIYA}, {"owner_id": member(PRIYA)}, {"owner_id": None}),
    "backup": ({"backup": DINAH}, {"backup_id": member(DINAH)}, {"backup_id": None}),
    "with": ({"court": "legal"}, {"court": Court.LEGAL}, {"court": Court.COMMS}),
    "status": ({"status": "gathering"}, {"status": Status.GATHERING}, {"status": Status.RECEIVED}),
    "deadline words": (
        {"deadline": "noon tomorrow"},
        {"deadline_words": "noon tomorrow", "deadline_at": datetime(2026, 11, 24, 12, tzinfo=UTC)},
        {"deadline_words": "6pm today", "deadline_at": datetime(2026, 11, 23, 18, tzinfo=UTC)},
    ),
    "deadline asap": (
        {"deadline": "ASAP"},
        {"deadline_kind": DeadlineKind.ASAP, "deadline_at": None},
        {"deadline_kind": DeadlineKind.INSTANT, "deadline_at": datetime(2026, 11, 23, 18, tzinfo=UTC)},
    ),
    "deadline picked": (
        {"deadline_at": int(datetime(2026, 11, 23, 19, tzinfo=UTC).timestamp())},
        {"deadline_words": "6pm today", "deadline_at": datetime(2026, 11, 23, 19, tzinfo=UTC)},
        {"deadline_words": "6pm today", "deadline_at": datetime(2026, 11, 23, 18, tzinfo=UTC)},
    ),
    "sensitivity": ({"sensitivity": "crisis"}, {"sensitivity": Sensitivity.CRISIS}, {"sensitivity": Sensitivity.ROUTINE}),
    "terms": ({"terms": "on_background"}, {"terms": Terms.ON_BACKGROUND}, {"terms": Terms.ON_RECORD}),
    "restricted": ({"restricted": ["yes"]}, {"restricted": True}, {"restricted": False}),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_is_changed_in_the_form_and_comes_back_with_undo(slack: SlackDesk, name: str) -> None:
    filled, after, before = FIELDS[name]
    log(slack, MARA)
    change(slack, MARA, **filled)
    kept = inquiry(slack)
    assert {one: getattr(kept, one) for one in after} == after
    where = slack.dm(MARA) if kept.restricted else DESK
    open_more(slack, MARA, channel=where)
    slack.click(MARA, "inquiry_undo")
    kept = inquiry(slack)
    assert {one: getattr(kept, one) for one in before} == before
    assert slack.world.view(MARA)["title"]["text"] == "PR-0001"
    assert "took back" in thread(slack)[-1] and len(cards(slack, MARA, 1)) == 1
    assert actions(slack)[-2:] == ["inquiry.changed", "inquiry.undone"]


def test_each_step_comes_back_with_undo_in_turn(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    change(slack, TOBI, question="And in November?")
    slack.click(TOBI, "inquiry_more", message=slack.card(1))
    slack.click(TOBI, "inquiry_close")
    slack.submit(TOBI, resolution="unavailable")
    open_more(slack, TOBI)
    for expected in (
        {"status": Status.ACKNOWLEDGED, "closed_at": None, "resolution": None}, {"status": Status.ACKNOWLEDGED},
        {"acknowledged_at": None, "acknowledged_by": None, "status": Status.RECEIVED}, {"owner_id": None},
    ):  # fmt: skip
        slack.click(TOBI, "inquiry_undo")
        kept = inquiry(slack)
        assert {one: getattr(kept, one) for one in expected} == expected
    assert rows(slack, Question) == []
    slack.click(TOBI, "inquiry_undo")
    assert "no step to take back" in words(slack.world.view(TOBI))
    assert "inquiry_take" in buttons(slack.card(1)) and "inquiry_acknowledge" in buttons(slack.card(1))


def test_after_undo_the_form_shows_what_is_on_record_and_says_what_was_taken_back(slack: SlackDesk) -> None:
    log(slack, MARA)
    change(slack, MARA, owner=TOBI)
    open_more(slack, MARA)
    before = {block["block_id"] for block in slack.world.view(MARA)["blocks"]}
    slack.click(MARA, "inquiry_undo")
    view = slack.world.view(MARA)
    owner = next(block for block in view["blocks"] if block.get("element", {}).get("action_id") == "owner")
    assert "initial_user" not in owner["element"] and owner["block_id"] not in before
    assert "took back" in words(view)
    assert not slack.submit(MARA).data.get("errors") and inquiry(slack).owner_id is None


def test_saving_a_form_in_which_nothing_was_changed_changes_nothing(slack: SlackDesk) -> None:
    log(slack)
    change(slack, MARA, owner=TOBI, backup=MARA)
    before = inquiry(slack)
    change(slack, MARA)
    assert inquiry(slack) == before


def test_a_deadline_changed_a_day_later_is_read_from_that_day(slack: SlackDesk) -> None:
    log(slack)
    slack.clock.advance(days=1)
    change(slack, MARA, deadline="noon tomorrow")
    assert inquiry(slack).deadline_at == datetime(2026, 11, 25, 12, tzinfo=UTC)
    open_more(slack, MARA)
    errors = slack.submit(MARA, deadline="purple").data["errors"]
    assert "names no time" in errors["deadline:0"] and slack.fields(MARA)["deadline"] == "purple"


def test_the_second_of_two_with_the_form_open_is_told_and_overwrites_nothing(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, MARA)
    open_more(slack, TOBI)
    assert slack.submit(TOBI, court="legal", note="For counsel.").ok
    slack.submit(MARA, court="programme", sensitivity="crisis")
    told = words(slack.world.view(MARA))
    assert "Tobi Fenwick changed PR-0001" in told and "Nothing was overwritten" in told
    kept = inquiry(slack)
    assert (kept.court, kept.sensitivity) == (Court.LEGAL, Sensitivity.ROUTINE)
    assert slack.fields(MARA)["court"] == "programme"


def test_of_two_who_save_at_the_same_moment_one_is_told(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, MARA)
    open_more(slack, TOBI)
    at_once(lambda: slack.world.submit(MARA, None, chosen(slack, MARA, "court", "legal")),
            lambda: slack.world.submit(TOBI, None, chosen(slack, TOBI, "court", "programme")))  # fmt: skip
    slack.settle()
    told = [view for view in map(slack.world.view, (MARA, TOBI)) if view is not None]
    assert len(told) == 1 and "Nothing was overwritten" in words(told[0])
    assert len([one for one in rows(slack, InquiryEvent) if one.action == "changed"]) == 1


def chosen(slack: SlackDesk, user: str, field: str, value: str) -> dict[str, Any]:
    view = slack.world.view(user)
    assert view is not None
    block = next(one for one in view["blocks"] if one.get("element", {}).get("action_id") == field)
    option = next(one for one in block["element"]["options"] if one["value"] == value)
    return {block["block_id"]: {field: {"type": "static_select", "selected_option": option}}}


def test_many_logged_at_the_same_moment_are_each_logged_under_a_number_of_their_own(slack: SlackDesk) -> None:
    people = [MARA, TOBI, DINAH]
    for user in people:
        slack.command(user, "new Beds: how many do you have? My deadline is 6pm today. Wren Castellane, Eastmarsh Gazette")
    results = at_once(*(lambda user=user: slack.world.submit(user) for user in people))
    slack.settle()
    assert all(one.ok and not one.data.get("errors") for one in results), results
    assert sorted(one.number for one in rows(slack, Inquiry)) == [1, 2, 3]


def test_people_never_seen_by_the_desk_can_be_given_an_inquiry(slack: SlackDesk) -> None:
    from bot.sandbox import cast

    newcomer = cast.people()["U0TOBI"] | {"id": "U0NEW", "name": "nia", "real_name": "Nia Sol"}
    with slack.world.change():
        slack.world.state.people["U0NEW"] = newcomer
    log(slack)
    change(slack, MARA, owner="U0NEW")
    assert "Nia Sol" in words(slack.card(1))


def test_a_guest_can_own_nothing(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, MARA)
    assert "member of this workspace" in slack.submit(MARA, owner="U0GUS").data["errors"]["owner"]
    assert inquiry(slack).owner_id is None


def test_an_owner_can_be_taken_away(slack: SlackDesk) -> None:
    log(slack)
    change(slack, MARA, owner=TOBI)
    change(slack, MARA, owner=None)
    assert inquiry(slack).owner_id is None and "owner: nobody" in thread(slack)[-1]


@pytest.mark.parametrize("resolution", [one.value for one in Resolution if one != Resolution.STATEMENT])
def test_it_closes_from_anywhere_with_how_it_ended(slack: SlackDesk, resolution: str) -> None:
    log(slack)
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    assert slack.submit(MARA, resolution=resolution).ok
    kept = inquiry(slack)
    assert (kept.status, kept.resolution, kept.closed_at) == (Status.CLOSED, resolution, slack.clock())
    assert kept.responded_at is None and kept.response is None and slack.world.view(MARA) is None
    assert buttons(slack.card(1)) == ["inquiry_more"]


def test_a_statement_that_was_never_sent_was_not_provided(slack: SlackDesk) -> None:
    log(slack)
    approved(slack)
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    errors = slack.submit(MARA, resolution="provided_statement", note="Done").data["errors"]
    assert "No statement was marked sent" in errors["resolution"]
    assert inquiry(slack).status == Status.APPROVED and slack.fields(MARA)["note"] == "Done"


@pytest.mark.parametrize("stage", ["received", "acknowledged", "drafting", "approved", "responded"])
def test_opened_again_it_stands_where_it_stood(slack: SlackDesk, stage: str) -> None:
    log(slack)
    if stage == "acknowledged":
        slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    elif stage == "drafting":
        slack.click(TOBI, "statement_open", message=slack.card(1))
        slack.submit(TOBI, text="Words.")
    elif stage == "approved":
        approved(slack)
    elif stage == "responded":
        sent(slack)
    assert inquiry(slack).status == stage
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    slack.submit(MARA, resolution="other")
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_reopen")
    kept = inquiry(slack)
    assert (kept.status, kept.resolution, kept.closed_at) == (stage, None, None)
    assert "Closed" not in words(slack.card(1))


def test_nothing_moves_a_closed_inquiry_but_opening_it(slack: SlackDesk) -> None:
    log(slack)
    approved(slack)
    stale = slack.card(1)
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_close")
    second = slack.world.stack(TOBI)
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    slack.submit(MARA, resolution="reporter_dropped")
    assert second and "closed already" in str(slack.submit(TOBI, resolution="other").data["errors"])
    open_more(slack, MARA)
    assert "Open it again first" in slack.submit(MARA, status="gathering").data["errors"]["status"]
    change(slack, MARA, sensitivity="crisis", note="For the file.")
    kept = inquiry(slack)
    assert (kept.status, kept.resolution, kept.sensitivity) == (Status.CLOSED, Resolution.DROPPED, Sensitivity.CRISIS)
    for name in ("inquiry_acknowledge", "statement_submit"):
        assert name not in buttons(slack.card(1))
    assert stale["ts"] == slack.card(1)["ts"]


def test_watching_comes_after_the_answer(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, MARA)
    assert "after the answer" in slack.submit(MARA, status="watching").data["errors"]["status"]
    sent(slack)
    change(slack, MARA, status="watching")
    assert inquiry(slack).status == Status.WATCHING


def test_a_button_of_a_card_from_before_is_answered_with_how_it_stands(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, TOBI, "inquiry_acknowledge", slack.card(1))
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    slack.submit(MARA, resolution="other")
    again(slack, envelope)
    assert "PR-0001 is closed. Open it again first." in words(slack.private(TOBI))
    assert inquiry(slack).acknowledged_at is None


def test_lists_show_what_they_say_and_turn_their_pages(slack: SlackDesk) -> None:
    for number in range(12):
        log(slack, topic=f"Topic {number}", deadline="6pm today" if number else "ASAP")
    slack.command(TOBI, "list")
    first = slack.private(TOBI)
    assert "Open inquiries: 12" in words(first) and words(first).index("Topic 0") < words(first).index("Topic 1 ")
    slack.click(TOBI, "list_turn:more:2", message=first)
    assert "11–12 of 12" in words(slack.private(TOBI))
    slack.click(TOBI, "list_turn:back:1", message=slack.private(TOBI))
    assert "1–10 of 12" in words(slack.private(TOBI))
    change(slack, MARA, 3, owner=TOBI)
    for text, said in (("mine", "My inquiries: 1"), ("list unassigned", "Nobody's inquiries: 11"), ("overdue", "Overdue inquiries: 0"),
                       ("list answered", "Answered inquiries: 0"), ("list all", "All inquiries: 12"), ("list closed", "no list called")):  # fmt: skip
        slack.command(TOBI, text)
        assert said in words(slack.private(TOBI))
    slack.clock.advance(hours=3)
    slack.command(TOBI, "overdue")
    assert "Overdue inquiries: 11" in words(slack.private(TOBI))


def test_views_on_top_of_views_go_on_where_slack_allows_no_more(slack: SlackDesk) -> None:
    log(slack)
    slack.world.open_home(TOBI)
    slack.settle()
    home = slack.world.home(TOBI)
    assert home is not None
    slack.settle(slack.world.click(TOBI, "list_open:open", view_id=home["id"]))
    for name in ("inquiry_show:1", "inquiry_more", "inquiry_close"):
        slack.click(TOBI, name)
    assert slack.world.view(TOBI)["callback_id"] == "inquiry_close"
    assert slack.submit(TOBI, resolution="other").ok
    assert inquiry(slack).status == Status.CLOSED


def test_a_card_turns_red_by_itself_when_its_deadline_passes(slack: SlackDesk) -> None:
    from bot import schedule

    log(slack)
    assert "Overdue" not in words(slack.card(1))
    slack.clock.advance(hours=2)
    schedule.tick(slack.desk)
    slack.settle()
    assert "Overdue" in words(slack.card(1)) and len(cards(slack, MARA, 1)) == 1


def test_the_history_keeps_what_was_taken_back(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    open_more(slack, TOBI)
    slack.click(TOBI, "inquiry_undo")
    slack.click(TOBI, "inquiry_history")
    said = words(slack.world.view(TOBI))
    assert "(taken back)" in said and "took back: Tobi Fenwick took it" in said


@pytest.mark.parametrize("step", ["inquiry_take", "inquiry_acknowledge", "inquiry_more", "statement_open"])
def test_a_viewer_looks_and_works_on_nothing(slack: SlackDesk, step: str) -> None:
    slack.role(DINAH, Role.VIEWER)
    before = log(slack)
    slack.click(DINAH, step, message=slack.card(1))
    view = slack.world.view(DINAH)
    if view is not None and view.get("submit"):
        filled = {"text": "Words."} if step == "statement_open" else {"court": "legal"}
        assert "You can't work on inquiries yet" in str(slack.submit(DINAH, **filled).data["errors"])
    else:
        assert "You can't work on inquiries yet" in words(slack.private(DINAH))
    assert inquiry(slack) == before
    slack.command(DINAH, "show PR-1")
    assert "Night shelter numbers" in words(slack.private(DINAH))


def test_a_step_that_cannot_be_put_on_record_does_not_happen(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    log(slack)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the audit is full")

    with monkeypatch.context() as patch:
        patch.setattr("bot.audit.write", broken)
        slack.click(TOBI, "inquiry_take", message=slack.card(1))
        assert "on record as" in words(slack.private(TOBI)) and "audit is full" not in words(slack.private(TOBI))
        slack.shortcut(MARA, "new_inquiry")
        result = slack.submit(MARA, topic="Lost?", journalists="Wren", deadline="ASAP")
        assert "on record as" in str(result.data["errors"]) and slack.fields(MARA)["topic"] == "Lost?"
    assert inquiry(slack).owner_id is None and len(rows(slack, Inquiry)) == 1 and len(rows(slack, InquiryEvent)) == 1
    assert slack.submit(MARA).ok
    with slack.database.read() as session:
        assert session.exec(select(Inquiry.number).order_by(Inquiry.number)).all() == [1, 2]
