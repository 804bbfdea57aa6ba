"""Rehearsals on screen: the first message, a question, what is said of an answer, the score sheet, and who may see it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Member
from bot.rehearsals import POINTS, Choices, Feedback, Point, RehearsalRecord, Remark, points
from bot.rehearsals.scores import MOST
from bot.text import shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    date,
    divider,
    escaped,
    fallback,
    field,
    header,
    italic,
    line,
    modal,
    note,
    persons,
    quote,
    rich,
    section,
    sure,
)

TITLE = "A rehearsal"
QUOTED = 160
BAD = {"off_limits": "⛔", "figure": "⛔", "length": "⏱️", "jargon": "🗣️"}
RULE = {
    "off_limits": "Off limits", "figure": "Unapproved figure", "no_comment": "No comment", "repeats": "Their words", "message": "Message",
    "bridge": "Bridge", "jargon": "Jargon", "length": "Length",
}  # fmt: skip
PRIVATE = (
    "🔒 Only you see this: not the desk, not an admin, no report, no export. At the end you choose whether it is kept and who may see it. Else all of it "
    "is forgotten: when you say so, or after a day without a word. Two things are not the desk's to forget: what you write yourself stays in this chat "
    "until you delete it, and a backup of the database that was made meanwhile holds it."
)


def intro(found: RehearsalRecord, *, model_at: str = "") -> list[Block]:
    """The first message. `model_at` is the host of the model that is asked for questions."""
    row = found.rehearsal
    if row.forgotten_at is not None:
        return [note("🧹 A rehearsal of yours began here. It is forgotten: the desk keeps nothing of it.")]
    about = f"{found.reference}  " if found.reference else ""
    blocks: list[Block] = [header(TITLE), rich(line(bold(about), shortened(row.topic, 250)))]
    if not found.running:
        return [
            *blocks,
            note("It is over. " + ("You kept its score sheet." if row.kept_at else "The score sheet stands below.")),
        ]
    blocks.append(
        section(
            "I play a hostile interviewer, one question at a time. *Answer here, in your own words, as you would say it aloud.* Say `skip` to go on, "
            "`stop` to end it. Edit your message to try an answer again: what is said of it follows."
        )
    )
    blocks.append(_messages(found))
    blocks.append(note(PRIVATE))
    if model_at:
        told = (
            f"From the second on, questions are written by the model at {escaped(model_at)}. It is sent the topic, approved lines, and your answers, except "
            "those in which something was off limits. What is said of an answer is made by rules, here."
        )
        blocks += [note(told), actions(button("Without the model", "rehearsal_no_model", str(row.id)))]
    return blocks


def _messages(found: RehearsalRecord) -> Block:
    ground = found.ground
    if not ground.messages:
        return note(
            "No message house or line is near this topic, so nothing can be said about messages. `house` and `lines` write them."
        )
    rows: list[list[Part]] = [[bold(f"{one.reference}  "), shortened(one.text, QUOTED)] for one in ground.messages]
    return rich(line("What you came to say:"), bullets(rows))


def question(found: RehearsalRecord, number: int) -> list[Block]:
    """One question; its buttons are there while it waits."""
    row = found.rehearsal
    blocks: list[Block] = [rich(line(bold(f"Question {number + 1} of {len(row.questions)}")), quote(row.questions[number]))]
    if found.asking == number:
        blocks.append(
            actions(
                button("Skip", "rehearsal_skip", f"{row.id}:{number}"),
                button("Stop", "rehearsal_stop", str(row.id)),
                block_id=f"asked:{row.id}:{number}",
            )
        )
    elif number < len(row.turns) and not row.turns[number]["answer"]:
        blocks.append(note("Passed over."))
    return blocks


def question_text(found: RehearsalRecord, number: int) -> str:
    """Its notification."""
    return fallback(f"Question {number + 1}: {found.rehearsal.questions[number]}")


def feedback(found: RehearsalRecord, number: int) -> list[Block]:
    """What is said of one answer: what to change first, then what to keep."""
    one = found.feedbacks[number]
    if one is None:
        return [note(f"You took your answer to question {number + 1} back. It is forgotten.")]
    return [
        rich(
            line(bold(f"Answer {number + 1}: {points(one)} of {MOST}"), f"  ·  {_length(one)}"),
            bullets([_remark(each) for each in one.remarks]),
        )
    ]


def feedback_text(number: int) -> str:
    """Its notification, which quotes nothing."""
    return f"On your answer {number + 1}"


def _length(one: Feedback) -> str:
    return f"{one.seconds} {'second' if one.seconds == 1 else 'seconds'}, {one.words} {'word' if one.words == 1 else 'words'}"


def _remark(one: Remark) -> list[Part]:
    sign = "✅" if one.good else BAD.get(one.rule, "⚠️")
    parts: list[Part] = [f"{sign} ", bold(f"{RULE[one.rule]}. "), one.reason]
    if one.quoted and one.quoted not in one.reason:
        parts += [" ", italic(f"“{shortened(one.quoted, QUOTED)}”")]
    if one.instead:
        parts.append(f" → {shortened(one.instead, QUOTED)}")
    return parts


def sheet(found: RehearsalRecord) -> list[Block]:
    """The score sheet of one's own, with what may be done with it."""
    row = found.rehearsal
    forget = button(
        "Forget it", "rehearsal_forget", str(row.id), style="danger",
        sure=sure("Forget this rehearsal?", "Questions, answers and score go, here and wherever it was shown. It can't be taken back.", "Forget it"),
    )  # fmt: skip
    blocks = [header("Your score sheet"), *_sheet(found), note(escaped(POINTS))]
    if row.kept_at is None:
        told = "Not kept unless you say so: without a word it is forgotten in a day."
        return [
            *blocks,
            section(told),
            actions(button("Keep it…", "rehearsal_keep", str(row.id), style="primary"), forget, block_id=f"sheet:{row.id}"),
        ]
    told = f"💾 Kept for you{_with(found.people)}. `rehearse` finds it again."
    return [
        *blocks,
        section(escaped(told)),
        actions(button("Who may see it…", "rehearsal_keep", str(row.id)), forget, block_id=f"sheet:{row.id}"),
    ]


def shown(found: RehearsalRecord) -> list[Block]:
    """The same for somebody who was let see it, with the answers."""
    about = f"{found.reference}  {found.rehearsal.topic}".strip()
    who = f"{found.member.name} shows you a rehearsal, and nobody else but whom they chose. Please pass it on to nobody."
    return [
        header("A rehearsal"),
        rich(line(bold(shortened(about, 250)))),
        section(escaped(who)),
        *_sheet(found),
        divider(),
        *_answers(found),
    ]


def view(found: RehearsalRecord, *, own: bool) -> Block:
    """A kept one, opened again."""
    blocks = [*sheet(found)[1:-1], divider(), *_answers(found)] if own else shown(found)[1:]
    return modal("Rehearsal", blocks)


def _sheet(found: RehearsalRecord) -> list[Block]:
    one = found.sheet
    asked = zip(found.rehearsal.turns, one.points, found.feedbacks, strict=True)
    rows: list[list[Part]] = [
        [
            bold(f"{got} of {MOST}" if got is not None else "–"),
            f"  {shortened(turn['question'], 110)}",
            f"  ({each.seconds} s)" if each else "  (no answer)",
        ]
        for turn, got, each in asked
    ]
    blocks: list[Block] = [
        rich(line(bold(f"{one.total} of {one.most}"), _average(one.seconds, one.answered)), bullets(rows, numbered=True))
    ]
    names = {each.reference: each.text for each in found.ground.messages}
    if names:
        got = [
            [f"✅ {reference}  {shortened(names[reference], 110)}", f"  ×{one.got[reference]}"]
            for reference in names
            if reference in one.got
        ]
        missed = [[f"– {reference}  {shortened(names[reference], 110)}"] for reference in one.missed if reference in names]
        blocks.append(rich(line(bold("Messages")), bullets([*got, *missed])))
    for title, found_points in (("Keep", one.keep), ("Change", one.change)):
        if found_points:
            blocks.append(rich(line(bold(title)), bullets([_point(each) for each in found_points], numbered=True)))
    return blocks


def _average(seconds: int, answered: int) -> str:
    return (
        f"  ·  {answered} {'answer' if answered == 1 else 'answers'}, {round(seconds / answered)} seconds on average"
        if answered
        else ""
    )


def _point(one: Point) -> list[Part]:
    times = f" ({one.times} answers)" if one.times > 1 else f" (answer {one.number})"
    parts: list[Part] = [bold(f"{RULE[one.rule]}{times}. "), one.what]
    if one.quoted and one.quoted not in one.what:
        parts += [" ", italic(f"“{shortened(one.quoted, QUOTED)}”")]
    return [*parts, f" → {shortened(one.instead, QUOTED)}"] if one.instead else parts


def _answers(found: RehearsalRecord) -> list[Block]:
    return [
        rich(line(bold(f"{number}. "), shortened(turn["question"], 300)), quote(shortened(turn["answer"], 900)))
        for number, turn in enumerate(found.rehearsal.turns, 1) if turn["answer"]
    ]  # fmt: skip


def _with(people: Sequence[Member]) -> str:
    names = [one.name for one in people]
    return f", and shown to {', '.join(names)}" if names else " alone"


def keeping(found: RehearsalRecord) -> Block:
    """Who may see it besides oneself."""
    users = [one.user_id for one in found.people]
    hint = "Leave it empty to keep it for yourself. Whom you choose sees the questions, your answers and the score sheet; you can take that back."
    blocks = [
        section("The score sheet is kept with its questions and answers until you forget it."),
        field("Who else may see it?", persons("people", users, example="Nobody else"), hint=hint),
    ]
    return modal(
        "Keep the rehearsal",
        blocks,
        callback_id="rehearsal_keep",
        submit="Keep",
        close="Cancel",
        carries={"r": found.rehearsal.id},
    )


def menu(found: Choices, command: str) -> list[Block]:
    """What the bare command shows."""
    blocks: list[Block] = [header("Rehearse an interview")]
    if found.running is not None:
        told = "A rehearsal waits for your answer in your direct messages with me."
        blocks.append(section(told, button("Stop it", "rehearsal_stop", str(found.running.rehearsal.id))))
    for one in found.interviews:
        blocks.append(rich(line(bold(f"{one.reference}  "), shortened(one.topic, 150), "  ", date(one.starts_at))))
        blocks.append(
            actions(button(f"Rehearse {one.reference}", "rehearse_start", one.reference), block_id=f"rehearse:{one.reference}")
        )
    if not found.interviews:
        blocks.append(section("No interview of yours is booked."))
    for each in found.kept:
        blocks.append(
            rich(
                line(
                    "💾 ",
                    bold(f"{each.member.name}  "),
                    shortened(each.rehearsal.topic, 120),
                    "  ",
                    date(each.rehearsal.started_at),
                )
            )
        )
        blocks.append(actions(button("Show", "rehearsal_show", str(each.rehearsal.id)), block_id=f"kept:{each.rehearsal.id}"))
    blocks.append(
        note(
            f"`{command} rehearse I-4`, `{command} rehearse PR-12` or `{command} rehearse night shelter`: six hostile questions in your direct messages, for your eyes only."
        )
    )
    return blocks
