"""Which part a time plays in its sentence: the deadline asked for, a publication, an event, an embargo, the past."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.deadlines.atoms import Mention, Tokens
from bot.deadlines.cues import ASKS, DEADLINE_WORDS, EMBARGO, EVENTS, FINE_AFTER, NEGATED, OPEN, PAST, POINTLESS, THIRD_PARTIES
from bot.deadlines.prepositions import BY
from bot.deadlines.publications import for_release, live_guest, publishes
from bot.deadlines.sentences import by_then, field_before, is_fragment, joined_cutoff, sentence_bounds


@dataclass(frozen=True)
class Casting:
    """The role of a mention and how plainly it is said, 0 to 4."""

    role: str
    strength: int


def cast(tokens: Tokens, mentions: list[Mention], k: int, covered: frozenset[int]) -> Casting:
    """The role mention `k` plays, from the words of its own clause first and of its sentence next."""
    mention = mentions[k]
    start, end = sentence_bounds(tokens, mention.first, mention.last, covered)
    left_from = max(start, mentions[k - 1].last if k else 0)
    right_to = min(end, mentions[k + 1].first if k + 1 < len(mentions) else end)
    if by_then(tokens, mention.last, mentions[k + 1].first if k + 1 < len(mentions) else len(tokens)):
        return Casting("deadline", 3)
    left = joined_cutoff([tokens[i].low for i in range(left_from, mention.first)])
    right = [tokens[i].low for i in range(mention.last, right_to)]
    whole = [tokens[i].low for i in range(start, mention.first)] + [tokens[i].low for i in range(mention.last, end)]
    field = field_before(tokens, mention)
    return _role(mention, left, right, whole, field, fragment=is_fragment(tokens, mention, start, end))


def _role(
    mention: Mention, left: list[str], right: list[str], whole: list[str], field: list[str], *, fragment: bool
) -> Casting:
    here, near = set(left), left[-8:]
    after = set(right[:7])
    everything = set(whole)
    if (
        EMBARGO & everything
        and not (mention.prep in BY and (ASKS & set(near)) and not (EMBARGO & here))
        and (EMBARGO & (here | set(right[:12])) or mention.prep in ("until", "till"))
    ):
        return Casting("embargo", 3)
    if for_release(left):
        return Casting("embargo", 2)
    if mention.prep == "rather" or _negated(left, mention):
        return Casting("event", 0)
    if mention.prep in ("since", "after", "during"):
        return Casting("past" if mention.prep == "since" else "event", 0)
    if _is_past(mention, left, right):
        return Casting("past", 0)
    if POINTLESS & (set(left[-10:]) | set(right[:5])) and not {"deadline", "cutoff"} & set(near):
        return Casting("noise", 0)
    if (DEADLINE_WORDS & set(field) and ":" in field) or (
        DEADLINE_WORDS & set(field) and "." in field and len(field) < 9 and "deadline" in field
    ):
        return Casting("deadline", 4)
    published = publishes(left, right, mention)
    if mention.prep in BY - {"for", "pour", "deadline", "to"} or mention.prep == "deadline":
        return _by(mention, left, right, everything, published)
    if DEADLINE_WORDS & set(near) and not (published and not {"deadline", "cutoff", "latest", "realistically"} & set(near)):
        return Casting("deadline", 4 if "deadline" in here else 3)
    if mention.span is not None:
        return _spanned(mention, left, right, everything, published, fragment)
    if published or live_guest(left, right):
        return Casting("publication", 2)
    if mention.part in ("COB", "EOD") or (mention.day and mention.day.edge == "end" and mention.day.kind != "weekend"):
        return Casting("deadline", 3 if ASKS & everything or FINE_AFTER & after else 2)
    if _fine(right) and not (EVENTS & here):
        return Casting("deadline", 3)
    if fragment and not EVENTS & everything:
        return Casting("deadline", 1)
    if (
        (_asks_for(near) or (ASKS & set(_clause(right)) and not EVENTS & everything))
        and not EVENTS & here
        and mention.prep not in ("on", "from", "between", "in")
    ):
        return Casting("deadline", 1)
    return Casting("event", 0)


def _fine(right: list[str]) -> bool:
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


def _by(mention: Mention, left: list[str], right: list[str], everything: set[str], published: bool) -> Casting:
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
    asked = bool((ASKS | DEADLINE_WORDS) & (near | here)) or bool(ASKS & set(right[:10])) or _have_it(left)
    if _narrated(left) and not DEADLINE_WORDS & near and not (mention.prep in ("until", "till") and asked):
        return Casting("past", 0)
    if any(sign in " ".join(left[-8:]) for sign in ("register for", "sign up", "book your", "enrol")):
        return Casting("noise", 0)
    if THIRD_PARTIES & set(left[-6:]) and not asked:
        return Casting("event", 0)
    if asked:
        return Casting("deadline", 4 if "deadline" in near else 3)
    return Casting("deadline", 3 if ASKS & everything else 2)


def _clause(right: list[str]) -> list[str]:
    """The next few words up to the end of the clause."""
    for i, word in enumerate(right[:8]):
        if word in (",", "and", "but", "so", ";", "(", "-", "–", "or"):
            return right[:i]
    return right[:8]


def _have_it(left: list[str]) -> bool:
    """ "I'd love to have it by", "if we have something before"."""
    return any(
        a == "have" and b in ("it", "this", "that", "something", "your", "any", "them", "everything")
        for a, b in zip(left[-6:], left[-5:], strict=False)
    )


def _narrated(left: list[str]) -> bool:
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
    if said and not {"need", "please"} & set(near):
        return True
    ours = {"i", "we", "i'm", "i've", "we've", "my", "our", "please", "you"} & set(left[-14:])
    return bool(told) and not (ours and (ASKS | {"asked"}) & set(left[-14:]))


def _spanned(
    mention: Mention, left: list[str], right: list[str], everything: set[str], published: bool, fragment: bool
) -> Casting:
    near = set(left[-10:])
    if left[-1:] in (["have"], ["got"]) or left[-2:-1] in (["have"], ["got"]):
        told = (
            any(word.startswith("you") for word in left[-4:])
            and not {"whenever", "if", "when", "once", "do", "could", "can"} & near
        )
        if not ({"before", "to", "until", "till", "left"} & set(right[:2]) or told):
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
        and "hold" not in near
        and "holding" not in near
    ):
        return Casting("past", 0)
    if published and not (ASKS - {"back", "get", "line", "over", "copy", "hold", "close"}) & near:
        return Casting("publication", 2)
    wants = ASKS | DEADLINE_WORDS | {"have", "got", "give", "you've", "i've"}
    if wants & near or ASKS & set(right[:10]) or "before" in right[:2]:
        return Casting("deadline", 3)
    return Casting("deadline", 1) if fragment else Casting("event", 0)


def _is_past(mention: Mention, left: list[str], right: list[str]) -> bool:
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
    if "ago" in right[:1] or "earlier" in right[:1]:
        return True
    if mention.prep in BY - {"for", "pour", "to"} or mention.span or DEADLINE_WORDS & set(left[-5:]):
        return False
    if mention.part in ("COB", "EOD") and {"need", "needs", "want", "wants"} & set(left):
        return False
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


def _negated(left: list[str], mention: Mention) -> bool:
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


def _asks_for(near: list[str]) -> bool:
    return bool(ASKS & set(near))
