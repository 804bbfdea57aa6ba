"""Sheets: what a search found, or the trends, as CSV or as an Excel file in which nothing runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import audit, files, teams
from bot.authority import Actor, authorize
from bot.coverage import charts, search, titles
from bot.coverage.trends import TONES, Trends, of_team
from bot.desk import Desk
from bot.errors import NotFound
from bot.files import File
from bot.models import Article, Clip, Member, Outlet, Tone
from bot.text import would_run

ENDINGS = {"csv": "CSV", "xlsx": "Excel"}
BATCH = 500
FOUND = ("seen", "published", "outlet", "tier", "medium", "title", "about us", "tone", "tone by", "prominence", "copy of", "story", "address", "article")  # fmt: skip
TRENDS = ("week of", "measure", "part", "value", "of")
Cell = str | int | float | datetime | None


def send_found(
    desk: Desk, *, actor: Actor, text: str, as_list: bool, newest: bool, ending: str, request_id: str
) -> int:  # fmt: skip
    """Sends what a search found into the actor's direct messages, once per `request_id`; gives how many articles. The job holds
    their ids, and none of the words that were looked for."""
    if ending not in ENDINGS:
        raise NotFound("There is no such file.")
    ids = search.article_ids(desk, actor=actor, text=text, as_list=as_list, newest=newest)
    if not ids:
        raise NotFound("There is nothing to put into a file: nothing was found.")
    _send(desk, actor, "coverage_found", f"found:{ending}:{request_id}", {"articles": len(ids)}, articles=ids, ending=ending)
    return len(ids)


def send_trends(desk: Desk, *, actor: Actor, weeks: int, ending: str, request_id: str) -> None:
    """Sends the trends as a sheet, or as a picture where the ending is `png`. DeskError where pictures can't be drawn here."""
    authorize(actor, "look")
    if ending not in (*ENDINGS, charts.ENDING):
        raise NotFound("There is no such file.")
    if ending == charts.ENDING:
        charts.check()
    _send(desk, actor, "coverage_trends", f"trends:{ending}:{request_id}", {"weeks": weeks}, weeks=weeks, ending=ending)


def make_found(desk: Desk, *, articles: Sequence[int], ending: str, member: str) -> File:
    """The file of these articles, in their order; what was since said not to be about us is not among them."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "look")
        zone = teams.team_of(session, actor.team_id).zone
        rows = list(_found(session, actor.team_id, articles, zone))
    name = f"coverage-{desk.clock():%Y-%m-%d}.{ending}"
    return File(name, content(FOUND, rows, ending), comment=f"{len(rows)} articles", title="Coverage")


def make_trends(desk: Desk, *, weeks: int, ending: str, member: str) -> File:
    """The trends as they are when the file goes out."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "look")
        counted = of_team(session, desk, team_id=actor.team_id, weeks=weeks)
    name = f"coverage-{counted.weeks.count}-weeks-{desk.clock():%Y-%m-%d}.{ending}"
    title = f"Coverage, last {counted.weeks.count} weeks"
    if ending == charts.ENDING:
        return File(name, charts.picture(counted), comment=title, title=title, alt=charts.alt(counted))
    return File(name, content(TRENDS, list(lines(counted)), ending), comment=title, title=title)


def lines(counted: Trends) -> Iterator[Sequence[Cell]]:
    """The trends as tidy rows: week, measure, part, value, and of how many where it is a share."""
    for week, monday in enumerate(counted.weeks.mondays):
        day, unique = monday.isoformat(), counted.unique[week]
        yield day, "unique articles", "", unique, None
        yield day, "pickups", "", counted.pickups[week], None
        toned = unique - counted.toned[Tone.NOT_TONED][week]
        for tone in TONES:
            yield day, "tone", tone.value, counted.toned[tone][week], toned
        yield day, "tone", "not toned", counted.toned[Tone.NOT_TONED][week], unique
        for voice in counted.voices:
            yield day, "share of voice", voice.name, voice.by_week[week], counted.named_by_week[week]
        for message in counted.messages:
            yield day, "message came through", message.message, message.by_week[week], counted.looked_by_week[week]
    for message in counted.messages:
        yield "all", "message confirmed by nobody", message.message, message.unconfirmed, message.through


def _send(desk: Desk, actor: Actor, maker: str, once: str, details: dict[str, Any], **arguments: Any) -> None:
    with desk.database.write() as session:
        files.send(
            session, at=desk.clock(), maker=maker, conversation=actor.user_id, once=f"{maker}:{once}", member=actor.id, **arguments
        )  # fmt: skip
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="coverage.exported", object=f"team:{actor.team_id}",
            details={**details, "ending": arguments["ending"]},
        )  # fmt: skip


def _found(session: Session, team_id: str, articles: Sequence[int], zone: str) -> Iterator[Sequence[Cell]]:
    for first in range(0, len(articles), BATCH):
        part = articles[first : first + BATCH]
        asked = (
            select(Article, Clip, Outlet)
            .join(Clip, col(Clip.article_id) == Article.id, isouter=True)
            .join(Outlet, col(Outlet.id) == Article.outlet_id, isouter=True)
            .where(col(Article.id).in_(part), Article.team_id == team_id, col(Clip.not_us_at).is_(None))
        )
        rows = {article.id: (article, clip, outlet) for article, clip, outlet in session.exec(asked)}
        for one in part:
            if one in rows:
                yield _line(*rows[one], zone)


def _line(article: Article, clip: Clip | None, outlet: Outlet | None, zone: str) -> Sequence[Cell]:
    local = ZoneInfo(zone)
    tier = (clip.tier if clip else None) or (outlet.tier if outlet else None)
    tone = clip.tone_now.value.replace("_", " ") if clip else ""
    by = "" if clip is None or clip.tone_now == Tone.NOT_TONED else "person" if clip.tone_by_hand else "machine"
    return (
        article.first_seen_at.astimezone(local), article.published_at.astimezone(local), outlet.name if outlet else "", tier,
        article.medium.value, titles.plain(article.title), "yes" if clip else "no", tone, by,
        clip.prominence.value if clip and clip.prominence else "", article.copy_of_id, article.story_id, article.address, article.id,
    )  # fmt: skip


def content(head: Sequence[str], rows: Iterable[Sequence[Cell]], ending: str, *, title: str = "Coverage") -> bytes:
    """A sheet as `csv` or `xlsx`, in which no text is a formula."""
    return _xlsx(head, rows, title) if ending == "xlsx" else _csv(head, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A number is a number, and text that a spreadsheet would run has an apostrophe before it."""
    sheet = io.StringIO(newline="")
    cells = csv.writer(sheet, lineterminator="\r\n")
    cells.writerow(head)
    for row in rows:
        cells.writerow([_in_csv(cell) for cell in row])
    return sheet.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    return f"'{cell}" if isinstance(cell, str) and would_run(cell) else cell


def _xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    from openpyxl import Workbook  # It takes a moment to import, and few need it.
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"

    def cell(value: Cell, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=_in_excel(value))
        if isinstance(value, str):
            # As text, whatever it begins with: a cell of this type is never a formula.
            made.data_type, made.quotePrefix = "s", would_run(value)
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(one, bold=True) for one in head])
    for row in rows:
        sheet.append([cell(one) for one in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _in_excel(value: Cell) -> Cell:
    """Excel knows no zones, no more than 32,767 characters in a cell, and no control characters."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767] if isinstance(value, str) else value
