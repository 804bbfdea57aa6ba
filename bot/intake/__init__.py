"""Intake: what a pasted or forwarded text says, before a person confirms it."""

from bot.intake.extraction import Extraction, as_json, extract, extract_file
from bot.intake.sensitivity import DEFAULT_SENSITIVE_WORDS
from bot.intake.texts import is_verbatim

__all__ = ["DEFAULT_SENSITIVE_WORDS", "Extraction", "as_json", "extract", "extract_file", "is_verbatim"]
