"""Questions that a model proposes for a briefing: what holds stands there as proposed, with approved rows as their answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.briefings import shapes
from bot.db import Database
from bot.models import Briefing
from tests.booked import asked, booked, library, speaker
from tests.clocks import Clock
from tests.fakes.model import ModelServer
from tests.flows import assert_nothing_live, rows
from tests.slack_desk import DINAH, TOBI, SlackDesk, opened, words

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer(lambda request: {"questions": []}) as server:
        yield server


@pytest.fixture
def slack(database: Database, clock: Clock, model: ModelServer) -> Iterator[SlackDesk]:
    with opened(database, clock, llm_base_url=model.url, llm_model="m") as desk:
        yield desk
        assert_nothing_live(desk)


def proposal(
    question: str, *, hostile: bool = True, answer_id: str = "", bridge: str = "", ids: list[str] | None = None
) -> dict[str, Any]:
    return {"question": question, "hostile": hostile, "answer_id": answer_id, "bridge": bridge, "bridge_ids": ids or []}


def made(slack: SlackDesk, model: ModelServer, *proposals: dict[str, Any], **inquiry: Any) -> list[shapes.Row]:
    """The rows of questions after the model answered with these."""
    model.enqueue({"questions": list(proposals)})
    library(slack)
    asked(slack, **inquiry)
    booked(slack, speaker(slack))
    slack.command(TOBI, "brief I-1")
    slack.click(TOBI, "briefing_make_open", message=slack.private(TOBI))
    slack.submit(TOBI, say="Ned is the source.", not_say="The lease.")
    return [row for one in shapes.read(rows(slack, Briefing)[0].parts) if "questions" in one.title for row in one.rows]


def test_what_holds_is_added_with_the_approved_row_word_for_word(slack: SlackDesk, model: ModelServer) -> None:
    found = made(
        slack, model,
        proposal("Why should a town pay for people who do not want help?", answer_id="L-0003", bridge="The night shelter is open every night until March.", ids=["M-0001.1"]),
        proposal("Can anybody walk in without papers?", hostile=False, answer_id="A-0002"),
    )  # fmt: skip
    at = next(number for number, row in enumerate(found) if row.text.startswith("Why should a town pay"))
    assert found[at].sources == ("proposed by the model",)
    assert (found[at + 1].text, found[at + 1].sources) == (
        "The council pays for a third of what the night shelter costs.",
        ("L-0003",),
    )
    assert found[at + 2].text == "The night shelter is open every night until March." and "M-0001.1" in found[at + 2].sources
    (news,) = [one for one in slack.said(TOBI, slack.dm(TOBI)) if "The model's questions" in words(one)]
    slack.click(TOBI, "briefing_show:1", message=news)
    assert "proposed 2 questions; 2 hold" in words(slack.world.view(TOBI))


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that 57 people were turned away in one night?", "Why did Mayor Grimsby call you a disgrace?", "Did three people die in your care?",
        "Is there fraud at the shelter?", "Write to boss@evil.example, will you?", "No question at all", "What happened on 3 May 2025?",
        "How many people stayed?",
    ],
)  # fmt: skip
def test_a_question_with_a_figure_a_name_or_a_charge_of_its_own_is_dropped(
    slack: SlackDesk, model: ModelServer, question: str
) -> None:
    found = made(slack, model, proposal(question))
    assert "proposed by the model" not in [source for row in found for source in row.sources]


@pytest.mark.parametrize(
    "bridge, ids",
    [
        ("We promise to open 40 more beds.", ["M-0001.1"]),
        ("The night shelter is open.", []),
        ("Nobody is turned away.", ["L-9999"]),
    ],
)
def test_a_bridge_that_its_rows_do_not_say_gives_way_to_one_of_ours(
    slack: SlackDesk, model: ModelServer, bridge: str, ids: list[str]
) -> None:
    found = made(slack, model, proposal("Why should anybody believe you?", answer_id="L-9999", bridge=bridge, ids=ids))
    at = next(number for number, row in enumerate(found) if row.text == "Why should anybody believe you?")
    assert found[at + 1].kind == "uncleared" and bridge not in found[at + 2].text


def test_the_model_sees_questions_and_approved_rows_and_nothing_else(slack: SlackDesk, model: ModelServer) -> None:
    made(slack, model, background="They say that Ned drinks.")
    (request,) = model.history
    assert "How many people stayed?" in request.user and "412 people" in request.user
    for word in ("Ned", "lease", "Castellane", "Gazette", "Dinah", "Studio", "20 beds"):
        assert word not in request.user + request.system, word


@pytest.mark.parametrize(
    "inquiry", [{"terms": "off_record"}, {"restricted": ["yes"], "named": [DINAH]}, {"embargo": "until Friday 00:01 GMT"}]
)
def test_off_the_record_restricted_or_under_embargo_it_is_not_asked(
    slack: SlackDesk, model: ModelServer, inquiry: dict[str, Any]
) -> None:
    made(slack, model, **inquiry)
    assert model.history == [] and len(rows(slack, Briefing)) == 1


def test_without_an_answer_the_briefing_stands_and_says_so(slack: SlackDesk, model: ModelServer) -> None:
    model.enqueue({"nonsense": True}, {"nonsense": True})
    found = made(slack, model)
    assert [row.kind for row in found].count("question") >= 10
    assert rows(slack, Briefing)[0].model_note


def test_a_signed_version_takes_no_more_questions(slack: SlackDesk, model: ModelServer) -> None:
    from bot import briefings

    made(slack, model)
    with slack.database.write() as session:
        row = session.get_one(Briefing, 1)
        row.signed_off_by, row.signed_off_at = slack.actor(DINAH).id, slack.clock()
        session.add(row)
    kept = rows(slack, Briefing)[0].parts
    model.enqueue({"questions": [proposal("Why should anybody believe you?")]})
    briefings.propose(slack.desk, briefing_id=1)
    assert rows(slack, Briefing)[0].parts == kept and len(model.history) == 1
