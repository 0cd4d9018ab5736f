"""Template messages and imagemaps: the older cards, still allowed."""

from __future__ import annotations

from bot.simulator.limits.action import IMAGE_COLUMN, TEMPLATE_BUTTON, TEMPLATE_DEFAULT, action, uri
from bot.simulator.limits.trouble import (
    Check,
    Place,
    anything,
    between,
    each,
    image_url,
    listing,
    mapping,
    one_of,
    required,
    shaped,
    words,
)
from bot.simulator.wire import JsonObject, only_objects

CARD_IMAGE: dict[str, Check] = {
    "thumbnailImageUrl": image_url,
    "imageBackgroundColor": shaped(r"#[0-9A-Fa-f]{6}"),
    "title": words(1, 40),
    "defaultAction": action(TEMPLATE_DEFAULT),
    "actions": anything,
}
IMAGE_LOOK: dict[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}


def _text_limit(card: JsonObject, plain: int, pictured: int) -> Check:
    """A card's text may be shorter when a picture or a title takes the room."""
    has_more = card.get("thumbnailImageUrl") is not None or card.get("title") is not None
    return words(1, pictured if has_more else plain)


def _actions(place: Place, card: JsonObject, lowest: int, highest: int) -> int:
    required(place, card, "actions")
    if card.get("actions") is None:
        return 0
    check = action(TEMPLATE_BUTTON)
    found = listing(place.at("actions"), card["actions"], lowest, highest)
    for index, one in enumerate(found):
        check(place.at("actions").at(index), one)
    return len(found)


def _buttons(place: Place, card: JsonObject) -> None:
    required(place, card, "text")
    checks = {"type": anything, "text": _text_limit(card, 160, 60), **CARD_IMAGE, **IMAGE_LOOK}
    each(place, card, checks)
    _actions(place, card, 1, 4)


def _confirm(place: Place, card: JsonObject) -> None:
    required(place, card, "text")
    each(place, card, {"type": anything, "text": words(1, 240), "actions": anything})
    _actions(place, card, 2, 2)


def _carousel(place: Place, card: JsonObject) -> None:
    each(place, card, {"type": anything, "columns": anything, **IMAGE_LOOK})
    columns = listing(place.at("columns"), card.get("columns"), 1, 10)
    button_counts = set()
    for index, column in enumerate(columns):
        spot = place.at("columns").at(index)
        source = mapping(spot, column)
        if source is None:
            continue
        required(spot, source, "text")
        each(spot, source, {"text": _text_limit(source, 120, 60), **CARD_IMAGE})
        button_counts.add(_actions(spot, source, 1, 3))
    sources = only_objects(columns)
    looks = {(c.get("thumbnailImageUrl") is None, c.get("title") is None) for c in sources}
    if len(button_counts) > 1 or len(looks) > 1:
        place.at("columns").refuse("the number of actions, titles and images must be the same in all columns")


def _image_carousel(place: Place, card: JsonObject) -> None:
    each(place, card, {"type": anything, "columns": anything})
    for index, column in enumerate(listing(place.at("columns"), card.get("columns"), 1, 10)):
        spot = place.at("columns").at(index)
        source = mapping(spot, column)
        if source is not None and required(spot, source, "imageUrl", "action"):
            each(spot, source, {"imageUrl": image_url, "action": action(IMAGE_COLUMN)})


KINDS = {
    "buttons": _buttons,
    "confirm": _confirm,
    "carousel": _carousel,
    "image_carousel": _image_carousel,
}


def template(place: Place, value: object) -> None:
    """buttons (≤4 actions), confirm (exactly 2), carousel (≤10 columns of ≤3) or image_carousel (≤10)."""
    source = mapping(place, value)
    if source is None:
        return
    kind = source.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        place.at("type").refuse(f"Must be one of the following values: [{', '.join(KINDS)}]")
        return
    KINDS[kind](place, source)


def _area(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is not None and required(place, source, "x", "y", "width", "height"):
        each(place, source, dict.fromkeys(("x", "y", "width", "height"), between(0, 100_000)))


IMAGEMAP_ACTIONS: dict[str, dict[str, Check]] = {
    "message": {"text": words(1, 400)},
    "uri": {"linkUri": uri},
    "clipboard": {"clipboardText": words(1, 1000)},
}


def imagemap_actions(place: Place, value: object) -> None:
    """At most 50 areas, each with what it does."""
    for index, one in enumerate(listing(place, value, 1, 50)):
        spot = place.at(index)
        source = mapping(spot, one)
        if source is None:
            continue
        kind = source.get("type")
        if not isinstance(kind, str) or kind not in IMAGEMAP_ACTIONS:
            spot.at("type").refuse(f"Must be one of the following values: [{', '.join(IMAGEMAP_ACTIONS)}]")
            continue
        own = IMAGEMAP_ACTIONS[kind]
        required(spot, source, "area", *own)
        each(spot, source, {"type": anything, "label": words(0, 100), "area": _area, **own})


def imagemap_size(place: Place, value: object) -> None:
    """The width is always 1040 (LINE: Imagemap message)."""
    source = mapping(place, value)
    if source is not None and required(place, source, "width", "height"):
        each(place, source, {"width": between(1040, 1040), "height": between(1, 100_000)})


def imagemap_video(place: Place, value: object) -> None:
    """A video that plays in one area of the picture."""
    source = mapping(place, value)
    if source is None or not required(place, source, "originalContentUrl", "previewImageUrl", "area"):
        return
    each(
        place,
        source,
        {
            "originalContentUrl": image_url,
            "previewImageUrl": image_url,
            "area": _area,
            "externalLink": _external_link,
        },
    )


def _external_link(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is not None:
        each(place, source, {"linkUri": uri, "label": words(1, 30)})
