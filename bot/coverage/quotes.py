"""Quote watch: what an article prints as our words, held against what was approved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.coverage import wordings
from bot.coverage.quotations import Piece, pieces
from bot.coverage.speakers import Mention, People, subject

FEWEST_OWN = 5  # As many approved words in a row, attributed to nobody, are ours.
_ENDS = re.compile(r"[.!?](?=\s|$)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bProf\.)")


@dataclass(frozen=True)
class Approved:
    """Words approved for somebody of ours to be quoted with."""

    id: str
    speaker: str
    aliases: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, row: dict[str, Any]) -> Approved:
        return cls(row["id"], row.get("speaker") or "", tuple(row.get("aliases") or ()), row.get("text") or "")


@dataclass(frozen=True)
class Quote:
    """Words in quotation marks, whose they are said to be, and how they relate to approved ones."""

    printed: str
    speaker_is_ours: bool
    kind: str
    approved_id: str | None
    speaker: str = ""
    """Whose of ours, by their name; "" where it is somebody else, or nobody is named."""

    def row(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "printed": self.printed,
            "speaker_is_ours": self.speaker_is_ours,
            "class": self.kind,
            "approved_id": self.approved_id,
        }


def compared(article: str, approved: Sequence[Approved]) -> list[Quote]:
    """The quotes of an article in its order. A quote that somebody's name divides is one quote."""
    people = People(_called(approved))
    spoken: list[tuple[Piece, str | None, bool]] = []  # The piece, our speaker's name, and whether anybody is named.
    last: Mention | None = None
    found = pieces(article)
    for at, piece in enumerate(found):
        before = article[found[at - 1].end if at else 0 : piece.start]
        after = article[piece.end : found[at + 1].start if at + 1 < len(found) else len(article)]
        who = _speaker(before, after, people)
        if who is not None and who.kind == "pronoun":
            who = _meant(article[: piece.start], people) or last or who
        elif who is None and spoken and last is not None and _goes_on(before):
            who = last
        last = who or last
        own = who.ours if who is not None else None
        if spoken and _divided(before) and (who is None or own == spoken[-1][1]):
            first = spoken[-1]
            joined = Piece(first[0].start, piece.end, f"{first[0].words} {piece.words}")
            spoken[-1] = (joined, first[1] or own, first[2] or who is not None)
        else:
            spoken.append((piece, own, who is not None))
    return [quote for piece, own, named in spoken if (quote := _quote(piece.words, own, named, approved)) is not None]


def _quote(printed: str, own: str | None, named: bool, approved: Sequence[Approved]) -> Quote | None:
    """The quote as it compares with the nearest approved words, its own speaker's first; None for a word or two in marks that
    nobody of ours is said to have said."""
    count = len(wordings.words(printed))
    best, nearest = wordings.Likeness("never_said"), None
    for each in sorted(approved, key=lambda each: each.speaker != own):
        found = wordings.likeness(printed, each.text)
        if (wordings.ORDER.index(found.kind), -found.share) < (wordings.ORDER.index(best.kind), -best.share):
            best, nearest = found, each
    if own is None and count < 3 and not re.search(r"[.,!?…]$", printed) and best.kind == "never_said":
        return None
    ours = own is not None or (not named and best.kind != "never_said" and count >= FEWEST_OWN)
    said = nearest is not None and best.kind != "never_said" and (ours or best.kind == "exact")
    return Quote(printed, ours, best.kind if said else "never_said", nearest.id if said and nearest else None, own or "")


def _called(approved: Sequence[Approved]) -> dict[str, tuple[str, ...]]:
    called: dict[str, tuple[str, ...]] = {}
    for each in approved:
        ways = [each.speaker, *each.aliases, *called.get(each.speaker, ())]
        called[each.speaker] = tuple(dict.fromkeys(way.strip() for way in ways if way.strip()))
    return called


def _speaker(before: str, after: str, people: People) -> Mention | None:
    """Whoever is named beside the marks: first what follows in the same sentence, then what comes before in its."""
    following = after.split("\n", 1)[0]
    end = _ENDS.search(following)
    clause = following[: end.start()] if end else following
    if who := (subject(clause, people, verb_first=True) if re.match(r"\s*[,–—-]?\s*\w", clause) else None):
        return who
    line = before.rsplit("\n", 1)[-1]
    ends = list(_ENDS.finditer(line.rstrip(": ")))
    opening = line[ends[-1].end() :] if ends else line
    if not opening.strip() and before.rstrip().endswith(":"):
        opening = before.rstrip().rsplit("\n", 1)[-1]
    return subject(opening, people, verb_first=False)


def _goes_on(before: str) -> bool:
    """Whether the last speaker goes on: between the quotes stands nothing, or only the sentence that named the speaker."""
    between = before.strip()
    return not between or ("\n" not in between and len(_ENDS.findall(between)) == 1 and between[-1] in ".!?:")


def _divided(before: str) -> bool:
    """Whether a clause that names the speaker divides a sentence: “…,” she said, “…”."""
    clause = before.strip()
    return (
        bool(clause)
        and "\n" not in before
        and clause.endswith((",", "–", "—", "-"))
        and len(clause.split()) <= 25
        and not _ENDS.search(clause)
    )


def _meant(earlier: str, people: People) -> Mention | None:
    """The person a pronoun means: the last one named before, outside quotation marks."""
    told = "\n".join(earlier.split("\n")[-4:])
    for piece in reversed(pieces(told)):
        told = told[: piece.start] + " " * (piece.end - piece.start) + told[piece.end :]
    persons = [each for each in people.mentions(told) if each.kind == "name" and (each.ours or " " in each.name)]
    return persons[-1] if persons else None
