"""The model: what it may cost, what is taken from it, and what is written down about it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel, col, select

from bot import llm
from bot.db import Database
from bot.llm import Answer, ModelFailed, NoModel, NullLLM, OpenAIModel
from bot.models import Generation
from bot.settings import Settings
from prompts import Rendered, fill, load
from tests.ending import ended
from tests.fakes import model as fake
from tests.fakes.model import ModelServer

KEY = "sk-a-key-nobody-may-see"
SECRET = "The shelter on Maple Street"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Fact(Answer):
    word: str
    count: int


GOOD = {"word": "beds", "count": 3}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/desk.sqlite")
    SQLModel.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def naps() -> list[float]:
    """How long the model meant to wait between tries."""
    return []


@pytest.fixture
def model(server: ModelServer, database: Database, naps: list[float]) -> OpenAIModel:
    return OpenAIModel(
        base_url=server.url, key=KEY, models={"default": "small"}, longest=20, database=database, clock=lambda: NOW,
        sleep=naps.append,
    )  # fmt: skip


@pytest.fixture
def prompt() -> Rendered:
    return fill(load("inquiry_extraction"), text=SECRET)


def rows(database: Database) -> Sequence[Generation]:
    with database.read() as session:
        return session.exec(select(Generation).order_by(col(Generation.id))).all()


def outcomes(database: Database) -> list[str]:
    return [row.outcome for row in rows(database)]


def test_an_answer_comes_back_in_its_shape(model: OpenAIModel, server: ModelServer, prompt: Rendered) -> None:
    server.enqueue(GOOD)
    assert model.ask(prompt, shape=Fact, seconds=5) == Fact(word="beds", count=3)


def test_the_endpoint_is_given_both_parts_the_model_the_schema_and_the_key(
    model: OpenAIModel, server: ModelServer, prompt: Rendered
) -> None:
    server.enqueue(GOOD)
    model.ask(prompt, shape=Fact, seconds=5)
    asked = server.history[0]
    assert (asked.system, asked.user) == (prompt.system, prompt.user)
    assert asked.body["model"] == "small"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.schema is not None and set(asked.schema["properties"]) == {"word", "count"}


def test_a_call_leaves_one_row_that_says_what_was_used(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database
) -> None:
    server.enqueue(GOOD)
    model.ask(prompt, shape=Fact, seconds=5, subject="PR-0007")
    (row,) = rows(database)
    assert (row.prompt, row.prompt_version, row.prompt_sha256) == ("inquiry_extraction", 2, prompt.prompt.sha256[:12])
    assert (row.model, row.tokens_in, row.tokens_out, row.outcome) == ("small", 11, 7, "ok")
    assert (row.subject, row.at) == ("PR-0007", NOW)
    assert 0 <= row.milliseconds < 5_000


def test_the_row_holds_nothing_of_what_was_said(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database
) -> None:
    server.enqueue(GOOD)
    model.ask(prompt, shape=Fact, seconds=5)
    kept = " ".join(str(value) for value in rows(database)[0].model_dump().values())
    assert SECRET not in kept and "beds" not in kept and KEY not in kept


def test_no_session_is_open_while_the_model_thinks(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database
) -> None:
    open_meanwhile: list[int] = []

    def look(request: fake.Request) -> fake.Answer:
        open_meanwhile.append(database.engine.pool.checkedout())  # type: ignore[attr-defined]
        return GOOD

    server.otherwise = look
    model.ask(prompt, shape=Fact, seconds=5)
    assert open_meanwhile == [0]


@pytest.mark.parametrize("passing, word", [(fake.rate_limited(), "rate_limited"), (fake.broken(), "unavailable")])
def test_what_passes_is_tried_again_and_each_try_has_its_row(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database, passing: fake.Reply, word: str
) -> None:
    server.enqueue(passing, GOOD)
    assert model.ask(prompt, shape=Fact, seconds=5).word == "beds"
    assert outcomes(database) == [word, "ok"]


def test_it_waits_as_long_as_the_endpoint_asks(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, naps: list[float]
) -> None:
    server.enqueue(fake.rate_limited("3"), GOOD)
    model.ask(prompt, shape=Fact, seconds=10)
    assert naps == [3.0]


def test_it_gives_up_at_once_where_the_endpoint_asks_for_more_time_than_there_is(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, naps: list[float]
) -> None:
    server.enqueue(fake.rate_limited("60"), GOOD)
    with pytest.raises(ModelFailed, match="rate_limited"):
        model.ask(prompt, shape=Fact, seconds=4)
    assert naps == [] and len(server.history) == 1


def test_it_gives_up_after_four_tries(model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database) -> None:
    server.otherwise = lambda request: fake.broken()
    with pytest.raises(ModelFailed, match="unavailable"):
        model.ask(prompt, shape=Fact, seconds=60)
    assert outcomes(database) == ["unavailable"] * 4


def test_an_endpoint_that_is_not_there_is_unreachable(server: ModelServer, database: Database, prompt: Rendered) -> None:
    with ModelServer() as gone:
        url = gone.url
    model = OpenAIModel(
        base_url=url, key=None, models={"default": "m"}, longest=20, database=database, clock=lambda: NOW, sleep=lambda _: None
    )
    with pytest.raises(ModelFailed, match="unreachable"):
        model.ask(prompt, shape=Fact, seconds=5)


@pytest.mark.parametrize("slow", [fake.stalled, fake.dripping])
def test_a_slow_endpoint_is_left_when_the_time_is_up(
    server: ModelServer, prompt: Rendered, database: Database, slow: Callable[[], fake.Reply]
) -> None:
    """Such an endpoint never ends its answer, so whoever went on waiting would not come back."""
    model = asked_for_an_hour(server, database)
    server.enqueue(slow())
    with pytest.raises(ModelFailed, match="timeout"):
        ended(lambda: model.ask(prompt, shape=Fact, seconds=0.3))
    assert outcomes(database) == ["timeout"]


def asked_for_an_hour(server: ModelServer, database: Database, *, longest: float = 3_600) -> OpenAIModel:
    return OpenAIModel(
        base_url=server.url, key=None, models={"default": "m"}, longest=longest, database=database, clock=lambda: NOW
    )


def test_the_settings_bound_every_question(server: ModelServer, database: Database, prompt: Rendered) -> None:
    model = asked_for_an_hour(server, database, longest=0.3)
    server.enqueue(fake.stalled())
    with pytest.raises(ModelFailed, match="timeout"):
        ended(lambda: model.ask(prompt, shape=Fact, seconds=3_600))


@pytest.mark.parametrize(
    "answer, word",
    [
        (fake.truncated(), "truncated"),
        (fake.refusal(), "refused"),
        (fake.said(None, finish="content_filter"), "refused"),
        (fake.empty(), "empty"),
        (fake.said(" \n"), "empty"),
        (fake.tool_call(), "tool_call"),
        (fake.megabyte(), "too_long"),
        (fake.raw(b"<html>hello</html>"), "malformed"),
        (fake.raw(b"[" * 50_000), "malformed"),
        (fake.raw(b'{"choices": []}'), "malformed"),
        (fake.failed(401), "denied"),
        (fake.failed(404), "denied"),
        (fake.raw(b"", status=307, headers={"Location": "http://elsewhere.example/"}), "denied"),
    ],
)  # fmt: skip
def test_what_cannot_be_mended_fails_with_one_word_and_is_not_asked_again(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database, answer: fake.Reply, word: str
) -> None:
    server.enqueue(answer, GOOD)
    with pytest.raises(ModelFailed) as failure:
        model.ask(prompt, shape=Fact, seconds=5)
    assert failure.value.outcome == word
    assert outcomes(database) == [word]


UNFIT = [
    ("Sure! Here are the facts.", "not_json"),
    ({**GOOD, "actions": ["send"]}, "extra_keys"),
    ({"word": "beds"}, "wrong_shape"),
    ({"word": "beds", "count": "3"}, "wrong_shape"),
    ({"word": None, "count": 3}, "wrong_shape"),
    ("[1, 2]", "wrong_shape"),
]


@pytest.mark.parametrize("answer, word", UNFIT)
def test_an_unfit_answer_may_be_mended_once(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database, answer: fake.Answer, word: str
) -> None:
    server.enqueue(answer, GOOD)
    assert model.ask(prompt, shape=Fact, seconds=5).count == 3
    assert outcomes(database) == [word, "ok"]
    assert '"count"' in server.history[1].user, "the second time the shape is said in words"


@pytest.mark.parametrize("answer, word", UNFIT)
def test_a_second_unfit_answer_fails(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database, answer: fake.Answer, word: str
) -> None:
    server.enqueue(answer, answer, GOOD)
    with pytest.raises(ModelFailed, match=word):
        model.ask(prompt, shape=Fact, seconds=5)
    assert outcomes(database) == [word, word]


def test_an_endpoint_that_refuses_schemas_is_asked_without_one(
    model: OpenAIModel, server: ModelServer, prompt: Rendered
) -> None:
    server.enqueue(fake.failed(400, "response_format is not supported"), GOOD)
    assert model.ask(prompt, shape=Fact, seconds=5).word == "beds"
    assert server.history[0].schema is not None and server.history[1].schema is None


@pytest.mark.parametrize("wrapping", ["```json\n%s\n```", "```\n%s\n```", "<think>Hm. {no}</think>\n%s"])
def test_a_fence_or_thoughts_round_the_answer_do_no_harm(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, wrapping: str
) -> None:
    server.enqueue(wrapping % '{"word": "beds", "count": 3}')
    assert model.ask(prompt, shape=Fact, seconds=5).count == 3


@pytest.mark.parametrize("usage", [{"prompt_tokens": 10**30, "completion_tokens": -4}, {"prompt_tokens": "many"}, "free", [1]])
def test_token_counts_that_cannot_be_true_are_left_empty(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, database: Database, usage: object
) -> None:
    server.enqueue(fake.said('{"word": "beds", "count": 3}', usage=usage))
    model.ask(prompt, shape=Fact, seconds=5)
    (row,) = rows(database)
    assert row.tokens_in is None and row.tokens_out is None


def test_neither_words_nor_key_reach_a_log_or_an_error(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.enqueue(fake.failed(500, f"I was told {SECRET} with {KEY}"), "Their answer", "Their answer")
    with pytest.raises(ModelFailed) as failure:
        model.ask(prompt, shape=Fact, seconds=5)
    told = caplog.text + repr(failure.value) + repr(failure.value.__cause__)
    assert SECRET not in told and KEY not in told and "Their answer" not in told


def test_without_a_model_asking_fails_and_writes_nothing(database: Database, prompt: Rendered) -> None:
    model = llm.from_settings(Settings(_env_file=None, llm_base_url=None), database=database, clock=lambda: NOW)
    assert isinstance(model, NullLLM) and not model.configured
    model.warm()
    with pytest.raises(NoModel):
        model.ask(prompt, shape=Fact, seconds=5)
    assert rows(database) == []


def test_settings_name_the_endpoint_the_model_and_the_key(server: ModelServer, database: Database, prompt: Rendered) -> None:
    settings = Settings(_env_file=None, llm_base_url=server.url, llm_model="their-model", llm_api_key=KEY)
    model = llm.from_settings(settings, database=database, clock=lambda: NOW)
    assert model.configured
    server.enqueue(GOOD)
    model.ask(prompt, shape=Fact, seconds=5)
    assert server.history[0].body["model"] == "their-model"
    assert server.history[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_check_says_nothing_where_all_is_well_or_there_is_no_model(model: OpenAIModel, server: ModelServer) -> None:
    server.enqueue({"ready": True})
    assert llm.check(model) == ""
    assert llm.check(NullLLM()) == ""


@pytest.mark.parametrize(
    "answer, told",
    [
        (fake.failed(401), "refused the key"),
        (fake.raw(b"<html>It works!</html>"), "no OpenAI-compatible endpoint"),
        (fake.broken(), "a fault of its own"),
        ("Yes, I am ready.", "not with what was asked for"),
    ],
)
def test_a_check_says_in_plain_words_what_is_wrong(
    model: OpenAIModel, server: ModelServer, answer: fake.Answer, told: str
) -> None:
    server.otherwise = lambda request: answer
    assert told in llm.check(model, seconds=60)


def test_an_endpoint_on_this_machine_is_reached_past_any_proxy(
    model: OpenAIModel, server: ModelServer, prompt: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.enqueue(GOOD)
    assert model.ask(prompt, shape=Fact, seconds=5).word == "beds"


def test_the_library_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, bot.llm, bot.desk; sys.exit('openai' in sys.modules or 'httpx2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
