"""The heart on screen: for whoever asks, at the foot of Home, and as the daily line."""

from __future__ import annotations

from bot.heart import DEAD_SHOWN, Heart, Needs
from bot.views.blocks import Block, Part, actions, bold, bullets, button, date, header, line, note, rich, section

PROCESSES = 6


def status(heart: Heart) -> list[Block]:
    """How the desk is, line by line, and for admins what is stuck, each with a way to try again."""
    blocks: list[Block] = [
        header("How the desk is"),
        rich(
            line(bold("💚 Ticking" if heart.ticking else "🔴 Not ticking: nobody is reminded"), *_beat(heart)),
            line(bold("Next due: "), *([date(heart.next_due)] if heart.next_due else ["nothing"])),
            line(bold("Waiting work: "), _queues(heart), *_oldest(heart)),
            line(bold("Stuck work: "), str(heart.dead_count)),
            line(bold("On duty: "), heart.on_duty.name if heart.on_duty else "nobody"),
            line(bold("Database: "), heart.database),
            line(bold("Model: "), heart.model or "none; the desk works without one"),
        ),
    ]
    if len(heart.beats) > 1:
        each: list[list[Part]] = [[f"{beat.process}  since ", date(beat.started_at), ", last tick ", date(beat.ticked_at, "{time_secs}")]
                for beat in heart.beats[:PROCESSES]]  # fmt: skip
        blocks.append(rich(line(bold("Processes")), bullets(each)))
    for job in heart.dead:
        blocks.append(rich(line(bold(f"{job.kind}  "), f"given up after {job.attempts}: {job.error}  ", date(job.created_at))))
        blocks.append(actions(button("Try again", f"work_retry:{job.id}", str(job.id))))
    if heart.dead and heart.dead_count > DEAD_SHOWN:
        blocks.append(note(f"…and {heart.dead_count - DEAD_SHOWN} more."))
    if heart.dead_count and not heart.dead:
        blocks.append(note("An admin can look at what is stuck and try it again."))
    return blocks


def foot(heart: Heart) -> list[Block]:
    """The same in two lines, for Home."""
    stuck = f" · 🔴 {heart.dead_count} stuck" if heart.dead_count else ""
    ticking = "💚 The desk ticks" if heart.ticking else "🔴 The desk does not tick"
    return [
        rich(
            line("On duty: ", bold(heart.on_duty.name if heart.on_duty else "nobody")),
            line(f"{ticking}{stuck} · next due: ", *([date(heart.next_due)] if heart.next_due else ["nothing"])),
        ),
        actions(
            button("How the desk is", "status_open"), button("Duty rota", "duty_open"), button("Hand over", "handover_open"),
            button("Out of office", "absence_open"),
        ),
    ]  # fmt: skip


def daily(found: Needs) -> list[Block]:
    """The daily line. That it comes at all says that the clock ticks."""
    return [section(daily_text(found)), actions(button("How the desk is", "status_open"))]


def daily_text(found: Needs) -> str:
    if found.clear:
        return f"💚 All clear: {found.open} open, none overdue, none without an owner, nothing stuck."
    counts = (
        (found.overdue, "overdue"), (found.unowned, "without an owner"), (found.unacknowledged, "not acknowledged in time"),
        (found.dead, "pieces of work stuck"), (found.late_jobs, "posts late"),
    )  # fmt: skip
    return "🔴 Needs you: " + ", ".join(f"{count} {what}" for count, what in counts if count) + "."


def _beat(heart: Heart) -> list[Part]:
    return ["  last tick ", date(heart.beats[0].ticked_at, "{time_secs}")] if heart.beats else ["  no tick yet"]


def _queues(heart: Heart) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in heart.queues.items()) or "none"


def _oldest(heart: Heart) -> list[Part]:
    return [", the oldest from ", date(heart.oldest, "{time_secs}")] if heart.oldest else []
