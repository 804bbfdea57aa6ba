"""Search: words are found on both databases, in step with every change, whatever is typed, and without a trace of what is
hidden."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from bot import search
from bot.db import Database
from bot.models import Inquiry, Question, SearchText
from tests.clocks import Clock
from tests.paraphrases import Answered, fixture, put

STRINGS = json.loads((Path(__file__).parent / "data" / "naughty_strings.json").read_text(encoding="utf-8"))
EVERYBODYS = [col(Inquiry.restricted).is_(False)]


def having(session: Session, text: str, **within: Any) -> set[int]:
    return set(session.exec(select(Inquiry.number).where(search.having(session, text, **within))))


def near(session: Session, text: str, at: datetime, **limits: Any) -> list[int]:
    found = search.nearest(session, [text], known=EVERYBODYS, at=at, **limits)
    return [session.get_one(Inquiry, one.inquiry_id).number for one in found]


def store(database: Database, clock: Clock, *topics: str) -> None:
    put(database, [Answered(topic, (), "Nothing to add.") for topic in topics], clock())


@pytest.mark.parametrize(
    ("topic", "typed"),
    [
        ("Volunteers wanted", "volunteer"), ("The charges rise", "CHARGE"), ("Crèche fees", "creche"), ("Une crèche à Évry", "evry crèche"),
        ("Straßenfest in Köln", "koln strassenfest"), ("Übernachtungen im Winter", "Übernachtung"), ("Приют для бездомных", "приют"),
        ("夜間シェルターの定員", "定員"), ("ที่พักกลางคืน", "กลางคืน"), ("Drop-in at Pier-Street", "pier street"), ("Café “Olé”", "ole"),
        ("What is COVID-19's cost?", "covid 19"), ("e-mail to wren@eastmarsh.example", "wren@eastmarsh.example"),
        ("ＦＵＬＬ ｗｉｄｔｈ", "full width"), ("Beds_and_breakfasts", "breakfast"),
    ],
)  # fmt: skip
def test_words_of_many_languages_are_found_by_beginning_or_stem(
    database: Database, clock: Clock, topic: str, typed: str
) -> None:
    store(database, clock, "Something else", topic)
    with database.read() as session:
        assert having(session, typed) == {2}
        assert near(session, typed, clock())[:1] in ([2], []), "a beginning is no word"


def test_every_word_must_be_there(database: Database, clock: Clock) -> None:
    store(database, clock, "Night shelter beds", "Night bus", "Shelter for cats")
    with database.read() as session:
        assert having(session, "night shelter") == {1}
        assert having(session, "shelter night zebra") == set()
        assert having(session, "shel") == {1, 3}


def test_words_are_found_in_what_they_are_looked_for_in(database: Database, clock: Clock) -> None:
    put(database, [Answered("Alpha", ("Beta?",), "Gamma.")], clock())
    with database.read() as session:
        for word, column in (("alpha", "topic"), ("beta", "questions"), ("gamma", "answer")):
            assert having(session, word, within=[column]) == {1}
            assert having(session, word, within=[one for one in search.EVERYWHERE if one != column]) == set()


def test_no_text_is_an_error(database: Database, clock: Clock) -> None:
    store(database, clock, "Night shelter beds")
    dice = random.Random(5)
    alphabet = "\"'*():^-+~<>|&!{}[]\\/;%_.,=@# \t\nabcNEARORNOTAND0ß漢\u0301\u200d\x01"
    made = ["".join(dice.choice(alphabet) for _ in range(dice.randrange(1, 40))) for _ in range(150)]
    operators = [
        '"',
        "NEAR(a b)",
        "topic : x",
        "a* OR b",
        "^night",
        "-night",
        "{topic}:x",
        "a' & !b",
        "a:*",
        "'",
        "\\",
        "a <-> b",
        "x" * 5_000,
    ]
    with database.read() as session:
        for text in [*operators, *made, *STRINGS]:
            having(session, text) if search.folded(text) else None
            near(session, text, clock())


def test_every_naughty_text_can_be_put_into_the_index(database: Database, clock: Clock) -> None:
    topics = [one[:250] for one in STRINGS if "\x00" not in one and one.strip()]
    store(database, clock, *topics)
    long = " ".join(f"wörd{number}漢" for number in range(30_000))
    put_more = [Answered("Long", (long[:3_000],) * 60, long)]
    put(database, put_more, clock(), team="T0OTHER")
    with database.read() as session:
        assert len(session.exec(select(SearchText.inquiry_id)).all()) == len(topics) + 1


def test_the_index_follows_a_change_in_the_same_transaction_and_not_one_that_failed(database: Database, clock: Clock) -> None:
    store(database, clock, "Night shelter beds")
    with pytest.raises(ZeroDivisionError), database.write() as session:
        _rename(session, "Food parcels")
        assert having(session, "parcels") == {1} and having(session, "beds") == set()
        raise ZeroDivisionError
    with database.read() as session:
        assert having(session, "parcels") == set() and having(session, "beds") == {1}
    with database.write() as session:
        _rename(session, "Food parcels")
    with database.read() as session:
        assert having(session, "parcels") == {1} and having(session, "beds") == set()
    with database.write() as session:
        search.forget(session, 1)
    with database.read() as session:
        assert having(session, "parcels") == set()


def _rename(session: Session, topic: str) -> None:
    inquiry = session.get_one(Inquiry, 1)
    inquiry.topic = topic
    session.add(inquiry)
    search.index(session, inquiry)


def test_the_words_go_with_the_inquiry(database: Database, clock: Clock) -> None:
    store(database, clock, "Night shelter beds", "Food parcels")
    with database.write() as session:
        session.execute(sql("delete from inquiry where number = 1"))
    with database.read() as session:
        assert having(session, "beds") == set() and having(session, "parcels") == {2}
        assert len(session.exec(select(SearchText)).all()) == 1


def test_rebuilding_makes_good_whatever_was_lost(database: Database, clock: Clock) -> None:
    records, _ = fixture(records=250)
    put(database, records, clock())
    with database.write() as session:
        session.execute(sql("update searchtext set topic = 'nonsense' where inquiry_id < 50"))
        session.execute(sql("delete from searchtext where inquiry_id > 200"))
    with database.read() as session:
        assert having(session, "nonsense")
    assert search.rebuild(database) == 250
    with database.read() as session:
        assert having(session, "nonsense") == set()
        assert all(number in having(session, one.topic) for number, one in enumerate(records, start=1))


def test_rare_words_count_more_than_common_ones_and_the_topic_more_than_the_rest(database: Database, clock: Clock) -> None:
    common = [f"Shelter matter {word}" for word in ("one", "two", "three", "four", "five", "six")]
    store(database, clock, *common, "Boiler at the shelter", "The kitchen")
    put(
        database,
        [Answered("Kitchen", ("The zebra?",), "No."), Answered("Zebra", ("A kitchen?",), "No.")],
        clock(),
        team="T0OTHER",
    )
    with database.read() as session:
        assert near(session, "the shelter boiler", clock())[0] == 7
        others = [*EVERYBODYS, col(Inquiry.team_id) == "T0OTHER"]
        assert (
            session.get_one(Inquiry, search.nearest(session, ["zebra"], known=others, at=clock())[0].inquiry_id).topic
            == "Zebra"
        )


def test_of_two_alike_the_newer_comes_first(database: Database, clock: Clock) -> None:
    store(database, clock, "Night shelter beds", "Night shelter beds")
    with database.write() as session:
        for number, days in ((1, 10), (2, 800)):
            inquiry = session.exec(select(Inquiry).where(Inquiry.number == number)).one()
            inquiry.responded_at = clock() - timedelta(days=days)
            session.add(inquiry)
    with database.read() as session:
        assert near(session, "shelter beds", clock()) == [1, 2]


def test_what_may_not_be_known_moves_no_rank_no_score_and_no_share(database: Database, clock: Clock) -> None:
    """The same question before and after forty restricted inquiries on the very same words."""
    records, later = fixture(records=200, later=25)
    put(database, records, clock())
    hidden = [Answered(one.topic, (one.question,), one.question) for one in later] * 2

    def everything() -> list[Any]:
        with database.read() as session:
            return [search.nearest(session, [one.topic, one.question], known=EVERYBODYS, at=clock()) for one in later]

    before = everything()
    put(database, hidden, clock(), team="T0OTHER")
    with database.write() as session:
        session.execute(sql("update inquiry set restricted = true where team_id = 'T0OTHER'"))
    assert everything() == before


def test_questions_and_their_words_are_bounded(database: Database, clock: Clock) -> None:
    store(database, clock, "Night shelter beds")
    with database.write() as session:
        session.add_all(Question(inquiry_id=1, number=number, text="many different words " * 140) for number in range(1, 61))
        search.index(session, session.get_one(Inquiry, 1))
        assert len(session.get_one(SearchText, 1).questions) <= search.LONGEST
