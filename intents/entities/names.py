"""The name in a sentence: the thing posted, sought or ordered, or the person registered, enrolled or appointed."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from intents.entities.tokens import ENDS, Run, runs
from intents.understanding import Entity

_THINGS: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]] = {
    "post_product": (
        re.compile(
            r"(?:ลงขาย|ประกาศขาย|โพสต์?ขาย|เปิดขาย|ฝากขาย|ขาย(?:ของ)?|ปล่อย|ลงทะเบียนสินค้า|เพิ่มสินค้า|ลงสินค้า"
            r"|ชื่อ(?:สินค้า)?|รับจอง|ฮับจอง|เปิดจอง"
            r"|พร้อมส่ง|รับพรี|ฝากลง|ลงประกาศ|เอา|ลง|โพสต์?|เพิ่ม|มี|รับทำ|จำหน่าย|เปิดรับออเดอร์)"
        ),
        None,
    ),
    "browse_products": (
        re.compile(
            r"(?:มองหา|หาซื้อ|หา|อยากได้|อยากกิน|อยากซื้อ|ไค่ได้|ไค่กิ๋น|ไค่กิน|อยากเบิ่ง|ซื้อ|ขาย|ทำ|มีแต่|มี|ราคา|ค้นหา"
            r"|ดู|แนะนำ|แนว|พวก|หมวด)"
        ),
        re.compile(r"\s?(?:มี|ขาย|ราคา|ไหม|มั้ย|กี่|เท่าไ|โลละ|ขีดละ|กิโลละ|บ่|ก่อ|หม้าย|จัก|ออก|ยัง|ที่ไหน|อยู่|เหลือ|แถว|ถูก|ใน)"),
    ),
    "contact_seller": (
        re.compile(
            r"(?:สั่งซื้อ|สั่ง|ขอซื้อ|จะซื้อ|อยากซื้อ|ซื้อ|คนขาย|คนทำ|แม่ค้า|พ่อค้า|เจ้าของ|ร้าน|สนใจ|อยากได้|ต้องการ|ไค่ได้"
            r"|ขอเบอร์|เบอร์|จอง|เอา|ขอ|รับ|ที่ลง|ขาย|CF|cf|ของ)"
        ),
        None,
    ),
    "my_posts": (
        re.compile(
            r"(?:แก้ราคา|ลดราคา|ขึ้นราคา|เปลี่ยนราคา|ปรับราคา|ราคา|ลบสินค้า|ลบโพสต์?(?:ขาย)?|ลบประกาศ(?:ขาย)?"
            r"|ลบ|ปลดโพสต์?|ปลด|ปิดการขาย|ปิดขาย|ต่ออายุ(?:โพสต์?)?|ซ่อนโพสต์?(?:ขาย)?"
            r"|โพสต์?ขาย|ประกาศขาย|โพสต์?|ยืด|รูป|ลงขาย|ขาย|แก้|สต็อก)"
        ),
        re.compile(r"\s?(?:หมด|ขายหมด|เบิด|เหลือ|เสี้ยง|ขายได้|มีคนเอา|เปลี่ยน|แก้|ลบ)"),
    ),
}
"""Intent → (word before the thing, what stands behind it), both optional in the sentence."""

_HEADED_ENDS: Final = ENDS - {"กิน", "ทำ", "เข้า", "ออก"}
"""Words that a feast's or a sight's own name may hold: งานเทศกาลกินปลา."""

_SIGHT: Final = re.compile(
    r"(?:น้ำตก|โฮมสเตย์|โฮมสเต|ที่พัก|รีสอร์ท|บ้านพัก|บ้านสวน|เกสต์เฮาส์|สวน|ถ้ำ|วัด|ร้าน(?:อาหาร|กาแฟ|ก๋วยเตี๋ยว|ลาบ"
    r"|ส้มตำ|ข้าว|หมูกระทะ)?|คาเฟ่|คาเฟ|จุดชมวิว|จุดกางเต็นท์|ลานกางเต็นท์|จุด|ดอย|ภู(?!ม)|ม่อน|อ่างเก็บน้ำ"
    r"|หนอง|บึง|ทะเลบัว|ทุ่ง|ไร่|ตลาด|ถนนคนเดิน|ศูนย์(?:เรียนรู้|สาธิต|วัฒนธรรม)|แหล่งเรียนรู้|แหล่งท่องเที่ยว|พิพิธภัณฑ์|ลาน"
    r"|ฟาร์ม|สะพาน|ล่องแพ|ล่องเรือ|ศาล(?!า)|พระธาตุ|หาด|เกาะ|เขา(?!ไป|มา|จะ|ทำ|ว่า|ให้|บอก)"
    r"|แก่ง|น้ำพุร้อน|บ่อน้ำร้อน|ป่าชุมชน|ป่าชายเลน|ป่า|ฝาย|เขื่อน|เส้นทาง\S{0,4}|ห้องสมุด|โรงงาน|โคกหนองนา|เมืองเก่า"
    r"|หมู่บ้าน(?:ทอผ้า|จักสาน|ท่องเที่ยว)|ผา|นาขั้นบันได|ที่เที่ยว|ตี้แอ่ว|ที่กางเต็นท์|ที่นั่งเล่น|ที่กิน)"
)
_RITE: Final = re.compile(
    r"(?:ประเพณี|ประเพนี|ปะเพณี|เทศกาล|งานบุญ|งานแห่|งานวัด|งานลอยกระทง|งานปอย|งานประจำปี|งาน|พิธี|บุญ"
    r"|ลอยกระทง|ลอยกะทง|ยี่เป็ง|สงกรานต์|แห่|ชักพระ|ลากพระ|สารท(?:เดือนสิบ|ไทย)?|ชิงเปรต|ปอย|ทอด(?:กฐิน|ผ้าป่า)"
    r"|กฐิน|ผ้าป่า|ตักบาตร\S{0,4}"
    r"|ตาน|เลี้ยงผี|ไหว้(?!ใจ)|กินเจ|บายศรี|สู่ขวัญ|ทำขวัญ|แข่งเรือ|แข่ง|รำ(?!คาญ)|ผีตาโขน|ผูกเสี่ยว|รดน้ำดำหัว"
    r"|เข้าพรรษา|ออกพรรษา|บั้งไฟ|กวนข้าวทิพย์|ลงแขก|วิ่งควาย|มาฆบูชา|วิสาขบูชา|ฮีต|ถือศีล|ลูกลม|ตรุษ|ปีใหม่ม้ง|กินข้าวใหม่"
    r"|ลาซัง|ว่าว|สืบชะตา)"
)
_TITLE: Final = (
    r"(?:นางสาว|น\.ส\.|นาง|นาย|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|คุณ|น้อง|พี่|ลุง|ป้า|น้า|อา(?!สา|จารย์|ทิตย์|หาร|ยุ|คาร)"
    r"|ตา|ยาย|ปู่|ย่า|สาว|บ่าว|หนุ่ม|ไอ้|อ้าย|เอื้อย|ผู้ช่วย|เลขา|หมอ|ครู|อาจารย์|หนาน|น้าสาว|แม่หลวง|พ่อหลวง|ป้อหลวง|กำนัน"
    r"|พ่อ|แม่|ลูก|หลาน|บัง|โกะ|เจ๊|เฮีย)"
)
_PERSON: Final = re.compile(
    rf"(?P<cue>(?<!ลง)(?<!จด)(?<!เพิ่ม)(?<!ถอน)(?<!ใส่)(?<!มี)(?<!เอา)ชื่อ(?:ว่า)?"
    rf"|นามสกุล)\s?(?P<named>(?:{_TITLE})?[ก-๎A-Za-z])|(?P<title>{_TITLE})(?=[ก-ฮเแโใไA-Za-z])"
)
_NO_PERSON_AFTER: Final = re.compile(
    r"(?:ชื่อ|เพิ่ง|พึ่ง|สมบัติ|ภาพ|ผม|ฉัน|หนู|เรา|ข่อย|เฮา|เขา|เค้า|แก|ท่าน|สาว|ชาย|หญิง|ๆ|คน|ไป|มา|ไม่|บ่|จะ|ก็|ให้|หื้อ|ที่|ใน|ไหน|ใคร|ไผ"
    r"|สอง|สาม|ด้วย|หน่อย|นำ|เรียน|สมัคร|อยาก|ขอ|ใหญ่บ้าน|ช่วย|สมาชิก|เก่า|ใหม่|ลูก|เป็น|อะไร|ยัง|อยู่|อายุ|เลี้ยง|กับ"
    r"|และ|เข้า"
    r"|ของ|ค้า|บ้าน|ตัว|ป่วย|พา|ใช้|ทำ|ได้|ตั้ง|ทั้ง|ครับ|ค่ะ|คะ|จ้า|นี้|ตำ|แทน|เพิ่ม|ออก|สำรอง|เต็ม|จริง|เล่น|หมู่|กลุ่ม"
    r"|ศูนย์|ผู้|น้อย(?=\s|$)|ต้อง|ลง|เอา|เฒ่า|สะใภ้|เขย|ชิ้น|มือ|ประกาศ|แจ้ง|จาก|หลาน|บอก|ถาม|สอน|ว่า|แล้ว)"
)
_NAME_ENDS: Final = re.compile(
    r"\s|\x00|\d|[,.:!?()]|(?=(?:ประกาศ|แจ้ง|บอก|เป็น|แทน|ทำ|ส่ง|ดูแล|ลง|ออก|เข้า|ด้วย|หน่อย|ครับ|ค่ะ|คะ|คับ"
    r"|จ้า|เจ้า|เด้อ|เน้อ|นะ|ไป|มา|ได้|ให้|หื้อ|เรียน|อบรม|คอร์ส|อยู่|แล้ว|ไม่|บ่|จะ|ที่|ถึง|กับ|และ|ช่วย|เหีย|แหน่|แน่|นำ"
    r"|โตย|สมัคร|อายุ|หมู่|คนใหม่|คนเดิม|แทนคน|สอง|ตั้งแต่|จน|ใน|ชั่วคราว|เลย|เป๋น|คนเก่า|เฉพาะ|มี|สิทธิ|ต้ะ|อีก|เรื่อง"
    r"|วัน|แก|เขา|รับ|ชั้น|ต่อ|คนเดียว|ออกจาก|ทุก|ใช้|ละ|ขึ้น|จัดการ|พิมพ์|ตอบ|อนุมัติ|โพสต์|ย้าย|เพิ่ม|แทรก|ซะ|เถอะ|คุม"
    r"|พูด|เขียน|เข้าระบบ|เป็นคน|ที|ค่อย|ก่อน|หลัง|เพราะ|ว่า|สำหรับ))"
)


def name(text: str, words: list[str], intent: str, priced_at: int = -1) -> Entity | None:
    """The name in an understood sentence, or None. `text` has prices, days, phones and addresses blanked;
    `priced_at` is where the price expression begins: goods often stand right before it.
    """
    if intent in _THINGS:
        return _thing(text, words, *_THINGS[intent], priced_at)
    if intent in ("post_place", "browse_places"):
        return _headed(_SIGHT, text, words)
    if intent in ("post_tradition", "browse_traditions"):
        return _headed(_RITE, text, words)
    if intent in ("register", "enrol_course", "delegate_role", "cancel_enrolment"):
        return _person(text, words) or _called(text, words, intent)
    return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: int
    run: Run


def _thing(
    text: str, words: list[str], lead: re.Pattern[str], after: re.Pattern[str] | None, priced_at: int
) -> Entity | None:
    leads = {match.end() for match in lead.finditer(text)}
    best: _Candidate | None = None
    for place, found in enumerate(runs(text, words)):
        run = _without_lead(found, lead, text)
        if run is None or not _LETTERS.search(text, run.start, run.end):
            continue
        score = -place
        if _ELSEWHERE.search(text, max(0, run.start - 8), run.start):
            score -= 5
        if run.start in leads or len(text[: run.start].rstrip()) in leads or run is not found:
            score += 4
        if priced_at >= 0 and 0 <= priced_at - run.end <= 1:
            score += 4
        if after and after.match(text, run.end):
            score += 2
        if run.end - run.start < 2:
            score -= 6
        if best is None or score > best.score:
            best = _Candidate(score, run)
    return _as_entity(text, best.run) if best else None


_LETTERS: Final = re.compile(r"[ก-ฮA-Za-z]{2}|[เแโใไ][ก-ฮ]|[ก-ฮ][ะ-ู่-๋]")
_ELSEWHERE: Final = re.compile(r"(?:จาก|ที่|ใน|แถว|โดย|ข้าง|ใกล้|ถึง|กับ|เพราะ|อยู่|ต้อง|จะ|ไม่|บ่)\s?\Z")


def _without_lead(run: Run, lead: re.Pattern[str], text: str) -> Run | None:
    """The run without the word before the thing where newmm has cut both as one ("คนขายปลา|ส้ม")."""
    match = lead.match(text, run.start)
    if match is None or match.end() > run.end:
        return run
    return None if match.end() == run.end else replace(run, start=match.end())


def _headed(head: re.Pattern[str], text: str, words: list[str]) -> Entity | None:
    """The first run of words with such a head word, from the head on; one with a name of its own before a bare one."""
    bare: Entity | None = None
    for run in runs(text, words, 0, _HEADED_ENDS, frozenset()):
        match = head.search(text, run.start, run.end)
        if match is None:
            continue
        found = _as_entity(text, run, match.start())
        if match.end() < run.end:
            return found
        bare = bare or found
    return bare


def _as_entity(text: str, run: Run, start: int = -1) -> Entity:
    begin = run.start if start < 0 else start
    return Entity("name", text[begin : run.end], begin, run.end)


def _person(text: str, words: list[str]) -> Entity | None:
    starts = set(accumulate((len(word) for word in words), initial=0))
    for match in _PERSON.finditer(text):
        if match.start() not in starts:
            continue
        start = match.start("named") if match["cue"] else match.start("title")
        own = match.start("named") if match["cue"] else match.end("title")
        if _NO_PERSON_AFTER.match(text, own):
            continue
        end_match = _NAME_ENDS.search(text, own + 1)
        end = end_match.start() if end_match else len(text)
        if match["cue"]:
            end = _with_surname(text, end)
        if 1 < end - own <= 40:
            return Entity("name", text[start:end].strip(), start, end)
    return None


_SELF: Final = re.compile(r"(?:^|\s)(?:กระผม|ผม|ดิฉัน|หนู)(?P<own>[ก-ฮเแโใไ][ก-๎]{2,14}?)(?:ครับ|คับ|ค่ะ|คะ)")
_GIVEN: Final = re.compile(
    r"(?:ให้|หื้อ)(?P<own>[ก-ฮเแโใไ][ก-๎]{1,14}?)(?:ประกาศ|ทำแทน|แจ้ง|ส่งประกาศ|ส่งข้อความ|ดูแล|เป็นคน|เป็นเน็ต|ช่วย|พิมพ์|โพสต์)"
)
_ROLES: Final = re.compile(
    r"ผู้|คน|เลขา|กรรม|อสม|เน็ต|ลูกบ้าน|สมาชิก|อบต|ประธาน|ใคร|ไผ|กำนัน|สารวัตร|ระบบ|บอท|น้องบอท|หน่อย|ด้วย|แทน|ชาว|ทุก|ตัว"
)


def _called(text: str, words: list[str], intent: str) -> Entity | None:
    """A name without a title: "ผมวิชัยครับ", "ให้เมย์ประกาศแทน"."""
    for match in (_GIVEN if intent == "delegate_role" else _SELF).finditer(text):
        start, end = match.span("own")
        if _NO_PERSON_AFTER.match(text, start) or _ROLES.match(text, start):
            continue
        run = next(runs(text, words, start, ENDS, frozenset()), None)
        if run and run.start == start and run.end >= end:
            return Entity("name", text[start:end], start, end)
    return None


_SURNAME: Final = re.compile(r"\s[ก-ฮเแโใไ][ก-๎]{2,18}(?=\s|\Z|\x00)")


def _with_surname(text: str, end: int) -> int:
    match = _SURNAME.match(text, end)
    if match and not _NAME_ENDS.match(text, match.start() + 1) and not _NO_PERSON_AFTER.match(text, match.start() + 1):
        return match.end()
    return end
