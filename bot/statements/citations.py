"""Citations: what each sentence of a text rests on, and what of it nothing backs.

A sentence that stands as before keeps its rows. One that was edited is held against the rows of the sentence it came from; a new
one against all there are. Pure: nothing here reads the database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from bot import grounding
from bot.drafting import DraftSentence, split
from bot.grounding import Source
from bot.grounding.absolutes import strange as strange_absolutes
from bot.grounding.courtesies import is_courtesy
from bot.grounding.reading import read
from bot.grounding.shapes import SentenceKind
from bot.grounding.words import content, coverage, even, stems

LIKE = 0.5  # The share of words two sentences have in common for one to be the other, edited.
NEAR = 0.5  # The share of a sentence's telling words that rows have at least to be tried.
NEARLY = 0.75  # The share from which a row is what the sentence means to say, and says wrongly.
FEWEST = 4  # Telling words that a sentence has at least to be taken for a row's.
EMBARGOED = "EMBARGOED until "
DIGITS = re.compile(r"\d+")
TRIED = 4  # Rows that a new sentence is held against, one by one and two by two.
#: What can be looked up, and so needs a source or somebody's word: everything else is opinion, manners or common sense.
CHECKABLE = frozenset(
    ("number", "scale", "unit", "percent_points", "date", "weekday", "name", "quote_words", "quote_speaker", "url", "contact")
)
#: What a row told and a sentence typed anew tells otherwise. Other links and names than a row's may well be meant.
TOLD = CHECKABLE - {"name", "url", "contact"}


@dataclass(frozen=True)
class Doubt:
    """What is wrong with one sentence: the rules it breaks (`grounding.RULES`, or `verify`), the words each of them stumbled
    on in the same order, and whether it stands in the way of an approval. `sources` are the rows it was held against."""

    sentence: str
    rules: tuple[str, ...]
    words: tuple[str, ...] = ()
    blocks: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cited:
    """One sentence of a text with what it rests on, and the doubt about it."""

    sentence: DraftSentence
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Grounds:
    """What a text is held against. `rows` are all that may be cited, by id, expired ones that an earlier version cites among
    them; `known` are the names that anybody may use here: the people and the outlet of the inquiry, the team's members."""

    rows: Mapping[str, Source]
    today: date
    organisation: str = ""
    known: str = ""


def cite(text: str, *, earlier: Sequence[DraftSentence], grounds: Grounds) -> list[Cited]:
    """Every sentence of `text` in order, with its rows and the doubt about it."""
    before = {_key(_unmarked(one)): one for one in reversed(earlier) if one.rules} | {
        _key(one.text): one for one in reversed(earlier)
    }
    return [_cited(sentence, before.get(_key(sentence)), earlier, grounds) for sentence in split(text)]


def is_checkable(sentence: str, grounds: Grounds) -> tuple[list[str], list[str]]:
    """What of a sentence can be looked up though it cites nothing: the rules, and the words of each."""
    allowed = Source("known", "message", grounds.known or "-")
    asked = grounding.Sentence(sentence, ("known",), "fact")
    (verdict,) = grounding.check([asked], sources=[allowed], today=grounds.today, organisation=grounds.organisation)
    found = [(rule, words) for rule, words in zip(verdict.rules, verdict.doubts, strict=True) if rule in CHECKABLE]
    found += [(one.rule, one.words) for one in strange_absolutes(read(even(sentence)), [read("-")])]
    return [rule for rule, _ in found], [words for _, words in found]


def _cited(sentence: str, same: DraftSentence | None, earlier: Sequence[DraftSentence], grounds: Grounds) -> Cited:
    if sentence.startswith("[VERIFY"):
        kept = same or DraftSentence(sentence)
        return Cited(kept, Doubt(sentence, ("verify", *kept.rules), ("", *kept.words), sources=kept.sources))
    if same is not None and same.rules:
        return _unmarked_by_hand(sentence, same, grounds)
    origin = same or _origin(sentence, earlier)
    if origin is None or not origin.sources or origin.rules:
        return _new(sentence, grounds)
    kept = replace(origin, text=sentence, rules=(), words=(), kind=_kind(sentence, origin))
    rules, words = _wrong(kept, grounds)
    if not rules:
        return Cited(kept)
    found = _backed(sentence, grounds)
    if found is not None:
        return Cited(found)
    return Cited(kept, Doubt(sentence, rules, words, sources=kept.sources))


def _unmarked_by_hand(sentence: str, marked: DraftSentence, grounds: Grounds) -> Cited:
    """A sentence whose `[VERIFY: …]` somebody took off and left the rest as it was: it blocks until something backs it."""
    found = _backed(sentence, grounds)
    if found is not None:
        return Cited(found)
    kept = replace(marked, text=sentence)
    return Cited(kept, Doubt(sentence, marked.rules, marked.words, sources=marked.sources))


def _new(sentence: str, grounds: Grounds) -> Cited:
    """A sentence that came from nowhere: cited where rows back it, else a person's own word."""
    if is_courtesy(sentence):
        return Cited(DraftSentence(sentence, (), "courtesy"))
    if sentence.startswith(EMBARGOED) or sentence == sentence.upper():
        return Cited(DraftSentence(sentence, (), "message"))  # A heading, which claims nothing.
    found = _backed(sentence, grounds)
    if found is not None:
        return Cited(found)
    misquoted = _misquoted(sentence, grounds)
    if misquoted is not None:
        return misquoted
    rules, words = is_checkable(sentence, grounds)
    own = DraftSentence(sentence, (), "message")
    return Cited(own, Doubt(sentence, ("uncited", *rules), ("", *words), blocks=False) if rules else None)


def _misquoted(sentence: str, grounds: Grounds) -> Cited | None:
    """The sentence with the one row whose words it all but has, and what it says otherwise than that row; None where it is
    not that near to any."""
    telling = content(even(sentence))
    shares = (
        {one.id: coverage(telling, stems(even(f"{one.text} {one.speaker} said"))) for one in grounds.rows.values()}
        if telling
        else {}
    )
    nearest = max(shares, key=lambda one: shares[one], default=None)
    if nearest is None or shares[nearest] < NEARLY or len(telling) < FEWEST:
        return None
    kind = grounds.rows[nearest].kind
    one = DraftSentence(sentence, (nearest,), kind if kind != "quote" or _quotes(sentence) else "fact")
    rules, words = _wrong(one, grounds)
    # With more figures than the row it says more than that, which is a person's own word, and not the same otherwise.
    says_more = len(DIGITS.findall(sentence)) > len(DIGITS.findall(grounds.rows[nearest].text))
    if says_more or not TOLD.intersection(rules):
        return None
    return Cited(one, Doubt(sentence, rules, words, sources=(nearest,)))


def _backed(sentence: str, grounds: Grounds) -> DraftSentence | None:
    """The sentence with the row, or the two rows, that back it."""
    telling = content(even(sentence))
    if not telling:
        return None
    shares = {one.id: coverage(telling, stems(even(one.text))) for one in grounds.rows.values()}
    near = sorted((one for one in shares if shares[one] > 0), key=lambda one: -shares[one])[:TRIED]
    tried = [(one,) for one in near if shares[one] >= NEAR] + list(combinations(near, 2))
    best: tuple[float, DraftSentence | None] = (0.0, None)
    for ids in tried:
        share = coverage(telling, stems(even(" ".join(grounds.rows[one].text for one in ids)))) - 0.1 * len(ids)
        kind = grounds.rows[ids[0]].kind if len(ids) == 1 else "fact"
        one = DraftSentence(sentence, ids, kind if kind != "quote" or _quotes(sentence) else "fact")
        if share > best[0] and not _wrong(one, grounds)[0]:
            best = share, one
    return best[1]


def _wrong(sentence: DraftSentence, grounds: Grounds) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked = grounding.Sentence(sentence.text, sentence.sources, sentence.kind)
    (verdict,) = grounding.check(
        [asked], sources=list(grounds.rows.values()), today=grounds.today, organisation=grounds.organisation
    )  # fmt: skip
    return verdict.rules, verdict.doubts


def _origin(sentence: str, earlier: Sequence[DraftSentence]) -> DraftSentence | None:
    """The earlier sentence that this one is, edited: the one with the most words in common, if that is enough of them."""
    own = _words(sentence)
    scored = [(len(own & _words(one.text)) / max(1, len(own | _words(one.text))), place) for place, one in enumerate(earlier)]
    score, place = max(scored, default=(0.0, 0))
    return earlier[place] if scored and score >= LIKE else None


def _kind(sentence: str, origin: DraftSentence) -> SentenceKind:
    return "fact" if origin.kind == "quote" and not _quotes(sentence) else origin.kind


def _quotes(sentence: str) -> bool:
    return any(sign in sentence for sign in '“”„«»"')


def _words(text: str) -> set[str]:
    return set(even(text).casefold().split())


def _unmarked(one: DraftSentence) -> str:
    return one.text.removeprefix("[VERIFY: ").removesuffix("]") if one.text.startswith("[VERIFY") else one.text


def _key(text: str) -> str:
    return " ".join(even(text).split())
