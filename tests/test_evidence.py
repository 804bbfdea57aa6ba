"""Evidence: what passes as said by approved words, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence import unsupported, without_strange_contacts
from tests.ending import printed

BEDS = "We run 12 emergency beds in Harrowmere, and 4,200 people used them last winter. No one was turned away in March."
MONEY = (
    "Donations rose by 45 per cent to £3.2 million. “We are grateful to every neighbour,” said Ada Verne, our director. "
    "Write to press@lantern.example or see www.lantern.example/beds. The desk's number is 01632 960118."
)
ROWS = [BEDS, MONEY]


@pytest.mark.parametrize(
    "sentence",
    [
        "We run 12 emergency beds in Harrowmere.",
        "We run twelve emergency beds.",
        "4200 people used the beds last winter.",
        "Last winter, 4,200 people used our emergency beds in Harrowmere.",
        "No one was turned away in March.",
        "no one was turned away in March",
        "Donations rose 45% to £3.2m.",
        "Lantern Trust runs 12 emergency beds.",
        "“We are grateful to every neighbour,” said Ada Verne, our director.",
        '"We are grateful to every neighbour," said Ada Verne.',
        "Write to press@lantern.example.",
        "The desk’s number is 01632-960118.",
    ],
)
def test_what_the_cited_words_say_is_supported(sentence: str) -> None:
    assert unsupported(sentence, ROWS, organisation="Lantern Trust") == []


@pytest.mark.parametrize(
    "sentence, told",
    [
        ("We run 13 emergency beds.", "13"),
        ("We run thirteen emergency beds.", "thirteen"),
        ("We run ١٣ emergency beds.", "13"),
        ("Half of the people used the beds.", "Half"),
        ("Millions of people used the beds.", "Millions"),
        ("People used the 420 beds.", "420"),
        ("Donations rose by 45 to £3.2m.", "45"),
        ("Donations rose 45% to $3.2m.", "$3.2m"),
        ("Donations rose 45% to £3.2bn.", "£3.2bn"),
        ("In May 4,200 people used them.", "May"),
        ("People used them on Sunday.", "Sunday"),
        ("Tom Invented runs 12 emergency beds.", "Tom"),
        ("Emergency beds in Castlemere.", "Castlemere"),
        ("“We are grateful to no neighbour,” said Ada Verne.", "the quote"),
        ("Ada Verne said: 'beds in winter'.", "the quote"),
        ("„Wir sind dankbar“, said Ada Verne.", "the quote"),
        ("We are “grateful to every neighbour, said Ada Verne.", "a quote without an end"),
        ("Write to boss@lantern.example.", "boss@lantern.example"),
        ("See www.lantern.example.evil.example/beds.", "www.lantern.example.evil.example/beds"),
        ("See lantern.example/beds/login.", "lantern.example/beds/login"),
        ("The desk's number is 01632 960119.", "01632 960119"),
        ("We admit that we run 12 emergency beds.", "admit"),
        ("We regret that people used the emergency beds last winter.", "regret"),
        ("We always run 12 emergency beds.", "always"),
        ("People were turned away in March.", "a no for a yes, or a yes for a no"),
        ("We don't run 12 emergency beds.", "a no for a yes, or a yes for a no"),
        ("A man was hit by a bus in Harrowmere.", "man, hit, bus"),
        ("The roof fell down.", "roof, fell, down"),
        ("It is.", "words that say nothing"),
    ],
)
def test_what_they_do_not_say_is_named(sentence: str, told: str) -> None:
    assert told in " | ".join(unsupported(sentence, ROWS, organisation="Lantern Trust"))


def test_only_the_cited_words_count() -> None:
    assert unsupported("Donations rose 45%.", [MONEY]) == []
    assert unsupported("Donations rose 45%.", [BEDS]) != []


def test_links_addresses_and_numbers_of_nobody_are_taken_out() -> None:
    said = "Ask press@lantern.example, boss@evil.example, https://evil.example/x or +44 20 7946 0999 in Harrowmere."
    assert without_strange_contacts(said, ROWS) == "Ask press@lantern.example, (removed), (removed) or (removed) in Harrowmere."


@given(st.integers(min_value=13, max_value=10**12))
def test_no_invented_figure_passes(figure: int) -> None:
    wanted = figure != 4200
    assert bool(unsupported(f"In Harrowmere {figure:,} people used emergency beds last winter.", [BEDS])) == wanted


def test_no_hostile_sentence_keeps_the_judge_busy() -> None:
    """Eleven of 4,000 characters: work that grew with the square of them, or worse, would not end."""
    parts = ["a.", "1 ", "'a ", "1,111", "a@", "a-", "“", "+1(", "1.1.", "Abc ", "twenty-"]
    script = f"""
from bot.evidence import unsupported
for part in {parts!r}:
    unsupported(part * (4_000 // len(part)), {ROWS * 20!r})
    print("judged")
"""
    assert printed(script).split() == ["judged"] * len(parts)
