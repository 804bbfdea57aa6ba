"""A clip as a person sees it: what is known of it, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.db import Database
from bot.models import Article, Clip, ClipLink, LinkKind, PullThrough, Story, Tone
from tests.clocks import Clock
from tests.cuttings import click, clip, later, now, open_clip, scored, term, toned
from tests.fakes.model import ModelServer
from tests.flows import actions, assert_on_record, change, log, rows, sent
from tests.slack_desk import DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, opened, words
from tests.wordings import approve, write

ANSWER = "The night shelter stays open every night until 31 March, whatever the weather does."
BLAME = "Harbour Trust was blamed for cold rooms at its night shelter."
STORY = f"{BLAME} “{ANSWER}” it said. <!channel> *bold* & more."


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer(toned("unfavourable", BLAME)) as server:
        yield server


@pytest.fixture
def slack(database: Database, clock: Clock, model: ModelServer) -> Iterator[SlackDesk]:
    with opened(database, clock, llm_base_url=model.url, llm_model="m") as desk:
        term(desk)
        yield desk
        assert_on_record(desk)


def ran(slack: SlackDesk, **given: Any) -> Clip:
    """An inquiry that was answered, and what ran of it."""
    log(slack, outlet="Eastmarsh Gazette")
    sent(slack, ANSWER)
    later(slack, hours=1)
    return scored(slack, clip(slack, "Night shelter <numbers>", STORY, byline="Wren Castellane", **given))


def test_a_clip_shows_what_is_known_of_it(slack: SlackDesk) -> None:
    first = ran(slack)
    scored(slack, clip(slack, "A copy", STORY, outlet="Tern Post", copy_of=first))
    shown = words(open_clip(slack))
    for part in (
        "Night shelter <numbers>", "Eastmarsh Gazette", "tier 1", "1 pickup", "🔴 Unfavourable", "by the machine", BLAME, "✅ Exact",
        "PR-0001 Night shelter numbers", "automatic", "By  Wren Castellane",
    ):  # fmt: skip
        assert part in shown, part


def test_a_persons_tone_counts_and_the_machines_is_kept(slack: SlackDesk) -> None:
    first = ran(slack)
    copy = scored(slack, clip(slack, "A copy", STORY, outlet="Tern Post", copy_of=first))
    open_clip(slack)
    click(slack, TOBI, "clip_tone_open:")
    assert slack.submit(TOBI, tone="neutral").ok
    assert "Tobi" in words(slack.world.view(TOBI)) and "the machine said: unfavourable" in words(slack.world.view(TOBI))
    assert [(one.tone_now, one.tone) for one in (now(slack, first), now(slack, copy))] == [
        (Tone.NEUTRAL, Tone.UNFAVOURABLE)
    ] * 2
    click(slack, TOBI, "clip_tone_open:")
    slack.submit(TOBI, tone="machine")
    assert now(slack, first).tone_now == Tone.UNFAVOURABLE and actions(slack).count("clip.toned") == 2


def test_a_copy_that_comes_later_has_the_persons_tone(slack: SlackDesk) -> None:
    first = ran(slack)
    open_clip(slack)
    click(slack, TOBI, "clip_tone_open:")
    slack.submit(TOBI, tone="mixed")
    assert scored(slack, clip(slack, "Late copy", STORY, outlet="Tern Post", copy_of=first)).tone_now == Tone.MIXED


def test_a_link_is_automatic_until_a_person_confirms_or_refuses_it(slack: SlackDesk) -> None:
    ran(slack)
    open_clip(slack)
    link = next(one for one in rows(slack, ClipLink) if one.kind == LinkKind.INQUIRY)
    slack.click(TOBI, f"clip_link_yes:{link.id}")
    assert "confirmed by Tobi" in words(slack.world.view(TOBI))
    assert "(automatic)" not in words(slack.card(1))
    slack.click(TOBI, f"clip_link_no:{link.id}")
    assert "Ran:" not in words(slack.card(1)) and "not this, said Tobi" in words(slack.world.view(TOBI))
    slack.click(TOBI, f"clip_link_undo:{link.id}")
    assert "(automatic)" in words(slack.card(1))
    assert [one for one in actions(slack) if one.startswith("clip_link")] == [
        "clip_link.confirmed", "clip_link.refused", "clip_link.left_to_machine",
    ]  # fmt: skip


def test_what_a_person_refused_is_not_proposed_again(slack: SlackDesk) -> None:
    made = ran(slack)
    open_clip(slack)
    link = next(one for one in rows(slack, ClipLink) if one.kind == LinkKind.INQUIRY)
    slack.click(TOBI, f"clip_link_no:{link.id}")
    with slack.database.write() as session:
        session.get_one(Clip, made.id).scored_at = None
    scored(slack, made)
    assert next(one for one in rows(slack, ClipLink) if one.kind == LinkKind.INQUIRY).refused_at is not None


def test_nothing_of_an_inquiry_that_became_restricted_is_shown_with_a_clip(slack: SlackDesk) -> None:
    ran(slack)
    open_clip(slack)
    change(slack, MARA, sensitivity="crisis", restricted=["yes"])
    link = next((one for one in rows(slack, ClipLink) if one.kind == LinkKind.INQUIRY), None)
    if link is not None:
        slack.click(TOBI, f"clip_link_yes:{link.id}")
        assert "no such link" in words(slack.world.view(TOBI))


def test_a_message_is_coded_by_a_person_beside_the_machines_proposal(slack: SlackDesk) -> None:
    write(slack, "fact")
    write(slack, "house", pillar_2="Every volunteer is trained before the first winter night")
    approve(slack, DINAH, "F-0001")
    approve(slack, DINAH, "M-0001")
    scored(
        slack,
        clip(slack, "Council meets", f"At Harbour Trust every volunteer is trained before the first winter night. {BLAME}"),
    )
    assert "machine: presence 2, prominence 2, accuracy 2 (not confirmed)" in words(open_clip(slack))
    slack.click(TOBI, "clip_code_open:M-0001.2")
    assert slack.fields(TOBI) == {"presence": "2", "prominence": "2", "accuracy": "2"}
    slack.submit(TOBI, accuracy="0")
    (row,) = rows(slack, PullThrough)
    assert (row.accuracy, row.coded_accuracy, row.coder_id) == (2, 0, slack.actor(TOBI).id)
    assert "accuracy 0 · machine: presence 2" in words(slack.world.view(TOBI))
    slack.click(TOBI, "clip_code_open:M-0001.0")
    slack.submit(TOBI, presence="1", prominence="1", accuracy="2")
    assert len(rows(slack, PullThrough)) == 2, "a message that the machine did not see is coded too"


def test_who_may_only_look_is_offered_nothing_to_change(slack: SlackDesk) -> None:
    ran(slack)
    shown = buttons(open_clip(slack, PRIYA, GENERAL))
    assert not [one for one in shown if one.startswith(("clip_tone", "clip_link", "clip_code", "case_new", "clip_not_us"))]


def test_what_ran_of_an_inquiry_stands_in_all_that_is_told_of_it(slack: SlackDesk) -> None:
    ran(slack)
    slack.command(TOBI, "show PR-1")
    assert "Ran:  Night shelter <numbers>" in words(slack.private(TOBI))


def test_a_clip_that_no_model_could_read_is_read_again_on_demand(slack: SlackDesk) -> None:
    made = ran(slack)
    open_clip(slack)
    with slack.database.write() as session:
        session.get_one(Clip, made.id).tone = Tone.NOT_TONED
    link = next(one for one in rows(slack, ClipLink) if one.kind == LinkKind.INQUIRY)
    slack.click(TOBI, f"clip_link_yes:{link.id}")
    slack.click(TOBI, f"clip_score_again:{made.id}")
    assert now(slack, made).tone == Tone.UNFAVOURABLE and "clip.scored_again" in actions(slack)
    assert next(one for one in rows(slack, ClipLink) if one.id == link.id).confirmed_at is not None, "a person's word stays"


def test_a_clip_that_is_not_about_us_counts_nowhere_until_that_is_taken_back(slack: SlackDesk) -> None:
    made = ran(slack)
    open_clip(slack)
    slack.click(TOBI, f"clip_not_us:{made.id}")
    assert now(slack, made).not_us_by == slack.actor(TOBI).id
    assert "counts nowhere" in words(slack.world.view(TOBI)) and "Ran:" not in words(slack.card(1))
    slack.click(TOBI, f"clip_restore:{made.id}")
    assert now(slack, made).not_us_at is None and "Ran:" in words(slack.card(1))
    assert [one for one in actions(slack) if one.startswith("clip.")] == ["clip.not_us", "clip.is_us"]


def test_an_article_that_is_no_copy_is_read_by_itself(slack: SlackDesk, model: ModelServer) -> None:
    first = ran(slack)
    copy = scored(
        slack,
        clip(slack, "Harbour Trust says more", f"{BLAME} Harbour Trust has more to say.", outlet="Tern Post", copy_of=first),
    )
    asked = len(model.history)
    open_clip(slack)
    slack.click(TOBI, f"clip_open:{copy.id}")
    slack.click(TOBI, f"clip_alone:{copy.id}")
    with slack.database.read() as session:
        article = session.get_one(Article, copy.article_id)
    assert article.alone and article.copy_of_id is None
    assert len(model.history) == asked + 1 and now(slack, copy).scored_at is not None


def test_a_clip_leads_to_the_other_clips_of_its_story(slack: SlackDesk) -> None:
    first = ran(slack)
    with slack.database.read() as session:
        story = session.get_one(Story, session.get_one(Article, first.article_id).story_id)
    scored(slack, clip(slack, "Beds in doubt", f"{BLAME} Nobody answered.", outlet="Tern Post", story=story))
    assert "1 more clip of its story" in words(open_clip(slack))
    slack.click(TOBI, "coverage_list:0")
    shown = words(slack.world.view(TOBI))
    assert "Beds in doubt" in shown and "Night shelter <numbers>" in shown
