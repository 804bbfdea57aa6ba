"""Hedges: what the cited rows say with "may", "allegedly" or "so far" a sentence does not say without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.grounding.dates import Day
from bot.grounding.quantities import Quantity
from bot.grounding.shapes import Doubt, Span
from bot.grounding.vocabulary import IRREGULAR
from bot.grounding.words import content, is_near, stem, words

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

#: Who tells what a desk has not seen itself.
_TELLERS = r"(?:eye)?(?:witness(?:es)?|bystanders?|survivors?|neighbours?|residents|locals|relatives|passers-by|critics|opponents|campaigners|prosecutors?|lawyers?|sources|officials|observers|police|media|press|reports|colleagues|villagers|parents|former \w+)"
_ABLE = re.compile(
    r"\b(?:you|we|they|he|she|I|who|anyone|everyone|people|members?|visitors?|volunteers?|famil(?:y|ies)|readers|donors?|tenants?|patients?|parents?|children|pupils|students?|staff|residents?|customers?|passengers?|guests?|journalists?|adults|schools|groups|teams|those|applicants?|users?) (?:also |now |still |only )?$",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r" (?:now |still |also )?(?:apply|book|register|donate|join|visit|call|ring|contact|e-?mail|text|write|collect|order|buy|sign up|ask|borrow|attend|take part|enter|download|volunteer|be (?:made|booked|ordered|collected|bought|reached|found|seen|downloaded|viewed|contacted|submitted|returned|sent|dropped off|handed in))\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|going to|is to|are to|is due to|are due to|plans? to)(?: not| also| now)? (?P<verb>[a-z]+)"
)
_PAST = re.compile(r"(?<!be )(?<!been )(?<!being )(?<!to )\b(?P<verb>[a-z]+)\b")
_TOLD = re.compile(r"\b(?:sa(?:id|ys?)|announced|promised|told|confirmed|pledged|decided|that it|that they)\b", re.IGNORECASE)

#: Each kind of hedge: its words, and the kinds that keep as much doubt.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "possible": (
        r"may(?! \d)|might|could(?! not|n't)|possibl[ey]|perhaps|potential(?:ly)?"
        r"|there is a (?:chance|risk|possibility)",
        ("possible",),
    ),
    "likely": (
        r"(?:un)?likely|probabl[ey]|expect(?:s|ed|ing)?|plan(?:s|ned|ning)?(?= (?:to|for|on))|hop(?:e|es|ed|ing)(?= (?:to|that|for))|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?(?= (?:to|for|at))"
        r"|appear(?:s|ed)?(?= to| that)|seem(?:s|ed)?|suggest(?:s|ed)?|indicat(?:e|es|ed)|believ(?:e|es|ed)|think(?=[ .,])|thought(?= (?:by [\w ]{1,40}? )?(?:to|that)\b)|projected|proposed|forecast|seek(?:s|ing)? to|due(?= to (?!the|a |an |lack))"
        r"|in our view|(?:view|opinion|belief) is(?= that)|assum(?:e|ed)|want(?:s|ed)? to|like to|work(?:s|ing)? towards",
        ("possible", "likely", "alleged", "known"),
    ),
    "alleged": (
        r"alleg\w+|reportedly|reported to (?:be|have)|suspect(?:s|ed)?|accus\w+|purported(?:ly)?|apparent(?:ly)?|supposed(?:ly)?|claim(?:s|ed)?(?= (?:to|that|they|it|he|she)|[.,])|said to (?:be|have)|rumoured|unconfirmed|unverified",
        ("alleged", "possible", "denied"),
    ),
    "known": (r"(?:so|as) far as (?:we|is|the|I|any(?:one|body))[ \w]{1,20}?(?:know|aware|tell|known|concerned)\w*|to (?:our|the best of our) knowledge|according to our (?:records|information)", ("known", "likely", "alleged")),
    "sofar": (
        r"so far(?! as)|to date|up to now|until now|as yet|provisional(?:ly)?|preliminary|interim|initial (?:findings|results|figures|estimates?)|early (?:findings|results|figures|signs|indications)",
        ("sofar",),
    ),
    "partly": (
        r"some(?= [a-z])|most(?= (?:of|[a-z]+s\b|people))|mostly|mainly|main(?= (?:reason|cause|factor))|chiefly|primarily|largely|partly|partially|in part|often|sometimes|usually|generally|normally|typically|tends? to|nearly|almost|in many cases|in some cases|majority|broadly|in principle",
        ("partly",),
    ),
    "able": (r"can(?! ?not|'t)", ("able", "possible", "likely", "partly", "would")),
    "would": (r"would(?! (?:like|love|prefer|rather|have \w+(?:ed|en)\b))", ("would", "possible", "likely", "ought")),
    "ought": (r"(?<=[a-z] )should(?! you)|ought to", ("ought", "likely", "possible", "urged")),
    "denied": (r"den(?:y|ies|ied|ying)", ()),
    "credited": (r"according to|say|says|said|puts? (?:it|the figure)|claim\w*|report\w*|told", ()),
    "urged": (r"call(?:s|ed|ing)? (?:on|for)|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|must|need(?:s|ed)?|appeal(?:s|ed|ing)? to|deserves?|(?:has|have) (?:a|the) right to|ask(?:s|ed|ing)?|want(?:s|ed)?|would like", ()),
    "told": (rf"[Tt]he (?:[a-z]+ )?[a-z]+ (?:says?|claims?)(?= )|{_TELLERS}[\w ]{{0,20}}? (?:say|says|said|claim\w*|report(?:s|ed)?|told|tell|believe[sd]?|suspect(?:s|ed)?)|according to (?:\w+ ){{0,2}}?{_TELLERS}", ("told", "alleged", "possible", "likely", "credited")),
    "average": (r"average[sd]?|nationally|on the whole|typical(?:ly)?|median|mean(?= )", ("average", "partly")),
    "estimated": (r"estimat\w+|approximately|roughly|about(?= (?:half|a|the same|as))", ("estimated", "possible", "partly", "likely")),
    "if": (r"if(?! asked| you)|subject to|unless|provided(?: that)?(?= )|pending (?:approval|permission|confirmation|appeal)|depend(?:s|ing) on|conditional on|as long as", ("if", "possible", "likely")),
}  # fmt: skip
_PATTERNS = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE) for kind, (words, _) in _KINDS.items()}
_CLAUSE = re.compile(r"[;!?()]|[,:.](?!\d)|\b(?:and|but|while|although|though|whereas|which|who)\b")
_SENTENCE = re.compile(r"(?<=[a-z\d%)])[.!?;](?=\s)")
_FROM = re.compile(r"\b(?:according to|based on|judging by|going by|shown? by|as of)\b", re.IGNORECASE)
_LEANING = (
    "possible",
    "likely",
    "alleged",
    "partly",
    "able",
    "would",
    "ought",
    "told",
)  # What these are about follows them, as a rule.


_ASKING = re.compile(
    r"(?:(?:^|[.:;,] )to|\b(?:in order|how|where|wish\w*|want\w*|like|please) to|\bplease|[.:;,])\s+$", re.IGNORECASE
)


class Hedge(NamedTuple):
    """One hedge: its kind, its word, and the telling stems it is about: those after it in its clause, and those before."""

    kind: str
    words: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    clause: Span


@lru_cache(maxsize=8192)
def hedges(text: str) -> tuple[Hedge, ...]:
    """Every hedge of `text`."""
    found = []
    for kind, pattern in _PATTERNS.items():
        for one in pattern.finditer(text):
            left = text[: one.start()]
            if one[0] == "May":
                continue
            offered = one[0].casefold() in ("can", "may") and _OFFERED.match(text, one.end())
            if offered or (kind == "able" and _ABLE.search(left)):
                found.append(Hedge("able", one[0], (), (), Span(*one.span())))  # What people can do is an offer and no doubt.
                continue
            if kind == "would" and _TOLD.search(left):
                continue  # What somebody said that they would do, they will do.
            begins = max((cut.end() for cut in _SENTENCE.finditer(text, 0, one.start())), default=0)
            clauses = _CLAUSE.split(_SENTENCE.split(text[one.end() :])[0])
            after = content(clauses[0])
            if not after and kind == "known":
                after = content(" ".join(clauses[1:2]))
            parts = [part for clause in _CLAUSE.split(text[begins : one.start()]) if (part := _about(clause))]
            before = parts[-1] if parts else []
            if not after and len(before) < 3 and len(parts) > 1:
                before = parts[-2]
            if kind == "if" and parts:
                before = [each for part in parts for each in part]  # A condition is of all that stands before it.
            found.append(Hedge(kind, one[0], tuple(after[:4]), tuple(before[-6:]), _clause(text, one)))
    return tuple(found)


def _about(clause: str) -> list[str]:
    """The telling stems of a clause, without the words that only say where a figure is from."""
    return content(_FROM.sub("", clause))


def _clause(text: str, one: re.Match[str]) -> Span:
    """From where to where the clause round a hedge reaches."""
    start = max((cut.end() for cut in _CLAUSE.finditer(text, 0, one.start())), default=0)
    after = _CLAUSE.search(text, one.end())
    return Span(start, after.start() if after else len(text))


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """The hedges of the rows that a sentence leaves out where it says what they are about; at most one doubt."""
    mine = hedges(said.wordy)
    known = frozenset(said.telling) | said.stems
    vague = any(one.qualifier == "about" for one in said.quantities)
    for row in cited:
        for one in hedges(row.wordy):
            if one.kind in ("urged", "credited", "denied"):
                continue  # These keep a "should" and somebody's word, and are no doubts of their own.
            if one.kind == "estimated" and (vague or _is_of_figure(one)):
                continue
            if _is_elsewhere(one, row, said) or (one.kind in ("able", "possible") and _is_invited(one, said)):
                continue
            if (_is_figured(one, row, said) if one.kind == "average" else _is_about(one, known)) and not any(
                _keeps(other, one) for other in mine
            ):
                return [Doubt("hedge", f"without “{one.words}”")]
    return _done(said, cited)


def _done(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """What the rows say will be done, and a sentence that it was."""
    if _WILL.search(said.text):
        return []
    coming = {stem(one["verb"]) for row in cited for one in _WILL.finditer(row.text)}
    happened = {word.casefold() for row in cited for word in words(row.text)}
    for one in _PAST.finditer(said.bare):
        word = one["verb"].casefold()
        if word not in happened and stem(word) in coming and (word.endswith("ed") or word in IRREGULAR):
            return [Doubt("hedge", f"{word} for what is to come")]
    return []


def _is_of_figure(hedge: Hedge) -> bool:
    """Whether a hedge is a figure's own, which is compared with the figure."""
    return hedge.words.casefold() in ("about", "roughly", "approximately", "estimated")


def _is_invited(hedge: Hedge, said: Reading) -> bool:
    """Whether a sentence asks for, or tells the way to, what may be done: "Register here", "To register, call …"."""
    found = [one for one in re.finditer(r"[A-Za-z]+", said.bare) if hedge.after and stem(one[0]) == hedge.after[0]]
    return any(not said.bare[: one.start()].strip() or _ASKING.search(said.bare[: one.start()]) for one in found)


def _is_elsewhere(hedge: Hedge, row: Reading, said: Reading) -> bool:
    """Whether a hedge is about figures and dates of which the sentence, that has some, has none."""
    start, end = hedge.clause
    theirs = {_figure(one) for one in row.quantities if start <= one.span.start < end}
    theirs |= {_date(one) for one in row.days if start <= one.span.start < end}
    mine = {_figure(one) for one in said.quantities} | {_date(one) for one in said.days}
    return bool(theirs and mine) and not theirs & mine


def _figure(one: Quantity) -> tuple[object, ...]:
    return one.value, one.unit


def _date(one: Day) -> tuple[object, ...]:
    return one.day, one.month, one.year if one.day is None else None


def _is_figured(hedge: Hedge, row: Reading, said: Reading) -> bool:
    """Whether a sentence gives the figure that is an average in the row."""
    start, end = hedge.clause
    figures = {(one.value, one.unit) for one in row.quantities if start <= one.span.start < end}
    return any((one.value, one.unit) in figures for one in said.quantities)


def _keeps(mine: Hedge, theirs: Hedge) -> bool:
    """Whether a hedge of the sentence keeps the doubt of one of the rows, about the same thing."""
    if mine.kind not in _KINDS[theirs.kind][1]:
        return False
    if mine.kind in ("sofar", "average", "known") or not (mine.after and theirs.after):
        return True
    told = frozenset(mine.after + mine.before)
    return any(is_near(one, told) for one in theirs.after + theirs.before)


def _is_about(hedge: Hedge, known: frozenset[str]) -> bool:
    """Whether a sentence says what a hedge of the rows is about."""
    after = [is_near(one, known) for one in hedge.after]
    before = [is_near(one, known) for one in hedge.before]
    if hedge.kind in _LEANING and after:
        return after[0] and sum(after) * 2 >= len(after) if hedge.kind == "partly" else sum(after) * 2 >= len(after)
    return any(side and sum(side) * 3 >= len(side) * 2 for side in (after, before))
