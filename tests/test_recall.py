"""What did we say last time? The right answer among the first, its age and its approver, and nothing that is not for all."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot import likeness, recall
from bot.db import Database
from bot.models import AskedVector, Generation, Inquiry, Role, Team
from bot.sandbox.server import Server
from bot.sandbox.states import State
from tests.clocks import Clock
from tests.fakes.model import EMBEDDINGS, ModelServer, embedded, failed, raw
from tests.flows import change, inquiry, kept_in_order, log, rows, sent
from tests.paraphrases import Later, fixture, put
from tests.slack_desk import DESK, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

LINE = "We have forty beds, and nobody is turned away."


def test_past_answers_stand_where_they_are_needed(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter beds", outlet="Eastmarsh Gazette", questions="How many beds are there?")
    sent(slack, LINE)
    slack.shortcut(MARA, "new_inquiry")
    slack.submit(MARA, topic="Beds at the shelter tonight", journalists="Ines Halloway", deadline="ASAP")
    logged = words(slack.world.view(MARA))
    assert "What we said last time" in logged and LINE in logged
    slack.world.close_view(MARA, every=True)
    slack.click(MARA, "statement_open", message=slack.card(2))
    drafted = words(slack.world.view(MARA))
    slack.command(MARA, "brief PR-2")
    briefed = words(slack.private(MARA))
    slack.command(MARA, "said shelter beds")
    said = slack.private(MARA)
    for shown in (logged, drafted, briefed, words(said)):
        assert LINE in shown and "Eastmarsh Gazette" in shown and "approved by Dinah" in shown and "23 Nov 2026" in shown
        assert "old: check it" not in shown
    card = slack.card(1)
    assert f"/archives/{DESK}/p{card['ts'].replace('.', '')}" in str(said["blocks"])


def test_an_answer_older_than_the_teams_months_says_so(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter beds")
    sent(slack, LINE)
    slack.clock.set(datetime(2027, 11, 23, 16, 39, tzinfo=UTC))
    slack.command(MARA, "said shelter beds")
    assert "old: check it" not in words(slack.private(MARA))
    slack.clock.set(datetime(2027, 11, 23, 16, 41, tzinfo=UTC))
    slack.command(MARA, "said shelter beds")
    assert "old: check it" in words(slack.private(MARA))
    assert choose(slack, answers_age_months="24").ok
    slack.command(MARA, "said shelter beds")
    assert "old: check it" not in words(slack.private(MARA))
    assert "Between 1 and 240" in str(choose(slack, answers_age_months="0").data["errors"])


def choose(slack: SlackDesk, **filled: Any) -> Any:
    slack.world.close_view(MARA, every=True)
    slack.command(MARA, "team")
    slack.click(MARA, "team_choices")
    return slack.submit(MARA, **filled)


@pytest.mark.parametrize(("given", "now", "old"), [
    ("2024-02-29", "2025-02-28", False), ("2024-02-29", "2025-03-01", True), ("2023-12-31", "2024-12-31", False),
    ("2023-12-30", "2024-12-31", True), ("2024-01-31", "2024-01-31", False),
])  # fmt: skip
def test_months_are_those_of_the_calendar(clock: Clock, given: str, now: str, old: bool) -> None:
    team = Team(id="T", created_at=clock())
    at = [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (given, now)]
    assert recall.lapsed(team, at[0], at[1]) is old


def test_no_words_and_no_answer_are_said_so(slack: SlackDesk) -> None:
    slack.command(MARA, "said")
    assert "A few words will do" in words(slack.private(MARA))
    slack.command(MARA, "said *** <!channel> night shelter beds")
    assert "No answer given on the record is near" in words(slack.private(MARA))


def test_what_is_restricted_or_off_the_record_is_recalled_for_nobody(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter beds", terms="off_record")
    sent(slack, "Between us: three beds.")
    log(slack, topic="Shelter beds for the tribunal")
    sent(slack, "Hushed words on beds.", number=2)
    change(slack, TOBI, 2, restricted=["yes"])
    log(slack, topic="Beds in the night shelter")
    for user in (TOBI, MARA):
        for text in ("said shelter beds", "said hushed words tribunal", "brief PR-3"):
            slack.command(user, text)
            said = words(slack.private(user))
            assert "Hushed" not in said and "three beds" not in said
            assert user == TOBI or ("PR-0002" not in said and "tribunal" not in said.replace("hushed words tribunal", ""))
    slack.role(PRIYA, Role.NONE)
    slack.command(PRIYA, "said shelter beds", channel=GENERAL)
    assert "You can't look" in words(slack.private(PRIYA, GENERAL))


# -- the right answer among the first three ----------------------------------------------------------------------------


def found(database: Database, later: list[Later], ask: Callable[[Later], list[int]]) -> float:
    """The share of later questions whose answer is among the first three."""
    return sum(one.answer + 1 in ask(one)[:3] for one in later) / len(later)


def test_the_right_answer_is_among_the_first_three_without_a_model(slack: SlackDesk) -> None:
    records, later = fixture()
    assert (len(records), len(later)) == (500, 100) and max(one.shared for one in later) < 0.75
    put(slack.database, records, slack.clock())
    mara = slack.actor(MARA)

    def ask(one: Later) -> list[int]:
        return [each.inquiry_id for each in recall.said(slack.desk, actor=mara, text=f"{one.topic} {one.question}")]

    share = found(slack.database, later, ask)
    print(f"right answer in the first three: {share:.0%}")
    assert share >= 0.75


def test_what_nobody_ever_answered_recalls_hardly_anything(slack: SlackDesk) -> None:
    records, _ = fixture()
    put(slack.database, records, slack.clock())
    mara = slack.actor(MARA)
    strange = (
        "Parking permits at the harbour marina", "Has your orchestra cancelled its tour of Japan?", "The recipe of your lemon cake",
        "Who designed the new logo and typeface?", "Merger with the chess federation", "Did a trustee speak at the party conference?",
        "Satellite launch delayed", "Will you boycott the film premiere?", "Cryptocurrency held in your treasury", "Beard competition results",
    )  # fmt: skip
    recalled = [text for text in strange if recall.said(slack.desk, actor=mara, text=text)]
    assert len(recalled) <= 3, recalled


# -- embeddings --------------------------------------------------------------------------------------------------------

#: A made-up sense for a few words, as an embedding model has for all of them.
SENSES = {"beds": "sleep", "places": "sleep", "shelter": "roof", "refuge": "roof", "pay": "wage", "salary": "wage"}


def embed(text: str) -> list[float]:
    """A deterministic stand-in for a model: each word, or what it means, is a direction of its own."""
    vector = [0.0] * 64
    for word in re.findall(r"\w+", text.casefold()):
        digest = hashlib.sha256(SENSES.get(word, word).encode()).digest()
        vector[digest[0] % 64] += 1.0
    return vector


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(embed=embed) as running:
        yield running


@pytest.fixture
def slack(sandbox: Server, database: Database, clock: Clock, request: pytest.FixtureRequest) -> Iterator[SlackDesk]:
    """The desk; with the embeddings of `server` where the test asks for that."""
    sandbox.world.clock = lambda: clock().timestamp()
    sandbox.world.reset(state=State())
    chosen = {}
    if "server" in request.fixturenames:
        chosen = {"llm_base_url": request.getfixturevalue("server").url, "llm_embedding_model": "small", "llm_timeout": 5}
    desk = SlackDesk(sandbox.world, sandbox, database, clock, **chosen).staffed()
    yield desk
    desk.close()


def asked_of(server: ModelServer) -> list[str]:
    return [text for one in server.history for text in one.texts]


def test_an_answer_in_other_words_is_found_by_its_embedding(server: ModelServer, slack: SlackDesk) -> None:
    log(slack, topic="Shelter beds", questions="Beds?")
    sent(slack, LINE)
    log(slack, topic="Refuge places", questions="Places?")
    slack.click(MARA, "statement_open", message=slack.card(2))
    assert LINE in words(slack.world.view(MARA))
    slack.command(MARA, "said refuge places")
    assert LINE not in words(slack.private(MARA)), "by words alone it is not near"
    assert [one.path for one in server.history] == [EMBEDDINGS] * 2
    assert asked_of(server) == ["Shelter beds\nBeds?", "Refuge places\nPlaces?"], "what is typed is never sent, nor answers"
    row = rows(slack, Generation)[0]
    assert (row.prompt, row.model, row.tokens_in, row.outcome, row.subject) == ("embedding", "small", 5, "ok", "inquiry:1")


@pytest.mark.parametrize("kept_in", [{"restricted": ["yes"]}, {"terms": "off_record"}, {"embargo": "until Friday 9am"}])
def test_text_that_may_not_leave_is_not_sent(server: ModelServer, slack: SlackDesk, kept_in: dict[str, Any]) -> None:
    log(slack, topic="Zanzibar tribunal", questions="A secret question?", **kept_in)
    assert server.history == [] and rows_of_vectors(slack) == []


def test_a_vector_goes_when_its_inquiry_may_leave_no_more_and_comes_back(server: ModelServer, slack: SlackDesk) -> None:
    log(slack, topic="Shelter beds")
    assert rows_of_vectors(slack) == [1]
    change(slack, TOBI, restricted=["yes"])
    assert rows_of_vectors(slack) == []
    change(slack, TOBI, channel=slack.dm(TOBI), question="Beds?")
    assert len(server.history) == 1
    change(slack, TOBI, channel=slack.dm(TOBI), restricted=[])
    assert rows_of_vectors(slack) == [1] and len(server.history) == 2


def test_only_new_words_are_sent_again(server: ModelServer, slack: SlackDesk) -> None:
    log(slack, topic="Shelter beds")
    change(slack, TOBI, note="A note.")
    assert len(server.history) == 1
    change(slack, TOBI, question="And places?")
    assert asked_of(server)[1:] == ["Shelter beds\nAnd places?"]


def rows_of_vectors(slack: SlackDesk) -> list[int]:
    with slack.database.read() as session:
        return list(session.exec(select(AskedVector.inquiry_id)))


@pytest.mark.parametrize("answer", [
    failed(400), failed(404), raw(b"<html>"), raw(b'{"data": []}'), embedded([0.1, 0.2], [0.3, 0.4]), embedded([]),
    raw(b'{"data": [{"embedding": [NaN, 1.0]}]}'), raw(b'{"data": [{"embedding": ["a"]}]}'),
])  # fmt: skip
def test_a_useless_endpoint_leaves_search_by_words(slack: SlackDesk, server: ModelServer, answer: Any) -> None:
    server.embed = None
    server.enqueue(*[answer] * 4)
    log(slack, topic="Shelter beds")
    sent(slack, LINE)
    assert rows_of_vectors(slack) == []
    log(slack, topic="Beds at the shelter")
    slack.click(MARA, "statement_open", message=slack.card(2))
    assert LINE in words(slack.world.view(MARA)) and "statement_suggest" in buttons(slack.world.view(MARA))


def test_what_was_logged_before_a_model_was_set_is_caught_up_with(server: ModelServer, slack: SlackDesk) -> None:
    records, _ = fixture(records=12)
    put(slack.database, records, slack.clock())
    assert rows_of_vectors(slack) == []
    assert likeness.catch_up(slack.desk) == 12
    slack.settle()
    assert len(rows_of_vectors(slack)) == 12 and likeness.catch_up(slack.desk) == 0


def test_a_vector_is_kept_at_length_one(clock: Clock) -> None:
    kept = likeness.unpacked(likeness.packed([3.0, 4.0]))
    assert [round(one, 6) for one in kept] == [0.6, 0.8] and len(likeness.packed([1.0] * 384)) == 4 * 384
    assert math.isclose(sum(one * one for one in likeness.unpacked(likeness.packed([0.1] * 100))), 1, abs_tol=1e-6)


def test_likeness_is_asked_only_of_answers_that_all_may_know(server: ModelServer, slack: SlackDesk) -> None:
    log(slack, topic="Shelter beds")
    sent(slack, LINE)
    log(slack, topic="Refuge places")
    with slack.database.write() as session:
        one = session.get_one(Inquiry, inquiry(slack, 1).id)
        one.restricted = True  # As if the vector had been left behind.
        session.add(one)
    with slack.database.read() as session:
        mara = slack.actor(MARA)
        assert session.get(AskedVector, inquiry(slack, 1).id) is not None
        assert likeness.nearest(session, inquiry(slack, 2).id or 0, among=recall.answered(mara)) == []
