"""Approvals: look, approve, send back, hold, say that a condition is met, release without one and review that."""

from __future__ import annotations

import re

from bot import statements
from bot.errors import DeskError
from bot.views import approval_news as news
from bot.views import approvals as views
from bot.views.blocks import modal
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("approval_approve", approve)
    listeners.action("approval_send_back", send_back)
    listeners.action("approval_despite", despite)
    listeners.action("approval_more", more)
    listeners.action("approval_lift", lift)
    listeners.action("approval_emergency", emergency)
    listeners.action(re.compile(r"approval_look:\d+"), look)
    listeners.action(re.compile(r"approval_met:\d+"), met)
    listeners.action(re.compile(r"approval_fine:\d+"), fine)
    listeners.action(re.compile(r"approval_not_fine:\d+"), not_fine)
    listeners.action(re.compile(r"approval_emergency_look:\d+"), look_at_release)
    for name, save in (
        ("send_back", save_send_back), ("despite", save_despite), ("more", save_more), ("lift", save_lift),
        ("release", save_release), ("not_fine", save_not_fine),
    ):  # fmt: skip
        listeners.submission(f"approval_{name}", save)


def approve(request: Request) -> None:
    """Approves the words whose fingerprint the button carries. The message changes in place."""
    version_id, sha256, seen = _shown(request)
    statements.approve(request.desk, actor=request.actor, version_id=version_id, sha256=sha256, doubts_seen=seen)
    question = statements.question(request.desk, actor=request.actor, version_id=version_id)
    request.ack()
    if request.in_modal:
        request.replace(modal("Approved", views.approval(question)))


def _shown(request: Request) -> tuple[int, str, str]:
    """The version, the hash of its content and that of its doubts, as the button carries them."""
    version_id, sha256, seen = (*request.value.split(":"), "", "")[:3]
    return int(version_id), sha256, seen


def _question(request: Request) -> statements.Question:
    """What the button is about, as it now stands; Conflict where it is no longer what was shown."""
    version_id, sha256, _ = _shown(request)
    question = statements.question(request.desk, actor=request.actor, version_id=version_id)
    if sha256 != question.found.version.sha256 or not question.found.is_current:
        raise DeskError("The words changed since you were shown them. Look at the newest version.")
    return question


def send_back(request: Request) -> None:
    found = statements.by_version(request.desk, actor=request.actor, version_id=_shown(request)[0])
    request.ack()
    request.show(views.sending_back(found))


def despite(request: Request) -> None:
    question = _question(request)
    if question.seat is None or not question.must_override:
        raise DeskError("There is nothing to override any more. Look at it again.")
    request.ack()
    request.show(views.despite(question))


def more(request: Request) -> None:
    question = _question(request)
    if question.seat is None and not question.may_hold:
        raise DeskError("There is nothing for you to decide here any more.")
    request.ack()
    request.show(views.more(question))


def lift(request: Request) -> None:
    found = statements.by_id(request.desk, actor=request.actor, statement_id=int(request.value))
    request.ack()
    request.show(views.lifting(found))


def emergency(request: Request) -> None:
    """The form of a release without an approver."""
    question = statements.question(request.desk, actor=request.actor, version_id=int(request.value.rpartition(":")[2]))
    request.ack()
    request.show(news.releasing(question))


def look(request: Request) -> None:
    """An approval from Home."""
    question = statements.question(request.desk, actor=request.actor, version_id=int(request.value))
    request.ack()
    request.show(modal("For your approval", views.approval(question)))


def met(request: Request) -> None:
    statements.meet(request.desk, actor=request.actor, decision_id=int(request.value))
    request.ack()


def look_at_release(request: Request) -> None:
    view = _release(request, int(request.value))
    request.ack()
    request.show(view)


def _release(request: Request, decision_id: int) -> dict[str, object]:
    question, released = statements.release_of(request.desk, actor=request.actor, decision_id=decision_id)
    return modal("Released unapproved", news.emergency(question, released))


def fine(request: Request) -> None:
    decision_id = int(request.value)
    statements.review(request.desk, actor=request.actor, decision_id=decision_id, fine=True)
    view = _release(request, decision_id)
    request.ack()
    if request.in_modal:
        request.replace(view)


def not_fine(request: Request) -> None:
    request.ack()
    request.show(news.not_fine(int(request.value)))


def save_send_back(request: Request) -> None:
    carries = carried(request)
    statements.send_back(
        request.desk, actor=request.actor, version_id=carries["version"], sha256=carries["sha256"],
        reason=request.form.text("reason"),
    )  # fmt: skip
    request.ack(response_action="clear")


def save_despite(request: Request) -> None:
    _approve(request, reason=request.form.text("reason"))


def _approve(request: Request, *, reason: str, condition: str = "") -> None:
    carries = carried(request)
    statements.approve(
        request.desk, actor=request.actor, version_id=carries["version"], sha256=carries["sha256"],
        doubts_seen=carries["doubts"], reason=reason, condition=condition,
    )  # fmt: skip
    request.ack(response_action="clear")


def save_more(request: Request) -> None:
    said = request.form.text("said")
    if request.form.option("what") == "condition":
        return _approve(request, reason=request.form.text("reason"), condition=said)
    statements.hold(request.desk, actor=request.actor, version_id=carried(request)["version"], reason=said)
    request.ack(response_action="clear")


def save_lift(request: Request) -> None:
    statements.lift(
        request.desk, actor=request.actor, statement_id=carried(request)["s"], reason=request.form.text("reason")
    )  # fmt: skip
    request.ack(response_action="clear")


def save_release(request: Request) -> None:
    carries = carried(request)
    statements.release_unapproved(
        request.desk, actor=request.actor, version_id=carries["version"], sha256=carries["sha256"],
        doubts_seen=carries["doubts"], reason=request.form.text("reason"),
    )  # fmt: skip
    request.ack(response_action="clear")


def save_not_fine(request: Request) -> None:
    statements.review(
        request.desk, actor=request.actor, decision_id=carried(request)["d"], fine=False, note=request.form.text("note")
    )  # fmt: skip
    request.ack(response_action="clear")
