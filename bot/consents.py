"""Consents: which of the people in our stories no longer agree to be in them, and where a text names one of them.

What is found here stands in the way of an approval and of a release (`statements.checks`), and flags cards and briefings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlmodel import Session, col, or_, select

from bot.models import Contributor

WITHDRAWN, EXPIRED = "consent_withdrawn", "consent_expired"
# What stands between the words of a name; an initial may come in between.
GAP = r"[\s\-‐‑–]+(?:\w\.?[\s\-‐‑–]+)?"
# "Maria's", "Maria’s", "Lopez'" and, as in German, "Marias".
INFLECTED = r"(?:'s?|s'?)?"
APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´＇", "'"))
BREAKS = re.compile(r"(?<=[.!?…])\s+|\n+")
AROUND = 60  # Characters shown on each side of a name that no sentence holds whole.
#: Given names that are words like others: where they are all of a name, they count only as a name is written.
ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "amber angel april art august autumn bill bob buck carol chance charity chase chuck clay cliff crystal daisy dale dawn dean "
        "destiny don drew earl eden faith felicity fern flora frank gene glen grace grant guy harmony harry heather holly hope hunter "
        "iris ivy jack jade jasmine jean jewel josh joy june king lance laurel liberty lily major mark marina mason may melody mercy "
        "miles mike myrtle nick nova olive opal pat patience pearl penny piper pierce poppy prince ray reed rich river rob robin rocky "
        "rod rose ruby rusty sage sandy scout serenity sky star stone storm sue summer terry trinity tucker verity victor victoria "
        "violet will willow woody wren",
    )
)


@dataclass(frozen=True)
class Lapsed:
    """Somebody whose consent no longer holds: withdrawn, or expired. `since` is the day from which it does not."""

    id: int
    names: tuple[str, ...]
    rule: str
    since: date

    @property
    def mark(self) -> str:
        """What tells this lapse from any other, of theirs or of somebody else in the same sentence."""
        return f"{self.rule}:{self.id}"


@dataclass(frozen=True)
class Naming:
    """A sentence that names somebody whose consent no longer holds. `name` is as the sentence has it."""

    lapsed: Lapsed
    sentence: str
    name: str


def lapsed(session: Session, *, team_id: str, today: date) -> list[Lapsed]:
    """Everybody of the team whose consent is withdrawn or ran out before `today`, the team's own day."""
    asked = select(Contributor).where(
        Contributor.team_id == team_id,
        or_(col(Contributor.withdrawn_at).is_not(None), col(Contributor.expires_on) < today),
    )  # fmt: skip
    return [lapse(one) for one in session.exec(asked.order_by(col(Contributor.id)))]


def lapse(one: Contributor) -> Lapsed:
    """How the consent of somebody ended. Only of one that did."""
    if one.withdrawn_at is not None:
        return Lapsed(one.id or 0, tuple(one.names), WITHDRAWN, one.withdrawn_at.date())
    assert one.expires_on is not None
    return Lapsed(one.id or 0, tuple(one.names), EXPIRED, one.expires_on + timedelta(days=1))


def holds(one: Contributor, today: date) -> bool:
    """Whether a consent holds on that day: it is not withdrawn, and its last day is not over."""
    return one.withdrawn_at is None and (one.expires_on is None or one.expires_on >= today)


def named_in(text: str, people: Sequence[Lapsed], *, sentences: Sequence[str] | None = None) -> list[Naming]:
    """Each sentence of a text that names one of these people, each person once in a sentence. `sentences` are the text's, where
    somebody cut it already. A name that runs on over a break is found too, and shown with what stands round it."""
    if not people or not text.strip():
        return []
    parts = [one for one in (BREAKS.split(text) if sentences is None else sentences) if one.strip()]
    found, quick = list[Naming](), _quickly(text)
    for person in people:
        if not _could_name(quick, person.names):
            continue
        pattern = any_of(person.names)
        name = first(pattern, text)
        if name is None:
            continue
        theirs = [(part, said) for part in parts if (said := first(pattern, part))]
        if not theirs:
            at = text.find(name)
            theirs = [(text[max(0, at - AROUND) : at + len(name) + AROUND].strip(), name)]
        found += [Naming(person, part, said) for part, said in theirs]
    return found


def names_one(text: str, names: Iterable[str]) -> bool:
    """Whether a text names somebody who goes by one of these names."""
    return first(any_of(names), text) is not None


def _could_name(quick: str, names: Iterable[str]) -> bool:
    """Whether the last word of one of the names stands somewhere in a text: all that most people need to be asked."""
    return any((words := re.findall(r"\w+", _quickly(one))) and words[-1] in quick for one in names)


def agreeing(session: Session, *, team_id: str, text: str, today: date) -> list[Contributor]:
    """Those whom a text names and whose consent holds on that day, with what they agreed to."""
    quick = _quickly(text)
    rows = session.exec(select(Contributor).where(Contributor.team_id == team_id).order_by(col(Contributor.id)))
    return [one for one in rows if holds(one, today) and _could_name(quick, one.names) and names_one(text, one.names)]


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of somebody's names, to be used with `first` alone: it is of folded text."""
    return re.compile("|".join(_pattern(one) for one in names if _plain(one)[0].strip()) or r"(?!)")


def first(pattern: re.Pattern[str], text: str) -> str | None:
    """The first place where a text has one of the names, as the text writes it."""
    if pattern.search(_quickly(text)) is None:
        return None
    plain, places = _plain(text)
    for found in pattern.finditer(plain):
        written = text[places[found.start()] : places[found.end() - 1] + 1]
        word = re.sub(rf"{INFLECTED}$", "", found[0])
        if {word, found[0]} & ORDINARY and written[:1].islower():
            continue
        return written
    return None


def is_ordinary(name: str) -> bool:
    """Whether a name is a word like others, so that it will be found in sentences that mean nobody."""
    return _plain(name)[0].strip() in ORDINARY


def _pattern(name: str) -> str:
    """A name in folded text: whole words, an initial between them, the last name first too, an ending of possession."""
    words = [re.escape(one) for one in re.findall(r"[^\s,\-‐‑–]+", _plain(name)[0])]
    orders = [GAP.join(words)]
    if len(words) > 1:
        orders.append(rf"{words[-1]}\s*,\s*{GAP.join(words[:-1])}")
    return rf"(?<!\w)(?:{'|'.join(orders)}){INFLECTED}(?!\w)"


def _quickly(text: str) -> str:
    """The same text as `_plain` gives, without the places: a hundred times faster, for nearly every text names nobody."""
    folded = text.translate(APOSTROPHES).casefold()
    return folded if text.isascii() else unicodedata.normalize("NFKD", folded).casefold().translate(_unseen())


@cache
def _unseen() -> dict[int, None]:
    """Accents and marks that are not seen, to be taken out of a text."""
    signs = map(chr, (0x00AD, 0xFEFF, *range(0x0300, 0x3100), *range(0xFE00, 0xFE30)))
    return {ord(one): None for one in signs if unicodedata.combining(one) or unicodedata.category(one) == "Cf"}


def _plain(text: str) -> tuple[str, list[int]]:
    """Text without case, accents and marks that are not seen, and for each of its letters the place of the one it came from."""
    text = text.translate(APOSTROPHES)
    if text.isascii():
        return text.casefold(), list(range(len(text)))
    letters, places = list[str](), list[int]()
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(one) and unicodedata.category(one) != "Cf":
                letters.append(one)
                places.append(place)
    return "".join(letters), places
