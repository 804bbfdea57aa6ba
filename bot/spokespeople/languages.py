"""Languages, however they were written: "German", "de", "de-AT" and "Deutsch" are one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bot.text import folded

# The code of ISO 639-1, the English name, and what its speakers call it.
NAMES = """
en english
de german deutsch
fr french francais
es spanish espanol castellano castilian
it italian italiano
pt portuguese portugues
nl dutch nederlands flemish
pl polish polski
ro romanian romana
cs czech cestina
sk slovak slovencina
hu hungarian magyar
sv swedish svenska
da danish dansk
no norwegian norsk nb bokmal
fi finnish suomi
el greek ellinika
ru russian
uk ukrainian
tr turkish turkce
ar arabic
fa persian farsi dari
ur urdu
hi hindi
bn bengali bangla
pa punjabi panjabi
so somali soomaali
zh chinese mandarin cantonese
ja japanese
cy welsh cymraeg
ga irish gaeilge
gd gaelic gaidhlig
"""


def code(language: str) -> str:
    """What a language is known by: its code where it is known, else the word itself, folded."""
    words = folded(language).split()
    return next((_codes()[one] for one in words[:1] if one in _codes()), " ".join(words))


def shared(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Those of our languages that are theirs too, as we write them."""
    wanted = {code(one) for one in theirs}
    return [one for one in ours if code(one) in wanted]


@cache
def _codes() -> dict[str, str]:
    return {word: line.split()[0] for line in NAMES.strip().splitlines() for word in line.split()}
