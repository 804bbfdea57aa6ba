"""Outlets through the front door: tiers, kinds, hosts, parents, and two that are one."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from bot.coverage import outlets
from bot.models import Article, Clip, CorrectionCase, Exclusive, Feed, Inquiry, Journalist, Outlet, Recipient
from tests.covered import clip, outlet
from tests.flows import actions, change, kept_in_order, log, rows, sent
from tests.slack_desk import DESK, DINAH, GENERAL, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.watched import shown, view

__all__ = ["kept_in_order"]


def listed(slack: SlackDesk, user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, "watch", GENERAL)
    slack.click(user, "outlets_open")
    return shown(slack, user)


def edit(slack: SlackDesk, outlet_id: int, **filled: Any) -> dict[str, Any]:
    listed(slack)
    slack.click(TOBI, f"outlet_edit:{outlet_id}")
    return slack.submit(TOBI, **filled).data


def get(slack: SlackDesk, outlet_id: int) -> Outlet:
    with slack.database.read() as session:
        return session.get_one(Outlet, outlet_id)


def test_outlets_stand_by_tier_and_one_tier_alone_is_shown(slack: SlackDesk) -> None:
    assert "There is none" in listed(slack)
    for number, tier in ((1, 3), (2, 1), (3, None)):
        outlet(slack, f"Paper {number}", tier)
    said = listed(slack)
    assert said.index("Paper 2") < said.index("Paper 1") < said.index("Paper 3")
    assert "Tier 1: 1 · Tier 2: 0 · Tier 3: 1 · No tier: 1" in said
    slack.click(TOBI, "outlets_turn:none")
    assert "Paper 3" in shown(slack) and "Paper 1" not in shown(slack)


def test_tier_kind_parent_and_hosts_are_set_and_clips_keep_their_tier(slack: SlackDesk) -> None:
    clip_id = clip(slack, "Beds open", slack.clock(), outlet_name="Gazette", tier=3)
    one = outlet(slack, "Gazette")
    listed(slack)
    slack.click(TOBI, f"outlet_edit:{one}")
    assert "Clips keep the tier" in str(view(slack)), "it is said beside the field"
    slack.submit(
        TOBI, tier="1", kind="newspaper", parent="Marsh Media", domains="https://www.gazette.example/news\nmarsh.example"
    )
    row = get(slack, one)
    assert (row.tier, row.kind, row.domains) == (1, "newspaper", ["gazette.example", "marsh.example"])
    assert row.parent_id is not None and get(slack, row.parent_id).name == "Marsh Media"
    assert [found.tier for found in rows(slack, Clip) if found.id == clip_id] == [3]
    assert actions(slack)[-1] == "outlet.changed" and "belongs to Marsh Media" in listed(slack)
    with slack.database.read() as session:
        assert outlets.of_host(session, TEAM, "news.gazette.example").id == one  # type: ignore[union-attr]
        assert outlets.of_host(session, TEAM, "notgazette.example") is None


def test_what_is_wrong_stands_beside_its_field(slack: SlackDesk) -> None:
    one, other = outlet(slack, "Gazette"), outlet(slack, "Harbour Times")
    assert "domains" in edit(slack, one, domains="not a host")["errors"]
    assert "already" in edit(slack, one, name="The Harbour Times")["errors"]["name"]
    edit(slack, other, parent="Gazette")
    assert "itself" in edit(slack, one, parent="Harbour Times")["errors"]["parent"]


def test_two_outlets_become_one_with_all_that_hangs_on_them(slack: SlackDesk) -> None:
    log(slack, outlet="Estmarsh Gazette")
    kept, at, by = outlet(slack, "Eastmarsh Gazette", 1), slack.clock(), f"slack:{TEAM}:{TOBI}"
    gone = outlet(slack, "Estmarsh Gazette")
    clip_id = clip(slack, "Beds open", at, outlet_name="Estmarsh Gazette")
    with slack.database.write() as session:
        session.get_one(Outlet, gone).domains = ["estmarsh.example"]
        session.add(Feed(team_id=TEAM, url="https://a.example/", outlet_id=gone, next_poll_at=at, added_by=by, added_at=at))
        session.add(Exclusive(team_id=TEAM, subject="s", outlet_id=gone, until=at, promised_by=by, promised_at=at))
        session.add(CorrectionCase(team_id=TEAM, number=1, clip_id=clip_id, outlet_id=gone, owner_id=by, opened_at=at))
        session.add(Outlet(team_id=TEAM, name="Child", key="child", parent_id=gone))
    listed(slack)
    slack.click(TOBI, f"outlet_same:{gone}")
    assert "no outlet of that name" in str(slack.submit(TOBI, into="Nowhere Times").data["errors"])
    slack.submit(TOBI, into="the eastmarsh gazette")
    assert "1 feeds, 1 articles, 1 inquiries" in shown(slack)
    slack.click(TOBI, "outlet_merge")
    assert "They are one now: Eastmarsh Gazette" in shown(slack)
    assert {
        one.outlet_id for table in (Inquiry, Journalist, Article, Feed, Exclusive, CorrectionCase) for one in rows(slack, table)
    } == {kept}
    assert [one.name for one in rows(slack, Outlet) if one.parent_id == kept] == ["Child"]
    assert get(slack, kept).domains == ["estmarsh.example"] and gone not in [one.id for one in rows(slack, Outlet)]
    assert "outlet.merged" in actions(slack) and "Eastmarsh Gazette" in words(slack.card(1))
    slack.command(TOBI, 'find outlet:"Eastmarsh Gazette"', DESK)
    assert "PR-0001" in words(slack.private(TOBI))


def test_every_column_that_means_an_outlet_is_known(slack: SlackDesk) -> None:
    known = {(table.name, column) for table, column in outlets.references()}
    assert {("inquiry", "outlet_id"), ("journalist", "outlet_id"), ("recipient", "outlet_id"), ("outlet", "parent_id")} <= known


def test_an_outlet_of_a_restricted_inquiry_alone_is_in_no_list(slack: SlackDesk) -> None:
    log(slack, outlet="Secret Weekly", restricted=["yes"])
    open_one = outlet(slack, "Gazette")
    assert "Secret Weekly" not in listed(slack) and "No tier: 1" in shown(slack)
    slack.click(TOBI, f"outlet_same:{open_one}")
    assert "no outlet of that name" in str(slack.submit(TOBI, into="Secret Weekly").data["errors"])
    slack.world.close_view(TOBI, every=True)
    edit(slack, open_one, name="Secret Weekly")
    with slack.database.read() as session:
        assert [one.outlet_id for one in session.exec(select(Inquiry))] == [open_one], (
            "and its name can be given without a word"
        )


def test_what_was_sent_in_a_restricted_matter_makes_no_outlet_known(slack: SlackDesk) -> None:
    log(slack, outlet="Secret Weekly", restricted=["yes"], named=[TOBI])
    log(slack, outlet="Quiet Gazette")
    sent(slack, number=2)
    assert "Quiet Gazette" in listed(slack, PRIYA) and [one.outlet_id for one in rows(slack, Recipient)] == [2]
    change(slack, TOBI, 2, restricted=["yes"], named=[TOBI])
    assert "Quiet Gazette" not in listed(slack, PRIYA)


def test_viewers_look_and_officers_work(slack: SlackDesk) -> None:
    one = outlet(slack, "Gazette")
    listed(slack, PRIYA)
    assert "Gazette" in shown(slack, PRIYA) and f"outlet_edit:{one}" not in buttons(view(slack, PRIYA))


def who(slack: SlackDesk, said: str, user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, f"who {said}", GENERAL)
    return shown(slack, user)


def test_who_leads_to_the_card_of_an_outlet_with_its_people_and_what_came_of_it(slack: SlackDesk) -> None:
    log(slack, topic="Beds tonight", journalists="Wren Castellane <wren@gazette.example>", outlet="Eastmarsh Gazette")
    log(slack, DINAH, topic="The zinnia file", journalists="Hidden Heron", outlet="Eastmarsh Gazette", restricted=["yes"])
    log(slack, topic="Food", journalists="Ash Wrenfield", outlet="Eastmarsh Post")
    clip(slack, "Shelter opens", slack.clock(), outlet_name="Eastmarsh Gazette", tier=2)
    said = who(slack, "the eastmarsh gazette", PRIYA)
    assert "Wren Castellane" in said and "Beds tonight" in said and "Shelter opens" in said and "1 inquiry" in said
    assert "zinnia" not in said.lower() and "Heron" not in said and "outlet_change:1" not in buttons(view(slack, PRIYA))
    said = who(slack, "eastmarsh")
    assert "Eastmarsh Gazette" in said and "Eastmarsh Post" in said and "Wren Castellane" in said, "several are meant"
    slack.click(TOBI, "outlet_card:1")
    assert "Beds tonight" in shown(slack)
    who(slack, "castellane")
    slack.click(TOBI, "outlet_card:1")
    assert "Beds tonight" in shown(slack), "the person's card leads to it"
    assert "The zinnia file" in who(slack, "eastmarsh gazette", DINAH) and "Hidden Heron" in shown(slack, DINAH)


def test_region_languages_and_deadlines_are_kept_and_each_edit_is_taken_back(slack: SlackDesk) -> None:
    log(slack, topic="Beds tonight", journalists="Wren Castellane", outlet="Gazete")
    one = outlet(slack, "Gazete")
    who(slack, "gazete")
    slack.click(TOBI, f"outlet_change:{one}")
    slack.submit(
        TOBI,
        name="Gazette",
        tier="1",
        region="North",
        languages="English, Welsh",
        deadlines="Pages close 16:00",
        domains="gazette.example",
    )
    for part in (
        "Tier 1",
        "North",
        "English, Welsh",
        "Pages close 16:00",
        "changed name, tier, hosts, region, languages, deadlines",
    ):
        assert part in shown(slack), part
    assert "Pages close 16:00" in who(slack, "gazette.example"), "its host leads to it"
    slack.click(TOBI, f"outlet_change:{one}")
    slack.submit(TOBI, tier="2")
    slack.click(TOBI, f"outlet_undo:{one}")
    assert "Tier 1" in shown(slack) and "Taken back." in shown(slack)
    slack.click(TOBI, f"outlet_undo:{one}")
    row = get(slack, one)
    assert (row.name, row.tier, row.region, row.languages, row.deadlines, row.domains) == ("Gazete", None, "", [], "", [])
    assert "Gazete" in words(slack.card(1)) and actions(slack)[-1] == "outlet.undone"
    assert not [each for each in buttons(view(slack)) if each.startswith("outlet_undo")]
    listed(slack)
    slack.click(TOBI, f"outlet_edit:{one}")
    assert "languages" in slack.submit(TOBI, languages="x" * 61).data["errors"]


def test_an_old_name_that_is_anothers_by_now_is_not_taken_back(slack: SlackDesk) -> None:
    one = outlet(slack, "Gazette")
    edit(slack, one, name="Eastmarsh Gazette")
    outlet(slack, "Gazette")
    who(slack, "eastmarsh gazette")
    slack.click(TOBI, f"outlet_undo:{one}")
    assert get(slack, one).name == "Eastmarsh Gazette" and "another outlet called Gazette" in shown(slack)
