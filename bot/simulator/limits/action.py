"""Action objects: what a button does when it is tapped.

Limits from LINE's Messaging API reference, section "Action objects". How long a label may be
depends on where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.limits.length import grapheme_clusters, utf16_units
from bot.simulator.limits.trouble import (
    URI_LIMIT,
    Check,
    Place,
    anything,
    each,
    is_encoded,
    mapping,
    one_of,
    required,
    words,
)
from bot.simulator.wire import JsonObject, word

WRITTEN = "postback", "message", "uri", "datetimepicker", "clipboard"
SCHEME = re.compile(r"(https?://[^/?#]+|line://\S|tel:[0-9+*#().;=a-z-])")
MOMENTS = {
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
    "datetime": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d"),
}


@dataclass(frozen=True)
class Seat:
    """Where an action stands: how long its label may be, whether it needs one, which kinds fit there."""

    label_limit: int
    needs_label: bool
    kinds: tuple[str, ...]


QUICK_REPLY = Seat(20, True, (*WRITTEN, "camera", "cameraRoll", "location"))
TEMPLATE_BUTTON = Seat(20, True, WRITTEN)
TEMPLATE_DEFAULT = Seat(20, False, WRITTEN)
IMAGE_COLUMN = Seat(12, False, WRITTEN)
FLEX_BUTTON = Seat(40, True, WRITTEN)
FLEX_PART = Seat(40, False, WRITTEN)
RICH_MENU_AREA = Seat(20, False, (*WRITTEN, "richmenuswitch"))


def uri(place: Place, value: object) -> None:
    """http, https, line or tel, at most 1,000 characters, percent-encoded."""
    if not isinstance(value, str) or not value:
        place.refuse("May not be empty")
    elif utf16_units(value) > URI_LIMIT:
        place.refuse(f"Length must be between 1 and {URI_LIMIT}")
    elif not is_encoded(value):
        place.refuse("invalid uri")
    elif not SCHEME.match(value):
        place.refuse("invalid uri scheme")


def _desktop(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is not None:
        each(place, source, {"desktop": uri})


PROPERTIES: dict[str, dict[str, Check]] = {
    "postback": {
        "data": words(1, 300),
        "displayText": words(0, 300),
        "text": words(0, 300),
        "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
        "fillInText": words(0, 300),
    },
    "message": {"text": words(1, 300)},
    "uri": {"uri": uri, "altUri": _desktop},
    "datetimepicker": {
        "data": words(1, 300),
        "mode": one_of(*MOMENTS),
        "initial": anything,
        "max": anything,
        "min": anything,
    },
    "clipboard": {"clipboardText": words(1, 1000)},
    "camera": {},
    "cameraRoll": {},
    "location": {},
    "richmenuswitch": {"data": words(1, 300), "richMenuAliasId": words(1, 32)},
}
NEEDED = {
    "postback": ("data",),
    "message": ("text",),
    "uri": ("uri",),
    "datetimepicker": ("data", "mode"),
    "clipboard": ("clipboardText",),
    "richmenuswitch": ("data", "richMenuAliasId"),
}


def action(seat: Seat) -> Check:
    """A check for an action object that stands at `seat`."""

    def check(place: Place, value: object) -> None:
        source = mapping(place, value)
        if source is None:
            return
        kind = word(source, "type")
        if kind not in seat.kinds:
            place.at("type").refuse(f"Must be one of the following values: [{', '.join(seat.kinds)}]")
            return
        if seat.needs_label:
            required(place, source, "label")
        required(place, source, *NEEDED.get(kind, ()))
        label = words(1 if seat.needs_label else 0, seat.label_limit, grapheme_clusters)
        each(place, source, {"type": anything, "label": label, **PROPERTIES[kind]})
        _fits_together(place, kind, source)

    return check


def _fits_together(place: Place, kind: str, source: JsonObject) -> None:
    if kind == "postback":
        if source.get("displayText") is not None and source.get("text") is not None:
            place.at("text").refuse("displayText and text cannot be specified at the same time")
        if source.get("fillInText") is not None and source.get("inputOption") != "openKeyboard":
            place.at("fillInText").refuse("can be specified only when inputOption is openKeyboard")
    if kind == "datetimepicker":
        _moments(place, source)


def _moments(place: Place, source: JsonObject) -> None:
    shape = MOMENTS.get(word(source, "mode"))
    if shape is None:
        return
    given = {key: word(source, key) for key in ("min", "initial", "max") if source.get(key) is not None}
    for key, moment in given.items():
        if not shape.fullmatch(moment):
            place.at(key).refuse("invalid datetime")
    in_order = [moment.upper() for moment in given.values()]
    if in_order != sorted(in_order):
        place.at("min").refuse("min, initial and max must be in this order")
