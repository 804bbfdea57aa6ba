"""Which part a time plays in its sentence: the deadline asked for, a publication, an event, an embargo, the past."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

from bot.deadlines import evidence, stories
from bot.deadlines.atoms import Mention, Tokens, gap, low
from bot.deadlines.castings import Casting
from bot.deadlines.cues import (
    ASKS,
    DEADLINE_WORDS,
    EMBARGO,
    EVENTS,
    FINE_AFTER,
    PAST,
    POINTLESS,
)
from bot.deadlines.narratives import is_negated, is_of_others, is_past
from bot.deadlines.prepositions import BY
from bot.deadlines.publications import for_release, live_guest, publishes
from bot.deadlines.requests import is_fine, length, said_by
from bot.deadlines.sentences import by_then, field_before, is_corrected, is_fragment, joined_cutoff, sentence_bounds
from bot.deadlines.tokens import SPACE


@dataclass(frozen=True)
class Around:
    """The words around a mention, folded: to its left and right up to the next mention, and in its whole sentence."""

    mention: Mention
    left: list[str]
    right: list[str]
    whole: list[str]
    field: list[str]  # the label before it, nearest word first
    clause: list[str]  # the end of `left` where its own clause begins
    fragment: int  # 0, or how plainly the sentence before a bare time asks
    attributive: bool

    @cached_property
    def near(self) -> list[str]:
        """The last words to the left; "over the weekend" hands nothing over."""
        return self.left[-8:-1] if self.left[-1:] == ["over"] else self.left[-8:]

    @cached_property
    def limit(self) -> bool:
        """Whether a limit is named beside the time."""
        beside = evidence.says("limit", self.left[-8:]) or evidence.says("limit", _until_but(self.right)[:7])
        return beside or evidence.says("that_limit", self.right[:24])

    @cached_property
    def published(self) -> bool:
        """Whether it is when something goes out."""
        return publishes(self.left, self.right, self.mention)


def cast(tokens: Tokens, mentions: list[Mention], k: int, covered: frozenset[int]) -> Casting:
    """The role mention `k` plays, from the words of its own clause first and of its sentence next."""
    mention = mentions[k]
    start, end = sentence_bounds(tokens, mention.first, mention.last, covered)
    left_from = max(start, mentions[k - 1].last if k else 0)
    right_to = min(end, mentions[k + 1].first if k + 1 < len(mentions) else end)
    if k + 1 < len(mentions) and is_corrected(tokens, mention, mentions[k + 1]):
        return Casting("noise", 0)
    if by_then(tokens, mention.last, mentions[k + 1].first if k + 1 < len(mentions) else len(tokens)):
        return Casting("deadline", 3)
    left = joined_cutoff([tokens[i].low for i in range(left_from, mention.first)])
    right = [tokens[i].low for i in range(mention.last, right_to)]
    if tokens[mention.last - 1].text.lower().endswith(("'s", "’s")):
        right.insert(0, "is")
    whole = [tokens[i].low for i in range(start, mention.first)] + [tokens[i].low for i in range(mention.last, end)]
    if mention.prep == "before" and evidence.before("needless", left):
        mention.prep = "by"  # Not wanted before Thursday: then, and no day earlier.
    around = Around(
        mention,
        left,
        right,
        whole,
        field_before(tokens, mention),
        evidence.clause_before(left),
        _fragment_strength(tokens, start) if is_fragment(tokens, start, end, covered) else 0,
        _attributive(tokens, mention),
    )
    return _elsewhere(around) or _plain(around) or _hinted(around)


def _elsewhere(a: Around) -> Casting | None:
    """A hold, the past, an advertisement, somebody else's matter: what settles that no answer is asked for then."""
    mention, left, right, near = a.mention, a.left, a.right, a.near
    held = EMBARGO & ({*left[-9:], *right[:12]} - ({"embargoed"} if _embargoed_thing(a.whole) else set()))
    if (
        EMBARGO & set(a.whole)
        and not (mention.prep in BY and (ASKS & set(near)) and not (EMBARGO & set(left)))
        and (held or mention.prep in ("until", "till"))
    ):
        return Casting("embargo", 3)
    if for_release([*left, mention.prep]):
        return Casting("embargo", 2)
    if is_of_others(left) or mention.prep == "rather" or is_negated(left, mention):
        return Casting("event", 0)
    if mention.prep == "after" and mention.clock and evidence.after("late_after", right):
        return Casting("deadline", 3)
    if evidence.before("others_close", left) or evidence.after("useless", right):
        return Casting("event", 0)
    if mention.prep in ("from", "to") and evidence.says("moved", [*a.whole, mention.prep]):
        return Casting("deadline", 4) if mention.prep == "to" else Casting("event", 0)
    if evidence.says("unrelated", a.whole):
        return Casting("noise", 0)
    if mention.prep in ("since", "after", "during"):
        return Casting("past" if mention.prep == "since" else "event", 0)
    if mention.prep in _UNTIL and not evidence.before("held", left) and evidence.before("absent", left):
        return Casting("event", 0)
    if (not a.limit or _WAS & set(left[-6:])) and is_past(mention, left, right):
        return Casting("past", 0)
    if POINTLESS & (set(left[-10:]) | set(right[:5])) and not {"deadline", "cutoff"} & set(near):
        return Casting("noise", 0)
    return None


def _plain(a: Around) -> Casting | None:
    """A form's field, a limit by name, a time accepted or held open, "by" a time, a length: what says so in words."""
    mention, left, right, field = a.mention, a.left, a.right, a.field
    if field[:1] == [":"] and evidence.says("label", field[:0:-1]):
        return Casting("deadline", 5)
    if DEADLINE_WORDS & set(field) and (":" in field or ("." in field and len(field) < 9 and "deadline" in field)):
        return Casting("deadline", 5 if field[0] == ":" else 4)
    if stories.is_whereabouts(left) or (not a.limit and stories.is_due_elsewhere(a.clause)):
        return Casting("event", 0)
    nicer = evidence.after("nicer", right)
    accepted = evidence.after("accepted", right) and not stories.is_modifier(mention.prep, a.clause)
    if a.limit or accepted or _offered(left, right):
        return Casting("deadline", 2 if nicer else 3)
    if nicer:
        return Casting("deadline", 1)
    if mention.prep in _UNTIL:
        if stories.is_for_others(right):
            return Casting("event", 0)
        if evidence.before("held", left):
            return Casting("deadline", 3)
        if _at_it(a.clause):
            return Casting("deadline", 2)
    if mention.prep in BY - {"for", "pour", "to"}:
        return said_by(mention, left, right, set(a.whole), a.published)
    sure = {"deadline", "cutoff", "latest", "realistically"} & set(a.near)
    if DEADLINE_WORDS & set(a.near) and (sure or not a.published):
        return Casting("deadline", 4 if "deadline" in left else 3)
    if mention.prep == "in" and mention.span and PAST & set(a.clause) and not ASKS & set(a.clause):
        return Casting("past", 0)
    if mention.span is None:
        return None
    if left in (["got"], ["have"]) and right[:1] and right[0] in ("on", "left", "to", "for", "tops", "max"):
        return Casting("deadline", 2)
    return length(mention, left, right, set(a.whole), a.published, a.fragment)


def _hinted(a: Around) -> Casting:
    """What the words around only hint at."""
    mention, left, right, here = a.mention, a.left, a.right, set(a.left)
    if a.published or live_guest(left, right):
        return Casting("publication", 2)
    if mention.part in ("COB", "EOD") or (mention.day and mention.day.edge == "end" and mention.day.kind != "weekend"):
        return Casting("deadline", 3 if ASKS & set(a.whole) or FINE_AFTER & set(right[:7]) else 2)
    if is_fine(right) and not stories.is_modifier(mention.prep, a.clause) and not (EVENTS & here):
        return Casting("deadline", 3)
    if a.fragment and not EVENTS & set(a.whole):
        return Casting("deadline", a.fragment)
    if a.attributive:
        return Casting("event", 0)
    if evidence.before("received", a.clause) and mention.prep not in ("from", "between"):
        return Casting("deadline", 3)
    if evidence.before("works", left) or evidence.after("works", right):
        return Casting("publication", 2)
    asked = _asks_for(a.near) or (ASKS & set(_clause(right)) and not EVENTS & set(a.whole))
    if asked and not EVENTS & here and mention.prep not in ("on", "from", "between", "in"):
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
    return not EVENTS & set(clause) and any(a in ("i'm", "we're", "am", "are", "be") and b.endswith("ing") for a, b in joined)


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


def _until_but(right: list[str]) -> list[str]:
    return right[: right.index("but")] if "but" in right else right


def _clause(right: list[str]) -> list[str]:
    """The next few words up to the end of the clause."""
    for i, word in enumerate(right[:8]):
        if word in (",", "and", "but", "so", ";", "(", "-", "–", "or"):
            return right[:i]
    return right[:8]


def _embargoed_thing(whole: list[str]) -> bool:
    """ "an embargoed copy": the adjective alone gives no time its part."""
    things = ("copy", "report", "study", "paper", "version", "access", "draft", "material", "briefing", "data")
    return any(a == "embargoed" and b in things for a, b in itertools.pairwise(whole))


def _asks_for(near: list[str]) -> bool:
    return bool((ASKS - {"close", "closing"}) & set(near))
