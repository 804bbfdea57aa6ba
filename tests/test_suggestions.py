"""Drafts from a model through the front door: with sources, marked, streamed, stopped, offered, and never from what may not leave."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from bot import statements
from bot.db import Database
from bot.models import Origin, StatementSource, StatementVersion, Suggestion, SuggestionState
from tests.clocks import Clock
from tests.fakes.model import ModelServer, streamed
from tests.flows import assert_nothing_live, cards, draft, log, request_to, rows, thread
from tests.slack_desk import DESK, DINAH, MARA, TOBI, SlackDesk, buttons, opened, words
from tests.wordings import approve, write

FACT = "The night shelter gave 1,240 nights of shelter in October 2026."
STAYS = "The night shelter stays open every night until 31 March."
ANSWER = {
    "sentences": [
        {"text": "Thank you for your questions.", "source_ids": [], "kind": "courtesy"},
        {"text": FACT, "source_ids": ["F-0001"], "kind": "fact"},
        {"text": STAYS, "source_ids": ["L-0002"], "kind": "message"},
        {"text": "The night shelter gave 1,420 nights of shelter in October 2026.", "source_ids": ["F-0001"], "kind": "fact"},
    ]
}


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer(lambda request: ANSWER) as server:
        yield server


@pytest.fixture
def slack(database: Database, clock: Clock, model: ModelServer) -> Iterator[SlackDesk]:
    with opened(database, clock, llm_base_url=model.url, llm_model="m", llm_model_draft="drafter") as desk:
        desk.desk.llm.every = 0  # type: ignore[attr-defined]
        yield desk
        assert_nothing_live(desk)


def library(slack: SlackDesk) -> None:
    write(slack, "fact")
    write(slack)
    for reference in ("F-0001", "L-0002"):
        approve(slack, DINAH, reference)


def suggest(slack: SlackDesk, user: str = TOBI) -> None:
    slack.world.close_view(user, every=True)
    slack.click(user, "statement_open", message=slack.card(1, DESK, user))
    slack.click(user, "statement_suggest")
    slack.world.close_view(user, every=True)


def form(slack: SlackDesk, user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.click(user, "statement_open", message=slack.card(1, DESK, user))
    return words(slack.world.view(user))


def asked(slack: SlackDesk, user: str = TOBI) -> None:
    library(slack)
    log(slack, questions="How many nights of shelter did the night shelter give in October?")
    suggest(slack, user)


def test_a_draft_cites_its_rows_marks_what_they_do_not_say_and_shows_them(slack: SlackDesk, model: ModelServer) -> None:
    asked(slack)
    (version,) = rows(slack, StatementVersion)
    assert version.text.startswith(f"Thank you for your questions. {FACT} {STAYS} [VERIFY: ")
    assert (version.origin, version.sources) == (Origin.MODEL, ["F-0001", "L-0002"])
    assert [one.reference for one in rows(slack, StatementSource)] == ["F-0001", "L-0002"]
    assert model.history[-1].body["model"] == "drafter" and "1,240" in model.history[-1].user
    shown = form(slack)
    assert "Draft by the model, not approved" in shown and "another figure than its source (1,420" in shown
    slack.click(TOBI, "sources_show")
    told = words(slack.world.view(TOBI))
    for part in (
        "F-0001",
        FACT,
        "approved by Dinah Osei",
        "holds until 1 February 2027",
        "Prompt statement_draft, version 2",
        "11 tokens in",
    ):
        assert part in told
    assert "Nothing was changed." in told


def test_an_approver_sees_what_each_sentence_rests_on(slack: SlackDesk) -> None:
    asked(slack)
    draft(slack, text=f"{FACT} {STAYS}")
    slack.click(TOBI, "statement_submit")
    request = request_to(slack, DINAH)
    slack.click(DINAH, "sources_show", message=request)
    shown = words(slack.world.view(DINAH))
    assert "F-0001" in shown and "approved by Dinah Osei" in shown


def test_an_edit_is_checked_and_the_models_first_words_stay_beside_it(slack: SlackDesk) -> None:
    asked(slack)
    draft(slack, text=f"{FACT} {STAYS}")
    edited = rows(slack, StatementVersion)[-1]
    assert [one["sources"] for one in edited.sentences] == [["F-0001"], ["L-0002"]] and edited.generation_id
    assert "Stands in the way" not in form(slack) and "Draft by the model, not approved" in form(slack)
    draft(slack, text=f"{FACT.replace('1,240', '1,250')} {STAYS}")
    shown = words(slack.world.view(TOBI))
    assert "Stands in the way of an approval" in shown and "1,250" in shown and "Held against F-0001" in shown
    slack.click(TOBI, "sources_show")
    assert "− " in words(slack.world.view(TOBI)) and "[VERIFY" in words(slack.world.view(TOBI))


def test_words_are_checked_as_they_are_typed_and_nothing_typed_is_lost(slack: SlackDesk) -> None:
    library(slack)
    log(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    view = slack.world.view(TOBI)
    assert view is not None
    block = next(one["block_id"] for one in view["blocks"] if (one.get("element") or {}).get("action_id") == "text")
    typed = {block: {"text": {"type": "plain_text_input", "value": f"{FACT} We also served 77 dinners."}}}
    slack.settle(slack.world.click(TOBI, "sources_check", view_id=view["id"], state={"values": typed}))
    shown = words(slack.world.view(TOBI))
    assert "Checked as you typed it" in shown and "77" in shown and "no approved row says this" in shown
    assert slack.fields(TOBI)["text"] == f"{FACT} We also served 77 dinners." and rows(slack, StatementVersion) == []
    assert slack.submit(TOBI).ok
    (kept,) = rows(slack, StatementVersion)
    assert [one["sources"] for one in kept.sentences] == [["F-0001"], []]


def test_the_thread_shows_the_draft_as_it_grows_and_then_the_result(slack: SlackDesk, model: ModelServer) -> None:
    whole = json.dumps(ANSWER)
    seen: list[int] = []

    def patiently(sent: int) -> None:
        there = whole[: sent * 40].count("}")
        for _ in range(2_000):
            seen.append(len(rows(slack, Suggestion)[0].sentences))
            if seen[-1] >= there:
                return
            threading.Event().wait(0.005)

    model.otherwise = lambda request: streamed(whole, between=patiently)
    asked(slack)
    assert seen == sorted(seen) and {0, 1, 2, 3} <= set(seen), "each sentence is on record before the next one comes"
    line = next(one for one in thread(slack) if "not approved" in one)
    assert FACT in line and "newest version" in line and rows(slack, Suggestion)[0].state == SuggestionState.SAVED


def test_a_draft_that_somebody_stops_is_not_kept(slack: SlackDesk, model: ModelServer) -> None:
    def stopping(sent: int) -> None:
        if sent == 4:
            statements.stop(slack.desk, actor=slack.actor(MARA), suggestion_id=1)

    model.otherwise = lambda request: streamed(json.dumps(ANSWER), between=stopping)
    asked(slack)
    assert rows(slack, StatementVersion) == [] and rows(slack, Suggestion)[0].state == SuggestionState.STOPPED
    assert any("stopped by Mara Quill" in one for one in thread(slack))
    assert slack.house.work.drain() == 0 and len(model.history) == 1, "a stopped draft is not begun again"


def test_words_saved_meanwhile_stay_and_the_models_draft_is_offered(slack: SlackDesk, model: ModelServer) -> None:
    def saving(sent: int) -> None:
        if sent == 2:
            statements.save(slack.desk, actor=slack.actor(MARA), inquiry_id=1, text="We answer soon.", seen=0)

    model.otherwise = lambda request: streamed(json.dumps(ANSWER), between=saving)
    asked(slack)
    (kept,) = rows(slack, StatementVersion)
    assert kept.text == "We answer soon." and rows(slack, Suggestion)[0].state == SuggestionState.OFFERED
    card = cards(slack, MARA, 1)[0]
    offered = next(one for one in slack.said(TOBI, DESK, thread_ts=card["ts"]) if "suggestion_open" in buttons(one))
    slack.click(TOBI, "suggestion_open", message={**offered, "channel": DESK})
    assert slack.fields(TOBI)["text"].startswith("Thank you for your questions.")
    assert slack.submit(TOBI).ok
    newest = rows(slack, StatementVersion)[-1]
    assert (newest.number, newest.sources) == (2, ["F-0001", "L-0002"]) and newest.generation_id is not None


def test_what_was_typed_and_not_saved_is_asked_after_before_a_draft_takes_its_place(
    slack: SlackDesk, model: ModelServer
) -> None:
    log(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    for done in (False, True):
        view = slack.world.view(TOBI)
        assert view is not None
        block = next(one["block_id"] for one in view["blocks"] if one.get("element", {}).get("action_id") == "text")
        state = {"values": {block: {"text": {"type": "plain_text_input", "value": "Typed, not saved."}}}}
        slack.settle(slack.world.click(TOBI, "statement_suggest", view_id=view["id"], state=state))
        assert bool(rows(slack, Suggestion)) is done
        assert done or slack.fields(TOBI)["text"] == "Typed, not saved."


def test_a_day_s_tokens_end_and_approved_words_stand_in(slack: SlackDesk, model: ModelServer) -> None:
    slack.desk.llm.daily_tokens = 18  # type: ignore[attr-defined]
    asked(slack)
    suggest(slack)
    assert len(model.history) == 1
    newest = rows(slack, StatementVersion)[-1]
    assert newest.origin == Origin.ASSEMBLED and FACT in newest.text
    assert any("LLM_DAILY_TOKENS" in one for one in thread(slack))
