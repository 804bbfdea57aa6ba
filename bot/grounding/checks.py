"""Checks: every sentence of a draft against the rows it cites, and against nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.grounding import absolutes, calendars, claims, contacts, hedges, names, negations, numbers, quotes, sequences
from bot.grounding.courtesies import is_courtesy
from bot.grounding.reading import Reading, read
from bot.grounding.shapes import Doubt, Sentence, Source, Verdict
from bot.grounding.words import blanked, even

LONGEST = 1_500  # What is longer is no sentence, and reading it would keep people waiting.


def check(sentences: Sequence[Sentence], *, sources: Sequence[Source], today: date, organisation: str = "") -> list[Verdict]:
    """A verdict on each sentence, in their order.

    A sentence is held only against the rows it cites; the others only tell whose a wrong figure is. `today` is the desk's day:
    a row whose `expires` is before it has expired. `organisation` is the name a draft may always use of itself.
    """
    rows = {source.id: source for source in sources}
    return [_verdict(_doubts(one, rows, today, even(organisation))) for one in sentences]


def _verdict(doubts: Sequence[Doubt]) -> Verdict:
    first: dict[str, str] = {}
    for one in doubts:
        first.setdefault(one.rule, one.words)
    return Verdict(tuple(first), tuple(first.values()))


def _doubts(sentence: Sentence, rows: dict[str, Source], today: date, organisation: str) -> list[Doubt]:
    unknown = [Doubt("unknown_id", one) for one in sentence.source_ids if one not in rows]
    courteous = is_courtesy(sentence.text)
    if unknown or (courteous and sentence.kind in ("courtesy", "fact", "message")):
        return unknown
    if sentence.kind == "courtesy":
        return [Doubt("courtesy_claim", sentence.text[:80])]
    cited = [rows[one] for one in dict.fromkeys(sentence.source_ids)]
    if not cited:
        return [Doubt("uncited", sentence.text[:80])]
    expired = [Doubt("expired", one.id) for one in cited if one.expires is not None and one.expires < today]
    others = [row for row in rows.values() if row not in cited]
    return expired + _unbacked(sentence, cited, others, today, organisation)


def _unbacked(
    sentence: Sentence, cited: Sequence[Source], others: Sequence[Source], today: date, organisation: str
) -> list[Doubt]:
    """What of a sentence the cited rows do not say."""
    text = even(sentence.text)
    if not text or len(text) > LONGEST:
        return [Doubt("uncited", f"more than {LONGEST:,} characters in one sentence" if text else "nothing")]
    quoted = quotes.quoted(text)
    if sentence.kind == "quote" and not quoted:
        quoted = (quotes.unmarked(text),)
    found = quotes.strange(text, quoted, cited)
    said = read(blanked(text, [one.span for one in quoted]))
    theirs = [_read(row) for row in cited]
    german = said.german or all(row.german for row in theirs)
    credited = any(one.rule == "quote_speaker" for one in found)
    found += contacts.strange(said.contacts, [one for row in theirs for one in row.contacts])
    found += numbers.strange(said, theirs, [_read(row) for row in others])
    found += calendars.strange(said, theirs, today=today)
    if not credited and not german:
        found += names.strange(said, theirs, organisation=organisation)
    if not german:
        quoting = sentence.kind == "quote" or (bool(quoted) and any(one.kind == "quote" for one in cited))
        found += _worded(said, theirs, organisation, quoting, found)
    return found


def _worded(said: Reading, theirs: Sequence[Reading], organisation: str, quoting: bool, found: Sequence[Doubt]) -> list[Doubt]:
    """Doubts about words rather than figures and names. Where rows do not speak of it at all, that is the one doubt."""
    if quoting:
        return []
    if not found:
        strange = claims.strange(said, theirs, organisation=organisation)
        if strange:
            return strange
    negated = negations.strange(said, theirs) or ([] if found else sequences.strange(said, theirs))
    absolute = absolutes.strange(said, theirs)
    if not found and not negated and (weighty := claims.loaded(said, theirs) or claims.handed(said, theirs)):
        return weighty
    if negated:
        return negated + [one for one in absolute if "ever" in one.words.casefold()]
    return [] if any(one.rule != "expired" for one in found) else hedges.strange(said, theirs) + absolute


def _read(row: Source) -> Reading:
    return read(even(f"{row.text} ({row.speaker})" if row.speaker else row.text))
