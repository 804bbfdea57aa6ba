"""Times in press inquiries, through the front door of `bot.deadlines`."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import deadlines
from bot.deadlines import bench

DATA = Path(__file__).parent / "data"
LONDON = "Europe/London"
TUESDAY = datetime(2026, 6, 16, 9, 5, tzinfo=ZoneInfo(LONDON))


def cases_by_zone(name: str) -> dict[str, list[dict]]:
    """The labelled sentences, or whole mails, of a file by the zone of the desk that reads them."""
    found: dict[str, list[dict]] = {}
    for case in json.loads((DATA / name).read_text(encoding="utf-8")):
        found.setdefault(case["org_tz"], []).append(case)
    return found


SENTENCES = cases_by_zone("deadlines.json")
MAILS = cases_by_zone("deadlines_mails.json")


def read(text: str, *, at: datetime = TUESDAY, zone: str = LONDON) -> deadlines.Deadline:
    return deadlines.deadline(text, received_at=at.replace(tzinfo=ZoneInfo(zone)), zone=zone)


def local(found: deadlines.Deadline) -> str:
    assert found.at is not None, found
    return found.at.strftime("%m-%d %H:%M")


@pytest.mark.parametrize("zone", SENTENCES)
def test_a_deadline_falls_into_the_window_an_honest_reader_accepts(zone: str) -> None:
    assert [miss for case in SENTENCES[zone] if (miss := missed(case))] == []


@pytest.mark.parametrize("zone", MAILS)
def test_the_deadline_of_a_whole_mail_is_found_among_its_other_times(zone: str) -> None:
    assert [miss for case in MAILS[zone] if (miss := missed(case))] == []


def missed(case: dict) -> str:
    """What was read of a case and should not have been; nothing where it is right."""
    found = deadlines.deadline(case["sentence"], received_at=datetime.fromisoformat(case["ref"]), zone=case["org_tz"])
    if case["lo"] is None:
        right = (found.kind, found.at) == (case.get("kind", "none"), None)
    else:
        lo, hi = (datetime.fromisoformat(case[edge]) for edge in ("lo", "hi"))
        right = found.at is not None and lo <= found.at <= hi and found.passed == case.get("passed", False)
    return "" if right else f"{case['sentence'][-300:]!r} at {case['ref']}: {found}"


@pytest.mark.parametrize("zone", SENTENCES)
def test_the_words_shown_are_a_verbatim_part_of_the_text(zone: str) -> None:
    for case in [*SENTENCES[zone][::3], *MAILS.get(zone, [])]:
        text, received_at = case["sentence"], datetime.fromisoformat(case["ref"])
        for reading in deadlines.find(text, received_at=received_at, zone=zone):
            assert text[reading.start : reading.end] == reading.words
            assert reading.at.tzinfo is not None and reading.why
        found = deadlines.deadline(text, received_at=received_at, zone=zone)
        assert found.words is None or found.words in text


def test_every_time_in_a_text_gets_the_part_it_plays() -> None:
    text = (
        "Your director resigned on 2 June. The AGM is on Thursday 25 June at 6pm. We publish on Sunday at 9am. "
        "The study is under embargo until 00:01 on Monday 22 June. Please reply by noon on Friday."
    )
    roles = [(r.role, r.grain) for r in deadlines.find(text, received_at=TUESDAY, zone=LONDON)]
    assert roles == [
        ("past", "day"),
        ("event", "minute"),
        ("publication", "minute"),
        ("embargo", "minute"),
        ("deadline", "minute"),
    ]


def test_only_a_publication_time_gives_a_derived_deadline() -> None:
    found = read("We publish at 4pm with or without you.")
    assert (found.derived, local(found)) == (True, "06-16 16:00")
    assert not read("We publish at 4pm, so please reply by 3pm.").derived


def test_haste_counts_only_beside_no_real_time() -> None:
    assert read("Need this asap please").words == "asap"
    assert read("Need this asap, by 2pm at the latest").kind == "instant"
    assert read("It is not urgent.").kind == "none"


def test_ist_is_asked_about_and_read_as_irish_in_dublin() -> None:
    dublin = read("Please respond by 4pm IST", zone="Europe/Dublin")
    assert dublin.at == datetime(2026, 6, 16, 16, tzinfo=ZoneInfo("Europe/Dublin"))
    assert dublin.confidence == "low" and dublin.question and len(dublin.alternatives) == 2
    london = read("Please respond by 4pm IST")
    assert london.at == datetime(2026, 6, 16, 11, 30, tzinfo=ZoneInfo(LONDON))
    assert london.question


def test_a_weekday_and_a_date_that_disagree_are_read_as_the_earlier_and_asked_about() -> None:
    found = read("Please respond by 5pm on Wednesday 18 June")
    assert (local(found), found.confidence) == ("06-17 17:00", "low")
    assert found.question is not None and "18 June is a Thursday" in found.question
    assert [at.strftime("%m-%d %H:%M") for _, at in found.alternatives] == ["06-18 17:00"]


def test_an_abbreviation_wrong_for_the_season_means_the_wall_clock_of_its_place() -> None:
    summer = datetime(2026, 7, 20, 9)
    assert read("by 5pm EST today", at=summer, zone="America/New_York").at == datetime(
        2026, 7, 20, 17, tzinfo=ZoneInfo("America/New_York")
    )
    assert read("by 5pm CET", at=summer, zone="Europe/Paris").at == datetime(2026, 7, 20, 17, tzinfo=ZoneInfo("Europe/Paris"))


def test_wall_clock_times_survive_the_change_of_clocks() -> None:
    eve = datetime(2026, 3, 28, 21, 15)
    assert read("in 12 hours", at=eve).at == datetime(2026, 3, 29, 10, 15, tzinfo=ZoneInfo(LONDON))
    gap = read("Please reply by 1.30am on Sunday", at=eve)
    assert gap.at is not None and (gap.at.hour, gap.at.minute, gap.at.fold) == (1, 30, 0)
    fold = read("Please reply by 1.30am on Sunday 25 October", at=datetime(2026, 10, 23, 12))
    assert fold.at is not None and fold.at.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1.30am GMT on Sunday 25 October", "01:30"), ("1.30am BST on Sunday 25 October", "00:30"), ("00:30 GMT, 25 October 2026", "00:30"),
        ("01:30 UTC, 25 October 2026", "01:30"), ("02:30 CET, 25 October 2026", "01:30"), ("02:30 CEST, 25 October 2026", "00:30"),
        ("01:30, 25 October 2026", "00:30"), ("10:00 GMT, 25 October 2026", "10:00"),
    ],
)  # fmt: skip
def test_in_the_night_the_clocks_go_back_the_letters_say_which_of_the_two_it_is(said: str, meant: str) -> None:
    at = deadlines.resolve(said, reference=datetime(2026, 10, 23, 12, tzinfo=ZoneInfo(LONDON)), zone=LONDON)
    assert at is not None and at.astimezone(UTC).isoformat() == f"2026-10-25T{meant}:00+00:00"


def test_relative_words_in_a_forwarded_mail_count_from_when_it_was_sent() -> None:
    text = (
        "Can you take this? I was away.\n\n---------- Forwarded message ---------\nFrom: Ann Reed <ann@post.example>\n"
        "Date: Mon, Jun 15, 2026 at 4:58 PM\nSubject: figures\nTo: <press@npo.example.org>\n\nCould I have them by 5pm tomorrow?"
    )
    assert local(read(text)) == "06-16 17:00"


def test_quoted_mail_counts_only_where_the_newest_part_leaves_it_standing() -> None:
    quoted = "\n\nOn Mon, 15 Jun 2026 at 14:00, Ann Reed <ann@post.example> wrote:\n> Could you reply by 5pm Thursday?\n"
    assert local(read("Any news on this?" + quoted)) == "06-18 17:00"
    assert local(read("The page moved, so I need it by noon tomorrow." + quoted)) == "06-17 12:00"
    assert read("Thank you, no rush on the rest." + quoted).kind == "none"


@pytest.mark.parametrize(
    "text",
    [
        "We need this by 3pm for the 6pm bulletin.",
        "Our deadline was 3pm today, and it airs at 6pm tonight.",
        "We go to air at 6pm and need your reply by 3pm.",
    ],
)
def test_a_cut_off_that_has_passed_is_no_air_time_and_no_tomorrow(text: str) -> None:
    found = read(text, at=TUESDAY.replace(hour=16))
    assert found.passed and not found.derived and local(found) == "06-16 15:00"
    assert "18:00" in str(found.question) and [at.hour for _, at in found.alternatives] == [18]


def test_a_cut_off_in_time_stands_beside_the_air_time() -> None:
    text = "We need this by 3pm for the 6pm bulletin."
    found = read(text, at=TUESDAY.replace(hour=14))
    assert not found.passed and local(found) == "06-16 15:00" and not found.alternatives


def test_a_deadline_before_receipt_is_shown_as_passed() -> None:
    found = read("We asked for a reply by 5pm on Monday 15 June.")
    assert found.passed and local(found) == "06-15 17:00" and "passed" in found.why


def test_a_day_told_by_another_time_is_that_day() -> None:
    assert local(read("The programme goes out on Thursday at 8pm and we need it in writing by 3pm that day.")) == "06-18 15:00"
    assert local(read("The paper comes out on Thursday, so please reply by noon the day before.")) == "06-17 12:00"


def test_a_clock_said_after_a_vaguer_time_makes_it_exact() -> None:
    assert local(read("I'd need to know by Thursday lunchtime, that's, you know, one-ish.")) == "06-18 13:00"


def test_tomorrow_is_the_readers_tomorrow_where_the_named_place_is_a_day_ahead() -> None:
    late = datetime(2026, 11, 1, 20, 30)
    found = read("by 9 tomorrow morning, London time", at=late, zone="America/New_York")
    assert found.at == datetime(2026, 11, 2, 9, tzinfo=ZoneInfo(LONDON))


def test_summer_time_named_to_a_desk_without_it_is_the_neighbours_clock() -> None:
    found = read("Deadline is 1pm AEDT today.", at=datetime(2026, 1, 14, 8, 40), zone="Australia/Brisbane")
    assert found.at == datetime(2026, 1, 14, 12, tzinfo=ZoneInfo("Australia/Brisbane"))


def test_a_field_of_a_form_outweighs_every_other_time() -> None:
    text = "Alerts, Tuesday batch\nReply wanted by: 5pm Thursday\nDetails: please call me before noon.\nPublication date: 17/06/2026"
    assert local(read(text)) == "06-18 17:00"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("EMBARGOED UNTIL 6am Thursday 18 June: new figures", "06-18 06:00"),
        ("Please note the report is under embargo until 00:01 on 22 June. Reply by 5pm today.", "06-22 00:01"),
        ("Sperrfrist: Donnerstag, 18. Juni, 6 Uhr", "06-18 06:00"),
        ("L'étude est sous embargo jusqu'au jeudi 18 juin à 6h.", "06-18 06:00"),
    ],
)
def test_an_embargo_has_its_end_and_is_no_deadline(text: str, until: str) -> None:
    found = deadlines.embargo(text, received_at=TUESDAY, zone=LONDON)
    assert found is not None and found.until is not None and found.until.strftime("%m-%d %H:%M") == until
    assert found.words and found.words in text
    assert local(read(text)) == "06-16 17:00" if "Reply" in text else read(text).at is None


def test_an_embargo_without_a_time_has_no_end_and_a_lapsed_one_is_none() -> None:
    open_ended = deadlines.embargo("The text is under embargo till we publish.", received_at=TUESDAY, zone=LONDON)
    assert open_ended is not None and open_ended.until is None
    assert deadlines.embargo("EMBARGOED UNTIL 9am on 2 June 2026", received_at=TUESDAY, zone=LONDON) is None
    assert deadlines.embargo("Can I quote this?", received_at=TUESDAY, zone=LONDON) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Thursday 3pm", "2026-06-18 15:00"),
        ("COB tomorrow", "2026-06-17 17:00"),
        ("in 2 hours", "2026-06-16 11:05"),
        ("Monday week", "2026-06-29 17:00"),
        ("half five", "2026-06-16 17:30"),
        ("next Friday", "2026-06-26 17:00"),
        ("18/06/2026 15:00", "2026-06-18 15:00"),
        ("2026-06-18T15:00", "2026-06-18 15:00"),
        ("last Friday of July", "2026-07-31 17:00"),
        ("two weeks from tomorrow", "2026-07-01 17:00"),
        ("5 May", "2027-05-05 17:00"),
        ("jeudi 17h30", "2026-06-18 17:30"),
        ("morgen 15 Uhr", "2026-06-17 15:00"),
        ("8 maja 2027 15:00", "2027-05-08 15:00"),
        ("blue cheese", None),
        ("", None),
    ],
)
def test_one_typed_expression_is_resolved(typed: str, expected: str | None) -> None:
    found = deadlines.resolve(typed, reference=TUESDAY, zone=LONDON)
    assert (found.strftime("%Y-%m-%d %H:%M") if found else None) == expected


def test_day_and_month_are_ordered_as_people_write_where_the_desk_is() -> None:
    assert deadlines.day_first_in(LONDON) and deadlines.day_first_in("Australia/Sydney")
    assert not deadlines.day_first_in("America/Chicago")
    for zone, month in ((LONDON, 8), ("America/New_York", 7)):
        found = deadlines.resolve("7/8", reference=TUESDAY, zone=zone)
        assert found is not None and found.month == month
    canada = read("Please reply by 7/8", zone="America/Toronto")
    assert local(canada)[:5] == "07-08" and canada.question


def test_the_dateparser_library_is_loaded_only_for_dates_we_do_not_know() -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from bot import deadlines; now = datetime(2026, 6, 16, tzinfo=UTC);"
        "deadlines.deadline('Reply by 18 June 2026', received_at=now, zone='UTC'); deadlines.resolve('18 June 2026', reference=now);"
        "print('dateparser' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


HOSTILE = {
    "digits": "1" * 10_000,
    "groups of digits": "12 " * 3_333,
    "white space": " \n\t" * 3_333,
    "by 5": "by 5 " * 2_000,
    "nested marks": "([{<" * 2_500,
    "dotted": "1." * 5_000,
    "slashes": "1/" * 5_000,
    "weekdays": "Friday " * 1_428,
    "quotes": ">\n" * 5_000,
    "attributions": "On Mon, 5 Oct 2026 at 12:14, X wrote:\n" * 256,
    "headers": "Date: Mon, 5 Oct 2026\n" * 450,
    "embargoes": "under embargo until 5pm " * 416,
    "articles": "the a an " * 1_100,
    "negations": "not no isn't " * 770,
    "spans": "1 hour and " * 909,
    "stars": "😀" * 10_000,
    "empty attributions": "On a wrote:\n--\n" * 667,
    "nested attributions": "> On a wrote:\n> > x\n" * 500,
    "forwards": "---------- Forwarded message ---------\nFrom: a\n\nby 5pm\n" * 170,
    "addresses": "a@" * 5_000,
    "minutes to hours": "ten to five " * 833,
    "that day": "5pm that day " * 769,
    "clarifications": "Friday, say 5pm, " * 588,
    "claims": "you a b c say " * 714,
}


# Far above what it takes anywhere, so that a busy machine fails no test: it catches what grows with the square
# of the length or worse. What it really takes is measured by `python -m tests.bench.deadlines`.
CATASTROPHE_SECONDS = 5


@pytest.mark.parametrize("name", HOSTILE)
def test_no_ten_thousand_characters_bring_the_reader_to_a_halt(name: str) -> None:
    text = HOSTILE[name][:10_000]
    begun = process_time()
    for read_all in (deadlines.deadline, deadlines.find, deadlines.embargo):
        read_all(text, received_at=TUESDAY, zone=LONDON)
    assert process_time() - begun < CATASTROPHE_SECONDS


WORDS = st.sampled_from(
    [
        "by",
        "before",
        "on",
        "at",
        "next",
        "last",
        "the",
        "5",
        "17",
        "3pm",
        "17h00",
        "Friday",
        "18",
        "June",
        "2026",
        "31/12",
        "tomorrow",
        "COB",
        "EOD",
        "noon",
        "midnight",
        "week",
        "a",
        "in",
        "2",
        "hours",
        "ET",
        "IST",
        "London",
        "time",
        "deadline",
        "embargo",
        "until",
        "please",
        "reply",
        "we",
        "publish",
        ">",
        "\n",
        ".",
        ",",
        "-",
        "(",
        ")",
        "half",
        "past",
        "quarter",
        "to",
        "end",
        "of",
        "month",
        "99",
        "0",
        "/",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
def test_no_text_raises_and_no_deadline_lies_before_receipt_unless_it_says_so(text: str) -> None:
    found = deadlines.deadline(text, received_at=TUESDAY, zone=LONDON)
    assert (found.at is not None) == (found.kind == "instant")
    if found.at is not None:
        assert found.at.tzinfo is not None and found.words is not None and found.words in text
        assert found.passed == (found.at < TUESDAY)
    deadlines.embargo(text, received_at=TUESDAY, zone=LONDON)
    deadlines.resolve(text, reference=TUESDAY, zone=LONDON)


def test_the_bench_tells_press_cases_from_spans_and_counts_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    press = tmp_path / "press.json"
    window = {"lo": "2026-06-16T17:00+01:00", "hi": "2026-06-16T17:00+01:00"}
    early = {"lo": "2026-06-16T12:00+01:00", "hi": "2026-06-16T12:00+01:00"}
    shared = {"ref": "2026-06-16T09:05:00+01:00", "org_tz": LONDON}
    rows = [
        {**shared, "sentence": "by 5pm please", **window},
        {**shared, "sentence": "by 5pm please", **early},
        {**shared, "sentence": "Please reply by 3pm.", "lo": None, "hi": None},
        {**shared, "sentence": "Nothing here.", "lo": None, "hi": None},
    ]
    press.write_text(json.dumps(rows))
    found = bench.measure(press)
    assert {key: found[key] for key in ("cases", "in_window", "late", "false", "none_cases")} == {
        "cases": 4,
        "in_window": 0.5,
        "late": 0.5,
        "false": 0.5,
        "none_cases": 2,
    }
    spans = tmp_path / "spans.json"
    span = {"core": True, "ref": "2026-06-16T09:05:00", "kind": "point", "dmy": False, "alts": []}
    spans.write_text(
        json.dumps(
            [
                {**span, "input": "thursday", "grain": "day", "expected": "2026-06-18T00:00:00"},
                {**span, "input": "half past two", "grain": "time", "expected": "14:30:00"},
                {**span, "input": "by end of year", "kind": "deadline", "grain": "second", "expected": "2027-01-01T00:00:00"},
                {**span, "input": "in 5 minutes", "grain": "minute", "expected": "2026-06-16T09:11:00"},
                {**span, "input": "not counted", "grain": "day", "expected": "2026-06-18T00:00:00", "core": False},
            ]
        )
    )
    bench.run([press, spans], as_json=True)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == ["press.json", "spans.json"]
    assert (lines[1]["cases"], lines[1]["in_window"]) == (4, 0.75)
    assert set(lines[0]) == {"file", "cases", "in_window", "late", "false", "none_cases", "p95_ms", "max_ms"}
