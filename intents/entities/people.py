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
    r"|พ่ออุ๊ย|แม่อุ๊ย|อุ๊ย|ป้อ|อี่|พ่อ|แม่|บัง|โกะ|โก(?!ง)|ทิด|เซียง|จารย์|(?<!เป็น)(?<!เป็น\s)(?<!เป๋น)(?<!เป๋น\s)อสม\.?\s?|เณร|หลวงพี่|หลวงพ่อ|พระ(?=[ก-ฮ]{2})|จ่า|ดาบ|สารวัตร|รอง|เจ๊|เฮีย(?!น))"
)
_PERSON: Final = re.compile(
    rf"(?P<cue>(?<!ราย)(?<!ลง)(?<!จด)(?<!เพิ่ม)(?<!ถอน)(?<!ใส่)(?<!มี)(?<!เอา)ชื่อ(?:เล่น)?(?:ว่า)?"
    rf"|นามสกุล)\s?(?:คือ|:)?\s?(?P<named>(?:{_TITLE})?[ก-๎A-Za-z])|(?P<title>{_TITLE})(?=[ก-ฮเแโใไA-Za-z])"
)
_NO_PERSON_AFTER: Final = re.compile(
    r"(?:ตวย|ย้าย|ใส่|มั่ง|ไว้|เน้อ|เฮียน|ขาด|นัด|เลย|ขา|สนใจ|เปิ้น|เพิ่น|ติด|เป๋น|เป็น|ข้าง|สัก|แหน่|ค้ะ|จ๋า|เพื่อน|โตย|สิ|ใหญ่|เล็ก|อุ้ย"
    r"|ถ่าย|ขาย|ส่ง|ครู|แม่|พ่อ|ยาย|ตา(?![ก-ฮ])|ป้า|ลุง|หมอ|จอง|เห็น|พูด|มี|สนใจ|กลับ|ตัด|จะ|ชื่อ|เพิ่ง|พึ่ง|ภาพ|ไม่สบาย|ติด|เลิก|หยุด|เขียน|อ่าน|บวช|แก่|ปวด|เจ็บ|เดิน|กด|พิมพ์|ที(?=\s|\Z|่)|มที่|มกำหนด|มประกาศ"
    r"|ผม|ฉัน|หนู|เรา|ข่อย|เฮา|เขา|เค้า|แก(?!้)|ท่าน|สาว|ชาย|หญิง|ๆ|คน|ไป|มา(?!ลี|ลัย|ลา|นพ|นะ|นี|นิ|ยด์|ยู|ริ|รี|รุต|รค|โนช|เรีย|ติน|รุ)|ไม่|บ่|จะ|ก็|ให้|หื้อ|ที่|ใน|ไหน|ใคร|ไผ"
    r"|สอง|สาม|ด้วย|หน่อย|นำ|เรียน|สมัคร|อยาก|ขอ|ใหญ่บ้าน|ช่วย|สมาชิก|เก่า|ใหม่|ลูก|เป็น|อะไร|ยัง|อยู่|อายุ|เลี้ยง|กับ"
    r"|และ|เข้า|ถึง"
    r"|ของ|ค้า|บ้าน|ตัว|ป่วย|พา|ใช้|ทำ|ได้|ตั้ง|ทั้ง|ครับ|ค่ะ|คะ|จ้า|นี้|ตำ|แทน|เพิ่ม|ออก|สำรอง|เต็ม|จริง|เล่น|หมู่|กลุ่ม"
    r"|เข่า|ขา(?!ว|บ|น)|แขน|หลัง|หู(?![่ก-ฮ])|ท้อง|ฟัน|ไหว|เมื่อย|เหนื่อย|ลืม|งง|กลัว|นอน|กิน(?!รี)|โดน|ถูก|เคย|ยัง|ก่อน|กำ(?=เน้อ|เจ้า|\s|\Z)"
    r"|ศูนย์|ผู้|น้อย(?=\s|$)|ต้อง|ลง|เอา|เฒ่า|สะใภ้|เขย|ชิ้น|มือ|ประกาศ|แจ้ง|จาก|หลาน|บอก|ถาม|สอน|ว่า|แล้ว)"
)
_NAME_ENDS: Final = re.compile(
    r"\s|\x00|\d|[,.:!?()]|(?=(?:ประกาศ|แจ้ง|บอก|เป็น|แทน|ทำ|ส่ง|ดูแล|ลง|ออก|เข้า|ด้วย|หน่อย|ครับ|ค่ะ|คะ|คับ"
    r"|จ้า|เจ้า|เด้อ|เน้อ|นะ|ไป|มา|ได้|ให้|หื้อ|เรียน|อบรม|คอร์ส|อยู่|แล้ว|ไม่|บ่|จะ|ที่|ถึง|กับ|และ|ช่วย|เหีย|แหน่|แน่|นำ"
    r"|โตย|สมัคร|อายุ|หมู่|คนใหม่|คนเดิม|แทนคน|สอง|ตั้งแต่|จน|ใน|ชั่วคราว|เลย|เป๋น|คนเก่า|เฉพาะ|มี|สิทธิ|ต้ะ|อีก|เรื่อง"
    r"|วัน|แก(?!้)|เขา|รับ|ชั้น|ต่อ|คนเดียว|ออกจาก|ทุก|ใช้|ละ|ขึ้น|จัดการ|พิมพ์|ตอบ|อนุมัติ|โพสต์|จาก|ย้าย|เพิ่ม|แทรก|ซะ|เถอะ|คุม"
    r"|พูด|เขียน|เข้าระบบ|เป็นคน|ที|ค่อย|ก่อน|หลัง|เพราะ|ว่า|สำหรับ|สัก(?!ดิ์|ดา)|ซัก|จัก(?!ร)|พัก(?!ตร)|หยุด|พ้น|ป่าว"
    r"|ไว้|เขาประกาศ|ป่วย|ไม่สบาย|เลิก|ประกา[ดสศ]|ติด(?=ธุระ|งาน|เรียน|สอบ|ประชุม|ฝน)|ขอ(?!ง)|อยาก|สนใจ|ตาม|โทร|เบอร์|คนละ|คือ|กลับ|เข้ามา|ถือ|พา|สละ|งด|ระหว่าง|อาทิตย์|เดือน(?=นึง|หนึ่ง|เดียว|หน้า|นี้)|สาม(?=วัน|มื้อ|อาทิตย์|เดือน)|ห้า(?=วัน|มื้อ)|ปฏิบัติ|ลูกบ้าน|ชาวบ้าน|คนบ้าน|แหลง|เว้า|อู้|หลาน(?=สาว|ชาย|กำนัน|ผู้)|ลูก(?=กำนัน|ผู้|สาว|ชาย|ลุง|ป้า|พ่อ|แม่|ครู|พี่|น้า|ตา|ยาย|หลาน)|ตะ(?=\s|\Z)|เตอะ|ต๊ะ|เด้(?!อ)|นิ(?=\s|\Z|ไม่)|ผู้ช่วย))"
)


_FORMAL: Final = frozenset({"นางสาว", "น.ส.", "นาง", "นาย", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "คุณ"})
_NO_SURNAME: Final = re.compile(
    r"(?:ขอ|สมัคร|อยู่|เป็น|เปน|เป๋น|หมู่|บ้าน|โทร|เบอร์|อายุ|จะ|ลง|เข้า|อบรม|เรียน|ด้วย|ครับ|คับ|ค่ะ|คะ|จ้า|ไป|จาก|ที่|กับ|และ"
    r"|มา|ให้|แทน|ประกาศ|ทำ(?:หน้าที่|แทน|การ)|ปฏิบัติ|ดูแล|รับ(?:ผิด|หน้าที่|ช่วง|มอบ|ไป)|เพื่อ|ระหว่าง|ในวัน|ใน(?=\s)|จำนวน|ตามที่|โดย(?=\s)|พร้อม"
    r"|ซึ่ง|เพราะ|เนื่องจาก|ขึ้นเป็น|ออกจาก|ช่วย|แจ้ง|ไม่(?=ว่าง|สบาย|ได้|ไป|มา)|ยัง(?=ไม่)|อยาก|สนใจ|รอบ|เวลา|(?:ผม|ฉัน|หนู)(?=\s|\Z)|ชื่อ|ต\.|อ\.|จ\.|ม\.|ตำบล|อำเภอ|จังหวัด|ย้าย|ป่วย|เอง(?=\s|\Z)|น้อง|ป้า|ลุง|ยาย|ยกเลิก|คอร์ส|วัน|พรุ่ง|ตั้งแต่|ถึง|เด้อ|นะ|หน่อย)"
)


def person(text: str, words: list[str], intent: str) -> Entity | None:
    """The person whom a sentence names: with a title or after "ชื่อ" first, else by a given name. Kin alone is none."""
    if intent == "delegate_role":
        changed = _CHANGED.search(text)
        start = changed.end() if changed else 0
        for given in _GIVEN_TO.finditer(text, start):
            found = _titled(text, words, given.end(), _STOOD_FOR)
            if found and found.start == given.end():
                return found
        return _titled(text, words, start, _STOOD_FOR) or _called(text, words, intent, start)
    return _titled(text, words) or _called(text, words, intent)


_CHANGED: Final = re.compile(r"เปลี่ยน.{0,30}?(?<!ประกาศ)เป็น(?!คน|อสม|เน็ต|ผู้)")
"""Of a change the new one counts: "เปลี่ยนคนประกาศจากฟ้าเป็นแนน"."""
_GIVEN_TO: Final = re.compile(r"(?:ให้|หื้อ|ไห้|แต่งตั้?ง|มอบหมาย|ปลด|ถอดถอน)(?=[ก-ฮเแโใไA-Za-z])")
"""Who stands right behind these is the delegate, whoever is named before."""
_STOOD_FOR: Final = re.compile(r"แทน\Z")
"""Who stands behind แทน is not the delegate: "ให้บีประกาศแทนพี่"."""


def _titled(text: str, words: list[str], begin: int = 0, not_after: re.Pattern[str] | None = None) -> Entity | None:
    starts = set(accumulate((len(word) for word in words), initial=0))
    for match in _PERSON.finditer(text, begin):
        if match.start() not in starts or (not_after and not_after.search(text, 0, match.start())):
            continue
        start = match.start("named") if match["cue"] else match.start("title")
        kin = _KIN.match(text, start) if match["cue"] else None
        own = (kin.end() if kin else start) if match["cue"] else match.end("title")
        is_named = match["cue"] and match["cue"].startswith("ชื่อ") and not kin
        is_word = (_NO_NAME_AFTER if is_named else _NO_PERSON_AFTER).match(text, own)
        if is_word and not (_is_formal(match, kin) and _given_end(text, own)):
            continue
        if match["title"] == "ตา" and text.startswith("ม", own) and own not in starts:
            continue  # "ย้ายตามแฟน"
        end = max(_given_end(text, own), _name_end(text, own))
        if match["cue"] or match["title"] in _FORMAL:
            end = _with_surname(text, end)
        if 1 < end - own <= 40:
            return Entity("name", text[start:end].strip(), start, end)
    return None


def _is_formal(match: re.Match[str], kin: re.Match[str] | None) -> bool:
    """Whether a title stands there that only names follow: of ด.ญ.พิมพ์ชนก is พิมพ์ no verb."""
    return (kin.group() if kin else match["title"]) in _FORMAL


def _name_end(text: str, own: int) -> int:
    """Where a name ends that begins at an offset. Its second letter begins no other word: ไข่หลง holds no ลง."""
    for match in _NAME_ENDS.finditer(text, own + 1):
        if match.start() > own + 1 or match.group():
            return match.start()
    return len(text)


_KIN: Final = re.compile(_TITLE)
_NO_NAME_AFTER: Final = re.compile(
    r"(?:ใคร|ไผ|อะไร|อีหยัง|หยัง|ไหน|ของ|ผม|หนู|ฉัน|ดิฉัน|เรา|เฮา|ข่อย|เขา|ไว้|ไป|ให้|หื้อ|ด้วย|หน่อย|ที่|แล้ว|ไม่|บ่|คน|สินค้า|ร้าน|คอร์ส|กลุ่ม|บ้าน|หมู่"
    r"|ลง|เข้า|ออก|เดิม|ใหม่|เก่า|ครับ|ค่ะ|คะ|จ้า|นี้|ไง|อยู่|มี|จะ|ว่า|ผิด|ซ้ำ|จริง(?!ใจ)|เสียง|เล่น|ลูก|หลาน|เดียว|เต็ม|ตาม|กับ|และ|ตัวเอง|ต้อง|โตย|นำ|ใน|เพื่อน)"
)
"""Behind ชื่อ nearly anything is a name."""
_LEADS: Final[dict[str, re.Pattern[str]]] = {
    "delegate_role": re.compile(
        r"(?:แต่งตั้?ง|(?<!แต่ง)ตั้ง(?!แต่)|ปลด|สิทธิ์?(?:การ)?(?:ประกาศ)?(?:คืน)?(?:ของ|จาก)?|(?:คืน|ไมค์|เวลา)(?:มา)?จาก"
        r"|(?:ถอน|ลบ|เอา|ตัด|เพิ่ม|ใส่|ลง)ชื่อ|ไว้กับ|ฝาก(?!ไมค์)|เลือก|มอบหมาย(?:งาน)?|ให้|หื้อ|เอา(?!สิทธิ|ไมค์|คืน|ชื่อ|ไป|มา|ออก|อำนาจ|เวลา)|แก่|เพิ่ม|ถอด(?!สิทธิ)|เปลี่ยน(?:จาก|เป็น)|(?<=เป็น)(?=[ก-ฮเแโใไ]))"
    ),
    "register": re.compile(r"(?:^|(?<=\s))(?:กระผม|ผม|ดิฉัน|หนู|ข้าเจ้า)|(?:ลง|เพิ่ม|ใส่)ชื่อ"),
    "enrol_course": re.compile(r"(?:ลง|จด|เพิ่ม|ใส่|ขึ้น|เอา)ชื่อ|ชื่อ|ให้|หื้อ|^(?:ผม|ดิฉัน|หนู|ข้าพเจ้า)"),
    "cancel_enrolment": re.compile(r"(?:ถอน|ลบ|เอา|ตัด)ชื่อ|ชื่อ|ของ|^|ให้|หื้อ"),
}
_ROLES: Final = re.compile(
    r"ผู้|คน|เลขา|กรรม|อสม|เน็ต|ลูกบ้าน|สมาชิก|อบต|ประธาน|ใคร|ไผ|กำนัน|สารวัตร|ระบบ|บอท|น้องบอท|หน่อย|ด้วย|แทน|ชาว|ทุก|ตัว|แม่บ้าน"
)


@cache
def _given_names() -> frozenset[str]:
    """Given names that PyThaiNLP lists: a word without a title is a name only if it is one of these."""
    return frozenset(thai_female_names() | thai_male_names())


def _called(text: str, words: list[str], intent: str, begin: int = 0) -> Entity | None:
    """A name without a title: "ผมวิชัยครับ", "ให้เมย์ประกาศแทน"."""
    for match in _LEADS[intent].finditer(text, max(0, begin - len("เป็น"))):
        start = match.end() + text.startswith(" ", match.end())
        if _ROLES.match(text, start) or _NO_GIVEN.match(text, start):
            continue
        end = _given_end(text, start) or _acting_end(text, words, start, intent)
        if end:
            end = _with_surname(text, end)
            return Entity("name", text[start:end], start, end)
    return None


_ACTS: Final = re.compile(
    r"\s?(?:ประกาศ|ป่าว|ทำแทน|ทำหน้าที่|ปฏิบัติ|แจ้ง|ส่งประกาศ|ส่งข้อความ|ดูแล|เป็นคน|เป็นเน็ต|เป็น\s?อสม|เป๋นคน|เป็นอาสา|ช่วย|พิมพ์|โพสต์|เป็นผู้ช่วย"
    r"|ออก(?!ไป)|จากเน็ต|สัก|ซัก|จัก|จน|ถึง|ตั้งแต่|อีก|หยุด|พัก|พ้น|ก่อน|แล้ว|นะ|เด้อ|ครับ|ค่ะ|นิ|เลย|ที|ได้|สอง|สาม|ห้า|\d|อาทิตย์|เดือน|แทน|ลูก(?:บ้าน|กำนัน|ผู้|สาว|ชาย|ลุง|ป้า|พ่อ|แม่|ครู|พี่|น้า)|หลาน(?:สาว|ชาย|กำนัน|ผู้)|ชาวบ้าน|คนบ้าน|เตอะ|ต๊ะ|\x00|\Z)"
)
_ENDEARED: Final = re.compile(r"(?:หนู|บัก|อี(?=[ก-ฮเแโใไ])|ไข่|เจ้า(?=[ก-ฮเแโใไ]))(?!ประกาศ|ช่วย|เป็น|ทำ|แทน|แจ้ง|ดูแล)")
"""Stands before a name where no title would: ให้หนูแพรวประกาศ, ให้บักแดงประกาศ."""


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
    if intent != "delegate_role":
        return 0
    endearment = _ENDEARED.match(text, start)
    own = endearment.end() if endearment else start
    end = _name_end(text, own)
    if end - start > 14 or end - own < 2 or _NO_PERSON_AFTER.match(text, own):
        return 0
    run = next(runs(text, words, own, ENDS, frozenset()), None)
    is_one = run is not None and run.start == own and run.end >= end
    return end if is_one and _ACTS.match(text, end) else 0


_NO_GIVEN: Final = re.compile(
    r"(?:คุณ)?(?:น้อง|พี่|แม่|พ่อ|ลูก|หลาน|ครู|ตา|ยาย|ป้า|ลุง|ปู่|ย่า|หมอ|อา|น้า)|หนึ่ง|สำรอง|เฮียน|เรียน|เด็ก|หล้า|สิทธิ|นำ|ชม|ด้วย|ตั้ง"
)
_MARK: Final = re.compile(r"[ะัาำิ-ฺ็-๎]")
_SURNAME: Final = re.compile(
    r"\s[ก-ฮเแโใไ][ก-๎]{2,18}?(?=\s|\Z|\x00|เป็น|เรียน|เข้า|อบรม|ประกาศ|ปฏิบัติ|ทำหน้าที่|แทน|จนถึง|ตั้งแต่|ค่ะ|ครับ|ด้วย|ออกจาก)"
)


def _with_surname(text: str, end: int) -> int:
    match = _SURNAME.match(text, end)
    return match.end() if match and not _NO_SURNAME.match(text, match.start() + 1) else end
