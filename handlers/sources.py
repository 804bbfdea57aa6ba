"""Sources: show what a version rests on, and check words that are being typed."""

from __future__ import annotations

from dataclasses import replace

from bot import statements
from bot.models import StatementKind
from bot.views import sources as views
from bot.views.statements import draft
from handlers.carried import carried
from handlers.requests import Listeners, Request
from handlers.statements import sheet_of, wording_of


def register(listeners: Listeners) -> None:
    listeners.action("sources_show", show)
    listeners.action("sources_check", check)


def show(request: Request) -> None:
    """A version's sentences with their rows; on top of the form, which stays as it is."""
    told = statements.of_version(request.desk, actor=request.actor, version_id=int(request.value))
    request.ack()
    request.show(views.sources(told))


def check(request: Request) -> None:
    """The doubts about what stands in the boxes now. Nothing is saved, and nothing typed is lost."""
    carries = carried(request)
    sheet = sheet_of(request, carries)
    wording = wording_of(request, StatementKind(carries["k"]))
    text = "\n\n".join(part for part in wording.parts.values() if part)
    found = statements.doubts_of_text(
        request.desk, actor=request.actor, found=sheet.found, inquiry_id=carries["i"], text=text
    )  # fmt: skip
    said = "Checked as you typed it; nothing is saved yet." + ("" if found else " Nothing stands in the way.")
    view = draft(
        replace(
            sheet, wording=wording, title=request.form.text("title"), turn=carries["t"], doubts=views.doubts(found), said=said
        )
    )
    request.ack()
    # What the form was opened with stays, so that a save still notices what somebody else saved meanwhile.
    request.replace({**view, "private_metadata": request.view["private_metadata"]})
