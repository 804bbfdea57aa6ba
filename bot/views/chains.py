"""Approval chains on screen: what each means in plain sentences, and the form that sets one."""

from __future__ import annotations

from bot.inquiries import user_of
from bot.models import Sensitivity, StatementKind
from bot.statements import KINDS, MOST, Chain, Route, Routes, step_name
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    button,
    choice,
    choices,
    divider,
    escaped,
    field,
    modal,
    note,
    persons,
    section,
    typed,
)

ANY = "any"
LEVEL = {Sensitivity.ROUTINE: "routine", Sensitivity.SENSITIVE: "sensitive", Sensitivity.CRISIS: "crisis"}


def chains(found: Routes) -> Block:
    """Every chain in a sentence, each with a way to change it."""
    blocks: list[Block] = [
        note(
            "Whose word a statement needs before it may leave. The most specific chain counts: for its kind and sensitivity, "
            "else for its sensitivity. What is asked for already keeps the chain it was asked under"
            + (f" ({found.pending} now)." if found.pending else ".")
        )
    ]
    for one in found.routes:
        blocks.append(section(f"*{escaped(title(one.kind, one.sensitivity))}*\n{sentence(found, one)}", _change(one)))
    blocks += [divider(), actions(button("Set a chain for a kind…", "chain_new"))]
    return modal("Approval chains", blocks)


def _change(one: Route) -> Block:
    value = f"{one.kind.value if one.kind else ANY}:{one.sensitivity.value}"
    return button("Change", f"chain_edit:{value}", value)


def title(kind: StatementKind | None, sensitivity: Sensitivity) -> str:
    """ "Press release, sensitive"; "Any statement, crisis"."""
    return f"{KINDS[kind].label if kind else 'Any statement'}, {LEVEL[sensitivity]}"


def sentence(found: Routes, one: Route) -> str:
    """What a chain means, in mrkdwn."""
    chain, level = one.chain, LEVEL[one.sensitivity]
    said = f"{(', then ' if chain.in_order else ' and ').join(_steps(found, chain, level))} must approve it"
    if len(chain.steps) > 1:
        said += ", one after the other" if chain.in_order else ", all asked at once"
        said += ". Each is another person"
    if chain.row is None:
        said += ". Nobody's word counts for what they wrote, unless they are the only approver." if chain.two_pairs else "."
        return f"{said} _What the desk does by itself._"
    return said + (
        ". Nobody's word counts for what they wrote."
        if chain.two_pairs
        else ". A writer may approve their own words, which is shown."
    )


def _steps(found: Routes, chain: Chain, level: str) -> list[str]:
    said = []
    for number, step in enumerate(chain.steps):
        whom = " or ".join(map(escaped, found.names(step))) or f"anybody who may approve {level} matters"
        said.append(
            f"{escaped(step_name(step, number))} ({whom})" if step.name else whom[:1].upper() + whom[1:] if not number else whom
        )
    return said


def chain(found: Routes | None = None) -> Block:
    """The form of one chain; without one, of a kind and a sensitivity still to be chosen."""
    one = found.routes[0] if found else None
    blocks: list[Block] = []
    if one is None:
        kinds = {ANY: "Any statement", **{kind.value: kind_of.label for kind, kind_of in KINDS.items()}}
        blocks += [
            field("Statements", choice("kind", kinds, ANY), optional=False),
            field("Sensitivity", choice("sensitivity", words.by_value(words.SENSITIVITY), "sensitive"), optional=False),
        ]
    own = one.chain if one is not None and one.chain.row is not None else None
    for number in range(MOST):
        step = own.steps[number] if own and number < len(own.steps) else None
        blocks += [
            field(f"Step {number + 1}", typed(f"name_{number}", step.name if step else "", most=60, example="Lead, Legal, Director …"),
                  hint="A name without people: anybody who may approve it. Neither: no such step." if not number else ""),
            field(f"Step {number + 1}: any one of", persons(f"people_{number}", [user_of(who) for who in step.members] if step else [])),
        ]  # fmt: skip
    blocks += [
        field("Ask", choice("order", {"order": "One step after another", "together": "All at once"},
                            "together" if own and not own.in_order else "order"), optional=False),
        field("Two pairs of eyes", choices("pairs", {"yes": "Nobody's word counts for what they wrote"},
                                           ["yes"] if own is None or own.two_pairs else [], boxes=True)),
        note("Whoever is named may decide that step, whatever their role. At least one step needs an approver of that sensitivity. "
             "No step at all: back to what the desk does by itself."),
    ]  # fmt: skip
    carries = {"k": one.kind.value if one.kind else ANY, "l": one.sensitivity.value} if one else {}
    return modal(
        "Approval chain", ([note(f"*{escaped(title(one.kind, one.sensitivity))}*")] if one else []) + blocks,
        callback_id="chain_save", submit="Save", close="Cancel", carries=carries,
    )  # fmt: skip
