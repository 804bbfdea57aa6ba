"""Evidence: whether a sentence says anything that the approved words it cites do not say.

The check is made of words and signs, not of meaning, and errs on one side: what it lets through stands in the cited words,
and some of what it stops would have been true. A person reads both.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence

_UNIT = {
    "%": "%", "percent": "%", "per cent": "%", "prozent": "%", "million": "m", "millions": "m", "mn": "m", "m": "m", "billion": "bn",
    "billions": "bn", "bn": "bn", "thousand": "k", "k": "k", "am": "am", "a.m": "am", "pm": "pm", "p.m": "pm",
}  # fmt: skip
_NUMBER = re.compile(
    r"(?P<sign>[£$€¥])?\s?(?P<digits>\d+(?:[,'’\u00a0\u202f]\d{3})*(?:[.,:]\d+)*)(?:\s?(?P<unit>%|per ?cent|prozent|millions?|billions?|thousand"
    r"|mn|bn|[km]|[ap]\.?m)(?!\w))?",
    re.IGNORECASE,
)
_BELOW_TWENTY = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = {word: value for value, word in enumerate(_BELOW_TWENTY)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<ones>{'|'.join(_BELOW_TWENTY[1:10])}))?|(?P<small>{'|'.join(_BELOW_TWENTY[2:])}"
    r"|zero)|(?P<size>hundreds?|thousands?|millions?|billions?|dozens?|half|halves|quarters?|thirds?|doubled?|tripled?|twice|majority|minority))\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>‹›\"“”)\]]+|\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/[^\s<>‹›\"“”)\]]*)?", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\s().-]{0,3}\d){6,}")
_QUOTED = re.compile(
    r"“([^“”]*)”|„([^“”„]*)[“”]|«([^«»]*)»|\"([^\"]*)\"|(?<!\w)‘([^‘’]*(?:’\w[^‘’]*)*)’|(?<!\w)'([^']*(?:'\w[^']*)*)'(?!\w)"
)
_QUOTE_MARKS = re.compile('[“”„«»"]')
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n't|nicht|kein\w*|nie|niemals|ohne|ne|pas|jamais|sans|sin|nunca"
    r"|jamás|não|sem|senza|niet|geen|non(?!-))\b",
    re.IGNORECASE,
)
#: What a press office is quoted on for years. These need their own word in the cited text, whatever else agrees.
_LOADED = re.compile(
    r"\b(?:admi(?:t|ssion)|apolog|sorry|regret|promis|guarant|commit|pledg|confirm|den(?:y|ies|ied|ial)|liab|guilt|fault|blam|negligen|illegal|unlawful"
    r"|fraud|crim|resign|dismiss|sack|suspend|investigat|always|never|fully|entire|only|every|immediate|all\b|unprecedented|largest|first|best|worst)\w*",
    re.IGNORECASE,
)
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "we our us ours the this these those that it its they their them there here in at on for from as to by with of and but or also since during"
        " over after before while when where if so more many some each both about into through under between than then which who whom whose what how"
        " have has had been being were was will would could should can may might must very such other another your you are is be do does did a an i"
        " any not too own now yet per out off",
    )
)
_NOVEL = 0.2  # The share of a sentence's telling words that may be its own, as a paraphrase needs.


def unsupported(sentence: str, rows: Sequence[str], *, organisation: str = "") -> list[str]:
    """What in `sentence` the cited `rows` do not say, each as a short phrase; empty where they say it all."""
    said = _even(sentence)
    source = _even("\n".join(rows))
    parts = [part for row in rows for part in _sentences(_even(row))]
    if _bare(said) in {_bare(part) for part in parts}:
        return []
    found = [
        *_strange_contacts(said, source), *_strange_numbers(said, source), *_strange_quotes(said, source),
        *_strange_names(said, f"{source} {organisation}"), *_strange_claims(said, f"{source} {organisation}"),
    ]  # fmt: skip
    if not found and not _same_polarity(said, parts):
        found.append("a no for a yes, or a yes for a no")
    return found


def without_strange_contacts(sentence: str, rows: Sequence[str]) -> str:
    """`sentence` without the links, addresses and phone numbers that stand in none of `rows`, its apostrophes made plain."""
    said = _even(sentence)
    for one in _strange_contacts(said, _even("\n".join(rows))):
        said = said.replace(one, "(removed)")
    return said


def _even(text: str) -> str:
    """`text` with one kind of apostrophe, dash, digit and space, so that like meets like."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'")
    text = "".join(str(unicodedata.digit(sign)) if not sign.isascii() and sign.isdigit() else sign for sign in text)
    return re.sub(r"[‐‑‒–—]", "-", text)


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])[\"”')]*\s+|\n+", text) if part.strip()]


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!? ")


def _contacts(text: str) -> list[str]:
    links = [found[0].rstrip(".,;:!?'") for found in _LINK.finditer(_MAIL.sub(" ", text))]
    return [found[0].rstrip(".") for found in _MAIL.finditer(text)] + links


def _strange_contacts(said: str, source: str) -> list[str]:
    known = {one.casefold() for one in _contacts(source)}
    numbers = {re.sub(r"\D", "", found[0]) for found in _PHONE.finditer(source)}
    phones = [found[0] for found in _PHONE.finditer(said)]
    strange = [one for one in _contacts(said) if one.casefold() not in known]
    return strange + [one for one in phones if re.sub(r"\D", "", one) not in numbers]


def _numbers(text: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each number as written, and as (currency, digits, unit)."""
    for found in _NUMBER.finditer(text):
        digits = re.sub(r"(?<=\d)[,'’\u00a0\u202f](?=\d{3}(?!\d))", "", found["digits"])
        unit = re.sub(r"\s+", " ", (found["unit"] or "").casefold())
        yield found[0].strip(), (found["sign"] or "", digits, _UNIT.get(unit, _UNIT.get(unit.replace(" ", ""), "")))


def _strange_numbers(said: str, source: str) -> Iterator[str]:
    known = {number for _, number in _numbers(source)}
    yield from (words for words, number in _numbers(said) if number not in known)
    values, lower = {digits for _, digits, _ in known}, source.casefold()
    for found in _SPELLED.finditer(said):
        word = found[0].casefold()
        value = _VALUES.get((found["tens"] or found["small"] or "").casefold(), -1) + _VALUES.get(
            (found["ones"] or "").casefold(), 0
        )
        if not re.search(rf"\b{re.escape(word)}\b", lower) and str(value) not in values:
            yield found[0]
    for name in (*calendar.month_name[1:], *calendar.day_name):
        if re.search(rf"(?<!^)\b{name}\b", said) and not re.search(rf"\b{name}\b", source):
            yield name


def _strange_quotes(said: str, source: str) -> Iterator[str]:
    plain = _bare(_QUOTE_MARKS.sub("", source))
    for found in _QUOTED.finditer(said):
        words = next(group for group in found.groups() if group is not None)
        if _bare(words).strip(" ,;:") not in plain:
            yield f"the quote {words[:60]!r}"
    if _QUOTE_MARKS.search(_QUOTED.sub("", said)):
        yield "a quote without an end"


def _strange_names(said: str, known_text: str) -> Iterator[str]:
    """Words with a capital that the source does not have, at the start too unless they are everyday words."""
    known = _stems(known_text)
    for found in re.finditer(r"[^\W\d_][\w'-]*", said):
        word = found[0].removesuffix("'s")
        if word[0].isupper() and word.casefold() not in _PLAIN and not all(_stem(part) in known for part in _split(word)):
            yield word


def _strange_claims(said: str, source: str) -> Iterator[str]:
    known = _stems(source)
    yield from (found[0] for found in _LOADED.finditer(said) if _stem(found[0].casefold()) not in known)
    telling = [word for word in _split(_SPELLED.sub(" ", said)) if len(word) > 2 and word not in _PLAIN]
    novel = [word for word in telling if _stem(word) not in known]
    if (not telling and said.casefold() not in source.casefold()) or len(novel) > _NOVEL * len(telling):
        yield ", ".join(novel[:5]) or "words that say nothing"


def _same_polarity(said: str, parts: Sequence[str]) -> bool:
    """Whether the nearest source sentence says no where `said` says no, and yes where it says yes."""
    own = _stems(said)
    nearness = [len(own & _stems(part)) for part in parts]
    nearest = [part for part, near in zip(parts, nearness, strict=True) if near == max(nearness)]
    return any(bool(_NEGATION.search(part)) == bool(_NEGATION.search(said)) for part in nearest)


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", re.sub(r"n't\b|'\w{1,2}\b", "", text.casefold()))


def _stem(word: str) -> str:
    """What stays of a word when it is bent: five letters of a long one, a short one without its s."""
    short = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return short if len(short) < 6 else short[:5]


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _split(text)}
