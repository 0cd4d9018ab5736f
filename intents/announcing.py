"""The headman's megaphone: announcing to the village, and handing the megaphone to somebody."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from intents.entities import answers
from intents.entities.answers import read_date, read_person, read_place, read_text, read_time
from intents.entities.when import when_in
from intents.intent import Intent, Reading, Slot, Unclear
from intents.thai.normalise import normalise

TEXT = Slot(
    "text",
    "ข้อความ",
    read_text(2000),
    ("จะประกาศว่าอะไรคะ พิมพ์ข้อความมาได้เลยค่ะ", "ขอข้อความที่จะส่งค่ะ เช่น พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา"),
    required=True,
    corrections=("ข้อความ", "ประกาศว่า", "เนื้อหา"),
    is_verbatim=True,
    is_looked_up=True,
)
"""The sentence that began it is the notice itself, unless it was only the wish to announce."""
MORE = Slot(
    "more",
    "เพิ่มเติม",
    read_text(500),
    ("จะเพิ่มว่าอะไรคะ", "ขอบรรทัดที่จะเพิ่มค่ะ เช่น เอาสมุดบัญชีมาด้วย"),
    corrections=("เพิ่มเติมว่า", "เพิ่มว่า", "ขอเพิ่มว่า", "ขอเพิ่ม", "เติมว่า", "ต่อท้ายว่า"),
    is_verbatim=True,
)
"""A line that is added under the notice: "เพิ่มว่าเอาสมุดบัญชีมาด้วย"."""
DATE = Slot("date", "วันงาน", read_date, corrections=("วัน", "วันที่", "เลื่อนเป็นวัน"))
TIME = Slot("time", "เวลางาน", read_time, corrections=("เวลา", "เลื่อนเป็น"))
PLACE = Slot("place", "สถานที่", read_place, corrections=("ที่", "สถานที่"))
"""Day, time and place are those of the event. A correction of one changes the notice's own words; none is asked for."""


def read_send_at(text: str, now: datetime) -> Reading:
    """When to send it, as an ISO moment in Bangkok: "ส่งตอนพรุ่งนี้ 6 โมงเช้า" → "2026-11-22T06:00:00+07:00".

    A day alone is its morning at six; a time alone is the next such time. Two readings → Unclear.
    """
    moment = when_in(normalise(text), now)
    if moment.options:
        read = [(option, read_send_at(option, now)) for option in moment.options]
        options = tuple((label, value) for label, value in read if isinstance(value, str))
        return Unclear(options) if len(options) > 1 else None
    if moment.date is None and moment.time is None:
        return None
    day, clock = moment.date or now.date(), moment.time or time(6)
    at = datetime.combine(day, clock, now.tzinfo)
    if moment.date is None and at <= now:
        at += timedelta(days=1)
    return at.isoformat()


SEND_AT = Slot(
    "send_at",
    "ส่งเมื่อไร",
    read_send_at,
    ("ให้ส่งตอนไหนคะ", "ขอวันและเวลาที่จะส่งค่ะ เช่น พรุ่งนี้ 6 โมงเช้า"),
    corrections=("ส่งตอน", "ส่งวัน", "ส่งเวลา", "ตั้งเวลา", "ส่ง"),
    suggestions=("พรุ่งนี้ 6 โมงเช้า", "วันนี้ 6 โมงเย็น"),
    is_only_named=True,
)
"""Only an explicit "ส่งตอน…" fills it."""


def read_urgency(text: str, now: datetime) -> Reading:
    """ "ด่วน" or "ไม่ด่วน"."""
    clean = normalise(text)
    if clean.startswith(("ไม่", "บ่", "หม้าย")) or clean == "ปกติ":
        return "ไม่ด่วน"
    return "ด่วน" if "ด่วน" in clean or clean in ("ใช่", "ฉุกเฉิน") else None


URGENCY = Slot(
    "urgency",
    "ความด่วน",
    read_urgency,
    ("ด่วนไหมคะ เรื่องด่วนส่งได้แม้กลางคืน", "แตะเลือกได้เลยค่ะ ด่วน หรือ ไม่ด่วน"),
    suggestions=("ด่วน", "ไม่ด่วน"),
)
VILLAGE = Slot("village", "หมู่บ้าน", read_text(80), ("จะประกาศที่ไหนคะ", "แตะเลือกหมู่บ้านค่ะ"), required=True, is_inner=True)
"""Filled by the look, or offered as a choice to somebody who may announce in several."""

DELEGATE = Slot(
    "name",
    "คนทำแทน",
    read_person,
    ("จะมอบหมายให้ใครคะ", "ขอชื่อคนที่จะทำแทนค่ะ เช่น น้องฟ้า หรือ นายทองดี มีสุข"),
    required=True,
    corrections=("ชื่อ", "คนทำแทน", "ให้", "มอบให้", "มอบหมายให้"),
    is_looked_up=True,
)
MEMBER = Slot("member", "คนไหน", read_text(20), ("หมายถึงคนไหนคะ", "แตะเลือกคนที่ต้องการค่ะ"), required=True, is_inner=True)
"""The person behind the name: filled by the look, or offered as a choice when several fit."""


def read_until(text: str, now: datetime) -> Reading:
    """The last day of a loan as an ISO date: "ถึงสิ้นเดือน" → "2026-11-30"; "3 วัน" → the day in three days."""
    written = answers.read_until(text, now)
    if isinstance(written, Unclear):
        read = [(str(value), read_until(str(value), now)) for _, value in written.options]
        options = tuple((label, value) for label, value in read if isinstance(value, str))
        return Unclear(options) if len(options) > 1 else None
    if written is None:
        return None
    moment = when_in(str(written), now)
    last = moment.end_date or moment.date
    return last.isoformat() if last and last >= now.date() else None


UNTIL = Slot(
    "until",
    "ถึงวันไหน",
    read_until,
    ("ให้ทำแทนถึงวันไหนคะ", "ขอวันสิ้นสุดค่ะ เช่น สิ้นเดือน หรือ 3 วัน"),
    required=True,
    corrections=("ถึง", "หมดเขต", "สิ้นสุด", "ถึงวันไหน"),
    suggestions=("พรุ่งนี้", "วันอาทิตย์", "สิ้นเดือน"),
)
"""No megaphone is lent without an end."""
NOTICE = Slot("notice", "ประกาศ", read_text(40), ("ประกาศไหนคะ", "แตะเลือกประกาศค่ะ"))
LOAN = Slot("loan", "การมอบหมาย", read_text(40), ("ของใครคะ", "แตะเลือกคนค่ะ"), required=True)

_TO_ALL = r"แจ้ง|ประกาศ|บอก|เรียน|พี่น้อง|ลูกบ้าน|ชาวบ้าน|ทุกคน|ทุกท่าน|ทุกบ้าน|ทุกหลัง|เชิญ|เตือน|เด้อ|เสียงตามสาย|กระจาย|ไมค์|หอ"
"""Words by which one turns to everybody, or asks for the megaphone."""
_TO_MANY = r"พี่น้อง|ลูกบ้าน|ชาวบ้าน|ทุกคน|ทุกท่าน|ทุกบ้าน|ทุกหลัง|สมาชิก|เชิญ|เตือน|เสียงตามสาย|อบต|เทศบาล|สหกรณ์|ธงฟ้า"
"""Words that make a notice of what would else be one person's offer."""
_ASKS = (
    r"กี่โมง|กี่ทุ่ม|วันไหน|วันใด|วันไหร|เมื่อไหร่|เมื่อไร|เมื่อใด|มื้อใด|ตอนไหน|กี่วัน|ที่ไหน|ตรงไหน|อยู่ไส|ใช่ไหม|หรือเปล่า|รึเปล่า|ไหนบ้าง|คุ้มไหน"
)
_ASKS_ABOUT_A_NOTICE = r"(?:แจ้ง|ประกาศ)(?:ไว้|ไป|แล้ว|เมื่อ|ที่แล้ว|ว่า[^ ]{0,12}(?:ไหม|มั้ย))"
_ADVERTISES = (
    r"^\W*(?:ขอ|อยาก|อยากจะ|ฝาก|ช่วย|รบกวน)?\s?(?:ประกาศ|ปะกาด|แจ้ง|ประชาสัมพันธ์)\s?(?:ว่า|จะ|ขอ|ด้วย|:|\s)*"
    r"(?:ขาย(?!ทอดตลาด|บัตร|สลาก)|จำหน่าย|ให้เช่า|ปล่อยเช่า|เซ้ง|รับจ้าง|รับซื้อ|หาซื้อ|หาคน(?:ซื้อ|เช่า|เซ้ง)|หาผู้(?:ซื้อ|เช่า)|ปล่อย(?:ขาย|รถ|บ้าน|ที่))"
    rf"|^\W*(?:ประกาศ|ปะกาด|แจ้ง)(?:ๆ|จ้า|\s)*(?!.*(?:{_TO_MANY})).*(?<!ห้าม)(?<!ค้า)ขาย[^ \d]{{0,12}}\s?"
    rf"(?:ที่|ราคา|แค่|เพียง)?\s?\d{{2,7}}(?![\d.:]|\s?(?:โมง|ทุ่ม|น\.))"
)
"""An advertisement is no notice, whatever word it begins with: "ประกาศขายวัว", "แจ้งขายทุเรียน"."""
_REPORTS_A_FAULT = (
    r"^\W*(?:ขอ|อยาก)?แจ้ง(?:เหตุ|ปัญหา|เรื่อง)?\s?(?:ไฟ(?:ถนน|ทาง|ส่อง|หน้าบ้าน|กิ่ง)|เสาไฟ|ท่อ|ถนน\S{0,20}(?:พัง|เป็นหลุม|ชำรุด|ทรุด|ขรุขระ)|ฝาท่อ|น้ำ(?:ไม่|บ่)ไหล)"
    r"(?!.*(?:ปิด|เลี่ยง|งด|ระวัง|กำลัง|จะซ่อม|ซ่อมแซม|พรุ่งนี้|วันที่|ตั้งแต่|เนื่องจาก|ชั่วคราว|ขออภัย|สำรอง|ทุกคน|ทุกบ้าน|พี่น้อง|ลูกบ้าน|ชาวบ้าน))"
)
"""Tells the bot that something is broken, and nobody what to do about it."""
_HEEDED = r"(?:กด|ตอบ)?(?:รับทราบ|รับรู้|อ่าน)(?:ประกาศ)?"
INTENTS = (
    Intent(
        name="broadcast_announcement",
        title="ประกาศถึงลูกบ้าน",
        example="แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลากลางบ้านเด้อ",
        refuses=(
            rf"^(?!.*(?:{_TO_ALL})).*(?:{_ASKS})",  # asks, and turns to nobody: about a notice, not one
            rf"(?:{_ASKS_ABOUT_A_NOTICE}).*(?:{_ASKS})|(?:{_ASKS}).*{_ASKS_ABOUT_A_NOTICE}",
            r"(?:ต่อ)?(?:ให้|หื้อ)(?!ทราบ|ทุก|ลูกบ้าน|ชาวบ้าน|พี่น้อง|ผู้ปกครอง|สมาชิก)[^ ]{2,16}ประกาศ(?:แทน|ต่อ|ถึง(?:วัน|สิ้น"
            r"|เดือน|ศุกร์|เสาร์)|จน|ได้(?:ถึง|อีก))",
            r"แจ้ง(?:ให้)?(?:ผู้ขาย|คนขาย|เจ้าของ|แม่ค้า|พ่อค้า|ผู้จำหน่าย)|แจ้ง(?:ซ่อม|เบาะแส|ย้าย|ถอน|ความจำนง|ความประสงค์)",
            r"(?:ส่ง|รับ)(?:ข่าว|ประกาศ|ข้อความ)(?:มา)?(?:ให้|หา)(?:ฉัน|ผม|หนู|ข่อย|ดิฉัน)|(?:ไม่|บ่|ม่าย)(?:อยาก|ต้อง)?(?:ได้)?รับ(?:ประกาศ|ข้อความ)",
            r"แจ้ง(?:เตือน)?(?:ให้)?(?:ฉัน|ผม|หนู|ข่อย|ข้าเจ้า|ฉาน|ดิฉัน|กลับ)",
            r"เลือกเบอร์|ข่าวลือ|(?:แจ้ง|โทร|บอก)(?:ใคร|ไผ|ที่ไหน)",
            _ADVERTISES,
            _REPORTS_A_FAULT,
        ),
        whole=("ประกาศ", "อยากประกาศ", "ขอประกาศ", "ประกาศเสียงตามสาย", "แจ้งลูกบ้าน", "ประกาศถึงลูกบ้าน", "ส่งประกาศ"),
        slots=(VILLAGE, TEXT, DATE, TIME, PLACE, MORE, SEND_AT, URGENCY),
        is_confirmed=True,
        by_button_only=True,
        takes_photos=True,
        in_menu=1,
    ),
    Intent(
        name="delegate_role",
        title="มอบหมายคนทำแทน",
        example="มอบหมายให้น้องฟ้าประกาศแทนถึงสิ้นเดือน",
        needs=(
            r"มอบ|แต่งตั้ง|ตั้ง|แทน|สิทธิ|อำนาจ|อาสา|ถอน|ถอด|ปลด|อสม|ผู้ช่วย|คนช่วย|หน้าที่|รับช่วง|รับไม้|ดูแล|ฝาก|ให้|หื้อ|ไมค์|ต่ออายุ",
            r"ยกเลิก|หยุด|เลิก|พอ|คืน",
        ),
        refuses=(
            r"(?:ขาย|เรียน|ซื้อ|อบรม|จอง|สมัคร|รับของ)แทน",
            r"สละสิทธิ|คืนสิทธิ์?คอร์ส|กี่ครั้ง|จำนวน|ขอเป็น|อยากเป็น|สมัครได้|รับผิดชอบ$",
            r"^(?!.*(?:แทน|มอบ|แต่งตั้ง|ให้)).*(?:ไหม|มั้ย|บ้าง)$",
        ),
        whole=("มอบหมาย", "มอบหมายหน้าที่", "แต่งตั้งอาสา", "แต่งตั้งเน็ตอาสา", "ยกเลิกการมอบหมาย"),
        slots=(DELEGATE, MEMBER, UNTIL),
        is_confirmed=True,
        by_button_only=True,
        in_menu=7,
    ),
    Intent(
        name="acknowledge",
        title="รับทราบ",
        example="",
        slots=(NOTICE,),
        shapes=(r"(?:รับทราบ|ทราบแล้ว|ทราบ|รับทราบแล้ว)(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เจ้า|เด้อ|แล้วค่ะ|แล้วครับ)?[ .!🙏👍]*",),
        is_inner=True,
    ),
    Intent(
        name="announcement_status",
        title="ดูผลประกาศ",
        example="",
        shapes=(
            rf"(?:แล้ว|ตอนนี้)?(?:มี)?(?:ใคร|คน|ลูกบ้าน|กี่คน)(?:ไหน)?(?:ที่)?(?:ยังไม่|ยังบ่|ไม่|บ่)?(?:ได้)?{_HEEDED}(?:แล้ว)?"
            r"(?:กี่คน|บ้าง|มั่ง|แน|แหน่|พ่อง|(?:หรือ|รึ)?ยัง|ไหม|มั้ย|บ่|ก่อ)*",
            rf"(?:แล้ว|ตอนนี้)?{_HEEDED}(?:แล้ว|ไป)?(?:กี่คน|ครบ)(?:แล้ว)?(?:(?:หรือ|รึ)?ยัง|ไหม|มั้ย|บ้าง)?",
            r"(?:ประกาศ)?(?:ส่ง)?(?:ถึง|ไปถึง|ส่งไป)(?:แล้ว)?(?:กี่คน|ทุกคน|ครบทุกคน|ครบ|หมด)(?:แล้ว)?(?:(?:หรือ|รึ)?ยัง|ไหม|มั้ย)?",
            r"(?:ดู|ขอดู|ขอ)?(?:ผลประกาศ|ผลการประกาศ)",
        ),
        is_inner=True,
    ),
    Intent(
        name="cancel_announcement", title="ยกเลิกประกาศ", example="", slots=(replace(NOTICE, required=True),),
        # What is put off or addressed to people is a notice of its own.
        shapes=(
            r"(?:ขอ|ช่วย|อยาก)?(?:ยกเลิก|เลิก|หยุด|ถอน|ระงับ)(?:การ)?(?:ส่ง)?ประกาศ"
            r"(?!ว่า|ขาย|รับ|หา|ตามหา|.*(?:เลื่อน|เปลี่ยน|ย้าย|เพราะ|เนื่องจาก|ทุกคน|พี่น้อง|ลูกบ้าน|ชาวบ้าน|แจ้ง)).{0,40}",
        ),
        is_inner=True,
    ),
    Intent(
        name="send_draft", title="ส่งร่างประกาศ", example="", slots=(replace(NOTICE, required=True),),
        is_confirmed=True, by_button_only=True, is_inner=True,
    ),
    Intent(
        name="refuse_draft", title="ไม่ส่งร่างประกาศ", example="", slots=(replace(NOTICE, required=True),), is_inner=True,
    ),
    Intent(name="accept_delegation", title="รับหน้าที่", example="", slots=(LOAN,), is_inner=True),
    Intent(name="decline_delegation", title="ไม่รับหน้าที่", example="", slots=(LOAN,), is_inner=True),
    Intent(name="revoke_delegation", title="ถอนสิทธิ์ประกาศแทน", example="", slots=(LOAN,), is_inner=True),
    Intent(
        name="appoint_helper", title="แต่งตั้งคนช่วย", example="", slots=(
            Slot("role", "หน้าที่", read_text(30), ("แต่งตั้งเป็นอะไรคะ", "แตะเลือกหน้าที่ค่ะ"), required=True),
        ),
        is_inner=True,
    ),
)  # fmt: skip
