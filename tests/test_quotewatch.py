"""Quote watch on the record: what was approved for us, who speaks for us, and what a clip prints of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.coverage import quotewatch
from bot.coverage.quotewatch import Book
from bot.db import Database
from bot.models import ClipQuote, Line, LineKind, LineStatus, Release, TermKind, Terms, WatchTerm
from tests.clocks import Clock
from tests.cuttings import US, clip, later, scored, term
from tests.flows import change, log, rows, sent
from tests.slack_desk import DINAH, MARA, TEAM, TOBI, SlackDesk, opened

SAID = "We will not close a single bed this winter, and we have told the council so in writing."
ANSWER = "The night shelter stays open every night until 31 March, whatever the weather does."


@pytest.fixture
def slack(database: Database, clock: Clock) -> Iterator[SlackDesk]:
    with opened(database, clock) as desk:
        term(desk)
        yield desk


def quote(slack: SlackDesk, text: str = SAID, speaker: str = "Ines Calder, chief executive", **given: Any) -> Line:
    """A quote on file."""
    with slack.database.write() as session:
        row = Line(
            **{
                "team_id": TEAM, "number": 1 + len(rows(slack, Line)), "kind": LineKind.QUOTE, "status": LineStatus.APPROVED, "text": text, "speaker": speaker,
                "owner_id": f"slack:{TEAM}:{TOBI}", "created_by": f"slack:{TEAM}:{TOBI}", "created_at": slack.clock(),
                "approved_by": f"slack:{TEAM}:{DINAH}", "approved_at": slack.clock(), "expires_on": date(2027, 3, 1),
            } | given
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row


def book(slack: SlackDesk) -> Book:
    with slack.database.read() as session:
        return quotewatch.book(session, TEAM, own=rows(slack, WatchTerm), at=slack.clock())


def printed(slack: SlackDesk, article: str) -> list[tuple[str, str, str]]:
    """Kind, speaker and reference of each quote of ours."""
    return [(one.kind.value, one.speaker, one.reference) for one in quotewatch.printed(article, book(slack))]


def test_a_spokespersons_words_are_held_against_the_quotes_on_file(slack: SlackDesk) -> None:
    quote(slack)
    name = "Ines Calder"
    assert printed(slack, f"“{SAID}” said {name}, chief executive of {US}.") == [("exact", name, "Q-0001")]
    assert printed(slack, f"“We will not close a single bed this winter,” {name} said.") == [("trimmed", name, "Q-0001")]
    assert printed(
        slack, f"“We will close a single bed this winter, and we have told the council so,” Ms Calder said. {name} left."
    ) == [("altered", name, "Q-0001")]
    assert printed(slack, f"{name} said: “Nobody asked us whether the pier should be painted yellow.”") == [
        ("never_said", name, "")
    ]


def test_somebody_elses_words_are_none_of_ours(slack: SlackDesk) -> None:
    quote(slack)
    assert printed(slack, "“The pier should be painted yellow before the summer,” said Councillor Abe Marlow.") == []


def test_a_spokesperson_who_is_watched_speaks_for_us_without_any_quote_on_file(slack: SlackDesk) -> None:
    term(slack, "Sol Brandt", TermKind.SPOKESPERSON, aliases=["Solomon Brandt"])
    assert printed(slack, "“We never received the letter from the council,” said Solomon Brandt.") == [
        ("never_said", "Sol Brandt", "")
    ]


def test_what_went_out_counts_as_approved_for_whoever_speaks_for_the_organisation(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, ANSWER)
    assert printed(slack, f"“{ANSWER}” said a spokesperson for {US}.") == [("exact", US, "S-0001")]


@pytest.mark.parametrize(
    "given",
    [
        {"restricted": True},
        {"terms": Terms.ON_BACKGROUND},
        {"terms": Terms.OFF_RECORD},
        {"approved_at": None, "approved_by": None},
    ],
)
def test_words_that_are_not_public_are_in_no_book(slack: SlackDesk, given: dict[str, Any]) -> None:
    quote(slack, **given)
    assert [one.text for one in book(slack).approved] == []


def test_an_expired_quote_was_approved_all_the_same(slack: SlackDesk) -> None:
    quote(slack, expires_on=date(2026, 1, 1))
    assert [one.id for one in book(slack).approved] == ["Q-0001"]


def test_of_a_long_release_only_the_passage_is_shown(slack: SlackDesk) -> None:
    filler = " ".join(f"Paragraph {at} tells of boats, tides and the harbour wall." for at in range(30))
    shown = quotewatch.passage(
        f"{filler} {SAID} {filler}", "We will close a single bed this winter, and told the council in writing."
    )
    assert SAID in shown and len(shown) < 500


def test_words_that_become_restricted_are_taken_from_the_quotes_on_record(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, ANSWER)
    later(slack, minutes=1)
    changed = ANSWER.replace("stays open", "will shut")
    scored(slack, clip(slack, "Shut", f"“{changed}” {US} said."))
    assert [(one.reference, one.approved) for one in rows(slack, ClipQuote)] == [("S-0001", ANSWER)]
    change(slack, MARA, sensitivity="crisis", restricted=["yes"])
    with slack.database.read() as session:
        (shown,) = quotewatch.shown(session, TEAM, rows(slack, ClipQuote))
        assert (shown.reference, shown.approved) == ("", "")
    scored(slack, clip(slack, "Another", "Nothing of note."))
    assert [(one.reference, one.approved) for one in rows(slack, ClipQuote)] == [("", "")]


def test_ten_thousand_words_of_releases_do_not_slow_an_article_down(slack: SlackDesk) -> None:
    """Only what shares words in a row with the article is compared with its quotes."""
    for at in range(60):
        quote(slack, f"Number {at} is about tides and boats at mooring {at}.", f"Person Number{at}")
    quote(slack)
    near = book(slack).near(f"“{SAID}” said Ines Calder.")
    assert [one.id for one in near if one.id] == ["Q-0061"]


def test_an_embargo_that_runs_keeps_words_out_of_the_book(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, ANSWER)
    with slack.database.write() as session:
        release = session.get_one(Release, 1)
        release.embargo_until = datetime(2026, 12, 1, tzinfo=UTC)
        session.add(release)
    assert book(slack).approved == []
    slack.clock.set(datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC))
    assert [one.id for one in book(slack).approved] == ["S-0001"]


def test_the_clip_shows_who_is_quoted_with_what(slack: SlackDesk) -> None:
    quote(slack)
    scored(slack, clip(slack, f"{US} on beds", f"“{SAID}” said Ines Calder of {US}.", tier=1))
    assert rows(slack, ClipQuote)[0].speaker == "Ines Calder"
