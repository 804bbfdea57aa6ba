"""The consent ledger through the front door: what stops once a consent is withdrawn or over, who is told, and who sees it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import select

from bot import consents, contributors, schedule
from bot.consents import Lapsed, named_in
from bot.contributors import ContributorEntry
from bot.models import AuditEntry, Contributor, ContributorEvent, Decision, Job, Statement, StatementStatus
from bot.ownership import export, subjects
from tests.flows import actions, approved, ask, draft, kept_in_order, log, request_to, rows, sent
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]
MARIA = "María López\nAnna"


def ledger(slack: SlackDesk, said: str = "", user: str = TOBI) -> str:
    """What `/press consent` shows this person."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"consent {said}".strip(), GENERAL)
    view = slack.world.view(user)
    return words(view) if view else words(slack.private(user, GENERAL))


def record(slack: SlackDesk, names: str = MARIA, user: str = TOBI, **filled: object) -> str:
    ledger(slack, user=user)
    slack.click(user, "consent_new")
    result = slack.submit(user, names=names, **filled)
    assert result.ok and not result.data.get("errors"), result
    return words(slack.world.view(user))


def press(slack: SlackDesk, begins: str, user: str = TOBI) -> str:
    """Presses the button of the view whose action begins so."""
    slack.click(user, next(one for one in buttons(slack.world.view(user)) if one.startswith(begins)))
    return words(slack.world.view(user))


def withdraw(slack: SlackDesk, user: str = TOBI) -> str:
    ledger(slack, "lopez", user)
    return press(slack, "consent_withdraw:", user)


def status(slack: SlackDesk) -> StatementStatus:
    return rows(slack, Statement)[0].status


def shown(slack: SlackDesk, user: str) -> str:
    """All of somebody's direct messages."""
    return " ".join(words(one) for one in slack.said(user, slack.dm(user)))


NAMED = [
    (["María López"], "We met MARIA  LOPEZ. She said yes.", "MARIA  LOPEZ"),
    (["Maria Lopez"], "It is Maria J. López’s story.", "Maria J. López’s"),
    (["Maria Lopez"], "Present: Lopez, Maria.", "Lopez, Maria"),
    (["Maria Lopez"], "told by Maria\nLopez here", "Maria\nLopez"),
    (["Zoë Müller"], "Das ist zoe mullers Haus.", "zoe mullers"),
    (["O'Neil"], "Ms O’Neil spoke.", "O’Neil"),
    (["Mary-Jane"], "Mary Jane's song", "Mary Jane's"),
    (["Jo"], "Join us.", ""),
    (["Anna"], "Annabel and Hanna were there.", ""),
    (["Maria Lopez"], "Maria met Ms Lopez.", ""),
    (["Hope"], "We hope so.", ""),
    (["Hope"], "We hope so. Hope’s dog too.", "Hope’s"),
]


def test_a_name_is_found_as_a_whole_word_whatever_its_case_accents_and_ending() -> None:
    for names, text, name in NAMED:
        found = named_in(text, [Lapsed(1, tuple(names), consents.WITHDRAWN, date(2026, 1, 1))])
        assert [one.name for one in found] == ([name] if name else []), text


def test_a_withdrawal_stops_what_was_approved_at_once_flags_its_card_and_is_taken_back(slack: SlackDesk) -> None:
    log(slack)
    approved(slack, "The shelter is open. Anna’s winter was hard.")
    assert "agreed on" in record(slack, scope="Her winter", media=["print", "own"]).lower()
    slack.world.close_view(TOBI, every=True)
    assert status(slack) == StatementStatus.APPROVED and "consent" not in words(slack.card(1))

    said = withdraw(slack)
    assert "Withdrawn, for every medium" in said and "S-0001" in said and "take the withdrawal back until" in said
    assert "names somebody whose consent no longer holds" in words(slack.card(1)), (
        "the card says so without waiting for a clock"
    )
    assert "Anna" not in words(slack.card(1)).split("Night shelter")[0], "and does not say who: more than officers read it"
    assert "withdrew their consent" in shown(slack, TOBI) and "S-0001" in shown(slack, TOBI)

    slack.clock.advance(seconds=20)
    schedule.tick(slack.desk)
    slack.settle()
    assert status(slack) == StatementStatus.PENDING_APPROVAL, "an approval of words that name them no longer stands"
    assert "names somebody who withdrew their consent (“Anna’s”)" in words(request_to(slack, DINAH))
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    assert "names somebody who withdrew their consent" in words(slack.world.view(TOBI))
    assert "statement_sent" not in buttons(slack.world.view(TOBI))

    ledger(slack, "lopez", DINAH)
    assert not [one for one in buttons(slack.world.view(DINAH)) if one.startswith("consent_undo")], "nobody else takes it back"
    ledger(slack, "lopez")
    assert "Holds" in press(slack, "consent_undo:")
    slack.clock.advance(seconds=20)
    schedule.tick(slack.desk)
    slack.settle()
    assert status(slack) == StatementStatus.APPROVED and "consent" not in words(slack.card(1))
    assert "holds again" in shown(slack, TOBI)
    assert [one for one in actions(slack) if one.startswith("consent.")] == [
        "consent.recorded", "consent.withdrawn", "consent.undone",
    ]  # fmt: skip
    audited = [one for one in rows(slack, AuditEntry) if one.action.startswith("consent.")]
    assert not any("Anna" in str(one.details) for one in audited), "the audit names nobody"


def test_one_end_of_a_consent_is_told_once_however_many_steps_are_looked_at_after_it(slack: SlackDesk) -> None:
    entry = ContributorEntry(("Anna Winter",))
    tobi = slack.actor(TOBI)
    gone = contributors.add(slack.desk, actor=tobi, entry=entry).row.id or 0
    contributors.withdraw(slack.desk, actor=tobi, contributor_id=gone)  # Before anything of the first step was looked at.
    slack.settle()
    assert shown(slack, TOBI).count("withdrew their consent") == 1
    contributors.save(slack.desk, actor=tobi, contributor_id=gone, entry=ContributorEntry(("Anna Winter", "Annie")))
    slack.settle()
    assert shown(slack, TOBI).count("withdrew their consent") == 1, "another name changes nothing about the end"


def test_an_hour_later_the_withdrawal_stands_until_they_agree_again(slack: SlackDesk) -> None:
    record(slack)
    withdraw(slack)
    old = next(one for one in slack.world.view(TOBI)["blocks"] if one["type"] == "actions")
    value = next(one["value"] for one in old["elements"] if one["action_id"].startswith("consent_undo"))
    slack.clock.advance(minutes=61)
    slack.click(TOBI, f"consent_undo:{value.partition(':')[0]}")
    assert "within an hour, by whoever noted it" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI)
    assert rows(slack, Contributor)[0].withdrawn_at is not None
    ledger(slack, "anna")
    assert "consent_undo:1" not in buttons(slack.world.view(TOBI))
    press(slack, "consent_renew:")
    refused = slack.submit(TOBI, agreed_on="2026-01-01")
    assert "after the withdrawal" in refused.data["errors"]["agreed_on"]
    slack.submit(TOBI, agreed_on=slack.clock().date().isoformat(), expires_on="2027-12-01")
    assert "✅ Holds  · until 1 Dec 2027" in words(slack.world.view(TOBI))


def test_new_words_that_name_them_need_an_approver_who_says_why(slack: SlackDesk) -> None:
    record(slack)
    record(slack, "Jonas Petrov")
    withdraw(slack)
    log(slack)
    question = ask(slack, text="Maria Lopez and Jonas Petrov told us of the winter.")
    assert "approval_despite" in buttons(question) and "approval_approve" not in buttons(question)
    slack.click(DINAH, "approval_despite", message=question)
    slack.submit(DINAH, reason="Another Maria Lopez: the mayor.")
    assert status(slack) == StatementStatus.APPROVED
    assert rows(slack, Decision)[0].overrides[0]["rules"] == ["consent_withdrawn:1"]
    ledger(slack, "jonas")
    press(slack, "consent_withdraw:")
    slack.clock.advance(seconds=20)
    schedule.tick(slack.desk)
    slack.settle()
    assert status(slack) == StatementStatus.PENDING_APPROVAL, "that one may stand lets nobody else in the sentence stand"


def test_whoever_writes_or_approves_words_sees_what_the_people_in_them_agreed_to(slack: SlackDesk) -> None:
    record(slack, conditions="First name only", media=["print", "own"], expires_on="2027-05-31")
    log(slack)
    question = words(ask(slack, text="Anna slept in the shelter."))
    assert "María López : print, our own channels. First name only. Until 31 May 2027." in question
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    assert "First name only" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI, every=True)
    withdraw(slack)
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    assert "First name only" not in words(slack.world.view(TOBI)), "what is withdrawn is agreed to no more"


def test_what_runs_out_is_asked_for_two_weeks_before_and_stopped_the_day_after(slack: SlackDesk) -> None:
    slack.clock.now = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    log(slack)
    sent(slack, "Anna slept at the station.")
    record(slack, expires_on="2026-03-20")
    for _ in range(2):
        schedule.tick(slack.desk)
    slack.settle()
    assert "consent ends with" not in shown(slack, TOBI)
    slack.clock.now = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    for _ in range(2):
        schedule.tick(slack.desk)
    slack.settle()
    assert shown(slack, TOBI).count("the consent ends with 20 Mar 2026") == 1
    slack.clock.now = datetime(2026, 3, 21, 0, 1, tzinfo=UTC)
    for _ in range(2):
        schedule.tick(slack.desk)
    slack.settle()
    assert "which is over" not in shown(slack, TOBI), "nobody is woken by it; what names them is stopped all the same"
    slack.clock.now = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
    slack.settle()
    said = shown(slack, TOBI)
    assert said.count("agreed until 20 Mar 2026, which is over") == 1 and "went out" in said and "ask the outlets" in said
    assert "It went out: think of having it taken down" in words(slack.card(1))
    slack.command(TOBI, "show S-1")
    assert "names somebody whose consent no longer holds" in words(slack.private(TOBI))
    slack.click(TOBI, "statement_copy", message=slack.private(TOBI))
    assert "can't leave" in words(slack.private(TOBI)), "what went out before goes to nobody else"


def test_only_officers_and_above_see_the_ledger_and_no_export_holds_it(slack: SlackDesk, tmp_path: Path) -> None:
    assert "Record what the people in our stories agreed to" in ledger(slack)
    record(slack, conditions="First name only")
    assert "You can't work on inquiries" in ledger(slack, user=PRIYA)
    log(slack, DINAH, topic="The zinnia file", restricted=["yes"], named=[DINAH])
    draft(slack, DINAH, "Anna told us of zinnias.", channel=slack.dm(DINAH))
    withdraw(slack)
    assert "S-0001" not in words(slack.world.view(TOBI)) and "zinnia" not in shown(slack, TOBI), "nor what they may not know of"
    assert "S-0001" in ledger(slack, "anna", DINAH) and "withdrew their consent" in shown(slack, DINAH)
    for user in (PRIYA, MARA):
        assert "López" not in shown(slack, user)
    export.export(slack.database, tmp_path / "out", settings=slack.settings, at=slack.clock())
    assert not [one for one in (tmp_path / "out").rglob("*") if one.is_file() and "López" in one.read_text(errors="replace")]


def test_an_edit_is_taken_back_and_what_is_wrong_stands_beside_its_field(slack: SlackDesk) -> None:
    ledger(slack)
    slack.click(TOBI, "consent_new")
    wrong = slack.submit(TOBI, names="X", agreed_on="2026-02-01", expires_on="2026-01-01").data["errors"]
    assert "two letters" in wrong["names"] and "before it was given" in wrong["expires_on"]
    slack.submit(TOBI, names="Hope", agreed_on="2026-02-01", expires_on="2029-01-01")
    assert "a word too" in words(slack.world.view(TOBI))
    assert "Taken out" in press(slack, "consent_remove:") and rows(slack, Contributor) == [] == rows(slack, ContributorEvent)
    record(slack, "Hope")
    press(slack, "consent_edit:")
    slack.submit(TOBI, names="Hope Adeyemi\nHope", scope="Her choir")
    assert "changed names, scope" in words(slack.world.view(TOBI)) and "Her choir" in words(slack.world.view(TOBI))
    assert "Her choir" not in press(slack, "consent_undo:").partition("History")[0]
    assert rows(slack, Contributor)[0].names == ["Hope"]
    assert [one.undone for one in rows(slack, ContributorEvent)] == [False, True, False]


def test_who_is_erased_by_name_goes_whole_with_every_name_they_went_by(slack: SlackDesk) -> None:
    record(slack, "Maria Lopez\nRosa Pérez", scope="Maria Lopez on the winter", conditions="Rosa Pérez in print")
    log(slack)
    draft(slack, text="Rosa Perez told us.")
    withdraw(slack)
    slack.clock.advance(hours=2)
    handed = subjects.export(slack.database, email="Maria López")
    assert {"contributor", "contributorevent", "statementversion"} <= set(handed["tables"])
    subjects.erase(slack.desk, email="maria lopez")
    slack.settle()
    assert "not on record any more" in shown(slack, TOBI) and "Lopez" not in shown(slack, TOBI), "nor do messages name them"
    assert rows(slack, Contributor) == [] == rows(slack, ContributorEvent)
    with slack.database.read() as session:
        for job in session.exec(select(Job)):
            assert "Maria" not in str(job.arguments)
    found = subjects.traces(
        slack.database, subjects.Subject((), ("T0LANTERN",), (), ("Maria Lopez", "Rosa Perez", "Rosa Pérez"))
    )
    assert found == []
