"""Prompts: what is said to the model. One Markdown file each, checked when it is loaded and again when it is filled.

A file is TOML between two `+++` lines (`version`, `purpose`, `model`, `[inputs]`), then `## System` and `## User`. An input is
text or a list of items, and stands as `$name` in User, alone between `<name>` and `</name>`. One that our own code or settings
supply (`trusted = true`) may stand anywhere. `most` is how many characters of it are sent at the most.
"""

from prompts.files import Input, Prompt, PromptError, load, names
from prompts.filling import Item, Rendered, fill
from prompts.inputs import UNTRUSTED_SIGNS, as_data

__all__ = [
    "UNTRUSTED_SIGNS", "Input", "Item", "Prompt", "PromptError", "Rendered", "as_data", "fill", "load", "names",
]  # fmt: skip
