"""Overrides: doubts that an approver saw and let stand, with a reason. They are part of what was approved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from bot.models import Decision
from bot.statements.checks import Doubt


def stored(found: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Doubts as a decision keeps them."""
    return [{"sentence": one.sentence, "rules": sorted(one.rules)} for one in found]


def fingerprint(found: Sequence[Doubt]) -> str:
    """A short hash of the doubts that stand in the way, which a button carries: what was shown is what is overridden."""
    said = json.dumps(stored(found), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16] if found else ""


def covered(found: Iterable[Doubt], decisions: Iterable[Decision]) -> bool:
    """Whether one of these decisions let each of the doubts stand, rule by rule."""
    kept = [(one["sentence"], set(one["rules"])) for decision in decisions for one in decision.overrides]
    return all(any(one.sentence == text and set(one.rules) <= rules for text, rules in kept) for one in found)


def let_stand(found: Sequence[Doubt], decisions: Sequence[Decision]) -> tuple[list[Doubt], list[tuple[Decision, list[Doubt]]]]:
    """The doubts that nobody let stand, and for each decision that let some stand those it was the last to."""
    left, let = list[Doubt](), dict[int, tuple[Decision, list[Doubt]]]()
    for one in found:
        by = next((said for said in reversed(decisions) if one.blocks and covered([one], [said])), None)
        if by is None:
            left.append(one)
        else:
            let.setdefault(by.id or 0, (by, []))[1].append(one)
    return left, list(let.values())
