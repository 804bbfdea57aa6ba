"""How well what is said of an answer agrees with a person: `python -m tests.rehearsed tests/data/rehearsals/development.json`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.grounding import Source
from bot.rehearsals import Closed, Feedback, Ground, Message, feedback

DATA = Path(__file__).parent / "data" / "rehearsals"
RULES = ("messages", "bridge", "off_limits", "figures", "jargon", "repeats", "no_comment")


@dataclass
class Tally:
    """What was found of what a person marked, by rule; `wrong` says where the two differ."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def precision(self, rule: str) -> float:
        """Of what was said, how much a person says too; 1 where nothing was said."""
        said = self.right[rule] + self.extra[rule]
        return self.right[rule] / said if said else 1.0

    def recall(self, rule: str) -> float:
        """Of what a person says, how much was said; 1 where there is nothing to say."""
        there = self.right[rule] + self.missed[rule]
        return self.right[rule] / there if there else 1.0


def measure(file: Path) -> Tally:
    """Every answer of a file against its labels."""
    told = json.loads(file.read_text(encoding="utf-8"))
    tally = Tally()
    for one in told["answers"]:
        found = feedback(one["answer"], question=one["question"], ground=ground(told["contexts"][one["context"]]))
        for rule in RULES:
            _compare(tally, rule, one, said(found, rule))
    return tally


def ground(kept: dict[str, Any]) -> Ground:
    return Ground(
        topic=kept["topic"], organisation=kept["organisation"], messages=[Message(one, text, tuple(proofs)) for one, text, proofs in kept["messages"]],
        bridges=kept["bridges"], rows=[Source(one, kind, text) for one, kind, text in kept["rows"]], not_for=kept["not_for"],
        closed=[Closed(*one) for one in kept["closed"]], today=date(2026, 11, 23),
    )  # fmt: skip


def said(found: Feedback, rule: str) -> list[str]:
    """What the rules say, in the words of the labels."""
    if rule == "messages":
        return [one.about for one in found.of("message", good=True)]
    if rule == "bridge":
        return ["yes"] if any(one.about for one in found.of("bridge")) else []
    if rule == "off_limits":
        return ["secret" if "Once it is said" in one.reason else one.about for one in found.of("off_limits")]
    if rule == "figures":
        return [one.about for one in found.of("figure")]
    if rule == "jargon":
        return [one.about for one in found.of("jargon")]
    return ["yes"] if found.of("repeats" if rule == "repeats" else "no_comment") else []


def _compare(tally: Tally, rule: str, one: dict[str, Any], found: list[str]) -> None:
    label = one[rule]
    wanted = (["yes"] if label else []) if isinstance(label, bool) else list(label)
    left = list(found)
    for each in wanted:
        hit = next((other for other in left if _is_same(each, other)), None)
        if hit is None:
            tally.missed[rule] += 1
            tally.wrong.append(f"{one['id']} {rule}: missed {each!r}")
        else:
            left.remove(hit)
            tally.right[rule] += 1
    for each in left:
        tally.extra[rule] += 1
        tally.wrong.append(f"{one['id']} {rule}: {each!r} is none")


def _is_same(label: str, found: str) -> bool:
    """Whether both mean the same words: one may have more of them than the other."""
    one, other = label.casefold(), found.casefold()
    return one in other or other in one


def lines(tally: Tally) -> Iterator[str]:
    for rule in RULES:
        there = tally.right[rule] + tally.missed[rule]
        yield f"{rule:11} precision {tally.precision(rule):4.0%}  recall {tally.recall(rule):4.0%}  ({there} there)"
    yield from tally.wrong


if __name__ == "__main__":
    print("\n".join(lines(measure(Path(sys.argv[1])))))
