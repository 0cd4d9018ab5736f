"""Answers to one question: "280", "สองร้อยแปดสิบ", "โลละ 280". The slots of the declarations parse with these.

Each has the shape of `intents.intent.Parser`: a value, `Unclear` where two readings are equally good, or None.
"""

import re
from datetime import datetime
from typing import Final

from intents.entities.numbers import NUMBER, Number, read_number
from intents.entities.people import person
from intents.entities.phones import find_phone
from intents.entities.topics import topic
from intents.entities.units import PRICED, is_unit
from intents.entities.when import When, when_in
from intents.intent import Parser, Reading, Unclear
from intents.thai.normalise import normalise
from intents.thai.words import PARTICLES, words

MAX_PRICE: Final = 10_000_000
MAX_QUANTITY: Final = 1_000_000
_MAX_NAME: Final = 80

_NUMBER: Final = re.compile(NUMBER)
_SMALL: Final = "|".join(
    re.escape(word)
    for word in sorted(
        {*PARTICLES, "ก็แล้วกัน", "แล้วกัน", "ละกัน", "ก็พอ", "พอ", "เลย", "เอง", "ดีกว่า", "ๆ", "เอ๊ย", "เอ้ย"},
        key=len,
        reverse=True,
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

_TAIL: Final = r"(?:\s|ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เจ้า|เด้อ|นะ|น่ะ)+\Z"
_DAY_EDGES: Final = re.compile(rf"^(?:เป็น|จัด|ตอน|ใน|ช่วง|ก็|\s)+|{_TAIL}")
_DAY_OF_MONTH: Final = re.compile(r"(?:ที่\s?)?([12]?\d|3[01])\Z")
_DURATION: Final = re.compile(rf"(?:สัก|แค่|แค|\s)*(?:{NUMBER})\s?(?:วัน|อาทิตย์|สัปดาห์|เดือน)(?:พอ|\s)*\Z")
_LASTS: Final = re.compile(
    rf"(?:แทน|ประกาศ|ไว้|ไป|ให้|ได้|อีก|แค่|สัก|ซัก|จั๊?ก|\s)(?P<n>{NUMBER})\s?(?P<unit>วัน|มื้อ|อาทิตย์|สัปดาห์|เดือน)(?!ที่|\s?(?:ก่อน|ที่แล้ว))"
)
"""How long, within a sentence: "ให้น้องฟ้าประกาศแทน 3 วัน"."""
_DAY_PART: Final = re.compile(r"(?:ตอน|ช่วง)?(?:เช้า|สาย|เที่ยง|บ่าย|เย็น|ค่ำ|กลางคืน|ทั้งวัน|เต็มวัน|ครึ่งวัน(?:เช้า|บ่าย)?)\Z")
_OPEN_HOURS: Final = re.compile(r"(?:เปิด)?(?:ตลอด(?:วัน|เวลา|ปี)?|24\s?(?:ชั่วโมง|ชม\.?)|ทั้งวัน|ทุกวัน|ไม่มีวันหยุด)")
_SEASON: Final = re.compile(
    r"เดือน|ปี|หน้า(?:หนาว|ร้อน|ฝน|แล้ง|นา)|ฤดู|ต้นฝน|ปลายฝน|เกี่ยวข้าว|ดำนา|ข้าว|ค่ำ|เพ็ญ|พรรษา|วันพระ|ทุก|เทศกาล|ตรุษ|สารท"
)
_PLACE_EDGES: Final = re.compile(rf"^(?:อยู่|จัด|ที่(?!ว่าการ|ทำการ|พัก)|ณ|ตรง|แถว|แถวๆ|ก็|\s)+|{_TAIL}")
_TOPIC_EDGES: Final = re.compile(
    rf"^(?:ขอ|อยาก|เอา|เป็น|ลง|สมัคร|ยกเลิก|จอง|ใช้|เรื่อง|วิชา|คอร์ส|หลักสูตร|อบรม|เรียน|ห้องเรียน(?=\S)|ก็|\s)+|{_TAIL}"
)
_PERSON_EDGES: Final = re.compile(rf"^(?:ให้|ชื่อ|คือ|มอบ|ฝาก|เป็น|\s)+|{_TAIL}")
_KIN: Final = re.compile(
    r"(?:ลูก|หลาน|เมีย|ผัว|สามี|ภรรยา|แฟน|น้อง|พี่|พ่อ|แม่|ตา|ยาย|ปู่|ย่า|ลุง|ป้า|น้า|อา)(?:สาว|ชาย|เขย|สะใภ้)?(?:ผม|ฉัน|หนู|เรา)?\Z"
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


def read_date(text: str, now: datetime) -> Reading:
    """A day as it was written, if `when` can tell which: "จัดพรุ่งนี้ค่ะ" → "พรุ่งนี้"; "15" → "วันที่ 15".

    A range, a repetition and a lunar day are days too; "อาทิตย์หน้า" → Unclear; a duration is none.
    """
    clean = _DAY_EDGES.sub("", normalise(text))
    bare = _DAY_OF_MONTH.fullmatch(clean)
    moment = when_in(f"วันที่ {bare.group(1)}" if bare else clean, now)
    if moment.options and not moment.time_span:
        return _either(moment)
    if bare:
        return f"วันที่ {bare.group(1)}" if moment.date else None
    return _resolved(clean, moment.date_span, now)


def read_until(text: str, now: datetime) -> Reading:
    """The last day of something, as written: "ถึงสิ้นเดือน" → "สิ้นเดือน"; "3 วันพอ", "แทนผมสามวัน" → "ภายใน 3 วัน"."""
    clean = _DAY_EDGES.sub("", normalise(text))
    if _DURATION.fullmatch(clean):
        within = "ภายใน " + re.sub(r"^(?:สัก|แค่|แค|\s)+|(?:พอ|\s)+\Z", "", clean)
        return within if when_in(within, now).end_date else None
    last = read_date(re.sub(r"^(?:จน)?(?:ถึง|กว่าจะถึง)\s?", "", clean), now)
    lasts = _LASTS.search(clean) if last is None else None
    if lasts:
        within = f"ภายใน {lasts['n']} {lasts['unit'].replace('มื้อ', 'วัน')}"
        return within if when_in(within, now).end_date else None
    return last


def read_time(text: str, now: datetime) -> Reading:
    """A time of day or a span of them, as written: "9 โมงค่ะ" → "9 โมง"; "6 โมง" → Unclear; "บ่าย" → "บ่าย"."""
    clean = _DAY_EDGES.sub("", normalise(text))
    if _DAY_PART.fullmatch(clean):
        return clean
    moment = when_in(clean, now)
    if moment.options:
        return _either(moment) if moment.time_span else None
    return clean[slice(*moment.time_span)].strip() if moment.time_span else None


def read_moment(text: str, now: datetime) -> Reading:
    """A day, a time or both, as one expression: "ส่งพรุ่งนี้ 6 โมงเช้านะ" → "พรุ่งนี้ 6 โมงเช้า"."""
    clean = normalise(text)
    moment = when_in(clean, now)
    if moment.options:
        return _either(moment)
    spans = [span for span in (moment.date_span, moment.time_span) if span]
    return clean[min(s for s, _ in spans) : max(e for _, e in spans)].strip() if spans else None


def read_hours(text: str, now: datetime) -> Reading:
    """When something is open, at most 80 code points as written: "ทุกวัน 8 โมงเช้าถึง 5 โมงเย็น", "ตลอด 24 ชั่วโมง"."""
    clean = re.sub(_TAIL, "", normalise(text))
    if len(clean) > _MAX_NAME:
        return None
    moment = when_in(clean, now)
    is_told = bool(moment.time or moment.rrule or _OPEN_HOURS.match(clean))
    return clean if is_told else None


def read_occasion(text: str, now: datetime) -> Reading:
    """When a custom is held, at most 80 code points as written: a day, "ทุกปี…", a season, a lunar day."""
    clean = _DAY_EDGES.sub("", normalise(text))
    if len(clean) > _MAX_NAME:
        return None
    moment = when_in(clean, now)
    if moment.options and not moment.time_span:
        return _either(moment)
    return clean if moment.date_span or _SEASON.search(clean) else None


def read_place(text: str, now: datetime) -> Reading:
    """Where something is, without "ที่" and particles, at most 80 code points: "ที่ศาลากลางบ้านค่ะ" → "ศาลากลางบ้าน".

    What is wholly a price, a quantity, a phone or a moment is none: "ราคา 20 บาท" answers another question.
    """
    place = _PLACE_EDGES.sub("", normalise(text))
    if _NO_NAME.match(place) or _is_something_else(place, now):
        return None
    return place if 1 < len(place) <= _MAX_NAME and any(c.isalpha() for c in place) else None


def _is_something_else(text: str, now: datetime) -> bool:
    """Wholly a price, a quantity, a phone, a day or a time: no place, no name."""
    if any(_amount(text, rest, MAX_PRICE, "") is not None for rest in (_PRICE_REST, _QUANTITY_REST)):
        return True
    phone = find_phone(text)
    spans = [phone[1:]] if phone else [s for s in (when_in(text, now).date_span, when_in(text, now).time_span) if s]
    rest = text
    for start, end in spans:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return bool(spans) and not re.sub(rf"โทร|เบอร์|วัน|เวลา|ที่|ตอน|{_SMALL}|[\s.:-]", "", rest)


def read_course(text: str, now: datetime) -> Reading:
    """The subject of a course, by its everyday name: "อบรมขายของออนไลน์ค่ะ" → "ขายของออนไลน์"."""
    return _topic(text, "ask_courses")


def read_service(text: str, now: datetime) -> Reading:
    """What a centre lends: "ขอใช้ห้องประชุมครับ" → "ห้องประชุม"."""
    return _topic(text, "book_service")


def read_person(text: str, now: datetime) -> Reading:
    """Somebody's name, with their title: "ให้น้องฟ้าค่ะ" → "น้องฟ้า". "ลูกสาว" alone names nobody."""
    clean = normalise(text)
    found = person(clean, words(clean), "delegate_role")
    if found is not None:
        return str(found.value)
    bare = _PERSON_EDGES.sub("", clean)
    return None if _KIN.fullmatch(bare) or len(bare) > 40 else read_name(bare, now)


def read_text(longest: int) -> Parser:
    """A parser for free text of at most `longest` code points, as written but for spaces at its ends."""

    def read(text: str, now: datetime) -> Reading:
        clean = text.strip()
        return clean if clean and len(clean) <= longest else None

    return read


def _either(moment: When) -> Unclear:
    return Unclear(tuple((option, option) for option in moment.options))


def _resolved(text: str, span: tuple[int, int] | None, now: datetime) -> str | None:
    """The day's own words, or all of them where those alone would no longer be a day ("ภายใน 7 วัน")."""
    if span is None:
        return None
    own = text[slice(*span)].strip()
    return own if when_in(own, now).date_span else text


def _topic(text: str, intent: str) -> str | None:
    clean = normalise(text)
    found = topic(clean, words(clean), intent)
    if found is not None:
        return str(found.value)
    bare = _TOPIC_EDGES.sub("", clean)
    if _NO_NAME.match(bare):
        return None
    return bare if 1 < len(bare) <= 60 and any(c.isalpha() for c in bare) else None


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
