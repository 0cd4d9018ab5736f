"""Neutral replies → LINE's message objects, inside LINE's limits (LINE: Message objects, Flex Message elements)."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from bot.settings import settings
from handlers.replies import Action, Answer, Button, Card, Cards, Move, Open, Reply, Row, Start, Text

MAX_MESSAGES = 5
MAX_TEXT = 5000
"""UTF-16 units of a text message."""
MAX_QUICK = 13
MAX_LABEL = 20
MAX_FLEX_LABEL = 40
MAX_DATA = 300
MAX_ALT = 400
MAX_ALT_UNITS = 1500
MAX_SHOWN = 300
"""UTF-16 units of what a tap says for the person."""
MAX_BUBBLE = 30_000
"""Bytes of one bubble's JSON, as UTF-8; LINE says 30 KB."""
MAX_CAROUSEL = 50_000
"""Bytes of a carousel's JSON, as UTF-8; LINE says 50 KB."""
MAX_CARDS = 10
ZERO_WIDTH_JOINER = "\u200d"
LIMITS = (400, 150, 50, 20)
"""Graphemes of a text in a card, tried from the left until the card fits."""
TEXT_SHARE = 4
"""Running words may be so many times as long as another line."""
GREEN = "#06794A"
GREY = "#5B6570"
INK = "#1B1F23"

Json = dict[str, Any]


def graphemes(text: str) -> Iterator[str]:
    """Letters as people count them: a Thai consonant with its vowel and tone marks is one ("น้ำ" is one).

    UAX #29 for what Thai and emoji need: combining marks, SARA AM, joiners and variation selectors extend a letter.
    Where in doubt a letter is counted by itself: a label must never be longer than LINE counts it.
    """
    cluster = ""
    joined = False
    for c in text:
        if cluster and not (_extends(c) or (joined and ord(c) > 0x2000)):
            yield cluster
            cluster = ""
        cluster += c
        joined = c == ZERO_WIDTH_JOINER
    if cluster:
        yield cluster


def _extends(c: str) -> bool:
    is_tone_of_skin, is_tag = 0x1F3FB <= ord(c) <= 0x1F3FF, 0xE0020 <= ord(c) <= 0xE007F
    return unicodedata.category(c) in ("Mn", "Me", "Mc") or c in "ำຳ\u200d" or is_tone_of_skin or is_tag


def shorten(text: str, limit: int, units: int = 0) -> str:
    """At most so many graphemes, and UTF-16 units (6 a grapheme unless told); an ellipsis says that there was more.

    Without the second limit one letter under thousands of marks would be short.
    """
    short = _cut(text, units or 6 * limit)
    letters = list(graphemes(short))
    return short if len(letters) <= limit else "".join(letters[: limit - 1]).rstrip() + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    if _units(text) <= units:
        return text
    return text.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def render(answer: Answer) -> list[Json]:
    """The messages of one call: at most five, quick replies on the last of them, nothing that LINE would refuse."""
    messages = [message for reply in answer.replies if (message := _reply(reply)) is not None][:MAX_MESSAGES]
    if not messages:
        messages = [{"type": "text", "text": "ค่ะ"}]
    if answer.choices:
        items = [{"type": "action", "action": action(b, MAX_LABEL)} for b in answer.choices[:MAX_QUICK]]
        messages[-1] = {**messages[-1], "quickReply": {"items": items}}
    return messages


def _reply(reply: Reply) -> Json | None:
    if isinstance(reply, Text):
        text = reply.text.strip()
        return {"type": "text", "text": _cut(text, MAX_TEXT)} if text else None
    if isinstance(reply, Card):
        return _flex(_summary(reply), _bubble(reply))
    return _carousel(reply)


def _summary(card: Card) -> str:
    """What a notification shows of a card: with running words their beginning."""
    return f"{card.title} {card.text}" if card.text else card.heading or card.title


def _carousel(reply: Cards) -> Json | None:
    """Cards side by side; cut, then bared, then fewer of them, until LINE takes them."""
    cards = reply.cards[:MAX_CARDS]
    if len(cards) <= 1:
        return _flex(reply.summary, _bubble(cards[0], is_small=True)) if cards else None
    for limit in LIMITS:
        bubbles = [_draw(card, limit, is_small=True) for card in cards]
        if _bytes(bubbles) <= MAX_CAROUSEL and max(map(_bytes, bubbles)) <= MAX_BUBBLE:
            break
    else:
        bubbles = [_bare(card, is_small=True) for card in cards]
        while _bytes(bubbles) > MAX_CAROUSEL:
            bubbles.pop()
    return _flex(reply.summary, {"type": "carousel", "contents": bubbles})


def _flex(alt: str, contents: Json) -> Json:
    return {
        "type": "flex",
        "altText": shorten(alt.strip() or "ข้อความจากเน็ตอาสา", MAX_ALT, MAX_ALT_UNITS),
        "contents": contents,
    }


def _bubble(card: Card, *, is_small: bool = False) -> Json:
    """A bubble; when a hostile text makes it too large, its lines are cut until it fits."""
    for limit in LIMITS:
        bubble = _draw(card, limit, is_small=is_small)
        if _bytes(bubble) <= MAX_BUBBLE:
            return bubble
    return _bare(card, is_small=is_small)


def _bare(card: Card, *, is_small: bool) -> Json:
    """What is left of a card that cannot be cut enough: its title and its buttons."""
    return _draw(Card(card.title, buttons=card.buttons), LIMITS[-1], is_small=is_small)


def _bytes(value: object) -> int:
    """Its weight as bot/line/client.py sends it, and a little more (spaces)."""
    return len(json.dumps(value, ensure_ascii=False).encode())


def _draw(card: Card, limit: int, *, is_small: bool) -> Json:
    contents: list[Json] = []
    if card.heading.strip():
        contents.append(_text(card.heading, limit, size="md", color=GREEN, weight="bold"))
    contents.append(_text(card.title.strip() or "–", limit, size="xl", weight="bold", color=INK))
    if card.text.strip():
        contents.append(_text(card.text, limit * TEXT_SHARE, size="lg", color=INK))
    contents += [_row(row, limit) for row in card.rows[:20] if row.value.strip()]
    if card.note.strip():
        contents.append(_text(card.note, limit, size="sm", color=GREY))
    bubble: Json = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "spacing": "md", "contents": contents},
    }
    if is_small:
        bubble["size"] = "kilo"
    if card.picture and (card.picture.startswith("https://") or settings().http_pictures):
        bubble["hero"] = {
            "type": "image", "url": card.picture, "size": "full", "aspectRatio": "4:3", "aspectMode": "cover",
            **({"action": {"type": "uri", "label": "ดู", "uri": card.link}} if card.link else {}),
        }  # fmt: skip
    if card.buttons:
        buttons = [_button(button, index) for index, button in enumerate(card.buttons[:6])]
        bubble["footer"] = {"type": "box", "layout": "vertical", "spacing": "sm", "contents": buttons}
    return bubble


def _text(text: str, limit: int, **style: str) -> Json:
    return {"type": "text", "text": shorten(text.strip(), limit), "wrap": True, **style}


def _row(row: Row, limit: int) -> Json:
    return {
        "type": "box", "layout": "baseline", "spacing": "md",
        "contents": [
            {**_text(row.label.strip() or "–", limit, size="md", color=GREY), "flex": 2},
            {**_text(row.value, limit, size="md", color=INK), "flex": 4},
        ],
    }  # fmt: skip


def _button(button: Button, index: int) -> Json:
    style = {"style": "primary", "color": GREEN} if index == 0 else {"style": "secondary"}
    return {"type": "button", "height": "md", **style, "action": action(button, MAX_FLEX_LABEL)}


def action(button: Button, max_label: int) -> Json:
    """LINE's action object of a button."""
    words = button.label.strip() or "–"
    label = shorten(words, max_label)
    act: Action = button.action
    if isinstance(act, Open):
        return {"type": "uri", "label": label, "uri": act.url}
    if isinstance(act, Move | Start):
        shown = shorten(words, 100, MAX_SHOWN)
        return {"type": "postback", "label": label, "data": _data(act), "displayText": shown}
    return {"type": "message", "label": label, "text": _cut(act.text.strip() or words, MAX_SHOWN)}


def _data(act: Move | Start) -> str:
    """Postback data; read back by bot/line/events.py as fields."""
    fields: Mapping[str, object]
    if isinstance(act, Move):
        fields = {"d": act.dialogue, "m": act.step, **({"v": act.value} if act.value != "" else {})}
    else:
        fields = {"i": act.intent, **{f"v.{name}": value for name, value in act.values.items()}}
    data = urlencode(fields)
    if len(data) > MAX_DATA:
        raise ValueError(f"postback data of {len(data)} characters; a button carries ids, not words")
    return data
