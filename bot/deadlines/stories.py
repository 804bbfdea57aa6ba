"""Clauses about somebody else: what a council must do by Friday is the story, and no deadline of the journalist's."""

from __future__ import annotations

from bot.deadlines import evidence, words
from bot.deadlines.cues import ASKS
from bot.deadlines.spans import ANSWERING

# Asking words that story clauses also hold ("the shop will close", "the company could call").
_LOOSE = words.bag(
    "could can get have over back in close closing hold holding call ring know like love record possible send sent return turn guest speak talk interview up email phone "
    "want wants want required require information details details figures photo photos images received closes spoken chat lukt geht on moet wil"
)
_STRONG = ASKS - _LOOSE
_OURS = words.bag(
    "i i'm i'd i'll i've we we're we'd we'll we've me us my our mine you'd you'll you're you've you your ye yours please pls plz everything anything something "
    "it this that piece story article copy page desk editor producer edition supplement column deadline cutoff bulletin words nice good great perfect ideal lovely helpful fab brilliant handy it'd it'll that'd quotes questions input side who one"
)
_FINITE = words.bag(
    "will won't must would should shall is isn't are aren't was were be been has have had expected going may might hit hits reach reaches leave leaves "
    "ends end peak peaks finish finishes rise rises fall falls arrive arrives"
)
_COPY = words.bag(
    "copy piece story it this article page draft column script feature answers answer response responses reply replies comment comments statement quotes everything my our i we i'm "
    "we're to with words figures edits proofs notes questions both all"
)
_TO_ME = ANSWERING | words.bag(
    "let tell give say make confirm turn supply put speak reply help send email call ring file react weigh clarify check sort find pull dig sign"
)


def is_story(clause: list[str]) -> bool:
    """Whether a clause with "by" has a subject of its own and asks for nothing: "the storm will hit by …"."""
    said = set(clause)
    if _STRONG & said or len(clause) < 2 or clause[0] in ("must", "should", "needs", "has", "have"):
        return False
    if {"want", "wants", "demand", "demands"} & said and {"£", "$", "€"} & said:
        return True
    if _raised(clause) and not _OURS - {"you", "it", "this", "that", "your"} & said:
        return True
    return bool(_FINITE & said) and not _OURS & said


def _raised(clause: list[str]) -> bool:
    """ "You raised £40,000 by 5pm": a verb of the past right after a short subject."""
    return any(word.endswith("ed") and word not in ("need", "needed", "wanted", "feed", "agreed") for word in clause[1:3])


def is_for_others(right: list[str]) -> bool:
    """ "You have until the end of the month to pay": what is to be done by then is no answer."""
    return right[:1] == ["to"] and bool(right[1:2]) and right[1].isalpha() and right[1] not in _TO_ME


def is_due_elsewhere(clause: list[str]) -> bool:
    """ "The verdict is due on": due, and not to the journalist."""
    if "due" not in clause or len(clause) < 3:
        return False
    return not (_COPY | _STRONG) & set(clause[: clause.index("due")]) and clause.index("due") > 1


def is_whereabouts(left: list[str]) -> bool:
    """ "Back at my desk at", "I'm back on": where the writer will be."""
    return evidence.before("whereabouts", left)


def is_modifier(prep: str, clause: list[str]) -> bool:
    """ "The march on Saturday is great": the day belongs to a thing, and what follows praises the thing."""
    spoken = [word for word in clause if word.isalpha() and word not in ("on", "at", "in", "for")]
    return prep in ("on", "at", "in") and len(spoken) >= 2 and not (_OURS | _STRONG | {"by", "could", "can"}) & set(clause)
