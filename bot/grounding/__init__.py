"""Grounding: whether the sentences of a draft say anything that the approved rows they cite do not say.

It is made of words and signs, not of meaning, and asks no model: the same draft has the same verdict everywhere.
"""

from bot.grounding.checks import check
from bot.grounding.drafts import checked
from bot.grounding.shapes import RULES, Sentence, Source, Verdict

__all__ = ["RULES", "Sentence", "Source", "Verdict", "check", "checked"]
