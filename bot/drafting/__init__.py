"""Drafting: a first version of words, made of approved rows and of nothing else.

With a model, each of its sentences is held against the rows it cites; what they do not say is marked `[VERIFY: …]`. Without
one, or where it fails, the nearest rows stand there word for word. A person edits either and another approves it.
"""

from bot.drafting.drafts import LONGEST, NOTHING_APPROVED, Draft, assemble, draft
from bot.drafting.sentences import DraftedStatement, DraftSentence, Sentence, sentences_so_far, split, without_strange_contacts

__all__ = [
    "LONGEST",
    "NOTHING_APPROVED",
    "Draft",
    "DraftSentence",
    "DraftedStatement",
    "Sentence",
    "assemble",
    "draft",
    "sentences_so_far",
    "split",
    "without_strange_contacts",
]  # fmt: skip
