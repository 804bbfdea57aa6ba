"""The preposition before a mention, and whether it is enough to make a bare number a time."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Mention, Tokens, gap, low
from bot.deadlines.tokens import SPACE

BY = words.bag(
    "by before b4 until untill till til through thru latest ahead avant d'ici jusqu'a jusqu'au bis vor entro prima antes "
    "hasta ate voor uiterlijk spatestens tegen tot pour for deadline nlt fino"
)
_FILLERS = words.bag(
    "the about around approx approximately roughly say like ~ circa , : – - ( a l' le les at um las alle "
    "delle ore den dem des der della del de du el il zum om as @ max maximum"
)


def set_preposition(tokens: Tokens, mention: Mention) -> None:
    """The preposition before the mention, which the shown words take in."""
    k = mention.first - 1
    steps = 0
    while k >= 0 and steps < 3 and tokens[k].low in _FILLERS and gap(tokens, k + 1) <= SPACE:
        k, steps = k - 1, steps + 1
    word = low(tokens, k)
    near = low(tokens, mention.first - 1) if gap(tokens, mention.first) <= SPACE else ""
    if gap(tokens, k + 1) > SPACE and word not in ("deadline", "by", "before"):
        word = ""
    if word == "than" and low(tokens, k - 1) == "later":
        mention.prep, k = "by", k - (2 if low(tokens, k - 2) in ("no", "not") else 1)
    elif word == "than" and low(tokens, k - 1) == "rather":
        mention.prep = "rather"
        return
    elif word in ("tard", "tardar", "tarde", "tardi"):
        mention.prep, k = "by", k - 2
    elif word == "to" and low(tokens, k - 1) in ("up", "prior"):
        mention.prep, k = "before" if low(tokens, k - 1) == "prior" else "by", k - 1
    elif word == "of" and low(tokens, k - 1) in ("ahead", "advance", "side", "stroke", "shy", "short"):
        mention.prep, k = "before" if low(tokens, k - 1) in ("ahead", "advance") else "by", k - 1
    elif word == "come" and (mention.clock or mention.weekday):
        mention.prep = "by"
    elif word == "than" and low(tokens, k - 1) in ("earlier", "sooner"):
        mention.prep = "after"
        return
    elif word == "before" and low(tokens, k - 1) == "or" and low(tokens, k - 2) in ("on", "by"):
        mention.prep, k = "by", k - 2
    elif word in BY:
        mention.prep = word
    else:
        mention.prep = (
            near
            if near
            in (
                "at",
                "on",
                "in",
                "from",
                "since",
                "after",
                "for",
                "between",
                "during",
                "@",
                ":",
                "around",
                "to",
                "and",
                "than",
                "om",
                "um",
                "las",
                "alle",
                "ore",
                "as",
                "le",
                "a",
                "gegen",
                "vers",
            )
            else word
        )
        return
    if word in ("deadline", "for", "latest", "pour"):
        return
    mention.first = max(k, 0)


_CLOCK_LEADS = words.bag("so at @ around um las alle ore om about a from to realistically : as after between gegen vers dalle")


def leaned_on(mention: Mention) -> bool:
    """A weak mention counts after a preposition of time, or when two pieces lean on each other."""
    if mention.prep in BY - {"for", "pour"}:
        return True
    kinds = set(mention.slots)
    if mention.clock and (
        mention.prep in _CLOCK_LEADS or (mention.prep in ("for", "pour", "le", "les") and mention.clock.minute)
    ):
        return True
    if "span" in kinds:
        return mention.prep != "for"
    if (
        mention.day
        and mention.day.kind in ("week", "weekend", "month", "year", "quarter", "named")
        and (mention.day.edge or mention.prep in ("over", "during", "in"))
    ) or (mention.day and mention.day.kind in ("week", "weekend")):
        return True
    return len(kinds - {"zone"}) >= 2 or ("part" in kinds and mention.prep in ("in", "at", "over", "for", "du", "am"))
