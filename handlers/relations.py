"""What inquiries are to each other: group, merge, follow up."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot import inquiries
from bot.inquiries import InquiryRecord
from bot.views import relations as views
from handlers.carried import carried
from handlers.requests import Listeners, Request

Step = Callable[..., InquiryRecord]
STEPS: dict[str, Step] = {"group": inquiries.group, "merge": inquiries.merge, "follow": inquiries.follow}
SAID = {
    "group": "They are under one issue now.", "merge": "Merged. Its journalists are on the other one now.",
    "follow": "It is a follow-up now.",
}  # fmt: skip


def register(listeners: Listeners) -> None:
    listeners.action("related_open", open_related)
    listeners.action("related_ungroup", ungroup)
    listeners.action(re.compile(r"related_(?:group|merge|follow):\d+"), relate)
    listeners.submission("related", save)


def open_related(request: Request) -> None:
    view = _related(request, int(request.value))
    request.ack()
    request.show(view)


def relate(request: Request) -> None:
    """One of the buttons beside another inquiry; the view then shows what they are to each other."""
    how = request.action["action_id"].removeprefix("related_").partition(":")[0]
    inquiry_id, other_id = (int(part) for part in request.value.split(":"))
    STEPS[how](request.desk, actor=request.actor, inquiry_id=inquiry_id, other_id=other_id)
    view = _related(request, inquiry_id, SAID[how])
    request.ack()
    request.replace(view)


def ungroup(request: Request) -> None:
    inquiries.ungroup(request.desk, actor=request.actor, inquiry_id=int(request.value))
    view = _related(request, int(request.value), "It is out of its issue.")
    request.ack()
    request.replace(view)


def save(request: Request) -> None:
    """The reference that was typed."""
    inquiry_id, how = carried(request)["i"], request.form.option("how") or "group"
    other = inquiries.get(request.desk, actor=request.actor, reference=request.form.text("other"))
    STEPS[how](request.desk, actor=request.actor, inquiry_id=inquiry_id, other_id=other.inquiry.id)
    request.ack(response_action="update", view=_related(request, inquiry_id, SAID[how]))


def _related(request: Request, inquiry_id: int, said: str = "") -> dict[str, object]:
    return views.related(inquiries.nearby(request.desk, actor=request.actor, inquiry_id=inquiry_id), said)
