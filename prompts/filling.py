"""Prompts filled: everything that was declared, nothing else, and never a silent cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import NamedTuple

from prompts.files import Input, Prompt, PromptError
from prompts.inputs import as_data

_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


class Item(NamedTuple):
    """One entry of a list input. `id` is ours (letters, digits, `.:-_`); `text` may be anybody's."""

    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """A prompt ready to be sent. `dropped` tells how many of the oldest items of an input did not fit."""

    prompt: Prompt
    system: str
    user: str
    dropped: Mapping[str, int]


def fill(prompt: Prompt, **values: str | Sequence[Item]) -> Rendered:
    """`prompt` with its inputs. A list comes oldest first; where it is too long its oldest items are left out, which the
    text and `dropped` say. PromptError where an input is missing, unknown, of the wrong kind or too long to be sent whole.
    """
    missing, unknown = sorted(set(prompt.inputs) - set(values)), sorted(set(values) - set(prompt.inputs))
    if missing or unknown:
        told = [f"{name} is missing." for name in missing] + [f"{name} is not declared." for name in unknown]
        raise PromptError(f"{prompt.name}: " + " ".join(told))
    texts: dict[str, str] = {}
    dropped: dict[str, int] = {}
    for name, value in values.items():
        declared = prompt.inputs[name]
        if isinstance(value, str) == declared.items:
            raise PromptError(f"{prompt.name}: {name} is {'a list of items' if declared.items else 'text'}.")
        if isinstance(value, str):
            texts[name] = _text(prompt, name, declared, value)
        else:
            texts[name], dropped[name] = _items(prompt, name, declared, value)
    return Rendered(
        prompt=prompt,
        system=Template(prompt.system).substitute(texts),
        user=Template(prompt.user).substitute(texts),
        dropped={name: count for name, count in dropped.items() if count},
    )


def _text(prompt: Prompt, name: str, declared: Input, value: str) -> str:
    text = as_data(value)
    if len(text) > declared.most:
        raise PromptError(f"{prompt.name}: {name} is {len(text):,} characters long; at most {declared.most:,} are sent.")
    return text


def _items(prompt: Prompt, name: str, declared: Input, value: Sequence[Item]) -> tuple[str, int]:
    if not all(_ID.fullmatch(item.id) for item in value):
        raise PromptError(f"{prompt.name}: an id in {name} is not one of ours.")
    blocks = [f'<item id="{item.id}">\n{as_data(item.text)}\n</item>' for item in value]
    kept: list[str] = []
    room = declared.most
    for block in reversed(blocks):
        if len(block) > room:
            break
        room -= len(block)
        kept.insert(0, block)
    left_out = len(blocks) - len(kept)
    if left_out:
        kept.insert(0, f"({left_out} older {'item was' if left_out == 1 else 'items were'} left out: too long to send.)")
    return "\n".join(kept) or "(none)", left_out
