"""Recall: what did we say last time? The nearest words that were approved and went out, on the record."""

from bot.recall.answers import SHOWN, PastAnswer, answered, before, lapsed, past_answers, said
from bot.recall.releases import Given, given, on_record

__all__ = ["SHOWN", "Given", "PastAnswer", "answered", "before", "given", "lapsed", "on_record", "past_answers", "said"]
