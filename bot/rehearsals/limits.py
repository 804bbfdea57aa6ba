"""Limits: what an answer says that it should not: topics not for this speaker, names, and words that are not to be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import consents
from bot.rehearsals.shapes import Closed, Ground, Remark
from bot.rehearsals.speech import parts, share, telling, windows

SAID = 0.62  # The share of the telling words of what is closed that were said,
LEAST = 3  # and how many of them at least.
OWN = 0.34  # So much of them at least stands in nothing that may be said.
_SECRET = re.compile(
    r"\b(?:off[ -](?:the[ -])?record|between (?:you and (?:me|I)|us|ourselves|these four walls)|(?:don'?t|do not|please don'?t|you can'?t) (?:quote|print|use|write|publish|broadcast) (?:me|this|that|any of this)"
    r"|not for (?:publication|quoting|broadcast|attribution)|(?:this |that |it )?(?:stays|keep (?:this|that|it)) (?:in this room|between us|to yourself)|you didn'?t hear (?:this|that|it) from me"
    r"|(?:i|we) (?:probably |really )?should(?:n'?t| not) (?:really |even |be |probably )*(?:say|saying|tell|telling|mention|mentioning)|strictly confidential|in confidence|on background|unattributabl[ey]|i'?m not supposed to (?:say|tell|mention))\b",
    re.IGNORECASE,
)  # fmt: skip
_NEVER_SECRET = re.compile(
    r"\b(?:nothing|never|no such thing|isn'?t|is not|not going)\b[^.]{0,40}\b(?:off|confidence|background)\b", re.IGNORECASE
)
#: How somebody hands a question on; the topic may then be named.
DECLINES = re.compile(
    r"\b(?:(?:can't|can ?not|couldn't|could not|won't|will not|wouldn't|would not|don't|do not|shouldn't|should not|(?:am|are|is|'m|'re|'s) not|isn't|aren't)(?: \w+){0,4} (?:speak|talk|say|comment|discuss|answer|go into|get into|speculate|be drawn|right person|place|person)"
    r"|(?:that|this|it|which|those|these)(?:'s| is| are)? (?:really )?(?:a (?:matter|question|decision) for|one for|for (?:\w+ ){1,3}to (?:say|answer|decide|explain))"
    r"|not (?:for me|mine|my place|for us) to|(?:ask|speak to|talk to|put (?:that|this|it) to) (?:the|our|my|them|him|her)|(?:leave|pass) (?:that|this|it) (?:to|on)|better placed|would have to ask)\b",
    re.IGNORECASE,
)  # fmt: skip


def remarks(answer: str, ground: Ground) -> Iterator[Remark]:
    """What is off limits, each topic, name and line once."""
    said = parts(answer)
    yield from _secrets(said)
    yield from _topics(said, ground.not_for)
    yield from _names(answer, ground)
    yield from _closed(said, ground)


def _secrets(said: Sequence[str]) -> Iterator[Remark]:
    for words in said:
        found = _SECRET.search(words)
        if found and not _NEVER_SECRET.search(words) and not _refuses(words, found):
            reason = "Once it is said it can be used: nothing is off the record because you say so, least of all on air."
            yield Remark("off_limits", False, reason, words, found[0])
            return


def _refuses(words: str, found: re.Match[str]) -> bool:
    """Whether going off the record is what somebody declines to do."""
    before = words[: found.start()]
    return bool(
        re.search(
            r"\b(?:(?:won'?t|will not|can'?t|cannot|don'?t|do not|wouldn'?t|never) (?:\w+ ){0,3})$", before, re.IGNORECASE
        )
    )


def _topics(said: Sequence[str], not_for: Sequence[str]) -> Iterator[Remark]:
    for topic in not_for:
        told = telling(topic)
        for _, words in windows(said):
            if told and share(told, words) >= (1.0 if len(told) < LEAST else SAID) and not _is_declined(words, told):
                reason = f"“{topic}” is not yours to speak about. Name who can, and turn to your message."
                yield Remark("off_limits", False, reason, words, topic, f"I can't speak about {topic}; what I can say is …")
                break


def _names(answer: str, ground: Ground) -> Iterator[Remark]:
    given: set[int] = set()
    for one in consents.named_in(answer, ground.lapsed):
        if one.lapsed.id not in given:
            given.add(one.lapsed.id)
            reason = "This person no longer agrees to be in our stories. Tell it without the name."
            yield Remark("off_limits", False, reason, one.sentence, one.name)


def _closed(said: Sequence[str], ground: Ground) -> Iterator[Remark]:
    open_words = " ".join(ground.texts())
    for one in ground.closed:
        told = telling(one.text)
        own = [word for word in told if share([word], open_words) == 0]
        if len(told) < LEAST or len(own) < OWN * len(told):
            continue
        found = _closest(one, told, own, said)
        if found:
            yield Remark("off_limits", False, f"{one.reference} {one.why}.", found, one.reference)


def _closest(one: Closed, told: Sequence[str], own: Sequence[str], said: Sequence[str]) -> str:
    """The words that say what is closed, some of what only that says among them."""
    for _, words in windows(said):
        if share(told, words) >= SAID and share(own, words) >= 0.5 and not _is_declined(words, told):
            return words
    return ""


def _is_declined(words: str, told: Sequence[str]) -> bool:
    """Whether somebody names a thing only to hand it on. What is said behind a "but" is said all the same."""
    declined = DECLINES.search(words)
    if declined is None:
        return False
    _, but, rest = words[declined.start() :].partition(" but ")
    return not but or share(told, rest) < SAID
