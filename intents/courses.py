"""Courses of the community centres: asking, enrolling, not coming after all.

Asking has no slots: it is answered at once from what the sentence names, and nothing is ever asked back.
"""

from dataclasses import replace

from intents.entities.answers import (
    read_course,
    read_date,
    read_person,
    read_phone,
    read_quantity,
    read_text,
    read_time,
)
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
    bare=(
        r"(?:น้อง|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|นาย|นาง|คุณ(?:แม่|พ่อ|ยาย|ตา)|พี่|ป้า|ลุง|น้า|ยาย|ตา|ย่า|ปู่|แม่|พ่อ"
        r"|(?:(?:ลูก|หลาน)(?:ชาย|สาว)?|เด็ก|คนเรียน)(?:ของ(?:ฉัน|ผม|หนู|เรา))?\s?ชื่อ)"
    ),
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
SEATS = Slot("quantity", "จำนวนคน", read_quantity, corrections=("จำนวน", "กี่คน", "ไป"), least=1, most=10)
PHONE = Slot("phone", "เบอร์โทร", read_phone, corrections=("เบอร์", "เบอร์โทร", "โทร", "โทรศัพท์"))
SESSION = Slot("session", "รอบเรียน", read_text(20))
"""The session that a button carries; never asked."""
LEFT = Slot(
    "topic",
    "คอร์สที่ยกเลิก",
    read_course,
    ("ไม่ไปเรียนคอร์สไหนคะ", "แตะเลือก หรือพิมพ์ชื่อคอร์สค่ะ เช่น ถ่ายรูปสินค้า"),
    required=True,
    corrections=("คอร์ส", "เรื่อง", "วิชา"),
)
"""Filled by the look when there is only one enrolment, offered as a choice when there are more."""
ENROLMENT = Slot("enrolment", "ที่ลงชื่อไว้", read_text(30))
"""The enrolment that a button carries; never asked."""
WORDS = Slot("words", "ข้อความ", read_text(60))
"""The sentence itself, of intents that are told by its shape."""

_END = r"\s*(?:คะ|ค่ะ|ครับ|คับ|จ๊ะ|จ้ะ|จ้า|เจ้า)?\s*[?？]?"
_ASKED = r"(?:ไหม|มั้ย|มัย|ไม๊|ป่าว|เปล่า|รึเปล่า|หรือเปล่า|ปะ|ปล่าว|บ่|ก่อ|หรือ|เท่าไหร่|เท่าไร)?"
_WITHOUT_NO = r"^(?!.*(?:ยกเลิก|ไม่|บ่|ลบ|ถอน|เลื่อน|เปลี่ยน|ขาย|ใคร))"

INTENTS = (
    Intent(
        name="ask_courses",
        title="ถามเรื่องคอร์สเรียน",
        example="เสาร์นี้มีอบรมอะไรบ้าง",
        whole=("คอร์ส", "คอร์สเรียน", "มีคอร์สอะไรบ้าง", "มีอบรมอะไรบ้าง", "ตารางอบรม", "ตารางเรียน", "อบรม"),
        in_menu=4,
    ),
    Intent(
        name="enrol_course",
        title="สมัครเรียน",
        example="ลงชื่อเรียนขายของออนไลน์ให้แม่ด้วยค่ะ",
        whole=(
            "สมัครเรียน", "ลงชื่อเรียน", "สมัครอบรม", "ลงชื่ออบรม", "อยากสมัครเรียน", "ลงทะเบียนเรียน", "สมัครเลย", "ลงชื่อเลย",
        ),
        slots=(COURSE, PUPIL, DATE, TIME, SEATS, PHONE, SESSION),
        is_confirmed=True,
    ),
    Intent(
        name="enrol_pupil",
        title="สมัครเรียนให้ลูกหลาน",
        example="สมัครให้น้องต้นกล้า",
        slots=(COURSE, replace(PUPIL, required=True, suggestions=()), DATE, TIME, SEATS, PHONE, SESSION),
        is_confirmed=True,
        is_inner=True,
    ),
    Intent(
        name="cancel_enrolment",
        title="ยกเลิกที่สมัครเรียน",
        example="วันเสาร์ไปเรียนไม่ได้แล้ว หลานไม่สบาย",
        whole=("ยกเลิกเรียน", "ยกเลิกคอร์ส", "ยกเลิกอบรม", "ไปเรียนไม่ได้แล้ว", "ไปไม่ได้แล้ว", "ยกเลิกการสมัคร", "ยกเลิกที่สมัครไว้"),
        slots=(LEFT, PUPIL, DATE, ENROLMENT),
        ends="enrol_course",
        is_confirmed=True,
        is_quiet=True,
    ),
    Intent(
        name="other_session",
        title="เปลี่ยนรอบเรียน",
        example="ขอเปลี่ยนเป็นรอบหน้าได้ไหม",
        slots=(WORDS,),
        shapes=(
            rf"(?:อยาก|ขอ)?(?:เปลี่ยน|เลื่อน|ย้าย)(?:ไป)?(?:เรียน|อบรม)?(?:เป็น)?(?:รอบเรียน|รอบ|วันเรียน|วันอบรม|เวลาเรียน)(?:หน้า|อื่น|ถัดไป|ใหม่|ต่อไป)?(?:ได้)?{_ASKED}{_END}",
            rf"(?:อยาก|ขอ)?(?:เลื่อน|ย้าย)(?:ไป)?(?:เรียน|อบรม)(?:เป็น)?(?:รอบ|วัน)?\S{{0,15}}?(?:ได้)?{_ASKED}{_END}",
            rf"(?:ขอ)?(?:ไป)?(?:เรียน|อบรม)(?:เป็น)?รอบ(?:หน้า|อื่น|ถัดไป)(?:แทน)?(?:ได้)?{_ASKED}{_END}",
        ),
        is_quiet=True,
        is_inner=True,
    ),
    Intent(
        name="my_courses",
        title="คอร์สที่ลงชื่อไว้",
        example="คอร์สที่ฉันลงไว้",
        slots=(WORDS,),
        shapes=(
            rf"{_WITHOUT_NO}.{{0,12}}(?:คอร์ส|คอส|เรียน|อบรม).{{0,12}}(?:ลงชื่อ|ลงทะเบียน|ลง|สมัคร|จอง)(?:เรียน|อบรม)?.{{0,8}}ไว้.{{0,15}}",
            rf"{_WITHOUT_NO}.{{0,8}}(?:ลงชื่อ|ลงทะเบียน|สมัคร)(?:เรียน|อบรม)?(?:คอร์ส)?(?:อะไร|วันไหน|ที่ไหน).{{0,6}}ไว้.{{0,10}}",
            r"(?!.*(?:ขาย|ประกาศ|โพสต์|ข่าว)).{0,12}(?:ลงชื่อ|ลงทะเบียน|ลง|สมัคร)(?:เรียน|อบรม)?ไว้(?:วันไหน|กี่โมง|อะไร|ที่ไหน|กี่คอร์ส|เรื่องอะไร).{0,10}",
        ),
        is_quiet=True,
        is_inner=True,
    ),
    Intent(
        name="who_enrolled",
        title="ดูรายชื่อคนสมัครเรียน",
        example="ใครลงชื่อบ้าง",
        slots=(WORDS,),
        shapes=(
            r".{0,15}(?:ใคร|กี่คน|คนไหน).{0,6}(?:ลงชื่อ|ลงทะเบียน|สมัคร)(?!ให้).{0,40}",
            r".{0,15}(?:ลงชื่อ|ลงทะเบียน|สมัคร)(?:เรียน|อบรม)?(?:แล้ว|มา)?กี่คน.{0,10}",
            r".{0,4}ใคร(?:จะ)?(?:มา|ไป)(?:เรียน|อบรม).{0,30}",
            r".{0,4}(?:คน|ผู้)(?:ที่)?(?:มา)?(?:ลงชื่อ|ลงทะเบียน|สมัคร|ลง)(?!ขาย|ของ|ประกาศ).{0,40}กี่คน.{0,8}",
            r"(?:ขอ|ขอดู|ดู)รายชื่อ(?!ลูกบ้าน|สมาชิก|ร้าน|คนขาย|ผู้ขาย).{0,25}",
            r".{0,6}รายชื่อ(?:คน|ผู้)?(?:ที่)?(?:เรียน|สมัคร|ลงชื่อ|ลงทะเบียน|อบรม|เข้าอบรม|เข้าเรียน).{0,40}",
        ),
        is_quiet=True,
        is_inner=True,
    ),
    Intent(
        name="ask_of_course",
        title="ถามเรื่องคอร์สที่พูดถึง",
        example="ต้องเอาอะไรไปบ้าง",
        slots=(WORDS,),
        shapes=(
            rf"(?:แล้ว)?(?:ต้อง|ให้|ควร)?(?:เอา|เตรียม|พก)อะไร(?:ไป|มา|ติดตัว)?(?:เรียน|อบรม|ด้วย)?(?:บ้าง|มั่ง|ด้วย)?{_END}",
            rf"(?:แล้ว)?(?:เรียน|อบรม)?(?:ต้อง)?เสีย(?:ตังค์|ตัง|เงิน|ค่าเรียน|ค่าสมัคร|ค่าใช้จ่าย){_ASKED}{_END}",
            rf"(?:แล้ว)?ค่า(?:เรียน|อบรม|สมัคร)(?:เท่าไหร่|เท่าไร|เท่าใด|กี่บาท|คิดยังไง){_END}",
            rf"(?:แล้ว)?(?:เรียน|อบรม)ฟรี{_ASKED}{_END}",
            rf"(?:แล้ว)?(?:ยัง)?(?:ว่าง|เหลือ|เหลือที่|มีที่ว่าง|ที่ว่าง)(?:อีก)?กี่(?:ที่|คน)(?:นั่ง)?{_END}",
            rf"(?:แล้ว)?(?:เต็ม(?:แล้ว|หรือ)?ยัง|ยัง(?:ว่าง|มีที่|มีที่ว่าง|มีที่นั่ง|ลงได้|สมัครได้)(?:อยู่)?{_ASKED}){_END}",
            rf"(?:แล้ว)?(?:เรียน|อบรม|เริ่มเรียน|เริ่มอบรม)(?:กี่โมง|ที่ไหน|วันไหน|กี่ครั้ง|กี่วัน|ตรงไหน)(?:บ้าง)?{_END}",
        ),
        is_quiet=True,
        is_inner=True,
    ),
    Intent(
        name="will_come",
        title="ยืนยันว่าจะไปเรียน",
        example="ไปแน่นอน",
        slots=(WORDS,),
        shapes=(rf"(?:จะ)?ไปแน่(?:นอน|ๆ)?{_END}",),
        is_quiet=True,
        is_inner=True,
    ),
)  # fmt: skip
