"""Where: village numbers, tambon, amphoe and province (names from geothai), and places named after "ที่"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import geothai

from intents.entities.blanks import BLANK
from intents.entities.numbers import WORDS, read_number
from intents.entities.patterns import one_of
from intents.entities.tokens import Run, run_at
from intents.understanding import Entity

_VILLAGE: Final = re.compile(
    rf"(?:หมู่(?:บ้าน)?(?:ที่)?|บ้านหมู่(?:ที่)?|(?<!อส)(?<!ก)ม\.|ม(?<![ก-๎.]ม)(?=\d))\s?(?P<n>\d{{1,3}}|{WORDS})"
    r"(?![\d.:]|\s?(?:โมง|ทุ่ม|โล|ถุง|/|ตัว))"
)
_MOVED: Final = re.compile(
    r"(?:จาก|อยู่|เดิม)\s?(?:บ้าน)?(?:หมู่|ม\.|ต\.|ตำบล).{1,30}?(?:เป็น|ไป"
    r"|มา)(?:อยู่)?(?:ที่)?\s?(?=(?:บ้าน)?(?:หมู่|ม\.|ต\.|ตำบล))"
)
"""Of a move the new village counts: "จากหมู่ 2 เป็นหมู่ 8"."""
_SCHOOL_BEFORE: Final = re.compile(r"(?:นักเรียน|ชั้น|เรียน|เด็ก|จบ|ระดับ|มัธยม|เรียนอยู่|สอบเข้า|ขึ้น)\s?\Z")
_LEVELS: Final[dict[str, str]] = {
    "ต.": "tambon", "ตำบล": "tambon", "แขวง": "tambon", "ต": "tambon", "อ.": "amphoe", "อำเภอ": "amphoe",
    "เขต": "amphoe",
    "อ": "amphoe", "จ.": "province", "จังหวัด": "province", "จ": "province",
}  # fmt: skip
_ADDRESS: Final = re.compile(
    r"(?P<level>ตำบล|แขวง|อำเภอ|เขต(?!\s?(?:อ\.|อำเภอ|ต\.|ตำบล|เทศบาล|จ\.|จังหวัด))|จังหวัด|(?<![ก-๎.])(?!ต\.\s?ค\.?(?![ก-๎]))[ตอจ]\.|(?<=[ก-๎])[อจ]\."
    r"|(?<![ก-๎.])[ตอจ](?=\s[ก-๎]{2}))\s?(?=[ก-ฮเแโใไ])"
)
_NO_NAME: Final = re.compile(
    r"(?:ท่าน(?![ะัาำิ-ฺ็-๎])|นี้|เรา|เฮา|ไหน|ใด|อื่น|ของ|ทั้ง|ต่างๆ|มี|ที่|อะไร|เดียว|ละ|ใกล้|ข้าง|บ้าน(?:เรา|เฮา)|เพื่อน|ไม่|ก็|ได้|เป็น)"
)
_GUARD: Final = re.compile(r"ต(?:ำบล|\.|(?<![ก-๎]ต)\s)|แขวง|อ(?:ำเภอ|\.|(?<![ก-๎]อ)\s)|เขต|จ(?:ังหวัด|\.|(?<![ก-๎]จ)\s)")
_SHORT_PROVINCES: Final = frozenset({"กรุงเทพ", "กรุงเทพฯ", "กทม", "กทม.", "อยุธยา", "โคราช"})
_BARE_NOT: Final = frozenset({"เลย", "ตาก", "แพร่", "น่าน", "ตรัง", "สตูล", "ตราด"})
"""Provinces that are common words, or too short to be sure of without จ."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the writer lives: decides which of many places of one name is meant."""

    tambon: str = ""
    amphoe: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """One tambon of Thailand with the codes of the Department of Provincial Administration."""

    code: str
    tambon: str
    amphoe: str
    province: str


def village_no(text: str) -> tuple[str, int, int] | None:
    """The first village number of a normalised text as (Arabic digits, start, end); "ม.9", "หมู่ที่ ๙", "หมู่เก้า" → "9".

    A school class ("นักเรียน ม.3") is none.
    """
    if "ม" not in text:
        return None
    changed = _MOVED.search(text) if _may_have_moved(text) else None
    for match in _VILLAGE.finditer(text, changed.end() if changed else 0):
        before = text[max(0, match.start() - 9) : match.start()]
        if match.group().startswith("ม") and _SCHOOL_BEFORE.search(before):
            continue
        values = read_number(match["n"])
        if len(values) == 1 and 0 < values[0] < 200:
            return str(values[0]), match.start("n"), match.end("n")
    return None


def _may_have_moved(text: str) -> bool:
    """A cheap look before the dear one: who moves names where from and where to."""
    return "จาก" in text or "เดิม" in text or "ย้าย" in text or "แก้" in text


def address(text: str, words: list[str]) -> Iterator[Entity]:
    """Tambon, amphoe and province of a normalised text, each the first, as written without ต. อ. จ."""
    found: set[str] = set()
    if _GUARD.search(text):
        moved = _MOVED.search(text) if _may_have_moved(text) else None
        new = moved.end() if moved else 0
        for match in (*_ADDRESS.finditer(text, new), *(_ADDRESS.finditer(text, 0, new) if new else ())):
            key = _LEVELS[match["level"]]
            name = _name(text, words, match.end(), key)
            is_sure = len(match["level"]) > 1 or name in names(key)
            if name and is_sure and key not in found:
                found.add(key)
                yield Entity(key, name, match.end(), match.end() + len(name))
    if "province" not in found:
        yield from _bare_province(text, words)


def _name(text: str, words: list[str], start: int, key: str) -> str:
    if _NO_NAME.match(text, start):
        known = _known_prefix(text[start : start + 24], key)
        return known if len(known) > 3 else ""
    run = run_at(text, words, start)
    known = _known_prefix(text[start : start + 24], key)
    if run is None:
        return known
    name = text[run.start : run.end]
    level = re.search(r"ตำบล|อำเภอ|จังหวัด|หมู่|[อจต](?=\.)", name)
    if level and level.start():
        return name[: level.start()]
    if known and (not run.is_closed_by_space or run.count > 4 or len(name) > 18 or len(name) < len(known)):
        return known
    return name


def _known_prefix(text: str, key: str) -> str:
    known = names(key)
    for length in range(min(len(text), 24), 1, -1):
        if text[:length] in known and not re.match(r"[ะัาำิ-ฺ็-๎]", text[length : length + 1]):
            return text[:length]
    return ""


def _bare_province(text: str, words: list[str]) -> Iterator[Entity]:
    """A province by its name alone ("ของดีเชียงใหม่"): only as a whole word, and never one that is a common word."""
    known, position = names("province"), 0
    if known.isdisjoint(words):
        return
    for word in words:
        if word in known and word not in _BARE_NOT:
            before = text[:position].rstrip()
            if not before.endswith(("ต.", "อ.", "ตำบล", "อำเภอ", "บ้าน", "วัด", "เมือง")):
                yield Entity("province", word, position, position + len(word))
                return
        position += len(word)


@cache
def names(key: str) -> frozenset[str]:
    """Every name of a level (tambon, amphoe, province), short forms of daily use included."""
    if key == "province":
        return frozenset(p.name_th for p in geothai.provinces()) | _SHORT_PROVINCES
    districts = [d for p in geothai.provinces() for d in geothai.districts(p.code)]
    if key == "amphoe":
        return frozenset(d.name_th for d in districts) | {"เมือง"}
    return frozenset(s.name_th for d in districts for s in geothai.subdistricts(d.code))


@cache
def _areas() -> Mapping[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = {}
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            for tambon in geothai.subdistricts(district.code):
                area = Area(tambon.code, tambon.name_th, district.name_th, province.name_th)
                found.setdefault(tambon.name_th, []).append(area)
    return {name: tuple(areas) for name, areas in found.items()}


def areas(tambon: str, amphoe: str = "", province: str = "", home: Home | None = None) -> tuple[Area, ...]:
    """The tambons that a name can mean: those of the amphoe and province told, else those nearest the writer's home.

    "ในเมือง" alone is many; for somebody at home in จ.ขอนแก่น it is the one there. More than one left: ask.
    """
    found = _areas().get(tambon, ())
    for level, name in (("province", province), ("amphoe", amphoe)):
        if name:
            found = tuple(area for area in found if _is_named(area, level, name))
    for level in ("province", "amphoe"):
        near = tuple(area for area in found if home and _is_named(area, level, getattr(home, level)))
        found = near or found
    return found


def _is_named(area: Area, level: str, name: str) -> bool:
    own = area.amphoe if level == "amphoe" else area.province
    return own == name or (level == "amphoe" and name == "เมือง" and own.startswith("เมือง"))


_HEADS: Final = """
ศาลา วัด โรงเรียน รร. รร อบต อบจ เทศบาล ศูนย์ ศพด. ตลาด รพ.สต โรงพยาบาล รพ. อนามัย หอประชุม สนาม ลาน ห้องประชุม ที่ว่าการ
ที่ทำการ โดม
สหกรณ์ ธ.ก.ส. สี่แยก สามแยก ท่าน้ำ ท่าเรือ ริม หาด อ่างเก็บน้ำ หนอง ฝาย สะพาน มัสยิด โบสถ์ ปั๊ม เซเว่น คิวรถ ป้อม ชุมชน หน้า หลัง ข้าง
ปากทาง ปากซอย ท้ายซอย ซอย คุ้ม บ้าน สวน ไร่ ฟาร์ม ร้าน ทุ่ง ห้องสมุด ห้องอบรม ถนน กศน สกร. สกร สถานี เกาะ ดอย น้ำตก เขื่อน
ห้วย ลำห้วย คลอง แม่น้ำ ภู เขา ถ้ำ บึง บ่อ
ศาลเจ้า ศาลปู่ตา ศาลหลักเมือง
"""
_BESIDE: Final = "(?=วัด|บ้าน|อบต|โรงเรียน|ตลาด|ศูนย์|ศาลา|เซเว่น|อำเภอ|เทศบาล|ร้าน|สหกรณ์|โรงพยาบาล|อนามัย|รพ)"
_PLACE: Final = re.compile(
    one_of(
        _HEADS.split(),
        {
            "ภู": "(?=[ก-ฮเแโใไ])(?!ม)",
            "เขา": "(?=[ก-ฮเแโใไ])(?!ว่า|บอก|จะ|ให้|มา|ไป|ไม่|เปิด|จัด|แจก|ขาย|สอน)",
            "หน้า": _BESIDE,
            "หลัง": _BESIDE,
            "ข้าง": _BESIDE,
            "บ้าน": "(?=[ก-ฮเแโใไ])",
            "รร": "(?=[ก-ฮ])",
            "บ่อ": "(?!น)",
        },
    )
)
_VENUES: Final = frozenset({"ศาลา", "หอประชุม", "วัด", "ลาน", "สนาม", "โดม", "ห้องประชุม", "ที่ว่าการ", "ที่ทำการ"})
"""Where people are called together: a place also without "ที่"."""
_NATURE: Final = """
ริม หาด หนอง ทุ่ง เกาะ ดอย น้ำตก เขื่อน ห้วย ลำห้วย คลอง แม่น้ำ ภู เขา ถ้ำ บึง บ่อ สวน ไร่ ฟาร์ม ร้าน ซอย คุ้ม ถนน บ้าน ชุมชน หน้า หลัง ข้าง
"""
_WILD: Final = frozenset(_NATURE.split())
"""Heads that say nothing of where without a name behind them."""
_WHOSE: Final = re.compile(
    r"บ้าน(?:แม่|พ่อ|ยาย|ตา|ปู่|ย่า|ลุง|ป้า|น้า|อา|พี่|น้อง|เพื่อน|ลูก|หลาน|แฟน|สามี|ภรรยา|เมีย|ผัว|ป้อ|อุ๊ย|ตวย|โตย|นำ|คน|เพิ่น|เปิ้น|ท่าน|แก|ใหม่|เก่า|เดิม)+(?:คน|แก|เขา)?(?:อยู่.*)?\Z"
)
_OF_PEOPLE: Final = re.compile(r"(?:ลูก|ชาว|ผู้ใหญ่|พ่อ|แม่|เพื่อน|คน|น้อง|ทุก)\Z")
"""Before บ้าน: villagers, not a village."""
_STAFF_OF: Final = re.compile(r"(?:เจ้าหน้าที่|พนักงาน)\s?\Z")
"""Before where somebody works: who they are, not where it is."""
_NATIVE: Final = re.compile(r"(?:เป็น|เป๋น|เปน)คน\Z")
"""Before the village of who joins: "ข่อยเป็นคน|บ้านดงยาง"."""
_LOOKING: Final = frozenset({"browse_traditions", "browse_products", "browse_places"})
_GOING: Final = ("ไป", "มา")
_WATERSIDE: Final = re.compile(r"ริม(?:คลอง|ครอง|น้ำ|โขง|เขื่อน|บึง|ห้วย|หาด|ทะเล|แม่น้ำ|ฝาย|หนอง|อ่าง)")
_LEFT: Final = re.compile(r"(?:\s|หมู่(?:ที่)?|(?<![ก-๎.])[มตอจ]\.|ของ|ว่าง|แหน่|เด้อ|เน้อ|เข้าไป|(?<!ป้อง)กัน)+\Z")
"""The beginning of what follows: "บ้านทุ่งโป่งหมู่|7"."""
_HAPPENS: Final = re.compile(
    r"(?:(?:หลัง|ก่อน|ช่วง)(?=(?:ออก|เข้า)พรรษา|สงกรานต์|ปีใหม่|เกี่ยว|ลอยกระทง|ตรุษ|สารท|กฐิน|เพล)|แข่ง|เสีย|ติด|เอง|ชนะ|แรง|ยาก|ง่าย|ใจดี|ย้าย|หาย|ไหม้|ท่วม|พัง|ซ่อม|ตาย|ได้รับ|คว้า|ร่วมกัน|จัดงาน|ช่วยกัน|ปลูก|ใช้|เปลี่ยน|ประกาศ|แจก|สามัคคีกัน|กันเอง|อากาศ)"
)
"""What is told of a place is no part of its name: "คุ้มกลางเสียแล้ว"."""
_CENTRE_NAMED: Final = re.compile(
    r"ศูนย์\s?(?:ดิจิ|เรียนรู้|การ|เด็ก|พัฒนา|วัฒนธรรม|ราชการ|ฝึก|ชุมชน|บ้าน|ประชุม|สุขภาพ|โอ|ไอ|OT|IC|ข้าว|สาธิต|ส่งเสริม|ผู้|อาหาร|จำหน่าย|อบต|เทศบาล|ตำบล|ศิลป|กีฬา|เยาวชน|สมุนไพร|ทอ|จัก)"
)
_CENTRES: Final = frozenset({"ask_centre", "ask_courses", "book_service", "enrol_course", "cancel_enrolment"})
_CENTRE: Final = re.compile(r"ศูนย์(?:ดิจิทัล|เรียนรู้|การเรียนรู้)?(?:ชุมชน)?บ้าน(?=[ก-ฮเแโใไ])(?!เรา|เฮา|ไหน|นี้|ฉัน|ผม|หนู)")
"""A centre by the name of its village is a place also without "ที่"."""
_HALLS: Final = frozenset({"ศาลา", "หอประชุม"})
_HOMES: Final = frozenset({"บ้าน", "ชุมชน", "เทศบาล", "ซอย", "คุ้ม"})
"""A village by its name, before its number or where somebody says where they live."""
_AT: Final = ("ที่", "ณ", "แถว", "เจอกัน", "พบกัน", "ตี้")
_IN_WORD: Final = re.compile("[ก-๎]ณ\\Z")
"""The end of คูณ is no ณ."""
_NEAR: Final = ("ตรง", "ใน", "จาก", "ไป", "มา", "อยู่", "ทางเข้า", ":")
_NO_PLACE: Final = re.compile(
    r"บ้าน(?:เรา|เฮา|ละ|ม\.|เลขที่|ผม|ฉัน|หนู|ข่อย|ข้าเจ้า|นี้|ไหน|ใด|ใคร|ไผ|เมือง|พัก|นอก|หมู่|หลัง|ช่อง|ท่าน|ตัวเอง|เขา"
    r"|ๆ|ได้|เปล่า|ร้าง|ก็|ยัง|เช่า|มือสอง|น็อค|ไม้|ดิน|ปูน|และ|แล้ว|ที่|ทุก|มา|ให้|ด้วย|อยู่)"
    r"|ห้อง(?:น้ำ)|ศูนย์(?:เปิด|ปิด|มี|อยู่|ไหน|หยุด|ๆ|ได้|ครับ|ค่ะ|บาท|นี้|เรา|ให้|สังกัด)|ร้าน(?:ไหน|ค้า(?!ชุมชน"
    r"|สวัสดิการ)|นี้|ๆ|ปิด|เปิด|อะไร)|สวน(?:ผม|ฉัน|ยาง|ลำไย)|ตลาด(?:ออนไลน์)|หน้า(?:บ้าน(?:ตัวเอง|ผม|ฉัน))"
    r"|ซอย(?:กัน|ไหน|นี้)|ชุมชน(?:ตำบล|อำเภอ|เรา|ของ|เฮา|ไหน|นี้|มี)|วัด(?:ไหน|ใด|ความ|ได้|ผล|ค่า)|สนามไหน|สนใจ"
    r"|ลาน(?:ไหน)|ริมทาง|ตลาดไหน|หนอง(?:ไหน)|เกาะติด|ทุ่งนี้"
)


_OCCASION: Final = re.compile(r"(?:หลัง|ก่อน|ช่วง|ตอน)\Z")
"""Before a day that was found: when, not where ("วัดบ้านหมี่|หลังออกพรรษา")."""
_HOUSE: Final = re.compile(r"(?:ที่|ณ)\s?(?P<house>บ้านเลขที่\s?\d{1,4}(?:/\d{1,4})?)")


def _run_end(text: str, words: list[str], start: int) -> int:
    run = run_at(text, words, start)
    return run.end if run else len(text)


def _told(text: str, run: Run, head: re.Match[str]) -> str:
    """What the run says of where, without what happens there and without the beginning of the next value."""
    name = text[run.start : run.end]
    if head.group() == "ศูนย์" and not _CENTRE_NAMED.match(name):
        return "ศูนย์"
    happens = _HAPPENS.search(name, head.end() - run.start)
    name = _LEFT.sub("", name[: happens.start()] if happens else name)
    if text.startswith(BLANK, run.end) and (occasion := _OCCASION.search(name, len(head.group()))):
        return name[: occasion.start()]
    is_number_next = text.startswith(BLANK, run.end) and name.endswith("ม") and len(name) > len(head.group()) + 2
    return name[:-1] if is_number_next else name


def _is_of_people(text: str, head: re.Match[str], is_registering: bool) -> bool:
    """Whether the head tells who somebody is: ลูกบ้าน, เจ้าหน้าที่ศูนย์; but who joins says so where their home is."""
    start = head.start()
    if _STAFF_OF.search(text, 0, start):
        return True
    if head.group() != "บ้าน" or not _OF_PEOPLE.search(text, max(0, start - 9), start):
        return False
    return not (is_registering and _NATIVE.search(text, 0, start))


def place(text: str, words: list[str], intent: str = "") -> Entity | None:
    """The place where something is, without "ที่": "ที่ศาลากลางบ้าน" → ศาลากลางบ้าน. `text` has its other values blanked."""
    best: Entity | None = None
    house = _HOUSE.search(text)
    if house:
        return Entity("place", house["house"], *house.span("house"))
    is_registering, at_centre = intent == "register", intent in _CENTRES
    for match in _PLACE.finditer(text):
        start = match.start()
        before = text[max(0, start - 9) : start].rstrip()
        is_at = before.endswith(_AT) and not _IN_WORD.search(before)
        is_venue = match.group() in _VENUES and (start == 0 or text[start - 1] in " (" or match.group() in _HALLS)
        is_home = match.group() in _HOMES and (BLANK in text[_run_end(text, words, start) :][:2] or is_registering)
        is_named = at_centre and match.group() == "ศูนย์" and _CENTRE.match(text, start)
        is_water = before != text[max(0, start - 9) : start] and _WATERSIDE.match(text, start)
        is_free = is_venue or is_home or is_named or is_water or before.endswith((BLANK, *_NEAR))
        is_of_people = _is_of_people(text, match, is_registering)
        if not (is_at or is_free) or is_of_people or _NO_PLACE.match(text, start):
            continue
        run = run_at(text, words, start)
        if run is None or run.end - run.start > 40:
            continue
        name = _told(text, run, match)
        if (name in _WILD and not is_at) or len(name) < len(match.group()) or _WHOSE.match(name):
            continue
        if name == match.group() and before.endswith(_GOING) and intent in _LOOKING:
            continue  # "ต้องเตรียมอะไรไปวัด"
        found = Entity("place", name, run.start, run.start + len(name))
        if is_at:
            return found
        best = best or found
    return best
