"""An answer that comes in pieces, from endpoints of every kind: whole ones are read, bad ones are named, a draft never breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.desk import Desk
from bot.drafting import Draft, DraftSentence, draft, sentences_so_far
from bot.grounding import Source
from bot.llm import ModelFailed
from bot.models import Generation, Origin
from tests.fakes import model as fake
from tests.fakes.desks import modelled
from tests.fakes.model import ModelServer, Reply, streamed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROWS = [
    Source("L-0002", "message", "Our helpline is free to call."), Source("Q-0003", "quote", "We are grateful to all.", "Ada Verne"),
    Source("F-0001", "fact", "We run 12 emergency beds in Harrowmere.", expires=date(2026, 12, 31)),
]  # fmt: skip
GOOD = {"text": "We run 12 emergency beds in Harrowmere.", "source_ids": ["F-0001"], "kind": "fact"}
FREE = {"text": "Our helpline is free to call.", "source_ids": ["L-0002"], "kind": "message"}


def answer(*sentences: dict[str, Any]) -> str:
    return json.dumps({"sentences": list(sentences)})


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def desk(server: ModelServer, tmp_path: Path) -> Iterator[Desk]:
    """One that soon gives up waiting, for what goes wrong on the way."""
    with modelled(server, tmp_path, NOW, llm_timeout=0.8) as desk:
        desk.llm.every = 0  # type: ignore[attr-defined]
        yield desk


@pytest.fixture
def patient(server: ModelServer, tmp_path: Path) -> Iterator[Desk]:
    """One that a busy machine does not make give up, for streams that are whole."""
    with modelled(server, tmp_path, NOW, llm_timeout=20) as desk:
        desk.llm.every = 0  # type: ignore[attr-defined]
        yield desk


def drafted(desk: Desk, seen: list[list[DraftSentence]] | None = None) -> Draft:
    grown = seen if seen is not None else []
    return draft(
        desk, questions=["How many beds?"], sources=ROWS, organisation="Harbour Trust", subject="suggestion:1", today=NOW.date(),
        progress=lambda sentences: grown.append(list(sentences)),
    )  # fmt: skip


def outcomes(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        return [one.outcome for one in session.exec(select(Generation))]


def unmarked(text: str) -> str:
    return re.sub(r"\[VERIFY: [^\[\]]*\]", "", text)


@pytest.mark.parametrize("size", [1, 7, 40, 10_000])
def test_pieces_of_every_size_make_the_same_draft(patient: Desk, server: ModelServer, size: int) -> None:
    server.enqueue(streamed(answer(GOOD, FREE), size=size))
    made = drafted(patient)
    assert (made.text, made.origin) == (f"{GOOD['text']} {FREE['text']}", Origin.MODEL)
    with patient.database.read() as session:
        (row,) = session.exec(select(Generation)).all()
    assert (row.tokens_in, row.tokens_out, row.outcome) == (11, 7, "ok")
    asked = server.history[0].body
    assert asked["stream"] is True and asked["response_format"]["type"] == "json_schema"


def test_what_is_seen_on_the_way_is_checked_already(patient: Desk, server: ModelServer) -> None:
    wrong = {"text": "We run 14 emergency beds in Harrowmere.", "source_ids": ["F-0001"], "kind": "fact"}
    server.enqueue(streamed(answer(GOOD, wrong, FREE), size=5))
    seen: list[list[DraftSentence]] = []
    drafted(patient, seen)
    assert all("14" not in unmarked(one.text) for sentences in seen for one in sentences)


def test_an_endpoint_that_does_not_stream_is_read_as_a_whole(patient: Desk, server: ModelServer) -> None:
    server.enqueue(answer(GOOD))
    assert drafted(patient).text == GOOD["text"]


def test_an_endpoint_that_refuses_to_stream_is_asked_once_more_without(desk: Desk, server: ModelServer) -> None:
    server.enqueue(fake.failed(400, "stream is not supported"), answer(GOOD))
    assert drafted(desk).text == GOOD["text"]
    assert not server.history[1].body.get("stream")


def events(*data: str) -> Reply:
    body = "".join(f"data: {one}\n\n" for one in data).encode()
    return replace(fake.raw(body), headers={"Content-Type": "text/event-stream", "Content-Length": str(len(body))})


def delta(**told: Any) -> str:
    return json.dumps({"choices": [{"index": 0, "delta": told, "finish_reason": None}]})


EVIL = {
    "429": fake.rate_limited(), "500": fake.broken(), "stall": fake.stalled(), "drip": fake.dripping(), "drip of events": fake.dripping(b": wait\n\n"),
    "endless events": fake.dripping(b"data: " + delta(content=" ").encode() + b"\n\n", every=0.001), "truncated": streamed(answer(GOOD), finish="length"),
    "cut off": streamed(answer(GOOD)[:-20]), "refusal": events(delta(refusal="No."), "[DONE]"), "tool call": events(delta(tool_calls=[{"id": "x"}]), "[DONE]"),
    "error event": events(json.dumps({"error": {"message": "overloaded"}})), "no json event": events("hello"), "empty": events("[DONE]"),
    "nothing": fake.raw(b"", headers={"Content-Type": "text/event-stream"}), "a megabyte": streamed("x" * 1_000_000, size=10_000),
    "a page": fake.raw(b"<html>Sign in</html>", headers={"Content-Type": "text/html"}), "words": streamed("Of course! We run 99 beds."),
    "extra keys": streamed(answer(GOOD | {"approved": True})), "old shape": streamed(answer({"text": "We run 99 beds.", "sources": ["F-0001"]})),
}  # fmt: skip


@pytest.mark.parametrize("name", EVIL)
def test_an_evil_stream_ends_in_approved_words_and_in_time(desk: Desk, server: ModelServer, name: str) -> None:
    server.otherwise = lambda request: EVIL[name]
    made = drafted(desk)
    assert made.origin == Origin.ASSEMBLED and made.text.startswith("We run 12 emergency beds in Harrowmere.")
    assert "word for word" in made.note and "99" not in made.text
    assert "ok" not in outcomes(desk) and outcomes(desk)


INVENTED = [
    {"text": "We run 99 emergency beds in Harrowmere.", "source_ids": ["F-0001"], "kind": "fact"},
    {"text": "“We hate them all,” said Ada Verne.", "source_ids": ["Q-0003"], "kind": "quote"},
    {"text": "“We are grateful to all,” said Max Evil.", "source_ids": ["Q-0003"], "kind": "quote"},
    {"text": "<!channel> We run 12 emergency beds in Castlemere.", "source_ids": ["F-0001"], "kind": "fact"},
    {"text": "We do not run 12 emergency beds in Harrowmere.", "source_ids": ["F-0001"], "kind": "fact"},
    {"text": "Our helpline is free to call: https://evil.example.", "source_ids": ["L-0002"], "kind": "message"},
    {"text": "We run 12 emergency beds in Harrowmere.", "source_ids": ["F-9999"], "kind": "fact"},
    {"text": "We run 12 emergency beds in Harrowmere.", "source_ids": [], "kind": "fact"},
    {"text": "Thank you, 300 people died.", "source_ids": [], "kind": "courtesy"},
]  # fmt: skip


@pytest.mark.parametrize("invented", INVENTED, ids=[str(one["text"])[:40] for one in INVENTED])
def test_no_invention_stands_unmarked(desk: Desk, server: ModelServer, invented: dict[str, Any]) -> None:
    server.enqueue(streamed(answer(FREE, invented)))
    made = drafted(desk)
    assert made.origin == Origin.MODEL and unmarked(made.text).strip() == FREE["text"]
    assert "<" not in made.text and "evil.example" not in made.text
    (marked,) = [one for one in made.sentences if one.rules]
    assert marked.text.startswith("[VERIFY: ") and "marked [VERIFY]" in made.note


def test_an_expired_row_is_neither_shown_nor_a_source(desk: Desk, server: ModelServer) -> None:
    server.enqueue(streamed(answer(FREE, GOOD)))
    late = draft(
        desk, questions=["How many beds?"], sources=ROWS, organisation="Harbour Trust", subject="x", today=date(2027, 1, 1),
        progress=lambda sentences: None,
    )  # fmt: skip
    assert unmarked(late.text).strip() == FREE["text"] and late.sentences[1].rules == ("unknown_id",)
    assert "12 emergency beds" not in server.history[0].user


def test_whoever_looks_on_may_stop_it(desk: Desk, server: ModelServer) -> None:
    server.enqueue(streamed(answer(GOOD, FREE), size=10))

    def stop(sentences: object) -> None:
        raise ModelFailed("cancelled")

    with pytest.raises(ModelFailed, match="cancelled"):
        draft(
            desk,
            questions=["How many?"],
            sources=ROWS,
            organisation="Harbour Trust",
            subject="x",
            today=NOW.date(),
            progress=stop,
        )
    assert outcomes(desk) == ["cancelled"]


@pytest.mark.parametrize(
    "text, count",
    [
        (answer(GOOD, FREE), 2), (answer(GOOD, FREE)[:-30], 1), ('{"sentences": [', 0), ("", 0), ("no json [ {", 0), ('[{"text": 1}]', 0),
        ("[" * 5_000, 0), ('[{"a":' * 2_000, 0), (answer(GOOD, {"text": "x"}, FREE), 1),
    ],
)  # fmt: skip
def test_only_whole_sentences_of_an_unfinished_answer_are_read(text: str, count: int) -> None:
    assert len(sentences_so_far(text)) == count
