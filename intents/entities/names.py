"""The name in a sentence: the thing posted, sought or ordered, or the person registered, enrolled or appointed."""

import re
from dataclasses import dataclass, replace
from typing import Final

from intents.entities.edges import NO_THING, trimmed
from intents.entities.people import person
from intents.entities.tokens import ENDS, Run, run_at, runs
from intents.entities.units import MEASURES
from intents.thai.words import is_word
from intents.understanding import Entity

_THINGS: Final[dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]] = {
    "post_product": (
        re.compile(
            r"(?:ลงขาย|ขายด่วน|ประกาศขาย|โพส(?:ต์?)?ขาย|เปิดขาย|เปิดพรี(?:ออเดอร์)?|ฝากขาย|ขาย(?:ของ)?|ปล่อย|ลงทะเบียนสินค้า|เพิ่มสินค้า|ลงสินค้า"
            r"|ปร่อย|(?:ใคร|ไผ)(?:อยาก|ไค่)ได้|ได้(?=[ก-๎]{2,24}?มา)|ต่ำ(?=สาด|เสื่อ|ผ้า|ซิ่น|แพร)"
            r"|(?:(?<=แม่)|(?<=ยาย)|(?<=ย่า)|(?<=ป้า)|(?<=น้า)|(?<=พ่อ)|(?<=ลุง))(?:ดอง|นึ่ง|คั่ว|กวน|หมัก|เก็บ)(?=[ก-ฮเแโใไ])"
            r"|ชื่อ(?:สินค้า)?|รับจอง|ฮับจอง|เปิดจอง"
            r"|ได้แก่|คือ|พร้อมส่ง|รับพรี|พรี(?:ออเดอร์)?(?!เมี)|ปลูก|เพ้นท์|เพนท์|สาน(?!ส)|(?<!กลุ่ม)ทอ(?=ผ้า|เสื่อ|ซิ่น|ย่าม)|เย็บ|ถัก|ปัก(?!ษ)|เลี้ยง|เพาะ|เฮ็ด|เยียะ|(?<!รับ)(?<!สั่ง)ทำ|ฝากลง|ลงประกาศ|เอา|ลง|โพส(?:ต์?)?|เพิ่ม|มี|รับทำ|จำหน่าย|เปิดรับออเดอร์)"
        ),
        None,
    ),
    "browse_products": (
        re.compile(
            r"(?:มองหา|หาซื้อ|หา|อยากชิม|อยากลอง|อยากได้|อยากกิน|อยากซื้อ|ไค่ได้|ไค่กิ๋น|ไค่กิน|อยากเบิ่ง|ซื้อ|ขาย|ทำ|มีแต่|มี|ราคา|ค้นหา"
            r"|ดู|แนะนำ|แนว|พวก|หมวด)"
        ),
        re.compile(r"\s?(?:มี|ขาย|ราคา|ไหม|มั้ย|กี่|เท่าไ|โลละ|ขีดละ|กิโลละ|บ่|ก่อ|หม้าย|จัก|ออก|ยัง|ที่ไหน|อยู่|เหลือ|แถว|ถูก|ใน)"),
    ),
    "contact_seller": (
        re.compile(
            r"(?:สั่งซื้อ|สั่ง|สัง(?!ก(?!ล้วย|ุ้ง|ะปิ|าแฟ|บ)|ข(?!้าว|นม|อง|วด|า)|เกต|คม|เวช|หาร|ฆ)|ขอซื้อ|จะซื้อ|อยากซื้อ|ซื้อ|แม่ก้า|ป้อก้า|คนขาย|คนทำ|แม่ค้า|พ่อค้า|เจ้าของ|ร้าน|สนใจ|อยากได้|ต้องการ|ไค่ได้"
            r"|ขอเบอ(?:ร์?)?|เบอ(?:ร์?)?(?![ก-๎]อ)|(?:ขอ)?ไลน์(?:ของ)?|จอง|เอา|ขอ(?!ง)|รับ|ที่ลง|ต่อราคา|ราคา|ขาย|CF|cf|ของ)"
        ),
        None,
    ),
    "my_posts": (
        re.compile(
            r"(?:แก้ราคา|ลดราคา|ขึ้นราคา|เปลี่ยนราคา|ปรับราคา|ราคา|ลบสินค้า|ลบโพส(?:ต์?)?(?:ขาย)?|ลบประกาศ(?:ขาย)?"
            r"|ลบ|ปลดโพส(?:ต์?)?|ปลด|ปิดการขาย|ปิดขาย|ต่ออายุ(?:โพส(?:ต์?)?)?|ซ่อนโพส(?:ต์?)?(?:ขาย)?"
            r"|โพส(?:ต์?)?ขาย|ประกาศขาย|โพส(?:ต์?)?|ยืด|รูป|ลงขาย|ขาย|แก้|สต็อก)"
        ),
        re.compile(r"\s?(?:หมด|ขายหมด|เบิด|เหลือ|เสี้ยง|ขายได้|มีคนเอา|เปลี่ยน|แก้|ลบ)"),
    ),
}
"""Intent → (word before the thing, what stands behind it), both optional in the sentence."""

_SOFT: Final = frozenset({"กิน", "ทำ", "ออก", "แจก", "รับ", "ส่ง", "ขึ้น", "มอบ", "ชิม", "ลอง"})
_HEADED_ENDS: Final = ENDS - _SOFT
"""Words that a feast's or a sight's own name may hold: งานเทศกาลกินปลา."""

_SIGHT: Final = re.compile(
    r"(?:น้ำตก|(?<!ผัก)(?<!อา)ก๋?าด(?=[ก-ฮเแโใไ])|ราน(?=ก๋วย|อาหาร|กาแฟ|ขนม|ลาบ|ส้มตำ|ข้าว|หมู|ชา)|โฮมสเตย์|โฮมสเต|ที่พัก|รีสอร์ท|บ้านพัก|บ้านสวน|เกสต์เฮาส์|สวน|ถ้ำ|วัด|ร้าน(?:อาหาร|กาแฟ|ก๋วยเตี๋ยว|ลาบ"
    r"|ส้มตำ|ข้าว|หมูกระทะ)?|คาเฟ่|คาเฟ|จุดชมวิว|จุดกางเต็นท์|ลานกางเต็นท์|จุด|ดอย|ภู(?!ม)|ม่อน|อ่างเก็บน้ำ"
    r"|หนอง|บึง|ทะเลบัว|ทุ่ง|ไร่|ตลาด|ถนนคนเดิน|ศูนย์(?:เรียนรู้|สาธิต|วัฒนธรรม)|แหล่งเรียนรู้|แหล่งท่องเที่ยว|พิพิธภัณฑ์|ลาน"
    r"|ฟาร์ม|สะพาน|ล่องแพ|ล่องเรือ|ศาล(?!า)|พระธาตุ|หาด|เกาะ|เขา(?!ไป|มา|จะ|ทำ|ว่า|ให้|บอก)"
    r"|แก่ง|น้ำพุร้อน|บ่อน้ำร้อน|ป่าชุมชน|ป่าชายเลน|ป่า|ฝาย|เขื่อน|เส้นทาง\S{0,4}|ห้องสมุด|โรงงาน|โคกหนองนา|เมืองเก่า"
    r"|หมู่บ้าน(?:ทอผ้า|จักสาน|ท่องเที่ยว)|ผา|นาขั้นบันได|ที่กางเต็นท์|ที่นั่งเล่น"
    r"|ฮ้าน|เฮือน(?=เก่า|ไม้|โบราณ|พัก)|เรือน(?=ไทย|โบราณ|แพ|เก่า)|ตาด(?=[ก-ฮเแโใไ])|ห้วย|ลำธาร|คลอง|อุทยาน|วนอุทยาน|โบราณสถาน|ปราสาท|เจดีย์|กู่(?=[ก-ฮเแโใไ])|ชายหาด|แพ(?=พัก|อาหาร|ลุง|ป้า|ตา|ยาย|พี่|น้า|แม่|พ่อ)|หอ(?=ศิลป์|ชม|ดู|คำ|ไตร)|ท่าเรือ|ท่าน้ำ|กำแพง|สำนักสงฆ์|โบสถ์|วิหาร|อาราม|พระใหญ่|รอยพระพุทธบาท|บ่อน(?=กิน|กิ๋น|พัก|นั่ง|เล่น)|หอดูดาว|สกายวอล์ค|สเก็ต|สวนสนุก|ตึกเก่า"
    r"|สวนสาธารณะ|ที่(?:เที่ยว|กิ๋น|กิน)|ตี้(?:แอ่ว|กิ๋น)|(?:แหล่ง|สถานที่)ท่องเที่ยว)"
)
_RITE: Final = re.compile(
    r"(?:ประเพณี|ประเพนี|ปะเพณี|เทศกาล|งานบุญ|งานแห่|งานวัด|งานลอยกระทง|งานปอย|งานประจำปี|งาน|พิธี|บุญ"
    r"|ลอยกระทง|ลอยกะทง|ยี่เป็ง|สงกรานต์|แห่|ชักพระ|ลากพระ|สารท(?:เดือนสิบ|ไทย)?|ชิงเปรต|ปอย|ทอด(?:กฐิน|ผ้าป่า)"
    r"|กฐิน|ผ้าป่า|ตักบาตร\S{0,4}"
    r"|ตาน|เลี้ยงผี|ไหว้(?!ใจ)|กินเจ|บายศรี|สู่ขวัญ|ทำขวัญ|แข่งเรือ|แข่ง|รำ(?!คาญ)|ผีตาโขน|ผูกเสี่ยว|รดน้ำดำหัว"
    r"|เข้าพรรษา|ออกพรรษา|บั้งไฟ|กวนข้าวทิพย์|ลงแขก|วิ่งควาย|มาฆบูชา|วิสาขบูชา|ฮีต|ถือศีล|ลูกลม|ตรุษ|ปีใหม่ม้ง|กินข้าวใหม่"
    r"|ลาซัง|ว่าว|สืบชะตา|ฟ้อน|หนังตะลุง|โนรา|มโนราห์|ลิเก(?!ต)|หมอลำ|เพลงบอก|ลำตัด|เซิ้ง|เทศน์|เวียนเทียน|บวช|สรงน้ำ|ก่อ(?:เจดีย์|พระ)|อุ้มพระ|รับบัว|โยนบัว|ไหลเรือไฟ|ลอย(?=เรือ|โคม|แพ|ทะเล)"
    r"|จุด(?:บั้งไฟ|ไฟตูมกา|ลูกหนู)|เลี้ยง(?:ปู่ตา|ดอน|เจ้า)|เซ่น|สลากภัต|ทำบุญ|ชนวัว|กวนข้าว|กวนเข้า)"
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
        return person(text, words, intent)
    return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: int
    run: Run


def _thing(
    text: str, words: list[str], lead: re.Pattern[str], after: re.Pattern[str] | None, priced_at: int
) -> Entity | None:
    spans = [match.span() for match in lead.finditer(text)]
    leads = {end for _, end in spans}
    best: _Candidate | None = None
    for place, found in enumerate(runs(text, words)):
        for start, end in spans:
            if start < found.start < end < found.end:
                found = replace(found, start=end)  # "ขา|ยก|ล้วน้ำว้า": cut in the middle of ขาย
        run = _without_lead(found, lead, text, words)
        if run is None or text[run.start : run.end] in ENDS or not _LETTERS.search(text, run.start, run.end):
            continue
        if NO_THING.fullmatch(text, run.start, run.end) or _STAFF.search(text, max(0, run.start - 8), run.start):
            continue
        score = -place
        if _CAUGHT.match(text, run.end):
            score -= 6
        if _ELSEWHERE.search(text, max(0, run.start - 8), run.start):
            score -= 5
        if run.start in leads or len(text[: run.start].rstrip()) in leads or run is not found:
            score += 4
        if priced_at >= 0 and 0 <= priced_at - run.end <= 1:
            score += 4
        if after and after.match(text, run.end):
            score += 2
        if run.end - run.start < 2 or _MEASURE.fullmatch(text, run.start, run.end):
            score -= 6
        if best is None or score > best.score:
            best = _Candidate(score, run)
    if best is None:
        return None
    is_young = text.endswith("ลูก", 0, best.run.start) and _ANIMAL.match(text, best.run.start)
    return trimmed(_as_entity(text, best.run, best.run.start - len("ลูก") if is_young else -1), text)


_STAFF: Final = re.compile(r"(?:แอดมิน|แอด)\s?\Z")
"""Before what the staff does: "แอดมิน|ตรวจนานจัง"."""
_CAUGHT: Final = re.compile(r"ได้(?!มา|ไหม|มั้ย|ม่าย|บ่|ก่อ|ที่|เลย|ทุก)[ก-๎]{2,24}?มา")
"""Behind what one caught or gathered with, and before the catch: "ทอดแห|ได้ปลากระบอกมา"."""
_ANIMAL: Final = re.compile("ไก่|หมู|เป็ด|วัว|ควาย|ปลา|หมา|แมว|แพะ|แกะ|ม้า|นก|สุนัข|กบ|เต่า|กุ้ง|ปู(?!ผ)")
"""A word for kin begins no name; before these it means their young."""


_MEASURE: Final = re.compile(rf"{MEASURES}\s?(?:เล็ก|กลาง|ใหญ่)?")
_LETTERS: Final = re.compile(r"[ก-ฮA-Za-z]{2}|[เแโใไ][ก-ฮ]|[ก-ฮ][ะ-ู่-๋]")
_ELSEWHERE: Final = re.compile(
    r"(?:กลุ่ม|วิสาหกิจ|วิสาหกิจชุมชน|สหกรณ์|ชมรม|จาก|ที่|ใน|แถว|โดย|ข้าง|ใกล้|ถึง|กับ|เพราะ|อยู่"
    r"|ต้อง|จะ|ไม่|บ่)\s?\Z"
)


def _without_lead(run: Run, lead: re.Pattern[str], text: str, words: list[str]) -> Run | None:
    """The run without the word before the thing where newmm has cut both as one ("คนขายปลา|ส้ม"); มีด holds no มี."""
    match = lead.match(text, run.start)
    if match is None or match.end() > run.end:
        return run
    if match.end() == run.end:
        return None
    begins, ends = _word_around(words, match.end())
    if begins != match.end() and not is_word(text[match.end() : ends]):
        return run
    return _without_lead(replace(run, start=match.end()), lead, text, words)


def _word_around(words: list[str], place: int) -> tuple[int, int]:
    """Where the word begins and ends that holds a place of the text."""
    begin = 0
    for word in words:
        if place < begin + len(word):
            return begin, begin + len(word)
        begin += len(word)
    return begin, begin


def _headed(head: re.Pattern[str], text: str, words: list[str]) -> Entity | None:
    """The first run of words with such a head word, from the head on; one with a name of its own before a bare one."""
    bare: Entity | None = None
    for run in runs(text, words, 0, _HEADED_ENDS, frozenset()):
        match = head.search(text, run.start, run.end)
        while match and not _begins_word(text, match.start(), words):
            match = head.search(text, match.start() + 1, run.end)
        if match is None or _BESIDE.search(text, max(0, match.start() - 8), match.start()):
            continue
        if bare and _ELSEWHERE.search(text, max(0, run.start - 8), run.start):
            continue
        if _OURS.search(text, run.start, run.end) and _US.match(text, run.end) and match.end() < run.end - len("บ้าน"):
            run = replace(run, end=run.end - len("บ้าน"))
        run = _with_verb(text, words, run) if match.end() == run.end else run
        found = _without_day(_as_entity(text, run, match.start()), match.end() - match.start())
        owned = _without_owner(found, match.end())
        named = trimmed(owned, text)
        if named and match.end() < run.end and named.end > match.end():
            return named
        bare = bare or named
    return bare


_BESIDE: Final = re.compile(r"(?:ใกล้|ใกล้ๆ|แถว|แถวๆ|ตรงข้าม|ติดกับ|จาก|หน้า|หลัง|ข้าง|ริม)\s?\Z")
"""Before a head that only tells where the thing is."""
_VERB: Final = re.compile(r"เปิด|ปิด|รับ|ส่ง|เข้า|ออก|ขึ้น|ลง|ขอ(?!ง|ให้|เพิ่ม|ลง)|เลี้ยง|จัด(?=ดอก|พาน)|ใส่(?!รูป|ชื่อ|ข้อมูล)")


def _with_verb(text: str, words: list[str], run: Run) -> Run:
    """A bare head and what is done there, if that is told in the same breath: "พิธี|เปิดยุ้ง"."""
    verb = _VERB.match(text, run.end)
    rest = run_at(text, words, verb.end()) if verb else None
    if rest is None or rest.start != (verb.end() if verb else -1) or rest.end - rest.start > _LONGEST_REST:
        return run
    return replace(run, end=rest.end)


_LONGEST_REST: Final = 14


def _begins_word(text: str, start: int, words: list[str]) -> bool:
    """Whether a head stands for itself there: that of ลง|จุด does, cut as one word; the ลาน of หลาน does not."""
    begin, _ = _word_around(words, start)
    return begin == start or is_word(text[begin:start])


_OURS: Final = re.compile(r"บ้าน\Z")
_US: Final = re.compile("เรา|เฮา|ข่อย|ฉัน|ผม|หนู|ฉาน|ข้าเจ้า|โหม|หมู่เฮา|ดิฉัน")
_DAY: Final = re.compile(
    r"(?:ปี(?:หน้า|นี้|ที่แล้ว)|เดือน(?:หน้า|นี้)|วันที่|วัน(?:ไหน|ใด)|เข้าสู่|เข้าใน|เข้าระบบ|(?:รับ|ส่ง|ขึ้น|ทำ|กิน|ออก|แจก|มอบ)\Z)"
)


def _without_day(found: Entity, head: int) -> Entity:
    name = str(found.value)
    day = _DAY.search(name, head)
    if day is None:
        return found
    kept = name[: day.start()].rstrip()
    return Entity("name", kept, found.start, found.start + len(kept))


_OWNER: Final = re.compile(
    r"(?:ของ(?:ชุมชน|หมู่บ้าน|บ้าน|โรงเรียน|วัด|ตำบล|อำเภอ|เรา|ชาว|คุ้ม|ซอย|ทาง)|ประจำ(?:ปี|หมู่บ้าน|ตำบล|อำเภอ))"
)


def _without_owner(found: Entity, head_end: int) -> Entity:
    """ "ประเพณีสารทเดือนสิบของชุมชนบ้านปากน้ำ": whose it is belongs to the name only if there is no other."""
    name = str(found.value)
    owner = _OWNER.search(name, head_end - found.start + 2)
    if owner is None:
        return found
    kept = name[: owner.start()].rstrip()
    return Entity("name", kept, found.start, found.start + len(kept))


_VARIETY: Final = re.compile(
    r"(?:(?<=มือ)\s?2|(?<=มะลิ)\s?105|(?<=กข)\.?\s?\d{1,3}|(?<=RRIM)\s?\d{3}|(?<=rrim)\s?\d{3})(?!\d)"
)
"""Numbers that belong to the name of a rice or rubber tree."""


def _as_entity(text: str, run: Run, start: int = -1) -> Entity:
    begin = run.start if start < 0 else start
    variety = _VARIETY.match(text, run.end)
    end = variety.end() if variety else run.end
    return Entity("name", text[begin:end], begin, end)
