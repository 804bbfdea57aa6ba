"""Wording: how long an answer is, whether it says the interviewer's words after them, and whether it says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.grounding.words import content, stem
from bot.rehearsals.delivery import Bridge
from bot.rehearsals.shapes import Ground, Remark
from bot.rehearsals.speech import parts, seconds, spoken_words

SHORTEST, LONGEST = 20, 45  # Seconds of an answer that can be used as it is.
RUN = 4  # So many words of the question in a row are said after it,
RUN_TELLING = 2  # where so many of them tell something.

_NO_COMMENT = re.compile(
    r"""\b(?:
      no\s+comments?\b(?!\s+(?:on|about)\s+(?:our|the)\s+website)
    | (?:i|we)(?:'m|'re|\s+am|\s+are)?\s*(?:really\s+|simply\s+|just\s+|afraid\s+(?:i|we)\s+)*(?:can(?:no|')t|can\s+not|won't|will\s+not|don't|do\s+not|wouldn't|would\s+not|couldn't|shan't|not\s+(?:going|prepared|able|willing|in\s+a\s+position|at\s+liberty)\s+to|unable\s+to|declin\w+\s+to|prefer\s+not\s+to|(?:'d|would)\s+(?:rather|prefer)\s+not(?:\s+to)?)\s+(?:really\s+|possibly\s+|be\s+able\s+to\s+|be\s+drawn\s+(?:on|into)|want\s+to\s+|like\s+to\s+|get\s+into|go\s+into)?\s*(?:comment|answer\s+(?:that|this|the|your|any)|discuss|say(?!\s+\w+ing)|talk\s+about|speak\s+about|respond|that\b|it\b|this\b|be\s+drawn)
    | i(?:'d|\s+would)\s+rather\s+not(?:\s+\w+)?
    | (?:i|we)\s+(?:have|'ve\s+got|'ve)\s+(?:nothing|no\s+more|nothing\s+(?:more|further|else))\s*(?:more|further|else)?\s+to\s+(?:say|add)
    | (?:next|another)\s+question\b
    | decline[ds]?\s+to\s+(?:comment|answer|say)
    | (?:that|this)(?:'s|\s+is)\s+all\s+(?:i|we)(?:'m|'re|\s+am|\s+are)?\s+(?:going\s+to|can|will)\s+say
    | (?:i|we)(?:'m|'re|\s+am|\s+are)\s+not\s+(?:commenting|answering|discussing|getting\s+(?:in)?to|talking\s+about|allowed\s+to\s+(?:say|comment|talk|speak|discuss|answer))
    | (?:i|we)(?:'ll|\s+will)\s+(?:pass\s+on\s+(?:that|this)|not\s+be\s+drawn)
    | (?:that|this|it)(?:'s|\s+is)\s+not\s+something\s+(?:i|we|that)(?:'m|'re|\s+\w+){0,3}?\s+(?:discuss|talk\s+about|get\s+into|comment|answer)
    )""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_BARE = re.compile(r"\bno\s+comments?\b|\bnext question\b", re.IGNORECASE)
#: Why somebody may not say more; a refusal with a reason, that then turns to what can be said, is no wall.
_REASON = re.compile(
    r"\b(?:because|since|while (?:the|that|there|it|an|police)|until|privacy|private|confidential\w*|individual (?:cases?|people|person)|personal (?:details?|information)|out of respect|respect for|legal(?:ly)?|court|police|investigat\w+|inquiry is|ongoing|the law|named|famil(?:y|ies)|her right|his right|their right|owe (?:it|that)|would(?:n't| not) be (?:right|fair)|not (?:my|our) place|fair to)\b",
    re.IGNORECASE,
)  # fmt: skip
#: Words with which a question hurts; said after it, even to deny them, they make the headline.
_HOSTILE = """
abandon abuse accuse allege alarm anger angry appalling arrogant ashamed awful backlash bad bankrupt betray blame bloated blood blunder botch bribe broke broken bully bungle
callous catastrophe chaos chaotic cheat collapse complacent complain conceal condemn contempt cosy corrupt corruption coverup cover-up covering criminal crisis critic cronyism cruel crumble cynical
damage danger dangerous dead deaf death deceive deception defend delay deny desperate destroy die dirty disarray disaster discriminate disgrace dishonest dishonesty dismal drunk dump dysfunctional
embarrass embarrassment evade excess excessive excuse exploit extravagant fail failure fake false farce fatcat fear feeble fiasco filthy flawed flop fraud fraudulent freeze fury
gag gamble gravy greed greedy guilt guilty gut harass harm harmful heartless hide horrify hush hypocrisy hypocrite hypocritical idle ignore illegal immoral inadequate incompetence incompetent kill murder indefensible
inefficient inept inhumane insult insulting irresponsible jail joke lavish lazy leak liar lie luxury malpractice mess mislead mislay mismanage mismanagement misspend mistake mock mould muddle murky
negligence negligent neglect nepotism nightmare obscene outrage outrageous overpaid panic pathetic phoney plunder pocket poison poor propaganda punish quit racism racist reckless refuse resign ripoff rob rot rotten ruin
sack scam scandal scandalous scrounge secret secretive secrecy sexist sham shambles shame shameful shameless shoddy shock shocking silence sinister sleaze slow smear snub sordid spin squalid squander starve steal stench stingy stunt suffer suspicious
terrible toothless toxic tragedy tragic trick troubled unaccountable unacceptable unfair unfit unforgivable unjust unlawful unsafe untrustworthy useless victim vile violate wasteful waste weak whitewash wicked worthless wrong wrongdoing
"""  # fmt: skip
_WHOLE = {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will"}
_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|nothing|deny|denies|denied|reject|refute|dispute|wrong|untrue|false|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't|hadn't|won't|wouldn't|can't|cannot|couldn't)\b",
    re.IGNORECASE,
)


#: "It's not a stunt": a denial of what somebody was called.
_IS_NOT = re.compile(
    r"\b(?:(?:it|this|that|we|i|they|he|she|there)(?:'s|'re|'m| is| are| am| was| were) (?:not|never)|(?:it|this|that|we|i|they|he|she|there) (?:isn't|aren't|wasn't|weren't)|(?:i|we) (?:don't|do not) (?:think|believe|accept|agree)(?: that)? (?:it|this|that|we|there)(?:'s|'re| is| are| was| were))"
    r"(?: (?:just|simply|only|about|a|an|the|any|some|in|at all|mere|merely|really|being|here to))* (?P<what>(?!\w+ed\b)[a-z][\w'-]+(?: [a-z][\w'-]+)?)",
    re.IGNORECASE,
)  # fmt: skip


def length(answer: str) -> Remark:
    """Whether it can be used as it is: 20 to 45 seconds at 150 words a minute."""
    took, words = seconds(answer), len(spoken_words(answer))
    told = f"{took} second{'' if took == 1 else 's'} ({words} word{'' if words == 1 else 's'})"
    if took < SHORTEST:
        reason = f"{told}: too short to be used by itself. Add a proof point or an example."
        return Remark("length", False, reason, about="short")
    if took > LONGEST:
        reason = f"{told}: they will cut it, and choose where. Aim for {SHORTEST} to {LONGEST} seconds."
        return Remark("length", False, reason, about="long")
    return Remark("length", True, f"{told}: a length that can be used whole.", about="ok")


def no_comment(answer: str, turned: Bridge | None) -> Iterator[Remark]:
    """A refusal to answer. With a reason and a bridge it is none, unless the very words "no comment" were said."""
    for at, words in enumerate(said := parts(answer)):
        found = _NO_COMMENT.search(words)
        if found is None:
            continue
        around = " ".join(said[max(0, at - 1) : at + 2])
        explained = _REASON.search(around) is not None
        if not _BARE.search(found[0]) and explained and (turned is not None or at + 1 < len(said)):
            continue
        reason = "A refusal sounds like guilt. Say why you can't answer, then what you can say."
        yield Remark("no_comment", False, reason, found[0], found[0], "I can't go into one person's case; what I can say is …")
        return


def repeats(answer: str, question: str, ground: Ground) -> Iterator[Remark]:
    """The question's hostile words, and its very phrases where they are denied or agreed with."""
    approved = {one for text in ground.texts() for one in content(text)}
    hostile = _hostile_of(question) - approved
    for words in parts(answer):
        said = [one for one in spoken_words(words) if _bare(one) & hostile]
        if said:
            quoted = ", ".join(f"“{one}”" for one in dict.fromkeys(one.casefold() for one in said))
            reason = f"You said {quoted} after the interviewer. Even denied, it is the word that is quoted."
            yield Remark("repeats", False, reason, words, ", ".join(dict.fromkeys(one.casefold() for one in said)))
            return
    theirs = set(content(question)) - approved - set(content(ground.topic))
    for words in parts(answer):
        for found in _IS_NOT.finditer(words):
            if set(content(found["what"])) & theirs:
                reason = f"You said “{found['what']}” after the interviewer to deny it. Say what is so, in your own words."
                yield Remark("repeats", False, reason, words, found["what"])
                return
    for words in parts(answer):
        run = _denied(words, theirs) or (_run(words, question) if _DENIES.search(words) else "")
        if run and not _is_approved(run, ground):
            reason = f"You said “{run}” after the interviewer. Say what is so, in your own words."
            yield Remark("repeats", False, reason, words, run)
            return


def _denied(words: str, theirs: set[str]) -> str:
    """Two telling words of the question in a row, right behind a denial: "we don't kill dogs"."""
    for found in _DENIES.finditer(words):
        behind = words[found.end() :].split()[:5]
        for one, after in pairwise(behind):
            if len(set(content(f"{one} {after}"))) == 2 and set(content(f"{one} {after}")) <= theirs:
                return f"{one} {after}".strip(".,;:!?")
    return ""


def _hostile_of(question: str) -> set[str]:
    known = {stem(one) for one in _HOSTILE.split()}
    return {one for word in spoken_words(question) for one in _bare(word) if one in known}


def _bare(word: str) -> set[str]:
    """A word's stem, without what makes a noun or an adverb of it."""
    one = stem(word.replace("’", "'"))
    return {
        one,
        *(one.removesuffix(end) for end in ("li", "ful", "less", "ness", "ing", "ur", "er") if len(one) > len(end) + 3),
    }


def _run(words: str, question: str) -> str:
    """The longest run of the question's words that are said again, where it is long enough to be heard as theirs."""
    theirs, mine = _uttered(question), _uttered(words)
    heard = " " + " ".join(theirs).casefold() + " "
    for size in range(min(len(mine), len(theirs)), RUN - 1, -1):
        for start in range(len(mine) - size + 1):
            run = " ".join(mine[start : start + size])
            if f" {run.casefold()} " in heard and len(set(content(run))) >= RUN_TELLING:
                return run
    return ""


def _uttered(text: str) -> list[str]:
    """The words of a text without its denials, and none of them run together: "it's" is "it is", "don't" goes."""
    whole = re.sub(
        r"(?<=\w)'(s|re|m|ve|ll)\b", lambda one: " " + _WHOLE[one[1].casefold()], text.replace("’", "'"), flags=re.IGNORECASE
    )
    return [one for one in spoken_words(whole) if not re.fullmatch(r"not|never|\w+n't|cannot", one, re.IGNORECASE)]


def _is_approved(run: str, ground: Ground) -> bool:
    return any(run.casefold() in one.casefold() for one in (*ground.texts(), ground.topic, ground.organisation))
