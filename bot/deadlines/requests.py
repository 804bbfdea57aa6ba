"""Times with "by" or "until" before them, and lengths of time: asked for, or part of somebody's story."""

from __future__ import annotations

from bot.deadlines import evidence, stories, words
from bot.deadlines.atoms import Mention
from bot.deadlines.castings import Casting
from bot.deadlines.cues import ASKS, DEADLINE_WORDS, FINE_AFTER, OPEN, SLOTS_AFTER, THIRD_PARTIES
from bot.deadlines.narratives import is_narrated
from bot.deadlines.spans import ANSWERING


def is_fine(right: list[str]) -> bool:
    """ "… would be great", "… works for us", "… latest", "… is fine"; not "… was a great day"."""
    joined = " ".join(right[:6])
    return (
        any(
            sign in joined
            for sign in (
                "latest",
                "would be",
                "works for",
                "work for us",
                "work for me",
                "is fine",
                "is ok",
                "is okay",
                "deadline",
                "cutoff",
                "if possible",
                "please",
                "pls",
                "is good",
                "is great",
                "at the absolute",
                "suits",
                "is perfect",
                "if you can",
                "if you could",
                "if you'd",
                "if poss",
                "at a push",
                "at the outside",
                "tops",
                "max",
                "is ideal",
                "would work",
                "is when",
                "is my",
                "is our",
                "fine by",
            )
        )
        and "was" not in right[:2]
    )


def said_by(mention: Mention, left: list[str], right: list[str], everything: set[str], published: bool) -> Casting:
    here = set(left)
    near = set(left[-8:])
    if (
        mention.prep in ("until", "till", "to", "untill", "til", "through", "thru")
        and (
            OPEN & here
            or not (ASKS | DEADLINE_WORDS | {"have", "till", "got", "give", "gives", "giving", "given", "had"}) & here
        )
        and not FINE_AFTER & set(right[:3])
    ):
        return Casting("event", 0)
    if (
        published
        and not (ASKS - {"back", "get", "line", "over", "copy", "close"}) & near
        and not DEADLINE_WORDS & near
        and mention.prep not in ("before", "b4")
    ):
        return Casting("publication", 2)
    if (
        left[:1]
        and left[0] in ("did", "was", "were", "had")
        and not {"you", "get", "hoping", "wondering", "looking"} & set(left[:3])
    ):
        return Casting("past", 0)
    if mention.prep in ("before", "after") and left[-2:] == ["reach", "you"]:
        return Casting("event", 0)
    if evidence.claims(left) and not _FIRM & near:
        return Casting("past", 0)
    if stories.is_story(evidence.clause_before(left)) and not DEADLINE_WORDS & near:
        return Casting("event", 0)
    asked = bool((ASKS | DEADLINE_WORDS) & (near | here)) or bool(ASKS & set(right[:10])) or _have_it(left)
    if is_narrated(left) and not DEADLINE_WORDS & near and not (mention.prep in ("until", "till") and asked):
        return Casting("past", 0)
    if any(sign in " ".join(left[-8:]) for sign in ("register for", "sign up", "book your", "enrol")):
        return Casting("noise", 0)
    if THIRD_PARTIES & set(left[-6:]) and not asked:
        return Casting("event", 0)
    if asked:
        return Casting("deadline", 4 if "deadline" in near else (2 if SLOTS_AFTER & set(right[:1]) else 3))
    return Casting("deadline", 3 if ASKS & everything else 2)


_FIRM = words.bag("need needs please want wants back reply respond answer deadline hear me us i we i'd we'd like")


def _have_it(left: list[str]) -> bool:
    """ "I'd love to have it by", "if we have something before"."""
    return any(
        a == "have" and b in ("it", "this", "that", "something", "your", "any", "them", "everything")
        for a, b in zip(left[-6:], left[-5:], strict=False)
    )


def length(
    mention: Mention, left: list[str], right: list[str], everything: set[str], published: bool, fragment: int
) -> Casting:
    near = set(left[-10:])
    if {"took", "taken", "spent", "lasted", "waited"} & set(left[-4:]):
        return Casting("past", 0)
    if evidence.claims(left) and not {"need", "needs", "please", "want", "me", "us"} & near:
        return Casting("past", 0)
    if left[-1:] in (["have"], ["got"]) or left[-2:-1] in (["have"], ["got"]):
        told = (
            any(word.startswith("you") for word in left[-4:])
            and not {"whenever", "if", "when", "once", "do", "could", "can", "would", "might"} & near
        )
        if not ({"before", "to", "until", "till", "left"} & set(right[:2]) or told):
            return Casting("event", 0)
    if {"does", "did", "do"} & set(left[-8:]) and not {"you", "i", "we", "me", "us", "please"} & set(left[-8:]):
        return Casting("event", 0)
    if right[:1] == ["to"] and right[1:2] and right[1] not in ANSWERING and not ASKS & set(right[1:6]):
        return Casting("event", 0)
    if right[:1] == ["of"] and right[1:2] not in (
        ["this"],
        ["your"],
        ["receipt"],
        ["receiving"],
        ["today"],
        ["the"],
        ["email"],
        ["my"],
    ):
        return Casting("noise", 0)
    if (
        {"last", "past", "first", "previous", "every", "over", "for", "each", "next_"} & set(left[-2:])
        and not evidence.before("held", left)
        and not {"hold", "holding"} & near
    ):
        return Casting("past", 0)
    if published and not (ASKS - {"back", "get", "line", "over", "copy", "hold", "close"}) & near:
        return Casting("publication", 2)
    if is_fine(right):
        return Casting("deadline", 3)
    wants = ASKS | DEADLINE_WORDS | {"have", "got", "give", "you've", "i've"}
    if wants & near or ASKS & set(right[:10]) or "before" in right[:2]:
        return Casting("deadline", 3)
    return Casting("deadline", fragment) if fragment else Casting("event", 0)
