"""What a request is about: a course's subject, a centre's equipment, what to do with own posts or own data."""

import re
from collections.abc import Callable
from typing import Final

from intents.entities.tokens import ENDS, runs
from intents.understanding import Entity

_SUBJECTS: Final = re.compile(
    r"smart\s?kids?\s?code|สมาร์ท?คิดส?์?โค้ด|smart\s?city|สมาร์ท?ซิตี้|เมืองอัจฉริยะ|เขียนโปรแกรม(?:สำหรับเด็ก)?"
    r"|เขียนโค้ด|โค้ดดิ้ง|โคดดิ้ง|coding(?:\s?kids?)?|บอร์ดสมองกล|หุ่นยนต์"
    r"|ขายของ(?:ใน|ทาง|ผ่าน)?\s?(?:ออนไลน์|ออนลาย|เน็ต|ไลน์|เฟซบุ๊ก|เฟสบุ๊ก|เฟซ|เฟส|ติ๊กต็อก|ติ๊กตอก|tiktok"
    r"|อินเทอร์เน็ต)|ขายออนไลน์|เปิดร้านออนไลน์|ขายของ(?!ใคร)"
    r"|ถ่าย(?:รูป|ภาพ)(?:สินค้า|ด้วยมือถือ|ขายของ|อาหาร)?|ตัดต่อ(?:วิดีโอ|วีดีโอ|วิดิโอ|คลิป|หนัง)?(?:สั้น)?(?:ติ๊กต็อก)?"
    r"|ทำคลิป(?:สั้น|วิดีโอ)?|ถ่ายคลิป|ทำวิดีโอ(?:สั้น)?|ถ่ายวิดีโอ|วิดีโอสั้น|คลิปสั้น"
    r"|การตลาด(?:บน)?(?:โซเชียล(?:มีเดีย)?|ออนไลน์)?|โซเชียล(?:มีเดีย)?|ทำเพจ|ยิงแอด|ไลฟ์สด(?:ขายของ)?|ยูทูบ|ติ๊กต[็่]?อก|ติกตอก|tiktok"
    r"|(?:กฎหมาย|พ\.ร\.บ\.\s?)?คุ้มครองข้อมูลส่วนบุคคล|กฎหมายข้อมูลส่วนบุคคล|ข้อมูลส่วนบุคคล|pdpa|พีดีพีเอ"
    r"|(?:ใช้)?(?:อินเทอร์เน็ต|อินเตอร์เน็ต|เน็ต|ออนไลน์)(?:อย่าง)?ปลอดภัย|(?:ความ)?ปลอดภัย(?:บน|ทาง"
    r"|ใน)?(?:ออนไลน์|ไซเบอร์|อินเทอร์เน็ต)|ภัยออนไลน์|มิจฉาชีพ(?:ออนไลน์)?|แก๊งคอลเซ็นเตอร์|กัน(?:โดน)?หลอก"
    r"|รู้ทันมิจฉาชีพ|ไซเบอร์"
    r"|(?:ใช้|เล่น|เรียน)?(?:มือถือ|โทรศัพท์|สมาร์ทโฟน|สมาร์ตโฟน)(?:ผู้สูงอายุ)?|(?:ใช้|เล่น)ไลน์|(?<=เรียน)ไลน์|(?<=สอน)ไลน์|(?<=เฮียน)ไลน์|ใช้เฟซบุ๊ก"
    r"|ดิจิทัล(?:เบื้องต้น|พื้นฐาน)|ทักษะดิจิทัล|คอมพิวเตอร์(?:เบื้องต้น|พื้นฐาน)?|คอม(?:เบื้องต้น|พื้นฐาน)?(?![ก-๎])"
    r"|(?:ไทยแลนด์)?โพสต์มาร์ท|ไปรษณีย์มาร์ท|thailand\s?post\s?mart|แอป(?:ภาครัฐ|รัฐ|ทางรัฐ)|เป๋าตัง|ทางรัฐ"
    r"|หมอพร้อม|canva|แคนวา|แคนว่า|แคนวาส|ทำป้าย(?:ร้าน)?|ทำโลโก้|ออกแบบ(?:ฉลาก|โลโก้|ป้าย|กราฟิก)?"
    r"|ทำฉลาก(?:สินค้า)?"
    r"|(?:อบรม)?เน็ตอาสา(?:รุ่น(?:ใหม่|ต่อไป))?|excel|เอ็กเซล|เอกเซล|word|พาวเวอร์พอยต์|powerpoint|ai|เอไอ"
    r"|chatgpt|แชทจีพีที|โดรน(?:เกษตร|พ่นยา)?|ทำบัญชี(?:ครัวเรือน)?|บัญชี|ภาษาอังกฤษ|ทำขนม|ทำอาหาร|จักสาน|ทอผ้า"
    r"|แปรรูป\S{0,8}",
    re.IGNORECASE,
)
_SERVICES: Final = re.compile(
    r"ห้อง(?:ประชุม(?:ใหญ่|เล็ก)?|อบรม|คอม(?:พิวเตอร์)?|สตูดิโอ|ไลฟ์สด|ไลฟ์|ถ่าย(?:รูป|ภาพ)(?:สินค้า)?|ใหญ่|เล็ก"
    r"|เรียน|น้ำ)?|สตูดิโอ|มุมไลฟ์สด|มุมถ่าย(?:รูป|ภาพ)(?:สินค้า)?|ที่ถ่าย(?:รูป|ภาพ)(?:สินค้า)?"
    r"|(?:เครื่อง)?คอม(?:พิวเตอร์|พิวเต้อ|พิว)?(?![ก-ฮเแ]*มิวนิตี้)|โน้ตบุ๊ก|โน๊ตบุ๊ค|โต๊ะคอม|(?:เครื่อง)?[ปพ]ริ[้๊]?น(?:เตอร์|เตอ"
    r"|ต์|ท์|งาน|เอกสาร|สี)?|(?:เครื่อง)?พิมพ์(?:เอกสาร|สี|งาน)|เครื่องพิมพ์(?:และสแกนเนอร์)?"
    r"|(?:เครื่อง)?สแกน(?:เนอร์|เอกสาร|รูป|งาน)?|(?:เครื่อง)?ถ่ายเอกสาร"
    r"|ถ่าย(?:รูป|ภาพ)(?:สินค้า)?|ถ่ายสินค้า|ไวไฟ|วายฟาย|wi-?fi|อินเทอร์เน็ต|อินเตอร์เน็ต|เน็ต(?!อาสา)"
    r"|โปรเจ[คก]เตอร์|เครื่องฉาย|เครื่องเสียง|ไมค์(?:โครโฟน)?|ลำโพง|ไฟวงแหวน|ขาตั้ง(?:มือถือ|กล้อง)?|กล่องไฟ"
    r"|กล้อง(?:ถ่ายรูป|เว็บแคม)?|ไวท?ต?์?บอร์ด|ที่จอดรถ|เครื่องเคลือบ|เคลือบบัตร|ปลั๊ก|หูฟัง|แท็บเล็ต|จอทีวี|แอร์|ทางลาด"
    r"|ราวจับ",
    re.IGNORECASE,
)
_COURSE_LEAD: Final = re.compile(r"(?:เรียน|เฮียน|อบรม|อบลม|คอร์ส|คอส|คอร์ด|หลักสูตร|สอน|วิชา|ฝึก|เรื่อง)")
_SERVICE_LEAD: Final = re.compile(r"(?:จอง|ขอใช้|ใช้|เช่า|ยืม|ขอยืม|คิว)")
_NO_SUBJECTS: Final = """
ออนไลน์ ศูนย์ เสาร์ อาทิตย์ จันทร์ อังคาร พุธ พฤหัส ศุกร์ รอบ รุ่น เด็ก ผู้สูงอายุ คนแก่ ผู้เฒ่า ชาวบ้าน นักเรียน เช้า บ่าย เย็น ต่อ อื่น หนังสือ
ที่นั่ง ที่ไหน เพื่อน กัน ครั้ง สองคน พร้อม ก่อน ไลน์ คิว ล่วงหน้า
"""
_NO_SUBJECT: Final = tuple(_NO_SUBJECTS.split())

_POSTS: Final = (
    ("edit", re.compile(r"เอาเบอร์")),
    ("delete", re.compile(r"ลบ|เอาออก|เอา\S{0,24}ออก|ปลด|ถอด|ปิดโพส|ซ่อน|เลิกขายแล้ว|ยกเลิกโพส|ยกเลิกประกาศขาย"
            r"|ลงซ้ำ|ดึงออก|ดึงโพส"
        r"|ปลดโพส|เอาลงจาก")),
    ("edit", re.compile(r"แก้|เปลี่ยน|ต่ออายุ|ต่อเวลา|ต่อโพส|ยืด|หมดแล้ว|ขายหมด|ของหมด|เบิดแล้ว|หมดเกลี้ยง|ลดราคา|ขึ้นราคา|ปรับ|เพิ่มรูป"
        r"|เพิ่มสต|ปิดการขาย|ปิดขาย|อัพเดท|อัปเดต|เติม|กลับมาขาย|ลงใหม่|เหลือ\s?\d|เพิ่ม|ผิด|หมดละ|หมดไป|หมดล่ะ|เบิ่ดแล้ว"
        r"|หมดเลย|เพิ่นเหมา|เหมาหมด|ขายได้แล้ว|ขายออกแล้ว|มีคนเอาไปแล้ว|ใกล้หมด|เสี้ยงแล้ว|ใหม่มาแล้ว|หมดสต")),
)  # fmt: skip
_PRIVACY: Final = (
    ("erase", re.compile(r"ลบ|เอา(?:ข้อมูล|ชื่อ)\S{0,20}ออก|ปิดบัญชี|ทำลาย|ถอนตัวออกจากระบบ|ลาออก|ไม่อยากให้มีข้อมูล|ออกจากระบบ"
        r"|ล้างข้อมูล|ลืมฉัน|ลืมผม|มื่อออก|เลิกใช้")),
    ("withdraw", re.compile(r"ไม่ยอม(?:ให้)?|บ่ยอม|ไม่อนุญาต|บ่(?:ไค่|อยาก)(?:หื้อ|ให้)"
        r"|ถอน(?:ความ)?ยินยอม|เลิกยินยอม|ยกเลิก(?:ความ)?ยินยอม|ไม่ยินยอม|ไม่ให้(?:โชว์|แสดง|ใช้|เก็บ|เห็น)"
        r"|ไม่อยากให้(?:โชว์|แสดง|ใช้|เก็บ|เห็น|คน)|ซ่อน(?:เบอร์)?|อย่า(?:โชว์|เอา|เก็บ|แสดง|ใช้)|ปิดเบอร์"
        r"|เอาเบอร์\S{0,10}ออก|เลิกเก็บ|เลิกโชว์|บ่หื้อ|บ่ให้|ขอไม่ให้|หยุด(?:เก็บ|ใช้|ส่ง)|งด|เลิก(?:ให้|แสดง)")),
    ("rectify", re.compile(r"แก้(?!ตัว)|เปลี่ยน(?:ชื่อ|เบอร์|ที่อยู่|ข้อมูล)|อัพเดท|อัปเดต|สะกดผิด|ผิด")),
    ("export", re.compile(r"ดาวน์โหลด|โหลด|ส่งออก|สำเนา|ก๊อปปี้|ขอไฟล์|เป็นไฟล์|ย้าย(?:ไป|ข้อมูล)|ขอข้อมูลทุกอย่าง|ขอข้อมูลทั้งหมด|โอนข้อมูล"
        r"|เอาข้อมูล\S{0,12}ไป|csv|pdf|excel", re.IGNORECASE)),
    ("consent", re.compile(r"(?<!ไม่)(?<!ความ)(?:ยินยอม|ยอมให้|ยอมรับ|อนุญาต|ตกลงให้|โชว์เบอร์|แสดงเบอร์|ให้ใช้(?:ข้อมูล|ได้)|เปิดเบอร์"
        r"|เอาเบอร์\S{0,10}ขึ้น)|กดยินยอม")),
)  # fmt: skip
_TABLES: Final[dict[str, tuple[tuple[tuple[str, re.Pattern[str]], ...], str]]] = {
    "my_posts": (_POSTS, "list"),
    "privacy_request": (_PRIVACY, "access"),
}


def topic(text: str, words: list[str], intent: str) -> Entity | None:
    """The topic of an understood sentence, or None. `text` has dates, amounts and addresses blanked."""
    if intent in _TABLES:
        table, otherwise = _TABLES[intent]
        for value, pattern in table:
            match = pattern.search(text)
            if match:
                return Entity("topic", value, *match.span())
        return Entity("topic", otherwise, 0, len(text))
    find = _FINDERS.get(intent)
    return find(text, words) if find else None


def _subject(text: str, words: list[str]) -> Entity | None:
    matches = [match for match in _SUBJECTS.finditer(text) if not _is_inside_word(text, match)]
    if matches:
        return Entity("topic", matches[0].group().strip(), *matches[0].span())
    return _after(_COURSE_LEAD, text, words)


def _service(text: str, words: list[str]) -> Entity | None:
    match = _SERVICES.search(text)
    if match:
        return Entity("topic", match.group().strip(), *match.span())
    return None


def _is_inside_word(text: str, match: re.Match[str]) -> bool:
    """Latin names must stand alone: "ai" is not in "email"."""
    if not match.group()[0].isascii():
        return False
    return (
        text[match.start() - 1 : match.start()].isascii() and text[match.start() - 1 : match.start()].isalpha()
    ) or (text[match.end() : match.end() + 1].isascii() and text[match.end() : match.end() + 1].isalpha())


def _after(lead: re.Pattern[str], text: str, words: list[str]) -> Entity | None:
    for match in lead.finditer(text):
        for run in runs(text, words, match.end(), ENDS):
            name = text[run.start : run.end]
            if run.start - match.end() <= 1 and len(name) > 2 and not name.startswith(_NO_SUBJECT):
                return Entity("topic", name, run.start, run.end)
            break
    return None


_FINDERS: Final[dict[str, Callable[[str, list[str]], Entity | None]]] = {
    "ask_courses": _subject,
    "enrol_course": _subject,
    "cancel_enrolment": _subject,
    "ask_centre": _service,
    "book_service": _service,
}
