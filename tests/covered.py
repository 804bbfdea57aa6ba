"""Coverage as tests need it: outlets, articles, clips and stories as the pipeline leaves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import select

from bot.models import Article, Clip, CoverageChannel, Inquiry, Outlet, Story, Tone
from bot.text import folded
from tests.slack_desk import DESK, MARA, TEAM, SlackDesk


def outlet(slack: SlackDesk, name: str, tier: int | None = None) -> int:
    """The id of an outlet, made where it is new."""
    with slack.database.write() as session:
        found = session.exec(select(Outlet).where(Outlet.key == folded(name))).first()
        found = found or Outlet(team_id=TEAM, name=name, key=folded(name), tier=tier)
        session.add(found)
        session.flush()
        return found.id or 0


def story(slack: SlackDesk, title: str, at: datetime) -> int:
    """The id of a new story."""
    return add(slack, Story(team_id=TEAM, title=title, first_seen_at=at, last_seen_at=at))


def clip(
    slack: SlackDesk, title: str, at: datetime, *, outlet_name: str = "Harbour Gazette", tier: int | None = 2,
    tone: Tone = Tone.NEUTRAL, story_id: int | None = None, copy_of: int | None = None, text: str = "", **more: Any,
) -> int:  # fmt: skip
    """The id of a clip of an article that was sorted and scored. Without a story it gets one of its own."""
    place = outlet(slack, outlet_name, tier)
    within = story_id or story(slack, title, at)
    slug = "-".join(title.casefold().split())[:60]
    article = add(
        slack,
        Article(
            team_id=TEAM, outlet_id=place, title=title, text=text or f"{title}. Lantern Trust said so.", published_at=at,
            first_seen_at=at, story_id=within, sorted_at=at, address=f"https://{folded(outlet_name).replace(' ', '')}.example/{slug}",
            copy_of_id=article_of(slack, copy_of) if copy_of else None,
        ),
    )  # fmt: skip
    return add(slack, Clip(team_id=TEAM, article_id=article, seen_at=at, tier=tier, tone=tone, scored_at=at, **more))


def article_of(slack: SlackDesk, clip_id: int) -> int:
    """The article of a clip."""
    with slack.database.read() as session:
        return session.get_one(Clip, clip_id).article_id


def add(slack: SlackDesk, row: Any) -> int:
    """Puts a row in and gives its id."""
    with slack.database.write() as session:
        session.add(row)
        session.flush()
        return int(row.id)


def put(slack: SlackDesk, table: type[Any], row_id: int, **changed: Any) -> None:
    """Changes columns of a row."""
    with slack.database.write() as session:
        row = session.get_one(table, row_id)
        for name, value in changed.items():
            setattr(row, name, value)
        session.add(row)


def channel(slack: SlackDesk, at: datetime, conversation: str = DESK, **chosen: Any) -> int:
    """A coverage channel that is sent to since `at`."""
    from bot.coverage.channels import USUAL

    by = f"slack:{TEAM}:{MARA}"
    told: dict[str, Any] = {"zone": "Europe/London", "sections": list(USUAL), "previewed_at": at, **chosen}
    return add(slack, CoverageChannel(team_id=TEAM, channel=conversation, added_by=by, added_at=at, **told))


def answered(slack: SlackDesk, number: int, at: datetime) -> int:
    """Marks PR-number as answered, without the steps that lead there; gives its id."""
    with slack.database.write() as session:
        row = session.exec(select(Inquiry).where(Inquiry.number == number)).one()
        row.responded_at, row.responded_by, row.response = at, row.logged_by, "The shelter is open."
        session.add(row)
        return row.id or 0
