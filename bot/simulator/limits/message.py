"""Message objects and the list of them in a call: what LINE takes and how it says no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.limits import flex, template
from bot.simulator.limits.action import QUICK_REPLY, action
from bot.simulator.limits.length import grapheme_clusters
from bot.simulator.limits.trouble import (
    Check,
    Place,
    Trouble,
    anything,
    between,
    each,
    image_url,
    listing,
    mapping,
    one_of,
    required,
    web_address,
    words,
)
from bot.simulator.wire import JsonObject, inner, word

MESSAGES_A_CALL = 5
ALT_TEXT = words(1, 1500)
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w{1,20})\}|[{}]")


@dataclass(frozen=True)
class Refusal:
    """A call that LINE does not accept: the answer's status and JSON."""

    status: int
    body: JsonObject


def refusal(status: int, message: str, troubles: list[Trouble] | None = None) -> Refusal:
    """LINE's error JSON: `{"message": …, "details": [{"message", "property"}]}`."""
    body: JsonObject = {"message": message}
    if troubles:
        body["details"] = [{"message": trouble.message, "property": trouble.property} for trouble in troubles]
    return Refusal(status, body)


def _quick_reply(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is None or not required(place, source, "items"):
        return
    each(place, source, {"items": anything})
    check = action(QUICK_REPLY)
    for index, item in enumerate(listing(place.at("items"), source["items"], 1, 13)):
        spot = place.at("items").at(index)
        button = mapping(spot, item)
        if button is not None and required(spot, button, "action"):
            each(spot, button, {"type": one_of("action"), "imageUrl": image_url, "action": check})


def _sender(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is not None:
        each(place, source, {"name": words(1, 20, grapheme_clusters), "iconUrl": image_url})


def _emojis(place: Place, value: object) -> None:
    for index, emoji in enumerate(listing(place, value, 0, 20)):
        source = mapping(place.at(index), emoji)
        if source is not None:
            required(place.at(index), source, "index", "productId", "emojiId")


def _substitution(place: Place, value: object) -> None:
    source = mapping(place, value)
    for key, target in (source or {}).items():
        spot = place.at(key)
        one = mapping(spot, target)
        if one is None:
            continue
        needed = {"mention": ("mentionee",), "emoji": ("productId", "emojiId")}.get(word(one, "type"))
        if needed is None:
            spot.at("type").refuse("Must be one of the following values: [mention, emoji]")
        else:
            required(spot, one, *needed)


def _placeholders(place: Place, source: JsonObject) -> None:
    """Every brace of a textV2 is either doubled or around a name that `substitution` has (LINE: Text message (v2))."""
    known = inner(source, "substitution")
    for match in PLACEHOLDER.finditer(word(source, "text")):
        if match[0] not in ("{{", "}}") and match[1] not in known:
            place.at("text").refuse("invalid placeholder")
            return


COMMON: dict[str, Check] = {"type": anything, "quickReply": _quick_reply, "sender": _sender}
CLIP: dict[str, Check] = {"originalContentUrl": image_url, "previewImageUrl": image_url}
KINDS: dict[str, tuple[tuple[str, ...], dict[str, Check]]] = {
    "text": (("text",), {"text": words(1, 5000), "emojis": _emojis, "quoteToken": words(1, 2000)}),
    "textV2": (("text",), {"text": words(1, 5000), "substitution": _substitution, "quoteToken": words(1, 2000)}),
    "sticker": (
        ("packageId", "stickerId"),
        {"packageId": words(1, 50), "stickerId": words(1, 50), "quoteToken": words(1, 2000)},
    ),
    "image": (("originalContentUrl", "previewImageUrl"), CLIP),
    "video": (("originalContentUrl", "previewImageUrl"), {**CLIP, "trackingId": words(1, 100)}),
    "audio": (
        ("originalContentUrl", "duration"),
        {"originalContentUrl": image_url, "duration": between(1, 200 * 60_000)},
    ),
    "location": (
        ("title", "address", "latitude", "longitude"),
        {
            "title": words(1, 100),
            "address": words(1, 100),
            "latitude": between(-90, 90, is_whole=False),
            "longitude": between(-180, 180, is_whole=False),
        },
    ),
    "imagemap": (
        ("baseUrl", "altText", "baseSize", "actions"),
        {
            "baseUrl": web_address,
            "altText": ALT_TEXT,
            "baseSize": template.imagemap_size,
            "actions": template.imagemap_actions,
            "video": template.imagemap_video,
        },
    ),
    "template": (("altText", "template"), {"altText": ALT_TEXT, "template": template.template}),
    "flex": (("altText", "contents"), {"altText": ALT_TEXT, "contents": anything}),
    "coupon": (("couponId",), {"couponId": words(1, 100), "deliveryTag": words(0, 30)}),
}


def _message(place: Place, index: int, value: object, *, is_ascii: bool) -> None:
    source = mapping(place, value)
    if source is None:
        return
    kind = source.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        place.at("type").refuse(f"Must be one of the following values: [{', '.join(KINDS)}]")
        return
    needed, checks = KINDS[kind]
    required(place, source, *needed)
    each(place, source, {**COMMON, **checks})
    if kind == "textV2":
        _placeholders(place, source)
    if kind == "flex" and source.get("contents") is not None:
        inside = Place("", "pointer", place.found, index)
        flex.container(inside, source["contents"], is_ascii=is_ascii)


def check_messages(value: object, *, is_ascii: bool = False) -> Refusal | None:
    """The `messages` of a call: 1 to 5 message objects, each within its limits; None when LINE would take them.

    `is_ascii` tells that the call's bytes had no letter beyond ASCII: then Thai travelled as `\\uXXXX`, and a Flex
    message weighs what it weighed on the wire.
    """
    place = Place("messages", "dotted")
    if value is None:
        place.refuse("May not be empty")
    else:
        for index, message in enumerate(listing(place, value, 1, MESSAGES_A_CALL)):
            _message(place.at(index), index, message, is_ascii=is_ascii)
    plain = [trouble for trouble in place.found if trouble.message_index is None]
    if plain:
        return refusal(400, f"The request body has {len(plain)} error(s)", plain)
    if place.found:
        first = place.found[0].message_index
        inside = [trouble for trouble in place.found if trouble.message_index == first]
        return refusal(400, f"A message (messages[{first}]) in the request body is invalid", inside)
    return None
