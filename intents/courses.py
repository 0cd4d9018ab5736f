"""Courses of the community centres: asking, enrolling, not coming after all.

Asking has no slots: it is answered at once from what the sentence names, and nothing is ever asked back.
"""

from intents.entities.answers import read_course, read_date, read_person, read_phone, read_quantity, read_time
from intents.intent import Intent, Slot

COURSE = Slot(
    "topic",
    "คอร์ส",
    read_course,
    ("สมัครเรียนเรื่องอะไรคะ", "ขอชื่อคอร์สค่ะ เช่น ขายของออนไลน์ หรือ ใช้มือถือ"),
    required=True,
    corrections=("คอร์ส", "เรื่อง", "วิชา"),
)
PUPIL = Slot(
    "name",
    "ชื่อคนเรียน",
    read_person,
    ("ใครจะเรียนคะ ขอชื่อด้วยค่ะ", "ขอชื่อคนเรียนค่ะ เช่น แม่คำ หรือ นายทองดี มีสุข"),
    corrections=("ชื่อ", "คนเรียน", "ให้"),
    suggestions=("ตัวเอง",),
)
"""Not asked: who enrols comes along, unless somebody else is named."""
DATE = Slot(
    "date",
    "วันเรียน",
    read_date,
    ("เรียนวันไหนคะ", "ขอวันที่ค่ะ เช่น เสาร์นี้ หรือ 15 ธ.ค."),
    corrections=("วัน", "วันที่", "รอบวัน"),
)
TIME = Slot("time", "เวลาเรียน", read_time, corrections=("เวลา", "รอบ", "ตอน"))
SEATS = Slot("quantity", "จำนวนคน", read_quantity, corrections=("จำนวน", "กี่คน", "ไป"))
PHONE = Slot("phone", "เบอร์โทร", read_phone, corrections=("เบอร์", "เบอร์โทร", "โทร", "โทรศัพท์"))
LEFT = Slot(
    "topic",
    "คอร์สที่ยกเลิก",
    read_course,
    ("ไม่ไปเรียนคอร์สไหนคะ", "แตะเลือก หรือพิมพ์ชื่อคอร์สค่ะ เช่น ถ่ายรูปสินค้า"),
    required=True,
    corrections=("คอร์ส", "เรื่อง", "วิชา"),
)
"""Filled by the look when there is only one enrolment, offered as a choice when there are more."""

INTENTS = (
    Intent(
        name="ask_courses",
        title="ถามเรื่องคอร์สเรียน",
        example="เสาร์นี้มีอบรมอะไรบ้าง",
        whole=("คอร์ส", "คอร์สเรียน", "มีคอร์สอะไรบ้าง", "มีอบรมอะไรบ้าง", "ตารางอบรม", "ตารางเรียน", "อบรม"),
        in_menu=True,
    ),
    Intent(
        name="enrol_course",
        title="สมัครเรียน",
        example="ลงชื่อเรียนขายของออนไลน์ให้แม่ด้วยค่ะ",
        whole=("สมัครเรียน", "ลงชื่อเรียน", "สมัครอบรม", "ลงชื่ออบรม", "อยากสมัครเรียน", "ลงทะเบียนเรียน"),
        slots=(COURSE, PUPIL, DATE, TIME, SEATS, PHONE),
        is_confirmed=True,
        in_menu=True,
    ),
    Intent(
        name="cancel_enrolment",
        title="ยกเลิกที่สมัครเรียน",
        example="วันเสาร์ไปเรียนไม่ได้แล้ว หลานไม่สบาย",
        whole=("ยกเลิกเรียน", "ยกเลิกคอร์ส", "ยกเลิกอบรม", "ไปเรียนไม่ได้แล้ว", "ไปไม่ได้แล้ว", "ยกเลิกการสมัคร", "ยกเลิกที่สมัครไว้"),
        slots=(LEFT, PUPIL, DATE),
        is_confirmed=True,
    ),
)
