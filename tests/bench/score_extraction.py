"""Score the rules of `bot.intake` on labelled inquiries: `python tests/bench/score_extraction.py FILE [FIRST LAST] [-v]`.

FILE is a JSON list of `id, text, received_at, org_tz, is_inquiry, gold`. FIRST and LAST cut a slice; -v prints misses.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.intake import as_json, extract

Case = tuple[dict[str, Any], dict[str, Any]]
LISTS = ("journalists", "emails", "phones", "questions", "request_types")


def words(text: str) -> Counter[str]:
    """Count the words of `text`, without case or punctuation."""
    return Counter(re.findall(r"\w+", text.casefold()))


def same_question(found: str, gold: str) -> bool:
    """Say whether at least 80 % of the longer one's words are in both."""
    a, b = words(found), words(gold)
    return sum((a & b).values()) >= 0.8 * max(sum(a.values()), sum(b.values()), 1)


def same_phone(found: str, gold: str) -> bool:
    """Compare the digits; spelled-out numbers by their words."""
    a, b = re.sub(r"\D", "", found), re.sub(r"\D", "", gold)
    return a == b if len(b) > 3 else words(found) == words(gold)


def same_name(found: str, gold: str) -> bool:
    """Compare without case and spaces at the ends."""
    return found.strip().casefold() == gold.strip().casefold()


def outlet_key(outlet: str | None) -> str:
    """Return the outlet without its leading "The", in lower case."""
    return re.sub(r"^the\s+", "", (outlet or "").strip().casefold())


SAME: dict[str, Callable[[str, str], bool]] = {
    "journalists": same_name,
    "emails": same_name,
    "phones": same_phone,
    "questions": same_question,
    "request_types": same_name,
}


def match(found: Iterable[str], gold: Iterable[str], same: Callable[[str, str], bool]) -> tuple[int, int, int]:
    """Return hits, false ones and missed ones, each gold used once."""
    left, hits, false = list(gold), 0, 0
    for item in found:
        hit = next((g for g in left if same(item, g)), None)
        if hit is None:
            false += 1
        else:
            left.remove(hit)
            hits += 1
    return hits, false, len(left)


def f1(hits: int, false: int, missed: int) -> float:
    """Return F1 from the three counts; 1.0 where there was nothing to find and nothing was found."""
    return 2 * hits / (2 * hits + false + missed) if hits + false + missed else 1.0


def deadline_right(found: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Say whether the kind is right and an instant lies in its window (to the minute)."""
    if found["kind"] != gold["kind"]:
        return False
    if gold["kind"] != "instant":
        return True
    at = datetime.fromisoformat(found["at"])
    minute = timedelta(minutes=1)
    return datetime.fromisoformat(gold["lo"]) <= at < datetime.fromisoformat(gold["hi"]) + minute


def embargo_right(found: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Say whether there is one in both or neither, with the same instant."""
    if (found["words"] is None) != (gold["words"] is None):
        return False
    if gold["until"] is None or found["until"] is None:
        return gold["until"] == found["until"]
    return datetime.fromisoformat(found["until"]) == datetime.fromisoformat(gold["until"])


def is_grave(gold: dict[str, Any]) -> bool:
    """Say whether the label asks for care."""
    return gold["sensitivity"] in {"sensitive", "crisis"}


def score(cases: list[Case], report: Callable[[str], None] = lambda line: None) -> dict[str, float]:
    """Return each measure for pairs of (what was found, the labelled item)."""
    result: dict[str, float] = {}
    verdicts = Counter((found["is_inquiry"], item["is_inquiry"]) for found, item in cases)
    result["inquiry_f1"] = f1(verdicts[True, True], verdicts[True, False], verdicts[False, True])
    for found, item in cases:
        if found["is_inquiry"] != item["is_inquiry"]:
            report(f"{item['id']} is_inquiry: {found['is_inquiry']}")
    labelled = [(found, item["gold"], item["id"]) for found, item in cases if item["gold"]]
    for key in LISTS:
        total = Counter[str]()
        for found, gold, name in labelled:
            hits, false, missed = match(found[key], gold[key], SAME[key])
            total.update(hits=hits, false=false, missed=missed)
            if false or missed:
                report(f"{name} {key}:\n    found {found[key]}\n    gold  {gold[key]}")
        result[f"{key}_f1"] = f1(total["hits"], total["false"], total["missed"])
    checks: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
        "outlet": lambda f, g: outlet_key(f["outlet"]) == outlet_key(g["outlet"]),
        "deadline": lambda f, g: "deadline" not in g or deadline_right(f["deadline"], g["deadline"]),
        "terms": lambda f, g: f["terms"] == g["terms"],
        "embargo": lambda f, g: embargo_right(f["embargo"], g["embargo"]),
        "topic": lambda f, g: sum(k.casefold() in f["topic"].casefold() for k in g["topic_keywords"]) >= 2,
        "sensitivity": lambda f, g: f["sensitivity"] == g["sensitivity"],
    }
    for key, check in checks.items():
        wrong = [(f, g, name) for f, g, name in labelled if not check(f, g)]
        for found, gold, name in wrong:
            report(f"{name} {key}: found {found[key]!r} gold {gold.get(key, gold.get('topic_keywords'))!r}")
        result[f"{key}_accuracy"] = 1 - len(wrong) / max(len(labelled), 1)
    grave = Counter((is_grave(f), is_grave(g)) for f, g, _ in labelled)
    result["grave_recall"] = grave[True, True] / max(grave[True, True] + grave[False, True], 1)
    result["grave_precision"] = grave[True, True] / max(grave[True, True] + grave[True, False], 1)
    return result


def find_all(items: list[dict[str, Any]]) -> list[Case]:
    """Run the rules over labelled items."""
    return [
        (
            as_json(
                item["id"],
                extract(item["text"], received_at=datetime.fromisoformat(item["received_at"]), zone=item["org_tz"]),
            ),
            item,
        )
        for item in items
    ]


def main(arguments: list[str]) -> None:
    """Print one measure a line."""
    verbose = "-v" in arguments
    plain = [a for a in arguments if a != "-v"]
    items = json.loads(Path(plain[0]).read_text(encoding="utf-8"))
    if len(plain) == 3:
        items = items[int(plain[1]) : int(plain[2])]
    for key, value in score(find_all(items), print if verbose else lambda line: None).items():
        print(f"{key:22} {value:6.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
