"""Sights, stays, places to eat and to learn: adding one, asking where to go.

Asking has no slots: it is answered at once from what the sentence names, and nothing is ever asked back.
"""

import re
from datetime import datetime

from intents.entities.answers import read_hours, read_name, read_phone, read_place, read_text
from intents.intent import Intent, Reading, Slot
from intents.posting.changed import CHANGED

_PIN = re.compile(r"-?\d{1,2}(?:\.\d+)?,-?\d{1,3}(?:\.\d+)?")
NOT_SURVEYED = "รอสำรวจ"
"""Instead of a pin: somebody goes there later."""


def read_pin(text: str, now: datetime) -> Reading:
    """`17.48000,100.11000` (latitude, longitude in degrees); None for anything else."""
    return text if _PIN.fullmatch(text) else None


NAME = Slot(
    "name",
    "ชื่อสถานที่",
    read_name,
    ("ที่นี่ชื่ออะไรคะ", "ขอชื่อสถานที่ค่ะ เช่น น้ำตกผาแสง หรือ โฮมสเตย์ริมน้ำ"),
    required=True,
    corrections=("ชื่อ", "ชื่อสถานที่", "สถานที่"),
)
PLACE = Slot(
    "place",
    "อยู่ตรงไหน",
    read_place,
    (
        "อยู่ตรงไหนของหมู่บ้านคะ พิมพ์บอก หรือส่งตำแหน่งก็ได้ค่ะ",
        "ขอจุดสังเกตค่ะ เช่น หลังวัด หรือ ท้ายซอย 3\nยังไม่แน่ใจ แตะ “รอสำรวจ” ได้ค่ะ",
    ),
    required=True,
    corrections=("อยู่", "ที่ตั้ง", "จุดสังเกต"),
    suggestions=(NOT_SURVEYED,),
    or_else="pin",
)
PIN = Slot("pin", "หมุด", read_pin, takes_location=True, is_inner=True)
"""Sent as a location, never typed."""
DAYS = Slot("date", "วันเปิด", read_text(80), corrections=("วันเปิด", "เปิดวัน"))
"""What the sentence says of days beside hours: "ทุกวัน"."""
TOPIC = Slot(
    "topic",
    "ประเภท",
    read_text(60),
    ("ที่นี่เป็นที่แบบไหนคะ", "แตะเลือกประเภท หรือพิมพ์มาได้เลยค่ะ เช่น ที่พัก"),
    corrections=("ประเภท", "เป็น"),
    suggestions=("ธรรมชาติ", "วัดและศาสนสถาน", "ที่พัก", "ร้านอาหาร", "แหล่งเรียนรู้", "ตลาด", "อื่น ๆ"),
)
ACTIVITY = Slot(
    "activity",
    "มีอะไรให้ทำ",
    read_text(400),
    ("มาที่นี่แล้วทำอะไรได้บ้างคะ", "ขอสั้น ๆ ว่ามีอะไรน่าสนใจค่ะ เช่น เล่นน้ำ กางเต็นท์"),
    corrections=("กิจกรรม", "มีอะไรให้ทำ", "ทำอะไรได้บ้าง"),
)
HOURS = Slot(
    "time",
    "เวลาเปิด",
    read_hours,
    ("เปิดวันไหน กี่โมงถึงกี่โมงคะ", "ขอเวลาเปิดค่ะ เช่น ทุกวัน 8 โมงเช้าถึง 5 โมงเย็น"),
    corrections=("เปิด", "เวลา", "เวลาเปิด"),
    suggestions=("ตลอดวัน",),
)
FEE = Slot(
    "fee",
    "ค่าเข้า",
    read_text(80),
    ("ค่าเข้าเท่าไรคะ", "มีค่าใช้จ่ายไหมคะ เช่น ฟรี หรือ คนละ 20 บาท"),
    corrections=("ค่าเข้า", "ค่าบริการ", "ราคา"),
    suggestions=("ฟรี",),
)
SEASON = Slot(
    "season",
    "ช่วงที่น่าไป",
    read_text(80),
    ("ไปช่วงไหนดีที่สุดคะ", "เดือนไหนน่าไปคะ เช่น พฤศจิกายนถึงกุมภาพันธ์"),
    corrections=("ช่วง", "ฤดู", "น่าไป"),
    suggestions=("ทั้งปี", "หน้าหนาว", "หน้าฝน", "หน้าร้อน"),
)
ACCESS = Slot(
    "access",
    "คนแก่ไปสะดวกไหม",
    read_text(120),
    ("คนแก่หรือรถเข็นไปถึงไหมคะ", "ทางเข้าเป็นอย่างไรคะ เช่น มีทางลาด หรือ ต้องเดินขึ้นบันได"),
    corrections=("ทางเข้า", "รถเข็น", "คนแก่"),
    suggestions=("รถเข็นไปได้", "ต้องเดินขึ้น"),
)
PHONE = Slot(
    "phone",
    "เบอร์โทร",
    read_phone,
    ("ให้โทรติดต่อเบอร์ไหนคะ", "ขอเบอร์โทรค่ะ เช่น 081-000-0000"),
    corrections=("เบอร์", "เบอร์โทร", "โทร", "โทรศัพท์"),
)

INTENTS = (
    Intent(
        name="post_place",
        title="เพิ่มที่เที่ยว",
        example="อยากเพิ่มน้ำตกท้ายหมู่บ้านเป็นที่เที่ยวของเรา",
        whole=("เพิ่มที่เที่ยว", "ลงที่เที่ยว", "อยากลงที่เที่ยว", "เพิ่มสถานที่", "เพิ่มสถานที่ท่องเที่ยว", "ปักหมุดที่เที่ยว"),
        slots=(NAME, PLACE, PIN, TOPIC, ACTIVITY, DAYS, HOURS, FEE, SEASON, ACCESS, PHONE, CHANGED),
        is_confirmed=True,
        takes_photos=True,
        in_menu=12,
    ),
    Intent(
        name="browse_places",
        is_search=True,
        title="หาที่เที่ยว",
        example="แถวนี้มีที่ไหนพาเด็ก ๆ ไปเล่นน้ำได้บ้าง",
        whole=("ที่เที่ยว", "หาที่เที่ยว", "มีที่เที่ยวไหม", "ไปเที่ยวไหนดี", "ที่พัก", "โฮมสเตย์"),
        in_menu=7,
    ),
)
