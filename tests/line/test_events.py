"""Reading LINE's JSON: whatever is in an event, it can be stored, and what can be read of it is read."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line.events import Event, ImageSet, envelope, read

USER = "U" + "a" * 32
GROUP = "C" + "b" * 32
TOKEN = "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=30),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=4),
    max_leaves=12,
)
"""JSON of any shape; halves of surrogate pairs and NUL included."""


def event(**changes: Any) -> dict[str, Any]:
    """A text message as LINE sends it."""
    usual = {
        "type": "message", "mode": "active", "timestamp": 1_700_000_000_000, "replyToken": TOKEN,
        "source": {"type": "user", "userId": USER}, "webhookEventId": "01H810YECXQQZ37VAXPF6H9E6T",
        "deliveryContext": {"isRedelivery": False},
        "message": {"type": "text", "id": "468789577898262530", "text": "สวัสดี", "quoteToken": "q3Plxr4AgKd"},
    }  # fmt: skip
    return {**usual, **changes}


def seen(**changes: Any) -> Event:
    """What the turn reads of it, by the road of storing."""
    stored = envelope(event(**changes))
    assert stored is not None
    return read(stored.body)


def message(kind: str, **more: Any) -> dict[str, Any]:
    """A message of this type."""
    return {"type": kind, "id": "1234", **more}


def test_the_envelope_of_a_message() -> None:
    stored = envelope(event())
    assert stored is not None
    assert stored.event_id == "01H810YECXQQZ37VAXPF6H9E6T"
    assert (stored.chat_key, stored.type, stored.message_id) == (USER, "message", "468789577898262530")
    assert stored.timestamp_ms == 1_700_000_000_000
    assert stored.body.isascii()
    assert json.loads(stored.body) == event()


@pytest.mark.parametrize("nothing", [None, 1, "event", [], [event()], True])
def test_what_is_no_object_is_no_event(nothing: object) -> None:
    assert envelope(nothing) is None


def test_an_event_without_an_id_is_known_by_its_content() -> None:
    without = {key: value for key, value in event().items() if key != "webhookEventId"}
    one, same = envelope(without), envelope(dict(without))
    other = envelope({**without, "timestamp": 1})
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.event_id.startswith("sha256:")
    assert one.event_id == same.event_id != other.event_id


@pytest.mark.parametrize("bad", [None, 7, "", "ข" * 5, "x" * 101, "a b", "a\x00", ["x"], {"a": 1}])
def test_ids_that_are_none_are_not_taken(bad: object) -> None:
    stored = envelope(event(webhookEventId=bad, source={"type": "user", "userId": bad}, message={"id": bad}))
    assert stored is not None
    assert stored.event_id.startswith("sha256:")
    assert stored.chat_key == ""
    assert stored.message_id is None
    assert seen(source={"type": "user", "userId": bad}).user_id == ""


@pytest.mark.parametrize("moment", [None, "1700000000000", True, -1, 2**63, 1e15, {}])
def test_a_timestamp_that_is_none_is_zero_in_the_database(moment: object) -> None:
    stored = envelope(event(timestamp=moment))
    assert stored is not None
    assert stored.timestamp_ms == 0


@pytest.mark.parametrize(
    ("source", "chat"),
    [
        ({"type": "user", "userId": USER}, USER),
        ({"type": "group", "groupId": GROUP, "userId": USER}, GROUP),
        ({"type": "group", "groupId": GROUP}, GROUP),
        ({"type": "room", "roomId": GROUP, "userId": USER}, GROUP),
        ({"type": "somethingNew"}, ""),
        ("U123", ""),
        (None, ""),
    ],
)
def test_the_chat_whose_events_are_handled_in_order(source: object, chat: str) -> None:
    stored = envelope(event(source=source))
    assert stored is not None
    assert stored.chat_key == chat
    assert seen(source=source).group_id == (GROUP if chat == GROUP else "")


@pytest.mark.parametrize("token", ["0" * 32, "f" * 32, "", None, 5, "ท" * 32])
def test_tokens_that_answer_nobody(token: object) -> None:
    assert seen(replyToken=token).reply_token == ""


def test_an_ordinary_token() -> None:
    assert seen().reply_token == TOKEN


@pytest.mark.parametrize(("mode", "is_active"), [("active", True), ("standby", False), ("somethingNew", True)])
def test_only_standby_is_silent(mode: str, is_active: bool) -> None:
    assert seen(mode=mode).is_active is is_active


def test_a_missing_mode_is_active() -> None:
    without = {key: value for key, value in event().items() if key != "mode"}
    stored = envelope(without)
    assert stored is not None
    assert read(stored.body).is_active


def test_an_unsend_tells_which_message() -> None:
    unsend = event(type="unsend", unsend={"messageId": "99"}, message=None)
    stored = envelope(unsend)
    assert stored is not None
    assert stored.message_id == "99"
    assert read(stored.body).message_id == "99"


@pytest.mark.parametrize(
    ("image_set", "found"),
    [
        ({"id": "E005D41A7288F41B65593ED38FF6E9834B046AB36A37921A56BC236F13A91855", "index": 1, "total": 2}, True),
        ({"id": "S", "index": 1, "total": 1}, False),
        ({"id": "S", "index": 1, "total": 10**9}, False),
        ({"id": "S", "index": 1}, False),
        ({"id": "S", "index": 1, "total": "3"}, False),
        ({"id": "S", "index": 1, "total": True}, False),
        ({"id": 3, "index": 1, "total": 2}, False),
        ({"index": 1, "total": 2}, False),
        ("S", False),
        (None, False),
    ],
)
def test_image_sets(image_set: object, found: bool) -> None:
    picture = seen(message=message("image", imageSet=image_set))
    assert (picture.image_set is not None) is found
    if found:
        assert isinstance(image_set, dict)
        assert picture.image_set == ImageSet(image_set["id"], 2, 1)


def test_whose_photo_it_is() -> None:
    assert not seen(message=message("image", contentProvider={"type": "line"})).is_external
    assert seen(message=message("image", contentProvider={"type": "external", "originalContentUrl": "x"})).is_external
    assert not seen(message=message("image")).is_external


@pytest.mark.parametrize(
    ("mention", "is_mentioned"),
    [
        ({"mentionees": [{"index": 0, "length": 3, "type": "user", "isSelf": True}]}, True),
        ({"mentionees": [{"type": "user", "isSelf": False}, {"type": "user", "isSelf": True}]}, True),
        ({"mentionees": [{"type": "all"}]}, False),
        ({"mentionees": [{"isSelf": "true"}, 3, None]}, False),
        ({"mentionees": "me"}, False),
        ({}, False),
        (None, False),
    ],
)
def test_mentions(mention: object, is_mentioned: bool) -> None:
    assert seen(message=message("text", text="@บอต", mention=mention)).is_mentioned is is_mentioned


def test_postback_data_are_fields() -> None:
    tapped = seen(type="postback", postback={"data": "d=e1.0&m=pick&v=%E0%B8%AB%E0%B8%A1%E0%B8%B9", "params": None})
    assert tapped.postback == {"d": "e1.0", "m": "pick", "v": "หมู"}


def test_what_a_picker_was_set_to_cannot_be_forged_by_the_data() -> None:
    picked = seen(type="postback", postback={"data": "m=pick&params.date=1999-01-01", "params": {"date": "2026-11-22"}})
    assert picked.postback["params.date"] == "2026-11-22"


@pytest.mark.parametrize("data", [None, 7, "", "%%%", "=", "&&&", "%ff%fe", "a" * 5000, "m=%00\ud800", {"m": "yes"}])
def test_foreign_postback_data_are_read_as_far_as_they_go(data: object) -> None:
    fields = seen(type="postback", postback={"data": data}).postback
    for value in fields.values():
        value.encode()
        assert "\x00" not in value
        assert len(value) <= 300


def test_many_fields_of_a_postback_do_no_harm() -> None:
    stored = envelope(event(type="postback", postback={"data": "&".join(f"a{n}=1" for n in range(60))}))
    assert stored is not None
    assert read(stored.body).postback["a0"] == "1"


def test_text_that_the_database_cannot_hold() -> None:
    assert seen(message=message("text", text="ไส้\x00อั่ว\ud83d โล\udc00ละ 280 😀")).text == "ไส้อั่ว โลละ 280 😀"


@pytest.mark.parametrize(
    ("lat", "lng", "where"),
    [
        (17.48, 100.11, (17.48, 100.11)),
        (17, 100, (17.0, 100.0)),
        (91, 181, (None, None)),
        ("17.48", True, (None, None)),
        (float("nan"), float("inf"), (None, None)),
        (None, None, (None, None)),
    ],
)
def test_pins(lat: object, lng: object, where: tuple[float | None, float | None]) -> None:
    pin = seen(message=message("location", latitude=lat, longitude=lng))
    assert (pin.lat, pin.lng) == where


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(event())), ANYTHING))
def test_an_event_with_anything_in_it_can_be_stored_and_read(changes: dict[str, Any]) -> None:
    stored = envelope(event(**changes))
    assert stored is not None
    for value in (stored.event_id, stored.chat_key, stored.type, stored.message_id or "", stored.body):
        value.encode()
        assert "\x00" not in value
    assert 0 <= stored.timestamp_ms < 2**62
    found = read(stored.body)
    for text in (found.type, found.text, found.message_type, found.reply_token, *found.postback.values()):
        text.encode()
        assert "\x00" not in text


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("type", "id", "text", "mention", "imageSet", "contentProvider", "latitude")), ANYTHING
    )
)
def test_a_message_with_anything_in_it_can_be_read(inside: dict[str, Any]) -> None:
    found = seen(message=inside, postback=inside, unsend=inside)
    found.text.encode()
