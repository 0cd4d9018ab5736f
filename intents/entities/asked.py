"""The unit whose price somebody asks for: "กระปุกละเท่าไหร่", "ตกโลเท่าไหร่", "ปลาส้มห่อเท่าไหร่"."""

import re
from typing import Final

from intents.entities.figures import LA
from intents.entities.units import MEASURES, PRICED

_HOW_MUCH: Final = r"(?:เท่า(?:ไ[หร](?!น)|ใ)|เต้า|กี่|จัก|ท่อใด|ท่อได|ซำใด|พรือ|ยังไง|ปันใด)"
_WHAT_PRICE: Final = r"(?:เท่า(?:ไ[หร](?!น)|ใ)|เต้าใ|ท่อใด|ท่อได|ซำใด|(?:กี่|จัก)\s?บาท)"
"""Behind a unit without ละ: "งานยังไง" and "ชุดกี่ตัว" ask for no price."""
_GUARD: Final = re.compile("เท่า|เต้า|กี่|จัก|ท่อใด|ท่อได|ซำใด|พรือ|ยังไง|ปันใด")
_EACH: Final = re.compile(rf"(?P<unit>{PRICED})\s?ๆ?\s?{LA}\s?(?:ขาย|ราคา|คิด|ตก)?\s?{_HOW_MUCH}")
_ALONE: Final = re.compile(
    rf"(?:(?:ตก|ขาย|ราคา|\s)(?P<measure>{MEASURES})|(?<=[ก-๎])(?P<box>โล|กิโล|ขีด|ห่อ|ถุง|ขวด|กระปุก|แผง|กระสอบ))\s?{_WHAT_PRICE}"
)


def asked_span(text: str) -> tuple[int, int] | None:
    """Where the unit stands in a normalised text that tells no price, or None."""
    if not _GUARD.search(text):
        return None
    each = _EACH.search(text)
    if each:
        return each.span("unit")
    alone = _ALONE.search(text)
    return alone.span(alone.lastgroup or 0) if alone else None
