"""Times that belong to the story: what has been, what others must keep, what the journalist rules out."""

from __future__ import annotations

import itertools

from bot.deadlines import evidence, words
from bot.deadlines.atoms import Mention
from bot.deadlines.cues import ASKS, DEADLINE_WORDS, NEGATED, PAST
from bot.deadlines.prepositions import BY


def is_of_others(left: list[str]) -> bool:
    """ "The council's deadline for objections": theirs, and not the journalist's."""
    near = left[-8:]
    at = near.index("deadline") if "deadline" in near else -1
    return at >= 0 and near[at + 1 : at + 2] == ["for"] and any(word in _THEIR_MATTERS for word in near[at + 2 : at + 5])


_THEIR_MATTERS = words.bag(
    "objections applications bids entries nominations appeals tenders registration enrolment enrollment claims proposals signatures "
    "evacuation compliance payments votes voting ballots tax returns repairs grants grant bidders applicants"
)


def is_narrated(left: list[str]) -> bool:
    """ "residents were told to leave by 6", "it was out by 5": the story, and nobody's deadline; "I was hoping" is one."""
    near = left[-9:]
    if "had" in near and {"hoped", "planned", "wanted", "meant"} & set(near):
        return True
    told = {"was", "were", "told", "ordered", "promised", "had"} & set(near)
    if {"hoping", "wondering"} & set(left[-14:]):
        return False
    said = any(
        b in ("said", "told", "reported", "wrote", "claimed") and a in ("you", "he", "she", "they", "who")
        for a, b in itertools.pairwise(left)
    )
    if said and not {"need", "needs", "please", "hear", "hears", "back", "me", "us", "them", "him", "her", "if", "wants"} & set(
        near
    ):
        return True
    ours = {"i", "we", "i'm", "i've", "we've", "my", "our", "please", "you"} & set(left[-14:])
    return bool(told) and not (ours and (ASKS | {"asked"}) & set(left[-14:]))


def is_past(mention: Mention, left: list[str], right: list[str]) -> bool:
    if (mention.weekday and mention.weekday.mod == "last") or (mention.day and mention.day.kind == "rel" and mention.day.n < 0):
        return True
    if (
        mention.day
        and mention.day.kind == "rel"
        and mention.day.n == 0
        and mention.clock is None
        and {"edition", "paper", "issue", "gazette"} & set(right[:2])
    ):
        return True
    if (
        right[:1]
        and right[0] in ("email", "mail", "message", "call", "note", "voicemail", "query", "text")
        and mention.prep not in BY
    ):
        return True
    if mention.prep == "on" and left[-2:-1] == ["as"]:
        return True
    if mention.prep not in BY and evidence.before("foreign_past", evidence.clause_before(left)):
        return True
    if "ago" in right[:1] or "earlier" in right[:1]:
        return True
    if mention.prep in BY - {"for", "pour", "to"} or mention.span or DEADLINE_WORDS & set(left[-5:]):
        return False
    if mention.part in ("COB", "EOD") and {"need", "needs", "want", "wants"} & set(left):
        return False
    if left[-3:-1] in (["i've", "been"], ["we've", "been"]):
        return False  # "I've been told half four by the desk" is a limit of the writer's.
    near = left[-7:]
    hits = [i for i, word in enumerate(near) if word in PAST]
    if not hits:
        return False
    tail = set(near[hits[-1] :])
    return (
        not (
            DEADLINE_WORDS
            | {
                "need",
                "needs",
                "please",
                "is",
                "will",
                "filing",
                "publish",
                "publishing",
                "running",
                "runs",
                "airing",
                "airs",
                "would",
                "could",
                "can",
                "i'm",
                "we're",
                "i'll",
            }
        )
        & tail
    )


def is_negated(left: list[str], mention: Mention) -> bool:
    """ "we can't hold it till Friday", "not Thursday", "no rush before Monday"; "I don't need it till Thursday" is a deadline."""
    near = left[-5:]
    if mention.prep in ("until", "till", "til") and "need" in left[-6:]:
        return False
    if (
        mention.prep in ("until", "till", "til", "to")
        and NEGATED & set(left[-6:])
        and {"hold", "wait", "push", "delay", "hang", "extend", "stretch", "keep"} & set(left[-6:])
    ):
        return True
    return bool(near) and ((near[-1] in ("not", "than") and left[-2:] != ["later", "than"]) or near[-2:] == ["instead", "of"])
