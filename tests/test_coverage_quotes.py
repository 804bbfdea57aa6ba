"""Quote watch, and watch terms that are words too."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.coverage import prominence
from bot.coverage.quotes import Approved, compared
from bot.coverage.terms import Term, means, meant
from bot.models import Prominence

TEXT = "We did not close the night shelter. We moved thirty families into homes before the winter, and we will open again in March if the council pays its share."
OURS = [
    Approved("a1", "Amara Osei", ("Dr Osei", "a spokesperson for Harbour Light"), TEXT),
    Approved("a2", "Tom Reed", (), "Nobody should have to choose between heating and eating this winter."),
]
MARKS = [("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("``", "''")]
ATTRIBUTIONS = [
    "{o}{q},{c} said Amara Osei, chief executive of Harbour Light.",
    "Amara Osei, chief executive of Harbour Light, said: {o}{q}.{c}",
    "{o}{q},{c} Dr Osei told The Beacon on Monday.",
    "According to Dr Osei, {o}{q}{c}.",
    "Amara Osei runs the charity. {o}{q},{c} she said.",
    "{o}{q},{c} a spokesperson for Harbour Light said.",
]
WORDINGS = [
    (TEXT.removesuffix("."), "exact"),
    ("We moved thirty families into homes before the winter", "trimmed"),
    ("We moved thirty families … and we will open again in March if the council pays its share", "trimmed"),
    ("We did close the night shelter", "altered"),
    ("We will open again in March", "altered"),
    ("We moved three hundred families into hotels before the winter", "altered"),
    ("The mayor has lied to every tenant in this city for years", "never_said"),
]


@pytest.mark.parametrize(("marks", "attribution"), list(product(MARKS, ATTRIBUTIONS)))
def test_our_words_are_held_against_what_was_approved(marks: tuple[str, str], attribution: str) -> None:
    for words, kind in WORDINGS:
        (quote,) = compared(attribution.format(o=marks[0], q=words, c=marks[1]), OURS)
        assert (quote.speaker_is_ours, quote.kind, quote.approved_id) == (True, kind, None if kind == "never_said" else "a1"), (
            quote
        )


@pytest.mark.parametrize(
    "article",
    [
        "“We did not close the night shelter,” said John Osei.",
        "Councillor John Smith said: “We have always paid our share.” Amara Osei was not there.",
        "“It is a scandal,” said Jane Doe, who runs another charity.",
        "“We have waited for a year,” a resident told The Beacon.",
        "Jane Doe spoke after Tom Reed. “We shall see,” said the minister.",
    ],
)
def test_the_words_of_others_are_not_ours(article: str) -> None:
    assert [quote.speaker_is_ours for quote in compared(article, OURS)] == [False]


def test_a_quote_that_a_name_divides_and_one_over_two_paragraphs_are_one_quote() -> None:
    divided = "“We moved thirty families into homes before the winter,” Dr Osei said, “and we will open again in March if the council pays its share.”"
    assert [quote.kind for quote in compared(divided, OURS)] == ["trimmed"]
    long = "Amara Osei said:\n“We did not close the night shelter.\n“" + TEXT.split(". ", 1)[1] + "”"
    assert [quote.kind for quote in compared(long, OURS)] == ["exact"]
    assert [quote.kind for quote in compared("“Nobody should have to choose,” he", OURS)] == ["trimmed"]


def test_the_speaker_goes_on_after_being_named_and_words_in_marks_alone_are_no_quote() -> None:
    article = "The “affordable” homes are late. “Nobody should have to choose between heating and eating this winter,” said Mr Reed. “It’s the council’s job.”"
    found = compared(article, OURS)
    assert [(quote.kind, quote.speaker_is_ours) for quote in found] == [("exact", True), ("never_said", True)]


CASES: dict[str, Any] = json.loads((Path(__file__).parent / "data/coverage/watch_terms.json").read_text())
TERMS = [Term.of(row) for row in CASES["terms"]]


def test_names_that_are_words_are_meant_only_as_names() -> None:
    """At least 95 of 100 are found, and at most 5 of 100 found are not meant."""
    right = [means(term, text.format(N=term.name, c=CASES["topics"][term.id])) for term in TERMS for text in CASES["meant"]]
    wrong = [text for term in TERMS for text in CASES["not_meant"][term.id] if means(term, text, headline=text.find("\n") + 1)]
    assert len(right) + sum(map(len, CASES["not_meant"].values())) >= 150
    assert sum(right) / len(right) >= 0.95
    assert len(wrong) / (len(wrong) + sum(right)) <= 0.05, wrong


def test_phrases_endings_nearness_and_exclusions() -> None:
    terms = [
        Term("peer", "Harbour Light", aliases=("HarbourLight",), exclude=("Harbour Light Hotel",)),
        Term("topic", "", phrases=("rent NEAR/4 arrears", "evict*", "night-shelter")),
        Term("plain", "marvel"),
    ]
    assert meant(terms, text="HARBOUR LIGHT’s vigil") == ["peer"]
    assert meant(terms, text="Rooms at the Harbour Light Hotel are dear, and marvellous.") == []
    assert meant(terms, text="The rent is paid on the first day of a month; arrears of other kinds grow.") == []
    assert meant(terms, text="Marvel at it: eviction is near.") == ["topic", "plain"]
    assert meant(terms, text="Arrears of rent led to evictions.") == meant(terms, title="A night shelter opens") == ["topic"]


@pytest.mark.parametrize(
    "text, found",
    [
        (f"{'rent ' * 9_000}{'other ' * 30}{'arrears ' * 9_000}", []),
        (f"{'rent ' * 9_000}{'arrears ' * 9_000}", ["topic"]),
        ("rent, arrears! " * 5_000, ["topic"]),
        ("Mind " * 20_000, []),
        ("Mr. " * 25_000, []),
    ],
)
def test_a_word_that_comes_ten_thousand_times_is_looked_at_no_longer_than_others(text: str, found: list[str]) -> None:
    """Pairs of all of them, or all of the text for each, would take hours, in which nothing else is sorted."""
    terms = [Term("topic", "", phrases=("rent NEAR/8 arrears",)), Term("name", "Mind", context=("charity",))]
    assert meant(terms, text=text) == found
    assert prominence.of("", text, [terms[1]]) in (None, Prominence.LEAD, Prominence.BODY, Prominence.PASSING)
