"""Files in the stand-in, on the wire: uploads by the app and by people, fetching, and what Slack refuses."""

import urllib.error
import urllib.request

import pytest

from bot.sandbox import cast
from tests.sandbox_bot import Place, modal, plain, refusal, running

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.fixture
def desk():
    with running() as place:
        yield place


def upload(desk: Place, **more) -> dict:
    given = {"channel": "C0DESK", "filename": "report.csv", "content": "a,b", "title": "Report"} | more
    answer = desk.client.files_upload_v2(**given)
    return desk.client.files_info(file=answer["file"]["id"])["file"]


def fetch(url: str, token: str | None = cast.BOT_TOKEN):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        return answer.read(), answer.headers, answer.url


def brought(desk: Place, name: str = "days.ics", content: bytes = b"BEGIN:VCALENDAR", user: str = "U0MARA") -> dict:
    result = desk.world.upload(user, name, content)
    assert result.ok, result
    return result.data["file"]


# -- by the app ---------------------------------------------------------------------------------------------------------


def test_an_upload_goes_under_a_message_with_its_words(desk):
    parent = desk.client.chat_postMessage(channel="C0DESK", text="The card")["ts"]
    file = upload(desk, initial_comment="Here it is", thread_ts=parent, alt_txt="Numbers")
    (reply,) = desk.world.messages("C0DESK", thread_ts=parent)[1:]
    assert (reply["text"], reply["bot_id"], reply["thread_ts"]) == ("Here it is", cast.BOT_ID, parent)
    assert reply["files"][0]["id"] == file["id"] and desk.world.messages("C0DESK")[0]["reply_count"] == 1
    assert (file["name"], file["title"], file["mimetype"], file["filetype"]) == ("report.csv", "Report", "text/csv", "csv")
    assert (file["size"], file["user"], file["alt_txt"]) == (3, cast.BOT_USER, "Numbers")
    assert file["channels"] == ["C0DESK"] and file["is_public"] is True


def test_a_file_for_a_person_goes_into_their_direct_messages(desk):
    file = upload(desk, channel=desk.client.conversations_open(users="U0TOBI")["channel"]["id"])
    assert desk.world.messages(desk.world.dm("U0TOBI"))[-1]["files"][0]["id"] == file["id"]
    assert file["ims"] == [desk.world.dm("U0TOBI")] and file["is_public"] is False


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"channel": "C0NOBOT"}, "not_in_channel"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"thread_ts": "1.000001"}, "thread_not_found"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
def test_what_cannot_be_shared_is_refused_and_nothing_is_posted(desk, given, error):
    assert refusal(lambda: upload(desk, **given))["error"] == error
    assert desk.world.messages("C0DESK") == []


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(desk):
    desk.control("strictness", file_bytes=2)
    assert refusal(lambda: upload(desk))["error"] == "file_upload_size_restricted"


@pytest.mark.parametrize(
    ("scope", "call"),
    [
        ("files:write", lambda desk: desk.client.files_getUploadURLExternal(filename="a.txt", length=1)),
        ("files:write", lambda desk: desk.client.files_delete(file="F1")),
        ("files:read", lambda desk: desk.client.files_info(file="F1")),
    ],
)
def test_each_method_needs_its_scope(desk, scope, call):
    desk.control("scopes", scopes=[one for one in cast.SCOPES.split(",") if one != scope])
    answer = refusal(lambda: call(desk))
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)


def test_an_upload_url_takes_the_announced_bytes_once(desk):
    step = desk.client.files_getUploadURLExternal(filename="a.txt", length=4)
    for content, status in ((b"longer", 400), (b"four", 200), (b"more", 404)):
        try:
            with urllib.request.urlopen(step["upload_url"], data=content) as answer:
                assert answer.status == status
        except urllib.error.HTTPError as error:
            with error:
                assert error.code == status
    file = desk.client.files_completeUploadExternal(files=[{"id": step["file_id"]}])["files"][0]
    assert fetch(desk.client.files_info(file=file["id"])["file"]["url_private_download"])[0] == b"four"


def test_a_deleted_file_leaves_a_mark_where_it_stood(desk):
    file = upload(desk)
    desk.client.files_delete(file=file["id"])
    assert desk.world.messages("C0DESK")[-1]["files"] == [{"id": file["id"], "mode": "tombstone"}]
    assert refusal(lambda: desk.client.files_info(file=file["id"]))["error"] == "file_not_found"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(file["url_private_download"])


def test_the_app_deletes_only_its_own(desk):
    file = brought(desk)
    assert desk.world.post("U0MARA", "C0DESK", "", attached=[file["id"]]).ok
    assert refusal(lambda: desk.client.files_delete(file=file["id"]))["error"] == "cant_delete_file"


# -- fetching -----------------------------------------------------------------------------------------------------------


def test_the_bytes_come_for_the_apps_token_and_as_a_download(desk):
    file = upload(desk, filename='böse "name".html', content=b"<script>alert(1)</script>")
    content, headers, _ = fetch(file["url_private_download"])
    assert content == b"<script>alert(1)</script>"
    assert headers["content-disposition"].startswith('attachment; filename="b_se _name_.html"')
    assert headers["x-content-type-options"] == "nosniff" and "sandbox" in headers["content-security-policy"]


@pytest.mark.parametrize("token", [None, "xoxb-somebody-else", cast.APP_TOKEN])
def test_without_the_token_there_is_a_page_to_sign_in_instead(desk, token):
    content, headers, url = fetch(upload(desk)["url_private"], token)
    assert headers["content-type"].startswith("text/html") and b"Sign in" in content and "/login?" in url


def test_without_the_scope_there_is_a_page_to_sign_in_too(desk):
    file = upload(desk)
    desk.control("scopes", scopes="chat:write,files:write")
    assert b"Sign in" in fetch(file["url_private_download"])[0]


def test_the_app_does_not_see_what_was_not_shared_with_it(desk):
    file = brought(desk)
    assert refusal(lambda: desk.client.files_info(file=file["id"]))["error"] == "file_not_found"
    desk.world.post("U0MARA", "C0NOBOT", "among us", attached=[file["id"]])
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(file["url_private_download"])
    desk.world.post("U0MARA", "C0DESK", "for all", attached=[file["id"]])
    assert fetch(file["url_private_download"])[0] == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [("a.png", PNG, True), ("a.png", b"<svg onload=alert(1)>", False), ("a.svg", b"<svg/>", False), ("a.html", b"<b>", False)],
)
def test_the_page_shows_pictures_in_place_and_hands_out_the_rest_as_downloads(desk, name, content, shown):
    file = upload(desk, filename=name, content=content)
    held, headers, _ = fetch(f"{desk.server.url}/sandbox/api/files/{file['id']}", None)
    assert held == content and headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"].split(";")[0] == ("inline" if shown else "attachment")
    assert headers["content-type"] == ("image/png" if shown else "application/octet-stream")


# -- by people ----------------------------------------------------------------------------------------------------------


def test_a_message_with_a_file_reaches_the_app_as_a_file_share(desk):
    file = brought(desk, "list.csv", b"name\n")
    desk.world.post("U0MARA", "C0DESK", "our list", attached=[file["id"]])
    event = desk.bot.wait("message")[-1]["event"]
    assert (event["subtype"], event["text"], event["user"]) == ("file_share", "our list", "U0MARA")
    (told,) = event["files"]
    assert fetch(told["url_private_download"])[0] == b"name\n" and "handed_to_app" not in told


def test_nobody_posts_anothers_file(desk):
    assert desk.world.post("U0TOBI", "C0DESK", "mine?", attached=[brought(desk)["id"]]).error == "file_not_found"


@pytest.mark.parametrize("given", [("U0NOBODY", "a.txt", b"x"), ("U0MARA", "", b"x"), ("U0MARA", "a.txt", b"")])
def test_an_upload_without_a_person_a_name_or_bytes_is_refused(desk, given):
    assert not desk.world.upload(*given).ok


def test_a_name_is_never_a_path(desk):
    assert brought(desk, "..\\..\\etc/passwd.txt")["name"] == "passwd.txt"


def form(**element):
    field = {"type": "input", "block_id": "calendar", "label": plain("Calendar"), "optional": True}
    return modal(blocks=[field | {"element": {"type": "file_input", "action_id": "file"} | element}])


def opened(desk: Place, **element) -> None:
    desk.world.command("U0MARA", "C0DESK", "/press", "x")
    trigger = desk.bot.wait("command")[-1]["trigger_id"]
    desk.client.views_open(trigger_id=trigger, view=form(**element))


def sent(desk: Place, *files: dict):
    return desk.world.submit("U0MARA", None, {"calendar": {"file": {"files": [{"id": one["id"]} for one in files]}}})


def test_a_file_put_into_a_form_arrives_with_it_and_can_be_fetched(desk):
    opened(desk, filetypes=["ics"], max_files=1)
    file = brought(desk)
    assert sent(desk, file).ok
    entry = desk.bot.wait("submission")[-1]["view"]["state"]["values"]["calendar"]["file"]
    (told,) = entry["files"]
    assert entry["type"] == "file_input" and told["id"] == file["id"]
    assert (told["name"], told["mimetype"], told["filetype"], told["size"]) == ("days.ics", "text/calendar", "ics", 15)
    assert fetch(told["url_private_download"])[0] == b"BEGIN:VCALENDAR"
    assert desk.client.files_info(file=file["id"])["file"]["name"] == "days.ics"


def test_a_form_checks_what_is_put_into_it_as_slack_does(desk):
    opened(desk, filetypes=["ics"], max_files=1)
    for files in ([brought(desk, "days.pdf")], [brought(desk), brought(desk)], [brought(desk, content=b"x" * 10_485_761)]):
        assert "calendar" in sent(desk, *files).data["errors"]
    assert desk.bot.all("submission") == []
    assert sent(desk).ok and desk.bot.wait("submission")[-1]["view"]["state"]["values"]["calendar"]["file"]["files"] == []


def test_a_file_that_nobody_uploaded_is_no_value(desk):
    opened(desk)
    assert sent(desk, {"id": "F0NOWHERE1"}).error == "invalid_value"


@pytest.mark.parametrize("element", [{"max_files": 11}, {"max_files": 0}, {"filetypes": "ics"}, {"placeholder": plain("x")}])
def test_a_file_input_is_checked_like_every_element(desk, element):
    assert refusal(lambda: opened(desk, **element))["error"] == "invalid_arguments"


def test_a_form_that_asks_for_files_needs_the_scope(desk):
    desk.control("scopes", scopes="commands,chat:write")
    assert refusal(lambda: opened(desk))["needed"] == "files:read"
