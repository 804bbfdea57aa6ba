"""Files that people put into forms: which one it is, and another try after one that could not be read."""

from __future__ import annotations

from typing import Any

from bot import files
from bot.errors import Invalid
from bot.mailroom import READERS
from bot.views import files as views
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.submission("upload_again", again)


def again(request: Request) -> None:
    given = carried(request)
    file = chosen(request, "file", given["reader"])
    if file is None:
        raise Invalid("There is no file.", file="Add a file.")
    with request.desk.database.write() as session:
        files.take_in(
            session, at=request.desk.clock(), reader=given["reader"], file=file["id"], member=request.actor.id,
            view=request.view["id"], **given["arguments"],
        )  # fmt: skip
    answer_reading(request, given["reader"], file)


def chosen(request: Request, name: str, reader: str) -> dict[str, Any] | None:
    """The file in a form's field, as Slack describes it, None where there is none; Invalid beside the field where the
    reader would not take it."""
    file = next(iter(request.form.files(name)), None)
    if file is not None:
        kind = READERS[reader]
        try:
            files.check(file, endings=kind.endings, most=kind.most)
        except Invalid as problem:
            raise Invalid(str(problem), **{name: str(problem)}) from None
    return file


def answer_reading(request: Request, reader: str, file: dict[str, Any]) -> None:
    """Acknowledges with "Reading …" in the form's place, where what came of it will be shown."""
    shown = views.reading(READERS[reader].title, str(file.get("name") or "the file"))
    request.ack(response_action="update", view=shown)
