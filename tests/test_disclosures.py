"""Marked words in every text column of the record: a model is sent what the table of disclosures names, and not one word more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import JSON, Date, Enum, LargeBinary
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, select
from sqlmodel.sql.sqltypes import AutoString

from bot import briefings, disclosures, likeness, llm, rehearsals, search, statements
from bot.authority import Actor
from bot.coverage import scores, summaries
from bot.db import Database, UTCDateTime
from bot.desk import Desk
from bot.endpoints import is_local
from bot.errors import DeskError
from bot.intake import extract
from bot.intake.refinement import refine
from bot.models import House, Inquiry, Line, Member, Question, StatementVersion
from bot.settings import Settings
from tests.fakes.model import ModelServer, Request

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MARK = re.compile(r"CANARY-(\w+?)-(\w+?)-(\d)")
PLAIN, ANSWERED, RESTRICTED, OFF, BACKGROUND, EMBARGOED, CRISIS, SECRET = range(8)
KINDS = range(8)
#: What sets each of the eight rows of a table apart. Everything else of a row is marked words.
APART: dict[str, dict[int, dict[str, Any]]] = {
    "inquiry": {
        RESTRICTED: {"restricted": True}, OFF: {"terms": "off_record"}, BACKGROUND: {"terms": "on_background"},
        EMBARGOED: {}, CRISIS: {"sensitivity": "crisis"}, SECRET: {"restricted": True, "terms": "off_record"},
    },
    "line": {
        RESTRICTED: {"restricted": True}, OFF: {"terms": "off_record"}, BACKGROUND: {"terms": "on_background"},
        EMBARGOED: {"expires_on": date(2026, 11, 22)}, CRISIS: {"sensitivity": "crisis"}, SECRET: {"status": "draft"},
    },
    "release": {ANSWERED: {"terms": "on_record"}, RESTRICTED: {"terms": "on_record"}},
    "house": {
        RESTRICTED: {"restricted": True}, OFF: {"status": "draft"}, BACKGROUND: {"status": "retired"},
        EMBARGOED: {"expires_on": date(2026, 11, 22)}, CRISIS: {"sensitivity": "crisis"}, SECRET: {"restricted": True},
    },
}  # fmt: skip
ALWAYS: dict[str, dict[str, Any]] = {
    "inquiry": {"status": "received", "terms": "on_record", "sensitivity": "routine", "restricted": False, "closed_at": None,
                "embargo_words": None, "responded_at": None, "response": None, "response_terms": None, "deadline_kind": "none", "deadline_at": None, "deadline_zone": "Europe/London", "responded_by": None, "acknowledged_at": None, "acknowledged_by": None},
    "line": {"status": "approved", "kind": "quote", "terms": "on_record", "sensitivity": "routine", "restricted": False,
             "expires_on": date(2027, 3, 1)},
    "house": {"status": "approved", "sensitivity": "routine", "restricted": False, "expires_on": date(2027, 3, 1),
              "bridges": ["night shelter beds CANARY-house-bridges-0"]},
    "correctioncase": {"rests_on": []}, "coveragedigest": {"snapshot": {}},
    "briefing": {"rests_on": {}, "parts": []},
    "interview": {"zone": "Europe/London", "listens_in": [], "state": "booked"},
    "spokesperson": {"zone": "Europe/London", "not_for": ["CANARY-spokesperson-not_for-0"], "active": True},
    "journalist": {"beats": ["CANARY-journalist-beats-0"], "do_not_contact_at": None}, "contributor": {"names": ["CANARY-contributor-names-0"]},
    "member": {"role": "admin", "approves": "crisis", "outsider": False},
    "team": {"zone": "Europe/London", "answers_age_months": 12, "last_statement": 100},
    "suggestion": {"state": "stopped"}, "statement": {"status": "withdrawn", "restricted": False},
    "clip": {"scored_at": None, "not_us_at": None}, "story": {"muted_at": None, "summary_of": {}}, "cliplink": {"refused_at": None},
    "coveragechannel": {"zone": "Europe/London", "time": "07:30", "days": ["mon"]}, "match": {"dismissed_at": None, "dismissed_by": None}, "article": {"copy_of_id": None, "unread": ""},
    "rehearsal": {"by_model": True, "ended_at": None, "kept_at": None, "forgotten_at": None, "questions": ["Why?", "CANARY-rehearsal-questions-0?"],
                  "score": {"points": ["CANARY-rehearsal-score-0"]}, "shown_to": []},
    "watchterm": {"aliases": ["night shelter beds", "CANARY-watchterm-aliases-0"], "active": True, "case_sensitive": False,
                  "phrases": ["CANARY-watchterm-phrases-0"], "exclude": ["CANARY-watchterm-exclude-0"], "context": ["CANARY-watchterm-context-0"]},
    "lineevent": {"house_id": None}, "release": {"terms": "off_record", "corrected_by_id": None, "taken_back_at": None, "embargo_until": None},
}  # fmt: skip


#: Hours of a team as text, which rules read, and words that the desk copies out of inquiries by itself.
OURS = {"clockchoices", "memberhours", "searchtext"}


def is_text(kind: Any) -> bool:
    return isinstance(kind, AutoString | sa.String) and not isinstance(kind, Enum)


def marked(table: str, column: str, row: int) -> str:
    return f"night shelter beds CANARY-{table}-{column}-{row}"


def filled(table: sa.Table, row: int) -> dict[str, Any]:
    """One row with marked words in every text column."""
    found: dict[str, Any] = {}
    for column in table.columns:
        name, kind = column.name, column.type
        if column.foreign_keys:
            (key,) = column.foreign_keys
            own = key.column.table is table
            found[name] = None if own else key_of(key.column.table, row)
        elif isinstance(kind, Date):
            found[name] = NOW.date() + timedelta(days=row)
        elif column.primary_key:
            found[name] = key_of(table, row)
        elif isinstance(kind, Enum):
            found[name] = kind.enums[0]
        elif isinstance(kind, JSON):
            found[name] = [
                {"message": marked(table.name, name, row), "proofs": [marked(table.name, name, row)], "members": [], "name": ""}
            ]
        elif isinstance(kind, LargeBinary):
            found[name] = b""
        elif isinstance(kind, UTCDateTime):
            found[name] = NOW - timedelta(days=1)
        elif is_text(kind):
            found[name] = marked(table.name, name, row)
        else:
            found[name] = {int: row + 1, bool: False, float: 0.5}[kind.python_type]
    found |= ALWAYS.get(table.name, {}) | APART.get(table.name, {}).get(row, {})
    if table.name == "inquiry" and row in (ANSWERED, SECRET):
        found |= {"responded_at": NOW - timedelta(days=2), "responded_by": f"slack:T1:U{row}", "response": marked("inquiry", "response", row), "status": "responded",
                  "response_terms": "on_record" if row == ANSWERED else "off_record"}  # fmt: skip
    if table.name == "rehearsal":
        found["turns"] = [{"question": "Why?", "answer": marked("rehearsal", "turns", row), "said": {"1.0": ""}, "feedback": None if row == SECRET else
                           rehearsals.feedback("Between you and me, no." if row == OFF else "No.", question="Why?", ground=rehearsals.Ground()).kept()}]  # fmt: skip
    if table.name == "storypair":
        found |= {"one_id": row + 1, "other_id": row + 2} if row + 1 < len(KINDS) else {"one_id": 1, "other_id": row + 1}
    if table.name == "inquiry" and row == EMBARGOED:
        found["embargo_words"] = marked("inquiry", "embargo_words", row)
    return found


def key_of(table: sa.Table, row: int) -> Any:
    if table.name == "team":
        return "T1"
    if table.name == "member":
        return f"slack:T1:U{row}"
    (column,) = list(table.primary_key.columns)[:1]
    return row + 1 if isinstance(column.type, sa.Integer) else f"{table.name}{row}"


pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def short_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    """The marked articles are a few words long."""
    monkeypatch.setattr(summaries, "FEWEST_WORDS", 0)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    def answer(request: Request) -> dict[str, Any]:
        if "<said>" in request.user:
            return {"question": "And why is that so?"}
        if "prepare a spokesperson" in request.system:
            return {"questions": []}
        if "<articles>" in request.user:
            return {"sentences": []}
        return {"sentences": [{"text": "No.", "source_ids": [], "kind": "fact"}]}

    with ModelServer(answer, embed=lambda text: [0.5, 0.5]) as running:
        yield running


def opened(server: ModelServer, database: Database, **settings: Any) -> Desk:
    """A desk whose every text column holds marked words, in eight rows a table."""
    told = Settings(_env_file=None, llm_base_url=server.url, llm_model="m", llm_embedding_model="e", **settings)  # type: ignore[call-arg]
    with database.engine.begin() as connection:
        connection.execute(sa.text("pragma defer_foreign_keys=on"))
        for table in SQLModel.metadata.sorted_tables:
            for row in KINDS if table.name not in OURS else ():
                insert(connection, table, row)
    search.rebuild(database)
    return Desk(
        settings=told, database=database, llm=llm.from_settings(told, database=database, clock=lambda: NOW), clock=lambda: NOW
    )


def insert(connection: sa.Connection, table: sa.Table, row: int) -> None:
    """Of a table that has one row a team, only the first."""
    try:
        with connection.begin_nested():
            connection.execute(table.insert().values(**filled(table, row)))
    except IntegrityError as problem:
        if row == PLAIN or "UNIQUE" not in str(problem):
            raise


def everything_asked(desk: Desk) -> None:
    """Every task a model has, for every inquiry there is and for messages of every kind."""
    llm.check(desk.llm)
    for row in KINDS:
        with desk.database.read() as session:
            actor = Actor.of(session.get_one(Member, f"slack:T1:U{row}"))
        likeness.keep(desk, inquiry_id=row + 1)
        rehearsals.put_next(desk, rehearsal_id=row + 1, number=1)
        try:
            asked = statements.ask_model(desk, actor=actor, inquiry_id=row + 1, seen=0)
            statements.write_draft(desk, suggestion_id=asked.id or 0)
        except DeskError:
            continue
        try:
            made = briefings.make(desk, actor=actor, reference=f"PR-{row + 2}")
            briefings.propose(desk, briefing_id=made.row.id or 0)
            made = briefings.make(desk, actor=actor, reference=f"I-{row + 2}")
            briefings.propose(desk, briefing_id=made.row.id or 0)
        except DeskError:
            continue
    summaries.write(desk, channel_id=1)
    scores.score(desk, team_id="T1")
    for row, about in enumerate(
        ("", "Off the record: ", "On background only: ", "Embargo 6pm: ", "A death. ", "not for quoting. ")
    ):
        text = f"Hi, I'm a reporter at the Gazette. {about}How many {marked('offer', 'text', row)}? My deadline is 6pm."
        refine(desk, extract(text, received_at=NOW, zone="Europe/London"), text)


def received(server: ModelServer) -> dict[str, set[tuple[str, int]]]:
    """The marked words that reached the endpoint, by prompt: ("table.column", row)."""
    found: dict[str, set[tuple[str, int]]] = {}
    for request in server.history:
        text = json.dumps(request.body, ensure_ascii=False)
        task = "embedding" if "input" in request.body else next(
            name for name, sign in (("briefing_questions", "prepare a spokesperson"), ("statement_draft", "<sources>"), ("inquiry_extraction", "<text>"), ("coverage_tone", "<names>"), ("coverage_story", "<articles>"), ("rehearsal_question", "<said>"), ("endpoint_check", "Are you ready?"))
            if sign in text
        )  # fmt: skip
        found.setdefault(task, set()).update((f"{one[1]}.{one[2]}", int(one[3])) for one in MARK.finditer(text))
    return found


PUBLIC = set(KINDS) - {RESTRICTED, SECRET}  # What is linked to a restricted inquiry is summed up nowhere.
MAY = {
    "question.text": {PLAIN, ANSWERED, CRISIS}, "inquiry.topic": {PLAIN, ANSWERED, CRISIS}, "inquiry.response": {ANSWERED}, "release.text": {ANSWERED},
    "line.text": {PLAIN, ANSWERED, CRISIS}, "line.speaker": {PLAIN, ANSWERED, CRISIS}, "house.core_message": {PLAIN, ANSWERED, CRISIS},
    "house.pillars": {PLAIN, ANSWERED, CRISIS}, "team.name": {PLAIN}, "interview.topic": {PLAIN, ANSWERED, CRISIS}, "offer.text": {0},
    "rehearsal.topic": {PLAIN, ANSWERED, CRISIS}, "rehearsal.turns": {PLAIN, ANSWERED, CRISIS},
    "watchterm.name": set(KINDS), "watchterm.aliases": {0}, "article.title": set(KINDS), "article.text": set(KINDS), "outlet.name": PUBLIC,
}  # fmt: skip


@pytest.mark.parametrize("local", [False, True])
def test_no_marked_word_reaches_a_model_but_those_the_table_names(server: ModelServer, database: Database, local: bool) -> None:
    desk = opened(server, database, llm_local=local)
    everything_asked(desk)
    declared = {task.prompt: {column for field in task.fields for column in field.columns} for task in disclosures.TASKS}
    told = received(server)
    for task, words in told.items():
        assert {column for column, _ in words} <= declared[task], task
        for column, row in words:
            own_ground = (
                {RESTRICTED} if local and task == "statement_draft" and column in ("question.text", "inquiry.topic") else set()
            )
            assert row in MAY[column] | own_ground, (task, column, row)
    assert {column for column, _ in told["statement_draft"]} >= {
        "question.text",
        "line.text",
        "line.speaker",
        "release.text",
        "team.name",
    }
    assert ("question.text", RESTRICTED) in told["statement_draft"] or not local
    assert ("question.text", RESTRICTED) not in told["statement_draft"] or local
    assert {column for column, _ in told["briefing_questions"]} >= {"question.text", "line.text", "team.name"}
    assert {row for column, row in told["coverage_story"] if column == "article.text"} == PUBLIC
    assert {row for column, row in told["rehearsal_question"] if column == "rehearsal.turns"} == {PLAIN, ANSWERED, CRISIS}
    assert told["inquiry_extraction"] == {("offer.text", 0)} and told["embedding"] and told["endpoint_check"] == set()


def test_every_text_column_of_the_record_is_marked(server: ModelServer, database: Database) -> None:
    """Else a column that comes later would be in no test."""
    desk = opened(server, database)
    with desk.database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            there = json.dumps([dict(row._mapping) for row in connection.execute(table.select())], default=str)
            for column in table.columns:
                plain = table.name not in OURS and not column.primary_key and not column.foreign_keys and is_text(column.type)
                if plain and column.name not in ALWAYS.get(table.name, {}):
                    assert f"CANARY-{table.name}-{column.name}-" in there, f"{table.name}.{column.name}"
    with desk.database.read() as session:
        for table in (Inquiry, Question, Line, House, StatementVersion):
            assert len(session.exec(select(table)).all()) == len(KINDS)


def test_the_table_speaks_of_every_prompt_and_of_columns_that_there_are(database: Database) -> None:
    from prompts import names

    assert {task.prompt for task in disclosures.TASKS} == {*names(), "embedding"}
    columns = {f"{table.name}.{column.name}" for table in SQLModel.metadata.sorted_tables for column in table.columns}
    assert {column for task in disclosures.TASKS for field in task.fields for column in field.columns} <= columns


def test_models_says_where_it_goes_what_is_sent_and_what_was_used(server: ModelServer, database: Database) -> None:
    desk = opened(server, database, llm_daily_tokens=5_000, llm_local=True)
    llm.check(desk.llm)
    text = "\n".join(disclosures.told(disclosures.endpoint(desk.settings, desk.llm)))
    assert "127.0.0.1, on your own ground" in text and "Restricted matters: their questions may go" in text
    assert "of 5,000 tokens used today" in text and "statement_draft: writes a first draft of an answer (model m)" in text
    assert all(f"Sent, {field.name}: {field.what}" in text for task in disclosures.TASKS for field in task.fields)


@pytest.mark.parametrize(
    "url, local",
    [
        ("http://localhost:11434/v1", True), ("http://127.0.0.1:1/v1", True), ("http://[::1]/v1", True), ("http://10.1.2.3/v1", True),
        ("http://192.168.0.7/v1", True), ("http://172.20.0.1/v1", True), ("http://172.32.0.1/v1", False), ("https://8.8.8.8/v1", False),
        ("https://api.model.example/v1", False), ("https://localhost.evil.example/v1", False), ("https://10.0.0.1.evil.example/v1", False),
        ("https://127.0.0.1@evil.example/v1", False), ("nonsense", False), ("http://[", False), ("http://169.254.169.254/v1", False),
    ],
)  # fmt: skip
def test_only_an_address_on_own_ground_counts_as_local(database: Database, url: str, local: bool) -> None:
    assert is_local(url) is local
