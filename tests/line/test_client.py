"""What is known after a call to LINE: each outcome told apart, nothing repeated, the token shown to LINE alone."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3.webhook import SignatureValidator

from bot import clock
from bot.line import client
from bot.line.client import Outcome
from bot.settings import LINE_API_HOST, LINE_CONTENT_HOST
from bot.settings import settings as config
from bot.webhook import is_signed
from tests.line.server import Answered, Server, serving
from tests.world import set_environment

TOKEN = "the-token"
TEXT = [{"type": "text", "text": "ไส้อั่ว โลละ 280 😀"}]
KEY = "123e4567-e89b-12d3-a456-426614174000"


@pytest.fixture
def line() -> Iterator[Server]:
    """LINE's address in the settings is a server that answers as it is told."""
    with serving() as server:
        set_environment(LINE_API_HOST=server.url, LINE_CHANNEL_ACCESS_TOKEN=TOKEN, APP_ENV="test")
        client.disconnect()
        yield server
        client.disconnect()


def words(message: str, *properties: str) -> bytes:
    """An error of LINE."""
    details = [{"message": "May not be empty", "property": one} for one in properties]
    return json.dumps({"message": message, **({"details": details} if details else {})}).encode()


DEAD = Answered(400, words("Invalid reply token"))
RATE = Answered(429, words("The API rate limit has been exceeded. Try again later."))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answered(200, b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'), Outcome.SENT),
        (Answered(200, b"not json at all"), Outcome.SENT),
        (Answered(200, b""), Outcome.SENT),
        (Answered(409, words("The retry key is already accepted"), {"x-line-accepted-request-id": "1"}), Outcome.SENT),
        (Answered(400, words("The request body has 1 error(s)", "messages[0].text")), Outcome.REFUSED),
        (Answered(400, b"<html>no json</html>"), Outcome.REFUSED),
        (Answered(400, b'["a list"]'), Outcome.REFUSED),
        (Answered(400, b"\xff\xfe"), Outcome.REFUSED),
        (Answered(401, words("Authentication failed")), Outcome.REFUSED),
        (Answered(403, words("Access to this API is not available for your account")), Outcome.REFUSED),
        (RATE, Outcome.LIMITED),
        (Answered(429, b"busy"), Outcome.LIMITED),
        (Answered(429, words("You have reached your monthly limit.")), Outcome.QUOTA),
        (Answered(500, words("Internal server error")), Outcome.UNKNOWN),
        (Answered(502, b"<html>"), Outcome.UNKNOWN),
        (Answered(503, b""), Outcome.UNKNOWN),
        (Answered(is_reset=True), Outcome.UNKNOWN),
        (Answered(200, b"{", is_cut=True), Outcome.UNKNOWN),
        (Answered(302, b"", {"Location": "/elsewhere"}), Outcome.REFUSED),
        (Answered(307, b"", {"Location": "/elsewhere"}), Outcome.REFUSED),
    ],
)
@pytest.mark.parametrize("kind", ["reply", "push", "multicast"])
def test_outcomes(line: Server, answer: Answered, outcome: Outcome, kind: str) -> None:
    line.will(answer)
    result = {
        "reply": lambda: client.reply("r" * 32, TEXT),
        "push": lambda: client.push("U1", TEXT, KEY),
        "multicast": lambda: client.multicast(["U1", "U2"], TEXT, KEY),
    }[kind]()
    assert result.outcome is outcome
    assert len(line.asked) == 1, "nothing is repeated, and no redirect followed, by itself"
    assert "ไส้อั่ว" not in result.error
    assert TOKEN not in result.error


def test_a_dead_reply_token_is_told_from_other_refusals(line: Server) -> None:
    line.will(DEAD)
    assert client.reply("r" * 32, TEXT).outcome is Outcome.DEAD_TOKEN
    assert client.push("U1", TEXT, KEY).outcome is Outcome.REFUSED
    line.will(Answered(400, words("The property, replyToken, in the request body is invalid")))
    assert client.reply("r" * 32, TEXT).outcome is Outcome.REFUSED


def test_what_line_complains_about_is_kept(line: Server) -> None:
    line.will(Answered(400, words("The request body has 2 error(s)", "messages[0].text", "messages[1].contents")))
    assert client.push("U1", TEXT, KEY).error == (
        "400 The request body has 2 error(s) messages[0].text messages[1].contents"
    )


def test_a_very_long_complaint_is_cut(line: Server) -> None:
    line.will(Answered(400, words("x" * 10_000)))
    assert len(client.push("U1", TEXT, KEY).error) <= 500


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("999999", 3600.0), (" 12 ", 12.0)])
def test_retry_after_in_seconds(line: Server, status: int, header: str, seconds: float) -> None:
    line.will(Answered(status, b"{}", {"Retry-After": header}))
    assert client.push("U1", TEXT, KEY).retry_after == seconds


def test_retry_after_as_a_date(line: Server) -> None:
    """RFC 9110 §10.2.3: seconds, or the moment."""
    at = clock.real_now() + timedelta(seconds=90)
    line.will(Answered(429, RATE.body, {"Retry-After": format_datetime(at.astimezone(), usegmt=False)}))
    seconds = client.push("U1", TEXT, KEY).retry_after
    assert seconds is not None
    assert 85 < seconds <= 90


@pytest.mark.parametrize("header", ["", "soon", "-3", "Wed, 21 Oct 2015 07:28:00 GMT", "nan", "๗", "Wed, 99 Foo 2015"])
def test_retry_after_that_says_nothing(line: Server, header: str) -> None:
    """A 429 without a usable moment is not repeated at once; a 503 leaves it to the queue's own waits."""
    headers = {"Retry-After": header.encode().decode("latin-1")}
    line.will(Answered(429, RATE.body, headers))
    assert client.push("U1", TEXT, KEY).retry_after == client.DEFAULT_BACK_OFF
    line.will(Answered(503, b"", headers))
    assert client.push("U1", TEXT, KEY).retry_after is None


def test_a_server_that_never_answers(line: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "READ_TIMEOUT", 0.2)
    client.disconnect()
    line.will(Answered(seconds=2))
    began = clock.monotonic()
    assert client.reply("r" * 32, TEXT).outcome is Outcome.UNKNOWN
    assert clock.monotonic() - began < 1.5
    assert client.content("1").status == 0


def test_nobody_at_the_address() -> None:
    set_environment(LINE_API_HOST="http://127.0.0.1:9", LINE_CHANNEL_ACCESS_TOKEN=TOKEN)
    client.disconnect()
    assert client.reply("r" * 32, TEXT).outcome is Outcome.UNKNOWN
    assert client.content("1").status == 0
    assert client.quota()["error"]
    client.disconnect()


def test_thai_travels_as_utf_8(line: Server) -> None:
    """Escaped it would be six bytes a letter, and a carousel twice as heavy for LINE's limit."""
    client.push("U1", TEXT, KEY)
    (asked,) = line.asked
    assert asked.body == json.dumps({"to": "U1", "messages": TEXT}, ensure_ascii=False, separators=(",", ":")).encode()
    assert "ไส้อั่ว โลละ 280 😀".encode() in asked.body
    assert asked.headers["content-type"].startswith("application/json")
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"


def test_only_what_may_be_repeated_has_a_retry_key(line: Server) -> None:
    client.reply("r" * 32, TEXT)
    client.push("U1", TEXT, KEY)
    client.multicast(["U1"], TEXT, KEY)
    client.show_loading("U" + "1" * 32)
    assert [asked.headers.get("x-line-retry-key") for asked in line.asked] == [None, KEY, KEY, None]
    assert [asked.path for asked in line.asked] == [
        "/v2/bot/message/reply", "/v2/bot/message/push", "/v2/bot/message/multicast", "/v2/bot/chat/loading/start"
    ]  # fmt: skip


def test_the_token_is_shown_to_no_other_host(line: Server) -> None:
    """A redirect, of a photo above all, leads to whoever asks for it; the token would go along."""
    with serving() as stranger:
        line.will(Answered(302, b"", {"Location": f"{stranger.url}/steal"}))
        client.reply("r" * 32, TEXT)
        client.push("U1", TEXT, KEY)
        client.bot_info()
        assert client.content("1").status == 302
        assert len(line.asked) == 4
        assert not stranger.asked


def test_line_s_own_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_API_HOST", LINE_API_HOST)
    config.cache_clear()
    assert (config().line_api_host, config().content_host) == (LINE_API_HOST, LINE_CONTENT_HOST)
    monkeypatch.undo()
    config.cache_clear()


# --- contents ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [202, 404, 410, 429, 500, 401])
def test_a_photo_s_status_is_handed_on(line: Server, status: int) -> None:
    line.will(Answered(status, b'{"message":"x"}'))
    found = client.content("1")
    assert (found.status, found.data) == (status, b"")


@pytest.mark.parametrize(
    "first", [Answered(202, b"{}"), Answered(500, b"x" * 100_000), Answered(404, words("Not found"))]
)
def test_after_a_photo_that_is_not_ready_the_next_call_works(line: Server, first: Answered) -> None:
    """The connection goes back to the pool; what was not read of it must not be in the way of a reply."""
    line.will(first, Answered(200, b"\xff\xd8photo"))
    assert client.content("1").status == first.status
    assert client.content("1").data == b"\xff\xd8photo"
    line.will(first, Answered())
    assert client.content("1").status == first.status
    assert client.reply("r" * 32, TEXT).outcome is Outcome.SENT


def test_a_photo_that_is_too_large_is_not_read_to_its_end(line: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MAX_CONTENT", 1000)
    line.will(Answered(200, b"x" * 1001), Answered(200, b"x" * 1000), Answered())
    large, fits = client.content("1"), client.content("2")
    assert (large.is_too_large, large.data) == (True, b"")
    assert (fits.is_too_large, len(fits.data)) == (False, 1000)
    assert client.reply("r" * 32, TEXT).outcome is Outcome.SENT


@pytest.mark.parametrize("broken", [Answered(is_reset=True), Answered(200, b"half", is_cut=True)])
def test_a_photo_that_breaks_off_is_no_answer(line: Server, broken: Answered) -> None:
    line.will(broken)
    assert client.content("1") == client.Content(0)


# --- what is asked about the account ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer", [Answered(200, b"not json"), Answered(200, b"[]"), Answered(200, b"\xff"), Answered(500, b""),
               Answered(401, words("Authentication failed")), Answered(is_reset=True)],
)  # fmt: skip
def test_an_account_that_cannot_be_asked(line: Server, answer: Answered) -> None:
    line.will(answer)
    for ask in (client.bot_info, client.quota, client.quota_used):
        assert set(ask()) == {"error"}


def test_the_quota_as_line_tells_it(line: Server) -> None:
    line.will(Answered(200, b'{"type":"limited","value":300}'))
    assert client.quota() == {"type": "limited", "value": 300}


# --- the signature ----------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(min_size=1, max_size=40), st.text(max_size=60))
def test_the_sdk_agrees_on_signatures(body: str, secret: str, forged: str) -> None:
    signature = base64.b64encode(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()).decode()
    validator = SignatureValidator(secret)
    assert validator.validate(body, signature)
    assert is_signed(body.encode(), signature, [secret])
    assert is_signed(body.encode(), signature, ["another", secret])
    for wrong in (forged, signature[:-2], signature.swapcase(), signature + " "):
        assert is_signed(body.encode(), wrong, [secret]) == validator.validate(body, wrong)
    assert not is_signed(body.encode(), signature, [])
    assert not is_signed(body.encode() + b" ", signature, [secret])
