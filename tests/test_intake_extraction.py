"""Reading a media inquiry from pasted text: `bot.intake.extract` and what `as_json` prints of it."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.intake import DEFAULT_SENSITIVE_WORDS, Extraction, as_json, extract, extract_file, is_verbatim
from tests.bench.score_extraction import find_all, score

DATA = Path(__file__).parent / "data"
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)

#: What is asked of the rules, and measured here on texts of our own.
FLOORS = {
    "inquiry_f1": 0.90,
    "journalists_f1": 0.85,
    "outlet_accuracy": 0.85,
    "emails_f1": 0.95,
    "phones_f1": 0.95,
    "questions_f1": 0.80,
    "request_types_f1": 0.80,
    "deadline_accuracy": 0.90,
    "terms_accuracy": 0.90,
    "embargo_accuracy": 0.90,
    "topic_accuracy": 0.85,
    "grave_recall": 0.90,
    "grave_precision": 0.70,
}


def read(text: str, **options: Any) -> Extraction:
    return extract(text, received_at=NOON, zone="Europe/London", **options)


@pytest.fixture(scope="module")
def labelled() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((DATA / "inquiries.json").read_text(encoding="utf-8"))
    return items


@pytest.fixture(scope="module")
def measures(labelled: list[dict[str, Any]]) -> dict[str, float]:
    return score(find_all(labelled))


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_the_rules_reach_what_is_asked_of_them_on_our_own_texts(measure: str, measures: dict[str, float]) -> None:
    assert measures[measure] >= FLOORS[measure]


def test_everything_extracted_stands_word_for_word_in_the_text(labelled: list[dict[str, Any]]) -> None:
    for item in labelled:
        found = read(item["text"])
        pieces = [*found.journalists, *found.emails, *found.phones, *found.questions, *found.sensitive_words]
        pieces += [piece for piece in (found.outlet, found.terms_words) if piece]
        pieces += [piece for piece in found.topic.removesuffix("…").split(" – ") if item["form"] != "webform"]
        joined = item["form"] == "webform"
        for piece in pieces:
            assert is_verbatim(piece, item["text"]) or (joined and piece in found.journalists), (item["id"], piece)


def test_names_split_over_two_form_fields_are_joined() -> None:
    form = "First name: Ines\nLast name: Quillfeather\nOutlet: Marl Weekly\nEmail: iq@marlweekly.example\nMessage: Is the shop open?"
    assert read(form).journalists == ("Ines Quillfeather",)


def test_a_first_name_signed_under_a_full_header_gives_the_full_name() -> None:
    mail = "From: Jo Okafor <jo@tidewayecho.example>\nTo: press@kites.example.org\nSubject: Kites\n\nHow many kites flew?\n\nThanks\nJo"
    found = read(mail)
    assert found.journalists == ("Jo Okafor",)
    assert found.emails == ("jo@tidewayecho.example",)
    assert found.channel == "email"


def test_the_address_of_the_house_is_never_the_askers() -> None:
    mail = "From: Jo Okafor <jo@tidewayecho.example>\nTo: press@kites.example.org\nSubject: Kites\n\nI wrote to press@kites.example.org. How many flew?"
    assert read(mail).emails == ("jo@tidewayecho.example",)


def test_an_outlet_that_only_the_address_names_is_not_named() -> None:
    mail = "From: Jo Okafor <jo@tidewayecho.example>\nTo: press@kites.example.org\nSubject: Kites\n\nHow many kites flew in the story you told?\n\nJo"
    assert read(mail).outlet is None


def test_the_colleague_who_passes_a_mail_on_is_not_the_journalist() -> None:
    text = (
        "fyi, one for you? Ring me on 01632 960100. Bea\n\n---------- Forwarded message ---------\n"
        "From: Sol Winterbourne <sol@quaylight.example>\nDate: Tue, 3 Mar 2026 at 09:12\nSubject: boats\nTo: <bea@kites.example.org>\n\n"
        "Hi Bea,\n\nI'm a reporter at the Quaylight Post. Who owns the boats?\n\nSol Winterbourne\n01632 960200"
    )
    found = read(text)
    assert found.journalists == ("Sol Winterbourne",)
    assert found.phones == ("01632 960200",)
    assert found.outlet == "Quaylight Post"


def test_questions_already_answered_in_the_quoted_part_are_not_asked_again() -> None:
    text = (
        "Thanks Bea. One more for the story: who paid for the boats?\n\nSol Winterbourne\nQuaylight Post\n\n"
        "On Mon, 2 Mar 2026 at 10:00, Bea Tarn <bea@kites.example.org> wrote:\n> How many boats? Nine.\n> Bea"
    )
    assert read(text).questions == ("who paid for the boats?",)


def test_the_old_questions_count_where_the_newest_words_ask_them_again() -> None:
    text = (
        "Hi Bea, the same questions as before please, deadline is Friday.\n\nSol\n\n"
        "On Mon, 2 Mar 2026 at 10:00, Sol Winterbourne <sol@quaylight.example> wrote:\n> How many boats are there?\n> Who painted them?"
    )
    found = read(text)
    assert found.questions == ("How many boats are there?", "Who painted them?")
    assert found.emails == ("sol@quaylight.example",)


def test_allegations_before_publication_count_one_each_and_ask_for_a_right_of_reply() -> None:
    text = (
        "Dear Sir,\n\nWe intend to publish a story. We invite your response to each of the following:\n\n"
        "1. The trust sold the hall below its price.\n2. The chair's brother bought it.\n\nYours,\nAda Brindle\nEditor, Fen Mercury"
    )
    found = read(text)
    assert found.questions == ("The trust sold the hall below its price.", "The chair's brother bought it.")
    assert "right_of_reply" in found.request_types
    assert found.sensitivity == "sensitive"


def test_off_the_record_talk_of_others_does_not_change_the_terms() -> None:
    text = "Two staff spoke to me off the record last week. Can you comment on the record by 5pm?\n\nAda Brindle\nReporter, Fen Mercury"
    assert read(text).terms == "on_record"


@pytest.mark.parametrize(
    ("words", "terms", "printed"),
    [
        ("Could we talk off the record about the hall?", "off_record", "off_record"),
        ("Could we talk on background about the hall?", "on_background", "background"),
        ("Could we talk on deep background about the hall?", "deep_background", "deep_background"),
    ],
)
def test_the_terms_an_asker_proposes_are_found_with_their_words(words: str, terms: str, printed: str) -> None:
    found = read(f"Hi Bea,\n\n{words}\n\nAda Brindle\nReporter, Fen Mercury")
    assert (found.terms, as_json("x", found)["terms"]) == (terms, printed)
    assert found.terms_words is not None and found.terms_words in words


def test_a_team_decides_which_words_are_sensitive() -> None:
    text = "Hi, Ada Brindle, Fen Mercury. Is it true that the llama escaped?"
    assert read(text).sensitivity == "routine"
    found = read(text, sensitive_words=("llama*",))
    assert (found.sensitivity, found.sensitive_words) == ("sensitive", ("llama",))
    assert read("Did police find the llama?", sensitive_words=()).sensitivity == "routine"


def test_a_word_with_a_star_stands_for_its_endings_and_one_without_stands_alone() -> None:
    assert read("Were they embezzling?", sensitive_words=("embezzl*",)).sensitive_words == ("embezzling",)
    assert read("The policeman smiled.", sensitive_words=("police",)).sensitive_words == ()
    assert "alleg*" in DEFAULT_SENSITIVE_WORDS


def test_people_in_danger_now_are_a_crisis() -> None:
    text = "this is Ada Brindle w/ Fen Mercury. is that your hall on fire? people trapped?? call me asap 01632 960111"
    assert read(text).sensitivity == "crisis"


def test_a_number_said_twice_is_listed_once_in_its_first_form() -> None:
    text = "Voicemail from 01632 960447, 09:12\n\n\"Hi it's Ada Brindle from the Fen Mercury, is the hall open? I'm on 01632, 960, 447.\""
    found = read(text)
    assert found.phones == ("01632 960447",)
    assert found.channel == "phone"


def test_dates_sums_and_addresses_of_machines_are_no_phone_numbers() -> None:
    text = "Was it 2026-03-12 14:00 or 12/03/2026? Did £1,200,000 go to 198.51.100.23 in 2019-2025?\n\nAda Brindle\nReporter, Fen Mercury"
    assert read(text).phones == ()


@pytest.mark.parametrize(
    "text",
    [
        "FOR IMMEDIATE RELEASE\n\nNew research by a sock maker finds we lose socks.\n\nENDS\nMedia contact: 01632 960100",
        "Invoice no. 991 is overdue. Could you confirm when the payment is made? Amount due: £40.",
        "Automatic reply: I am out of the office until Monday. For urgent stories call the newsdesk.",
        "You are invited to our webinar for journalists and charities. Register now. Unsubscribe",
        "Please find attached my CV for the role of press officer. I was a reporter. Could you confirm receipt?",
    ],
)
def test_what_asks_nothing_for_a_story_is_no_inquiry_and_prints_no_fields(text: str) -> None:
    printed = as_json("x", read(text))
    assert printed["is_inquiry"] is False
    assert printed["questions"] == printed["journalists"] == printed["phones"] == []
    assert printed["deadline"] == {"words": None, "kind": "none", "at": None}


def test_empty_text_gives_an_empty_extraction() -> None:
    for text in ("", " \n\t ", "\u200b\u202e"):
        found = read(text)
        assert not found.is_inquiry
        assert (found.journalists, found.outlet, found.emails, found.phones, found.topic, found.questions) == (
            (),
            None,
            (),
            (),
            "",
            (),
        )
        assert found.deadline.kind == "none" and found.embargo is None


def test_the_topic_is_one_short_line_without_reply_marks() -> None:
    mail = (
        "From: Jo Okafor <jo@t.example>\nTo: p@k.example.org\nSubject: Re: FW: [EXTERNAL] Kites over the harbour\n\n"
        + "How many kites? " * 60
    )
    topic = read(mail).topic
    assert topic.startswith("Kites over the harbour")
    assert len(topic) <= 250 and "\n" not in topic


def test_invisible_characters_neither_hide_a_question_nor_survive() -> None:
    text = "Hi, Ada Brindle, Fen Mercury here. Did the po\u200blice come to the \u202ehall?\x00 01632\u200b 960111"
    found = read(text)
    assert found.questions == ("Did the police come to the hall?",)
    assert found.sensitive_words == ("police",)
    assert found.phones == ("01632 960111",)


def test_text_in_a_broken_encoding_is_read_and_given_back_as_it_stands() -> None:
    text = "Hi, Ada Brindle, reporter at Fen Mercury. Iâ€™d like a photo of the hall, please."
    assert read(text).questions == ("Iâ€™d like a photo of the hall, please.",)


@pytest.mark.parametrize(
    "shape",
    [
        "{}",
        "Hi {},\nCould you say {}?\n\n{}",
        "From: {}\nTo: a@b.example\nSubject: {}\n\n{}",
        "Name: {}\nOutlet: {}\nEmail: {}\nMessage: {}",
    ],
)
def test_no_naughty_string_breaks_the_rules(shape: str) -> None:
    for naughty in json.loads((DATA / "naughty_strings.json").read_text(encoding="utf-8")):
        text = shape.replace("{}", naughty)
        json.dumps(as_json("x", read(text)))


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "1",
        "a ",
        "Aa ",
        "Aa, ",
        "Aa of ",
        "Just ",
        "? ",
        "Aa? ",
        "can you, ",
        "wants to know what ",
        "> ",
        "- a\n",
        "From: a\n",
        "\n",
        "The ",
        "a@b.c ",
        "one two ",
        "(Aa, ",
        '"a":"b",',
        "a|b|c|d\n",
        "555 ",
    ],
)
def test_hostile_text_of_ten_kilobytes_comes_to_an_end(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    read("warm")
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 20  # A part of a second; what blows up takes for ever.


def test_a_file_of_texts_gives_one_object_each_with_the_printed_keys(tmp_path: Path) -> None:
    path = tmp_path / "texts.json"
    item = {
        "id": "a",
        "text": "Ada Brindle, Fen Mercury: is the hall open? By 5pm.",
        "received_at": "2026-03-03T12:00:00+00:00",
        "org_tz": "Europe/London",
    }
    path.write_text(json.dumps([item, {**item, "id": "b"}]), encoding="utf-8")
    printed = list(extract_file(path))
    assert [line["id"] for line in printed] == ["a", "b"]
    keys = "id is_inquiry journalists outlet emails phones topic questions request_types deadline terms embargo sensitivity"
    assert list(printed[0]) == keys.split()
    assert printed[0]["deadline"]["at"] == "2026-03-03T17:00:00+00:00"


def test_a_file_that_holds_no_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "texts.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="JSON list"):
        list(extract_file(path))


def test_form_data_in_json_and_in_a_table_is_read_like_a_form() -> None:
    as_object = (
        '{"full_name":"Ada Brindle","outlet":"Fen Mercury","email":"ada@fenmercury.example","message":"Is the hall open?"}'
    )
    as_table = "Name | Outlet | Email | Enquiry\nAda Brindle | Fen Mercury | ada@fenmercury.example | Is the hall open?"
    for text in (as_object, as_table):
        found = read(text)
        assert (found.journalists, found.outlet, found.questions) == (("Ada Brindle",), "Fen Mercury", ("Is the hall open?",))
        assert found.channel == "web_form"


@pytest.mark.parametrize(
    ("text", "name", "outlet"),
    [
        ("Lena Ost from the Mail on Harbour rang, wants to know how many beds are empty tonight.", "Lena Ost", "Mail on Harbour"),
        ("Hi, Hugo Delmer, Six O'Clock South. Is the camp open? Need it in five minutes.", "Hugo Delmer", "Six O'Clock South"),
        ("Guten Tag, hier ist Katrin Ohl vom Nordlicht-Magazin. Wie viele Plätze sind frei?", "Katrin Ohl", "Nordlicht-Magazin"),
        ("hola, soy Ximena Tlap de Nopalera, reportera. ¿Hay gente herida?", "Ximena Tlap", "Nopalera"),
        ("Dear team,\n\nSlate & Salt has commissioned me to write about dementia cafes. May I visit?\n\nThanks, Priya Cole", "Priya Cole", "Slate & Salt"),
        ("The Marlpit Echo's Des Oke has asked if we'll comment on the letter.", "Des Oke", "The Marlpit Echo"),
    ],
)  # fmt: skip
def test_whoever_introduces_themselves_or_is_passed_on_is_found_with_their_outlet(text: str, name: str, outlet: str) -> None:
    found = read(text)
    assert (found.journalists, found.outlet) == ((name,), outlet)


def test_an_outlet_the_text_names_anywhere_is_known_by_the_askers_address() -> None:
    text = "Is the hall open on Sunday? Parrot & Plain goes out at noon.\n\nOdette Vale\nodette@parrotandplain.example"
    assert read(text).outlet == "Parrot & Plain"


def test_a_mail_passed_along_inside_the_house_is_its_first_writers() -> None:
    text = (
        "see the chain\n\n---------- Forwarded message ---------\nFrom: Front Desk <hello@kites.example.org>\nDate: Thu, Oct 1, 2026 at 4:12 PM\n"
        "Subject: Fwd: park\nTo: Bea <bea@kites.example.org>\n\nHi Bea, he also rang.\nTasha\n\n---------- Forwarded message ---------\n"
        "From: Anders Cho <anders@fenreader.example>\nDate: Thu, Oct 1, 2026 at 2:50 PM\nSubject: park\nTo: <hello@kites.example.org>\n\n"
        "Hello, I'm with the Fen Reader. Will you take everyone in?\n\nAnders\n01632 960155"
    )
    found = read(text)
    assert (found.journalists, found.emails, found.phones) == (
        ("Anders Cho",),
        ("anders@fenreader.example",),
        ("01632 960155",),
    )


def test_the_number_of_a_general_desk_is_not_the_askers() -> None:
    text = "Is the hall open for the story?\n\nAda Brindle\nReporter, Fen Mercury\ndesk 509-555-0111 (newsroom) | cell 509-555-0188"
    assert read(text).phones == ("509-555-0188",)


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        ("We intend to report that the hall was sold and that no one was told.", ("that the hall was sold", "that no one was told")),
        ("I would like:\n\na reaction from the chair;\nthe number of visits;\nyour view on the target.",
         ("a reaction from the chair", "the number of visits", "your view on the target.")),
        ("A. Residents were locked in.\nB. The manager hid it.\nC. Nobody was told.\n\nThis is what the article will say.",
         ("Residents were locked in.", "The manager hid it.", "Nobody was told.")),
        ("One paragraph from your chair, please.", ("One paragraph from your chair, please.",)),
        ("Me gustaría saber cuántas camas hay y si piensan cerrar.", ("cuántas camas hay", "si piensan cerrar.")),
        ("I'd need to have talked to you by noon Friday.", ()),
        ("Necesito las respuestas mañana a las 13.30 h.", ()),
        ("Could you come back to me by Friday?", ()),
    ],
)  # fmt: skip
def test_asks_of_many_shapes_are_kept_and_the_hour_of_the_reply_is_not(words: str, questions: tuple[str, ...]) -> None:
    found = read(f"Hi Bea,\n\nI'm a reporter at the Fen Mercury.\n\n{words}\n\nThanks,\nAda Brindle\nReporter, Fen Mercury")
    assert found.questions == questions


def test_two_faint_words_ask_for_care_and_one_does_not() -> None:
    assert read("Ada Brindle, Fen Mercury: is the hall closed on Sundays?").sensitivity == "routine"
    assert read("Ada Brindle, Fen Mercury: is the hall closed, and have people complained?").sensitivity == "sensitive"
