"""Every limit of a message object: just within is taken, just beyond is refused at the right place."""

from __future__ import annotations

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator.limits.length import grapheme_clusters, utf16_units
from bot.simulator.limits.message import check_messages
from bot.simulator.reading import read
from bot.simulator.wire import JsonObject, objects, word
from tests.simulator.tiny_bot import text

IMAGE = "https://example.com/a.jpg"


def places(*messages: JsonObject, is_ascii: bool = False) -> list[str]:
    """Where LINE complains; empty when it takes the messages."""
    found = check_messages(list(messages), is_ascii=is_ascii)
    return [] if found is None else [word(one, "property") for one in objects(found.body, "details")]


def postback(label: object = "ตกลง", **more: object) -> JsonObject:
    return {"type": "postback", "label": label, "data": "x=1", **more}


def quick(*actions: JsonObject) -> JsonObject:
    return text("เลือก", quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def card(*contents: JsonObject, layout: str = "vertical", **more: object) -> JsonObject:
    body: JsonObject = {"type": "box", "layout": layout, "contents": list(contents)}
    return {"type": "flex", "altText": "การ์ด", "contents": {"type": "bubble", "body": body, **more}}


def words(content: object = "ก", **more: object) -> JsonObject:
    return {"type": "text", "text": content, **more}


def button(action: JsonObject, **more: object) -> JsonObject:
    return {"type": "button", "action": action, **more}


@pytest.mark.parametrize(
    ("letters", "clusters"),
    [
        ("น้ำ", 1),
        ("ลงเลย", 5),
        ("ไส้อั่ว", 4),
        ("ที่นี่", 2),
        ("กำนัน", 3),
        ("👨‍👩‍👧", 1),
        ("🇹🇭🇱🇦", 2),
        ("👍🏽", 1),
        ("e\u0301", 1),
    ],
)
def test_a_label_is_counted_as_people_see_it(letters: str, clusters: int) -> None:
    assert grapheme_clusters(letters) == clusters


def test_a_text_is_counted_in_utf16() -> None:
    assert utf16_units("ก😀") == 3
    assert places(text("😀" * 2500)) == []
    assert places(text("😀" * 2500 + "ก")) == ["messages[0].text"]


def test_how_many_messages() -> None:
    assert places(*[text("x")] * 5) == []
    assert places(*[text("x")] * 6) == ["messages"]
    assert places() == ["messages"]
    none = check_messages(None)
    assert none is not None
    assert none.body["message"] == "The request body has 1 error(s)"


def test_unknown_kinds_and_properties_are_refused() -> None:
    assert places({"type": "poem"}) == ["messages[0].type"]
    assert places({}) == ["messages[0].type"]
    assert places(text("x", colour="red")) == ["messages[0].colour"]
    assert places(text("x"), text("")) == ["messages[1].text"]
    assert places(text("x", sender={"name": "ก" * 21})) == ["messages[0].sender.name"]
    assert places(words("x", type="text", text=5)) == ["messages[0].text"]


ACTIONS: list[tuple[JsonObject, list[str]]] = [
    (postback("น้ำ" * 20), []),
    (postback("น้ำ" * 21), ["label"]),
    (postback(""), ["label"]),
    (postback(None), ["label"]),
    (postback(data="x" * 300, displayText="ก" * 300), []),
    (postback(data="x" * 301), ["data"]),
    (postback(data=""), ["data"]),
    (postback(displayText="ก" * 301), ["displayText"]),
    (postback(displayText="ก", text="ข"), ["text"]),
    (postback(inputOption="openKeyboard", fillInText="ราคา "), []),
    (postback(fillInText="ราคา "), ["fillInText"]),
    (postback(inputOption="sing"), ["inputOption"]),
    ({"type": "message", "label": "ก", "text": "ก" * 300}, []),
    ({"type": "message", "label": "ก", "text": "ก" * 301}, ["text"]),
    ({"type": "uri", "label": "ก", "uri": "tel:081-000-0000"}, []),
    ({"type": "uri", "label": "ก", "uri": "line://nv/location"}, []),
    ({"type": "uri", "label": "ก", "uri": "https://example.com/" + "a" * 980}, []),
    ({"type": "uri", "label": "ก", "uri": "https://example.com/" + "a" * 981}, ["uri"]),
    ({"type": "uri", "label": "ก", "uri": "ftp://example.com"}, ["uri"]),
    ({"type": "uri", "label": "ก", "uri": "javascript:alert(1)"}, ["uri"]),
    ({"type": "uri", "label": "ก", "uri": "https://example.com/ก"}, ["uri"]),
    ({"type": "uri", "label": "ก"}, ["uri"]),
    ({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date", "initial": "2026-01-31"}, []),
    ({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "time", "min": "08:00", "max": "17:00"}, []),
    ({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date", "initial": "31/01/2569"}, ["initial"]),
    ({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "time", "min": "17:00", "max": "08:00"}, ["min"]),
    ({"type": "datetimepicker", "label": "ก", "data": "d"}, ["mode"]),
    ({"type": "camera", "label": "ถ่ายรูป"}, []),
    ({"type": "location"}, ["label"]),
    ({"type": "clipboard", "label": "ก", "clipboardText": "ก" * 1001}, ["clipboardText"]),
    ({"type": "richmenuswitch", "label": "ก", "data": "d", "richMenuAliasId": "a"}, ["type"]),
    ({"type": "dance", "label": "ก"}, ["type"]),
]


@pytest.mark.parametrize(("action", "wrong"), ACTIONS)
def test_quick_reply_actions(action: JsonObject, wrong: list[str]) -> None:
    at = "messages[0].quickReply.items[0].action."
    assert places(quick(action)) == [at + key for key in wrong]


def test_how_many_quick_replies() -> None:
    assert places(quick(*[postback()] * 13)) == []
    assert places(quick(*[postback()] * 14)) == ["messages[0].quickReply.items"]
    assert places(quick()) == ["messages[0].quickReply.items"]


FLEX: list[tuple[JsonObject, list[str]]] = [
    (card(words("ราคา", weight="bold", size="xl", color="#1DB446", wrap=True, margin="md", flex=2)), []),
    (card(words("")), ["/body/contents/0/text"]),
    (card(words(None)), ["/body/contents/0/text"]),
    (card({"type": "text", "contents": [{"type": "span", "text": "ก"}]}), []),
    (card({"type": "text", "contents": [{"type": "span", "text": ""}]}), ["/body/contents/0/contents/0/text"]),
    (card(words(color="red")), ["/body/contents/0/color"]),
    (card(words(size="huge")), ["/body/contents/0/size"]),
    (card(words(size="18px", lineSpacing="4px", offsetTop="-2px")), []),
    (card(words(bold=True)), ["/body/contents/0/bold"]),
    (card(words(wrap="true")), ["/body/contents/0/wrap"]),
    (card(words(flex=-1)), ["/body/contents/0/flex"]),
    (card({"type": "spacer"}), ["/body/contents/0"]),
    (card({"type": "icon", "url": IMAGE}), ["/body/contents/0"]),
    (card({"type": "icon", "url": IMAGE, "size": "sm"}, layout="baseline"), []),
    (card({"type": "separator"}, layout="baseline"), ["/body/contents/0"]),
    (card(layout="diagonal"), ["/body/layout"]),
    (card(layout="vertical"), []),
    (card(button(postback("น" * 40), style="primary", height="sm", color="#00B900")), []),
    (card(button(postback("น" * 41))), ["/body/contents/0/action/label"]),
    (card(button(postback(None))), ["/body/contents/0/action/label"]),
    (card(button(postback(), style="loud")), ["/body/contents/0/style"]),
    (card({"type": "button"}), ["/body/contents/0/action"]),
    (card(words(action={"type": "camera", "label": "ก"})), ["/body/contents/0/action/type"]),
    (card(words(action={"type": "uri", "uri": "https://example.com"})), []),
    (card(words(), hero={"type": "image", "url": IMAGE, "size": "full", "aspectRatio": "20:13"}), []),
    (card(words(), hero={"type": "image", "url": "http://example.com/a.jpg"}), ["/hero/url"]),
    (card(words(), hero={"type": "image", "url": "http://127.0.0.1:8000/a.jpg"}), []),
    (card(words(), hero={"type": "image", "url": "https://example.com/" + "a" * 1981}), ["/hero/url"]),
    (card(words(), hero={"type": "image", "url": IMAGE, "aspectRatio": "1:4"}), ["/hero/aspectRatio"]),
    (card(words(), hero=words()), ["/hero"]),
    (card(words(), footer=words()), ["/footer"]),
    (card(words(), size="kilo", direction="ltr", styles={"body": {"backgroundColor": "#FFFFFF"}}), []),
    (card(words(), size="tiny"), ["/size"]),
    (card(words(), styles={"body": {"backgroundColor": "white"}}), ["/styles/body/backgroundColor"]),
    (card(words(), colour="red"), ["/colour"]),
    (card({"type": "box", "layout": "vertical", "contents": [], "paddingAll": "10%", "cornerRadius": "lg"}), []),
    (card({"type": "box", "layout": "vertical", "contents": [], "paddingAll": "big"}), ["/body/contents/0/paddingAll"]),
    (card({"type": "box", "layout": "vertical"}), ["/body/contents/0/contents"]),
    (
        card(words(), hero={"type": "video", "url": IMAGE, "previewUrl": IMAGE, "altContent": words()}),
        ["/hero/altContent"],
    ),
]


@pytest.mark.parametrize(("message", "wrong"), FLEX)
def test_flex_components(message: JsonObject, wrong: list[str]) -> None:
    assert places(message) == wrong


def test_a_flex_refusal_names_the_message_as_line_does() -> None:
    found = check_messages([text("x"), card(words(""))])
    assert found is not None
    assert found.body == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [{"message": "must be non-empty text", "property": "/body/contents/0/text"}],
    }


def test_alt_text_and_containers() -> None:
    fine = card(words())
    assert places({**fine, "altText": "ก" * 1500}) == []
    assert places({**fine, "altText": "ก" * 1501}) == ["messages[0].altText"]
    assert places({**fine, "altText": ""}) == ["messages[0].altText"]
    assert places({"type": "flex", "altText": "ก"}) == ["messages[0].contents"]
    assert places({**fine, "contents": {"type": "bubble"}}) == [""]
    assert places({**fine, "contents": {"type": "blob"}}) == [""]


def carousel(*bubbles: object) -> JsonObject:
    return {"type": "flex", "altText": "ก", "contents": {"type": "carousel", "contents": list(bubbles)}}


def test_carousels() -> None:
    bubble = card(words())["contents"]
    small = card(words(), size="micro")["contents"]
    assert places(carousel(*[bubble] * 12)) == []
    assert places(carousel(*[bubble] * 13)) == ["/contents"]
    assert places(carousel()) == ["/contents"]
    assert places(carousel(bubble, small)) == ["/contents"]
    assert places(carousel(bubble, {"type": "carousel"})) == ["/contents/1"]


def test_a_bubble_weighs_what_it_weighed_on_the_wire() -> None:
    """Thai as \\uXXXX costs six bytes a letter, as UTF-8 three."""
    heavy = card(*[words("ก" * 2000)] * 4)
    assert places(heavy) == []
    assert places(heavy, is_ascii=True) == [""]
    assert places(card(*[words("ก" * 2000)] * 6)) == [""]
    part = card(words("ก" * 4500))["contents"]
    assert places(carousel(*[part] * 3)) == []
    assert places(carousel(*[copy.deepcopy(part)] * 4)) == [""]


TEMPLATES: list[tuple[JsonObject, list[str]]] = [
    ({"type": "buttons", "text": "ก", "actions": [postback()] * 4}, []),
    ({"type": "buttons", "text": "ก", "actions": [postback()] * 5}, ["actions"]),
    ({"type": "buttons", "text": "ก" * 161, "actions": [postback()]}, ["text"]),
    ({"type": "buttons", "title": "ข", "text": "ก" * 61, "actions": [postback()]}, ["text"]),
    ({"type": "buttons", "text": "ก", "actions": [postback("น" * 21)]}, ["actions[0].label"]),
    ({"type": "confirm", "text": "ก", "actions": [postback()] * 2}, []),
    ({"type": "confirm", "text": "ก", "actions": [postback()]}, ["actions"]),
    ({"type": "confirm", "text": "ก" * 241, "actions": [postback()] * 2}, ["text"]),
    ({"type": "carousel", "columns": [{"text": "ก", "actions": [postback()]}] * 10}, []),
    ({"type": "carousel", "columns": [{"text": "ก", "actions": [postback()]}] * 11}, ["columns"]),
    (
        {
            "type": "carousel",
            "columns": [{"text": "ก", "actions": [postback()]}, {"text": "ก", "actions": [postback()] * 2}],
        },
        ["columns"],
    ),
    ({"type": "image_carousel", "columns": [{"imageUrl": IMAGE, "action": postback("ก")}]}, []),
    ({"type": "image_carousel", "columns": [{"imageUrl": IMAGE}]}, ["columns[0].action"]),
    ({"type": "poem"}, ["type"]),
]


@pytest.mark.parametrize(("template", "wrong"), TEMPLATES)
def test_templates(template: JsonObject, wrong: list[str]) -> None:
    message: JsonObject = {"type": "template", "altText": "ก", "template": template}
    assert places(message) == [f"messages[0].template.{key}" for key in wrong]


OTHERS: list[tuple[JsonObject, list[str]]] = [
    ({"type": "sticker", "packageId": "1", "stickerId": "2"}, []),
    ({"type": "sticker", "packageId": "1"}, ["stickerId"]),
    ({"type": "image", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE}, []),
    ({"type": "image", "originalContentUrl": IMAGE}, ["previewImageUrl"]),
    ({"type": "image", "originalContentUrl": "http://a.b/c", "previewImageUrl": IMAGE}, ["originalContentUrl"]),
    ({"type": "audio", "originalContentUrl": IMAGE, "duration": 1000}, []),
    ({"type": "location", "title": "ก", "address": "ข", "latitude": 19.9, "longitude": 99}, []),
    ({"type": "location", "title": "ก" * 101, "address": "ข", "latitude": 19.9, "longitude": 99}, ["title"]),
    ({"type": "location", "title": "ก", "address": "", "latitude": 91, "longitude": 99}, ["address", "latitude"]),
    ({"type": "textV2", "text": "สวัสดี {who} {{จริง}}", "substitution": {"who": {"type": "emoji"}}}, ["_"]),
    ({"type": "textV2", "text": "ราคา {price}"}, ["text"]),
    ({"type": "textV2", "text": "ปีกกา }"}, ["text"]),
    ({"type": "textV2", "text": "ปีกกา {{ }}"}, []),
    (
        {
            "type": "imagemap",
            "baseUrl": "https://example.com/map",
            "altText": "ก",
            "baseSize": {"width": 1040, "height": 520},
            "actions": [{"type": "message", "text": "ก", "area": {"x": 0, "y": 0, "width": 10, "height": 10}}],
        },
        [],
    ),
    (
        {
            "type": "imagemap",
            "baseUrl": "https://example.com/map",
            "altText": "ก",
            "baseSize": {"width": 800, "height": 520},
            "actions": [],
        },
        ["baseSize.width", "actions"],
    ),
]


@pytest.mark.parametrize(("message", "wrong"), OTHERS)
def test_other_messages(message: JsonObject, wrong: list[str]) -> None:
    if wrong == ["_"]:
        wrong = ["substitution.who.productId", "substitution.who.emojiId"]
    assert places(message) == [f"messages[0].{key}" for key in wrong]


def test_a_card_in_a_card_in_a_card() -> None:
    inside: JsonObject = words()
    for _ in range(100):
        inside = {"type": "box", "layout": "vertical", "contents": [inside]}
    (place,) = places(card(inside))
    assert place.startswith("/body/contents/0/contents/0")


KEYS = st.sampled_from(
    [
        "type",
        "text",
        "altText",
        "contents",
        "body",
        "hero",
        "layout",
        "action",
        "label",
        "data",
        "uri",
        "template",
        "actions",
        "columns",
        "items",
        "quickReply",
        "url",
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
NAMES = st.sampled_from(
    [
        "flex",
        "bubble",
        "carousel",
        "box",
        "text",
        "button",
        "image",
        "template",
        "buttons",
        "postback",
        "uri",
        "vertical",
        "confirm",
    ]
)
ANY_JSON = st.recursive(
    LEAVES | NAMES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.dictionaries(KEYS, ANY_JSON, max_size=6), max_size=3))
def test_no_json_is_strange_enough_to_break_the_checks_or_the_screen(messages: list[JsonObject]) -> None:
    """Whatever comes is taken or refused, and what is taken can be read."""
    if check_messages(messages) is None:
        assert all(isinstance(read(message).text, str) for message in messages)
    for message in messages:
        read(message)
