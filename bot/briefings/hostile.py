"""Hostile questions: a catalogue of how they are put, filled with the topic and the figures at hand.

Interview trainers name the same handful again and again: delay, blame, money, harm, what was known when, comparison, the words
of last time, the one figure that differs. Each entry says which words a cleared answer to it would have, so that a line is
offered only where it speaks of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.text import one_line

When = Literal["always", "figure", "said", "grave"]
LONGEST_TOPIC = 60


@dataclass(frozen=True)
class Pattern:
    """One way to be hostile. `text` takes {topic}, {figure}, {said} and {when}; `seeks` are words that an answer to it has.
    `when` says what it needs: a figure of ours, earlier words of ours, or a matter that is sensitive or worse."""

    name: str
    text: str
    seeks: str
    when: When = "always"


CATALOGUE: tuple[Pattern, ...] = (
    Pattern("known", "What did you know about {topic}, and when?", "knew learned told aware informed reported alerted notified", "grave"),
    Pattern("harm", "Who has been hurt, and what do you say to them?", "hurt harm injured injury safety sorry victims safeguarding", "grave"),
    Pattern("resign", "Who takes responsibility, and will somebody resign?", "responsible responsibility resign accountable board trustees", "grave"),
    Pattern("figure", "You say “{figure}.” Others count it differently. Why should anybody believe yours?", "", "figure"),
    Pattern("said", "Last time ({when}) you told us: “{said}” Does that still stand?", "", "said"),
    Pattern("delay", "Why did it take you so long to do anything about {topic}?", "soon began started delay timetable schedule"),
    Pattern("just", "Isn't this just a way to get publicity and donations?", "donation appeal campaign publicity"),
    Pattern("money", "How much does this cost, who pays, and is it money well spent?", "cost pay pays paid pounds pence budget fund spend spent donation"),
    Pattern("blame", "Isn't this your own fault?", "responsible cause mistake fault review investigation"),
    Pattern("peers", "Others manage this without any trouble. Why can't you?", "elsewhere compared average national neighbouring"),
    Pattern("next", "What happens when the money or the patience runs out: will you close?", "close closes closure future continue funding open until"),
    Pattern("sure", "Can you guarantee that this will never happen again?", "prevent ensure training checks safeguards review"),
    Pattern("who", "Who did you leave out, turn away or let down?", "turned away refused waiting list"),
)  # fmt: skip


def about(topic: str) -> str:
    """The topic as a hostile question takes it into its sentence: “night shelter numbers”; "this" where it is a whole sentence."""
    words = re.split(r": | [–—-] ", one_line(topic))[0].strip(" .!?:;–—-“”\"'")
    if not words or len(words) > LONGEST_TOPIC or re.search(r"[?!:]|\. ", words):
        return "this"
    first = words.split()[0]
    plain = len(first) > 1 and first[1:].islower() and first[:1].isupper() and not _is_name(words)
    return words[0].lower() + words[1:] if plain else words


def _is_name(words: str) -> bool:
    """Whether it begins with a name rather than with an ordinary word that merely begins a line: then the next has a capital too."""
    rest = words.split()[1:2]
    return bool(rest) and rest[0][:1].isupper()


def chosen(
    *, topic: str, grave: bool, figures: Sequence[tuple[str, str]], said: Sequence[tuple[str, str, str]], most: int
) -> list[tuple[str, tuple[str, ...], Pattern]]:
    """Questions with what they rest on, the gravest first: at most `most`, never fewer than five. `figures` are ours with their
    references; `said` are earlier words with when they were given and their reference."""
    found = []
    for one in CATALOGUE:
        if one.when == "grave" and not grave:
            continue
        if (one.when == "figure" and not figures) or (one.when == "said" and not said):
            continue
        words, when, reference = said[0] if said and one.when == "said" else ("", "", "")
        figure, row = figures[0] if figures and one.when == "figure" else ("", "")
        text = one.text.format(topic=about(topic), figure=figure, said=words, when=when)
        found.append((text, tuple(part for part in (reference, row, "hostile questions") if part), one))
    return found[:most]
