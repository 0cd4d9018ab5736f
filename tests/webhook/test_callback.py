"""POST /callback, from outside: what is answered, what is stored, what can never break it."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.app import create_app
from bot.webhook import is_signed
from tests import world as worlds
from tests.world import set_environment

SECRET = "channel-secret"


def sign(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def message(number: int = 1, **changes: Any) -> dict[str, Any]:
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": 1700000000000 + number,
        "source": {"type": "user", "userId": "U" + "a" * 32},
        "webhookEventId": f"01H{number:023d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:032d}",
        "message": {"type": "text", "id": f"{number:018d}", "text": "สวัสดี", "quoteToken": "q"},
    }
    return {**event, **changes}


@pytest.fixture
def client(database_url: str) -> FlaskClient:
    worlds.empty_tables()
    set_environment(LINE_CHANNEL_SECRET=SECRET, LINE_CHANNEL_ACCESS_TOKEN="token", CLOCK_OFFSET="0")
    return create_app().test_client()


def post(client: FlaskClient, body: bytes, signature: str | None = None) -> int:
    signature = sign(body) if signature is None else signature
    return client.post("/callback", data=body, headers={"x-line-signature": signature}).status_code


def post_events(client: FlaskClient, *events: object) -> int:
    return post(client, json.dumps({"destination": "U" + "b" * 32, "events": list(events)}).encode())


def stored(query: str = "SELECT count(*) FROM webhook_event") -> Any:
    from bot.database import engine

    with engine().connect() as connection:
        return connection.scalar(text(query))


def test_line_s_own_signature_vector() -> None:
    """LINE.md: the vector of LINE's documentation."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert is_signed(body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", ["8c570fa6dd201bb328f1c1eac23a96d8"])


def test_an_empty_body_of_events_is_fine(client: FlaskClient) -> None:
    assert post_events(client) == 200


def test_each_event_is_stored_once_and_rung_once(client: FlaskClient) -> None:
    for _ in range(5):
        assert post_events(client, message(1), message(2), message(1)) == 200
    assert stored() == 2
    assert stored("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'ring'") == 2


def test_the_bell_names_the_row_and_nothing_else(client: FlaskClient) -> None:
    post_events(client, message(1))
    assert stored("SELECT args FROM procrastinate_jobs") == {"event_id": stored("SELECT id FROM webhook_event")}
    assert stored("SELECT lock FROM procrastinate_jobs") is None


@pytest.mark.parametrize("signature", ["", "x", "ไทย", sign(b"another body"), sign(b"", "another secret")])
def test_forged_signatures_never_pass(client: FlaskClient, signature: str) -> None:
    body = json.dumps({"events": [message(1)]}).encode()
    headers = {"x-line-signature": signature.encode("utf-8").decode("latin-1")}
    assert client.post("/callback", data=body, headers=headers).status_code == 400
    assert stored() == 0


def test_without_signature(client: FlaskClient) -> None:
    assert client.post("/callback", data=b'{"events":[]}').status_code == 400


def test_two_secrets_while_one_is_rotated(client: FlaskClient) -> None:
    set_environment(LINE_CHANNEL_SECRET="new-secret, channel-secret")
    body = json.dumps({"events": [message(1)]}).encode()
    assert post(client, body, sign(body, "new-secret")) == 200
    assert post(client, body, sign(body, "channel-secret")) == 200
    assert post(client, body, sign(body, "third")) == 400


def test_without_any_secret_nothing_passes(client: FlaskClient) -> None:
    set_environment(LINE_CHANNEL_SECRET="")
    body = b'{"events":[]}'
    assert post(client, body, sign(body, "")) == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b"[" * 100_000, b"NaN"])
def test_what_is_no_json_object_is_refused(client: FlaskClient, body: bytes) -> None:
    assert post(client, body) == 400


def test_over_one_mebibyte(client: FlaskClient) -> None:
    assert post(client, b" " * (1024 * 1024 + 1)) == 413
    assert post(client, b'{"events":[]}' + b" " * 1000) == 200


HOSTILE: list[object] = [
    None, 1, "x", [], {}, {"type": None}, {"type": 7, "source": []}, {"type": "message", "message": "text"},
    {"type": "message", "message": {"type": "text", "text": {"a": 1}}, "timestamp": "yesterday"},
    {"type": "message", "timestamp": 10**30, "source": {"userId": "U" * 5000}},
    {"type": "message", "webhookEventId": 7, "source": {"userId": None}},
    {"type": "message", "webhookEventId": "x" * 5000, "source": {"userId": "\u0000"}},
    {"type": "\ud800", "message": {"id": "1", "text": "a\u0000b\udfff"}},
    {"type": "ไม่รู้จัก", "mode": "dream", "newProperty": {"deep": [[[[1]]]]}},
    message(90, mode="standby"), message(91, source={"type": "group", "groupId": "C" + "c" * 32}),
    message(92, replyToken=None), message(93, replyToken=5), message(94, message=None), message(95, deliveryContext=3),
    message(96, timestamp=True), message(97, timestamp=-5), message(98, timestamp=1.5),
]  # fmt: skip


@pytest.mark.parametrize("event", HOSTILE, ids=range(len(HOSTILE)))
def test_an_odd_event_loses_nobody_else_s(client: FlaskClient, event: object) -> None:
    assert post_events(client, message(1), event, message(2)) == 200
    assert stored("SELECT count(*) FROM webhook_event WHERE type = 'message' AND message_id IS NOT NULL") >= 2


KEYS = ["type", "source", "userId", "message", "id", "text", "timestamp", "webhookEventId", "x"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(JSON, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_list_of_events_is_stored_or_left_out(client: FlaskClient, events: list[object]) -> None:
    assert post_events(client, *events) == 200


def test_a_database_that_is_away_is_said(client: FlaskClient, database_url: str) -> None:
    from bot import database

    database.disconnect()
    set_environment(DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    try:
        assert post_events(client, message(1)) == 503
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
    finally:
        database.disconnect()
        set_environment(DATABASE_URL=database_url)
    assert post_events(client, message(1)) == 200  # sent again by LINE
    assert stored() == 1


def test_a_get_is_refused(client: FlaskClient) -> None:
    assert client.get("/callback").status_code == 405


@pytest.mark.parametrize("depth", [300, 900, 970, 978, 985, 1000])
def test_nesting_of_any_depth_loses_nobody_else_s(client: FlaskClient, depth: int) -> None:
    deep = "[" * depth + "]" * depth
    body = f'{{"events":[{json.dumps(message(1))},{{"type":"message","x":{deep}}}]}}'.encode()
    status = post(client, body)
    assert status in (200, 400)
    assert status == 400 or stored("SELECT count(*) FROM webhook_event WHERE message_id IS NOT NULL") == 1
