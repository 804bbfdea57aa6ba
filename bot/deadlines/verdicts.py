"""One verdict from many readings: which deadline rules, whether it has passed, what to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.deadlines.readings import Deadline, Reading
from bot.deadlines.wallclocks import Instant

_ASAP = re.compile(
    r"\basap\b|\ba\.s\.a\.p\b\.?|\bas soon as (?:(?:humanly |is )?possible|(?:you|u|ye|anyone|someone) (?:possibly )?(?:can|get (?:this|a (?:minute|chance|moment)))|you're able|this reaches you)"
    r"|\b(?:as )?(?:quick(?:ly)?|fast|early|promptly|rapidly|speedily) as (?:is |humanly )?(?:possible\b|poss\b|(?:you|ye|u|anyone) (?:possibly )?can\b|you're able)|\bsoonest\b|\bthe (?:sooner|quicker|earlier|faster) the better"
    r"|\bimmediate(?:ly| (?:response|comment|reply|statement))|\bat (?:the|your) (?:very )?earliest\b|\b(?:the|your) first (?:chance|opportunity)|\b(?:on|as) (?:an urgent basis|a (?:matter of urgency|priority)|top priority)\b"
    r"|\bthe (?:minute|moment|second|instant) (?:you|ye) (?:can|have|get|see)\b|\btime is of the essence\b|\bpronto\b|\bon the double\b|\bthis (?:instant|minute)\b|\bwith(?:out| no) delay\b|\bin (?:a|something of a) (?:hurry|rush)\b"
    r"|\b(?:right|straight) ?away\b|\burgently\b|\bat once\b|\bdès que (?:possible|vous (?:pou|le pou))\w*|\bau plus (?:vite|tôt)|\bdans les meilleurs délais|\bde toute urgence|\ble plus (?:vite|rapidement|tôt) possible|\btout de suite|\bsans (?:tarder|délai)|\burgemment"
    r"|\b(?:so )?(?:schnell|bald|rasch) ?(?:wie |st)?möglich\w{0,2}|\bschnellst\w{0,3}möglich|\bbaldmöglichst|\bumgehend|\bso (?:schnell|bald|rasch) (?:es geht|wie möglich|Sie können)|\bsofort\b|\bunverzüglich|\bzeitnah\b|\bbaldigst"
    r"|\blo (?:antes|más (?:pronto|rápido)) posible|\bcuanto antes|\bcon (?:carácter )?urgen(?:cia|te)|\bde inmediato|\ba la mayor brevedad|\ben cuanto pueda\w*|\bil prima possibile|\b(?:al|il) più presto|\bappena (?:possibile|p(?:uò|otete|uoi))|\bquanto prima|\bcon (?:la massima )?urgenza|\bsubito\b"
    r"|\bzo (?:snel|spoedig|gauw) (?:als )?(?:mogelijk|u kunt|je kunt|je kan)|\bz\.?s\.?m\b|\bper (?:direct|omgaande)|\b(?:met )?spoed\b|\bo (?:quanto antes|mais rápido possível|mais breve possível)|\b(?:assim|logo) que possível|\bcom urgência",
    re.IGNORECASE,
)
_ASAP_WEAK = re.compile(
    r"\bright now\b|\b(?:super |very |really |quite |most )?urgent\b|\burgence\b|\bdringend\b|\beilt\b|\burgente\b|\bspoed\b|\bdringende?\b|\bbreaking(?: news)?\b|\bimmédiatement",
    re.IGNORECASE,
)
_NO_ASAP = re.compile(r"(?:\bno(?:t|thing)?|n't|\bnicht|\bpas|\bno es|\bnon|\bniet|\bnão)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NO_RUSH = re.compile(
    r"\bno (?:\w+ )?(?:rush|hurry|deadline|panic|time pressure|fixed date|set date|date fixed|clock|particular (?:hurry|rush|deadline|date)|real (?:rush|hurry|deadline))|\bno date\b"
    r"|\bnot? (?:in a|in any|any) (?:rush|hurry)|\bwhenever (?:you|suits|works|is|it)|\b(?:isn't|not|n't) (?:time[- ]sensitive|urgent|a rush)|\bnone yet\b|\bat (?:some|any) point\b|\bin your own time"
    r"|\btake your time|\bno urgency|\bpas (?:urgent|pressé|de (?:date|deadline))|\brien d'urgent|\bnicht (?:eilig|dringend)|\bkeine eile|\bohne frist|\beilt nicht|\bsin prisa|\bno (?:corre prisa|hay prisa|es urgente)"
    r"|\bsenza fretta|\bnon (?:c'è|ho) fretta|\bnon è urgente|\bgeen haast|\bsem pressa|\bnot on deadline|\b(?:got|have|had) everything (?:i|we) need|\ball (?:set|i need|we need|sorted)\b|\bthat's (?:all|everything) (?:in|here|received|there|done|arrived|come)\b|\b(?:all|everything) (?:received|arrived|came through)\b|\bexactly what (?:i|we) (?:was|were|need)|\bthat's all (?:i|we) need|\bopen[- ]ended|\bdeadline\W{1,12}(?:none|n/?a|open|flexible|tbc|no|not)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thanks|thank you|got it|perfect|cheers|merci|danke|gracias|grazie|dank|obrigad)", re.IGNORECASE)
_CHASES = re.compile(
    r"\b(?:(?:did|have|has)(?:n't| not) (?:hear|heard|had|receiv|respond)|no (?:reply|response|answer)|deadline|still|chas|follow(?:ing|ed)? up|any (?:news|update|word|luck)|yet)",
    re.IGNORECASE,
)
_REVIVES = re.compile(
    r"\bdeadline (?:still )?(?:stands|holds|is unchanged|hasn't changed|remains)|\bsame deadline|\bas below|\bsee below|\bdeadline below",
    re.IGNORECASE,
)


# A date further back than this is part of the story and no deadline anybody missed.
_STALE = timedelta(days=60)


@dataclass(frozen=True)
class Found:
    """A reading with how it was placed and how plainly its role is said."""

    reading: Reading
    placed: Instant
    strength: int


def choose(found: list[Found], *, received_at: datetime, quoted: bool = False) -> Deadline | None:
    """The deadline of one part: the earliest live request, else a request that has passed, else a publication.

    A request that has passed stays one where they go out later ("by 3pm for the 6pm bulletin", received at four): the air time
    is no deadline anybody gave, so it is only offered. The same hour of the next day, after it went out, is none either.
    """
    asked = [f for f in found if f.reading.role == "deadline" and (not quoted or f.strength >= 3)]
    live = _plainest([f for f in asked if f.reading.at >= received_at])
    published = [f for f in found if f.reading.role == "publication" and f.reading.at >= received_at]
    hinted = all(f.strength < 2 for f in live) and bool(published) and not quoted
    if live and not hinted:
        soonest = min(live, key=lambda f: f.reading.at)
        missed = _missed(soonest, published, received_at=received_at)
        return _instant(missed or soonest, received_at=received_at)
    passed = [f for f in asked if received_at - _STALE < f.reading.at < received_at and f.strength >= 2]
    if passed:
        recent = max(passed, key=lambda f: (f.strength, f.reading.at))
        return _instant(recent if quoted else _beside(recent, published), received_at=received_at)
    if published and not quoted:
        fine = _refined(published)
        return _instant(min(fine, key=lambda f: f.reading.at), received_at=received_at)
    return None


def _missed(found: Found, published: list[Found], *, received_at: datetime) -> Found | None:
    """The request on the day it was made, where it was moved to the next day only because it had passed and they go out before
    that."""
    gone = [at for _, at in found.placed.alternatives if at < received_at]
    if not gone or not any(f.reading.at <= found.reading.at for f in published):
        return None
    meant = replace(found.reading, at=gone[-1], why="", confidence="low")
    return _beside(replace(found, reading=meant, placed=replace(found.placed, at=gone[-1], alternatives=())), published)


def _beside(passed: Found, published: list[Found]) -> Found:
    """A request that has passed, with the time they go out as the other reading."""
    if not published:
        return passed
    at = min(f.reading.at for f in published)
    clock = f"{at:%H:%M}" if at.date() == passed.reading.at.date() else f"{at:%a %H:%M}"
    question = f"{passed.reading.at:%H:%M} has passed, and they go out at {clock}. Is there still time?"
    other = (f"{clock}, when they go out", at)
    return replace(passed, placed=replace(passed.placed, question=question, alternatives=(other,)))


def _plainest(found: list[Found]) -> list[Found]:
    if not found:
        return []
    best = max(f.strength for f in found)
    floor = 3 if best in (3, 4) else best
    return _refined([f for f in found if f.strength >= floor])


def _refined(found: list[Found]) -> list[Found]:
    """Without the coarse ones ("today", "over the weekend") that a finer one ("by 6pm", "Sunday 8pm") makes exact."""
    fine = [f for f in found if f.reading.grain in ("minute", "part")]
    kept = []
    for f in found:
        grain = f.reading.grain
        covered = any(_covers(f.reading, other.reading, grain) for other in fine if other is not f)
        if not covered:
            kept.append(f)
    return kept


def _covers(coarse: Reading, fine: Reading, grain: str) -> bool:
    if grain == "part" and fine.grain == "minute":
        return (
            coarse.at.date() == fine.at.date()
            and abs((coarse.at - fine.at).total_seconds()) <= 6 * 3600
            and abs(coarse.start - fine.start) < 200
        )
    if grain == "day":
        return coarse.at.date() == fine.at.date()
    if grain in ("week", "month"):
        return abs((coarse.at - fine.at).days) <= (6 if grain == "week" else 31)
    return False


def _instant(found: Found, *, received_at: datetime) -> Deadline:
    reading, placed = found.reading, found.placed
    passed = reading.at < received_at
    derived = reading.role == "publication"
    why = reading.why or "as said"
    if derived:
        why = f"only a publication time was given; {why}" if reading.why else "only a publication time was given"
    if passed:
        why = f"{why}; this has already passed"
    return Deadline(
        "instant",
        reading.words,
        reading.at,
        reading.confidence,
        why,
        derived=derived,
        passed=passed,
        question=placed.question,
        alternatives=placed.alternatives,
    )


def asap(body: str) -> Deadline | None:
    """The words that ask for haste without a time, the plainest first."""
    for pattern, confidence in ((_ASAP, "high"), (_ASAP_WEAK, "low")):
        for match in pattern.finditer(body):
            if not _NO_ASAP.search(body[max(0, match.start() - 40) : match.start()]):
                return Deadline("asap", match.group(), None, confidence, "wanted as soon as possible, no time given")
    return None


def says_no_rush(body: str) -> str | None:
    """The words that say there is no deadline, or None."""
    match = _NO_RUSH.search(body)
    return match.group() if match else None


def closes(body: str) -> bool:
    """Whether the newest part only says thank you, so that a deadline gone by in the quoted part is settled."""
    return bool(_THANKS.search(body)) and not _CHASES.search(body)


def revives(body: str) -> bool:
    """Whether the newest part says that an earlier deadline still stands."""
    return bool(_REVIVES.search(body))
