"""Prompt files: read, checked and kept."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

FOLDER = Path(__file__).parent
ALIASES = ("default", "extract", "draft")
_FILE = re.compile(r"\A\+\+\+\n(?P<head>.*?)^\+\+\+\n\s*^## System\n(?P<system>.*?)^## User\n(?P<user>.*)\Z", re.S | re.M)


class PromptError(ValueError):
    """A prompt file, or what is put into it, is not as declared. The text names the prompt and the input, not its content."""


@dataclass(frozen=True)
class Input:
    """One thing a prompt is filled with. `most` counts characters; `items` says that it is a list."""

    most: int
    items: bool = False
    trusted: bool = False


@dataclass(frozen=True)
class Prompt:
    """One prompt as its file says. `sha256` (hex) is over the whole file; `model` is an alias, not a model's name."""

    name: str
    version: int
    purpose: str
    model: str
    inputs: Mapping[str, Input]
    system: str
    user: str
    sha256: str


def names(folder: Path = FOLDER) -> list[str]:
    """Every prompt there is."""
    return sorted(file.stem for file in folder.glob("*.md"))


@cache
def load(name: str) -> Prompt:
    """The prompt of that name. PromptError where there is none or its file is not in order."""
    file = FOLDER / f"{name}.md"
    if name not in names():
        raise PromptError(f"There is no prompt {name!r}.")
    return read(name, file.read_text(encoding="utf-8"))


def read(name: str, text: str) -> Prompt:
    """The prompt that `text` describes; PromptError with every fault found."""
    found = _FILE.match(text)
    if found is None:
        raise PromptError(f"{name}: expected +++ TOML +++, then ## System, then ## User.")
    head = _head(name, found["head"])
    prompt = Prompt(
        name=name, version=head["version"], purpose=head["purpose"], model=head["model"], inputs=head["inputs"],
        system=found["system"].strip(), user=found["user"].strip(), sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    faults = list(_faults(prompt))
    if faults:
        raise PromptError(f"{name}: " + " ".join(faults))
    return prompt


def _head(name: str, head: str) -> dict[str, Any]:
    try:
        told = tomllib.loads(head)
        inputs = {key: Input(**value) for key, value in told.pop("inputs", {}).items()}
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as problem:
        raise PromptError(f"{name}: the front matter can't be read: {problem}.") from None
    wanted = {"version": int, "purpose": str, "model": str}
    if set(told) != set(wanted) or not all(type(told[key]) is kind for key, kind in wanted.items()):
        raise PromptError(f"{name}: the front matter holds version (a number), purpose, model and inputs, and nothing else.")
    return told | {"inputs": inputs}


def _faults(prompt: Prompt) -> list[str]:
    faults = [] if prompt.model in ALIASES else [f"Unknown model alias {prompt.model!r}."]
    if prompt.version < 1:
        faults.append("Versions count from 1.")
    for part in (prompt.system, prompt.user):
        if not Template(part).is_valid():
            faults.append("A $ that starts no name is written $$.")
    in_system, in_user = (set(Template(part).get_identifiers()) for part in (prompt.system, prompt.user))
    faults += [f"${name} is used and not declared." for name in sorted((in_system | in_user) - set(prompt.inputs))]
    faults += [f"{name} is declared and not used." for name in sorted(set(prompt.inputs) - in_system - in_user)]
    for name, declared in prompt.inputs.items():
        if declared.trusted:
            continue
        if name in in_system:
            faults.append(f"${name} is not trusted and stands in System.")
        places = len(re.findall(rf"\$\{{?{name}\b", prompt.user))
        if name in in_user and (places != 1 or f"<{name}>\n${name}\n</{name}>" not in prompt.user):
            faults.append(f"${name} is not trusted: it stands once, on its own line between <{name}> and </{name}>.")
    return faults
