"""Flex messages, component by component, as LINE's reference lists their properties."""

from __future__ import annotations

import json
import re

from bot.simulator.limits.action import FLEX_BUTTON, FLEX_PART, action
from bot.simulator.limits.trouble import (
    Check,
    Place,
    anything,
    between,
    each,
    image_url,
    mapping,
    one_of,
    required,
    shaped,
    truth,
    words,
)
from bot.simulator.wire import JsonObject, inner, only_objects, word

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
CAROUSEL_BUBBLES = 12
DEEPEST = 40  # ours: no card needs more, and a deeper one could break whoever reads it
SIZES_FOR_VIDEO = ("kilo", "mega", "giga")
EMPTY_TEXT = "must be non-empty text"

PIXELS = r"\d+(\.\d+)?px"
PERCENT = r"\d+(\.\d+)?%"
STEPS = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")
RATIO = re.compile(r"([1-9]\d{0,5}(?:\.\d+)?):([1-9]\d{0,5}(?:\.\d+)?)")

colour = shaped(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
gap = shaped(PIXELS, keywords=STEPS)
padding = shaped(PIXELS, PERCENT, keywords=STEPS)
offset = shaped(r"-?" + PIXELS, r"-?" + PERCENT, keywords=STEPS)
extent = shaped(PIXELS, PERCENT)
font_size = shaped(PIXELS, keywords=SIZES)
share = between(0, 1_000_000)
part_action = action(FLEX_PART)


def ratio(place: Place, value: object) -> None:
    """`width:height`, each 1 to 100,000, the height at most three times the width."""
    match = RATIO.fullmatch(value) if isinstance(value, str) else None
    if not match or float(match[1]) > 100_000 or float(match[2]) > 3 * float(match[1]):
        place.refuse("invalid property")


def _gradient(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is None or not required(place, source, "type", "angle", "startColor", "endColor"):
        return
    checks: dict[str, Check] = {
        "type": one_of("linearGradient"),
        "angle": shaped(r"([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])(\.\d+)?deg"),
        "startColor": colour,
        "endColor": colour,
        "centerColor": colour,
        "centerPosition": shaped(r"(100|[1-9]?\d)(\.\d+)?%"),
    }
    each(place, source, checks)


def _spans(place: Place, value: object) -> None:
    if not isinstance(value, list):
        place.refuse("must be an array")
        return
    for index, span in enumerate(value):
        component(place.at(index), span, ("span",))


PLACED: dict[str, Check] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": offset,
    "offsetBottom": offset,
    "offsetStart": offset,
    "offsetEnd": offset,
    "margin": gap,
}
LETTERS: dict[str, Check] = {
    "text": words(1, 5000, empty=EMPTY_TEXT),
    "size": font_size,
    "color": colour,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
GRAVITY = one_of("top", "bottom", "center")
ALIGN = one_of("start", "end", "center")

COMPONENTS: dict[str, dict[str, Check]] = {
    "box": {
        **PLACED,
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": anything,
        "flex": share,
        "spacing": gap,
        "backgroundColor": colour,
        "borderColor": colour,
        "borderWidth": shaped(PIXELS, keywords=("none", "light", "normal", "medium", "semi-bold", "bold")),
        "cornerRadius": shaped(PIXELS, keywords=STEPS),
        "width": extent,
        "maxWidth": extent,
        "height": extent,
        "maxHeight": extent,
        "paddingAll": padding,
        "paddingTop": padding,
        "paddingBottom": padding,
        "paddingStart": padding,
        "paddingEnd": padding,
        "action": part_action,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": _gradient,
    },
    "button": {
        **PLACED,
        "action": action(FLEX_BUTTON),
        "flex": share,
        "color": colour,
        "style": one_of("primary", "secondary", "link"),
        "gravity": GRAVITY,
        "height": one_of("md", "sm"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": truth,
    },
    "image": {
        **PLACED,
        "url": image_url,
        "flex": share,
        "align": ALIGN,
        "gravity": GRAVITY,
        "size": shaped(PIXELS, PERCENT, keywords=(*SIZES, "full")),
        "aspectRatio": ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": colour,
        "action": part_action,
        "animated": truth,
    },
    "video": {
        "url": image_url,
        "previewUrl": image_url,
        "altContent": anything,
        "aspectRatio": ratio,
        "action": part_action,
    },
    "icon": {
        **PLACED,
        "url": image_url,
        "size": shaped(PIXELS, keywords=SIZES),
        "aspectRatio": ratio,
        "scaling": truth,
    },
    "text": {
        **PLACED,
        **LETTERS,
        "contents": _spans,
        "flex": share,
        "align": ALIGN,
        "gravity": GRAVITY,
        "wrap": truth,
        "lineSpacing": shaped(PIXELS),
        "action": part_action,
        "maxLines": share,
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": truth,
    },
    "span": LETTERS,
    "separator": {"margin": gap, "color": colour},
    "filler": {"flex": share},
}
NEEDED = {
    "box": ("layout", "contents"),
    "button": ("action",),
    "image": ("url",),
    "video": ("url", "previewUrl", "altContent"),
    "icon": ("url",),
    "span": ("text",),
}
IN_LAYOUT = {
    "horizontal": ("box", "button", "image", "text", "separator", "filler"),
    "vertical": ("box", "button", "image", "text", "separator", "filler"),
    "baseline": ("icon", "text", "filler"),
}


def component(place: Place, value: object, allowed: tuple[str, ...]) -> None:
    """One component, of a kind that may stand here."""
    source = mapping(place, value)
    if source is None:
        return
    kind = word(source, "type")
    if kind not in allowed or place.path.count("/contents/") > DEEPEST:
        place.refuse("invalid property")
        return
    required(place, source, *NEEDED.get(kind, ()))
    each(place, source, {"type": anything, **COMPONENTS[kind]})
    if kind == "text" and source.get("text") is None and not source.get("contents"):
        place.at("text").refuse(EMPTY_TEXT)
    if kind == "video":
        component(place.at("altContent"), source.get("altContent"), ("image", "box"))
    if kind == "box":
        _contents(place.at("contents"), source)


def _contents(place: Place, box: JsonObject) -> None:
    contents = box.get("contents")
    if not isinstance(contents, list):
        if contents is not None:
            place.refuse("must be an array")
        return
    allowed = IN_LAYOUT.get(word(box, "layout"), ())
    for index, part in enumerate(contents):
        component(place.at(index), part, allowed)


def _block(*kinds: str) -> Check:
    return lambda place, value: component(place, value, kinds)


def _styles(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is not None:
        each(place, source, dict.fromkeys(("header", "hero", "body", "footer"), _block_style))


def _block_style(place: Place, value: object) -> None:
    source = mapping(place, value)
    if source is not None:
        each(place, source, {"backgroundColor": colour, "separator": truth, "separatorColor": colour})


BUBBLE: dict[str, Check] = {
    "type": anything,
    "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
    "direction": one_of("ltr", "rtl"),
    "header": _block("box"),
    "hero": _block("box", "image", "video"),
    "body": _block("box"),
    "footer": _block("box"),
    "styles": _styles,
    "action": part_action,
}


def _weight(value: object, *, is_ascii: bool) -> int:
    """Bytes of `value` in the form in which it was sent: `\\uXXXX` costs six bytes a Thai letter, UTF-8 three."""
    return len(json.dumps(value, ensure_ascii=is_ascii, separators=(",", ":")).encode())


def _bubble(place: Place, value: object, *, is_ascii: bool) -> None:
    source = mapping(place, value)
    if source is None:
        return
    if source.get("type") != "bubble":
        place.refuse("invalid property")
        return
    each(place, source, BUBBLE)
    if not any(source.get(block) for block in ("header", "hero", "body", "footer")):
        place.refuse("at least one block must be specified")
    hero = source.get("hero")
    if isinstance(hero, dict) and hero.get("type") == "video" and source.get("size", "mega") not in SIZES_FOR_VIDEO:
        place.at("hero").refuse("invalid property")
    if _weight(value, is_ascii=is_ascii) > BUBBLE_BYTES:
        place.refuse(f"must not be larger than {BUBBLE_BYTES} bytes")


def container(place: Place, value: object, *, is_ascii: bool) -> None:
    """A bubble (at most 30 KB) or a carousel (at most 12 bubbles of one size, 50 KB)."""
    source = mapping(place, value)
    if source is None:
        return
    if source.get("type") != "carousel":
        _bubble(place, source, is_ascii=is_ascii)
        return
    each(place, source, {"type": anything, "contents": anything})
    bubbles = source.get("contents")
    if not isinstance(bubbles, list) or not 1 <= len(bubbles) <= CAROUSEL_BUBBLES:
        place.at("contents").refuse(f"must contain between 1 and {CAROUSEL_BUBBLES} bubbles")
        return
    for index, bubble in enumerate(bubbles):
        _bubble(place.at("contents").at(index), bubble, is_ascii=is_ascii)
    if len({word(bubble, "size", "mega") for bubble in only_objects(bubbles)}) > 1:
        place.at("contents").refuse("bubbles of different sizes cannot be in one carousel")
    if any(word(inner(bubble, "hero"), "type") == "video" for bubble in only_objects(bubbles)):
        place.at("contents").refuse("video cannot be used in a carousel")
    if _weight(value, is_ascii=is_ascii) > CAROUSEL_BYTES:
        place.refuse(f"must not be larger than {CAROUSEL_BYTES} bytes")
