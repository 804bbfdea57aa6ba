"""Delivery: which messages an answer got across, by its words or by a proof point, and whether a bridge led there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.grounding import negations
from bot.grounding.figures import is_same
from bot.grounding.reading import read
from bot.rehearsals.shapes import Ground, Message, Remark
from bot.rehearsals.speech import is_universal, parts, rarity, share, telling, windows
from bot.text import shortened

DELIVERED = 0.6  # The share of a message's telling words, each weighed by how rare it is, that are said,
PROVEN = 0.7  # and of a proof point's; of one with figures, that must all be said,
FIGURED = 0.5  # so much, where each figure counts for
FIGURE = 2  # words.
ALMOST = 0.42
FEW = 2  # A message of so few telling words must be said whole.

#: How people turn from a question to what they came to say. What follows must be the point: "let me" alone is none.
BRIDGE = re.compile(
    r"""\b(?:
      what\s+(?:i|we)(?:\s*(?:'d|'ll)|\s+(?:can|would|will|want\s+to|do|really|also)){0,2}\s+(?:say|tell\s+you|add|know|stress|see|focus\s+on)(?:\s+\w+){0,3}?\s+(?:is|are)
    | what(?:'s|\s+is|\s+really)?\s+(?:really\s+|most\s+)?(?:matters|counts|important|people\s+(?:need|want)\s+to\s+know)(?:\s+\w+){0,5}?\s+(?:is|are)
    | what\s+(?:matters|counts)\b
    | the\s+(?:real|important|key|main|bigger|wider|central|crucial|essential|true)\s+(?:point|question|issue|thing|story|picture|message|challenge|priority)(?:\s+\w+){0,4}?\s+(?:is|are)
    | the\s+(?:point|thing|fact|truth|reality)\s+(?:\w+\s+){0,3}?is\b
    | (?:but\s+)?(?:let(?:'s|\s+me|\s+us)|allow\s+me\s+to|i(?:'d|\s+would)\s+(?:like|rather|want)\s+to|i\s+(?:just\s+)?want\s+to)\s+(?:just\s+|also\s+)?(?:come\s+back|go\s+back|get\s+back|return|put|be\s+(?:very\s+|absolutely\s+|really\s+)?clear|focus|talk\s+about|turn|bring\s+(?:this|it|us)\s+back|remind|point\s+out|stress|emphasi[sz]e|explain|start\s+with|step\s+back|tell\s+you|give\s+you)
    | (?:it|which)\s+(?:is|'s)\s+(?:important|worth|vital|essential)\s+(?:to\s+(?:remember|know|note|say|stress|look)|remembering|noting|saying|stressing|looking)
    | that(?:'s|\s+is)\s+(?:exactly\s+|precisely\s+)?why\s+we
    | (?:having|that)\s+(?:said|being\s+said)(?:\s+that)?(?=,|\s+we)
    | (?:more|most)\s+important(?:ly)?\b
    | (?:our|my)\s+(?:focus|priority|job|first\s+(?:duty|concern|thought)|concern|role|task)\s+(?:\w+\s+){0,3}?(?:is|are|has\s+to\s+be|remains)
    | at\s+the\s+heart\s+of\s+(?:this|it|all)
    | (?:and\s+|but\s+)?remember(?:,|\s+(?:that|what|why))
    | what\s+(?:brings|brought|this\s+comes\s+down\s+to|lies\s+behind|nobody\s+(?:says|mentions|talks\s+about))
    | look(?:ing)?\s+at\s+the\s+(?:bigger|wider|whole)\s+picture
    | (?:but|and)\s+(?:here(?:'s|\s+is)|this\s+is)\s+(?:what|the\s+(?:point|thing))
    | the\s+thing\s+to\s+remember
    | before\s+(?:we|i)\s+(?:get|go|come)\s+(?:in)?to\s+(?:that|this)
    )""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_OWN = 0.75  # The share of a bridge of our own that was said.


class Delivered(NamedTuple):
    """A message that was got across: `at` is the place of the sentence, `proof` the proof point where it was one."""

    message: Message
    at: int
    words: str
    proof: str = ""


class Bridge(NamedTuple):
    """The words that turned from the question, and the place of their sentence."""

    words: str
    at: int


def delivered(answer: str, ground: Ground) -> list[Delivered]:
    """The messages that an answer got across, in the order of the house, each with the words that did it."""
    said = parts(answer)
    rare = rarity(" ".join([one.text, *one.proofs]) for one in ground.messages)
    return [found for one in ground.messages if (found := _delivered(one, said, rare)) is not None]


def almost(answer: str, ground: Ground) -> tuple[Message, str] | None:
    """The message that an answer came near to, and with which words, where it delivered none."""
    said = parts(answer)
    rare = rarity(one.text for one in ground.messages)
    ranked = [(share(telling(one.text), words, rare=rare), one, words) for one in ground.messages for _, words in windows(said)]
    best = max(ranked, key=lambda one: one[0], default=None)
    return (best[1], best[2]) if best and best[0] >= ALMOST and len(telling(best[1].text)) > FEW else None


def bridge(answer: str, ground: Ground) -> Bridge | None:
    """The first words that turn from the question; the house's own bridges come first."""
    said = parts(answer)
    for at, words in enumerate(said):
        for own in ground.bridges:
            if share(telling(own), words) >= _OWN and len(telling(own)) > 1:
                return Bridge(words, at)
    for at, words in enumerate(said):
        if found := BRIDGE.search(words):
            return Bridge(found[0], at)
    return None


def remarks(answer: str, ground: Ground) -> Iterator[Remark]:
    """Which messages were delivered, and whether a bridge was used and led anywhere."""
    found, turned = delivered(answer, ground), bridge(answer, ground)
    for one in found:
        how = f"by a proof point, “{shortened(one.proof, 120)}”" if one.proof else "in your own words"
        yield Remark("message", True, f"You got across: {_named(one.message)} ({how}).", one.words, one.message.reference)
    if not found and ground.messages:
        yield _missed(answer, ground)
    led = [one for one in found if turned and one.at >= turned.at]
    if turned and (led or not ground.messages):
        where = f" and came to {_named(led[0].message)}" if led else ""
        yield Remark("bridge", True, f"You turned from the question{where}.", turned.words, turned.words)
    elif turned:
        reason = "You turned from the question, but no message followed. Put one right behind the bridge."
        yield Remark("bridge", False, reason, turned.words, turned.words, instead=ground.messages[0].text)
    elif not found:
        example = ground.bridges[0] if ground.bridges else "What I can tell you is …"
        yield Remark("bridge", False, "No bridge: answer in a sentence, then turn to what you came to say.", instead=example)


def _named(message: Message) -> str:
    """A message as its speaker knows it."""
    return f"“{shortened(message.text, 90).rstrip('.')}”"


def _missed(answer: str, ground: Ground) -> Remark:
    near = almost(answer, ground)
    if near is not None:
        message, words = near
        reason = f"You came near {_named(message)}, but who only hears this once would not take it away. Say it plainly."
        return Remark("message", False, reason, words, message.reference, message.text)
    first = ground.messages[0]
    return Remark("message", False, "No message got across.", about=first.reference, instead=first.text)


def _delivered(one: Message, said: Sequence[str], rare: dict[str, float]) -> Delivered | None:
    told = telling(one.text)
    short = len(told) <= FEW
    for at, words in windows(said):
        enough = share(told, words, rare=rare) >= (1.0 if short else DELIVERED)
        if enough and (is_universal(words) or not is_universal(one.text)) and not _denies(words, one.text):
            return Delivered(one, at, words)
    for proof in one.proofs:
        for at, words in enumerate(said):
            if _proves(words, proof):
                return Delivered(one, at, words, proof)
    return None


def _proves(words: str, proof: str) -> bool:
    """Whether words say a proof point: most of it, or all of its figures and some of what they are of."""
    told = [one for one in telling(proof) if not one[0].isdigit()]
    figures = [one for one in read(proof).quantities if one.kind == "number"]
    if not figures:
        return len(told) > 1 and share(told, words) >= PROVEN
    if not told or not all(any(is_same(each, one) for each in read(words).quantities) for one in figures):
        return False
    heavy = FIGURE * len(figures)
    return (share(told, words) * len(told) + heavy) / (len(told) + heavy) >= FIGURED


def _denies(words: str, message: str) -> bool:
    """Whether words say the opposite of a message that they have in common."""
    if len(parts(words)) > 1:
        return False
    return bool(negations.strange(read(words), [read(message)]))
