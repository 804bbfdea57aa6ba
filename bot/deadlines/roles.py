"""Which part a time plays in its sentence: the deadline asked for, a publication, an event, an embargo, the past."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.deadlines import evidence, stories, words
from bot.deadlines.atoms import Mention, Tokens, gap, low
from bot.deadlines.cues import (
    ASKS,
    DEADLINE_WORDS,
    EMBARGO,
    EVENTS,
    FINE_AFTER,
    OPEN,
    PAST,
    POINTLESS,
    SLOTS_AFTER,
    THIRD_PARTIES,
)
from bot.deadlines.narratives import is_narrated, is_negated, is_of_others, is_past
from bot.deadlines.prepositions import BY
from bot.deadlines.publications import for_release, live_guest, publishes
from bot.deadlines.sentences import by_then, field_before, is_fragment, joined_cutoff, sentence_bounds
from bot.deadlines.spans import ANSWERING
from bot.deadlines.tokens import SPACE


@dataclass(frozen=True)
class Casting:
    """The role of a mention and how plainly it is said, 0 to 5 (the field of a form)."""

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
    if tokens[mention.last - 1].text.lower().endswith(("'s", "’s")):
        right.insert(0, "is")
    whole = [tokens[i].low for i in range(start, mention.first)] + [tokens[i].low for i in range(mention.last, end)]
    field = field_before(tokens, mention)
    return _role(
        mention,
        left,
        right,
        whole,
        field,
        fragment=_fragment_strength(tokens, start) if is_fragment(tokens, start, end, covered) else 0,
        attributive=_attributive(tokens, mention),
    )


def _role(
    mention: Mention,
    left: list[str],
    right: list[str],
    whole: list[str],
    field: list[str],
    *,
    fragment: int,
    attributive: bool,
) -> Casting:
    here, near = set(left), left[-8:]
    if near[-1:] == ["over"]:
        near = near[:-1]
    after = set(right[:7])
    everything = set(whole)
    held = EMBARGO & ({*left[-9:], *right[:12]} - ({"embargoed"} if _embargoed_thing(whole) else set()))
    if (
        EMBARGO & everything
        and not (mention.prep in BY and (ASKS & set(near)) and not (EMBARGO & here))
        and (held or mention.prep in ("until", "till"))
    ):
        return Casting("embargo", 3)
    if for_release([*left, mention.prep]):
        return Casting("embargo", 2)
    if is_of_others(left):
        return Casting("event", 0)
    if mention.prep == "rather" or is_negated(left, mention):
        return Casting("event", 0)
    if mention.prep == "after" and evidence.after("late_after", right) and mention.clock:
        return Casting("deadline", 3)
    if evidence.before("others_close", left) or evidence.after("useless", right):
        return Casting("event", 0)
    if mention.prep in ("from", "to") and evidence.says("moved", [*whole, mention.prep]):
        return Casting("deadline", 4) if mention.prep == "to" else Casting("event", 0)
    if evidence.says("unrelated", whole):
        return Casting("noise", 0)
    if mention.prep == "before" and evidence.before("needless", left):
        mention.prep = "by"
    if mention.prep in ("since", "after", "during"):
        return Casting("past" if mention.prep == "since" else "event", 0)
    if mention.prep in _UNTIL and not evidence.before("held", left) and evidence.before("absent", left):
        return Casting("event", 0)
    limit = evidence.says("limit", left[-8:]) or evidence.says("limit", _until_but(right)[:7])
    limit = limit or evidence.says("that_limit", right[:24])
    if (not limit or _WAS & set(left[-6:])) and is_past(mention, left, right):
        return Casting("past", 0)
    if POINTLESS & (set(left[-10:]) | set(right[:5])) and not {"deadline", "cutoff"} & set(near):
        return Casting("noise", 0)
    if field[:1] == [":"] and evidence.says("label", field[:0:-1]):
        return Casting("deadline", 5)
    if (DEADLINE_WORDS & set(field) and ":" in field) or (
        DEADLINE_WORDS & set(field) and "." in field and len(field) < 9 and "deadline" in field
    ):
        return Casting("deadline", 5 if field[0] == ":" else 4)
    clause = evidence.clause_before(left)
    if stories.is_whereabouts(left) or (not limit and stories.is_due_elsewhere(clause)):
        return Casting("event", 0)
    modifier = stories.is_modifier(mention.prep, clause)
    accepted = evidence.after("accepted", right) and not modifier
    if limit or accepted or _offered(left, right):
        return Casting("deadline", 2 if evidence.after("nicer", right) else 3)
    if evidence.after("nicer", right):
        return Casting("deadline", 1)
    if mention.prep in _UNTIL:
        if stories.is_for_others(right):
            return Casting("event", 0)
        if evidence.before("held", left):
            return Casting("deadline", 3)
        if _at_it(clause):
            return Casting("deadline", 2)
    published = publishes(left, right, mention)
    if mention.prep in BY - {"for", "pour", "deadline", "to"} or mention.prep == "deadline":
        return _by(mention, left, right, everything, published)
    if DEADLINE_WORDS & set(near) and not (published and not {"deadline", "cutoff", "latest", "realistically"} & set(near)):
        return Casting("deadline", 4 if "deadline" in here else 3)
    if mention.prep == "in" and mention.span and PAST & set(clause) and not ASKS & set(clause):
        return Casting("past", 0)
    if left in (["got"], ["have"]) and mention.span and right[:1] and right[0] in ("on", "left", "to", "for", "tops", "max"):
        return Casting("deadline", 2)
    if mention.span is not None:
        return _spanned(mention, left, right, everything, published, fragment)
    if published or live_guest(left, right):
        return Casting("publication", 2)
    if mention.part in ("COB", "EOD") or (mention.day and mention.day.edge == "end" and mention.day.kind != "weekend"):
        return Casting("deadline", 3 if ASKS & everything or FINE_AFTER & after else 2)
    if _fine(right) and not modifier and not (EVENTS & here):
        return Casting("deadline", 3)
    if fragment and not EVENTS & everything:
        return Casting("deadline", fragment)
    if attributive:
        return Casting("event", 0)
    if evidence.before("received", clause) and mention.prep not in ("from", "between"):
        return Casting("deadline", 3)
    if evidence.before("works", left) or evidence.after("works", right):
        return Casting("publication", 2)
    if (
        (_asks_for(near) or (ASKS & set(_clause(right)) and not EVENTS & everything))
        and not EVENTS & here
        and mention.prep not in ("on", "from", "between", "in")
    ):
        return Casting("deadline", 1)
    return Casting("event", 0)


_WAS = frozenset({"was", "were", "had"})


def _offered(left: list[str], right: list[str]) -> bool:
    """ "Would Friday be enough?", "Is 3pm doable?", "How about Tuesday?", "That takes us to Monday"."""
    asked = bool(left) and left[-1] in ("is", "would", "be", "does", "will", "could", "might", "say")
    return (asked and evidence.after("offered", right)) or evidence.before("offering", left)


def _at_it(clause: list[str]) -> bool:
    """ "I'm lining up guests until 4": the writer's own work on the story goes on until then."""
    joined = itertools.pairwise(clause)
    return any(a in ("i'm", "we're", "am", "are", "be") and b.endswith("ing") for a, b in joined)


_UNTIL = frozenset({"until", "till", "to", "untill", "til", "through", "thru"})


def _fragment_strength(tokens: Tokens, start: int) -> int:
    """How plainly the sentence before asks: "I've moved my deadline once and can't again. 10 tomorrow morning." """
    said = {tokens[i].low for i in range(max(0, start - 14), start)}
    if "deadline" in said or {"cut", "off"} <= said:
        return 3
    return 2 if {"need", "reply", "respond", "answer", "comment", "when", "response"} & said else 1


def _attributive(tokens: Tokens, mention: Mention) -> bool:
    """ "the Friday clinic", "Saturday's march": a day that only tells which thing is meant."""
    if mention.clock or mention.span:
        return False
    noun = gap(tokens, mention.last) <= SPACE and low(tokens, mention.last).isalpha()
    owner = tokens[mention.last - 1].text.lower().endswith(("'s", "’s"))
    return noun and (owner or low(tokens, mention.first - 1) in ("the", "a", "your", "our", "every", "each"))


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


def _until_but(right: list[str]) -> list[str]:
    return right[: right.index("but")] if "but" in right else right


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


def _spanned(
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
    if _fine(right):
        return Casting("deadline", 3)
    wants = ASKS | DEADLINE_WORDS | {"have", "got", "give", "you've", "i've"}
    if wants & near or ASKS & set(right[:10]) or "before" in right[:2]:
        return Casting("deadline", 3)
    return Casting("deadline", fragment) if fragment else Casting("event", 0)


def _embargoed_thing(whole: list[str]) -> bool:
    """ "an embargoed copy": the adjective alone gives no time its part."""
    things = ("copy", "report", "study", "paper", "version", "access", "draft", "material", "briefing", "data")
    return any(a == "embargoed" and b in things for a, b in itertools.pairwise(whole))


def _asks_for(near: list[str]) -> bool:
    return bool((ASKS - {"close", "closing"}) & set(near))
