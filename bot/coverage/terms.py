"""Which articles truly mean a watch term: whole words and phrases, what must not stand near, and, for names that are words too
(Mind, Shelter, Scope, Crisis, Refuge), whether they are written and used as a name.

A phrase may be two with `NEAR` between them (`rent NEAR/8 arrears`; 10 words where no number is given).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.coverage import namesakes

NEAR_WORDS = 10
MOST_DOUBTFUL = 50  # Mentions of a name that is a word too that are weighed: the surest counts, and each takes its time.
MOST_NEAR = 20  # Of the others round one that are looked at: more of them say nothing more.
_NEAR = re.compile(r"\s+NEAR(?:/(\d{1,3}))?\s+")


@dataclass(frozen=True)
class Term:
    """A watch term. `name` and `aliases` are names, `phrases` any words; each counts by itself. An article with a phrase of
    `exclude` does not mean the term by names that stand near it; `context` are words that make a doubtful name sure."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    case_sensitive: bool = False

    @classmethod
    def of(cls, row: dict[str, Any]) -> Term:
        """From a JSON object; a missing list is empty, a single text a list of one."""
        lists = {name: _listed(row.get(name)) for name in ("aliases", "phrases", "exclude", "context")}
        return cls(row["id"], row.get("name") or "", **lists, case_sensitive=bool(row.get("case_sensitive")))


def _listed(value: object) -> tuple[str, ...]:
    each = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(str(one) for one in each if str(one).strip())


def meant(terms: Iterable[Term], *, title: str = "", text: str = "") -> list[str]:
    """The ids of the terms that the article means, in the order of the terms."""
    whole = f"{title}\n{text}" if title else text
    return [term.id for term in terms if means(term, whole, headline=len(title))]


def means(term: Term, text: str, *, headline: int = 0) -> bool:
    """Whether the text means the term. The first `headline` characters are a title, where capitals say little."""
    shut = [span for phrase in term.exclude for span in _found(phrase, text, case=False)]
    if any(not _inside(span, shut) for phrase in term.phrases for span in _near(phrase, text, case=term.case_sensitive)):
        return True
    total = 0.0
    sure = namesakes.context(term.context, text)
    for name in dict.fromkeys((term.name, *term.aliases)):
        if not name.strip():
            continue
        doubtful = namesakes.is_word(name) and (term.case_sensitive or bool(term.context) or namesakes.is_common(name))
        for start, end in _found(name, text, case=term.case_sensitive or doubtful)[: MOST_DOUBTFUL if doubtful else None]:
            if _inside((start, end), shut):
                continue
            if not doubtful:
                return True
            total = max(total, namesakes.weight(text, start, end, headline=headline) + sure)
    if shut:  # Something else of that name is in the article: a doubtful mention is more likely its.
        total -= 1.0
    return total >= namesakes.ENOUGH


def spans(terms: Iterable[Term], text: str) -> list[tuple[int, int]]:
    """Where the names and phrases of terms stand in a text that means them, in its order. A name that could be a word counts
    only as it is written."""
    found: set[tuple[int, int]] = set()
    for term in terms:
        for name in dict.fromkeys((term.name, *term.aliases)):
            if name.strip():
                found.update(_found(name, text, case=term.case_sensitive or namesakes.is_word(name)))
        for phrase in term.phrases:
            found.update(_near(phrase, text, case=term.case_sensitive))
    return sorted(found)


def _near(phrase: str, text: str, *, case: bool) -> list[tuple[int, int]]:
    """Where a phrase stands; of two with NEAR between them, where both stand near each other."""
    parts = _NEAR.split(phrase)
    if len(parts) < 3:
        return _found(phrase, text, case=case)
    apart = int(parts[1] or NEAR_WORDS)
    one, other = _found(parts[0], text, case=case), _found(parts[2], text, case=case)
    if not one or not other:
        return []
    words = [match.start() for match in re.finditer(r"\S+", text)]
    places = [bisect_right(words, start) for start, _ in other]
    near = []
    for a in one:
        at, reach = bisect_right(words, a[0]), apart + len(parts[0].split()) + len(parts[2].split()) + 1
        # Only what is so near is measured: of a word that comes a thousand times there would be a million pairs.
        for b in other[bisect_left(places, at - reach) : bisect_right(places, at + reach)][:MOST_NEAR]:
            if len(text[min(a[1], b[1]) : max(a[0], b[0])].split()) <= apart:
                near.append((min(a[0], b[0]), max(a[1], b[1])))
    return near


def _found(words: str, text: str, *, case: bool) -> list[tuple[int, int]]:
    """Where the words stand as whole words, in any kind of spaces, hyphens and apostrophes; `*` at the end is any ending."""
    parts = [re.escape(part) for part in re.split(r"[\s‐‑-]+", words.strip().removesuffix("*")) if part]
    if not parts:
        return []
    joined = r"[\s‐‑-]+".join(re.sub(r"['’]", "['’]", part) for part in parts)
    ending = r"\w*" if words.strip().endswith("*") else r"(?!\w)"
    pattern = re.compile(rf"(?<!\w){joined}{ending}", 0 if case else re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
