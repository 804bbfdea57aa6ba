"""Whether the checker sees what is wrong in a draft, and leaves alone what is right; the targets stand in ``TARGETS``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from bot.grounding import Sentence, check
from tests.draft_mutations import GENERATORS, FactSet, expire, read_fact_sets

DRAFTS = Path(__file__).parent / "data" / "drafts"

# The share that must be blocked, and the mutations it is measured over. A mutation in no group has no target of its own.
TARGETS: dict[str, tuple[float, frozenset[str]]] = {
    "figures": (1.0, frozenset({"digit", "scale", "unit", "currency", "percent_points", "other_fact", "sign", "time"})),
    "dates": (1.0, frozenset({"date", "weekday"})),
    "quotes": (1.0, frozenset({"quote_word", "quote_cut", "quote_speaker"})),
    "addresses": (1.0, frozenset({"url", "email", "phone", "address"})),
    "backing": (1.0, frozenset({"uncited", "expired", "unknown_id"})),
    "names": (0.99, frozenset({"name_person", "name_place", "name_org", "name_acronym"})),
    "negation": (0.95, frozenset({"negation"})),
    "hedges": (0.95, frozenset({"hedge"})),
    "courtesies": (0.95, frozenset({"courtesy_claim"})),
    "absolutes": (0.9, frozenset({"absolute"})),
}
WRONGLY_BLOCKED = 0.03
RIGHTLY_NAMED = 0.9


@dataclass(frozen=True)
class Judged:
    """A hand-written sentence and what the checker said of it."""

    case: str
    sentence: Sentence
    mutation: str
    expect: frozenset[str]
    ok: bool
    rules: frozenset[str]

    def __str__(self) -> str:
        return f"{self.case} [{self.mutation}] {'passed' if self.ok else 'blocked by ' + ', '.join(sorted(self.rules))}: {self.sentence.text}"


@cache
def fact_sets() -> tuple[FactSet, ...]:
    return tuple(case for path in sorted(DRAFTS.glob("*.json")) for case in read_fact_sets(path))


@cache
def judged() -> tuple[Judged, ...]:
    found = []
    for case in fact_sets():
        verdicts = check([written.sentence for written in case.written], sources=case.sources, today=case.today)
        for written, verdict in zip(case.written, verdicts, strict=True):
            rules = frozenset(str(rule) for rule in verdict.rules)
            found.append(Judged(case.id, written.sentence, written.mutation, written.expect, verdict.ok, rules))
    return tuple(found)


@cache
def clean_passing() -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    for each in judged():
        if each.mutation == "clean" and each.ok and each.sentence.source_ids:
            found.setdefault(each.case, []).append(each.sentence)
    return found


def passing(case: FactSet) -> list[Sentence]:
    """The clean sentences that the checker lets through; broken, each of them must be stopped. Courtesies cite nothing to break."""
    return clean_passing().get(case.id, [])


def let_through(case: FactSet, sentences: list[Sentence]) -> list[str]:
    verdicts = check(sentences, sources=case.sources, today=case.today)
    return [
        f"{case.id} {sentence.source_ids}: {sentence.text}"
        for sentence, verdict in zip(sentences, verdicts, strict=True)
        if verdict.ok
    ]


def hold(misses: list[str], *, of: int, target: float) -> None:
    """Fails, with every miss on a line of its own, if less than ``target`` was blocked."""
    assert of, "nothing was measured"
    share = 1 - len(misses) / of
    assert share >= target, f"{share:.1%} of {of} blocked, {target:.0%} wanted; let through:\n" + "\n".join(misses)


def test_the_cases_are_many_and_every_mutation_is_among_them() -> None:
    mutations = [sentence.mutation for sentence in judged()]
    assert len(fact_sets()) >= 35
    assert mutations.count("clean") >= 120
    assert len(mutations) - mutations.count("clean") >= 350
    assert frozenset().union(*(group for _, group in TARGETS.values())) <= set(mutations)


@pytest.mark.parametrize("group", TARGETS)
def test_what_is_wrong_in_a_draft_is_blocked(group: str) -> None:
    target, mutations = TARGETS[group]
    measured = [sentence for sentence in judged() if sentence.mutation in mutations]
    hold([str(sentence) for sentence in measured if sentence.ok], of=len(measured), target=target)


def test_an_honest_paraphrase_passes() -> None:
    clean = [sentence for sentence in judged() if sentence.mutation == "clean"]
    blocked = [str(sentence) for sentence in clean if not sentence.ok]
    assert len(blocked) <= WRONGLY_BLOCKED * len(clean), f"{len(blocked)} of {len(clean)} wrongly blocked:\n" + "\n".join(
        blocked
    )


def test_what_is_blocked_is_blocked_for_what_is_wrong_with_it() -> None:
    blocked = [sentence for sentence in judged() if sentence.mutation != "clean" and not sentence.ok]
    misnamed = [
        f"{sentence} (should be {', '.join(sorted(sentence.expect))})"
        for sentence in blocked
        if not sentence.expect & sentence.rules
    ]
    assert blocked, "nothing was blocked"
    assert 1 - len(misnamed) / len(blocked) >= RIGHTLY_NAMED, f"{len(misnamed)} of {len(blocked)} misnamed:\n" + "\n".join(
        misnamed
    )


@pytest.mark.parametrize("kind", GENERATORS)
def test_an_honest_sentence_broken_in_one_place_is_blocked(kind: str) -> None:
    generate, target = GENERATORS[kind]
    misses, measured = [], 0
    for case in fact_sets():
        texts = [(sentence, text) for sentence in passing(case) for text in generate(sentence.text, case.cited(sentence))]
        measured += len(texts)
        misses += let_through(case, [replace(sentence, text=text) for sentence, text in texts])
    hold(misses, of=measured, target=target)


def test_an_honest_sentence_that_cites_nothing_is_blocked() -> None:
    bare = [(case, [replace(sentence, source_ids=()) for sentence in passing(case)]) for case in fact_sets()]
    hold(
        [miss for case, sentences in bare for miss in let_through(case, sentences)],
        of=sum(len(each) for _, each in bare),
        target=1.0,
    )


def test_an_honest_sentence_that_also_cites_what_is_not_there_is_blocked() -> None:
    astray = [
        (case, [replace(each, source_ids=(*each.source_ids, "nowhere")) for each in passing(case)]) for case in fact_sets()
    ]
    hold(
        [miss for case, sentences in astray for miss in let_through(case, sentences)],
        of=sum(len(each) for _, each in astray),
        target=1.0,
    )


def test_an_honest_sentence_whose_sources_have_run_out_is_blocked() -> None:
    late = [(expire(case), passing(case)) for case in fact_sets()]
    hold(
        [miss for case, sentences in late for miss in let_through(case, sentences)],
        of=sum(len(each) for _, each in late),
        target=1.0,
    )


def test_a_figure_that_only_another_source_has_is_blocked() -> None:
    misses, measured = [], 0
    for case in fact_sets():
        moved = [
            replace(sentence, source_ids=(other.id,))
            for sentence in passing(case)
            for other in case.sources
            if other.id not in sentence.source_ids
            and set(re.findall(r"\d\d+", sentence.text)) - set(re.findall(r"\d\d+", other.text))
        ]
        measured += len(moved)
        misses += let_through(case, moved)
    hold(misses, of=measured, target=1.0)
