"""Approvals: look, approve, send back."""

from __future__ import annotations

import re

from bot import statements
from bot.views import approvals as views
from bot.views.blocks import modal
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("approval_approve", approve)
    listeners.action("approval_send_back", send_back)
    listeners.action(re.compile(r"approval_look:\d+"), look)
    listeners.submission("approval_send_back", save_send_back)


def approve(request: Request) -> None:
    """Approves the words whose fingerprint the button carries. The message changes in place."""
    version_id, _, sha256 = request.value.partition(":")
    found = statements.approve(request.desk, actor=request.actor, version_id=int(version_id), sha256=sha256)
    request.ack()
    if request.in_modal:
        request.replace(modal("Approved", views.approval(found)))


def send_back(request: Request) -> None:
    found = statements.by_version(request.desk, actor=request.actor, version_id=int(request.value.split(":")[0]))
    request.ack()
    request.show(views.sending_back(found))


def look(request: Request) -> None:
    """An approval from Home."""
    found = statements.by_version(request.desk, actor=request.actor, version_id=int(request.value))
    request.ack()
    request.show(modal("For your approval", views.approval(found)))


def save_send_back(request: Request) -> None:
    carries = carried(request)
    statements.send_back(
        request.desk,
        actor=request.actor,
        version_id=carries["version"],
        sha256=carries["sha256"],
        reason=request.form.text("reason"),
    )
    request.ack(response_action="clear")
