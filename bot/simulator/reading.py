"""What a person sees of a message: its words in reading order, its buttons, its pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.simulator.wire import JsonObject, inner, items, objects, only_objects, real, whole, word

LABEL_FROM_TEXT = 40


@dataclass(frozen=True)
class Button:
    """Something that can be tapped: the words on it and LINE's action object."""

    label: str
    action: JsonObject


@dataclass
class Reading:
    """One message as a person reads it, from top to bottom."""

    lines: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    quick_replies: list[Button] = field(default_factory=list)
    images: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words, a line a component."""
        return "\n".join(line for line in self.lines if line)

    def tappable(self) -> list[Button]:
        """Buttons, then quick replies: the order in which taps are numbered (from 0)."""
        return [*self.buttons, *self.quick_replies]


def read(message: JsonObject) -> Reading:
    """Reads any message object that a bot sends, and any that a person sends (the `message` of a webhook event)."""
    seen = Reading()
    kind = word(message, "type")
    if kind == "flex":
        _flex(seen, inner(message, "contents"))
    elif kind == "template":
        _template(seen, inner(message, "template"))
    elif kind == "imagemap":
        _imagemap(seen, message)
    else:
        _plain(seen, kind, message)
    for item in objects(inner(message, "quickReply"), "items"):
        action = inner(item, "action")
        seen.quick_replies.append(Button(word(action, "label"), action))
    return seen


def _plain(seen: Reading, kind: str, message: JsonObject) -> None:
    if kind in ("text", "textV2"):
        text = word(message, "text")
        seen.lines.append(text.replace("{{", "{").replace("}}", "}") if kind == "textV2" else text)
    elif kind in ("image", "video"):
        _picture(seen, word(message, "originalContentUrl"))
        if kind == "video":
            seen.lines.append("[วิดีโอ]")
    elif kind == "audio":
        seen.lines.append(f"[เสียง {whole(message, 'duration') // 1000} วินาที]")
    elif kind == "sticker":
        seen.lines.append(f"[สติกเกอร์ {word(message, 'packageId')}/{word(message, 'stickerId')}]")
    elif kind == "location":
        where = f"{real(message, 'latitude'):.5f},{real(message, 'longitude'):.5f}"
        seen.lines += [word(message, "title"), word(message, "address"), f"[หมุด {where}]"]
    elif kind == "file":
        seen.lines.append(f"[ไฟล์ {word(message, 'fileName')}]")
    else:
        seen.lines.append(f"[{kind}]")


def _picture(seen: Reading, url: str) -> None:
    if url:
        seen.images.append(url)


def _tappable(seen: Reading, part: JsonObject, instead: str) -> None:
    action = inner(part, "action")
    if action:
        seen.buttons.append(Button(word(action, "label") or instead[:LABEL_FROM_TEXT], action))


def _flex(seen: Reading, contents: JsonObject) -> None:
    bubbles = objects(contents, "contents") if contents.get("type") == "carousel" else [contents]
    for bubble in bubbles:
        first_line = len(seen.lines)
        for block in ("header", "hero", "body", "footer"):
            _component(seen, inner(bubble, block))
        _tappable(seen, bubble, " ".join(seen.lines[first_line:]))


def _component(seen: Reading, part: JsonObject) -> None:
    kind = word(part, "type")
    if kind == "text":
        spans = [word(span, "text") for span in objects(part, "contents")]
        text = "".join(spans) or word(part, "text")
        seen.lines.append(text)
        _tappable(seen, part, text)
    elif kind == "box":
        first_line = len(seen.lines)
        for child in objects(part, "contents"):
            _component(seen, child)
        _tappable(seen, part, " ".join(seen.lines[first_line:]))
    elif kind == "button":
        _tappable(seen, part, "")
    elif kind in ("image", "video"):
        _picture(seen, word(part, "url"))
        _tappable(seen, part, "[รูป]")


def _template(seen: Reading, card: JsonObject) -> None:
    for part in [card, *objects(card, "columns")]:
        seen.lines += [line for line in (word(part, "title"), word(part, "text")) if line]
        for key in ("thumbnailImageUrl", "imageUrl"):
            _picture(seen, word(part, key))
        for action in objects(part, "actions"):
            seen.buttons.append(Button(word(action, "label"), action))
        _tappable(seen, part, "[รูป]")
        default = inner(part, "defaultAction")
        if default:
            seen.buttons.append(Button(word(default, "label") or "[รูป]", default))


def _imagemap(seen: Reading, message: JsonObject) -> None:
    seen.lines.append(word(message, "altText"))
    _picture(seen, word(message, "baseUrl"))
    for area in only_objects(items(message, "actions")):
        action: JsonObject = {**area, "uri": word(area, "linkUri")} if area.get("type") == "uri" else area
        seen.buttons.append(Button(word(area, "label") or word(area, "text") or "[พื้นที่]", action))
