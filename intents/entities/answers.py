"""Answers to one question: "280", "สองร้อยแปดสิบ", "โลละ 280". The slots of the declarations parse with these.

Each has the shape of `intents.intent.Parser`: a value, `Unclear` where two readings are equally good, or None.
"""

import re
from datetime import datetime
from typing import Final

from intents.entities.numbers import NUMBER, Number, read_number
from intents.entities.phones import find_phone
from intents.entities.units import PRICED, is_unit
from intents.intent import Parser, Reading, Unclear
from intents.thai.normalise import normalise
from intents.thai.words import PARTICLES

MAX_PRICE: Final = 10_000_000
MAX_QUANTITY: Final = 1_000_000
_MAX_NAME: Final = 80

_NUMBER: Final = re.compile(NUMBER)
_SMALL: Final = "|".join(
    re.escape(word)
    for word in sorted(
        {*PARTICLES, "ก็แล้วกัน", "แล้วกัน", "ละกัน", "ก็พอ", "พอ", "เลย", "เอง", "ดีกว่า", "ๆ"}, key=len, reverse=True
    )
)
"""Words around an answer that say nothing of it."""
_PRICE_REST: Final = re.compile(
    rf"(?:ราคา|ขาย|ขอ|เอา|ก็|สัก|อยู่ที่|ที่|ประมาณ|แค่|เพียง|เริ่มต้น|เป็น|คิด|ต่อ|/|{PRICED}|ละ|บาท|บาด|บ\.?|฿"
    rf"|{_SMALL}|ถ้วน|[\s.,:=-])*\Z"
)
_NO_NAME: Final = re.compile(r"(?:ไม่|บ่|ยัง)(?:รู้|ฮู้|ทราบ|แน่ใจ|ได้คิด)|(?:อืม|เอ่อ|เออ|แป๊บ|เดี๋ยว)+\W*\Z")
"""Said while thinking; no thing is called so."""
_QUANTITY_REST: Final = re.compile(
    rf"(?:มี|เหลือ|จำนวน|อยู่|ประมาณ|สัก|แค่|เอา|ขอ|สั่ง|ทั้งหมด|รวม|ได้|{PRICED}|คน|ท่าน|ที่|ที่นั่ง"
    rf"|{_SMALL}|[\s.,:-])*\Z"
)
_UNIT_EDGES: Final = re.compile(
    r"^(?:ขาย)?(?:เป็น|ต่อ|คิดเป็น|นับเป็น|หน่วย|หนึ่ง|1|\s)*|(?:ละ|ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เจ้า|เด้อ|นะ|\s)+\Z"
)
_NAME_EDGES: Final = re.compile(
    r"^(?:ชื่อ(?:ว่า|ของ)?|คือ|เป็น|สินค้า(?:คือ)?|ขาย|เรียกว่า|ใช้ชื่อ|เอาชื่อ|ก็|\s|[:\-.,])+"
    r"|(?:\s|ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|จ๊ะ|เด้อ|นะ|น่ะ|[.,])+\Z"
)
_VILLAGE_NO: Final = re.compile(
    rf"(?:ม\.|หมู่(?:บ้าน)?(?:ที่)?|ม|บ้านหมู่(?:ที่)?)?\s?({NUMBER})(?:\s?(?:ค่ะ|คะ|ครับ|คับ|จ้า|เจ้า|เด้อ|นะ))*\Z"
)


def read_price(text: str, now: datetime) -> Reading:
    """A price in baht, more than 0 and at most ten million: "โลละ 280 บาท" → 280; "ร้อยห้า" → Unclear(105, 150)."""
    return _amount(normalise(text), _PRICE_REST, MAX_PRICE, "บาท")


def read_quantity(text: str, now: datetime) -> Reading:
    """How many, more than 0 and at most a million: "มี 10 โล" → 10; "โลครึ่ง" → 1.5; "ครึ่งโล" → 0.5."""
    clean = normalise(text)
    half = re.fullmatch(rf"(?:มี|เอา|ขอ|สั่ง|เหลือ)?\s?(?:(ครึ่ง)\s?{PRICED}|({NUMBER})?\s?{PRICED}(ครึ่ง))\S*", clean)
    if half:
        whole = read_number(half.group(2)) if half.group(2) else (0 if half.group(1) else 1,)
        return whole[0] + 0.5 if len(whole) == 1 else None
    return _amount(clean, _QUANTITY_REST, MAX_QUANTITY, "")


def read_unit(text: str, now: datetime) -> Reading:
    """What the goods are counted in, as written: "โลละ" → "โล"; "ขายเป็นถุงค่ะ" → "ถุง"."""
    unit = _UNIT_EDGES.sub("", normalise(text))
    return unit if is_unit(unit) else None


def read_phone(text: str, now: datetime) -> Reading:
    """A Thai phone's digits, nine or ten: "โท ๐๘๑-๐๐๐-๐๐๐๐" → "0810000000"."""
    found = find_phone(normalise(text))
    return found[0] if found else None


def read_name(text: str, now: datetime) -> Reading:
    """What something or someone is called, without "ชื่อ" and particles around it, at most 80 code points."""
    name = _NAME_EDGES.sub("", normalise(text))
    if len(name) > _MAX_NAME or not any(c.isalpha() for c in name):
        return None
    if _NO_NAME.match(name):
        return None
    is_amount = any(_amount(name, rest, MAX_PRICE, "") is not None for rest in (_PRICE_REST, _QUANTITY_REST))
    return None if is_amount else name


def read_village_no(text: str, now: datetime) -> Reading:
    """The number of a village in Arabic digits: "หมู่ที่ ๙" → "9"."""
    match = _VILLAGE_NO.match(normalise(text))
    values = read_number(match.group(1)) if match else ()
    return str(values[0]) if len(values) == 1 and values[0] in range(1, 100) else None


def read_text(longest: int) -> Parser:
    """A parser for free text of at most `longest` code points, as written but for spaces at its ends."""

    def read(text: str, now: datetime) -> Reading:
        clean = text.strip()
        return clean if clean and len(clean) <= longest else None

    return read


def _amount(text: str, rest: re.Pattern[str], largest: int, of: str) -> Reading:
    match = _NUMBER.search(text)
    if not match or text[: match.start()].rstrip().endswith("-"):
        return None
    if not rest.match(text[: match.start()]) or not rest.match(text[match.end() :]):
        return None
    values = [value for value in read_number(match.group()) if 0 < value <= largest]
    if len(values) > 1:
        return Unclear(tuple((_label(value, of), value) for value in values))
    return values[0] if values else None


def _label(value: Number, of: str) -> str:
    return f"{value:,} {of}".strip()
