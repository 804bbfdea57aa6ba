"""Who is said to have said it: names, offices and pronouns beside a verb of saying, before or after the marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_VERBS = (
    "said|says|say|added|adds|told|tells|explained|explains|commented|comments|stated|states|insisted|insists|argued|argues|warned|"
    "warns|claimed|claims|continued|continues|replied|responded|responds|admitted|admits|noted|notes|announced|declared|declares|"
    "urged|urges|called|calls|described|describes|stressed|stresses|confirmed|confirms|wrote|writes|tweeted|posted|concluded|"
    "concludes|recalled|recalls|remarked|pointed out|went on|promised|pledged|asked|asks|denied|denies|hailed|welcomed|praised|"
    "criticised|criticized|condemned|joked|suggested|suggests|acknowledged|revealed|reveals|saying|adding"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according to|in the words of)\b", re.IGNORECASE)
_TITLES_WORDS = (
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness cllr councillor rev reverend judge minister secretary president "
    "chief executive director chair chairman chairwoman spokesman spokeswoman spokesperson mp the a"
)
_TITLES = frozenset(_TITLES_WORDS.split())
_NAME = re.compile(
    r"\b(?:(?:[A-Z]\.)+\s)?[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s(?:(?:de|van|von|der|al|bin|el|la|du|O')\s)?(?:[A-ZÀ-ÖØ-Þ][\w'’-]+|[A-Z]\.))*"
)
_ROLE = re.compile(
    r"\b(?:an?|the|its|their|one|another)\s(?:[\w'’-]+\s){0,4}?(?:spokes\w+|minister|chief executive|director|chair\w*|councillor|"
    r"officer|resident|volunteer|campaigner|analyst|source|leader|official|manager|worker|secretary|mother|father|critic|neighbour|"
    r"charity|council|government|company|union|department|trust|group|police|organisation)\b", re.IGNORECASE,
)  # fmt: skip
_PRONOUN = re.compile(r"\b(?:he|she|they|I|we)\b")
_NO_NAMES_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december he she they it i we in on at but and the a an as after before when while speaking asked yesterday today last this that "
    "earlier later however meanwhile for with if there then so our their his her its according"
)
_NO_NAMES = frozenset(_NO_NAMES_WORDS.split())


@dataclass(frozen=True)
class Mention:
    """Somebody in a clause: where, as written, and the key of the speaker of ours it is, if it is one."""

    at: int
    name: str
    ours: str | None = None
    kind: str = "name"


@dataclass(frozen=True)
class People:
    """Our speakers by key, with every way they are called."""

    called: dict[str, tuple[str, ...]]

    def own(self, name: str) -> str | None:
        """The key of the speaker that a name written so is: all its words, titles aside, belong to the speaker's name."""
        plain = _parts(name)
        if not plain:
            return None
        for key, ways in self.called.items():
            for way in ways:
                parts = _parts(way)
                if parts and (
                    plain == parts
                    or (len(parts) > 1 and plain == parts[-1:])
                    or (len(plain) > 1 and plain[-len(parts) :] == parts and len(parts) > 1)
                ):
                    return key
        return None

    def mentions(self, clause: str) -> list[Mention]:
        """Everybody in the clause, in order."""
        found: list[Mention] = []
        lowered = clause.lower()
        for key, ways in self.called.items():
            for way in sorted(ways, key=len, reverse=True):
                if " " not in way and not way[:1].islower():
                    continue
                for match in re.finditer(rf"(?<!\w){re.escape(way.lower())}(?!\w)", lowered):
                    found.append(Mention(match.start(), clause[match.start() : match.end()], key))
        for match in _ROLE.finditer(clause):
            found.append(Mention(match.start(), match[0], None, "role"))
        for match in _NAME.finditer(clause):
            words = match[0].split()
            skipped = 0
            while words and words[0].lower() in _NO_NAMES:
                skipped += len(words[0]) + 1
                words = words[1:]
            if words:
                name = " ".join(words).removesuffix("’s").removesuffix("'s")
                found.append(Mention(match.start() + skipped, name, self.own(name)))
        for match in _PRONOUN.finditer(clause):
            found.append(Mention(match.start(), match[0].lower(), None, "pronoun"))
        return _distinct(found)


def _distinct(found: Iterable[Mention]) -> list[Mention]:
    """The mentions in order; of two that overlap the one that is ours, then the longer."""
    kept: list[Mention] = []
    for each in sorted(found, key=lambda each: (each.ours is None, -len(each.name))):
        if all(each.at + len(each.name) <= other.at or other.at + len(other.name) <= each.at for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.at)


def _parts(name: str) -> list[str]:
    words = [word.strip(".,").lower() for word in re.split(r"[\s]+", name.replace("’", "'"))]
    while words and words[0] in _TITLES:
        words = words[1:]
    return [word.removesuffix("'s") for word in words if word]


def subject(clause: str, people: People, *, verb_first: bool) -> Mention | None:
    """Whoever the clause says is speaking; None where nobody is. `verb_first`: it follows the marks (…, said X)."""
    if according := _ACCORDING.search(clause):
        return _first(people.mentions(clause[according.end() :]))
    verbs = list(_VERB.finditer(clause))
    if not verbs:
        return None
    if verb_first:
        verb = verbs[0]
        before = people.mentions(clause[: verb.start()])
        if not before:
            return _first(people.mentions(clause[verb.end() :]))
        return _before(clause[: verb.start()], people)
    verb = verbs[-1]
    return (
        _before(clause[: verb.start()], people)
        or (_before(clause[: verbs[0].start()], people) if len(verbs) > 1 else None)
        or _first(people.mentions(clause[verb.end() :]))
    )


def _before(clause: str, people: People) -> Mention | None:
    """The subject of a verb that follows the clause: in its last part, or before the words set between commas."""
    parts = [part for part in re.split(r"\s*[,–—;]\s*", clause)]
    last = parts[-1].strip()
    found = people.mentions(last) if last else []
    if found:
        return _ours_or_first(found)
    every = [(part, people.mentions(part)) for part in parts[:-1] if part.strip()]
    persons = [
        found
        for part, found in every
        if found and not re.match(r"(?:in|on|at|after|before|speaking|during|following)\b", part.strip(), re.I)
    ]
    if persons:
        return _ours_or_first(persons[0])
    return _first(people.mentions(clause))


def _ours_or_first(found: list[Mention]) -> Mention:
    """A role with our name in it (a spokesperson for us) is ours."""
    if found[0].kind == "role":
        return next((each for each in found if each.ours), found[0])
    return found[0]


def _first(found: list[Mention]) -> Mention | None:
    return _ours_or_first(found) if found else None
