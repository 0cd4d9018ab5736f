"""People in a sentence: by a title (น้องฟ้า, นายทองดี มีสุข), after "ชื่อ", or by a given name. Words for kin are no names."""

import re
from functools import cache
from itertools import accumulate
from typing import Final

from pythainlp.corpus import thai_female_names, thai_male_names

from intents.entities.tokens import ENDS, runs
from intents.understanding import Entity

_TITLE: Final = (
    r"(?:นางสาว|น\.ส\.|นาง|นาย|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|คุณ|น้อง|พี่|ลุง|ป้า|น้า|อา(?!สา|จารย์|ทิตย์|หาร|ยุ|คาร)"
    r"|ตา|ยาย|ปู่|ย่า|สาว|บ่าว|หนุ่ม|ไอ้|อ้าย|เอื้อย|ผู้ช่วย|เลขา|หมอ|ครู|อาจารย์|หนาน|น้าสาว|แม่หลวง|พ่อหลวง|ป้อหลวง|กำนัน"
    r"|พ่อ|แม่|บัง|โกะ|เจ๊|เฮีย(?!น))"
)
_PERSON: Final = re.compile(
    rf"(?P<cue>(?<!ลง)(?<!จด)(?<!เพิ่ม)(?<!ถอน)(?<!ใส่)(?<!มี)(?<!เอา)ชื่อ(?:เล่น)?(?:ว่า)?"
    rf"|นามสกุล)\s?(?P<named>(?:{_TITLE})?[ก-๎A-Za-z])|(?P<title>{_TITLE})(?=[ก-ฮเแโใไA-Za-z])"
)
_NO_PERSON_AFTER: Final = re.compile(
    r"(?:ใส่|มั่ง|ไว้|เน้อ|เฮียน|ขาด|นัด|เลย|ขา|สนใจ|เปิ้น|เพิ่น|ติด|เป๋น|เป็น|ข้าง|สัก|แหน่|ค้ะ|จ๋า|เพื่อน|โตย|สิ|ใหญ่|เล็ก|อุ้ย"
    r"|ถ่าย|ขาย|ส่ง|ครู|แม่|พ่อ|ยาย|ตา(?![ก-ฮ])|ป้า|ลุง|หมอ|จอง|เห็น|พูด|มี|สนใจ|กลับ|ตัด|จะ|ชื่อ|เพิ่ง|พึ่ง|สมบัติ|ภาพ"
    r"|ผม|ฉัน|หนู|เรา|ข่อย|เฮา|เขา|เค้า|แก|ท่าน|สาว|ชาย|หญิง|ๆ|คน|ไป|มา|ไม่|บ่|จะ|ก็|ให้|หื้อ|ที่|ใน|ไหน|ใคร|ไผ"
    r"|สอง|สาม|ด้วย|หน่อย|นำ|เรียน|สมัคร|อยาก|ขอ|ใหญ่บ้าน|ช่วย|สมาชิก|เก่า|ใหม่|ลูก|เป็น|อะไร|ยัง|อยู่|อายุ|เลี้ยง|กับ"
    r"|และ|เข้า"
    r"|ของ|ค้า|บ้าน|ตัว|ป่วย|พา|ใช้|ทำ|ได้|ตั้ง|ทั้ง|ครับ|ค่ะ|คะ|จ้า|นี้|ตำ|แทน|เพิ่ม|ออก|สำรอง|เต็ม|จริง|เล่น|หมู่|กลุ่ม"
    r"|ศูนย์|ผู้|น้อย(?=\s|$)|ต้อง|ลง|เอา|เฒ่า|สะใภ้|เขย|ชิ้น|มือ|ประกาศ|แจ้ง|จาก|หลาน|บอก|ถาม|สอน|ว่า|แล้ว)"
)
_NAME_ENDS: Final = re.compile(
    r"\s|\x00|\d|[,.:!?()]|(?=(?:ประกาศ|แจ้ง|บอก|เป็น|แทน|ทำ|ส่ง|ดูแล|ลง|ออก|เข้า|ด้วย|หน่อย|ครับ|ค่ะ|คะ|คับ"
    r"|จ้า|เจ้า|เด้อ|เน้อ|นะ|ไป|มา|ได้|ให้|หื้อ|เรียน|อบรม|คอร์ส|อยู่|แล้ว|ไม่|บ่|จะ|ที่|ถึง|กับ|และ|ช่วย|เหีย|แหน่|แน่|นำ"
    r"|โตย|สมัคร|อายุ|หมู่|คนใหม่|คนเดิม|แทนคน|สอง|ตั้งแต่|จน|ใน|ชั่วคราว|เลย|เป๋น|คนเก่า|เฉพาะ|มี|สิทธิ|ต้ะ|อีก|เรื่อง"
    r"|วัน|แก|เขา|รับ|ชั้น|ต่อ|คนเดียว|ออกจาก|ทุก|ใช้|ละ|ขึ้น|จัดการ|พิมพ์|ตอบ|อนุมัติ|โพสต์|จาก|ย้าย|เพิ่ม|แทรก|ซะ|เถอะ|คุม"
    r"|พูด|เขียน|เข้าระบบ|เป็นคน|ที|ค่อย|ก่อน|หลัง|เพราะ|ว่า|สำหรับ))"
)


_FORMAL: Final = frozenset({"นางสาว", "น.ส.", "นาง", "นาย", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "คุณ"})
_NO_SURNAME: Final = re.compile(
    r"(?:ขอ|สมัคร|อยู่|เป็น|หมู่|บ้าน|โทร|เบอร์|อายุ|จะ|ลง|เข้า|อบรม|เรียน|ด้วย|ครับ|คับ|ค่ะ|คะ|จ้า|ไป|จาก|ที่|กับ|และ"
    r"|มา|ให้|แทน|ประกาศ|ยกเลิก|คอร์ส|วัน|พรุ่ง|ตั้งแต่|ถึง|เด้อ|นะ|หน่อย)"
)


def person(text: str, words: list[str], intent: str) -> Entity | None:
    """The person whom a sentence names: with a title or after "ชื่อ" first, else by a given name. Kin alone is none."""
    return _titled(text, words) or _called(text, words, intent)


def _titled(text: str, words: list[str]) -> Entity | None:
    starts = set(accumulate((len(word) for word in words), initial=0))
    for match in _PERSON.finditer(text):
        if match.start() not in starts:
            continue
        start = match.start("named") if match["cue"] else match.start("title")
        own = match.start("named") if match["cue"] else match.end("title")
        if _NO_PERSON_AFTER.match(text, own):
            continue
        ended = _NAME_ENDS.search(text, own + 1)
        end = max(_given_end(text, own), ended.start() if ended else len(text))
        if match["cue"] or match["title"] in _FORMAL:
            end = _with_surname(text, end)
        if 1 < end - own <= 40:
            return Entity("name", text[start:end].strip(), start, end)
    return None


_LEADS: Final[dict[str, re.Pattern[str]]] = {
    "delegate_role": re.compile(
        r"(?:แต่งตั้ง|(?<!แต่ง)ตั้ง|ปลด|(?:ถอด|ถอน|ยึด|ริบ|เอา)สิทธิ์?(?:ของ|จาก)?|ฝาก|เลือก|มอบหมาย(?:งาน)?|ให้"
        r"|หื้อ|แก่|เปลี่ยน(?:จาก|เป็น))"
    ),
    "register": re.compile(r"(?:^|(?<=\s))(?:กระผม|ผม|ดิฉัน|หนู|ข้าเจ้า)|(?:ลง|เพิ่ม|ใส่)ชื่อ"),
    "enrol_course": re.compile(r"(?:ลง|จด|เพิ่ม|ใส่|ขึ้น)ชื่อ|ให้"),
    "cancel_enrolment": re.compile(r"(?:ถอน|ลบ|เอา)ชื่อ|ของ|^|ให้"),
}
_ROLES: Final = re.compile(
    r"ผู้|คน|เลขา|กรรม|อสม|เน็ต|ลูกบ้าน|สมาชิก|อบต|ประธาน|ใคร|ไผ|กำนัน|สารวัตร|ระบบ|บอท|น้องบอท|หน่อย|ด้วย|แทน|ชาว|ทุก|ตัว|แม่บ้าน"
)


@cache
def _given_names() -> frozenset[str]:
    """Given names that PyThaiNLP lists: a word without a title is a name only if it is one of these."""
    return frozenset(thai_female_names() | thai_male_names())


def _called(text: str, words: list[str], intent: str) -> Entity | None:
    """A name without a title: "ผมวิชัยครับ", "ให้เมย์ประกาศแทน"."""
    for match in _LEADS[intent].finditer(text):
        start = match.end() + text.startswith(" ", match.end())
        if _ROLES.match(text, start) or _NO_GIVEN.match(text, start):
            continue
        end = _given_end(text, start) or _acting_end(text, words, start, intent)
        if end:
            end = _with_surname(text, end)
            return Entity("name", text[start:end], start, end)
    return None


_ACTS: Final = re.compile(
    r"\s?(?:ประกาศ|ทำแทน|แจ้ง|ส่งประกาศ|ส่งข้อความ|ดูแล|เป็นคน|เป็นเน็ต|ช่วย|พิมพ์|โพสต์|เป็นผู้ช่วย|ออก(?!ไป)|จากเน็ต)"
)


def _given_end(text: str, start: int) -> int:
    """Where the longest known given name from an offset ends, or 0."""
    known = _given_names()
    for end in range(min(len(text), start + 14), start + 2, -1):
        own = text[start:end]
        if own in known and own not in ENDS and not _MARK.match(text, end):
            return end
    return 0


def _acting_end(text: str, words: list[str], start: int, intent: str) -> int:
    """Where a word ends that is said to announce or to leave, so that it must be somebody; or 0."""
    ended = _NAME_ENDS.search(text, start + 1) if intent == "delegate_role" else None
    if not ended or ended.start() - start > 14 or _NO_PERSON_AFTER.match(text, start):
        return 0
    run = next(runs(text, words, start, ENDS, frozenset()), None)
    is_one = run is not None and run.start == start and run.end >= ended.start()
    return ended.start() if is_one and _ACTS.match(text, ended.start()) else 0


_NO_GIVEN: Final = re.compile(
    r"(?:คุณ)?(?:น้อง|พี่|แม่|พ่อ|ลูก|หลาน|ครู|ตา|ยาย|ป้า|ลุง|ปู่|ย่า|หมอ|อา|น้า)|หนึ่ง|สำรอง|เฮียน|เรียน|เด็ก|หล้า|สิทธิ|นำ|ชม|ด้วย|ตั้ง"
)
_MARK: Final = re.compile(r"[ะัาำิ-ฺ็-๎]")
_SURNAME: Final = re.compile(r"\s[ก-ฮเแโใไ][ก-๎]{2,18}(?=\s|\Z|\x00)")


def _with_surname(text: str, end: int) -> int:
    match = _SURNAME.match(text, end)
    return match.end() if match and not _NO_SURNAME.match(text, match.start() + 1) else end
