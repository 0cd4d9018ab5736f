"""The headman's megaphone: announcing to the village, and handing the megaphone to somebody."""

from intents.entities.answers import (
    read_date,
    read_moment,
    read_name,
    read_person,
    read_place,
    read_text,
    read_time,
    read_until,
)
from intents.intent import Intent, Slot

TEXT = Slot(
    "text",
    "ข้อความ",
    read_text(2000),
    ("จะประกาศว่าอะไรคะ พิมพ์ข้อความมาได้เลยค่ะ", "ขอข้อความที่จะส่งค่ะ เช่น พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลา"),
    required=True,
    corrections=("ข้อความ", "ประกาศว่า", "เนื้อหา"),
)
"""The sentence that began it is the notice itself, unless it was only the wish to announce."""
DATE = Slot("date", "วันที่", read_date, corrections=("วัน", "วันงาน"))
TIME = Slot("time", "เวลา", read_time, corrections=("เวลา", "เวลางาน"))
PLACE = Slot("place", "สถานที่", read_place, corrections=("ที่", "สถานที่"))
"""Day, time and place are those of the event; none is asked for, and sending waits for SEND_AT only."""
SEND_AT = Slot(
    "send_at",
    "ส่งเมื่อไร",
    read_moment,
    ("ให้ส่งตอนไหนคะ", "ขอวันและเวลาที่จะส่งค่ะ เช่น พรุ่งนี้ 6 โมงเช้า"),
    corrections=("ส่งตอน", "ส่งวัน", "ส่งเวลา", "ตั้งเวลา"),
    suggestions=("พรุ่งนี้ 6 โมงเช้า", "เย็นนี้ 5 โมงเย็น"),
)
ZONE = Slot(
    "zone",
    "ส่งถึงใคร",
    read_name,
    ("ส่งถึงใครบ้างคะ", "ส่งทุกบ้าน หรือเฉพาะคุ้มไหนคะ เช่น คุ้มวัด หรือ ซอย 3"),
    corrections=("ส่งถึง", "ส่งให้", "ถึง", "เฉพาะ"),
    suggestions=("ทุกบ้าน",),
)

DELEGATE = Slot(
    "name",
    "คนทำแทน",
    read_person,
    ("จะมอบหมายให้ใครคะ", "ขอชื่อคนที่จะทำแทนค่ะ เช่น น้องฟ้า หรือ นายทองดี มีสุข"),
    required=True,
    corrections=("ชื่อ", "คนทำแทน", "ให้", "มอบให้", "มอบหมายให้"),
)
UNTIL = Slot(
    "date",
    "ถึงวันไหน",
    read_until,
    ("ให้ทำแทนถึงวันไหนคะ", "ขอวันสิ้นสุดค่ะ เช่น สิ้นเดือน หรือ 3 วัน"),
    required=True,
    corrections=("ถึง", "หมดเขต", "สิ้นสุด"),
    suggestions=("พรุ่งนี้", "วันอาทิตย์", "สิ้นเดือน"),
)
"""No megaphone is lent without an end. Appointing and revoking have none: their handler takes the form over."""
SCOPE = Slot(
    "topic",
    "ทำแทนเรื่องอะไร",
    read_text(60),
    ("ให้ทำแทนเรื่องอะไรคะ", "ขอบเขตงานคืออะไรคะ เช่น ประกาศ"),
    corrections=("เรื่อง", "หน้าที่", "ขอบเขต"),
    suggestions=("ประกาศ",),
)

_TO_ALL = r"แจ้ง|ประกาศ|บอก|เรียน|พี่น้อง|ลูกบ้าน|ชาวบ้าน|ทุกคน|ทุกท่าน|ทุกบ้าน|ทุกหลัง|เชิญ|เตือน|เด้อ|เสียงตามสาย|กระจาย|ไมค์|หอ"
"""Words by which one turns to everybody, or asks for the megaphone."""
_ASKS = (
    r"กี่โมง|กี่ทุ่ม|วันไหน|วันใด|วันไหร|เมื่อไหร่|เมื่อไร|เมื่อใด|มื้อใด|ตอนไหน|กี่วัน|ที่ไหน|ตรงไหน|อยู่ไส|ใช่ไหม|หรือเปล่า|รึเปล่า|ไหนบ้าง|คุ้มไหน"
)
_ASKS_ABOUT_A_NOTICE = r"(?:แจ้ง|ประกาศ)(?:ไว้|ไป|แล้ว|เมื่อ|ที่แล้ว|ว่า[^ ]{0,12}(?:ไหม|มั้ย))"
INTENTS = (
    Intent(
        name="broadcast_announcement",
        title="ประกาศถึงลูกบ้าน",
        example="แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลากลางบ้านเด้อ",
        refuses=(
            rf"^(?!.*(?:{_TO_ALL})).*(?:{_ASKS})",  # asks, and turns to nobody: about a notice, not one
            rf"(?:{_ASKS_ABOUT_A_NOTICE}).*(?:{_ASKS})|(?:{_ASKS}).*{_ASKS_ABOUT_A_NOTICE}",
            r"เลือกเบอร์|ข่าวลือ|(?:แจ้ง|โทร|บอก)(?:ใคร|ไผ|ที่ไหน)",
        ),
        whole=("ประกาศ", "อยากประกาศ", "ขอประกาศ", "ประกาศเสียงตามสาย", "แจ้งลูกบ้าน", "ประกาศถึงลูกบ้าน", "ส่งประกาศ"),
        slots=(TEXT, DATE, TIME, PLACE, SEND_AT, ZONE),
        is_confirmed=True,
        by_button_only=True,
        takes_photos=True,
        in_menu=True,
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
            r"สละสิทธิ|คืนสิทธิ์?คอร์ส|กี่ครั้ง|จำนวน|ขอเป็น|อยากเป็น|สมัครได้|รับผิดชอบ$",
            r"^(?!.*(?:แทน|มอบ|แต่งตั้ง|ให้)).*(?:ไหม|มั้ย|บ้าง)$",
        ),
        whole=("มอบหมาย", "มอบหมายหน้าที่", "แต่งตั้งอาสา", "แต่งตั้งเน็ตอาสา", "ยกเลิกการมอบหมาย"),
        slots=(DELEGATE, UNTIL, SCOPE),
        is_confirmed=True,
        by_button_only=True,
        in_menu=True,
    ),
)
