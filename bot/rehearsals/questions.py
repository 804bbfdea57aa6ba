"""Questions: hostile ones by pattern, for a rehearsal without a model. The journalist's own come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.words import content, is_near
from bot.rehearsals.shapes import Ground
from bot.text import one_line, shortened

MOST = 6  # Questions of a rehearsal; more tires people out.
OWN = 2  # Of the journalist's own questions, so many.
LONGEST = 300


@dataclass(frozen=True)
class Pattern:
    """A way to ask against somebody. `signs` are words of a topic that it fits, none where it fits any; `{message}` and
    `{fact}` stand for what we say ourselves."""

    text: str
    signs: str = ""


PATTERNS = (
    Pattern("When did you first know about this, and why did you not say so then?", "allegation complaint abuse death incident safety failure investigation report error leak"),
    Pattern("Who is responsible for this, and has anybody lost their job over it?", "allegation complaint abuse death incident safety failure investigation error mistake dismissal"),
    Pattern("What do you say to the people who were let down by you?", "complaint closure cut delay wait failure abuse error incident refusal"),
    Pattern("Will you apologise, here and now: yes or no?", "allegation complaint abuse death incident safety failure error delay"),
    Pattern("How much of what people give you ends up in offices and salaries?", "donation money fund cost fundraising budget accounts salary spending finance pay"),
    Pattern("Would that money not do more good with somebody else?", "donation money fund cost fundraising budget spending grant"),
    Pattern("Why should the taxpayer go on paying for this?", "council government grant contract budget cut funding"),
    Pattern("Are you not just saying this because your own funding is at stake?", "council government cut contract campaign policy budget funding"),
    Pattern("You knew that this was coming. Why were you not prepared?", "cut winter flood cold shortage closure demand crisis weather"),
    Pattern("You say “{message}” What do you say to somebody for whom that is simply not true?"),
    Pattern("You say yourselves: “{fact}” Is that not a drop in the ocean?"),
    Pattern("Can you guarantee that nobody will be harmed by this? Yes or no?"),
    Pattern("Your own staff tell us that things are far worse than you admit. Are they lying?"),
    Pattern("Is this not simply a failure of leadership?"),
    Pattern("Why should anybody believe you?"),
    Pattern("If it gets worse, will you resign?"),
    Pattern("Let me ask once more, since you have not answered: what exactly went wrong?"),
)  # fmt: skip


def plan(ground: Ground, *, asked: Sequence[str] = (), most: int = MOST) -> list[str]:
    """The questions of a rehearsal in order: the journalist's own, then the patterns that fit the topic, then those that fit any."""
    own = [shortened(one_line(one), LONGEST) for one in asked if one.strip()][:OWN]
    known = frozenset(content("\n".join([ground.topic, *asked])))
    fitting = [one for one in PATTERNS if one.signs and any(is_near(sign, known) for sign in content(one.signs))]
    for_any = [one for one in PATTERNS if not one.signs]
    # What we say ourselves is turned against us early; of what fits the topic no more than leaves room for that.
    order = [*fitting[:2], *for_any[:2], *fitting[2:], *for_any[2:]]
    written = [text for one in order if (text := _written(one, ground))]
    return list(dict.fromkeys([*own, *written]))[:most]


def _written(one: Pattern, ground: Ground) -> str:
    """The pattern with what we say ourselves in it; empty where we say nothing of the kind."""
    if "{message}" in one.text:
        return one.text.format(message=_sentence(ground.messages[0].text)) if ground.messages else ""
    if "{fact}" in one.text:
        facts = [row.text for row in ground.rows if row.kind == "fact"]
        return one.text.format(fact=_sentence(facts[0])) if facts else ""
    return one.text


def _sentence(text: str) -> str:
    kept = shortened(one_line(text), LONGEST // 2)
    return kept if kept[-1:] in ".!?…" else f"{kept}."
